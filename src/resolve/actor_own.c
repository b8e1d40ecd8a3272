/* actor_own.c — a user's names and role nouns into the maps (actor_own.h).
 *
 * A name that the shipped tables have is of the same kind and the same group
 * as there, so that "Iraqis" stays a people and articles join it with "Iraq";
 * for others the code tells: three letters are a state, all else is a body,
 * which the name tagger may turn into a person later (actor_compose.c).
 */
#include "resolve/actor_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/str.h"
#include "resolve/actor_words.h"

enum { STEM_LETTERS = 4, SHORT_LETTERS = 3 };

static dtl_status no_memory(own_reader *r)
{
    return dtl_fail(r->err, DTL_NOMEM, r->line, 0,
                    "E452: no memory for actors");
}

dtl_status dtli_own_bad(own_reader *r, dtl_error *what)
{
    if (what->line == 0)
        what->line = r->line;
    dtli_error_source(what, r->path);
    for (char *c = what->message; *c; c++)
        if ((unsigned char)*c < 0x20)
            *c = '?'; /* it goes to a terminal */
    if (r->bad++ < DTL_MAX_OWN_REPORTS && r->report->warn)
        r->report->warn(r->report->payload, what);
    return DTL_OK;
}

dtl_status dtli_own_bad_text(own_reader *r, const char *format, dtl_str text)
{
    dtl_error what = { 0 };
    (void)dtl_fail(&what, DTL_SYNTAX, r->line, 0, format,
                   dtli_error_shown(text), text.ptr);
    return dtli_own_bad(r, &what);
}

/* --------------------------------------------------------------- names */

static bool fold(dtl_str text, actor_key *key)
{
    dtli_actor_key_clear(key);
    dtli_actor_key_add(key, text);
    return dtli_actor_key_str(key).len > 0;
}

/* "The United Nations" is found without its article. */
static dtl_str without_article(dtl_str name)
{
    dtl_str head = dtli_str_slice(name, 0, 4);
    return name.len > 4 && dtli_str_equal_nocase(head, DTL_STR("the "))
               ? dtli_str_slice(name, 4, name.len)
               : name;
}

/* "GONDOR" as "Gondor": for people to read. Words of up to three letters
 * with no vowel inside stay as they are. */
static dtl_str readable(own_reader *r, dtl_str name)
{
    dtl_str out = dtli_arena_str(r->actors->arena, name);
    if (!dtli_actor_is_capitals(name) || name.len <= SHORT_LETTERS)
        return out;
    char *bytes = (char *)out.ptr; /* the copy is ours */
    for (size_t i = 1; i < out.len; i++) {
        char before = bytes[i - 1];
        if (before != ' ' && before != '-' && before != '.' &&
            bytes[i] >= 'A' && bytes[i] <= 'Z')
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
    }
    return out;
}

/* First entry under a folded name, or NULL: a shipped one where there is. */
static const actor_entry *known_as(const dtl_actors *actors, dtl_str key)
{
    uint32_t i = dtli_strmap_get(actors->names, key, DTL_STRMAP_NONE);
    return i == DTL_STRMAP_NONE ? NULL : &actors->entries[i];
}

/* "Eriadori", "Arnorian": what people of a state are called. */
static bool is_demonym(dtl_str name)
{
    static const char *const ENDINGS[] = { "I", "IAN", "AN",  "ESE", "ISH",
                                           "i", "ian", "an",  "ese", "ish",
                                           "S", "s",   "ITE", "ite" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++)
        if (dtli_str_ends(name, dtli_str(ENDINGS[i])))
            return true;
    return false;
}

static bool is_state(const own_code *code)
{
    return code->country[0] != '\0' && code->sectors[0][0] == '\0' &&
           !dtli_actor_is_world(code->country);
}

/* Kind of a name that no shipped table has. */
static actor_entry_kind guess_kind(const own_code *code, dtl_str name,
                                   bool main)
{
    if (!is_state(code))
        return ACTOR_ORG;
    if (main)
        return ACTOR_COUNTRY;
    return is_demonym(name) ? ACTOR_DEMONYM : ACTOR_CAPITAL;
}

/* What all names of a record have in common. */
typedef struct own_frame {
    dtl_str name;   /* of the main one, for people */
    uint32_t group; /* of the main one */
    bool main;      /* the name in hand is that one */
} own_frame;

/* ISO letters of a country, where the user has others: "KSV" for XKX. */
static const char *iso_of(const dtl_actors *actors, const char *country)
{
    int number = dtli_actor_code(country);
    if (number < 0 || !actors->own_letters ||
        actors->own_letters[number][0] == '\0')
        return country;
    return actors->own_letters[number];
}

/* Learns from "KOSOVO_ [KSV]", a state that the shipped tables know by
 * another code, what KSV means in this and later records. */
static bool learn_letters(own_reader *r, const own_record *record)
{
    dtl_actors *actors = r->actors;
    actor_key key;
    for (uint32_t c = 0; c < record->code_count; c++) {
        int number = is_state(&record->codes[c])
                         ? dtli_actor_code(record->codes[c].country)
                         : -1;
        for (uint32_t n = 0;
             number >= 0 && !r->known[number] && n < record->name_count;
             n++) {
            const actor_entry *is =
                fold(record->names[n].text, &key)
                    ? known_as(actors, dtli_actor_key_str(&key))
                    : NULL;
            if (!is || is->own || is->kind != ACTOR_COUNTRY)
                continue;
            if (!actors->own_letters)
                actors->own_letters = dtli_arena_array(
                    actors->arena, ACTOR_CODES, sizeof *actors->own_letters);
            if (!actors->own_letters)
                return false;
            memcpy(actors->own_letters[number], is->country, DTL_CODE_SIZE);
            break;
        }
    }
    return true;
}

static actor_entry make_entry(const own_code *code, const own_frame *frame,
                              const actor_entry *known, dtl_str name)
{
    actor_entry entry = { .own = true, .group = frame->group };
    if (known)
        entry = *known;
    else
        entry.kind = guess_kind(code, name, frame->main);
    entry.own = true;
    if (!known)
        entry.name = frame->name;
    entry.code = code->text;
    entry.nobody = code->nobody;
    entry.from = code->from;
    entry.to = code->to;
    memcpy(entry.country, code->country, sizeof entry.country);
    entry.world = dtli_actor_is_world(entry.country);
    memcpy(entry.sectors, code->sectors, sizeof entry.sectors);
    bool state = entry.kind == ACTOR_COUNTRY || entry.kind == ACTOR_DEMONYM ||
                 entry.kind == ACTOR_CAPITAL;
    entry.plain = state && is_state(code);
    if (state && entry.sectors[0][0] == '\0')
        dtli_actor_add_sector(entry.sectors, "GOV");
    return entry;
}

/* Capitals of a dictionary tell nothing: a name wants a capital in front, a
 * short one ("US") nothing else. */
static void set_spelling(actor_entry *entry, dtl_str name, bool typed)
{
    entry->generic = false;
    if (typed)
        return;
    entry->capital = true;
    entry->acronym = name.len <= SHORT_LETTERS;
}

static dtl_status add_name(own_reader *r, const own_record *record,
                           const own_frame *frame, dtl_str name)
{
    dtl_actors *actors = r->actors;
    actor_key key;
    name = without_article(name);
    if (!fold(name, &key))
        return DTL_OK;
    const actor_entry *found = known_as(actors, dtli_actor_key_str(&key));
    actor_entry known = { 0 };
    if (found)
        known = *found; /* entries move when one is added */
    for (int dated = 1; dated >= 0; dated--)
        for (uint32_t c = 0; c < record->code_count; c++) {
            const own_code *code = &record->codes[c];
            bool open =
                code->from == DTL_DAY_NONE && code->to == DTL_DAY_NONE;
            if (open == (dated == 1))
                continue;
            if (actors->own_count >= DTL_MAX_OWN_ACTORS)
                return dtl_fail(r->err, DTL_LIMIT, r->line, 0,
                                "E455: more than %u names with their codes",
                                DTL_MAX_OWN_ACTORS);
            actor_entry entry =
                make_entry(code, frame, found ? &known : NULL, name);
            memcpy(entry.country, iso_of(actors, code->country),
                   DTL_CODE_SIZE);
            uint32_t at = actors->entry_count;
            if (!dtli_actor_add_name(actors, entry, name))
                return no_memory(r);
            if (actors->entry_count == at)
                return DTL_OK;
            set_spelling(&actors->entries[at], name, record->typed);
            actors->own_count++;
        }
    return DTL_OK;
}

/* "ARGENTIN": "Argentine", "Argentinians" ... Only the endings of countries'
 * people and of plurals: "Ent" is no start of "entire". */
static dtl_status add_stem(own_reader *r, const own_record *record,
                           const own_frame *frame, dtl_str name)
{
    static const char *const ENDINGS[] = {
        "S",  "A",   "AS",   "I",   "IS",   "N",   "NS",    "AN",
        "E",  "ES",  "ANS",  "IA",  "IAN",  "IANS", "INE", "INES",
        "ESE", "ISH", "IST", "ISTS",
    };
    dtl_status status = DTL_OK;
    if (name.len < STEM_LETTERS ||
        dtli_str_find(name, OWN_LOST_LETTER, 0) < name.len)
        return DTL_OK;
    for (size_t i = 0;
         status == DTL_OK && i < sizeof ENDINGS / sizeof ENDINGS[0]; i++) {
        dtl_str longer = dtli_arena_printf(r->scratch, "%.*s%s",
                                           DTL_FMT(name), ENDINGS[i]);
        if (!longer.ptr)
            return no_memory(r);
        status = add_name(r, record, frame, longer);
    }
    return status;
}

/* "Z?roual" with one letter lost: mostly a vowel with an accent. */
static dtl_status add_restored(own_reader *r, const own_record *record,
                               const own_frame *frame, dtl_str name)
{
    static const char VOWELS[] = "AEIOU";
    size_t at = dtli_str_find(name, OWN_LOST_LETTER, 0);
    dtl_str copy = dtli_arena_str(r->scratch, name);
    dtl_status status = DTL_OK;
    if (!copy.ptr)
        return no_memory(r);
    for (size_t v = 0; status == DTL_OK && VOWELS[v]; v++) {
        ((char *)copy.ptr)[at] = VOWELS[v];
        status = add_name(r, record, frame, copy);
    }
    return status;
}

static bool has_lost(dtl_str name)
{
    return dtli_str_find(name, OWN_LOST_LETTER, 0) < name.len;
}

/* Codes outlive the record: one copy for all names. */
static bool keep_codes(own_reader *r, const own_record *record)
{
    for (uint32_t c = 0; c < record->code_count; c++) {
        own_code *code = &record->codes[c];
        if (code->text.len == 0)
            continue;
        code->text = dtli_arena_str(r->actors->arena, code->text);
        if (!code->text.ptr)
            return false;
    }
    return true;
}

static bool begin_frame(own_reader *r, const own_record *record,
                        own_frame *frame)
{
    actor_key key;
    dtl_str name = without_article(record->names[0].text);
    frame->name = record->typed ? dtli_arena_str(r->actors->arena, name)
                                : readable(r, name);
    frame->group = r->actors->group_count;
    const actor_entry *found =
        fold(name, &key) ? known_as(r->actors, dtli_actor_key_str(&key))
                         : NULL;
    if (found)
        frame->group = found->group;
    else
        r->actors->group_count++;
    return frame->name.ptr != NULL;
}

dtl_status dtli_own_add(own_reader *r, const own_record *record)
{
    own_frame frame;
    dtl_status status = DTL_OK;
    if (!keep_codes(r, record) || !learn_letters(r, record) ||
        !begin_frame(r, record, &frame))
        return no_memory(r);
    for (uint32_t n = 0; status == DTL_OK && n < record->name_count; n++) {
        const own_name *name = &record->names[n];
        frame.main = n == 0;
        if (has_lost(name->text)) {
            status = add_restored(r, record, &frame, name->text);
            continue;
        }
        status = add_name(r, record, &frame, name->text);
        frame.main = false;
        if (status == DTL_OK && name->stem)
            status = add_stem(r, record, &frame, name->text);
    }
    return status;
}

/* ---------------------------------------------------------- role nouns */

/* Role of the last word of a key: "minister" of "finance minister". */
static const actor_role *last_word_role(const dtl_actors *actors, dtl_str key)
{
    size_t at = key.len;
    while (at > 0 && key.ptr[at - 1] != ' ')
        at--;
    const actor_role *role =
        dtli_actor_role(actors, dtli_str_slice(key, at, key.len));
    return role && !role->capital ? role : NULL;
}

dtl_status dtli_own_add_agent(own_reader *r, const own_agent *agent)
{
    dtl_actors *actors = r->actors;
    actor_key key;
    actor_role role = { .kind = ACTOR_ROLE_PERSON };
    if (!fold(agent->name, &key))
        return DTL_OK;
    dtl_str folded = dtli_actor_key_str(&key);
    uint32_t at =
        dtli_strmap_get(actors->role_map, folded, DTL_STRMAP_NONE);
    const actor_role *like = at != DTL_STRMAP_NONE
                                 ? &actors->roles[at]
                                 : last_word_role(actors, folded);
    if (at != DTL_STRMAP_NONE && like->code.len > 0)
        return DTL_OK; /* the first row counts */
    if (like)
        role = *like;
    actor_sectors sectors;
    dtli_own_sectors(agent->code, sectors);
    if (sectors[0][0] != '\0')
        memcpy(role.sectors, sectors, sizeof sectors);
    role.before = agent->before;
    role.code = dtli_arena_str(actors->arena, agent->code);
    role.capital = false;
    folded = dtli_arena_str(actors->arena, folded);
    if (!role.code.ptr || !folded.ptr)
        return no_memory(r);
    if (actors->own_agents >= DTL_MAX_OWN_ACTORS)
        return dtl_fail(r->err, DTL_LIMIT, r->line, 0,
                        "E456: more than %u role nouns", DTL_MAX_OWN_ACTORS);
    if (!dtli_actor_starts_add(&actors->agent_starts, folded, key.words))
        return no_memory(r);
    actors->own_agents++;
    if (at == DTL_STRMAP_NONE)
        return dtli_actor_add_role(actors, role, folded) ? DTL_OK
                                                         : no_memory(r);
    actors->roles[at] = role;
    return DTL_OK;
}

/* --------------------------------------------------------------- files */

static void note_countries(own_reader *r)
{
    const dtl_actors *actors = r->actors;
    for (uint32_t i = 0; i < actors->entry_count; i++) {
        const actor_entry *entry = &actors->entries[i];
        int number = dtli_actor_code(entry->country);
        if (!entry->own && entry->kind <= ACTOR_CAPITAL && number >= 0)
            r->known[number] = true;
    }
}

/* A table has a header, whose cells are parted by tabs, one of them "name". */
static bool is_table(dtl_str text)
{
    dtl_str line, one;
    if (dtli_str_starts(text, DTL_STR("\xef\xbb\xbf")))
        text = dtli_str_slice(text, 3, text.len);
    while (dtli_str_split(&text, '\n', &line)) {
        line = dtli_str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (dtli_str_find(line, '\t', 0) == line.len)
            return false;
        while (dtli_str_split(&line, '\t', &one))
            if (dtli_str_is(dtli_str_trim(one), "name"))
                return true;
        return false;
    }
    return false;
}

static dtl_status read_bytes(own_reader *r, dtl_str bytes)
{
    if (bytes.len > DTL_MAX_OWN_ACTOR_FILE)
        return dtl_fail(r->err, DTL_LIMIT, 0, 0,
                        "E453: larger than %zu bytes",
                        DTL_MAX_OWN_ACTOR_FILE);
    dtl_status status = is_table(bytes) ? dtli_own_read_table(r, bytes)
                                        : dtli_own_read_dictionary(r, bytes);
    if (status == DTL_OK && r->bad > DTL_MAX_OWN_REPORTS &&
        r->report->warn) {
        dtl_error more = { .code = DTL_SYNTAX };
        snprintf(more.message, sizeof more.message,
                 "E454: %u more bad lines", r->bad - DTL_MAX_OWN_REPORTS);
        dtli_error_source(&more, r->path);
        r->report->warn(r->report->payload, &more);
    }
    return status;
}

dtl_status dtli_actors_add(dtl_actors *actors, const char *path,
                           const dtli_own_report *report, dtl_error *err)
{
    static const dtli_own_report SILENT = { NULL, NULL };
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    own_reader *r = dtli_calloc(1, sizeof *r);
    if (!r) {
        dtli_map_close(&map);
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E452: no memory for actors");
    }
    r->actors = actors;
    r->path = path;
    r->report = report ? report : &SILENT;
    r->err = err;
    r->scratch = dtli_arena_new(DTL_MAX_OWN_ACTOR_FILE * 2);
    note_countries(r);
    status = r->scratch ? read_bytes(r, map.bytes) : no_memory(r);
    dtli_arena_free(r->scratch);
    free(r);
    dtli_map_close(&map);
    if (status != DTL_OK)
        dtli_error_source(err, path);
    return status;
}
