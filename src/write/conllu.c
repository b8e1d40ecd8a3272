/* conllu.c — annotated documents as CoNLL-U (format of Universal
 * Dependencies v2).
 *
 * Tokens come in text order, so code points are counted by a cursor that
 * walks along the text once.
 */
#include "write/conllu.h"

#include <string.h>

#include "base/utf8.h"
#include "read/chars.h"
#include "read/conllu.h"

/* Where the writer stands. */
typedef struct writer {
    const dtl_doc *doc;
    dtl_buf *out;
    uint32_t byte;        /* cursor in the text ... */
    uint32_t code_points; /* ... and the code points before it */
} writer;

static uint32_t position(writer *w, uint32_t byte)
{
    dtl_str text = w->doc->in.text;
    if (byte < w->byte) {
        /* Words that share the span of their range go back a little. */
        dtl_str back = dtli_str_slice(text, byte, w->byte);
        w->code_points -= (uint32_t)dtli_utf8_count(back);
    } else {
        dtl_str step = dtli_str_slice(text, w->byte, byte);
        w->code_points += (uint32_t)dtli_utf8_count(step);
    }
    w->byte = byte;
    return w->code_points;
}

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7f;
}

/* A cell may hold neither tabs nor line ends; "_" stands for nothing. */
static void put_cell(dtl_buf *out, dtl_str s)
{
    size_t start = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_control(s.ptr[i]))
            continue;
        dtli_buf_add(out, dtli_str_slice(s, start, i));
        dtli_buf_add_char(out, '_');
        start = i + 1;
    }
    dtli_buf_add(out, dtli_str_slice(s, start, s.len));
    if (s.len == 0)
        dtli_buf_add_char(out, '_');
}

/* Formats cost more than all else that is written of a word. */
static void put_number(dtl_buf *out, uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    dtl_str text = { digits + at, sizeof digits - at };
    dtli_buf_add(out, text);
}

static void put_label(dtl_buf *out, bool told, dtl_label_set set, unsigned label)
{
    dtli_buf_add(out, told ? dtli_str(dtl_label_text(set, label))
                           : DTL_STR("_"));
    dtli_buf_add_char(out, '\t');
}

/* Text on one line: every row of blanks becomes one. */
static void put_line(dtl_buf *out, dtl_str s)
{
    bool blank = false;
    size_t at = 0;
    while (at < s.len) {
        uint32_t cp;
        size_t n = dtli_utf8_decode(s, at, &cp);
        if (n == 0 || dtli_char_is_blank(cp)) {
            blank = true;
        } else {
            if (blank)
                dtli_buf_add_char(out, ' ');
            blank = false;
            dtli_buf_add(out, dtli_str_slice(s, at, at + n));
        }
        at += n ? n : 1;
    }
}

static void put_name(writer *w, uint32_t index)
{
    const dtl_doc *doc = w->doc;
    int32_t name = doc->tokens[index].name;
    if (name < 0 || (uint32_t)name >= doc->name_count ||
        doc->names[name].type == DTL_NAME_NONE)
        return;
    const char *type = dtl_label_text(DTL_LABELS_NAME,
                                      (unsigned)doc->names[name].type);
    dtli_buf_printf(w->out, "NE=%c-%s|",
                    doc->names[name].first == index ? 'B' : 'I', type);
}

static bool is_spaced(const dtl_token *tok)
{
    return (tok->flags & DTL_TOKEN_SPACE_AFTER) != 0;
}

/* Head inside the sentence from 1; 0 for a root. */
static uint32_t head_number(const dtl_sent *sent, const dtl_token *tok)
{
    if (tok->head < 0 || (uint32_t)tok->head < sent->first ||
        (uint32_t)tok->head >= sent->first + sent->count)
        return 0;
    return (uint32_t)tok->head - sent->first + 1;
}

/* What of a sentence has been annotated. */
typedef struct layers {
    bool tags, tree;
} layers;

static layers layers_of(const dtl_doc *doc, const dtl_sent *sent)
{
    layers found = { false, false };
    for (uint32_t i = 0; i < sent->count; i++) {
        const dtl_token *tok = &doc->tokens[sent->first + i];
        found.tags = found.tags || tok->xpos != DTL_XPOS_NONE ||
                     tok->upos != DTL_UPOS_X || tok->lemma.len > 0;
        found.tree = found.tree || tok->head != DTL_NO_INDEX ||
                     tok->rel == DTL_REL_ROOT;
    }
    return found;
}

static void put_word(writer *w, const dtl_sent *sent, uint32_t index,
                     layers has)
{
    const dtl_token *tok = &w->doc->tokens[index];
    dtl_buf *out = w->out;
    bool inside = (tok->flags & DTL_TOKEN_JOINED) ||
                  (index > sent->first && (tok[-1].flags & DTL_TOKEN_JOINED));
    put_number(out, index - sent->first + 1);
    dtli_buf_add_char(out, '\t');
    put_cell(out, tok->form);
    dtli_buf_add_char(out, '\t');
    put_cell(out, tok->lemma);
    dtli_buf_add_char(out, '\t');
    put_label(out, has.tags, DTL_LABELS_UPOS, tok->upos);
    put_label(out, has.tags, DTL_LABELS_XPOS, tok->xpos);
    dtli_buf_add(out, DTL_STR("_\t"));
    if (has.tree)
        put_number(out, head_number(sent, tok));
    else
        dtli_buf_add_char(out, '_');
    dtli_buf_add_char(out, '\t');
    put_label(out, has.tree, DTL_LABELS_REL, tok->rel);
    dtli_buf_add(out, DTL_STR("_\t"));
    put_name(w, index);
    if (!inside && !is_spaced(tok))
        dtli_buf_add(out, DTL_STR("SpaceAfter=No|"));
    dtli_buf_add(out, DTL_STR("Start="));
    put_number(out, position(w, tok->span.start));
    dtli_buf_add(out, DTL_STR("|End="));
    put_number(out, position(w, tok->span.end));
    dtli_buf_add_char(out, '\n');
}

/* The row of the range that begins at `index`: "3-4 don't". */
static void put_range(writer *w, const dtl_sent *sent, uint32_t index)
{
    const dtl_doc *doc = w->doc;
    uint32_t last = index;
    uint32_t limit = sent->first + sent->count - 1;
    while (last < limit && (doc->tokens[last].flags & DTL_TOKEN_JOINED))
        last++;
    if (last == index || (index > sent->first &&
                          (doc->tokens[index - 1].flags & DTL_TOKEN_JOINED)))
        return;
    dtli_buf_printf(w->out, "%u-%u\t", index - sent->first + 1,
                    last - sent->first + 1);
    put_cell(w->out, dtli_str_slice(doc->in.text, doc->tokens[index].span.start,
                                    doc->tokens[last].span.end));
    dtli_buf_add(w->out, DTL_STR("\t_\t_\t_\t_\t_\t_\t_\t"));
    dtli_buf_add(w->out, is_spaced(&doc->tokens[last])
                             ? DTL_STR("_\n")
                             : DTL_STR("SpaceAfter=No\n"));
}

/* Kept rows that stand before token `index`, from *next on. */
static void put_kept(writer *w, const dtl_conllu_sent *kept, uint32_t *next,
                     uint32_t index)
{
    const dtl_conllu_row *rows = w->doc->conllu->rows;
    uint32_t end = kept->first_row + kept->row_count;
    while (*next < end && rows[*next].before <= index) {
        dtli_buf_add(w->out, rows[(*next)++].row);
        dtli_buf_add_char(w->out, '\n');
    }
}

static void put_comments(writer *w, uint32_t number,
                         const dtl_conllu_sent *kept)
{
    const dtl_sent *sent = &w->doc->sents[number];
    dtl_buf *out = w->out;
    if (kept)
        dtli_buf_add(out, kept->comments);
    if (!kept || !kept->has_id) {
        dtli_buf_add(out, DTL_STR("# sent_id = "));
        put_line(out, w->doc->in.id);
        dtli_buf_printf(out, "-%u\n", number + 1);
    }
    if (!kept || !kept->has_text) {
        dtli_buf_add(out, DTL_STR("# text = "));
        put_line(out, dtli_str_slice(w->doc->in.text, sent->span.start,
                                     sent->span.end));
        dtli_buf_add_char(out, '\n');
    }
}

static void put_sentence(writer *w, uint32_t number)
{
    const dtl_doc *doc = w->doc;
    const dtl_sent *sent = &doc->sents[number];
    const dtl_conllu_sent *kept =
        doc->conllu ? &doc->conllu->sents[number] : NULL;
    layers has = layers_of(doc, sent);
    uint32_t next = kept ? kept->first_row : 0;
    uint32_t end = sent->first + sent->count;
    put_comments(w, number, kept);
    for (uint32_t i = sent->first; i < end; i++) {
        if (kept)
            put_kept(w, kept, &next, i);
        else
            put_range(w, sent, i);
        put_word(w, sent, i, has);
    }
    if (kept)
        put_kept(w, kept, &next, end);
    dtli_buf_add_char(w->out, '\n');
}

void dtli_write_conllu(const dtl_doc *doc, dtl_buf *out)
{
    writer w = { doc, out, 0, 0 };
    if (!doc->conllu || !doc->conllu->continued) {
        dtli_buf_add(out, DTL_STR("# newdoc id = "));
        put_line(out, doc->in.id);
        dtli_buf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < doc->sent_count; i++)
        put_sentence(&w, i);
}
