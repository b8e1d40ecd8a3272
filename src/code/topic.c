/* topic.c — what an article is about, by words.
 *
 * Sport, markets and shows use the words of war ("attack", "strike",
 * "defeat"); an article full of their own words has no events (codebook,
 * part 14).
 */
#include "code/coder.h"

enum { TOPICS_MAX = 16 };

/* So many words of one topic in a hundred of the text exclude it. */
static const uint32_t TOPIC_PERCENT = 3;
static const uint32_t TOPIC_WORDS = 4; /* and at least so many */

bool dtli_topic_excluded(const dtli_coding *c)
{
    uint32_t hits[TOPICS_MAX] = { 0 };
    const dtli_wordlist *words = &c->rules->topic_words;
    uint32_t n = c->doc->token_count;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t e = dtli_wordlist_find(words, c->tree.word[i]);
        for (; e != UINT32_MAX; e = words->entries[e].next) {
            const dtli_entry *entry = &words->entries[e];
            if (entry->value < TOPICS_MAX &&
                dtli_term_follows(&c->tree, (int32_t)i, &entry->term))
                hits[entry->value]++;
        }
    }
    for (uint32_t k = 0; k < TOPICS_MAX; k++)
        if (hits[k] >= TOPIC_WORDS &&
            (uint64_t)hits[k] * 100 >= (uint64_t)n * TOPIC_PERCENT)
            return true;
    return false;
}
