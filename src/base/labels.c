/* labels.c — label ids to text and back, from the lists in labels.h. */
#include "dateline/labels.h"

#include "base/str.h"

#define TEXT(id, text) text,

static const char *const UPOS[] = { DTL_UPOS_LIST(TEXT) };
static const char *const XPOS[] = { DTL_XPOS_LIST(TEXT) };
static const char *const REL[] = { DTL_REL_LIST(TEXT) };
static const char *const NAME[] = { DTL_NAME_LIST(TEXT) };
static const char *const EVENT[] = { DTL_EVENT_LIST(TEXT) };
static const char *const EVENT_STATUS[] = { DTL_EVENT_STATUS_LIST(TEXT) };
static const char *const PRECISION[] = { DTL_PRECISION_LIST(TEXT) };
static const char *const TIMEX[] = { DTL_TIMEX_LIST(TEXT) };

static const struct {
    const char *const *text;
    unsigned count;
} SETS[] = {
    { UPOS, DTL_UPOS_COUNT },
    { XPOS, DTL_XPOS_COUNT },
    { REL, DTL_REL_COUNT },
    { NAME, DTL_NAME_COUNT },
    { EVENT, DTL_EVENT_COUNT },
    { EVENT_STATUS, DTL_EVENT_STATUS_COUNT },
    { PRECISION, DTL_PRECISION_COUNT },
    { TIMEX, DTL_TIMEX_COUNT },
};

const char *dtl_label_text(dtl_label_set set, unsigned id)
{
    size_t s = (size_t)set;
    if (s >= sizeof SETS / sizeof SETS[0] || id >= SETS[s].count)
        return "?";
    return SETS[s].text[id];
}

int dtl_label_find(dtl_label_set set, dtl_str text)
{
    size_t s = (size_t)set;
    if (s >= sizeof SETS / sizeof SETS[0])
        return -1;
    for (unsigned i = 0; i < SETS[s].count; i++)
        if (dtli_str_is(text, SETS[s].text[i]))
            return (int)i;
    return -1;
}
