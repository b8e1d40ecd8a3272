/* gather.c — signatures of a store into a linker; its stories by number
 * (world.h). */
#include <stdlib.h>

#include "base/error.h"
#include "world/world.h"

static bool room_for_article(dtli_world_run *run)
{
    uint32_t capacity = run->article_capacity;
    if (run->linker->doc_count < capacity)
        return true;
    capacity = capacity ? capacity * 2 : 64;
    dtli_article *grown = dtli_realloc(run->articles, capacity * sizeof *grown);
    if (!grown)
        return false;
    run->articles = grown;
    run->article_capacity = capacity;
    return true;
}

/* A row: document, version, title, source, signature. */
static dtl_status take(void *payload, const dtl_stmt *row, dtl_error *err)
{
    dtli_world_run *run = payload;
    dtl_str bytes = dtli_column_blob(row, 4);
    uint32_t number = run->linker->doc_count;
    if (bytes.len == 0)
        return DTL_OK; /* it cannot be analysed */
    dtl_str title = dtli_arena_str(run->arena, dtli_column_text(row, 2));
    dtl_str source = dtli_arena_str(run->arena, dtli_column_text(row, 3));
    if (!room_for_article(run) ||
        (dtli_column_text(row, 2).len && !title.ptr) ||
        (dtli_column_text(row, 3).len && !source.ptr))
        return dtli_world_no_memory(err);
    dtl_status status = dtl_linker_add(run->linker, bytes, err);
    if (status == DTL_OK)
        run->articles[number] =
            (dtli_article){ .row = dtli_column_int(row, 0),
                            .version = dtli_column_int(row, 1),
                            .title = title,
                            .source = source };
    return status;
}

dtl_status dtli_gather(dtli_world_run *run, dtl_error *err)
{
    return dtli_pages(run->store->db,
                      "SELECT s.document, s.version, d.title, d.source,"
                      " s.signature FROM signatures s JOIN documents d ON"
                      " d.id = s.document WHERE s.document > $1 AND"
                      " s.version = d.version AND d.text <> ''"
                      " ORDER BY s.document",
                      take, run, err);
}

static int by_row(const void *left, const void *right)
{
    const dtli_article *a = left, *b = right;
    return (a->row > b->row) - (a->row < b->row);
}

uint32_t dtli_article_of(const dtli_world_run *run, int64_t row)
{
    dtli_article key = { .row = row };
    const dtli_article *at = NULL;
    if (run->linker && run->linker->doc_count)
        at = bsearch(&key, run->articles, run->linker->doc_count, sizeof key,
                     by_row);
    return at ? (uint32_t)(at - run->articles) : UINT32_MAX;
}

/* Rows come by story, and of near copies the first of all comes first. */
static void number(dtli_world_run *run)
{
    const dtl_linker *l = run->linker;
    for (uint32_t d = 0; d < l->doc_count; d++)
        run->articles[d].original = UINT32_MAX;
    for (uint32_t i = 0; i < l->doc_count; i++) {
        uint32_t doc = run->rows[i].doc, head = l->first[doc];
        if (i == 0 || l->story[doc] != l->story[run->rows[i - 1].doc])
            run->stories[run->story_count++].first = i;
        run->stories[run->story_count - 1].count++;
        run->articles[doc].story = run->story_count - 1;
        if (run->articles[head].original == UINT32_MAX)
            run->articles[head].original = doc;
    }
    for (uint32_t d = 0; d < l->doc_count; d++)
        if (l->first[d] != d)
            run->articles[d].original = run->articles[l->first[d]].original;
}

dtl_status dtli_number_stories(dtli_world_run *run, dtl_error *err)
{
    dtl_status status = dtli_link_rows(run->linker, &run->rows, err);
    if (status != DTL_OK)
        return status;
    run->stories =
        dtli_calloc((size_t)run->linker->doc_count + 1, sizeof *run->stories);
    if (!run->stories)
        return dtli_world_no_memory(err);
    number(run);
    run->out->documents = run->linker->doc_count;
    for (uint32_t s = 0; s < run->story_count; s++)
        run->out->stories += run->stories[s].count > 1;
    for (uint32_t d = 0; d < run->linker->doc_count; d++)
        run->out->copies += run->articles[d].original != d;
    return DTL_OK;
}
