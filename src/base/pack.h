/* pack.h — the .dtlx container: named sections in one mapped file.
 *
 * Layout, little-endian throughout:
 *
 *   0   8  magic "DTLXPACK"
 *   8   4  format version (DTL_PACK_VERSION)
 *  12   4  oldest reader version that can read it
 *  16   4  byte order mark 0x01020304
 *  20   4  number of sections
 *  24   8  size of the whole file
 *  32  16  kind, NUL-padded: "lexicon", "gazetteer", "model"
 *  48   4  CRC-32 of the section entries
 *  52  12  zero
 *  64      section entries of 72 bytes: name[48], u64 offset, u64 length,
 *          u32 CRC-32, u32 zero; then the sections, each 64-byte aligned
 *
 * The same sections in the same order give the same bytes.
 */
#ifndef DATELINE_BASE_PACK_H
#define DATELINE_BASE_PACK_H

#include <stdbool.h>

#include "base/limits.h"
#include "base/str.h"

enum { DTL_PACK_VERSION = 1, DTL_PACK_KIND_SIZE = 16 };

typedef struct dtl_pack dtl_pack;

/* Opens `path` and checks magic, version, kind, sizes and the CRC of the
 * section table; with `verify` the CRC of every section too.
 * DTL_IO, DTL_VERSION (found and needed are told) or DTL_CORRUPT. */
dtl_status dtli_pack_open(const char *path, const char *kind, bool verify,
                          dtl_pack **out, dtl_error *err) DTL_MUST_USE;
void dtli_pack_close(dtl_pack *pack); /* NULL is fine */

/* The CRC over the section table, which holds the CRC of every section: tells
 * files apart whose content differs. */
uint32_t dtli_pack_stamp(const dtl_pack *pack);

/* Bytes of section `name`, 64-byte aligned, valid while the pack is open. */
bool dtli_pack_section(const dtl_pack *pack, const char *name, dtl_str *out);

/* Sections in file order, for listing. */
uint32_t dtli_pack_count(const dtl_pack *pack);
const char *dtli_pack_name(const dtl_pack *pack, uint32_t index);

/* Builds a pack in memory, then writes it. Section bytes are borrowed until
 * dtli_pack_write. */
typedef struct dtl_pack_writer {
    char kind[DTL_PACK_KIND_SIZE];
    struct {
        char name[DTL_MAX_SECTION_NAME];
        dtl_str bytes;
    } *sections;
    uint32_t count;
    uint32_t capacity;
} dtl_pack_writer;

void dtli_pack_writer_init(dtl_pack_writer *writer, const char *kind);
void dtli_pack_writer_clear(dtl_pack_writer *writer);
dtl_status dtli_pack_add(dtl_pack_writer *writer, const char *name,
                         dtl_str bytes, dtl_error *err) DTL_MUST_USE;
dtl_status dtli_pack_write(const dtl_pack_writer *writer, const char *path,
                           dtl_error *err) DTL_MUST_USE;

/* Little-endian loads from unaligned bytes; the caller checks bounds. */
uint32_t dtli_load_u32(const char *p);
uint64_t dtli_load_u64(const char *p);
void dtli_store_u32(char *p, uint32_t value);
void dtli_store_u64(char *p, uint64_t value);

#endif
