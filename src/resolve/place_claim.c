/* place_claim.c — the places of one sentence and the act told in it.
 *
 * "Soldiers shot two men in Jenin": the place has "in" and hangs on "shot".
 * Each place gets a value for its preposition, for the way up the tree from
 * it to the trigger, and for the distance; the highest has the claim. A
 * country that acts or owns has none. Without trees the order of words must
 * do. Cost: the places of one sentence.
 */
#include "base/str.h"
#include "resolve/place_claim.h"

enum {
    MAX_CLIMB = 12, /* steps up a tree */
    SURE_PREPOSITION = 9,
    LEAST_SCENE = 11,
    NOTHING = -1000
};

/* Prepositions by how well they tell where something happens. */
static const struct {
    const char *word;
    int value;
} PREPOSITIONS[] = {
    { "in", 10 },     { "at", 10 },      { "near", 9 },   { "outside", 9 },
    { "inside", 9 },  { "around", 7 },   { "across", 8 }, { "throughout", 8 },
    { "within", 8 },  { "on", 7 },       { "off", 7 },    { "along", 6 },
    { "into", 6 },    { "to", 4 },       { "towards", 3 }, { "toward", 3 },
    { "through", 4 }, { "over", 4 },     { "from", 2 },   { "between", 3 },
    { "of", 2 },      { "for", 1 },
};

static const struct {
    const char *stem; /* the trigger's form or lemma begins so */
    act_kind kind;
} ACTS[] = {
    { "meet", ACT_MEETING },     { "met", ACT_MEETING },
    { "talk", ACT_MEETING },     { "discuss", ACT_MEETING },
    { "negotiat", ACT_MEETING }, { "summit", ACT_MEETING },
    { "visit", ACT_MOTION },     { "confer", ACT_MEETING },
    { "arriv", ACT_MOTION },     { "travel", ACT_MOTION },
    { "trip", ACT_MOTION },      { "tour", ACT_MOTION },
    { "deploy", ACT_MOTION },    { "send", ACT_MOTION },
    { "sent", ACT_MOTION },      { "flew", ACT_MOTION },
    { "fly", ACT_MOTION },       { "head", ACT_MOTION },
    { "enter", ACT_MOTION },     { "return", ACT_MOTION },
    { "withdr", ACT_DEPARTURE }, { "pull", ACT_DEPARTURE },
    { "evacuat", ACT_DEPARTURE }, { "leav", ACT_DEPARTURE },
    { "left", ACT_DEPARTURE },   { "expel", ACT_DEPARTURE },
    { "dispatch", ACT_MOTION },  { "deliver", ACT_MOTION },
    { "sign", ACT_MEETING },     { "host", ACT_MEETING },
    { "receiv", ACT_MEETING },   { "welcom", ACT_MEETING },
    { "say", ACT_WORDS },        { "said", ACT_WORDS },
    { "tell", ACT_WORDS },       { "told", ACT_WORDS },
    { "urg", ACT_WORDS },        { "call", ACT_WORDS },
    { "ask", ACT_WORDS },        { "appeal", ACT_WORDS },
    { "demand", ACT_WORDS },     { "request", ACT_WORDS },
    { "condemn", ACT_WORDS },    { "denounc", ACT_WORDS },
    { "criti", ACT_WORDS },      { "accus", ACT_WORDS },
    { "blam", ACT_WORDS },       { "warn", ACT_WORDS },
    { "threat", ACT_WORDS },     { "vow", ACT_WORDS },
    { "pledg", ACT_WORDS },      { "promis", ACT_WORDS },
    { "agree", ACT_WORDS },      { "accept", ACT_WORDS },
    { "reject", ACT_WORDS },     { "refus", ACT_WORDS },
    { "den", ACT_WORDS },        { "support", ACT_WORDS },
    { "back", ACT_WORDS },       { "prais", ACT_WORDS },
    { "hail", ACT_WORDS },       { "defend", ACT_WORDS },
    { "propos", ACT_WORDS },     { "offer", ACT_WORDS },
    { "insist", ACT_WORDS },     { "announc", ACT_WORDS },
    { "declar", ACT_WORDS },     { "reiterat", ACT_WORDS },
    { "reaffirm", ACT_WORDS },   { "express", ACT_WORDS },
    { "willing", ACT_WORDS },    { "ready", ACT_WORDS },
    { "hope", ACT_WORDS },       { "cooperat", ACT_WORDS },
    { "rule", ACT_WORDS },       { "oppos", ACT_WORDS },
};

act_kind dtli_act_kind(const dtl_token *tok)
{
    for (size_t i = 0; i < sizeof ACTS / sizeof ACTS[0]; i++) {
        dtl_str stem = dtli_str(ACTS[i].stem);
        dtl_str start = dtli_str_slice(tok->norm, 0, stem.len);
        if (dtli_str_equal_nocase(start, stem))
            return ACTS[i].kind;
    }
    return ACT_DEED;
}

static int preposition_value(dtl_str norm)
{
    for (size_t i = 0; i < sizeof PREPOSITIONS / sizeof PREPOSITIONS[0]; i++)
        if (dtli_str_equal_nocase(norm, dtli_str(PREPOSITIONS[i].word)))
            return PREPOSITIONS[i].value;
    return 0;
}

static bool is_point(const dtl_place *p)
{
    return p->feature.len > 0 &&
           (p->feature.ptr[0] == 'P' || p->feature.ptr[0] == 'S');
}

bool dtli_place_is_country(const dtl_place *p)
{
    return dtli_str_starts(p->feature, DTL_STR("A.PCL"));
}

/* First place at or behind token `tok`. */
static uint32_t first_place(const dtl_doc *doc, uint32_t tok)
{
    uint32_t low = 0, high = doc->place_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (doc->places[mid].first < tok)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_noun(const dtl_token *tok)
{
    return tok->upos == DTL_UPOS_NOUN || tok->upos == DTL_UPOS_PROPN ||
           tok->upos == DTL_UPOS_ADJ || tok->upos == DTL_UPOS_DET;
}

/* The preposition that such an act asks for. */
static bool is_goal(dtl_str norm, act_kind act)
{
    if (act == ACT_DEPARTURE)
        return dtli_str_equal_nocase(norm, DTL_STR("from"));
    return act == ACT_MOTION &&
           (dtli_str_equal_nocase(norm, DTL_STR("to")) ||
            dtli_str_equal_nocase(norm, DTL_STR("into")));
}

/* "close to Mosul", "next to" */
static bool is_close(const dtl_doc *doc, uint32_t i)
{
    return dtli_str_is(doc->tokens[i].norm, "close") ||
           dtli_str_is(doc->tokens[i].norm, "next");
}

/* The preposition before the place, over the words of its own phrase: "in
 * the northern city of Mosul" gives that of "in". Its value, 0 without. */
static int place_preposition(const dtl_doc *doc, const dtl_place *p,
                             act_kind act)
{
    uint32_t start = doc->sents[doc->tokens[p->first].sent].first;
    int best = 0, steps = 0;
    bool of = false;
    for (uint32_t i = p->first; i > start && steps < 8; steps++) {
        const dtl_token *tok = &doc->tokens[--i];
        int value = preposition_value(tok->norm);
        if (is_goal(tok->norm, act))
            value = 10;
        else if (value > 0 && i > start && is_close(doc, i - 1))
            value = SURE_PREPOSITION;
        if (value > 0) {
            best = value;
            of = dtli_str_equal_nocase(tok->norm, DTL_STR("of"));
            if (!of)
                break;
            continue;
        }
        bool owner = dtli_str_is(tok->norm, "'s") ||
                     dtli_str_starts(tok->norm, DTL_STR("neighbo")); /* "in Mali's Kidal" */
        bool untagged = tok->upos == DTL_UPOS_X && steps < 4;
        bool word = untagged && tok->norm.len > 1 && tok->norm.ptr[0] != ',';
        if (!is_noun(tok) && !word && !owner)
            break;
    }
    return best;
}

/* ------------------------------------------------------------- the tree */

bool dtli_sent_has_tree(const dtl_doc *doc, const dtl_sent *sent)
{
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
        if (doc->tokens[i].head != DTL_NO_INDEX)
            return true;
    return false;
}

static uint32_t head_of_place(const dtl_doc *doc, const dtl_place *p)
{
    for (uint32_t i = p->first; i <= p->last; i++) {
        int32_t head = doc->tokens[i].head;
        if (head == DTL_NO_INDEX || (uint32_t)head < p->first ||
            (uint32_t)head > p->last)
            return i;
    }
    return p->last;
}

/* Steps from `from` up to `to`, or NOTHING. */
static int climb(const dtl_doc *doc, uint32_t from, uint32_t to)
{
    int32_t at = (int32_t)from;
    for (int steps = 0; steps < MAX_CLIMB && at != DTL_NO_INDEX; steps++) {
        if ((uint32_t)at == to)
            return steps;
        at = doc->tokens[at].head;
    }
    return NOTHING;
}

/* What a step between costs: "condemned the attack in Lyon" does not tell
 * where somebody condemned it, "shot men in Lyon" where they were shot. */
static const int STEP[] = { [ACT_DEED] = 2, [ACT_MEETING] = 2,
                            [ACT_WORDS] = 10, [ACT_MOTION] = 2,
                            [ACT_DEPARTURE] = 2 };

/* "talks on the war in Yemen": what the act is about lies elsewhere. */
static bool is_topic(const dtl_doc *doc, uint32_t node)
{
    static const char *const WORDS[] = { "on", "about", "over", "against",
                                         "regarding", "for", "with", "by" };
    if (dtli_str_ends(doc->tokens[node].norm, DTL_STR("day")))
        return false; /* "in Lyon on Friday", the town hung on the day */
    for (uint32_t i = node; i > 0 && node - i < 10;) {
        const dtl_token *tok = &doc->tokens[--i];
        if (tok->head != (int32_t)node || tok->rel != DTL_REL_CASE)
            continue;
        for (size_t w = 0; w < sizeof WORDS / sizeof WORDS[0]; w++)
            if (dtli_str_equal_nocase(tok->norm, dtli_str(WORDS[w])))
                return true;
    }
    return false;
}

/* What the nodes between `place` and `trigger` cost. */
static int path_cost(const dtl_doc *doc, uint32_t place, uint32_t trigger)
{
    int cost = 0;
    int32_t at = doc->tokens[place].head;
    for (int steps = 0; steps < MAX_CLIMB && at != DTL_NO_INDEX &&
                        at != (int32_t)trigger; steps++) {
        cost += is_topic(doc, (uint32_t)at) ? 12 : 0;
        at = doc->tokens[at].head;
    }
    return cost;
}

/* How the place hangs on the trigger: 30 from it or its arguments, less
 * for each step between; 20 from the words that govern the trigger. */
static int tree_value(const dtl_doc *doc, uint32_t trigger, uint32_t place,
                      act_kind act)
{
    int below = climb(doc, place, trigger);
    if (below != NOTHING)
        return 30 - STEP[act] * below - path_cost(doc, place, trigger);
    int32_t up = doc->tokens[trigger].head;
    for (int steps = 1; steps < 5 && up != DTL_NO_INDEX; steps++) {
        below = climb(doc, place, (uint32_t)up);
        if (below != NOTHING)
            return 22 - 3 * steps - 2 * below;
        up = doc->tokens[up].head;
    }
    return 0;
}

/* "Iraq voted", "Iraq's army": the place acts or owns. */
static bool acts(const dtl_doc *doc, uint32_t head)
{
    switch (doc->tokens[head].rel) {
    case DTL_REL_NSUBJ: case DTL_REL_NSUBJ_PASS: case DTL_REL_NMOD_POSS:
    case DTL_REL_OBL_AGENT: case DTL_REL_IOBJ: case DTL_REL_VOCATIVE:
        return true;
    default:
        return false;
    }
}

/* "Angolan capital", "Estonian airspace": a demonym before such a noun. */
static bool is_ground(const dtl_doc *doc, const dtl_place *p)
{
    static const char *const NOUNS[] = {
        "capital", "territory", "soil", "airspace", "waters", "city",
        "town", "village", "province", "state", "port", "resort", "border",
        "coast", "island", "countryside",
    };
    if (p->last + 1 >= doc->token_count)
        return false;
    for (size_t i = 0; i < sizeof NOUNS / sizeof NOUNS[0]; i++)
        if (dtli_str_is(doc->tokens[p->last + 1].norm, NOUNS[i]))
            return true;
    return false;
}

/* "US troops", "Lima residence": the place only says whose or which. */
static bool modifies(const dtl_doc *doc, const dtl_place *p, uint32_t head)
{
    int32_t up = doc->tokens[head].head;
    dtl_rel rel = (dtl_rel)doc->tokens[head].rel;
    return up > (int32_t)p->last &&
           (rel == DTL_REL_COMPOUND || rel == DTL_REL_AMOD ||
            rel == DTL_REL_NMOD_UNMARKED || rel == DTL_REL_NMOD_DESC) &&
           !is_ground(doc, p);
}

/* "invaded Kuwait", but not "ousted US troops" or "sued Norway". */
static bool takes_country(dtl_str norm)
{
    static const char *const STEMS[] = {
        "invad", "attack", "bomb", "shell", "hit", "struck", "strik",
        "raid", "occup", "annex", "liberat", "blockad", "pound", "visit",
        "enter", "tour", "rock", "leav", "left", "reach",
    };
    for (size_t i = 0; i < sizeof STEMS / sizeof STEMS[0]; i++) {
        dtl_str stem = dtli_str(STEMS[i]);
        if (dtli_str_equal_nocase(dtli_str_slice(norm, 0, stem.len), stem))
            return true;
    }
    return false;
}

/* "visited Chad", "entered Rafah" */
static bool is_object(const dtl_doc *doc, const dtl_place *p, uint32_t head,
                      uint32_t trigger)
{
    return doc->tokens[head].rel == DTL_REL_OBJ &&
           doc->tokens[head].head == (int32_t)trigger &&
           (!dtli_place_is_country(p) ||
            takes_country(doc->tokens[trigger].norm));
}

/* "the war in Yemen", however the tree hangs the place: where what is talked
 * about goes on. `head` is of the place. */
static bool is_of_strife(const dtl_doc *doc, uint32_t head, uint32_t trigger)
{
    static const char *const STEMS[] = {
        "war", "crisis", "conflict", "situation", "violence", "unrest",
        "fight", "kill", "attack", "bomb", "coup", "election", "massacre",
        "bloodshed", "genocide", "murder", "assassin", "blast", "explosion",
        "civilian", "troops", "forces", "refugee", "hostage", "peace",
    };
    uint32_t at = head;
    while (at > 0 && head - at < 8 &&
           !(doc->tokens[at].head == (int32_t)head &&
             doc->tokens[at].rel == DTL_REL_CASE))
        at--;
    if (at == 0 || at - 1 == trigger ||
        doc->tokens[at].rel != DTL_REL_CASE ||
        doc->tokens[at - 1].upos != DTL_UPOS_NOUN)
        return false;
    for (size_t i = 0; i < sizeof STEMS / sizeof STEMS[0]; i++)
        if (dtli_str_starts(doc->tokens[at - 1].norm, dtli_str(STEMS[i])))
            return true;
    return false;
}

/* "the situation" of "discussed the situation in Yemen", but not "the king"
 * of "met the king in Sanaa", on which the tree may hang the place. */
static bool is_matter(const dtl_doc *doc, uint32_t node)
{
    int32_t up = doc->tokens[node].head;
    if (doc->tokens[node].rel != DTL_REL_OBJ || up == DTL_NO_INDEX ||
        dtli_act_kind(&doc->tokens[node]) == ACT_MEETING)
        return false;
    return dtli_act_kind(&doc->tokens[up]) != ACT_MEETING ||
           dtli_str_starts(doc->tokens[up].norm, DTL_STR("discuss"));
}

/* "talks on the war in Yemen", "held talks, but fighting went on in Yemen":
 * what the act is about, or another clause. Goes up as far as the words that
 * govern the act too. */
static bool lies_aside(const dtl_doc *doc, uint32_t place, uint32_t trigger)
{
    int32_t at = doc->tokens[place].head;
    bool below = climb(doc, place, trigger) != NOTHING;
    for (int steps = 0; steps < MAX_CLIMB && at != DTL_NO_INDEX &&
                        climb(doc, trigger, (uint32_t)at) == NOTHING; steps++) {
        if (is_matter(doc, (uint32_t)at) || is_topic(doc, (uint32_t)at) ||
            (!below && doc->tokens[at].upos == DTL_UPOS_VERB))
            return true;
        at = doc->tokens[at].head;
    }
    return false;
}

/* ---------------------------------------------------- one place's claim */

/* A continent or a region of several countries is too wide. */
static bool is_wide(const dtl_place *p)
{
    return p->country[0] == '\0' && p->feature.len > 0 &&
           p->feature.ptr[0] == 'L';
}

static bool may_be(const dtl_doc *doc, const dtl_place *p)
{
    if (!p->resolved || p->metonym || is_wide(p))
        return false;
    return !p->demonym || is_ground(doc, p);
}

/* "the Doha round": named after the place where it once began. */
static bool is_round(const dtl_doc *doc, const dtl_place *p)
{
    return p->last + 1 < doc->token_count &&
           dtli_str_equal_nocase(doc->tokens[p->last + 1].norm,
                                 DTL_STR("round"));
}

/* "shells fired from Gaza": force is where it lands. */
static bool is_launch(const dtl_doc *doc, uint32_t head)
{
    static const char *const STEMS[] = { "fire", "firing", "launch", "rocket",
                                         "missile", "shell", "mortar" };
    int32_t up = doc->tokens[head].head;
    bool from = false;
    for (uint32_t i = head; i > 0 && head - i < 6;) {
        const dtl_token *tok = &doc->tokens[--i];
        from |= tok->head == (int32_t)head && tok->rel == DTL_REL_CASE &&
                dtli_str_equal_nocase(tok->norm, DTL_STR("from"));
    }
    if (!from || up == DTL_NO_INDEX)
        return false;
    for (size_t i = 0; i < sizeof STEMS / sizeof STEMS[0]; i++)
        if (dtli_str_starts(doc->tokens[up].norm, dtli_str(STEMS[i])))
            return true;
    return false;
}

static int claim_in_sentence(const dtl_doc *doc, uint32_t trigger,
                             act_kind act, const dtl_place *p)
{
    const dtl_sent *sent = &doc->sents[doc->tokens[p->first].sent];
    int value = place_preposition(doc, p, act) * 2;
    bool told = act == ACT_WORDS || act == ACT_MEETING;
    if (told && value < 2 * SURE_PREPOSITION)
        value = 0; /* "threats from Iran", "attacks on Israel" */
    int apart = p->first > trigger ? (int)(p->first - trigger)
                                   : (int)(trigger - p->last) + 4;
    if (dtli_sent_has_tree(doc, sent)) {
        uint32_t head = head_of_place(doc, p);
        bool modifier = modifies(doc, p, head);
        if (acts(doc, head) || (modifier && dtli_place_is_country(p)))
            return NOTHING;
        if (modifier && told && (!is_point(p) || is_round(doc, p)))
            return NOTHING; /* "the Darfur talks" */
        if (modifier && doc->tokens[head].head == (int32_t)trigger)
            value += 14; /* "the Baghdad bombing" */
        else if (modifier)
            value /= 2;
        else if (value == 0 && (told || !is_object(doc, p, head, trigger)))
            return NOTHING;
        if (told && (lies_aside(doc, head, trigger) ||
                     is_of_strife(doc, head, trigger)))
            return NOTHING;
        if (is_launch(doc, head))
            return NOTHING;
        value += tree_value(doc, trigger, head, act);
    } else if (value == 0 && dtli_place_is_country(p)) {
        return NOTHING;
    }
    value += is_point(p) ? 4 : 0;
    return value * 2 - (apart > 60 ? 60 : apart);
}

/* Least claim that counts, by the kind of act. */
static const int LEAST[] = { [ACT_DEED] = 0, [ACT_MEETING] = 10,
                             [ACT_WORDS] = 30, [ACT_MOTION] = 10,
                             [ACT_DEPARTURE] = 0 };

int32_t dtli_place_claimed(const dtl_doc *doc, uint32_t trigger,
                           act_kind act)
{
    const dtl_sent *sent = &doc->sents[doc->tokens[trigger].sent];
    int best = LEAST[act];
    int32_t found = DTL_NO_INDEX;
    for (uint32_t i = first_place(doc, sent->first);
         i < doc->place_count &&
         doc->places[i].first < sent->first + sent->count; i++) {
        const dtl_place *p = &doc->places[i];
        if (!may_be(doc, p) || (p->first <= trigger && trigger <= p->last))
            continue;
        int value = claim_in_sentence(doc, trigger, act, p);
        if (value > best) {
            best = value;
            found = (int32_t)i;
        }
    }
    return found;
}

/* The best place with a preposition of another sentence. */
int32_t dtli_place_of_scene(const dtl_doc *doc, const dtl_sent *sent)
{
    int best = LEAST_SCENE;
    int32_t found = DTL_NO_INDEX;
    for (uint32_t i = first_place(doc, sent->first);
         i < doc->place_count &&
         doc->places[i].first < sent->first + sent->count; i++) {
        const dtl_place *p = &doc->places[i];
        if (!may_be(doc, p))
            continue;
        int value = place_preposition(doc, p, ACT_DEED) * 2 + (is_point(p) ? 4 : 0);
        uint32_t head = head_of_place(doc, p);
        if (value > best && !acts(doc, head) && !modifies(doc, p, head)) {
            best = value;
            found = (int32_t)i;
        }
    }
    return found;
}
