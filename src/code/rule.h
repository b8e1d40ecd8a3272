/* rule.h — the tables of data/rules, read and indexed.
 *
 * Words become numbers (0: unknown), a term is one to five words, a value of
 * a condition a term, a class or a kind of actor. Every list is found by the
 * number of a word: triggers, members of classes, words of modes, contexts
 * and topics. All is immutable after dtli_rules_open. The format of the
 * tables is in docs/coding.md.
 */
#ifndef DATELINE_CODE_RULE_H
#define DATELINE_CODE_RULE_H

#include "code/code.h"
#include "code/sense.h"
#include "code/weights.h"

enum { DTL_TERM_WORDS = 5, DTL_WORD_NONE = 0 };

/* What a condition asks about, or where an actor stands. */
typedef enum dtli_slot_kind {
    SLOT_SUBJ, SLOT_OBJ, SLOT_IOBJ, SLOT_XCOMP, SLOT_CCOMP, SLOT_PREP,
    SLOT_POSS, SLOT_MOD, SLOT_LIGHT, SLOT_GOV, SLOT_ADV, SLOT_PRT, SLOT_ANY,
    SLOT_SENT, SLOT_DOC, SLOT_PASS, SLOT_NEG, SLOT_FUTURE,
    /* the last five for conditions only, the next for roles only */
    SLOT_ANTI, SLOT_MSUBJ, SLOT_LSUBJ, SLOT_LOBJ, SLOT_XOBJ, SLOT_XPREP, SLOT_CSUBJ, SLOT_NOBODY
} dtli_slot_kind;

/* Kinds of phrase that a condition may ask for, as bits. */
typedef enum dtli_kind {
    KIND_PERSON = 1, KIND_GROUP = 2, KIND_ORG = 4, KIND_STATE = 8,
    KIND_ACTOR = 15, KIND_ARMED = 16, KIND_CIVIL = 32, KIND_PLACE = 64,
    KIND_THING = 128, KIND_NUM = 256, KIND_GOV = 512
} dtli_kind;

typedef struct dtli_term {
    uint32_t word[DTL_TERM_WORDS];
    uint32_t count;
} dtli_term;

typedef enum dtli_value_kind {
    VALUE_TERM, VALUE_CLASS, VALUE_KIND
} dtli_value_kind;

typedef struct dtli_value {
    dtli_value_kind kind;
    uint32_t id; /* class number or kind bits */
    dtli_term term;
} dtli_value;

typedef struct dtli_cond {
    dtli_slot_kind slot;
    uint32_t prep; /* word, for SLOT_PREP */
    bool negate;
    uint32_t first, count; /* values */
} dtli_cond;

typedef struct dtli_slot {
    dtli_slot_kind kind;
    uint32_t prep;
    bool joined; /* "+": filled together with the one before */
} dtli_slot;

typedef struct dtli_rule {
    dtl_str id, mode, cameo;
    char pos; /* 'v', 'n', 'a' */
    dtl_event_type event; /* NONE: the use is no event */
    uint32_t cond_first, cond_count;
    uint32_t actor_first, actor_count; /* slots */
    uint32_t recipient_first, recipient_count;
    uint32_t weight;
} dtli_rule;

/* One way to reach `value` (a rule, class, row) from a word. */
typedef struct dtli_entry {
    dtli_term term;
    uint32_t head;  /* which word of the term is the head */
    uint32_t value;
    uint32_t next;  /* entry, or UINT32_MAX */
} dtli_entry;

/* Entries by the number of a word. */
typedef struct dtli_wordlist {
    dtli_entry *entries;
    uint32_t count, capacity;
    uint32_t *first, *last; /* by word; capacity `words` */
    uint32_t words;
} dtli_wordlist;

/* A row of modes.tsv. */
typedef struct dtli_mode_row {
    dtl_event_type event;
    dtl_str mode, cameo;
    char where; /* 'a' any, 'c' comp, 's' sent */
} dtli_mode_row;

/* Classes that the code itself asks for. */
typedef enum dtli_known_class {
    CLASS_LIGHT, CLASS_PHASE, CLASS_SAY, CLASS_PARTITIVE, CLASS_ASK,
    CLASS_FUTURE, CLASS_HYPO, CLASS_DENY, CLASS_FAIL, CLASS_KILL, CLASS_HURT,
    CLASS_CAUSE, CLASS_STOP, CLASS_TALKS, CLASS_KNOWN_COUNT
} dtli_known_class;

typedef struct dtli_context_sign dtli_context_sign; /* context.h */

struct dtl_rules {
    dtl_arena *arena;
    const dtl_lexicon *lexicon;
    dtl_strmap *words;   /* word → number */
    uint32_t word_count; /* numbers given, 0 included */
    dtl_strmap *classes; /* class → number */
    uint32_t class_count;
    uint32_t known[CLASS_KNOWN_COUNT];
    dtli_wordlist members;  /* → class */
    dtli_rule *rules;
    uint32_t rule_count, rule_capacity;
    dtli_wordlist triggers; /* → rule */
    dtli_cond *conds;
    uint32_t cond_count, cond_capacity;
    dtli_value *values;
    uint32_t value_count, value_capacity;
    dtli_slot *slots;
    uint32_t slot_count, slot_capacity;
    dtli_mode_row *modes;
    uint32_t mode_count, mode_capacity;
    dtli_wordlist mode_words;
    dtl_strmap *context_vocabulary; /* word → number, for contexts alone: what
                                       rules know tells them of lemmas */
    uint32_t context_vocabulary_count;
    dtli_wordlist context_words; /* → dtli_context_use, packed */
    uint32_t context_count;
    uint64_t context_yields[64]; /* by context: bits of those before it */
    dtli_context_sign *context_signs;
    uint32_t context_sign_count, context_sign_capacity;
    dtli_wordlist topic_words; /* → topic number */
    dtli_weights same;   /* same.h; "floor": less is not merged */
    dtli_weights unite;  /* same.h; "floor" likewise */
    dtli_weights parts;  /* part.h */
    dtli_weights state;  /* state.h */
    dtli_sense sense;    /* sense.h */
    dtl_strmap *trust;   /* feature → index of its weight */
    double *trust_weights;
    double *record_weights; /* by the same index */
    double trust_floor;  /* events that are less likely are dropped */
    dtl_table events, mode_codes, cameo;
    uint32_t prep_by, prep_of, prep_with, prep_to, prep_from, prep_for, prep_in,
        prep_on;
};

/* Number of a lower-case word in a vocabulary, DTL_WORD_NONE if it is not
 * there; and in that of the rules. */
uint32_t dtli_word_find(const dtl_strmap *words, dtl_str word);
uint32_t dtli_rules_word(const dtl_rules *rules, dtl_str word);

/* First entry under a word, or UINT32_MAX. */
uint32_t dtli_wordlist_find(const dtli_wordlist *index, uint32_t word);

/* Reads one row's frame and slots (frame.c). DTL_SYNTAX or DTL_NOMEM. */
dtl_status dtli_frame_read(dtl_rules *rules, dtl_str frame, dtli_rule *rule,
                           dtl_error *err) DTL_MUST_USE;
dtl_status dtli_slots_read(dtl_rules *rules, dtl_str cell, dtli_rule *rule,
                           bool recipient, dtl_error *err) DTL_MUST_USE;

/* Reads "step down" as a term, giving new words numbers. */
dtl_status dtli_term_read(dtl_rules *rules, dtl_str text, dtli_term *out,
                          dtl_error *err) DTL_MUST_USE;

/* Files an entry under the head of its term. */
dtl_status dtli_wordlist_add(dtl_rules *rules, dtli_wordlist *index,
                             dtli_entry entry, dtl_error *err) DTL_MUST_USE;

/* Number of a class, UINT32_MAX if there is none. */
uint32_t dtli_class_find(const dtl_rules *rules, dtl_str name);

/* "kill" of "kill/by-bomb". */
dtl_str dtli_rule_family(const dtli_rule *rule);

/* Code of a mode ("" for the type's own), and of a type. */
dtl_str dtli_mode_cameo(const dtl_rules *rules, dtl_event_type event,
                        dtl_str mode);

#endif
