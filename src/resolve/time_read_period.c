/* time_read_period.c — weeks, months, quarters, seasons, years, decades.
 *
 * "this", "last", "next" count from publication, "that", "the following"
 * from what was told last. Quarters of companies are read as calendar
 * quarters, as TimeBank does; "a year ago" beside a quarter is that quarter
 * of the year before.
 */
#include <stdio.h>

#include "resolve/time_read.h"

/* Steps of REL: "past" (-2) is "last" here. */
static int64_t steps(const dtl_time_frame *f)
{
    if (!dtli_time_has(f, DTL_TC_REL))
        return 0;
    return f->value[DTL_TC_REL] < 0 ? -1 : f->value[DTL_TC_REL];
}

/* "the past week": seven days up to publication, not a calendar week. */
static bool read_past_unit(const dtl_time_reader *r, const dtl_time_frame *f,
                           dtl_time_result *out)
{
    static const char *const VALUES[DTL_UNIT_COUNT] = {
        [DTL_UNIT_HOUR] = "PT1H",     [DTL_UNIT_DAY] = "P1D",
        [DTL_UNIT_WEEK] = "P1W",      [DTL_UNIT_FORTNIGHT] = "P2W",
        [DTL_UNIT_MONTH] = "P1M",     [DTL_UNIT_QUARTER] = "P1Q",
        [DTL_UNIT_DECADE] = "P10Y",   [DTL_UNIT_CENTURY] = "P100Y",
    };
    dtl_time_unit unit = (dtl_time_unit)f->value[DTL_TC_UNIT];
    if (!VALUES[unit])
        return false;
    dtli_result_fixed(out, VALUES[unit]);
    out->type = DTL_TIMEX_DURATION;
    out->from = dtli_unit_add(unit, r->published, -1);
    out->to = r->published;
    out->anchored = out->from != DTL_DAY_NONE;
    out->unit = unit;
    return true;
}

/* Last Saturday before publication, or the next one; on a weekend, itself. */
static dtl_day weekend_near(const dtl_time_reader *r, const dtl_time_frame *f)
{
    int direction = dtli_time_direction(r, f);
    int weekday = dtli_day_weekday(r->published);
    int64_t rel = steps(f);
    dtl_day saturday = dtli_unit_start(DTL_UNIT_WEEKEND, r->published);
    bool inside = weekday >= 6;
    if (rel < 0 || (rel == 0 && direction <= 0 && !inside))
        return dtli_day_add(saturday, -7);
    if (rel > 0 && inside)
        return dtli_day_add(saturday, 7);
    return saturday;
}

/* "the week", "the year" after these is a measure, not a date. */
static bool is_measure(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const AFTER[] = { "and", "-", "old", "when", "that",
                                         "he", "she", "they", "after",
                                         "before", "i" };
    static const char *const BEFORE[] = { "of", "with", "at", "to", "through",
                                          "by" };
    static const char *const PARTS[] = { "months", "weeks" };
    /* "the first nine months of the year" */
    if (dtli_time_key_is(r->sent, (int64_t)f->first - 2, PARTS, 2) &&
        dtli_time_key_is(r->sent, (int64_t)f->first - 1, BEFORE, 1))
        return false;
    return dtli_time_key_is(r->sent, (int64_t)f->last + 1, AFTER, 11) ||
           dtli_time_key_is(r->sent, (int64_t)f->first - 1, BEFORE, 6);
}

static bool bare_unit_is_date(const dtl_time_reader *r,
                              const dtl_time_frame *f, dtl_time_unit unit)
{
    bool marked = dtli_time_has(f, DTL_TC_REL) ||
                  dtli_time_has(f, DTL_TC_MOD) ||
                  dtli_time_has(f, DTL_TC_SOONER);
    if (marked)
        return unit >= DTL_UNIT_WEEKEND ||
               (unit == DTL_UNIT_DAY && dtli_time_has(f, DTL_TC_SOONER));
    if (unit == DTL_UNIT_WEEKEND)
        return true;
    return (unit == DTL_UNIT_WEEK || unit == DTL_UNIT_MONTH ||
            unit == DTL_UNIT_QUARTER || unit == DTL_UNIT_YEAR) &&
           !is_measure(r, f);
}

static void cut_by_clause(const dtl_time_reader *r, const dtl_time_frame *f,
                          dtl_time_result *out)
{
    bool later = dtli_time_has(f, DTL_TC_SOONER) &&
                 f->value[DTL_TC_SOONER] > 0;
    if (later && out->from != DTL_DAY_NONE && out->from <= r->published &&
        out->to > r->published)
        out->from = r->published;
    else if (dtli_time_direction(r, f) <= 0 && !later)
        dtli_result_until_now(r, out);
}

/* "By year-end" names the last day, "year's end" the year; the days are those
 * of December. "Since year-end" looks to the one behind. */
static bool read_year_end(const dtl_time_reader *r, const dtl_time_frame *f,
                          dtl_time_result *out)
{
    static const char *const SINCE[] = { "since" }, *const HYPHEN[] = { "-" };
    bool since = dtli_time_key_is(r->sent, (int64_t)f->first - 1, SINCE, 1);
    int year = r->today.year ? r->today.year - since : 0;
    dtli_result_year(out, year);
    if (!out->anchored)
        return true;
    out->from = dtli_day_from_civil(year, 12, 1);
    if (dtli_time_key_is(r->sent, (int64_t)f->last - 1, HYPHEN, 1))
        snprintf(out->value, sizeof out->value, "%04d-12-31", year);
    return true;
}

bool dtli_read_unit(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out)
{
    if (!dtli_time_has(f, DTL_TC_UNIT))
        return read_year_end(r, f, out);
    dtl_time_unit unit = (dtl_time_unit)f->value[DTL_TC_UNIT];
    if (!bare_unit_is_date(r, f, unit))
        return false;
    if (unit == DTL_UNIT_WEEKEND) {
        dtli_result_weekend(out, weekend_near(r, f));
        return true;
    }
    bool past = dtli_time_has(f, DTL_TC_REL) && f->value[DTL_TC_REL] == -2;
    if (past && unit != DTL_UNIT_YEAR)
        return read_past_unit(r, f, out);
    if (unit == DTL_UNIT_QUARTER && !dtli_time_has(f, DTL_TC_REL))
        return dtli_read_latest(r, f, out);
    dtl_day start = dtli_unit_start(unit, r->published);
    if (!dtli_result_unit(out, unit, dtli_unit_add(unit, start, steps(f))))
        return false;
    if (past) {
        out->from = dtli_unit_add(unit, r->published, -1);
        out->to = r->published;
    }
    if (dtli_time_has(f, DTL_TC_MOD))
        dtli_result_modify(out, f->value[DTL_TC_MOD]);
    cut_by_clause(r, f, out);
    return true;
}

/* "that year", "the previous day", "the following month". */
bool dtli_read_refer(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    if (!dtli_time_has(f, DTL_TC_UNIT)) { /* "those years" */
        if (f->value[DTL_TC_UNITS] < DTL_UNIT_DAY)
            return false;
        dtli_result_fixed(out, "PAST_REF");
        out->to = r->published;
        return true;
    }
    dtl_time_unit unit = (dtl_time_unit)f->value[DTL_TC_UNIT];
    dtl_day ref = dtli_time_ref(r);
    /* "The next year" behind a plan for 2050 is still next year. */
    if (r->published != DTL_DAY_NONE && ref > r->published)
        ref = r->published;
    dtl_day start = dtli_unit_start(unit, ref);
    return dtli_result_unit(out, unit,
                            dtli_unit_add(unit, start,
                                          f->value[DTL_TC_REFER]));
}

/* Year of the ordinal-th of `count` parts of a year. */
static int part_year(const dtl_time_reader *r, const dtl_time_frame *f,
                     int part, int count)
{
    if (dtli_time_has(f, DTL_TC_YEAR))
        return f->value[DTL_TC_YEAR];
    if (r->today.year == 0)
        return 0;
    if (dtli_time_has(f, DTL_TC_REL))
        return r->today.year + (int)steps(f);
    int now = (r->today.month - 1) * count / 12 + 1;
    if (part > now)
        return dtli_time_direction(r, f) > 0 ? r->today.year
                                             : r->today.year - 1;
    if (part < now && dtli_time_direction(r, f) > 0 && now - part > count / 2)
        return r->today.year + 1;
    return r->today.year;
}

bool dtli_read_quarter(const dtl_time_reader *r, const dtl_time_frame *f,
                       dtl_time_result *out)
{
    int quarter = dtli_time_has(f, DTL_TC_QUARTER)
                      ? f->value[DTL_TC_QUARTER]
                      : f->value[DTL_TC_ORDINAL];
    if (quarter < 0) {
        quarter = 4; /* "the last quarter of" a year */
        if (!dtli_time_has(f, DTL_TC_YEAR) && !dtli_time_has(f, DTL_TC_REL))
            return dtli_read_latest(r, f, out);
    }
    if (quarter > 4)
        return false;
    dtli_result_quarter(out, part_year(r, f, quarter, 4), quarter);
    return true;
}

bool dtli_read_half(const dtl_time_reader *r, const dtl_time_frame *f,
                    dtl_time_result *out)
{
    int half = f->value[DTL_TC_ORDINAL] < 0 ? 2 : f->value[DTL_TC_ORDINAL];
    if (half > 2)
        return false;
    bool bare = !dtli_time_has(f, DTL_TC_YEAR) && !dtli_time_has(f, DTL_TC_REL);
    static const char *const FOLLOW[] = { "of", ",", "-" };
    if (bare && dtli_time_key_is(r->sent, (int64_t)f->last + 1, FOLLOW, 1))
        return false; /* "the first half of the game" */
    int year = part_year(r, f, half, 2);
    dtl_day from = dtli_day_from_civil(year, half * 6 - 5, 1);
    snprintf(out->value, sizeof out->value, "%04d-H%d", year, half);
    if (from == DTL_DAY_NONE) {
        snprintf(out->value, sizeof out->value, "XXXX-H%d", half);
        return true;
    }
    out->from = from;
    out->to = dtli_day_add(dtli_day_add_months(from, 6), -1);
    out->anchored = out->sets_ref = true;
    out->unit = DTL_UNIT_YEAR;
    return true;
}

/* First day of a season: spring March, summer June, autumn September,
 * winter December of the year that it is named after, northern half. */
static dtl_day season_start(int season, int year)
{
    static const int MONTHS[] = { 3, 6, 9, 12 };
    return dtli_day_from_civil(year, MONTHS[season], 1);
}

static int season_year(const dtl_time_reader *r, const dtl_time_frame *f,
                       int season)
{
    if (dtli_time_has(f, DTL_TC_YEAR))
        return f->value[DTL_TC_YEAR];
    int year = r->today.year;
    if (year == 0)
        return 0;
    if (dtli_time_has(f, DTL_TC_REFER)) {
        int told = dtli_day_to_civil(dtli_time_ref(r)).year;
        return told + f->value[DTL_TC_REFER];
    }
    int64_t rel = steps(f);
    dtl_day start = season_start(season, year);
    dtl_day end = dtli_day_add_months(start, 3);
    if (rel < 0) /* the last one that is over */
        return end <= r->published ? year : year - 1;
    if (rel > 0)
        return start > r->published ? year : year + 1;
    if (season == DTL_SEASON_WI && r->today.month <= 2 &&
        dtli_time_direction(r, f) <= 0)
        return year - 1;
    if (dtli_time_has(f, DTL_TC_REL))
        return year;
    if (dtli_time_direction(r, f) > 0)
        return end > r->published ? year : year + 1;
    return start <= r->published ? year : year - 1;
}

/* "fall" and "spring" are verbs and wells unless something says season. */
static bool is_season(const dtl_time_reader *r, const dtl_time_frame *f)
{
    static const char *const BEFORE[] = { "in", "since", "during", "until",
                                          "by", "through", "this", "before",
                                          "last", "over", "into" };
    static const char *const OF[] = { "of", "for", "in", "from" };
    int season = f->value[DTL_TC_SEASON];
    bool marked = dtli_time_has(f, DTL_TC_REL) ||
                  dtli_time_has(f, DTL_TC_YEAR) ||
                  dtli_time_has(f, DTL_TC_MOD) ||
                  dtli_time_has(f, DTL_TC_REFER);
    if (marked)
        return true;
    if (dtli_time_key_is(r->sent, (int64_t)f->last + 1, OF, 1) &&
        season != DTL_SEASON_SU)
        return false;
    return dtli_time_key_is(r->sent, (int64_t)f->first - 1, BEFORE, 11);
}

bool dtli_read_season(const dtl_time_reader *r, const dtl_time_frame *f,
                      dtl_time_result *out)
{
    static const char *const CODES[] = { "SP", "SU", "FA", "WI" };
    int season = f->value[DTL_TC_SEASON];
    if (!is_season(r, f))
        return false;
    int year = season_year(r, f, season);
    dtl_day from = year ? season_start(season, year) : DTL_DAY_NONE;
    if (from == DTL_DAY_NONE) {
        snprintf(out->value, sizeof out->value, "XXXX-%s", CODES[season]);
        return true;
    }
    snprintf(out->value, sizeof out->value, "%04d-%s", year, CODES[season]);
    out->from = from;
    out->to = dtli_day_add(dtli_day_add_months(from, 3), -1);
    out->anchored = out->sets_ref = true;
    out->unit = DTL_UNIT_QUARTER;
    if (dtli_time_has(f, DTL_TC_MOD))
        dtli_result_modify(out, f->value[DTL_TC_MOD]);
    if (dtli_time_direction(r, f) <= 0)
        dtli_result_until_now(r, out);
    return true;
}

bool dtli_read_decade(const dtl_time_reader *r, const dtl_time_frame *f,
                      dtl_time_result *out)
{
    (void)r;
    int year = f->value[DTL_TC_DECADE];
    char value[DTL_TIME_VALUE_SIZE];
    snprintf(value, sizeof value, "%03d", year / 10);
    bool century = year % 100 == 0 && year < 1900; /* "the 1800s" */
    dtli_result_years(out, year, century ? 100 : 10, value);
    if (dtli_time_has(f, DTL_TC_MOD) && !century)
        dtli_result_modify(out, f->value[DTL_TC_MOD]);
    return true;
}

bool dtli_read_century(const dtl_time_reader *r, const dtl_time_frame *f,
                       dtl_time_result *out)
{
    (void)r;
    int century = f->value[DTL_TC_ORDINAL];
    if (century < 2 || century > 40)
        return false;
    char value[DTL_TIME_VALUE_SIZE];
    snprintf(value, sizeof value, "%02d", century - 1);
    dtli_result_years(out, (century - 1) * 100, 100, value);
    out->unit = DTL_UNIT_CENTURY;
    return true;
}

/* "the latest quarter", "the quarter": the one told last, else the one that
 * ended before publication. */
bool dtli_read_latest(const dtl_time_reader *r, const dtl_time_frame *f,
                      dtl_time_result *out)
{
    bool unit = dtli_time_has(f, DTL_TC_UNIT);
    if (unit && f->value[DTL_TC_UNIT] != DTL_UNIT_QUARTER) {
        dtl_time_unit of = (dtl_time_unit)f->value[DTL_TC_UNIT];
        dtl_day start = dtli_unit_start(of, r->published);
        return of >= DTL_UNIT_WEEK &&
               dtli_result_unit(out, of, dtli_unit_add(of, start, -1));
    }
    if (r->told.quarter) {
        dtli_result_quarter(out, r->told.quarter_year, r->told.quarter);
        return true;
    }
    dtl_day start = dtli_unit_start(DTL_UNIT_QUARTER, r->published);
    return dtli_result_unit(out, DTL_UNIT_QUARTER,
                            dtli_unit_add(DTL_UNIT_QUARTER, start, -1));
}

/* "the year-ago quarter", "in the 1988 period". */
bool dtli_read_yearago(const dtl_time_reader *r, const dtl_time_frame *f,
                       dtl_time_result *out)
{
    int quarter = dtli_time_has(f, DTL_TC_ORDINAL) ? f->value[DTL_TC_ORDINAL]
                                                   : r->told.quarter;
    int year = dtli_time_has(f, DTL_TC_YEAR) ? f->value[DTL_TC_YEAR]
               : r->told.quarter             ? r->told.quarter_year - 1
                                             : r->today.year - 1;
    if (quarter < 1 || quarter > 4)
        dtli_result_year(out, year);
    else
        dtli_result_quarter(out, year, quarter);
    out->quarter = 0; /* "the latest quarter" stays the other one */
    return true;
}

bool dtli_read_fiscal(const dtl_time_reader *r, const dtl_time_frame *f,
                      dtl_time_result *out)
{
    bool told = dtli_time_has(f, DTL_TC_YEAR);
    int year = r->today.year ? r->today.year + (int)steps(f) : 0;
    if (year && dtli_time_has(f, DTL_TC_LATEST))
        year--; /* the last one that was closed */
    dtli_result_year(out, told ? f->value[DTL_TC_YEAR] : year);
    return true;
}

/* "the year ended March 31": a length; the end is a date of its own. */
bool dtli_read_ended(const dtl_time_reader *r, const dtl_time_frame *f,
                     dtl_time_result *out)
{
    dtl_time_unit unit = (dtl_time_unit)(dtli_time_has(f, DTL_TC_UNIT)
                                             ? f->value[DTL_TC_UNIT]
                                             : DTL_UNIT_YEAR);
    out->last = f->last - 1;
    if (unit == DTL_UNIT_QUARTER)
        return dtli_read_latest(r, f, out);
    if (unit != DTL_UNIT_YEAR && unit != DTL_UNIT_MONTH &&
        unit != DTL_UNIT_WEEK)
        return false;
    out->type = DTL_TIMEX_DURATION;
    dtli_result_fixed(out, unit == DTL_UNIT_YEAR    ? "P1Y"
                           : unit == DTL_UNIT_MONTH ? "P1M"
                                                    : "P1W");
    return true;
}
