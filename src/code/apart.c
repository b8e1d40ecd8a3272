/* apart.c — what one telling says of its act does not go with the other: two
 * events, however alike (same.h).
 */
#include "code/same.h"

static bool takes_part(const dtli_telling *t, const dtl_actor *who)
{
    const dtli_parties *lists[2] = { &t->actors, &t->recipients };
    for (int l = 0; l < 2; l++)
        for (uint32_t i = 0; i < lists[l]->count; i++)
            if (lists[l]->actor[i].entity == who->entity)
                return true;
    return false;
}

/* Somebody with a name who takes part in `a` and not in `b`. */
static bool has_other_person(const dtl_doc *doc, const dtli_telling *a,
                             const dtli_telling *b)
{
    const dtli_parties *lists[2] = { &a->actors, &a->recipients };
    for (int l = 0; l < 2; l++)
        for (uint32_t i = 0; i < lists[l]->count; i++)
            if (dtli_is_named(doc, &lists[l]->actor[i]) &&
                !takes_part(b, &lists[l]->actor[i]))
                return true;
    return false;
}

/* An arrest is no seizure, a truce no resignation, blame no inquiry; but a
 * march may be told again as a riot, and a raid as a bombing. */
static bool has_other_mode(const dtli_telling *a, const dtli_telling *b)
{
    switch (a->type) {
    case DTL_EVENT_COERCE:
    case DTL_EVENT_RETREAT:
    case DTL_EVENT_SANCTION:
    case DTL_EVENT_MOBILIZE:
    case DTL_EVENT_ACCUSE:
        return a->mode.len && b->mode.len && !dtli_str_equal(a->mode, b->mode);
    default:
        return false;
    }
}

/* "Met Mr Ali, and later Mr Rao"; "in separate talks"; and, told of farther
 * on, a round at which others sat. */
static bool is_other_round(const dtl_doc *doc, const dtli_telling *a,
                           const dtli_telling *b)
{
    uint32_t apart = doc->tokens[b->token].sent - doc->tokens[a->token].sent;
    if (b->noun && b->distinct)
        return true;
    if (has_other_person(doc, a, b) && has_other_person(doc, b, a))
        return true;
    return apart > 1 && !a->headline && !b->definite &&
           !dtli_same_round(doc, a, b);
}

/* "He also urged"; "urged Chad to withdraw", "urged Mali to help". */
static bool is_other_word(const dtl_doc *doc, const dtli_telling *a,
                          const dtli_telling *b)
{
    if (has_other_mode(a, b) || (!b->noun && b->distinct))
        return true;
    return !a->noun && !b->noun && !a->headline &&
           dtli_lists_relation(doc, &a->recipients, &b->recipients) < 0;
}

/* "A bomb killed four. In Herat, another bomb killed two." */
static bool has_other_count(const dtli_telling *a, const dtli_telling *b)
{
    for (uint32_t i = 0; i < a->count_count; i++)
        for (uint32_t k = 0; k < b->count_count; k++)
            if (dtli_str_equal(a->counts[i].kind, b->counts[k].kind) &&
                a->counts[i].min != b->counts[k].min)
                return true;
    return false;
}

/* "Killed two men", "killed a nun on Monday": other victims, and a day of
 * its own or a time long past. */
static bool is_other_deed(const dtl_doc *doc, const dtli_telling *a,
                          const dtli_telling *b)
{
    if (has_other_mode(a, b) ||
        (!b->noun && b->distinct && has_other_count(a, b)))
        return true;
    return !a->headline && !b->headline &&
           dtli_lists_relation(doc, &a->recipients, &b->recipients) < 0 &&
           ((a->when.assumed && !b->when.assumed) || !dtli_status_fits(a, b));
}

bool dtli_is_another(const dtl_doc *doc, const dtli_telling *a,
                     const dtli_telling *b)
{
    if (a->type != b->type)
        return false;
    if (a->type == DTL_EVENT_CONSULT)
        return is_other_round(doc, a, b);
    return dtli_is_words(a->type) ? is_other_word(doc, a, b)
                                  : is_other_deed(doc, a, b);
}
