/* actor_internal.h — what the files of the actor resolver share.
 *
 * actor_words.c    folding of words
 * actor_index.c    the tables as maps
 * actor_find.c     names of the tables in the text, and which one is meant
 * actor_phrase.c   heads of noun phrases and their bounds
 * actor_role.c     role nouns and modifiers inside a phrase
 * actor_title.c    the title before a person's name
 * actor_compose.c  a phrase into country and sectors
 * actor_person.c   named people
 * actor_name.c     countries, capitals, demonyms and peoples
 * actor_own*.c     the user's tables (actor_own.h) and the codes they give
 * coref.c          mentions into entities (coref_pronoun.c: pronouns)
 * actor_context.c  countries for phrases that give none
 * actor.c          runs them
 */
#ifndef DATELINE_RESOLVE_ACTOR_INTERNAL_H
#define DATELINE_RESOLVE_ACTOR_INTERNAL_H

#include "resolve/actor_index.h"

typedef struct actor_word {
    dtl_str key;   /* folded form; empty for marks */
    dtl_str lemma; /* folded lemma */
    uint32_t words; /* in key: 2 for "ex-president" */
    bool capital, capitals;
    int32_t child, next; /* first child and next sibling in the tree */
} actor_word;

/* A name of the tables, as found. */
typedef struct actor_match {
    uint32_t first, last;
    uint32_t entry; /* index into entries of the row that holds best */
    bool past;      /* the row has ended: a former holder */
    bool before;    /* it has not begun */
} actor_match;

typedef enum actor_flag {
    ACTOR_NEEDS_COUNTRY = 1, /* no word of the phrase gives one */
    ACTOR_SURE_SECTOR = 2,   /* the sector is from words, not a default */
    ACTOR_ABROAD = 4,        /* "foreign troops": takes no country */
    ACTOR_FORMER = 8,
    ACTOR_NAMED = 16,        /* has a proper name */
    ACTOR_TITLED = 32,       /* the phrase says what the person is */
    ACTOR_DEFINITE = 64,     /* "the general", "that group" */
    ACTOR_UNKNOWN_NAME = 128, /* named, but in no table */
    ACTOR_PLACED = 256,      /* a place name that does not act */
    ACTOR_PLURAL = 512,
    ACTOR_INDEFINITE = 1024,
    ACTOR_LENT = 2048 /* sectors of a body: "Hamas spokesman" */
} actor_flag;

/* What composition says about a mention; parallel to doc->mentions. */
typedef struct actor_note {
    dtl_entity_kind kind;
    unsigned flags;
    actor_scope scope;
    const actor_role *role; /* of the head or the title, or NULL */
    dtl_str role_key;       /* folded words of the role */
    int32_t match;          /* index into matches, or DTL_NO_INDEX */
    uint32_t name_first, name_last; /* the name, where ACTOR_NAMED */
    int32_t title;          /* token of the title's noun, or DTL_NO_INDEX */
    char gender;
} actor_note;

typedef struct actor_context {
    const dtl_actors *actors;
    dtl_doc *doc;
    dtl_arena *arena;
    dtl_day day; /* of publication, or DTL_DAY_NONE */
    actor_word *words;
    actor_match *matches;
    uint32_t match_count, match_room;
    int32_t *match_of; /* token → match, or DTL_NO_INDEX */
    int32_t *place_of; /* token → place of the gazetteer, or DTL_NO_INDEX */
    float *seen;       /* ACTOR_CODES: how often a country is named */
    actor_note *notes;
    uint32_t mention_room;
    uint32_t note_room;
    bool failed; /* memory */
} actor_context;

/* --- actor_find.c: fills words, matches and seen. */
bool dtli_actor_find(actor_context *ctx);

const actor_entry *dtli_actor_entry(const actor_context *ctx,
                                    const actor_match *match);

/* Match that covers a token, or NULL. */
const actor_match *dtli_actor_match_at(const actor_context *ctx, uint32_t t);

/* --- actor_phrase.c: fills doc->mentions (head, first, last, kind). */
bool dtli_actor_phrases(actor_context *ctx);

bool dtli_actor_is_nominal_rel(uint8_t rel);

/* Preposition of token `t` ("in"), folded; empty without one. */
dtl_str dtli_actor_case(const actor_context *ctx, uint32_t t);

/* --- actor_role.c */
typedef struct actor_role_span {
    const actor_role *role;
    uint32_t first, last; /* tokens */
    dtl_str key;          /* static in the map; empty: none */
} actor_role_span;

/* The user's role noun that begins at token `t` and ends before `end`, the
 * longest; *last is its last token. NULL: none. */
const actor_role *dtli_actor_own_role(const actor_context *ctx, uint32_t t,
                                      uint32_t end, uint32_t *last);

/* Longest role whose words lie in [first, last] and cover `head`. */
actor_role_span dtli_actor_find_role(const actor_context *ctx,
                                     uint32_t first, uint32_t last,
                                     uint32_t head);

/* Modifiers of [first, last): effects that apply to a role noun. */
typedef struct actor_modifiers {
    actor_sectors give;   /* of the nearest giving modifier */
    actor_sectors force;
    bool gives, forces;
    bool former, late, hold, elect, oppose, abroad;
    char world[DTL_CODE_SIZE]; /* IGO, UNO or "" */
} actor_modifiers;

void dtli_actor_modifiers(const actor_context *ctx, uint32_t first,
                          uint32_t end, actor_modifiers *out);

/* --- actor_compose.c: codes of mention `m` from its own words. */
void dtli_actor_compose(actor_context *ctx, uint32_t m);

/* --- actor_own_find.c: the user's code of a mention, finished. */
void dtli_own_finish(actor_context *ctx, dtl_mention *mention,
                     const actor_note *note);

/* --- coref.c: entities from mentions. */
bool dtli_actor_link(actor_context *ctx);

/* --- actor_context.c: countries that the discourse gives. */
bool dtli_actor_inherit(actor_context *ctx);

#endif
