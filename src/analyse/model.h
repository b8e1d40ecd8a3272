/* model.h — the model file in memory, ready to compute with.
 *
 * Sections of the .dtlx (kind "model"); numbers little-endian:
 *   config   u32 x 16, see model.c
 *   card     key=value lines: id, data, licences, seed, figures
 *   words.keys, words.values   index (nn/index.h): word hash -> row
 *   word.q, word.s   int8 [rows x word_dim], float scale [rows]
 *   sub.q, sub.s     the same for sub-word features
 *   gate<l>.q, .s    int8 [3 width x width], scale a row; l from 0; these
 *                    and the matrices below narrow (nn/kernel.h) or not
 *   recur<l>         float [4 x width]
 *   proj.q .s .b, arc.q .s .b, lab.q .s .b, tag.q .s .b   with bias
 *   arc.root, lab.root, distance   float vectors
 *   scripts          lemma scripts, one a line
 *   lemmas.keys, lemmas.values, lemmas.text   exceptions: hash of form and
 *                    UPOS -> line of lemmas.text
 */
#ifndef DATELINE_ANALYSE_MODEL_H
#define DATELINE_ANALYSE_MODEL_H

#include "analyse/analyse.h"
#include "analyse/lemma.h"
#include "analyse/names.h"
#include "base/pack.h"
#include "nn/index.h"
#include "nn/kernel.h"

enum {
    DTLI_LAYERS_MAX = 8,
    DTLI_DISTANCES = 24,
    DTLI_MODEL_VERSION = 1,
    DTLI_CONFIG_WORDS = 16
};

/* Fields of the section "config", in this order. */
typedef struct dtl_model_config {
    uint32_t version, features; /* of the layout; of feature.c */
    uint32_t words, subs, word_dim, sub_dim, layers, arc, lab, scripts;
    uint32_t upos, xpos, rel, names; /* sizes of the label sets */
    uint32_t lemmas, reserved;
} dtl_model_config;

typedef struct dtl_table_q {
    const int8_t *q;
    const float *scale;
} dtl_table_q;

struct dtl_model {
    dtl_pack *pack;
    dtl_arena *arena; /* packed weights, floats */
    const dtl_kernel *kernel;
    dtl_model_config config;
    uint32_t width, half, tags, project;
    dtl_str id;
    dtl_index words, lemma_index;
    dtl_table_q word, sub;
    dtl_matrix gate[DTLI_LAYERS_MAX];
    const float *recur[DTLI_LAYERS_MAX];
    dtl_matrix proj, arc, lab, tag;
    const float *arc_root, *lab_root, *distance;
    dtl_script *scripts;
    dtl_str *lemmas;
};

/* Key of the lemma exceptions: the form as written and its UPOS. */
uint64_t dtli_lemma_key(dtl_str form, unsigned upos);

/* Distance class of head j (from 0) for dependent i. */
uint32_t dtli_distance(uint32_t dependent, uint32_t head);

#endif
