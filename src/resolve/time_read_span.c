/* time_read_span.c — how long, how often, how long ago.
 *
 * "N units ago" names a day, week, month or year by its unit, as exact as
 * people mean it: three days ago is a day, two weeks ago a week, a year ago
 * about a month, ten years ago a calendar year. Spans that touch publication
 * ("in the past two weeks") are durations with days.
 */
#include <stdio.h>
#include <string.h>

#include "resolve/time_read.h"

/* Tenths of a unit that are told, 0 where vague ("several weeks"). */
static int32_t amount(const dtl_time_frame *f)
{
    if (dtli_time_has(f, DTL_TC_NUM)) {
        /* "a year and a half", "the past year and a half" */
        bool plus = (dtli_time_has(f, DTL_TC_ONE) ||
                     dtli_time_has(f, DTL_TC_UNIT)) &&
                    f->value[DTL_TC_NUM] < 10 && f->last > f->first + 2;
        return f->value[DTL_TC_NUM] + (plus ? 10 : 0);
    }
    if (dtli_time_has(f, DTL_TC_VAGUE))
        return 0;
    if (dtli_time_has(f, DTL_TC_UNITS) && !dtli_time_has(f, DTL_TC_ONE))
        return 0;
    return 10;
}

static dtl_time_unit unit_of(const dtl_time_frame *f)
{
    return (dtl_time_unit)(dtli_time_has(f, DTL_TC_UNITS)
                               ? f->value[DTL_TC_UNITS]
                               : f->value[DTL_TC_UNIT]);
}

typedef struct unit_code {
    const char *prefix; /* "P" or "PT" */
    int factor;         /* 10 for decades, that TIMEX3 counts in years */
    char letter;
    int smaller;        /* of the next unit: half a year is six of them */
    char smaller_letter;
} unit_code;

static const unit_code CODES[DTL_UNIT_COUNT] = {
    [DTL_UNIT_SEC] = { "PT", 1, 'S', 0, 0 },
    [DTL_UNIT_MIN] = { "PT", 1, 'M', 60, 'S' },
    [DTL_UNIT_HOUR] = { "PT", 1, 'H', 60, 'M' },
    [DTL_UNIT_NIGHT] = { "P", 1, 'D', 0, 0 },
    [DTL_UNIT_DAY] = { "P", 1, 'D', 0, 0 },
    [DTL_UNIT_WEEKEND] = { "P", 1, 'W', 0, 0 },
    [DTL_UNIT_WEEK] = { "P", 1, 'W', 0, 0 },
    [DTL_UNIT_FORTNIGHT] = { "P", 2, 'W', 0, 0 },
    [DTL_UNIT_MONTH] = { "P", 1, 'M', 0, 0 },
    [DTL_UNIT_QUARTER] = { "P", 1, 'Q', 0, 0 },
    [DTL_UNIT_YEAR] = { "P", 1, 'Y', 12, 'M' },
    [DTL_UNIT_DECADE] = { "P", 10, 'Y', 0, 0 },
    [DTL_UNIT_CENTURY] = { "P", 100, 'Y', 0, 0 },
    [DTL_UNIT_MILLENNIUM] = { "P", 1000, 'Y', 0, 0 },
};

/* "P3D", "PT5H30M", "P2Y6M", "PXW" (amount 0). */
static void period_value(dtl_time_result *out, dtl_time_unit unit,
                         int32_t tenths)
{
    const unit_code *c = &CODES[unit];
    size_t room = sizeof out->value;
    int whole = tenths / 10 * c->factor, part = tenths % 10;
    if (tenths == 0)
        snprintf(out->value, room, "%sX%c", c->prefix, c->letter);
    else if (part == 0 || c->factor > 1)
        snprintf(out->value, room, "%s%d%c", c->prefix,
                 whole + part * c->factor / 10, c->letter);
    else if (c->smaller == 0)
        snprintf(out->value, room, "%s%d.%d%c", c->prefix, whole, part,
                 c->letter);
    else if (whole == 0)
        snprintf(out->value, room, "%s%d%c", c->prefix,
                 part * c->smaller / 10, c->smaller_letter);
    else
        snprintf(out->value, room, "%s%d%c%d%c", c->prefix, whole, c->letter,
                 part * c->smaller / 10, c->smaller_letter);
}

/* Days of a count of units before or after `base`: whole units in the
 * calendar, a half unit in days. */
static dtl_day move(dtl_day base, dtl_time_unit unit, int64_t tenths)
{
    dtl_day whole = dtli_unit_add(unit, base, tenths / 10);
    static const int DAYS[DTL_UNIT_COUNT] = {
        [DTL_UNIT_WEEK] = 7, [DTL_UNIT_FORTNIGHT] = 14, [DTL_UNIT_MONTH] = 30,
        [DTL_UNIT_QUARTER] = 91, [DTL_UNIT_YEAR] = 365,
        [DTL_UNIT_DECADE] = 3652,
    };
    return dtli_day_add(whole, DAYS[unit] * (tenths % 10) / 10);
}

static void set_interval(dtl_time_result *out, dtl_day from, dtl_day to)
{
    out->from = from;
    out->to = to;
    out->anchored = from != DTL_DAY_NONE || to != DTL_DAY_NONE;
}

/* Several of a unit: three to nine (CODEBOOK 11), none told: two to nine. */
static void vague_interval(dtl_time_result *out, const dtl_time_frame *f,
                           dtl_day base, int direction)
{
    dtl_time_unit unit = unit_of(f);
    int64_t least = dtli_time_has(f, DTL_TC_VAGUE) ? 30 : 20;
    dtl_day near = move(base, unit, direction * least);
    dtl_day far = move(base, unit, direction * INT64_C(90));
    if (direction < 0)
        set_interval(out, far, near);
    else
        set_interval(out, near, far);
}

/* Days around the one that "a year ago", "two weeks ago" lands on. */
static void widen(dtl_time_result *out, dtl_time_unit unit, int32_t tenths)
{
    int around = 0;
    if (unit == DTL_UNIT_WEEK || unit == DTL_UNIT_FORTNIGHT)
        around = 3;
    if (unit == DTL_UNIT_MONTH || unit == DTL_UNIT_QUARTER ||
        (unit == DTL_UNIT_YEAR && tenths < 20))
        around = 15;
    if (unit >= DTL_UNIT_DECADE)
        around = 366;
    if (around == 0)
        return;
    out->from = dtli_day_add(out->from, -around);
    out->to = dtli_day_add(out->to, around);
}

/* `tenths` units from `base` (negative: before). */
static bool moved(const dtl_time_frame *f, dtl_day base, int64_t tenths,
                  dtl_time_result *out)
{
    dtl_time_unit unit = unit_of(f);
    dtl_day day = move(base, unit, tenths);
    int32_t size = (int32_t)(tenths < 0 ? -tenths : tenths);
    dtl_time_unit shown = unit;
    if (unit < DTL_UNIT_DAY || unit == DTL_UNIT_NIGHT)
        shown = DTL_UNIT_DAY;
    if (unit == DTL_UNIT_FORTNIGHT || unit == DTL_UNIT_WEEKEND)
        shown = DTL_UNIT_WEEK;
    if (unit >= DTL_UNIT_YEAR)
        shown = DTL_UNIT_YEAR;
    if (day == DTL_DAY_NONE && base != DTL_DAY_NONE)
        return false; /* "30,000 years ago" */
    if (!dtli_result_unit(out, shown, dtli_unit_start(shown, day)))
        return false;
    bool year = shown == DTL_UNIT_YEAR && unit == DTL_UNIT_YEAR && size >= 20;
    if (!year && shown != DTL_UNIT_DAY) {
        set_interval(out, day, day);
        widen(out, unit, size);
    }
    if (dtli_time_has(f, DTL_TC_APPROX) && shown == DTL_UNIT_DAY) {
        out->from = dtli_day_add(out->from, -3);
        out->to = dtli_day_add(out->to, 3);
    }
    return true;
}

/* "a year ago" in a report on a quarter is that quarter. */
static bool year_before_quarter(const dtl_time_reader *r,
                                const dtl_time_frame *f, dtl_time_result *out)
{
    if (r->told.quarter == 0 || unit_of(f) != DTL_UNIT_YEAR ||
        amount(f) != 10 || dtli_time_has(f, DTL_TC_APPROX))
        return false;
    return dtli_read_yearago(r, f, out);
}

bool dtli_read_ago(const dtl_time_reader *r, const dtl_time_frame *f,
                   dtl_time_result *out)
{
    static const char *const BACK[] = { "back" };
    int32_t tenths = amount(f);
    int direction = f->value[DTL_TC_AGO];
    /* "a few years back" but not "three days back home" */
    static const char *const PUNCT[] = { ",", "." };
    if (dtli_time_key_is(r->sent, f->last, BACK, 1) &&
        !dtli_time_key_is(r->sent, (int64_t)f->last + 1, PUNCT, 2))
        return false;
    if (direction < 0 && year_before_quarter(r, f, out))
        return true;
    if (tenths > 0)
        return moved(f, r->published, direction * (int64_t)tenths, out);
    period_value(out, unit_of(f), 0);
    out->type = DTL_TIMEX_DATE;
    if (dtli_time_has(f, DTL_TC_VAGUE) && unit_of(f) >= DTL_UNIT_YEAR)
        dtli_result_fixed(out, direction < 0 ? "PAST_REF" : "FUTURE_REF");
    else
        out->type = DTL_TIMEX_DURATION;
    vague_interval(out, f, r->published, direction);
    return true;
}

static dtl_time_result *as_duration(dtl_time_result *out,
                                    const dtl_time_frame *f)
{
    out->type = DTL_TIMEX_DURATION;
    period_value(out, unit_of(f), amount(f));
    out->unit = unit_of(f);
    return out;
}

/* "A day earlier" counts from the day told last; "a year earlier" compares
 * with now unless what was told last is years back. */
static dtl_day shift_base(const dtl_time_reader *r, const dtl_time_frame *f,
                          int32_t tenths)
{
    dtl_day ref = dtli_time_ref(r);
    bool year = unit_of(f) == DTL_UNIT_YEAR && tenths == 10;
    int told = dtli_day_to_civil(ref).year;
    if (year && f->value[DTL_TC_SHIFT] < 0 && told >= r->today.year - 1)
        return r->published;
    return ref;
}

/* "a day earlier", "two weeks later"; "a day after the vote" is told from
 * what follows: then only the length is read here. */
bool dtli_read_shift(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    static const char *const LINKS[] = { "after", "before", "on", "prior",
                                         "afterward", "afterwards" };
    static const char *const END[] = { ",", ".", ";", "''", "\"", ":", "-",
                                       "--" };
    int32_t tenths = amount(f);
    bool link = dtli_time_key_is(r->sent, f->last, LINKS, 4);
    bool last = f->last + 1 >= r->sent->atom_count ||
                dtli_time_key_is(r->sent, (int64_t)f->last + 1, END, 8);
    if (link && (!last || dtli_time_key_is(r->sent, f->last, LINKS + 2, 1))) {
        as_duration(out, f)->last = f->last - 1;
        bool on = dtli_time_key_is(r->sent, f->last, LINKS + 2, 1);
        bool counted = dtli_time_has(f, DTL_TC_NUM) ||
                       dtli_time_has(f, DTL_TC_ONE) ||
                       dtli_time_has(f, DTL_TC_UNITS);
        return !on && (counted || unit_of(f) == DTL_UNIT_DAY);
    }
    int direction = f->value[DTL_TC_SHIFT];
    if (direction < 0 && year_before_quarter(r, f, out))
        return true;
    if (tenths > 0 && unit_of(f) >= DTL_UNIT_NIGHT) {
        bool read = moved(f, shift_base(r, f, tenths),
                          direction * (int64_t)tenths, out);
        /* A look back; the story goes on from where it was. */
        if (direction < 0)
            out->sets_ref = false;
        return read;
    }
    as_duration(out, f);
    if (unit_of(f) < DTL_UNIT_NIGHT)
        set_interval(out, dtli_time_ref(r), dtli_time_ref(r));
    else
        vague_interval(out, f, dtli_time_ref(r), direction);
    return true;
}

/* "52 years old", "a 25-year-old", "years of age". */
static bool is_age(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const OLD[] = { "old", "olds", "older", "younger" };
    static const char *const LINK[] = { "-" };
    static const char *const OF[] = { "of" }, *const AGE[] = { "age" };
    static const char *const AGED[] = { "aged", "age" };
    int64_t next = (int64_t)f->last + 1;
    bool link = dtli_time_key_is(r->sent, next, LINK, 1);
    return dtli_time_key_is(r->sent, next + link, OLD, 4) ||
           (dtli_time_key_is(r->sent, next, OF, 1) &&
            dtli_time_key_is(r->sent, next + 1, AGE, 1)) ||
           dtli_time_key_is(r->sent, (int64_t)f->first - 1, AGED, 2);
}

/* "five times a day", "40,000 barrels a day": how often, not how long. */
static bool is_rate(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const TIMES[] = { "times", "twice", "once", "percent",
                                         "%" };
    if (!dtli_time_has(f, DTL_TC_ONE) || f->last != f->first + 1)
        return false;
    int64_t before = (int64_t)f->first - 1;
    if (dtli_time_key_is(r->sent, before, TIMES, 5))
        return true;
    dtl_str noun = dtli_time_key(r->sent, before);
    bool plural = noun.len > 3 && noun.ptr[noun.len - 1] == 's';
    return plural && before > 0 &&
           (r->sent->atoms[before - 1].digits ||
            r->sent->atoms[before - 1].number > 0);
}

/* "three-quarters of", "living quarters", "a second", "one night". */
static bool is_no_length(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const OF[] = { "of" };
    dtl_time_unit unit = unit_of(f);
    static const char *const HYPHEN[] = { "-" };
    bool bare = !dtli_time_has(f, DTL_TC_NUM) &&
                !dtli_time_has(f, DTL_TC_VAGUE);
    /* "a year-earlier loss", "the 1988 quarter" */
    if (bare && dtli_time_key_is(r->sent, (int64_t)f->last + 1, HYPHEN, 1) &&
        r->sent->atoms[f->last].end == r->sent->atoms[f->last + 1].start)
        return true;
    if (dtli_time_has(f, DTL_TC_YEAR) && dtli_time_has(f, DTL_TC_UNIT))
        return true;
    bool weak = unit == DTL_UNIT_QUARTER || unit == DTL_UNIT_SEC ||
                unit == DTL_UNIT_NIGHT || unit == DTL_UNIT_WEEKEND;
    if (bare && weak)
        return true;
    return unit == DTL_UNIT_QUARTER && !dtli_time_has(f, DTL_TC_VAGUE) &&
           dtli_time_key_is(r->sent, (int64_t)f->last + 1, OF, 1);
}

static bool spread(const dtl_time_frame *f)
{
    return (f->has_second >> DTL_TC_NUM & 1) &&
           f->second[DTL_TC_NUM] - f->value[DTL_TC_NUM] > 10;
}

/* "The strait will one day be bridged." */
static bool read_one_day(const dtl_time_reader *r, const dtl_time_frame *f,
                         dtl_time_result *out)
{
    static const char *const ONE[] = { "one" }, *const DAY[] = { "day" };
    static const char *const WILL[] = { "will", "would", "may", "might",
                                        "could", "'ll" };
    if (f->last != f->first + 1 ||
        !dtli_time_key_is(r->sent, f->first, ONE, 1) ||
        !dtli_time_key_is(r->sent, f->last, DAY, 1) ||
        !dtli_time_key_is(r->sent, (int64_t)f->first - 1, WILL, 6))
        return false;
    dtli_result_fixed(out, "FUTURE_REF");
    out->from = r->published;
    return true;
}

bool dtli_read_duration(const dtl_time_reader *r, const dtl_time_frame *f,
                        dtl_time_result *out)
{
    static const char *const MANY[] = { "many", "the", "'s", "\xe2\x80\x99s" };
    static const char *const APART[] = { "apart" };
    if (is_age(r, f) || is_no_length(r, f))
        return false;
    bool bare = f->first == f->last;
    if (bare && dtli_time_key_is(r->sent, (int64_t)f->first - 1, MANY, 4))
        return false; /* "how many days", "the days" */
    if (bare && dtli_time_key_is(r->sent, (int64_t)f->last + 1, APART, 1))
        return false; /* "seconds apart" */
    if (read_one_day(r, f, out))
        return true;
    as_duration(out, f);
    if (spread(f))
        period_value(out, unit_of(f), 0);
    if (is_rate(r, f))
        out->type = DTL_TIMEX_SET;
    return true;
}

/* "in the past two weeks", "in the coming months", "recent years". */
bool dtli_read_span(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out)
{
    dtl_time_unit unit = unit_of(f);
    bool ahead = !dtli_time_has(f, DTL_TC_SPAN) || f->value[DTL_TC_SPAN] > 0;
    if (is_age(r, f) || (unit == DTL_UNIT_SEC && amount(f) == 0))
        return false;
    as_duration(out, f);
    if (spread(f))
        period_value(out, unit, 0);
    int64_t tenths = amount(f);
    bool two_units = f->has_second >> DTL_TC_UNITS & 1;
    if (tenths == 0 && (unit == DTL_UNIT_YEAR || two_units) && !ahead &&
        !dtli_time_has(f, DTL_TC_VAGUE))
        dtli_result_fixed(out, "PAST_REF"); /* "recent weeks and months" */
    if (tenths == 0)
        tenths = 90;
    dtl_day far = move(r->published, unit, ahead ? tenths : -tenths);
    if (ahead)
        set_interval(out, r->published, far);
    else
        set_interval(out, far, r->published);
    return true;
}

bool dtli_read_set(const dtl_time_reader *r, const dtl_time_frame *f,
                   dtl_time_result *out)
{
    static const char *const SEASONS[] = { "SP", "SU", "FA", "WI" };
    (void)r;
    out->type = DTL_TIMEX_SET;
    size_t room = sizeof out->value;
    int32_t weekday = dtli_time_has(f, DTL_TC_WEEKDAYS)
                          ? f->value[DTL_TC_WEEKDAYS]
                          : f->value[DTL_TC_WEEKDAY];
    if (dtli_time_has(f, DTL_TC_UNIT) || dtli_time_has(f, DTL_TC_UNITS)) {
        int32_t count = dtli_time_has(f, DTL_TC_NUM)
                            ? f->value[DTL_TC_NUM]
                            : 10 * f->value[DTL_TC_EVERY];
        period_value(out, unit_of(f), count);
    } else if (dtli_time_has(f, DTL_TC_MONTH)) {
        snprintf(out->value, room, "XXXX-%02d", (int)f->value[DTL_TC_MONTH]);
    } else if (dtli_time_has(f, DTL_TC_SEASON)) {
        snprintf(out->value, room, "XXXX-%s",
                 SEASONS[f->value[DTL_TC_SEASON]]);
    } else if (dtli_time_has(f, DTL_TC_WEEKDAY) ||
               dtli_time_has(f, DTL_TC_WEEKDAYS)) {
        snprintf(out->value, room, "XXXX-WXX-%d", (int)weekday);
    } else {
        dtli_result_fixed(out, "XXXX-XX-XX");
    }
    dtl_time_class part = dtli_time_has(f, DTL_TC_PARTS) ? DTL_TC_PARTS
                                                         : DTL_TC_PART;
    if (dtli_time_has(f, part))
        dtli_result_part(out, f->value[part]);
    out->type = DTL_TIMEX_SET;
    return true;
}

bool dtli_read_often(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    (void)r;
    int32_t value = f->value[DTL_TC_OFTEN];
    period_value(out, (dtl_time_unit)(value % 100), value / 100 * 10);
    out->type = DTL_TIMEX_SET;
    return true;
}

/* "Now, turn to page two": at the head of a sentence a comma makes it a word
 * that opens, not a time. */
static bool is_opener(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const WORDS[] = { "now", "currently" };
    static const char *const COMMA[] = { "," };
    static const char *const QUOTES[] = { "``", "\"", "''", "'", "`",
                                          "\xe2\x80\x9c" };
    uint32_t lead = 0;
    while (lead < f->first && dtli_time_key_is(r->sent, lead, QUOTES, 6))
        lead++;
    return f->first == lead && f->first == f->last &&
           dtli_time_key_is(r->sent, f->first, WORDS, 2) &&
           dtli_time_key_is(r->sent, (int64_t)f->last + 1, COMMA, 1);
}

bool dtli_read_fixed(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    static const char *const VALUES[] = { "PAST_REF", "PRESENT_REF",
                                          "FUTURE_REF" };
    int32_t ref = dtli_time_has(f, DTL_TC_FIXED) ? f->value[DTL_TC_FIXED]
                                                 : f->value[DTL_TC_FIXEDADJ];
    if (is_opener(r, f))
        return false;
    dtli_result_fixed(out, VALUES[ref]);
    if (ref == DTL_REF_PRESENT)
        set_interval(out, r->published, r->published);
    else if (ref == DTL_REF_PAST)
        out->to = r->published;
    else
        out->from = r->published;
    out->anchored = false;
    return true;
}
