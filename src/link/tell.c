/* tell.c — stories as JSON lines or a table, and why (dateline/link.h). */
#include <stdlib.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "link/linker.h"
#include "link/why.h"
#include "write/json.h"

enum { SCORE_PLACES = 3 };

static void write_list(dtl_buf *out, const char *key, const dtli_link_list *list)
{
    if (list->count == 0)
        return;
    dtli_json_key(out, key);
    dtli_buf_add_char(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        if (i > 0)
            dtli_buf_add_char(out, ',');
        dtli_json_string(out, list->word[i]);
    }
    dtli_buf_add_char(out, ']');
}

static bool are_copies(const dtl_linker *l, uint32_t a, uint32_t b)
{
    return l->first[a] == l->first[b];
}

/* "nearest":{...}, or null where a document is alone in its story. */
static void write_nearest(const dtl_linker *l, uint32_t doc, dtl_buf *out)
{
    uint32_t near = l->near[doc];
    dtli_link_list lists[DTLI_TERM_KINDS];
    dtli_json_key(out, "nearest");
    if (near == doc) {
        dtli_buf_add(out, DTL_STR("null"));
        return;
    }
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", l->docs[near].id);
    dtli_json_number(out, "score", (double)l->near_score[doc] / DTL_LINK_ONE,
                     SCORE_PLACES);
    if (are_copies(l, doc, near))
        dtli_buf_add(out, DTL_STR(",\"copy\":true"));
    dtli_link_shared(l, doc, near, lists);
    write_list(out, "names", &lists[DTLI_TERM_NAME]);
    write_list(out, "words", &lists[DTLI_TERM_WORD]);
    write_list(out, "verbs", &lists[DTLI_TERM_VERB]);
    write_list(out, "numbers", &lists[DTLI_TERM_NUMBER]);
    dtli_buf_add_char(out, '}');
}

static void write_line(const dtl_linker *l, uint32_t doc, bool explain,
                       dtl_buf *out)
{
    dtli_buf_add_char(out, '{');
    dtli_json_field(out, "id", l->docs[doc].id);
    dtli_json_field(out, "story", l->docs[l->story[doc]].id);
    if (explain)
        write_nearest(l, doc, out);
    dtli_buf_add(out, DTL_STR("}\n"));
}

/* Hands over what is in the buffer and empties it. */
static dtl_status hand_over(dtl_buf *out, dtl_put put, void *payload,
                            dtl_error *err)
{
    if (out->failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
    if (!put(payload, dtli_buf_str(out)))
        return dtl_fail(err, DTL_CANCELLED, 0, 0, "E704: output stopped");
    dtli_buf_reset(out);
    return DTL_OK;
}

static int compare_docs(const dtl_linker *l, uint32_t a, uint32_t b)
{
    const dtli_link_doc *x = &l->docs[a], *y = &l->docs[b];
    int64_t dx = x->published == DTL_DAY_NONE ? INT64_MAX : x->published;
    int64_t dy = y->published == DTL_DAY_NONE ? INT64_MAX : y->published;
    if (dx != dy)
        return dx < dy ? -1 : 1;
    int order = dtli_str_compare(x->id, y->id);
    return order != 0 ? order : (a > b) - (a < b);
}

/* Stories by their first document, then documents by day. */
static int by_story(const void *left, const void *right)
{
    const dtli_link_row *a = left, *b = right;
    const dtl_linker *l = a->linker;
    uint32_t s = l->story[a->doc], t = l->story[b->doc];
    return s != t ? compare_docs(l, s, t) : compare_docs(l, a->doc, b->doc);
}

dtl_status dtli_link_rows(const dtl_linker *l, dtli_link_row **out,
                          dtl_error *err)
{
    dtli_link_row *rows = dtli_calloc((size_t)l->run_count + 1, sizeof *rows);
    if (!rows)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E774: no memory for linking");
    for (uint32_t d = 0; d < l->run_count; d++)
        rows[d] = (dtli_link_row){ l, d };
    qsort(rows, l->run_count, sizeof *rows, by_story);
    *out = rows;
    return DTL_OK;
}

static void write_row(const dtl_linker *l, const dtli_link_row *rows,
                      uint32_t at, dtl_buf *out)
{
    char day[DTL_DAY_TEXT_SIZE];
    uint32_t doc = rows[at].doc, story = l->story[doc], size = 1;
    if (at == 0 || l->story[rows[at - 1].doc] != story) {
        while (at + size < l->run_count &&
               l->story[rows[at + size].doc] == story)
            size++;
        dtl_str id = l->docs[story].id;
        dtli_buf_printf(out, "%s%.*s  %u article%s\n", at ? "\n" : "",
                        DTL_FMT(id), size, size == 1 ? "" : "s");
    }
    dtli_day_format(l->docs[doc].published, day);
    dtli_buf_printf(out, "  %-10s  %.*s", day[0] ? day : "-",
                    DTL_FMT(l->docs[doc].id));
    uint32_t first = l->first[doc];
    if (first != doc)
        dtli_buf_printf(out, "  (copy of %.*s)", DTL_FMT(l->docs[first].id));
    dtli_buf_add_char(out, '\n');
}

static dtl_status write_table(const dtl_linker *l, dtl_buf *out, dtl_put put,
                              void *payload, dtl_error *err)
{
    dtli_link_row *rows = NULL;
    dtl_status status = dtli_link_rows(l, &rows, err);
    if (status != DTL_OK)
        return status;
    for (uint32_t i = 0; status == DTL_OK && i < l->run_count; i++) {
        write_row(l, rows, i, out);
        status = hand_over(out, put, payload, err);
    }
    free(rows);
    return status;
}

dtl_status dtl_linker_write(const dtl_linker *linker, dtl_link_format format,
                            dtl_put put, void *payload, dtl_error *err)
{
    dtl_status status = DTL_OK;
    dtl_buf out;
    if (linker->run_count != linker->doc_count)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E780: dtl_linker_run has not been called");
    dtli_buf_init(&out, DTL_MAX_OUTPUT_BYTES);
    if (format == DTL_LINK_TABLE)
        status = write_table(linker, &out, put, payload, err);
    for (uint32_t d = 0; format != DTL_LINK_TABLE && status == DTL_OK &&
                         d < linker->run_count; d++) {
        write_line(linker, d, format == DTL_LINK_EXPLAIN, &out);
        status = hand_over(&out, put, payload, err);
    }
    dtli_buf_clear(&out);
    return status;
}
