/* trainer.c — one epoch (trainer.h).
 *
 * A batch is cut into NET_SHARDS parts whatever the number of threads; the
 * random numbers of a shard come from seed, epoch, batch and shard alone.
 * So one thread and two give the same bytes.
 */
#include "trainer.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "parallel.h"

enum { SENTENCE_MAX = 400, WARM_UP = 300 };

dtl_status trainer_init(trainer *t, const corpus *c, const net_config *config,
                        const plan *p, dtl_error *err)
{
    t->plan = *p;
    t->epoch = 0;
    t->raw_first = UINT32_MAX;
    t->order = dtli_calloc(c->sentence_count + 1, sizeof *t->order);
    if (!t->order)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    uint32_t room = p->batch_tokens + SENTENCE_MAX;
    dtl_status status = net_init(&t->net, config, p->seed, err);
    if (status == DTL_OK)
        status = optim_init(&t->optim, &t->net, 2 * room, err);
    for (int i = 0; status == DTL_OK && i < NET_SHARDS; i++)
        status = shard_init(&t->shards[i], &t->net, room, err);
    return status;
}

void trainer_clear(trainer *t)
{
    for (int i = 0; i < NET_SHARDS; i++)
        shard_clear(&t->shards[i]);
    optim_clear(&t->optim);
    net_clear(&t->net);
    free(t->order);
    t->order = NULL;
}

static rng stream(const trainer *t, uint64_t batch, uint64_t part)
{
    rng r = { t->plan.seed + 1 };
    r.state += rng_next(&r) ^ ((uint64_t)t->epoch << 40);
    r.state += rng_next(&r) ^ (batch << 8);
    r.state += rng_next(&r) ^ part;
    rng_next(&r);
    return r;
}

static void shuffle(trainer *t, uint32_t count)
{
    rng r = stream(t, 0xFFFFFFFFu, 0xFF);
    t->order_count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (i < t->raw_first ||
            (i + t->epoch) % t->plan.raw_parts == 0)
            t->order[t->order_count++] = i;
    for (uint32_t i = t->order_count; i > 1; i--) {
        uint32_t k = rng_below(&r, i), other = t->order[k];
        t->order[k] = t->order[i - 1];
        t->order[i - 1] = other;
    }
}

static bool ends_in_stop(const word *words, uint32_t n)
{
    if (n < 4 || !dtli_str_is(words[n - 1].form, "."))
        return false;
    for (uint32_t i = 0; i + 1 < n; i++)
        if (words[i].head == n)
            return false;
    return true;
}

/* Adds a sentence; headlines have no full stop, wire copy odd letter case. */
static void add_sentence(trainer *t, shard *s, const corpus *c, uint32_t at)
{
    rng *random = &s->random;
    sentence one = c->sentences[at];
    const word *words = c->words + one.first;
    disguise how = DISGUISE_NONE;
    uint32_t count = one.count;
    float draw = rng_unit(random), share = t->plan.disguised;
    if (draw < share)
        how = (disguise)(1 + rng_below(random, 3));
    if (rng_unit(random) < share && ends_in_stop(words, count))
        count--;
    vocab_add(&t->vocab, s, words, count, how);
}

static void *work(void *argument)
{
    shard *s = argument;
    shard_forward(s);
    shard_backward(s);
    return NULL;
}

static float rate_at(const trainer *t, double progress)
{
    double warm = (double)(t->optim.step + 1) / WARM_UP;
    double rate = (double)t->plan.rate * (1.0 - progress);
    return (float)(warm < 1.0 ? rate * warm : rate);
}

static uint32_t fill_batch(trainer *t, const corpus *c, uint32_t next,
                           uint64_t batch)
{
    uint32_t tokens = 0, share = t->plan.batch_tokens / NET_SHARDS;
    for (uint32_t i = 0; i < NET_SHARDS; i++) {
        shard *s = &t->shards[i];
        s->random = stream(t, batch, i);
        s->drop = t->plan.drop;
        s->token_count = s->sent_count = 0;
        while (next < t->order_count && s->token_count < share)
            add_sentence(t, s, c, t->order[next++]);
        tokens += s->token_count;
    }
    for (uint32_t i = 0; i < NET_SHARDS; i++)
        t->shards[i].scale = 1.0f / (float)tokens;
    return next;
}

void trainer_epoch(trainer *t, const corpus *c)
{
    uint32_t next = 0;
    memset(t->loss, 0, sizeof t->loss);
    shuffle(t, c->sentence_count);
    for (uint64_t batch = 0; next < t->order_count; batch++) {
        double done = (double)next / (double)t->order_count;
        next = fill_batch(t, c, next, batch);
        run_parts(work, t->shards, sizeof t->shards[0], NET_SHARDS,
                  t->plan.threads);
        float rate = rate_at(t, ((double)t->epoch + done) / t->plan.epochs);
        optim_step(&t->optim, &t->net, t->shards, NET_SHARDS, rate);
        for (int i = 0; i < NET_SHARDS; i++)
            for (int k = 0; k < LOSS_COUNT; k++)
                t->loss[k] = t->loss[k] * (i ? 1.0 : 0.99) +
                             0.01 * t->shards[i].loss[k];
    }
    t->epoch++;
}
