/* scan.c — going through blocks of facts. */
#include "ask/scan.h"

#include <string.h>

#include "base/error.h"

static bool is_canonical(dtl_str day)
{
    char same[DTL_DAY_TEXT_SIZE];
    dtli_day_format(dtli_day_parse(day), same);
    return day.len == 0 || dtli_str_is(day, same);
}

/* The conditions as the tables would be asked: a check, nothing more. */
static dtl_status check(dtl_answer *a, dtl_filter_rows rows)
{
    dtl_filter filter;
    dtl_status status =
        dtli_filter_init(&filter, a->store->db, a->q, rows, a->err);
    dtli_filter_clear(&filter);
    return status;
}

static dtl_status prepare(dtl_scan *scan)
{
    dtl_answer *a = scan->a;
    dtl_status status =
        dtli_facts_open(a->store->db, false, &scan->facts, a->err);
    if (status == DTL_OK)
        status = dtli_scan_conditions(scan);
    if (status == DTL_OK)
        status = dtli_facts_places(scan->facts, &scan->places,
                                   &scan->place_count, a->err);
    return status;
}

dtl_status dtli_scan_open(dtl_answer *a, dtl_filter_rows rows, dtl_scan **out)
{
    bool served = false;
    *out = NULL;
    dtl_status status = check(a, rows);
    if (status == DTL_OK)
        status = dtli_facts_serve(a->store->db, &served, a->err);
    if (status != DTL_OK || !served || !is_canonical(a->q->from) ||
        !is_canonical(a->q->to))
        return status;
    *out = dtli_arena_make(a->arena, dtl_scan);
    if (!*out)
        return dtli_answer_no_memory(a);
    (*out)->a = a;
    (*out)->joins_actor = rows.actor != NULL;
    (*out)->joins_recipient = rows.recipient != NULL;
    return prepare(*out);
}

void dtli_scan_close(dtl_scan *scan)
{
    if (scan)
        dtli_facts_close(scan->facts);
}

bool dtli_set_has(const dtl_set *set, uint32_t value)
{
    return !set->limits || (value < set->end && set->has[value]);
}

dtl_status dtli_scan_part(dtl_scan *scan, dtl_fact_part part,
                          const uint32_t **out)
{
    dtl_status status = dtli_facts_part(
        scan->facts, &scan->places[scan->at - 1], part, scan->a->err);
    if (status == DTL_OK && out)
        *out = scan->block->words[part];
    return status;
}

/* Keeps the hits whose first word and day are asked for. */
static void keep_acts(dtl_scan *s)
{
    uint32_t count = s->block->count[DTL_FACT_EVENT] / 2;
    s->hit_count = 0;
    for (uint32_t row = 0; row < count; row++) {
        dtl_day day = dtli_scan_day(s, row);
        uint32_t type = dtli_scan_bits(s, row, DTL_FACT_TYPE, 0xff);
        uint32_t status = dtli_scan_bits(s, row, DTL_FACT_STATUS, 0x1f);
        uint32_t quad = dtli_scan_bits(s, row, DTL_FACT_QUAD, 7);
        if (day < s->from || day > s->to ||
            (s->types && (type > 31 || !(s->types >> type & 1))) ||
            (s->statuses && !(s->statuses >> status & 1)) ||
            (s->quads && !(s->quads >> quad & 1)))
            continue;
        s->hits[s->hit_count++] = row;
    }
}

/* Keeps the hits whose word of a part is in the set. */
static dtl_status keep_in(dtl_scan *s, dtl_fact_part part, const dtl_set *set)
{
    const uint32_t *words;
    uint32_t kept = 0;
    if (!set->limits || s->hit_count == 0)
        return DTL_OK;
    dtl_status status = dtli_scan_part(s, part, &words);
    for (uint32_t i = 0; i < s->hit_count && status == DTL_OK; i++)
        if (dtli_set_has(set, words[s->hits[i]]))
            s->hits[kept++] = s->hits[i];
    s->hit_count = kept;
    return status;
}

static dtl_status keep_sure(dtl_scan *s)
{
    const uint32_t *words;
    uint32_t kept = 0;
    if (!(s->confidence > 0) || s->hit_count == 0)
        return DTL_OK;
    dtl_status status = dtli_scan_part(s, DTL_FACT_CONFIDENCE, &words);
    for (uint32_t i = 0; i < s->hit_count && status == DTL_OK; i++)
        if (dtli_scan_double(words, s->hits[i]) >= s->confidence)
            s->hits[kept++] = s->hits[i];
    s->hit_count = kept;
    return status;
}

static void keep_events(dtl_scan *s)
{
    uint32_t kept = 0;
    if (!s->events.limits)
        return;
    for (uint32_t i = 0; i < s->hit_count; i++)
        if (dtli_set_has(&s->events, (uint32_t)dtli_scan_id(s, s->hits[i])))
            s->hits[kept++] = s->hits[i];
    s->hit_count = kept;
}

double dtli_scan_double(const uint32_t *words, uint32_t row)
{
    double value;
    uint64_t bits = (uint64_t)words[2 * row + 1] << 32 | words[2 * row];
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Brings what a party's conditions look at, verdicts over sectors too. */
static dtl_status bring_party(dtl_scan *s, dtl_scan_party *party)
{
    const uint32_t *words = NULL;
    dtl_status status = DTL_OK;
    if (party->names.limits)
        status = dtli_scan_part(s, DTL_FACT_NAME, NULL);
    if (status == DTL_OK && party->countries.limits)
        status = dtli_scan_part(s, DTL_FACT_COUNTRY, NULL);
    if (status != DTL_OK || party->sector_list.len == 0)
        return status;
    status = dtli_scan_part(s, DTL_FACT_SECTORS, &words);
    for (uint32_t i = 0;
         status == DTL_OK && i < s->block->count[DTL_FACT_ACTOR]; i++)
        if (words[i] >= party->sectors.end || !party->sectors.has[words[i]])
            status = dtli_scan_sectors(s, party, words[i]);
    return status;
}

static void count_people(dtl_scan *s)
{
    const uint32_t *words = s->block->words[DTL_FACT_ACTOR];
    uint32_t count = s->block->count[DTL_FACT_ACTOR], row = 0;
    for (uint32_t i = 0; i < count; i++)
        for (; row <= (words[i] & (DTL_FACT_BLOCK - 1)); row++)
            s->people[row] = i;
    for (; row <= s->block->count[DTL_FACT_EVENT] / 2; row++)
        s->people[row] = count;
}

dtl_status dtli_scan_people(dtl_scan *s)
{
    dtl_status status = DTL_OK;
    if (s->counted)
        return DTL_OK;
    status = dtli_scan_part(s, DTL_FACT_ACTOR, NULL);
    for (int i = 0; i < DTL_SCAN_PARTIES && status == DTL_OK; i++)
        if (!s->party[i].anybody)
            status = bring_party(s, &s->party[i]);
    if (status == DTL_OK)
        count_people(s);
    s->counted = status == DTL_OK;
    return status;
}

bool dtli_scan_is(const dtl_scan *s, dtl_scan_who who, uint32_t actor)
{
    const dtl_scan_party *party = &s->party[who];
    uint32_t *const *words = s->block->words;
    return party->anybody ||
           ((!party->names.limits ||
             dtli_set_has(&party->names, words[DTL_FACT_NAME][actor])) &&
            (!party->countries.limits ||
             dtli_set_has(&party->countries, words[DTL_FACT_COUNTRY][actor])) &&
            (party->sector_list.len == 0 ||
             party->sectors.has[words[DTL_FACT_SECTORS][actor]] == 2));
}

/* Whether any actor of the event in these roles (bits) is the party. */
static bool has_party(const dtl_scan *s, uint32_t row, dtl_scan_who who,
                      uint32_t roles)
{
    const uint32_t *words = s->block->words[DTL_FACT_ACTOR];
    for (uint32_t i = s->people[row]; i < s->people[row + 1]; i++)
        if (roles >> (words[i] >> DTL_FACT_RECIPIENT & 1) & 1 &&
            dtli_scan_is(s, who, i))
            return true;
    return false;
}

static dtl_status keep_parties(dtl_scan *s)
{
    uint32_t kept = 0;
    bool actor = !s->joins_actor && !s->party[DTL_SCAN_ACTOR].anybody;
    bool recipient =
        !s->joins_recipient && !s->party[DTL_SCAN_RECIPIENT].anybody;
    bool either = !s->party[DTL_SCAN_EITHER].anybody;
    if (s->hit_count == 0 || !(actor || recipient || either))
        return DTL_OK;
    dtl_status status = dtli_scan_people(s);
    for (uint32_t i = 0; i < s->hit_count && status == DTL_OK; i++) {
        uint32_t row = s->hits[i];
        if ((!actor || has_party(s, row, DTL_SCAN_ACTOR, 1)) &&
            (!recipient || has_party(s, row, DTL_SCAN_RECIPIENT, 2)) &&
            (!either || has_party(s, row, DTL_SCAN_EITHER, 3)))
            s->hits[kept++] = row;
    }
    s->hit_count = kept;
    return status;
}

/* One block: its hits. */
static dtl_status look(dtl_scan *s)
{
    dtl_status status = dtli_scan_part(s, DTL_FACT_EVENT, NULL);
    if (status != DTL_OK)
        return status;
    keep_acts(s);
    keep_events(s);
    status = keep_in(s, DTL_FACT_PLACE, &s->where);
    if (status == DTL_OK)
        status = keep_in(s, DTL_FACT_DOCUMENT, &s->documents);
    if (status == DTL_OK)
        status = keep_in(s, DTL_FACT_MODE, &s->modes);
    if (status == DTL_OK)
        status = keep_sure(s);
    return status == DTL_OK ? keep_parties(s) : status;
}

dtl_status dtli_scan_next(dtl_scan *s)
{
    s->block = dtli_facts_block(s->facts);
    s->hit_count = 0;
    while (s->at < s->place_count && s->hit_count == 0) {
        s->first_id = (int64_t)s->places[s->at].block << DTL_FACT_BITS;
        s->counted = false;
        s->at++;
        dtl_status status = look(s);
        if (status != DTL_OK)
            return status;
    }
    return s->hit_count ? DTL_OK : DTL_END;
}

dtl_status dtli_scan_end(dtl_status status)
{
    return status == DTL_END        ? DTL_OK
           : status == DTL_NOTFOUND ? DTL_END
                                    : status;
}

void dtli_scan_sum(dtl_sum *sum, const uint32_t *words, uint32_t row)
{
    uint32_t intensity = words[2 * row], goldstein = words[2 * row + 1];
    sum->events++;
    if (intensity != DTL_FACT_NULL) {
        sum->intensity += (int64_t)intensity - (int64_t)DTL_FACT_ZERO;
        sum->intensity_count++;
    }
    if (goldstein != DTL_FACT_NULL) {
        sum->goldstein += (int64_t)goldstein - (int64_t)DTL_FACT_ZERO;
        sum->goldstein_count++;
    }
}

static uint32_t slot_of(const dtl_groups *groups, uint64_t key)
{
    uint32_t at = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32);
    for (at &= groups->slot_count - 1; groups->slots[at];
         at = (at + 1) & (groups->slot_count - 1))
        if (groups->keys[groups->slots[at] - 1] == key)
            break;
    return at;
}

/* Twice as many slots, at least four for three rows. */
static bool spread(dtl_groups *groups)
{
    uint32_t count = groups->slot_count ? groups->slot_count * 2 : 1024;
    groups->slots =
        dtli_arena_array(groups->arena, count, sizeof *groups->slots);
    groups->slot_count = groups->slots ? count : 0;
    for (uint32_t i = 0; i < groups->count && groups->slots; i++)
        groups->slots[slot_of(groups, groups->keys[i])] = i + 1;
    return groups->slots != NULL;
}

uint32_t dtli_groups_row(dtl_groups *groups, uint64_t key)
{
    if (groups->count >= groups->slot_count / 4 * 3 && !spread(groups))
        return UINT32_MAX;
    uint32_t at = slot_of(groups, key);
    if (groups->slots[at])
        return groups->slots[at] - 1;
    if (!dtli_arena_grow(groups->arena, &groups->keys, groups->count,
                         &groups->capacity, sizeof *groups->keys))
        return UINT32_MAX;
    groups->keys[groups->count] = key;
    groups->slots[at] = ++groups->count;
    return groups->count - 1;
}
