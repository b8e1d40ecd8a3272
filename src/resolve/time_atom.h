/* time_atom.h — a sentence as a lattice of what its words can be in a time.
 *
 * Atoms are words cut at hyphens and slashes ("mid-November" is three), an
 * edge says that some atoms from here on are of a class: "twenty-first of"
 * has, from its first atom, NUM over one atom, ORDINAL and DAY over three.
 */
#ifndef DATELINE_RESOLVE_TIME_ATOM_H
#define DATELINE_RESOLVE_TIME_ATOM_H

#include "resolve/calendar.h"

typedef struct dtl_time_atom {
    uint32_t start, end; /* bytes of the text */
    uint32_t token;
    dtl_str key;         /* lower case, without full stops; may be empty */
    uint32_t edge, edge_count;
    uint32_t entry;      /* first entry of its key, or DTL_STRMAP_NONE */
    int32_t number;      /* of a number word, else 0 */
    int32_t ordinal;     /* of an ordinal word, else 0 */
    bool capital, dotted, digits;
} dtl_time_atom;

typedef struct dtl_time_edge {
    uint16_t symbol;
    uint16_t length; /* atoms */
    int32_t value;
} dtl_time_edge;

typedef struct dtl_time_sent {
    dtl_time_atom *atoms;
    uint32_t atom_count, atom_capacity;
    dtl_time_edge *edges;
    uint32_t edge_count, edge_capacity;
    char *keys; /* room for the keys of the sentence */
    uint32_t key_used, key_room;
} dtl_time_sent;

/* Cuts sentence `sent` of the document; all memory from `arena`. False when
 * that is out. */
bool dtli_time_sent_init(dtl_time_sent *out, const dtl_calendar *calendar,
                         const dtl_doc *doc, uint32_t sent, dtl_arena *arena);

/* Value of the first edge of class `of` over one atom, or `otherwise`. */
int32_t dtli_time_atom_class(const dtl_time_sent *sent, uint32_t atom,
                             dtl_time_class of, int32_t otherwise);

/* Key of atom `at`; empty outside the sentence (`at` may be -1 or past it). */
dtl_str dtli_time_key(const dtl_time_sent *sent, int64_t at);
bool dtli_time_key_is(const dtl_time_sent *sent, int64_t at,
                      const char *const *words, size_t count);

/* Adds the number edges of atom `at` ("two and a half", "1,500", "30th",
 * "1990s", "8:30pm", "nineteen ninety-six"). False when memory is out. */
bool dtli_time_number_edges(dtl_time_sent *sent, uint32_t at,
                            dtl_arena *arena);

bool dtli_time_add_edge(dtl_time_sent *sent, uint32_t at, dtl_time_edge edge,
                        dtl_arena *arena);

#endif
