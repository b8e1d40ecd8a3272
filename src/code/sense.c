/* sense.c — does a word tell an event of a type here? (sense.h)
 *
 *   score = bias + w . word + s . mean of its sentence + d . mean of all
 *
 * with w, s, d and the bias of the type. Vectors are int8 times a scale, which
 * is taken as 16 binary places, so that every sum is exact. Cost: a sum over
 * the words once for the document and once for a sentence with tellings, three
 * products of 256 numbers a telling; the encoder takes a million a word.
 */
#include "code/sense.h"

#include <string.h>

#include "analyse/vector.h"
#include "base/error.h"

enum {
    WEIGHT_MAX = 8191, /* sums over 1,024 numbers stay in 64 bits by far */
    BIAS_MAX = 1000000,
    WIDTH_MAX = 1024
};

static const char *const PARTS[DTLI_SENSE_PARTS] = { "word", "sentence",
                                                     "document" };

/* --- reading ----------------------------------------------------------- */

static bool whole(dtl_str text, double limit, double *out)
{
    return dtli_str_to_double(text, out) && *out >= -limit && *out <= limit &&
           (double)(int64_t)*out == *out;
}

static uint32_t count_numbers(dtl_str cell)
{
    uint32_t count = 0;
    dtl_str number;
    while (cell.len && dtli_str_split(&cell, ' ', &number))
        count++;
    return count;
}

/* The numbers of a row of weights; false where they are not `width`. */
static bool read_weights(dtl_str cell, uint32_t width, int16_t *out)
{
    dtl_str number;
    double value;
    if (count_numbers(cell) != width)
        return false;
    for (uint32_t i = 0; i < width; i++) {
        if (!dtli_str_split(&cell, ' ', &number) ||
            !whole(number, WEIGHT_MAX, &value))
            return false;
        out[i] = (int16_t)value;
    }
    return true;
}

static int part_of(dtl_str name)
{
    for (int i = 0; i < DTLI_SENSE_PARTS; i++)
        if (dtli_str_is(name, PARTS[i]))
            return i;
    return -1;
}

/* Rows "model", "width", "floor", "mean" have no type. */
static bool read_fact(dtli_sense *out, dtl_str name, dtl_str cell)
{
    double value;
    if (dtli_str_is(name, "model") && whole(cell, UINT32_MAX, &value) &&
        value >= 0)
        out->model = (uint32_t)value;
    else if (dtli_str_is(name, "width") && whole(cell, WIDTH_MAX, &value) &&
             value >= 1)
        out->width = (uint32_t)value;
    else if (dtli_str_is(name, "floor") && whole(cell, BIAS_MAX, &value))
        out->floor = (int32_t)value;
    else if (dtli_str_is(name, "mean") && whole(cell, BIAS_MAX, &value))
        out->mean = (int32_t)value;
    else
        return false;
    return true;
}

/* What a reading has met: all of it must be there. */
typedef struct sense_table {
    const dtl_table *table;
    int part, type, values;
    uint32_t facts, rows;
} sense_table;

static bool read_row(sense_table *t, uint32_t row, dtl_arena *arena,
                     dtli_sense *out)
{
    dtl_str name = dtli_table_cell(t->table, row, t->part);
    dtl_str type = dtli_table_cell(t->table, row, t->type);
    dtl_str cell = dtli_table_cell(t->table, row, t->values);
    double value;
    if (type.len == 0) {
        t->facts++;
        return read_fact(out, name, cell);
    }
    int id = dtl_label_find(DTL_LABELS_EVENT, type);
    int part = part_of(name);
    if (id <= DTL_EVENT_NONE || out->width == 0)
        return false;
    if (dtli_str_is(name, "bias")) {
        t->rows++;
        if (!whole(cell, BIAS_MAX, &value))
            return false;
        out->bias[id] = (int32_t)value;
        return true;
    }
    if (!out->weight)
        out->weight = dtli_arena_array(
            arena, (size_t)DTL_EVENT_COUNT * DTLI_SENSE_PARTS * out->width,
            sizeof *out->weight);
    t->rows++;
    return part >= 0 && out->weight &&
           read_weights(cell, out->width,
                        out->weight +
                            ((size_t)id * DTLI_SENSE_PARTS + (size_t)part) *
                                out->width);
}

dtl_status dtli_sense_read(dtl_arena *arena, const dtl_table *table,
                           dtli_sense *out, dtl_error *err)
{
    enum { FACTS = 4, ROWS = (DTL_EVENT_COUNT - 1) * (DTLI_SENSE_PARTS + 1) };
    sense_table t = { .table = table,
                      .part = dtli_table_column(table, "part"),
                      .type = dtli_table_column(table, "event"),
                      .values = dtli_table_column(table, "values") };
    memset(out, 0, sizeof *out);
    for (uint32_t r = 0; r < table->rows; r++)
        if (!read_row(&t, r, arena, out))
            return dtl_fail(err, DTL_SYNTAX, 0, 0,
                            "E542: bad row %u of rules/sense", r + 1);
    if (table->rows && (t.facts != FACTS || t.rows != ROWS))
        return dtl_fail(err, DTL_SYNTAX, 0, 0,
                        "E543: rules/sense has %u of %d rows", table->rows,
                        FACTS + ROWS);
    out->on = table->rows > 0;
    return DTL_OK;
}

/* --- scoring ----------------------------------------------------------- */

bool dtli_sensing_begin(dtli_sensing *s, const dtli_sense *sense,
                        const dtl_doc *doc, dtl_arena *arena)
{
    memset(s, 0, sizeof *s);
    s->sense = sense;
    s->doc = doc;
    s->sent = UINT32_MAX;
    s->on = sense->on && doc->vectors && doc->vectors->model == sense->model &&
            doc->vectors->width == sense->width;
    if (!s->on)
        return true;
    s->document = dtli_arena_array(arena, sense->width, sizeof *s->document);
    s->sentence = dtli_arena_array(arena, sense->width, sizeof *s->sentence);
    if (!s->document || !s->sentence)
        return false;
    dtli_vectors_mean(doc->vectors, 0, doc->token_count, s->document);
    return true;
}

static int64_t product(const int16_t *weight, const int32_t *mean,
                       uint32_t width)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < width; i++)
        sum += (int64_t)weight[i] * mean[i];
    return sum;
}

static int64_t word_product(const int16_t *weight, const int8_t *q,
                            uint32_t width)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < width; i++)
        sum += (int32_t)weight[i] * q[i];
    return sum;
}

static void move_to(dtli_sensing *s, uint32_t sent)
{
    const dtl_sent *at = &s->doc->sents[sent];
    if (s->sent == sent)
        return;
    dtli_vectors_mean(s->doc->vectors, at->first, at->count, s->sentence);
    s->sent = sent;
}

bool dtli_sense_of(dtli_sensing *s, uint32_t token, dtl_event_type type,
                   int32_t *score)
{
    enum { SCORE_MAX = 1 << 20 };
    int32_t scale;
    const int8_t *q =
        s->on ? dtli_vectors_get(s->doc->vectors, token, &scale) : NULL;
    if (!q || type == DTL_EVENT_NONE)
        return false;
    uint32_t width = s->sense->width;
    const int16_t *weight =
        s->sense->weight + (size_t)type * DTLI_SENSE_PARTS * width;
    move_to(s, s->doc->tokens[token].sent);
    int64_t sum = word_product(weight, q, width) * scale +
                  product(weight + width, s->sentence, width) +
                  product(weight + 2 * (size_t)width, s->document, width);
    sum = sum / (1 << DTLI_VECTOR_PLACES) + s->sense->bias[type];
    sum = sum < -SCORE_MAX ? -SCORE_MAX : sum > SCORE_MAX ? SCORE_MAX : sum;
    *score = (int32_t)sum;
    return true;
}
