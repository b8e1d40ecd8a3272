/* model_fuzz.c — a model file with changed sections and right checksums: it
 * is refused, or analyses a few words without harm.
 *
 * Input: changes of 4 bytes each, offset into the sections (24 bit, little
 * endian) and the new byte. Checksums would stop blind changes at once.
 */
#include <stdint.h>
#include <unistd.h>

#include "base/file.h"
#include "unit/tiny_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS = 12, CHANGE = 4 };

static void analyse_words(const dtl_model *model)
{
    static const char *const FORMS[WORDS] = {
        "Troops", "of", "the", "UN", "'s", "oxen", "left", "Mosul", "on",
        "Friday", ",", "."
    };
    dtl_arena *arena = dtli_arena_new((size_t)1 << 26);
    dtl_token tokens[WORDS] = { 0 };
    dtl_sent sent = { .count = WORDS };
    dtl_doc doc = { .tokens = tokens, .token_count = WORDS,
                    .sents = &sent, .sent_count = 1 };
    for (int i = 0; i < WORDS; i++)
        tokens[i].form = tokens[i].norm = dtli_str(FORMS[i]);
    if (!arena || dtli_analyse(model, NULL, &doc, arena, NULL) != DTL_OK)
        abort();
    for (int i = 0; i < WORDS; i++)
        if (tokens[i].head >= WORDS || tokens[i].lemma.len == 0)
            abort();
    dtli_arena_free(arena);
}

/* First byte behind the section table. */
static size_t sections_begin(const char *file)
{
    return 64 + (size_t)dtli_load_u32(file + 20) * 72;
}

static void open_changed(const char *path, char *file, size_t len)
{
    dtl_str bytes = { file, len };
    dtl_model *model = NULL;
    tiny_model_seal(file);
    if (dtli_file_write(path, bytes, NULL) != DTL_OK)
        return;
    if (dtli_model_open(path, &model, NULL) == DTL_OK)
        analyse_words(model);
    dtli_model_close(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    dtl_map map;
    snprintf(path, sizeof path, "/tmp/dateline-model-%ld", (long)getpid());
    tiny_model_write(path);
    if (dtli_map_open(path, &map, NULL) != DTL_OK)
        return 0;
    size_t len = map.bytes.len, first = sections_begin(map.bytes.ptr);
    char *file = malloc(len);
    if (file)
        memcpy(file, map.bytes.ptr, len);
    dtli_map_close(&map);
    for (size_t i = 0; file && i + CHANGE <= size; i += CHANGE) {
        size_t at = data[i] | (size_t)data[i + 1] << 8 |
                    (size_t)data[i + 2] << 16;
        file[first + at % (len - first)] = (char)data[i + 3];
    }
    if (file)
        open_changed(path, file, len);
    free(file);
    unlink(path);
    return 0;
}
