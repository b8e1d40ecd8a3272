/* import_polecat.c — rows of POLECAT: 40 columns with names, lists joined by
 * ';'.
 *
 * The lists of a side have an item an actor only where every actor has one:
 * "gunmen;France" with the countries "FRA". What cannot be told to belong to
 * one name becomes an actor without a name, so that nobody gets a country or
 * a sector that is another's.
 */
#include "base/error.h"
#include "exchange/import.h"

enum {
    ID,
    DAY,
    EVENT,
    MODE,
    INTENSITY,
    CONTEXTS,
    NAMES_1,
    COUNTRIES_1,
    MAIN_1,
    SECTORS_1,
    WORDS_1,
    NAMES_2,
    COUNTRIES_2,
    MAIN_2,
    SECTORS_2,
    WORDS_2,
    PLACE,
    CITY,
    PROVINCE,
    COUNTRY,
    LAT,
    LON,
    GEONAMES,
    WORDS,
    FEATURE,
    SOURCE,
    PUBLISHED,
    LANGUAGE,
    STORY,
    FIELD_COUNT
};

static const dtl_field FIELDS[FIELD_COUNT] = {
    [ID] = { "Event ID", NULL, 0, 0, true },
    [DAY] = { "Event Date", NULL, 1, 1, true },
    [EVENT] = { "Event Type", NULL, 2, 2, true },
    [MODE] = { "Event Mode", NULL, 3, 3, false },
    [INTENSITY] = { "Intensity", "Event Intensity", 4, 4, false },
    [CONTEXTS] = { "Contexts", NULL, 6, 6, false },
    [NAMES_1] = { "Actor Name", NULL, 7, 7, true },
    [COUNTRIES_1] = { "Actor Country", NULL, 8, 8, false },
    [MAIN_1] = { "Primary Actor Sector", NULL, 10, 10, false },
    [SECTORS_1] = { "Actor Sectors", NULL, 11, 11, false },
    [WORDS_1] = { "Actor Name Raw", NULL, 13, 13, false },
    [NAMES_2] = { "Recipient Name", NULL, 15, 15, true },
    [COUNTRIES_2] = { "Recipient Country", NULL, 16, 16, false },
    [MAIN_2] = { "Primary Recipient Sector", NULL, 18, 18, false },
    [SECTORS_2] = { "Recipient Sectors", NULL, 19, 19, false },
    [WORDS_2] = { "Recipient Name Raw", NULL, 21, 21, false },
    [PLACE] = { "Placename", NULL, 23, 23, false },
    [CITY] = { "City", NULL, 24, 24, false },
    [PROVINCE] = { "Province", NULL, 26, 26, false },
    [COUNTRY] = { "Country", NULL, 27, 27, false },
    [LAT] = { "Latitude", NULL, 28, 28, false },
    [LON] = { "Longitude", NULL, 29, 29, false },
    [GEONAMES] = { "GeoNames ID", NULL, 30, 30, false },
    [WORDS] = { "Raw Placename", NULL, 31, 31, false },
    [FEATURE] = { "Feature Type", NULL, 32, 32, false },
    [SOURCE] = { "Source", NULL, 33, 33, false },
    [PUBLISHED] = { "Publication Date", NULL, 34, 34, false },
    [LANGUAGE] = { "Language", NULL, 38, 38, false },
    [STORY] = { "Story ID", NULL, -1, -1, false },
};

/* ---------------------------------------------------------------- actors */

/* The lists of one side; `names` is the field of its first column. */
typedef struct side_lists {
    dtl_str *names, *countries, *sectors, *words;
    size_t name_count, country_count, sector_count, word_count;
    bool main; /* the first sector is the first actor's */
} side_lists;

static void read_lists(const dtl_reading *reading, int names, side_lists *out)
{
    int at = names - NAMES_1;
    out->names =
        dtli_import_list(reading, dtli_cell(reading, names), &out->name_count);
    out->countries = dtli_import_list(
        reading, dtli_cell(reading, at + COUNTRIES_1), &out->country_count);
    out->sectors = dtli_import_list(reading, dtli_cell(reading, at + SECTORS_1),
                                    &out->sector_count);
    out->words = dtli_import_list(reading, dtli_cell(reading, at + WORDS_1),
                                  &out->word_count);
    out->main = dtli_cell(reading, at + MAIN_1).len > 0;
}

/* Room for every item as an actor of its own. */
static bool make_room(const dtl_reading *reading, const side_lists *lists,
                      dtl_imported_side *out)
{
    size_t most = lists->name_count > lists->word_count ? lists->name_count
                                                        : lists->word_count;
    out->count = most;
    most += lists->country_count + 1;
    out->at = dtli_import_array(reading, most, sizeof *out->at);
    if (!out->at)
        out->count = 0;
    return out->at != NULL;
}

/* Words without a name, or names without words, are both. */
static void put_names(const side_lists *lists, dtl_imported_side *out)
{
    for (size_t i = 0; i < out->count; i++) {
        dtl_imported_actor *actor = &out->at[i];
        if (i < lists->name_count)
            actor->name = lists->names[i];
        if (i < lists->word_count)
            actor->text = lists->words[i];
        if (lists->word_count == 0)
            actor->text = actor->name;
        if (lists->name_count == 0)
            actor->name = actor->text;
    }
}

/* One country a name; else to the names of countries first, the rest to
 * nobody by name. */
static void put_countries(const dtl_reading *reading, const side_lists *lists,
                          dtl_imported_side *out)
{
    size_t named = out->count;
    bool each = lists->country_count == named || named == 0;
    for (size_t i = 0; i < lists->country_count; i++) {
        dtl_str state = dtli_book_state(reading->book, lists->countries[i]);
        size_t k = each ? i : 0;
        while (!each && k < named &&
               (out->at[k].country.len || state.len == 0 ||
                !dtli_str_equal(dtli_book_state(reading->book, out->at[k].name),
                                state)))
            k++;
        if (k >= named && (!each || named == 0))
            k = out->count++;
        out->at[k].country = state;
    }
}

static void add_sector(const dtl_reading *reading, dtl_imported_actor *actor,
                       dtl_str sector, size_t most)
{
    if (!dtli_book_has_sector(reading->book, sector))
        return;
    if (!actor->sectors)
        actor->sectors =
            dtli_import_array(reading, most, sizeof *actor->sectors);
    if (actor->sectors)
        actor->sectors[actor->sector_count++] = sector;
}

/* All to a single actor, one each where there are as many; else the main
 * one to the first actor, the rest to nobody by name. */
static void put_sectors(const dtl_reading *reading, const side_lists *lists,
                        dtl_imported_side *out)
{
    size_t count = lists->sector_count;
    size_t named = lists->name_count > lists->word_count ? lists->name_count
                                                         : lists->word_count;
    bool each = count == out->count && lists->main;
    if (named && out->count > named) /* some have a country and no name */
        each = false;
    if (count == 0)
        return;
    if (out->count == 0)
        out->count = 1;
    bool alone = out->count == 1;
    size_t extra = out->count;
    for (size_t i = 0; i < count; i++) {
        size_t k = alone || (i == 0 && lists->main) ? 0 : each ? i : extra;
        if (k == extra)
            out->count = extra + 1;
        add_sector(reading, &out->at[k], lists->sectors[i], count);
    }
}

static void read_side(const dtl_reading *reading, int names,
                      dtl_imported_side *out)
{
    side_lists lists;
    read_lists(reading, names, &lists);
    if (!make_room(reading, &lists, out))
        return;
    put_names(&lists, out);
    put_countries(reading, &lists, out);
    put_sectors(reading, &lists, out);
}

/* ----------------------------------------------------------------- codes */

/* "Human rights" and "human-rights" are human_rights. */
static dtl_str context_of(const dtl_reading *reading, dtl_str text)
{
    char *name = dtli_import_array(reading, text.len, 1);
    if (!name)
        return DTL_STR("");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        name[i] = c >= 'A' && c <= 'Z'   ? (char)(c - 'A' + 'a')
                  : c == ' ' || c == '-' ? '_'
                                         : c;
    }
    return (dtl_str){ name, text.len };
}

static void read_contexts(const dtl_reading *reading, dtl_imported *out)
{
    size_t count;
    dtl_str *list =
        dtli_import_list(reading, dtli_cell(reading, CONTEXTS), &count);
    out->contexts = list;
    for (size_t i = 0; i < count; i++) {
        dtl_str name = context_of(reading, list[i]);
        if (dtli_book_has_context(reading->book, name))
            list[out->context_count++] = name;
    }
}

/* A mode that the codebook does not have is left out, its event is not. */
static dtl_status read_codes(const dtl_reading *reading, dtl_imported *out)
{
    dtl_str event = dtli_cell(reading, EVENT), mode = dtli_cell(reading, MODE);
    const dtl_book_type *type =
        dtli_book_type(reading->book, event, DTL_STR(""));
    if (!type)
        return dtli_cell_fail(reading, EVENT, "E766: no type of events: '%.*s'",
                              dtli_cell_shown(event), event.ptr);
    if (mode.len) {
        const dtl_book_type *finer = dtli_book_type(reading->book, event, mode);
        type = finer ? finer : type;
    }
    const dtl_book_cameo *cameo = dtli_book_cameo(reading->book, type->cameo);
    double told;
    out->event = type->event;
    out->mode = type->mode;
    out->cameo = type->cameo;
    out->quad = type->quad;
    out->goldstein = cameo ? cameo->goldstein : 0;
    out->intensity = type->score;
    out->has_intensity = true;
    if (dtli_str_to_double(dtli_cell(reading, INTENSITY), &told) &&
        told >= -10 && told <= 10)
        out->intensity = dtli_import_rounded(told, 1);
    return DTL_OK;
}

/* ---------------------------------------------------------------- places */

static const char *precision_of(const dtl_reading *reading,
                                const dtl_imported_place *place)
{
    dtl_str feature = dtli_cell(reading, FEATURE);
    dtl_str city = dtli_cell(reading, CITY);
    if (dtli_str_starts(feature, DTL_STR("PCL")))
        return "country";
    if (dtli_str_is(feature, "ADM1"))
        return "admin1";
    if (dtli_str_starts(feature, DTL_STR("PPL")) ||
        (city.len && dtli_str_equal(city, place->name)))
        return "city";
    dtl_str named = dtli_book_country(reading->book, place->name);
    if (named.len && dtli_str_equal(named, place->country))
        return "country";
    return dtli_str_equal(place->name, place->admin1) ? "admin1" : "region";
}

static void read_place(const dtl_reading *reading, dtl_imported_place *out)
{
    dtl_str country = dtli_cell(reading, COUNTRY);
    out->name = dtli_cell(reading, PLACE);
    out->text = dtli_cell(reading, WORDS);
    out->admin1 = dtli_cell(reading, PROVINCE);
    out->country = dtli_book_country(reading->book, country);
    dtli_import_point(dtli_cell(reading, LAT), dtli_cell(reading, LON), out);
    if (!dtli_str_to_u64(dtli_cell(reading, GEONAMES), UINT32_MAX,
                         &out->geonames))
        out->geonames = 0;
    out->told = out->name.len || out->text.len || out->admin1.len ||
                country.len || out->located;
    if (out->name.len == 0)
        out->name = out->text.len ? out->text : out->admin1;
    if (out->name.len == 0)
        out->name = dtli_book_country_name(reading->book, out->country);
    out->precision = precision_of(reading, out);
}

/* ------------------------------------------------------------- documents */

/* The story where the file tells it; else what one source printed on a day
 * in a language. */
static void read_document(const dtl_reading *reading, dtl_imported *out)
{
    dtl_str story = dtli_cell(reading, STORY);
    out->source = dtli_cell(reading, SOURCE);
    out->lang = dtli_cell(reading, LANGUAGE);
    out->published = dtli_import_day(reading, dtli_cell(reading, PUBLISHED));
    dtl_str day = out->published.len ? out->published : out->day;
    if (story.len == 0)
        story =
            dtli_arena_printf(reading->arena, "%.*s%s%.*s%s%.*s", DTL_FMT(day),
                              out->lang.len ? ":" : "", DTL_FMT(out->lang),
                              out->source.len ? ":" : "", DTL_FMT(out->source));
    *reading->no_memory |= !story.ptr;
    out->doc = dtli_import_key(reading, "polecat", story);
}

static dtl_status read_row(const dtl_reading *reading, dtl_imported *out)
{
    dtl_str id = dtli_cell(reading, ID), day = dtli_cell(reading, DAY);
    if (id.len == 0)
        return dtli_cell_fail(reading, ID, "E748: no id of an event: '%.*s'", 0,
                              "");
    out->id = dtli_import_key(reading, "polecat", id);
    out->day = dtli_import_day(reading, day);
    if (out->day.len == 0)
        return dtli_cell_fail(reading, DAY, "E749: no day: '%.*s'",
                              dtli_cell_shown(day), day.ptr);
    read_side(reading, NAMES_1, &out->actors);
    read_side(reading, NAMES_2, &out->recipients);
    read_contexts(reading, out);
    read_place(reading, &out->place);
    read_document(reading, out);
    return read_codes(reading, out);
}

const dtl_form DTLI_FORM_POLECAT = { .name = "polecat",
                                     .fields = FIELDS,
                                     .count = FIELD_COUNT,
                                     .width = 40,
                                     .read = read_row };
