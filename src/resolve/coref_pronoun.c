/* coref_pronoun.c — whom a pronoun means.
 *
 * Relative pronouns mean the noun of their clause. The speaker of the
 * nearest speech verb is "I" and, for a body or state, "we". The rest is a
 * score of agreement, nearness and subjecthood over the mentions of the
 * last sentences: "The general met the envoy. He said ..." is the general.
 */
#include "resolve/coref.h"

#include "base/str.h"

/* Mentions and sentences back that a pronoun may reach. */
#define REACH_MENTIONS 80u
#define REACH_SENTENCES 3u
/* Steps up the tree to the clause of a relative pronoun. */
#define REACH_UP 12

typedef enum pronoun_kind {
    PRONOUN_NONE,
    PRONOUN_PERSON,  /* he, she */
    PRONOUN_PLURAL,  /* they */
    PRONOUN_THING,   /* it */
    PRONOUN_SPEAKER, /* I */
    PRONOUN_SPEAKERS, /* we */
    PRONOUN_RELATIVE
} pronoun_kind;

static pronoun_kind kind_of(dtl_str key)
{
    static const struct {
        const char *word;
        pronoun_kind kind;
    } WORDS[] = {
        { "he", PRONOUN_PERSON },        { "him", PRONOUN_PERSON },
        { "his", PRONOUN_PERSON },       { "himself", PRONOUN_PERSON },
        { "she", PRONOUN_PERSON },       { "her", PRONOUN_PERSON },
        { "hers", PRONOUN_PERSON },      { "herself", PRONOUN_PERSON },
        { "they", PRONOUN_PLURAL },      { "them", PRONOUN_PLURAL },
        { "their", PRONOUN_PLURAL },     { "theirs", PRONOUN_PLURAL },
        { "themselves", PRONOUN_PLURAL }, { "it", PRONOUN_THING },
        { "its", PRONOUN_THING },        { "itself", PRONOUN_THING },
        { "i", PRONOUN_SPEAKER },        { "me", PRONOUN_SPEAKER },
        { "my", PRONOUN_SPEAKER },       { "we", PRONOUN_SPEAKERS },
        { "us", PRONOUN_SPEAKERS },      { "our", PRONOUN_SPEAKERS },
        { "who", PRONOUN_RELATIVE },     { "whom", PRONOUN_RELATIVE },
        { "whose", PRONOUN_RELATIVE },   { "which", PRONOUN_RELATIVE },
        { "that", PRONOUN_RELATIVE },
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (dtli_str_is(key, WORDS[i].word))
            return WORDS[i].kind;
    return PRONOUN_NONE;
}

/* Noun that the relative clause around token `t` belongs to. */
static int32_t relative_to(const actor_context *ctx, uint32_t t)
{
    const dtl_token *tokens = ctx->doc->tokens;
    for (int step = 0; step < REACH_UP && tokens[t].head >= 0; step++) {
        uint32_t head = (uint32_t)tokens[t].head;
        if (tokens[t].rel == DTL_REL_ACL_RELCL) {
            int32_t m = tokens[head].mention;
            return m < 0 ? DTL_NO_INDEX : m;
        }
        t = head;
    }
    return DTL_NO_INDEX;
}

static bool is_speech(dtl_str lemma)
{
    static const char *const VERBS[] = {
        "say",     "tell",   "add",   "declare", "announce", "warn",
        "insist",  "stress", "state", "note",    "claim",    "write",
        "explain", "reply",  "vow",   "quote",   "argue",    "admit",
    };
    return DTL_STR_IS_ANY(lemma, VERBS);
}

/* Nearest mention before or behind `m` that is subject of a speech verb. */
static int32_t speaker_near(const coref_state *state, uint32_t m)
{
    const dtl_doc *doc = state->ctx->doc;
    uint32_t here = doc->tokens[doc->mentions[m].head].sent;
    for (uint32_t back = 1; back <= m && back <= REACH_MENTIONS; back++) {
        const dtl_mention *other = &doc->mentions[m - back];
        const dtl_token *head = &doc->tokens[other->head];
        if (here - head->sent > REACH_SENTENCES)
            break;
        if (head->rel == DTL_REL_NSUBJ && head->head >= 0 &&
            is_speech(doc->tokens[head->head].lemma) &&
            doc->entities[other->entity].kind != DTL_ENTITY_OTHER)
            return (int32_t)other->entity;
    }
    return DTL_NO_INDEX;
}

static bool fits(pronoun_kind kind, const actor_note *note,
                 const dtl_entity *entity, const coref_entity *made)
{
    switch (kind) {
    case PRONOUN_PERSON:
        return entity->kind == DTL_ENTITY_PERSON &&
               dtli_coref_genders_agree(note->gender, entity->gender);
    case PRONOUN_PLURAL:
        return entity->kind == DTL_ENTITY_GROUP || entity->plural ||
               (made->flags & ACTOR_PLURAL) ||
               entity->kind == DTL_ENTITY_ORG;
    case PRONOUN_THING:
        return !(made->flags & ACTOR_PLURAL) &&
               entity->kind != DTL_ENTITY_PERSON &&
               entity->kind != DTL_ENTITY_GROUP;
    default:
        return false;
    }
}

static float salience(const actor_context *ctx, uint32_t m,
                      const dtl_entity *entity, pronoun_kind kind)
{
    const dtl_mention *mention = &ctx->doc->mentions[m];
    float score = dtli_coref_is_subject(ctx, m) ? 2.0f : 0.0f;
    if (ctx->doc->tokens[mention->head].upos == DTL_UPOS_ADJ)
        score -= 2.0f;
    if (mention->kind == DTL_MENTION_NAME)
        score += 0.5f;
    if (entity->count > 2)
        score += 0.5f;
    if (kind == PRONOUN_PLURAL && entity->kind == DTL_ENTITY_ORG)
        score -= 1.0f;
    if (kind == PRONOUN_THING && entity->kind == DTL_ENTITY_PLACE)
        score -= 1.0f;
    return score;
}

/* Whether `other` is an argument of the verb that governs the pronoun: "The
 * army said rebels attacked it" is not about the rebels. */
static bool is_rival(const actor_context *ctx, uint32_t pronoun,
                     uint32_t other)
{
    const dtl_doc *doc = ctx->doc;
    const dtl_token *a = &doc->tokens[doc->mentions[pronoun].head];
    const dtl_token *b = &doc->tokens[doc->mentions[other].head];
    return a->rel != DTL_REL_NMOD_POSS && a->head >= 0 && a->head == b->head;
}

/* "The allies said they were leaving": subject of what is said, and of the
 * saying. */
static bool is_own_word(const actor_context *ctx, uint32_t pronoun,
                        uint32_t other)
{
    const dtl_doc *doc = ctx->doc;
    const dtl_token *a = &doc->tokens[doc->mentions[pronoun].head];
    const dtl_token *b = &doc->tokens[doc->mentions[other].head];
    if (a->rel != DTL_REL_NSUBJ || a->head < 0 || b->rel != DTL_REL_NSUBJ)
        return false;
    const dtl_token *clause = &doc->tokens[a->head];
    return clause->rel == DTL_REL_CCOMP && clause->head >= 0 &&
           clause->head == b->head;
}

static int32_t best_before(const coref_state *state, uint32_t m,
                           pronoun_kind kind)
{
    const actor_context *ctx = state->ctx;
    const dtl_doc *doc = ctx->doc;
    uint32_t here = doc->tokens[doc->mentions[m].head].sent;
    int32_t best = DTL_NO_INDEX;
    float highest = -100.0f;
    for (uint32_t back = 1; back <= m && back <= REACH_MENTIONS; back++) {
        uint32_t other = m - back;
        uint32_t e = doc->mentions[other].entity;
        uint32_t apart =
            here - doc->tokens[doc->mentions[other].head].sent;
        if (apart > REACH_SENTENCES)
            break;
        if (is_rival(ctx, m, other) ||
            !fits(kind, &ctx->notes[m], &doc->entities[e],
                  &state->entities[e]))
            continue;
        float score = salience(ctx, other, &doc->entities[e], kind) -
                      1.5f * (float)apart - 0.05f * (float)back;
        if (kind == PRONOUN_PLURAL && is_own_word(ctx, m, other))
            score += 1.5f;
        if (score > highest) {
            highest = score;
            best = (int32_t)e;
        }
    }
    return best;
}

int32_t dtli_coref_pronoun(const coref_state *state, uint32_t m)
{
    const actor_context *ctx = state->ctx;
    uint32_t head = ctx->doc->mentions[m].head;
    pronoun_kind kind = kind_of(ctx->words[head].key);
    switch (kind) {
    case PRONOUN_NONE:
        return DTL_NO_INDEX;
    case PRONOUN_RELATIVE: {
        int32_t other = relative_to(ctx, head);
        return other < 0 || (uint32_t)other >= m
                   ? DTL_NO_INDEX
                   : (int32_t)ctx->doc->mentions[other].entity;
    }
    case PRONOUN_SPEAKER:
    case PRONOUN_SPEAKERS:
        return speaker_near(state, m);
    default:
        return best_before(state, m, kind);
    }
}
