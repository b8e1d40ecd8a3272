/* uncoded.c — words that rules know and that tell no event, and why. */
#include "base/error.h"
#include "code/merge.h"
#include "code/trust.h"

static bool is_uncoded(const dtli_coding *c, uint32_t token)
{
    return c->uncoded[token] != DTL_UNCODED_NOT;
}

dtl_status dtli_uncoded_write(dtli_coding *c, const dtli_telling *merged,
                              dtl_error *err)
{
    dtl_doc *doc = c->doc;
    uint32_t count = 0, next = 0; /* tellings stand in text order */
    for (uint32_t i = 0; i < doc->token_count; i++)
        count += is_uncoded(c, i);
    doc->uncoded_count = 0;
    doc->uncoded =
        dtli_arena_array(c->arena, count + 1, sizeof *doc->uncoded);
    if (!doc->uncoded)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E523: document arena is full");
    for (uint32_t i = 0; i < doc->token_count; i++) {
        if (!is_uncoded(c, i))
            continue;
        dtl_uncoded *u = &doc->uncoded[doc->uncoded_count++];
        u->token = i;
        u->why = (dtl_uncoded_why)c->uncoded[i];
        u->rule = c->match[i] ? c->match[i]->id : DTL_STR("");
        while (next < c->telling_count &&
               c->tellings[next].token < (int32_t)i)
            next++;
        if (u->why == DTL_UNCODED_DOUBT && next < c->telling_count)
            u->chance = merged[c->tellings[next].event].trust;
        else if (u->why == DTL_UNCODED_SENSE)
            u->chance = dtli_chance_of(c->vote[i]);
    }
    return DTL_OK;
}
