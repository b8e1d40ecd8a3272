/* time_atom.c — tokens into atoms, and what each can be.
 *
 * Two passes over a sentence: cut the tokens' norms at '-' and '/', lower
 * them and drop full stops ("a.m." is "am"); then look up each atom and each
 * set phrase that starts with it, and read the numbers. Phrases are at most
 * DTL_TIME_PHRASE_WORDS atoms, so the work is linear in the sentence.
 */
#include "resolve/time_atom.h"

#include <string.h>

#include "base/utf8.h"

dtl_str dtli_time_key(const dtl_time_sent *sent, int64_t at)
{
    if (at < 0 || at >= (int64_t)sent->atom_count)
        return (dtl_str){ 0 };
    return sent->atoms[at].key;
}

bool dtli_time_key_is(const dtl_time_sent *sent, int64_t at,
                      const char *const *words, size_t count)
{
    dtl_str key = dtli_time_key(sent, at);
    return key.len > 0 && dtli_str_is_any(key, words, count);
}

int32_t dtli_time_atom_class(const dtl_time_sent *sent, uint32_t atom,
                             dtl_time_class of, int32_t otherwise)
{
    if (atom >= sent->atom_count)
        return otherwise;
    const dtl_time_atom *a = &sent->atoms[atom];
    for (uint32_t i = a->edge; i < a->edge + a->edge_count; i++) {
        if (sent->edges[i].symbol == of && sent->edges[i].length == 1)
            return sent->edges[i].value;
    }
    return otherwise;
}

static bool is_cut(char c)
{
    return c == '-' || c == '/';
}

/* Lower case without full stops, unless it is a number ("2.5") or nothing
 * would be left. Too long for any word: empty. */
static dtl_str make_key(dtl_time_sent *sent, dtl_str piece, bool digits)
{
    if (piece.len >= DTL_TIME_KEY_SIZE ||
        sent->key_used + piece.len > sent->key_room)
        return (dtl_str){ 0 };
    char *key = sent->keys + sent->key_used;
    size_t length = 0;
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.ptr[i];
        if (c == '.' && !digits && piece.len > 1)
            continue;
        key[length++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    sent->key_used += (uint32_t)length;
    return (dtl_str){ key, length };
}

static bool add_atom(dtl_time_sent *sent, const dtl_token *tok, uint32_t token,
                     dtl_span piece, dtl_arena *arena)
{
    if (!dtli_arena_grow(arena, &sent->atoms, sent->atom_count,
                         &sent->atom_capacity, sizeof(dtl_time_atom)))
        return false;
    dtl_str text = dtli_str_slice(tok->norm, piece.start, piece.end);
    char c = text.len ? text.ptr[0] : ' ';
    bool digits = c >= '0' && c <= '9';
    dtl_time_atom *atom = &sent->atoms[sent->atom_count++];
    *atom = (dtl_time_atom){
        .start = tok->span.start,
        .end = tok->span.end,
        .token = token,
        .capital = c >= 'A' && c <= 'Z',
        .dotted = text.len > 1 && text.ptr[text.len - 1] == '.',
        .digits = digits,
    };
    atom->key = make_key(sent, text, digits);
    /* Bytes of the norm are bytes of the text only where both are as long. */
    if (tok->norm.len == tok->span.end - tok->span.start) {
        atom->start = tok->span.start + piece.start;
        atom->end = tok->span.start + piece.end;
    }
    return true;
}

/* "mid-November" gives "mid", "-", "November"; "-" alone stays. */
static bool cut_token(dtl_time_sent *sent, const dtl_doc *doc, uint32_t token,
                      dtl_arena *arena)
{
    const dtl_token *tok = &doc->tokens[token];
    uint32_t length = (uint32_t)tok->norm.len, begin = 0;
    if (length >= DTL_TIME_KEY_SIZE || length == 0)
        return add_atom(sent, tok, token, (dtl_span){ 0, length }, arena);
    for (uint32_t i = 0; i <= length; i++) {
        bool cut = i < length && is_cut(tok->norm.ptr[i]);
        if (i < length && !cut)
            continue;
        if (i > begin &&
            !add_atom(sent, tok, token, (dtl_span){ begin, i }, arena))
            return false;
        if (cut && !add_atom(sent, tok, token, (dtl_span){ i, i + 1 }, arena))
            return false;
        begin = i + 1;
    }
    return true;
}

bool dtli_time_add_edge(dtl_time_sent *sent, uint32_t at, dtl_time_edge edge,
                        dtl_arena *arena)
{
    if (!dtli_arena_grow(arena, &sent->edges, sent->edge_count,
                         &sent->edge_capacity, sizeof edge))
        return false;
    sent->edges[sent->edge_count++] = edge;
    sent->atoms[at].edge_count++;
    return true;
}

static bool number_beside(const dtl_time_sent *sent, uint32_t at)
{
    return (at + 1 < sent->atom_count && sent->atoms[at + 1].digits) ||
           (at > 0 && sent->atoms[at - 1].digits);
}

/* May the entry stand for the atom, given how it is written? */
static bool written_so(const dtl_time_sent *sent, uint32_t at, uint8_t when)
{
    const dtl_time_atom *a = &sent->atoms[at];
    switch (when) {
    case DTL_WHEN_CAPITAL:
        return a->capital || a->digits;
    case DTL_WHEN_ABBREVIATED:
        return a->capital && (a->dotted || number_beside(sent, at));
    case DTL_WHEN_NUMBER:
        return at > 0 && sent->atoms[at - 1].digits;
    default:
        return true;
    }
}

/* Looks every atom up once, and notes the words that numbers are made of. */
static void look_up(dtl_time_sent *sent, const dtl_calendar *cal)
{
    for (uint32_t i = 0; i < sent->atom_count; i++) {
        dtl_time_atom *a = &sent->atoms[i];
        a->entry = a->key.len ? dtli_strmap_find(cal->words, a->key)
                              : DTL_STRMAP_NONE;
        for (uint32_t h = a->entry; h != DTL_STRMAP_NONE;
             h = dtli_strmap_next(cal->words, h)) {
            const dtl_time_entry *e =
                &cal->entries[dtli_strmap_value(cal->words, h)];
            if (e->symbol == DTL_TC_NUMBER)
                a->number = e->value;
            if (e->symbol == DTL_TC_ORDINAL)
                a->ordinal = e->value;
        }
    }
}

typedef struct builder {
    dtl_time_sent *sent;
    const dtl_calendar *cal;
    dtl_arena *arena;
} builder;

/* Edges over `length` atoms of the entries from `handle` on; *longest gets
 * the words of the longest set phrase that begins so. */
static bool entry_edges(const builder *b, uint32_t at, uint32_t length,
                        uint32_t handle, uint32_t *longest)
{
    for (uint32_t h = handle; h != DTL_STRMAP_NONE;
         h = dtli_strmap_next(b->cal->words, h)) {
        const dtl_time_entry *e =
            &b->cal->entries[dtli_strmap_value(b->cal->words, h)];
        dtl_time_edge edge = { e->symbol, (uint16_t)length, e->value };
        if (e->symbol == DTL_TC_NONE) {
            if ((uint32_t)e->value > *longest)
                *longest = (uint32_t)e->value;
        } else if (written_so(b->sent, at, e->when) &&
                   !dtli_time_add_edge(b->sent, at, edge, b->arena)) {
            return false;
        }
    }
    return true;
}

/* Set phrases: the keys from `at` on, joined by blanks, one word more each
 * time. */
static bool phrase_edges(const builder *b, uint32_t at, uint32_t longest)
{
    char key[DTL_TIME_KEY_SIZE];
    size_t length = 0;
    uint32_t unused = 0;
    for (uint32_t n = 0; n < longest && at + n < b->sent->atom_count; n++) {
        dtl_str word = b->sent->atoms[at + n].key;
        if (word.len == 0 || length + 1 + word.len >= sizeof key)
            return true;
        if (n > 0)
            key[length++] = ' ';
        memcpy(key + length, word.ptr, word.len);
        length += word.len;
        if (n == 0)
            continue;
        uint32_t found =
            dtli_strmap_find(b->cal->words, (dtl_str){ key, length });
        if (!entry_edges(b, at, n + 1, found, &unused))
            return false;
    }
    return true;
}

static bool all_edges(const builder *b)
{
    dtl_time_sent *sent = b->sent;
    look_up(sent, b->cal);
    for (uint32_t i = 0; i < sent->atom_count; i++) {
        uint32_t longest = 0;
        sent->atoms[i].edge = sent->edge_count;
        if (!entry_edges(b, i, 1, sent->atoms[i].entry, &longest) ||
            !phrase_edges(b, i, longest) ||
            !dtli_time_number_edges(sent, i, b->arena))
            return false;
    }
    return true;
}

bool dtli_time_sent_init(dtl_time_sent *out, const dtl_calendar *calendar,
                         const dtl_doc *doc, uint32_t sent, dtl_arena *arena)
{
    const dtl_sent *s = &doc->sents[sent];
    *out = (dtl_time_sent){ 0 };
    size_t bytes = 1;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        bytes += doc->tokens[t].norm.len;
    out->keys = dtli_arena_alloc(arena, bytes);
    out->key_room = (uint32_t)bytes;
    if (!out->keys)
        return false;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (!cut_token(out, doc, t, arena))
            return false;
    }
    return all_edges(&(builder){ out, calendar, arena });
}
