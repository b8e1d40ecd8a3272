/* place_internal.h — what the files of the place resolver share.
 *
 * place_words.c  facts of each token: folded form, capitals, cue words
 * place_find.c   spans of the text that the gazetteer knows
 * place_judge.c  is a span a place here? (a linear score of cues)
 * place_choose.c which of the places of that name? (context of the article)
 * place_unknown.c names that the gazetteer lacks, by the words around
 * place_metonym.c names that stand for a government
 * place.c        runs them and fills doc->places
 */
#ifndef DATELINE_RESOLVE_PLACE_INTERNAL_H
#define DATELINE_RESOLVE_PLACE_INTERNAL_H

#include "resolve/gazetteer.h"

enum {
    WORD_LETTERS = 1,
    WORD_CAPITAL = 2,  /* begins with a capital */
    WORD_CAPITALS = 4, /* two letters or more, all capitals */
    WORD_DOTTED = 8,   /* "Calif.", "U.S." */
    WORD_FIRST = 16,   /* first word of its sentence, or after a quote */
    WORD_SHOUT = 32,   /* in a sentence all in capitals */
    WORD_HYPHEN = 64,
    WORD_COMMA = 128,
    WORD_CLITIC = 256, /* "'s" */
    WORD_LOWERED = 512 /* the article also has it in lower case */
};

typedef struct place_word {
    dtl_str key; /* folded */
    uint16_t flags;
    uint16_t cues; /* dtl_cue */
} place_word;

/* Reasons to take a span for a place or not; place_judge.c weighs them. */
enum {
    JUDGE_BIAS,
    JUDGE_IMPORTANCE,  /* of the best candidate, 0..1 */
    JUDGE_COUNTRY,     /* it is a country */
    JUDGE_ADM1,
    JUDGE_ADM2,        /* "Kent County", by its full name */
    JUDGE_DEMONYM,
    JUDGE_OTHER_KIND,  /* region, sea ... of our own table */
    JUDGE_ALTERNATE,   /* only by another name */
    JUDGE_TOKENS,      /* several words */
    JUDGE_COMMON,      /* an ordinary word as well */
    JUDGE_FIRST,       /* opens its sentence */
    JUDGE_COMMON_FIRST,
    JUDGE_SURNAME,
    JUDGE_GIVEN,
    JUDGE_LOWERED,
    JUDGE_IN,          /* "in", "near" before it */
    JUDGE_OF_NAME,     /* "Bank of America" */
    JUDGE_TITLE,       /* "Gov." before it */
    JUDGE_AFTER_GIVEN, /* "Michael Jordan" */
    JUDGE_AFTER_NAME,  /* another capitalised word before it */
    JUDGE_HEAD,        /* "Police", "University" behind it */
    JUDGE_NOUN,        /* "province", "resident" behind it */
    JUDGE_FIRM,        /* "Times", "Inc" behind it */
    JUDGE_STREET,
    JUDGE_BEFORE_NAME, /* another capitalised word behind it */
    JUDGE_SMALL_PART,  /* so, or behind one, and a small town at best */
    JUDGE_CONTAINED,   /* ", Texas" behind it, and Texas has one */
    JUDGE_CONTAINER,   /* "Paris, " before it, and it has one */
    JUDGE_DIRECTION,   /* "northern" before it */
    JUDGE_DATELINE,
    JUDGE_SHOUT,
    JUDGE_IN_ELSEWHERE,     /* the same name has such evidence elsewhere */
    JUDGE_PERSON_ELSEWHERE, /* "Michael Jordan" elsewhere, "Jordan" here */
    JUDGE_REPEATED,    /* the name comes twice or more */
    JUDGE_NE_LOC,      /* by the name tagger, where it ran */
    JUDGE_NE_ORG,
    JUDGE_NE_PER,
    JUDGE_NE_MISC,
    JUDGE_NE_NONE,
    JUDGE_NE_PARTIAL,  /* inside a longer name */
    JUDGE_LOC_ELSEWHERE, /* other mentions are tagged so */
    JUDGE_PER_ELSEWHERE,
    JUDGE_PROPN,       /* by the tagger, where it ran */
    JUDGE_NO_PROPN,
    JUDGE_FLAT,        /* by the tree: a part of a name */
    JUDGE_COMPOUND,    /* before a noun */
    JUDGE_OBLIQUE,     /* with a preposition on a verb or noun */
    JUDGE_OWN,         /* a place of the user's own */
    JUDGE_COUNT
};

typedef struct place_span {
    uint32_t first, last; /* tokens, inclusive */
    dtl_str key;
    dtl_gaz_list list;
    int32_t container;    /* span that is said to contain it, or -1 */
    int32_t name;         /* index into names, or -1 */
    unsigned kinds;       /* bit k: names of dtl_gaz_kind k fit the text */
    float judged[JUDGE_COUNT];
    float score;          /* > 0: a place */
    bool accepted;
    bool person;          /* sure to be a person's name */
    bool evidence;        /* sure to be a place by its context */
    bool demonym;
} place_span;

/* Reasons to choose a candidate; place_choose.c weighs them. */
enum {
    CHOOSE_IMPORTANCE,
    CHOOSE_ALTERNATE,
    CHOOSE_RIVAL,       /* an alternate, and others have it as main name */
    CHOOSE_ABBREVIATION,/* "Mo." */
    CHOOSE_COUNTRY,
    CHOOSE_ADM1,
    CHOOSE_ADM2,
    CHOOSE_ADM2_SHORT,  /* "Kent" for Kent County */
    CHOOSE_CAPITAL,
    CHOOSE_SEAT,
    CHOOSE_SECTION,
    CHOOSE_REGION,
    CHOOSE_WATER,
    CHOOSE_SPOT,
    CHOOSE_INSIDE,      /* in the container that the text names */
    CHOOSE_OUTSIDE,     /* a container is named and it is not in it */
    CHOOSE_SAME_COUNTRY,/* share of the other names in its country */
    CHOOSE_SAME_ADM1,   /* share of the other names in its province */
    CHOOSE_ADM1_COUNT,  /* how many, saturating */
    CHOOSE_NEAR,        /* other names within some 100 km, saturating */
    CHOOSE_CLOSE,       /* within some 30 km */
    CHOOSE_NEAREST,
    CHOOSE_AREACODE,
    CHOOSE_DATELINE,
    CHOOSE_USA,
    CHOOSE_PAPER,       /* near the paper's own place */
    CHOOSE_OWN,         /* a place of the user's own, by its name */
    CHOOSE_COUNT
};

typedef struct place_candidate {
    uint32_t record;
    dtl_gaz_kind kind;
    dtl_gaz_record is;
    double x, y, z; /* on the unit sphere */
    float fixed;    /* part of the score that no other name changes */
    float score;
    float vote;     /* share of the name's vote, sum 1 */
    bool inside;    /* in a container that the text names */
    bool own;       /* a user's place, by a name and not an alternate */
    uint32_t division; /* record of the division named like it, or NONE */
} place_candidate;

/* A name of the article: all mentions of one key. */
typedef struct place_name {
    dtl_str key;
    place_candidate *candidates;
    uint32_t count; /* of candidates */
    uint32_t best;
    uint32_t mentions;
    unsigned kinds;
    bool demonym;
    bool contained; /* some mention has a container */
    bool has_main;  /* some candidate has it as main name */
} place_name;

/* A place that the gazetteer lacks, and the span that lends it its country
 * and coordinates. */
typedef struct place_unknown {
    uint32_t first, last;
    int32_t host;
} place_unknown;

typedef struct place_context {
    const dtl_gazetteer *gazetteer;
    dtl_doc *doc;
    dtl_arena *arena;
    place_word *words; /* one for each token */
    bool tagged;       /* the analyser has run */
    place_span *spans;
    uint32_t span_count, span_capacity;
    place_name *names;
    uint32_t name_count, name_capacity;
    place_unknown *unknowns;
    uint32_t unknown_count, unknown_capacity;
    double area[3];    /* mean of the area codes' places, or 0 */
    double paper[3];   /* the paper's own place, or 0 */
    float *country_votes, *admin1_votes; /* of all names, by index */
    float vote_total;
    uint32_t *anchors; /* names that lie at a point, best known first */
    uint32_t anchor_count;
    int32_t dateline;  /* name in the dateline, or -1 */
} place_context;

dtl_status dtli_place_words(place_context *ctx, dtl_error *err) DTL_MUST_USE;
dtl_status dtli_place_find(place_context *ctx, dtl_error *err) DTL_MUST_USE;
dtl_status dtli_place_judge(place_context *ctx, dtl_error *err) DTL_MUST_USE;
dtl_status dtli_place_choose(place_context *ctx, dtl_error *err) DTL_MUST_USE;
/* These four in order: every known name judged and given its candidate. */
dtl_status dtli_place_decide(place_context *ctx, dtl_error *err) DTL_MUST_USE;
dtl_status dtli_place_unknown(place_context *ctx, dtl_error *err) DTL_MUST_USE;

/* Reasons for one candidate of a name in the present state of the votes,
 * from which the name's own have been taken out. */
void dtli_place_reasons(const place_context *ctx, uint32_t name,
                        const place_candidate *candidate, float *out);

/* The other names' votes on which those reasons rest (place_votes.c). */
bool dtli_place_votes_begin(place_context *ctx);
void dtli_place_votes_add(place_context *ctx, const place_name *name,
                          float sign);
void dtli_place_votes_anchors(place_context *ctx);

/* Great-circle distance as 1 / (1 + (km / scale)^2). */
double dtli_place_nearness(const place_candidate *c, const double point[3],
                           double scale_km);

/* Candidate of the span's name that fits this mention best. */
const place_candidate *dtli_place_candidate(const place_context *ctx,
                                            const place_span *span);

/* "Idlib province": the candidate's division instead of itself. */
bool dtli_place_is_division(const place_context *ctx, const place_span *span,
                            const place_candidate *candidate);

/* The place acts: "Washington warned ..." (place_metonym.c). */
bool dtli_place_is_metonym(const place_context *ctx, const place_span *span,
                           const place_candidate *candidate);

bool dtli_place_contains(const dtl_gaz_record *outer,
                         const dtl_gaz_record *inner);

/* Unit vector of a place; the same bytes on every processor. */
void dtli_place_vector(double lat, double lon, double out[3]);

/* e^x for x <= 0, to 1e-3; the same bytes on every processor. */
double dtli_place_exp(double x);

#endif
