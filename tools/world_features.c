/* world_features.c — what pairs of reports have in common, for fitting.
 *
 *   world-features STORE > PAIRS.tsv
 *
 * Takes a store that `dateline link --db` has linked; writes a line for each
 * pair of reports of different articles in one story that may be one event:
 * article and place of the trigger (code points) of both, the type, the kind,
 * then the traits of src/world/alike.h. For tools/fit_world.py.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "world/alike.h"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2 };

static const char *const KINDS[DTLI_KINDS] = { "deed", "words", "talks" };

typedef struct dump {
    dtl_store *store;
    dtl_arena *arena;
    dtli_report_sql sql;
    dtl_stmt *documents, *trigger;
} dump;

/* "12-20"; "-" where it is not told. */
static dtl_status print_trigger(dump *d, const dtli_report *r, dtl_error *err)
{
    dtli_bind_int(d->trigger, 1, r->row);
    dtl_status status = dtli_step(d->trigger, err);
    if (status == DTL_OK)
        printf("%.*s\t%lld-%lld\t", DTL_FMT(r->doc),
               (long long)dtli_column_int(d->trigger, 0),
               (long long)dtli_column_int(d->trigger, 1));
    else
        printf("%.*s\t-\t", DTL_FMT(r->doc));
    dtli_stmt_reset(d->trigger);
    return status == DTL_END ? DTL_OK : status;
}

static dtl_status print_pair(dump *d, const dtli_report *a,
                             const dtli_report *b, dtl_error *err)
{
    dtli_alike what;
    if (dtli_str_equal(a->doc, b->doc) || !dtli_alike_find(a, b, &what))
        return DTL_OK;
    dtl_status status = print_trigger(d, a, err);
    if (status == DTL_OK)
        status = print_trigger(d, b, err);
    printf("%.*s\t%s\t", DTL_FMT(a->type), KINDS[a->kind]);
    for (int t = 0; t < DTLI_TRAITS; t++)
        printf("%s%s", t ? " " : "", dtli_trait_name(t, what.value[t]));
    putchar('\n');
    return status;
}

static dtl_status print_story(dump *d, int64_t story, dtl_error *err)
{
    const dtli_world_run run = { .store = d->store };
    dtli_reports reports = { .arena = d->arena };
    dtl_status status;
    dtli_arena_reset(d->arena);
    dtli_bind_int(d->documents, 1, story);
    while ((status = dtli_step(d->documents, err)) == DTL_OK) {
        dtli_report_bind(&d->sql, dtli_column_int(d->documents, 0));
        status = dtli_report_load(&run, &d->sql, &reports, err);
        if (status != DTL_OK)
            break;
    }
    dtli_stmt_reset(d->documents);
    if (status != DTL_END)
        return status;
    status = DTL_OK;
    for (uint32_t i = 0; i < reports.count; i++)
        for (uint32_t k = i + 1; k < reports.count && status == DTL_OK; k++)
            status = print_pair(d, &reports.at[i], &reports.at[k], err);
    return status;
}

static dtl_status take_story(void *payload, const dtl_stmt *row, dtl_error *err)
{
    return print_story(payload, dtli_column_int(row, 0), err);
}

static dtl_status print_all(dump *d, dtl_error *err)
{
    dtl_db *db = d->store->db;
    dtl_status status = dtli_report_prepare(db, DTLI_BY_DOCUMENT, &d->sql, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "SELECT document FROM story_documents WHERE story = $1"
            " ORDER BY document",
            &d->documents, err);
    if (status == DTL_OK)
        status =
            dtli_db_prepare(db,
                            "SELECT start, stop FROM mentions WHERE event = $1"
                            " AND number = 0",
                            &d->trigger, err);
    if (status == DTL_OK)
        status =
            dtli_pages(db, "SELECT id FROM stories WHERE id > $1 ORDER BY id",
                       take_story, d, err);
    dtli_report_finish(&d->sql);
    dtli_stmt_close(d->documents);
    dtli_stmt_close(d->trigger);
    return status;
}

int main(int argc, char **argv)
{
    dump d = { .arena = dtli_arena_new(DTL_MAX_ARENA_BYTES) };
    dtl_error err = { .code = DTL_OK };
    if (argc != 2) {
        fprintf(stderr, "usage: world-features STORE > PAIRS.tsv\n");
        return EXIT_USAGE;
    }
    dtl_status status = dtl_store_open(argv[1], DTL_STORE_READ, &d.store, &err);
    if (status == DTL_OK)
        status = print_all(&d, &err);
    dtl_store_close(d.store);
    dtli_arena_free(d.arena);
    if (status == DTL_OK)
        return EXIT_SUCCESS;
    fprintf(stderr, "world-features: %s: %s\n", err.source, err.message);
    return EXIT_FAILED;
}
