/* state.c — features of an event's status, and the choice (state.h). */
#include "code/state.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"

enum { TELLINGS_MAX = 8, TEXT_SIZE = 96, NAME_SIZE = 160 };

/* The statuses that are weighed. What is denied or only supposed stays so: of
 * such tellings most are no event at all. */
static const dtl_event_status WEIGHED[] = {
    DTL_EVENT_STATUS_ACTUAL,     DTL_EVENT_STATUS_ONGOING,
    DTL_EVENT_STATUS_PLANNED,    DTL_EVENT_STATUS_HISTORICAL,
    DTL_EVENT_STATUS_HYPOTHETICAL,
};
enum { WEIGHED_COUNT = sizeof WEIGHED / sizeof WEIGHED[0] };

typedef struct listing {
    const dtli_coding *c;
    const char *status; /* that the rules give; begins every feature */
    dtl_buf *out;       /* NULL: sums grow instead */
    int32_t sum[WEIGHED_COUNT];
} listing;

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

/* --- features ---------------------------------------------------------- */

static void weigh(listing *l, dtl_str feature)
{
    char name[NAME_SIZE];
    for (int i = 0; i < WEIGHED_COUNT; i++) {
        const char *status =
            dtl_label_text(DTL_LABELS_EVENT_STATUS, WEIGHED[i]);
        size_t len = strlen(status);
        if (len + 1 + feature.len > sizeof name)
            continue;
        memcpy(name, status, len);
        name[len] = ':';
        memcpy(name + len + 1, feature.ptr, feature.len);
        dtl_str key = { name, len + 1 + feature.len };
        l->sum[i] += dtli_weights_get(&l->c->rules->state, key);
    }
}

/* "actual.lemma=detain" */
static void add(listing *l, const char *name, dtl_str value)
{
    char text[NAME_SIZE];
    dtl_str part[] = { dtli_str(l->status), DTL_STR("."), dtli_str(name),
                       DTL_STR("="), value };
    size_t len = 0;
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        if (len + part[i].len > sizeof text)
            return;
        if (part[i].len)
            memcpy(text + len, part[i].ptr, part[i].len);
        len += part[i].len;
    }
    dtl_str feature = { text, len };
    if (l->out) {
        dtli_buf_add(l->out, feature);
        dtli_buf_add_char(l->out, ' ');
    } else {
        weigh(l, feature);
    }
}

static void add_label(listing *l, const char *name, dtl_label_set set,
                      unsigned id)
{
    add(l, name, dtli_str(dtl_label_text(set, id)));
}

static void add_dependents(listing *l, int32_t token)
{
    const dtli_coding *c = l->c;
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d]) {
        uint8_t rel = at(c, d)->rel;
        if (rel == DTL_REL_ADVMOD || rel == DTL_REL_AMOD)
            add(l, "mod", at(c, d)->lemma);
        else if (rel == DTL_REL_CASE || rel == DTL_REL_MARK)
            add(l, "case", at(c, d)->lemma);
        else if (rel == DTL_REL_DET)
            add(l, "det", at(c, d)->lemma);
    }
}

/* "has-been-VBG" */
static void add_tense(listing *l, int32_t verb)
{
    const dtli_coding *c = l->c;
    char text[TEXT_SIZE];
    size_t len = 0;
    dtl_str tag =
        dtli_str(dtl_label_text(DTL_LABELS_XPOS, at(c, verb)->xpos));
    for (int32_t d = c->tree.first[verb]; d >= 0; d = c->tree.next[d]) {
        uint8_t rel = at(c, d)->rel;
        dtl_str word = at(c, d)->norm;
        if ((rel != DTL_REL_AUX && rel != DTL_REL_AUX_PASS &&
             rel != DTL_REL_COP) ||
            len + word.len + 1 + tag.len > sizeof text)
            continue;
        memcpy(text + len, word.ptr, word.len);
        len += word.len;
        text[len++] = '-';
    }
    memcpy(text + len, tag.ptr, tag.len);
    dtl_str tense = { text, len + tag.len };
    add(l, "aux", tense);
}

/* Words of the sentence that often tell whether an act is over. */
static void add_sentence(listing *l, uint32_t sentence)
{
    static const char *const WORDS[] = {
        "again",   "already", "amid",  "as",      "begin",  "continue",
        "could",   "current", "daily", "day",     "due",    "earlier",
        "far",     "had",     "here",  "if",      "keep",   "may",
        "now",     "ongoing", "recent", "remain", "since",  "so",
        "start",   "still",   "until", "while",   "would",
    };
    const dtl_doc *doc = l->c->doc;
    const dtl_sent *s = &doc->sents[sentence];
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        for (size_t k = 0; k < sizeof WORDS / sizeof WORDS[0]; k++)
            if (dtli_str_equal_nocase(doc->tokens[i].lemma,
                                      dtli_str(WORDS[k])))
                add(l, "word", dtli_str(WORDS[k]));
}

static void add_telling(listing *l, const dtli_telling *t)
{
    const dtli_coding *c = l->c;
    const dtl_token *w = at(c, t->token);
    char modality[16];
    add_label(l, t->headline ? "h.xpos" : "xpos", DTL_LABELS_XPOS, w->xpos);
    add_label(l, dtl_label_text(DTL_LABELS_EVENT, t->type), DTL_LABELS_XPOS,
              w->xpos);
    add(l, "lemma", w->lemma);
    add_dependents(l, t->token);
    if (!t->noun)
        add_tense(l, t->token);
    add_label(l, "rel", DTL_LABELS_REL, w->rel);
    if (w->head >= 0) {
        add(l, "head", at(c, w->head)->lemma);
        add_label(l, "head.xpos", DTL_LABELS_XPOS, at(c, w->head)->xpos);
    }
    add_sentence(l, w->sent);
    snprintf(modality, sizeof modality, "%x", t->modality);
    add(l, "modality", dtli_str(modality));
    add_label(l, "told", DTL_LABELS_EVENT_STATUS, t->status);
}

/* How long ago it ended and how long it lasted, in steps. */
static void add_days(listing *l, const dtl_when *when)
{
    const dtl_doc *doc = l->c->doc;
    add_label(l, "precision", DTL_LABELS_PRECISION, when->precision);
    add(l, "assumed", when->assumed ? DTL_STR("y") : DTL_STR("n"));
    if (when->from == DTL_DAY_NONE || when->to == DTL_DAY_NONE ||
        !doc->published_known)
        return;
    dtl_day ago = doc->published - when->to, length = when->to - when->from;
    add(l, "ago", dtli_str(ago <= 0 ? "0" : ago == 1 ? "1"
                           : ago < 8 ? "week" : ago < 31 ? "month" : "more"));
    add(l, "length", dtli_str(length == 0 ? "0" : length < 3 ? "2"
                              : length < 8 ? "week" : "more"));
}

static void list(listing *l, const dtli_telling *event)
{
    int told = 0;
    add(l, "all", DTL_STR(""));
    add_label(l, "type", DTL_LABELS_EVENT, event->type);
    add(l, "mode", event->mode);
    add(l, "rule", event->rule->id);
    add_days(l, &event->when);
    add(l, "tellings", dtli_str(event->tellings == 1 ? "1"
                                : event->tellings < 4 ? "few" : "many"));
    add(l, "counts", event->count_count ? DTL_STR("y") : DTL_STR("n"));
    for (int32_t t = event->first_telling; t >= 0 && told < TELLINGS_MAX;
         t = l->c->tellings[t].next_telling, told++)
        add_telling(l, &l->c->tellings[t]);
}

void dtli_state_features(const dtli_coding *c, const dtli_telling *event,
                         dtl_buf *out)
{
    listing l = { .c = c, .out = out };
    l.status = dtl_label_text(DTL_LABELS_EVENT_STATUS, event->status);
    list(&l, event);
}

/* --- choosing ---------------------------------------------------------- */

static void tell_sink(const dtli_coding *c, const dtli_telling *event)
{
    dtl_buf features;
    dtl_span spans[TELLINGS_MAX];
    uint32_t count = 0;
    for (int32_t t = event->first_telling; t >= 0 && count < TELLINGS_MAX;
         t = c->tellings[t].next_telling)
        spans[count++] = at(c, c->tellings[t].token)->span;
    dtli_buf_init(&features, DTL_MAX_TEXT_BYTES);
    dtli_state_features(c, event, &features);
    dtli_state_told told = { event->type, spans, count,
                             dtli_buf_str(&features) };
    c->state_sink(c->sink_payload, &told);
    dtli_buf_clear(&features);
}

void dtli_state_choose(const dtli_coding *c, dtli_telling *event)
{
    listing l = { .c = c };
    if (c->state_sink) {
        tell_sink(c, event);
        return;
    }
    if (event->status == DTL_EVENT_STATUS_NEGATED)
        return;
    l.status = dtl_label_text(DTL_LABELS_EVENT_STATUS, event->status);
    list(&l, event);
    int best = 0;
    for (int i = 1; i < WEIGHED_COUNT; i++)
        if (l.sum[i] > l.sum[best])
            best = i;
    if (l.sum[best] > dtli_weights_get(&c->rules->state, DTL_STR("margin")))
        event->status = WEIGHED[best];
}
