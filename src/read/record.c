/* record.c — a document with the memory it stands in: one allocation that
 * holds all of its strings, each with a NUL behind it. */
#include "read/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

enum { STRINGS = 8 };

void dtl_record_init(dtl_record *record)
{
    memset(record, 0, sizeof *record);
    record->in.published = DTL_DAY_NONE;
}

void dtl_record_clear(dtl_record *record)
{
    if (!record)
        return;
    free(record->memory);
    dtl_record_init(record);
}

/* Cuts a field to its limit, not inside a character. */
static dtl_str cut(dtl_str s)
{
    if (s.len <= DTL_MAX_FIELD_BYTES)
        return s;
    size_t len = DTL_MAX_FIELD_BYTES;
    while (len > 0 && ((unsigned char)s.ptr[len] & 0xc0) == 0x80)
        len--;
    return dtli_str_slice(s, 0, len);
}

static void list_strings(dtl_record *record, dtl_str *list[STRINGS])
{
    list[0] = &record->in.id;
    list[1] = &record->in.title;
    list[2] = &record->in.source;
    list[3] = &record->in.url;
    list[4] = &record->in.lang;
    list[5] = &record->in.location;
    list[6] = &record->source_file;
    list[7] = &record->in.text;
}

dtl_status dtli_record_fill(dtl_record *record, const dtl_record *draft,
                            dtl_error *err)
{
    dtl_record filled = *draft;
    dtl_str *list[STRINGS];
    size_t size = 0;
    dtl_record_clear(record);
    list_strings(&filled, list);
    for (size_t i = 0; i < STRINGS; i++) {
        if (list[i] != &filled.in.text)
            *list[i] = cut(*list[i]);
        size += list[i]->len + 1;
    }
    char *memory = dtli_malloc(size);
    if (!memory)
        return dtl_fail(err, DTL_NOMEM, draft->line, 0, "E001: out of memory");
    filled.memory = memory;
    for (size_t i = 0; i < STRINGS; i++) {
        if (list[i]->len)
            memcpy(memory, list[i]->ptr, list[i]->len);
        memory[list[i]->len] = '\0';
        list[i]->ptr = memory;
        memory += list[i]->len + 1;
    }
    *record = filled;
    return DTL_OK;
}
