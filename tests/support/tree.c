/* tree.c — documents made by hand (tree.h). */
#include "support/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { WORDS_MAX = 200, FIELDS = 7, PUBLISHED = 19859 /* 2024-05-16 */ };

static void bad(const char *what)
{
    fprintf(stderr, "tests/support/tree.c: %s\n", what);
    abort();
}

static int label(dtl_label_set set, dtl_str text)
{
    int id = dtl_label_find(set, text);
    if (id < 0)
        bad(text.ptr);
    return id;
}

static dtl_entity_kind kind_of(dtl_str text)
{
    static const char *const KINDS[] = { "other", "person", "group", "org",
                                         "state", "place" };
    for (int k = 0; k < 6; k++)
        if (dtli_str_is(text, KINDS[k]))
            return (dtl_entity_kind)k;
    bad("unknown kind of mention");
    return DTL_ENTITY_OTHER;
}

static void copy_code(char out[DTL_CODE_SIZE], dtl_str code)
{
    if (code.len >= DTL_CODE_SIZE)
        bad("code too long");
    memcpy(out, code.ptr, code.len);
    out[code.len] = '\0';
}

/* "group:SYR:REB#2" */
static void add_mention(dtl_doc *doc, dtl_token *t, uint32_t token,
                        dtl_str field)
{
    size_t hash = dtli_str_find(field, '#', 0);
    dtl_str rest = dtli_str_slice(field, 0, hash), part;
    dtl_mention *m = &doc->mentions[doc->mention_count];
    uint64_t entity = 0;
    m->head = m->first = m->last = token;
    dtli_str_split(&rest, ':', &part);
    dtl_entity_kind kind = kind_of(part);
    if (dtli_str_split(&rest, ':', &part))
        copy_code(m->actor.country, part);
    if (dtli_str_split(&rest, ':', &part))
        copy_code(m->actor.sectors[0], part);
    if (hash < field.len)
        dtli_str_to_u64(dtli_str_slice(field, hash + 1, field.len), 99,
                        &entity);
    else
        entity = 100 + doc->mention_count;
    m->entity = (uint32_t)entity;
    m->actor.text = m->actor.name = t->form;
    m->actor.span = t->span;
    m->actor.entity = (int32_t)entity;
    doc->entities[entity].kind = kind;
    t->mention = (int32_t)doc->mention_count++;
}

static void read_word(dtl_doc *doc, dtl_str line, dtl_buf *text)
{
    dtl_str field[FIELDS] = { { 0 } }, rest = line, one;
    uint32_t n = 0, token = doc->token_count;
    dtl_token *t = &doc->tokens[token];
    dtl_sent *sent = &doc->sents[doc->sent_count];
    while (dtli_str_split(&rest, ' ', &one))
        if (one.len && n < FIELDS)
            field[n++] = one;
    if (n < 6)
        bad(line.ptr);
    uint64_t head = 0;
    dtli_str_to_u64(field[4], WORDS_MAX, &head);
    t->form = t->norm = field[0];
    t->lemma = field[1];
    t->upos = (uint8_t)label(DTL_LABELS_UPOS, field[2]);
    t->xpos = (uint8_t)label(DTL_LABELS_XPOS, field[3]);
    t->head = head ? (int32_t)(sent->first + head - 1) : DTL_NO_INDEX;
    t->rel = (uint8_t)label(DTL_LABELS_REL, field[5]);
    t->sent = doc->sent_count;
    t->name = t->mention = DTL_NO_INDEX;
    t->span.start = (uint32_t)text->len;
    dtli_buf_add(text, t->form);
    t->span.end = (uint32_t)text->len;
    dtli_buf_add_char(text, ' ');
    if (n > 6)
        add_mention(doc, t, token, field[6]);
    doc->token_count++;
    sent->count++;
}

void test_tree_read(const char *tree, dtl_arena *arena, dtl_doc *doc)
{
    dtl_str rest = dtli_str(tree), line;
    dtl_buf text;
    memset(doc, 0, sizeof *doc);
    dtli_buf_init(&text, 1 << 16);
    doc->tokens = dtli_arena_array(arena, WORDS_MAX, sizeof(dtl_token));
    doc->sents = dtli_arena_array(arena, WORDS_MAX, sizeof(dtl_sent));
    doc->mentions = dtli_arena_array(arena, WORDS_MAX, sizeof(dtl_mention));
    doc->entities =
        dtli_arena_array(arena, 2 * WORDS_MAX, sizeof(dtl_entity));
    doc->entity_count = 2 * WORDS_MAX;
    doc->published = PUBLISHED;
    doc->published_known = true;
    while (dtli_str_split(&rest, '\n', &line)) {
        line = dtli_str_trim(line);
        if (line.len) {
            read_word(doc, line, &text);
        } else if (doc->sents[doc->sent_count].count) {
            doc->sent_count++;
            doc->sents[doc->sent_count].first = doc->token_count;
        }
    }
    if (doc->sents[doc->sent_count].count)
        doc->sent_count++;
    doc->in.id = DTL_STR("made-by-hand");
    doc->in.text = dtli_arena_str(arena, dtli_buf_str(&text));
    dtli_buf_clear(&text);
}
