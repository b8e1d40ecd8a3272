/* tiny_model.h — a model file with random weights for tests and fuzzing. */
#ifndef DATELINE_TESTS_TINY_MODEL_H
#define DATELINE_TESTS_TINY_MODEL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "analyse/feature.h"
#include "analyse/model.h"

enum {
    TINY_WORDS = 8, TINY_SUBS = 64, TINY_WORD_DIM = 32, TINY_SUB_DIM = 32,
    TINY_LAYERS = 2, TINY_ARC = 32, TINY_LAB = 32, TINY_SCRIPTS = 3,
    TINY_WIDTH = TINY_WORD_DIM + TINY_SUB_DIM, TINY_SLOTS = 16,
    TINY_PARTS = 64
};

typedef struct tiny {
    dtl_pack_writer writer;
    char *parts[TINY_PARTS];
    unsigned count;
    uint64_t state;
} tiny;

static uint32_t tiny_random(tiny *t)
{
    t->state = t->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(t->state >> 33);
}

static char *tiny_part(tiny *t, const char *name, size_t size)
{
    char *bytes = calloc(size ? size : 1, 1);
    dtl_str s = { bytes, size };
    t->parts[t->count++] = bytes;
    if (!bytes || dtli_pack_add(&t->writer, name, s, NULL) != DTL_OK)
        abort();
    return bytes;
}

static void tiny_text(tiny *t, const char *name, const char *text)
{
    memcpy(tiny_part(t, name, strlen(text)), text, strlen(text));
}

static void tiny_floats(tiny *t, const char *name, size_t count, float size)
{
    char *bytes = tiny_part(t, name, count * 4);
    for (size_t i = 0; i < count; i++) {
        float value = size * ((float)(tiny_random(t) % 2001) / 1000.0f - 1.0f);
        uint32_t bits;
        memcpy(&bits, &value, sizeof bits);
        dtli_store_u32(bytes + i * 4, bits);
    }
}

static void tiny_matrix(tiny *t, const char *name, uint32_t rows,
                        uint32_t cols, bool biased)
{
    char key[DTL_MAX_SECTION_NAME];
    snprintf(key, sizeof key, "%s.q", name);
    char *bytes = tiny_part(t, key, (size_t)rows * cols);
    for (size_t i = 0; i < (size_t)rows * cols; i++)
        bytes[i] = (char)((int)(tiny_random(t) % 255) - 127);
    snprintf(key, sizeof key, "%s.s", name);
    tiny_floats(t, key, rows, 0.003f);
    snprintf(key, sizeof key, "%s.b", name);
    if (biased)
        tiny_floats(t, key, rows, 0.5f);
}

static void tiny_config(tiny *t)
{
    const uint32_t fields[DTLI_CONFIG_WORDS] = {
        DTLI_MODEL_VERSION, DTLI_FEATURE_VERSION, TINY_WORDS, TINY_SUBS,
        TINY_WORD_DIM, TINY_SUB_DIM, TINY_LAYERS, TINY_ARC, TINY_LAB,
        TINY_SCRIPTS, DTL_UPOS_COUNT, DTL_XPOS_COUNT, DTL_REL_COUNT,
        DTLI_NAME_TAGS, 1, 0
    };
    char *bytes = tiny_part(t, "config", 4 * DTLI_CONFIG_WORDS);
    for (int i = 0; i < DTLI_CONFIG_WORDS; i++)
        dtli_store_u32(bytes + 4 * i, fields[i]);
}

static void tiny_indexes(tiny *t)
{
    char *keys = tiny_part(t, "words.keys", TINY_SLOTS * 8);
    char *values = tiny_part(t, "words.values", TINY_SLOTS * 4);
    dtl_features f;
    dtli_features(DTL_STR("troops"), DTL_REGIME_MIXED, &f);
    dtli_index_put(keys, values, TINY_SLOTS, f.word, 1);
    keys = tiny_part(t, "lemmas.keys", TINY_SLOTS * 8);
    values = tiny_part(t, "lemmas.values", TINY_SLOTS * 4);
    for (unsigned upos = 0; upos < DTL_UPOS_COUNT; upos++)
        if (upos < TINY_SLOTS / 2)
            dtli_index_put(keys, values, TINY_SLOTS,
                           dtli_lemma_key(DTL_STR("oxen"), upos), 0);
    tiny_text(t, "lemmas.text", "ox\n");
    tiny_text(t, "scripts", "L0/\nK0/\nL1/\n");
}

/* Writes the file; the same bytes every time. */
static void tiny_model_write(const char *path)
{
    tiny *t = calloc(1, sizeof *t);
    if (!t)
        abort();
    t->state = 42;
    dtli_pack_writer_init(&t->writer, "model");
    tiny_text(t, "card", "id=tiny-1\nlicence=none\n");
    tiny_config(t);
    tiny_indexes(t);
    tiny_matrix(t, "word", TINY_WORDS, TINY_WORD_DIM, false);
    tiny_matrix(t, "sub", TINY_SUBS, TINY_SUB_DIM, false);
    for (unsigned l = 0; l < TINY_LAYERS; l++) {
        char name[16];
        snprintf(name, sizeof name, "gate%u", l);
        tiny_matrix(t, name, 3 * TINY_WIDTH, TINY_WIDTH, false);
        snprintf(name, sizeof name, "recur%u", l);
        tiny_floats(t, name, 4 * TINY_WIDTH, 0.5f);
    }
    tiny_matrix(t, "proj", 2 * TINY_ARC + 2 * TINY_LAB, TINY_WIDTH, true);
    tiny_matrix(t, "arc", TINY_ARC, TINY_ARC, true);
    tiny_matrix(t, "lab", DTL_REL_COUNT, TINY_LAB, true);
    tiny_matrix(t, "tag",
                DTL_UPOS_COUNT + DTL_XPOS_COUNT + DTLI_NAME_TAGS + TINY_SCRIPTS,
                TINY_WIDTH, true);
    tiny_floats(t, "arc.root", TINY_ARC, 0.5f);
    tiny_floats(t, "lab.root", TINY_LAB, 0.5f);
    tiny_floats(t, "distance", DTLI_DISTANCES, 0.5f);
    if (dtli_pack_write(&t->writer, path, NULL) != DTL_OK)
        abort();
    dtli_pack_writer_clear(&t->writer);
    for (unsigned i = 0; i < t->count; i++)
        free(t->parts[i]);
    free(t);
}

/* Makes the checksums of a changed file right again, as an attacker would.
 * Its section table must be whole. */
static inline void tiny_model_seal(char *file)
{
    uint32_t count = dtli_load_u32(file + 20);
    for (uint32_t i = 0; i < count; i++) {
        char *entry = file + 64 + (size_t)i * 72;
        const char *bytes = file + dtli_load_u64(entry + 48);
        uint64_t length = dtli_load_u64(entry + 56);
        dtli_store_u32(entry + 64,
                       (uint32_t)crc32_z(0, (const unsigned char *)bytes,
                                         (size_t)length));
    }
    dtli_store_u32(file + 48, (uint32_t)crc32_z(
                                  0, (const unsigned char *)file + 64,
                                  (size_t)count * 72));
}

#endif
