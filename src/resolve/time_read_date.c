/* time_read_date.c — days and months by name, weekdays, today, clock times.
 *
 * A month and day without a year is the one nearest to publication on the
 * side that the clause looks to; a weekday likewise, and publication itself
 * where it is that weekday.
 */
#include <stdio.h>

#include "resolve/time_read.h"

static dtl_day month_day_near(const dtl_time_reader *r,
                              const dtl_time_frame *f, int month, int day)
{
    if (r->today.year == 0)
        return DTL_DAY_NONE;
    int direction = dtli_time_direction(r, f);
    if (dtli_time_has(f, DTL_TC_REL)) /* "last Oct. 23" */
        direction = f->value[DTL_TC_REL] < 0 ? -1 : 1;
    dtl_day best = DTL_DAY_NONE;
    int64_t best_cost = INT64_MAX;
    for (int year = r->today.year - 1; year <= r->today.year + 1; year++) {
        dtl_day d = dtli_day_from_civil(year, month, day);
        if (d == DTL_DAY_NONE)
            continue;
        int64_t away = (int64_t)d - r->published;
        bool against = (away > 0 && direction < 0) ||
                       (away < 0 && direction > 0);
        bool weekday_fits = !dtli_time_has(f, DTL_TC_WEEKDAY) ||
                            dtli_day_weekday(d) == f->value[DTL_TC_WEEKDAY];
        /* A side that the clause speaks against counts four times as far. */
        int64_t cost = (away < 0 ? -away : away) * (against ? 4 : 1) +
                       (weekday_fits ? 0 : 4000);
        if (cost < best_cost) {
            best_cost = cost;
            best = d;
        }
    }
    return best;
}

/* Year of a month without one. */
static int month_year_near(const dtl_time_reader *r, const dtl_time_frame *f,
                           int month)
{
    if (r->today.year == 0)
        return 0;
    int direction = dtli_time_direction(r, f);
    if (direction < 0)
        return month <= r->today.month ? r->today.year : r->today.year - 1;
    if (direction > 0)
        return month >= r->today.month ? r->today.year : r->today.year + 1;
    /* No telling: up to four months ahead is ahead, else behind. */
    int ahead = (month - r->today.month + 12) % 12;
    if (ahead <= 4)
        return month >= r->today.month ? r->today.year : r->today.year + 1;
    return month <= r->today.month ? r->today.year : r->today.year - 1;
}

/* "last May" is the one before publication's month, "this May" that of the
 * year, "next May" the one after; "the following June" after the last told. */
static int month_year_relative(const dtl_time_reader *r,
                               const dtl_time_frame *f, int month)
{
    if (dtli_time_has(f, DTL_TC_REFER)) {
        dtl_civil ref = dtli_day_to_civil(dtli_time_ref(r));
        int step = f->value[DTL_TC_REFER];
        if (step > 0)
            return month > ref.month ? ref.year : ref.year + 1;
        if (step < 0)
            return month < ref.month ? ref.year : ref.year - 1;
        return ref.year;
    }
    int rel = f->value[DTL_TC_REL];
    /* The month before would be "last month". */
    if (rel < 0)
        return month < r->today.month - 1 ? r->today.year : r->today.year - 1;
    if (rel > 0)
        return month > r->today.month ? r->today.year : r->today.year + 1;
    return r->today.year;
}

/* Is the pattern's REL one of the year ("May last year"), not of the month
 * ("last May")? In the first it stands behind the month. */
static bool relative_year(const dtl_time_reader *r, const dtl_time_frame *f)
{
    return dtli_time_has(f, DTL_TC_REL) &&
           dtli_time_atom_class(r->sent, f->last, DTL_TC_UNIT, -1) ==
               DTL_UNIT_YEAR;
}

/* Year that the next month of a pair tells: "between May and July 2005",
 * "from May 3 to July 5, 2005". */
static int shared_year(const dtl_time_sent *s, uint32_t at)
{
    static const char *const LINKS[] = { "and", "to", "through", "until", "-",
                                         "or" };
    static const char *const COMMA[] = { "," };
    if (!dtli_time_key_is(s, at, LINKS, 6) ||
        dtli_time_atom_class(s, at + 1, DTL_TC_MONTH, 0) == 0)
        return 0;
    at += 2;
    at += dtli_time_atom_class(s, at, DTL_TC_DAY, 0) != 0;
    at += dtli_time_key_is(s, at, COMMA, 1);
    return dtli_time_atom_class(s, at, DTL_TC_YEAR, 0);
}

/* "the September 11 attacks" are those of 2001. */
static bool is_nine_eleven(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const WORDS[] = { "attack", "attacks", "terror",
                                         "terrorist", "hijackers",
                                         "hijackings", "commission" };
    return dtli_time_has(f, DTL_TC_DAY) && f->value[DTL_TC_MONTH] == 9 &&
           f->value[DTL_TC_DAY] == 11 && r->today.year >= 2002 &&
           dtli_time_key_is(r->sent, (int64_t)f->last + 1, WORDS, 7);
}

static int told_year(const dtl_time_reader *r, const dtl_time_frame *f)
{
    if (dtli_time_has(f, DTL_TC_YEAR))
        return f->value[DTL_TC_YEAR];
    if (is_nine_eleven(r, f))
        return 2001;
    int shared = shared_year(r->sent, f->last + 1);
    if (shared)
        return shared;
    if (relative_year(r, f) && r->today.year)
        return r->today.year +
               (f->value[DTL_TC_REL] < 0 ? -1 : f->value[DTL_TC_REL]);
    return 0;
}

static bool read_day(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    int month = f->value[DTL_TC_MONTH], day = f->value[DTL_TC_DAY];
    int year = told_year(r, f);
    dtl_day d = year ? dtli_day_from_civil(year, month, day)
                     : month_day_near(r, f, month, day);
    /* 2000 is a leap year: does the day exist at all? */
    if (d == DTL_DAY_NONE &&
        (year || dtli_day_from_civil(2000, month, day) == DTL_DAY_NONE))
        return false;
    dtli_result_day(out, d);
    if (d == DTL_DAY_NONE)
        snprintf(out->value, sizeof out->value, "XXXX-%02d-%02d", month, day);
    if (dtli_time_has(f, DTL_TC_UNIT)) {
        if (f->value[DTL_TC_UNIT] != DTL_UNIT_WEEK)
            return false;
        dtli_result_week(out, d); /* "the week of March 6" */
    }
    if (f->has_second >> DTL_TC_DAY & 1 && d != DTL_DAY_NONE) {
        int last = f->second[DTL_TC_DAY];
        int64_t more = last > day ? last - day : 0;
        out->to = dtli_day_add(d, more); /* "March 3-5" */
    }
    if (dtli_time_has(f, DTL_TC_PART))
        dtli_result_part(out, f->value[DTL_TC_PART]);
    return true;
}

/* "May" that is a verb or "March" that is a demonstration. */
static bool is_month_word(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const BEFORE[] = { "the", "a", "an", "annual", "mr",
                                          "ms", "mrs", "theresa", "to" };
    static const char *const AFTER[] = { "for", "of", "against", "on", "i",
                                         "the", "he", "they", "we", "god" };
    static const char *const TO[] = { "from", "april", "february", "june" };
    static const char *const IN[] = { "in", "by", "since", "until", "till",
                                      "of", "from", "before", "after",
                                      "during", "between" };
    int month = f->value[DTL_TC_MONTH];
    if (f->first != f->last || (month != 3 && month != 5) ||
        dtli_time_key_is(r->sent, (int64_t)f->first - 1, IN, 11))
        return true;
    const dtl_token *tok =
        &r->doc->tokens[r->sent->atoms[f->first].token];
    if (tok->upos == DTL_UPOS_AUX || tok->upos == DTL_UPOS_VERB)
        return false;
    if (tok->name != DTL_NO_INDEX &&
        r->doc->names[tok->name].type == DTL_NAME_PER)
        return false;
    int64_t at = f->first;
    if (dtli_time_key_is(r->sent, at - 1, BEFORE, 8))
        return !dtli_time_key_is(r->sent, at + 1, AFTER, 3) && month != 5;
    if (dtli_time_key_is(r->sent, at - 1, BEFORE + 8, 1))
        return dtli_time_key_is(r->sent, at - 3, TO, 4);
    return at > 0 || !dtli_time_key_is(r->sent, at + 1, AFTER, 10);
}

static bool read_month(const dtl_time_reader *r, const dtl_time_frame *f,
                       dtl_time_result *out)
{
    int month = f->value[DTL_TC_MONTH], year = told_year(r, f);
    if (!is_month_word(r, f))
        return false;
    bool relative = dtli_time_has(f, DTL_TC_REL) ||
                    dtli_time_has(f, DTL_TC_REFER);
    if (year == 0)
        year = relative ? month_year_relative(r, f, month)
                        : month_year_near(r, f, month);
    dtli_result_month(out, year, month);
    if (dtli_time_has(f, DTL_TC_MOD))
        dtli_result_modify(out, f->value[DTL_TC_MOD]);
    if (dtli_time_direction(r, f) <= 0)
        dtli_result_until_now(r, out);
    return true;
}

/* "2021-03-04", "03/22/2013": the second number is the month only where the
 * first cannot be one, or in ISO order. */
static bool read_numeric(const dtl_time_frame *f, dtl_time_result *out)
{
    int a = f->value[DTL_TC_NUMERIC], b = f->second[DTL_TC_NUMERIC];
    int year = f->value[DTL_TC_YEAR];
    if (!(f->has_second >> DTL_TC_NUMERIC & 1))
        return false;
    dtl_day day = dtli_day_from_civil(year, a, b);
    if (day == DTL_DAY_NONE)
        day = dtli_day_from_civil(year, b, a);
    if (day == DTL_DAY_NONE)
        return false;
    dtli_result_day(out, day);
    return true;
}

/* "2000" is a year after these words, whatever follows. */
static bool year_before(const dtl_time_sent *s, int64_t at)
{
    static const char *const WORDS[] = {
        "in",    "since", "by",     "until", "till",  "from",  "before",
        "after", "during", "through", "late", "early", "mid",  "year",
        "circa", "between", "(",    "summer", "spring", "autumn", "winter"
    };
    return dtli_time_key_is(s, at, WORDS, sizeof WORDS / sizeof WORDS[0]);
}

/* Words after a number that make it an amount or a time of day. */
static bool amount_after(const dtl_time_sent *s, int64_t at)
{
    static const char *const WORDS[] = {
        "%", "percent", "per", "people", "men", "women", "children", "km",
        "kilometers", "kilometres", "miles", "feet", "meters", "metres",
        "tons", "tonnes", "troops", "soldiers", "police", "dollars", "euros",
        "pounds", "yen", "gmt", "utc", "hours", "years", "days", "points",
        "barrels", "megawatts", "square", "others", "cases", "members",
        "m", "ft", "kg", "times", "migrants", "refugees", "local"
    };
    static const char *const MONEY[] = { "$", "#", "\xc2\xa3",
                                         "\xe2\x82\xac", "no", "dlrs", "rs",
                                         "at", "than", "nearly", "some",
                                         "over", "least", "up", "." };
    return dtli_time_key_is(s, at, WORDS, sizeof WORDS / sizeof WORDS[0]) ||
           dtli_time_key_is(s, at - 2, MONEY, sizeof MONEY / sizeof MONEY[0]);
}

static bool looks_plural(dtl_str key)
{
    return key.len > 3 && key.ptr[key.len - 1] == 's' &&
           key.ptr[key.len - 2] != 's';
}

/* Is a bare number like 1998 a year here? */
static bool is_year(const dtl_time_reader *r, const dtl_time_frame *f)
{
    int year = f->value[DTL_TC_YEAR];
    const dtl_time_sent *s = r->sent;
    if (amount_after(s, (int64_t)f->last + 1))
        return false;
    if (year_before(s, (int64_t)f->first - 1))
        return true;
    if (s->atoms[f->first].key.len && s->atoms[f->first].key.ptr[0] == '\'')
        return false; /* "'98" alone */
    if (year < 1850 || year > 2060)
        return false;
    /* "twelve hundred students" */
    if (!s->atoms[f->last].digits)
        return year % 100 != 0;
    /* "2000 protesters", but "the 2000 Games" */
    dtl_str next = dtli_time_key(s, (int64_t)f->last + 1);
    bool amount = looks_plural(next) && year % 100 == 0 &&
                  !s->atoms[f->last + 1].capital;
    static const char *const JOINED[] = { "-", "." };
    bool compound = dtli_time_key_is(s, (int64_t)f->first - 1, JOINED, 2) &&
                    s->atoms[f->first].start == s->atoms[f->first - 1].end;
    return !amount && !compound;
}

bool dtli_read_date(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out)
{
    if (dtli_time_has(f, DTL_TC_NUMERIC))
        return read_numeric(f, out);
    if (dtli_time_has(f, DTL_TC_MONTH) && dtli_time_has(f, DTL_TC_DAY))
        return read_day(r, f, out);
    if (dtli_time_has(f, DTL_TC_MONTH))
        return read_month(r, f, out);
    static const char *const NAMED[] = { "the", "year" }; /* "the year 2000" */
    bool bare = !dtli_time_has(f, DTL_TC_MOD) &&
                !dtli_time_key_is(r->sent, f->first, NAMED, 2);
    if (bare && !is_year(r, f))
        return false;
    dtli_result_year(out, f->value[DTL_TC_YEAR]);
    if (dtli_time_has(f, DTL_TC_MOD))
        dtli_result_modify(out, f->value[DTL_TC_MOD]);
    return true;
}

/* Nearest day with this weekday: at or before `day` (step -1), at or after
 * it (+1); `strict` leaves `day` itself out. */
static dtl_day weekday_from(dtl_day day, int weekday, int step, bool strict)
{
    int now = dtli_day_weekday(day);
    if (now == 0)
        return DTL_DAY_NONE;
    int away = step > 0 ? (weekday - now + 7) % 7 : (now - weekday + 7) % 7;
    if (away == 0 && strict)
        away = 7;
    return dtli_day_add(day, step > 0 ? away : -away);
}

static dtl_day weekday_day(const dtl_time_reader *r, const dtl_time_frame *f)
{
    int weekday = f->value[DTL_TC_WEEKDAY];
    if (dtli_time_has(f, DTL_TC_REFER)) {
        int step = f->value[DTL_TC_REFER];
        return weekday_from(dtli_time_ref(r), weekday, step > 0 ? 1 : -1,
                            step != 0);
    }
    int rel = dtli_time_has(f, DTL_TC_REL) ? f->value[DTL_TC_REL] : 0;
    if (dtli_time_has(f, DTL_TC_UNIT)) { /* "Tuesday of last week" */
        dtl_day monday = dtli_unit_start(DTL_UNIT_WEEK, r->published);
        return dtli_day_add(monday, (rel < 0 ? -7 : 7 * rel) + weekday - 1);
    }
    if (rel != 0)
        return weekday_from(r->published, weekday, rel, true);
    int direction = dtli_time_direction(r, f);
    if (direction == 0 && dtli_time_has(f, DTL_TC_REL))
        direction = 1; /* "this Friday" */
    return weekday_from(r->published, weekday, direction > 0 ? 1 : -1, false);
}

bool dtli_read_weekday(const dtl_time_reader *r, const dtl_time_frame *f,
                       dtl_time_result *out)
{
    if (dtli_time_has(f, DTL_TC_UNIT) &&
        f->value[DTL_TC_UNIT] != DTL_UNIT_WEEK)
        return false;
    dtl_day day = weekday_day(r, f);
    dtli_result_day(out, day);
    if (day == DTL_DAY_NONE)
        snprintf(out->value, sizeof out->value, "XXXX-WXX-%d",
                 (int)f->value[DTL_TC_WEEKDAY]);
    if (dtli_time_has(f, DTL_TC_PART))
        dtli_result_part(out, f->value[DTL_TC_PART]);
    return true;
}

bool dtli_read_today(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    int64_t step =
        dtli_time_has(f, DTL_TC_TODAY) ? f->value[DTL_TC_TODAY] : 0;
    dtli_result_day(out, dtli_day_add(r->published, step));
    if (dtli_time_has(f, DTL_TC_TONIGHT))
        dtli_result_part(out, DTL_PART_NI);
    if (dtli_time_has(f, DTL_TC_PART))
        dtli_result_part(out, f->value[DTL_TC_PART]);
    return true;
}

/* "this morning", "last night", "overnight", "the next morning". */
bool dtli_read_part(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out)
{
    static const char *const OF[] = { "of", "that", "when" };
    dtl_day base = r->published;
    int64_t step = 0;
    bool bare = !dtli_time_has(f, DTL_TC_REL) &&
                !dtli_time_has(f, DTL_TC_REFER) &&
                !dtli_time_has(f, DTL_TC_OVERNIGHT);
    if (bare && dtli_time_key_is(r->sent, (int64_t)f->last + 1, OF, 3))
        return false; /* "the night of May 3": the day is told behind it */
    if (dtli_time_has(f, DTL_TC_REL))
        step = f->value[DTL_TC_REL] < 0 ? -1 : f->value[DTL_TC_REL];
    else if (!dtli_time_has(f, DTL_TC_OVERNIGHT))
        base = dtli_time_ref(r);
    if (dtli_time_has(f, DTL_TC_REFER))
        step = f->value[DTL_TC_REFER];
    dtli_result_day(out, dtli_day_add(base, step));
    dtli_result_part(out, dtli_time_has(f, DTL_TC_PART)
                              ? f->value[DTL_TC_PART]
                              : DTL_PART_NI);
    if (dtli_time_has(f, DTL_TC_OVERNIGHT))
        out->from = dtli_day_add(out->to, -1);
    return true;
}

/* Atom of a weekday that follows soon: "at 9:05 a.m. (0305 GMT) Tuesday". */
static int32_t weekday_after(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const SKIP[] = { "(", ")", ",", "on", "early", "late",
                                        "local", "time", "gmt" };
    for (uint32_t i = f->last + 1; i <= f->last + 7; i++) {
        int32_t day =
            dtli_time_atom_class(r->sent, i, DTL_TC_WEEKDAY, 0);
        if (day != 0)
            return day;
        bool skip = i < r->sent->atom_count && r->sent->atoms[i].digits;
        if (!skip && !dtli_time_key_is(r->sent, i, SKIP, 9))
            return 0;
    }
    return 0;
}

/* Day that a time of day belongs to. */
static dtl_day clock_day(const dtl_time_reader *r, const dtl_time_frame *f)
{
    if (dtli_time_has(f, DTL_TC_WEEKDAY))
        return weekday_day(r, f);
    if (dtli_time_has(f, DTL_TC_TODAY))
        return dtli_day_add(r->published, f->value[DTL_TC_TODAY]);
    if (dtli_time_has(f, DTL_TC_MONTH)) {
        int year = told_year(r, f), month = f->value[DTL_TC_MONTH];
        int day = f->value[DTL_TC_DAY];
        return year ? dtli_day_from_civil(year, month, day)
                    : month_day_near(r, f, month, day);
    }
    dtl_time_frame day = *f;
    day.value[DTL_TC_WEEKDAY] = weekday_after(r, f);
    if (day.value[DTL_TC_WEEKDAY] != 0) {
        day.has = UINT64_C(1) << DTL_TC_WEEKDAY;
        return weekday_day(r, &day);
    }
    return r->told.ref_unit == DTL_UNIT_DAY ? dtli_time_ref(r) : r->published;
}

bool dtli_read_clock(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    static const dtl_time_class CLASSES[] = { DTL_TC_CLOCK, DTL_TC_HHMM,
                                              DTL_TC_CLOCKWORD };
    int minutes = dtli_time_has(f, DTL_TC_HOUR) ? f->value[DTL_TC_HOUR] * 60
                                                : 0;
    for (int i = 0; i < 3; i++) {
        if (dtli_time_has(f, CLASSES[i]))
            minutes = f->value[CLASSES[i]];
    }
    bool late = dtli_time_has(f, DTL_TC_AMPM) && f->value[DTL_TC_AMPM] == 1;
    if (dtli_time_has(f, DTL_TC_PART))
        late = f->value[DTL_TC_PART] >= DTL_PART_AF;
    if (late && minutes < 720)
        minutes += 720;
    if (dtli_time_has(f, DTL_TC_AMPM) && !late && minutes >= 720)
        minutes -= 720; /* "12:30 a.m." */
    dtl_day day = clock_day(r, f);
    char date[DTL_DAY_TEXT_SIZE];
    dtli_result_day(out, day);
    dtli_day_format(day, date);
    snprintf(out->value, sizeof out->value, "%sT%02d:%02d",
             day == DTL_DAY_NONE ? "XXXX-XX-XX" : date, minutes / 60 % 24,
             minutes % 60);
    out->type = DTL_TIMEX_TIME;
    out->sets_ref = dtli_time_has(f, DTL_TC_WEEKDAY) ||
                    dtli_time_has(f, DTL_TC_MONTH);
    return true;
}

/* Year of a feast without one: the nearest on the side looked to. */
static int holiday_year(const dtl_time_reader *r, const dtl_time_frame *f)
{
    if (dtli_time_has(f, DTL_TC_YEAR))
        return f->value[DTL_TC_YEAR];
    if (r->today.year == 0)
        return 0;
    int only = dtli_holiday_only_year(r->cal, f->value[DTL_TC_HOLIDAY]);
    if (only)
        return only;
    int rel = dtli_time_has(f, DTL_TC_REL) ? f->value[DTL_TC_REL] : 0;
    if (rel != 0 && relative_year(r, f))
        return r->today.year + (rel < 0 ? -1 : rel);
    int direction = rel ? (rel < 0 ? -1 : 1) : dtli_time_direction(r, f);
    int best = r->today.year, days = 0;
    int64_t best_cost = INT64_MAX;
    for (int y = r->today.year - 1; y <= r->today.year + 1; y++) {
        dtl_day d =
            dtli_holiday_day(r->cal, f->value[DTL_TC_HOLIDAY], y, &days);
        if (d == DTL_DAY_NONE)
            continue;
        int64_t away = (int64_t)d - r->published;
        bool against = (away > 0 && direction < 0) ||
                       (away + days <= 0 && direction > 0);
        int64_t cost = (away < 0 ? -away : away) * (against ? 8 : 1);
        if (cost < best_cost) {
            best_cost = cost;
            best = y;
        }
    }
    return best;
}

bool dtli_read_holiday(const dtl_time_reader *r, const dtl_time_frame *f,
                       dtl_time_result *out)
{
    int days = 0, year = holiday_year(r, f);
    dtl_day day =
        dtli_holiday_day(r->cal, f->value[DTL_TC_HOLIDAY], year, &days);
    dtli_result_day(out, day);
    if (day == DTL_DAY_NONE)
        return r->published == DTL_DAY_NONE;
    out->to = dtli_day_add(day, days - 1);
    if (days > 1)
        out->unit = days > 7 ? DTL_UNIT_MONTH : DTL_UNIT_WEEK;
    int32_t unit = dtli_time_atom_class(r->sent, f->last, DTL_TC_UNIT, -1);
    if (unit == DTL_UNIT_WEEK)
        dtli_result_week(out, day); /* "Easter week" */
    if (unit == DTL_UNIT_WEEKEND)
        dtli_result_weekend(out, dtli_unit_start(DTL_UNIT_WEEKEND, day));
    return true;
}
