/* map.c — events by place: a table, GeoJSON (RFC 7946), or an SVG in
 * equirectangular projection with its graticule. */
#include <math.h>
#include <stdlib.h>

#include "ask/scan.h"
#include "write/json.h"

enum { WIDTH = 900, MARGIN = 20, QUADS = 5 };

static const dtl_sheet_column COLUMNS[] = {
    { "place", NULL, DTL_SHEET_TEXT, DTL_SHEET_ALL },
    { "country", "IN", DTL_SHEET_TEXT, DTL_SHEET_ALL },
    { "events", NULL, DTL_SHEET_WHOLE, DTL_SHEET_ALL },
    { "intensity", NULL, DTL_SHEET_DECIMAL, DTL_SHEET_ALL },
    { "goldstein", NULL, DTL_SHEET_DECIMAL, DTL_SHEET_ALL },
    { "lat", NULL, DTL_SHEET_DEGREE, DTL_SHEET_ALL },
    { "lon", NULL, DTL_SHEET_DEGREE, DTL_SHEET_ALL },
    { "", "HOW MANY", DTL_SHEET_TEXT, DTL_SHEET_PEOPLE },
};

/* Columns name, country, lat, lon of the statement and the sum as a row; the
 * sheet knows where that fails. */
static void fill_place(dtl_sheet *sheet, const dtl_stmt *stmt,
                       const dtl_sum *sum)
{
    dtl_sheet_row *row = dtli_sheet_add(sheet);
    if (!row)
        return;
    row->cell[0].text = dtli_sheet_keep(sheet, dtli_column_text(stmt, 0));
    row->cell[1].text = dtli_sheet_keep(sheet, dtli_column_text(stmt, 1));
    row->cell[2].number = (double)sum->events;
    row->cell[3].number = dtli_sum_intensity(sum);
    row->cell[4].number = dtli_sum_goldstein(sum);
    row->cell[5].number = dtli_column_real(stmt, 2);
    row->cell[6].number = dtli_column_real(stmt, 3);
}

static dtl_status add_place(dtl_answer *a, const dtl_stmt *stmt, void *payload)
{
    dtl_sheet *sheet = payload;
    dtl_sum sum = { 0 };
    if (sheet->failed || (a->q->limit && sheet->count == a->q->limit))
        return DTL_END;
    dtli_sum_add(&sum, stmt, 5);
    fill_place(sheet, stmt, &sum);
    return DTL_OK;
}

static dtl_status read_tables(dtl_answer *a, dtl_sheet *sheet)
{
    static const dtl_ask_sql SQL = {
        "SELECT places.name, places.country, places.lat, places.lon,"
        " places.id, " DTL_SUM_COLUMNS " FROM events JOIN places"
        " ON places.id = events.place WHERE places.lat IS NOT NULL AND ",
        " GROUP BY places.id, places.name, places.country, places.lat,"
        " places.lon ORDER BY 6 DESC, places.id",
        { NULL, NULL },
        DTL_ASK_ALL
    };
    return dtli_answer_rows(a, &SQL, add_place, sheet);
}

/* Sums of places, in the order of their first coming. */
typedef struct sums {
    dtl_groups groups;
    dtl_sum *at;
    uint32_t capacity;
} sums;

static dtl_status count_block(dtl_scan *s, sums *all)
{
    const uint32_t *places, *words;
    dtl_status status = dtli_scan_part(s, DTL_FACT_PLACE, &places);
    if (status == DTL_OK)
        status = dtli_scan_part(s, DTL_FACT_SUMS, &words);
    for (uint32_t i = 0; i < s->hit_count && status == DTL_OK; i++) {
        uint32_t row, event = s->hits[i], old = all->groups.count;
        if (places[event] == 0)
            continue;
        row = dtli_groups_row(&all->groups, places[event]);
        if (row == UINT32_MAX ||
            !dtli_arena_grow(s->a->arena, &all->at, row, &all->capacity,
                             sizeof *all->at))
            return dtli_answer_no_memory(s->a);
        if (row == old)
            all->at[row] = (dtl_sum){ 0 };
        dtli_scan_sum(&all->at[row], words, event);
    }
    return status;
}

/* A place that has events. */
typedef struct spot {
    int64_t id;
    uint32_t row; /* of its sum */
    uint64_t events;
} spot;

static int by_events(const void *a, const void *b)
{
    const spot *x = a, *y = b;
    if (x->events != y->events)
        return x->events < y->events ? 1 : -1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Rows of the places that are shown. */
static dtl_status tell_places(dtl_answer *a, const sums *all, const spot *spots,
                              uint32_t count, dtl_sheet *sheet)
{
    dtl_stmt *stmt = NULL;
    dtl_status status =
        dtli_db_prepare(a->store->db,
                        "SELECT name, country, lat, lon FROM places"
                        " WHERE id = $1 AND lat IS NOT NULL",
                        &stmt, a->err);
    for (uint32_t i = 0; i < count && status == DTL_OK && !sheet->failed; i++) {
        if (a->q->limit && sheet->count == a->q->limit)
            break;
        dtli_bind_int(stmt, 1, spots[i].id);
        status = dtli_step(stmt, a->err);
        if (status == DTL_OK)
            fill_place(sheet, stmt, &all->at[spots[i].row]);
        status = dtli_answer_end(a, status);
        dtli_stmt_reset(stmt);
    }
    dtli_stmt_close(stmt);
    return status;
}

static dtl_status sort_places(dtl_answer *a, const sums *all, dtl_sheet *sheet)
{
    uint32_t count = all->groups.count;
    spot *spots = dtli_arena_array(a->arena, count + 1, sizeof *spots);
    if (!spots)
        return dtli_answer_no_memory(a);
    for (uint32_t i = 0; i < count; i++)
        spots[i] = (spot){ (int64_t)all->groups.keys[i], i, all->at[i].events };
    qsort(spots, count, sizeof *spots, by_events);
    return tell_places(a, all, spots, count, sheet);
}

/* DTL_END where the tables must be asked. */
static dtl_status read_facts(dtl_answer *a, dtl_sheet *sheet)
{
    dtl_scan *scan;
    sums all = { .groups = { .arena = a->arena } };
    dtl_status status =
        dtli_scan_open(a, (dtl_filter_rows){ NULL, NULL }, &scan);
    if (status == DTL_OK && !scan)
        return DTL_END;
    while (status == DTL_OK && (status = dtli_scan_next(scan)) == DTL_OK)
        status = count_block(scan, &all);
    dtli_scan_close(scan);
    status = dtli_scan_end(status);
    return status == DTL_OK ? sort_places(a, &all, sheet) : status;
}

static dtl_status read_places(dtl_answer *a, dtl_sheet *sheet)
{
    dtl_status status = read_facts(a, sheet);
    return status == DTL_END ? read_tables(a, sheet) : status;
}

static void add_bars(dtl_answer *a, dtl_sheet *sheet)
{
    enum { BAR = 24 };
    for (uint32_t i = 0; i < sheet->count; i++) {
        dtl_sheet_row *row = &sheet->rows[i];
        dtli_sheet_bar(&a->out, row->cell[2].number,
                       sheet->rows[0].cell[2].number, BAR);
        row->cell[7].text = dtli_sheet_keep(sheet, dtli_buf_str(&a->out));
        dtli_buf_reset(&a->out);
    }
}

static void add_mean(dtl_buf *out, const char *key, double value)
{
    dtli_json_key(out, key);
    if (isnan(value))
        dtli_buf_add(out, DTL_STR("null"));
    else
        dtli_json_decimal(out, value, 2);
}

static void write_geojson(const dtl_sheet *sheet, dtl_buf *out)
{
    dtli_buf_add(out, DTL_STR("{\"type\":\"FeatureCollection\","
                              "\"features\":["));
    for (uint32_t i = 0; i < sheet->count; i++) {
        const dtl_sheet_cell *cell = sheet->rows[i].cell;
        dtli_buf_printf(out,
                        "%s\n{\"type\":\"Feature\",\"geometry\":"
                        "{\"type\":\"Point\",\"coordinates\":[",
                        i ? "," : "");
        dtli_json_decimal(out, cell[6].number, 5);
        dtli_buf_add_char(out, ',');
        dtli_json_decimal(out, cell[5].number, 5);
        dtli_buf_add(out, DTL_STR("]},\"properties\":{"));
        dtli_json_field(out, "place", cell[0].text);
        dtli_json_field(out, "country", cell[1].text);
        dtli_json_int(out, "events", (int64_t)cell[2].number);
        add_mean(out, "intensity", cell[3].number);
        add_mean(out, "goldstein", cell[4].number);
        dtli_buf_add(out, DTL_STR("}}"));
    }
    dtli_buf_add(out, DTL_STR("\n]}\n"));
}

/* What is shown, in degrees, and pixels of a degree. */
typedef struct frame {
    double west, south, east, north, scale, step;
} frame;

static frame frame_of(const dtl_sheet *sheet)
{
    frame f = { 180, 90, -180, -90, 1, 30 };
    for (uint32_t i = 0; i < sheet->count; i++) {
        const dtl_sheet_cell *cell = sheet->rows[i].cell;
        f.south = fmin(f.south, cell[5].number);
        f.north = fmax(f.north, cell[5].number);
        f.west = fmin(f.west, cell[6].number);
        f.east = fmax(f.east, cell[6].number);
    }
    if (sheet->count == 0)
        f = (frame){ -180, -90, 180, 90, 1, 30 };
    double span = fmax(f.east - f.west, f.north - f.south);
    f.step = span > 90 ? 30 : span > 30 ? 10 : span > 8 ? 5 : 1;
    f.west = fmax(floor(f.west / f.step - 0.2) * f.step, -180);
    f.east = fmin(ceil(f.east / f.step + 0.2) * f.step, 180);
    f.south = fmax(floor(f.south / f.step - 0.2) * f.step, -90);
    f.north = fmin(ceil(f.north / f.step + 0.2) * f.step, 90);
    f.scale = (WIDTH - 2 * MARGIN) /
              fmax(fmax(f.east - f.west, f.north - f.south), f.step);
    return f;
}

static double x_of(const frame *f, double lon)
{
    return MARGIN + (lon - f->west) * f->scale;
}

static double y_of(const frame *f, double lat)
{
    return MARGIN + (f->north - lat) * f->scale;
}

static void add_graticule(const frame *f, dtl_buf *out)
{
    dtl_buf name;
    dtli_buf_init(&name, 64);
    double wide = (f->east - f->west) * f->scale;
    double high = (f->north - f->south) * f->scale;
    for (double lon = f->west; lon <= f->east; lon += f->step) {
        dtli_svg_rect(out, (double[]){ x_of(f, lon), MARGIN, 0.5, high },
                      "#c8c8c8");
        dtli_buf_printf(&name, "%.0f\xc2\xb0%s", fabs(lon),
                        lon < 0 ? "W" : "E");
        dtli_svg_text(out, x_of(f, lon) + 2, MARGIN + high + 12,
                      dtli_buf_str(&name));
        dtli_buf_reset(&name);
    }
    for (double lat = f->south; lat <= f->north; lat += f->step) {
        dtli_svg_rect(out, (double[]){ MARGIN, y_of(f, lat), wide, 0.5 },
                      "#c8c8c8");
        dtli_buf_printf(&name, "%.0f\xc2\xb0%s", fabs(lat),
                        lat < 0 ? "S" : "N");
        dtli_svg_text(out, MARGIN + 2, y_of(f, lat) - 2, dtli_buf_str(&name));
        dtli_buf_reset(&name);
    }
    dtli_buf_clear(&name);
}

/* Areas tell how many; red is conflict, green cooperation. */
static void add_point(const frame *f, const dtl_sheet_row *row, double most,
                      dtl_buf *out)
{
    const dtl_sheet_cell *cell = row->cell;
    dtli_buf_add(out, DTL_STR("<circle cx=\""));
    dtli_json_decimal(out, x_of(f, cell[6].number), 2);
    dtli_buf_add(out, DTL_STR("\" cy=\""));
    dtli_json_decimal(out, y_of(f, cell[5].number), 2);
    dtli_buf_add(out, DTL_STR("\" r=\""));
    dtli_json_decimal(out, 3 + 17 * sqrt(cell[2].number / most), 2);
    dtli_buf_printf(out, "\" fill=\"%s\" fill-opacity=\"0.6\"/>\n",
                    cell[3].number >= 0 ? "#1a7f5a" : "#c0392b");
}

static void write_svg(const dtl_sheet *sheet, dtl_buf *out)
{
    enum { NAMED = 12 };
    frame f = frame_of(sheet);
    dtli_svg_begin(out, (f.east - f.west) * f.scale + 2 * MARGIN + 60,
                   (f.north - f.south) * f.scale + 2 * MARGIN);
    add_graticule(&f, out);
    for (uint32_t i = 0; i < sheet->count; i++)
        add_point(&f, &sheet->rows[i], sheet->rows[0].cell[2].number, out);
    for (uint32_t i = 0; i < sheet->count && i < NAMED; i++)
        dtli_svg_text(out, x_of(&f, sheet->rows[i].cell[6].number) + 6,
                      y_of(&f, sheet->rows[i].cell[5].number) - 6,
                      sheet->rows[i].cell[0].text);
    dtli_svg_end(out);
}

dtl_status dtli_answer_map(dtl_answer *a)
{
    dtl_sheet sheet = { .columns = COLUMNS,
                        .column_count = sizeof COLUMNS / sizeof COLUMNS[0],
                        .arena = a->arena };
    dtl_status status = read_places(a, &sheet);
    if (status != DTL_OK)
        return status;
    add_bars(a, &sheet);
    if (sheet.failed)
        return dtli_answer_no_memory(a);
    if (a->q->form == DTL_ANSWER_GEOJSON)
        write_geojson(&sheet, &a->out);
    else if (a->q->form == DTL_ANSWER_SVG)
        write_svg(&sheet, &a->out);
    else
        dtli_sheet_write(&sheet, a->q, &a->out);
    return dtli_answer_flush(a);
}
