/* near.c — places within a circle, in SQL that every database has.
 *
 * First a box, for the index over places; then the great-circle distance by
 * the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984). A
 * database may lack sin and cos, so the cosine is its Taylor series to
 * x^16, whose error is below 1.4e-7 up to half a turn.
 */
#include <math.h>

#include "ask/filter.h"

#define EARTH_KM 6371.0088 /* mean radius, IUGG */
#define DEGREE (3.14159265358979323846 / 180)
#define SQUARE_OF_DEGREE "0.000304617419786709"

enum { TERMS = 9, NAMES_MAX = 128 };

/* cos of `angle` (SQL, degrees), by Horner's rule over its square. */
static void add_cosine(dtl_buf *out, const char *angle)
{
    for (unsigned i = 1; i <= TERMS; i++)
        dtli_buf_printf(out,
                        "(1 - %s * %s * " SQUARE_OF_DEGREE " / %u.0 * ",
                        angle, angle, (2 * i - 1) * (2 * i));
    dtli_buf_add_char(out, '1');
    for (unsigned i = 0; i < TERMS; i++)
        dtli_buf_add_char(out, ')');
}

static void add_box(dtl_filter *f, const double edge[4])
{
    unsigned first = dtli_filter_real(f, edge[0]);
    for (int i = 1; i < 4; i++)
        dtli_filter_real(f, edge[i]);
    dtli_sql_in_box(f->db, first, &f->sql);
}

/* The box around the circle, in two where it crosses the 180th meridian;
 * all longitudes where a pole lies inside. */
static void add_boxes(dtl_filter *f, double lat, double lon, double angle)
{
    double south = lat - angle / DEGREE, north = lat + angle / DEGREE;
    double side = 180;
    if (south > -90 && north < 90)
        side = asin(fmin(sin(angle) / cos(lat * DEGREE), 1)) / DEGREE;
    double west = lon - side, east = lon + side;
    bool all = side >= 180, left = west < -180, right = east > 180;
    dtli_buf_add_char(&f->sql, '(');
    add_box(f, (double[]){ south, all || left ? -180 : west, north,
                           all || right ? 180 : east });
    if (!all && (left || right)) {
        dtli_buf_add(&f->sql, DTL_STR(" OR "));
        add_box(f, left ? (double[]){ south, west + 360, north, 180 }
                        : (double[]){ south, -180, north, east - 360 });
    }
    dtli_buf_add_char(&f->sql, ')');
}

void dtli_filter_near(dtl_filter *f, double lat, double lon, double radius_km)
{
    double angle = fmin(radius_km / EARTH_KM, 180 * DEGREE);
    double half = sin(angle / 2);
    dtli_buf_add(&f->sql, DTL_STR(" AND events.place IN (SELECT places.id"
                                  " FROM places WHERE "));
    add_boxes(f, lat, lon, angle);
    unsigned here = dtli_filter_real(f, lat);
    unsigned there = dtli_filter_real(f, lon);
    unsigned scale = dtli_filter_real(f, cos(lat * DEGREE));
    unsigned most = dtli_filter_real(f, 2 * half * half);
    dtl_buf names;
    dtli_buf_init(&names, NAMES_MAX);
    dtli_buf_printf(&names, "(places.lat - $%u)", here);
    dtli_buf_add_char(&names, '\0');
    size_t second = names.len;
    dtli_buf_printf(&names, "(180 - abs(180 - abs(places.lon - $%u)))", there);
    dtli_buf_add_char(&names, '\0');
    if (!names.failed) {
        dtli_buf_add(&f->sql, DTL_STR(" AND 1 - "));
        add_cosine(&f->sql, names.ptr);
        dtli_buf_printf(&f->sql, " + $%u * ", scale);
        add_cosine(&f->sql, "places.lat");
        dtli_buf_add(&f->sql, DTL_STR(" * (1 - "));
        add_cosine(&f->sql, names.ptr + second);
        dtli_buf_printf(&f->sql, ") <= $%u)", most);
    }
    f->sql.failed = f->sql.failed || names.failed;
    dtli_buf_clear(&names);
}
