/* place_event.c — where an event took place (place.h, dtli_place_of).
 *
 * The place that the sentence says it of (place_claim.c); else the nearest
 * scene before it in the story, then that of the lead ("The mayor of Jenin
 * said ..."), and last the town of the dateline. Words and meetings go to
 * the dateline at once. Cost: the places of a few sentences.
 */
#include "resolve/place_claim.h"

#include <string.h>

#include "base/str.h"

enum {
    LOOK_BACK = 3,     /* sentences before the trigger's */
    LOOK_BACK_SPEECH = 7,
    LEAD_SENTENCES = 3 /* where the story says what it is about */
};

static bool is_dateline(const dtl_doc *doc, const dtl_place *p)
{
    const dtl_sent *sent = &doc->sents[doc->tokens[p->first].sent];
    return sent->block < doc->block_count &&
           doc->blocks[sent->block].kind == DTL_BLOCK_DATELINE;
}

/* "CAIRO, Egypt": the town comes first. */
static bool same_line(const dtl_doc *doc, int32_t a, const dtl_place *b)
{
    return doc->sents[doc->tokens[doc->places[a].first].sent].block ==
           doc->sents[doc->tokens[b->first].sent].block;
}

/* The dateline that the sentence stands under: the last before it, as a
 * summary strings several stories ("BEIRUT: ..."), else the first. */
static int32_t dateline_place(const dtl_doc *doc, uint32_t trigger)
{
    int32_t found = DTL_NO_INDEX;
    for (uint32_t i = 0; i < doc->place_count; i++) {
        const dtl_place *p = &doc->places[i];
        if (found != DTL_NO_INDEX && p->first > trigger)
            break;
        if (p->resolved && is_dateline(doc, p) &&
            (found == DTL_NO_INDEX || !same_line(doc, found, p)))
            found = (int32_t)i;
    }
    return found;
}

static bool says_here(const dtl_doc *doc, const dtl_sent *sent)
{
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
        if (dtli_str_equal_nocase(doc->tokens[i].norm, DTL_STR("here")))
            return true;
    return false;
}

/* "held talks here on Monday", but not "shells fell on the camp, officials
 * said here": the tree tells of which act "here" is said. */
static bool is_here(const dtl_doc *doc, uint32_t trigger, act_kind act)
{
    const dtl_sent *sent = &doc->sents[doc->tokens[trigger].sent];
    if (act == ACT_WORDS || !dtli_sent_has_tree(doc, sent))
        return says_here(doc, sent);
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++) {
        int32_t head = doc->tokens[i].head;
        if (dtli_str_equal_nocase(doc->tokens[i].norm, DTL_STR("here")) &&
            (head == DTL_NO_INDEX || (uint32_t)head == trigger ||
             dtli_act_kind(&doc->tokens[head]) != ACT_WORDS))
            return true;
    }
    return false;
}

/* "told reporters", "at the opening ceremony": said on the spot. */
static bool has_audience(const dtl_doc *doc, const dtl_sent *sent)
{
    static const char *const WORDS[] = {
        "reporters", "journalists", "conference", "briefing", "ceremony",
        "meeting", "summit", "rally", "parliament", "forum", "session",
    };
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
        for (size_t w = 0; w < sizeof WORDS / sizeof WORDS[0]; w++)
            if (dtli_str_is(doc->tokens[i].norm, WORDS[w]))
                return true;
    return false;
}

/* Words count as spoken at the dateline in the lead, before an audience, and
 * in any story whose lead says "here". */
static bool is_filed_there(const dtl_doc *doc, uint32_t trigger_sent)
{
    int left = LEAD_SENTENCES;
    if (has_audience(doc, &doc->sents[trigger_sent]))
        return true;
    for (uint32_t s = 0; s < doc->sent_count && left > 0; s++) {
        const dtl_sent *sent = &doc->sents[s];
        if (sent->block >= doc->block_count ||
            doc->blocks[sent->block].kind != DTL_BLOCK_BODY)
            continue;
        if (s == trigger_sent || says_here(doc, sent))
            return true;
        left--;
    }
    return false;
}

/* "arrived here", not "flew here from Oslo after a visit to Rome" */
static bool is_here_next(const dtl_doc *doc, uint32_t trigger)
{
    for (uint32_t i = trigger + 1;
         i < doc->token_count && i <= trigger + 3; i++)
        if (dtli_str_equal_nocase(doc->tokens[i].norm, DTL_STR("here")))
            return true;
    return false;
}

/* ------------------------------------------------- speeches that go on */

/* The subject of `verb`, else of the verb that it is joined to. */
static uint32_t subject_of(const dtl_doc *doc, uint32_t verb)
{
    const dtl_sent *sent = &doc->sents[doc->tokens[verb].sent];
    for (int steps = 0; steps < 3; steps++) {
        for (uint32_t i = sent->first; i < sent->first + sent->count; i++)
            if (doc->tokens[i].head == (int32_t)verb &&
                doc->tokens[i].rel == DTL_REL_NSUBJ)
                return i;
        if (doc->tokens[verb].head == DTL_NO_INDEX)
            break;
        verb = (uint32_t)doc->tokens[verb].head;
    }
    return UINT32_MAX;
}

/* "He also urged ...": whoever spoke just before. */
static bool goes_on(const dtl_doc *doc, uint32_t subject)
{
    dtl_str norm = doc->tokens[subject].norm;
    return dtli_str_equal_nocase(norm, DTL_STR("he")) ||
           dtli_str_equal_nocase(norm, DTL_STR("she"));
}

/* Where the sentence has somebody speak or meet. */
static int32_t place_of_speech(const dtl_doc *doc, const dtl_sent *sent)
{
    for (uint32_t i = sent->first; i < sent->first + sent->count; i++) {
        act_kind act = dtli_act_kind(&doc->tokens[i]);
        if (doc->tokens[i].upos != DTL_UPOS_VERB ||
            (act != ACT_WORDS && act != ACT_MEETING))
            continue;
        int32_t found = dtli_place_claimed(doc, i, act);
        if (found != DTL_NO_INDEX)
            return found;
    }
    return DTL_NO_INDEX;
}

/* "The general told recruits in Gao ... He also urged ...": in Gao. */
static int32_t place_of_speaker(const dtl_doc *doc, uint32_t trigger,
                                int32_t line)
{
    uint32_t sent = doc->tokens[trigger].sent;
    uint32_t subject = subject_of(doc, trigger);
    if (subject == UINT32_MAX || !goes_on(doc, subject))
        return DTL_NO_INDEX;
    for (uint32_t back = 0; back <= LOOK_BACK_SPEECH && back <= sent; back++) {
        uint32_t at = sent - back;
        if (doc->sents[at].block < doc->block_count &&
            doc->blocks[doc->sents[at].block].kind != DTL_BLOCK_BODY)
            break;
        int32_t found = place_of_speech(doc, &doc->sents[at]);
        if (found != DTL_NO_INDEX &&
            !dtli_place_is_country(&doc->places[found]))
            return found;
        if (is_filed_there(doc, at))
            return line;
    }
    return DTL_NO_INDEX;
}

static int32_t place_before(const dtl_doc *doc, uint32_t sent)
{
    for (uint32_t back = 1; back <= LOOK_BACK && back <= sent; back++) {
        const dtl_sent *s = &doc->sents[sent - back];
        if (s->block < doc->block_count &&
            doc->blocks[s->block].kind != DTL_BLOCK_BODY)
            continue;
        int32_t found = dtli_place_of_scene(doc, s);
        if (found != DTL_NO_INDEX)
            return found;
    }
    return DTL_NO_INDEX;
}

static int32_t place_of_lead(const dtl_doc *doc)
{
    int left = LEAD_SENTENCES;
    for (uint32_t s = 0; s < doc->sent_count && left > 0; s++) {
        const dtl_sent *sent = &doc->sents[s];
        if (sent->block >= doc->block_count ||
            doc->blocks[sent->block].kind != DTL_BLOCK_BODY)
            continue;
        int32_t found = dtli_place_of_scene(doc, sent);
        if (found != DTL_NO_INDEX)
            return found;
        left--;
    }
    return DTL_NO_INDEX;
}

/* "The two opened the dialogue": a deed by its verb, a meeting by what the
 * coder makes of it. */
static act_kind kind_of(const dtl_doc *doc, uint32_t trigger,
                        dtl_place_act coded)
{
    act_kind act = dtli_act_kind(&doc->tokens[trigger]);
    return act == ACT_DEED && coded == PLACE_MEETING ? ACT_MEETING : act;
}

/* "PARIS (Reuters) - ... met in France": talks of the story's own country
 * are held where it was filed. */
static bool is_town_in(const dtl_doc *doc, int32_t line, int32_t land)
{
    if (line == DTL_NO_INDEX)
        return false;
    const dtl_place *town = &doc->places[line], *in = &doc->places[land];
    return dtli_place_is_country(in) &&
           !dtli_str_starts(town->feature, DTL_STR("A.")) &&
           strcmp(town->country, in->country) == 0;
}

static int32_t found_at(int32_t place, dtl_place_sure how,
                        dtl_place_sure *sure)
{
    *sure = place == DTL_NO_INDEX ? PLACE_UNTOLD : how;
    return place;
}

int32_t dtli_place_told(const dtl_doc *doc, uint32_t trigger,
                        dtl_place_act coded, dtl_place_sure *sure)
{
    *sure = PLACE_UNTOLD;
    if (trigger >= doc->token_count || doc->place_count == 0)
        return DTL_NO_INDEX;
    uint32_t sent = doc->tokens[trigger].sent;
    act_kind act = kind_of(doc, trigger, coded);
    int32_t line = dateline_place(doc, trigger);
    bool here = line != DTL_NO_INDEX && is_here(doc, trigger, act);
    if (here && (act != ACT_MOTION || is_here_next(doc, trigger)))
        return found_at(line, PLACE_SAID, sure);
    int32_t found = dtli_place_claimed(doc, trigger, act);
    if (found != DTL_NO_INDEX && coded != PLACE_ANY_ACT &&
        act != ACT_MOTION &&
        is_town_in(doc, line, found))
        return found_at(line, PLACE_SAID, sure);
    if (found != DTL_NO_INDEX)
        return found_at(found, PLACE_SAID, sure);
    if (here)
        return found_at(line, PLACE_NEAR, sure);
    if (act == ACT_WORDS && !is_filed_there(doc, sent))
        return found_at(place_of_speaker(doc, trigger, line), PLACE_FILED,
                        sure);
    if ((act != ACT_DEED || coded == PLACE_WORDS) && line != DTL_NO_INDEX)
        return found_at(line, PLACE_FILED, sure);
    found = place_before(doc, sent);
    if (found != DTL_NO_INDEX)
        return found_at(found, PLACE_NEAR, sure);
    found = place_of_lead(doc);
    return found_at(found != DTL_NO_INDEX ? found : line, PLACE_FILED, sure);
}

int32_t dtli_place_of(const dtl_doc *doc, uint32_t trigger)
{
    dtl_place_sure sure;
    return dtli_place_told(doc, trigger, PLACE_ANY_ACT, &sure);
}
