/* lists.h — closed word lists of the segmenter: abbreviations, prefixes,
 * units, contracted words, words that open sentences. */
#ifndef DATELINE_SEGMENT_LISTS_H
#define DATELINE_SEGMENT_LISTS_H

#include <stdbool.h>

#include "dateline/status.h"

/* How a written abbreviation takes its full stop. */
typedef enum dtl_abbr {
    DTLI_ABBR_NONE,
    DTLI_ABBR_TITLE, /* a name follows: "Gen. Haddad"; ends no sentence */
    DTLI_ABBR_INNER, /* something follows: "vs. Leeds", "e.g. tanks" */
    DTLI_ABBR_FINAL, /* may end a sentence: "Acme Inc.", "in Jan." */
    DTLI_ABBR_NUMBER /* only before a number: "No. 5", "Fig. 2" */
} dtl_abbr;

/* All take the word in lower case, without its full stop. */
dtl_abbr dtli_list_abbreviation(dtl_str word);
/* Also words in lower case: "sat", "sun" are none unless capitalised. */
bool dtli_list_abbreviation_needs_capital(dtl_str word);
bool dtli_list_is_prefix(dtl_str word);      /* "anti", "pro", "non" */
bool dtli_list_is_unit(dtl_str word);        /* "km", "pm", "bn" after digits */
bool dtli_list_is_clipped(dtl_str word);     /* "em", "til" after ' */
bool dtli_list_is_domain(dtl_str word);      /* "com", "org" */
bool dtli_list_is_file_ending(dtl_str word); /* "doc", "pdf" */
bool dtli_list_is_syllable(dtl_str word);    /* of East Asian names: "jong" */
/* Words that begin a sentence when capitalised in its middle is unlikely:
 * "The", "However". */
bool dtli_list_is_opener(dtl_str word);
/* Nouns that begin a sentence where no capital follows: "Officials". */
bool dtli_list_is_subject(dtl_str word);
bool dtli_list_is_zone(dtl_str word); /* "gmt", "monday" after "7 p.m." */
/* Verbs of saying, in the forms that follow a quotation: "said". */
bool dtli_list_is_saying(dtl_str word);

/* Words written together: up to three parts, by their lengths in letters:
 * "cannot" 3+3, "gonna" 3+2, "dunno" 2+1+2. Returns the number of parts. */
unsigned dtli_list_contraction(dtl_str word, const unsigned char **lengths);

#endif
