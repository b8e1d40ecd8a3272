/* corpus.c — CoNLL-U, IOB2 and Wikigold files into training sentences.
 *
 * Labels outside the closed sets of labels.h are kept as "not told", so
 * that a treebank of another version trains what it can.
 */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "read/norm.h"

enum { COLUMNS = 10, MAX_WORDS = 400 };

dtl_status corpus_init(corpus *c, dtl_error *err)
{
    memset(c, 0, sizeof *c);
    c->arena = dtli_arena_new((size_t)2 << 30);
    if (!c->arena)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return DTL_OK;
}

void corpus_clear(corpus *c)
{
    dtli_arena_free(c->arena);
    free(c->contexts);
    free(c->beliefs);
    memset(c, 0, sizeof *c);
}

word *corpus_add_word(corpus *c, dtl_str form)
{
    if (!dtli_arena_grow(c->arena, &c->words, c->word_count,
                         &c->word_capacity, sizeof *c->words))
        return NULL;
    word *w = &c->words[c->word_count++];
    memset(w, 0, sizeof *w);
    w->raw = dtli_arena_str(c->arena, form);
    if (!w->raw.ptr)
        return NULL;
    w->form = dtli_norm(c->arena, w->raw);
    w->upos = w->xpos = w->rel = w->script = w->name = w->head = LABEL_NONE;
    return w->form.ptr ? w : NULL;
}

static uint32_t sentence_start(const corpus *c)
{
    if (c->sentence_count == 0)
        return 0;
    const sentence *last = &c->sentences[c->sentence_count - 1];
    return last->first + last->count;
}

bool corpus_end_sentence(corpus *c)
{
    uint32_t first = sentence_start(c), count = c->word_count - first;
    if (count == 0)
        return true;
    if (count > MAX_WORDS) {
        c->word_count = first;
        return true;
    }
    if (!dtli_arena_grow(c->arena, &c->sentences, c->sentence_count,
                         &c->sentence_capacity, sizeof *c->sentences))
        return false;
    sentence s = { first, count, c->next_id };
    dtl_str none = { NULL, 0 };
    c->next_id = none;
    c->sentences[c->sentence_count++] = s;
    return true;
}

dtl_str corpus_lemma_base(const word *w)
{
    bool mark = w->upos == DTL_UPOS_PUNCT || w->upos == DTL_UPOS_SYM;
    return mark ? w->raw : w->form;
}

static uint16_t label(dtl_label_set set, dtl_str text)
{
    int id = dtl_label_find(set, text);
    return id < 0 ? LABEL_NONE : (uint16_t)id;
}

/* True where the document "GUM_<genre>_..." is of a genre in `skip`. */
static bool is_skipped(dtl_str id, const char *skip)
{
    dtl_str rest = id, corpus_name, genre, list = dtli_str(skip), one;
    if (!dtli_str_split(&rest, '_', &corpus_name) ||
        !dtli_str_split(&rest, '_', &genre) || genre.len == 0)
        return false;
    while (dtli_str_split(&list, ' ', &one))
        if (dtli_str_equal(one, genre))
            return true;
    return false;
}

static const char NEWDOC[] = "# newdoc id = ";

static const char SENT_ID[] = "# sent_id = ";

static void see_id(corpus *c, dtl_str line)
{
    if (dtli_str_starts(line, dtli_str(SENT_ID)))
        c->next_id = dtli_arena_str(
            c->arena, dtli_str_slice(line, sizeof SENT_ID - 1, line.len));
}

static void see_comment(dtl_str line, const char *skip, bool *skipping)
{
    if (dtli_str_starts(line, dtli_str(NEWDOC)))
        *skipping = is_skipped(
            dtli_str_slice(line, sizeof NEWDOC - 1, line.len), skip);
}

static dtl_status add_row(corpus *c, dtl_str line, uint64_t number,
                          dtl_error *err)
{
    dtl_str rest = line, col[COLUMNS];
    uint32_t n = 0;
    uint64_t id, head;
    while (n < COLUMNS && dtli_str_split(&rest, '\t', &col[n]))
        n++;
    if (n != COLUMNS)
        return dtl_fail(err, DTL_SYNTAX, number, 0,
                        "E310: %u columns, needs %d", n, COLUMNS);
    if (!dtli_str_to_u64(col[0], 100000, &id))
        return DTL_OK; /* multiword range or empty node */
    word *w = corpus_add_word(c, col[1]);
    if (!w)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    w->lemma = dtli_str_is(col[2], "_") ? DTL_STR("")
                                        : dtli_arena_str(c->arena, col[2]);
    w->upos = label(DTL_LABELS_UPOS, col[3]);
    w->xpos = label(DTL_LABELS_XPOS, col[4]);
    w->rel = label(DTL_LABELS_REL, col[7]);
    if (dtli_str_to_u64(col[6], MAX_WORDS, &head))
        w->head = (uint16_t)head;
    return DTL_OK;
}

dtl_status corpus_read_conllu(corpus *c, const char *path, const char *skip,
                              dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    dtl_str rest = map.bytes, line;
    bool skipping = false;
    uint64_t number = 0;
    while (status == DTL_OK && dtli_str_split(&rest, '\n', &line)) {
        number++;
        if (line.len == 0 && !corpus_end_sentence(c))
            status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
        else if (line.len && line.ptr[0] == '#') {
            see_comment(line, skip, &skipping);
            see_id(c, line);
        } else if (line.len && !skipping)
            status = add_row(c, line, number, err);
    }
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}

uint16_t corpus_name_label(dtl_str tag)
{
    static const struct {
        const char *text;
        uint16_t type;
    } TYPES[] = {
        { "PER", DTL_NAME_PER },      { "ORG", DTL_NAME_ORG },
        { "LOC", DTL_NAME_LOC },      { "MISC", DTL_NAME_MISC },
        { "person", DTL_NAME_PER },   { "organization", DTL_NAME_ORG },
        { "place", DTL_NAME_LOC },    { "event", DTL_NAME_MISC },
    };
    if (dtli_str_is(tag, "O"))
        return 0;
    if (tag.len < 3)
        return LABEL_NONE;
    dtl_str type = dtli_str_slice(tag, 2, tag.len);
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (dtli_str_is(type, TYPES[i].text))
            return (uint16_t)(2 * TYPES[i].type - (tag.ptr[0] == 'B'));
    return NAME_OTHER;
}

dtl_status corpus_add_iob2(corpus *c, const char *path, uint32_t from,
                           dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    dtl_str rest = map.bytes, line;
    uint32_t at = from < c->sentence_count ? c->sentences[from].first
                                           : c->word_count;
    bool skipping = false;
    uint64_t number = 0;
    while (status == DTL_OK && dtli_str_split(&rest, '\n', &line)) {
        number++;
        if (line.len && line.ptr[0] == '#')
            see_comment(line, "fiction whow", &skipping);
        if (line.len == 0 || line.ptr[0] == '#' || skipping)
            continue;
        dtl_str cells = line, id, form, tag;
        if (!dtli_str_split(&cells, '\t', &id) ||
            !dtli_str_split(&cells, '\t', &form) ||
            !dtli_str_split(&cells, '\t', &tag))
            status = dtl_fail(err, DTL_SYNTAX, number, 0,
                              "E311: needs id, word and tag");
        else if (at >= c->word_count ||
                 !dtli_str_equal(c->words[at].raw, form))
            status = dtl_fail(err, DTL_INVALID, number, 0,
                              "E312: not the word of the treebank: %.*s",
                              DTL_FMT(form));
        else
            c->words[at++].name = corpus_name_label(tag);
    }
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}

/* One line of names; *at goes on to its sentence, which is not before. */
static bool put_name(corpus *c, dtl_str line, uint32_t *at)
{
    dtl_str rest = line, col[4];
    uint64_t first, last;
    for (int i = 0; i < 4; i++)
        if (!dtli_str_split(&rest, '\t', &col[i]))
            return false;
    while (*at < c->sentence_count &&
           !dtli_str_equal(c->sentences[*at].id, col[0]))
        ++*at;
    if (*at >= c->sentence_count ||
        !dtli_str_to_u64(col[1], c->sentences[*at].count, &first) ||
        !dtli_str_to_u64(col[2], c->sentences[*at].count, &last) ||
        first == 0 || last < first)
        return false;
    char tag[16];
    snprintf(tag, sizeof tag, "B-%.*s", DTL_FMT(col[3]));
    uint16_t label_of = corpus_name_label(dtli_str(tag));
    word *words = c->words + c->sentences[*at].first;
    if (label_of >= NAME_OTHER)
        return false;
    for (uint64_t k = first; k <= last; k++)
        words[k - 1].name = (uint16_t)(label_of + (k > first));
    return true;
}

dtl_status corpus_add_names(corpus *c, const char *path, uint32_t from,
                            dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    dtl_str rest = map.bytes, line;
    uint64_t number = 0;
    uint32_t at = from;
    while (status == DTL_OK && dtli_str_split(&rest, '\n', &line)) {
        number++;
        if (line.len && line.ptr[0] != '#' && !put_name(c, line, &at))
            status = dtl_fail(err, DTL_INVALID, number, 0,
                              "E324: needs a sentence of the treebank, in its "
                              "order, first and last word, and a type");
    }
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}

/* Adds one Wikigold word; "US-led" becomes three words as in the treebanks.
 * IO tags: a name goes on while the type stays the same. */
static bool add_wikigold(corpus *c, dtl_str form, dtl_str tag, uint16_t *last)
{
    uint16_t inside = corpus_name_label(tag);
    dtl_str rest = form, part;
    bool more = false;
    while (dtli_str_split(&rest, '-', &part)) {
        for (int hyphen = more; hyphen >= 0; hyphen--) {
            dtl_str piece = hyphen ? DTL_STR("-") : part;
            if (piece.len == 0)
                continue;
            word *w = corpus_add_word(c, piece);
            if (!w)
                return false;
            bool begins = inside != 0 && inside != *last;
            w->name = (uint16_t)(inside - begins);
            *last = inside;
        }
        more = true;
    }
    return true;
}

dtl_status corpus_read_wikigold(corpus *c, const char *path, dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    dtl_str rest = map.bytes, line;
    uint16_t last = 0;
    bool ok = true;
    while (ok && dtli_str_split(&rest, '\n', &line)) {
        size_t blank = dtli_str_find(line, ' ', 0);
        dtl_str form = dtli_str_slice(line, 0, blank);
        dtl_str tag = dtli_str_slice(line, blank + 1, line.len);
        if (form.len == 0 || dtli_str_starts(form, DTL_STR("-DOCSTART"))) {
            last = 0;
            ok = corpus_end_sentence(c);
        } else if (blank < line.len) {
            ok = add_wikigold(c, form, tag, &last);
        }
    }
    if (!ok || !corpus_end_sentence(c))
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtli_map_close(&map);
    return status;
}

dtl_status corpus_read_iob2(corpus *c, const char *path, dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    dtl_str rest = map.bytes, line;
    bool ok = true;
    while (ok && dtli_str_split(&rest, '\n', &line)) {
        dtl_str cells = line, id, form, tag;
        if (line.len == 0) {
            ok = corpus_end_sentence(c);
        } else if (line.ptr[0] != '#' &&
                   dtli_str_split(&cells, '\t', &id) &&
                   dtli_str_split(&cells, '\t', &form) &&
                   dtli_str_split(&cells, '\t', &tag)) {
            word *w = corpus_add_word(c, form);
            ok = w != NULL;
            if (w)
                w->name = corpus_name_label(tag);
        }
    }
    if (!ok || !corpus_end_sentence(c))
        status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtli_map_close(&map);
    return status;
}
