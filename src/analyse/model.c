/* model.c — opening a model file (layout in model.h).
 *
 * Every size is derived from the config and compared with its section, all
 * floats must be finite and of sane magnitude, so the arithmetic behind
 * needs no checks: a damaged or hostile file is told as DTL_CORRUPT.
 */
#include "analyse/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/feature.h"
#include "base/error.h"

enum { ROWS_MAX = 1 << 22, SCRIPTS_MAX = 4096, ALIGN_STEP = 32 };

#define MODEL_BYTES_MAX ((size_t)256 << 20)
#define FLOAT_MAX 1e6f

/* What loading needs at hand. */
typedef struct loader {
    dtl_model *model;
    dtl_error *err;
    dtl_status status;
} loader;

static void fail(loader *l, const char *what)
{
    if (l->status == DTL_OK)
        l->status = dtl_fail(l->err, DTL_CORRUPT, 0, 0,
                             "E301: section %.40s of the model is damaged",
                             what);
}

static void *room(loader *l, size_t count, size_t size)
{
    void *p = dtli_arena_array(l->model->arena, count, size);
    if (!p && l->status == DTL_OK)
        l->status = dtl_fail(l->err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return p;
}

/* Section `name` of exactly `size` bytes; NULL and a status otherwise. */
static const char *section(loader *l, const char *name, size_t size)
{
    dtl_str bytes;
    if (l->status != DTL_OK)
        return NULL;
    if (dtli_pack_section(l->model->pack, name, &bytes) && bytes.len == size)
        return bytes.ptr;
    fail(l, name);
    return NULL;
}

static float load_float(const char *p)
{
    uint32_t bits = dtli_load_u32(p);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Floats of a section, zero-padded to `padded` of them. */
static const float *floats(loader *l, const char *name, size_t count,
                           size_t padded)
{
    const char *from = section(l, name, count * 4);
    float *out = from ? room(l, padded, sizeof *out) : NULL;
    if (!out)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        out[i] = load_float(from + i * 4);
        if (!(out[i] >= -FLOAT_MAX && out[i] <= FLOAT_MAX)) {
            fail(l, name);
            return NULL;
        }
    }
    return out;
}

static void *aligned_room(loader *l, size_t size)
{
    char *p = room(l, size + 64, 1);
    if (!p)
        return NULL;
    return p + (64 - (uintptr_t)p % 64) % 64;
}

static void row_sums(const int8_t *weights, uint32_t rows, uint32_t cols,
                     int32_t *sums)
{
    for (uint32_t r = 0; r < rows; r++) {
        sums[r] = 0;
        for (uint32_t k = 0; k < cols; k++)
            sums[r] += weights[(size_t)r * cols + k];
    }
}

typedef struct shape {
    uint32_t rows, cols;
    bool biased;
} shape;

/* Reads "<name>.q", ".s" and, where biased, ".b". */
static void matrix(loader *l, const char *name, dtl_matrix *out, shape s)
{
    char key[DTL_MAX_SECTION_NAME];
    uint32_t rows = s.rows, cols = s.cols;
    size_t padded = ((size_t)rows + DTLI_PANEL - 1) / DTLI_PANEL * DTLI_PANEL;
    out->rows = rows;
    out->cols = cols;
    snprintf(key, sizeof key, "%s.q", name);
    const int8_t *weights =
        (const int8_t *)section(l, key, (size_t)rows * cols);
    snprintf(key, sizeof key, "%s.s", name);
    out->scale = floats(l, key, rows, padded);
    snprintf(key, sizeof key, "%s.b", name);
    out->bias = s.biased ? floats(l, key, rows, padded)
                       : room(l, padded, sizeof(float));
    int32_t *sums = room(l, padded, sizeof *sums);
    out->packed = aligned_room(l, dtli_packed_size(rows, cols));
    if (l->status != DTL_OK)
        return;
    row_sums(weights, rows, cols, sums);
    out->sums = sums;
    dtli_pack_matrix(out, weights);
}

static void table(loader *l, const char *name, dtl_table_q *out, uint32_t rows,
                  uint32_t dim)
{
    char key[DTL_MAX_SECTION_NAME];
    snprintf(key, sizeof key, "%s.q", name);
    out->q = (const int8_t *)section(l, key, (size_t)rows * dim);
    snprintf(key, sizeof key, "%s.s", name);
    out->scale = floats(l, key, rows, rows);
}

static void hash_index(loader *l, const char *name, uint32_t bound,
                       dtl_index *out)
{
    char keys[DTL_MAX_SECTION_NAME], values[DTL_MAX_SECTION_NAME];
    dtl_str k, v;
    snprintf(keys, sizeof keys, "%s.keys", name);
    snprintf(values, sizeof values, "%s.values", name);
    if (l->status == DTL_OK &&
        (!dtli_pack_section(l->model->pack, keys, &k) ||
         !dtli_pack_section(l->model->pack, values, &v) ||
         !dtli_index_init(k, v, bound, out)))
        fail(l, keys);
}

static bool is_dim(uint32_t dim)
{
    return dim > 0 && dim <= DTLI_COLS_MAX && dim % ALIGN_STEP == 0;
}

static bool config_is_sane(const dtl_model_config *c)
{
    return c->words > 0 && c->words <= ROWS_MAX && c->subs > 0 &&
           c->subs <= ROWS_MAX && (c->subs & (c->subs - 1)) == 0 &&
           is_dim(c->word_dim) && is_dim(c->sub_dim) &&
           is_dim(c->word_dim + c->sub_dim) &&
           (c->word_dim + c->sub_dim) % (2 * ALIGN_STEP) == 0 &&
           c->layers > 0 && c->layers <= DTLI_LAYERS_MAX && is_dim(c->arc) &&
           is_dim(c->lab) && c->scripts > 0 && c->scripts <= SCRIPTS_MAX &&
           c->lemmas <= ROWS_MAX;
}

static void read_config(loader *l)
{
    dtl_model_config *c = &l->model->config;
    const char *p = section(l, "config", 4 * DTLI_CONFIG_WORDS);
    uint32_t fields[DTLI_CONFIG_WORDS];
    if (!p)
        return;
    for (int i = 0; i < DTLI_CONFIG_WORDS; i++)
        fields[i] = dtli_load_u32(p + 4 * i);
    memcpy(c, fields, sizeof *c);
    if (c->version != DTLI_MODEL_VERSION ||
        c->features != DTLI_FEATURE_VERSION || c->upos != DTL_UPOS_COUNT ||
        c->xpos != DTL_XPOS_COUNT || c->rel != DTL_REL_COUNT ||
        c->names != DTLI_NAME_TAGS)
        l->status = dtl_fail(l->err, DTL_VERSION, 0, 0,
                             "E302: model layout %u.%u, this build reads %d.%d",
                             c->version, c->features, DTLI_MODEL_VERSION,
                             DTLI_FEATURE_VERSION);
    else if (!config_is_sane(c))
        fail(l, "config");
}

/* Lines of a text section, exactly `count` of them. */
static dtl_str *lines(loader *l, const char *name, uint32_t count)
{
    dtl_str bytes, rest, line;
    dtl_str *out = room(l, count + 1, sizeof *out);
    if (l->status != DTL_OK)
        return NULL;
    if (!dtli_pack_section(l->model->pack, name, &bytes)) {
        fail(l, name);
        return NULL;
    }
    rest = bytes;
    for (uint32_t i = 0; i < count; i++) {
        if (!dtli_str_split(&rest, '\n', &line) || !rest.ptr ||
            line.len > DTLI_LEMMA_MAX / 4) {
            fail(l, name);
            return NULL;
        }
        out[i] = line;
    }
    return out;
}

static void read_scripts(loader *l)
{
    dtl_model *m = l->model;
    dtl_str *text = lines(l, "scripts", m->config.scripts);
    m->scripts = room(l, m->config.scripts, sizeof *m->scripts);
    for (uint32_t i = 0; l->status == DTL_OK && i < m->config.scripts; i++)
        if (!dtli_script_read(text[i], &m->scripts[i]))
            fail(l, "scripts");
}

static void read_layers(loader *l)
{
    dtl_model *m = l->model;
    char name[DTL_MAX_SECTION_NAME];
    for (uint32_t i = 0; l->status == DTL_OK && i < m->config.layers; i++) {
        snprintf(name, sizeof name, "gate%u", i);
        shape s = { 3 * m->width, m->width, false };
        matrix(l, name, &m->gate[i], s);
        snprintf(name, sizeof name, "recur%u", i);
        m->recur[i] = floats(l, name, 4 * (size_t)m->width,
                             4 * (size_t)m->width);
    }
}

static void read_heads(loader *l)
{
    dtl_model *m = l->model;
    const dtl_model_config *c = &m->config;
    matrix(l, "proj", &m->proj, (shape){ m->project, m->width, true });
    matrix(l, "arc", &m->arc, (shape){ c->arc, c->arc, true });
    matrix(l, "lab", &m->lab, (shape){ DTL_REL_COUNT, c->lab, true });
    matrix(l, "tag", &m->tag, (shape){ m->tags, m->width, true });
    m->arc_root = floats(l, "arc.root", c->arc, c->arc);
    m->lab_root = floats(l, "lab.root", c->lab, c->lab);
    m->distance = floats(l, "distance", DTLI_DISTANCES, DTLI_DISTANCES);
}

/* Value of "id" in the card. */
static dtl_str card_id(const dtl_pack *pack)
{
    dtl_str rest, line;
    if (!dtli_pack_section(pack, "card", &rest))
        return DTL_STR("");
    while (dtli_str_split(&rest, '\n', &line))
        if (dtli_str_starts(line, DTL_STR("id=")))
            return dtli_str_slice(line, 3, line.len);
    return DTL_STR("");
}

static void read_all(loader *l)
{
    dtl_model *m = l->model;
    read_config(l);
    if (l->status != DTL_OK)
        return;
    const dtl_model_config *c = &m->config;
    m->width = c->word_dim + c->sub_dim;
    m->half = m->width / 2;
    m->project = 2 * c->arc + 2 * c->lab;
    m->tags = DTL_UPOS_COUNT + DTL_XPOS_COUNT + DTLI_NAME_TAGS + c->scripts;
    hash_index(l, "words", c->words, &m->words);
    hash_index(l, "lemmas", c->lemmas ? c->lemmas : 1, &m->lemma_index);
    table(l, "word", &m->word, c->words, c->word_dim);
    table(l, "sub", &m->sub, c->subs, c->sub_dim);
    read_layers(l);
    read_heads(l);
    read_scripts(l);
    m->lemmas = lines(l, "lemmas.text", c->lemmas);
    m->id = card_id(m->pack);
    m->kernel = dtli_kernel();
}

dtl_status dtli_model_open(const char *path, dtl_model **out, dtl_error *err)
{
    dtl_model *model = dtli_calloc(1, sizeof *model);
    if (!model)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    loader l = { model, err, DTL_OK };
    model->arena = dtli_arena_new(MODEL_BYTES_MAX);
    if (!model->arena)
        l.status = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (l.status == DTL_OK)
        l.status = dtli_pack_open(path, "model", true, &model->pack, err);
    if (l.status == DTL_OK)
        read_all(&l);
    if (l.status != DTL_OK) {
        dtli_error_source(err, path);
        dtli_model_close(model);
        return l.status;
    }
    *out = model;
    return DTL_OK;
}

void dtli_model_close(dtl_model *model)
{
    if (!model)
        return;
    dtli_arena_free(model->arena);
    dtli_pack_close(model->pack);
    free(model);
}

dtl_str dtli_model_id(const dtl_model *model)
{
    return model->id;
}

uint32_t dtli_model_stamp(const dtl_model *model)
{
    return dtli_pack_stamp(model->pack);
}

uint64_t dtli_lemma_key(dtl_str form, unsigned upos)
{
    uint64_t key = dtli_hash(form) ^ ((uint64_t)upos + 1) << 56;
    key *= 0x9E3779B97F4A7C15u;
    key ^= key >> 29;
    return key ? key : 1;
}

uint32_t dtli_distance(uint32_t dependent, uint32_t head)
{
    static const uint8_t LAST[] = { 1, 2, 3, 4, 6, 8, 11, 15, 20, 30 };
    bool right = head > dependent;
    uint32_t gap = right ? head - dependent : dependent - head, class = 0;
    while (class < sizeof LAST && gap > LAST[class])
        class++;
    return class + (right ? DTLI_DISTANCES / 2 : 0);
}
