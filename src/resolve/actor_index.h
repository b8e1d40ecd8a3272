/* actor_index.h — the actor tables as maps from words to what they name.
 *
 * Every name of countries, regions, seats, bodies, people and peoples is an
 * entry; one key may have many ("Congress" in Washington and in Delhi, a
 * party in and out of office), told apart by the day and by the countries
 * that the article is about. Role nouns and modifiers have maps of their
 * own. Keys are folded (actor_words.h).
 */
#ifndef DATELINE_RESOLVE_ACTOR_INDEX_H
#define DATELINE_RESOLVE_ACTOR_INDEX_H

#include "resolve/actor.h"

/* Country codes as a number: three capital letters. */
enum { ACTOR_CODES = 26 * 26 * 26 };

typedef enum actor_entry_kind {
    ACTOR_COUNTRY, /* "Iraq", and regions: "Chechnya" */
    ACTOR_DEMONYM, /* "Iraqi", "Iraqis" */
    ACTOR_CAPITAL, /* "Baghdad" */
    ACTOR_SEAT,    /* "Kremlin" */
    ACTOR_ORG,
    ACTOR_PERSON,  /* full name */
    ACTOR_SURNAME, /* the name used alone, of a PERSON entry */
    ACTOR_PEOPLE   /* "Kurds", "Shiites" */
} actor_entry_kind;

typedef char actor_sectors[DTL_SECTORS_MAX][DTL_CODE_SIZE];

typedef struct actor_entry {
    actor_entry_kind kind;
    bool acronym;  /* matches capitals only: "US" */
    bool capital;  /* matches a capital letter only: "Turkey" */
    bool several;  /* its key has more than one word */
    bool world;    /* the country is an international code */
    bool leader;   /* head of state or government in this row */
    bool plain;    /* a country's own name, capital or demonym */
    bool generic;  /* ends in a role noun: "Democratic Party", "Congress" */
    char gender;   /* of a person; 0 unknown */
    char country[DTL_CODE_SIZE];
    actor_sectors sectors;
    dtl_day from, to; /* when the row holds; DTL_DAY_NONE: open */
    dtl_str name;     /* canonical */
    dtl_str office;
    uint32_t group;   /* rows of one body, person or country share it */
    dtl_str code;     /* of a user's row, as written: "IRQGOV"; or empty */
    bool own;         /* a user's row */
    bool nobody;      /* a user's row that says: no actor */
} actor_entry;

typedef enum actor_role_kind {
    ACTOR_ROLE_PERSON,
    ACTOR_ROLE_GROUP,
    ACTOR_ROLE_ORGAN
} actor_role_kind;

/* Where the country comes from if the phrase gives none. */
typedef enum actor_scope {
    ACTOR_SCOPE_NONE,
    ACTOR_SCOPE_MAIN, /* the article's: "the army" */
    ACTOR_SCOPE_PLACE /* the event's: "villagers" */
} actor_scope;

typedef struct actor_role {
    actor_sectors sectors;
    actor_role_kind kind;
    actor_scope scope;
    bool defer;   /* modifiers give the sector: "police chief" */
    bool capital; /* asks for a capital letter: "House" */
    char gender;
    bool before;  /* `code` stands before the actor's: "NGO" */
    dtl_str code; /* of a user's row, as written: "GOVMED"; or empty */
} actor_role;

typedef enum actor_effect {
    ACTOR_EFFECT_GIVE,
    ACTOR_EFFECT_FORCE,
    ACTOR_EFFECT_FORMER,
    ACTOR_EFFECT_LATE,
    ACTOR_EFFECT_HOLD,
    ACTOR_EFFECT_ELECT,
    ACTOR_EFFECT_OPPOSE,
    ACTOR_EFFECT_ABROAD,
    ACTOR_EFFECT_WORLD /* the country is in sectors[0] */
} actor_effect;

typedef struct actor_modifier {
    actor_effect effect;
    actor_sectors sectors;
} actor_modifier;

/* First words of keys → words of the longest key that begins so: most words
 * of a text begin none, so that one look-up does for them. */
typedef struct actor_starts {
    dtl_strmap *map; /* first word → index into words */
    uint32_t *words;
    uint32_t count, room;
} actor_starts;

struct dtl_actors {
    dtl_arena *arena; /* keys */
    actor_entry *entries;
    uint32_t entry_count, entry_room;
    actor_role *roles;
    uint32_t role_count, role_room;
    actor_modifier *modifiers;
    uint32_t modifier_count, modifier_room;
    uint32_t group_count;
    actor_starts starts;       /* of all names */
    actor_starts small_starts; /* of names that a small letter may begin */
    actor_starts agent_starts; /* of the user's role nouns */
    uint32_t own_count, own_agents; /* entries and roles of the user */
    /* Country that the user writes with other letters than ISO 3166-1, by
     * their number (ACTOR_CODES of them); NULL: none. */
    char (*own_letters)[DTL_CODE_SIZE];
    dtl_strmap *names, *role_map, *modifier_map;
};

/* Role or modifier under a folded key; NULL where there is none. */
const actor_role *dtli_actor_role(const dtl_actors *actors, dtl_str key);
const actor_modifier *dtli_actor_modifier(const dtl_actors *actors,
                                          dtl_str key);

/* Number of a code, or -1 where it is not three capitals. */
int dtli_actor_code(const char *country);

/* Whether `day` lies in the entry's row; true for an unknown day. */
bool dtli_actor_holds(const actor_entry *entry, dtl_day day);

bool dtli_actor_has_sector(actor_sectors sectors, const char *code);
bool dtli_actor_is_world(const char *country); /* IGO, UNO ... */

/* Notes a folded key that lasts, of `words` words; false when memory is out. */
bool dtli_actor_starts_add(actor_starts *starts, dtl_str key, uint32_t words);

/* Words of the longest key that begins as `text` does, 0 where none does. */
uint32_t dtli_actor_reach(const actor_starts *starts, dtl_str text);

/* Adds `entry` under a name as written, and what its spelling tells of it
 * (acronym, capital, several, generic). A name of no letters is left out.
 * False when memory is out. */
bool dtli_actor_add_name(dtl_actors *actors, actor_entry entry, dtl_str name);

/* Adds a role under a folded key that lasts; false when memory is out. */
bool dtli_actor_add_role(dtl_actors *actors, actor_role role, dtl_str key);

/* Appends a code unless it is there or the list is full. */
void dtli_actor_add_sector(actor_sectors sectors, const char *code);

#endif
