/* time_event.c — which time dates an event, and when it was.
 *
 * In the event's sentence each time is as far away as its path in the tree
 * is dear: down from the trigger to its modifiers is cheap, up to the verb
 * that a noun depends on too, out of reported speech dear, since "said on
 * Friday" dates the saying. Without a tree the distance in words counts, a
 * comma or a verb between them as more. No time told near enough: the
 * publication day, assumed (codebook, section 7). Linear in the sentence.
 */
#include "base/day.h"
#include "base/str.h"
#include "resolve/time.h"

enum {
    MAX_CLIMB = 40,
    COST_NONE = 1000,
    COST_OWN = 3,    /* up to here the time is a modifier of the event */
    COST_SURE = 14,  /* up to here it dates the event */
    COST_LIMIT = 24, /* up to here it may, where nothing nearer does */
    NMOD_DOWN = 6,
    OBJ_DOWN = 6,
    OLD_DAYS = 60,   /* farther back is background ... */
    OLD_FREE = 6,    /* ... that must stand closer than this or pay */
    OLD_PRICE = 14,
    REACH = 16,      /* words that "a day after" reaches over */
    CARRY = 1        /* sentences that a day told is carried on */
};

static dtl_str norm_at(const dtl_doc *doc, int64_t token)
{
    if (token < 0 || token >= (int64_t)doc->token_count)
        return (dtl_str){ 0 };
    return doc->tokens[token].norm;
}

static bool norm_is(const dtl_doc *doc, int64_t token,
                    const char *const *words, size_t count)
{
    dtl_str norm = norm_at(doc, token);
    for (size_t i = 0; i < count; i++) {
        if (dtli_str_equal_nocase(norm, dtli_str(words[i])))
            return true;
    }
    return false;
}
#define NORM_IS(doc, token, words)                                            \
    norm_is(doc, token, words, sizeof words / sizeof words[0])

static uint32_t timex_head(const dtl_doc *doc, const dtl_timex *t)
{
    for (uint32_t i = t->first; i <= t->last; i++) {
        int32_t head = doc->tokens[i].head;
        if (head < (int32_t)t->first || head > (int32_t)t->last)
            return i;
    }
    return t->last;
}

/* Price of one step from a token to its head, going up from the trigger. */
static int price_up(const dtl_token *tok)
{
    switch (tok->rel) {
    case DTL_REL_OBJ:
    case DTL_REL_NSUBJ_PASS:
    case DTL_REL_XCOMP:
    case DTL_REL_COMPOUND:
    case DTL_REL_OBL:
        return 3;
    case DTL_REL_NSUBJ:
    case DTL_REL_NMOD:
    case DTL_REL_CONJ:
    case DTL_REL_ACL:
        return 5;
    case DTL_REL_ADVCL:
    case DTL_REL_ACL_RELCL:
        return 9;
    case DTL_REL_CCOMP:
    case DTL_REL_PARATAXIS:
        return 14;
    default:
        return 6;
    }
}

/* Price of the first step from a time up to what it stands by. */
static int price_first(const dtl_token *tok)
{
    switch (tok->rel) {
    case DTL_REL_OBL:
    case DTL_REL_OBL_UNMARKED:
    case DTL_REL_ADVMOD:
    case DTL_REL_NMOD_UNMARKED:
        return 1;
    case DTL_REL_NMOD:
    case DTL_REL_NMOD_POSS:
    case DTL_REL_COMPOUND:
    case DTL_REL_AMOD:
    case DTL_REL_NUMMOD:
        return 2;
    default:
        return 4;
    }
}

/* Price of a further step: the time dates something else, which has a part
 * in the event ("since the 1987 coups"). */
static int price_down(const dtl_token *tok)
{
    switch (tok->rel) {
    case DTL_REL_OBJ:
    case DTL_REL_NSUBJ:
    case DTL_REL_NSUBJ_PASS:
        return OBJ_DOWN;
    case DTL_REL_ACL:
    case DTL_REL_XCOMP:
        return 7;
    case DTL_REL_NMOD:
    case DTL_REL_OBL:
        return NMOD_DOWN;
    case DTL_REL_CONJ:
    case DTL_REL_ADVCL:
    case DTL_REL_ACL_RELCL:
        return 10;
    case DTL_REL_CCOMP:
    case DTL_REL_PARATAXIS:
        return 14;
    default:
        return 5;
    }
}

/* "... – where the raid took place on Friday": a clause about another act,
 * whatever the tree hangs it on. */
static bool is_elsewhere(const dtl_doc *doc, uint32_t verb)
{
    static const char *const WHERE[] = { "where" };
    enum { WORDS = 8 };
    for (uint32_t i = 1; i <= WORDS && i <= verb; i++)
        if (NORM_IS(doc, (int64_t)(verb - i), WHERE) &&
            doc->tokens[verb - i].head == (int32_t)verb)
            return true;
    return false;
}

/* Cheapest way between trigger and time over the tree. */
static int tree_cost(const dtl_doc *doc, uint32_t trigger, uint32_t time)
{
    uint32_t above[MAX_CLIMB];
    int price[MAX_CLIMB], count = 0, cost = 0;
    int32_t at = (int32_t)time;
    while (at >= 0 && count < MAX_CLIMB) {
        above[count] = (uint32_t)at;
        price[count++] = cost;
        cost += count == 1 ? price_first(&doc->tokens[at])
                           : price_down(&doc->tokens[at]);
        if (is_elsewhere(doc, (uint32_t)at))
            cost += COST_LIMIT;
        at = doc->tokens[at].head;
    }
    cost = 0;
    at = (int32_t)trigger;
    for (int i = 0; at >= 0 && i < MAX_CLIMB; i++) {
        for (int k = 0; k < count; k++) {
            if (above[k] == (uint32_t)at)
                return cost + price[k];
        }
        cost += price_up(&doc->tokens[at]);
        at = doc->tokens[at].head;
    }
    return COST_NONE;
}

static int word_cost(const dtl_doc *doc, uint32_t trigger, const dtl_timex *t)
{
    static const char *const BREAKS[] = { ",", ";", "said", "says", "told",
                                          "after", "when", "who", "which",
                                          "that", "and", "but", "\"", "''" };
    uint32_t a = t->last < trigger ? t->last + 1 : trigger + 1;
    uint32_t b = t->last < trigger ? trigger : t->first;
    int cost = 0;
    for (uint32_t i = a; i < b && cost < COST_NONE; i++)
        cost += NORM_IS(doc, i, BREAKS) ? 5 : 1;
    /* "said Friday" */
    static const char *const SAID[] = { "said", "told", "reported", "says" };
    if (t->first > 0 && NORM_IS(doc, (int64_t)t->first - 1, SAID) &&
        t->first - 1 != trigger)
        cost += 8;
    return cost;
}

static bool has_tree(const dtl_doc *doc, const dtl_sent *s)
{
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (doc->tokens[t].head >= 0)
            return true;
    }
    return false;
}

/* Background: what is long past must stand close to date an event of the
 * news ("elected in the first poll since 1969"). */
static int price_old(const dtl_doc *doc, const dtl_timex *t, int cost)
{
    bool old = doc->published != DTL_DAY_NONE && t->to != DTL_DAY_NONE &&
               t->to < doc->published - OLD_DAYS;
    return old && cost > OLD_FREE ? OLD_PRICE : 0;
}

/* "has rejected": English tells no past day with it, so a past day beside it
 * is another act's ("has rejected the plan he tabled last week"). */
static bool is_perfect(const dtl_doc *doc, uint32_t token)
{
    static const char *const HAVE[] = { "has", "have" };
    uint32_t first = doc->sents[doc->tokens[token].sent].first;
    for (uint32_t i = 1; i <= 3 && token >= first + i; i++) {
        if (NORM_IS(doc, (int64_t)token - i, HAVE))
            return true;
    }
    return false;
}

static bool is_over(const dtl_doc *doc, const dtl_timex *t)
{
    static const char *const SINCE[] = { "since" };
    return doc->published != DTL_DAY_NONE && t->to < doc->published - 1 &&
           !NORM_IS(doc, (int64_t)t->first - 1, SINCE);
}

/* Can a time date an event at all? Not "until Friday", "every Friday". */
static bool can_date(const dtl_doc *doc, const dtl_timex *t)
{
    static const char *const NOT[] = { "until", "till", "before" };
    return t->anchored && t->type != DTL_TIMEX_SET &&
           !NORM_IS(doc, (int64_t)t->first - 1, NOT);
}

/* What lies ahead dates planned events only ("will meet on Friday" is a
 * promise made today), and nouns that it stands by: "a strike on Friday". */
static bool lies_ahead(const dtl_doc *doc, const dtl_timex *t)
{
    static const char *const BY[] = { "by" };
    if (doc->published == DTL_DAY_NONE || t->from == DTL_DAY_NONE)
        return false;
    return t->from > doc->published ||
           (t->to > doc->published && NORM_IS(doc, (int64_t)t->first - 1, BY));
}

/* First time at or after token `first`, by bisection: timexes are in text
 * order. */
static uint32_t first_timex(const dtl_doc *doc, uint32_t first)
{
    uint32_t low = 0, high = doc->timex_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (doc->timexes[mid].last < first)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The cheapest time, and its price. */
static int32_t nearest(const dtl_doc *doc, uint32_t token, bool planned,
                       int *price)
{
    const dtl_sent *s = &doc->sents[doc->tokens[token].sent];
    bool tree = has_tree(doc, s);
    bool noun = tree && doc->tokens[token].upos != DTL_UPOS_VERB;
    bool perfect = is_perfect(doc, token);
    int best_cost = COST_LIMIT;
    int32_t best = DTL_NO_INDEX;
    for (uint32_t i = first_timex(doc, s->first);
         i < doc->timex_count && doc->timexes[i].first < s->first + s->count;
         i++) {
        const dtl_timex *t = &doc->timexes[i];
        if (!can_date(doc, t))
            continue;
        int cost = tree ? tree_cost(doc, token, timex_head(doc, t))
                        : word_cost(doc, token, t);
        if (!planned && lies_ahead(doc, t) && !(noun && cost <= COST_OWN))
            continue;
        if (perfect && is_over(doc, t))
            continue;
        cost += price_old(doc, t, cost);
        if (cost < best_cost) {
            best_cost = cost;
            best = (int32_t)i;
        }
    }
    *price = best_cost;
    return best;
}

int32_t dtli_time_of(const dtl_doc *doc, uint32_t token, bool planned)
{
    int price = 0;
    return token < doc->token_count ? nearest(doc, token, planned, &price)
                                    : DTL_NO_INDEX;
}

/* "will meet": made known today, whatever day stands beside it. */
static bool is_promise(const dtl_doc *doc, uint32_t token)
{
    static const char *const WILL[] = { "will", "'ll", "wo" };
    uint32_t first = doc->sents[doc->tokens[token].sent].first;
    for (uint32_t i = 0; i <= 3 && token >= first + i; i++) {
        if (NORM_IS(doc, (int64_t)token - i, WILL))
            return true;
    }
    return false;
}

static dtl_when assumed(const dtl_doc *doc)
{
    bool known = doc->published != DTL_DAY_NONE;
    return (dtl_when){
        .from = doc->published,
        .to = doc->published,
        .precision = known ? DTL_PRECISION_DAY : DTL_PRECISION_UNKNOWN,
        .assumed = true,
        .timex = DTL_NO_INDEX,
    };
}

/* The time that ends a range which `t` begins: "Monday to Wednesday",
 * "between 2011 and 2014", "from May 3 until May 5". */
static const dtl_timex *range_end(const dtl_doc *doc, uint32_t index)
{
    static const char *const LINKS[] = { "to", "until", "till", "through",
                                         "-", "and" };
    static const char *const BETWEEN[] = { "between" }, *const AND[] = { "and" };
    const dtl_timex *t = &doc->timexes[index];
    if (index + 1 >= doc->timex_count)
        return NULL;
    const dtl_timex *next = &doc->timexes[index + 1];
    if (next->first != t->last + 2 || !next->anchored ||
        !NORM_IS(doc, (int64_t)t->last + 1, LINKS) ||
        doc->tokens[next->first].sent != doc->tokens[t->first].sent)
        return NULL;
    bool between = NORM_IS(doc, (int64_t)t->first - 1, BETWEEN);
    if (NORM_IS(doc, (int64_t)t->last + 1, AND) && !between)
        return NULL;
    return next->to >= t->from ? next : NULL;
}

/* "has voted", "is holding", "to hold": what is told so is of today. */
static bool is_of_now(const dtl_doc *doc, uint32_t token)
{
    static const char *const WORDS[] = { "has", "have", "is", "are", "will",
                                         "would", "'ll", "to", "could",
                                         "may", "been", "being" };
    uint32_t first = doc->sents[doc->tokens[token].sent].first;
    for (uint32_t i = 1; i <= 3 && token >= first + i; i++) {
        if (NORM_IS(doc, (int64_t)token - i, WORDS))
            return true;
    }
    return false;
}

/* The last time in the sentence before, where it names a past day: "On
 * Saturday a bomb went off. Two men died in the blast." */
static int32_t carried(const dtl_doc *doc, uint32_t token)
{
    uint32_t sent = doc->tokens[token].sent;
    uint32_t i = first_timex(doc, doc->sents[sent].first);
    if (is_of_now(doc, token))
        return DTL_NO_INDEX;
    while (i > 0) {
        const dtl_timex *t = &doc->timexes[--i];
        if (doc->tokens[t->first].sent + CARRY < sent)
            return DTL_NO_INDEX;
        if (!can_date(doc, t) || t->type == DTL_TIMEX_DURATION)
            continue;
        bool day = t->from != DTL_DAY_NONE && t->to <= doc->published &&
                   t->to - t->from <= 1;
        return day ? (int32_t)i : DTL_NO_INDEX;
    }
    return DTL_NO_INDEX;
}

/* A weekday or date read as past that a planned event needs ahead. */
static void look_ahead(const dtl_doc *doc, const dtl_timex *t, dtl_when *when)
{
    bool day = when->from == when->to && when->to != DTL_DAY_NONE;
    if (!day || when->to >= doc->published || t->type == DTL_TIMEX_DURATION)
        return;
    static const char *const PAST[] = { "last", "yesterday", "previous" };
    for (uint32_t i = t->first; i <= t->last; i++) {
        if (NORM_IS(doc, i, PAST))
            return;
    }
    if (doc->published - when->to < 7) {
        when->from = dtli_day_add(when->from, 7);
        when->to = dtli_day_add(when->to, 7);
    }
}

/* Days of "P2D", "P1W", "P3M"; hours are none, "PXD" is one at least. */
static bool period_days(dtl_str value, int64_t *low, int64_t *high)
{
    uint64_t count = 0;
    dtl_str number = dtli_str_slice(value, 1, value.len ? value.len - 1 : 0);
    bool hours = value.len > 2 && value.ptr[1] == 'T';
    bool vague = dtli_str_is(number, "X");
    if (value.len < 3 || value.ptr[0] != 'P')
        return false;
    if (!hours && !vague && !dtli_str_to_u64(number, 100, &count))
        return false;
    int64_t unit = 1;
    switch (value.ptr[value.len - 1]) {
    case 'D':
        break;
    case 'W':
        unit = 7;
        break;
    case 'M':
        unit = 30;
        break;
    case 'Y':
        unit = 365;
        break;
    default:
        return hours && (*low = 0, *high = 1, true);
    }
    if (hours)
        unit = 0;
    *low = vague ? 2 * unit : (int64_t)count * unit;
    *high = vague ? 9 * unit : *low;
    int64_t about = unit == 7 ? 3 : unit == 30 ? 10 : unit == 365 ? 60 : 0;
    *low -= about;
    *high += hours ? 1 : about;
    return true;
}

/* Day that "two days after" counts from, for what stands behind it: the day
 * told in the sentence before it, else publication. "The call came five
 * days after a court named them": the court did so five days ago. */
static dtl_day main_day(const dtl_doc *doc, uint32_t index)
{
    const dtl_timex *t = &doc->timexes[index];
    uint32_t sent = doc->tokens[t->first].sent;
    for (uint32_t i = index; i-- > 0;) {
        const dtl_timex *before = &doc->timexes[i];
        if (doc->tokens[before->first].sent != sent)
            break;
        if (can_date(doc, before) && before->from == before->to)
            return before->from;
    }
    return doc->published;
}

/* The event stands in the clause behind "N days after" or "before". */
static bool beside(const dtl_doc *doc, uint32_t token, bool planned,
                   dtl_when *when)
{
    static const char *const AFTER[] = { "after", "since", "following" };
    static const char *const BEFORE[] = { "before" };
    const dtl_sent *s = &doc->sents[doc->tokens[token].sent];
    int64_t low = 0, high = 0;
    for (uint32_t i = first_timex(doc, token); i-- > 0;) {
        const dtl_timex *t = &doc->timexes[i];
        if (t->first < s->first || t->last + REACH < token)
            return false;
        bool after = NORM_IS(doc, (int64_t)t->last + 1, AFTER);
        if (!after && !NORM_IS(doc, (int64_t)t->last + 1, BEFORE)) {
            if (t->anchored)
                return false; /* a nearer day */
            continue;
        }
        dtl_day base = main_day(doc, i);
        if (t->last >= token || t->type != DTL_TIMEX_DURATION ||
            !period_days(t->value, &low, &high))
            return false;
        dtl_day from = dtli_day_add(base, after ? -high : low);
        if (!planned && from > doc->published)
            return false;
        *when = (dtl_when){ .timex = (int32_t)i, .from = from };
        when->to = dtli_day_add(base, after ? -low : high);
        when->precision = dtli_time_precision(when->from, when->to);
        return when->from != DTL_DAY_NONE && when->to != DTL_DAY_NONE;
    }
    return false;
}

dtl_when dtli_when_of(const dtl_doc *doc, uint32_t token, bool planned)
{
    static const char *const SINCE[] = { "since" }, *const BY[] = { "by" };
    dtl_when when = assumed(doc);
    if (token >= doc->token_count || (!planned && is_promise(doc, token)) ||
        beside(doc, token, planned, &when))
        return when;
    int price = 0;
    int32_t index = nearest(doc, token, planned, &price);
    bool told = index != DTL_NO_INDEX && price <= COST_SURE;
    if (index == DTL_NO_INDEX && !planned)
        index = carried(doc, token);
    if (index == DTL_NO_INDEX)
        return when;
    const dtl_timex *t = &doc->timexes[index];
    const dtl_timex *end = range_end(doc, (uint32_t)index);
    when = (dtl_when){ .from = t->from, .to = end ? end->to : t->to,
                       .assumed = !told, .timex = index };
    if (NORM_IS(doc, (int64_t)t->first - 1, SINCE) && t->from <= doc->published)
        when.to = doc->published;
    else if (planned && NORM_IS(doc, (int64_t)t->first - 1, BY) &&
             when.to > doc->published)
        when.from = doc->published;
    else if (planned && doc->published != DTL_DAY_NONE && price <= COST_OWN)
        look_ahead(doc, t, &when);
    when.precision = dtli_time_precision(when.from, when.to);
    return when;
}
