/* context_read.c — reads rules/contexts (context.h, docs/coding.md).
 *
 *   military   word   army|navy|air force
 *   military   sign   by=MIL|?to=MIL
 *
 * A word with hyphens counts in one piece and in several: the segmenter
 * leaves "pro-democracy" whole and takes "same-sex" apart.
 */
#include <string.h>

#include "base/error.h"
#include "code/context.h"

enum { HYPHENS_TEXT = 128 };

static const char *const KINDS[CONTEXT_KIND_COUNT] = {
    "word", "hint", "mask", "against", "sign", "yields",
};

static const char *const ENDINGS[] = { "", "/n", "/v", "/a" };

uint32_t dtli_context_pack(dtli_context_use use)
{
    return use.context | (uint32_t)use.kind << 8 | (uint32_t)use.pos << 16;
}

dtli_context_use dtli_context_unpack(uint32_t value)
{
    dtli_context_use use = { value & 0xff,
                             (dtli_context_kind)(value >> 8 & 0xff),
                             (dtli_context_pos)(value >> 16) };
    return use;
}

/* A table that is read: the numbers of contexts are rows of the codebook. */
typedef struct reader {
    dtl_rules *rules;
    const dtl_table *codes;
    int code;
    dtl_error *err;
} reader;

static dtl_status bad(const reader *r, const char *what, dtl_str text)
{
    return dtl_fail(r->err, DTL_SYNTAX, 0, 0, "E545: no %s \"%.*s\"", what,
                    DTL_FMT(text));
}

static dtl_status no_memory(const reader *r)
{
    return dtl_fail(r->err, DTL_NOMEM, 0, 0,
                    "E546: out of memory for contexts");
}

static bool find_context(const reader *r, dtl_str name, uint32_t *out)
{
    for (uint32_t k = 0; k < r->rules->context_count; k++)
        if (dtli_str_equal(dtli_table_cell(r->codes, k, r->code), name)) {
            *out = k;
            return true;
        }
    return false;
}

/* Without a kind, as in tables of old, words are words. */
static bool find_kind(dtl_str name, dtli_context_kind *out)
{
    *out = CONTEXT_WORD;
    for (int k = 0; k < CONTEXT_KIND_COUNT; k++)
        if (dtli_str_is(name, KINDS[k])) {
            *out = (dtli_context_kind)k;
            return true;
        }
    return name.len == 0;
}

/* --- words -------------------------------------------------------------- */

static uint32_t intern(dtl_rules *rules, dtl_str word)
{
    uint32_t id =
        dtli_strmap_get(rules->context_vocabulary, word, DTL_WORD_NONE);
    if (id != DTL_WORD_NONE)
        return id;
    if (!dtli_strmap_put(rules->context_vocabulary, word,
                         rules->context_vocabulary_count))
        return DTL_WORD_NONE;
    return rules->context_vocabulary_count++;
}

static dtl_status add_term(const reader *r, dtl_str text, uint32_t value)
{
    dtli_entry entry = { .value = value };
    dtl_str rest = text, word;
    while (dtli_str_split(&rest, ' ', &word)) {
        if (word.len == 0 || entry.term.count == DTL_TERM_WORDS)
            return bad(r, "term", text);
        uint32_t id = intern(r->rules, word);
        if (id == DTL_WORD_NONE)
            return no_memory(r);
        entry.term.word[entry.term.count++] = id;
    }
    return dtli_wordlist_add(r->rules, &r->rules->context_words, entry, r->err);
}

/* "same-sex" once more as "same - sex". */
static dtl_status add_apart(const reader *r, dtl_str text, uint32_t value)
{
    char apart[HYPHENS_TEXT];
    size_t n = 0;
    for (size_t i = 0; i < text.len && n + 3 < sizeof apart; i++) {
        if (text.ptr[i] == '-') {
            memcpy(apart + n, " - ", 3);
            n += 3;
        } else {
            apart[n++] = text.ptr[i];
        }
    }
    /* the vocabulary keeps the words where they lie */
    dtl_str kept = dtli_arena_str(r->rules->arena, (dtl_str){ apart, n });
    if (!kept.ptr)
        return no_memory(r);
    return add_term(r, kept, value);
}

static dtl_status add_word(const reader *r, dtl_str text, dtli_context_use use)
{
    for (int p = CONTEXT_NOUN; p <= CONTEXT_ADJ; p++)
        if (dtli_str_ends(text, dtli_str(ENDINGS[p]))) {
            use.pos = (dtli_context_pos)p;
            text = dtli_str_slice(text, 0, text.len - 2);
        }
    uint32_t value = dtli_context_pack(use);
    dtl_status status = add_term(r, text, value);
    if (status == DTL_OK && dtli_str_find(text, '-', 0) < text.len)
        status = add_apart(r, text, value);
    return status;
}

/* Words of a cell that have so many blanks: the longest go in first, so that
 * they are found first. */
static dtl_status add_of_length(const reader *r, dtl_str words, size_t blanks,
                                dtli_context_use use)
{
    dtl_status status = DTL_OK;
    dtl_str text;
    while (status == DTL_OK && dtli_str_split(&words, '|', &text)) {
        size_t count = 0;
        for (size_t i = 0; i < text.len; i++)
            count += text.ptr[i] == ' ' || text.ptr[i] == '-';
        if (count == blanks)
            status = add_word(r, text, use);
    }
    return status;
}

/* --- signs -------------------------------------------------------------- */

static bool read_part(dtl_str part, dtli_context_sign *sign)
{
    const struct {
        const char *name;
        dtl_str *into;
    } LISTS[] = {
        { "by=", &sign->by },
        { "to=", &sign->to },
        { "any=", &sign->any },
        { "to!=", &sign->not_to },
    };
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        if (dtli_str_starts(part, dtli_str(LISTS[i].name))) {
            *LISTS[i].into =
                dtli_str_slice(part, strlen(LISTS[i].name), part.len);
            return LISTS[i].into->len > 0;
        }
    if (dtli_str_is(part, "states"))
        return sign->states = true;
    int event = dtl_label_find(DTL_LABELS_EVENT, part);
    if (event >= 0)
        sign->event = event;
    else
        sign->mode = part;
    return part.len > 0;
}

static dtl_status add_sign(const reader *r, dtl_str text, uint32_t context)
{
    dtl_rules *rules = r->rules;
    dtli_context_sign sign = { .context = context, .event = -1 };
    dtl_str rest = text, part;
    sign.half = dtli_str_starts(text, DTL_STR("?"));
    if (sign.half)
        rest = dtli_str_slice(text, 1, text.len);
    while (dtli_str_split(&rest, ' ', &part))
        if (!read_part(part, &sign))
            return bad(r, "sign", text);
    if (!dtli_arena_grow(
            rules->arena, &rules->context_signs, rules->context_sign_count,
            &rules->context_sign_capacity, sizeof *rules->context_signs))
        return no_memory(r);
    rules->context_signs[rules->context_sign_count++] = sign;
    return DTL_OK;
}

static dtl_status add_yields(const reader *r, dtl_str text, uint32_t context)
{
    uint32_t other;
    if (!find_context(r, text, &other))
        return bad(r, "context", text);
    r->rules->context_yields[context] |= (uint64_t)1 << other;
    return DTL_OK;
}

static dtl_status add_rest(const reader *r, dtl_str cell, dtli_context_use use)
{
    dtl_status status = DTL_OK;
    dtl_str text;
    while (status == DTL_OK && dtli_str_split(&cell, '|', &text))
        status = use.kind == CONTEXT_SIGN ? add_sign(r, text, use.context)
                                          : add_yields(r, text, use.context);
    return status;
}

/* --- rows --------------------------------------------------------------- */

static dtl_status read_row(const reader *r, const dtl_table *table,
                           uint32_t row, size_t blanks)
{
    dtl_str name =
        dtli_table_cell(table, row, dtli_table_column(table, "context"));
    dtl_str kind =
        dtli_table_cell(table, row, dtli_table_column(table, "kind"));
    dtl_str words =
        dtli_table_cell(table, row, dtli_table_column(table, "words"));
    dtli_context_use use = { .pos = CONTEXT_ANY_POS };
    if (!find_context(r, name, &use.context))
        return bad(r, "context", name);
    if (!find_kind(kind, &use.kind))
        return bad(r, "kind of row", kind);
    if (use.kind < CONTEXT_SIGN)
        return add_of_length(r, words, blanks, use);
    return blanks == 0 ? add_rest(r, words, use) : DTL_OK;
}

dtl_status dtli_contexts_read(dtl_rules *rules, const dtl_table *table,
                              dtl_error *err)
{
    dtl_table codes;
    dtl_status status =
        dtli_lexicon_table(rules->lexicon, "codebook/contexts", &codes, err);
    if (status != DTL_OK)
        return status;
    reader r = { rules, &codes, dtli_table_column(&codes, "context"), err };
    rules->context_count =
        codes.rows < DTL_CONTEXTS_MAX ? codes.rows : DTL_CONTEXTS_MAX;
    for (size_t blanks = DTL_TERM_WORDS; blanks-- > 0;)
        for (uint32_t row = 0; status == DTL_OK && row < table->rows; row++)
            status = read_row(&r, table, row, blanks);
    return status;
}
