/* turn.c — what future, negation and duty make of an act (codebook, parts 3
 * and 9), and the status that is left.
 *
 *   "will meet, send, sign"     AGREE, actual: the commitment is the event
 *   "will withdraw, free"       CONCEDE, actual
 *   "will not meet, send"       REJECT, actual
 *   "must free, X said"         REQUEST by X
 *   "will strike on 4 June"     the act itself, planned
 */
#include "code/coder.h"

#include "resolve/place.h"
#include "resolve/time.h"

typedef struct turn_row {
    dtl_event_type from, to;
    const char *from_mode; /* "" for any */
    const char *mode, *cameo;
} turn_row;

static const turn_row PROMISED[] = {
    { DTL_EVENT_CONSULT, DTL_EVENT_AGREE, "", "", "036" },
    { DTL_EVENT_SUPPORT, DTL_EVENT_AGREE, "", "", "032" },
    { DTL_EVENT_COOPERATE, DTL_EVENT_AGREE, "", "", "031" },
    { DTL_EVENT_AID, DTL_EVENT_AGREE, "", "", "033" },
    { DTL_EVENT_RETREAT, DTL_EVENT_CONCEDE, "release", "", "0353" },
    { DTL_EVENT_RETREAT, DTL_EVENT_CONCEDE, "access", "", "0355" },
    { DTL_EVENT_RETREAT, DTL_EVENT_CONCEDE, "resign", "", "0341" },
    { DTL_EVENT_RETREAT, DTL_EVENT_CONCEDE, "", "", "0356" },
};

static const turn_row REFUSED[] = {
    { DTL_EVENT_CONSULT, DTL_EVENT_REJECT, "", "meet", "125" },
    { DTL_EVENT_SUPPORT, DTL_EVENT_REJECT, "", "", "120" },
    { DTL_EVENT_COOPERATE, DTL_EVENT_REJECT, "", "assist", "121" },
    { DTL_EVENT_AID, DTL_EVENT_REJECT, "", "assist", "122" },
    { DTL_EVENT_RETREAT, DTL_EVENT_REJECT, "", "yield", "124" },
    { DTL_EVENT_CONCEDE, DTL_EVENT_REJECT, "", "yield", "124" },
    { DTL_EVENT_AGREE, DTL_EVENT_REJECT, "", "", "120" },
};

static const turn_row DEMANDED[] = {
    { DTL_EVENT_CONSULT, DTL_EVENT_REQUEST, "", "meet", "106" },
    { DTL_EVENT_COOPERATE, DTL_EVENT_REQUEST, "", "assist", "101" },
    { DTL_EVENT_AID, DTL_EVENT_REQUEST, "", "assist", "103" },
    { DTL_EVENT_SUPPORT, DTL_EVENT_REQUEST, "", "assist", "102" },
    { DTL_EVENT_RETREAT, DTL_EVENT_REQUEST, "resign", "change", "1041" },
    { DTL_EVENT_RETREAT, DTL_EVENT_REQUEST, "release", "yield", "1053" },
    { DTL_EVENT_RETREAT, DTL_EVENT_REQUEST, "", "yield", "105" },
    { DTL_EVENT_CONCEDE, DTL_EVENT_REQUEST, "", "yield", "105" },
    { DTL_EVENT_AGREE, DTL_EVENT_REQUEST, "", "", "100" },
};

#define ROWS(table) table, sizeof(table) / sizeof((table)[0])

static bool turn(dtli_telling *t, const turn_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].from != t->type ||
            (rows[i].from_mode[0] && !dtli_str_is(t->mode, rows[i].from_mode)))
            continue;
        t->type = rows[i].to;
        t->mode = dtli_str(rows[i].mode);
        t->cameo = dtli_str(rows[i].cameo);
        return true;
    }
    return false;
}

/* A promise is dated and placed by its making: by the verb of saying. A
 * withdrawal to come keeps the land that the sentence says it of ("will pull
 * its troops out of Mali"). */
static void date_by_words(const dtli_coding *c, dtli_telling *t)
{
    int32_t say = dtli_saying(&c->tree, t->token);
    dtl_when published = { c->doc->published, c->doc->published,
                           DTL_PRECISION_DAY, true, DTL_NO_INDEX };
    t->when = published;
    if (t->place_sure != PLACE_SAID || t->type != DTL_EVENT_CONCEDE)
        t->place = DTL_NO_INDEX;
    if (say < 0)
        return;
    if (t->place < 0)
        t->place = dtli_place_of(c->doc, (uint32_t)say);
    dtl_when said = dtli_when_of(c->doc, (uint32_t)say, false);
    if (said.from != DTL_DAY_NONE && said.to <= c->doc->published)
        t->when = said;
}

static bool is_other_side(const dtli_telling *t, uint32_t i)
{
    dtli_slot_kind slot = t->actors.slot[i];
    return slot == SLOT_PREP || slot == SLOT_OBJ;
}

/* "The king will meet the pope": he promises, the pope is addressed. */
static void part_sides(dtli_telling *t)
{
    uint32_t others = 0;
    for (uint32_t i = 0; i < t->actors.count; i++)
        others += is_other_side(t, i);
    if (others == 0 || others == t->actors.count || t->recipients.count)
        return;
    for (uint32_t i = t->actors.count; i-- > 0;)
        if (is_other_side(t, i))
            dtli_parties_move(&t->actors, i, &t->recipients);
}

static bool lies_ahead(const dtli_coding *c, const dtli_telling *t)
{
    if (t->modality & MODAL_FUTURE)
        return true;
    return t->noun && c->doc->published_known && !t->when.assumed &&
           t->when.from != DTL_DAY_NONE && t->when.from > c->doc->published;
}

/* "Chad must free them, the envoy said": the envoy asks, Chad is asked. */
static bool turn_to_demand(const dtli_coding *c, dtli_telling *t)
{
    int32_t say = dtli_saying(&c->tree, t->token);
    dtli_parties sayers = { .count = 0 };
    if (say < 0 || t->noun)
        return false;
    int32_t subject = dtli_logical_subject(&c->tree, say);
    if (subject >= 0)
        dtli_parties_add(&c->tree, subject, true, &sayers);
    if (sayers.count == 0 || !turn(t, ROWS(DEMANDED)))
        return false;
    t->recipients = t->actors;
    t->actors = sayers;
    t->modality = 0;
    date_by_words(c, t);
    return true;
}

/* A purpose that the main clause itself carries out: "marched to protest",
 * "met to discuss". Of other acts the purpose may fail. */
static bool purpose_is_done(dtl_event_type type)
{
    return type == DTL_EVENT_PROTEST || type == DTL_EVENT_CONSULT ||
           type == DTL_EVENT_REQUEST || type == DTL_EVENT_SUPPORT;
}

static bool is_long_ago(const dtli_coding *c, const dtli_telling *t)
{
    enum { BACKGROUND_DAYS = 30 }; /* codebook, part 9 */
    return c->doc->published_known && !t->when.assumed &&
           t->when.to != DTL_DAY_NONE &&
           t->when.to < c->doc->published - BACKGROUND_DAYS;
}

static dtl_event_status status_of(const dtli_coding *c, const dtli_telling *t)
{
    unsigned m = t->modality;
    if (m & (MODAL_HYPO | MODAL_OUGHT)) /* "if they do not leave" as well */
        return DTL_EVENT_STATUS_HYPOTHETICAL;
    if (m & MODAL_NEGATED)
        return DTL_EVENT_STATUS_NEGATED;
    if (lies_ahead(c, t))
        return DTL_EVENT_STATUS_PLANNED;
    if (m & MODAL_PURPOSE && !purpose_is_done(t->type))
        return DTL_EVENT_STATUS_HYPOTHETICAL;
    if (is_long_ago(c, t))
        return DTL_EVENT_STATUS_HISTORICAL;
    return m & MODAL_ONGOING && t->type != DTL_EVENT_CONSULT
               ? DTL_EVENT_STATUS_ONGOING
               : DTL_EVENT_STATUS_ACTUAL;
}

void dtli_status_turn(const dtli_coding *c, dtli_telling *t)
{
    unsigned m = t->modality;
    bool ahead = lies_ahead(c, t);
    if (m & MODAL_OUGHT && !(m & MODAL_NEGATED) && turn_to_demand(c, t)) {
        t->status = DTL_EVENT_STATUS_ACTUAL;
        return;
    }
    if (ahead && m & MODAL_NEGATED && turn(t, ROWS(REFUSED))) {
        part_sides(t);
        date_by_words(c, t);
        t->status = DTL_EVENT_STATUS_ACTUAL;
        return;
    }
    if (ahead && !(m & (MODAL_NEGATED | MODAL_HYPO | MODAL_OUGHT)) &&
        turn(t, ROWS(PROMISED))) {
        part_sides(t);
        date_by_words(c, t);
        t->status = DTL_EVENT_STATUS_ACTUAL;
        return;
    }
    /* "will cooperate" by a rule for AGREE: promised now */
    if (t->type == DTL_EVENT_AGREE)
        t->modality &= ~(unsigned)MODAL_FUTURE;
    t->status = status_of(c, t);
}
