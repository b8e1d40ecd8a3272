/* terms_fuzz.c — records of terms; what is read is written as it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "link/terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_str rest = { (const char *)data, size };
    dtl_arena *arena = dtli_arena_new((size_t)1 << 24);
    dtl_buf out;
    dtli_terms terms;
    dtli_buf_init(&out, (size_t)1 << 24);
    while (arena && rest.len > 0 &&
           dtli_terms_decode(&rest, arena, &terms, NULL) == DTL_OK)
        dtli_terms_encode(&terms, &out);
    if (arena && !out.failed && out.len > 0 &&
        (out.len != size - rest.len || memcmp(out.ptr, data, out.len) != 0))
        abort();
    dtli_buf_clear(&out);
    dtli_arena_free(arena);
    return 0;
}
