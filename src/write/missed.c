/* missed.c — verbs that no rule knows, a line each, for lists of them.
 *
 *   verb, frame ("obj" or "p:with"), document, start, end of the verb in
 *   code points, actor, recipient, sentence
 *
 * divided by tabs; tabs and line ends in words become blanks.
 */
#include "write/write.h"

#include <string.h>

static void add_cell(dtl_buf *out, dtl_str text, char end)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        dtli_buf_add_char(out, c < ' ' ? ' ' : text.ptr[i]);
    }
    dtli_buf_add_char(out, end);
}

static void add_line(const dtl_write_context *context, const dtl_doc *doc,
                     const dtl_missed *missed, dtl_buf *out)
{
    const dtl_token *verb = &doc->tokens[missed->verb];
    const dtl_sent *sent = &doc->sents[verb->sent];
    add_cell(out, verb->lemma, '\t');
    if (missed->prep.len)
        dtli_buf_add(out, DTL_STR("p:"));
    add_cell(out, missed->prep.len ? missed->prep : DTL_STR("obj"), '\t');
    add_cell(out, doc->in.id, '\t');
    dtli_buf_printf(out, "%u\t%u\t",
                    dtli_position_of(context->positions, verb->span.start),
                    dtli_position_of(context->positions, verb->span.end));
    add_cell(out, doc->mentions[missed->actor].actor.text, '\t');
    add_cell(out, doc->mentions[missed->recipient].actor.text, '\t');
    add_cell(out, dtli_write_words(doc, sent->span), '\n');
}

void dtli_write_missed(const dtl_write_context *context, const dtl_doc *doc,
                       dtl_buf *out)
{
    for (uint32_t i = 0; i < doc->missed_count; i++)
        add_line(context, doc, &doc->missed[i], out);
}
