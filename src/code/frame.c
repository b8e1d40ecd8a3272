/* frame.c — the small grammar of frames and slots (docs/coding.md).
 *
 *   frame   "obj=#actor !p:by xcomp=@RELEASE|withdraw"
 *   slots   "subj+p:with,lsubj"
 *
 * A condition's weight says how exactly it fits a row to a sentence: the row
 * with the greatest sum wins. Naming words is worth more than naming a kind,
 * and that more than asking that something be there.
 */
#include "code/rule.h"

#include "base/error.h"

enum { WEIGHT_THERE = 2, WEIGHT_KIND = 3, WEIGHT_WORDS = 5, WEIGHT_NOT = 1,
       WEIGHT_NEGATED = 10 };

static const struct { const char *name; dtli_slot_kind kind; } SLOTS[] = {
    { "subj", SLOT_SUBJ },   { "obj", SLOT_OBJ },     { "iobj", SLOT_IOBJ },
    { "xcomp", SLOT_XCOMP }, { "ccomp", SLOT_CCOMP }, { "poss", SLOT_POSS },
    { "mod", SLOT_MOD },     { "light", SLOT_LIGHT }, { "gov", SLOT_GOV },
    { "adv", SLOT_ADV },     { "prt", SLOT_PRT },     { "any", SLOT_ANY },
    { "sent", SLOT_SENT },   { "doc", SLOT_DOC },
    { "pass", SLOT_PASS },   { "neg", SLOT_NEG },     { "future", SLOT_FUTURE },
    { "lsubj", SLOT_LSUBJ }, { "lobj", SLOT_LOBJ },   { "xobj", SLOT_XOBJ },
    { "csubj", SLOT_CSUBJ }, { "anti", SLOT_ANTI },
    { "msubj", SLOT_MSUBJ }, { "-", SLOT_NOBODY },
};

static const struct { const char *name; uint32_t bits; } KINDS[] = {
    { "#actor", KIND_ACTOR }, { "#person", KIND_PERSON },
    { "#group", KIND_GROUP }, { "#org", KIND_ORG },
    { "#state", KIND_STATE }, { "#armed", KIND_ARMED },
    { "#civil", KIND_CIVIL }, { "#place", KIND_PLACE },
    { "#thing", KIND_THING }, { "#num", KIND_NUM },
    { "#gov", KIND_GOV },
};

static dtl_status read_slot_name(dtl_rules *rules, dtl_str name,
                                 dtli_slot_kind *kind, uint32_t *prep,
                                 dtl_error *err)
{
    bool outer = dtli_str_starts(name, DTL_STR("p:"));
    if (outer || dtli_str_starts(name, DTL_STR("xp:"))) {
        dtli_term term;
        dtl_status status = dtli_term_read(
            rules, dtli_str_slice(name, outer ? 2 : 3, name.len), &term, err);
        if (status != DTL_OK)
            return status;
        *kind = outer ? SLOT_PREP : SLOT_XPREP;
        *prep = term.word[0];
        return DTL_OK;
    }
    for (size_t i = 0; i < sizeof SLOTS / sizeof SLOTS[0]; i++)
        if (dtli_str_is(name, SLOTS[i].name)) {
            *kind = SLOTS[i].kind;
            return DTL_OK;
        }
    return dtl_fail(err, DTL_SYNTAX, 0, 0, "E510: no slot \"%.*s\"",
                    DTL_FMT(name));
}

static dtl_status read_value(dtl_rules *rules, dtl_str text, dtli_value *out,
                             dtl_error *err)
{
    dtli_value value = { .kind = VALUE_TERM };
    if (text.len && text.ptr[0] == '@') {
        value.kind = VALUE_CLASS;
        value.id = dtli_class_find(rules, dtli_str_slice(text, 1, text.len));
        if (value.id == UINT32_MAX)
            return dtl_fail(err, DTL_SYNTAX, 0, 0, "E511: no class \"%.*s\"",
                            DTL_FMT(text));
    } else if (text.len && text.ptr[0] == '#') {
        value.kind = VALUE_KIND;
        for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
            if (dtli_str_is(text, KINDS[i].name))
                value.id = KINDS[i].bits;
        if (value.id == 0)
            return dtl_fail(err, DTL_SYNTAX, 0, 0, "E512: no kind \"%.*s\"",
                            DTL_FMT(text));
    } else {
        dtl_status status = dtli_term_read(rules, text, &value.term, err);
        if (status != DTL_OK)
            return status;
    }
    *out = value;
    return DTL_OK;
}

static dtl_status read_values(dtl_rules *rules, dtl_str text, dtli_cond *cond,
                              dtl_error *err)
{
    dtl_str one;
    cond->first = rules->value_count;
    while (dtli_str_split(&text, '|', &one)) {
        dtli_value value;
        dtl_status status = read_value(rules, one, &value, err);
        if (status != DTL_OK)
            return status;
        if (!dtli_arena_grow(rules->arena, &rules->values, rules->value_count,
                             &rules->value_capacity, sizeof *rules->values))
            return dtl_fail(err, DTL_NOMEM, 0, 0, "E513: out of memory");
        rules->values[rules->value_count++] = value;
        cond->count++;
    }
    return DTL_OK;
}

static uint32_t cond_weight(const dtl_rules *rules, const dtli_cond *cond)
{
    if (cond->negate)
        return WEIGHT_NOT;
    if (cond->slot == SLOT_NEG) /* "did not agree" is no kind of "agree" */
        return WEIGHT_NEGATED;
    if (cond->count == 0)
        return WEIGHT_THERE;
    return rules->values[cond->first].kind == VALUE_KIND ? WEIGHT_KIND
                                                         : WEIGHT_WORDS;
}

/* "!p:by", "obj=tie|relation". */
static dtl_status read_cond(dtl_rules *rules, dtl_str text, dtli_rule *rule,
                            dtl_error *err)
{
    dtli_cond cond = { .negate = text.ptr[0] == '!' };
    size_t start = cond.negate ? 1 : 0;
    size_t equals = dtli_str_find(text, '=', start);
    dtl_status status = read_slot_name(
        rules, dtli_str_slice(text, start, equals), &cond.slot, &cond.prep,
        err);
    if (status == DTL_OK && equals < text.len)
        status = read_values(rules, dtli_str_slice(text, equals + 1, text.len),
                             &cond, err);
    if (status != DTL_OK)
        return status;
    if (!dtli_arena_grow(rules->arena, &rules->conds, rules->cond_count,
                         &rules->cond_capacity, sizeof *rules->conds))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E513: out of memory");
    rules->conds[rules->cond_count++] = cond;
    rule->cond_count++;
    rule->weight += cond_weight(rules, &cond);
    return DTL_OK;
}

dtl_status dtli_frame_read(dtl_rules *rules, dtl_str frame, dtli_rule *rule,
                           dtl_error *err)
{
    dtl_str text;
    rule->cond_first = rules->cond_count;
    while (frame.len && dtli_str_split(&frame, ' ', &text)) {
        if (text.len == 0)
            continue;
        dtl_status status = read_cond(rules, text, rule, err);
        if (status != DTL_OK)
            return status;
    }
    return DTL_OK;
}

/* What an empty cell stands for. */
static dtl_str default_slots(char pos, bool recipient)
{
    if (pos == 'n')
        return recipient ? DTL_STR("p:against,p:on,p:of")
                         : DTL_STR("p:by,poss,mod,lsubj");
    if (recipient)
        return pos == 'v' ? DTL_STR("obj") : DTL_STR("-");
    return DTL_STR("subj");
}

static dtl_status add_slot(dtl_rules *rules, dtl_str name, bool joined,
                           uint32_t *count, dtl_error *err)
{
    dtli_slot slot = { .joined = joined };
    dtl_status status =
        read_slot_name(rules, name, &slot.kind, &slot.prep, err);
    if (status != DTL_OK)
        return status;
    if (!dtli_arena_grow(rules->arena, &rules->slots, rules->slot_count,
                         &rules->slot_capacity, sizeof *rules->slots))
        return dtl_fail(err, DTL_NOMEM, 0, 0, "E513: out of memory");
    rules->slots[rules->slot_count++] = slot;
    (*count)++;
    return DTL_OK;
}

dtl_status dtli_slots_read(dtl_rules *rules, dtl_str cell, dtli_rule *rule,
                           bool recipient, dtl_error *err)
{
    dtl_str group, name;
    uint32_t count = 0, first = rules->slot_count;
    if (cell.len == 0)
        cell = default_slots(rule->pos, recipient);
    while (dtli_str_split(&cell, ',', &group)) {
        bool joined = false;
        while (dtli_str_split(&group, '+', &name)) {
            dtl_status status = add_slot(rules, name, joined, &count, err);
            if (status != DTL_OK)
                return status;
            joined = true;
        }
    }
    *(recipient ? &rule->recipient_first : &rule->actor_first) = first;
    *(recipient ? &rule->recipient_count : &rule->actor_count) = count;
    return DTL_OK;
}
