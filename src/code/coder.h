/* coder.h — what the files of the coder share while they code a document. */
#ifndef DATELINE_CODE_CODER_H
#define DATELINE_CODE_CODER_H

#include "code/match.h"

enum { DTL_COUNTS_MAX = 6, DTL_CAUSES_MAX = 4 };

/* One telling of an event, before merging. */
typedef struct dtli_telling {
    int32_t token;  /* its trigger */
    const dtli_rule *rule;
    unsigned modality;
    dtl_event_type type;
    dtl_event_status status;
    dtl_str mode, cameo;
    dtli_parties actors, recipients;
    dtl_when when;
    int32_t place; /* index into doc->places, or DTL_NO_INDEX */
    uint8_t place_sure; /* dtl_place_sure */
    dtl_count counts[DTL_COUNTS_MAX];
    uint32_t count_count;
    bool attributed;
    dtl_actor attribution;
    bool noun;     /* the trigger is a noun */
    bool definite; /* "the attack", "this visit": points back */
    bool distinct; /* "another attack", "also urged": a new event */
    bool headline;
    bool weak;     /* too thin to stand alone: only a mention of another */
    bool sensed;   /* `sense` is known (sense.h) */
    int32_t sense; /* log odds that it tells this type */
    int32_t event; /* the event that it belongs to */
    int32_t next_telling; /* of that event, in text order, or none */
    /* of a merged event: */
    uint32_t tellings;
    int32_t first_telling, last_telling; /* indices into the tellings */
    bool in_headline;  /* one of them */
    dtl_str features;  /* trust.h */
    float trust, confidence;
} dtli_telling;

/* Told as done, going on or ahead: neither denied nor supposed. */
static inline bool dtli_is_asserted(const dtli_telling *t)
{
    return t->status != DTL_EVENT_STATUS_NEGATED &&
           t->status != DTL_EVENT_STATUS_HYPOTHETICAL;
}

typedef struct dtli_coding {
    dtli_tree tree;
    const dtl_rules *rules;
    dtl_doc *doc;
    dtl_arena *arena;
    const dtli_rule **match; /* by token; NULL where no event is told */
    unsigned *modality;      /* by token, set where match is */
    uint8_t *uncoded;        /* by token: dtl_uncoded_why */
    int32_t *vote;           /* by token: score of sense.h, or 0 */
    dtli_sensing sensing;
    bool *eaten;             /* content of a demand, promise, refusal */
    char main_country[DTL_CODE_SIZE]; /* named most, or "" */
    uint32_t *context_word; /* by token: number of a word of contexts */
    uint64_t subjects;      /* contexts of the whole story */
    dtli_telling *tellings;
    uint32_t telling_count, telling_capacity;
    dtli_part_sink part_sink; /* NULL but for fitting */
    dtli_pair_sink pair_sink; /* likewise, of merged events */
    dtli_state_sink state_sink; /* likewise */
    void *sink_payload;
} dtli_coding;

/* mode.c: mode and CAMEO code where the rule has none. */
void dtli_mode_find(const dtli_coding *coding, dtli_telling *telling);

/* setting.c: day and place. */
void dtli_setting_find(const dtli_coding *coding, dtli_telling *telling);

/* setting.c: of each of `count` merged events the place that its tellings
 * speak for best. */
dtl_status dtli_places_vote(const dtli_coding *coding, dtli_telling *events,
                            uint32_t count, dtl_error *err) DTL_MUST_USE;

/* turn.c: what future and negation make of a telling with its day: "will
 * meet" is AGREE, "will not meet" REJECT; then its status. */
void dtli_status_turn(const dtli_coding *coding, dtli_telling *telling);

/* count.c: casualties, crowds, prisoners. */
void dtli_counts_find(const dtli_coding *coding, dtli_telling *telling);

/* source.c: who says so. */
void dtli_source_find(const dtli_coding *coding, dtli_telling *telling);

/* topic.c: the article is of a kind that has no events. */
bool dtli_topic_excluded(const dtli_coding *coding);

/* context.c: finds the words of contexts and the subjects of the story; false
 * without memory. Then what a telling is about, as bits by the codebook's
 * rows. */
bool dtli_contexts_init(dtli_coding *coding);
uint64_t dtli_contexts_of(const dtli_coding *coding, const dtli_telling *t);

/* infer.c: recipients that no slot names; `events` begins the list of
 * `count` that `event` stands in. */
void dtli_recipients_infer(const dtli_coding *c, const dtli_telling *events,
                           uint32_t count, dtli_telling *event);

/* infer_actor.c: doers likewise; before recipients. */
void dtli_actors_infer(const dtli_coding *c, const dtli_telling *events,
                       dtli_telling *event);

/* infer_actor.c: what two do together, as talks and deals. */
bool dtli_is_mutual(dtl_event_type type);

/* infer_state.c: police, courts, the state where nobody is named; after both
 * of the above. */
void dtli_state_infer(const dtli_coding *c, dtli_telling *event);
void dtli_main_country(const dtl_doc *doc, char out[DTL_CODE_SIZE]);

/* merge.c: tellings into doc->events, in text order. */
dtl_status dtli_merge(dtli_coding *coding, bool each_mention, dtl_error *err)
    DTL_MUST_USE;

/* cause.c: which event was the reason for which. */
dtl_status dtli_causes_link(dtli_coding *coding, dtl_error *err) DTL_MUST_USE;

#endif
