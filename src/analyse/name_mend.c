/* name_mend.c — names that their words put right (name_mend.h).
 *
 * A network that has seen a few thousand names joins or cuts rare ones
 * wrongly; these words leave no doubt. Newswire names, F1 (names/dev.jsonl):
 * 87.6 without, 88.5 with all of them.
 */
#include "analyse/name_mend.h"

#include <string.h>

#include "analyse/names.h"
#include "analyse/tag.h"
#include "base/str.h"
#include "segment/mark.h"

typedef struct sentence {
    const dtl_doc *doc;
    uint8_t *tags;
    uint32_t first, end; /* words [first, end) */
} sentence;

static dtl_str word_at(const sentence *s, uint32_t at)
{
    return dtli_token_text(&s->doc->tokens[at]);
}

static bool begins(uint8_t tag, dtl_name_type type)
{
    return tag == 2 * type - 1;
}

static bool begins_name(uint8_t tag)
{
    return tag % 2 == 1;
}

static uint32_t name_end(const sentence *s, uint32_t first)
{
    return dtli_name_end(s->tags, first, s->end);
}

/* What is left of a name that was cut begins at `at`. */
static void begin_anew(const sentence *s, uint32_t at)
{
    if (at < s->end && s->tags[at] != 0 && !begins_name(s->tags[at]))
        s->tags[at]--;
}

static void set_name(const sentence *s, uint32_t first, uint32_t end,
                     dtl_name_type type)
{
    for (uint32_t i = first; i < end; i++)
        s->tags[i] = (uint8_t)(2 * type - (i == first));
    begin_anew(s, end);
}

static bool is_one_of(dtl_str word, const char *const *list)
{
    for (; *list; list++)
        if (dtli_str_equal_nocase(word, dtli_str(*list)))
            return true;
    return false;
}

/* Countries and territories whose names have several words. */
static const char *const COUNTRIES[] = { "Antigua and Barbuda",
                                         "Bosnia and Herzegovina",
                                         "Burkina Faso",
                                         "Cape Verde",
                                         "Costa Rica",
                                         "Cote d'Ivoire",
                                         "Czech Republic",
                                         "Dominican Republic",
                                         "East Timor",
                                         "El Salvador",
                                         "Equatorial Guinea",
                                         "Hong Kong",
                                         "Ivory Coast",
                                         "Marshall Islands",
                                         "New Zealand",
                                         "North Korea",
                                         "North Macedonia",
                                         "Northern Ireland",
                                         "Papua New Guinea",
                                         "Puerto Rico",
                                         "San Marino",
                                         "Sao Tome and Principe",
                                         "Saudi Arabia",
                                         "Sierra Leone",
                                         "Solomon Islands",
                                         "South Africa",
                                         "South Korea",
                                         "South Sudan",
                                         "Sri Lanka",
                                         "Trinidad and Tobago",
                                         "United Arab Emirates",
                                         "United Kingdom",
                                         "United States",
                                         "Western Sahara",
                                         NULL };

/* Words of `name` from `at` on; 0 where they do not stand there. */
static uint32_t words_of(const sentence *s, uint32_t at, const char *name)
{
    dtl_str rest = dtli_str(name), word;
    uint32_t count = 0;
    while (dtli_str_split(&rest, ' ', &word)) {
        if (at + count >= s->end ||
            !dtli_str_equal_nocase(word_at(s, at + count), word))
            return 0;
        count++;
    }
    return count;
}

/* Words [at, end) are all of one of the names. */
static bool are_one_of(const sentence *s, uint32_t at, uint32_t end,
                       const char *const *names)
{
    for (; at < end && *names; names++)
        if (at + words_of(s, at, *names) == end)
            return true;
    return false;
}

/* The name is the country's whole one: "South Korea", not "South Korea Air". */
static void see_country(const sentence *s, uint32_t at)
{
    uint32_t end = name_end(s, at);
    /* None of them has one word. */
    if (end - at >= 2 && are_one_of(s, at, end, COUNTRIES))
        set_name(s, at, end, DTL_NAME_LOC);
}

static void see_hague(const sentence *s, uint32_t at)
{
    if (at + 1 < s->end && s->tags[at] == 0 && begins_name(s->tags[at + 1]) &&
        words_of(s, at, "The Hague") == 2 && name_end(s, at + 1) == at + 2)
        set_name(s, at, at + 2, DTL_NAME_LOC);
}

/* Nothing but titles is no name of a person. */
static void see_titles(const sentence *s, uint32_t at)
{
    static const char *const TITLES[] = {
        "King",     "Queen",   "Prince",  "Princess",  "President", "Minister",
        "Mr",       "Mr.",     "Mrs",     "Mrs.",      "Ms.",       "Dr",
        "Dr.",      "Sir",     "Lord",    "General",   "Gen.",      "Colonel",
        "Col.",     "Lt.",     "Maj.",    "Capt.",     "Captain",   "Sgt.",
        "Judge",    "Justice", "Senator", "Sen.",      "Rep.",      "Bishop",
        "Cardinal", "Pope",    "Sheikh",  "Ayatollah", "Bill",      NULL
    };
    uint32_t end = name_end(s, at);
    for (uint32_t i = at; i < end; i++)
        if (!is_one_of(word_at(s, i), TITLES))
            return;
    memset(s->tags + at, 0, end - at);
}

/* Bodies that a place or a field behind `link` belongs to. */
typedef struct joint {
    const char *link;
    const char *const *bodies;
} joint;

static const char *const FIELD_BODIES[] = {
    "Tribunal",     "Organisation", "Organization", "Committee", "Commission",
    "Council",      "Fund",         "Institute",    "Center",    "Centre",
    "Foundation",   "Department",   "Office",       "Agency",    "Association",
    "Alliance",     "Party",        "Movement",     "Front",     "Court",
    "Commissioner", "Bank",         "Union",        NULL
};
static const char *const PLACE_BODIES[] = {
    "Archdiocese",  "Diocese",      "University",    "Bank",     "Embassy",
    "Ministry",     "Federation",   "Confederation", "Chamber",  "Union",
    "Organisation", "Organization", "Academy",       "Republic", "Council",
    "Association",  "Library",      "Museum",        "Court",    NULL
};
static const char *const MISSION_BODIES[] = { "Mission", "Force", NULL };

static const joint JOINTS[] = {
    { "for", FIELD_BODIES },
    { "of", PLACE_BODIES },
    { "in", MISSION_BODIES },
};

static bool joins(const sentence *s, uint32_t body, uint32_t link)
{
    for (size_t i = 0; i < sizeof JOINTS / sizeof JOINTS[0]; i++)
        if (dtli_str_is(word_at(s, link), JOINTS[i].link))
            return is_one_of(word_at(s, body), JOINTS[i].bodies);
    return false;
}

/* "Tribunal" + "for" + "Rwanda". */
static void see_body(const sentence *s, uint32_t at)
{
    uint32_t end = name_end(s, at), next = end + 1;
    if (next >= s->end || s->tags[end] != 0 || !joins(s, end - 1, end))
        return;
    if (next + 1 < s->end && dtli_str_is(word_at(s, next), "the"))
        next++;
    if (begins(s->tags[next], DTL_NAME_LOC) ||
        begins(s->tags[next], DTL_NAME_ORG))
        set_name(s, at, name_end(s, next), DTL_NAME_ORG);
}

static bool is_address(dtl_str word)
{
    size_t sign = dtli_str_find(word, '@', 0);
    return (sign > 0 && dtli_str_find(word, '.', sign) < word.len) ||
           dtli_mark_is_address(word);
}

/* "www.example.org", "desk@example.org"; a name on each side of it is one. */
static void see_address(const sentence *s, uint32_t at)
{
    if (s->tags[at] == 0 || !is_address(word_at(s, at)))
        return;
    s->tags[at] = 0;
    begin_anew(s, at + 1);
}

/* States of the US behind a town of theirs, as readers leave out the comma;
 * not Washington, after which much is called. */
static const char *const STATES[] = {
    "Alabama",        "Alaska",         "Arizona",       "Arkansas",
    "California",     "Colorado",       "Connecticut",   "Delaware",
    "Florida",        "Georgia",        "Hawaii",        "Idaho",
    "Illinois",       "Indiana",        "Iowa",          "Kansas",
    "Kentucky",       "Louisiana",      "Maine",         "Maryland",
    "Massachusetts",  "Michigan",       "Minnesota",     "Mississippi",
    "Missouri",       "Montana",        "Nebraska",      "Nevada",
    "New Hampshire",  "New Jersey",     "New Mexico",    "New York",
    "North Carolina", "North Dakota",   "Ohio",          "Oklahoma",
    "Oregon",         "Pennsylvania",   "Rhode Island",  "South Carolina",
    "South Dakota",   "Tennessee",      "Texas",         "Utah",
    "Vermont",        "Virginia",       "West Virginia", "Wisconsin",
    "Wyoming",        NULL
};

/* What stands before a state's name in the name of a part of it, or of
 * something else. */
static const char *const NO_TOWNS[] = {
    "North",   "South",  "East",    "West",    "Northern", "Southern",
    "Eastern", "Western", "Central", "Upper",  "Lower",    "Middle",
    "Inland",  "Coastal", "Rural",  "Downtown", "Greater", "Baja",
    "Lake",    "Mount",  "Mt.",     "Fort",    "Ft.",      "Port",
    "Gulf",    "Bay",    "River",   "Camp",    "USS",      "State",
    "University", "the", "of",      "in",      "and",      "New",
    "-",       NULL
};

/* "Austin Texas" are two places. */
static void see_state(const sentence *s, uint32_t at)
{
    uint32_t end = name_end(s, at), cut = at + 1;
    while (cut < end && (is_one_of(word_at(s, cut - 1), NO_TOWNS) ||
                         !are_one_of(s, cut, end, STATES)))
        cut++;
    if (cut < end)
        begin_anew(s, cut);
}

static void mend_sentence(const sentence *s)
{
    for (uint32_t at = s->first; at < s->end; at++) {
        see_address(s, at);
        see_hague(s, at);
        if (!begins_name(s->tags[at]))
            continue;
        see_country(s, at);
        if (begins(s->tags[at], DTL_NAME_PER))
            see_titles(s, at);
        if (begins(s->tags[at], DTL_NAME_LOC))
            see_state(s, at);
        if (begins(s->tags[at], DTL_NAME_ORG))
            see_body(s, at);
    }
}

void dtli_mend_names(const dtl_doc *doc, uint8_t *tags)
{
    for (uint32_t i = 0; i < doc->sent_count; i++) {
        const dtl_sent *sent = &doc->sents[i];
        sentence s = { doc, tags, sent->first, sent->first + sent->count };
        mend_sentence(&s);
    }
}
