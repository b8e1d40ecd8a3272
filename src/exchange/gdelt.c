/* gdelt.c — ids, instants and actors as GDELT has them. */
#include "exchange/gdelt.h"

enum { TYPES = 3, ID_DIGITS = 16, ID_BITS = 53 };

static bool hex_digit(char c, uint64_t *value)
{
    bool letter = c >= 'a' && c <= 'f';
    if (!letter && (c < '0' || c > '9'))
        return false;
    *value = *value << 4 | (uint64_t)(letter ? c - 'a' + 10 : c - '0');
    return true;
}

/* GDELT's own numbers come back as they were, ids of other makers are
 * hashed. */
static uint64_t id_number(dtl_str event)
{
    uint64_t value = 0;
    size_t i = 0;
    dtl_str own = dtli_cell_own_id(event, "gdelt");
    if (own.len < event.len && dtli_str_to_u64(own, UINT64_MAX, &value))
        return value;
    value = 0;
    while (i < event.len && i < ID_DIGITS && hex_digit(event.ptr[i], &value))
        i++;
    return i == ID_DIGITS && event.len == ID_DIGITS ? value : dtli_hash(event);
}

int64_t dtli_gdelt_id(dtl_str event, size_t pair)
{
    return (int64_t)((id_number(event) + pair) &
                     (((uint64_t)1 << ID_BITS) - 1));
}

void dtli_gdelt_instant(dtl_str iso, dtl_buf *out)
{
    for (size_t i = 0; i < iso.len; i++)
        if (iso.ptr[i] >= '0' && iso.ptr[i] <= '9')
            dtli_buf_add_char(out, iso.ptr[i]);
}

void dtli_gdelt_cell_id(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    (void)column;
    dtl_str id = dtli_json_get_str(row->record, "id");
    dtli_buf_printf(out, "%lld", (long long)dtli_gdelt_id(id, row->pair));
}

void dtli_gdelt_cell_added(const dtl_row *row, const dtl_column *column,
                           dtl_buf *out)
{
    (void)column;
    dtli_gdelt_instant(row->tally.added, out);
}

/* Bodies in place of a country, in CAMEO's words: the European Union is
 * IGOEUREEC, the United Nations IGOUNO, a movement NGM. */
static const struct {
    const char *code, *type, *country, *group;
} BODIES[] = {
    { "UNO", "IGO", "", "UNO" }, { "EUR", "IGO", "EUR", "EEC" },
    { "IGO", "IGO", "", "" },    { "NGO", "NGO", "", "" },
    { "ISM", "NGM", "", "" },    { "IMG", "IMG", "", "" },
    { "MNC", "MNC", "", "" },
};

static void take_country(dtl_gdelt_actor *actor, dtl_str code)
{
    for (size_t i = 0; i < sizeof BODIES / sizeof BODIES[0]; i++) {
        if (!dtli_str_is(code, BODIES[i].code))
            continue;
        actor->country = dtli_str(BODIES[i].country);
        actor->group = dtli_str(BODIES[i].group);
        actor->types[0] = dtli_str(BODIES[i].type);
        actor->body = true;
        return;
    }
    actor->country = dtli_gdelt_cameo_country(code);
}

/* The next free place; a type that is there is not taken again. */
static void take_type(dtl_gdelt_actor *actor, dtl_str type)
{
    size_t i = 0;
    while (i < TYPES && actor->types[i].len &&
           !dtli_str_equal(actor->types[i], type))
        i++;
    if (i < TYPES)
        actor->types[i] = type;
}

dtl_gdelt_actor dtli_gdelt_actor(json_object *from)
{
    dtl_gdelt_actor actor = { .body = false };
    size_t count = dtli_json_get_count(from, "sectors");
    take_country(&actor, dtli_json_get_str(from, "country"));
    for (size_t i = 0; i < count; i++) {
        dtl_str type = dtli_sector_to_cameo(
            dtli_json_str(dtli_json_get_item(from, "sectors", i)));
        if (type.len)
            take_type(&actor, type);
    }
    return actor;
}
