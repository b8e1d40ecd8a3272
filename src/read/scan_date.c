/* scan_date.c — dates as agency copy writes them in a dateline or stamp.
 *
 * "Jan 5", "Nov. 27 , 2005", "5 March 2024", "3 JAN 90", "2024-03-05",
 * "Tuesday, Jan. 7". Only what a dateline needs; time expressions in prose
 * belong to the resolver.
 */
#include "read/dateline.h"

#include <string.h>

#include "base/day.h"

enum { STAMP_REST_MAX = 40, PREFIX_BYTES_MAX = 256 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const MONTHS[] = {
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
};

static const char *const MONTH_NAMES[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};

static const char *const WEEKDAYS[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "mon",     "tue",       "tues",     "wed",    "thu",
    "thur",   "thurs",   "fri",       "sat",      "sun",
};

unsigned dtli_month_of(dtl_str word)
{
    if (dtli_str_equal_nocase(word, DTL_STR("sept")))
        return 9;
    for (unsigned i = 0; i < 12; i++)
        if (dtli_str_equal_nocase(word, dtli_str(MONTHS[i])) ||
            dtli_str_equal_nocase(word, dtli_str(MONTH_NAMES[i])))
            return i + 1;
    return 0;
}

bool dtli_is_weekday(dtl_str word)
{
    return dtli_one_of(word, WEEKDAYS, COUNT(WEEKDAYS));
}

/* "2005", ", 2005"; again where it is doubled, "2006, 2006". */
static bool scan_year(dtl_scan *scan, unsigned *year)
{
    dtl_scan ahead = *scan;
    unsigned value;
    dtli_scan_char(&ahead, ',');
    dtli_scan_blanks(&ahead);
    size_t start = ahead.at;
    if (!dtli_scan_number(&ahead, 4, &value) || ahead.at - start != 4 ||
        value < 1800 || value > 2199)
        return false;
    *year = value;
    *scan = ahead;
    return true;
}

/* The "90" of "3 JAN 90"; before a blank, dash or bracket. */
static bool scan_short_year(dtl_scan *scan, unsigned *year)
{
    dtl_scan ahead = *scan;
    unsigned value;
    dtli_scan_blanks(&ahead);
    size_t start = ahead.at;
    if (!dtli_scan_number(&ahead, 2, &value) || ahead.at - start != 2)
        return false;
    if (ahead.at < ahead.end && !dtli_blank_at(ahead.text, ahead.at) &&
        !dtli_at_dash(ahead))
        return false;
    *year = value < 70 ? 2000 + value : 1900 + value;
    *scan = ahead;
    return true;
}

static bool scan_month(dtl_scan *scan, unsigned *month)
{
    dtl_scan ahead = *scan;
    dtli_scan_blanks(&ahead);
    *month = dtli_month_of(dtli_scan_letters(&ahead));
    if (*month == 0)
        return false;
    if (ahead.at < ahead.end && ahead.text.ptr[ahead.at] == '.')
        ahead.at++;
    *scan = ahead;
    return true;
}

static bool scan_day(dtl_scan *scan, unsigned *day)
{
    static const char *const ENDINGS[] = { "st", "nd", "rd", "th" };
    dtl_scan ahead = *scan;
    dtli_scan_blanks(&ahead);
    if (!dtli_scan_number(&ahead, 2, day) || *day < 1 || *day > 31)
        return false;
    dtl_scan ending = ahead;
    dtl_str letters = dtli_scan_letters(&ending);
    if (letters.len && !dtli_one_of(letters, ENDINGS, COUNT(ENDINGS)))
        return false;
    *scan = ending;
    return true;
}

/* "2020-01-05" */
bool dtli_scan_iso(dtl_scan *scan, dtl_dateline *out)
{
    dtl_scan ahead = *scan;
    unsigned year, month, day;
    dtli_scan_blanks(&ahead);
    size_t start = ahead.at;
    if (!dtli_scan_number(&ahead, 4, &year) || ahead.at - start != 4 ||
        !dtli_scan_char(&ahead, '-') || !dtli_scan_number(&ahead, 2, &month) ||
        !dtli_scan_char(&ahead, '-') || !dtli_scan_number(&ahead, 2, &day))
        return false;
    dtl_day parsed =
        dtli_day_from_civil((int)year, (int)month, (int)day);
    if (ahead.at - start != 10 || parsed == DTL_DAY_NONE)
        return false;
    out->year = year;
    out->month = month;
    out->day = day;
    *scan = ahead;
    return true;
}

static void skip_weekday(dtl_scan *scan)
{
    dtl_scan ahead = *scan;
    dtli_scan_blanks(&ahead);
    if (!dtli_is_weekday(dtli_scan_letters(&ahead)))
        return;
    dtli_scan_char(&ahead, '.');
    dtli_scan_char(&ahead, ',');
    *scan = ahead;
}

/* "Jan 5", "Nov. 27 , 2005", "5 March 2024", "3 JAN 90", "2024-03-05". */
bool dtli_scan_date(dtl_scan *scan, dtl_dateline *out, bool *has_year)
{
    dtl_scan ahead = *scan;
    unsigned month, day, year = 0, again;
    skip_weekday(&ahead);
    if (dtli_scan_iso(&ahead, out)) {
        *has_year = true;
        *scan = ahead;
        return true;
    }
    dtl_scan day_first = ahead;
    bool short_year = false;
    if (scan_day(&day_first, &day) && scan_month(&day_first, &month)) {
        ahead = day_first;
        short_year = true;
    } else if (!scan_month(&ahead, &month) || !scan_day(&ahead, &day)) {
        return false;
    }
    *has_year = scan_year(&ahead, &year) ||
                (short_year && scan_short_year(&ahead, &year));
    if (*has_year)
        scan_year(&ahead, &again);
    out->year = year;
    out->month = month;
    out->day = day;
    *scan = ahead;
    return true;
}

/* ------------------------------------------------------ whole stamps */

/* A date with its year, at most some words into the line and before its end:
 * "10:15 AM ET, Sun January 5, 2020". */
static bool stamp_date(dtl_scan scan, dtl_dateline *out)
{
    size_t start = scan.at;
    while (!dtli_scan_done(&scan) && scan.at - start <= STAMP_REST_MAX) {
        dtl_scan ahead = scan;
        bool has_year = false;
        memset(out, 0, sizeof *out);
        if (dtli_scan_date(&ahead, out, &has_year) && has_year) {
            out->end = (uint32_t)scan.end;
            return ahead.end - ahead.at <= STAMP_REST_MAX;
        }
        while (scan.at < scan.end && !dtli_blank_at(scan.text, scan.at))
            scan.at++;
    }
    return false;
}

/* "Posted on January 5, 2011, 3:37 PM", "Updated: 5 May 2013" */
static bool stamp(dtl_str text, dtl_span line, dtl_dateline *out)
{
    static const char *const WORDS[] = {
        "posted on", "published on", "updated on", "last updated on",
        "posted",    "published",    "updated",    "last updated",
    };
    dtl_str s = dtli_str_slice(text, line.start, line.end);
    for (size_t i = 0; i < COUNT(WORDS); i++) {
        if (!dtli_starts_nocase(s, WORDS[i]))
            continue;
        dtl_scan scan = { text, line.start + strlen(WORDS[i]), line.end };
        dtli_scan_char(&scan, ':');
        return stamp_date(scan, out);
    }
    return false;
}

bool dtli_dateline_stamp(dtl_str text, dtl_span line, dtl_dateline *out)
{
    dtl_dateline got;
    if (!stamp(text, line, &got))
        return false;
    *out = got;
    return true;
}

bool dtli_date_prefix(dtl_str text, dtl_dateline *out)
{
    dtl_scan scan = { text, 0, text.len < PREFIX_BYTES_MAX ? text.len
                                                      : PREFIX_BYTES_MAX };
    dtl_dateline got;
    memset(&got, 0, sizeof got);
    dtli_scan_blanks(&scan);
    if (!dtli_str_equal_nocase(dtli_scan_letters(&scan), DTL_STR("date")))
        return false;
    dtli_scan_char(&scan, ':');
    if (!dtli_scan_iso(&scan, &got))
        return false;
    if (scan.at < text.len && !dtli_blank_at(text, scan.at))
        return false;
    got.end = (uint32_t)scan.at;
    *out = got;
    return true;
}

/* The year that brings month and day closest to `near`. */
static int nearest_year(const dtl_dateline *dateline, dtl_day near)
{
    int best = 0, year = dtli_day_to_civil(near).year;
    int64_t best_gap = INT64_MAX;
    for (int y = year - 1; y <= year + 1; y++) {
        dtl_day day = dtli_day_from_civil(y, (int)dateline->month,
                                          (int)dateline->day);
        int64_t gap = day < near ? (int64_t)near - day : (int64_t)day - near;
        if (day != DTL_DAY_NONE && gap < best_gap) {
            best_gap = gap;
            best = y;
        }
    }
    return best;
}

dtl_day dtli_dateline_day(const dtl_dateline *dateline, dtl_day year_from)
{
    int year = (int)dateline->year;
    if (dateline->month == 0)
        return DTL_DAY_NONE;
    if (year == 0 && year_from != DTL_DAY_NONE)
        year = nearest_year(dateline, year_from);
    return dtli_day_from_civil(year, (int)dateline->month,
                               (int)dateline->day);
}
