/* same.c — how much two tellings have in common, weighed (same.h).
 *
 * Type must be the same; everything else (actors, recipients, day, place,
 * status, words, nearness) speaks for or against with a weight fitted on
 * annotated stories by tools/fit_same.py. Deeds, words and talks have weights
 * of their own: "the attack" may point back with no part told, while words
 * are one event only when speaker and addressee agree.
 */
#include "code/same.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "code/path.h"
#include "resolve/place.h"

static bool share_sector(const dtl_actor *a, const dtl_actor *b)
{
    for (int i = 0; i < DTL_SECTORS_MAX && a->sectors[i][0]; i++)
        for (int k = 0; k < DTL_SECTORS_MAX && b->sectors[k][0]; k++)
            if (strcmp(a->sectors[i], b->sectors[k]) == 0)
                return true;
    return false;
}

/* Somebody with a name: "the premier" may be any of them. */
bool dtli_is_named(const dtl_doc *doc, const dtl_actor *a)
{
    if (a->entity < 0 || (uint32_t)a->entity >= doc->entity_count)
        return false;
    const dtl_entity *e = &doc->entities[a->entity];
    return e->kind == DTL_ENTITY_PERSON &&
           doc->mentions[e->best].kind == DTL_MENTION_NAME;
}

static bool is_state(const dtl_doc *doc, const dtl_actor *a)
{
    return a->entity >= 0 && (uint32_t)a->entity < doc->entity_count &&
           doc->entities[a->entity].kind == DTL_ENTITY_STATE;
}

/* 3 the same, 2 alike, 1 may be the same, DTL_UNRELATED. */
int dtli_actor_relation(const dtl_doc *doc, const dtl_actor *a,
                        const dtl_actor *b)
{
    if (dtli_same_actor(a, b))
        return 3;
    if (dtli_is_named(doc, a) && dtli_is_named(doc, b))
        return DTL_UNRELATED; /* "Mr Ali condemned", "Mr Rao condemned" */
    if (strcmp(a->country, b->country) == 0) {
        if (share_sector(a, b))
            return a->country[0] ? 2 : 1;
        /* "Mali" may stand for its army */
        return a->country[0] && (is_state(doc, a) || is_state(doc, b))
                   ? 1
                   : DTL_UNRELATED;
    }
    if (a->country[0] && b->country[0])
        return DTL_UNRELATED;
    return share_sector(a, b) ? 1 : DTL_UNRELATED; /* "gunmen", "rebels" */
}

/* Best relation between two lists; 0 where one is empty. */
int dtli_lists_relation(const dtl_doc *doc, const dtli_parties *a,
                          const dtli_parties *b)
{
    int best = DTL_UNRELATED;
    if (a->count == 0 || b->count == 0)
        return 0;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            int r = dtli_actor_relation(doc, &a->actor[i], &b->actor[k]);
            best = r > best ? r : best;
        }
    return best;
}

/* The same noun for whoever it is: "villagers", "three villagers". */
static bool share_word(const dtli_coding *c, const dtli_parties *a,
                       const dtli_parties *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (a->token[i] >= 0 && b->token[k] >= 0 &&
                dtli_str_equal_nocase(c->doc->tokens[a->token[i]].lemma,
                                      c->doc->tokens[b->token[k]].lemma))
                return true;
    return false;
}

/* Victims and prisoners that are only of one kind ("two Malian traders",
 * "a Malian nurse") are others, unless a noun points back to them. */
static int victims_relation(const dtli_coding *c, const dtli_telling *event,
                            const dtli_telling *t)
{
    int r = dtli_lists_relation(c->doc, &event->recipients, &t->recipients);
    bool near =
        c->doc->tokens[event->token].sent == c->doc->tokens[t->token].sent;
    if (r != 1 && r != 2)
        return r;
    if (event->headline || share_word(c, &event->recipients, &t->recipients))
        return 1;
    return near || t->noun ? 0 : DTL_UNRELATED;
}

/* Talks are the same when everybody of the smaller round sits in the larger:
 * he who met the king and later the premier met twice. */
bool dtli_same_round(const dtl_doc *doc, const dtli_telling *a,
                       const dtli_telling *b)
{
    const dtli_parties *small[2] = { &a->actors, &a->recipients };
    const dtli_parties *large[2] = { &b->actors, &b->recipients };
    uint32_t na = a->actors.count + a->recipients.count;
    uint32_t nb = b->actors.count + b->recipients.count;
    if (na > nb)
        return dtli_same_round(doc, b, a);
    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < small[s]->count; i++) {
            bool sits = nb == 0;
            for (int l = 0; l < 2; l++)
                for (uint32_t k = 0; k < large[l]->count; k++)
                    sits |= dtli_actor_relation(doc, &small[s]->actor[i],
                                                &large[l]->actor[k]) > 0;
            if (!sits)
                return false;
        }
    return true;
}

static int when_relation(const dtl_when *a, const dtl_when *b)
{
    enum { GRACE_DAYS = 1 }; /* datelines and time zones */
    if (a->assumed || b->assumed || a->from == DTL_DAY_NONE ||
        b->from == DTL_DAY_NONE || a->to == DTL_DAY_NONE ||
        b->to == DTL_DAY_NONE)
        return 0;
    if (a->from > b->to + GRACE_DAYS || b->from > a->to + GRACE_DAYS)
        return DTL_UNRELATED;
    return a->from <= b->to && b->from <= a->to ? 1 : 0;
}

bool dtli_is_wide(const dtl_place *p)
{
    return dtli_str_starts(p->feature, DTL_STR("A."));
}

static int place_relation(const dtl_doc *doc, int32_t a, int32_t b)
{
    if (a < 0 || b < 0)
        return 0;
    const dtl_place *p = &doc->places[a], *q = &doc->places[b];
    if (a == b || (p->geonames && p->geonames == q->geonames) ||
        dtli_str_equal(p->name, q->name))
        return 1;
    return strcmp(p->country, q->country) == 0 &&
                   (dtli_is_wide(p) || dtli_is_wide(q))
               ? 0
               : DTL_UNRELATED;
}

bool dtli_is_done(dtl_event_status s)
{
    return s == DTL_EVENT_STATUS_ACTUAL || s == DTL_EVENT_STATUS_ONGOING;
}

bool dtli_status_fits(const dtli_telling *a, const dtli_telling *b)
{
    if (a->status == b->status ||
        (dtli_is_done(a->status) && dtli_is_done(b->status)))
        return true;
    /* "the attack" of last year, told again without its year */
    return b->noun && b->definite && b->when.assumed &&
           a->status == DTL_EVENT_STATUS_HISTORICAL;
}

bool dtli_is_words(dtl_event_type type)
{
    switch (type) {
    case DTL_EVENT_AGREE:
    case DTL_EVENT_SUPPORT:
    case DTL_EVENT_REQUEST:
    case DTL_EVENT_ACCUSE:
    case DTL_EVENT_REJECT:
    case DTL_EVENT_THREATEN:
    case DTL_EVENT_CONCEDE:
        return true;
    default:
        return false;
    }
}

/* The text itself says that it was long ago. */
static bool is_past(const dtli_telling *t)
{
    return t->status == DTL_EVENT_STATUS_HISTORICAL && !t->when.assumed;
}

/* "killed four in Kabul. In Herat, another bomb killed two" */
static bool other_town(const dtl_doc *doc, const dtli_telling *a,
                       const dtli_telling *b)
{
    return !a->noun && !b->noun && !dtli_is_words(a->type) &&
           a->place_sure > PLACE_FILED && b->place_sure > PLACE_FILED &&
           place_relation(doc, a->place, b->place) < 0;
}

/* "Rebels freed 60 soldiers. The army freed 18 fighters" */
static bool other_sides(const dtl_doc *doc, const dtli_telling *a,
                        const dtli_telling *b)
{
    return !a->noun && !b->noun && a->type != DTL_EVENT_CONSULT &&
           dtli_lists_relation(doc, &a->actors, &b->actors) < 0 &&
           dtli_lists_relation(doc, &a->recipients, &b->recipients) < 0;
}

bool dtli_never_same(const dtli_coding *c, const dtli_telling *a,
                     const dtli_telling *b)
{
    if (when_relation(&a->when, &b->when) < 0 ||
        dtli_is_asserted(a) != dtli_is_asserted(b) ||
        other_town(c->doc, a, b) || dtli_is_another(c->doc, a, b) ||
        other_sides(c->doc, a, b))
        return true;
    return dtli_is_words(a->type) && !a->noun && !b->noun &&
           dtli_lists_relation(c->doc, &a->actors, &b->actors) < 0;
}

/* --- features ---------------------------------------------------------- */

enum { FEATURE_SIZE = 128 };

static const char *step(int relation)
{
    static const char *const STEPS[] = { "none", "may", "like", "same" };
    if (relation < 0)
        return "not";
    return STEPS[relation < 3 ? relation : 3];
}

/* Takes one feature; `kind` is "deed", "words" or "talks". */
typedef struct listing {
    const dtli_coding *c;
    const dtli_weights *weights;
    const char *kind;
    dtl_buf *out;   /* names are added here, or, where it is NULL, */
    int32_t weight; /* weights are added up */
    bool apart;     /* the events are two, whatever they share */
} listing;

static void add_name(listing *l, const char *name)
{
    if (l->out) {
        dtli_buf_printf(l->out, "%s ", name);
        return;
    }
    l->weight += dtli_weights_get(l->weights, dtli_str(name));
}

static void add(listing *l, const char *name, const char *value)
{
    char feature[FEATURE_SIZE];
    int len = snprintf(feature, sizeof feature, "%s.%s=%s", l->kind, name,
                       value);
    if (len < (int)sizeof feature) /* longer ones have no weight */
        add_name(l, feature);
}

static void add_flags(listing *l, const char *name, bool a, bool b)
{
    const char value[] = { a ? 'y' : 'n', b ? 'y' : 'n', '\0' };
    add(l, name, value);
}

static void add_flag(listing *l, const char *name, bool flag)
{
    add(l, name, flag ? "y" : "n");
}

static const char *distance(const dtli_coding *c, const dtli_telling *a,
                            const dtli_telling *b)
{
    enum { NEAR = 5 };
    uint32_t d = c->doc->tokens[b->token].sent - c->doc->tokens[a->token].sent;
    if (d < 2)
        return d == 0 ? "0" : "1";
    return d < NEAR ? "near" : "far";
}

static const char *counts(const dtli_telling *a, const dtli_telling *b)
{
    for (uint32_t i = 0; i < a->count_count; i++)
        for (uint32_t k = 0; k < b->count_count; k++)
            if (dtli_str_equal(a->counts[i].kind, b->counts[k].kind))
                return a->counts[i].min == b->counts[k].min ? "same" : "not";
    return "none";
}

static const char *modes(const dtli_telling *a, const dtli_telling *b)
{
    if (a->mode.len == 0 || b->mode.len == 0)
        return "none";
    return dtli_str_equal(a->mode, b->mode) ? "same" : "not";
}

static void add_parts(listing *l, const dtli_telling *a, const dtli_telling *b)
{
    const dtl_doc *doc = l->c->doc;
    add(l, "actor", step(dtli_lists_relation(doc, &a->actors, &b->actors)));
    add(l, "recipient",
        step(dtli_lists_relation(doc, &a->recipients, &b->recipients)));
    add(l, "victims", step(victims_relation(l->c, a, b)));
    add(l, "when", step(when_relation(&a->when, &b->when)));
    add(l, "place", step(place_relation(doc, a->place, b->place)));
    add(l, "counts", counts(a, b));
    add(l, "mode", modes(a, b));
    add_flags(l, "actors", a->actors.count > 0, b->actors.count > 0);
    add_flags(l, "recipients", a->recipients.count > 0,
              b->recipients.count > 0);
    add_flags(l, "assumed", a->when.assumed, b->when.assumed);
    add_flag(l, "round", dtli_same_round(doc, a, b));
}

static void add_wording(listing *l, const dtli_telling *a,
                        const dtli_telling *b)
{
    const dtli_coding *c = l->c;
    add_flag(l, "lemma", c->tree.word[a->token] == c->tree.word[b->token]);
    add_flag(
        l, "family",
        dtli_str_equal(dtli_rule_family(a->rule), dtli_rule_family(b->rule)));
    add_flags(l, "noun", a->noun, b->noun);
    add_flag(l, "definite", b->definite);
    add_flag(l, "distinct", b->distinct);
    add_flags(l, "weak", a->weak, b->weak);
    add_flags(l, "headline", a->headline, b->headline);
    add_flag(l, "status", a->status == b->status);
    add_flag(l, "fits", dtli_status_fits(a, b));
    add(l, "distance", distance(c, a, b));
}

/* "killed in clashes", "a raid, killing two": one act told by two words of a
 * sentence hang together in few ways. */
static void add_way(listing *l, const dtli_telling *a, const dtli_telling *b)
{
    const dtli_coding *c = l->c;
    char path[DTL_PATH_SIZE];
    if (c->doc->tokens[a->token].sent != c->doc->tokens[b->token].sent)
        return;
    dtli_path_find(c, a->token, b->token, path);
    add(l, "path", path[0] ? path : "far");
}

/* "In another ...", "He also ...", "The attack ...": the first two words of
 * the sentence tell of another act, or go on with one. */
static void add_opening(listing *l, const dtli_telling *t)
{
    const dtl_doc *doc = l->c->doc;
    const dtl_token *first =
        &doc->tokens[doc->sents[doc->tokens[t->token].sent].first];
    char text[FEATURE_SIZE];
    if (first + 2 >= &doc->tokens[t->token])
        return;
    snprintf(text, sizeof text, "%.*s_%.*s", DTL_FMT(first[0].lemma),
             DTL_FMT(first[1].lemma));
    add(l, "open", text);
}

static bool is_content(const dtl_token *t)
{
    return t->upos == DTL_UPOS_NOUN || t->upos == DTL_UPOS_PROPN ||
           t->upos == DTL_UPOS_NUM;
}

/* Nouns, names and numbers in the clauses of both. */
static uint32_t shared_words(const dtli_coding *c, const dtli_telling *a,
                             const dtli_telling *b)
{
    enum { REACH = 12 };
    const dtl_doc *doc = c->doc;
    uint32_t shared = 0;
    for (int32_t i = a->token - REACH; i <= a->token + REACH; i++) {
        if (i < 0 || i >= (int32_t)doc->token_count || i == a->token ||
            doc->tokens[i].sent != doc->tokens[a->token].sent ||
            !is_content(&doc->tokens[i]))
            continue;
        for (int32_t k = b->token - REACH; k <= b->token + REACH; k++)
            if (k >= 0 && k < (int32_t)doc->token_count && k != b->token &&
                k != i && doc->tokens[k].sent == doc->tokens[b->token].sent &&
                c->tree.word[k] == c->tree.word[i] &&
                dtli_str_equal_nocase(doc->tokens[k].lemma,
                                      doc->tokens[i].lemma)) {
                shared++;
                break;
            }
    }
    return shared;
}

static void add_context(listing *l, const dtli_telling *a,
                        const dtli_telling *b)
{
    static const char *const AMOUNT[] = { "0", "1", "2", "3" };
    const dtl_token *tokens = l->c->doc->tokens;
    char text[FEATURE_SIZE];
    if (tokens[a->token].sent != tokens[b->token].sent) {
        uint32_t n = shared_words(l->c, a, b);
        add(l, "shared", AMOUNT[n < 3 ? n : 3]);
        add_opening(l, b);
    }
    snprintf(text, sizeof text, "%.*s_%.*s", DTL_FMT(tokens[a->token].lemma),
             DTL_FMT(tokens[b->token].lemma));
    add(l, "words", text);
    uint32_t s = tokens[a->token].sent;
    add(l, "lead", AMOUNT[s < 3 ? s : 3]);
}

static void list(listing *l, const dtli_telling *a, const dtli_telling *b)
{
    char type[FEATURE_SIZE];
    l->kind = dtli_is_words(a->type)              ? "words"
              : a->type == DTL_EVENT_CONSULT ? "talks"
                                             : "deed";
    snprintf(type, sizeof type, "type=%s",
             dtl_label_text(DTL_LABELS_EVENT, a->type));
    add_name(l, type);
    add_flag(l, "kind", true);
    add_parts(l, a, b);
    add_wording(l, a, b);
    add_way(l, a, b);
    add_context(l, a, b);
}

void dtli_same_features(const dtli_coding *c, const dtli_telling *a,
                        const dtli_telling *b, dtl_buf *out)
{
    listing l = { .c = c, .out = out };
    list(&l, a, b);
}

int32_t dtli_same_score(const dtli_coding *c, const dtli_telling *a,
                        const dtli_telling *b)
{
    listing l = { .c = c, .weights = &c->rules->same };
    list(&l, a, b);
    return l.weight;
}

/* --- merged events ----------------------------------------------------- */

enum { PAIRS_MAX = 64, STEP = 500, STEPS = 6 };

/* What the tellings of both say: mean and best score, nearest sentences. */
typedef struct closeness {
    int64_t sum;
    int32_t best;
    uint32_t pairs, distance;
    bool never, apart;
} closeness;

static void compare(const dtli_coding *c, const dtli_telling *x,
                    const dtli_telling *y, closeness *near)
{
    uint32_t p = c->doc->tokens[x->token].sent;
    uint32_t q = c->doc->tokens[y->token].sent;
    uint32_t d = p < q ? q - p : p - q;
    int32_t score = x < y ? dtli_same_score(c, x, y) : dtli_same_score(c, y, x);
    near->distance = d < near->distance ? d : near->distance;
    near->best = score > near->best ? score : near->best;
    near->never |= dtli_never_same(c, x, y);
    near->apart |= when_relation(&x->when, &y->when) < 0 ||
                   dtli_is_asserted(x) != dtli_is_asserted(y) ||
                   is_past(x) != is_past(y) ||
                   (x < y ? dtli_is_another(c->doc, x, y)
                          : dtli_is_another(c->doc, y, x));
    near->sum += score;
    near->pairs++;
}

static closeness compare_all(const dtli_coding *c, const dtli_telling *a,
                             const dtli_telling *b)
{
    closeness near = { .best = INT32_MIN, .distance = UINT32_MAX };
    for (int32_t i = a->first_telling; i >= 0 && near.pairs < PAIRS_MAX;
         i = c->tellings[i].next_telling)
        for (int32_t k = b->first_telling; k >= 0 && near.pairs < PAIRS_MAX;
             k = c->tellings[k].next_telling)
            compare(c, &c->tellings[i], &c->tellings[k], &near);
    return near;
}

static void add_step(listing *l, const char *name, int64_t score)
{
    char text[16];
    int64_t step = score / STEP;
    step = step > STEPS ? STEPS : step < -STEPS ? -STEPS : step;
    snprintf(text, sizeof text, "%d", (int)step);
    add(l, name, text);
}

static const char *how_far(uint32_t sentences)
{
    static const char *const NAMES[] = { "0", "1", "2", "few", "few" };
    return sentences < 5 ? NAMES[sentences] : "far";
}

static void list_events(listing *l, const dtli_telling *a,
                        const dtli_telling *b)
{
    char types[FEATURE_SIZE], tellings[] = "nn";
    closeness near = compare_all(l->c, a, b);
    list(l, a, b);
    if (a->type != b->type)
        l->kind = "mixed";
    snprintf(types, sizeof types, "types=%s-%s",
             dtl_label_text(DTL_LABELS_EVENT, a->type),
             dtl_label_text(DTL_LABELS_EVENT, b->type));
    add_name(l, types);
    add_flag(l, "all", true);
    add_step(l, "mean", near.sum / (near.pairs ? near.pairs : 1));
    add_step(l, "best", near.best);
    add(l, "nearest", how_far(near.distance));
    add_flag(l, "never", near.never);
    /* "The French president condemned", "the German chancellor condemned" */
    /* "arrested and tortured" are two acts, "called a strike", "the strike" one */
    l->apart = near.apart || (a->type != b->type && !a->noun && !b->noun) ||
               (dtli_is_words(a->type) &&
                dtli_lists_relation(l->c->doc, &a->actors, &b->actors) < 0);
    tellings[0] = a->tellings > 1 ? 'm' : '1';
    tellings[1] = b->tellings > 1 ? 'm' : '1';
    add(l, "tellings", tellings);
    add_flags(l, "told-ahead", a->in_headline, b->in_headline);
    add_flag(l, "state", a->status == b->status);
}

void dtli_events_features(const dtli_coding *c, const dtli_telling *a,
                          const dtli_telling *b, dtl_buf *out)
{
    listing l = { .c = c, .out = out };
    list_events(&l, a, b);
}

int32_t dtli_events_score(const dtli_coding *c, const dtli_telling *a,
                          const dtli_telling *b)
{
    listing l = { .c = c, .weights = &c->rules->unite };
    list_events(&l, a, b);
    return l.apart ? INT32_MIN : l.weight;
}
