/* checkpoint.c — parameters and moments, epoch and step (checkpoint.h). */
#include "checkpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"

enum { ARRAYS = 9 };

typedef struct state {
    net_config config;
    plan plan;
    uint64_t step;
    uint32_t epoch;
} state;

typedef struct array {
    float *at;
    size_t count;
} array;

static state state_of(const trainer *t)
{
    state s;
    memset(&s, 0, sizeof s);
    s.config = t->net.shape.config;
    s.plan = t->plan;
    s.step = t->optim.step;
    s.epoch = t->epoch;
    return s;
}

static void arrays_of(const trainer *t, array out[ARRAYS])
{
    const net_config *c = &t->net.shape.config;
    size_t dense = t->net.shape.dense;
    size_t words = (size_t)c->own * c->word_dim;
    size_t subs = (size_t)c->subs * c->sub_dim;
    const array all[ARRAYS] = {
        { t->net.dense, dense },     { t->optim.dense.m, dense },
        { t->optim.dense.v, dense }, { t->net.word, words },
        { t->optim.word.m, words },  { t->optim.word.v, words },
        { t->net.sub, subs },        { t->optim.sub.m, subs },
        { t->optim.sub.v, subs },
    };
    memcpy(out, all, sizeof all);
}

dtl_status checkpoint_write(const trainer *t, const char *path, dtl_error *err)
{
    array arrays[ARRAYS];
    state s = state_of(t);
    dtl_buf buf;
    dtl_str bytes = { (const char *)&s, sizeof s };
    arrays_of(t, arrays);
    dtli_buf_init(&buf, (size_t)1 << 30);
    dtli_buf_add(&buf, bytes);
    for (int i = 0; i < ARRAYS; i++) {
        dtl_str part = { (const char *)arrays[i].at,
                         arrays[i].count * sizeof(float) };
        dtli_buf_add(&buf, part);
    }
    dtl_status status =
        buf.failed
            ? dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory")
            : dtli_file_write(path, dtli_buf_str(&buf), err);
    dtli_buf_clear(&buf);
    return status;
}

/* Threads may differ: they do not change the bytes. */
static bool is_same_run(const state *a, const state *b)
{
    const plan *p = &a->plan, *q = &b->plan;
    return memcmp(&a->config, &b->config, sizeof a->config) == 0 &&
           memcmp(&p->drop, &q->drop, sizeof p->drop) == 0 &&
           memcmp(&p->rate, &q->rate, sizeof p->rate) == 0 &&
           memcmp(&p->disguised, &q->disguised, sizeof p->disguised) == 0 &&
           p->seed == q->seed && p->epochs == q->epochs &&
           p->raw_parts == q->raw_parts &&
           p->batch_tokens == q->batch_tokens;
}

static bool restore(trainer *t, dtl_str bytes)
{
    array arrays[ARRAYS];
    state now = state_of(t), then;
    size_t size = sizeof then, at = sizeof then;
    arrays_of(t, arrays);
    for (int i = 0; i < ARRAYS; i++)
        size += arrays[i].count * sizeof(float);
    if (bytes.len != size)
        return false;
    memcpy(&then, bytes.ptr, sizeof then);
    if (!is_same_run(&now, &then))
        return false;
    t->optim.step = then.step;
    t->epoch = then.epoch;
    for (int i = 0; i < ARRAYS; i++) {
        memcpy(arrays[i].at, bytes.ptr + at, arrays[i].count * sizeof(float));
        at += arrays[i].count * sizeof(float);
    }
    return true;
}

dtl_status checkpoint_read(trainer *t, const char *path, dtl_error *err)
{
    dtl_map map;
    if (dtli_map_open(path, &map, NULL) != DTL_OK)
        return dtl_fail(err, DTL_NOTFOUND, 0, 0, "E320: no checkpoint");
    bool restored = restore(t, map.bytes);
    dtli_map_close(&map);
    return restored ? DTL_OK
                    : dtl_fail(err, DTL_NOTFOUND, 0, 0,
                               "E321: the checkpoint is of another run");
}

bool checkpoint_is_last(const char *path)
{
    dtl_map map;
    state then;
    if (dtli_map_open(path, &map, NULL) != DTL_OK)
        return false;
    bool last = map.bytes.len > sizeof then;
    if (last) {
        memcpy(&then, map.bytes.ptr, sizeof then);
        last = then.epoch == then.plan.epochs;
    }
    dtli_map_close(&map);
    return last;
}

static bool same_vocabulary(const net_config *a, const net_config *b)
{
    return a->words == b->words && a->own == b->own && a->subs == b->subs &&
           a->scripts == b->scripts && a->given == b->given;
}

/* Order and sizes as in arrays_of: each array before its two moments. */
static dtl_status restore_net(net *n, const net_config *like, dtl_str bytes,
                              dtl_error *err)
{
    state then;
    if (bytes.len < sizeof then)
        return dtl_fail(err, DTL_INVALID, 0, 0, "E322: no net");
    memcpy(&then, bytes.ptr, sizeof then);
    if (!same_vocabulary(&then.config, like))
        return dtl_fail(err, DTL_INVALID, 0, 0,
                        "E323: the net has another vocabulary");
    dtl_status status = net_init(n, &then.config, 0, err);
    if (status != DTL_OK)
        return status;
    const net_config *c = &n->shape.config;
    const array arrays[] = { { n->dense, n->shape.dense },
                             { n->word, (size_t)c->own * c->word_dim },
                             { n->sub, (size_t)c->subs * c->sub_dim } };
    size_t at = sizeof then;
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        size_t size = arrays[i].count * sizeof(float);
        if (at + 3 * size > bytes.len)
            return dtl_fail(err, DTL_INVALID, 0, 0, "E322: no net");
        memcpy(arrays[i].at, bytes.ptr + at, size);
        at += 3 * size;
    }
    return DTL_OK;
}

dtl_status checkpoint_read_net(net *n, const net_config *like,
                               const float *vectors, const char *path,
                               dtl_error *err)
{
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    status = restore_net(n, like, map.bytes, err);
    n->given = vectors;
    dtli_map_close(&map);
    dtli_error_source(err, path);
    return status;
}
