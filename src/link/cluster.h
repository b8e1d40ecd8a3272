/* cluster.h — documents joined by scored pairs → stories.
 *
 * Average linkage (UPGMA; Sokal and Michener 1958) over a sparse graph: the
 * two clusters with the highest mean score between their documents are
 * joined until no mean reaches the threshold. Pairs not given count as 0, so
 * that a chain of neighbours does not run together into one story. Where a
 * document was only paired with its `reach` nearest, the mean is over as many
 * pairs as could be given: else a story of hundreds would fall apart.
 */
#ifndef DATELINE_LINK_CLUSTER_H
#define DATELINE_LINK_CLUSTER_H

#include "dateline/status.h"

#include <stdint.h>

/* Score 1.0 of a pair. Whole numbers: sums do not depend on their order. */
#define DTL_LINK_ONE 65536u

/* Two documents of different number, and how surely they tell one story. */
typedef struct dtl_link_pair {
    uint32_t a, b;
    uint32_t score; /* 0..DTL_LINK_ONE */
} dtl_link_pair;

/** Documents and the scored pairs between them. */
typedef struct dtl_link_graph {
    const uint64_t *keys; /* [count], see below */
    uint32_t count;
    const dtl_link_pair *pairs;
    uint64_t pair_count;
    uint32_t reach;     /* pairs that a document was given at most, 0: all */
    uint32_t threshold; /* mean score, 1..DTL_LINK_ONE, that joins two */
} dtl_link_graph;

/**
 * Story of each document.
 *
 * graph      Borrowed. keys: what documents are told apart by (a hash of the
 *            id). Equal scores are decided by keys, never by numbers, so that
 *            the order of documents changes nothing as long as keys differ.
 *            pairs: each at most once, in any order.
 * stories    [count]: number of the document of the story that has the
 *            smallest key. Written only on DTL_OK.
 *
 * Returns DTL_OK; DTL_INVALID for a pair or threshold out of range; DTL_LIMIT
 * beyond DTL_MAX_LINK_DOCS or DTL_MAX_LINK_PAIRS; DTL_NOMEM. Takes about
 * pair_count * log(pair_count) steps where documents have few neighbours; a
 * document paired with all others makes it quadratic.
 */
DTL_MUST_USE dtl_status dtli_link_cluster(const dtl_link_graph *graph,
                                          uint32_t *stories, dtl_error *err);

#endif
