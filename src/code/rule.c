/* rule.c — opens the rule tables of a lexicon (rule.h, docs/coding.md).
 *
 * Reads, in this order: codebook/events, modes and cameo; rules/classes*;
 * then rules/events_* and veto in the order of their names, rows in file
 * order; modes, contexts and topics. A row that cannot be read fails the
 * whole with its id: rules are checked before they are shipped
 * (tools/check_rules.py), so a fault here means a broken lexicon.
 */
#include "code/rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "code/context.h"

enum { RULES_ARENA = 256 << 20, VETO_WEIGHT = 1000 };

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E501: out of memory for rules");
}

/* Prepositions that say the same: rules give the plain one. */
static dtl_str plain_word(dtl_str word)
{
    static const char *const SAME[][2] = { { "upon", "on" },
                                           { "towards", "toward" },
                                           { "amongst", "among" } };
    for (size_t i = 0; i < sizeof SAME / sizeof SAME[0]; i++)
        if (dtli_str_is(word, SAME[i][0]))
            return dtli_str(SAME[i][1]);
    return word;
}

uint32_t dtli_word_find(const dtl_strmap *words, dtl_str word)
{
    return dtli_strmap_get(words, plain_word(word), DTL_WORD_NONE);
}

uint32_t dtli_rules_word(const dtl_rules *rules, dtl_str word)
{
    return dtli_word_find(rules->words, word);
}

static uint32_t intern(dtl_rules *rules, dtl_str word)
{
    uint32_t id = dtli_rules_word(rules, word);
    if (id != DTL_WORD_NONE || word.len == 0)
        return id;
    if (!dtli_strmap_put(rules->words, plain_word(word), rules->word_count))
        return DTL_WORD_NONE;
    return rules->word_count++;
}

dtl_status dtli_term_read(dtl_rules *rules, dtl_str text, dtli_term *out,
                          dtl_error *err)
{
    dtli_term term = { .count = 0 };
    dtl_str rest = text, word;
    /* frames are divided by blanks: "tear_gas" there */
    char blank = dtli_str_find(text, '_', 0) < text.len ? '_' : ' ';
    while (dtli_str_split(&rest, blank, &word)) {
        if (word.len == 0 || term.count == DTL_TERM_WORDS)
            return dtl_fail(err, DTL_SYNTAX, 0, 0,
                            "E502: bad words \"%.*s\"", DTL_FMT(text));
        term.word[term.count] = intern(rules, word);
        if (term.word[term.count++] == DTL_WORD_NONE)
            return no_memory(err);
    }
    *out = term;
    return DTL_OK;
}

uint32_t dtli_class_find(const dtl_rules *rules, dtl_str name)
{
    return dtli_strmap_get(rules->classes, name, UINT32_MAX);
}

uint32_t dtli_wordlist_find(const dtli_wordlist *index, uint32_t word)
{
    return word < index->words ? index->first[word] : UINT32_MAX;
}

static bool index_reserve(dtl_arena *arena, dtli_wordlist *index, uint32_t word)
{
    if (word < index->words)
        return true;
    uint32_t wider = index->words ? index->words * 2 : 1024;
    while (wider <= word)
        wider *= 2;
    uint32_t *first = dtli_arena_array(arena, wider, sizeof *first);
    uint32_t *last = dtli_arena_array(arena, wider, sizeof *last);
    if (!first || !last)
        return false;
    memset(first, 0xff, wider * sizeof *first);
    if (index->words) {
        memcpy(first, index->first, index->words * sizeof *first);
        memcpy(last, index->last, index->words * sizeof *last);
    }
    index->first = first;
    index->last = last;
    index->words = wider;
    return true;
}

dtl_status dtli_wordlist_add(dtl_rules *rules, dtli_wordlist *index,
                             dtli_entry entry, dtl_error *err)
{
    uint32_t word = entry.term.word[entry.head];
    if (!index_reserve(rules->arena, index, word) ||
        !dtli_arena_grow(rules->arena, &index->entries, index->count,
                         &index->capacity, sizeof *index->entries))
        return no_memory(err);
    uint32_t at = index->count++;
    entry.next = UINT32_MAX;
    index->entries[at] = entry;
    if (index->first[word] == UINT32_MAX)
        index->first[word] = at;
    else
        index->entries[index->last[word]].next = at;
    index->last[word] = at;
    return DTL_OK;
}

/* --- classes ---------------------------------------------------------- */

static dtl_status add_member(dtl_rules *rules, dtl_str text, uint32_t id,
                             dtl_error *err)
{
    dtli_entry entry = { .value = id };
    dtl_status status = dtli_term_read(rules, text, &entry.term, err);
    if (status == DTL_OK)
        status = dtli_wordlist_add(rules, &rules->members, entry, err);
    /* "peace talk" is headed by its last word, "step down" by its first. */
    entry.head = entry.term.count - 1;
    if (status == DTL_OK && entry.head > 0)
        status = dtli_wordlist_add(rules, &rules->members, entry, err);
    return status;
}

static dtl_status read_class(dtl_rules *rules, dtl_str name, dtl_str words,
                             dtl_error *err)
{
    uint32_t id = dtli_class_find(rules, name);
    if (id == UINT32_MAX) {
        id = rules->class_count++;
        if (!dtli_strmap_put(rules->classes, name, id))
            return no_memory(err);
    }
    dtl_status status = DTL_OK;
    dtl_str word;
    while (status == DTL_OK && dtli_str_split(&words, '|', &word))
        status = add_member(rules, word, id, err);
    return status;
}

static dtl_status read_classes(dtl_rules *rules, const dtl_table *table,
                               dtl_error *err)
{
    int name = dtli_table_column(table, "class");
    int words = dtli_table_column(table, "words");
    dtl_status status = DTL_OK;
    for (uint32_t r = 0; status == DTL_OK && r < table->rows; r++)
        status = read_class(rules, dtli_table_cell(table, r, name),
                            dtli_table_cell(table, r, words), err);
    return status;
}

static void find_known_classes(dtl_rules *rules)
{
    static const char *const NAMES[CLASS_KNOWN_COUNT] = {
        "LIGHT", "PHASE", "SAY", "PARTITIVE", "ASK", "FUTURE", "HYPO", "DENY",
        "FAIL", "KILL", "HURT", "CAUSE", "STOP", "TALKS",
    };
    for (size_t i = 0; i < CLASS_KNOWN_COUNT; i++)
        rules->known[i] = dtli_class_find(rules, dtli_str(NAMES[i]));
}

/* --- events and vetoes ------------------------------------------------ */

/* The last word of a noun's term, or that before "of": "exchange of fire". */
static uint32_t noun_head(const dtl_rules *rules, const dtli_term *term)
{
    for (uint32_t i = 1; i < term->count; i++)
        if (term->word[i] == rules->prep_of)
            return i - 1;
    return term->count - 1;
}

static dtl_status add_trigger(dtl_rules *rules, const dtli_term *term,
                              uint32_t rule, dtl_error *err)
{
    bool noun = rules->rules[rule].pos == 'n';
    dtli_entry entry = { *term, noun ? noun_head(rules, term) : 0, rule, 0 };
    return dtli_wordlist_add(rules, &rules->triggers, entry, err);
}

/* Every member of a class is a trigger. */
static dtl_status add_class_triggers(dtl_rules *rules, dtl_str name,
                                     uint32_t rule, dtl_error *err)
{
    uint32_t id = dtli_class_find(rules, name);
    if (id == UINT32_MAX)
        return dtl_fail(err, DTL_SYNTAX, 0, 0, "E503: no class \"%.*s\"",
                        DTL_FMT(name));
    dtl_status status = DTL_OK;
    for (uint32_t i = 0; status == DTL_OK && i < rules->members.count; i++) {
        const dtli_entry *e = &rules->members.entries[i];
        if (e->value == id && e->head == 0)
            status = add_trigger(rules, &e->term, rule, err);
    }
    return status;
}

static dtl_status read_triggers(dtl_rules *rules, dtl_str cell, uint32_t rule,
                                dtl_error *err)
{
    dtl_str text;
    dtl_status status = DTL_OK;
    while (status == DTL_OK && dtli_str_split(&cell, '|', &text)) {
        dtli_term term;
        if (text.len && text.ptr[0] == '@') {
            dtl_str name = dtli_str_slice(text, 1, text.len);
            status = add_class_triggers(rules, name, rule, err);
            continue;
        }
        status = dtli_term_read(rules, text, &term, err);
        if (status == DTL_OK)
            status = add_trigger(rules, &term, rule, err);
    }
    return status;
}

typedef struct event_columns {
    int id, trigger, pos, frame, event, mode, cameo, actor, recipient;
} event_columns;

static event_columns find_columns(const dtl_table *table)
{
    event_columns c = {
        dtli_table_column(table, "id"), dtli_table_column(table, "trigger"),
        dtli_table_column(table, "pos"), dtli_table_column(table, "frame"),
        dtli_table_column(table, "event"), dtli_table_column(table, "mode"),
        dtli_table_column(table, "cameo"), dtli_table_column(table, "actor"),
        dtli_table_column(table, "recipient"),
    };
    return c;
}

static dtl_status read_codes(const dtl_table *table, uint32_t row,
                             const event_columns *c, dtli_rule *rule,
                             dtl_error *err)
{
    dtl_str event = dtli_table_cell(table, row, c->event);
    int type = event.len ? dtl_label_find(DTL_LABELS_EVENT, event)
                         : DTL_EVENT_NONE; /* a veto */
    dtl_str pos = dtli_table_cell(table, row, c->pos);
    rule->id = dtli_table_cell(table, row, c->id);
    if (type < 0 || pos.len != 1)
        return dtl_fail(err, DTL_SYNTAX, 0, 0,
                        "E504: rule %.*s has a bad type or part of speech",
                        DTL_FMT(rule->id));
    rule->event = (dtl_event_type)type;
    rule->pos = pos.ptr[0];
    if (c->event < 0)
        rule->weight = VETO_WEIGHT; /* outweighs every other row */
    rule->mode = dtli_table_cell(table, row, c->mode);
    rule->cameo = dtli_table_cell(table, row, c->cameo);
    return DTL_OK;
}

static dtl_status read_event(dtl_rules *rules, const dtl_table *table,
                             uint32_t row, const event_columns *c,
                             dtl_error *err)
{
    dtli_rule rule = { .weight = 0 };
    dtl_status status = read_codes(table, row, c, &rule, err);
    if (status == DTL_OK)
        status = dtli_frame_read(rules, dtli_table_cell(table, row, c->frame),
                                 &rule, err);
    if (status == DTL_OK)
        status = dtli_slots_read(rules, dtli_table_cell(table, row, c->actor),
                                 &rule, false, err);
    if (status == DTL_OK)
        status = dtli_slots_read(
            rules, dtli_table_cell(table, row, c->recipient), &rule, true,
            err);
    if (status != DTL_OK)
        return status;
    if (!dtli_arena_grow(rules->arena, &rules->rules, rules->rule_count,
                         &rules->rule_capacity, sizeof *rules->rules))
        return no_memory(err);
    rules->rules[rules->rule_count++] = rule;
    return read_triggers(rules, dtli_table_cell(table, row, c->trigger),
                         rules->rule_count - 1, err);
}

static dtl_status read_events(dtl_rules *rules, const dtl_table *table,
                              dtl_error *err)
{
    event_columns c = find_columns(table);
    dtl_status status = DTL_OK;
    for (uint32_t r = 0; status == DTL_OK && r < table->rows; r++) {
        dtl_error inner = { .code = DTL_OK };
        status = read_event(rules, table, r, &c, &inner);
        if (status != DTL_OK)
            return dtl_fail(err, status, 0, 0, "E505: rule %.*s: %.150s",
                            DTL_FMT(dtli_table_cell(table, r, c.id)),
                            inner.message);
    }
    return status;
}

/* --- words of modes and topics --------------------------------------- */

static dtl_status add_words(dtl_rules *rules, dtli_wordlist *index, dtl_str words,
                            uint32_t value, dtl_error *err)
{
    dtl_str text;
    dtl_status status = DTL_OK;
    while (status == DTL_OK && dtli_str_split(&words, '|', &text)) {
        dtli_entry entry = { .value = value };
        status = dtli_term_read(rules, text, &entry.term, err);
        if (status == DTL_OK)
            status = dtli_wordlist_add(rules, index, entry, err);
    }
    return status;
}

static dtl_status read_modes(dtl_rules *rules, const dtl_table *table,
                             dtl_error *err)
{
    event_columns c = find_columns(table);
    int where = dtli_table_column(table, "where");
    int words = dtli_table_column(table, "words");
    dtl_status status = DTL_OK;
    for (uint32_t r = 0; status == DTL_OK && r < table->rows; r++) {
        dtl_str event = dtli_table_cell(table, r, c.event);
        int type = dtl_label_find(DTL_LABELS_EVENT, event);
        dtl_str place = dtli_table_cell(table, r, where);
        if (type < 0 || place.len == 0)
            return dtl_fail(err, DTL_SYNTAX, 0, 0,
                            "E506: bad row %u of rules/modes", r + 1);
        if (!dtli_arena_grow(rules->arena, &rules->modes, rules->mode_count,
                             &rules->mode_capacity, sizeof *rules->modes))
            return no_memory(err);
        dtli_mode_row row = { (dtl_event_type)type,
                              dtli_table_cell(table, r, c.mode),
                              dtli_table_cell(table, r, c.cameo),
                              place.ptr[0] };
        rules->modes[rules->mode_count] = row;
        status = add_words(rules, &rules->mode_words,
                           dtli_table_cell(table, r, words),
                           rules->mode_count++, err);
    }
    return status;
}

static dtl_status read_topics(dtl_rules *rules, const dtl_table *table,
                              dtl_error *err)
{
    int words = dtli_table_column(table, "words");
    dtl_status status = DTL_OK;
    for (uint32_t r = 0; status == DTL_OK && r < table->rows; r++)
        status = add_words(rules, &rules->topic_words,
                           dtli_table_cell(table, r, words), r, err);
    return status;
}

static dtl_status read_weight(const dtl_table *table, uint32_t row, int column,
                              double *out, dtl_error *err)
{
    if (dtli_str_to_double(dtli_table_cell(table, row, column), out))
        return DTL_OK;
    dtl_str name = dtli_table_cell(table, row, 0);
    return dtl_fail(err, DTL_SYNTAX, 0, 0, "E508: bad weight of %.*s",
                    DTL_FMT(name));
}

/* Weights of trust.h; the row "floor" is no feature. */
static dtl_status read_trust(dtl_rules *rules, const dtl_table *table,
                             dtl_error *err)
{
    int feature = dtli_table_column(table, "feature");
    int weight = dtli_table_column(table, "weight");
    int record = dtli_table_column(table, "record");
    size_t room = (size_t)table->rows + 1;
    dtl_status status = DTL_OK;
    rules->trust_weights =
        dtli_arena_array(rules->arena, room, sizeof *rules->trust_weights);
    rules->record_weights =
        dtli_arena_array(rules->arena, room, sizeof *rules->record_weights);
    if (!rules->trust_weights || !rules->record_weights)
        return no_memory(err);
    for (uint32_t r = 0; status == DTL_OK && r < table->rows; r++) {
        dtl_str name = dtli_table_cell(table, r, feature);
        if (dtli_str_is(name, "floor")) {
            status = read_weight(table, r, weight, &rules->trust_floor, err);
            continue;
        }
        status = read_weight(table, r, weight, &rules->trust_weights[r], err);
        if (status == DTL_OK)
            status = read_weight(table, r, record, &rules->record_weights[r],
                                 err);
        if (status == DTL_OK && !dtli_strmap_put(rules->trust, name, r))
            status = no_memory(err);
    }
    return status;
}

/* --- opening ---------------------------------------------------------- */

typedef dtl_status (*table_reader)(dtl_rules *, const dtl_table *,
                                   dtl_error *);

/* Reads every table whose name begins with `prefix`. */
static dtl_status read_all(dtl_rules *rules, const char *prefix,
                           table_reader reader, dtl_error *err)
{
    bool found = false;
    const char *name;
    for (uint32_t i = 0; (name = dtli_lexicon_name(rules->lexicon, i)); i++) {
        dtl_table table;
        if (!dtli_str_starts(dtli_str(name), dtli_str(prefix)))
            continue;
        dtl_status status =
            dtli_lexicon_table(rules->lexicon, name, &table, err);
        if (status == DTL_OK)
            status = reader(rules, &table, err);
        if (status != DTL_OK)
            return status;
        found = true;
    }
    return found ? DTL_OK
                 : dtl_fail(err, DTL_NOTFOUND, 0, 0,
                            "E507: the lexicon has no table %s", prefix);
}

static dtl_status open_codebook(dtl_rules *rules, dtl_error *err)
{
    dtl_status status = dtli_lexicon_table(rules->lexicon, "codebook/events",
                                           &rules->events, err);
    if (status == DTL_OK)
        status = dtli_lexicon_table(rules->lexicon, "codebook/modes",
                                    &rules->mode_codes, err);
    if (status == DTL_OK)
        status = dtli_lexicon_table(rules->lexicon, "codebook/cameo",
                                    &rules->cameo, err);
    return status;
}

static dtl_status read_fitted(dtl_rules *rules, dtl_error *err)
{
    const struct {
        const char *name;
        dtli_weights *into;
    } TABLES[] = {
        { "rules/same", &rules->same },
        { "rules/parts", &rules->parts },
        { "rules/unite", &rules->unite },
        { "rules/state", &rules->state },
    };
    dtl_status status = DTL_OK;
    for (size_t i = 0; status == DTL_OK && i < sizeof TABLES / sizeof *TABLES;
         i++) {
        dtl_table table;
        status =
            dtli_lexicon_table(rules->lexicon, TABLES[i].name, &table, err);
        if (status == DTL_OK)
            status =
                dtli_weights_read(rules->arena, &table, TABLES[i].into, err);
    }
    return status;
}

/* sense.tsv may be missing: then the classifier is off. */
static dtl_status read_sense(dtl_rules *rules, dtl_error *err)
{
    dtl_table table;
    if (dtli_lexicon_table(rules->lexicon, "rules/sense", &table, NULL) !=
        DTL_OK)
        return DTL_OK;
    return dtli_sense_read(rules->arena, &table, &rules->sense, err);
}

static void find_prepositions(dtl_rules *rules)
{
    rules->prep_by = intern(rules, DTL_STR("by"));
    rules->prep_of = intern(rules, DTL_STR("of"));
    rules->prep_with = intern(rules, DTL_STR("with"));
    rules->prep_to = intern(rules, DTL_STR("to"));
    rules->prep_from = intern(rules, DTL_STR("from"));
    rules->prep_in = intern(rules, DTL_STR("in"));
    rules->prep_on = intern(rules, DTL_STR("on"));
    rules->prep_for = intern(rules, DTL_STR("for"));
}

static dtl_status read_rules(dtl_rules *rules, dtl_error *err)
{
    static const struct { const char *prefix; table_reader reader;
    } TABLES[] = {
        { "rules/events_", read_events }, { "rules/veto", read_events },
        { "rules/modes", read_modes },    { "rules/contexts", dtli_contexts_read },
        { "rules/topics", read_topics },  { "rules/trust", read_trust },
    };
    dtl_status status = open_codebook(rules, err);
    find_prepositions(rules);
    if (status == DTL_OK)
        status = read_all(rules, "rules/classes", read_classes, err);
    find_known_classes(rules);
    for (size_t i = 0; status == DTL_OK && i < sizeof TABLES / sizeof *TABLES; i++)
        status = read_all(rules, TABLES[i].prefix, TABLES[i].reader, err);
    if (status == DTL_OK)
        status = read_fitted(rules, err);
    if (status == DTL_OK)
        status = read_sense(rules, err);
    return status;
}

dtl_status dtli_rules_open(const dtl_lexicon *lexicon, dtl_rules **out,
                           dtl_error *err)
{
    dtl_rules *rules = dtli_calloc(1, sizeof *rules);
    if (!rules)
        return no_memory(err);
    rules->lexicon = lexicon;
    rules->arena = dtli_arena_new(RULES_ARENA);
    rules->words = dtli_strmap_new(4096);
    rules->classes = dtli_strmap_new(64);
    rules->context_vocabulary = dtli_strmap_new(4096);
    rules->trust = dtli_strmap_new(1024);
    rules->word_count = rules->context_vocabulary_count = 1;
    dtl_status status = rules->arena && rules->words && rules->classes &&
                                rules->context_vocabulary && rules->trust
                            ? read_rules(rules, err)
                            : no_memory(err);
    if (status != DTL_OK) {
        dtli_rules_close(rules);
        return status;
    }
    *out = rules;
    return DTL_OK;
}

void dtli_rules_close(dtl_rules *rules)
{
    if (!rules)
        return;
    dtli_strmap_free(rules->words);
    dtli_strmap_free(rules->classes);
    dtli_strmap_free(rules->context_vocabulary);
    dtli_strmap_free(rules->trust);
    dtli_weights_clear(&rules->same);
    dtli_weights_clear(&rules->unite);
    dtli_weights_clear(&rules->parts);
    dtli_weights_clear(&rules->state);
    dtli_arena_free(rules->arena);
    free(rules);
}

bool dtli_rules_fit_model(const dtl_rules *rules, uint32_t stamp)
{
    return !rules->sense.on || rules->sense.model == stamp;
}

dtl_str dtli_rule_family(const dtli_rule *rule)
{
    return dtli_str_slice(rule->id, 0, dtli_str_find(rule->id, '/', 0));
}

dtl_str dtli_mode_cameo(const dtl_rules *rules, dtl_event_type event,
                        dtl_str mode)
{
    const dtl_table *t = mode.len ? &rules->mode_codes : &rules->events;
    dtl_str type = dtli_str(dtl_label_text(DTL_LABELS_EVENT, event));
    int event_column = dtli_table_column(t, "event");
    int mode_column = dtli_table_column(t, "mode");
    int cameo = dtli_table_column(t, "cameo_default");
    for (uint32_t r = 0; r < t->rows; r++)
        if (dtli_str_equal(dtli_table_cell(t, r, event_column), type) &&
            dtli_str_equal(dtli_table_cell(t, r, mode_column), mode))
            return dtli_table_cell(t, r, cameo);
    return DTL_STR("");
}
