/* tree.c — words, children, subjects and objects (tree.h).
 *
 * Subjects are shared as English shares them: "troops entered and shelled
 * the town" (conj), "asked Chad to leave" (object control), "vowed to fight"
 * (subject control), "troops shelling the town" (acl), "the troops who
 * shelled it" (relative clause), "the decision to shell it" (owner of the
 * noun). Relations by Universal Dependencies v2.
 */
#include "code/tree.h"

#include <string.h>

#include "analyse/tag.h"
#include "base/error.h"

dtl_status dtli_tree_init(dtli_tree *tree, const dtl_rules *rules,
                          const dtl_doc *doc, dtl_arena *arena,
                          dtl_error *err)
{
    size_t n = doc->token_count;
    dtli_tree t = { .rules = rules, .doc = doc, .arena = arena };
    t.word = dtli_arena_array(arena, n + 1, sizeof *t.word);
    t.first = dtli_arena_array(arena, n + 1, sizeof *t.first);
    t.next = dtli_arena_array(arena, n + 1, sizeof *t.next);
    t.place = dtli_arena_array(arena, n + 1, sizeof *t.place);
    t.joined = dtli_arena_array(arena, n + 1, sizeof *t.joined);
    t.seen = dtli_arena_array(arena, rules->word_count + 1, sizeof *t.seen);
    if (!t.word || !t.first || !t.next || !t.place || !t.joined ||
        !t.seen)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E520: document arena is full");
    for (size_t i = 0; i < n; i++) {
        t.word[i] = dtli_token_word(rules->words, &doc->tokens[i]);
        t.seen[t.word[i]] = true;
        t.first[i] = DTL_NO_INDEX;
        t.place[i] = DTL_NO_INDEX;
    }
    for (uint32_t p = 0; p < doc->place_count; p++)
        for (uint32_t i = doc->places[p].first;
             i <= doc->places[p].last && i < n; i++)
            t.place[i] = (int32_t)p;
    for (size_t i = n; i-- > 0;) { /* backward, so that lists run forward */
        int32_t head = doc->tokens[i].head;
        t.next[i] = DTL_NO_INDEX;
        if (head < 0 || (size_t)head >= n || (size_t)head == i)
            continue;
        t.next[i] = t.first[head];
        t.first[head] = (int32_t)i;
    }
    dtli_hyphens_join(&t);
    *tree = t;
    return DTL_OK;
}

static const dtl_token *at(const dtli_tree *tree, int32_t token)
{
    return &tree->doc->tokens[token];
}

int32_t dtli_child(const dtli_tree *tree, int32_t token, dtl_rel rel)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == rel)
            return c;
    return DTL_NO_INDEX;
}

bool dtli_has_prep(const dtli_tree *tree, int32_t token, uint32_t prep)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (tree->word[c] == prep &&
            (at(tree, c)->rel == DTL_REL_CASE ||
             at(tree, c)->rel == DTL_REL_MARK))
            return true;
    return false;
}

/* The word depends on `token`; or, with `through`, it is the preposition of
 * a dependent. */
static bool has_dependent(const dtli_tree *tree, int32_t token, uint32_t word,
                          bool through)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (at(tree, c)->rel == DTL_REL_CONJ)
            continue;
        if (tree->word[c] == word ||
            (through && dtli_has_prep(tree, c, word) &&
             (c > token || dtli_is_noun(tree, token))))
            return true; /* "in May he gave" is no "give in" */
    }
    return false;
}

/* "handed over", "broke off the talks": right behind the verb, though the
 * tree hang it on what follows. */
static bool is_particle(const dtli_tree *tree, int32_t verb, uint32_t word)
{
    uint32_t next = (uint32_t)verb + 1;
    if (!dtli_is_verb(tree, verb) || next >= tree->doc->token_count ||
        tree->word[next] != word)
        return false;
    uint8_t upos = at(tree, (int32_t)next)->upos;
    return upos == DTL_UPOS_ADP || upos == DTL_UPOS_ADV;
}

/* "a vote of no confidence": the word hangs on another word of the term. */
static bool hangs_within(const dtli_tree *tree, int32_t token,
                         const dtli_term *term, uint32_t word)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        for (uint32_t i = 0; i < term->count; i++)
            if (c > token && tree->word[c] == term->word[i] &&
                has_dependent(tree, c, word, false))
                return true;
    return false;
}

/* "nine-day strike", "open heavy fire": a word of the term may hang on
 * another word of it ("take to street": to on street). */
bool dtli_term_around(const dtli_tree *tree, int32_t token,
                      const dtli_term *term, uint32_t head)
{
    /* "gave evidence in court" is no "give in" */
    bool plain = term->count == 2 && head == 0 &&
                 dtli_child(tree, token, DTL_REL_OBJ) >= 0;
    if (tree->word[token] != term->word[head])
        return false;
    for (uint32_t i = 0; i < term->count; i++) {
        /* "protests in the port" is no "in protest" */
        bool through = i > head &&
                       (!plain || (term->word[i] != tree->rules->prep_in &&
                                   term->word[i] != tree->rules->prep_on));
        if (i != head && !has_dependent(tree, token, term->word[i], through) &&
            !(i > head + 1 && hangs_within(tree, token, term, term->word[i])) &&
            !(head == 0 && i == 1 && is_particle(tree, token, term->word[i])))
            return false;
    }
    return true;
}

bool dtli_term_follows(const dtli_tree *tree, int32_t token,
                       const dtli_term *term)
{
    uint32_t n = tree->doc->token_count;
    for (uint32_t i = 0; i < term->count; i++)
        if ((uint32_t)token + i >= n ||
            tree->word[(uint32_t)token + i] != term->word[i])
            return false;
    return true;
}

bool dtli_in_class(const dtli_tree *tree, int32_t token, uint32_t class_id)
{
    const dtli_wordlist *members = &tree->rules->members;
    uint32_t e = dtli_wordlist_find(members, tree->word[token]);
    for (; e != UINT32_MAX; e = members->entries[e].next) {
        const dtli_entry *m = &members->entries[e];
        if (m->value == class_id &&
            (m->term.count == 1 ||
             dtli_term_around(tree, token, &m->term, m->head)))
            return true;
    }
    return false;
}

bool dtli_is_known(const dtli_tree *tree, int32_t token, dtli_known_class c)
{
    return token >= 0 && tree->rules->known[c] != UINT32_MAX &&
           dtli_in_class(tree, token, tree->rules->known[c]);
}

bool dtli_is_verb(const dtli_tree *tree, int32_t token)
{
    uint8_t upos = at(tree, token)->upos;
    return upos == DTL_UPOS_VERB || upos == DTL_UPOS_AUX;
}

bool dtli_is_noun(const dtli_tree *tree, int32_t token)
{
    uint8_t upos = at(tree, token)->upos;
    return upos == DTL_UPOS_NOUN || upos == DTL_UPOS_PROPN;
}

bool dtli_is_relative_pronoun(const dtli_tree *tree, int32_t token)
{
    uint8_t xpos = at(tree, token)->xpos;
    return xpos == DTL_XPOS_WDT || xpos == DTL_XPOS_WP ||
           (at(tree, token)->upos == DTL_UPOS_PRON &&
            dtli_str_is(at(tree, token)->lemma, "that"));
}

/* Also a noun before the verb that was taken for an object: "The bloc on
 * Monday vetoed". English has no objects there. */
static int32_t own_subject(const dtli_tree *tree, int32_t verb)
{
    int32_t early = DTL_NO_INDEX;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        if (dtli_rel_is_subject(at(tree, c)->rel))
            return c;
        if (at(tree, c)->rel == DTL_REL_OBJ && c < verb &&
            dtli_is_noun(tree, c))
            early = c;
    }
    return early;
}

/* What a phrase behind the verb may be taken for by mistake: "at least 19
 * miners" with a preposition "at", "broke off the talks" with "off". */
static bool is_object_phrase(const dtli_tree *tree, int32_t verb,
                             int32_t phrase)
{
    static const char *const PARTICLES[] = { "off", "out", "up", "down",
                                             "over", "back", "away" };
    for (int32_t d = tree->first[phrase]; d >= 0; d = tree->next[d]) {
        if (at(tree, d)->rel != DTL_REL_CASE || d > phrase)
            continue;
        if (dtli_str_equal_nocase(at(tree, d + 1)->norm, DTL_STR("least")))
            return true;
        for (size_t i = 0; i < sizeof PARTICLES / sizeof PARTICLES[0]; i++)
            if (d == verb + 1 && dtli_str_equal_nocase(at(tree, d)->norm,
                                                       dtli_str(PARTICLES[i])))
                return true;
    }
    return false;
}

/* The object behind the verb; one alone may have been taken for a receiver
 * ("allowed observers into the camp"). */
static int32_t own_object(const dtli_tree *tree, int32_t verb)
{
    int32_t second = DTL_NO_INDEX;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        uint8_t rel = at(tree, c)->rel;
        if (rel == DTL_REL_OBJ &&
            (c > verb || dtli_is_relative_pronoun(tree, c)))
            return c;
        if (c > verb && (rel == DTL_REL_IOBJ ||
                         (rel == DTL_REL_OBL &&
                          is_object_phrase(tree, verb, c))))
            second = c;
    }
    return second;
}

/* "Four killed in blast": a headline drops its auxiliary. */
static bool is_headline_passive(const dtli_tree *tree, int32_t verb)
{
    const dtl_token *t = at(tree, verb);
    uint32_t block = tree->doc->sents[t->sent].block;
    bool headline = block < tree->doc->block_count &&
                    tree->doc->blocks[block].kind == DTL_BLOCK_HEADLINE;
    if (dtli_child(tree, verb, DTL_REL_AUX) >= 0)
        return false;
    /* "Army told to leave": nobody tells to leave without telling whom */
    if (headline && t->xpos == DTL_XPOS_VBD &&
        dtli_is_known(tree, verb, CLASS_ASK) &&
        dtli_child(tree, verb, DTL_REL_OBJ) < 0 &&
        dtli_child(tree, verb, DTL_REL_OBL) < 0 &&
        dtli_child(tree, verb, DTL_REL_XCOMP) >= 0)
        return true;
    if (t->xpos != DTL_XPOS_VBN)
        return false;
    return dtli_child(tree, verb, DTL_REL_OBJ) < 0 &&
           (headline || own_subject(tree, verb) < 0);
}

/* A passive subject alone is no proof: "the party called on" is often taken
 * for a participle. */
static bool has_passive_marks(const dtli_tree *tree, int32_t verb)
{
    return dtli_child(tree, verb, DTL_REL_AUX_PASS) >= 0 ||
           dtli_child(tree, verb, DTL_REL_OBL_AGENT) >= 0;
}

bool dtli_is_passive(const dtli_tree *tree, int32_t verb)
{
    for (int depth = 0; depth < DTL_TREE_DEPTH; depth++) {
        const dtl_token *t = at(tree, verb);
        if (!dtli_is_verb(tree, verb))
            return false;
        if (has_passive_marks(tree, verb))
            return true;
        if (t->xpos == DTL_XPOS_VBN && t->rel == DTL_REL_ACL)
            return true;
        if (t->rel != DTL_REL_CONJ || t->xpos != DTL_XPOS_VBN ||
            t->head < 0 || own_subject(tree, verb) >= 0 ||
            dtli_child(tree, verb, DTL_REL_AUX) >= 0)
            return is_headline_passive(tree, verb);
        verb = t->head; /* "was tried and jailed" */
    }
    return false;
}

/* Antecedent of the relative clause that `verb` stands in. */
static int32_t antecedent(const dtli_tree *tree, int32_t verb)
{
    for (int depth = 0; verb >= 0 && depth < DTL_TREE_DEPTH; depth++) {
        if (at(tree, verb)->rel == DTL_REL_ACL_RELCL)
            return at(tree, verb)->head;
        verb = at(tree, verb)->head;
    }
    return DTL_NO_INDEX;
}

/* Who an infinitive under `governor` is about: its object ("asked Chad to"),
 * or the one it speaks to ("called on Chad to"). */
static int32_t controller(const dtli_tree *tree, int32_t governor)
{
    int32_t obj = dtli_child(tree, governor, DTL_REL_OBJ);
    int32_t iobj = dtli_child(tree, governor, DTL_REL_IOBJ);
    if (iobj >= 0 || obj >= 0)
        return iobj >= 0 ? iobj : obj;
    if (!dtli_is_known(tree, governor, CLASS_ASK))
        return DTL_NO_INDEX;
    for (int32_t c = tree->first[governor]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == DTL_REL_OBL &&
            dtli_kind_of(tree, c) & KIND_ACTOR)
            return c;
    return DTL_NO_INDEX;
}

/* "the decision to attack": whose decision. */
static int32_t noun_owner(const dtli_tree *tree, int32_t noun)
{
    int32_t owner = dtli_child(tree, noun, DTL_REL_NMOD_POSS);
    if (owner >= 0)
        return owner;
    for (int32_t c = tree->first[noun]; c >= 0 && c < noun; c = tree->next[c])
        if (dtli_kind_of(tree, c) & KIND_ACTOR)
            return c;
    int32_t verb = dtli_governing_verb(tree, noun);
    return verb >= 0 && verb != noun ? own_subject(tree, verb) : DTL_NO_INDEX;
}

static int32_t acl_subject(const dtli_tree *tree, int32_t verb)
{
    int32_t noun = at(tree, verb)->head;
    if (dtli_has_prep(tree, verb, tree->rules->prep_to) ||
        dtli_has_prep(tree, verb, tree->rules->prep_of) ||
        at(tree, verb)->xpos == DTL_XPOS_VB)
        return noun_owner(tree, noun);
    return noun; /* "troops shelling the town", "men held by troops" */
}

/* What a clause without a subject of its own shares; *up: go on there. */
static int32_t shared_subject(const dtli_tree *tree, int32_t verb, bool *up)
{
    const dtl_token *t = at(tree, verb);
    int32_t found = DTL_NO_INDEX;
    *up = false;
    switch (t->rel) {
    case DTL_REL_XCOMP:
        found = controller(tree, t->head);
        *up = found < 0;
        break;
    case DTL_REL_ACL:
        return acl_subject(tree, verb);
    case DTL_REL_ACL_RELCL:
        return t->head;
    case DTL_REL_ADVCL: /* "accused Chad of arming": Chad */
        if (dtli_has_prep(tree, verb, tree->rules->prep_of) ||
            dtli_has_prep(tree, verb, tree->rules->prep_for))
            found = controller(tree, t->head);
        *up = found < 0;
        break;
    case DTL_REL_CCOMP:
        *up = t->xpos == DTL_XPOS_VB || t->xpos == DTL_XPOS_VBG;
        break;
    case DTL_REL_CONJ: case DTL_REL_OBL: case DTL_REL_AUX: case DTL_REL_COP:
    case DTL_REL_AUX_PASS:
        *up = true;
        break;
    default:
        break;
    }
    return found;
}

/* A finite verb must have a subject; where the tree gives it none, it is the
 * phrase that ends before the verb ("Thousands of Kurds marched, he said",
 * with "thousands" hung on "said"). */
static int32_t phrase_before(const dtli_tree *tree, int32_t verb)
{
    int32_t first = (int32_t)tree->doc->sents[at(tree, verb)->sent].first;
    int32_t t = verb - 1;
    while (t >= first && (at(tree, t)->upos == DTL_UPOS_ADV ||
                          at(tree, t)->upos == DTL_UPOS_AUX ||
                          at(tree, t)->upos == DTL_UPOS_PART))
        t--;
    if (t < first || !(dtli_is_noun(tree, t) ||
                       at(tree, t)->upos == DTL_UPOS_PRON) ||
        dtli_is_relative_pronoun(tree, t))
        return DTL_NO_INDEX;
    for (int depth = 0; depth < DTL_TREE_DEPTH; depth++) {
        int32_t head = at(tree, t)->head;
        if (head < first || head >= verb || !dtli_is_noun(tree, head))
            break;
        t = head;
    }
    return t;
}

static int32_t tree_subject(const dtli_tree *tree, int32_t verb);

int32_t dtli_surface_subject(const dtli_tree *tree, int32_t verb)
{
    int32_t subject = tree_subject(tree, verb);
    if (subject < 0 && dtli_xpos_is_finite(at(tree, verb)->xpos))
        subject = phrase_before(tree, verb);
    return subject;
}

static int32_t tree_subject(const dtli_tree *tree, int32_t verb)
{
    for (int depth = 0; verb >= 0 && depth < DTL_TREE_DEPTH; depth++) {
        int32_t own = own_subject(tree, verb);
        bool up;
        if (own >= 0 && dtli_is_relative_pronoun(tree, own)) {
            int32_t noun = antecedent(tree, verb);
            return noun >= 0 ? noun : own;
        }
        if (own >= 0)
            return own;
        if (at(tree, verb)->rel == DTL_REL_CONJ && at(tree, verb)->head >= 0 &&
            dtli_is_noun(tree, at(tree, verb)->head) &&
            own_subject(tree, at(tree, verb)->head) < 0)
            return DTL_NO_INDEX; /* a verb joined to a noun: bad parse */
        own = shared_subject(tree, verb, &up);
        if (!up)
            return own;
        verb = at(tree, verb)->head;
    }
    return DTL_NO_INDEX;
}

static int32_t own_agent(const dtli_tree *tree, int32_t verb)
{
    int32_t agent = dtli_child(tree, verb, DTL_REL_OBL_AGENT);
    for (int32_t c = tree->first[verb]; agent < 0 && c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == DTL_REL_OBL &&
            dtli_has_prep(tree, c, tree->rules->prep_by))
            agent = c;
    return agent;
}

int32_t dtli_logical_subject(const dtli_tree *tree, int32_t verb)
{
    if (!dtli_is_passive(tree, verb))
        return dtli_surface_subject(tree, verb);
    int32_t agent = own_agent(tree, verb);
    if (agent >= 0)
        return agent;
    /* "was held and beaten by police": the agent hangs on the last verb */
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == DTL_REL_CONJ && dtli_is_verb(tree, c) &&
            own_subject(tree, c) < 0 && own_agent(tree, c) >= 0)
            return own_agent(tree, c);
    return DTL_NO_INDEX;
}

/* Object of a verb that has none: of a relative clause, or one that a verb
 * joined to it has ("attacked and looted the shops"). */
static int32_t shared_object(const dtli_tree *tree, int32_t verb)
{
    const dtl_token *t = at(tree, verb);
    if (t->rel == DTL_REL_ACL_RELCL && own_subject(tree, verb) >= 0 &&
        !dtli_is_relative_pronoun(tree, own_subject(tree, verb)))
        return t->head;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (at(tree, c)->rel == DTL_REL_CONJ && dtli_is_verb(tree, c) &&
            c - verb <= 3 && own_subject(tree, c) < 0)
            return dtli_child(tree, c, DTL_REL_OBJ);
    if (t->rel == DTL_REL_CONJ && t->head >= 0 && verb - t->head <= 3) {
        int32_t obj = dtli_child(tree, t->head, DTL_REL_OBJ);
        return obj > verb ? obj : DTL_NO_INDEX;
    }
    return DTL_NO_INDEX;
}

/* "Handed over the banker", where the tree takes "over" for a preposition:
 * the object, if the tables know the two words as one verb. */
static int32_t object_behind_particle(const dtli_tree *tree, int32_t verb)
{
    static const char *const PARTICLES[] = { "over", "off", "up", "out",
                                             "down", "away", "back", NULL };
    const dtli_wordlist *triggers = &tree->rules->triggers;
    int32_t particle = verb + 1;
    if ((uint32_t)particle >= tree->doc->token_count ||
        at(tree, particle)->rel != DTL_REL_CASE ||
        at(tree, particle)->head < 0 ||
        at(tree, at(tree, particle)->head)->head != verb)
        return DTL_NO_INDEX;
    bool pure = false;
    for (const char *const *p = PARTICLES; *p; p++)
        pure |= dtli_str_is(at(tree, particle)->norm, *p);
    if (!pure)
        return DTL_NO_INDEX;
    uint32_t e = dtli_wordlist_find(triggers, tree->word[verb]);
    for (; e != UINT32_MAX; e = triggers->entries[e].next)
        if (triggers->entries[e].term.count == 2 &&
            triggers->entries[e].term.word[1] == tree->word[particle])
            return at(tree, particle)->head;
    return DTL_NO_INDEX;
}

int32_t dtli_logical_object(const dtli_tree *tree, int32_t verb)
{
    if (dtli_is_passive(tree, verb))
        return dtli_surface_subject(tree, verb);
    int32_t obj = own_object(tree, verb);
    if (obj >= 0 && dtli_is_relative_pronoun(tree, obj))
        return antecedent(tree, verb);
    /* "supporters blocked roads", with the verb hung on its object */
    if (obj < 0 && at(tree, verb)->head > verb &&
        (dtli_xpos_is_finite(at(tree, verb)->xpos) ||
         own_subject(tree, verb) >= 0) &&
        (at(tree, verb)->rel == DTL_REL_AMOD ||
         at(tree, verb)->rel == DTL_REL_COMPOUND))
        return at(tree, verb)->head;
    if (obj < 0)
        obj = object_behind_particle(tree, verb);
    return obj >= 0 ? obj : shared_object(tree, verb);
}

int32_t dtli_xcomp(const dtli_tree *tree, int32_t token)
{
    int32_t xcomp = dtli_child(tree, token, DTL_REL_XCOMP);
    if (xcomp >= 0)
        return xcomp;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        uint8_t rel = at(tree, c)->rel;
        if ((rel == DTL_REL_ADVCL || rel == DTL_REL_ACL ||
             rel == DTL_REL_CCOMP || rel == DTL_REL_CSUBJ) &&
            dtli_has_prep(tree, c, tree->rules->prep_to))
            return c;
    }
    return DTL_NO_INDEX;
}

/* "Told the envoys that the king would come", where the tree takes what is
 * told for a relative clause: it has a subject of its own behind "that". */
static int32_t told_clause(const dtli_tree *tree, int32_t verb)
{
    int32_t who = dtli_child(tree, verb, DTL_REL_IOBJ);
    int32_t clause =
        who < 0 ? who : dtli_child(tree, who, DTL_REL_ACL_RELCL);
    int32_t that =
        clause < 0 ? clause : dtli_child(tree, clause, DTL_REL_MARK);
    if (that < 0 || !dtli_str_is(at(tree, that)->norm, "that") ||
        dtli_child(tree, clause, DTL_REL_NSUBJ) < 0)
        return DTL_NO_INDEX;
    return clause;
}

int32_t dtli_ccomp(const dtli_tree *tree, int32_t token)
{
    int32_t ccomp = dtli_child(tree, token, DTL_REL_CCOMP);
    if (ccomp < 0)
        ccomp = told_clause(tree, token);
    if (ccomp >= 0 || !dtli_is_known(tree, token, CLASS_SAY))
        return ccomp;
    /* "We refuse," he said: the saying hangs on what is said, or it on it */
    if (at(tree, token)->rel == DTL_REL_PARATAXIS)
        return at(tree, token)->head;
    return dtli_child(tree, token, DTL_REL_PARATAXIS);
}

int32_t dtli_governing_verb(const dtli_tree *tree, int32_t noun)
{
    for (int depth = 0; noun >= 0 && depth < DTL_TREE_DEPTH; depth++) {
        const dtl_token *t = at(tree, noun);
        bool partitive = t->rel == DTL_REL_NMOD && t->head >= 0 &&
                         dtli_is_known(tree, t->head, CLASS_PARTITIVE);
        if (t->rel == DTL_REL_OBJ || t->rel == DTL_REL_OBL ||
            t->rel == DTL_REL_NSUBJ_PASS || t->rel == DTL_REL_XCOMP)
            return t->head >= 0 && dtli_is_verb(tree, t->head)
                       ? t->head : DTL_NO_INDEX;
        if (t->rel != DTL_REL_CONJ && t->rel != DTL_REL_APPOS && !partitive)
            return DTL_NO_INDEX;
        noun = t->head;
    }
    return DTL_NO_INDEX;
}
