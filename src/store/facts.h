/* facts.h — what questions count by, as columns of numbers in blocks.
 *
 * The tables answer "which events" by their indexes; "how many of a million"
 * would visit each row. So a store (SQLite) keeps a copy of what questions
 * go by: for each block of 1024 event ids and each part a row of bytes,
 *
 *   fact_terms  id, term     countries, codes, names ... as numbers from 1
 *   facts       id, bytes    id = part << 32 | block; 32-bit words
 *   fact_stale  block        blocks whose rows are not up to date
 *
 * Triggers on events, actors and sectors put a block among the stale ones,
 * whoever writes; a writer renews those at its end, and who reads makes
 * them anew in memory. So the copy is never wrong, at most missing.
 * The words of a part, little-endian:
 *
 *   EVENT       per event: bits (below), day since 1970
 *   SUMS        per event: intensity, Goldstein score, in millionths
 *   MODE, PLACE, DOCUMENT   per event: term, ids
 *   CONFIDENCE  per event: the bits of a double, low word first
 *   ACTOR       per actor and recipient, by event, role, number: bits
 *   COUNTRY, CODE, NAME     per actor: term
 *   SECTORS     per actor: term of its sectors, ";GOV;MIL;"; 0: none
 */
#ifndef DATELINE_STORE_FACTS_H
#define DATELINE_STORE_FACTS_H

#include "store/db.h"

typedef enum dtl_fact_part {
    DTL_FACT_EVENT,
    DTL_FACT_SUMS,
    DTL_FACT_MODE,
    DTL_FACT_PLACE,
    DTL_FACT_DOCUMENT,
    DTL_FACT_CONFIDENCE,
    DTL_FACT_ACTOR,
    DTL_FACT_COUNTRY,
    DTL_FACT_CODE,
    DTL_FACT_NAME,
    DTL_FACT_SECTORS,
    DTL_FACT_PARTS
} dtl_fact_part;

enum {
    DTL_FACT_BITS = 10,
    DTL_FACT_BLOCK = 1 << DTL_FACT_BITS, /* ids of a block */

    /* Bits of an event's first word: its id's low bits, then */
    DTL_FACT_TYPE = 10,   /* 8: event type; NO_TYPE: another word */
    DTL_FACT_STATUS = 18, /* 5: status; NO_STATUS */
    DTL_FACT_QUAD = 23,   /* 3 */
    DTL_FACT_NO_TYPE = 255,
    DTL_FACT_NO_STATUS = 31,

    /* Bits of an actor's word: its event's row in the block, then */
    DTL_FACT_RECIPIENT = 10,
    DTL_FACT_FIRST = 11 /* 3: no actor of the event and role before it has
                         * this country, code, name */
};

/* A number that is not told, in SUMS. */
#define DTL_FACT_NULL UINT32_MAX

/* Millionths of a score as a word is this much above the number, so that
 * words are never negative. */
#define DTL_FACT_ZERO ((uint32_t)1 << 31)

/* One block in memory. */
typedef struct dtl_fact_block {
    uint32_t *words[DTL_FACT_PARTS]; /* owned */
    uint32_t count[DTL_FACT_PARTS], capacity[DTL_FACT_PARTS];
} dtl_fact_block;

/* Where a block is to be had. */
typedef struct dtl_fact_place {
    uint32_t block;
    bool stale; /* from the tables */
} dtl_fact_place;

/* A store's facts, being read or written. */
typedef struct dtl_facts dtl_facts;

/* out   Owned, close with dtli_facts_close.
 * write New terms go into the table; else they live with `out`. */
dtl_status dtli_facts_open(dtl_db *db, bool write, dtl_facts **out,
                           dtl_error *err) DTL_MUST_USE;
void dtli_facts_close(dtl_facts *facts); /* NULL is fine */

/* Whether questions can go by the facts: SQLite, few stale blocks. */
dtl_status dtli_facts_serve(dtl_db *db, bool *out, dtl_error *err) DTL_MUST_USE;

/* All blocks in order; `*out` belongs to `facts`. */
dtl_status dtli_facts_places(dtl_facts *facts, const dtl_fact_place **out,
                             uint32_t *count, dtl_error *err) DTL_MUST_USE;

/* Brings a part of the block into the memory of `facts`, where it stays
 * until another block is asked for. DTL_NOTFOUND where a row of the block
 * does not fit into words. */
dtl_status dtli_facts_part(dtl_facts *facts, const dtl_fact_place *place,
                           dtl_fact_part part, dtl_error *err) DTL_MUST_USE;
const dtl_fact_block *dtli_facts_block(const dtl_facts *facts);

/* Number of a text, known or new; 0 for an empty one. */
dtl_status dtli_facts_term(dtl_facts *facts, dtl_str text, uint32_t *out,
                           dtl_error *err) DTL_MUST_USE;

/* Text of a number; borrowed from `facts`, which keeps it. */
dtl_status dtli_facts_text(dtl_facts *facts, uint32_t term, dtl_str *out,
                           dtl_error *err) DTL_MUST_USE;

/* Renews the stale blocks where there are `least` of them, inside the
 * caller's transaction; nothing on PostgreSQL. A writer that commits often
 * leaves some: the block that grows would be renewed at each commit. */
dtl_status dtli_facts_renew(dtl_db *db, uint32_t least,
                            dtl_error *err) DTL_MUST_USE;

/* The same for a store that has just been opened, in transactions of its
 * own. */
dtl_status dtli_facts_renew_all(dtl_db *db, dtl_error *err) DTL_MUST_USE;

/* Tests only: questions go by the tables alone. */
void dtli_facts_forbid(bool forbidden);

/* facts_build.c: one block from the tables; *fits is false where a row does
 * not fit into words. `block` is emptied before. */
dtl_status dtli_facts_build(dtl_facts *facts, uint32_t number,
                            dtl_fact_block *block, bool *fits,
                            dtl_error *err) DTL_MUST_USE;
bool dtli_facts_push(dtl_fact_block *block, dtl_fact_part part, uint32_t word);
dtl_db *dtli_facts_db(const dtl_facts *facts);

/* Statements of dtli_facts_build, prepared once; `facts` closes them. */
enum { DTL_FACT_READS = 3 };
dtl_stmt **dtli_facts_reads(dtl_facts *facts);

#endif
