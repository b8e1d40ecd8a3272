/* import.c — dtl_import: rows of files in batches into a store.
 *
 * One thread: reading a row takes a small part of the time that its rows in
 * the store take. A batch is read whole before its transaction begins, so
 * that the transaction is short and can be tried again.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/limits.h"
#include "engine/engine_internal.h"
#include "exchange/import.h"
#include "read/walk.h"
#include "store/facts.h"

/* One import under way. */
typedef struct import_run {
    const dtl_import_options *options;
    dtl_row_reader reader;
    dtl_book *book;
    dtl_walk *walk;
    dtl_source *source; /* the file in hand, or NULL */
    dtl_lines lines;
    dtl_str path; /* of the file, in the arena of the batch */
    char *file;   /* the same, owned */
    uint64_t bytes_before, bytes_all, rows;
    dtl_arena *arena; /* of the batch */
    dtl_buf record;
    dtl_import_item *items;
    size_t count;
    dtl_import_state state;
} import_run;

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

static bool is_stopped(const import_run *run)
{
    const dtl_import_options *told = run->options;
    return told->stop && told->stop(told->payload);
}

/* ----------------------------------------------------------------- items */

/* Tells what is wrong and keeps it for the table of rejects. */
static dtl_status refuse(import_run *run, const dtl_error *what, dtl_error *err)
{
    dtl_error *copy = dtli_arena_make(run->arena, dtl_error);
    if (!copy)
        return no_memory(err);
    *copy = *what;
    dtli_error_source(copy, run->file ? run->file : "");
    run->items[run->count++] = (dtl_import_item){ .error = copy };
    if (run->options->report)
        run->options->report(run->options->payload, copy);
    return DTL_OK;
}

/* A row's strings stand in the arena of the batch already. */
static dtl_status keep_row(import_run *run, const dtl_imported *row,
                           dtl_error *err)
{
    dtl_import_item *item = &run->items[run->count];
    dtli_buf_reset(&run->record);
    dtli_import_record(row, &run->record);
    dtl_str record = dtli_arena_str(run->arena, dtli_buf_str(&run->record));
    item->error = NULL;
    item->doc = (dtl_store_doc){ .id = row->doc,
                                 .published = row->published,
                                 .given = row->published,
                                 .source = row->source,
                                 .url = row->url,
                                 .lang = row->lang,
                                 .origin = dtli_str(run->reader.form->name),
                                 .line = run->lines.number };
    if (!run->path.ptr)
        run->path = dtli_arena_str(run->arena, dtli_str(run->file));
    item->doc.file = run->path;
    if (run->record.failed || !record.ptr || !run->path.ptr ||
        !dtli_import_values(row, record, run->arena, &item->values))
        return no_memory(err);
    run->count++;
    return DTL_OK;
}

static dtl_status read_row(import_run *run, dtl_str line, dtl_error *err)
{
    dtl_imported row;
    dtl_error wrong = { 0 };
    dtl_str kept = dtli_arena_str(run->arena, line);
    if (!kept.ptr)
        return no_memory(err);
    dtl_status status =
        dtli_row_read(&run->reader, kept, run->lines.number, &row, &wrong);
    if (status == DTL_OK)
        return keep_row(run, &row, err);
    if (status == DTL_NOMEM)
        return no_memory(err);
    return refuse(run, &wrong, err);
}

/* ----------------------------------------------------------------- files */

static void close_file(import_run *run)
{
    if (run->source)
        run->bytes_before += dtli_source_consumed(run->source);
    dtli_source_close(run->source);
    run->source = NULL;
    dtli_lines_clear(&run->lines);
    free(run->file);
    run->file = NULL;
    run->path = (dtl_str){ 0 };
}

/* The first line: names, or already a row. */
static dtl_status read_head(import_run *run, dtl_error *err)
{
    dtl_str line;
    bool names = false;
    dtl_status status = dtli_lines_next(&run->lines, &line, err);
    if (status != DTL_OK)
        return status;
    status = dtli_form_columns(run->reader.form, line, &run->reader.columns,
                               &names, err);
    if (status != DTL_OK || names)
        return status;
    return read_row(run, line, err);
}

static dtl_status open_file(import_run *run, dtl_error *err)
{
    const char *path;
    dtl_status status = dtli_walk_next(run->walk, &path, err);
    if (status != DTL_OK)
        return status;
    size_t len = dtli_str(path).len;
    run->file = dtli_malloc(len + 1);
    if (!run->file)
        return no_memory(err);
    for (size_t i = 0; i <= len; i++)
        run->file[i] = path[i];
    status = dtli_source_open(path, &run->source, err);
    if (status != DTL_OK)
        return status;
    dtli_lines_init(&run->lines, run->source);
    return read_head(run, err);
}

/* Whether what failed is a file or a line, and the rest goes on. */
static bool is_of_input(dtl_status status)
{
    return status == DTL_IO || status == DTL_SYNTAX || status == DTL_INVALID ||
           status == DTL_LIMIT || status == DTL_CORRUPT ||
           status == DTL_NOTFOUND;
}

/* A line of the file in hand, or the next file. DTL_END behind the last. */
static dtl_status step(import_run *run, dtl_error *err)
{
    dtl_str line;
    dtl_error wrong = { 0 };
    bool opening = !run->source;
    dtl_status status = opening ? open_file(run, &wrong)
                                : dtli_lines_next(&run->lines, &line, &wrong);
    if (status == DTL_OK)
        return opening || line.len == 0 ? DTL_OK : read_row(run, line, err);
    if (status == DTL_END && run->source) { /* of the file; empty ones too */
        close_file(run);
        return DTL_OK;
    }
    if (status == DTL_END)
        return status;
    if (!is_of_input(status)) {
        if (err)
            *err = wrong;
        return status;
    }
    status = refuse(run, &wrong, err);
    if (opening) /* it cannot be read at all */
        close_file(run);
    return status;
}

/* ------------------------------------------------------------------- run */

static void tell_progress(import_run *run)
{
    uint64_t here = run->source ? dtli_source_consumed(run->source) : 0;
    dtl_store_progress now = { run->rows, run->bytes_before + here,
                               run->bytes_all, false };
    if (run->options->progress)
        run->options->progress(run->options->payload, &now);
}

/* Reads until a batch is full. DTL_END behind the last row. */
static dtl_status read_batch(import_run *run, dtl_error *err)
{
    dtl_status status = DTL_OK;
    run->count = 0;
    run->path = (dtl_str){ 0 };
    dtli_arena_reset(run->arena);
    while (status == DTL_OK && run->count < DTL_IMPORT_BATCH_ROWS &&
           dtli_arena_used(run->arena) < DTL_IMPORT_BATCH_BYTES) {
        if (is_stopped(run))
            return dtl_fail(err, DTL_CANCELLED, 0, 0,
                            "E734: the run was stopped");
        status = step(run, err);
        if (run->count % 64 == 0)
            tell_progress(run);
    }
    return status;
}

/* What was read before the run ended is kept all the same. */
static dtl_status run_batches(import_run *run, dtl_error *err)
{
    dtl_status status = DTL_OK;
    while (status == DTL_OK) {
        status = read_batch(run, err);
        if (status != DTL_OK && status != DTL_END && status != DTL_CANCELLED)
            break;
        dtl_error wrong = { 0 };
        dtl_status put = run->count
                             ? dtli_import_put(&run->state, run->items,
                                               run->count, run->arena, &wrong)
                             : DTL_OK;
        run->rows += run->count;
        tell_progress(run);
        if (put == DTL_OK)
            continue;
        if (err)
            *err = wrong;
        return put;
    }
    return status == DTL_END ? DTL_OK : status;
}

/* In a transaction of its own. */
static dtl_status note(import_run *run, const char *outcome, dtl_error *err)
{
    dtl_db *db = run->state.store->db;
    dtl_status status = dtli_db_begin(db, err);
    if (status == DTL_OK && !outcome)
        status =
            dtli_store_run_begin(run->state.store, "import",
                                 run->options->arguments, &run->state.by, err);
    if (status == DTL_OK && outcome)
        status = dtli_import_note(&run->state, outcome, err);
    if (status == DTL_OK && outcome)
        status = dtli_facts_renew(db, 1, err);
    if (status == DTL_OK)
        status = dtli_db_commit(db, err);
    if (status != DTL_OK)
        dtli_db_rollback(db);
    return status;
}

/* Sizes of the files, for the time that is left; a folder's are not known
 * before it is walked, nor those of a pipe. */
static uint64_t sum_sizes(const dtl_import_options *options)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < options->path_count; i++) {
        struct stat info;
        if (stat(options->paths[i], &info) != 0 || !S_ISREG(info.st_mode))
            return 0;
        sum += (uint64_t)info.st_size;
    }
    return sum;
}

static dtl_status open_run(import_run *run, dtl_error *err)
{
    const dtl_import_options *told = run->options;
    run->bytes_all = sum_sizes(told);
    run->walk = dtli_walk_new(told->paths, told->path_count);
    run->arena = dtli_arena_new(DTL_IMPORT_ARENA_BYTES);
    run->reader.arena = run->arena;
    run->items = dtli_calloc(DTL_IMPORT_BATCH_ROWS + 1, sizeof *run->items);
    dtli_buf_init(&run->record, DTL_MAX_OUTPUT_BYTES);
    if (!run->walk || !run->arena || !run->items)
        return no_memory(err);
    dtl_status status = dtli_book_open(told->engine->lexicon, &run->book, err);
    run->reader.book = run->book;
    if (status == DTL_OK)
        status = dtli_import_open(&run->state, err);
    if (status == DTL_OK)
        status = note(run, NULL, err);
    return status;
}

static void close_run(import_run *run)
{
    close_file(run);
    dtli_import_close(&run->state);
    dtli_walk_free(run->walk);
    dtli_book_close(run->book);
    dtli_arena_free(run->arena);
    dtli_buf_clear(&run->record);
    free(run->items);
}

static dtl_status run_import(import_run *run, dtl_error *err)
{
    dtl_status status = open_run(run, err);
    if (status != DTL_OK)
        return status;
    status = run_batches(run, err);
    if (status == DTL_OK)
        return note(run, "done", err);
    dtl_status noted = DTL_OK; /* that it was stopped is the news */
    if (status == DTL_CANCELLED)
        noted = note(run, "interrupted", NULL);
    (void)noted;
    return status;
}

dtl_status dtl_import(dtl_store *store, const dtl_import_options *options,
                      dtl_import_result *out, dtl_error *err)
{
    import_run run = { .options = options,
                       .reader.form =
                           options->format ? dtli_form(options->format) : NULL,
                       .state = { .store = store,
                                  .report = options->report,
                                  .payload = options->payload } };
    *out = (dtl_import_result){ 0 };
    if (!run.reader.form)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E764: no format '%.40s': gdelt, phoenix, polecat",
                        options->format ? options->format : "");
    if (options->path_count == 0)
        return dtl_fail(err, DTL_INVALID, 0, 0, "E765: no file to import");
    dtl_status status = run_import(&run, err);
    *out = run.state.result;
    close_run(&run);
    return dtli_store_blame(store, status, err);
}
