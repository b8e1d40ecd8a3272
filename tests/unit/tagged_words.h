/* tagged_words.h — test cases of name tags, written as words.
 *
 * Words with the tag that is there and the tag wanted: "Moreno:B-ORG>B-PER";
 * one tag where nothing changes, none for O. A lone "|" ends a sentence.
 */
#ifndef DATELINE_TESTS_TAGGED_WORDS_H
#define DATELINE_TESTS_TAGGED_WORDS_H

#include <string.h>

#include "base/str.h"
#include "dateline/doc.h"

enum { WORDS_MAX = 64 };

typedef struct vote_case {
    const char *name, *text;
} vote_case;

static uint8_t tag_of(dtl_str text)
{
    static const char *const TAGS[] = { "O",     "B-PER",  "I-PER",
                                        "B-ORG", "I-ORG",  "B-LOC",
                                        "I-LOC", "B-MISC", "I-MISC" };
    for (uint8_t i = 0; i < sizeof TAGS / sizeof TAGS[0]; i++)
        if (dtli_str_is(text, TAGS[i]))
            return i;
    return 0;
}

typedef struct fixture {
    dtl_doc doc;
    dtl_token tokens[WORDS_MAX];
    dtl_sent sents[WORDS_MAX];
    uint8_t tags[WORDS_MAX], wanted[WORDS_MAX];
} fixture;

static void read_case(const char *text, fixture *f)
{
    dtl_str rest = dtli_str(text), word, form, tag, wanted;
    memset(f, 0, sizeof *f);
    f->doc.tokens = f->tokens;
    f->doc.sents = f->sents;
    f->doc.sent_count = 1;
    while (dtli_str_split(&rest, ' ', &word)) {
        if (dtli_str_is(word, "|")) {
            f->doc.sents[f->doc.sent_count++].first = f->doc.token_count;
            continue;
        }
        uint32_t at = f->doc.token_count++;
        dtli_str_split(&word, ':', &form);
        bool tagged = dtli_str_split(&word, '>', &tag);
        f->tags[at] = tagged ? tag_of(tag) : 0;
        f->wanted[at] = f->tags[at];
        if (tagged && dtli_str_split(&word, '>', &wanted))
            f->wanted[at] = tag_of(wanted);
        f->tokens[at].form = form;
        f->tokens[at].sent = f->doc.sent_count - 1;
        f->doc.sents[f->doc.sent_count - 1].count++;
    }
}

#endif
