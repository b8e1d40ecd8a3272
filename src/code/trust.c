/* trust.c — features of an event and the probability they give (trust.h).
 *
 * The logistic function is read from a table by linear interpolation, so
 * that no library's exp() decides the last bit. Features without a weight
 * (rules that the annotated stories do not use) count nothing.
 */
#include "code/trust.h"

#include <stdio.h>
#include <string.h>

enum { FEATURES_SIZE = 640 };

typedef struct feature_list {
    char text[FEATURES_SIZE];
    size_t len;
} feature_list;

static void add(feature_list *list, const char *kind, dtl_str value)
{
    int n = snprintf(list->text + list->len, FEATURES_SIZE - list->len,
                     "%s%s%.*s", list->len ? " " : "", kind, DTL_FMT(value));
    if (n > 0 && list->len + (size_t)n < FEATURES_SIZE)
        list->len += (size_t)n;
}

static void add_if(feature_list *list, bool holds, const char *name)
{
    if (holds)
        add(list, name, DTL_STR(""));
}

static void add_label(feature_list *list, const char *kind, dtl_label_set set,
                      unsigned id)
{
    add(list, kind, dtli_str(dtl_label_text(set, id)));
}

static void add_parties(feature_list *list, const dtli_telling *event)
{
    const dtli_parties *actors = &event->actors;
    const dtli_parties *others = &event->recipients;
    add_if(list, actors->count == 0, "no-actor");
    add_if(list, actors->count && !dtli_parties_have_country(actors),
           "no-country");
    add_if(list, others->count == 0, "no-recipient");
    add_if(list, actors->count == 0 && others->count == 0, "thin");
    add_if(list, others->count && dtli_parties_have_country(others),
           "recipient-country");
    if (actors->count && actors->actor[0].sectors[0][0])
        add(list, "actor:", dtli_str(actors->actor[0].sectors[0]));
    if (others->count && others->actor[0].sectors[0][0])
        add(list, "recipient:", dtli_str(others->actor[0].sectors[0]));
}

static void add_position(feature_list *list, const dtli_coding *c,
                         const dtli_telling *event)
{
    const dtl_token *t = &c->doc->tokens[event->token];
    add_label(list, "rel:", DTL_LABELS_REL, t->rel);
    add_label(list, "xpos:", DTL_LABELS_XPOS, t->xpos);
    add_if(list, event->headline, "headline");
    add_if(list, event->in_headline, "in-headline");
    add_if(list, t->sent < 3, "early");
    add_if(list, t->sent >= 8, "late");
    add_if(list, event->tellings == 1, "once");
    add_if(list, event->tellings > 2, "often");
}

/* "sense=-12": the mean score of the tellings against that of all, in tenths,
 * a feature with a value: no opinion speaks neither for nor against. The
 * classifier has learnt to doubt what is denied or supposed, so it is not
 * asked of that. */
static void add_sense(feature_list *list, const dtli_coding *c,
                      const dtli_telling *event)
{
    enum { TENTH = DTLI_SENSE_UNIT / 10, MOST = 50 };
    int64_t sum = 0;
    int count = 0;
    for (int32_t t = event->first_telling; t >= 0;
         t = c->tellings[t].next_telling)
        if (c->tellings[t].sensed) {
            sum += c->tellings[t].sense;
            count++;
        }
    if (count == 0 || !dtli_is_asserted(event))
        return;
    int mean = (int)((sum / count - c->rules->sense.mean) / TENTH);
    mean = mean < -MOST ? -MOST : mean > MOST ? MOST : mean;
    char value[16];
    snprintf(value, sizeof value, "%d", mean);
    add(list, "sense=", dtli_str(value));
}

dtl_str dtli_trust_features(const dtli_coding *c, const dtli_telling *event)
{
    feature_list list = { .len = 0 };
    add(&list, "bias", DTL_STR(""));
    add(&list, "rule:", event->rule->id);
    add_label(&list, "type:", DTL_LABELS_EVENT, event->type);
    add_label(&list, "status:", DTL_LABELS_EVENT_STATUS, event->status);
    add_if(&list, event->mode.len > 0, "mode");
    add_if(&list, !event->when.assumed, "dated");
    add_if(&list, event->place >= 0, "placed");
    add_if(&list, event->definite, "definite");
    add_if(&list, event->attributed, "attributed");
    add_parties(&list, event);
    add_position(&list, c, event);
    add_sense(&list, c, event);
    dtl_str text = { list.text, list.len };
    return dtli_arena_str(c->arena, text);
}

/* 1 / (1 + e^-z) for z = 0, 0.5 ... 8. */
static const double LOGISTIC[] = {
    0.500000, 0.622459, 0.731059, 0.817574, 0.880797, 0.924142,
    0.952574, 0.970688, 0.982014, 0.989013, 0.993307, 0.995930,
    0.997527, 0.998499, 0.999089, 0.999447, 0.999665,
};

static double logistic(double z)
{
    enum { STEPS = sizeof LOGISTIC / sizeof LOGISTIC[0] - 1 };
    double size = (z < 0 ? -z : z) * 2;
    double p = LOGISTIC[STEPS];
    if (size < STEPS) {
        size_t i = (size_t)size;
        p = LOGISTIC[i] +
            (size - (double)i) * (LOGISTIC[i + 1] - LOGISTIC[i]);
    }
    return z < 0 ? 1 - p : p;
}

float dtli_chance_of(int32_t score)
{
    return (float)logistic((double)score / DTLI_SENSE_UNIT);
}

/* "sense=-12" is the feature "sense" with the value -1.2, any other name one
 * with the value 1. */
static double value_of(dtl_str *name)
{
    double tenths;
    size_t at = dtli_str_find(*name, '=', 0);
    if (at >= name->len ||
        !dtli_str_to_double(dtli_str_slice(*name, at + 1, name->len), &tenths))
        return 1;
    *name = dtli_str_slice(*name, 0, at);
    return tenths / 10;
}

static float chance(const dtl_rules *rules, const double *weights,
                    dtl_str features)
{
    double z = 0;
    dtl_str name;
    while (features.len && dtli_str_split(&features, ' ', &name)) {
        double value = value_of(&name);
        uint32_t row = dtli_strmap_get(rules->trust, name, UINT32_MAX);
        if (row != UINT32_MAX)
            z += weights[row] * value;
    }
    return (float)logistic(z);
}

float dtli_trust_of(const dtl_rules *rules, dtl_str features)
{
    return chance(rules, rules->trust_weights, features);
}

float dtli_confidence_of(const dtl_rules *rules, dtl_str features)
{
    return chance(rules, rules->record_weights, features);
}
