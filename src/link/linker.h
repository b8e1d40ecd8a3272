/* linker.h — documents gathered to be linked, and what is found of them. */
#ifndef DATELINE_LINK_LINKER_H
#define DATELINE_LINK_LINKER_H

#include "base/table.h"
#include "dateline/link.h"
#include "link/cluster.h"
#include "link/terms.h"

/* The sets of terms by which two documents are compared. */
typedef enum dtli_view {
    DTLI_VIEW_ALL, /* names count half as much again */
    DTLI_VIEW_NAMES,
    DTLI_VIEW_NUMBERS,
    DTLI_VIEW_VERBS,
    DTLI_VIEW_WORDS,
    DTLI_VIEW_LEAD,
    DTLI_VIEWS
} dtli_view;

/** Fitted weights and thresholds, data/rules/link.tsv; docs/link.md. */
typedef struct dtli_link_weights {
    double bias;
    double view[DTLI_VIEWS]; /* of the square root of each cosine */
    double cosine;           /* of the cosine of all terms */
    double local;            /* of the cosine by the density around both */
    double density;          /* of the lower density of both */
    double floor;            /* cosine from which on a pair is scored */
    uint32_t story;          /* mean score that joins, of DTL_LINK_ONE */
    uint32_t copy;           /* likeness of near copies, thousandths */
    int32_t days;            /* most days between two of one story */
} dtli_link_weights;

/* Info of a posting: tf, kind, lead. */
#define DTLI_INFO(tf, kind, lead) \
    ((uint16_t)((tf) | (unsigned)(kind) << 8 | ((lead) ? 1u << 10 : 0u)))
#define DTLI_INFO_TF(info) ((info) & 255u)
#define DTLI_INFO_KIND(info) ((info) >> 8 & 3u)
#define DTLI_INFO_LEAD(info) (((info) >> 10 & 1u) != 0)

typedef struct dtli_link_doc {
    dtl_str id;
    uint64_t key;   /* hash of the record: tells documents apart */
    uint64_t first; /* its postings: [first, first + count) */
    uint32_t count;
    dtl_day published;
} dtli_link_doc;

/* Words by number, and numbers by word: open addressing. */
typedef struct dtli_words {
    dtl_str *word;
    uint64_t *hash;
    uint32_t count, capacity;
    uint32_t *slots; /* number + 1, 0: free */
    uint32_t slot_count;
} dtli_words;

struct dtl_linker {
    dtl_arena *arena;   /* ids and words */
    dtl_arena *scratch; /* of one record */
    dtli_link_weights weights;
    dtli_words words;
    dtli_link_doc *docs;
    bool *has_signature;
    uint32_t *signatures; /* [doc_capacity * DTL_COPY_HASHES] */
    uint32_t doc_count, doc_capacity;
    uint32_t *terms; /* of postings, those of a document together */
    uint16_t *infos;
    uint64_t posting_count, posting_capacity;
    /* Found by the last run; run_count documents. */
    uint32_t run_count;
    uint32_t *first;      /* near copies: document that stands for them */
    uint32_t *story;      /* story, as its first document by day and id */
    uint32_t *near;       /* nearest of its story, or itself */
    uint32_t *near_score; /* of DTL_LINK_ONE */
    uint32_t *idf;        /* [words.count], see near.h */
};

/** A linker by a table of weights; `out` as dtl_linker_new has it.
 * DTL_SYNTAX (E541), DTL_INVALID (E778) or DTL_NOMEM (E774). */
DTL_MUST_USE dtl_status dtli_linker_new(const dtl_table *table,
                                        dtl_linker **out, dtl_error *err);

/** Adds one document. DTL_LIMIT (E777) or DTL_NOMEM (E774); the linker is
 * as it was after either. `key` tells it from others. */
DTL_MUST_USE dtl_status dtli_linker_add(dtl_linker *linker,
                                        const dtli_terms *terms, uint64_t key,
                                        dtl_error *err);

/** A document to be sorted. */
typedef struct dtli_link_row {
    const dtl_linker *linker;
    uint32_t doc;
} dtli_link_row;

/** All documents of the last run: stories by their first document, then
 * documents by day (those without one last) and id. Owned by the caller,
 * free(). DTL_NOMEM (E774). */
DTL_MUST_USE dtl_status dtli_link_rows(const dtl_linker *linker,
                                       dtli_link_row **out, dtl_error *err);

#endif
