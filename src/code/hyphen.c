/* hyphen.c — words with a hyphen, which the text analysis cuts in pieces.
 *
 * "The pull-out of the army" is five tokens and a dash. Where the tables know
 * the whole word, the piece that hangs on the rest of the sentence stands for
 * it, and the others for nothing.
 */
#include <string.h>

#include "code/tree.h"

enum { TEXT_MAX = 64 };

typedef struct spelling {
    char text[TEXT_MAX];
    size_t len;
} spelling;

static bool spell(spelling *s, dtl_str piece)
{
    if (s->len + piece.len > TEXT_MAX)
        return false;
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.ptr[i];
        s->text[s->len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return true;
}

static uint32_t look_up(const dtl_rules *rules, dtl_str first, dtl_str last)
{
    spelling s = { .len = 0 };
    if (!spell(&s, first) || !spell(&s, DTL_STR("-")) || !spell(&s, last))
        return DTL_WORD_NONE;
    return dtli_rules_word(rules, (dtl_str){ s.text, s.len });
}

/* "pull-out", "sit-ins", "ill-treated" */
static uint32_t whole_word(const dtl_rules *rules, const dtl_token *first,
                           const dtl_token *last)
{
    uint32_t word = look_up(rules, first->norm, last->norm);
    if (word == DTL_WORD_NONE)
        word = look_up(rules, first->norm, last->lemma);
    if (word == DTL_WORD_NONE && dtli_str_ends(last->norm, DTL_STR("s")))
        word = look_up(rules, first->norm,
                       (dtl_str){ last->norm.ptr, last->norm.len - 1 });
    return word;
}

static bool is_hyphenated(const dtl_token *t)
{
    return dtli_str_is(t[1].norm, "-") && t[0].span.end == t[1].span.start &&
           t[1].span.end == t[2].span.start && t[0].sent == t[2].sent;
}

void dtli_hyphens_join(dtli_tree *tree)
{
    const dtl_doc *doc = tree->doc;
    for (uint32_t i = 0; i + 2 < doc->token_count; i++) {
        const dtl_token *t = &doc->tokens[i];
        if (!is_hyphenated(t))
            continue;
        uint32_t word = whole_word(tree->rules, &t[0], &t[2]);
        if (word == DTL_WORD_NONE)
            continue;
        bool inside = t[2].head >= (int32_t)i && t[2].head <= (int32_t)i + 2;
        uint32_t head = inside ? i : i + 2;
        tree->word[i] = tree->word[i + 1] = tree->word[i + 2] = DTL_WORD_NONE;
        tree->word[head] = word;
        tree->joined[head] = tree->seen[word] = true;
    }
}
