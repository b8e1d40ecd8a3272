/* encoder.c — word pieces and a forward pass (encoder.h). */
#include "encoder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "gemm.h"
#include "nn/math.h"
#include "parallel.h"

enum {
    WIDTH = ENCODER_WIDTH,
    INNER = 4 * WIDTH,
    HEADS = 12,
    HEAD = WIDTH / HEADS,
    LAYERS = 5,
    MIDDLE_LAYER = 3, /* its output is kept beside that of the last */
    PIECES = 30522,
    POSITIONS = 512,
    TYPES = 2,
    PIECE_BYTES = 100, /* of a word that is looked for among the pieces */
    FILL = 900,        /* pieces after which a batch is run */
    ROOM = FILL + POSITIONS,
    WORDS = ROOM + POSITIONS,
    THREADS_MAX = 2,
    ALIGN = 64
};

static const float SPREAD = 0.5f; /* of the numbers that come out */
static const float LIMIT = 4.0f;  /* of one number, in deviations */
static const float NORM_LEAST = 1e-12f;

typedef struct dense {
    const float *weights, *bias; /* [in x out], [out] */
    size_t in, out;
} dense;

typedef struct norm {
    const float *scale, *shift; /* [WIDTH] */
} norm;

typedef struct layer {
    dense query, key, value, mix;
    norm mixed;
    dense inner, outer;
    norm out;
} layer;

struct encoder {
    dtl_map map;
    dtl_strmap *pieces;
    uint32_t unknown, begin, end;
    const float *word, *position, *type;
    norm embedded;
    layer layers[LAYERS];
};

/* Rows of the batch. */
typedef struct rows {
    uint32_t first, count;
} rows;

struct encoder_room {
    uint32_t ids[ROOM], count; /* pieces */
    rows sents[ROOM], words[WORDS];
    uint32_t sent_count, word_count;
    float *x, *middle, *q, *k, *v, *mixed; /* [ROOM x WIDTH] */
    float *inner;                          /* [ROOM x INNER] */
    float *scores;                         /* [POSITIONS x POSITIONS] */
    float *pack;
    float *memory;
};

static bool read_pieces(encoder *e, dtl_str list)
{
    dtl_str piece;
    e->pieces = dtli_strmap_new(PIECES);
    bool ok = e->pieces != NULL;
    for (uint32_t i = 0; ok && i < PIECES; i++)
        ok = dtli_str_split(&list, '\n', &piece) &&
             dtli_strmap_put(e->pieces, piece, i);
    if (!ok)
        return false;
    e->unknown = dtli_strmap_get(e->pieces, DTL_STR("[UNK]"), PIECES);
    e->begin = dtli_strmap_get(e->pieces, DTL_STR("[CLS]"), PIECES);
    e->end = dtli_strmap_get(e->pieces, DTL_STR("[SEP]"), PIECES);
    return e->unknown < PIECES && e->begin < PIECES && e->end < PIECES;
}

static const float *take(const float **at, size_t count)
{
    const float *here = *at;
    *at += count;
    return here;
}

static dense take_dense(const float **at, size_t in, size_t out)
{
    dense d;
    d.weights = take(at, in * out);
    d.bias = take(at, out);
    d.in = in;
    d.out = out;
    return d;
}

static norm take_norm(const float **at)
{
    norm n;
    n.scale = take(at, WIDTH);
    n.shift = take(at, WIDTH);
    return n;
}

static void read_layers(encoder *e, const float *at)
{
    e->word = take(&at, (size_t)PIECES * WIDTH);
    e->position = take(&at, (size_t)POSITIONS * WIDTH);
    e->type = take(&at, (size_t)TYPES * WIDTH);
    e->embedded = take_norm(&at);
    for (int i = 0; i < LAYERS; i++) {
        layer *l = &e->layers[i];
        l->query = take_dense(&at, WIDTH, WIDTH);
        l->key = take_dense(&at, WIDTH, WIDTH);
        l->value = take_dense(&at, WIDTH, WIDTH);
        l->mix = take_dense(&at, WIDTH, WIDTH);
        l->mixed = take_norm(&at);
        l->inner = take_dense(&at, WIDTH, INNER);
        l->outer = take_dense(&at, INNER, WIDTH);
        l->out = take_norm(&at);
    }
}

static size_t float_count(void)
{
    size_t square = (size_t)WIDTH * WIDTH, inner = (size_t)WIDTH * INNER;
    size_t one = 4 * (square + WIDTH) + 2 * inner + INNER + WIDTH +
                 (size_t)4 * WIDTH;
    return (size_t)(PIECES + POSITIONS + TYPES + 2) * WIDTH + LAYERS * one;
}

static bool read_file(encoder *e)
{
    dtl_str bytes = e->map.bytes;
    uint32_t head[2];
    if (bytes.len < sizeof head)
        return false;
    memcpy(head, bytes.ptr, sizeof head);
    size_t text = ((size_t)head[1] + 3) / 4 * 4;
    if (head[0] != PIECES ||
        bytes.len != sizeof head + text + float_count() * sizeof(float))
        return false;
    read_layers(e, (const float *)(const void *)(bytes.ptr + sizeof head +
                                                 text));
    return read_pieces(e, dtli_str_slice(bytes, sizeof head,
                                         sizeof head + head[1]));
}

dtl_status encoder_open(const char *path, encoder **out, dtl_error *err)
{
    encoder *e = dtli_calloc(1, sizeof *e);
    if (!e)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    dtl_status status = dtli_map_open(path, &e->map, err);
    if (status == DTL_OK && !read_file(e))
        status = dtl_fail(err, DTL_CORRUPT, 0, 0, "E335: no encoder");
    dtli_error_source(err, path);
    if (status != DTL_OK) {
        encoder_close(e);
        return status;
    }
    *out = e;
    return DTL_OK;
}

void encoder_close(encoder *e)
{
    if (!e)
        return;
    dtli_strmap_free(e->pieces);
    dtli_map_close(&e->map);
    free(e);
}

encoder_room *encoder_room_new(void)
{
    size_t row = (size_t)6 * WIDTH + INNER;
    size_t all = ROOM * row + (size_t)POSITIONS * POSITIONS + GEMM_PACK_FLOATS;
    encoder_room *r = dtli_calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->memory = aligned_alloc(ALIGN, all * sizeof *r->memory);
    if (!r->memory) {
        free(r);
        return NULL;
    }
    r->pack = r->memory;
    float *at = r->pack + GEMM_PACK_FLOATS;
    float **parts[] = { &r->x, &r->middle, &r->q, &r->k, &r->v, &r->mixed };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        *parts[i] = at;
        at += (size_t)ROOM * WIDTH;
    }
    r->inner = at;
    r->scores = at + (size_t)ROOM * INNER;
    return r;
}

void encoder_room_free(encoder_room *room)
{
    if (room)
        free(room->memory);
    free(room);
}

/* --- Word pieces ---------------------------------------------------------- */

/* One place stays free for the piece that ends a sentence. */
static void add_piece(encoder_room *r, uint32_t id)
{
    if (r->count + 1 < ROOM)
        r->ids[r->count++] = id;
}

/* Longest pieces first; the whole is unknown where a rest has none. */
static void add_chunk(const encoder *e, encoder_room *r, dtl_str chunk)
{
    char room[PIECE_BYTES + 2] = "##";
    uint32_t before = r->count;
    for (size_t at = 0; at < chunk.len;) {
        size_t end = chunk.len;
        uint32_t id = PIECES;
        for (; end > at && chunk.len <= PIECE_BYTES; end--) {
            memcpy(room + 2, chunk.ptr + at, end - at);
            dtl_str piece = { at ? room : room + 2, end - at + (at ? 2 : 0) };
            id = dtli_strmap_get(e->pieces, piece, PIECES);
            if (id < PIECES)
                break;
        }
        if (id == PIECES) {
            r->count = before;
            add_piece(r, e->unknown);
            return;
        }
        add_piece(r, id);
        at = end;
    }
}

static bool is_mark(uint32_t cp)
{
    if (cp < 0x80)
        return !dtli_utf8_is_letter(cp) && !dtli_utf8_is_digit(cp);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_PO;
}

/* Runs of letters and digits, and each mark on its own. */
static void add_chunks(const encoder *e, encoder_room *r, dtl_str text)
{
    size_t start = 0, len;
    uint32_t cp;
    for (size_t at = 0; at < text.len; at += len) {
        len = dtli_utf8_decode(text, at, &cp);
        if (len && !is_mark(cp))
            continue;
        len = len ? len : 1;
        if (start < at)
            add_chunk(e, r, dtli_str_slice(text, start, at));
        add_chunk(e, r, dtli_str_slice(text, at, at + len));
        start = at + len;
    }
    if (start < text.len)
        add_chunk(e, r, dtli_str_slice(text, start, text.len));
}

/* In lower case and without accents, as the encoder was trained. */
static void add_word(const encoder *e, encoder_room *r, dtl_str form)
{
    utf8proc_uint8_t *plain = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)form.ptr, (utf8proc_ssize_t)form.len, &plain,
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
            UTF8PROC_CASEFOLD);
    dtl_str text = { (const char *)plain, len > 0 ? (size_t)len : 0 };
    uint32_t before = r->count;
    add_chunks(e, r, text);
    if (r->count == before)
        add_piece(r, e->unknown);
    free(plain);
}

/* Words whose pieces would go past the last position have none. */
static void add_sentence(const encoder *e, encoder_room *r, const word *words,
                         uint32_t n)
{
    rows *sent = &r->sents[r->sent_count++];
    sent->first = r->count;
    add_piece(r, e->begin);
    for (uint32_t i = 0; i < n; i++) {
        rows *w = &r->words[r->word_count++];
        w->first = r->count;
        if (r->count - sent->first + words[i].form.len + 2 <= POSITIONS)
            add_word(e, r, words[i].form);
        /* Lower case may be longer. */
        if (r->count - sent->first + 1 >= POSITIONS)
            r->count = w->first;
        w->count = r->count - w->first;
    }
    r->ids[r->count++] = e->end;
    sent->count = r->count - sent->first;
}

/* --- Forward pass --------------------------------------------------------- */

/* WIDTH numbers to mean 0 and deviation 1. */
static void centre(float *x)
{
    float mean = 0.0f, square = 0.0f;
    for (int d = 0; d < WIDTH; d++)
        mean += x[d];
    mean /= WIDTH;
    for (int d = 0; d < WIDTH; d++)
        square += (x[d] - mean) * (x[d] - mean);
    float by = 1.0f / sqrtf(square / WIDTH + NORM_LEAST);
    for (int d = 0; d < WIDTH; d++)
        x[d] = (x[d] - mean) * by;
}

static void normalise(float *x, uint32_t count, norm n)
{
    for (uint32_t i = 0; i < count; i++, x += WIDTH) {
        centre(x);
        for (int d = 0; d < WIDTH; d++)
            x[d] = x[d] * n.scale[d] + n.shift[d];
    }
}

static void embed(const encoder *e, encoder_room *r)
{
    for (uint32_t i = 0; i < r->sent_count; i++)
        for (uint32_t k = 0; k < r->sents[i].count; k++) {
            uint32_t at = r->sents[i].first + k;
            const float *piece = e->word + (size_t)r->ids[at] * WIDTH;
            const float *position = e->position + (size_t)k * WIDTH;
            float *x = r->x + (size_t)at * WIDTH;
            for (int d = 0; d < WIDTH; d++)
                x[d] = piece[d] + position[d] + e->type[d];
        }
    normalise(r->x, r->count, e->embedded);
}

static void add_linear(encoder_room *r, const float *in, dense by, float *out)
{
    matrix from = { in, by.in, false }, weights = { by.weights, by.out, false };
    gemm_size size = { r->count, by.out, by.in };
    for (size_t i = 0; i < size.m; i++)
        for (size_t d = 0; d < by.out; d++)
            out[i * by.out + d] += by.bias[d];
    gemm_add(size, from, weights, into(out, by.out), r->pack);
}

static void linear(encoder_room *r, const float *in, dense by, float *out)
{
    memset(out, 0, r->count * by.out * sizeof *out);
    add_linear(r, in, by, out);
}

/* Adds what a layer makes of `in` to x. */
static void add_back(encoder_room *r, const float *in, dense by, norm after)
{
    add_linear(r, in, by, r->x);
    normalise(r->x, r->count, after);
}

static void softmax(float *row, uint32_t n)
{
    const float scale = 1.0f / sqrtf((float)HEAD);
    float most = row[0], sum = 0.0f;
    for (uint32_t i = 1; i < n; i++)
        most = row[i] > most ? row[i] : most;
    for (uint32_t i = 0; i < n; i++) {
        row[i] = dtli_exp((row[i] - most) * scale);
        sum += row[i];
    }
    for (uint32_t i = 0; i < n; i++)
        row[i] /= sum;
}

static void attend(encoder_room *r, rows sent, size_t head)
{
    size_t n = sent.count, at = (size_t)sent.first * WIDTH + head * HEAD;
    matrix q = { r->q + at, WIDTH, false }, k = { r->k + at, WIDTH, true };
    matrix v = { r->v + at, WIDTH, false }, share = { r->scores, n, false };
    gemm_size score = { n, n, HEAD }, mix = { n, HEAD, n };
    gemm(score, q, k, into(r->scores, n), r->pack);
    for (size_t i = 0; i < n; i++)
        softmax(r->scores + i * n, sent.count);
    gemm(mix, share, v, into(r->mixed + at, WIDTH), r->pack);
}

/* GELU by its approximation with a sigmoid of a cubic (Hendrycks and Gimpel
 * 2016). */
static void bend(float *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        x[i] *= dtli_sigmoid(1.59576912f * (x[i] + 0.044715f * x[i] * x[i] *
                                                       x[i]));
}

static void run_layer(const layer *l, encoder_room *r)
{
    linear(r, r->x, l->query, r->q);
    linear(r, r->x, l->key, r->k);
    linear(r, r->x, l->value, r->v);
    for (uint32_t i = 0; i < r->sent_count; i++)
        for (size_t head = 0; head < HEADS; head++)
            attend(r, r->sents[i], head);
    add_back(r, r->mixed, l->mix, l->mixed);
    linear(r, r->x, l->inner, r->inner);
    bend(r->inner, (size_t)r->count * INNER);
    add_back(r, r->inner, l->outer, l->out);
}

/* Mean 0 and deviation SPREAD over the numbers; a few are far out. */
static void standardise(float *out)
{
    centre(out);
    for (int d = 0; d < WIDTH; d++) {
        float value = out[d] > LIMIT ? LIMIT : out[d];
        out[d] = SPREAD * (value < -LIMIT ? -LIMIT : value);
    }
}

static void put_word(const float *from, rows w, float *out)
{
    memset(out, 0, WIDTH * sizeof *out);
    for (uint32_t k = 0; k < w.count; k++)
        for (int d = 0; d < WIDTH; d++)
            out[d] += from[(size_t)(w.first + k) * WIDTH + (size_t)d];
    if (w.count)
        standardise(out);
}

static void run_batch(const encoder *e, encoder_room *r, word *words,
                      float *out)
{
    embed(e, r);
    for (int i = 0; i < LAYERS; i++) {
        run_layer(&e->layers[i], r);
        if (i + 1 == MIDDLE_LAYER)
            memcpy(r->middle, r->x,
                   (size_t)r->count * WIDTH * sizeof *r->middle);
    }
    for (uint32_t i = 0; i < r->word_count; i++) {
        float *at = out + (size_t)i * ENCODER_DIM;
        put_word(r->middle, r->words[i], at);
        put_word(r->x, r->words[i], at + WIDTH);
        words[i].context = at;
    }
    r->count = r->sent_count = r->word_count = 0;
}

void encoder_read(const encoder *e, encoder_room *room, corpus *c,
                  sentence_range range, float *out)
{
    if (range.from >= range.end)
        return;
    uint32_t first = c->sentences[range.from].first, start = first;
    for (uint32_t i = range.from; i < range.end; i++) {
        sentence one = c->sentences[i];
        add_sentence(e, room, c->words + one.first, one.count);
        if (room->count < FILL && i + 1 < range.end)
            continue;
        run_batch(e, room, c->words + start,
                  out + (size_t)(start - first) * ENCODER_DIM);
        start = one.first + one.count;
    }
}

/* --- A corpus ------------------------------------------------------------- */

typedef struct share {
    const encoder *e;
    corpus *c;
    sentence_range range;
    encoder_room *room;
} share;

static void *read_share(void *argument)
{
    share *s = argument;
    const sentence *first = &s->c->sentences[s->range.from];
    if (s->range.from < s->range.end)
        encoder_read(s->e, s->room, s->c, s->range,
                     s->c->contexts + (size_t)first->first * ENCODER_DIM);
    return NULL;
}

dtl_status encoder_read_all(const encoder *e, corpus *c, uint32_t threads,
                            dtl_error *err)
{
    share shares[THREADS_MAX];
    uint32_t parts = threads > 1 ? THREADS_MAX : 1;
    c->contexts = dtli_calloc((size_t)c->word_count * ENCODER_DIM + 1,
                              sizeof *c->contexts);
    bool ok = c->contexts != NULL;
    for (uint32_t i = 0; i < parts; i++) {
        uint32_t n = c->sentence_count;
        share one = { e, c, { n * i / parts, n * (i + 1) / parts },
                      encoder_room_new() };
        shares[i] = one;
        ok = ok && one.room;
    }
    if (ok)
        run_parts(read_share, shares, sizeof shares[0], parts, parts);
    for (uint32_t i = 0; i < parts; i++)
        encoder_room_free(shares[i].room);
    return ok ? DTL_OK
              : dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}
