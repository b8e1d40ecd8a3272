/* conllu_build.c — rows of CoNLL-U into tokens and sentences. */
#include "read/conllu_build.h"

#include "base/error.h"
#include "base/limits.h"
#include "read/norm.h"

enum {
    COL_ID, COL_FORM, COL_LEMMA, COL_UPOS, COL_XPOS, COL_FEATS, COL_HEAD,
    COL_REL, COL_DEPS, COL_MISC, COLUMNS
};

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E210: document arena is full");
}

static dtl_status wrong(const dtl_conllu_builder *builder, dtl_error *err,
                        size_t byte, const char *message)
{
    return dtl_fail(err, DTL_SYNTAX, builder->line, byte, "%s", message);
}

static uint32_t words_so_far(const dtl_conllu_builder *builder)
{
    return builder->doc->token_count - builder->first;
}

static bool keep_row(dtl_conllu_builder *builder, dtl_str row)
{
    if (!dtli_arena_grow(builder->arena, &builder->rows, builder->row_count,
                         &builder->row_room, sizeof *builder->rows))
        return false;
    dtl_str copy = dtli_arena_str(builder->arena, row);
    builder->rows[builder->row_count++] =
        (dtl_conllu_row){ builder->doc->token_count, copy };
    return copy.ptr != NULL;
}

static bool add_surface(dtl_conllu_builder *builder, dtl_surface surface)
{
    if (!dtli_arena_grow(builder->arena, &builder->surfaces,
                         builder->surface_count, &builder->surface_room,
                         sizeof *builder->surfaces))
        return false;
    builder->surfaces[builder->surface_count++] = surface;
    return surface.form.ptr != NULL;
}

static bool is_spaced(dtl_str misc)
{
    dtl_str item;
    while (dtli_str_split(&misc, '|', &item)) {
        if (dtli_str_is(item, "SpaceAfter=No"))
            return false;
    }
    return true;
}

static unsigned label(dtl_label_set set, dtl_str text)
{
    int found = dtl_label_find(set, text);
    return found < 0 ? 0 : (unsigned)found;
}

/* "nsubj:pass", or "nsubj" for a subtype that is not ours. */
static unsigned relation(dtl_str text)
{
    int found = dtl_label_find(DTL_LABELS_REL, text);
    if (found >= 0)
        return (unsigned)found;
    return label(DTL_LABELS_REL,
                 dtli_str_slice(text, 0, dtli_str_find(text, ':', 0)));
}

/* "5-6": kept, and an orthographic word of its own. */
static dtl_status take_range(dtl_conllu_builder *builder, const dtl_str *col,
                             dtl_str row, dtl_error *err)
{
    size_t dash = dtli_str_find(col[COL_ID], '-', 0);
    uint64_t from;
    uint64_t to;
    uint32_t next = words_so_far(builder) + 1;
    if (!dtli_str_to_u64(dtli_str_slice(col[COL_ID], 0, dash),
                         DTL_MAX_SENTENCE_TOKENS, &from) ||
        !dtli_str_to_u64(dtli_str_slice(col[COL_ID], dash + 1,
                                        col[COL_ID].len),
                         DTL_MAX_SENTENCE_TOKENS, &to) ||
        from != next || to < from ||
        builder->doc->token_count < builder->covered)
        return wrong(builder, err, 0, "E211: bad range of words");
    dtl_surface surface = {
        .form = dtli_arena_str(builder->arena, col[COL_FORM]),
        .first = builder->doc->token_count,
        .last = builder->first + (uint32_t)to - 1,
        .spaced = is_spaced(col[COL_MISC]),
    };
    builder->covered = surface.last + 1;
    return add_surface(builder, surface) && keep_row(builder, row)
               ? DTL_OK
               : no_memory(err);
}

/* "8.1": an empty node, kept. */
static dtl_status take_node(dtl_conllu_builder *builder, dtl_str id,
                            dtl_str row, dtl_error *err)
{
    size_t point = dtli_str_find(id, '.', 0);
    uint64_t after;
    uint64_t number;
    if (!dtli_str_to_u64(dtli_str_slice(id, 0, point),
                         DTL_MAX_SENTENCE_TOKENS, &after) ||
        !dtli_str_to_u64(dtli_str_slice(id, point + 1, id.len), UINT32_MAX,
                         &number) ||
        after != words_so_far(builder))
        return wrong(builder, err, 0, "E212: bad id of an empty node");
    return keep_row(builder, row) ? DTL_OK : no_memory(err);
}

/* Reads the head column; the tree is checked at the sentence's end. */
static dtl_status take_head(dtl_conllu_builder *builder, const dtl_str *col,
                            dtl_token *tok, dtl_error *err)
{
    uint64_t head;
    size_t byte = (size_t)(col[COL_HEAD].ptr - col[COL_ID].ptr);
    if (dtli_str_is(col[COL_HEAD], "_"))
        return DTL_OK;
    if (!dtli_str_to_u64(col[COL_HEAD], DTL_MAX_SENTENCE_TOKENS, &head))
        return wrong(builder, err, byte, "E213: bad head");
    if (head > 0)
        tok->head = (int32_t)(builder->first + (uint32_t)head - 1);
    if (head > builder->head_most) {
        builder->head_most = (uint32_t)head;
        builder->head_line = builder->line;
        builder->head_byte = byte;
    }
    return DTL_OK;
}

static bool fill_token(dtl_conllu_builder *builder, const dtl_str *col,
                       dtl_token *tok)
{
    tok->form = dtli_arena_str(builder->arena, col[COL_FORM]);
    tok->norm = dtli_norm(builder->arena, tok->form);
    bool no_lemma = dtli_str_is(col[COL_LEMMA], "_") &&
                    !dtli_str_is(col[COL_FORM], "_");
    tok->lemma = dtli_arena_str(builder->arena,
                                no_lemma ? DTL_STR("") : col[COL_LEMMA]);
    tok->upos = (uint8_t)label(DTL_LABELS_UPOS, col[COL_UPOS]);
    tok->xpos = (uint8_t)label(DTL_LABELS_XPOS, col[COL_XPOS]);
    tok->rel = (uint8_t)relation(col[COL_REL]);
    return tok->form.ptr && tok->norm.ptr && tok->lemma.ptr;
}

static dtl_status take_word(dtl_conllu_builder *builder, const dtl_str *col,
                            dtl_error *err)
{
    dtl_doc *doc = builder->doc;
    uint32_t words = words_so_far(builder);
    uint64_t id;
    if (words >= DTL_MAX_SENTENCE_TOKENS)
        return dtl_fail(err, DTL_LIMIT, builder->line, 0,
                        "E214: more than %d words in a sentence",
                        DTL_MAX_SENTENCE_TOKENS);
    if (!dtli_str_to_u64(col[COL_ID], DTL_MAX_SENTENCE_TOKENS, &id) ||
        id != words + 1)
        return wrong(builder, err, 0, "E215: bad word id");
    if (col[COL_FORM].len == 0 || col[COL_FORM].len > DTL_MAX_TOKEN_BYTES)
        return wrong(builder, err, col[COL_ID].len + 1,
                     "E216: form is empty or too long");
    if (!dtli_arena_grow(builder->arena, &doc->tokens, doc->token_count,
                         &builder->token_room, sizeof *doc->tokens))
        return no_memory(err);
    dtl_token tok = {
        .head = DTL_NO_INDEX,
        .name = DTL_NO_INDEX,
        .mention = DTL_NO_INDEX,
        .sent = doc->sent_count,
    };
    dtl_status status = take_head(builder, col, &tok, err);
    if (status != DTL_OK)
        return status;
    if (!fill_token(builder, col, &tok))
        return no_memory(err);
    uint32_t index = doc->token_count;
    doc->tokens[doc->token_count++] = tok;
    dtl_surface surface = { tok.form, index, index, is_spaced(col[COL_MISC]) };
    return index < builder->covered || add_surface(builder, surface)
               ? DTL_OK
               : no_memory(err);
}

dtl_status dtli_conllu_take_row(dtl_conllu_builder *builder, dtl_str row,
                                dtl_error *err)
{
    dtl_str col[COLUMNS];
    dtl_str rest = row;
    size_t count = 0;
    builder->open = true;
    while (count < COLUMNS && dtli_str_split(&rest, '\t', &col[count]))
        count++;
    if (count != COLUMNS || rest.ptr)
        return wrong(builder, err, 0, "E218: a row needs ten columns");
    if (dtli_str_find(col[COL_ID], '-', 0) < col[COL_ID].len)
        return take_range(builder, col, row, err);
    if (dtli_str_find(col[COL_ID], '.', 0) < col[COL_ID].len)
        return take_node(builder, col[COL_ID], row, err);
    return take_word(builder, col, err);
}

/* True if following heads from each token of [first, last) ends at a root.
 * `seen` has a zeroed entry a token; walks stop at tokens seen before. */
static bool is_acyclic(const dtl_token *tokens, uint32_t first, uint32_t last,
                       uint32_t *seen)
{
    for (uint32_t i = first; i < last; i++) {
        int32_t at = (int32_t)i;
        while (at != DTL_NO_INDEX && seen[(uint32_t)at - first] == 0) {
            seen[(uint32_t)at - first] = i + 1;
            at = tokens[at].head;
        }
        if (at != DTL_NO_INDEX && seen[(uint32_t)at - first] == i + 1)
            return false;
    }
    return true;
}

static dtl_status check_sentence(const dtl_conllu_builder *builder,
                                 dtl_error *err)
{
    const dtl_doc *doc = builder->doc;
    uint32_t words = words_so_far(builder);
    uint32_t seen[DTL_MAX_SENTENCE_TOKENS] = { 0 };
    if (words == 0 || builder->covered > doc->token_count)
        return wrong(builder, err, 0, "E219: a sentence lacks words");
    if (builder->head_most > words)
        return dtl_fail(err, DTL_SYNTAX, builder->head_line,
                        builder->head_byte, "E220: head %u of %u words",
                        builder->head_most, words);
    if (!is_acyclic(doc->tokens, builder->first, doc->token_count, seen))
        return wrong(builder, err, 0, "E221: heads run in a circle");
    return DTL_OK;
}

static void set_flags(dtl_conllu_builder *builder)
{
    dtl_token *tokens = builder->doc->tokens;
    for (uint32_t i = 0; i < builder->surface_count; i++) {
        const dtl_surface *surface = &builder->surfaces[i];
        for (uint32_t t = surface->first; t < surface->last; t++)
            tokens[t].flags |= DTL_TOKEN_JOINED;
        if (surface->spaced)
            tokens[surface->last].flags |= DTL_TOKEN_SPACE_AFTER;
    }
}

static bool add_sentence(dtl_conllu_builder *builder,
                         const dtl_conllu_head *head)
{
    dtl_doc *doc = builder->doc;
    bool new_block = doc->sent_count == 0 || head->new_paragraph;
    if (!dtli_arena_grow(builder->arena, &doc->sents, doc->sent_count,
                         &builder->sent_room, sizeof *doc->sents) ||
        !dtli_arena_grow(builder->arena, &builder->kept_sents, doc->sent_count,
                         &builder->kept_room, sizeof *builder->kept_sents) ||
        (new_block &&
         !dtli_arena_grow(builder->arena, &doc->blocks, doc->block_count,
                          &builder->block_room, sizeof *doc->blocks)))
        return false;
    dtl_span span = { doc->tokens[builder->first].span.start,
                      doc->tokens[doc->token_count - 1].span.end };
    if (new_block)
        doc->blocks[doc->block_count++] = (dtl_block){ span, DTL_BLOCK_BODY };
    doc->blocks[doc->block_count - 1].span.end = span.end;
    builder->kept_sents[doc->sent_count] = (dtl_conllu_sent){
        .comments = dtli_arena_str(builder->arena, head->comments),
        .has_id = head->has_id,
        .has_text = head->text.ptr != NULL,
        .first_row = builder->first_row,
        .row_count = builder->row_count - builder->first_row,
    };
    doc->sents[doc->sent_count] = (dtl_sent){
        .span = span,
        .first = builder->first,
        .count = words_so_far(builder),
        .block = doc->block_count - 1,
    };
    return builder->kept_sents[doc->sent_count++].comments.ptr != NULL;
}

dtl_status dtli_conllu_end_sentence(dtl_conllu_builder *builder,
                                    const dtl_conllu_head *head,
                                    dtl_error *err)
{
    dtl_status status = check_sentence(builder, err);
    if (status != DTL_OK)
        return status;
    set_flags(builder);
    if (!dtli_conllu_place(builder, head) && !builder->text.no_memory)
        return dtl_fail(err, DTL_LIMIT, builder->line, 0,
                        "E228: the document's text is too long");
    if (builder->text.failed || !add_sentence(builder, head))
        return no_memory(err);
    builder->first = builder->doc->token_count;
    builder->covered = builder->first;
    builder->first_row = builder->row_count;
    builder->surface_count = 0;
    builder->head_most = 0;
    builder->open = false;
    return DTL_OK;
}
