/* rules.h — the shipped rules, open while a group of tests runs. */
#ifndef DATELINE_TESTS_SUPPORT_RULES_H
#define DATELINE_TESTS_SUPPORT_RULES_H

#include "unit/cmocka_all.h"

#include "code/code.h"

static dtl_lexicon *lexicon;
static dtl_rules *rules;

static int open_rules(void **state)
{
    (void)state;
    dtl_error err = { 0 };
    if (dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx", &lexicon, &err) !=
            DTL_OK ||
        dtli_rules_open(lexicon, &rules, &err) != DTL_OK) {
        print_message("%s\n", err.message);
        return 1;
    }
    return 0;
}

static int close_rules(void **state)
{
    (void)state;
    dtli_rules_close(rules);
    dtli_lexicon_close(lexicon);
    return 0;
}

#endif
