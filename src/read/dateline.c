/* dateline.c — datelines of agency copy.
 *
 *   PLACE [, REGION] [, DATE] [(AGENCY)] [dash] [TAG]...
 *
 * "BAGHDAD, Jan 5 (AFP) -", "AMHERST, N.Y. (AP) --", "GOMA, 5 March 2024 -",
 * "SANTIAGO, 3 JAN 90 -- [REPORT] [TEXT]", "LONDON (Reuters) -", "MIAMI _".
 * Parts are taken from left to right; whether what was found is enough is
 * decided at the end, because the same capitals may begin a sentence ("NATO,
 * which ..."). Inside a story only a place with a date or an agency counts.
 * O(length of the line's first 200 bytes).
 */
#include "read/dateline.h"

#include <string.h>

#include "base/day.h"
#include "base/utf8.h"

enum {
    PLACE_BYTES_MAX = 60,
    PLACE_WORDS_MAX = 5,
    REGION_BYTES_MAX = 40,
    AGENCY_BYTES_MAX = 40,
    TAGS_MAX = 4,
    TAG_BYTES_MAX = 80
};

/* What was found on the way. */
typedef struct parts {
    bool caps_place, mixed_place, date, year;
    bool region; /* ", Iraq" */
    bool comma;  /* between place and date */
    bool agency, known_agency, dash, colon;
} parts;

static const char *const AGENCIES[] = {
    "AFP",    "AP",      "Reuters", "Xinhua",    "UPI",       "IPS",
    "dpa",    "ANSA",    "EFE",     "TASS",      "Itar-Tass", "Interfax",
    "Kyodo",  "ANI",     "PTI",     "IANS",      "Bernama",   "BBC",
    "CNN",    "VOA",     "APP",     "IRNA",      "KUNA",      "SANA",
    "WAM",    "MENA",    "Yonhap",  "KCNA",      "PANA",      "IRIN",
    "Tanjug", "Antara",  "UNI",     "Anadolu",   "RIA",       "BNS",
    "APTN",   "Jiji",    "CP",      "The Canadian Press",     "Bloomberg",
    "AAP",    "Agencies", "Al Jazeera", "The Associated Press",
    "Thomson Reuters Foundation",
};

/* Capitals before a dash or colon that are no place. */
static const char *const NO_PLACES[] = {
    "URGENT",  "UPDATE",    "ANALYSIS", "ATTENTION", "FACTBOX", "BREAKING",
    "FEATURE", "INTERVIEW", "PROFILE",  "TIMELINE",  "WATCH",   "VIDEO",
    "PHOTOS",  "PHOTO",     "CORRECTED", "EXCLUSIVE", "OPINION", "NOTE",
    "NATO",    "OPEC",      "ASEAN",    "UN",        "EU",      "US",
    "USA",     "UK",        "AFP",      "AP",        "REUTERS", "TOP STORIES",
    "HIGHLIGHTS", "WRAPUP", "REFILE",   "FOCUS",     "LEAD",    "SUMMARY",
    "DATE",    "TEXT",      "REPORT",   "END",       "MORE",    "EDITORIAL",
    "Q",       "A",         "COMMENT",  "SPORT",     "SOCCER",  "UEFA",
    "FIFA",    "IMF",       "WHO",      "RPT",       "PRESS DIGEST",
    "POSTED",  "PUBLISHED", "UPDATED",  "NEWSMAKER", "BREAKING NEWS",
    "UNHCR",   "UNODC",     "UNICEF",   "UNESCO",    "HAMAS",
    "FATAH",   "ISIS",      "ISIL",     "OSCE",      "ECOWAS",
    "BACKGROUNDER", "CORRECTION", "CLARIFICATION", "SCHEDULE", "RESULTS",
    "REVIEW",  "PREVIEW",   "ROUNDUP",  "NEWS",      "WORLD", "POLITICS",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------------- places */

static bool place_char(dtl_str text, size_t at, uint32_t *cp, size_t *n)
{
    *n = dtli_utf8_decode(text, at, cp);
    return *n && (dtli_utf8_is_letter(*cp) || *cp == '.' || *cp == '\'' ||
                  *cp == '-' || *cp == '/' || *cp == 0x2019);
}

/* A word of a place: first letter upper case; *caps stays true while no
 * letter is lower case. A lone hyphen is no word. */
static bool scan_place_word(dtl_scan *scan, bool *caps)
{
    dtl_scan ahead = *scan;
    bool any = false;
    uint32_t cp;
    size_t n;
    while (ahead.at < ahead.end &&
           place_char(ahead.text, ahead.at, &cp, &n)) {
        if (ahead.at == scan->at && !dtli_utf8_is_upper(cp))
            return false;
        if (cp == '-' && ahead.at + 1 < ahead.end &&
            ahead.text.ptr[ahead.at + 1] == '-')
            break; /* "MO.--" */
        any = true;
        *caps = *caps && !dtli_utf8_is_lower(cp);
        ahead.at += n;
    }
    if (!any)
        return false;
    *scan = ahead;
    return true;
}

/* "JAN 5" after a place without a comma is no part of the place. */
static bool at_date_word(dtl_scan scan)
{
    dtl_str word = dtli_scan_letters(&scan);
    return dtli_month_of(word) != 0 || dtli_is_weekday(word);
}

/* Words up to a comma, bracket, dash or digit. */
static bool scan_place(dtl_scan *scan, dtl_span *span, bool *caps)
{
    size_t start = scan->at;
    unsigned words = 0;
    *caps = true;
    while (words < PLACE_WORDS_MAX && scan->at - start < PLACE_BYTES_MAX) {
        dtl_scan ahead = *scan;
        bool still_caps = *caps;
        if (words)
            dtli_scan_blanks(&ahead);
        if ((words && at_date_word(ahead)) ||
            !scan_place_word(&ahead, &still_caps))
            break;
        if (words && *caps && !still_caps)
            break; /* "WASHINGTON Christopher" */
        *caps = still_caps;
        *scan = ahead;
        words++;
    }
    span->start = (uint32_t)start;
    span->end = (uint32_t)scan->at;
    return words > 0;
}

bool dtli_at_dash(dtl_scan scan)
{
    static const char *const DASHES[] = { "-", "_", "\xe2\x80\x93",
                                          "\xe2\x80\x94", "\xe2\x80\x95" };
    dtli_scan_blanks(&scan);
    dtl_str rest = dtli_str_slice(scan.text, scan.at, scan.end);
    for (size_t i = 0; i < COUNT(DASHES); i++)
        if (dtli_str_starts(rest, dtli_str(DASHES[i])))
            return true;
    return false;
}

/* End of ", Iraq", ", N.Y.", ", Chad-Sudan border": a capital, then letters
 * up to a comma, bracket or dash; 0 where that is not so. */
static size_t region_end(dtl_scan scan)
{
    uint32_t cp;
    size_t n, start = scan.at, end = start;
    if (!dtli_utf8_decode(scan.text, start, &cp) || !dtli_utf8_is_upper(cp))
        return 0;
    while (scan.at < scan.end && scan.at - start < REGION_BYTES_MAX) {
        if (place_char(scan.text, scan.at, &cp, &n)) {
            scan.at += n;
            end = scan.at;
        } else if (scan.text.ptr[scan.at] != ' ' || dtli_at_dash(scan)) {
            break;
        } else {
            scan.at++;
        }
    }
    dtl_scan after = scan;
    after.at = end;
    if (dtli_scan_done(&after) || dtli_at_dash(after))
        return end;
    char next = scan.text.ptr[after.at];
    return next == ',' || next == '(' || next == ':' ? end : 0;
}

/* Takes a region that is no date. */
static void scan_region(dtl_scan *scan, dtl_span *place)
{
    dtl_scan ahead = *scan;
    if (!dtli_scan_char(&ahead, ','))
        return;
    dtli_scan_blanks(&ahead);
    size_t end = at_date_word(ahead) ? 0 : region_end(ahead);
    if (end == 0)
        return;
    place->end = (uint32_t)end;
    scan->at = end;
}

/* --------------------------------------------------- what comes after */

/* "(AFP)", "(Xinhua)", "(RADIO CADENA)" */
static void scan_agency(dtl_scan *scan, parts *found)
{
    dtl_scan ahead = *scan;
    if (!dtli_scan_char(&ahead, '('))
        return;
    size_t start = ahead.at;
    while (ahead.at < ahead.end && ahead.text.ptr[ahead.at] != ')' &&
           ahead.at - start < AGENCY_BYTES_MAX)
        ahead.at++;
    if (ahead.at >= ahead.end || ahead.text.ptr[ahead.at] != ')')
        return;
    dtl_str name =
        dtli_str_trim(dtli_str_slice(ahead.text, start, ahead.at));
    uint32_t cp;
    if (!dtli_utf8_decode(name, 0, &cp))
        return;
    found->known_agency = dtli_one_of(name, AGENCIES, COUNT(AGENCIES));
    found->agency = found->known_agency || dtli_utf8_is_upper(cp);
    if (!found->agency)
        return;
    ahead.at++;
    *scan = ahead;
}

/* "OSLO, Jan. 5, Kyodo -" */
static void scan_bare_agency(dtl_scan *scan, parts *found)
{
    dtl_scan ahead = *scan;
    dtli_scan_blanks(&ahead);
    dtl_str word = dtli_scan_letters(&ahead);
    if (!dtli_one_of(word, AGENCIES, COUNT(AGENCIES)) || !dtli_at_dash(ahead))
        return;
    found->known_agency = found->agency = true;
    *scan = ahead;
}

/* "GENEVA (5 January 2020) -" */
static bool scan_date_in_brackets(dtl_scan *scan, dtl_dateline *out,
                                  bool *has_year)
{
    dtl_scan ahead = *scan;
    dtl_dateline dated = *out;
    bool year = false;
    if (!dtli_scan_char(&ahead, '(') ||
        !dtli_scan_date(&ahead, &dated, &year) || !dtli_scan_char(&ahead, ')'))
        return false;
    *out = dated;
    *has_year = year;
    *scan = ahead;
    return true;
}

/* One or more dashes after blanks; a lone hyphen only before a blank, so
 * that "MINSK-based" does not count. */
static bool scan_dash(dtl_scan *scan)
{
    dtl_scan ahead = *scan;
    dtli_scan_blanks(&ahead);
    size_t start = ahead.at;
    while (ahead.at < ahead.end && dtli_at_dash(ahead) &&
           !dtli_blank_at(ahead.text, ahead.at))
        ahead.at += (unsigned char)ahead.text.ptr[ahead.at] < 0x80 ? 1 : 3;
    if (ahead.at == start)
        return false;
    bool hyphen = ahead.at - start == 1 && ahead.text.ptr[start] == '-';
    if (hyphen && ahead.at < ahead.end &&
        !dtli_blank_at(ahead.text, ahead.at))
        return false;
    *scan = ahead;
    return true;
}

/* "[REPORT] [TEXT]" of monitored broadcasts. */
static void scan_tags(dtl_scan *scan)
{
    for (unsigned i = 0; i < TAGS_MAX; i++) {
        dtl_scan ahead = *scan;
        if (!dtli_scan_char(&ahead, '['))
            return;
        size_t start = ahead.at;
        while (ahead.at < ahead.end && ahead.text.ptr[ahead.at] != ']')
            ahead.at++;
        if (ahead.at >= ahead.end || ahead.at - start > TAG_BYTES_MAX)
            return;
        ahead.at++;
        *scan = ahead;
    }
}

/* What opens a sentence: a capital, a digit, a quote. */
static bool sentence_follows(dtl_scan scan)
{
    uint32_t cp;
    dtli_scan_blanks(&scan);
    if (scan.at >= scan.end || !dtli_utf8_decode(scan.text, scan.at, &cp))
        return false;
    return !dtli_utf8_is_lower(cp) && cp != ',' && cp != '(';
}

static bool is_no_place(dtl_str text, dtl_span place)
{
    dtl_str s = dtli_str_slice(text, place.start, place.end);
    return dtli_one_of(s, NO_PLACES, COUNT(NO_PLACES));
}

/* "ISLAMABAD: The ..." is how some papers write it; "LIKELY FOE: ..." is
 * not, so it has to be one long word, or begin like a city of two. */
static bool colon_place(dtl_str text, dtl_span place)
{
    static const char *const FIRST[] = { "NEW",  "SAN", "LOS",    "KUALA",
                                         "CAPE", "TEL", "BUENOS", "HONG",
                                         "SAO",  "ABU", "ADDIS",  "PHNOM" };
    dtl_str s = dtli_str_slice(text, place.start, place.end);
    size_t blank = dtli_str_find(s, ' ', 0);
    if (dtli_str_find(s, '.', 0) < s.len)
        return false;
    return blank == s.len ? s.len >= 4
                          : dtli_one_of(dtli_str_slice(s, 0, blank), FIRST,
                                        COUNT(FIRST));
}

/* In upper-case copy "DIED ON 3 MAY." must not pass: the place begins a
 * paragraph, holds no verb or preposition, and a comma parts it from the
 * date, or an agency follows. */
static bool sure_in_caps(const parts *found, dtl_scan after, dtl_span place)
{
    static const char *const WORDS[] = { "ON",   "FOR", "WAS",   "WERE",
                                         "WHO",  "BY",  "WHICH", "THAT",
                                         "HAVE", "HAS", "SINCE", "FROM" };
    dtl_scan scan = { after.text, place.start, place.end };
    while (!dtli_scan_done(&scan)) {
        dtl_str word = dtli_scan_letters(&scan);
        if (dtli_one_of(word, WORDS, COUNT(WORDS)))
            return false;
        scan.at += word.len == 0;
    }
    return found->comma || found->agency;
}

static bool enough_with_date(const parts *found, bool at_end, bool opens,
                             dtl_dateline_context context)
{
    bool whole = at_end && (found->comma || found->agency);
    bool lead = context.lead && context.first;
    bool mark = opens && (found->dash || (lead && found->colon));
    if (found->caps_place)
        return found->agency || (found->dash && at_end) || mark ||
               (whole && (found->year || !context.caps)) ||
               (context.lead && opens && found->year);
    if (found->mixed_place)
        return found->known_agency || mark || (lead && at_end);
    if (!context.first)
        return false;
    return found->known_agency || (at_end && found->year) ||
           (lead && found->year && found->dash && opens) ||
           (lead && at_end && !context.caps);
}

/* A place without a date: only where a story begins, but for those with an
 * agency and a dash. */
static bool enough_without_date(const parts *found, dtl_str text,
                                dtl_span city, bool dash, bool opens)
{
    bool colon = found->colon && opens;
    if (found->known_agency)
        return true;
    if (found->agency)
        return found->caps_place && (dash || colon);
    if (!found->caps_place)
        return found->region && dash && opens;
    return dash || (colon && colon_place(text, city));
}

/* Whether the parts make a dateline here. */
static bool enough(const parts *found, dtl_scan after, dtl_span city,
                   dtl_dateline_context context)
{
    bool at_end = dtli_scan_done(&after), opens = sentence_follows(after);
    bool dash = found->dash && (opens || at_end);
    bool lead = context.lead && context.first;
    bool odd = city.end > city.start && !found->caps_place &&
               !found->mixed_place && found->date;
    if (odd || is_no_place(after.text, city) ||
        (context.caps && (!context.first ||
                          !sure_in_caps(found, after, city))))
        return false;
    if (found->date)
        return enough_with_date(found, at_end, opens, context);
    if (found->known_agency && (dash || (found->caps_place && at_end)))
        return true;
    if (!lead || (context.caps && !found->agency))
        return false;
    if (found->known_agency && !found->caps_place && !opens)
        return false;
    return city.end > city.start &&
           enough_without_date(found, after.text, city, dash, opens);
}

/* Place, region and date before the agency. */
static void scan_front(dtl_scan *scan, dtl_dateline *got, parts *found)
{
    bool caps = false;
    dtl_scan date_only = *scan;
    if (dtli_scan_date(&date_only, got, &found->year)) {
        found->date = true;
        *scan = date_only;
        return;
    }
    if (!scan_place(scan, &got->city, &caps))
        return;
    found->caps_place = caps;
    got->place = got->city;
    scan_region(scan, &got->place);
    scan_region(scan, &got->place);
    found->region = got->place.end > got->city.end;
    found->comma = dtli_scan_char(scan, ',');
    found->date = dtli_scan_date(scan, got, &found->year) ||
                  scan_date_in_brackets(scan, got, &found->year);
    /* without a comma "Barn Burns Down August 7 -" is a title */
    found->mixed_place = !caps && (found->comma || found->region);
}

/* "MOSCOW. Jan 5": the stop is no part of the name, as in "ST." it is. */
static void trim_city(dtl_str text, dtl_dateline *got)
{
    dtl_str city = dtli_str_slice(text, got->city.start, got->city.end);
    bool alone = got->place.end == got->city.end;
    if (city.len <= 5 || dtli_str_find(city, '.', 0) != city.len - 1 ||
        dtli_str_find(city, ' ', 0) < city.len)
        return;
    got->city.end--;
    if (alone)
        got->place.end--;
}

bool dtli_dateline_parse(dtl_str text, dtl_span line,
                         dtl_dateline_context context, dtl_dateline *out)
{
    dtl_scan scan = { text, line.start, line.end };
    dtl_dateline got;
    parts found = { 0 };
    memset(&got, 0, sizeof got);
    scan_front(&scan, &got, &found);
    dtli_scan_char(&scan, ',');
    scan_agency(&scan, &found);
    if (!found.date) { /* "ROME (AFP), Jan 5 -" */
        dtli_scan_char(&scan, ',');
        found.date = dtli_scan_date(&scan, &got, &found.year);
    }
    if (!found.agency)
        scan_bare_agency(&scan, &found);
    found.dash = scan_dash(&scan);
    found.colon = !found.dash && dtli_scan_char(&scan, ':');
    scan_tags(&scan);
    got.end = (uint32_t)scan.at;
    if (!enough(&found, scan, got.city, context))
        return false;
    trim_city(text, &got);
    *out = got;
    return true;
}

bool dtli_dateline_of_block(const dtl_doc *doc, uint32_t block,
                            dtl_dateline *out)
{
    static const dtl_dateline_context ANY = { true, true, false };
    if (block >= doc->block_count ||
        doc->blocks[block].kind != DTL_BLOCK_DATELINE)
        return false;
    dtl_str text = doc->in.text;
    dtl_span line = doc->blocks[block].span; /* and what it was followed by */
    while (line.end < text.len && text.ptr[line.end] != '\n' &&
           text.ptr[line.end] != '\r')
        line.end++;
    return dtli_dateline_parse(text, line, ANY, out);
}
