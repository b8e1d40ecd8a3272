/* unpack.c — gzip (RFC 1952, zlib) and Zstandard (RFC 8878) as a stream.
 *
 * Output goes into the caller's room, so a small file that unpacks to
 * terabytes costs time, not memory; the caller stops where its limits tell
 * it to. zstd windows are at most 128 MB (the library's default).
 */
#include "read/unpack.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum { GZIP_WINDOW = 15 + 16 }; /* 32 KB window, gzip header required */

struct dtl_unpack {
    dtl_packing packing;
    bool complete; /* between members or frames */
    z_stream gzip;
    ZSTD_DStream *zstd;
};

dtl_packing dtli_packing_of(dtl_str head)
{
    if (dtli_str_starts(head, DTL_STR("\x1f\x8b")))
        return DTL_PACKING_GZIP;
    if (dtli_str_starts(head, DTL_STR("\x28\xb5\x2f\xfd")))
        return DTL_PACKING_ZSTD;
    if (dtli_str_starts(head, DTL_STR("\xfd" "7zXZ")) ||
        dtli_str_starts(head, DTL_STR("BZh9")) ||
        dtli_str_starts(head, DTL_STR("PK\x03\x04")) ||
        dtli_str_starts(head, DTL_STR("7z\xbc\xaf")))
        return DTL_PACKING_OTHER;
    return DTL_PACKING_NONE;
}

dtl_unpack *dtli_unpack_new(dtl_packing packing)
{
    dtl_unpack *unpack = dtli_calloc(1, sizeof *unpack);
    if (!unpack)
        return NULL;
    unpack->packing = packing;
    bool ready;
    if (packing == DTL_PACKING_GZIP) {
        ready = inflateInit2(&unpack->gzip, GZIP_WINDOW) == Z_OK;
    } else {
        unpack->zstd = ZSTD_createDStream();
        ready = unpack->zstd != NULL;
    }
    if (!ready) {
        free(unpack);
        return NULL;
    }
    return unpack;
}

void dtli_unpack_free(dtl_unpack *unpack)
{
    if (!unpack)
        return;
    if (unpack->packing == DTL_PACKING_GZIP)
        inflateEnd(&unpack->gzip);
    ZSTD_freeDStream(unpack->zstd);
    free(unpack);
}

bool dtli_unpack_is_complete(const dtl_unpack *unpack)
{
    return unpack->complete;
}

static uInt clamp(size_t n)
{
    return n > UINT_MAX ? UINT_MAX : (uInt)n;
}

static dtl_status run_gzip(dtl_unpack *unpack, dtl_str *in, dtl_room *out,
                           dtl_error *err)
{
    z_stream *z = &unpack->gzip;
    if (unpack->complete)
        inflateReset(z); /* the next member */
    unpack->complete = false;
    Bytef *from;
    memcpy(&from, &in->ptr, sizeof from); /* zlib reads through non-const */
    z->next_in = from;
    z->avail_in = clamp(in->len);
    z->next_out = (Bytef *)out->ptr;
    z->avail_out = clamp(out->size);
    uInt given = z->avail_in, space = z->avail_out;
    int result = inflate(z, Z_NO_FLUSH);
    *in = dtli_str_slice(*in, given - z->avail_in, in->len);
    out->used = space - z->avail_out;
    if (result == Z_STREAM_END)
        unpack->complete = true;
    else if (result == Z_MEM_ERROR)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    else if (result != Z_OK && result != Z_BUF_ERROR)
        return dtl_fail(err, DTL_CORRUPT, 0, z->total_in,
                        "E103: broken gzip data: %s",
                        z->msg ? z->msg : "unknown error");
    return DTL_OK;
}

static dtl_status run_zstd(dtl_unpack *unpack, dtl_str *in, dtl_room *out,
                           dtl_error *err)
{
    ZSTD_inBuffer from = { in->ptr, in->len, 0 };
    ZSTD_outBuffer to = { out->ptr, out->size, 0 };
    size_t left = ZSTD_decompressStream(unpack->zstd, &to, &from);
    *in = dtli_str_slice(*in, from.pos, in->len);
    out->used = to.pos;
    if (ZSTD_isError(left))
        return dtl_fail(err, DTL_CORRUPT, 0, 0,
                        "E104: broken zstd data: %s", ZSTD_getErrorName(left));
    unpack->complete = left == 0;
    return DTL_OK;
}

dtl_status dtli_unpack_run(dtl_unpack *unpack, dtl_str *in, dtl_room *out,
                           dtl_error *err)
{
    if (unpack->packing == DTL_PACKING_GZIP)
        return run_gzip(unpack, in, out, err);
    return run_zstd(unpack, in, out, err);
}
