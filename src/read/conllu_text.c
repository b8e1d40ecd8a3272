/* conllu_text.c — the text of a document from sentences of CoNLL-U.
 *
 * The "# text" comment is used where its characters, blanks aside, are those
 * of the words; else forms are joined by their SpaceAfter. Sentences of a
 * paragraph are joined by a blank, paragraphs by an empty line.
 */
#include <string.h>

#include "read/conllu_build.h"

static size_t skip_blanks(dtl_str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

/* True if the orthographic words stand in `text` one after the other, with
 * nothing but blanks between. */
static bool matches(const dtl_conllu_builder *builder, dtl_str text)
{
    size_t at = 0;
    for (uint32_t i = 0; i < builder->surface_count; i++) {
        dtl_str form = builder->surfaces[i].form;
        at = skip_blanks(text, at);
        if (!dtli_str_starts(dtli_str_slice(text, at, text.len), form))
            return false;
        at += form.len;
    }
    return skip_blanks(text, at) == text.len;
}

/* Shares the span of a range out to its words if their forms make it up:
 * "do" and "n't" of "don't"; else each has the whole: "à", "le" of "au". */
static void place_words(dtl_doc *doc, const dtl_surface *surface,
                        uint32_t start)
{
    size_t at = 0;
    bool sums = true;
    for (uint32_t i = surface->first; i <= surface->last; i++) {
        dtl_str form = doc->tokens[i].form;
        dtl_str rest = dtli_str_slice(surface->form, at, surface->form.len);
        sums = sums && dtli_str_starts(rest, form);
        at += form.len;
    }
    sums = sums && at == surface->form.len;
    uint32_t end = start + (uint32_t)surface->form.len;
    for (uint32_t i = surface->first; i <= surface->last; i++) {
        uint32_t length = (uint32_t)doc->tokens[i].form.len;
        doc->tokens[i].span = (dtl_span){ start, sums ? start + length : end };
        start += sums ? length : 0;
    }
}

/* Appends the words, each where `text` has it, or by SpaceAfter. */
static void append_words(dtl_conllu_builder *builder, dtl_str text, bool given)
{
    size_t at = 0;
    for (uint32_t i = 0; i < builder->surface_count; i++) {
        const dtl_surface *surface = &builder->surfaces[i];
        size_t next = given ? skip_blanks(text, at) : at;
        if (given)
            dtli_buf_add(&builder->text, dtli_str_slice(text, at, next));
        else if (i > 0 && surface[-1].spaced)
            dtli_buf_add_char(&builder->text, ' ');
        place_words(builder->doc, surface, (uint32_t)builder->text.len);
        dtli_buf_add(&builder->text, surface->form);
        at = next + surface->form.len;
    }
}

bool dtli_conllu_place(dtl_conllu_builder *builder,
                       const dtl_conllu_head *head)
{
    dtl_doc *doc = builder->doc;
    if (builder->first > 0 && head->new_paragraph)
        dtli_buf_add(&builder->text, DTL_STR("\n\n"));
    else if (builder->first > 0 &&
             (doc->tokens[builder->first - 1].flags & DTL_TOKEN_SPACE_AFTER))
        dtli_buf_add_char(&builder->text, ' ');
    bool given = head->text.ptr && matches(builder, head->text);
    append_words(builder, head->text, given);
    return !builder->text.failed;
}
