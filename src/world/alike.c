/* alike.c — traits of two reports and their weights (alike.h). */
#include "world/alike.h"

#include <math.h>
#include <stdio.h>

/* Days that a report may lag behind what it tells where the day of print
 * stands for the day of the event; and at which two are never one. */
enum { LAG_DAYS = 3, APART_DAYS = 8, NEAR_KM = 40, LEAD_SENTENCES = 2 };

enum {
    PARTY_NONE,
    PARTY_OTHER,
    PARTY_MAY,
    PARTY_COUNTRY,
    PARTY_ALIKE,
    PARTY_SAME
};
enum { DAY_UNKNOWN, DAY_SAME, DAY_NEXT, DAY_MAY, DAY_FAR };
enum {
    PLACE_UNKNOWN,
    PLACE_SAME,
    PLACE_NEAR,
    PLACE_WITHIN,
    PLACE_OTHER,
    PLACE_ABROAD
};
enum { PAIR_NONE, PAIR_SAME, PAIR_OTHER };
enum { LEAD_NONE, LEAD_ONE, LEAD_BOTH };

/* Name in the table of weights, and what people are told. */
typedef struct value_name {
    const char *name, *words;
} value_name;

static const value_name NAMES[DTLI_TRAITS][DTLI_TRAIT_VALUES] = {
    [DTLI_TRAIT_ACTOR] = { { "actor=none", NULL },
                           { "actor=other", "another actor" },
                           { "actor=may", NULL },
                           { "actor=country", "actors of one country" },
                           { "actor=alike", "actors of one kind" },
                           { "actor=same", "same actor" } },
    [DTLI_TRAIT_RECIPIENT] = { { "recipient=none", NULL },
                               { "recipient=other", "another recipient" },
                               { "recipient=may", NULL },
                               { "recipient=country",
                                 "recipients of one country" },
                               { "recipient=alike", "recipients of one kind" },
                               { "recipient=same", "same recipient" } },
    [DTLI_TRAIT_DAY] = { { "day=unknown", NULL },
                         { "day=same", "same day" },
                         { "day=next", "a day apart" },
                         { "day=may", NULL },
                         { "day=far", "days apart" } },
    [DTLI_TRAIT_PLACE] = { { "place=unknown", NULL },
                           { "place=same", "same place" },
                           { "place=near", "places near each other" },
                           { "place=within", "one place within the other" },
                           { "place=other", "another place" },
                           { "place=abroad", "another country" } },
    [DTLI_TRAIT_MODE] = { { "mode=none", NULL },
                          { "mode=same", "same mode" },
                          { "mode=other", "another mode" } },
    [DTLI_TRAIT_TRIGGER] = { { "trigger=none", NULL },
                             { "trigger=same", "same word for it" },
                             { "trigger=other", NULL } },
    [DTLI_TRAIT_WORDS] = { { "words=none", NULL },
                           { "words=0", "other words around it" },
                           { "words=1", NULL },
                           { "words=2", "some words in common" },
                           { "words=3", "many words in common" },
                           { "words=4", "nearly the same words" } },
    [DTLI_TRAIT_NUMBER] = { { "number=none", NULL },
                            { "number=same", "a number in common" },
                            { "number=other", "other numbers" } },
    [DTLI_TRAIT_LEAD] = { { "lead=none", NULL },
                          { "lead=one", NULL },
                          { "lead=both", "at the head of both" } },
};

static const char *const KINDS[DTLI_KINDS] = { "deed", "words", "talks" };

dtli_report_kinds dtli_report_kind(dtl_str type)
{
    static const char *const WORDS[] = { "AGREE",  "SUPPORT", "REQUEST",
                                         "ACCUSE", "REJECT",  "THREATEN",
                                         "CONCEDE" };
    if (dtli_str_is(type, "CONSULT"))
        return DTLI_KIND_TALKS;
    return DTL_STR_IS_ANY(type, WORDS) ? DTLI_KIND_WORDS : DTLI_KIND_DEED;
}

const char *dtli_trait_name(dtli_trait trait, uint8_t value)
{
    return NAMES[trait][value].name;
}

const char *dtli_trait_words(dtli_trait trait, uint8_t value)
{
    return NAMES[trait][value].words;
}

static int32_t weight(const dtli_weights *from, const char *kind,
                      const char *name)
{
    char full[48];
    snprintf(full, sizeof full, "%s.%s", kind, name);
    return dtli_weights_get(from, dtli_str(name)) +
           dtli_weights_get(from, dtli_str(full));
}

void dtli_world_weights_take(const dtli_weights *from, dtli_world_weights *out)
{
    *out = (dtli_world_weights){
        .least = dtli_weights_get(from, DTL_STR("at-least:event")),
    };
    for (int k = 0; k < DTLI_KINDS; k++) {
        out->bias[k] = weight(from, KINDS[k], "bias");
        for (int t = 0; t < DTLI_TRAITS; t++)
            for (int v = 0; v < DTLI_TRAIT_VALUES && NAMES[t][v].name; v++)
                out->of[k][t][v] = weight(from, KINDS[k], NAMES[t][v].name);
    }
}

int32_t dtli_alike_score(const dtli_world_weights *w, const dtli_alike *what,
                         int kind)
{
    int32_t sum = w->bias[kind];
    for (int t = 0; t < DTLI_TRAITS; t++)
        sum += w->of[kind][t][what->value[t]];
    return sum;
}

static bool share_sector(dtl_str a, dtl_str b)
{
    dtl_str rest = a, one;
    while (a.len && dtli_str_split(&rest, ';', &one)) {
        dtl_str others = b, other;
        while (b.len && dtli_str_split(&others, ';', &other))
            if (one.len && dtli_str_equal(one, other))
                return true;
    }
    return false;
}

/* The last word: "Barack Obama" and "President Obama" are one. */
static dtl_str last_word(dtl_str name)
{
    size_t start = name.len;
    while (start > 0 && name.ptr[start - 1] != ' ')
        start--;
    return dtli_str_slice(name, start, name.len);
}

static bool same_name(dtl_str a, dtl_str b)
{
    enum { SURNAME_MIN = 3 };
    if (a.len == 0 || b.len == 0)
        return false;
    if (dtli_str_equal_nocase(a, b))
        return true;
    dtl_str x = last_word(a), y = last_word(b);
    return x.len >= SURNAME_MIN && dtli_str_equal_nocase(x, y);
}

static int compare_parties(const dtli_party *a, const dtli_party *b)
{
    bool both = a->country.len && b->country.len;
    if (both && !dtli_str_equal(a->country, b->country))
        return PARTY_OTHER;
    if (same_name(a->name, b->name) || same_name(a->text, b->text))
        return PARTY_SAME;
    if (share_sector(a->sectors, b->sectors))
        return both ? PARTY_ALIKE : PARTY_MAY;
    if (both)
        return PARTY_COUNTRY;
    return PARTY_OTHER;
}

/* The best that two of both sides are to each other. */
static uint8_t compare_sides(const dtli_parties *a, const dtli_parties *b)
{
    int best = a->count && b->count ? PARTY_OTHER : PARTY_NONE;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            int found = compare_parties(&a->at[i], &b->at[k]);
            best = found > best ? found : best;
        }
    return (uint8_t)best;
}

static void find_parties(const dtli_report *a, const dtli_report *b,
                         dtli_alike *out)
{
    const dtli_parties *x = a->sides, *y = b->sides;
    uint8_t *value = out->value;
    value[DTLI_TRAIT_ACTOR] = compare_sides(&x[0], &y[0]);
    value[DTLI_TRAIT_RECIPIENT] = compare_sides(&x[1], &y[1]);
    if (a->kind != DTLI_KIND_TALKS)
        return;
    uint8_t there = compare_sides(&x[0], &y[1]);
    uint8_t back = compare_sides(&x[1], &y[0]);
    if (there + back <= value[DTLI_TRAIT_ACTOR] + value[DTLI_TRAIT_RECIPIENT])
        return;
    value[DTLI_TRAIT_ACTOR] = there > back ? there : back;
    value[DTLI_TRAIT_RECIPIENT] = there > back ? back : there;
}

/* False where the days forbid that it is one event. */
static bool find_day(const dtli_report *a, const dtli_report *b,
                     dtli_alike *out)
{
    enum { LONG_DAYS = 3 };
    uint8_t *value = &out->value[DTLI_TRAIT_DAY];
    *value = DAY_UNKNOWN;
    if (a->from == DTL_DAY_NONE || b->from == DTL_DAY_NONE)
        return true;
    int64_t gap = (int64_t)a->from - b->to, back = (int64_t)b->from - a->to;
    bool wide = a->to - a->from >= LONG_DAYS || b->to - b->from >= LONG_DAYS;
    bool assumed = a->assumed || b->assumed;
    gap = gap > back ? gap : back; /* 0 or less: they overlap */
    if (gap <= 0)
        *value = wide ? DAY_MAY : DAY_SAME;
    else if (gap == 1)
        *value = assumed ? DAY_MAY : DAY_NEXT;
    else
        *value = assumed && gap <= LAG_DAYS ? DAY_MAY : DAY_FAR;
    return gap <= 1 || (assumed && gap < APART_DAYS);
}

static bool is_wide(const dtli_spot *p)
{
    return dtli_str_is(p->precision, "country") ||
           dtli_str_is(p->precision, "admin1") ||
           dtli_str_is(p->precision, "region");
}

static double distance_km(const dtli_spot *a, const dtli_spot *b)
{
    const double degree = 3.14159265358979323846 / 180, earth = 6371.0088;
    double x = sin((a->lat - b->lat) * degree / 2);
    double y = sin((a->lon - b->lon) * degree / 2);
    double h = x * x + cos(a->lat * degree) * cos(b->lat * degree) * y * y;
    return 2 * earth * asin(sqrt(h < 1 ? h : 1));
}

static uint8_t compare_places(const dtli_spot *a, const dtli_spot *b)
{
    if (a->row == 0 || b->row == 0)
        return PLACE_UNKNOWN;
    if (a->row == b->row || (dtli_str_equal(a->name, b->name) &&
                             dtli_str_equal(a->country, b->country)))
        return PLACE_SAME;
    if (a->country.len && b->country.len &&
        !dtli_str_equal(a->country, b->country))
        return PLACE_ABROAD;
    if (is_wide(a) || is_wide(b))
        return PLACE_WITHIN;
    if (a->has_point && b->has_point && distance_km(a, b) <= NEAR_KM)
        return PLACE_NEAR;
    return PLACE_OTHER;
}

/* Hashes in common. */
static uint32_t common(const dtli_bag *a, const dtli_bag *b)
{
    uint32_t i = 0, k = 0, n = 0;
    while (i < a->count && k < b->count) {
        n += a->at[i] == b->at[k];
        if (a->at[i] == b->at[k])
            i++, k++;
        else if (a->at[i] < b->at[k])
            i++;
        else
            k++;
    }
    return n;
}

/* By the words in common of all, in steps that grow. */
static uint8_t compare_words(const dtli_bag *a, const dtli_bag *b)
{
    static const uint32_t STEPS[] = { 50, 120, 250, 450 };
    uint8_t value = 1;
    if (a->count == 0 || b->count == 0)
        return 0;
    uint32_t both = common(a, b);
    uint32_t share = 1000 * both / (a->count + b->count - both);
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        value = (uint8_t)(value + (share >= STEPS[i]));
    return value;
}

static uint8_t compare_texts(dtl_str a, dtl_str b, size_t stem)
{
    if (a.len == 0 || b.len == 0)
        return PAIR_NONE;
    return dtli_str_equal_nocase(dtli_str_slice(a, 0, stem),
                                 dtli_str_slice(b, 0, stem))
               ? PAIR_SAME
               : PAIR_OTHER;
}

static void find_words(const dtli_report *a, const dtli_report *b,
                       dtli_alike *out)
{
    enum { STEM = 5 };
    uint8_t *value = out->value;
    value[DTLI_TRAIT_MODE] = compare_texts(a->mode, b->mode, SIZE_MAX);
    value[DTLI_TRAIT_TRIGGER] = compare_texts(a->trigger, b->trigger, STEM);
    value[DTLI_TRAIT_WORDS] = compare_words(&a->words, &b->words);
    value[DTLI_TRAIT_NUMBER] = a->numbers.count == 0 || b->numbers.count == 0
                                   ? PAIR_NONE
                               : common(&a->numbers, &b->numbers) ? PAIR_SAME
                                                                  : PAIR_OTHER;
    bool first = a->sentence >= 0 && a->sentence < LEAD_SENTENCES;
    bool second = b->sentence >= 0 && b->sentence < LEAD_SENTENCES;
    value[DTLI_TRAIT_LEAD] = (uint8_t)(first + second);
}

bool dtli_alike_find(const dtli_report *a, const dtli_report *b,
                     dtli_alike *out)
{
    if (!dtli_str_equal(a->type, b->type) || a->footing != b->footing ||
        !find_day(a, b, out))
        return false;
    find_parties(a, b, out);
    out->value[DTLI_TRAIT_PLACE] = compare_places(&a->place, &b->place);
    find_words(a, b, out);
    return true;
}

static bool is_loose(const dtli_report *r)
{
    return r->article == UINT32_MAX;
}

static bool are_copies(const dtli_world_run *run, const dtli_report *a,
                       const dtli_report *b)
{
    return !is_loose(a) && !is_loose(b) &&
           run->articles[a->article].original ==
               run->articles[b->article].original;
}

/* What rows alone must have in common to be one event. */
static bool rows_agree(const dtli_alike *what)
{
    const uint8_t *value = what->value;
    uint8_t actor = value[DTLI_TRAIT_ACTOR];
    uint8_t recipient = value[DTLI_TRAIT_RECIPIENT];
    bool named = actor == PARTY_SAME || recipient == PARTY_SAME;
    bool alike = actor >= PARTY_ALIKE && recipient >= PARTY_ALIKE;
    return value[DTLI_TRAIT_DAY] == DAY_SAME &&
           (value[DTLI_TRAIT_PLACE] == PLACE_SAME ||
            value[DTLI_TRAIT_PLACE] == PLACE_NEAR) &&
           (named || alike) && actor != PARTY_OTHER && recipient != PARTY_OTHER;
}

uint32_t dtli_alike_likelihood(const dtli_world_run *run, const dtli_report *a,
                               const dtli_report *b, dtli_alike *out)
{
    enum { NEARLY_SAME = 4 };
    if (dtli_str_equal(a->doc, b->doc) || !dtli_alike_find(a, b, out))
        return 0;
    if ((is_loose(a) || is_loose(b)) && !rows_agree(out))
        return 0;
    if (out->value[DTLI_TRAIT_WORDS] >= NEARLY_SAME &&
        out->value[DTLI_TRAIT_TRIGGER] == PAIR_SAME && are_copies(run, a, b))
        return DTL_LINK_ONE;
    double sum = dtli_alike_score(run->weights, out, a->kind) / 1000.0;
    return (uint32_t)lround(DTL_LINK_ONE / (1 + exp(-sum)));
}
