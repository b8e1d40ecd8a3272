/* lemma_pick.h — which lemma script a word gets. */
#ifndef DATELINE_ANALYSE_LEMMA_PICK_H
#define DATELINE_ANALYSE_LEMMA_PICK_H

#include "analyse/model.h"
#include "dateline/doc.h"

/* The script with the best score in row (one a script of the model) that
 * fits the word: a name keeps its capital, and where the best one would make
 * a word that the model has never seen ("mimick", "profil") one of the next
 * best that makes a known word ("mimic", "profile"). tok has its UPOS. */
uint16_t dtli_lemma_pick(const dtl_model *model, const dtl_token *tok,
                         const float *row);

/* "1,100" without its commas into out (DTLI_LEMMA_MAX bytes of room); the
 * length, or 0 where form is no number with commas before three digits. */
size_t dtli_lemma_number(dtl_str form, char *out);

#endif
