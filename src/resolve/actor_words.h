/* actor_words.h — one form for the spellings of a word, as key of the maps.
 *
 * Lower case, no accents, no apostrophes or full stops ("U.S." and "US" are
 * "us"); hyphens and blanks part words ("al-Maliki" is "al maliki"); a
 * final 's is a word of its own, as it is a token of its own.
 */
#ifndef DATELINE_RESOLVE_ACTOR_WORDS_H
#define DATELINE_RESOLVE_ACTOR_WORDS_H

#include <stdbool.h>

#include "base/arena.h"

enum { ACTOR_KEY_MAX = 240 };

/* A key in the making: words with one space between them. */
typedef struct actor_key {
    char bytes[ACTOR_KEY_MAX];
    size_t len;
    uint32_t words;
    bool full; /* did not fit */
} actor_key;

void dtli_actor_key_clear(actor_key *key);

/* Appends the words of `text`, folded. */
void dtli_actor_key_add(actor_key *key, dtl_str text);

/* Appends words that are folded already. */
void dtli_actor_key_join(actor_key *key, dtl_str folded);

dtl_str dtli_actor_key_str(const actor_key *key);

/* How a word is written. */
bool dtli_actor_is_capital(dtl_str word);  /* first letter is a capital */
bool dtli_actor_is_capitals(dtl_str word); /* no small letter, one capital */

#endif
