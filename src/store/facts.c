/* facts.c — reading blocks of facts, their terms, and renewing them. */
#include "store/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/table.h"

struct dtl_facts {
    dtl_db *db;
    bool write;
    dtl_stmt *find_term, *add_term, *read_term, *read_part;
    dtl_stmt *reads[DTL_FACT_READS];
    dtl_strmap *terms; /* those seen: text to number */
    dtl_arena *arena;  /* texts, places */
    dtl_str *fresh;    /* texts of numbers from `kept` on */
    uint32_t kept, next, fresh_capacity;
    dtl_str *texts; /* by number; ptr NULL: not read yet */
    uint32_t text_count;
    dtl_fact_place *places;
    dtl_fact_block block;
    uint32_t number; /* of the block in memory */
    bool any, have[DTL_FACT_PARTS];
};

/* Whoever tests sets it before it asks. */
static _Thread_local bool forbidden;

void dtli_facts_forbid(bool yes)
{
    forbidden = yes;
}

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

static bool is_served(const dtl_db *db)
{
    return dtli_db_dialect(db) == DTL_DIALECT_SQLITE;
}

dtl_db *dtli_facts_db(const dtl_facts *facts)
{
    return facts->db;
}

dtl_stmt **dtli_facts_reads(dtl_facts *facts)
{
    return facts->reads;
}

static dtl_status prepare(dtl_facts *facts, dtl_error *err)
{
    int64_t last = 0;
    dtl_status status =
        dtli_db_prepare(facts->db, "SELECT id FROM fact_terms WHERE term = $1",
                        &facts->find_term, err);
    if (status == DTL_OK)
        status =
            dtli_db_prepare(facts->db, "SELECT bytes FROM facts WHERE id = $1",
                            &facts->read_part, err);
    if (status == DTL_OK)
        status = dtli_db_prepare(facts->db,
                                 "SELECT term FROM fact_terms WHERE id = $1",
                                 &facts->read_term, err);
    if (status == DTL_OK && facts->write)
        status = dtli_db_prepare(facts->db,
                                 "INSERT INTO fact_terms (term) VALUES ($1)"
                                 " RETURNING id",
                                 &facts->add_term, err);
    if (status == DTL_OK)
        status = dtli_db_int(facts->db, "SELECT max(id) FROM fact_terms", 0,
                             &last, err);
    facts->kept = facts->next = (uint32_t)last + 1;
    return status;
}

dtl_status dtli_facts_open(dtl_db *db, bool write, dtl_facts **out,
                           dtl_error *err)
{
    dtl_facts *facts = dtli_calloc(1, sizeof *facts);
    if (!facts)
        return no_memory(err);
    facts->db = db;
    facts->write = write;
    facts->arena = dtli_arena_new(DTL_MAX_ANSWER_BYTES);
    facts->terms = dtli_strmap_new(1024);
    dtl_status status =
        facts->arena && facts->terms ? prepare(facts, err) : no_memory(err);
    if (status != DTL_OK) {
        dtli_facts_close(facts);
        return status;
    }
    *out = facts;
    return DTL_OK;
}

void dtli_facts_close(dtl_facts *facts)
{
    if (!facts)
        return;
    dtli_stmt_close(facts->find_term);
    dtli_stmt_close(facts->add_term);
    dtli_stmt_close(facts->read_term);
    dtli_stmt_close(facts->read_part);
    for (int i = 0; i < DTL_FACT_READS; i++)
        dtli_stmt_close(facts->reads[i]);
    for (int i = 0; i < DTL_FACT_PARTS; i++)
        free(facts->block.words[i]);
    dtli_strmap_free(facts->terms);
    dtli_arena_free(facts->arena);
    free(facts);
}

/* Number of a text that the table does not have. */
static dtl_status new_term(dtl_facts *facts, dtl_str text, uint32_t *out,
                           dtl_error *err)
{
    int64_t id = facts->next;
    if (facts->write) {
        dtli_bind_text(facts->add_term, 1, text);
        dtl_status status = dtli_run_int(facts->add_term, &id, err);
        if (status != DTL_OK)
            return status;
    } else {
        uint32_t count = facts->next - facts->kept;
        if (!dtli_arena_grow(facts->arena, &facts->fresh, count,
                             &facts->fresh_capacity, sizeof *facts->fresh))
            return no_memory(err);
        facts->fresh[count] = text;
    }
    *out = (uint32_t)id;
    facts->next = *out + 1;
    return DTL_OK;
}

dtl_status dtli_facts_term(dtl_facts *facts, dtl_str text, uint32_t *out,
                           dtl_error *err)
{
    int64_t id = 0;
    *out = 0;
    if (text.len == 0)
        return DTL_OK;
    *out = dtli_strmap_get(facts->terms, text, 0);
    if (*out)
        return DTL_OK;
    dtl_str kept = dtli_arena_str(facts->arena, text);
    if (!kept.ptr)
        return no_memory(err);
    dtli_bind_text(facts->find_term, 1, kept);
    dtl_status status = dtli_run_int(facts->find_term, &id, err);
    *out = (uint32_t)id;
    if (status == DTL_OK && id == 0)
        status = new_term(facts, kept, out, err);
    if (status == DTL_OK && !dtli_strmap_put(facts->terms, kept, *out))
        status = no_memory(err);
    return status;
}

/* Makes room for texts up to `term`. */
static bool make_texts(dtl_facts *facts, uint32_t term)
{
    if (term < facts->text_count)
        return true;
    uint32_t count = facts->next + facts->next / 4 + 1;
    dtl_str *texts = dtli_arena_array(facts->arena, count, sizeof *texts);
    if (!texts || term >= count)
        return false;
    if (facts->text_count)
        memcpy(texts, facts->texts, facts->text_count * sizeof *texts);
    facts->texts = texts;
    facts->text_count = count;
    return true;
}

dtl_status dtli_facts_text(dtl_facts *facts, uint32_t term, dtl_str *out,
                           dtl_error *err)
{
    *out = DTL_STR("");
    if (term == 0 || term >= facts->next)
        return DTL_OK;
    if (term >= facts->kept && !facts->write) {
        *out = facts->fresh[term - facts->kept];
        return DTL_OK;
    }
    if (!make_texts(facts, term))
        return no_memory(err);
    if (!facts->texts[term].ptr) {
        dtli_bind_int(facts->read_term, 1, term);
        dtl_status status = dtli_step(facts->read_term, err);
        facts->texts[term] = dtli_arena_str(
            facts->arena, status == DTL_OK
                              ? dtli_column_text(facts->read_term, 0)
                              : DTL_STR(""));
        dtli_stmt_reset(facts->read_term);
        if (status != DTL_OK && status != DTL_END)
            return status;
        if (!facts->texts[term].ptr)
            return no_memory(err);
    }
    *out = facts->texts[term];
    return DTL_OK;
}

dtl_status dtli_facts_serve(dtl_db *db, bool *out, dtl_error *err)
{
    int64_t stale = 0;
    *out = false;
    if (!is_served(db) || forbidden)
        return DTL_OK;
    dtl_status status =
        dtli_db_int(db,
                    "SELECT count(*) + 1000000 * coalesce(sum(unfit), 0)"
                    " FROM fact_stale",
                    0, &stale, err);
    *out = stale <= DTL_MAX_STALE_BLOCKS;
    return status;
}

static dtl_status add_place(dtl_facts *facts, const dtl_stmt *stmt,
                            uint32_t *count, uint32_t *capacity)
{
    uint32_t block = (uint32_t)dtli_column_int(stmt, 0);
    bool stale = dtli_column_int(stmt, 1) != 0;
    if (*count && facts->places[*count - 1].block == block) {
        facts->places[*count - 1].stale |= stale;
        return DTL_OK;
    }
    if (!dtli_arena_grow(facts->arena, &facts->places, *count, capacity,
                         sizeof *facts->places))
        return DTL_NOMEM;
    facts->places[(*count)++] = (dtl_fact_place){ block, stale };
    return DTL_OK;
}

dtl_status dtli_facts_places(dtl_facts *facts, const dtl_fact_place **out,
                             uint32_t *count, dtl_error *err)
{
    dtl_stmt *stmt = NULL;
    uint32_t capacity = 0;
    *count = 0;
    dtl_status status = dtli_db_prepare(
        facts->db,
        "SELECT id, 0 FROM facts WHERE id < 4294967296 UNION ALL"
        " SELECT block, 1 FROM fact_stale ORDER BY 1",
        &stmt, err);
    while (status == DTL_OK && (status = dtli_step(stmt, err)) == DTL_OK)
        if (add_place(facts, stmt, count, &capacity) != DTL_OK)
            status = no_memory(err);
    dtli_stmt_close(stmt);
    *out = facts->places;
    return status == DTL_END ? DTL_OK : status;
}

static bool make_room(dtl_fact_block *block, dtl_fact_part part, size_t count)
{
    if (count <= block->capacity[part])
        return true;
    if (count > DTL_MAX_OUTPUT_BYTES)
        return false;
    uint32_t *words = dtli_realloc(block->words[part], count * sizeof *words);
    if (!words)
        return false;
    block->words[part] = words;
    block->capacity[part] = (uint32_t)count;
    return true;
}

bool dtli_facts_push(dtl_fact_block *block, dtl_fact_part part, uint32_t word)
{
    if (block->count[part] == block->capacity[part] &&
        !make_room(block, part,
                   block->capacity[part] * (size_t)2 + DTL_FACT_BLOCK))
        return false;
    block->words[part][block->count[part]++] = word;
    return true;
}

static int64_t row_of(dtl_fact_part part, uint32_t block)
{
    return (int64_t)part << 32 | block;
}

/* Little-endian bytes as words. */
static void take_words(dtl_str bytes, uint32_t *words)
{
    if (bytes.len < 4)
        return; /* there may be no room at all */
    memcpy(words, bytes.ptr, bytes.len / 4 * 4);
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    for (size_t at = 0; at + 4 <= bytes.len; at += 4)
        words[at / 4] = dtli_load_u32(bytes.ptr + at);
#endif
}

static dtl_status load(dtl_facts *facts, dtl_fact_part part, dtl_error *err)
{
    dtl_fact_block *block = &facts->block;
    dtl_stmt *stmt = facts->read_part;
    dtli_bind_int(stmt, 1, row_of(part, facts->number));
    dtl_status status = dtli_step(stmt, err);
    block->count[part] = 0;
    if (status == DTL_OK) {
        dtl_str bytes = dtli_column_blob(stmt, 0);
        if (!make_room(block, part, bytes.len / 4)) {
            status = no_memory(err);
        } else {
            take_words(bytes, block->words[part]);
            block->count[part] = (uint32_t)(bytes.len / 4);
        }
    }
    dtli_stmt_reset(stmt);
    return status == DTL_END ? DTL_OK : status;
}

/* Words of a part for each event, or 0: for each actor. */
static uint32_t width_of(dtl_fact_part part)
{
    if (part >= DTL_FACT_ACTOR)
        return 0;
    return part == DTL_FACT_EVENT || part == DTL_FACT_SUMS ||
                   part == DTL_FACT_CONFIDENCE
               ? 2
               : 1;
}

/* Whether what was read may be gone through without looking twice: numbers
 * of words, rows and terms are such as they must be. */
static bool is_sound(const dtl_facts *facts, dtl_fact_part part)
{
    const dtl_fact_block *block = &facts->block;
    uint32_t events = block->count[DTL_FACT_EVENT] / 2, limit = UINT32_MAX;
    uint32_t mask = UINT32_MAX;
    if (part == DTL_FACT_EVENT)
        return block->count[part] % 2 == 0 && events <= DTL_FACT_BLOCK;
    if (width_of(part) ? block->count[part] != events * width_of(part)
                       : part != DTL_FACT_ACTOR &&
                             block->count[part] != block->count[DTL_FACT_ACTOR])
        return false;
    if (part == DTL_FACT_ACTOR) {
        limit = events;
        mask = DTL_FACT_BLOCK - 1;
    } else if (part == DTL_FACT_MODE || part > DTL_FACT_ACTOR) {
        limit = facts->kept;
    }
    for (uint32_t i = 0; i < block->count[part] && limit < UINT32_MAX; i++)
        if ((block->words[part][i] & mask) >= limit)
            return false;
    return true;
}

static dtl_status bring(dtl_facts *facts, bool stale, dtl_fact_part part,
                        dtl_error *err)
{
    bool fits = true;
    if (facts->have[part])
        return DTL_OK;
    facts->have[part] = true;
    if (!stale) {
        dtl_status status = load(facts, part, err);
        if (status != DTL_OK || is_sound(facts, part))
            return status;
    }
    dtl_status status =
        dtli_facts_build(facts, facts->number, &facts->block, &fits, err);
    memset(facts->have, 1, sizeof facts->have);
    return status == DTL_OK && !fits ? DTL_NOTFOUND : status;
}

dtl_status dtli_facts_part(dtl_facts *facts, const dtl_fact_place *place,
                           dtl_fact_part part, dtl_error *err)
{
    if (!facts->any || facts->number != place->block) {
        facts->any = true;
        facts->number = place->block;
        memset(facts->have, 0, sizeof facts->have);
    }
    dtl_status status = bring(facts, place->stale, DTL_FACT_EVENT, err);
    if (status == DTL_OK && part > DTL_FACT_ACTOR)
        status = bring(facts, place->stale, DTL_FACT_ACTOR, err);
    return status == DTL_OK ? bring(facts, place->stale, part, err) : status;
}

const dtl_fact_block *dtli_facts_block(const dtl_facts *facts)
{
    return &facts->block;
}

static dtl_status write_part(dtl_facts *facts, dtl_stmt *stmt,
                             dtl_fact_part part, dtl_buf *bytes, dtl_error *err)
{
    const dtl_fact_block *block = &facts->block;
    dtli_buf_reset(bytes);
    for (uint32_t i = 0; i < block->count[part]; i++) {
        uint32_t word = block->words[part][i];
        char four[4] = { (char)word, (char)(word >> 8), (char)(word >> 16),
                         (char)(word >> 24) };
        dtli_buf_add(bytes, (dtl_str){ four, 4 });
    }
    if (bytes->failed)
        return no_memory(err);
    dtli_bind_int(stmt, 1, row_of(part, facts->number));
    dtli_bind_blob(stmt, 2, dtli_buf_str(bytes));
    return dtli_run(stmt, err);
}

/* Statements of renewing. */
typedef enum renew_sql {
    RENEW_NEXT,
    RENEW_PUT,
    RENEW_DONE,
    RENEW_UNFIT,
    RENEW_COUNT
} renew_sql;

/* Builds one block and writes its parts. */
static dtl_status renew_one(dtl_facts *facts, dtl_stmt *const *stmts,
                            dtl_error *err)
{
    bool fits = true;
    dtl_buf bytes;
    dtl_status status =
        dtli_facts_build(facts, facts->number, &facts->block, &fits, err);
    dtli_buf_init(&bytes, DTL_MAX_OUTPUT_BYTES);
    for (int i = 0; i < DTL_FACT_PARTS && status == DTL_OK && fits; i++)
        status =
            write_part(facts, stmts[RENEW_PUT], (dtl_fact_part)i, &bytes, err);
    dtli_buf_clear(&bytes);
    if (status != DTL_OK)
        return status;
    dtl_stmt *done = stmts[fits ? RENEW_DONE : RENEW_UNFIT];
    dtli_bind_int(done, 1, facts->number);
    return dtli_run(done, err);
}

/* At most `most` stale blocks; *left tells whether there may be more. */
static dtl_status renew_some(dtl_facts *facts, uint32_t most, bool *left,
                             dtl_error *err)
{
    static const char *const SQL[RENEW_COUNT] = {
        "SELECT min(block) FROM fact_stale WHERE unfit = 0",
        ("INSERT INTO facts (id, bytes) VALUES ($1, $2)"
         " ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes"),
        "DELETE FROM fact_stale WHERE block = $1",
        "UPDATE fact_stale SET unfit = 1 WHERE block = $1",
    };
    dtl_stmt *stmts[RENEW_COUNT] = { NULL };
    dtl_status status = DTL_OK;
    *left = true;
    for (int i = 0; i < RENEW_COUNT && status == DTL_OK; i++)
        status = dtli_db_prepare(facts->db, SQL[i], &stmts[i], err);
    for (; most > 0 && *left && status == DTL_OK; most--) {
        int64_t number = -1;
        status = dtli_run_int(stmts[RENEW_NEXT], &number, err);
        *left = number >= 0;
        facts->number = (uint32_t)number;
        if (status == DTL_OK && *left)
            status = renew_one(facts, stmts, err);
    }
    for (int i = 0; i < RENEW_COUNT; i++)
        dtli_stmt_close(stmts[i]);
    return status;
}

/* Nothing to do is the common case: one look at an empty table. */
static dtl_status any_stale(dtl_db *db, uint32_t least, bool *out,
                            dtl_error *err)
{
    int64_t count = 0;
    dtl_status status = DTL_OK;
    if (is_served(db))
        status =
            dtli_db_int(db, "SELECT count(*) FROM fact_stale WHERE unfit = 0",
                        0, &count, err);
    *out = count >= least;
    return status;
}

static dtl_status renew(dtl_db *db, uint32_t most, bool *left, dtl_error *err)
{
    dtl_facts *facts = NULL;
    dtl_status status = dtli_facts_open(db, true, &facts, err);
    if (status == DTL_OK)
        status = renew_some(facts, most, left, err);
    dtli_facts_close(facts);
    return status;
}

dtl_status dtli_facts_renew(dtl_db *db, uint32_t least, dtl_error *err)
{
    bool stale;
    dtl_status status = any_stale(db, least, &stale, err);
    return status == DTL_OK && stale ? renew(db, UINT32_MAX, &stale, err)
                                     : status;
}

dtl_status dtli_facts_renew_all(dtl_db *db, dtl_error *err)
{
    bool left;
    dtl_status status = any_stale(db, 1, &left, err);
    while (left && status == DTL_OK) {
        status = dtli_db_begin(db, err);
        if (status == DTL_OK)
            status = renew(db, DTL_MAX_STALE_BLOCKS, &left, err);
        if (status == DTL_OK)
            status = dtli_db_commit(db, err);
        if (status != DTL_OK)
            dtli_db_rollback(db);
    }
    return status;
}
