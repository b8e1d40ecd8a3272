/* quote_find.c — quotation marks into spans of quoted words.
 *
 * Paragraph by paragraph. A quotation that is open at the end of a paragraph
 * whose next one opens with a mark again, as speech of several paragraphs is
 * set, ends with the paragraph and goes on in the next: a span for each.
 * Marks that do not pair up are mended where a sentence gives a bound, else
 * forgotten. Single marks inside double ones make a nested span. Linear.
 */
#include "resolve/quote_internal.h"

#include "base/str.h"

typedef struct finder {
    quote_context *ctx;
    uint32_t block, first, end;
    int32_t open;    /* span of the open double mark, or DTL_NO_INDEX */
    int32_t single;  /* likewise of a single one */
    uint32_t depth;  /* marks open inside it */
    bool balanced;   /* as many double marks open as close */
    bool carried;    /* the paragraph before ended in a quotation */
    bool any;        /* a double mark was seen in the paragraph */
} finder;

static int32_t add_span(finder *f, uint32_t first)
{
    quote_context *ctx = f->ctx;
    if (!dtli_arena_grow(ctx->arena, &ctx->spans, ctx->span_count,
                         &ctx->span_room, sizeof *ctx->spans)) {
        ctx->failed = true;
        return DTL_NO_INDEX;
    }
    ctx->spans[ctx->span_count] = (quote_span){
        .first = first, .last = first, .block = f->block, .opened = true
    };
    return (int32_t)ctx->span_count++;
}

static uint32_t sentence_start(const finder *f, uint32_t t)
{
    const dtl_doc *doc = f->ctx->doc;
    return doc->sents[doc->tokens[t].sent].first;
}

static uint32_t sentence_end(const finder *f, uint32_t t)
{
    const dtl_doc *doc = f->ctx->doc;
    const dtl_sent *sent = &doc->sents[doc->tokens[t].sent];
    return sent->first + sent->count;
}

/* Ends span `s` with token `last`. */
static void close_span(finder *f, int32_t s, uint32_t last, bool closed)
{
    quote_span *span = &f->ctx->spans[s];
    span->last = last;
    span->closed = closed;
}

/* A mark opens while one is open. Its quotation ends with the sentence
 * before, if it began in one; else it is none (last stays first). */
static void mend_open(finder *f, uint32_t t)
{
    uint32_t start = sentence_start(f, t);
    if (start > f->ctx->spans[f->open].first)
        close_span(f, f->open, start - 1, false);
    f->open = DTL_NO_INDEX;
    f->single = DTL_NO_INDEX;
}

static void take_open(finder *f, uint32_t t)
{
    if (f->open >= 0 && f->balanced) {
        f->depth++;
        return;
    }
    if (f->open >= 0)
        mend_open(f, t);
    f->open = add_span(f, t);
    f->depth = 0;
}

/* First token behind the span that was closed last, or of the block. */
static uint32_t free_from(const finder *f)
{
    const quote_context *ctx = f->ctx;
    if (ctx->span_count == 0)
        return f->first;
    uint32_t last = ctx->spans[ctx->span_count - 1].last;
    return last + 1 > f->first ? last + 1 : f->first;
}

/* Whether a verb of saying follows near: ...," the minister said. */
static bool is_led_out(const finder *f, uint32_t t)
{
    for (uint32_t i = t + 1; i < f->end && i <= t + 4; i++)
        if (f->ctx->cue[i] == QUOTE_CUE_SAY)
            return true;
    return false;
}

/* A mark closes and none is open: speech carried over from the paragraph
 * before, or a sentence that lost its first mark: "We won," he said. */
static void mend_close(finder *f, uint32_t t)
{
    dtl_str before = t > f->first ? dtli_quote_norm(f->ctx, t - 1)
                                  : DTL_STR("");
    bool stop = dtli_str_is(before, ",") || dtli_str_is(before, "?") ||
                dtli_str_is(before, "!") || dtli_str_is(before, ".");
    bool carried = f->carried && !f->any;
    uint32_t from = carried ? f->first : sentence_start(f, t);
    if ((!(stop && is_led_out(f, t)) && !carried) || from < free_from(f) ||
        from >= t)
        return;
    int32_t s = add_span(f, from);
    if (s < 0)
        return;
    f->ctx->spans[s].opened = false;
    close_span(f, s, t, true);
}

static void take_close(finder *f, uint32_t t)
{
    if (f->open < 0) {
        mend_close(f, t);
    } else if (f->depth > 0) {
        f->depth--;
    } else {
        close_span(f, f->open, t, true);
        f->open = DTL_NO_INDEX;
        f->single = DTL_NO_INDEX;
    }
}

static void take_single(finder *f, uint32_t t, bool opens)
{
    if (opens) {
        f->single = add_span(f, t);
        if (f->single >= 0)
            f->ctx->spans[f->single].nested = f->open >= 0;
    } else if (f->single >= 0) {
        close_span(f, f->single, t, true);
        f->single = DTL_NO_INDEX;
    }
}

static void take_mark(finder *f, uint32_t t)
{
    quote_mark mark = (quote_mark)f->ctx->mark[t];
    if (mark == QUOTE_MARK_SINGLE_OPEN || mark == QUOTE_MARK_SINGLE_CLOSE) {
        take_single(f, t, mark == QUOTE_MARK_SINGLE_OPEN);
        return;
    }
    if (f->single >= 0 && f->open < 0)
        return; /* inside single marks double ones are nested */
    bool opens = mark == QUOTE_MARK_OPEN ||
                 (mark == QUOTE_MARK_EITHER && f->open < 0);
    if (opens)
        take_open(f, t);
    else
        take_close(f, t);
    f->any = true;
}

static void count_marks(finder *f)
{
    uint32_t opens = 0, closes = 0, either = 0;
    for (uint32_t t = f->first; t < f->end; t++) {
        opens += f->ctx->mark[t] == QUOTE_MARK_OPEN;
        closes += f->ctx->mark[t] == QUOTE_MARK_CLOSE;
        either += f->ctx->mark[t] == QUOTE_MARK_EITHER;
    }
    f->balanced = opens == closes && either == 0;
}

/* Whether the next paragraph of the story opens with a mark. */
static bool next_opens(const finder *f)
{
    const dtl_doc *doc = f->ctx->doc;
    for (uint32_t b = f->block + 1; b < doc->block_count; b++) {
        uint32_t from = f->ctx->block_end[b - 1];
        if (doc->blocks[b].kind == DTL_BLOCK_BODY &&
            from < f->ctx->block_end[b])
            return f->ctx->mark[from] == QUOTE_MARK_OPEN ||
                   f->ctx->mark[from] == QUOTE_MARK_EITHER;
    }
    return false;
}

/* What is open at the end of the paragraph: speech that goes on, or that
 * lacks its last mark. */
static void end_block(finder *f)
{
    f->carried = false;
    if (f->open < 0)
        return;
    uint32_t from = f->ctx->spans[f->open].first;
    bool led = from == f->first ||
               dtli_str_is(dtli_quote_norm(f->ctx, from - 1), ",") ||
               dtli_str_is(dtli_quote_norm(f->ctx, from - 1), ":");
    f->carried = led || next_opens(f);
    close_span(f, f->open,
               f->carried ? f->end - 1 : sentence_end(f, from) - 1, false);
    f->open = DTL_NO_INDEX;
}

static bool is_read(dtl_block_kind kind)
{
    return kind == DTL_BLOCK_BODY || kind == DTL_BLOCK_HEADLINE ||
           kind == DTL_BLOCK_CAPTION;
}

static void find_in_block(finder *f)
{
    f->open = f->single = DTL_NO_INDEX;
    f->depth = 0;
    f->any = false;
    count_marks(f);
    for (uint32_t t = f->first; t < f->end && !f->ctx->failed; t++)
        if (f->ctx->mark[t] != QUOTE_MARK_NONE)
            take_mark(f, t);
    end_block(f);
}

/* Drops spans without words and nested ones that stick out. */
static void keep_whole(quote_context *ctx)
{
    uint32_t kept = 0, outer = 0;
    for (uint32_t s = 0; s < ctx->span_count; s++) {
        quote_span span = ctx->spans[s];
        if (dtli_quote_words(ctx, &span, 1) == 0 || !(span.opened || span.closed))
            continue;
        if (span.nested && (kept == 0 || span.last >= ctx->spans[outer].last))
            continue;
        if (!span.nested)
            outer = kept;
        ctx->spans[kept++] = span;
    }
    ctx->span_count = kept;
    for (uint32_t s = 0; s < kept; s++) {
        const quote_span *span = &ctx->spans[s];
        for (uint32_t t = span->first; !span->nested && t <= span->last; t++)
            ctx->inside[t] = (int32_t)s;
    }
}

void dtli_quote_find(quote_context *ctx)
{
    const dtl_doc *doc = ctx->doc;
    finder f = { .ctx = ctx };
    for (uint32_t b = 0, from = 0; b < doc->block_count; b++) {
        dtli_quote_marks(ctx, from, ctx->block_end[b]);
        from = ctx->block_end[b];
    }
    for (uint32_t b = 0, from = 0; b < doc->block_count; b++) {
        f.block = b;
        f.first = from;
        f.end = from = ctx->block_end[b];
        if (is_read(doc->blocks[b].kind) && f.first < f.end)
            find_in_block(&f);
    }
    if (!ctx->failed)
        keep_whole(ctx);
}

uint32_t dtli_quote_words(const quote_context *ctx, const quote_span *span,
                          uint32_t most)
{
    uint32_t words = 0;
    bool joined = false;
    for (uint32_t t = span->first; t <= span->last && words < most; t++) {
        words += !joined && dtli_quote_is_word(ctx, t);
        joined = (ctx->doc->tokens[t].flags & DTL_TOKEN_JOINED) != 0;
    }
    return words;
}
