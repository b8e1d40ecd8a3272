/* token.c — pieces of chunks into syntactic words.
 *
 * Conventions of the English UD treebanks EWT and GUM: clitics are words
 * ("do n't", "Iraq 's"), marked as one orthographic word with what they lean
 * on; compounds with hyphens come apart ("US - led") but for prefixes that
 * are no words ("anti-war"); numbers and their units come apart ("5 km").
 */
#include "segment/token.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/chars.h"
#include "read/norm.h"
#include "segment/chunk.h"
#include "segment/lists.h"
#include "segment/scan.h"

/* How far on a quotation in single quotes is looked for its end, bytes: a
 * paragraph. */
enum { QUOTE_REACH = 1500 };

static void append(dtl_tokenizer *tk, dtl_span span, uint8_t flags)
{
    dtl_doc *doc = tk->doc;
    if (tk->full || tk->no_memory)
        return;
    if (doc->token_count >= DTL_MAX_DOC_TOKENS) {
        tk->full = true;
        return;
    }
    if (!dtli_arena_grow(tk->arena, &doc->tokens, doc->token_count,
                         &tk->capacity, sizeof *doc->tokens)) {
        tk->no_memory = true;
        return;
    }
    dtl_str form = dtli_str_slice(doc->in.text, span.start, span.end);
    dtl_str norm = dtli_norm(tk->arena, form);
    if (!norm.ptr) {
        tk->no_memory = true;
        return;
    }
    doc->tokens[doc->token_count++] = (dtl_token){
        .span = span,
        .form = form,
        .norm = norm,
        .head = DTL_NO_INDEX,
        .name = DTL_NO_INDEX,
        .mention = DTL_NO_INDEX,
        .flags = flags,
    };
}

/* Appends units [a, b) as one token, cut where it would be too long. */
static void emit(dtl_tokenizer *tk, const dtl_run *run, uint32_t a, uint32_t b,
                 uint8_t flags)
{
    if (a >= b)
        return;
    uint32_t first = a;
    for (uint32_t i = a + 1; i < b; i++) {
        uint32_t start = run->units[first].start;
        if (run->units[i].end - start <= DTL_MAX_TOKEN_BYTES)
            continue;
        append(tk, (dtl_span){ start, run->units[i - 1].end }, 0);
        first = i;
    }
    dtl_span span = { run->units[first].start, run->units[b - 1].end };
    append(tk, span, flags);
}

/* Length of the clitic that [a, b) ends in: 2 of "Iraq's", 3 of "don't" and
 * "they're"; 0 where there is none. A decade keeps its own: "1990's". */
static uint32_t clitic_length(const dtl_run *run, uint32_t a, uint32_t b)
{
    static const char *const CLITICS[] = { "'s",  "'m",  "'d",
                                           "'re", "'ve", "'ll" };
    char buffer[DTLI_WORD_BUFFER];
    for (uint32_t n = 2; n <= 3 && a + n < b; n++) {
        if (!dtli_char_is_apostrophe(run->units[b - n].cp))
            continue;
        dtl_str tail = dtli_scan_lower(run, b - n, b, buffer);
        for (size_t i = 0; i < sizeof CLITICS / sizeof CLITICS[0]; i++) {
            bool decade = run->units[b - n - 1].cp == '0';
            if (dtli_str_is(tail, CLITICS[i]))
                return decade ? 0 : n;
        }
    }
    if (a + 3 < b &&
        dtli_str_is(dtli_scan_lower(run, b - 3, b, buffer), "n't"))
        return 3;
    return 0;
}

/* "cannot", "gonna", "dont": true if [a, b) was written out in parts. */
static bool emit_contraction(dtl_tokenizer *tk, const dtl_run *run,
                             uint32_t a, uint32_t b)
{
    char buffer[DTLI_WORD_BUFFER];
    const unsigned char *lengths;
    dtl_str word = dtli_scan_lower(run, a, b, buffer);
    unsigned parts = word.len == b - a ? dtli_list_contraction(word, &lengths)
                                       : 0;
    for (unsigned i = 0; i < parts; i++) {
        uint32_t stop = a + lengths[i];
        emit(tk, run, a, stop, i + 1 < parts ? DTL_TOKEN_JOINED : 0);
        a = stop;
    }
    return parts > 0;
}

/* End of the number in "10:30am", "5km", "3.5bn"; `a` where [a, b) is no
 * number with a unit. */
static uint32_t number_before_unit(const dtl_run *run, uint32_t a, uint32_t b)
{
    uint32_t end = a;
    while (end < b && !dtli_utf8_is_letter(run->units[end].cp))
        end++;
    if (end == a || end == b || !dtli_scan_is_digit(run->units[end - 1].cp))
        return a;
    for (uint32_t i = end; i < b; i++) {
        uint32_t cp = run->units[i].cp;
        if (!dtli_utf8_is_letter(cp) && cp != '.')
            return a;
    }
    /* "5m" but "4D"; of capitals only the thousands: "66K", "8M", "2B" */
    uint32_t unit = run->units[end].cp;
    if (b - end == 1 && unit != 'K' && unit != 'M' && unit != 'B' &&
        dtli_utf8_is_upper(unit))
        return a;
    char buffer[DTLI_WORD_BUFFER];
    return dtli_list_is_unit(dtli_scan_lower(run, end, b, buffer)) ? end : a;
}

/* A part of a word without hyphens: splits off clitics and units. */
static void emit_part(dtl_tokenizer *tk, const dtl_run *run, uint32_t a,
                      uint32_t b)
{
    uint32_t cut[4];
    uint32_t count = 0;
    uint32_t end = b;
    while (count < 3) { /* "I'd've": two clitics */
        uint32_t n = clitic_length(run, a, end);
        if (n == 0)
            break;
        end -= n;
        cut[count++] = end;
    }
    uint32_t number = number_before_unit(run, a, end);
    emit(tk, run, a, number, 0);
    a = number;
    if (count > 0 || !emit_contraction(tk, run, a, end))
        emit(tk, run, a, end, count > 0 ? DTL_TOKEN_JOINED : 0);
    while (count > 0) {
        uint32_t start = cut[--count];
        uint32_t stop = count > 0 ? cut[count - 1] : b;
        emit(tk, run, start, stop, count > 0 ? DTL_TOKEN_JOINED : 0);
    }
}

static bool is_syllable(const dtl_run *run, uint32_t a, uint32_t b)
{
    char buffer[DTLI_WORD_BUFFER];
    return dtli_list_is_syllable(dtli_scan_lower(run, a, b, buffer));
}

/* "Jong-un" in "Kim Jong-un": a given name of two syllables behind a family
 * name. The word [a, end) begins its chunk. */
static bool is_given_name(const dtl_tokenizer *tk, const dtl_run *run,
                          uint32_t a, uint32_t at, uint32_t end)
{
    const dtl_doc *doc = tk->doc;
    uint32_t cp = 0;
    if (a > 0 || doc->token_count == 0)
        return false;
    (void)dtli_utf8_decode(doc->tokens[doc->token_count - 1].norm, 0, &cp);
    end -= clitic_length(run, at + 1, end);
    return dtli_utf8_is_upper(cp) && dtli_utf8_is_upper(run->units[a].cp) &&
           is_syllable(run, a, at) && is_syllable(run, at + 1, end);
}

static bool all_upper(const dtl_run *run, uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i < b; i++) {
        if (!dtli_utf8_is_upper(run->units[i].cp))
            return false;
    }
    return true;
}

/* "anti" of "anti-war" and "ANTI-WAR", not the acronyms of "UN-led" and
 * "UN-LED". */
static bool is_prefix(const dtl_run *run, uint32_t first, uint32_t at,
                      uint32_t end)
{
    char buffer[DTLI_WORD_BUFFER];
    dtl_str word = dtli_scan_lower(run, first, at, buffer);
    if (!dtli_list_is_prefix(word) || word.len != at - first ||
        end == at + 2)
        return false;
    if (word.len == 1 || !all_upper(run, first, at))
        return true;
    return word.len > 2 && all_upper(run, at + 1, end);
}

/* Whether the hyphen at `at`, inside the part that began at `first` and with
 * [at + 1, end) behind it, stays in the word: "anti-war", "clock-wise". */
static bool hyphen_stays(const dtl_run *run, uint32_t first, uint32_t at,
                         uint32_t end)
{
    char buffer[DTLI_WORD_BUFFER];
    if (is_prefix(run, first, at, end))
        return true;
    dtl_str tail = dtli_scan_lower(run, at + 1, end, buffer);
    return dtli_str_is(tail, "e") || dtli_str_is(tail, "wise") ||
           dtli_str_is(tail, "esque");
}

/* "713-555-0142", "2020-01-05", "555-0142", the extension "5-0142" and the
 * post code "16802-6601" are one, "5-10", "1969-1970" and "2-1" come apart. */
static bool is_dashed_number(const dtl_run *run, uint32_t a, uint32_t b)
{
    uint32_t hyphens = 0;
    uint32_t last = a;
    bool slash = false;
    for (uint32_t i = a; i < b; i++) {
        uint32_t cp = run->units[i].cp;
        if (dtli_char_is_hyphen(cp)) {
            hyphens++;
            last = i;
        } else if (cp == '/') {
            slash = true;
        } else if (!dtli_scan_is_digit(cp) && cp != '.' && cp != ',') {
            return false;
        }
    }
    uint32_t front = last - a;
    if (hyphens == 1)
        return slash || (b - last == 5 &&
                         (front == 1 || front == 3 || front == 5));
    return hyphens > 1;
}

static void emit_word(dtl_tokenizer *tk, const dtl_run *run, uint32_t a,
                      uint32_t b)
{
    if (is_dashed_number(run, a, b)) {
        emit(tk, run, a, b, 0);
        return;
    }
    uint32_t first = a;
    for (uint32_t i = a; i < b; i++) {
        if (!dtli_char_is_hyphen(run->units[i].cp))
            continue;
        uint32_t end = i + 1;
        while (end < b && !dtli_char_is_hyphen(run->units[end].cp))
            end++;
        if (hyphen_stays(run, first, i, end) ||
            (first == a && is_given_name(tk, run, a, i, end))) {
            i = end - 1;
            continue;
        }
        emit_part(tk, run, first, i);
        emit(tk, run, i, i + 1, 0);
        first = i + 1;
    }
    emit_part(tk, run, first, b);
}

/* "'em", "'72", "'60s": the apostrophe at `at` belongs to the word. Returns
 * the word's end, or `at`. */
static uint32_t clipped_end(const dtl_run *run, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < run->count && dtli_char_is_word(run->units[end].cp))
        end++;
    uint32_t length = end - at - 1;
    if (length >= 2 && length <= 3 &&
        dtli_scan_is_digit(run->units[at + 1].cp) &&
        dtli_scan_is_digit(run->units[at + 2].cp))
        return end;
    char buffer[DTLI_WORD_BUFFER];
    dtl_str word = dtli_scan_lower(run, at + 1, end, buffer);
    return length > 0 && dtli_list_is_clipped(word) ? end : at;
}

/* Whether the apostrophe at `at` is the mark of possession of the word that
 * ends there: "workers' rights", and not the end of a quotation. */
static bool is_possessive(const dtl_tokenizer *tk, const dtl_run *run,
                          uint32_t at)
{
    if (tk->single_open || at == 0)
        return false;
    uint32_t last = at - 1;
    if (last > 0 && run->units[last].cp == '.')
        last--; /* "the U.S.' role" */
    uint32_t before = run->units[last].cp | 0x20;
    return before == 's' || before == 'x' || before == 'z';
}

/* Whether the apostrophe before byte `at` may open a quotation: another one
 * closes something within reach. None does in "the 'Ndrangheta clan". Each
 * byte of the block is searched once. */
static bool may_open(dtl_tokenizer *tk, uint32_t at)
{
    dtl_str text = tk->doc->in.text;
    uint32_t end = tk->block_end;
    uint32_t before = ' ';
    if (tk->closer > at)
        return tk->closer - at <= QUOTE_REACH;
    if (end - at > QUOTE_REACH)
        end = at + QUOTE_REACH;
    at = at < tk->searched ? tk->searched : at;
    while (at < end && tk->closer < at) {
        uint32_t cp = ' ';
        uint32_t after = ' ';
        size_t n = dtli_utf8_decode(text, at, &cp);
        at += n > 0 ? (uint32_t)n : 1;
        (void)dtli_utf8_decode(text, at, &after);
        if (dtli_char_is_apostrophe(cp) && !dtli_char_is_blank(before) &&
            !dtli_char_is_word(after))
            tk->closer = at;
        before = cp;
    }
    tk->searched = at;
    return tk->closer >= at && at > 0;
}

/* End of the word at `at` with the apostrophe before it. */
static uint32_t word_behind(const dtl_run *run, uint32_t at)
{
    while (at < run->count && dtli_char_is_word(run->units[at].cp))
        at++;
    return at;
}

/* The apostrophe at `at` before a word: "'em", "'Ndrangheta", or a quote
 * that opens. Returns the end of its piece. */
static uint32_t emit_leading(dtl_tokenizer *tk, const dtl_run *run,
                             uint32_t at)
{
    const dtl_unit *unit = &run->units[at];
    uint32_t end = clipped_end(run, at);
    bool straight = unit->cp == '\'' || unit->cp == 0x2019;
    bool written = unit->end - unit->start <= 3; /* no entity */
    bool name = dtli_utf8_is_upper(run->units[at + 1].cp);
    if (end == at && straight && written && name && !may_open(tk, unit->end))
        end = word_behind(run, at + 1);
    if (end == at) {
        tk->single_open = true;
        end = at + 1;
    }
    emit(tk, run, at, end, 0);
    return end;
}

/* An apostrophe that no word holds inside. Returns the end of its piece. */
static uint32_t emit_apostrophe(dtl_tokenizer *tk, const dtl_run *run,
                                uint32_t at)
{
    bool after_word = at > 0 && dtli_char_is_word(run->units[at - 1].cp);
    bool before_word = at + 1 < run->count &&
                       dtli_char_is_word(run->units[at + 1].cp);
    if (!after_word && before_word)
        return emit_leading(tk, run, at);
    uint32_t end = dtli_scan_punctuation(run, at);
    if (end == at + 1 && is_possessive(tk, run, at)) {
        dtl_doc *doc = tk->doc;
        if (doc->token_count > 0 && !tk->full)
            doc->tokens[doc->token_count - 1].flags |= DTL_TOKEN_JOINED;
    } else if (end == at + 1) {
        tk->single_open = false;
    }
    emit(tk, run, at, end, 0);
    return end;
}

static void tokenize_run(dtl_tokenizer *tk, const dtl_run *run)
{
    uint32_t at = 0;
    while (at < run->count) {
        uint32_t cp = run->units[at].cp;
        uint32_t end = dtli_scan_whole(run, at);
        if (end > at) {
            emit(tk, run, at, end, 0);
        } else if ((end = dtli_scan_word(run, at)) > at) {
            emit_word(tk, run, at, end);
        } else if (dtli_char_is_apostrophe(cp)) {
            end = emit_apostrophe(tk, run, at);
        } else {
            end = dtli_scan_punctuation(run, at);
            emit(tk, run, at, end, 0);
        }
        at = end;
    }
}

/* First byte behind the blanks at `at`, or `end`. */
static uint32_t skip_blanks(dtl_str text, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t cp;
        size_t n = dtli_utf8_decode(text, at, &cp);
        if (n > 0 && !dtli_char_is_blank(cp) && !dtli_char_is_invisible(cp))
            return at;
        at += n > 0 ? (uint32_t)n : 1;
    }
    return end;
}

/* Fills run->next and run->next_word from the text behind the chunk. */
static void look_ahead(dtl_str text, uint32_t at, uint32_t end,
                       char buffer[DTLI_WORD_BUFFER], dtl_run *run)
{
    size_t len = 0;
    at = skip_blanks(text, at, end);
    if (at < end)
        (void)dtli_utf8_decode(text, at, &run->next);
    for (; at < end && len < DTLI_WORD_BUFFER; at++) {
        char c = text.ptr[at];
        if ((c | 0x20) < 'a' || (c | 0x20) > 'z')
            break;
        buffer[len++] = (char)(c | 0x20);
    }
    run->next_word = (dtl_str){ buffer, len < DTLI_WORD_BUFFER ? len : 0 };
}

/* The line break or blank that ends a block counts as one after its last
 * token. */
static void note_block_end(dtl_doc *doc, uint32_t at)
{
    uint32_t cp = ' ';
    (void)dtli_utf8_decode(doc->in.text, at, &cp);
    if (dtli_char_is_blank(cp))
        doc->tokens[doc->token_count - 1].flags |= DTL_TOKEN_SPACE_AFTER;
}

void dtli_tokenize(dtl_tokenizer *tk, dtl_span block)
{
    dtl_str text = tk->doc->in.text;
    dtl_chunk chunk;
    uint32_t at = block.start;
    uint32_t first = tk->doc->token_count;
    tk->single_open = false;
    tk->block_end = block.end;
    tk->searched = tk->closer = block.start;
    while (dtli_chunk_next(text, &at, block.end, &chunk)) {
        char buffer[DTLI_WORD_BUFFER];
        dtl_run run = { .units = chunk.units, .count = chunk.count };
        look_ahead(text, at, block.end, buffer, &run);
        uint32_t before = tk->doc->token_count;
        tokenize_run(tk, &run);
        if (tk->full || tk->no_memory)
            return;
        if (chunk.space_after && tk->doc->token_count > before)
            tk->doc->tokens[tk->doc->token_count - 1].flags |=
                DTL_TOKEN_SPACE_AFTER;
    }
    if (tk->doc->token_count > first)
        note_block_end(tk->doc, block.end);
}
