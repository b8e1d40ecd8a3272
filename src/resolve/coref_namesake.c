/* coref_namesake.c — surnames of the tables that are somebody else's here.
 *
 * The tables know people by surname alone; the article may have its own
 * bearer of that name, told in full before. Then what the tables said of the
 * mention gives way.
 */
#include "resolve/coref.h"

#include <string.h>

#include "base/str.h"

/* A word of the full name, its surname apart, begins like one of the other. */
static bool given_agrees(const actor_context *ctx, const actor_note *full,
                         dtl_str surname, dtl_str known)
{
    dtl_str rest = known, word;
    while (dtli_str_split(&rest, ' ', &word)) {
        if (word.len == 0 || dtli_str_equal_nocase(word, surname))
            continue;
        for (uint32_t t = full->name_first; t <= full->name_last; t++) {
            dtl_str key = ctx->words[t].key;
            if (key.len && !dtli_str_equal(key, surname) &&
                key.ptr[0] == (word.ptr[0] | 0x20))
                return true;
        }
    }
    return false;
}

/* "Jiang" after "Jiang Shouhuo" is he, whatever other Jiang the tables have:
 * what they told of the mention is forgotten before it joins him. */
void dtli_coref_forget_namesake(actor_context *ctx, uint32_t m, uint32_t e)
{
    const dtl_entity *entity = &ctx->doc->entities[e];
    const actor_note *full = &ctx->notes[entity->best];
    const actor_note *note = &ctx->notes[m];
    dtl_actor *actor = &ctx->doc->mentions[m].actor;
    if (note->match < 0 || full->match >= 0 || entity->actor.name.len > 0 ||
        full->name_last <= full->name_first)
        return;
    const actor_match *match = &ctx->matches[note->match];
    const actor_entry *entry = dtli_actor_entry(ctx, match);
    if (entry->kind != ACTOR_SURNAME ||
        given_agrees(ctx, full, ctx->words[match->first].key, entry->name))
        return;
    memcpy(actor->country, entity->actor.country, sizeof actor->country);
    memcpy(actor->sectors, entity->actor.sectors, sizeof actor->sectors);
    actor->name = DTL_STR("");
}

/* A surname that the tables gave to somebody else: "Johnson" is the Johnson
 * of the article. */
void dtli_coref_forget_other(actor_context *ctx, uint32_t m, uint32_t e)
{
    dtl_actor *actor = &ctx->doc->mentions[m].actor;
    const dtl_actor *known = &ctx->doc->entities[e].actor;
    const actor_note *note = &ctx->notes[m];
    if (note->match < 0 || dtli_actor_entry(ctx, &ctx->matches[note->match])
                                   ->kind != ACTOR_SURNAME ||
        dtli_str_equal(actor->name, known->name))
        return;
    memcpy(actor->country, known->country, sizeof actor->country);
    memcpy(actor->sectors, known->sectors, sizeof actor->sectors);
    actor->name = known->name;
}
