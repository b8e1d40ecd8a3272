/* gdelt.h — what the two tables of GDELT 2.0 share. */
#ifndef DATELINE_EXCHANGE_GDELT_H
#define DATELINE_EXCHANGE_GDELT_H

#include "exchange/exchange.h"

/* FIPS 10-4 of a country by ISO 3166-1 alpha-3; empty where it has none.
 * `division`, the name of the place or of its first-level division, tells the
 * Gaza Strip (GZ) from the West Bank (WE). Static. */
dtl_str dtli_gdelt_fips(dtl_str iso3, dtl_str division);

/* The alpha-3 code of a FIPS one: bases and lone islands go to the state that
 * has them. Empty for an unknown one, oceans and isles in dispute. Static. */
dtl_str dtli_gdelt_iso3(dtl_str fips);

/* "Georgia"; empty for no country. Static. */
dtl_str dtli_gdelt_country_name(dtl_str iso3);

/* CAMEO's code of a country; where it is ISO's, or none, `iso3` itself. */
dtl_str dtli_gdelt_cameo_country(dtl_str iso3);

/* "TX" for "Texas"; empty for no state of the United States. Static. */
dtl_str dtli_gdelt_state(dtl_str name);

/* An actor in the parts that GDELT has columns for. */
typedef struct dtl_gdelt_actor {
    dtl_str country, group, types[3]; /* borrowed or static, may be empty */
    bool body; /* no state's: the first type opens the code */
} dtl_gdelt_actor;

/* All empty for NULL. */
dtl_gdelt_actor dtli_gdelt_actor(json_object *actor);

/* GlobalEventID of a row: the event's id as a number, plus the number of the
 * pair from 0, of which 53 bits are kept, so that what reads numbers as
 * double keeps every digit. */
int64_t dtli_gdelt_id(dtl_str event, size_t pair);

/* "2020-01-05T08:00:00Z" as "20200105080000". */
void dtli_gdelt_instant(dtl_str iso, dtl_buf *out);

/* Cells of both tables. */
void dtli_gdelt_cell_id(const dtl_row *, const dtl_column *, dtl_buf *);
void dtli_gdelt_cell_added(const dtl_row *, const dtl_column *, dtl_buf *);

#endif
