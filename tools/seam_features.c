/* seam_features.c — where sentences without a stop may end, for fitting.
 *
 *   seam-features < TEXTS.jsonl > FEATURES.tsv
 *
 * Reads lines with "id", "text" and "ends", the byte offsets at which
 * sentences end; writes for each place that rules leave open the id, 1 or 0
 * for an end, and its features (src/segment/seam.h). For tools/fit_seams.py.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "read/block.h"
#include "segment/seam.h"
#include "segment/token.h"
#include "story.h"

enum { EXIT_FAILED = 1, ARENA_BYTES = 1 << 28 };

/* The gold ends of a text, ascending, and how many were passed. */
typedef struct ends {
    json_object *list;
    size_t count;
    size_t passed;
} ends;

/* Whether a gold sentence ends at `byte`; asked for ascending bytes. */
static bool ends_at(ends *gold, uint32_t byte)
{
    while (gold->passed < gold->count) {
        int64_t end = json_object_get_int64(
            json_object_array_get_idx(gold->list, gold->passed));
        if (end > byte)
            return false;
        gold->passed++;
        if (end == byte)
            return true;
    }
    return false;
}

static void print_place(const dtl_doc *doc, bool right, const dtl_seam *seam)
{
    printf("%.*s\t%d\t", DTL_FMT(doc->in.id), right);
    for (uint32_t f = 0; f < seam->count; f++)
        printf("%s%s", f ? " " : "", seam->name[f]);
    putchar('\n');
}

/* Prints the places of a block; sentences end where rules or gold tell. */
static void print_block(const dtl_doc *doc, uint32_t first, ends *gold)
{
    uint32_t last = doc->token_count;
    dtl_scanner sc = { doc->tokens, first, last, first, 0, false };
    dtl_seam seam;
    for (uint32_t i = first; i < last;) {
        uint32_t stop = dtli_ending_without_stop(&sc, i);
        if (stop == 0)
            stop = dtli_ending_at(&sc, i);
        bool rule = stop > 0;
        uint32_t next = rule ? stop : i + 1;
        bool right = ends_at(gold, doc->tokens[next - 1].span.end);
        if (!rule && next < last && dtli_seam_describe(&sc, i, &seam))
            print_place(doc, right, &seam);
        for (; i < next; i++)
            dtli_ending_pass(&sc, i);
        if (rule || right) {
            sc.start = next;
            sc.depth = 0;
        }
    }
}

static dtl_status print_text(json_object *object, dtl_arena *arena,
                             dtl_error *err)
{
    dtl_doc doc = { .in = story_input(object) };
    ends gold = { NULL, 0, 0 };
    dtl_status status = dtli_read_blocks(&doc, arena, err);
    if (status != DTL_OK ||
        !json_object_object_get_ex(object, "ends", &gold.list))
        return status;
    gold.count = json_object_array_length(gold.list);
    dtl_tokenizer tk = { .doc = &doc, .arena = arena };
    for (uint32_t b = 0; b < doc.block_count && !tk.full; b++) {
        uint32_t first = doc.token_count;
        dtli_tokenize(&tk, doc.blocks[b].span);
        print_block(&doc, first, &gold);
    }
    return tk.no_memory ? DTL_NOMEM : DTL_OK;
}

int main(void)
{
    dtl_error err = { .code = DTL_OK };
    dtl_status status = DTL_OK;
    dtl_arena *arena = dtli_arena_new(ARENA_BYTES);
    char *line = NULL;
    size_t size = 0;
    while (arena && status == DTL_OK && getline(&line, &size, stdin) > 0) {
        json_object *object = json_tokener_parse(line);
        if (object)
            status = print_text(object, arena, &err);
        json_object_put(object);
        dtli_arena_reset(arena);
    }
    free(line);
    dtli_arena_free(arena);
    if (arena && status == DTL_OK)
        return EXIT_SUCCESS;
    fprintf(stderr, "seam-features: %s\n", err.message);
    return EXIT_FAILED;
}
