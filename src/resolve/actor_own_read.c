/* actor_own_read.c — actor and agent dictionaries of TABARI and PETRARCH.
 *
 *   GONDOR_  [GON]                  a name and its code
 *   +MINAS_TIRITH_                  another name of it
 *   SAM_GAMGEE                      codes by day: the first that holds counts,
 *           [HOBMIL 080120-121109]  the one without days where none does
 *           [HOBELI >20121109]
 *           [HOB]
 *   SOLDIER [~MIL]                  an agent: a role noun, plural by itself
 *   GOLDEN_GOOSE {GOLDEN_GEESE} [~GGS]
 *   POLICE {} [~COP]                no plural
 *   HUMAN_RIGHTS_BODY [NGO~]        its code stands before the actor's
 *   !PERSON! = MAN, MEN             CONGRESS!PERSON! is CONGRESSMAN ...
 *   &SIDE  +NORTH  +SOUTH           a set, one word a line: &SIDE_KOREA
 *
 * A name without "_" at its end is a stem. Years of two digits are of 1930
 * to 2029, or a century before where the end of a range would be before its
 * beginning.
 */
#include "resolve/actor_own.h"

#include <string.h>

#include "base/day.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

enum { PARTS = 9, PIVOT_YEAR = 30 };

/* Words that one marker stands for. */
typedef struct word_set {
    dtl_str name; /* without its marks */
    dtl_str *words;
    uint32_t count, room;
} word_set;

typedef struct dictionary {
    own_reader *r;
    dtl_arena *kept; /* sets */
    word_set *sets;
    uint32_t set_count, set_room;
    bool in_set;     /* "+" lines belong to the last set */
    bool open;       /* a record is being read */
    bool stray_told; /* its lines that belong to no name */
    own_record record;
    uint64_t begun;  /* line of its name */
    uint32_t told;   /* bad lines before it */
} dictionary;

static dtl_status no_memory(dictionary *d)
{
    return dtl_fail(d->r->err, DTL_NOMEM, d->r->line, 0,
                    "E452: no memory for actors");
}

static dtl_status bad_name(dictionary *d, dtl_str text)
{
    return dtli_own_bad_text(d->r, "E457: no name that can be found: \"%.*s\"",
                             text);
}

/* ---------------------------------------------------------------- sets */

static word_set *find_set(const dictionary *d, dtl_str name)
{
    for (uint32_t i = 0; i < d->set_count; i++)
        if (dtli_str_equal_nocase(d->sets[i].name, name))
            return &d->sets[i];
    return NULL;
}

static dtl_status new_set(dictionary *d, dtl_str name)
{
    if (d->set_count >= DTL_MAX_OWN_SETS)
        return dtl_fail(d->r->err, DTL_LIMIT, d->r->line, 0,
                        "E458: more than %u sets of words",
                        DTL_MAX_OWN_SETS);
    if (!dtli_arena_grow(d->kept, &d->sets, d->set_count, &d->set_room,
                         sizeof *d->sets))
        return no_memory(d);
    word_set *set = &d->sets[d->set_count];
    *set = (word_set){ .name = dtli_arena_str(d->kept, name) };
    if (!set->name.ptr)
        return no_memory(d);
    d->set_count++;
    return DTL_OK;
}

static dtl_status add_word(dictionary *d, dtl_str word)
{
    word_set *set = &d->sets[d->set_count - 1];
    word = dtli_str_trim(word);
    while (dtli_str_ends(word, DTL_STR("_")))
        word.len--;
    if (set->count >= DTL_MAX_OWN_EXPANSIONS || word.len == 0)
        return DTL_OK;
    if (!dtli_arena_grow(d->kept, &set->words, set->count, &set->room,
                         sizeof *set->words))
        return no_memory(d);
    word = dtli_arena_str(d->kept, word);
    if (!word.ptr)
        return no_memory(d);
    set->words[set->count++] = word;
    return DTL_OK;
}

/* "!PERSON! = MAN, MEN". */
static dtl_status read_substitution(dictionary *d, dtl_str line, size_t equals)
{
    dtl_str word, rest = dtli_str_slice(line, equals + 1, line.len);
    dtl_str name = dtli_str_trim(dtli_str_slice(line, 0, equals));
    name = dtli_str_slice(name, 1, name.len - 1);
    dtl_status status = new_set(d, name);
    while (status == DTL_OK && dtli_str_split(&rest, ',', &word))
        status = add_word(d, word);
    return status;
}

/* -------------------------------------------------------------- phrases */

/* A phrase in parts: words as they are, or a set. */
typedef struct phrase {
    dtl_str text[PARTS];
    const word_set *set[PARTS];
    uint32_t count;
    uint32_t ways; /* phrases that it stands for */
    bool substituted;
} phrase;

static bool is_word_sign(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* End of the marker that begins at `at`, and its set; `at` where there is
 * none. "&TIES" ends at the longest name of a set: "&TIES_WITH". */
static size_t marker_at(const dictionary *d, dtl_str text, size_t at,
                        const word_set **set)
{
    size_t end = at + 1;
    if (text.ptr[at] == '!') {
        end = dtli_str_find(text, '!', at + 1);
        *set = find_set(d, dtli_str_slice(text, at + 1, end));
        return *set && end < text.len ? end + 1 : at;
    }
    if (text.ptr[at] != '&' || d->set_count == 0)
        return at;
    while (end < text.len && is_word_sign(text.ptr[end]))
        end++;
    for (; end > at + 1; end--) {
        *set = find_set(d, dtli_str_slice(text, at + 1, end));
        if (*set)
            return end;
    }
    return at;
}

static bool part_phrase(const dictionary *d, dtl_str text, phrase *out)
{
    size_t from = 0;
    *out = (phrase){ .ways = 1 };
    for (size_t at = 0; at < text.len;) {
        const word_set *set = NULL;
        size_t end = marker_at(d, text, at, &set);
        if (end == at) {
            at++;
            continue;
        }
        if (out->count + 2 >= PARTS ||
            out->ways * set->count > DTL_MAX_OWN_EXPANSIONS)
            return false;
        out->text[out->count++] = dtli_str_slice(text, from, at);
        out->set[out->count++] = set;
        out->ways *= set->count;
        out->substituted = true;
        from = at = end;
    }
    out->text[out->count++] = dtli_str_slice(text, from, text.len);
    return out->ways > 0;
}

/* Way `n` of a phrase with blanks between its words; no memory: NULL. */
static dtl_str write_phrase(const phrase *p, uint32_t n, dtl_arena *arena)
{
    dtl_str out = { "", 0 };
    for (uint32_t i = 0; i < p->count && out.ptr; i++) {
        dtl_str piece = p->text[i];
        if (p->set[i]) {
            piece = p->set[i]->words[n % p->set[i]->count];
            n /= p->set[i]->count;
        }
        out = dtli_arena_printf(arena, "%.*s%.*s", DTL_FMT(out),
                                DTL_FMT(piece));
    }
    for (size_t i = 0; i < out.len; i++)
        if (out.ptr[i] == '_')
            ((char *)out.ptr)[i] = ' '; /* the arena's copy */
    return out.ptr ? dtli_str_trim(out) : out;
}

static bool has_letter(dtl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- codes */

/* "070723" or "20070723"; *century tells that the year had two digits. */
static dtl_day read_day(dtl_str text, bool *century)
{
    uint64_t value = 0;
    *century = text.len == 6;
    if ((text.len != 6 && text.len != 8) ||
        !dtli_str_to_u64(text, 99999999, &value))
        return DTL_DAY_NONE;
    int year = (int)(value / 10000), month = (int)(value / 100 % 100);
    int day = (int)(value % 100);
    if (*century)
        year += year >= PIVOT_YEAR ? 1900 : 2000;
    month = month == 0 ? 1 : month; /* "000000": some time of the year */
    day = day == 0 ? 1 : day;
    int most = dtli_day_month_length(year, month);
    return dtli_day_from_civil(year, month, day > most ? most : day);
}

/* "<980101", "> 980101", "980101-20010430" behind a code. */
static bool read_days(dtl_str text, own_code *code)
{
    bool two_from = false, two_to = false;
    code->from = code->to = DTL_DAY_NONE;
    text = dtli_str_trim(text);
    if (text.len == 0)
        return true;
    char sign = text.ptr[0];
    size_t dash = dtli_str_find(text, '-', 0);
    dtl_str first = dtli_str_trim(dtli_str_slice(text, 0, dash));
    dtl_str last = dtli_str_trim(dtli_str_slice(text, dash + 1, text.len));
    if (sign == '<' || sign == '>') {
        first = dtli_str_trim(dtli_str_slice(text, 1, text.len));
        dtl_day day = read_day(first, &two_from);
        *(sign == '<' ? &code->to : &code->from) = day;
        return day != DTL_DAY_NONE;
    }
    code->from = read_day(first, &two_from);
    code->to = read_day(last, &two_to);
    if (code->from != DTL_DAY_NONE && code->to != DTL_DAY_NONE &&
        code->from > code->to && two_from)
        code->from = dtli_day_add_months(code->from, -1200);
    return code->from != DTL_DAY_NONE && code->to != DTL_DAY_NONE &&
           code->from <= code->to;
}

/* One code without its brackets: "HOBGOV 19950601 - 19990815". */
static dtl_status read_code(dictionary *d, dtl_str text)
{
    own_code code = { 0 };
    size_t end = 0;
    text = dtli_str_trim(text);
    while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\t' &&
           text.ptr[end] != '<' && text.ptr[end] != '>')
        end++;
    dtl_str days = dtli_str_slice(text, end, text.len);
    if (!dtli_own_split(dtli_str_slice(text, 0, end), &code))
        return dtli_own_bad_text(d->r, "E459: no code such as IRQGOV: \"%.*s\"",
                                 text);
    if (!read_days(days, &code))
        return dtli_own_bad_text(
            d->r, "E460: no days such as 980101-20010430: \"%.*s\"",
            dtli_str_trim(days));
    own_record *record = &d->record;
    if (!dtli_arena_grow(d->r->scratch, &record->codes, record->code_count,
                         &record->code_room, sizeof code))
        return no_memory(d);
    code.text = dtli_arena_str(d->r->scratch, code.text);
    if (!code.text.ptr)
        return no_memory(d);
    record->codes[record->code_count++] = code;
    return DTL_OK;
}

/* All "[...]" of a text. */
static dtl_status read_codes(dictionary *d, dtl_str text)
{
    dtl_status status = DTL_OK;
    size_t at = dtli_str_find(text, '[', 0);
    while (status == DTL_OK && at < text.len) {
        size_t end = dtli_str_find(text, ']', at);
        if (end == text.len)
            return dtli_own_bad_text(d->r,
                                     "E461: a bracket is not closed: \"%.*s\"",
                                     dtli_str_slice(text, at, text.len));
        status = read_code(d, dtli_str_slice(text, at + 1, end));
        at = dtli_str_find(text, '[', end);
    }
    return status;
}

/* -------------------------------------------------------------- records */

static dtl_status close_record(dictionary *d)
{
    dtl_status status = DTL_OK;
    uint64_t line = d->r->line;
    if (d->open && d->record.name_count > 0) {
        d->r->line = d->begun;
        if (d->record.code_count == 0 && d->r->bad == d->told)
            status = dtli_own_bad_text(d->r, "E462: no code for \"%.*s\"",
                                       d->record.names[0].text);
        else if (d->record.code_count > 0)
            status = dtli_own_add(d->r, &d->record);
    }
    d->r->line = line;
    d->open = false;
    d->record = (own_record){ 0 };
    dtli_arena_reset(d->r->scratch);
    return status;
}

/* Adds all ways of a name to the record; `text` ends before the code. */
static dtl_status read_name(dictionary *d, dtl_str text)
{
    phrase p;
    own_record *record = &d->record;
    text = dtli_str_trim(text);
    bool stem = !dtli_str_ends(text, DTL_STR("_"));
    if (!has_letter(text) || dtli_str_find(text, ']', 0) < text.len ||
        !part_phrase(d, text, &p))
        return bad_name(d, text);
    for (uint32_t n = 0; n < p.ways; n++) {
        own_name name = { write_phrase(&p, n, d->r->scratch), stem };
        if (!name.text.ptr ||
            !dtli_arena_grow(d->r->scratch, &record->names,
                             record->name_count, &record->name_room,
                             sizeof name))
            return no_memory(d);
        record->names[record->name_count++] = name;
    }
    return DTL_OK;
}

/* Regular plurals as PETRARCH forms them, with English "-s" behind a vowel
 * and "y"; empty where memory is out. */
static dtl_str plural(dtl_arena *arena, dtl_str name)
{
    static const char VOWELS[] = "AEIOUaeiou";
    size_t n = name.len;
    bool y = n > 1 && (name.ptr[n - 1] | 0x20) == 'y' &&
             !strchr(VOWELS, name.ptr[n - 2]);
    if (y)
        return dtli_arena_printf(arena, "%.*sIES", (int)n - 1, name.ptr);
    bool hiss = n > 1 && (name.ptr[n - 1] | 0x20) == 's' &&
                (name.ptr[n - 2] | 0x20) == 's';
    return dtli_arena_printf(arena, "%.*s%s", DTL_FMT(name),
                             hiss ? "ES" : "S");
}

static dtl_status add_forms(dictionary *d, const phrase *p, dtl_str plurals,
                            own_agent agent)
{
    dtl_arena *arena = d->r->scratch;
    dtl_status status = DTL_OK;
    for (uint32_t n = 0; status == DTL_OK && n < p->ways; n++) {
        agent.name = write_phrase(p, n, arena);
        status = agent.name.ptr ? dtli_own_add_agent(d->r, &agent)
                                : no_memory(d);
        if (status != DTL_OK || plurals.ptr || p->substituted)
            continue;
        agent.name = plural(arena, agent.name);
        status = agent.name.ptr ? dtli_own_add_agent(d->r, &agent)
                                : no_memory(d);
    }
    dtl_str one;
    while (status == DTL_OK && plurals.len > 0 &&
           dtli_str_split(&plurals, ' ', &one)) {
        phrase as_is = { .text = { one }, .count = 1, .ways = 1 };
        agent.name = write_phrase(&as_is, 0, arena);
        status = agent.name.ptr ? dtli_own_add_agent(d->r, &agent)
                                : no_memory(d);
    }
    return status;
}

/* "GOOSE {GEESE} [~GGS]" from its parts. */
static dtl_status read_agent(dictionary *d, dtl_str line, size_t code_at)
{
    phrase p;
    dtl_str plurals = { NULL, 0 };
    size_t end = dtli_str_find(line, ']', code_at);
    size_t brace = dtli_str_find(line, '{', 0);
    dtl_str code =
        dtli_str_trim(dtli_str_slice(line, code_at + 1, end));
    own_agent agent = { .before = dtli_str_ends(code, DTL_STR("~")) };
    agent.code = agent.before ? dtli_str_slice(code, 0, code.len - 1)
                              : dtli_str_slice(code, 1, code.len);
    own_code checked;
    if (end == line.len || !dtli_own_split(agent.code, &checked))
        return dtli_own_bad_text(d->r, "E463: no role such as [~GOV]: \"%.*s\"",
                                 dtli_str_slice(line, code_at, line.len));
    if (brace < code_at) {
        size_t close = dtli_str_find(line, '}', brace);
        plurals = dtli_str_trim(dtli_str_slice(line, brace + 1, close));
        if (plurals.len == 0)
            plurals.ptr = "";
    }
    dtl_str name = dtli_str_trim(
        dtli_str_slice(line, 0, brace < code_at ? brace : code_at));
    if (!has_letter(name) || !part_phrase(d, name, &p))
        return bad_name(d, name);
    dtl_status status = add_forms(d, &p, plurals, agent);
    dtli_arena_reset(d->r->scratch);
    return status;
}

/* ---------------------------------------------------------------- lines */

static bool is_agent(dtl_str line, size_t code_at)
{
    size_t end = dtli_str_find(line, ']', code_at);
    return dtli_str_find(line, '~', code_at) < end;
}

static dtl_status read_new(dictionary *d, dtl_str line)
{
    size_t code_at = dtli_str_find(line, '[', 0);
    size_t equals = dtli_str_find(line, '=', 0);
    dtl_status status = close_record(d);
    if (status != DTL_OK)
        return status;
    d->in_set = line.ptr[0] == '&' && code_at == line.len;
    if (d->in_set)
        return new_set(d, dtli_str_slice(line, 1, line.len));
    if (line.ptr[0] == '!' && line.len > 2 && equals < line.len)
        return read_substitution(d, line, equals);
    d->stray_told = false;
    if (code_at < line.len && is_agent(line, code_at))
        return read_agent(d, line, code_at);
    d->open = true;
    d->begun = d->r->line;
    d->told = d->r->bad;
    status = read_name(d, dtli_str_slice(line, 0, code_at));
    if (status == DTL_OK && code_at < line.len)
        status = read_codes(d, line);
    d->stray_told = d->r->bad > d->told;
    return status;
}

/* A line of codes or a synonym that follows no name; told once a name. */
static dtl_status stray(dictionary *d, dtl_str line)
{
    if (d->stray_told)
        return DTL_OK;
    d->stray_told = true;
    return dtli_own_bad_text(d->r, "E464: belongs to no name: \"%.*s\"", line);
}

/* A synonym with a code of its own is an actor of its own. */
static dtl_status read_synonym(dictionary *d, dtl_str line)
{
    if (d->in_set)
        return add_word(d, line);
    if (!d->open)
        return stray(d, line);
    if (dtli_str_find(line, '[', 0) < line.len)
        return read_new(d, line);
    return read_name(d, line);
}

static dtl_status read_line(dictionary *d, dtl_str line)
{
    line = dtli_str_trim(line);
    if (line.len == 0)
        return DTL_OK;
    if (line.ptr[0] == '+')
        return read_synonym(d, dtli_str_slice(line, 1, line.len));
    if (line.ptr[0] != '[')
        return read_new(d, line);
    return d->open ? read_codes(d, line) : stray(d, line);
}

static dtl_status read_lines(dictionary *d, own_lines *lines)
{
    dtl_status status = DTL_OK;
    while (status == DTL_OK && dtli_own_lines_next(lines)) {
        d->r->line = lines->number;
        if (lines->too_long) {
            dtl_error what = { 0 };
            (void)dtl_fail(&what, DTL_LIMIT, lines->number, 0,
                           "E465: a line of more than %zu bytes",
                           DTL_MAX_OWN_ACTOR_LINE);
            status = dtli_own_bad(d->r, &what);
        } else {
            status = read_line(d, lines->text);
        }
    }
    if (status == DTL_OK)
        status = close_record(d);
    d->r->line = lines->comment;
    if (status == DTL_OK && lines->comment > 0)
        status = dtli_own_bad_text(
            d->r, "E466: a comment is not closed: \"%.*s\"", DTL_STR("<!--"));
    return status;
}

dtl_status dtli_own_read_dictionary(own_reader *r, dtl_str text)
{
    dictionary d = { .r = r, .kept = dtli_arena_new(DTL_MAX_OWN_ACTOR_FILE) };
    own_lines *lines = d.kept ? dtli_arena_make(d.kept, own_lines) : NULL;
    if (!lines) {
        dtli_arena_free(d.kept);
        return no_memory(&d);
    }
    dtli_own_lines_init(lines, text);
    dtl_status status = read_lines(&d, lines);
    dtli_arena_free(d.kept);
    return status;
}
