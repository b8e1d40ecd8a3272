/* scan.h — a cursor over one line of text, and tests on words.
 *
 * Shared by the rules that tell datelines, bylines, notes and captions from
 * prose. Offsets are absolute in the document's text. Blanks are ASCII
 * blanks and controls (NUL with them), no-break and other Unicode spaces,
 * and the byte-order mark.
 */
#ifndef DATELINE_READ_SCAN_H
#define DATELINE_READ_SCAN_H

#include <stdbool.h>

#include "base/str.h"

typedef struct dtl_scan {
    dtl_str text;
    size_t at;  /* next byte */
    size_t end; /* first byte after the line */
} dtl_scan;

/* Length in bytes of the blank at `at`, 0 where there is none. */
size_t dtli_blank_at(dtl_str text, size_t at);

/* Moves *start and *end inward over blanks. */
void dtli_trim(dtl_str text, size_t *start, size_t *end);

void dtli_scan_blanks(dtl_scan *scan);

/* Takes `c` after blanks; moves only if it is there. */
bool dtli_scan_char(dtl_scan *scan, char c);

/* Takes the next run of ASCII letters as a word; empty where none. */
dtl_str dtli_scan_letters(dtl_scan *scan);

/* Takes at most `most` digits; false, unmoved, where there is none or more. */
bool dtli_scan_number(dtl_scan *scan, unsigned most, unsigned *out);

bool dtli_scan_done(dtl_scan *scan); /* nothing but blanks is left */

/* s begins with the words of `prefix` (ASCII, any case). */
bool dtli_starts_nocase(dtl_str s, const char *prefix);

/* s is one of `count` words, any case. */
bool dtli_one_of(dtl_str s, const char *const *words, size_t count);

/* Length of the first of `count` words that s begins with (same case), 0
 * where it begins with none. */
size_t dtli_starts_any(dtl_str s, const char *const *words, size_t count);

/* Letters of s by case. */
typedef struct dtl_case_count {
    size_t upper, lower;
} dtl_case_count;
dtl_case_count dtli_count_case(dtl_str s);

/* The last character is a full stop, question or exclamation mark, closing
 * quotes and brackets after it put aside: `"It is over," he said.` */
bool dtli_ends_sentence(dtl_str s);

#endif
