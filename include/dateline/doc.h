/* doc.h — an article and everything that the stages find in it.
 *
 * A dtl_doc and all it points to live in one arena: valid until the session
 * that made it runs again or is freed. Callers read, stages write. Positions
 * are BYTE offsets into `text`, half-open; the writers turn them into code
 * points. Token, sentence, mention ... numbers are indices into the arrays
 * of the document; DTL_NO_INDEX where there is none.
 */
#ifndef DATELINE_DOC_H
#define DATELINE_DOC_H

#include <stdbool.h>

#include "dateline/labels.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DTL_NO_INDEX (-1)

/** Days since 1970-01-01, proleptic Gregorian calendar. */
typedef int32_t dtl_day;
#define DTL_DAY_NONE INT32_MIN

/**
 * Day of "2020-01-05", alone or with a time of day behind it
 * ("2020-01-05T08:00:00Z"); DTL_DAY_NONE for anything else. The date of the
 * clock that the text shows: zones are not applied. Since 0.1.
 */
DTL_API dtl_day dtl_day_parse(dtl_str text);

enum { DTL_SECTORS_MAX = 3, DTL_CODE_SIZE = 4 };

/** A document as a reader gives it, before any analysis. */
typedef struct dtl_input {
    dtl_str id;
    dtl_str text;      /* as given, valid UTF-8 */
    dtl_str title;     /* or empty; not part of `text` */
    dtl_str source;    /* or empty */
    dtl_str url;       /* or empty */
    dtl_str lang;      /* or empty: English is assumed */
    dtl_str location;  /* place of publication, or empty */
    dtl_day published; /* DTL_DAY_NONE: look in the text */
} dtl_input;

/** What a stretch of the text is. Only HEADLINE, BODY and CAPTION are coded. */
typedef enum dtl_block_kind {
    DTL_BLOCK_BODY,
    DTL_BLOCK_HEADLINE,
    DTL_BLOCK_DATELINE, /* "BAGHDAD, Jan 5 (AFP) -", or the date prefix */
    DTL_BLOCK_BYLINE,   /* "By Jane Doe", agency credits, editor's notes */
    DTL_BLOCK_CAPTION,  /* caption of a picture, its credit apart */
    DTL_BLOCK_NOISE     /* buttons, credits, rules of dashes */
} dtl_block_kind;

/** A paragraph, or a part of one with another kind. In text order. */
typedef struct dtl_block {
    dtl_span span;
    dtl_block_kind kind;
} dtl_block;

typedef enum dtl_token_flag {
    DTL_TOKEN_SPACE_AFTER = 1,
    DTL_TOKEN_JOINED = 2, /* one orthographic word with the next token */
    DTL_TOKEN_NAME_BEGIN = 4
} dtl_token_flag;

/** A syntactic word by the English UD conventions. */
typedef struct dtl_token {
    dtl_span span;  /* bytes of `text`; parts of "don't" share it out */
    dtl_str form;   /* as written */
    dtl_str norm;   /* for analysis: plain quotes, entities decoded */
    dtl_str lemma;  /* empty before analysis */
    int32_t head;   /* index of the governing token; DTL_NO_INDEX: root */
    uint32_t sent;  /* index of its sentence */
    int32_t name;   /* index into names, or DTL_NO_INDEX */
    int32_t mention; /* index of the mention it heads, or DTL_NO_INDEX */
    uint8_t upos;   /* dtl_upos */
    uint8_t xpos;   /* dtl_xpos */
    uint8_t rel;    /* dtl_rel */
    uint8_t flags;  /* dtl_token_flag */
} dtl_token;

/** A sentence: tokens [first, first + count). */
typedef struct dtl_sent {
    dtl_span span;
    uint32_t first; /* first token */
    uint32_t count;
    uint32_t block;
    bool quoted;    /* begins inside a quotation left open before it */
} dtl_sent;

/** A named entity: tokens [first, last], inclusive. */
typedef struct dtl_name {
    uint32_t first, last;
    dtl_name_type type;
} dtl_name;

/** A time expression by TIMEX3 (TimeML 1.2.1), with the days it denotes. */
typedef struct dtl_timex {
    dtl_span span;
    uint32_t first, last;  /* tokens, inclusive */
    dtl_timex_type type;
    dtl_str value;         /* "2020-01-05", "P3D", "PAST_REF" ... */
    dtl_day from, to;      /* inclusive; DTL_DAY_NONE where open */
    dtl_precision precision;
    bool anchored;         /* false: names no day (durations, sets) */
} dtl_timex;

/** A place name or demonym in the text, resolved. */
typedef struct dtl_place {
    dtl_span span;
    uint32_t first, last;           /* tokens, inclusive */
    dtl_str name;                   /* gazetteer name, "Baghdad" */
    char country[DTL_CODE_SIZE];    /* ISO 3166-1 alpha-3 or "" */
    dtl_str admin1;                 /* name, or empty */
    double lat, lon;                /* WGS84 degrees */
    uint32_t geonames;              /* geonameid, 0 where unknown */
    dtl_str feature;                /* GeoNames class.code: "P.PPLC" */
    float confidence;               /* 0..1 */
    bool resolved;                  /* lat, lon and country are set */
    bool demonym;                   /* "Iranian" */
    bool metonym;                   /* "Washington" that acts */
} dtl_place;

/** Who somebody is, in codes. */
typedef struct dtl_actor {
    dtl_str text;                 /* the fullest words used, as written */
    dtl_str name;                 /* canonical name, or `text` */
    char country[DTL_CODE_SIZE];  /* ISO alpha-3, UNO, IGO ...; or "" */
    char sectors[DTL_SECTORS_MAX][DTL_CODE_SIZE]; /* "" ends the list */
    dtl_span span;                /* of the mention used in the event */
    int32_t entity;               /* index into entities, or DTL_NO_INDEX */
    dtl_str own_code;             /* of the user's tables, in place of the
                                     country: "IGOUNO"; or empty */
    dtl_str own_role;             /* likewise, in place of the sectors */
} dtl_actor;

typedef enum dtl_entity_kind {
    DTL_ENTITY_OTHER,  /* things, abstractions: never an actor */
    DTL_ENTITY_PERSON,
    DTL_ENTITY_GROUP,  /* people by role: "protesters", "officials" */
    DTL_ENTITY_ORG,    /* bodies, parties, armed groups, firms, media */
    DTL_ENTITY_STATE,  /* a country or its government */
    DTL_ENTITY_PLACE   /* a place that does not act */
} dtl_entity_kind;

typedef enum dtl_mention_kind {
    DTL_MENTION_NAME,
    DTL_MENTION_NOMINAL,
    DTL_MENTION_PRONOUN
} dtl_mention_kind;

/** A noun phrase that may take part in an event; one per nominal head. */
typedef struct dtl_mention {
    uint32_t head;        /* token */
    uint32_t first, last; /* tokens, inclusive, without relative clauses */
    dtl_mention_kind kind;
    uint32_t entity;      /* index into entities */
    dtl_actor actor;      /* codes of this mention in its context */
    dtl_str why;          /* rule trail, for `explain` */
} dtl_mention;

/** What mentions corefer to. */
typedef struct dtl_entity {
    dtl_entity_kind kind;
    uint32_t best;        /* its fullest mention */
    uint32_t count;       /* mentions */
    bool plural;
    char gender;          /* 'm', 'f' or 0 */
    dtl_actor actor;
} dtl_entity;

/** Words that somebody is quoted with, their quotation marks included. */
typedef struct dtl_quote {
    dtl_span span;
    uint32_t first, last; /* tokens, inclusive */
    bool direct;          /* in quotation marks */
    bool spoken_by;       /* `speaker` is known */
    dtl_actor speaker;
    dtl_str cue;          /* "said", as written; or empty */
} dtl_quote;

/** When an event took place. */
typedef struct dtl_when {
    dtl_day from, to;       /* inclusive; DTL_DAY_NONE where open */
    dtl_precision precision;
    bool assumed;           /* of another clause, or (no timex) not told:
                               the publication day */
    int32_t timex;          /* index into timexes, or DTL_NO_INDEX */
} dtl_when;

/** Casualties, crowds, prisoners ... of one event. */
typedef struct dtl_count {
    dtl_str kind;  /* "killed", "crowd" ... static */
    int64_t min;
    int64_t max;   /* -1: open */
    dtl_span span;
} dtl_count;

/** One telling of an event. */
typedef struct dtl_event_mention {
    uint32_t sent;
    dtl_span span;    /* the trigger */
    uint32_t trigger; /* token */
    dtl_str rule;     /* id of the rule that fired, static */
    dtl_str why;      /* how its parts matched, for `explain` */
} dtl_event_mention;

/** Who did what to whom. */
typedef struct dtl_event {
    char id[17];                /* 16 hex digits, NUL-ended */
    dtl_event_type type;
    dtl_event_status status;
    dtl_str mode;               /* of the codebook, or empty; static */
    dtl_str cameo;              /* "186"; static */
    uint64_t contexts;          /* bit i: row i of the contexts table */
    dtl_actor *actors;
    uint32_t actor_count;
    dtl_actor *recipients;
    uint32_t recipient_count;
    dtl_when when;
    int32_t place;              /* index into places, or DTL_NO_INDEX */
    dtl_count *counts;
    uint32_t count_count;
    bool attributed;
    dtl_actor attribution;      /* who says so, if `attributed` */
    int32_t *in_response_to;    /* indices into events */
    uint32_t in_response_to_count;
    float confidence;           /* 0..1 */
    dtl_event_mention *mentions;
    uint32_t mention_count;
} dtl_event;

/** Why a word that rules know tells no event. */
typedef enum dtl_uncoded_why {
    DTL_UNCODED_NOT,      /* it is coded, or no rule knows it */
    DTL_UNCODED_FRAME,    /* no frame of its rules fits */
    DTL_UNCODED_VETO,     /* a rule says that this use is no event */
    DTL_UNCODED_NAME,     /* part of a name or a date */
    DTL_UNCODED_COMPOUND, /* "attack helicopter": the head names the thing */
    DTL_UNCODED_LIGHT,    /* "held talks": the noun tells it */
    DTL_UNCODED_CONTENT,  /* only asked, promised, refused or alleged */
    DTL_UNCODED_PARTIES,  /* nobody that the type must have */
    DTL_UNCODED_DOUBT,    /* less likely right than the floor */
    DTL_UNCODED_SENSE     /* the words around it tell of something else */
} dtl_uncoded_why;

/** A word that rules know and that tells no event. */
typedef struct dtl_uncoded {
    uint32_t token;
    dtl_uncoded_why why;
    dtl_str rule;  /* id of the rule that fitted, or empty; static */
    float chance;  /* of DTL_UNCODED_DOUBT and _SENSE: 0..1 */
} dtl_uncoded;

/** A verb between two actors that no rule knows. */
typedef struct dtl_missed {
    uint32_t verb;              /* token */
    dtl_str prep;               /* that leads to the recipient; empty: the
                                   object */
    int32_t actor, recipient;   /* indices into mentions */
} dtl_missed;

/** Vectors of the encoder, for the coder; opaque. */
typedef struct dtl_vectors dtl_vectors;

/** What CoNLL-U input has beyond words; opaque. */
typedef struct dtl_conllu dtl_conllu;

/** An article with its annotations. */
typedef struct dtl_doc {
    dtl_input in;
    dtl_day published;     /* from metadata, prefix or dateline */
    bool published_known;
    dtl_block *blocks;
    uint32_t block_count;
    dtl_token *tokens;
    uint32_t token_count;
    dtl_sent *sents;
    uint32_t sent_count;
    dtl_name *names;
    uint32_t name_count;
    dtl_timex *timexes;
    uint32_t timex_count;
    dtl_place *places;
    uint32_t place_count;
    dtl_mention *mentions;
    uint32_t mention_count;
    dtl_entity *entities;
    uint32_t entity_count;
    dtl_quote *quotes;     /* in text order; nested ones behind the outer */
    uint32_t quote_count;
    dtl_event *events;     /* one per event of the document */
    uint32_t event_count;
    dtl_uncoded *uncoded;  /* in text order */
    uint32_t uncoded_count;
    dtl_missed *missed;    /* in text order; by DTL_STAGE_MISSED alone */
    uint32_t missed_count;
    const dtl_vectors *vectors; /* NULL where the analyser has not run */
    unsigned assigned;     /* bit set of stages that have run */
    const dtl_conllu *conllu; /* of CoNLL-U input, else NULL */
    bool truncated;        /* a limit cut the analysis short */
} dtl_doc;

#ifdef __cplusplus
}
#endif

#endif
