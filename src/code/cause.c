/* cause.c — which event the text gives as the reason for which (codebook,
 * part 12).
 *
 * From each mention a walk goes up the tree. Having passed a cue ("over the
 * killing", "in response to the raid") it links the next event that it meets
 * above to the one that it came from.
 */
#include "code/coder.h"

#include "base/error.h"

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

/* "over the killing", "because of the raid", "retaliation for the raid". */
static bool is_cue(const dtli_coding *c, int32_t token)
{
    int32_t head = at(c, token)->head;
    if (at(c, token)->rel != DTL_REL_NMOD && at(c, token)->rel != DTL_REL_OBL &&
        at(c, token)->rel != DTL_REL_ADVCL)
        return false;
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d])
        if ((at(c, d)->rel == DTL_REL_CASE || at(c, d)->rel == DTL_REL_MARK) &&
            (dtli_str_equal_nocase(at(c, d)->norm, DTL_STR("over")) ||
             dtli_str_equal_nocase(at(c, d)->norm, DTL_STR("because"))))
            return true;
    return head >= 0 && dtli_is_known(&c->tree, head, CLASS_CAUSE);
}

/* The event whose reason the event at `token` is, or none. */
static int32_t effect_of(const dtli_coding *c, const int32_t *event_at,
                         int32_t token)
{
    bool cued = false;
    int32_t own = event_at[token];
    for (int depth = 0; token >= 0 && depth < DTL_TREE_DEPTH; depth++) {
        if (cued && event_at[token] >= 0 && event_at[token] != own)
            return event_at[token];
        cued |= is_cue(c, token);
        token = at(c, token)->head;
        /* the noun of a light verb tells the event: "held a march over" */
        if (cued && token >= 0 && event_at[token] < 0) {
            int32_t obj = dtli_child(&c->tree, token, DTL_REL_OBJ);
            if (obj >= 0 && event_at[obj] >= 0 && event_at[obj] != own)
                return event_at[obj];
        }
    }
    return DTL_NO_INDEX;
}

static dtl_status add_cause(dtli_coding *c, int32_t effect, int32_t cause,
                            dtl_error *err)
{
    dtl_event *e = &c->doc->events[effect];
    for (uint32_t i = 0; i < e->in_response_to_count; i++)
        if (e->in_response_to[i] == cause)
            return DTL_OK;
    if (!e->in_response_to)
        e->in_response_to = dtli_arena_array(c->arena, DTL_CAUSES_MAX,
                                             sizeof *e->in_response_to);
    if (!e->in_response_to)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E524: document arena is full");
    if (e->in_response_to_count < DTL_CAUSES_MAX)
        e->in_response_to[e->in_response_to_count++] = cause;
    return DTL_OK;
}

dtl_status dtli_causes_link(dtli_coding *c, dtl_error *err)
{
    int32_t *event_at = dtli_arena_array(c->arena, c->doc->token_count + 1,
                                         sizeof *event_at);
    if (!event_at)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E524: document arena is full");
    for (uint32_t i = 0; i < c->doc->token_count; i++)
        event_at[i] = DTL_NO_INDEX;
    for (uint32_t i = 0; i < c->telling_count; i++)
        event_at[c->tellings[i].token] = c->tellings[i].event;
    for (uint32_t i = 0; i < c->telling_count; i++) {
        const dtli_telling *t = &c->tellings[i];
        if (t->event < 0)
            continue;
        int32_t effect = effect_of(c, event_at, t->token);
        if (effect < 0)
            continue;
        dtl_status status = add_cause(c, effect, t->event, err);
        if (status != DTL_OK)
            return status;
    }
    return DTL_OK;
}
