/* nn_test.c — kernels give the same bits; the index finds what was put. */
#include "unit/cmocka_all.h"

#include <math.h>
#include <stdlib.h>

#include "nn/index.h"
#include "nn/kernel.h"
#include "nn/math.h"

enum { ROWS_MAX = 200, COLS_MAX = 320, VECTORS_MAX = 100 };

static uint64_t state = 99;

static uint32_t draw(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33);
}

static float draw_float(void)
{
    return (float)(draw() % 4001) / 1000.0f - 2.0f;
}

typedef struct fixture {
    dtl_matrix m;
    int8_t weights[ROWS_MAX * COLS_MAX];
    float scale[ROWS_MAX + 16], bias[ROWS_MAX + 16];
    int32_t sums[ROWS_MAX + 16];
    float x[VECTORS_MAX * COLS_MAX];
    float want[VECTORS_MAX * ROWS_MAX], got[VECTORS_MAX * ROWS_MAX];
    int8_t q[2][VECTORS_MAX * COLS_MAX];
    float q_scale[2][VECTORS_MAX];
} fixture;

/* Packs f->weights. */
static void pack(fixture *f)
{
    memset(f->sums, 0, sizeof f->sums);
    for (uint32_t i = 0; i < f->m.rows * f->m.cols; i++)
        f->sums[i / f->m.cols] += f->weights[i];
    dtli_pack_matrix(&f->m, f->weights);
}

static void fill(fixture *f, uint32_t rows, uint32_t cols)
{
    for (uint32_t i = 0; i < rows * cols; i++)
        f->weights[i] = (int8_t)((int)(draw() % 255) - 127);
    for (uint32_t i = 0; i < ROWS_MAX + 16; i++) {
        f->scale[i] = draw_float() * 0.01f;
        f->bias[i] = draw_float();
    }
    for (uint32_t i = 0; i < VECTORS_MAX * COLS_MAX; i++)
        f->x[i] = draw_float();
    f->m.rows = rows;
    f->m.cols = cols;
    f->m.scale = f->scale;
    f->m.bias = f->bias;
    f->m.sums = f->sums;
    f->m.packed = aligned_alloc(64, (dtli_packed_size(rows, cols) + 63) / 64 * 64);
    assert_non_null(f->m.packed);
    pack(f);
}

static void make_narrow(fixture *f)
{
    for (uint32_t r = 0; r < f->m.rows; r++)
        dtli_narrow_row(f->weights + (size_t)r * f->m.cols, f->m.cols);
    pack(f);
}

/* The definition: quantise, sum products, scale, add. */
static float expected(const fixture *f, uint32_t t, uint32_t r)
{
    int32_t sum = 0;
    for (uint32_t k = 0; k < f->m.cols; k++)
        sum += f->weights[r * f->m.cols + k] * f->q[0][t * f->m.cols + k];
    return (float)sum * f->q_scale[0][t] * f->scale[r] + f->bias[r];
}

static void compare_kernel(fixture *f, const dtl_kernel *k, uint32_t vectors)
{
    dtl_quant plain = { f->q[0], f->q_scale[0] };
    dtl_quant other = { f->q[1], f->q_scale[1] };
    uint32_t cols = f->m.cols, rows = f->m.rows;
    dtli_kernel_plain.quantise(f->x, cols, vectors, cols, plain);
    k->quantise(f->x, cols, vectors, cols, other);
    assert_memory_equal(f->q[0], f->q[1], vectors * cols);
    assert_memory_equal(f->q_scale[0], f->q_scale[1], vectors * sizeof(float));
    k->multiply(&f->m, other, vectors, f->got, rows);
    for (uint32_t t = 0; t < vectors; t++)
        for (uint32_t r = 0; r < rows; r++)
            f->want[t * rows + r] = expected(f, t, r);
    assert_memory_equal(f->want, f->got, vectors * rows * sizeof(float));
}

static void products_are_the_same_bits_on_every_kernel(void **unused)
{
    (void)unused;
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    for (int round = 0; round < 40; round++) {
        uint32_t rows = 1 + draw() % ROWS_MAX;
        uint32_t cols = 32 * (1 + draw() % (COLS_MAX / 32));
        fill(f, rows, cols);
        for (unsigned i = 0; dtli_kernel_at(i); i++)
            compare_kernel(f, dtli_kernel_at(i), 1 + draw() % VECTORS_MAX);
        make_narrow(f);
        assert_true(f->m.narrow);
        for (unsigned i = 0; dtli_kernel_at(i); i++)
            compare_kernel(f, dtli_kernel_at(i), 1 + draw() % VECTORS_MAX);
        free(f->m.packed);
    }
    free(f);
}

static void extreme_weights_do_not_overflow(void **unused)
{
    (void)unused;
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fill(f, 64, COLS_MAX);
    for (uint32_t i = 0; i < 64 * COLS_MAX; i++)
        f->weights[i] = i % 2 ? 127 : -128;
    for (uint32_t i = 0; i < VECTORS_MAX * COLS_MAX; i++)
        f->x[i] = i % 2 ? 3.0f : -3.0f;
    pack(f);
    assert_false(f->m.narrow);
    for (unsigned i = 0; dtli_kernel_at(i); i++)
        compare_kernel(f, dtli_kernel_at(i), 7);
    free(f->m.packed);
    free(f);
}

/* Every other pair of columns is a lane: all of its weight on one column,
 * or on all eight. */
static void fill_lanes(fixture *f, int one, int each)
{
    for (uint32_t i = 0; i < f->m.rows * f->m.cols; i++) {
        int weight = i % 16 == 0 || i % 16 == 2 ? one : each;
        f->weights[i] = (int8_t)(i % 4 < 2 ? -weight : weight);
    }
    pack(f);
}

/* Sums come to the ends of 16 bits. */
static void weights_at_the_limit_are_narrow(void **unused)
{
    (void)unused;
    static const struct { int one, each; bool narrow; } CASES[] = {
        { 127, 0, true }, { 16, 16, true }, { 121, 1, true },
        { 122, 1, false }, { 17, 16, false },
    };
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fill(f, 32, 64);
    for (uint32_t i = 0; i < VECTORS_MAX * COLS_MAX; i++)
        f->x[i] = i / 64 % 2 ? 3.0f : -3.0f;
    for (size_t c = 0; c < sizeof CASES / sizeof CASES[0]; c++) {
        fill_lanes(f, CASES[c].one, CASES[c].each);
        assert_int_equal(f->m.narrow, CASES[c].narrow);
        for (unsigned k = 0; dtli_kernel_at(k); k++)
            compare_kernel(f, dtli_kernel_at(k), 7);
        make_narrow(f);
        assert_true(f->m.narrow);
        assert_true(f->weights[2] <= CASES[c].one);
    }
    free(f->m.packed);
    free(f);
}

static void quantising_bears_zeros_and_undefined_values(void **unused)
{
    (void)unused;
    float x[3][32] = { { 0 } };
    int8_t q[96];
    float scale[3];
    dtl_quant out = { q, scale };
    for (int i = 0; i < 32; i++) {
        x[1][i] = i ? (float)i : NAN;
        x[2][i] = i ? 1.0f : -INFINITY;
    }
    for (unsigned k = 0; dtli_kernel_at(k); k++) {
        dtli_kernel_at(k)->quantise(&x[0][0], 32, 3, 32, out);
        assert_true(scale[0] == 0.0f);
        assert_true(scale[1] == 0.0f);
        assert_true(scale[2] == 0.0f);
        assert_int_equal(q[0], 0);
    }
}

static void scans_are_the_same_bits_on_every_kernel(void **unused)
{
    (void)unused;
    enum { N = 9, WIDTH = 64, HALF = 32 };
    static float gates[N * WIDTH * 3], x[N * WIDTH], recur[4 * WIDTH];
    static float want[N * WIDTH], got[N * WIDTH], carry[HALF];
    for (int i = 0; i < N * WIDTH * 3; i++)
        gates[i] = draw_float() * 3.0f;
    for (int i = 0; i < N * WIDTH; i++)
        x[i] = draw_float();
    for (int i = 0; i < 4 * WIDTH; i++)
        recur[i] = draw_float();
    for (unsigned k = 0; dtli_kernel_at(k); k++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            dtl_scan s = { gates, x, recur, k ? got : want, carry, N,
                           WIDTH, HALF, backwards ? HALF : 0, backwards };
            dtli_kernel_at(k)->scan(&s);
        }
        if (k > 0)
            assert_memory_equal(want, got, sizeof want);
    }
}

static void dots_and_sums_are_exact(void **unused)
{
    (void)unused;
    int8_t a[96], b[3 * 96];
    for (size_t i = 0; i < sizeof b; i++)
        b[i] = (int8_t)((int)(draw() % 255) - 127);
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = (int8_t)((int)(draw() % 255) - 127);
    for (unsigned k = 0; dtli_kernel_at(k); k++) {
        int32_t out[3];
        float to[96] = { 0 };
        dtli_kernel_at(k)->dots(a, b, 3, 96, out);
        dtli_kernel_at(k)->add_scaled(to, a, 0.5f, 96);
        for (int j = 0; j < 3; j++) {
            int32_t sum = 0;
            for (int i = 0; i < 96; i++)
                sum += a[i] * b[j * 96 + i];
            assert_int_equal(out[j], sum);
        }
        for (int i = 0; i < 96; i++)
            assert_true(to[i] == 0.5f * (float)a[i]);
    }
}

static void dots_of_any_shape_are_the_same(void **unused)
{
    (void)unused;
    enum { N_MAX = 9 };
    static int8_t a[COLS_MAX], b[N_MAX * COLS_MAX];
    for (int round = 0; round < 40; round++) {
        uint32_t n = 1 + draw() % N_MAX;
        uint32_t cols = 32 * (1 + draw() % (COLS_MAX / 32));
        int32_t want[N_MAX], got[N_MAX];
        for (size_t i = 0; i < sizeof b; i++)
            b[i] = (int8_t)((int)(draw() % 255) - 127);
        for (size_t i = 0; i < sizeof a; i++)
            a[i] = (int8_t)((int)(draw() % 255) - 127);
        dtli_kernel_plain.dots(a, b, n, cols, want);
        for (unsigned k = 1; dtli_kernel_at(k); k++) {
            dtli_kernel_at(k)->dots(a, b, n, cols, got);
            assert_memory_equal(want, got, n * sizeof *want);
        }
    }
}

static void sigmoid_is_close_to_libm(void **unused)
{
    (void)unused;
    for (float x = -30.0f; x < 30.0f; x += 0.01f) {
        double want = 1.0 / (1.0 + exp(-(double)x));
        assert_true(fabs((double)dtli_sigmoid(x) - want) < 1e-6);
    }
    assert_true(dtli_sigmoid(1e30f) == 1.0f);
    assert_true(dtli_sigmoid(-1e30f) < 1e-30f);
}

static void index_finds_what_was_put(void **unused)
{
    (void)unused;
    enum { SLOTS = 64 };
    static char keys[SLOTS * 8], values[SLOTS * 4];
    dtl_index index;
    dtl_str k = { keys, sizeof keys }, v = { values, sizeof values };
    for (uint32_t i = 1; i <= SLOTS / 2; i++)
        dtli_index_put(keys, values, SLOTS, i * 64, i);
    dtli_index_put(keys, values, SLOTS, 64, 9);
    assert_true(dtli_index_init(k, v, SLOTS, &index));
    for (uint32_t i = 1; i <= SLOTS / 2; i++)
        assert_int_equal(dtli_index_find(&index, i * 64, 0), i);
    assert_int_equal(dtli_index_find(&index, 7, 77), 77);
    assert_int_equal(dtli_index_find(&index, 0, 77), 77);
    assert_false(dtli_index_init(k, v, SLOTS / 2, &index));
    k.len -= 8;
    assert_false(dtli_index_init(k, v, SLOTS, &index));
}

/* A hostile file may fill every slot: looking up must still end. */
static void full_index_does_not_hang(void **unused)
{
    (void)unused;
    char keys[4 * 8], values[4 * 4] = { 0 };
    dtl_index index;
    dtl_str k = { keys, sizeof keys }, v = { values, sizeof values };
    memset(keys, 1, sizeof keys);
    assert_true(dtli_index_init(k, v, 1, &index));
    assert_int_equal(dtli_index_find(&index, 12345, 5), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_the_same_bits_on_every_kernel),
        cmocka_unit_test(extreme_weights_do_not_overflow),
        cmocka_unit_test(weights_at_the_limit_are_narrow),
        cmocka_unit_test(quantising_bears_zeros_and_undefined_values),
        cmocka_unit_test(scans_are_the_same_bits_on_every_kernel),
        cmocka_unit_test(dots_and_sums_are_exact),
        cmocka_unit_test(dots_of_any_shape_are_the_same),
        cmocka_unit_test(sigmoid_is_close_to_libm),
        cmocka_unit_test(index_finds_what_was_put),
        cmocka_unit_test(full_index_does_not_hang),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
