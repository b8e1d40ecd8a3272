/* pack.c — reading and writing the .dtlx container (layout in pack.h).
 *
 * Every offset and length is checked against the file's size, without
 * overflow, before it is used. CRC-32 as in zlib (ISO 3309).
 */
#include "base/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/error.h"
#include "base/file.h"

enum { HEADER_SIZE = 64, ENTRY_SIZE = 72, SECTION_ALIGN = 64 };

static const char MAGIC[8] = { 'D', 'T', 'L', 'X', 'P', 'A', 'C', 'K' };
static const uint32_t ORDER_MARK = 0x01020304;

struct dtl_pack {
    dtl_map map;
    uint32_t count;
};

uint32_t dtli_load_u32(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
           (uint32_t)b[3] << 24;
}

uint64_t dtli_load_u64(const char *p)
{
    return (uint64_t)dtli_load_u32(p) | (uint64_t)dtli_load_u32(p + 4) << 32;
}

void dtli_store_u32(char *p, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        p[i] = (char)(value >> (8 * i) & 0xff);
}

void dtli_store_u64(char *p, uint64_t value)
{
    dtli_store_u32(p, (uint32_t)value);
    dtli_store_u32(p + 4, (uint32_t)(value >> 32));
}

static uint32_t crc_of(dtl_str bytes)
{
    return (uint32_t)crc32_z(0, (const unsigned char *)bytes.ptr, bytes.len);
}

static const char *entry_at(dtl_str file, uint32_t index)
{
    return file.ptr + HEADER_SIZE + (size_t)index * ENTRY_SIZE;
}

static dtl_str section_bytes(dtl_str file, const char *entry)
{
    uint64_t offset = dtli_load_u64(entry + DTL_MAX_SECTION_NAME);
    uint64_t length = dtli_load_u64(entry + DTL_MAX_SECTION_NAME + 8);
    return dtli_str_slice(file, (size_t)offset, (size_t)(offset + length));
}

static dtl_status check_header(dtl_str file, const char *kind, dtl_error *err)
{
    if (file.len < HEADER_SIZE || memcmp(file.ptr, MAGIC, sizeof MAGIC) != 0)
        return dtl_fail(err, DTL_CORRUPT, 0, 0, "E020: not a .dtlx file");
    if (dtli_load_u32(file.ptr + 12) > DTL_PACK_VERSION)
        return dtl_fail(err, DTL_VERSION, 0, 12,
                        "E021: needs format %u, this build reads %d",
                        dtli_load_u32(file.ptr + 12), DTL_PACK_VERSION);
    if (dtli_load_u32(file.ptr + 16) != ORDER_MARK)
        return dtl_fail(err, DTL_CORRUPT, 0, 16, "E022: bad byte order mark");
    char want[DTL_PACK_KIND_SIZE] = { 0 };
    memcpy(want, kind, strnlen(kind, sizeof want - 1));
    if (memcmp(file.ptr + 32, want, sizeof want) != 0)
        return dtl_fail(err, DTL_CORRUPT, 0, 32, "E023: not a %s file", kind);
    if (dtli_load_u64(file.ptr + 24) != file.len)
        return dtl_fail(err, DTL_CORRUPT, 0, 24,
                        "E024: %zu bytes, its header says %llu", file.len,
                        (unsigned long long)dtli_load_u64(file.ptr + 24));
    return DTL_OK;
}

static dtl_status check_sections(dtl_str file, bool verify, dtl_error *err)
{
    uint32_t count = dtli_load_u32(file.ptr + 20);
    if (count > DTL_MAX_PACK_SECTIONS ||
        file.len - HEADER_SIZE < (size_t)count * ENTRY_SIZE)
        return dtl_fail(err, DTL_CORRUPT, 0, 20, "E025: bad section count");
    dtl_str table = { entry_at(file, 0), (size_t)count * ENTRY_SIZE };
    if (crc_of(table) != dtli_load_u32(file.ptr + 48))
        return dtl_fail(err, DTL_CORRUPT, 0, 48, "E026: bad section table");
    for (uint32_t i = 0; i < count; i++) {
        const char *entry = entry_at(file, i);
        uint64_t offset = dtli_load_u64(entry + DTL_MAX_SECTION_NAME);
        uint64_t length = dtli_load_u64(entry + DTL_MAX_SECTION_NAME + 8);
        if (entry[DTL_MAX_SECTION_NAME - 1] != '\0' ||
            offset % SECTION_ALIGN != 0 || offset > file.len ||
            length > file.len - offset)
            return dtl_fail(err, DTL_CORRUPT, 0, offset,
                            "E027: section %u lies outside the file", i);
        if (verify && crc_of(section_bytes(file, entry)) !=
                          dtli_load_u32(entry + DTL_MAX_SECTION_NAME + 16))
            return dtl_fail(err, DTL_CORRUPT, 0, offset,
                            "E028: section %.47s fails its checksum", entry);
    }
    return DTL_OK;
}

dtl_status dtli_pack_open(const char *path, const char *kind, bool verify,
                          dtl_pack **out, dtl_error *err)
{
    dtl_pack *pack = dtli_calloc(1, sizeof *pack);
    if (!pack)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status = dtli_map_open(path, &pack->map, err);
    if (status == DTL_OK)
        status = check_header(pack->map.bytes, kind, err);
    if (status == DTL_OK)
        status = check_sections(pack->map.bytes, verify, err);
    if (status != DTL_OK) {
        dtli_error_source(err, path);
        dtli_pack_close(pack);
        return status;
    }
    pack->count = dtli_load_u32(pack->map.bytes.ptr + 20);
    *out = pack;
    return DTL_OK;
}

uint32_t dtli_pack_stamp(const dtl_pack *pack)
{
    return dtli_load_u32(pack->map.bytes.ptr + 48);
}

void dtli_pack_close(dtl_pack *pack)
{
    if (!pack)
        return;
    dtli_map_close(&pack->map);
    free(pack);
}

uint32_t dtli_pack_count(const dtl_pack *pack)
{
    return pack->count;
}

const char *dtli_pack_name(const dtl_pack *pack, uint32_t index)
{
    return index < pack->count ? entry_at(pack->map.bytes, index) : NULL;
}

bool dtli_pack_section(const dtl_pack *pack, const char *name, dtl_str *out)
{
    for (uint32_t i = 0; i < pack->count; i++) {
        const char *entry = entry_at(pack->map.bytes, i);
        if (strcmp(entry, name) == 0) {
            *out = section_bytes(pack->map.bytes, entry);
            return true;
        }
    }
    return false;
}

void dtli_pack_writer_init(dtl_pack_writer *writer, const char *kind)
{
    memset(writer, 0, sizeof *writer);
    memcpy(writer->kind, kind, strnlen(kind, sizeof writer->kind - 1));
}

void dtli_pack_writer_clear(dtl_pack_writer *writer)
{
    free(writer->sections);
    memset(writer, 0, sizeof *writer);
}

dtl_status dtli_pack_add(dtl_pack_writer *writer, const char *name,
                         dtl_str bytes, dtl_error *err)
{
    if (strlen(name) >= DTL_MAX_SECTION_NAME ||
        writer->count >= DTL_MAX_PACK_SECTIONS)
        return dtl_fail(err, DTL_LIMIT, 0, 0, "E029: too many sections, or "
                        "section name too long: %.60s", name);
    if (writer->count == writer->capacity) {
        uint32_t wider = writer->capacity ? writer->capacity * 2 : 32;
        void *grown = dtli_realloc(writer->sections,
                                   wider * sizeof *writer->sections);
        if (!grown)
            return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
        writer->sections = grown;
        writer->capacity = wider;
    }
    memset(writer->sections[writer->count].name, 0, DTL_MAX_SECTION_NAME);
    memcpy(writer->sections[writer->count].name, name, strlen(name));
    writer->sections[writer->count].bytes = bytes;
    writer->count++;
    return DTL_OK;
}

static size_t aligned(size_t size)
{
    return (size + SECTION_ALIGN - 1) / SECTION_ALIGN * SECTION_ALIGN;
}

/* Fills header, entries and sections into `file`, which is zeroed. */
static void lay_out(const dtl_pack_writer *writer, char *file, size_t size)
{
    size_t at = aligned(HEADER_SIZE + (size_t)writer->count * ENTRY_SIZE);
    dtl_str whole = { file, size };
    for (uint32_t i = 0; i < writer->count; i++) {
        dtl_str bytes = writer->sections[i].bytes;
        char *entry = file + HEADER_SIZE + (size_t)i * ENTRY_SIZE;
        memcpy(entry, writer->sections[i].name, DTL_MAX_SECTION_NAME);
        dtli_store_u64(entry + DTL_MAX_SECTION_NAME, at);
        dtli_store_u64(entry + DTL_MAX_SECTION_NAME + 8, bytes.len);
        dtli_store_u32(entry + DTL_MAX_SECTION_NAME + 16, crc_of(bytes));
        if (bytes.len)
            memcpy(file + at, bytes.ptr, bytes.len);
        at = aligned(at + bytes.len);
    }
    memcpy(file, MAGIC, sizeof MAGIC);
    dtli_store_u32(file + 8, DTL_PACK_VERSION);
    dtli_store_u32(file + 12, DTL_PACK_VERSION);
    dtli_store_u32(file + 16, ORDER_MARK);
    dtli_store_u32(file + 20, writer->count);
    dtli_store_u64(file + 24, size);
    memcpy(file + 32, writer->kind, DTL_PACK_KIND_SIZE);
    dtl_str table = { entry_at(whole, 0), (size_t)writer->count * ENTRY_SIZE };
    dtli_store_u32(file + 48, crc_of(table));
}

dtl_status dtli_pack_write(const dtl_pack_writer *writer, const char *path,
                           dtl_error *err)
{
    size_t size = aligned(HEADER_SIZE + (size_t)writer->count * ENTRY_SIZE);
    for (uint32_t i = 0; i < writer->count; i++)
        size = aligned(size + writer->sections[i].bytes.len);
    char *file = dtli_calloc(1, size);
    if (!file)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    lay_out(writer, file, size);
    dtl_str bytes = { file, size };
    dtl_status status = dtli_file_write(path, bytes, err);
    free(file);
    return status;
}
