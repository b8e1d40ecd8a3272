/* actor_own_code.c — codes of a user's file into country and sectors.
 *
 * CAMEO writes a code in parts of three letters: country or kind of body,
 * then roles, then what the roles are like (religion, name of a group). The
 * codebook's sectors are the same idea with other letters for some; parts
 * that tell no sector (BUD, ALQ, GZA) stay in the code alone.
 */
#include "resolve/actor_own.h"

#include <string.h>

#include "base/str.h"

enum { PART = 3 };

/* Role codes (CAMEO 1.1b3, chapter 3) and the sector each means here. */
static const struct {
    char cameo[DTL_CODE_SIZE], sector[DTL_CODE_SIZE];
} ROLES[] = {
    { "GOV", "GOV" }, { "MIL", "MIL" }, { "COP", "COP" }, { "SPY", "SPY" },
    { "JUD", "JUD" }, { "LEG", "LEG" }, { "PTY", "PTY" }, { "PRM", "PRM" },
    { "REB", "REB" }, { "UAF", "UAF" }, { "CVL", "CVL" }, { "OPP", "OPP" },
    { "ELI", "ELI" }, { "BUS", "BUS" }, { "LAB", "LAB" }, { "AGR", "AGR" },
    { "EDU", "EDU" }, { "JRN", "JRN" }, { "REF", "REF" }, { "REL", "REL" },
    { "CRM", "CRM" }, { "SOC", "SOC" }, { "MED", "JRN" }, { "HLH", "MED" },
    { "INS", "REB" }, { "SEP", "REB" }, { "RAD", "UAF" }, { "MOD", "OPP" },
    { "HRI", "SOC" }, { "ENV", "SOC" }, { "PPL", "CVL" }, { "LAW", "JUD" },
    { "CHR", "REL" }, { "MUS", "REL" }, { "MOS", "REL" }, { "JEW", "REL" },
    { "HIN", "REL" }, { "BUD", "REL" }, { "CIV", "CVL" }, { "UNK", "UNK" },
};

/* Kinds of bodies that stand in place of a country; a later row is nearer. */
static const struct {
    char cameo[DTL_CODE_SIZE], world[DTL_CODE_SIZE];
} BODIES[] = {
    { "IGO", "IGO" }, { "INT", "IGO" }, { "NGO", "NGO" }, { "NGM", "NGO" },
    { "IMG", "IMG" }, { "ISM", "ISM" }, { "MNC", "MNC" }, { "UNO", "UNO" },
    { "EUR", "EUR" }, { "EEC", "EUR" }, { "EEU", "EUR" },
};

static void take_part(dtl_str code, size_t at, char out[DTL_CODE_SIZE])
{
    memset(out, 0, DTL_CODE_SIZE);
    for (size_t i = 0; i < PART && at + i < code.len; i++) {
        char c = code.ptr[at + i];
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
}

static const char *sector_of(const char *part)
{
    for (size_t i = 0; i < sizeof ROLES / sizeof ROLES[0]; i++)
        if (strcmp(ROLES[i].cameo, part) == 0)
            return ROLES[i].sector;
    return NULL;
}

static int body_of(const char *part)
{
    for (size_t i = 0; i < sizeof BODIES / sizeof BODIES[0]; i++)
        if (strcmp(BODIES[i].cameo, part) == 0)
            return (int)i;
    return -1;
}

static bool is_letters(const char *part)
{
    return part[0] >= 'A' && part[0] <= 'Z' && part[1] >= 'A' &&
           part[1] <= 'Z' && part[2] >= 'A' && part[2] <= 'Z';
}

void dtli_own_sectors(dtl_str code, actor_sectors out)
{
    char part[DTL_CODE_SIZE];
    memset(out, 0, sizeof(actor_sectors));
    for (size_t at = 0; at + PART <= code.len; at += PART) {
        take_part(code, at, part);
        const char *sector = sector_of(part);
        if (sector)
            dtli_actor_add_sector(out, sector);
    }
}

static bool is_code_sign(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '+' ||
           c == '#' || c == '*' || c == '_';
}

/* "---", "###", "+++": marks that the old programs took for no code. */
static bool is_null(dtl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '-' && text.ptr[i] != '#' && text.ptr[i] != '+' &&
            text.ptr[i] != '*')
            return false;
    return true;
}

bool dtli_own_split(dtl_str text, own_code *out)
{
    char part[DTL_CODE_SIZE];
    out->text = text;
    memset(out->country, 0, sizeof out->country);
    memset(out->sectors, 0, sizeof out->sectors);
    if (text.len == 0 || text.len > DTL_MAX_OWN_CODE)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!is_code_sign(text.ptr[i]))
            return false;
    out->nobody = is_null(text);
    if (out->nobody)
        return true;
    bool bare = dtli_str_starts(text, DTL_STR("---"));
    int body = -1;
    for (size_t at = 0; at < text.len && text.ptr[at] != '/'; at += PART) {
        take_part(text, at, part);
        int here = at == 0 || body >= 0 ? body_of(part) : -1;
        if (here >= 0)
            body = here;
        else if (at == 0 && !bare && !sector_of(part) && is_letters(part))
            memcpy(out->country, part, DTL_CODE_SIZE);
    }
    if (body >= 0)
        memcpy(out->country, BODIES[body].world, DTL_CODE_SIZE);
    dtli_own_sectors(text, out->sectors);
    return true;
}
