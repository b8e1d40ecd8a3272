/* tree.h — questions about the dependency tree, as the rules ask them.
 *
 * A dtli_tree adds to a document the number of each lemma and the lists of
 * children; it lives in the document's arena as scratch. Tokens are int32_t,
 * DTL_NO_INDEX where there is none. All walks are bounded (DTL_TREE_DEPTH):
 * trees come from a parser and may be as deep as a sentence is long.
 */
#ifndef DATELINE_CODE_TREE_H
#define DATELINE_CODE_TREE_H

#include "code/rule.h"

/* Steps of one walk upward. The deepest clause chain of the gold stories
 * has 7; beyond this nothing useful is shared. */
enum { DTL_TREE_DEPTH = 16, DTL_HITS_MAX = 16 };

typedef struct dtli_tree {
    const dtl_rules *rules;
    const dtl_doc *doc;
    dtl_arena *arena;
    uint32_t *word;  /* number of the lemma, DTL_WORD_NONE */
    int32_t *first;  /* first child */
    int32_t *next;   /* next child of the same head, in text order */
    int32_t *place;  /* index into doc->places, or DTL_NO_INDEX */
    bool *joined;    /* stands for a word with a hyphen (hyphen.c) */
    bool *seen;      /* by number of a word: it stands in the document */
} dtli_tree;

/* Tokens found for a slot. */
typedef struct dtli_hits {
    int32_t token[DTL_HITS_MAX];
    uint32_t count;
} dtli_hits;

dtl_status dtli_tree_init(dtli_tree *tree, const dtl_rules *rules,
                          const dtl_doc *doc, dtl_arena *arena,
                          dtl_error *err) DTL_MUST_USE;

/* The first child with this relation, or none. */
int32_t dtli_child(const dtli_tree *tree, int32_t token, dtl_rel rel);

/* `token` has a case or mark child that is this word. */
bool dtli_has_prep(const dtli_tree *tree, int32_t token, uint32_t prep);

/* The words of `term` around its head `token` all depend on it. */
bool dtli_term_around(const dtli_tree *tree, int32_t token,
                      const dtli_term *term, uint32_t head);

/* The words of `term` stand in the text from `token` on. */
bool dtli_term_follows(const dtli_tree *tree, int32_t token,
                       const dtli_term *term);

bool dtli_in_class(const dtli_tree *tree, int32_t token, uint32_t class_id);
bool dtli_is_known(const dtli_tree *tree, int32_t token, dtli_known_class c);

bool dtli_is_verb(const dtli_tree *tree, int32_t token);
bool dtli_is_noun(const dtli_tree *tree, int32_t token);
bool dtli_is_passive(const dtli_tree *tree, int32_t verb);
bool dtli_is_relative_pronoun(const dtli_tree *tree, int32_t token);

/* Number of a token's word among `words`, DTL_WORD_NONE if none (word.c). */
uint32_t dtli_token_word(const dtl_strmap *words, const dtl_token *token);

/* Gives words with a hyphen ("pull-out") to one of their pieces. */
void dtli_hyphens_join(dtli_tree *tree);

/* Grammatical subject, through relative clauses, coordination, control. */
int32_t dtli_surface_subject(const dtli_tree *tree, int32_t verb);
/* Who does it, to whom it is done. */
int32_t dtli_logical_subject(const dtli_tree *tree, int32_t verb);
int32_t dtli_logical_object(const dtli_tree *tree, int32_t verb);

/* Infinitive or gerund complement of a verb, noun or adjective. */
int32_t dtli_xcomp(const dtli_tree *tree, int32_t token);
/* That-clause or quotation. */
int32_t dtli_ccomp(const dtli_tree *tree, int32_t token);

/* The verb that `noun` is an argument of, through "a round of". */
int32_t dtli_governing_verb(const dtli_tree *tree, int32_t noun);

/* Tokens that fill a slot of the word `token`, a `pos` ('v', 'n', 'a'). */
void dtli_slot_find(const dtli_tree *tree, int32_t token, char pos,
                    const dtli_slot *slot, dtli_hits *out);

/* Complements with the verbs and nouns behind PHASE and LIGHT verbs. */
void dtli_complements(const dtli_tree *tree, dtli_hits *hits);

/* Bits of dtli_kind for the phrase that `token` heads. */
uint32_t dtli_kind_of(const dtli_tree *tree, int32_t token);

#endif
