/* export.c — float weights to int8 rows and sections (export.h).
 *
 * Rows of tables are scaled by their largest weight to -127..127. Rows of
 * matrices are made narrow (nn/kernel.h), at the scale that leaves the least
 * error. The same network gives the same bytes.
 */
#include "export.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/model.h"
#include "base/error.h"

enum { SECTIONS_MAX = 64, NARROW_TRIES = 64 };

typedef struct exporter {
    const net *net;
    dtl_pack_writer writer;
    dtl_buf parts[SECTIONS_MAX];
    uint32_t count;
    dtl_status status;
    dtl_error *err;
} exporter;

/* Buffer of a new section; its bytes are added by `seal`. */
static dtl_buf *part(exporter *e)
{
    dtl_buf *buf = &e->parts[e->count++];
    dtli_buf_init(buf, (size_t)64 << 20);
    return buf;
}

static void seal(exporter *e, const char *name, const char *ending)
{
    char key[DTL_MAX_SECTION_NAME];
    dtl_buf *buf = &e->parts[e->count - 1];
    snprintf(key, sizeof key, "%s%s", name, ending);
    if (e->status == DTL_OK && buf->failed)
        e->status = dtl_fail(e->err, DTL_NOMEM, 0, 0, "E001: out of memory");
    if (e->status == DTL_OK)
        e->status = dtli_pack_add(&e->writer, key, dtli_buf_str(buf), e->err);
}

static void add_u32(dtl_buf *buf, uint32_t value)
{
    char bytes[4];
    dtl_str s = { bytes, sizeof bytes };
    dtli_store_u32(bytes, value);
    dtli_buf_add(buf, s);
}

static void add_float(dtl_buf *buf, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    add_u32(buf, bits);
}

static float row_scale(const float *row, uint32_t cols)
{
    float top = 1e-12f;
    for (uint32_t i = 0; i < cols; i++)
        top = fabsf(row[i]) > top ? fabsf(row[i]) : top;
    return top / 127.0f;
}

static void add_floats(exporter *e, const char *name, const char *ending,
                       const float *from, size_t count)
{
    dtl_buf *buf = part(e);
    for (size_t i = 0; i < count; i++)
        add_float(buf, from[i]);
    seal(e, name, ending);
}

static void add_rows(exporter *e, const char *name, const float *from,
                     uint32_t rows, uint32_t cols)
{
    dtl_buf *buf = part(e);
    for (uint32_t r = 0; r < rows; r++) {
        const float *row = from + (size_t)r * cols;
        float scale = row_scale(row, cols);
        for (uint32_t i = 0; i < cols; i++)
            dtli_buf_add_char(buf, (char)(int)nearbyintf(row[i] / scale));
    }
    seal(e, name, ".q");
    buf = part(e);
    for (uint32_t r = 0; r < rows; r++)
        add_float(buf, row_scale(from + (size_t)r * cols, cols));
    seal(e, name, ".s");
}

/* A row as bytes. */
typedef struct narrow_row {
    int8_t q[DTLI_COLS_MAX];
    float scale;
    double error; /* sum of squares */
} narrow_row;

static void narrow_at(const float *row, uint32_t cols, float scale,
                      narrow_row *out)
{
    out->scale = scale;
    out->error = 0.0;
    for (uint32_t i = 0; i < cols; i++)
        out->q[i] = (int8_t)nearbyintf(row[i] / scale);
    dtli_narrow_row(out->q, cols);
    for (uint32_t i = 0; i < cols; i++) {
        double off = (double)row[i] - (double)scale * out->q[i];
        out->error += off * off;
    }
}

/* A coarser step costs precision, a finer one cuts more off: tries steps up
 * to some seven times the finest. */
static void best_narrow(const float *row, uint32_t cols, narrow_row *best)
{
    float scale = row_scale(row, cols);
    narrow_row tried;
    narrow_at(row, cols, scale, best);
    for (int i = 1; i < NARROW_TRIES; i++) {
        scale *= 1.03125f;
        narrow_at(row, cols, scale, &tried);
        if (tried.error < best->error)
            *best = tried;
    }
}

static void add_matrix(exporter *e, const char *name, const float *from,
                       tensor t)
{
    float *scales = dtli_calloc(t.rows, sizeof *scales);
    dtl_buf *buf = part(e);
    narrow_row best;
    if (!scales && e->status == DTL_OK)
        e->status = dtl_fail(e->err, DTL_NOMEM, 0, 0, "E001: out of memory");
    for (uint32_t r = 0; scales && r < t.rows; r++) {
        best_narrow(from + (size_t)r * t.cols, t.cols, &best);
        dtl_str bytes = { (const char *)best.q, t.cols };
        dtli_buf_add(buf, bytes);
        scales[r] = best.scale;
    }
    seal(e, name, ".q");
    if (scales)
        add_floats(e, name, ".s", scales, t.rows);
    free(scales);
}

static bool word_rows(exporter *e)
{
    const net_config *c = &e->net->shape.config;
    float *rows = dtli_calloc((size_t)c->words * c->word_dim, sizeof *rows);
    if (!rows)
        return false;
    for (uint32_t r = 0; r < c->words; r++)
        net_word_row(e->net, r, rows + (size_t)r * c->word_dim);
    add_rows(e, "word", rows, c->words, c->word_dim);
    free(rows);
    return true;
}

static void add_linear(exporter *e, const char *name, tensor w, tensor bias)
{
    add_matrix(e, name, e->net->dense + w.at, w);
    add_floats(e, name, ".b", e->net->dense + bias.at, w.rows);
}

static void add_vector(exporter *e, const char *name, tensor t)
{
    add_floats(e, name, "", e->net->dense + t.at, (size_t)t.rows * t.cols);
}

static void add_config(exporter *e, uint32_t lemmas)
{
    const net_config *c = &e->net->shape.config;
    const uint32_t fields[DTLI_CONFIG_WORDS] = {
        DTLI_MODEL_VERSION, DTLI_FEATURE_VERSION, c->words, c->subs,
        c->word_dim, c->sub_dim, c->layers, c->arc, c->lab, c->scripts,
        DTL_UPOS_COUNT, DTL_XPOS_COUNT, DTL_REL_COUNT, NAME_TAGS, lemmas, 0
    };
    dtl_buf *buf = part(e);
    for (int i = 0; i < DTLI_CONFIG_WORDS; i++)
        add_u32(buf, fields[i]);
    seal(e, "config", "");
}

static void add_network(exporter *e)
{
    const net_shape *s = &e->net->shape;
    const net_config *c = &s->config;
    char name[DTL_MAX_SECTION_NAME];
    if (!word_rows(e) && e->status == DTL_OK)
        e->status = dtl_fail(e->err, DTL_NOMEM, 0, 0, "E001: out of memory");
    add_rows(e, "sub", e->net->sub, c->subs, c->sub_dim);
    for (uint32_t l = 0; l < c->layers; l++) {
        snprintf(name, sizeof name, "gate%u", l);
        add_matrix(e, name, e->net->dense + s->gate[l].at, s->gate[l]);
        snprintf(name, sizeof name, "recur%u", l);
        add_vector(e, name, s->recur[l]);
    }
    add_linear(e, "proj", s->proj, s->proj_bias);
    add_linear(e, "arc", s->arc, s->arc_bias);
    add_linear(e, "lab", s->lab, s->lab_bias);
    add_linear(e, "tag", s->tag, s->tag_bias);
    add_vector(e, "arc.root", s->arc_root);
    add_vector(e, "lab.root", s->lab_root);
    add_vector(e, "distance", s->distance);
}

static void add_bytes(exporter *e, const char *name, const char *ending,
                      const char *from, size_t count)
{
    dtl_buf *buf = part(e);
    dtl_str s = { from, count };
    dtli_buf_add(buf, s);
    seal(e, name, ending);
}

static void add_vocab(exporter *e, const vocab *v)
{
    add_bytes(e, "words", ".keys", v->keys, (size_t)v->slots * 8);
    add_bytes(e, "words", ".values", v->values, (size_t)v->slots * 4);
    dtl_buf *buf = part(e);
    for (uint32_t i = 0; i < v->script_count; i++) {
        dtli_buf_add(buf, v->scripts[i]);
        dtli_buf_add_char(buf, '\n');
    }
    seal(e, "scripts", "");
}

typedef struct lemma_use {
    uint64_t key;
    uint32_t word;
    bool exception; /* no script gives this lemma */
} lemma_use;

static int by_key_and_word(const void *a, const void *b)
{
    const lemma_use *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static uint32_t list_uses(const corpus *c, lemma_use *uses)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->word_count; i++) {
        const word *w = &c->words[i];
        if (w->upos == LABEL_NONE || w->lemma.len == 0 ||
            w->lemma.len >= DTLI_LEMMA_MAX / 4 ||
            memchr(w->lemma.ptr, '\n', w->lemma.len))
            continue;
        uses[n].key = dtli_lemma_key(corpus_lemma_base(w), w->upos);
        uses[n].word = i;
        uses[n++].exception = w->script == LABEL_NONE;
    }
    qsort(uses, n, sizeof *uses, by_key_and_word);
    return n;
}

/* Keeps one use of each key whose uses are mostly exceptions ("axes" NOUN
 * -> "axis"); returns how many. A slip of the treebank stays out. */
static uint32_t keep_exceptions(lemma_use *uses, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i, odd = 0, last = i;
        for (; end < n && uses[end].key == uses[i].key; end++) {
            odd += uses[end].exception;
            last = uses[end].exception ? end : last;
        }
        if (odd * 2 > end - i)
            uses[kept++] = uses[last];
        i = end;
    }
    return kept;
}

static uint32_t add_lemmas(exporter *e, const corpus *c)
{
    lemma_use *uses = dtli_calloc(c->word_count + 1, sizeof *uses);
    uint32_t count = uses ? keep_exceptions(uses, list_uses(c, uses)) : 0;
    uint32_t slots = 64;
    while (slots < 2 * (count + 1))
        slots *= 2;
    char *keys = dtli_calloc(slots, 8), *values = dtli_calloc(slots, 4);
    dtl_buf *buf = part(e);
    for (uint32_t i = 0; keys && values && i < count; i++) {
        dtli_index_put(keys, values, slots, uses[i].key, i);
        dtli_buf_add(buf, c->words[uses[i].word].lemma);
        dtli_buf_add_char(buf, '\n');
    }
    seal(e, "lemmas", ".text");
    if (uses && keys && values) {
        add_bytes(e, "lemmas", ".keys", keys, (size_t)slots * 8);
        add_bytes(e, "lemmas", ".values", values, (size_t)slots * 4);
    } else if (e->status == DTL_OK) {
        e->status = dtl_fail(e->err, DTL_NOMEM, 0, 0, "E001: out of memory");
    }
    free(uses);
    free(keys);
    free(values);
    return count;
}

dtl_status export_model(const net *n, const vocab *v, const corpus *c,
                        const export_target *target, dtl_error *err)
{
    exporter *e = dtli_calloc(1, sizeof *e);
    if (!e)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    e->net = n;
    e->err = err;
    dtli_pack_writer_init(&e->writer, "model");
    add_bytes(e, "card", "", target->card.ptr, target->card.len);
    add_config(e, add_lemmas(e, c));
    add_vocab(e, v);
    add_network(e);
    dtl_status status = e->status;
    if (status == DTL_OK)
        status = dtli_pack_write(&e->writer, target->path, err);
    dtli_pack_writer_clear(&e->writer);
    for (uint32_t i = 0; i < e->count; i++)
        dtli_buf_clear(&e->parts[i]);
    free(e);
    return status;
}
