/* gazetteer_own.h — a user's own places beside the compiled gazetteer.
 *
 * gazetteer_own_read.c reads a list of places into records and names,
 * gazetteer_own.c makes lists of them by folded name. A list holds the own
 * places of a name first and the shipped ones behind them, so that the
 * resolver needs no second look-up. Own records, features and divisions are
 * numbered on from the shipped ones. Immutable once read.
 */
#ifndef DATELINE_RESOLVE_GAZETTEER_OWN_H
#define DATELINE_RESOLVE_GAZETTEER_OWN_H

#include "resolve/gazetteer.h"

typedef struct dtl_gaz_own {
    dtl_arena *arena;
    dtl_gaz_record *records;
    uint32_t count;
    uint32_t first;      /* number of the first record */
    char (*features)[GAZ_FEATURE_SIZE]; /* that the compiled file lacks */
    uint32_t feature_count, feature_first;
    dtl_str *admin1;     /* likewise */
    uint32_t admin1_count, admin1_capacity, admin1_first;
    dtl_gaz_list *lists;
    dtl_strmap *keys;    /* folded name -> list */
} dtl_gaz_own;

/* One name of one own place. */
typedef struct own_name {
    dtl_str key;
    uint32_t place; /* index into records */
    dtl_gaz_kind kind;
    uint8_t importance;
} own_name;

void dtli_own_free(dtl_gaz_own *own); /* NULL is fine */

/* Reads the list of places at `path`; `gazetteer` has none yet. */
dtl_status dtli_own_read(const dtl_gazetteer *gazetteer, const char *path,
                         dtl_gaz_own **out, dtl_error *err) DTL_MUST_USE;

/* Sorts `names` and makes the lists. False when memory is out. */
bool dtli_own_index(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                    own_name *names, uint32_t count);

/* Number of a feature (at most GAZ_FEATURE_SIZE bytes), or -1 where all are
 * taken. */
int dtli_own_feature(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                     dtl_str feature);

/* Number of the division `name` of a country into *out, GAZ_NONE16 for a
 * name of no letters; false when memory or numbers are out. */
bool dtli_own_admin1(const dtl_gazetteer *gazetteer, dtl_gaz_own *own,
                     uint16_t country, dtl_str name, uint16_t *out);

dtl_str dtli_own_feature_text(const dtl_gaz_own *own, uint8_t feature);
dtl_str dtli_own_admin1_text(const dtl_gaz_own *own, uint16_t admin1);
bool dtli_own_record(const dtl_gaz_own *own, uint32_t index,
                     dtl_gaz_record *out);
bool dtli_own_find(const dtl_gaz_own *own, dtl_str key, dtl_gaz_list *out);

#endif
