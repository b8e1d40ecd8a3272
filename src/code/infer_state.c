/* infer_state.c — the state as the doer that goes without saying.
 *
 * "Two men were arrested", "the trial opened": who arrests and who tries is
 * the police or a court of the land, even where no sentence says so. The
 * land is that of the place, else of those it is done to, else the one that
 * the article names most. The text of such an actor is empty.
 */
#include <string.h>

#include "code/coder.h"

enum { COUNTRIES_MAX = 64 };

static bool is_state_code(const char *country)
{
    static const char *const BODIES[] = { "UNO", "IGO", "EUR", "NGO", "ISM",
                                          "IMG", "MNC" };
    for (size_t i = 0; i < sizeof BODIES / sizeof BODIES[0]; i++)
        if (strcmp(country, BODIES[i]) == 0)
            return false;
    return country[0] != '\0';
}

/* The country named most; of equals the first. */
void dtli_main_country(const dtl_doc *doc, char out[DTL_CODE_SIZE])
{
    char code[COUNTRIES_MAX][DTL_CODE_SIZE];
    uint32_t times[COUNTRIES_MAX], count = 0, best = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->place_count; i++) {
        const char *country = doc->places[i].country;
        uint32_t k = 0;
        if (!is_state_code(country))
            continue;
        while (k < count && strcmp(code[k], country) != 0)
            k++;
        if (k == COUNTRIES_MAX)
            continue;
        if (k == count) {
            memcpy(code[count], country, DTL_CODE_SIZE);
            times[count++] = 0;
        }
        if (++times[k] > best) {
            best = times[k];
            memcpy(out, country, DTL_CODE_SIZE);
        }
    }
}

/* Sector of the arm of the state that does such a thing, or NULL. */
static const char *arm_of(const dtli_telling *event)
{
    switch (event->type) {
    case DTL_EVENT_COERCE: /* a coup seizes, and is not the state's */
        if (dtli_str_is(event->mode, "arrest"))
            return "COP";
        return dtli_str_is(event->mode, "seize") ? NULL : "GOV";
    case DTL_EVENT_SANCTION:
        return dtli_str_is(event->mode, "convict") ? "JUD" : NULL;
    case DTL_EVENT_ACCUSE:
        if (dtli_str_is(event->mode, "investigate"))
            return "COP";
        return dtli_str_is(event->mode, "allege") ? "JUD" : NULL;
    default:
        return NULL;
    }
}

static const char *land_of(const dtli_coding *c, const dtli_telling *event)
{
    if (event->place >= 0 &&
        is_state_code(c->doc->places[event->place].country))
        return c->doc->places[event->place].country;
    for (uint32_t i = 0; i < event->recipients.count; i++)
        if (is_state_code(event->recipients.actor[i].country))
            return event->recipients.actor[i].country;
    return c->main_country;
}

void dtli_state_infer(const dtli_coding *c, dtli_telling *event)
{
    const char *arm = arm_of(event);
    if (event->actors.count || !arm)
        return;
    dtl_actor state = { .entity = DTL_NO_INDEX };
    state.text = state.name = DTL_STR("");
    memcpy(state.country, land_of(c, event), sizeof state.country);
    memcpy(state.sectors[0], arm, sizeof state.sectors[0]);
    event->actors.actor[0] = state;
    event->actors.token[0] = DTL_NO_INDEX;
    event->actors.slot[0] = SLOT_NOBODY;
    event->actors.count = 1;
}
