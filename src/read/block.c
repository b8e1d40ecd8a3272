/* block.c — splits an article's text into blocks by what they are.
 *
 * Input: doc->in.text; output: doc->blocks and doc->published. Three passes,
 * each linear:
 *   1. lines: where each begins and ends, which are set apart by blank ones;
 *   2. pieces: datelines, bylines, notes and noise are lines of their own;
 *      the prose lines between them are joined to paragraphs where a line
 *      break is only a wrap, and captions are cut out;
 *   3. headlines (headline.c): short pieces without a full stop, where a
 *      story begins.
 * Every byte that is not blank lands in a block. When a test is unsure the
 * block is BODY.
 */
#include "read/block.h"

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/caption.h"
#include "read/dateline.h"
#include "read/headline.h"
#include "read/line.h"
#include "read/wrap.h"

enum {
    LEAD_BYTES_MAX = 200, /* story text after which weak datelines end */
    NOTE_LINES_MAX = 3,
    CASE_SAMPLE_BYTES = 4096,
    TORN_BYTES_MIN = 20,
    SLUG_BYTES_MAX = 80
};

typedef struct splitter {
    dtl_doc *doc;
    dtl_arena *arena;
    dtl_str text;
    const dtl_line *lines;
    uint32_t line_count;
    uint32_t capacity;
    size_t prose;       /* bytes of story text so far */
    dtl_span open;      /* paragraph being joined; empty: none */
    bool caps;          /* upper-case copy */
    bool full;          /* memory is out */
    dtl_day dated;      /* from the prefix or a dateline with a year */
} splitter;

static dtl_str slice(dtl_str text, dtl_span span)
{
    return dtli_str_slice(text, span.start, span.end);
}

static void add_block(splitter *s, size_t start, size_t end,
                      dtl_block_kind kind)
{
    dtl_doc *doc = s->doc;
    dtli_trim(s->text, &start, &end);
    if (start >= end || s->full)
        return;
    if (!dtli_arena_grow(s->arena, &doc->blocks, doc->block_count,
                         &s->capacity, sizeof *doc->blocks)) {
        s->full = true;
        return;
    }
    dtl_block *block = &doc->blocks[doc->block_count++];
    block->span = (dtl_span){ (uint32_t)start, (uint32_t)end };
    block->kind = kind;
    if (kind == DTL_BLOCK_BODY)
        s->prose += end - start;
}

/* Writes the open paragraph, its captions apart. */
static void close_paragraph(splitter *s)
{
    dtl_span paragraph = s->open;
    size_t from = paragraph.start;
    dtl_caption found;
    s->open = (dtl_span){ 0, 0 };
    if (dtli_caption_whole(s->text, paragraph, &found.caption)) {
        add_block(s, from, found.caption.start, DTL_BLOCK_NOISE);
        add_block(s, found.caption.start, found.caption.end,
                  DTL_BLOCK_CAPTION);
        from = found.caption.end;
        add_block(s, from, paragraph.end, DTL_BLOCK_NOISE);
        return;
    }
    while (from < paragraph.end &&
           dtli_caption_find(s->text, paragraph, from, &found)) {
        add_block(s, from, found.caption.start, DTL_BLOCK_BODY);
        add_block(s, found.caption.start, found.caption.end,
                  DTL_BLOCK_CAPTION);
        add_block(s, found.noise.start, found.noise.end, DTL_BLOCK_NOISE);
        from = found.noise.end;
    }
    add_block(s, from, paragraph.end, DTL_BLOCK_BODY);
}

static void add_dateline(splitter *s, size_t start,
                         const dtl_dateline *dateline)
{
    close_paragraph(s);
    add_block(s, start, dateline->end, DTL_BLOCK_DATELINE);
    if (s->dated == DTL_DAY_NONE)
        s->dated = dtli_dateline_day(dateline, DTL_DAY_NONE);
}

/* The line begins a paragraph or follows one that is no prose. */
static bool begins_piece(const splitter *s, uint32_t i)
{
    return i == 0 || s->lines[i].apart || s->open.start == s->open.end ||
           (i == 1 && s->prose == 0);
}

static bool is_lead(const splitter *s)
{
    return s->prose + (s->open.end - s->open.start) <= LEAD_BYTES_MAX;
}

static bool line_dateline(const splitter *s, uint32_t i, bool first,
                          dtl_dateline *out)
{
    dtl_dateline_context context = { is_lead(s), first, s->caps };
    if (i >= s->line_count)
        return false;
    return dtli_dateline_parse(s->text, s->lines[i].span, context, out) ||
           (first && dtli_dateline_stamp(s->text, s->lines[i].span, out));
}

/* Index of the last line of a note that begins at line i and ends with
 * "///" further down, or i. */
static uint32_t note_end(const splitter *s, uint32_t i)
{
    if (!dtli_line_opens_note(slice(s->text, s->lines[i].span)))
        return i;
    for (uint32_t j = i + 1; j < s->line_count && j <= i + NOTE_LINES_MAX;
         j++) {
        if (s->lines[j].apart)
            return i;
        if (dtli_line_closes_note(slice(s->text, s->lines[j].span)))
            return j;
    }
    return i;
}

/* Adds lines that are not prose; returns how many were taken. */
static uint32_t take_special(splitter *s, uint32_t i)
{
    bool first = begins_piece(s, i);
    dtl_dateline next;
    uint32_t last = note_end(s, i);
    dtl_span span = s->lines[i].span;
    dtl_line_context context = { first, true, is_lead(s), s->caps };
    if (last > i) {
        close_paragraph(s);
        add_block(s, span.start, s->lines[last].span.end, DTL_BLOCK_BYLINE);
        return last - i + 1;
    }
    context.last = i + 1 >= s->line_count || s->lines[i + 1].apart ||
                   line_dateline(s, i + 1, true, &next);
    dtl_block_kind kind = dtli_line_kind(slice(s->text, span), context);
    if (kind == DTL_BLOCK_BODY)
        return 0;
    close_paragraph(s);
    add_block(s, span.start, span.end, kind);
    return 1;
}

/* Bytes of a slug in brackets at the end of s: "(Egypt-UN-talks)". */
static size_t slug_length(dtl_str s)
{
    size_t at = s.len, hyphens = 0;
    if (at < 2 || s.ptr[at - 1] != ')')
        return 0;
    for (at--; at > 0 && s.len - at < SLUG_BYTES_MAX; at--) {
        char c = s.ptr[at - 1];
        if (c == '(')
            return hyphens >= 2 ? s.len - at + 1 : 0;
        hyphens += c == '-';
        if (c == ' ' && s.ptr[at] != '-' && (at < 2 || s.ptr[at - 2] != '-'))
            return 0;
    }
    return 0;
}

/* A mark behind the story's last words: "... she said. Enditem" */
static size_t without_end_mark(dtl_str text, dtl_span line)
{
    static const char *const MARKS[] = { " Enditem", " enditem", " ENDS",
                                         " (END)",   " ///",     " (MORE)",
                                         " (more)",  " (CONTINUED)" };
    dtl_str s = slice(text, line);
    for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++) {
        dtl_str mark = dtli_str(MARKS[i]);
        dtl_str rest = dtli_str_slice(s, 0, s.len - mark.len);
        if (s.len > mark.len && dtli_str_ends(s, mark) &&
            dtli_ends_sentence(rest))
            return line.start + rest.len;
    }
    size_t slug = slug_length(s);
    if (slug && dtli_ends_sentence(
                    dtli_str_trim(dtli_str_slice(s, 0, s.len - slug))))
        return line.end - slug;
    return line.end;
}

/* Ends with a net address or a smiley, as no line does that is torn. */
static bool ends_message(dtl_str s)
{
    static const char *const SMILEYS[] = { ":)", ":(", ";)", ":D", ":-)" };
    size_t at = s.len;
    while (at > 0 && !dtli_blank_at(s, at - 1))
        at--;
    dtl_str word = dtli_str_slice(s, at, s.len);
    return dtli_str_starts(word, DTL_STR("http")) ||
           dtli_str_starts(word, DTL_STR("www.")) ||
           dtli_str_find(word, '@', 0) < word.len ||
           DTL_STR_IS_ANY(word, SMILEYS);
}

/* Begins as answers in a forum do: "you could ask", "yes it is". */
static bool begins_answer(dtl_str s)
{
    static const char *const WORDS[] = { "i",      "i'm", "im",   "lol",
                                         "no,",    "ok",  "please", "thanks",
                                         "yeah",   "yep", "yes",  "yes,",
                                         "you",    "your" };
    size_t end = 0;
    while (end < s.len && !dtli_blank_at(s, end))
        end++;
    dtl_str word = dtli_str_slice(s, 0, end);
    return DTL_STR_IS_ANY(word, WORDS);
}

/* A paragraph that a stray blank line cuts in the middle of a sentence:
 * "The mayor of Gafsa" / "on Sunday urged ..." */
static bool is_torn(const splitter *s, uint32_t i)
{
    uint32_t cp = 0;
    dtl_str open = slice(s->text, s->open);
    dtl_str next = slice(s->text, s->lines[i].span);
    dtli_utf8_decode(next, 0, &cp);
    char last = open.ptr[open.len - 1];
    return dtli_utf8_is_lower(cp) && s->prose + open.len > TORN_BYTES_MIN &&
           last != ':' && last != ';' && !dtli_ends_sentence(open) &&
           !ends_message(open) && !begins_answer(next);
}

static bool goes_on(const splitter *s, uint32_t i)
{
    if (i == 0)
        return false;
    if (s->lines[i].apart)
        return is_torn(s, i);
    return dtli_is_wrap(s->text, &s->lines[i - 1], &s->lines[i], s->caps);
}

/* Adds text[start, end of line i) to the open paragraph or opens one. */
static void take_prose(splitter *s, uint32_t i, size_t start)
{
    dtl_span line = { (uint32_t)start, s->lines[i].span.end };
    size_t end = without_end_mark(s->text, line);
    bool open = s->open.start != s->open.end;
    if (open && !goes_on(s, i)) {
        close_paragraph(s);
        open = false;
    }
    if (!open)
        s->open.start = (uint32_t)start;
    s->open.end = (uint32_t)end;
    if (end < line.end) {
        close_paragraph(s);
        add_block(s, end, line.end, DTL_BLOCK_NOISE);
    }
}

static void take_lines(splitter *s)
{
    uint32_t i = 0;
    while (i < s->line_count && !s->full) {
        dtl_dateline dateline;
        dtl_span line = s->lines[i].span;
        uint32_t taken = take_special(s, i);
        if (taken == 0 && line_dateline(s, i, begins_piece(s, i), &dateline)) {
            add_dateline(s, line.start, &dateline);
            if (dateline.end < line.end)
                take_prose(s, i, dateline.end);
            taken = 1;
        } else if (taken == 0) {
            take_prose(s, i, line.start);
            taken = 1;
        }
        i += taken;
    }
    close_paragraph(s);
}

/* -------------------------------------------------------------- drive */

static void split(splitter *s, size_t from)
{
    dtl_case_count count = dtli_count_case(
        dtli_str_slice(s->text, from, from + CASE_SAMPLE_BYTES));
    s->caps = count.upper > 4 * count.lower;
    take_lines(s);
    if (!s->full)
        s->full = !dtli_mark_headlines(s->doc, s->caps, s->arena);
}

dtl_status dtli_read_blocks(dtl_doc *doc, dtl_arena *arena, dtl_error *err)
{
    splitter s = { .doc = doc, .arena = arena, .text = doc->in.text };
    dtl_dateline prefix;
    size_t from = 0;
    if (s.text.len > DTL_MAX_TEXT_BYTES)
        return dtl_fail(err, DTL_LIMIT, 0, DTL_MAX_TEXT_BYTES,
                        "E150: text of %zu bytes, at most %zu are read",
                        s.text.len, DTL_MAX_TEXT_BYTES);
    s.dated = DTL_DAY_NONE;
    doc->blocks = NULL;
    doc->block_count = 0;
    if (dtli_date_prefix(s.text, &prefix)) {
        add_dateline(&s, 0, &prefix);
        from = prefix.end;
    }
    s.lines = dtli_lines_new(s.text, from, arena, &s.line_count);
    if (s.lines)
        split(&s, from);
    if (!s.lines || s.full)
        return dtl_fail(err, DTL_NOMEM, 0, 0,
                        "E001: out of memory");
    doc->published =
        doc->in.published != DTL_DAY_NONE ? doc->in.published : s.dated;
    doc->published_known = doc->published != DTL_DAY_NONE;
    return DTL_OK;
}
