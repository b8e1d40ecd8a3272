/* source.c — the bytes of one input through a window of fixed size.
 *
 * file -> raw (packed bytes) -> plain (unpacked) -> wide (UTF-16 brought to
 * UTF-8); a stage that is not needed is skipped by pointing the window at
 * the buffer before it. Memory: three buffers, whatever the input's size.
 */
#include "read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "read/unpack.h"

enum { BUFFER_BYTES = 64 << 10, HEAD_BYTES = 6, WIDE_OUT_MAX = 8 };

typedef enum byte_order { ORDER_UTF8, ORDER_LITTLE, ORDER_BIG } byte_order;

struct dtl_source {
    int fd;
    bool eof;     /* the file has no more */
    bool ended;   /* an error or the end was told */
    bool damaged;
    byte_order order;
    dtl_error failure; /* told when the bytes before it are used up */
    dtl_unpack *unpack;
    uint64_t consumed;
    dtl_str raw_rest; /* packed bytes not yet unpacked, in `raw` */
    dtl_str window;
    unsigned char odd[2]; /* a half UTF-16 unit */
    size_t odd_count;
    uint32_t high;        /* high surrogate that waits for its low one */
    char raw[BUFFER_BYTES];
    char plain[BUFFER_BYTES];
    char wide[BUFFER_BYTES * 2 + WIDE_OUT_MAX];
};

/* ----------------------------------------------------------------- file */

static dtl_status read_raw(dtl_source *source, char *out, size_t room,
                           size_t *got, dtl_error *err)
{
    ssize_t n;
    do
        n = read(source->fd, out, room);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return dtl_fail(err, DTL_IO, 0, source->consumed,
                        "E102: cannot be read: %s", strerror(errno));
    source->eof = n == 0;
    source->consumed += (uint64_t)n;
    *got = (size_t)n;
    return DTL_OK;
}

/* Reads until there are enough bytes to tell the packing by. */
static dtl_status read_head(dtl_source *source, dtl_error *err)
{
    size_t len = 0;
    while (len < HEAD_BYTES && !source->eof) {
        size_t got = 0;
        dtl_status status = read_raw(source, source->raw + len,
                                     sizeof source->raw - len, &got, err);
        if (status != DTL_OK)
            return status;
        len += got;
    }
    source->raw_rest = (dtl_str){ source->raw, len };
    return DTL_OK;
}

/* --------------------------------------------------------------- plain */

/* Zero bytes that fill up the last block of a tape archive. */
static bool is_padding(dtl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '\0')
            return false;
    return true;
}

/* More packed bytes; *more is false at a clean end. */
static dtl_status need_raw(dtl_source *source, bool *more, dtl_error *err)
{
    *more = true;
    if (source->raw_rest.len == 0) {
        size_t got = 0;
        dtl_status status =
            source->eof ? DTL_OK
                        : read_raw(source, source->raw, sizeof source->raw,
                                   &got, err);
        if (status != DTL_OK)
            return status;
        source->raw_rest = (dtl_str){ source->raw, got };
    }
    if (dtli_unpack_is_complete(source->unpack) &&
        is_padding(source->raw_rest))
        source->raw_rest.len = 0;
    *more = source->raw_rest.len > 0;
    if (*more || !source->eof || dtli_unpack_is_complete(source->unpack))
        return DTL_OK;
    return dtl_fail(err, DTL_CORRUPT, 0, source->consumed,
                    "E105: packed data ends early, the file is cut short");
}

static dtl_status fill_unpacked(dtl_source *source, dtl_str *plain,
                                dtl_error *err)
{
    dtl_room room = { source->plain, sizeof source->plain, 0 };
    dtl_status status = DTL_OK;
    bool more = !dtli_unpack_is_complete(source->unpack);
    while (status == DTL_OK && room.used == 0) {
        if (more) /* even without input: output may be held back */
            status = dtli_unpack_run(source->unpack, &source->raw_rest, &room,
                                     err);
        if (status != DTL_OK || room.used > 0)
            break;
        status = need_raw(source, &more, err);
        if (status == DTL_OK && !more && source->eof)
            status = DTL_END;
    }
    *plain = (dtl_str){ source->plain, room.used };
    return room.used > 0 ? DTL_OK : status;
}

static dtl_status fill_plain(dtl_source *source, dtl_str *plain,
                             dtl_error *err)
{
    if (source->unpack)
        return fill_unpacked(source, plain, err);
    size_t got = 0;
    *plain = source->raw_rest;
    if (plain->len > 0) {
        source->raw_rest.len = 0;
        return DTL_OK;
    }
    dtl_status status = DTL_OK;
    if (!source->eof)
        status = read_raw(source, source->raw, sizeof source->raw, &got, err);
    *plain = (dtl_str){ source->raw, got };
    return status == DTL_OK && got == 0 ? DTL_END : status;
}

/* ---------------------------------------------------------------- wide */

static size_t put_utf8(dtl_source *source, size_t len, uint32_t cp)
{
    return len + dtli_utf8_encode(cp, source->wide + len);
}

/* One UTF-16 unit; a surrogate without its other half is U+FFFD. */
static size_t put_unit(dtl_source *source, size_t len, uint32_t unit)
{
    bool low = unit >= 0xdc00 && unit < 0xe000;
    if (source->high && low) {
        uint32_t cp = 0x10000 + ((source->high - 0xd800) << 10) +
                      (unit - 0xdc00);
        source->high = 0;
        return put_utf8(source, len, cp);
    }
    if (source->high || low) {
        source->damaged = true;
        len = put_utf8(source, len, 0xfffd);
        source->high = 0;
        if (low)
            return len;
    }
    if (unit >= 0xd800 && unit < 0xdc00) {
        source->high = unit;
        return len;
    }
    return put_utf8(source, len, unit);
}

static size_t widen(dtl_source *source, dtl_str plain)
{
    size_t len = 0;
    for (size_t i = 0; i < plain.len; i++) {
        source->odd[source->odd_count++] = (unsigned char)plain.ptr[i];
        if (source->odd_count < 2)
            continue;
        uint32_t first = source->odd[0], second = source->odd[1];
        source->odd_count = 0;
        len = put_unit(source, len,
                       source->order == ORDER_BIG ? first << 8 | second
                                                  : second << 8 | first);
    }
    return len;
}

/* What is left over at the end of the input is damage. */
static size_t widen_end(dtl_source *source)
{
    size_t len = 0;
    if (source->high || source->odd_count) {
        source->damaged = true;
        len = put_utf8(source, len, 0xfffd);
    }
    source->high = 0;
    source->odd_count = 0;
    return len;
}

static dtl_status fill_wide(dtl_source *source, dtl_error *err)
{
    size_t len = 0;
    dtl_status status = DTL_OK;
    while (status == DTL_OK && len == 0) {
        dtl_str plain;
        status = fill_plain(source, &plain, err);
        if (status == DTL_OK)
            len = widen(source, plain);
        else if (status == DTL_END)
            len = widen_end(source);
    }
    source->window = (dtl_str){ source->wide, len };
    return len > 0 ? DTL_OK : status;
}

dtl_status dtli_source_fill(dtl_source *source, dtl_error *err)
{
    dtl_status status = DTL_OK;
    if (source->window.len > 0)
        return DTL_OK;
    if (source->ended)
        return DTL_END;
    if (source->failure.code == DTL_OK)
        status = source->order == ORDER_UTF8
                     ? fill_plain(source, &source->window, &source->failure)
                     : fill_wide(source, &source->failure);
    if (source->window.len > 0)
        return DTL_OK; /* a failure behind these bytes is told next */
    if (source->failure.code != DTL_OK) {
        status = dtl_fail(err, source->failure.code, 0, source->failure.byte,
                          "%s", source->failure.message);
    }
    source->ended = status != DTL_OK;
    return status;
}

/* ---------------------------------------------------------------- open */

/* A UTF-16 byte-order mark is taken off, as it is no part of the text. */
static dtl_status find_order(dtl_source *source, dtl_error *err)
{
    dtl_status status = dtli_source_fill(source, err);
    if (status != DTL_OK)
        return status == DTL_END ? DTL_OK : status;
    if (dtli_str_starts(source->window, DTL_STR("\xff\xfe")))
        source->order = ORDER_LITTLE;
    else if (dtli_str_starts(source->window, DTL_STR("\xfe\xff")))
        source->order = ORDER_BIG;
    else
        return DTL_OK;
    dtl_str rest = dtli_str_slice(source->window, 2, source->window.len);
    source->window = (dtl_str){ source->wide, widen(source, rest) };
    return DTL_OK;
}

static dtl_status find_packing(dtl_source *source, dtl_error *err)
{
    dtl_status status = read_head(source, err);
    if (status != DTL_OK)
        return status;
    dtl_packing packing = dtli_packing_of(source->raw_rest);
    if (packing == DTL_PACKING_OTHER)
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E117: an archive or packing that is not read; only "
                        "gzip and zstd are");
    if (packing == DTL_PACKING_NONE)
        return DTL_OK;
    source->unpack = dtli_unpack_new(packing);
    if (!source->unpack)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return DTL_OK;
}

dtl_status dtli_source_open(const char *path, dtl_source **out,
                            dtl_error *err)
{
    dtl_source *source = dtli_calloc(1, sizeof *source);
    if (!source)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    bool standard = strcmp(path, "-") == 0;
    source->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (source->fd < 0) {
        free(source);
        return dtl_fail(err, DTL_IO, 0, 0, "E101: cannot be opened: %s",
                        strerror(errno));
    }
    dtl_status status = find_packing(source, err);
    if (status == DTL_OK)
        status = find_order(source, err);
    if (status != DTL_OK) {
        dtli_source_close(source);
        return status;
    }
    *out = source;
    return DTL_OK;
}

void dtli_source_close(dtl_source *source)
{
    if (!source)
        return;
    if (source->fd > STDIN_FILENO)
        close(source->fd);
    dtli_unpack_free(source->unpack);
    free(source);
}

dtl_str dtli_source_window(const dtl_source *source)
{
    return source->window;
}

void dtli_source_take(dtl_source *source, size_t n)
{
    source->window = dtli_str_slice(source->window, n, source->window.len);
}

bool dtli_source_is_damaged(const dtl_source *source)
{
    return source->damaged;
}

uint64_t dtli_source_consumed(const dtl_source *source)
{
    return source->consumed;
}
