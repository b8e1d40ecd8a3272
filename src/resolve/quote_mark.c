/* quote_mark.c — which quotation marks open and which close.
 *
 * Double marks of all shapes: by their shape and the blanks around them, and
 * where the two disagree by the blanks: German closes with the mark that
 * English opens with. Straight ones go by the blanks alone. Single marks are
 * mostly apostrophes; only those that pair up around words count: a mark
 * before a word and one behind a word or a stop, a limited way on.
 */
#include "resolve/quote_internal.h"

#include "base/str.h"
#include "base/utf8.h"

/* Tokens between two single marks: a paragraph of speech. */
enum { SINGLE_REACH = 120 };

static bool spaced(const quote_context *ctx, uint32_t t)
{
    return (ctx->doc->tokens[t].flags & DTL_TOKEN_SPACE_AFTER) != 0;
}

static bool is_one_of(dtl_str word, const char *marks)
{
    if (word.len != 1)
        return false;
    for (; *marks; marks++)
        if (*marks == word.ptr[0])
            return true;
    return false;
}

/* Whether a word may begin behind token `t`: blank, bracket or dash. */
static bool room_before(const quote_context *ctx, uint32_t t, uint32_t first)
{
    if (t == first || spaced(ctx, t - 1))
        return true;
    dtl_str before = dtli_quote_norm(ctx, t - 1);
    return is_one_of(before, "([-") || dtli_str_is(before, "--");
}

static bool room_behind(const quote_context *ctx, uint32_t t, uint32_t end)
{
    return t + 1 >= end || spaced(ctx, t) ||
           is_one_of(dtli_quote_norm(ctx, t + 1), ",.;:?!)]-");
}

static quote_mark by_shape(uint32_t cp, size_t len)
{
    if (cp == 0x201c || cp == 0x201e || cp == 0x201f || cp == 0xab ||
        cp == '`')
        return QUOTE_MARK_OPEN;
    if (cp == 0x201d || cp == 0xbb || (cp == '\'' && len == 2))
        return QUOTE_MARK_CLOSE;
    return QUOTE_MARK_EITHER;
}

static quote_mark double_mark(const quote_context *ctx, uint32_t t,
                              uint32_t first, uint32_t end)
{
    dtl_str form = ctx->doc->tokens[t].form;
    uint32_t cp = 0;
    (void)dtli_utf8_decode(form, 0, &cp);
    bool before = room_before(ctx, t, first);
    bool behind = room_behind(ctx, t, end);
    if (cp == 0x201e) /* low: opens always */
        return QUOTE_MARK_OPEN;
    if (before != behind)
        return before ? QUOTE_MARK_OPEN : QUOTE_MARK_CLOSE;
    return by_shape(cp, form.len);
}

/* "'em", "'til", "'90s": the mark stands for what is left out. */
static bool is_clipped(const quote_context *ctx, uint32_t t)
{
    static const char *const WORDS[] = { "em", "til", "tis", "twas",
                                         "cause", "n", "round", "s" };
    dtl_str word = dtli_quote_norm(ctx, t);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (dtli_str_equal_nocase(word, dtli_str(WORDS[i])))
            return true;
    return word.len == 0 || (word.ptr[0] >= '0' && word.ptr[0] <= '9');
}

static bool single_opens(const quote_context *ctx, uint32_t t, uint32_t first,
                         uint32_t end)
{
    return dtli_str_is(dtli_quote_norm(ctx, t), "'") && t + 1 < end &&
           room_before(ctx, t, first) && !room_behind(ctx, t, end) &&
           dtli_quote_is_word(ctx, t + 1) && !is_clipped(ctx, t + 1);
}

static bool single_closes(const quote_context *ctx, uint32_t t, uint32_t end)
{
    return dtli_str_is(dtli_quote_norm(ctx, t), "'") && !spaced(ctx, t - 1) &&
           room_behind(ctx, t, end);
}

/* Where the quotation opened by the single mark `from` ends: at the first
 * mark behind a stop ("the workers' rights,' he said"), else at the first
 * one that is no possessive; 0 where there is none. */
static uint32_t single_end(const quote_context *ctx, uint32_t from,
                           uint32_t first, uint32_t end)
{
    uint32_t found = 0;
    uint32_t last = end - from > SINGLE_REACH ? from + SINGLE_REACH : end;
    for (uint32_t t = from + 2; t < last; t++) {
        if (single_opens(ctx, t, first, end))
            break;
        if (!single_closes(ctx, t, end))
            continue;
        if (is_one_of(dtli_quote_norm(ctx, t - 1), ",.?!"))
            return t;
        if (found == 0 && ctx->doc->tokens[t].xpos != DTL_XPOS_POS)
            found = t;
    }
    return found;
}

void dtli_quote_marks(quote_context *ctx, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        if (ctx->mark[t] != QUOTE_MARK_NONE)
            continue;
        if (dtli_str_is(dtli_quote_norm(ctx, t), "\"")) {
            ctx->mark[t] = (uint8_t)double_mark(ctx, t, first, end);
        } else if (single_opens(ctx, t, first, end)) {
            uint32_t close = single_end(ctx, t, first, end);
            if (close == 0)
                continue;
            ctx->mark[t] = QUOTE_MARK_SINGLE_OPEN;
            ctx->mark[close] = QUOTE_MARK_SINGLE_CLOSE;
        }
    }
}
