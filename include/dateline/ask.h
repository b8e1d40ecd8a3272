/* ask.h — questions to a store: which events, when, between whom, by whom,
 * where.
 *
 *   dtl_question question = DTL_QUESTION_INIT;
 *   question.kind = DTL_ASK_TIMELINE;
 *   question.types = (dtl_str){ "PROTEST", 7 };
 *   question.by = DTL_BY_WEEK;
 *   dtl_ask(store, &question, put, NULL, &err);
 *
 * Every question takes the same conditions, all of which must hold. Answers
 * are bytes of a table, JSON lines, CSV, SVG or GeoJSON (docs/questions.md)
 * and the same for the same store, whoever asks.
 */
#ifndef DATELINE_ASK_H
#define DATELINE_ASK_H

#include <stdbool.h>

#include "dateline/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is asked. */
typedef enum dtl_ask_kind {
    DTL_ASK_FIND,     /* the events themselves */
    DTL_ASK_TIMELINE, /* how many in each period, with the words of the top */
    DTL_ASK_DYADS,    /* pairs of actor and recipient by period */
    DTL_ASK_ACTORS,   /* who acts most */
    DTL_ASK_MAP       /* how many in each place */
} dtl_ask_kind;

/** How the answer is written. Which kind takes which: docs/questions.md. */
typedef enum dtl_answer_form {
    DTL_ANSWER_TABLE,
    DTL_ANSWER_JSONL,
    DTL_ANSWER_CSV,
    DTL_ANSWER_SVG,
    DTL_ANSWER_GEOJSON
} dtl_answer_form;

/** Length of a period. Weeks begin on Monday (ISO 8601). */
typedef enum dtl_by {
    DTL_BY_DAY,
    DTL_BY_WEEK,
    DTL_BY_MONTH,
    DTL_BY_YEAR
} dtl_by;

/** What an actor is told apart by. */
typedef enum dtl_level {
    DTL_LEVEL_COUNTRY, /* "USA" */
    DTL_LEVEL_CODE,    /* "USAGOV": country and sectors */
    DTL_LEVEL_NAME     /* "United States" */
} dtl_level;

/** One who takes part; conditions of the same party hold for one actor.
 * Lists have commas between: "USA,GBR". Empty: anybody. */
typedef struct dtl_party {
    dtl_str name;      /* words of the name, as dtl_question.words */
    dtl_str countries; /* ISO 3166-1 alpha-3, and IGO, NGO ... */
    dtl_str sectors;   /* GOV, MIL, CVL ... */
} dtl_party;

/** A question. Strings are UTF-8, borrowed for the call; empty: no such
 * condition. Begin with DTL_QUESTION_INIT. */
typedef struct dtl_question {
    dtl_ask_kind kind;
    dtl_str words; /* all in title or text; "in quotes" together, -not, pre* */
    dtl_party actor, recipient;
    dtl_party either;           /* actor or recipient */
    dtl_str types, modes;       /* lists: "ASSAULT,PROTEST" */
    dtl_str quads;              /* list of 1..4 */
    dtl_str statuses;           /* list: "actual,ongoing" */
    dtl_str from, to;           /* first and last day that it began on */
    dtl_str place;              /* name of the place */
    dtl_str where;              /* list of countries it happened in */
    double lat, lon, radius_km; /* within the circle, where radius_km > 0 */
    double confidence;          /* at least; 0: any */
    uint32_t sources;           /* that tell it, at least; 0: any */
    bool once; /* one report of each event of the world: the best */

    dtl_answer_form form;
    dtl_by by;
    dtl_level level;
    bool recipients;   /* of DTL_ASK_ACTORS: who is acted upon */
    bool oldest_first; /* of DTL_ASK_FIND */
    uint32_t limit;    /* rows: events, periods, pairs, actors; 0: all */
    uint32_t top;      /* of DTL_ASK_TIMELINE: events told per period */
    bool colour;       /* of tables */
    unsigned width;    /* of tables, columns; 0: 100 */
} dtl_question;

#define DTL_QUESTION_INIT { .top = 1 }

/**
 * Ask, and write the answer.
 *
 * put  Takes bytes in order; false stops the call with DTL_CANCELLED.
 * err  May be NULL.
 *
 * Returns DTL_OK, also where nothing is found; DTL_INVALID for a condition
 * that cannot be met (an event type that is none, a form that the kind does
 * not have); DTL_NOTFOUND where `sources` or `once` ask for events of the
 * world and none are linked; DTL_LIMIT for more values or rows than fit;
 * DTL_STORE, DTL_IO, DTL_NOMEM. Reads one state of the store, whoever
 * writes meanwhile. Since 0.2.
 */
DTL_API DTL_MUST_USE dtl_status dtl_ask(dtl_store *store,
                                        const dtl_question *question,
                                        dtl_put put, void *payload,
                                        dtl_error *err);

#ifdef __cplusplus
}
#endif

#endif
