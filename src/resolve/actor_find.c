/* actor_find.c — names of the actor tables in the words of an article.
 *
 * The longest name wins from the left ("UN Security Council" over "UN").
 * Where a key has several rows, the one is taken that holds on the day of
 * publication and whose country the article is about: "Congress" is India's
 * party in a story from New Delhi and the legislature in one from
 * Washington. A surname alone counts here for leaders in office only; all
 * others need their full name in the article (coref.c).
 */
#include "resolve/actor_phrase.h"

#include <string.h>

#include "base/str.h"
#include "resolve/actor_words.h"

/* Least score of a row that is taken for what a name means. */
#define ACCEPT 30.0f

const actor_entry *dtli_actor_entry(const actor_context *ctx,
                                    const actor_match *match)
{
    return &ctx->actors->entries[match->entry];
}

const actor_match *dtli_actor_match_at(const actor_context *ctx, uint32_t t)
{
    int32_t i = ctx->match_of[t];
    return i < 0 ? NULL : &ctx->matches[i];
}

static dtl_str fold(actor_context *ctx, dtl_str text, uint32_t *words)
{
    actor_key key;
    dtli_actor_key_clear(&key);
    dtli_actor_key_add(&key, text);
    if (words)
        *words = key.words;
    if (key.full || key.len == 0)
        return DTL_STR("");
    dtl_str folded = dtli_arena_str(ctx->arena, dtli_actor_key_str(&key));
    ctx->failed |= !folded.ptr;
    return folded;
}

/* Lists of children, in text order. */
static void link_tree(actor_context *ctx)
{
    for (uint32_t t = ctx->doc->token_count; t-- > 0;) {
        int32_t head = ctx->doc->tokens[t].head;
        if (head < 0)
            continue;
        ctx->words[t].next = ctx->words[head].child;
        ctx->words[head].child = (int32_t)t;
    }
}

static void link_places(actor_context *ctx)
{
    for (uint32_t p = 0; p < ctx->doc->place_count; p++) {
        const dtl_place *place = &ctx->doc->places[p];
        if (!place->resolved || place->demonym)
            continue;
        for (uint32_t t = place->first; t <= place->last; t++)
            ctx->place_of[t] = (int32_t)p;
    }
}

static bool fold_words(actor_context *ctx)
{
    dtl_doc *doc = ctx->doc;
    ctx->words = dtli_arena_array(ctx->arena, doc->token_count + 1u,
                                  sizeof *ctx->words);
    ctx->match_of = dtli_arena_array(ctx->arena, doc->token_count + 1u,
                                     sizeof *ctx->match_of);
    ctx->place_of = dtli_arena_array(ctx->arena, doc->token_count + 1u,
                                     sizeof *ctx->place_of);
    ctx->seen = dtli_arena_array(ctx->arena, ACTOR_CODES, sizeof *ctx->seen);
    if (!ctx->words || !ctx->match_of || !ctx->place_of || !ctx->seen)
        return false;
    for (uint32_t t = 0; t < doc->token_count && !ctx->failed; t++) {
        actor_word *word = &ctx->words[t];
        word->key = fold(ctx, doc->tokens[t].norm, &word->words);
        word->lemma = fold(ctx, doc->tokens[t].lemma, NULL);
        word->capital = dtli_actor_is_capital(doc->tokens[t].norm);
        word->capitals = dtli_actor_is_capitals(doc->tokens[t].norm);
        word->child = word->next = DTL_NO_INDEX;
        ctx->match_of[t] = DTL_NO_INDEX;
        ctx->place_of[t] = DTL_NO_INDEX;
    }
    link_places(ctx);
    link_tree(ctx);
    return !ctx->failed;
}

static dtl_name_type name_type(const actor_context *ctx, uint32_t t)
{
    int32_t name = ctx->doc->tokens[t].name;
    return name < 0 ? DTL_NAME_NONE : ctx->doc->names[name].type;
}

/* Whether words [first, last] are written as the entry asks. */
static bool is_written(const actor_context *ctx, const actor_entry *entry,
                       uint32_t first, uint32_t last)
{
    if (entry->capital && !ctx->words[first].capital)
        return false;
    if (!entry->acronym)
        return true;
    for (uint32_t t = first; t <= last; t++)
        if (ctx->words[t].key.len > 0 && !ctx->words[t].capitals)
            return false;
    return true;
}

/* How well the name tagger's label fits a kind of entry. */
static float name_score(dtl_name_type type, actor_entry_kind kind)
{
    static const float SCORES[][8] = {
        /*          COUNTRY DEMONYM CAPITAL SEAT ORG PERSON SURNAME PEOPLE */
        [DTL_NAME_NONE] = { 0, 0, 0, 0, 0, 0, -6, 0 },
        [DTL_NAME_PER] = { -12, -12, -12, -12, -10, 10, 14, -10 },
        [DTL_NAME_ORG] = { 0, 0, 0, 4, 8, -4, -12, 0 },
        [DTL_NAME_LOC] = { 8, 0, 8, 4, -8, -8, -16, 0 },
        [DTL_NAME_MISC] = { 0, 6, -4, 0, 2, -6, -8, 6 },
    };
    return SCORES[type][kind];
}

static float country_score(const actor_context *ctx, const actor_entry *entry,
                           uint32_t words)
{
    int code = dtli_actor_code(entry->country);
    if (code < 0 || entry->world)
        return strcmp(entry->country, "MNC") == 0 ? 2 : 6;
    float seen = ctx->seen[code];
    if (seen > 0)
        return 4 + 4 * (seen > 3 ? 1 : seen / 3);
    if (entry->generic)
        return -25;
    return entry->acronym && words == 1 ? -15 : -3;
}

/* A surname alone: of a leader in office, or of somebody tagged as a person
 * whose country the article is about. */
static float surname_score(const actor_context *ctx, const actor_entry *entry,
                           dtl_name_type type)
{
    int code = dtli_actor_code(entry->country);
    bool holds = dtli_actor_holds(entry, ctx->day);
    bool past = entry->to != DTL_DAY_NONE && entry->to < ctx->day;
    if (entry->leader && holds)
        return 16;
    bool about = type == DTL_NAME_PER && code >= 0 && ctx->seen[code] > 0;
    if (!about || (!holds && !past))
        return -100;
    return holds ? 8 : 2;
}

/* Part of a longer person's name: "Salvador" in "Salvador Allende". */
static bool is_in_person(const actor_context *ctx, uint32_t first,
                         uint32_t last)
{
    int32_t name = ctx->doc->tokens[last].name;
    if (name < 0 || ctx->doc->names[name].type != DTL_NAME_PER)
        return false;
    return ctx->doc->names[name].first < first ||
           ctx->doc->names[name].last > last;
}

/* Doubt about one word that the name tagger leaves out: "Total", "May". */
static float untagged(const actor_entry *entry)
{
    if (entry->kind == ACTOR_SURNAME)
        return 20;
    return entry->kind == ACTOR_ORG && !entry->acronym ? 13 : 0;
}

static float row_score(const actor_context *ctx, const actor_entry *entry,
                       uint32_t first, uint32_t last)
{
    static const float BASE[] = { 50, 50, 46, 42, 40, 46, 22, 42 };
    float score = BASE[entry->kind];
    bool holds = dtli_actor_holds(entry, ctx->day);
    dtl_name_type type = name_type(ctx, last);
    score += name_score(type, entry->kind);
    if (entry->kind != ACTOR_PERSON && is_in_person(ctx, first, last))
        score -= 30;
    if (type == DTL_NAME_NONE && first == last && ctx->doc->name_count > 0)
        score -= untagged(entry);
    if (entry->kind == ACTOR_COUNTRY || entry->kind == ACTOR_DEMONYM ||
        entry->kind == ACTOR_CAPITAL)
        return score;
    score += country_score(ctx, entry, last - first + 1);
    if (entry->kind == ACTOR_ORG)
        return holds ? score : score - 25;
    if (entry->kind == ACTOR_PERSON)
        return holds ? score + 3 : score;
    if (entry->kind == ACTOR_SURNAME)
        return score + surname_score(ctx, entry, type);
    return score;
}

/* The better of two rows of one person: the office begun last; where he is
 * in neither on the day, the last one held, else the first to come. */
static bool is_nearer(const actor_entry *a, const actor_entry *b, dtl_day day)
{
    if (dtli_actor_holds(a, day) && dtli_actor_holds(b, day))
        return a->from > b->from;
    bool a_past = a->to != DTL_DAY_NONE && a->to < day;
    bool b_past = b->to != DTL_DAY_NONE && b->to < day;
    if (a_past != b_past)
        return a_past;
    return a_past ? a->to > b->to : a->from < b->from;
}

/* A surname of several people in office or in the news on the day: "Khan". */
static bool is_shared_surname(const actor_context *ctx, uint32_t handle)
{
    const dtl_strmap *names = ctx->actors->names;
    const actor_entry *first = NULL;
    for (; handle != DTL_STRMAP_NONE; handle = dtli_strmap_next(names, handle)) {
        const actor_entry *entry =
            &ctx->actors->entries[dtli_strmap_value(names, handle)];
        if (entry->own || entry->kind != ACTOR_SURNAME ||
            !dtli_actor_holds(entry, ctx->day))
            continue;
        if (first && first->group != entry->group)
            return true;
        first = entry;
    }
    return false;
}

static bool is_open(const actor_entry *entry)
{
    return entry->from == DTL_DAY_NONE && entry->to == DTL_DAY_NONE;
}

/* The user's row for a name, if any holds on the day: it wins over all
 * others. Rows with days come before those without, also of another record:
 * two presidents may share a name. Inside a longer person's name the usual
 * doubt counts. */
static bool choose_own(const actor_context *ctx, uint32_t handle,
                       actor_match *match)
{
    const dtl_strmap *names = ctx->actors->names;
    bool inside = is_in_person(ctx, match->first, match->last), found = false;
    for (; handle != DTL_STRMAP_NONE; handle = dtli_strmap_next(names, handle)) {
        uint32_t i = dtli_strmap_value(names, handle);
        const actor_entry *entry = &ctx->actors->entries[i];
        if (!entry->own || !dtli_actor_holds(entry, ctx->day) ||
            (inside && entry->kind != ACTOR_PERSON) ||
            !is_written(ctx, entry, match->first, match->last))
            continue;
        if (!found || !is_open(entry))
            match->entry = i;
        found = true;
        if (!is_open(entry))
            break;
    }
    return found;
}

static bool choose(const actor_context *ctx, uint32_t handle,
                   actor_match *match)
{
    if (ctx->actors->own_count > 0 && choose_own(ctx, handle, match))
        return true;
    const actor_entry *entries = ctx->actors->entries;
    const dtl_strmap *names = ctx->actors->names;
    float best = ACCEPT;
    bool found = false;
    bool shared = is_shared_surname(ctx, handle);
    for (; handle != DTL_STRMAP_NONE; handle = dtli_strmap_next(names, handle)) {
        uint32_t i = dtli_strmap_value(names, handle);
        if (entries[i].own || (entries[i].kind == ACTOR_SURNAME &&
                               !entries[i].leader && shared))
            continue;
        if (!is_written(ctx, &entries[i], match->first, match->last))
            continue;
        float score = row_score(ctx, &entries[i], match->first, match->last);
        bool nearer = found && score >= best - 0.001f &&
                      entries[i].group == entries[match->entry].group &&
                      is_nearer(&entries[i], &entries[match->entry], ctx->day);
        if (score <= best && !nearer)
            continue;
        best = score;
        match->entry = i;
        found = true;
    }
    return found;
}

static bool set_match(actor_context *ctx, actor_match match)
{
    const actor_entry *entry = &ctx->actors->entries[match.entry];
    if ((entry->kind == ACTOR_PERSON || entry->kind == ACTOR_SURNAME) &&
        !dtli_actor_holds(entry, ctx->day)) {
        match.past = entry->to != DTL_DAY_NONE && entry->to < ctx->day;
        match.before = !match.past;
    }
    if (!dtli_arena_grow(ctx->arena, &ctx->matches, ctx->match_count,
                         &ctx->match_room, sizeof match))
        return false;
    ctx->matches[ctx->match_count] = match;
    for (uint32_t t = match.first; t <= match.last; t++)
        ctx->match_of[t] = (int32_t)ctx->match_count;
    ctx->match_count++;
    return true;
}

/* Longest name that begins at token t; match->last tells its end. */
static bool find_at(const actor_context *ctx, uint32_t t, uint32_t end,
                    actor_match *match)
{
    actor_key key;
    bool found = false;
    uint32_t words = 0;
    const actor_starts *starts = ctx->words[t].capital
                                     ? &ctx->actors->starts
                                     : &ctx->actors->small_starts;
    uint32_t most = dtli_actor_reach(starts, ctx->words[t].key);
    dtli_actor_key_clear(&key);
    for (uint32_t last = t; last < end && words < most;
         last++) {
        if (ctx->words[last].key.len == 0)
            continue;
        dtli_actor_key_join(&key, ctx->words[last].key);
        words += ctx->words[last].words;
        uint32_t handle =
            dtli_strmap_find(ctx->actors->names, dtli_actor_key_str(&key));
        actor_match tried = { .first = t, .last = last };
        if (handle != DTL_STRMAP_NONE && choose(ctx, handle, &tried)) {
            *match = tried;
            found = true;
        }
    }
    return found;
}

/* Countries named in a sentence count for the choice of later names. */
static void count_country(actor_context *ctx, const actor_match *match)
{
    const actor_entry *entry = dtli_actor_entry(ctx, match);
    int code = dtli_actor_code(entry->country);
    if (code >= 0 && !entry->world && !dtli_actor_is_other_side(ctx, match))
        ctx->seen[code] += entry->kind == ACTOR_SURNAME ? 0.5f : 1.0f;
}

static bool find_in_sentence(actor_context *ctx, const dtl_sent *sent,
                             bool plain_only)
{
    uint32_t end = sent->first + sent->count;
    for (uint32_t t = sent->first; t < end; t++) {
        actor_match match = { 0 };
        if (ctx->words[t].key.len == 0 || !find_at(ctx, t, end, &match))
            continue;
        if (plain_only && dtli_actor_entry(ctx, &match)->plain)
            count_country(ctx, &match);
        if (!plain_only && !set_match(ctx, match))
            return false;
        t = match.last;
    }
    return true;
}

/* "BAGHDAD, Jan 5": the words of a dateline are no tokens. */
static void count_datelines(actor_context *ctx)
{
    for (uint32_t b = 0; b < ctx->doc->block_count; b++) {
        const dtl_block *block = &ctx->doc->blocks[b];
        if (block->kind != DTL_BLOCK_DATELINE)
            continue;
        dtl_str text = dtli_str_slice(ctx->doc->in.text, block->span.start,
                                      block->span.end);
        dtl_str part;
        while (text.len > 0 && dtli_str_split(&text, ',', &part)) {
            dtl_str key = fold(ctx, part, NULL);
            uint32_t h = dtli_strmap_find(ctx->actors->names, key);
            if (h == DTL_STRMAP_NONE)
                continue;
            actor_match match = {
                .entry = dtli_strmap_value(ctx->actors->names, h)
            };
            if (dtli_actor_entry(ctx, &match)->plain)
                count_country(ctx, &match);
        }
    }
}

bool dtli_actor_find(actor_context *ctx)
{
    if (!fold_words(ctx))
        return false;
    count_datelines(ctx);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t s = 0; s < ctx->doc->sent_count; s++)
            if (!find_in_sentence(ctx, &ctx->doc->sents[s], pass == 0))
                return false;
    return !ctx->failed;
}
