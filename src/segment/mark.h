/* mark.h — what a token looks like to the rules of sentences. */
#ifndef DATELINE_SEGMENT_MARK_H
#define DATELINE_SEGMENT_MARK_H

#include "dateline/doc.h"

enum { DTLI_MARK_BUFFER = 16 };

bool dtli_mark_spaced(const dtl_token *tok);    /* a blank follows */
char dtli_mark_last(const dtl_token *tok);      /* last byte, 0 for none */
uint32_t dtli_mark_first(const dtl_token *tok); /* first code point */

/* Lower-case copy without full stops; empty if it is long. */
dtl_str dtli_mark_lower(const dtl_token *tok, char buffer[DTLI_MARK_BUFFER]);

bool dtli_mark_is_word(const dtl_token *tok);   /* a letter or digit first */
bool dtli_mark_is_stop(const dtl_token *tok);   /* only of ". ? !" */
bool dtli_mark_is_double(const dtl_token *tok); /* quote */
bool dtli_mark_is_single(const dtl_token *tok); /* quote or apostrophe */
bool dtli_mark_is_smiley(const dtl_token *tok);

/* Of the net: "www.example.org". */
bool dtli_mark_is_address(dtl_str word);

/* Case of the first letter; false for NULL. */
bool dtli_mark_is_lower(const dtl_token *tok);
bool dtli_mark_is_upper(const dtl_token *tok);

#endif
