/* coder.c — trees and actors into events (code.h).
 *
 *   1. find the rule of each trigger                       (match.c)
 *   2. drop what is only the content of a demand, a promise, a refusal: in
 *      "urged Chad to free the men" nobody is freed
 *   3. make a telling of each trigger: roles, mode, status, day, place,
 *      counts, source
 *   4. merge tellings of one act into one event            (merge.c)
 *   5. link effects to causes                              (cause.c)
 *
 * Linear in the length of the article but for merging, which looks back over
 * a bounded number of events.
 */
#include "code/coder.h"

#include <string.h>

#include "analyse/vector.h"
#include "base/error.h"
#include "base/limits.h"
#include "code/same.h"

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

static bool is_coded_block(const dtli_coding *c, const dtl_sent *sent)
{
    if (sent->block >= c->doc->block_count)
        return true; /* hand-made documents have no blocks */
    dtl_block_kind kind = c->doc->blocks[sent->block].kind;
    return kind == DTL_BLOCK_BODY || kind == DTL_BLOCK_HEADLINE ||
           kind == DTL_BLOCK_CAPTION;
}

static bool is_headline(const dtli_coding *c, int32_t token)
{
    uint32_t block = c->doc->sents[at(c, token)->sent].block;
    return block < c->doc->block_count &&
           c->doc->blocks[block].kind == DTL_BLOCK_HEADLINE;
}

/* "the attack helicopters", "a protest vote": the head names the thing. */
static bool is_inside_compound(const dtli_coding *c, int32_t token)
{
    const dtl_token *t = at(c, token);
    if (t->rel != DTL_REL_COMPOUND && t->rel != DTL_REL_NMOD_DESC &&
        t->rel != DTL_REL_AMOD)
        return false;
    if (t->head < 0 || t->head < token || !dtli_is_noun(&c->tree, t->head))
        return false;
    return !dtli_is_known(&c->tree, t->head, CLASS_PARTITIVE);
}

/* "in March", "the Rally for Democracy": parts of dates and of names. */
static bool is_inside_name(const dtli_coding *c, const bool *timed,
                           int32_t token)
{
    const dtl_token *t = at(c, token);
    if (timed[token])
        return true;
    if (t->upos != DTL_UPOS_PROPN || t->name < 0)
        return false;
    const dtl_name *name = &c->doc->names[t->name];
    return name->type != DTL_NAME_MISC && name->last > name->first &&
           !is_headline(c, token);
}

/* Why the rule that fits a word tells no event. */
static dtl_uncoded_why why_not(const dtli_coding *c, int32_t token)
{
    const dtli_rule *rule = c->match[token];
    if (!rule)
        return DTL_UNCODED_FRAME;
    if (rule->event == DTL_EVENT_NONE)
        return DTL_UNCODED_VETO;
    return rule->pos == 'n' && is_inside_compound(c, token)
               ? DTL_UNCODED_COMPOUND : DTL_UNCODED_NOT;
}

static bool is_told(const dtli_coding *c, int32_t token)
{
    return c->match[token] && c->uncoded[token] == DTL_UNCODED_NOT;
}

static void match_sentence(dtli_coding *c, const dtl_sent *sent,
                           const bool *timed)
{
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++) {
        int32_t t = (int32_t)i;
        if (dtli_wordlist_find(&c->rules->triggers, c->tree.word[i]) ==
            UINT32_MAX)
            continue;
        if (is_inside_name(c, timed, t)) {
            c->uncoded[i] = DTL_UNCODED_NAME;
            continue;
        }
        c->modality[i] = dtli_modality_of(&c->tree, t);
        c->match[i] = dtli_match(&c->tree, t, c->modality[i]);
        c->uncoded[i] = (uint8_t)why_not(c, t);
        if (c->match[i])
            c->modality[i] &= ~dtli_rule_marks(c->rules, c->match[i]);
    }
}

static dtl_status match_all(dtli_coding *c, dtl_error *err)
{
    dtl_doc *doc = c->doc;
    bool *timed = dtli_arena_array(c->arena, doc->token_count + 1,
                                   sizeof *timed);
    if (!timed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E521: document arena is full");
    for (uint32_t k = 0; k < doc->timex_count; k++)
        for (uint32_t i = doc->timexes[k].first;
             i <= doc->timexes[k].last && i < doc->token_count; i++)
            timed[i] = true;
    if (dtli_topic_excluded(c))
        return DTL_OK;
    for (uint32_t s = 0; s < doc->sent_count; s++)
        if (is_coded_block(c, &doc->sents[s]))
            match_sentence(c, &doc->sents[s], timed);
    return DTL_OK;
}

/* "held talks": the noun tells it, the light verb is part of its telling. */
static void drop_light_verbs(dtli_coding *c)
{
    for (uint32_t i = 0; i < c->doc->token_count; i++) {
        int32_t t = (int32_t)i, verb;
        if (!is_told(c, t) || c->match[i]->pos != 'n')
            continue;
        verb = dtli_governing_verb(&c->tree, t);
        if (verb < 0 || !is_told(c, verb) ||
            c->match[verb]->event != c->match[i]->event)
            continue;
        if (dtli_is_known(&c->tree, verb, CLASS_LIGHT))
            c->uncoded[verb] = DTL_UNCODED_LIGHT;
        else if (at(c, t)->rel == DTL_REL_OBJ && at(c, t)->head == verb &&
                 dtli_str_equal(c->match[verb]->mode, c->match[i]->mode))
            c->uncoded[i] = DTL_UNCODED_LIGHT; /* "declared an emergency" */
    }
}

/* --- contents of speech acts ------------------------------------------ */

static bool has_content(const dtli_rule *rule)
{
    switch (rule->event) {
    case DTL_EVENT_REQUEST: case DTL_EVENT_REJECT: case DTL_EVENT_THREATEN:
    case DTL_EVENT_AGREE: case DTL_EVENT_CONCEDE:
        return true;
    default:
        return false;
    }
}

typedef struct eating {
    int32_t token[DTL_HITS_MAX];
    uint32_t count;
} eating;

static void eat(dtli_coding *c, eating *queue, int32_t token)
{
    if (token < 0 || c->eaten[token] || queue->count == DTL_HITS_MAX)
        return;
    c->eaten[token] = true;
    queue->token[queue->count++] = token;
}

/* A noun that names an act or a thing, not somebody. */
static bool is_matter(const dtli_coding *c, int32_t token)
{
    return !(dtli_kind_of(&c->tree, token) & (KIND_ACTOR | KIND_PLACE));
}

static void eat_below(dtli_coding *c, eating *queue, int32_t token)
{
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d]) {
        switch (at(c, d)->rel) {
        case DTL_REL_XCOMP: case DTL_REL_CCOMP:
            eat(c, queue, d);
            break;
        case DTL_REL_CONJ:
            if (dtli_child(&c->tree, d, DTL_REL_NSUBJ) < 0)
                eat(c, queue, d);
            break;
        case DTL_REL_OBJ: case DTL_REL_NSUBJ_PASS: case DTL_REL_NMOD:
        case DTL_REL_OBL:
            if (is_matter(c, d) && d > token)
                eat(c, queue, d);
            break;
        case DTL_REL_ACL: case DTL_REL_ADVCL:
            if (dtli_has_prep(&c->tree, d, c->rules->prep_to))
                eat(c, queue, d);
            break;
        default:
            break;
        }
    }
}

/* From the act of speech itself: its complements and its matter. */
static void eat_first(dtli_coding *c, eating *queue, int32_t token)
{
    eat(c, queue, dtli_xcomp(&c->tree, token));
    eat(c, queue, dtli_ccomp(&c->tree, token));
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d]) {
        uint8_t rel = at(c, d)->rel;
        bool matter = rel == DTL_REL_OBJ || rel == DTL_REL_NSUBJ_PASS;
        bool phrase = (rel == DTL_REL_OBL || rel == DTL_REL_NMOD) &&
                      (dtli_has_prep(&c->tree, d, c->rules->prep_for) ||
                       dtli_has_prep(&c->tree, d, c->rules->prep_to) ||
                       dtli_has_prep(&c->tree, d, c->rules->prep_of) ||
                       dtli_has_prep(&c->tree, d, c->rules->prep_with));
        if ((matter || phrase) && is_matter(c, d))
            eat(c, queue, d);
    }
}

static void eat_content(dtli_coding *c, int32_t token)
{
    eating queue = { .count = 0 };
    eat_first(c, &queue, token);
    for (uint32_t i = 0; i < queue.count; i++)
        eat_below(c, &queue, queue.token[i]);
}

/* "accused rebels of shelling the town": alleged, not told as done. */
static void eat_alleged(dtli_coding *c, int32_t token)
{
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d])
        if (at(c, d)->rel == DTL_REL_ADVCL && dtli_is_verb(&c->tree, d) &&
            dtli_has_prep(&c->tree, d, c->rules->prep_of))
            c->eaten[d] = true;
}

/* --- tellings --------------------------------------------------------- */

static bool is_definite(const dtli_coding *c, int32_t noun)
{
    int32_t det = dtli_child(&c->tree, noun, DTL_REL_DET);
    if (det < 0)
        return false;
    dtl_str lemma = at(c, det)->lemma;
    return dtli_str_equal_nocase(lemma, DTL_STR("the")) ||
           dtli_str_equal_nocase(lemma, DTL_STR("this")) ||
           dtli_str_equal_nocase(lemma, DTL_STR("that")) ||
           dtli_str_equal_nocase(lemma, DTL_STR("these"));
}

/* One of the words hangs on `token`. */
static bool has_one_of(const dtli_coding *c, int32_t token,
                       const char *const *words)
{
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d]) {
        uint8_t rel = at(c, d)->rel;
        if (rel != DTL_REL_ADVMOD && rel != DTL_REL_AMOD &&
            rel != DTL_REL_DET)
            continue;
        for (size_t i = 0; words[i]; i++)
            if (dtli_str_equal_nocase(at(c, d)->lemma, dtli_str(words[i])))
                return true;
    }
    return false;
}

/* "Another raid", "a second attack", "he also urged", "elsewhere", "another
 * bomb killed", "sent two more battalions": the text says itself that this is
 * none of the events told before. */
static bool is_distinct(const dtli_coding *c, int32_t token)
{
    static const char *const OF_ACTS[] = {
        "another", "second",   "third", "fourth",  "separate",
        "similar", "previous", "other", "earlier", "separately",
        "also",    "later",    "such",  "again",   "elsewhere",
        "meanwhile", NULL,
    };
    static const char *const OF_PARTS[] = { "another", "second",   "third",
                                            "more",    "separate", NULL };
    if (has_one_of(c, token, OF_ACTS))
        return true;
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d]) {
        uint8_t rel = at(c, d)->rel;
        if ((rel == DTL_REL_NSUBJ || rel == DTL_REL_NSUBJ_PASS ||
             rel == DTL_REL_OBJ) &&
            has_one_of(c, d, OF_PARTS))
            return true;
    }
    return false;
}

/* Who is killed, held or freed is somebody, whatever he is called ("the 36
 * wounded", "two suspects"): of the country of the place, if no other. */
static void add_victim(const dtli_coding *c, dtli_telling *t)
{
    if (t->rule->pos != 'v' || t->recipients.count ||
        t->rule->recipient_count == 0 ||
        c->rules->slots[t->rule->recipient_first].kind != SLOT_OBJ ||
        !(dtli_is_known(&c->tree, t->token, CLASS_KILL) ||
          dtli_is_known(&c->tree, t->token, CLASS_HURT) ||
          dtli_str_is(t->mode, "arrest") || dtli_str_is(t->mode, "abduct") ||
          dtli_str_is(t->mode, "release")))
        return;
    int32_t who = dtli_logical_object(&c->tree, t->token);
    if (who < 0 || at(c, who)->upos == DTL_UPOS_PRON)
        return;
    dtl_actor victim = { .entity = DTL_NO_INDEX, .span = at(c, who)->span };
    int32_t mention = at(c, who)->mention;
    victim.text = victim.name = mention >= 0
                                    ? c->doc->mentions[mention].actor.text
                                    : at(c, who)->form;
    memcpy(victim.sectors[0], "CVL", sizeof "CVL");
    if (t->place >= 0)
        memcpy(victim.country, c->doc->places[t->place].country,
               sizeof victim.country);
    t->recipients.actor[0] = victim;
    t->recipients.token[0] = who;
    t->recipients.slot[0] = SLOT_OBJ;
    t->recipients.count = 1;
}

/* Headlines drop the words that trees hang on: who comes first acts
 * ("Annan calls for talks", "Chad ready to help"). */
static void add_headline_actor(const dtli_coding *c, dtli_telling *t)
{
    const dtl_sent *sent = &c->doc->sents[at(c, t->token)->sent];
    if (!t->headline || t->actors.count || t->type == DTL_EVENT_ASSAULT ||
        (t->rule->pos == 'v' && dtli_is_passive(&c->tree, t->token)))
        return;
    for (int32_t i = (int32_t)sent->first; i < t->token; i++)
        if (dtli_kind_of(&c->tree, i) & KIND_ACTOR) {
            dtli_parties_add(&c->tree, i, false, &t->actors);
            return;
        }
}

/* Verbs have a doer even where it cannot be told who he is. A noun without
 * one still names an act, but rather one that is told elsewhere. */
static bool stands_without_actor(const dtli_telling *t)
{
    if (t->type == DTL_EVENT_ASSAULT || t->rule->pos == 'v')
        return true;
    return t->recipients.count > 0 || t->type == DTL_EVENT_PROTEST ||
           t->type == DTL_EVENT_CONSULT;
}

/* The surroundings tell of something else: "the market rallied". What is
 * denied or supposed is not told as done anyway, and stays. */
static bool is_outvoted(dtli_coding *c, dtli_telling *t)
{
    t->sensed = dtli_sense_of(&c->sensing, (uint32_t)t->token, t->type,
                              &t->sense);
    if (!t->sensed)
        return false;
    c->vote[t->token] = t->sense;
    return dtli_is_asserted(t) && t->sense < c->rules->sense.floor;
}

static dtl_status add_telling(dtli_coding *c, int32_t token, dtl_error *err)
{
    if (c->telling_count == DTL_MAX_DOC_TELLINGS) {
        c->doc->truncated = true;
        return DTL_OK;
    }
    if (!dtli_arena_grow(c->arena, &c->tellings, c->telling_count,
                         &c->telling_capacity, sizeof *c->tellings))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E521: document arena is full");
    dtli_telling *t = &c->tellings[c->telling_count];
    memset(t, 0, sizeof *t);
    t->token = token;
    t->rule = c->match[token];
    t->modality = c->modality[token];
    t->type = t->rule->event;
    t->mode = t->rule->mode;
    t->cameo = t->rule->cameo;
    t->noun = t->rule->pos == 'n';
    t->definite = t->noun && is_definite(c, token);
    t->distinct = is_distinct(c, token);
    t->headline = is_headline(c, token);
    t->event = DTL_NO_INDEX;
    dtli_roles_find(&c->tree, token, t->rule, false, &t->actors);
    dtli_roles_find(&c->tree, token, t->rule, true, &t->recipients);
    add_headline_actor(c, t);
    dtli_parties_part(&t->actors, &t->recipients);
    dtli_mode_find(c, t);
    dtli_setting_find(c, t);
    add_victim(c, t);
    dtli_status_turn(c, t);
    if (is_outvoted(c, t)) {
        c->uncoded[token] = DTL_UNCODED_SENSE;
        return DTL_OK;
    }
    t->weak = t->actors.count == 0 && !stands_without_actor(t);
    dtli_counts_find(c, t);
    dtli_source_find(c, t);
    c->telling_count++;
    return DTL_OK;
}

static dtl_status make_tellings(dtli_coding *c, dtl_error *err)
{
    dtl_status status = DTL_OK;
    uint32_t n = c->doc->token_count;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_told(c, (int32_t)i))
            continue;
        if (has_content(c->match[i]))
            eat_content(c, (int32_t)i);
        else if (c->match[i]->event == DTL_EVENT_ACCUSE)
            eat_alleged(c, (int32_t)i);
    }
    for (uint32_t i = 0; status == DTL_OK && i < n; i++)
        if (is_told(c, (int32_t)i) && c->eaten[i])
            c->uncoded[i] = DTL_UNCODED_CONTENT;
        else if (is_told(c, (int32_t)i))
            status = add_telling(c, (int32_t)i, err);
    return status;
}

static dtl_status begin(dtli_coding *c, dtl_error *err)
{
    size_t n = c->doc->token_count;
    dtl_status status =
        dtli_tree_init(&c->tree, c->rules, c->doc, c->arena, err);
    if (status != DTL_OK)
        return status;
    c->match = dtli_arena_array(c->arena, n + 1, sizeof *c->match);
    c->modality = dtli_arena_array(c->arena, n + 1, sizeof *c->modality);
    c->eaten = dtli_arena_array(c->arena, n + 1, sizeof *c->eaten);
    dtli_main_country(c->doc, c->main_country);
    c->uncoded = dtli_arena_array(c->arena, n + 1, sizeof *c->uncoded);
    c->vote = dtli_arena_array(c->arena, n + 1, sizeof *c->vote);
    if (!c->match || !c->modality || !c->eaten || !c->uncoded || !c->vote ||
        !dtli_sensing_begin(&c->sensing, &c->rules->sense, c->doc, c->arena))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E521: document arena is full");
    return DTL_OK;
}

/* Steps 1 to 3. */
static dtl_status tell(dtli_coding *c, dtl_error *err)
{
    dtl_status status = begin(c, err);
    if (status == DTL_OK)
        status = match_all(c, err);
    if (status != DTL_OK || c->doc->token_count == 0)
        return status;
    drop_light_verbs(c);
    return make_tellings(c, err);
}

dtl_status dtli_code(const dtl_rules *rules, dtl_doc *doc, bool each_mention,
                     dtl_arena *arena, dtl_error *err)
{
    dtli_coding c = { .rules = rules, .doc = doc, .arena = arena };
    doc->events = NULL;
    doc->event_count = 0;
    dtl_status status = tell(&c, err);
    if (status == DTL_OK)
        status = dtli_merge(&c, each_mention, err);
    if (status == DTL_OK)
        status = dtli_causes_link(&c, err);
    return status;
}

dtl_status dtli_code_pairs(const dtl_rules *rules, dtl_doc *doc,
                           dtl_arena *arena, dtli_pair_sink each,
                           void *payload)
{
    dtli_coding c = { .rules = rules, .doc = doc, .arena = arena };
    dtl_buf features;
    dtl_status status = tell(&c, NULL);
    dtli_buf_init(&features, DTL_MAX_TEXT_BYTES);
    for (uint32_t i = 0; status == DTL_OK && i < c.telling_count; i++)
        for (uint32_t k = i > DTL_LOOK_BACK ? i - DTL_LOOK_BACK : 0; k < i;
             k++) {
            const dtli_telling *a = &c.tellings[k], *b = &c.tellings[i];
            if (a->type != b->type)
                continue;
            dtli_buf_reset(&features);
            dtli_same_features(&c, a, b, &features);
            each(payload, doc->tokens[a->token].span,
                 doc->tokens[b->token].span, dtli_buf_str(&features));
        }
    dtli_buf_clear(&features);
    return status;
}

/* Steps 1 to 4, for one of the sinks of `c`. */
static dtl_status tell_and_merge(dtli_coding *c)
{
    dtl_status status = tell(c, NULL);
    return status == DTL_OK ? dtli_merge(c, false, NULL) : status;
}

dtl_status dtli_code_event_pairs(const dtl_rules *rules, dtl_doc *doc,
                                 dtl_arena *arena, dtli_pair_sink each,
                                 void *payload)
{
    dtli_coding c = { .rules = rules, .doc = doc, .arena = arena,
                      .pair_sink = each, .sink_payload = payload };
    return tell_and_merge(&c);
}

dtl_status dtli_code_states(const dtl_rules *rules, dtl_doc *doc,
                            dtl_arena *arena, dtli_state_sink each,
                            void *payload)
{
    dtli_coding c = { .rules = rules, .doc = doc, .arena = arena,
                      .state_sink = each, .sink_payload = payload };
    return tell_and_merge(&c);
}

dtl_status dtli_code_parts(const dtl_rules *rules, dtl_doc *doc,
                           dtl_arena *arena, dtli_part_sink each,
                           void *payload)
{
    dtli_coding c = { .rules = rules, .doc = doc, .arena = arena,
                      .part_sink = each, .sink_payload = payload };
    return tell_and_merge(&c);
}

dtl_status dtli_code_words(const dtl_rules *rules, dtl_doc *doc,
                           dtl_arena *arena, dtli_word_sink each,
                           void *payload)
{
    dtli_coding c = { .rules = rules, .doc = doc, .arena = arena };
    uint32_t next = 0;
    dtl_status status = tell(&c, NULL);
    for (uint32_t i = 0;
         status == DTL_OK && doc->vectors && i < doc->token_count; i++) {
        dtli_word_told told = { .token = i, .width = doc->vectors->width };
        if (next < c.telling_count && c.tellings[next].token == (int32_t)i)
            told.type = c.tellings[next++].type;
        told.q = dtli_vectors_get(doc->vectors, i, &told.scale);
        if (told.q)
            each(payload, &told);
    }
    return status;
}
