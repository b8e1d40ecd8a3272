/* scan.h — the events that meet a question's conditions, gone through by
 * blocks of facts (store/facts.h) instead of by rows of tables.
 *
 *   status = dtli_scan_open(a, rows, &scan);
 *   while (scan && (status = dtli_scan_next(scan)) == DTL_OK)
 *       for (uint32_t i = 0; i < scan->hit_count; i++)
 *           use(scan, scan->hits[i]);
 *
 * The same events as filter.c's conditions give, a million of them in some
 * hundredths of a second.
 */
#ifndef DATELINE_ASK_SCAN_H
#define DATELINE_ASK_SCAN_H

#include "ask/answer.h"
#include "store/facts.h"

/* Numbers by themselves as indexes; any: no such condition. */
typedef struct dtl_set {
    uint8_t *has;
    uint32_t end;
    bool limits;
} dtl_set;

/* A party: conditions on one row of actors. */
typedef struct dtl_scan_party {
    dtl_set names, countries, sectors; /* terms; sectors: 1 no, 2 yes */
    dtl_str sector_list;
    bool anybody;
} dtl_scan_party;

typedef enum dtl_scan_who {
    DTL_SCAN_ACTOR,
    DTL_SCAN_RECIPIENT,
    DTL_SCAN_EITHER,
    DTL_SCAN_PARTIES
} dtl_scan_who;

typedef struct dtl_scan {
    dtl_answer *a;
    dtl_facts *facts;
    const dtl_fact_place *places;
    uint32_t place_count, at;
    bool joins_actor, joins_recipient;

    uint32_t types, statuses, quads; /* bits; 0: all */
    dtl_day from, to;
    double confidence;
    dtl_set modes, where, documents, events;
    dtl_scan_party party[DTL_SCAN_PARTIES];

    /* The block, and the rows of its events that meet the conditions. */
    const dtl_fact_block *block;
    int64_t first_id;
    uint32_t hits[DTL_FACT_BLOCK], hit_count;
    uint32_t people[DTL_FACT_BLOCK + 1]; /* first actor of each event */
    bool counted;                        /* people is filled */
} dtl_scan;

/* Checks the question as dtli_filter_init does.
 *
 * rows  Which parties the caller joins: their conditions, and those of the
 *       party that may be either, are then the caller's as well.
 * out   In the answer's arena; NULL where the tables must be asked. Close it
 *       either way. */
dtl_status dtli_scan_open(dtl_answer *a, dtl_filter_rows rows,
                          dtl_scan **out) DTL_MUST_USE;
void dtli_scan_close(dtl_scan *scan); /* NULL is fine */

/* The next block with hits: DTL_OK; DTL_END; DTL_NOTFOUND where the tables
 * must be asked after all. */
dtl_status dtli_scan_next(dtl_scan *scan) DTL_MUST_USE;

/* How a walk ended: DTL_OK behind the last block, DTL_END where the tables
 * must be asked, or a failure. */
dtl_status dtli_scan_end(dtl_status status) DTL_MUST_USE;

/* Words of a part of the block. DTL_NOTFOUND as above. */
dtl_status dtli_scan_part(dtl_scan *scan, dtl_fact_part part,
                          const uint32_t **out) DTL_MUST_USE;

/* Fills scan->people and brings the parts that dtli_scan_is looks at. */
dtl_status dtli_scan_people(dtl_scan *scan) DTL_MUST_USE;

/* Whether the actor in row `actor` of the block is the party. */
bool dtli_scan_is(const dtl_scan *scan, dtl_scan_who who, uint32_t actor);

bool dtli_set_has(const dtl_set *set, uint32_t value);

/* scan_sets.c: fills the conditions of a scan. */
dtl_status dtli_scan_conditions(dtl_scan *scan) DTL_MUST_USE;

/* Brings the verdict over a sectors' term, asked for by dtli_scan_is. */
dtl_status dtli_scan_sectors(dtl_scan *scan, dtl_scan_party *party,
                             uint32_t term) DTL_MUST_USE;

/* Columns of an event's row. */
static inline dtl_day dtli_scan_day(const dtl_scan *scan, uint32_t row)
{
    return (dtl_day)scan->block->words[DTL_FACT_EVENT][2 * row + 1];
}

static inline uint32_t dtli_scan_bits(const dtl_scan *scan, uint32_t row,
                                      unsigned shift, uint32_t mask)
{
    return scan->block->words[DTL_FACT_EVENT][2 * row] >> shift & mask;
}

static inline int64_t dtli_scan_id(const dtl_scan *scan, uint32_t row)
{
    return scan->first_id + dtli_scan_bits(scan, row, 0, DTL_FACT_BLOCK - 1);
}

/* The double in two words of CONFIDENCE. */
double dtli_scan_double(const uint32_t *words, uint32_t row);

/* Adds an event's scores, `words` being SUMS of the block. */
void dtli_scan_sum(dtl_sum *sum, const uint32_t *words, uint32_t row);

/* Keys as rows in the order of their first coming. */
typedef struct dtl_groups {
    dtl_arena *arena; /* borrowed */
    uint64_t *keys;   /* by row */
    uint32_t *slots;  /* row + 1 by hash; 0: free */
    uint32_t count, capacity, slot_count;
} dtl_groups;

/* Row of the key, a new one behind the last; UINT32_MAX: memory is out. */
uint32_t dtli_groups_row(dtl_groups *groups, uint64_t key);

#endif
