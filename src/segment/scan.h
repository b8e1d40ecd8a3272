/* scan.h — how far a piece of a chunk reaches, before words are split.
 *
 * Pure functions over the characters of one chunk; each returns the end of
 * the piece that begins at `at`, or `at` itself where there is none.
 */
#ifndef DATELINE_SEGMENT_SCAN_H
#define DATELINE_SEGMENT_SCAN_H

#include "segment/chunk.h"

enum { DTLI_WORD_BUFFER = 16 };

/* A row of characters, and what comes behind the blank after it: the first
 * character (0 at the end of the block), and the word that it begins, in
 * lower case (empty where it is long or not ASCII). */
typedef struct dtl_run {
    const dtl_unit *units;
    uint32_t count;
    uint32_t next;
    dtl_str next_word;
} dtl_run;

/* "http://...", "www...", "name@host", "@handle", "#topic", ":-)", "US$". */
uint32_t dtli_scan_whole(const dtl_run *run, uint32_t at);
/* A word or number with its inner points, hyphens and apostrophes, and the
 * full stop that belongs to it: "U.S.-led", "don't", "1,000.5", "Gen.". */
uint32_t dtli_scan_word(const dtl_run *run, uint32_t at);
/* Punctuation: one character, or a run: "...", "?!", "--". */
uint32_t dtli_scan_punctuation(const dtl_run *run, uint32_t at);

/* The letters of units [a, b) in ASCII lower case, apostrophes as "'", full
 * stops left out, in `buffer`; empty where they do not fit or are others. */
dtl_str dtli_scan_lower(const dtl_run *run, uint32_t a, uint32_t b,
                        char buffer[DTLI_WORD_BUFFER]);

bool dtli_scan_is_digit(uint32_t cp); /* 0 to 9 */

#endif
