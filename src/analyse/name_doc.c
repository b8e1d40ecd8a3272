/* name_doc.c — votes over the names of a document (name_doc.h).
 *
 *   "Ada Moreno ... Moreno"             a last name is of a person
 *   "Rural Water Agency (RWA) ... RWA"  an acronym is what it shortens
 *   "Udana ... Udana ... Udana"         one type, that of most uses
 *
 * Newswire names, F1 (names/dev.jsonl): 86.5 without; acronyms 86.8, with
 * votes 87.1, with last names 87.5, with missed words 87.6.
 */
#include "analyse/name_doc.h"

#include <string.h>

#include "analyse/names.h"
#include "analyse/tag.h"
#include "base/table.h"
#include "base/utf8.h"

enum { KEY_MAX = 96, ACRONYM_MAX = 8 };

/* One name as it stands in the text. */
typedef struct mention {
    uint32_t first, count, entry;
} mention;

/* All uses of one name. */
typedef struct entry {
    uint32_t votes[DTL_NAME_COUNT];
    dtl_name_type type; /* decided; 0 while open */
} entry;

typedef struct ballot {
    const dtl_doc *doc;
    uint8_t *tags;
    dtl_strmap *map; /* text of a name -> entry */
    entry *entries;
    mention *mentions;
    uint32_t entry_count, mention_count;
} ballot;

static dtl_str text_at(const ballot *b, uint32_t token)
{
    return dtli_token_text(&b->doc->tokens[token]);
}

static uint32_t sentence_end(const ballot *b, uint32_t token)
{
    const dtl_sent *sent = &b->doc->sents[b->doc->tokens[token].sent];
    return sent->first + sent->count;
}

static uint32_t mention_end(const ballot *b, uint32_t first)
{
    return dtli_name_end(b->tags, first, sentence_end(b, first));
}

/* "Rural Water Agency " into room; empty where it does not fit. */
static dtl_str key_of(const ballot *b, uint32_t first, uint32_t count,
                      char *room)
{
    dtl_str key = { room, 0 };
    for (uint32_t i = first; i < first + count; i++) {
        dtl_str text = text_at(b, i);
        if (key.len + text.len + 1 > KEY_MAX) {
            key.len = 0;
            return key;
        }
        memcpy(room + key.len, text.ptr, text.len);
        key.len += text.len;
        room[key.len++] = ' ';
    }
    return key;
}

static uint32_t find_entry(const ballot *b, uint32_t first, uint32_t count)
{
    char room[KEY_MAX];
    dtl_str key = key_of(b, first, count, room);
    return key.len ? dtli_strmap_get(b->map, key, UINT32_MAX) : UINT32_MAX;
}

static bool add_entry(ballot *b, uint32_t first, uint32_t count,
                      dtl_arena *arena, uint32_t *at)
{
    char room[KEY_MAX];
    dtl_str key = key_of(b, first, count, room);
    *at = find_entry(b, first, count);
    if (key.len == 0 || *at != UINT32_MAX)
        return true;
    key = dtli_arena_str(arena, key);
    *at = b->entry_count;
    b->entry_count++;
    return key.ptr && dtli_strmap_put(b->map, key, *at);
}

static bool collect(ballot *b, dtl_arena *arena)
{
    uint32_t n = b->doc->token_count;
    for (uint32_t i = 0; i < n; i++) {
        if (b->tags[i] % 2 == 0)
            continue;
        mention m = { i, mention_end(b, i) - i, 0 };
        if (!add_entry(b, i, m.count, arena, &m.entry))
            return false;
        if (m.entry == UINT32_MAX)
            continue;
        b->entries[m.entry].votes[(b->tags[i] + 1) / 2]++;
        b->mentions[b->mention_count++] = m;
    }
    return true;
}

static bool is_capital(dtl_str text)
{
    uint32_t cp = 0;
    return dtli_utf8_decode(text, 0, &cp) > 0 && dtli_utf8_is_upper(cp);
}

/* Two to eight letters A-Z. */
static bool is_acronym(dtl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < 'A' || text.ptr[i] > 'Z')
            return false;
    return text.len >= 2 && text.len <= ACRONYM_MAX;
}

/* The letters of the acronym stand in this order among the initials of
 * words [first, end). */
static bool shortens(const ballot *b, dtl_str acronym, uint32_t first,
                     uint32_t end)
{
    size_t at = 0;
    for (uint32_t i = first; i < end && at < acronym.len; i++)
        at += dtli_str_starts(text_at(b, i),
                              dtli_str_slice(acronym, at, at + 1));
    return at == acronym.len;
}

/* "( RWA )" behind the mention m: the entry of the acronym gets its type. */
static bool see_acronym(ballot *b, const mention *m, dtl_arena *arena)
{
    uint32_t open = m->first + m->count, at;
    if (m->count < 2 || open + 2 >= sentence_end(b, m->first) ||
        !dtli_str_is(text_at(b, open), "(") ||
        !dtli_str_is(text_at(b, open + 2), ")") ||
        !is_acronym(text_at(b, open + 1)) ||
        !shortens(b, text_at(b, open + 1), m->first, open))
        return true;
    if (!add_entry(b, open + 1, 1, arena, &at))
        return false;
    if (at != UINT32_MAX)
        b->entries[at].type = (dtl_name_type)((b->tags[m->first] + 1) / 2);
    return true;
}

/* The type of most uses; 0 where two types have as many. */
static dtl_name_type majority(const entry *e)
{
    uint32_t best = 0;
    bool tie = false;
    for (uint32_t k = 1; k < DTL_NAME_COUNT; k++) {
        if (e->votes[k] > e->votes[best]) {
            best = k;
            tie = false;
        } else if (e->votes[k] == e->votes[best]) {
            tie = true;
        }
    }
    return tie ? (dtl_name_type)0 : (dtl_name_type)best;
}

/* Last names of persons with a full name. */
static void see_last_name(ballot *b, const mention *m)
{
    uint32_t last = m->first + m->count - 1;
    if (m->count < 2 || (b->tags[m->first] + 1) / 2 != DTL_NAME_PER)
        return;
    uint32_t at = find_entry(b, last, 1);
    if (at != UINT32_MAX && b->entries[at].type == 0)
        b->entries[at].type = DTL_NAME_PER;
}

static void retag(ballot *b, const mention *m, dtl_name_type type)
{
    b->tags[m->first] = (uint8_t)(2 * type - 1);
    for (uint32_t i = 1; i < m->count; i++)
        b->tags[m->first + i] = (uint8_t)(2 * type);
}

/* Single words without a tag whose other uses are names. */
static void tag_missed(ballot *b)
{
    for (uint32_t i = 0; i < b->doc->token_count; i++) {
        if (b->tags[i] != 0 || !is_capital(text_at(b, i)))
            continue;
        uint32_t at = find_entry(b, i, 1);
        if (at != UINT32_MAX && b->entries[at].type != 0 &&
            b->entries[at].type != DTL_NAME_MISC)
            b->tags[i] = (uint8_t)(2 * b->entries[at].type - 1);
    }
}

/* Acronyms first, then last names, then votes: the first answer stays. */
static bool decide(ballot *b, dtl_arena *arena)
{
    for (uint32_t i = 0; i < b->mention_count; i++)
        if (!see_acronym(b, &b->mentions[i], arena))
            return false;
    for (uint32_t i = 0; i < b->mention_count; i++)
        see_last_name(b, &b->mentions[i]);
    for (uint32_t i = 0; i < b->entry_count; i++)
        if (b->entries[i].type == 0)
            b->entries[i].type = majority(&b->entries[i]);
    for (uint32_t i = 0; i < b->mention_count; i++) {
        dtl_name_type type = b->entries[b->mentions[i].entry].type;
        if (type != 0)
            retag(b, &b->mentions[i], type);
    }
    tag_missed(b);
    return true;
}

bool dtli_agree_names(const dtl_doc *doc, uint8_t *tags, dtl_arena *arena)
{
    uint32_t names = 1;
    for (uint32_t i = 0; i < doc->token_count; i++)
        names += tags[i] % 2;
    dtl_arena_mark mark = dtli_arena_mark(arena);
    ballot b = { .doc = doc, .tags = tags };
    b.entries = dtli_arena_array(arena, 2 * (size_t)names, sizeof *b.entries);
    b.mentions = dtli_arena_array(arena, names, sizeof *b.mentions);
    b.map = dtli_strmap_new(names);
    bool ok = b.entries && b.mentions && b.map && collect(&b, arena) &&
              decide(&b, arena);
    dtli_strmap_free(b.map);
    dtli_arena_release(arena, mark);
    return ok;
}
