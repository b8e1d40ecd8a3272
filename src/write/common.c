/* common.c — what the writers of events share. */
#include <string.h>

#include "write/write.h"

bool dtli_write_keeps(const dtl_write_context *context,
                      const dtl_event *event)
{
    return context->statuses == 0 ||
           (context->statuses >> event->status & 1u) != 0;
}

dtl_str dtli_write_words(const dtl_doc *doc, dtl_span span)
{
    return dtli_str_slice(doc->in.text, span.start, span.end);
}

dtl_str dtli_write_actor_code(const dtl_actor *actor, char out[16])
{
    dtl_str code = { out, 0 };
    size_t len = strnlen(actor->country, DTL_CODE_SIZE - 1);
    memcpy(out, actor->country, len);
    for (int i = 0; i < DTL_SECTORS_MAX && actor->sectors[i][0]; i++) {
        size_t n = strnlen(actor->sectors[i], DTL_CODE_SIZE - 1);
        memcpy(out + len, actor->sectors[i], n);
        len += n;
    }
    code.len = len;
    return code;
}
