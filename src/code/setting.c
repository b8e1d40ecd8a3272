/* setting.c — day and place of a telling: both by src/resolve. */
#include "code/coder.h"

#include "resolve/place.h"
#include "resolve/time.h"

void dtli_setting_find(const dtli_coding *c, dtli_telling *t)
{
    uint32_t token = (uint32_t)t->token;
    t->when =
        dtli_when_of(c->doc, token, (t->modality & MODAL_FUTURE) != 0);
    t->place = dtli_place_of(c->doc, token);
}
