/* actor_role.c — role nouns and the modifiers before them.
 *
 * "former Iraqi defence minister": the role is "defence minister", the
 * modifier "former"; "vice-president" and "ex-president" may be one token,
 * so that the words inside a token count too.
 */
#include "resolve/actor_internal.h"

#include <string.h>

#include "base/str.h"
#include "resolve/actor_words.h"

enum { ROLE_WORDS = 6, MODIFIER_WORDS = 3 };

/* Key of tokens [first, last]; the lemma instead of the form for `lemma`. */
static void make_key(const actor_context *ctx, uint32_t first, uint32_t last,
                     uint32_t lemma, actor_key *key)
{
    dtli_actor_key_clear(key);
    for (uint32_t t = first; t <= last; t++) {
        const actor_word *word = &ctx->words[t];
        bool use = t == lemma && word->lemma.len > 0;
        dtli_actor_key_join(key, use ? word->lemma : word->key);
    }
}

/* Whether a name of the tables lies across an end of [first, last]: "union
 * officials" in "Islamic Courts Union officials" is no role. */
static bool cuts_name(const actor_context *ctx, uint32_t first, uint32_t last)
{
    const actor_match *left = dtli_actor_match_at(ctx, first);
    const actor_match *right = dtli_actor_match_at(ctx, last);
    return (left && left->first < first) || (right && right->last > last);
}

static const actor_role *role_of(const actor_context *ctx, uint32_t first,
                                 uint32_t last, uint32_t lemma)
{
    actor_key key;
    if (cuts_name(ctx, first, last))
        return NULL;
    make_key(ctx, first, last, lemma, &key);
    const actor_role *role =
        dtli_actor_role(ctx->actors, dtli_actor_key_str(&key));
    return role && role->capital && !ctx->words[first].capital ? NULL : role;
}

/* "ministers" for "minister" where the lemma does not help. */
static const actor_role *role_of_plural(const actor_context *ctx,
                                        uint32_t first, uint32_t last)
{
    actor_key key;
    make_key(ctx, first, last, DTL_MAX_DOC_TOKENS, &key);
    dtl_str s = dtli_actor_key_str(&key);
    if (s.len < 4 || s.ptr[s.len - 1] != 's')
        return NULL;
    const actor_role *role =
        dtli_actor_role(ctx->actors, dtli_str_slice(s, 0, s.len - 1));
    return role && role->capital ? NULL : role;
}

static const actor_role *any_role(const actor_context *ctx, uint32_t first,
                                  uint32_t last, uint32_t head)
{
    const actor_role *role = role_of(ctx, first, last, DTL_MAX_DOC_TOKENS);
    if (!role)
        role = role_of(ctx, first, last, head);
    if (!role && last != head)
        role = role_of(ctx, first, last, last);
    return role ? role : role_of_plural(ctx, first, last);
}

/* "ex-minister" in one token: the role is its last word. */
static const actor_role *role_in_token(const actor_context *ctx, uint32_t t)
{
    dtl_str key = ctx->words[t].lemma.len > 0 ? ctx->words[t].lemma
                                              : ctx->words[t].key;
    for (size_t at = 0; at < key.len; at++)
        if (key.ptr[at] == ' ') {
            dtl_str tail = dtli_str_slice(key, at + 1, key.len);
            const actor_role *role = dtli_actor_role(ctx->actors, tail);
            if (role && !role->capital)
                return role;
        }
    return NULL;
}

actor_role_span dtli_actor_find_role(const actor_context *ctx,
                                     uint32_t first, uint32_t last,
                                     uint32_t head)
{
    actor_role_span best = { NULL, head, head, ctx->words[head].lemma };
    uint32_t widest = 0;
    uint32_t low = head - first >= ROLE_WORDS ? head - ROLE_WORDS : first;
    for (uint32_t a = low; a <= head; a++)
        for (uint32_t z = head; z <= last && z - a < ROLE_WORDS; z++) {
            const actor_role *role =
                z - a + 1 > widest ? any_role(ctx, a, z, head) : NULL;
            if (!role)
                continue;
            widest = z - a + 1;
            best = (actor_role_span){ role, a, z, ctx->words[head].lemma };
        }
    if (!best.role && ctx->words[head].words > 1)
        best.role = role_in_token(ctx, head);
    return best;
}

const actor_role *dtli_actor_own_role(const actor_context *ctx, uint32_t t,
                                      uint32_t end, uint32_t *last)
{
    const actor_starts *starts = &ctx->actors->agent_starts;
    uint32_t most = dtli_actor_reach(starts, ctx->words[t].key);
    if (!dtli_str_equal(ctx->words[t].key, ctx->words[t].lemma)) {
        uint32_t lemma = dtli_actor_reach(starts, ctx->words[t].lemma);
        most = most > lemma ? most : lemma;
    }
    for (uint32_t n = most < ROLE_WORDS ? most : ROLE_WORDS; n > 0; n--) {
        uint32_t z = t + n - 1;
        if (z >= end)
            continue;
        actor_key key;
        make_key(ctx, t, z, DTL_MAX_DOC_TOKENS, &key);
        const actor_role *role =
            dtli_actor_role(ctx->actors, dtli_actor_key_str(&key));
        if (!role || role->code.len == 0) {
            make_key(ctx, t, z, z, &key);
            role = dtli_actor_role(ctx->actors, dtli_actor_key_str(&key));
        }
        if (role && role->code.len > 0) {
            *last = z;
            return role;
        }
    }
    return NULL;
}

static void apply(const actor_modifier *modifier, actor_modifiers *out)
{
    switch (modifier->effect) {
    case ACTOR_EFFECT_GIVE:
        memcpy(out->give, modifier->sectors, sizeof out->give);
        out->gives = true;
        break;
    case ACTOR_EFFECT_FORCE:
        memcpy(out->force, modifier->sectors, sizeof out->force);
        out->forces = true;
        break;
    case ACTOR_EFFECT_FORMER:
        out->former = true;
        break;
    case ACTOR_EFFECT_LATE:
        out->late = true;
        break;
    case ACTOR_EFFECT_HOLD:
        out->hold = true;
        break;
    case ACTOR_EFFECT_ELECT:
        out->elect = true;
        break;
    case ACTOR_EFFECT_OPPOSE:
        out->oppose = true;
        break;
    case ACTOR_EFFECT_ABROAD:
        out->abroad = true;
        break;
    case ACTOR_EFFECT_WORLD:
        memcpy(out->world, modifier->sectors[0], sizeof out->world);
        break;
    }
}

/* Modifiers that are the first words of one token: "ex-", "pro-". */
static void apply_in_token(const actor_context *ctx, uint32_t t,
                           actor_modifiers *out)
{
    dtl_str key = ctx->words[t].key;
    size_t space = dtli_str_find(key, ' ', 0);
    if (space >= key.len)
        return;
    const actor_modifier *modifier = dtli_actor_modifier(
        ctx->actors, dtli_str_slice(key, 0, space));
    if (modifier && modifier->effect != ACTOR_EFFECT_GIVE)
        apply(modifier, out);
}

void dtli_actor_modifiers(const actor_context *ctx, uint32_t first,
                          uint32_t end, actor_modifiers *out)
{
    actor_key key;
    memset(out, 0, sizeof *out);
    for (uint32_t t = first; t < end;) {
        uint32_t step = 1;
        for (uint32_t n = MODIFIER_WORDS; n > 0; n--) {
            if (t + n > end)
                continue;
            make_key(ctx, t, t + n - 1, DTL_MAX_DOC_TOKENS, &key);
            const actor_modifier *modifier =
                dtli_actor_modifier(ctx->actors, dtli_actor_key_str(&key));
            if (!modifier)
                continue;
            apply(modifier, out);
            step = n;
            break;
        }
        if (step == 1)
            apply_in_token(ctx, t, out);
        t += step;
    }
}
