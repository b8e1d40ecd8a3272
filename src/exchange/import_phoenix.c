/* import_phoenix.c — rows of Phoenix: 26 columns, with or without names. */
#include "base/error.h"
#include "exchange/import.h"

enum {
    ID,
    DAY,
    FULL_1,
    ENTITY_1,
    ROLE_1,
    PART_1,
    FULL_2,
    ENTITY_2,
    ROLE_2,
    PART_2,
    EVENT,
    GOLDSTEIN,
    LAT,
    LON,
    PLACE,
    STATE,
    COUNTRY,
    SENTENCE,
    URLS,
    SOURCES,
    FIELD_COUNT
};

static const dtl_field FIELDS[FIELD_COUNT] = {
    [ID] = { "EventID", NULL, 0, 0, true },
    [DAY] = { "Date", NULL, 1, 1, true },
    [FULL_1] = { "SourceActorFull", NULL, 5, 5, true },
    [ENTITY_1] = { "SourceActorEntity", NULL, 6, 6, false },
    [ROLE_1] = { "SourceActorRole", NULL, 7, 7, false },
    [PART_1] = { "SourceActorAttribute", NULL, 8, 8, false },
    [FULL_2] = { "TargetActorFull", NULL, 9, 9, true },
    [ENTITY_2] = { "TargetActorEntity", NULL, 10, 10, false },
    [ROLE_2] = { "TargetActorRole", NULL, 11, 11, false },
    [PART_2] = { "TargetActorAttribute", NULL, 12, 12, false },
    [EVENT] = { "EventCode", NULL, 13, 13, true },
    [GOLDSTEIN] = { "GoldsteinScore", NULL, 16, 16, false },
    [LAT] = { "Lat", NULL, 18, 18, false },
    [LON] = { "Lon", NULL, 19, 19, false },
    [PLACE] = { "LocationName", NULL, 20, 20, false },
    [STATE] = { "StateName", NULL, 21, 21, false },
    [COUNTRY] = { "CountryCode", NULL, 22, 22, false },
    [SENTENCE] = { "SentenceID", NULL, 23, 23, false },
    [URLS] = { "URLs", "URL", 24, 24, false },
    [SOURCES] = { "NewsSources", "NewsSource", 25, 25, false },
};

/* The whole code; its parts put together where it is empty. */
static dtl_str code_of(const dtl_reading *reading, int full)
{
    dtl_str code = dtli_cell(reading, full);
    if (code.len)
        return code;
    dtl_str entity = dtli_cell(reading, full + ENTITY_1 - FULL_1);
    dtl_str role = dtli_cell(reading, full + ROLE_1 - FULL_1);
    code = dtli_arena_printf(reading->arena, "%.*s%.*s", DTL_FMT(entity),
                             DTL_FMT(role));
    *reading->no_memory |= !code.ptr;
    return code;
}

/* The European Union is EUR of the kind IGO; Europe is EUR alone. */
static void read_side(const dtl_reading *reading, int full,
                      dtl_imported_side *out)
{
    dtl_imported_actor actor = { .country = DTL_STR("") };
    bool body =
        dtli_str_is(dtli_cell(reading, full + ENTITY_1 - FULL_1), "IGO");
    dtli_import_actor(reading, code_of(reading, full), body, &actor);
    if (actor.country.len || actor.sector_count)
        dtli_import_one(reading, &actor, out);
}

static void read_place(const dtl_reading *reading, dtl_imported_place *out)
{
    dtl_str country = dtli_cell(reading, COUNTRY);
    out->name = dtli_cell(reading, PLACE);
    out->admin1 = dtli_cell(reading, STATE);
    out->country = dtli_book_country(reading->book, country);
    dtli_import_point(dtli_cell(reading, LAT), dtli_cell(reading, LON), out);
    out->told = out->name.len || out->admin1.len || country.len || out->located;
    dtl_str named = dtli_book_country(reading->book, out->name);
    if (out->name.len == 0)
        out->name = out->admin1;
    if (out->name.len == 0)
        out->name = dtli_book_country_name(reading->book, out->country);
    bool whole = named.len && dtli_str_equal(named, out->country);
    out->precision = whole                                    ? "country"
                     : dtli_str_equal(out->name, out->admin1) ? "admin1"
                                                              : "city";
    if (!whole && out->admin1.len == 0 && dtli_cell(reading, PLACE).len == 0)
        out->precision = "country";
}

/* "wire-17_0;wire-17_4": the document, and its sentences; those of another
 * document are left out. The id alone is in `doc`. */
static void read_sentences(const dtl_reading *reading, dtl_str *doc,
                           dtl_imported *out)
{
    size_t count;
    dtl_str text = dtli_cell(reading, SENTENCE);
    dtl_str *list = dtli_import_list(reading, text, &count);
    out->sentences =
        count ? dtli_import_array(reading, count, sizeof *out->sentences)
              : NULL;
    for (size_t i = 0; out->sentences && i < count; i++) {
        uint64_t number;
        size_t cut = list[i].len;
        while (cut > 0 && list[i].ptr[cut - 1] != '_')
            cut--;
        bool numbered = cut > 1 && dtli_str_to_u64(dtli_str_slice(list[i], cut,
                                                                  list[i].len),
                                                   UINT32_MAX, &number);
        dtl_str id = numbered ? dtli_str_slice(list[i], 0, cut - 1) : list[i];
        if (i == 0)
            *doc = id;
        if (numbered && dtli_str_equal(id, *doc))
            out->sentences[out->sentence_count++] = number;
    }
}

/* The story; without one its address; without that the day's rows. */
static void read_document(const dtl_reading *reading, dtl_imported *out)
{
    dtl_str doc = { 0 };
    out->url = dtli_cell(reading, URLS);
    out->source = dtli_cell(reading, SOURCES);
    read_sentences(reading, &doc, out);
    if (doc.len == 0)
        doc = out->url.len ? out->url : out->day;
    out->doc = dtli_import_key(reading, "phoenix", doc);
}

static dtl_status read_row(const dtl_reading *reading, dtl_imported *out)
{
    dtl_str id = dtli_cell(reading, ID);
    if (id.len == 0)
        return dtli_cell_fail(reading, ID, "E748: no id of an event: '%.*s'",
                              dtli_cell_shown(id), "");
    out->id = dtli_import_key(reading, "phoenix", id);
    out->day = dtli_import_day(reading, dtli_cell(reading, DAY));
    if (out->day.len == 0)
        return dtli_cell_fail(reading, DAY, "E749: no day: '%.*s'",
                              dtli_cell_shown(dtli_cell(reading, DAY)),
                              dtli_cell(reading, DAY).ptr);
    read_side(reading, FULL_1, &out->actors);
    read_side(reading, FULL_2, &out->recipients);
    read_place(reading, &out->place);
    read_document(reading, out);
    return dtli_import_cameo(reading, EVENT, GOLDSTEIN, out);
}

const dtl_form DTLI_FORM_PHOENIX = { .name = "phoenix",
                                     .fields = FIELDS,
                                     .count = FIELD_COUNT,
                                     .width = 26,
                                     .read = read_row };
