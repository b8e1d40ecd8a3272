/* engine.c — opening what the stages read: lexicon, model, gazetteer.
 *
 * Everything is mapped read-only and indexed once; an engine is never
 * written after dtl_engine_open, so threads share it without locks.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/error.h"
#include "engine/engine_internal.h"

enum { PATH_SIZE = 4096 };

/* "data_dir/name" into path; DTL_LIMIT where it does not fit. */
static dtl_status join(const char *folder, const char *name,
                       char path[PATH_SIZE], dtl_error *err)
{
    int len = snprintf(path, PATH_SIZE, "%s/%s", folder, name);
    if (len < 0 || len >= PATH_SIZE)
        return dtl_fail(err, DTL_LIMIT, 0, 0, "E702: path too long");
    return DTL_OK;
}

static dtl_status open_lexicon(dtl_engine *engine,
                               const dtl_engine_options *options,
                               dtl_error *err)
{
    char path[PATH_SIZE];
    dtl_status status = join(options->data_dir, "lexicon.dtlx", path, err);
    if (status == DTL_OK)
        status = dtli_lexicon_open(path, &engine->lexicon, err);
    if (status == DTL_OK)
        status = dtli_codebook_init(engine->lexicon, &engine->codebook, err);
    return status;
}

static dtl_status open_model(dtl_engine *engine,
                             const dtl_engine_options *options,
                             dtl_error *err)
{
    char path[PATH_SIZE];
    if (options->model)
        return dtli_model_open(options->model, &engine->model, err);
    dtl_status status = join(options->data_dir, "en-1.dtlx", path, err);
    if (status == DTL_OK)
        status = dtli_model_open(path, &engine->model, err);
    return status;
}

static dtl_status open_gazetteer(dtl_engine *engine,
                                 const dtl_engine_options *options,
                                 dtl_error *err)
{
    char path[PATH_SIZE];
    dtl_status status = join(options->data_dir, "gazetteer.dtlx", path, err);
    if (status == DTL_OK)
        status = dtli_gazetteer_open(path, engine->lexicon,
                                     &engine->gazetteer, err);
    if (status == DTL_OK && options->places)
        status = dtli_gazetteer_add(engine->gazetteer, options->places, err);
    return status;
}

static dtl_status open_actors(dtl_engine *engine,
                              const dtl_engine_options *options,
                              dtl_error *err)
{
    dtli_own_report report = { options->warn, options->payload };
    dtl_status status =
        dtli_actors_open(engine->lexicon, &engine->actors, err);
    if (options->actor_count > DTL_MAX_OWN_ACTOR_FILES)
        return dtl_fail(err, DTL_LIMIT, 0, 0,
                        "E713: more than %u files of actors",
                        DTL_MAX_OWN_ACTOR_FILES);
    for (size_t i = 0; status == DTL_OK && i < options->actor_count; i++)
        status = dtli_actors_add(engine->actors, options->actors[i], &report,
                                 err);
    return status;
}

/* A classifier of another model is off, which should be known. */
static void warn_of_model(const dtl_engine *engine,
                          const dtl_engine_options *options)
{
    dtl_error what = { 0 };
    if (!options->warn || !engine->rules || !engine->model ||
        dtli_rules_fit_model(engine->rules, dtli_model_stamp(engine->model)))
        return;
    dtl_str id = dtli_model_id(engine->model);
    (void)dtl_fail(&what, DTL_VERSION, 0, 0,
                   "E784: rules/sense was fitted to another model than %.*s "
                   "and is left out", DTL_FMT(id));
    dtli_error_source(&what, "lexicon.dtlx");
    options->warn(options->payload, &what);
}

static dtl_status open_parts(dtl_engine *engine,
                             const dtl_engine_options *options,
                             dtl_error *err)
{
    dtl_stage last = options->last;
    dtl_status status = open_lexicon(engine, options, err);
    if (status == DTL_OK && last >= DTL_STAGE_ANALYSE)
        status = open_model(engine, options, err);
    if (status == DTL_OK && last >= DTL_STAGE_TIMES)
        status = dtli_calendar_open(engine->lexicon, &engine->calendar, err);
    if (status == DTL_OK && last >= DTL_STAGE_PLACES)
        status = open_gazetteer(engine, options, err);
    if (status == DTL_OK && last >= DTL_STAGE_ACTORS)
        status = open_actors(engine, options, err);
    if (status == DTL_OK && last >= DTL_STAGE_QUOTES)
        status = dtli_cues_open(engine->lexicon, &engine->cues, err);
    if (status == DTL_OK && last >= DTL_STAGE_CODE)
        status = dtli_rules_open(engine->lexicon, &engine->rules, err);
    if (status == DTL_OK)
        warn_of_model(engine, options);
    return status;
}

dtl_status dtl_engine_open(const dtl_engine_options *options, dtl_engine **out,
                           dtl_error *err)
{
    if (!options->data_dir || (unsigned)options->last >= DTL_STAGE_COUNT)
        return dtl_fail(err, DTL_INVALID, 0, 0, "E703: bad engine options");
    dtl_engine *engine = dtli_calloc(1, sizeof *engine);
    if (!engine)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    engine->last = options->last;
    engine->each_mention = options->each_mention;
    dtl_status status = open_parts(engine, options, err);
    if (status != DTL_OK) {
        dtl_engine_close(engine);
        return status;
    }
    *out = engine;
    return DTL_OK;
}

void dtl_engine_close(dtl_engine *engine)
{
    if (!engine)
        return;
    dtli_rules_close(engine->rules);
    dtli_cues_close(engine->cues);
    dtli_actors_close(engine->actors);
    dtli_gazetteer_close(engine->gazetteer);
    dtli_calendar_close(engine->calendar);
    dtli_model_close(engine->model);
    dtli_lexicon_close(engine->lexicon);
    free(engine);
}

dtl_str dtl_engine_lexicon_version(const dtl_engine *engine)
{
    return dtli_lexicon_version(engine->lexicon);
}

dtl_str dtl_engine_model_id(const dtl_engine *engine)
{
    return engine->model ? dtli_model_id(engine->model) : DTL_STR("");
}

dtl_day dtl_day_parse(dtl_str text)
{
    return dtli_day_parse(text);
}

/* Header row, then the rows, cells divided by tabs. */
static void add_table(const dtl_table *table, dtl_buf *out)
{
    for (uint32_t line = 0; line <= table->rows; line++) {
        for (uint32_t c = 0; c < table->columns; c++) {
            if (c > 0)
                dtli_buf_add_char(out, '\t');
            dtli_buf_add(out, line == 0
                                  ? dtli_table_head(table, (int)c)
                                  : dtli_table_cell(table, line - 1, (int)c));
        }
        dtli_buf_add_char(out, '\n');
    }
}

dtl_status dtl_codebook_write(const dtl_engine *engine, dtl_str name,
                              dtl_put put, void *payload, dtl_error *err)
{
    char section[64];
    dtl_table table;
    dtl_buf out;
    snprintf(section, sizeof section, "codebook/%.*s",
             name.len < 32 ? (int)name.len : 32, name.ptr);
    dtl_status status =
        dtli_lexicon_table(engine->lexicon, section, &table, err);
    if (status != DTL_OK)
        return status;
    dtli_buf_init(&out, (size_t)1 << 24);
    add_table(&table, &out);
    if (out.failed)
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    else if (!put(payload, dtli_buf_str(&out)))
        status = dtl_fail(err, DTL_CANCELLED, 0, 0, "E704: output stopped");
    dtli_buf_clear(&out);
    return status;
}
