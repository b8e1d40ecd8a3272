/* import_book.c — what a row's codes mean, from the tables of the lexicon:
 * read once into maps, since a file has millions of rows. */
#include <stdlib.h>

#include "base/error.h"
#include "base/limits.h"
#include "exchange/import.h"

enum { ROOT_DIGITS = 2, NAME_MAX_BYTES = 64, BOOK_BYTES = 16 << 20 };

/* A country of data/actors/countries.tsv. */
typedef struct book_country {
    dtl_str iso3, state, name;
} book_country;

struct dtl_book {
    dtl_arena *arena;
    dtl_strmap *cameo, *types, *codes, *names, *contexts, *sectors;
    dtl_book_cameo *cameo_rows;
    dtl_book_type *type_rows;
    book_country *countries;
    uint32_t type_count;
};

/* Codes of CAMEO that ISO 3166-1 has otherwise, and withdrawn ones. */
static const char *const OLD_CODES[][2] = {
    { "ROM", "ROU" }, { "MTN", "MNE" }, { "IMY", "IMN" }, { "ZAR", "COD" },
    { "TMP", "TLS" }, { "KOS", "XKX" }, { "KSV", "XKX" }, { "WSB", "PSE" },
    { "GZS", "PSE" }, { "GZA", "PSE" }, { "PAL", "PSE" }, { "SUN", "RUS" },
    { "YUG", "SRB" }, { "BUR", "MMR" }, { "SDS", "SSD" }, { "DDR", "DEU" },
    { "CSK", "CZE" },
};

/* Bodies that stand in place of a country (codebook, part 6). */
static const char *const BODIES[] = { "UNO", "EUR", "IGO", "NGO",
                                      "ISM", "IMG", "MNC" };

static dtl_status no_memory(dtl_error *err)
{
    return dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
}

static double real_of(const dtl_table *table, uint32_t row, int column)
{
    double value = 0;
    return dtli_str_to_double(dtli_table_cell(table, row, column), &value)
               ? value
               : 0;
}

static int quad_of(const dtl_table *table, uint32_t row, int column)
{
    uint64_t quad = 0;
    return dtli_str_to_u64(dtli_table_cell(table, row, column), 4, &quad)
               ? (int)quad
               : 0;
}

/* "EVENT mode", the key of a type with a mode. */
static bool add_type(dtl_book *book, const dtl_book_type *type)
{
    dtl_str key = dtli_arena_printf(book->arena, "%.*s %.*s",
                                    DTL_FMT(type->event), DTL_FMT(type->mode));
    book->type_rows[book->type_count] = *type;
    return key.ptr && dtli_strmap_put(book->types, key, book->type_count++);
}

/* Types first, so that a mode finds the quad class of its type. */
static bool read_types(dtl_book *book, const dtl_codebook *tables)
{
    const dtl_table *events = &tables->events, *modes = &tables->modes;
    int event = dtli_table_column(events, "event");
    int quad = dtli_table_column(events, "quad_class");
    int score = dtli_table_column(events, "score");
    int cameo = dtli_table_column(events, "cameo_default");
    book->type_rows =
        dtli_arena_array(book->arena, (size_t)events->rows + modes->rows,
                         sizeof *book->type_rows);
    bool fine = book->type_rows != NULL;
    for (uint32_t i = 0; i < events->rows && fine; i++)
        fine = add_type(
            book, &(dtl_book_type){ .event = dtli_table_cell(events, i, event),
                                    .cameo = dtli_table_cell(events, i, cameo),
                                    .quad = quad_of(events, i, quad),
                                    .score = real_of(events, i, score) });
    event = dtli_table_column(modes, "event");
    score = dtli_table_column(modes, "score");
    cameo = dtli_table_column(modes, "cameo_default");
    int mode = dtli_table_column(modes, "mode");
    for (uint32_t i = 0; i < modes->rows && fine; i++) {
        dtl_str of = dtli_table_cell(modes, i, event);
        const dtl_book_type *type = dtli_book_type(book, of, DTL_STR(""));
        fine = add_type(
            book, &(dtl_book_type){ .event = of,
                                    .mode = dtli_table_cell(modes, i, mode),
                                    .cameo = dtli_table_cell(modes, i, cameo),
                                    .quad = type ? type->quad : 0,
                                    .score = real_of(modes, i, score) });
    }
    return fine;
}

static bool read_cameo(dtl_book *book, const dtl_table *table)
{
    int code = dtli_table_column(table, "code");
    int event = dtli_table_column(table, "plover_event");
    int mode = dtli_table_column(table, "plover_mode");
    int quad = dtli_table_column(table, "quad_class");
    int goldstein = dtli_table_column(table, "goldstein");
    book->cameo_rows =
        dtli_arena_array(book->arena, table->rows, sizeof *book->cameo_rows);
    bool fine = book->cameo_rows != NULL;
    for (uint32_t i = 0; i < table->rows && fine; i++) {
        dtl_book_cameo *row = &book->cameo_rows[i];
        *row = (dtl_book_cameo){ .code = dtli_table_cell(table, i, code),
                                 .event = dtli_table_cell(table, i, event),
                                 .mode = dtli_table_cell(table, i, mode),
                                 .quad = quad_of(table, i, quad),
                                 .goldstein = real_of(table, i, goldstein) };
        const dtl_book_type *type =
            dtli_book_type(book, row->event, DTL_STR(""));
        if (type)
            row->quad = type->quad;
        fine = dtli_strmap_put(book->cameo, row->code, i);
    }
    return fine;
}

static bool add_name(dtl_book *book, dtl_str name, uint32_t row)
{
    dtl_str key = dtli_str_lower(book->arena, name);
    return name.len == 0 || (key.ptr && dtli_strmap_put(book->names, key, row));
}

static bool add_names(dtl_book *book, dtl_str list, uint32_t row)
{
    dtl_str name;
    bool fine = true;
    while (fine && dtli_str_split(&list, '|', &name))
        fine = add_name(book, name, row);
    return fine;
}

/* Names before aliases, so that an alias takes no other country's name. */
static bool read_countries(dtl_book *book, const dtl_table *table)
{
    int iso3 = dtli_table_column(table, "iso3");
    int state = dtli_table_column(table, "state");
    int name = dtli_table_column(table, "name");
    int aliases = dtli_table_column(table, "aliases");
    book->countries =
        dtli_arena_array(book->arena, table->rows, sizeof *book->countries);
    bool fine = book->countries != NULL;
    for (uint32_t i = 0; i < table->rows && fine; i++) {
        book_country *row = &book->countries[i];
        row->iso3 = dtli_table_cell(table, i, iso3);
        row->state = dtli_table_cell(table, i, state);
        row->name = dtli_table_cell(table, i, name);
        fine = dtli_strmap_put(book->codes, row->iso3, i) &&
               add_name(book, row->name, i);
    }
    for (uint32_t i = 0; i < table->rows && fine; i++)
        fine = add_names(book, dtli_table_cell(table, i, aliases), i);
    return fine;
}

static bool read_set(const dtl_table *table, const char *column,
                     dtl_strmap *set)
{
    int c = dtli_table_column(table, column);
    bool fine = true;
    for (uint32_t i = 0; i < table->rows && fine; i++)
        fine = dtli_strmap_put(set, dtli_table_cell(table, i, c), i);
    return fine;
}

static bool make_maps(dtl_book *book)
{
    dtl_strmap **const maps[] = {
        &book->cameo, &book->types,    &book->codes,
        &book->names, &book->contexts, &book->sectors
    };
    book->arena = dtli_arena_new(BOOK_BYTES);
    bool fine = book->arena != NULL;
    for (size_t i = 0; i < sizeof maps / sizeof maps[0] && fine; i++) {
        *maps[i] = dtli_strmap_new(512);
        fine = *maps[i] != NULL;
    }
    return fine;
}

dtl_status dtli_book_open(const dtl_lexicon *lexicon, dtl_book **out,
                          dtl_error *err)
{
    dtl_codebook tables;
    dtl_table countries;
    dtl_status status = dtli_codebook_init(lexicon, &tables, err);
    if (status == DTL_OK)
        status =
            dtli_lexicon_table(lexicon, "actors/countries", &countries, err);
    if (status != DTL_OK)
        return status;
    dtl_book *book = dtli_calloc(1, sizeof *book);
    if (!book)
        return no_memory(err);
    if (!make_maps(book) || !read_types(book, &tables) ||
        !read_cameo(book, &tables.cameo) || !read_countries(book, &countries) ||
        !read_set(&tables.contexts, "context", book->contexts) ||
        !read_set(&tables.sectors, "code", book->sectors)) {
        dtli_book_close(book);
        return no_memory(err);
    }
    *out = book;
    return DTL_OK;
}

void dtli_book_close(dtl_book *book)
{
    if (!book)
        return;
    dtli_strmap_free(book->cameo);
    dtli_strmap_free(book->types);
    dtli_strmap_free(book->codes);
    dtli_strmap_free(book->names);
    dtli_strmap_free(book->contexts);
    dtli_strmap_free(book->sectors);
    dtli_arena_free(book->arena);
    free(book);
}

const dtl_book_cameo *dtli_book_cameo(const dtl_book *book, dtl_str code)
{
    for (size_t len = code.len < 4 ? code.len : 4; len >= ROOT_DIGITS; len--) {
        uint32_t row = dtli_strmap_get(
            book->cameo, dtli_str_slice(code, 0, len), DTL_STRMAP_NONE);
        if (row != DTL_STRMAP_NONE)
            return &book->cameo_rows[row];
    }
    return NULL;
}

const dtl_book_type *dtli_book_type(const dtl_book *book, dtl_str event,
                                    dtl_str mode)
{
    char key[NAME_MAX_BYTES];
    size_t len = event.len + 1 + mode.len;
    if (len > sizeof key || event.len == 0)
        return NULL;
    for (size_t i = 0; i < len; i++)
        key[i] = i < event.len    ? event.ptr[i]
                 : i == event.len ? ' '
                                  : mode.ptr[i - event.len - 1];
    uint32_t row =
        dtli_strmap_get(book->types, (dtl_str){ key, len }, DTL_STRMAP_NONE);
    return row == DTL_STRMAP_NONE ? NULL : &book->type_rows[row];
}

bool dtli_book_has_context(const dtl_book *book, dtl_str context)
{
    return dtli_strmap_find(book->contexts, context) != DTL_STRMAP_NONE;
}

bool dtli_book_has_sector(const dtl_book *book, dtl_str sector)
{
    return dtli_strmap_find(book->sectors, sector) != DTL_STRMAP_NONE;
}

static dtl_str today(dtl_str code)
{
    for (size_t i = 0; i < sizeof OLD_CODES / sizeof OLD_CODES[0]; i++)
        if (dtli_str_is(code, OLD_CODES[i][0]))
            return dtli_str(OLD_CODES[i][1]);
    return code;
}

/* The country of a code or a name, or NULL. */
static const book_country *find_country(const dtl_book *book, dtl_str text)
{
    char small[NAME_MAX_BYTES];
    uint32_t row = DTL_STRMAP_NONE;
    if (text.len == 3)
        row = dtli_strmap_get(book->codes, today(text), DTL_STRMAP_NONE);
    if (row == DTL_STRMAP_NONE && text.len <= sizeof small) {
        for (size_t i = 0; i < text.len; i++) {
            char c = text.ptr[i];
            small[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
        row = dtli_strmap_get(book->names, (dtl_str){ small, text.len },
                              DTL_STRMAP_NONE);
    }
    return row == DTL_STRMAP_NONE ? NULL : &book->countries[row];
}

dtl_str dtli_book_country(const dtl_book *book, dtl_str text)
{
    const book_country *row = find_country(book, text);
    return row ? row->iso3 : DTL_STR("");
}

dtl_str dtli_book_state(const dtl_book *book, dtl_str text)
{
    for (size_t i = 0; i < sizeof BODIES / sizeof BODIES[0]; i++)
        if (dtli_str_is(text, BODIES[i]))
            return dtli_str(BODIES[i]);
    const book_country *row = find_country(book, text);
    return row ? row->state : DTL_STR("");
}

dtl_str dtli_book_country_name(const dtl_book *book, dtl_str iso3)
{
    uint32_t row = dtli_strmap_get(book->codes, iso3, DTL_STRMAP_NONE);
    return row == DTL_STRMAP_NONE ? DTL_STR("") : book->countries[row].name;
}
