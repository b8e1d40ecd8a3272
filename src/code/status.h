/* status.h — is an act told as done, ahead, possible or denied? */
#ifndef DATELINE_CODE_STATUS_H
#define DATELINE_CODE_STATUS_H

#include "code/tree.h"

/* What stands around a trigger, as bits. */
typedef enum dtli_modality {
    MODAL_NEGATED = 1,  /* "did not attack", "no talks", "denied shelling" */
    MODAL_FUTURE = 2,   /* "will meet", "is to meet", "plans to meet" */
    MODAL_HYPO = 4,     /* "could meet", "if they meet", "risk of attack" */
    MODAL_OUGHT = 8,    /* "must leave", "should be lifted" */
    MODAL_ONGOING = 16, /* "has been shelling", "continued to shell" */
    MODAL_PURPOSE = 32, /* "sent troops to attack" */
    MODAL_REPORTED = 64 /* inside what somebody says */
} dtli_modality;

/* Bits of dtli_modality for the act that `token` names. */
unsigned dtli_modality_of(const dtli_tree *tree, int32_t token);

/* The verb of saying whose content `token` is in, or DTL_NO_INDEX. */
int32_t dtli_saying(const dtli_tree *tree, int32_t token);

#endif
