/* import_actor.c — CAMEO's codes of actors into country and sectors: the way
 * back of cells.c and sheet_phoenix.c, as far as there is one.
 *
 * The parts of a code are read as in a user's dictionary (actor_own_code.c).
 * On top of that, old codes of countries become those of today, territories
 * their state, and the regions of the world, which CAMEO has among the
 * countries (EUR, AFR, WST), no country at all.
 */
#include "exchange/import.h"
#include "resolve/actor_own.h"

enum { PARTS_MAX = DTL_MAX_OWN_CODE };

/* A part that tells that the Union or the United Nations follow. */
static bool opens_body(dtl_str code)
{
    return dtli_str_starts(code, DTL_STR("IGO"));
}

/* "INT" is anybody abroad: no body of states. */
static bool is_anybody(dtl_str code)
{
    return dtli_str_starts(code, DTL_STR("INT"));
}

static dtl_str country_of(const dtl_reading *reading, dtl_str code,
                          const own_code *split, bool european)
{
    dtl_str country = dtli_str(split->country);
    if (is_anybody(code))
        return DTL_STR("");
    if (dtli_str_is(country, "EUR") && !european && !opens_body(code))
        return DTL_STR("");
    return dtli_book_state(reading->book, country);
}

void dtli_import_actor(const dtl_reading *reading, dtl_str code, bool european,
                       dtl_imported_actor *out)
{
    own_code split;
    if (!dtli_own_split(dtli_str_slice(code, 0, PARTS_MAX), &split) ||
        split.nobody)
        return;
    out->country = country_of(reading, code, &split, european);
    out->sectors =
        dtli_import_array(reading, DTL_SECTORS_MAX, sizeof *out->sectors);
    for (size_t i = 0; out->sectors && i < DTL_SECTORS_MAX; i++) {
        dtl_str sector = dtli_str(split.sectors[i]);
        if (sector.len == 0)
            break;
        sector = dtli_arena_str(reading->arena, sector);
        *reading->no_memory |= !sector.ptr;
        out->sectors[out->sector_count++] = sector;
    }
}
