/* compile_gazetteer.c — places of the world into gazetteer.dtlx.
 *
 *   compile-gazetteer OUT CITIES500 ADMIN1 ADMIN2 CITIES COUNTRIES FOLDER
 *
 * CITIES500 is the table of GeoNames, ADMIN1, ADMIN2 and CITIES the JSON
 * lists of divisions and of larger towns, COUNTRIES the table
 * data/actors/countries.tsv, FOLDER data/gazetteer.
 * The same inputs give the same bytes. A bad input is reported as
 * FILE:LINE: message; exit status 1.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "gazetteer_build.h"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2, TOWNS = 200000 };

static void clear(gaz_builder *b)
{
    dtli_strmap_free(b->iso2);
    dtli_strmap_free(b->iso3);
    dtli_strmap_free(b->admin1_codes);
    dtli_strmap_free(b->admin2_codes);
    dtli_strmap_free(b->towns);
    dtli_strmap_free(b->newer_map);
    dtli_arena_free(b->arena);
}

static dtl_status compile(const gaz_paths *paths, const char *out,
                          dtl_error *err)
{
    gaz_builder b = { .arena = dtli_arena_new((size_t)2 << 30),
                      .iso2 = dtli_strmap_new(300),
                      .iso3 = dtli_strmap_new(300),
                      .admin1_codes = dtli_strmap_new(4000),
                      .admin2_codes = dtli_strmap_new(50000),
                      .towns = dtli_strmap_new(TOWNS),
                      .newer_map = dtli_strmap_new(TOWNS) };
    dtl_status status = DTL_OK;
    if (!b.arena || !b.iso2 || !b.iso3 || !b.admin1_codes ||
        !b.admin2_codes || !b.towns || !b.newer_map)
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (status == DTL_OK)
        status = gaz_read_sources(&b, paths, err);
    if (status == DTL_OK)
        status = gaz_write(&b, paths->folder, out, err);
    clear(&b);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 8) {
        fprintf(stderr, "usage: compile-gazetteer OUT CITIES500 ADMIN1 "
                        "ADMIN2 CITIES COUNTRIES FOLDER\n");
        return EXIT_USAGE;
    }
    gaz_paths paths = { .cities = argv[2],
                        .admin1 = argv[3],
                        .admin2 = argv[4],
                        .newer = argv[5],
                        .countries = argv[6],
                        .folder = argv[7] };
    dtl_error err = { 0 };
    if (compile(&paths, argv[1], &err) == DTL_OK)
        return EXIT_SUCCESS;
    fprintf(stderr, "%s:%llu: %s\n", err.source,
            (unsigned long long)err.line, err.message);
    return EXIT_FAILED;
}
