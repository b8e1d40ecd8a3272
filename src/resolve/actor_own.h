/* actor_own.h — a user's own actors among those of the shipped tables.
 *
 * actor_own_line.c reads a dictionary's lines: encoding, comments
 * actor_own_read.c dictionaries of TABARI and PETRARCH: actors and agents
 * actor_own_table.c a table with tabs and a header
 * actor_own_code.c "IRQGOVMIL" into country and sectors
 * actor_own.c      names and role nouns into the maps (actor_index.h)
 * actor_own_find.c the codes of a mention from them
 *
 * Own rows are entries and roles like the shipped ones, so that phrases are
 * composed and joined in one way, but they win over shipped ones of the same
 * words and keep the code as the user wrote it. Everything is added before
 * the engine opens; nothing changes afterwards.
 */
#ifndef DATELINE_RESOLVE_ACTOR_OWN_H
#define DATELINE_RESOLVE_ACTOR_OWN_H

#include "resolve/actor_index.h"

/* One code with the days on which it holds, both inclusive. */
typedef struct own_code {
    dtl_str text; /* "IRQGOV"; empty: country and sectors are all */
    dtl_day from, to; /* DTL_DAY_NONE: open */
    char country[DTL_CODE_SIZE];
    actor_sectors sectors;
    bool nobody;  /* "---": the user wants no actor here */
} own_code;

typedef struct own_name {
    dtl_str text;
    bool stem; /* "ARGENTIN": with the endings of people and plurals too */
} own_name;

/* What is read of one actor. Arrays grow in the reader's scratch. */
typedef struct own_record {
    own_name *names; /* the first is the main one */
    uint32_t name_count, name_room;
    own_code *codes;
    uint32_t code_count, code_room;
    bool typed; /* written as in running text, so that capitals tell */
} own_record;

/* One role noun of an agent dictionary. */
typedef struct own_agent {
    dtl_str name;
    dtl_str code; /* "GOVMED", without the mark */
    bool before;  /* "NGO~": stands before the actor's code */
} own_agent;

/* One file in reading. */
typedef struct own_reader {
    dtl_actors *actors;
    dtl_arena *scratch; /* of the record in hand */
    const char *path;
    const dtli_own_report *report;
    uint64_t line;
    uint32_t bad;       /* lines that were told and left out */
    bool known[ACTOR_CODES]; /* countries of the shipped tables */
    dtl_error *err;
} own_reader;

/* Tells of a bad line and goes on: always DTL_OK. `what` is its error, whose
 * line is filled in where it has none. */
dtl_status dtli_own_bad(own_reader *r, dtl_error *what) DTL_MUST_USE;

/* The same of `text` in the line in hand; `format` has one "%.*s" for it. */
dtl_status dtli_own_bad_text(own_reader *r, const char *format,
                             dtl_str text) DTL_MUST_USE;

/* Splits a code in CAMEO style; false where it has signs that no code has.
 * "IGOUNO" is UNO, "NGMHRI" is NGO and SOC; parts that the codebook has no
 * sector for are left out; a first part of three letters that is neither
 * role nor known body is the country, known to ISO or not. */
bool dtli_own_split(dtl_str text, own_code *out);

/* Sectors of a role code alone: "GOVMED". */
void dtli_own_sectors(dtl_str code, actor_sectors out);

/* Adds all names of a record with all its codes. DTL_NOMEM, or DTL_LIMIT
 * where the tables are full. */
dtl_status dtli_own_add(own_reader *r, const own_record *record) DTL_MUST_USE;
dtl_status dtli_own_add_agent(own_reader *r, const own_agent *agent)
    DTL_MUST_USE;

/* Reads a table whose header is the first line of `text` that is neither
 * empty nor a remark. */
dtl_status dtli_own_read_table(own_reader *r, dtl_str text) DTL_MUST_USE;

/* Reads a dictionary. */
dtl_status dtli_own_read_dictionary(own_reader *r, dtl_str text) DTL_MUST_USE;

/* A dictionary's lines, one after the other. */
typedef struct own_lines {
    dtl_str rest;
    uint64_t number;  /* of the line in `text` */
    uint64_t comment; /* line that opened a comment not closed; 0: none */
    dtl_str text;     /* valid UTF-8, no comment, ends trimmed at the right */
    bool too_long;    /* the line was left out */
    char bytes[DTL_MAX_OWN_ACTOR_LINE * 2];
} own_lines;

/* Byte that stands for a letter lost from the file (a control byte). */
#define OWN_LOST_LETTER '\x1a'

void dtli_own_lines_init(own_lines *lines, dtl_str text);

/* Next line; false past the last. */
bool dtli_own_lines_next(own_lines *lines);

#endif
