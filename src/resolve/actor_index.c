/* actor_index.c — tables of data/actors into maps (actor_index.h).
 *
 * Tables whose names begin with "actors/orgs_" or "actors/persons_" are all
 * taken, so that a new one needs no code.
 */
#include "resolve/actor_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "base/str.h"
#include "resolve/actor_words.h"

/* Keys of some thirty thousand names. */
#define ACTOR_KEYS_BYTES ((size_t)64 << 20)

typedef struct builder {
    dtl_actors *actors;
    const dtl_lexicon *lexicon;
    dtl_strmap *groups; /* canonical name and country → group */
    dtl_table table;
    bool failed; /* memory */
} builder;

static void copy_code(char out[DTL_CODE_SIZE], dtl_str code)
{
    size_t n = code.len < DTL_CODE_SIZE ? code.len : DTL_CODE_SIZE - 1;
    memset(out, 0, DTL_CODE_SIZE);
    memcpy(out, code.ptr, n);
}

static void read_sectors(dtl_str cell, actor_sectors out)
{
    dtl_str part;
    memset(out, 0, sizeof(actor_sectors));
    for (int i = 0; i < DTL_SECTORS_MAX && cell.len > 0 &&
                    dtli_str_split(&cell, '+', &part);
         i++)
        copy_code(out[i], part);
}

bool dtli_actor_has_sector(actor_sectors sectors, const char *code)
{
    for (int i = 0; i < DTL_SECTORS_MAX; i++)
        if (strcmp(sectors[i], code) == 0)
            return true;
    return false;
}

void dtli_actor_add_sector(actor_sectors sectors, const char *code)
{
    for (int i = 0; i < DTL_SECTORS_MAX; i++) {
        if (strcmp(sectors[i], code) == 0)
            return;
        if (sectors[i][0] == '\0') {
            copy_code(sectors[i], dtli_str(code));
            return;
        }
    }
}

bool dtli_actor_is_world(const char *country)
{
    static const char *const CODES[] = { "IGO", "UNO", "EUR", "NGO",
                                         "ISM", "IMG", "MNC" };
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
        if (strcmp(country, CODES[i]) == 0)
            return true;
    return false;
}

int dtli_actor_code(const char *country)
{
    int code = 0;
    for (int i = 0; i < 3; i++) {
        if (country[i] < 'A' || country[i] > 'Z')
            return -1;
        code = code * 26 + (country[i] - 'A');
    }
    return code;
}

bool dtli_actor_holds(const actor_entry *entry, dtl_day day)
{
    if (day == DTL_DAY_NONE)
        return true;
    return (entry->from == DTL_DAY_NONE || entry->from <= day) &&
           (entry->to == DTL_DAY_NONE || day <= entry->to);
}

static dtl_str cell(const builder *b, uint32_t row, const char *column)
{
    return dtli_table_cell(&b->table, row,
                           dtli_table_column(&b->table, column));
}

/* Group of a canonical name: rows with the same kind, name and country. */
static uint32_t group_of(builder *b, char kind, dtl_str name, dtl_str country)
{
    dtl_str key = dtli_arena_printf(b->actors->arena, "%c%.*s|%.*s", kind,
                                    DTL_FMT(name), DTL_FMT(country));
    if (!key.ptr) {
        b->failed = true;
        return 0;
    }
    uint32_t group = dtli_strmap_get(b->groups, key, DTL_STRMAP_NONE);
    if (group != DTL_STRMAP_NONE)
        return group;
    group = b->actors->group_count++;
    b->failed |= !dtli_strmap_put(b->groups, key, group);
    return group;
}

static bool grow(void *items, uint32_t count, uint32_t *room, size_t size)
{
    void **array = items;
    if (count < *room)
        return true;
    uint32_t more = *room ? *room * 2 : 1024;
    void *bigger = dtli_realloc(*array, more * size);
    if (!bigger)
        return false;
    *array = bigger;
    *room = more;
    return true;
}

static dtl_str first_word(dtl_str key)
{
    return dtli_str_slice(key, 0, dtli_str_find(key, ' ', 0));
}

bool dtli_actor_starts_add(actor_starts *starts, dtl_str key, uint32_t words)
{
    dtl_str first = first_word(key);
    uint32_t at = dtli_strmap_get(starts->map, first, DTL_STRMAP_NONE);
    if (at != DTL_STRMAP_NONE) {
        if (starts->words[at] < words)
            starts->words[at] = words;
        return true;
    }
    if (!grow(&starts->words, starts->count, &starts->room, sizeof words))
        return false;
    starts->words[starts->count] = words;
    return dtli_strmap_put(starts->map, first, starts->count++);
}

uint32_t dtli_actor_reach(const actor_starts *starts, dtl_str text)
{
    uint32_t at =
        dtli_strmap_get(starts->map, first_word(text), DTL_STRMAP_NONE);
    return at == DTL_STRMAP_NONE ? 0 : starts->words[at];
}

static bool starts_open(actor_starts *starts, uint32_t expected)
{
    starts->map = dtli_strmap_new(expected);
    return starts->map != NULL;
}

static void starts_close(actor_starts *starts)
{
    dtli_strmap_free(starts->map);
    free(starts->words);
}

static bool ends_in_role(const dtl_actors *actors, dtl_str key)
{
    size_t at = key.len;
    while (at > 0 && key.ptr[at - 1] != ' ')
        at--;
    return dtli_actor_role(actors, dtli_str_slice(key, at, key.len)) != NULL;
}

bool dtli_actor_add_name(dtl_actors *actors, actor_entry entry, dtl_str name)
{
    actor_key key;
    dtli_actor_key_clear(&key);
    dtli_actor_key_add(&key, name);
    dtl_str folded = dtli_actor_key_str(&key);
    if (folded.len == 0)
        return true;
    folded = dtli_arena_str(actors->arena, folded);
    if (!folded.ptr)
        return false;
    entry.acronym = name.len <= 8 && dtli_actor_is_capitals(name);
    entry.capital = dtli_actor_is_capital(name);
    entry.several = key.words > 1;
    entry.generic = !entry.acronym && ends_in_role(actors, folded);
    if (!dtli_actor_starts_add(&actors->starts, folded, key.words) ||
        (!entry.capital &&
         !dtli_actor_starts_add(&actors->small_starts, folded, key.words)))
        return false;
    if (!grow(&actors->entries, actors->entry_count, &actors->entry_room,
              sizeof entry))
        return false;
    actors->entries[actors->entry_count] = entry;
    return dtli_strmap_put(actors->names, folded, actors->entry_count++);
}

bool dtli_actor_add_role(dtl_actors *actors, actor_role role, dtl_str key)
{
    if (!grow(&actors->roles, actors->role_count, &actors->role_room,
              sizeof role))
        return false;
    actors->roles[actors->role_count] = role;
    return dtli_strmap_put(actors->role_map, key, actors->role_count++);
}

static void add_name(builder *b, actor_entry entry, dtl_str name)
{
    b->failed |= !dtli_actor_add_name(b->actors, entry, name);
}

/* Adds `entry` under each of the names in `cell`, parted by "|". */
static void add_names(builder *b, actor_entry entry, dtl_str names)
{
    dtl_str name;
    while (names.len > 0 && dtli_str_split(&names, '|', &name))
        if (name.len > 0)
            add_name(b, entry, name);
}

static actor_entry new_entry(actor_entry_kind kind, dtl_str country)
{
    actor_entry entry = { .kind = kind,
                          .from = DTL_DAY_NONE,
                          .to = DTL_DAY_NONE };
    copy_code(entry.country, country);
    entry.world = dtli_actor_is_world(entry.country);
    return entry;
}

static void add_country(builder *b, uint32_t row)
{
    actor_entry entry = new_entry(ACTOR_COUNTRY, cell(b, row, "state"));
    entry.name = cell(b, row, "name");
    entry.plain = true;
    entry.group = group_of(b, 'c', entry.name, DTL_STR(""));
    read_sectors(DTL_STR("GOV"), entry.sectors);
    add_name(b, entry, entry.name);
    add_names(b, entry, cell(b, row, "aliases"));
    entry.kind = ACTOR_DEMONYM;
    add_names(b, entry, cell(b, row, "demonyms"));
    entry.kind = ACTOR_CAPITAL;
    add_names(b, entry, cell(b, row, "capital"));
}

static void add_region(builder *b, uint32_t row)
{
    actor_entry entry = new_entry(ACTOR_COUNTRY, cell(b, row, "country"));
    entry.name = cell(b, row, "name");
    entry.group = group_of(b, 'r', entry.name, DTL_STR(""));
    read_sectors(DTL_STR("GOV"), entry.sectors);
    dtl_str second = cell(b, row, "second");
    if (second.len > 0)
        copy_code(entry.sectors[1], second);
    add_name(b, entry, entry.name);
    add_names(b, entry, cell(b, row, "aliases"));
    entry.kind = ACTOR_DEMONYM;
    add_names(b, entry, cell(b, row, "demonyms"));
}

static void add_seat(builder *b, uint32_t row)
{
    actor_entry entry = new_entry(ACTOR_SEAT, cell(b, row, "country"));
    entry.name = cell(b, row, "name");
    entry.group = group_of(b, 's', entry.name, DTL_STR(""));
    read_sectors(cell(b, row, "sectors"), entry.sectors);
    add_name(b, entry, entry.name);
    add_names(b, entry, cell(b, row, "aliases"));
}

static void add_people(builder *b, uint32_t row)
{
    actor_entry entry = new_entry(ACTOR_PEOPLE, cell(b, row, "country"));
    entry.name = cell(b, row, "name");
    entry.group = group_of(b, 'p', entry.name, DTL_STR(""));
    read_sectors(cell(b, row, "sectors"), entry.sectors);
    add_name(b, entry, entry.name);
    add_names(b, entry, cell(b, row, "aliases"));
}

static void add_org(builder *b, uint32_t row)
{
    dtl_str country = cell(b, row, "country");
    actor_entry entry = new_entry(ACTOR_ORG, country);
    entry.name = cell(b, row, "name");
    entry.group = group_of(b, 'o', entry.name, country);
    read_sectors(cell(b, row, "sectors"), entry.sectors);
    entry.from = dtli_day_parse(cell(b, row, "from"));
    entry.to = dtli_day_parse(cell(b, row, "to"));
    add_name(b, entry, entry.name);
    add_names(b, entry, cell(b, row, "aliases"));
}

static bool is_leader(dtl_str office)
{
    static const char *const OFFICES[] = { "president", "prime minister",
                                           "king", "queen", "chancellor" };
    return DTL_STR_IS_ANY(office, OFFICES);
}

static void add_person(builder *b, uint32_t row)
{
    dtl_str country = cell(b, row, "country");
    actor_entry entry = new_entry(ACTOR_PERSON, country);
    dtl_str gender = cell(b, row, "gender");
    entry.name = cell(b, row, "name");
    entry.office = cell(b, row, "office");
    entry.leader = is_leader(entry.office);
    entry.gender = gender.len > 0 ? gender.ptr[0] : '\0';
    entry.group = group_of(b, 'h', entry.name, country);
    read_sectors(cell(b, row, "sectors"), entry.sectors);
    entry.from = dtli_day_parse(cell(b, row, "from"));
    entry.to = dtli_day_parse(cell(b, row, "to"));
    add_name(b, entry, entry.name);
    add_names(b, entry, cell(b, row, "aliases"));
    entry.kind = ACTOR_SURNAME;
    if (!dtli_str_equal(entry.name, cell(b, row, "short")))
        add_name(b, entry, cell(b, row, "short"));
}

static bool fold_into(builder *b, dtl_strmap *map, dtl_str text,
                      uint32_t value)
{
    actor_key key;
    dtli_actor_key_clear(&key);
    dtli_actor_key_add(&key, text);
    dtl_str folded =
        dtli_arena_str(b->actors->arena, dtli_actor_key_str(&key));
    return folded.len == 0 || dtli_strmap_put(map, folded, value);
}

static void add_role(builder *b, uint32_t row)
{
    dtl_actors *actors = b->actors;
    dtl_str kind = cell(b, row, "kind"), scope = cell(b, row, "scope");
    dtl_str gender = cell(b, row, "gender"), name = cell(b, row, "role");
    actor_role role = {
        .kind = dtli_str_is(kind, "person")  ? ACTOR_ROLE_PERSON
                : dtli_str_is(kind, "group") ? ACTOR_ROLE_GROUP
                                             : ACTOR_ROLE_ORGAN,
        .scope = dtli_str_is(scope, "main")    ? ACTOR_SCOPE_MAIN
                 : dtli_str_is(scope, "place") ? ACTOR_SCOPE_PLACE
                                               : ACTOR_SCOPE_NONE,
        .defer = dtli_str_is(cell(b, row, "defer"), "y"),
        .capital = dtli_actor_is_capital(name),
        .gender = gender.len > 0 ? gender.ptr[0] : '\0',
    };
    read_sectors(cell(b, row, "sectors"), role.sectors);
    if (!grow(&actors->roles, actors->role_count, &actors->role_room,
              sizeof role)) {
        b->failed = true;
        return;
    }
    actors->roles[actors->role_count] = role;
    b->failed |= !fold_into(b, actors->role_map, name, actors->role_count++);
}

static void add_modifier(builder *b, uint32_t row)
{
    static const struct {
        const char *name;
        actor_effect effect;
    } EFFECTS[] = {
        { "give", ACTOR_EFFECT_GIVE },     { "force", ACTOR_EFFECT_FORCE },
        { "former", ACTOR_EFFECT_FORMER }, { "late", ACTOR_EFFECT_LATE },
        { "hold", ACTOR_EFFECT_HOLD },     { "elect", ACTOR_EFFECT_ELECT },
        { "oppose", ACTOR_EFFECT_OPPOSE }, { "abroad", ACTOR_EFFECT_ABROAD },
        { "igo", ACTOR_EFFECT_WORLD },     { "un", ACTOR_EFFECT_WORLD },
    };
    dtl_actors *actors = b->actors;
    actor_modifier modifier = { .effect = ACTOR_EFFECT_HOLD };
    dtl_str effect = cell(b, row, "effect");
    for (size_t i = 0; i < sizeof EFFECTS / sizeof EFFECTS[0]; i++)
        if (dtli_str_is(effect, EFFECTS[i].name))
            modifier.effect = EFFECTS[i].effect;
    read_sectors(cell(b, row, "sectors"), modifier.sectors);
    if (!grow(&actors->modifiers, actors->modifier_count,
              &actors->modifier_room, sizeof modifier)) {
        b->failed = true;
        return;
    }
    actors->modifiers[actors->modifier_count] = modifier;
    b->failed |= !fold_into(b, actors->modifier_map, cell(b, row, "modifier"),
                            actors->modifier_count++);
}

typedef void (*row_reader)(builder *b, uint32_t row);

static dtl_status read_table(builder *b, const char *name, row_reader read,
                             dtl_error *err)
{
    dtl_status status = dtli_lexicon_table(b->lexicon, name, &b->table, err);
    for (uint32_t row = 0; status == DTL_OK && row < b->table.rows; row++)
        read(b, row);
    return status;
}

static const struct {
    const char *name;
    row_reader read;
    bool prefix;
} TABLES[] = {
    { "actors/roles", add_role, false }, /* first: names look into them */
    { "actors/modifiers", add_modifier, false },
    { "actors/countries", add_country, false },
    { "actors/regions", add_region, false },
    { "actors/seats", add_seat, false },
    { "actors/peoples", add_people, false },
    { "actors/orgs_", add_org, true },
    { "actors/persons_", add_person, true },
};

static dtl_status read_tables(builder *b, size_t which, dtl_error *err)
{
    const char *wanted = TABLES[which].name;
    if (!TABLES[which].prefix)
        return read_table(b, wanted, TABLES[which].read, err);
    dtl_status status = DTL_OK;
    for (uint32_t i = 0; status == DTL_OK; i++) {
        const char *name = dtli_lexicon_name(b->lexicon, i);
        if (!name)
            break;
        if (strncmp(name, wanted, strlen(wanted)) == 0)
            status = read_table(b, name, TABLES[which].read, err);
    }
    return status;
}

static dtl_status build(builder *b, dtl_error *err)
{
    dtl_actors *actors = b->actors;
    actors->arena = dtli_arena_new(ACTOR_KEYS_BYTES);
    actors->names = dtli_strmap_new(32768);
    actors->role_map = dtli_strmap_new(4096);
    actors->modifier_map = dtli_strmap_new(1024);
    b->groups = dtli_strmap_new(16384);
    b->failed = !starts_open(&actors->starts, 16384) ||
                !starts_open(&actors->small_starts, 1024) ||
                !starts_open(&actors->agent_starts, 64) || !actors->arena ||
                !actors->names || !actors->role_map ||
                !actors->modifier_map || !b->groups;
    dtl_status status = DTL_OK;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0] && !b->failed &&
                       status == DTL_OK;
         i++)
        status = read_tables(b, i, err);
    dtli_strmap_free(b->groups);
    if (status == DTL_OK && b->failed)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E450: out of memory");
    return status;
}

dtl_status dtli_actors_open(const dtl_lexicon *lexicon, dtl_actors **out,
                            dtl_error *err)
{
    dtl_actors *actors = dtli_calloc(1, sizeof *actors);
    if (!actors)
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E450: out of memory");
    builder b = { .actors = actors, .lexicon = lexicon };
    dtl_status status = build(&b, err);
    if (status == DTL_OK)
        *out = actors;
    else
        dtli_actors_close(actors);
    return status;
}

void dtli_actors_close(dtl_actors *actors)
{
    if (!actors)
        return;
    dtli_strmap_free(actors->names);
    dtli_strmap_free(actors->role_map);
    dtli_strmap_free(actors->modifier_map);
    dtli_arena_free(actors->arena);
    starts_close(&actors->starts);
    starts_close(&actors->small_starts);
    starts_close(&actors->agent_starts);
    free(actors->entries);
    free(actors->roles);
    free(actors->modifiers);
    free(actors);
}

const actor_role *dtli_actor_role(const dtl_actors *actors, dtl_str key)
{
    uint32_t i = dtli_strmap_get(actors->role_map, key, DTL_STRMAP_NONE);
    return i == DTL_STRMAP_NONE ? NULL : &actors->roles[i];
}

const actor_modifier *dtli_actor_modifier(const dtl_actors *actors,
                                          dtl_str key)
{
    uint32_t i = dtli_strmap_get(actors->modifier_map, key, DTL_STRMAP_NONE);
    return i == DTL_STRMAP_NONE ? NULL : &actors->modifiers[i];
}
