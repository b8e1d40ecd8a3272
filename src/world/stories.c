/* stories.c — tables stories and story_documents, touching what is new or
 * came out otherwise (world.h).
 *
 * A story keeps its id while most of its articles stay together: see
 * dtli_keep_ids. Articles move before stories that are left empty go.
 */
#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "link/why.h"
#include "world/world.h"

enum { THOUSAND = 1000, WHY_MAX = 1 << 14 };

/* What story_documents says of an article, but for its story. */
typedef struct said {
    int64_t version, copy_of, score; /* thousandths; -1: none */
    dtl_str why;
} said;

static uint64_t hash_of(const said *what)
{
    uint64_t hash = dtli_hash(what->why);
    hash = dtli_hash_int(hash, what->version);
    hash = dtli_hash_int(hash, what->copy_of);
    return dtli_hash_int(hash, what->score);
}

typedef struct putting {
    dtli_world_run *run;
    dtli_ids old;   /* stories that the store has */
    uint64_t *told; /* by place in `old`: hash of its row */
    uint32_t told_count;
    dtl_stmt *add, *change, *put, *drop;
    dtl_buf why;
} putting;

static dtl_status take_article(void *payload, const dtl_stmt *row,
                               dtl_error *err)
{
    putting *p = payload;
    uint32_t number = dtli_article_of(p->run, dtli_column_int(row, 0));
    if (number == UINT32_MAX) { /* it is linked no more */
        dtli_bind_int(p->drop, 1, dtli_column_int(row, 0));
        return dtli_run(p->drop, err);
    }
    dtli_article *a = &p->run->articles[number];
    said what = { .version = dtli_column_int(row, 2),
                  .copy_of = dtli_column_int(row, 3),
                  .score = dtli_column_is_null(row, 4)
                               ? -1
                               : lround(dtli_column_real(row, 4) * THOUSAND),
                  .why = dtli_column_text(row, 5) };
    a->old_story = dtli_column_int(row, 1);
    a->old_hash = hash_of(&what);
    return DTL_OK;
}

static dtl_status read_articles(putting *p, dtl_error *err)
{
    return dtli_pages(p->run->store->db,
                      "SELECT document, story, version, copy_of, score, why"
                      " FROM story_documents WHERE document > $1"
                      " ORDER BY document",
                      take_article, p, err);
}

static uint64_t hash_story(dtl_str title, dtl_str from, dtl_str to,
                           int64_t documents)
{
    uint64_t hash = dtli_hash_more(dtli_hash(title), DTL_STR("\x1f"));
    hash = dtli_hash_more(dtli_hash_more(hash, from), DTL_STR("\x1f"));
    return dtli_hash_int(dtli_hash_more(hash, to), documents);
}

static dtl_status take_story(void *payload, const dtl_stmt *row, dtl_error *err)
{
    putting *p = payload;
    (void)err;
    if (p->told_count < p->old.count)
        p->told[p->told_count++] =
            hash_story(dtli_column_text(row, 1), dtli_column_text(row, 2),
                       dtli_column_text(row, 3), dtli_column_int(row, 4));
    return DTL_OK;
}

static dtl_status read_stories(putting *p, dtl_error *err)
{
    dtl_db *db = p->run->store->db;
    dtl_status status = dtli_ids_read(
        db, "SELECT id FROM stories WHERE id > $1 ORDER BY id", &p->old, err);
    if (status != DTL_OK)
        return status;
    p->told = dtli_calloc((size_t)p->old.count + 1, sizeof *p->told);
    if (!p->told)
        return dtli_world_no_memory(err);
    return dtli_pages(db,
                      "SELECT id, title, day_from, day_to, documents"
                      " FROM stories WHERE id > $1 ORDER BY id",
                      take_story, p, err);
}

static dtl_status keep_ids(putting *p, dtl_error *err)
{
    dtli_world_run *run = p->run;
    uint32_t docs = run->linker->doc_count, n = 0;
    dtli_keep *pairs = dtli_malloc(((size_t)docs + 1) * sizeof *pairs);
    int64_t *ids = dtli_calloc((size_t)run->story_count + 1, sizeof *ids);
    dtl_status status = pairs && ids ? DTL_OK : dtli_world_no_memory(err);
    for (uint32_t d = 0; d < docs && status == DTL_OK; d++)
        if (run->articles[d].old_story)
            pairs[n++] = (dtli_keep){ run->articles[d].old_story,
                                      run->articles[d].story };
    if (status == DTL_OK)
        status = dtli_keep_ids(pairs, n, ids, err);
    for (uint32_t s = 0; s < run->story_count && status == DTL_OK; s++) {
        run->stories[s].id = ids[s];
        uint32_t at = dtli_ids_find(&p->old, ids[s]);
        if (at != UINT32_MAX)
            p->old.kept[at] = true;
    }
    free(pairs);
    free(ids);
    return status;
}

/* The title of the first article that has one; days of the first and the last
 * that have one. */
static void describe(const dtli_world_run *run, const dtli_story *story,
                     dtl_str *title, char days[2][DTL_DAY_TEXT_SIZE])
{
    *title = DTL_STR("");
    days[0][0] = days[1][0] = '\0';
    for (uint32_t i = story->first; i < story->first + story->count; i++) {
        uint32_t doc = run->rows[i].doc;
        dtl_day day = run->linker->docs[doc].published;
        if (title->len == 0)
            *title = run->articles[doc].title;
        if (day == DTL_DAY_NONE)
            continue;
        dtli_day_format(day, days[1]);
        if (!days[0][0])
            dtli_day_format(day, days[0]);
    }
}

static dtl_status put_story(putting *p, dtli_story *story, dtl_error *err)
{
    char days[2][DTL_DAY_TEXT_SIZE];
    dtl_str title;
    describe(p->run, story, &title, days);
    uint32_t at = dtli_ids_find(&p->old, story->id);
    uint64_t hash =
        hash_story(title, dtli_str(days[0]), dtli_str(days[1]), story->count);
    if (story->id && at != UINT32_MAX && p->told[at] == hash)
        return DTL_OK;
    dtl_stmt *stmt = story->id ? p->change : p->add;
    dtli_bind_text(stmt, 1, title.len ? title : DTL_STR(""));
    dtli_bind_text(stmt, 2, dtli_str(days[0]));
    dtli_bind_text(stmt, 3, dtli_str(days[1]));
    dtli_bind_int(stmt, 4, story->count);
    if (!story->id)
        return dtli_run_int(stmt, &story->id, err);
    dtli_bind_int(stmt, 5, story->id);
    return dtli_run(stmt, err);
}

static dtl_status put_article(putting *p, uint32_t doc, dtl_error *err)
{
    const dtli_world_run *run = p->run;
    const dtl_linker *l = run->linker;
    const dtli_article *a = &run->articles[doc];
    int64_t story = run->stories[a->story].id;
    bool alone = l->near[doc] == doc;
    dtli_buf_reset(&p->why);
    dtli_link_why(l, doc, &p->why);
    if (p->why.no_memory)
        return dtli_world_no_memory(err);
    said what = { .version = a->version,
                  .copy_of =
                      a->original == doc ? 0 : run->articles[a->original].row,
                  .score = alone ? -1
                                 : lround((double)l->near_score[doc] *
                                          THOUSAND / DTL_LINK_ONE),
                  .why = dtli_buf_str(&p->why) };
    if (a->old_story == story && a->old_hash == hash_of(&what))
        return DTL_OK;
    dtli_bind_int(p->put, 1, a->row);
    dtli_bind_int(p->put, 2, story);
    dtli_bind_int(p->put, 3, what.version);
    if (what.copy_of)
        dtli_bind_int(p->put, 4, what.copy_of);
    else
        dtli_bind_null(p->put, 4);
    if (alone)
        dtli_bind_null(p->put, 5);
    else
        dtli_bind_real(p->put, 5, (double)what.score / THOUSAND);
    dtli_bind_text(p->put, 6, what.why.len ? what.why : DTL_STR(""));
    return dtli_run(p->put, err);
}

static dtl_status prepare(putting *p, dtl_error *err)
{
    dtl_db *db = p->run->store->db;
    dtl_status status = dtli_db_prepare(
        db,
        "INSERT INTO stories (title, day_from, day_to, documents)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        &p->add, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "UPDATE stories SET title = $1, day_from = $2, day_to = $3,"
            " documents = $4 WHERE id = $5",
            &p->change, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db,
            "INSERT INTO story_documents (document, story, version,"
            " copy_of, score, why) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (document) DO UPDATE SET"
            " story = excluded.story, version = excluded.version,"
            " copy_of = excluded.copy_of, score = excluded.score,"
            " why = excluded.why",
            &p->put, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(
            db, "DELETE FROM story_documents WHERE document = $1", &p->drop,
            err);
    return status;
}

static dtl_status put_all(putting *p, dtl_error *err)
{
    dtli_world_run *run = p->run;
    dtl_status status = prepare(p, err);
    if (status == DTL_OK)
        status = read_articles(p, err);
    if (status == DTL_OK)
        status = read_stories(p, err);
    if (status == DTL_OK)
        status = keep_ids(p, err);
    for (uint32_t s = 0; s < run->story_count && status == DTL_OK; s++)
        status = put_story(p, &run->stories[s], err);
    for (uint32_t i = 0; i < run->linker->doc_count && status == DTL_OK; i++)
        status = put_article(p, run->rows[i].doc, err);
    if (status == DTL_OK)
        status = dtli_ids_drop_rest(
            run->store->db, "DELETE FROM stories WHERE id = $1", &p->old, err);
    return status;
}

dtl_status dtli_put_stories(dtli_world_run *run, dtl_error *err)
{
    putting p = { .run = run };
    dtli_buf_init(&p.why, WHY_MAX);
    dtl_status status = put_all(&p, err);
    dtli_stmt_close(p.add);
    dtli_stmt_close(p.change);
    dtli_stmt_close(p.put);
    dtli_stmt_close(p.drop);
    dtli_ids_clear(&p.old);
    free(p.told);
    dtli_buf_clear(&p.why);
    return status;
}
