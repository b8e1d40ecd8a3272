/* conllu_fuzz.c — any bytes as CoNLL-U: read, written, and read again, where
 * it must come out with as many sentences. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "read/conllu.h"
#include "write/conllu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DOCUMENTS_MAX = 200 };

static dtl_status next_line(void *context, dtl_str *line, dtl_error *err)
{
    dtl_str *rest = context;
    (void)err;
    if (rest->len == 0 || !dtli_str_split(rest, '\n', line))
        return DTL_END;
    return DTL_OK;
}

static void check_tree(const dtl_doc *doc)
{
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const dtl_token *token = &doc->tokens[i];
        int32_t head = token->head;
        if (token->sent >= doc->sent_count || token->form.len == 0 ||
            token->span.end > doc->in.text.len || head < DTL_NO_INDEX ||
            head >= (int32_t)doc->token_count)
            abort();
    }
}

/* Sentences of the documents in `bytes`; what they are written as in `out`. */
static uint32_t read_all(dtl_str bytes, dtl_arena *arena, dtl_buf *out)
{
    uint32_t sentences = 0;
    dtl_conllu_reader *reader =
        dtli_conllu_open(next_line, &bytes, DTL_STR("fuzz"));
    for (int i = 0; reader && i < DOCUMENTS_MAX; i++) {
        dtl_doc doc;
        dtl_status status = dtli_conllu_next(reader, arena, &doc, NULL);
        if (status == DTL_END)
            break;
        if (status != DTL_OK)
            continue;
        check_tree(&doc);
        sentences += doc.sent_count;
        if (out)
            dtli_write_conllu(&doc, out);
    }
    dtli_conllu_close(reader);
    return sentences;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_arena *arena = dtli_arena_new(DTL_MAX_ARENA_BYTES);
    dtl_str bytes = { (const char *)data, size };
    dtl_buf out;
    dtli_buf_init(&out, (size_t)1 << 26);
    if (arena) {
        uint32_t sentences = read_all(bytes, arena, &out);
        if (!out.failed &&
            read_all(dtli_buf_str(&out), arena, NULL) < sentences)
            abort();
    }
    dtli_buf_clear(&out);
    dtli_arena_free(arena);
    return 0;
}
