/* group.c — see group.h. */
#include "world/group.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"

enum { THOUSAND = 1000 };

static int compare_texts(dtl_str a, dtl_str b)
{
    return dtli_str_compare(a, b);
}

/* The last word between two: by article and number. */
static int compare_keys(const dtli_report *a, const dtli_report *b)
{
    int order = compare_texts(a->doc, b->doc);
    if (order == 0)
        order = (a->number > b->number) - (a->number < b->number);
    return order;
}

/* What may be one event comes side by side. */
static int by_content(const void *left, const void *right)
{
    const dtli_report *a = left, *b = right;
    int order = compare_texts(a->type, b->type);
    if (order == 0)
        order = (int)a->footing - (int)b->footing;
    if (order == 0)
        order = (a->from > b->from) - (a->from < b->from);
    if (order == 0)
        order = compare_texts(a->trigger, b->trigger);
    if (order == 0)
        order = compare_texts(a->place.name, b->place.name);
    return order ? order : compare_keys(a, b);
}

static bool may_meet(const dtli_report *a, const dtli_report *b)
{
    return dtli_str_equal(a->type, b->type) && a->footing == b->footing;
}

/* Pairs of a run of reports. */
typedef struct pairing {
    dtl_arena *arena;
    dtl_link_pair *pairs;
    uint32_t count, capacity;
} pairing;

static bool add_pair(pairing *p, dtl_link_pair pair)
{
    if (!dtli_arena_grow(p->arena, &p->pairs, p->count, &p->capacity,
                         sizeof *p->pairs))
        return false;
    p->pairs[p->count++] = pair;
    return true;
}

static bool find_pairs(const dtli_world_run *run, const dtli_reports *reports,
                       pairing *out)
{
    for (uint32_t i = 0; i < reports->count; i++) {
        const dtli_report *a = &reports->at[i];
        uint32_t end = i + 1 + DTL_WORLD_REACH;
        for (uint32_t k = i + 1; k < reports->count && k < end; k++) {
            const dtli_report *b = &reports->at[k];
            dtli_alike what;
            if (!may_meet(a, b))
                break;
            uint32_t score = dtli_alike_likelihood(run, a, b, &what);
            if (score && !add_pair(out, (dtl_link_pair){ i, k, score }))
                return false;
        }
    }
    return true;
}

/* A report and the first of its group; sorted by both. */
typedef struct member {
    const dtli_report *reports;
    uint32_t group, report;
} member;

static int by_surety(const void *left, const void *right)
{
    const dtli_report *a = left, *b = right;
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return compare_keys(a, b);
}

static int by_group(const void *left, const void *right)
{
    const member *a = left, *b = right;
    const dtli_report *x = &a->reports[a->report];
    const dtli_report *y = &b->reports[b->report];
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return by_surety(x, y);
}

void dtli_reports_sort(dtli_reports *reports)
{
    if (reports->count)
        qsort(reports->at, reports->count, sizeof *reports->at, by_surety);
}

/* Reports in the order of their groups, each by its first in `reports`. */
static bool arrange(dtli_reports *reports, const uint32_t *groups,
                    dtli_event_group *out, uint32_t *count)
{
    uint32_t n = reports->count;
    dtl_arena *arena = reports->arena;
    member *members = dtli_arena_array(arena, (size_t)n + 1, sizeof *members);
    uint32_t *least = dtli_arena_array(arena, (size_t)n + 1, sizeof *least);
    dtli_report *sorted =
        dtli_arena_array(arena, (size_t)n + 1, sizeof *sorted);
    if (!members || !least || !sorted)
        return false;
    for (uint32_t i = n; i-- > 0;)
        least[groups[i]] = i;
    for (uint32_t i = 0; i < n; i++)
        members[i] = (member){ reports->at, least[groups[i]], i };
    qsort(members, n, sizeof *members, by_group);
    *count = 0;
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = reports->at[members[i].report];
        if (i == 0 || members[i].group != members[i - 1].group)
            out[(*count)++] = (dtli_event_group){ i, 0 };
        out[*count - 1].count++;
    }
    reports->at = sorted;
    reports->capacity = n;
    return true;
}

static dtl_status group(const dtli_world_run *run, dtli_reports *reports,
                        uint32_t *groups, dtl_error *err)
{
    uint32_t n = reports->count;
    pairing pairs = { .arena = reports->arena };
    uint64_t *keys =
        dtli_arena_array(reports->arena, (size_t)n + 1, sizeof *keys);
    if (!keys || !find_pairs(run, reports, &pairs))
        return dtli_world_no_memory(err);
    for (uint32_t i = 0; i < n; i++)
        keys[i] = reports->at[i].key;
    dtl_link_graph graph = {
        .keys = keys,
        .count = n,
        .pairs = pairs.pairs,
        .pair_count = pairs.count,
        .reach = DTL_WORLD_REACH,
        .threshold = (uint32_t)run->weights->least * DTL_LINK_ONE / THOUSAND,
    };
    return dtli_link_cluster(&graph, groups, err);
}

dtl_status dtli_reports_group(const dtli_world_run *run, dtli_reports *reports,
                              dtli_event_group **out, uint32_t *count,
                              dtl_error *err)
{
    uint32_t n = reports->count;
    *count = 0;
    if (n == 0)
        return DTL_OK;
    qsort(reports->at, n, sizeof *reports->at, by_content);
    uint32_t *groups = dtli_arena_array(reports->arena, n, sizeof *groups);
    *out = dtli_arena_array(reports->arena, n, sizeof **out);
    if (!groups || !*out)
        return dtli_world_no_memory(err);
    dtl_status status = group(run, reports, groups, err);
    if (status == DTL_OK && !arrange(reports, groups, *out, count))
        status = dtli_world_no_memory(err);
    return status;
}

/* "as in DOC: same actor, same day". */
static void tell_pair(const dtli_report *other, const dtli_alike *what,
                      bool certain, dtl_buf *why)
{
    const char *before = ": ";
    dtli_buf_printf(why, "%s %.*s", certain ? "near copy of" : "as in",
                    DTL_FMT(other->doc));
    for (int t = 0; t < DTLI_TRAITS; t++) {
        const char *words = dtli_trait_words((dtli_trait)t, what->value[t]);
        if (!words)
            continue;
        dtli_buf_printf(why, "%s%s", before, words);
        before = ", ";
    }
}

int64_t dtli_report_why(const dtli_world_run *run, const dtli_report *reports,
                        const dtli_event_group *group, uint32_t at,
                        dtl_buf *why)
{
    uint64_t sum = 0;
    uint32_t most = 0, others = 0;
    const dtli_report *nearest = NULL, *all = reports + group->first;
    dtli_alike what, found;
    for (uint32_t i = 0; i < group->count && others < DTL_WORLD_REACH; i++) {
        if (i == at)
            continue;
        uint32_t score = dtli_alike_likelihood(run, &all[at], &all[i], &found);
        others++;
        sum += score;
        if (score <= most)
            continue;
        most = score;
        nearest = &all[i];
        what = found;
    }
    if (group->count == 1)
        dtli_buf_add(why, DTL_STR("the only report"));
    else if (at == 0)
        dtli_buf_printf(why, "the surest of %u reports", group->count);
    else if (nearest)
        tell_pair(nearest, &what, most == DTL_LINK_ONE, why);
    else
        dtli_buf_add(why, DTL_STR("as others of its article"));
    return others ? (int64_t)(sum * THOUSAND / others / DTL_LINK_ONE) : -1;
}
