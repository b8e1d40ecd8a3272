/* sheet_gdelt_mentions.c — the 16 columns of GDELT 2.0's table of mentions:
 * a row for each row of the events and each mention of it. */
#include "exchange/gdelt.h"

static void mention_added(const dtl_row *row, const dtl_column *column,
                          dtl_buf *out)
{
    (void)column;
    dtli_gdelt_instant(row->telling->added, out);
}

/* 1, a page of the web, by its address; 2, a citation, by the article's id. */
static void mention_type(const dtl_row *row, const dtl_column *column,
                         dtl_buf *out)
{
    (void)column;
    dtli_buf_add_char(out, row->telling->url.len ? '1' : '2');
}

/* "news.example" of "https://www.news.example/a?b". */
static dtl_str host_of(dtl_str url)
{
    static const dtl_str WWW = DTL_STR_INIT("www.");
    size_t from = 0, to;
    for (size_t i = 0; i + 2 < url.len && from == 0; i++)
        if (url.ptr[i] == ':' && url.ptr[i + 1] == '/' && url.ptr[i + 2] == '/')
            from = i + 3;
    if (from == 0)
        return DTL_STR("");
    for (to = from; to < url.len; to++)
        if (url.ptr[to] == '/' || url.ptr[to] == '?' || url.ptr[to] == '#')
            break;
    dtl_str host = dtli_str_slice(url, from, to);
    return dtli_str_starts(host, WWW) ? dtli_str_slice(host, WWW.len, host.len)
                                      : host;
}

static void source_name(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    (void)column;
    const dtl_telling *told = row->telling;
    dtli_buf_add(out, told->source.len ? told->source : host_of(told->url));
}

static void identifier(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    (void)column;
    const dtl_telling *told = row->telling;
    dtli_buf_add(out, told->url.len ? told->url : told->doc);
}

/* GDELT counts sentences from 1. */
static void sentence(const dtl_row *row, const dtl_column *column, dtl_buf *out)
{
    (void)column;
    if (row->telling->sentence >= 0)
        dtli_buf_printf(out, "%lld", (long long)row->telling->sentence + 1);
}

static json_object *of_code(json_object *record, const char *list, dtl_str code)
{
    size_t count = dtli_json_get_count(record, list);
    for (size_t i = 0; i < count; i++) {
        json_object *actor = dtli_json_get_item(record, list, i);
        if (dtli_str_equal(dtli_json_get_str(actor, "code"), code))
            return actor;
    }
    return NULL;
}

/* The row's actor as this report has it: itself in the event's own article,
 * the one of the same code in another, on the same side rather than on the
 * other. NULL for none. */
static json_object *told_actor(const dtl_row *row, int side)
{
    static const char *const LISTS[] = { "actors", "recipients" };
    json_object *own = dtli_row_side(row, side);
    json_object *record = row->telling->record;
    if (!own || row->telling->event == row->event)
        return own;
    dtl_str code = dtli_json_get_str(own, "code");
    json_object *found = of_code(record, LISTS[side], code);
    return found ? found : of_code(record, LISTS[1 - side], code);
}

/* -1 where the article does not name the actor, as GDELT has it. */
static void actor_offset(const dtl_row *row, const dtl_column *column,
                         dtl_buf *out)
{
    json_object *actor = told_actor(row, column->number);
    dtli_buf_printf(out, "%lld",
                    (long long)dtli_json_get_int(actor, "start", -1));
}

static void action_offset(const dtl_row *row, const dtl_column *column,
                          dtl_buf *out)
{
    (void)column;
    dtli_buf_printf(out, "%lld", (long long)row->telling->start);
}

/* Articles are coded as they came, never a rewritten text. */
static void in_raw_text(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    (void)row;
    (void)column;
    dtli_buf_add_char(out, '1');
}

static void confidence(const dtl_row *row, const dtl_column *column,
                       dtl_buf *out)
{
    (void)column;
    json_object *record = row->telling->record;
    if (dtli_json_get(record, "confidence"))
        dtli_buf_printf(
            out, "%d",
            (int)(dtli_json_get_real(record, "confidence", 0) * 100 + 0.5));
}

static void text_length(const dtl_row *row, const dtl_column *column,
                        dtl_buf *out)
{
    (void)column;
    dtli_buf_printf(out, "%lld", (long long)row->telling->text_length);
}

#define TEXT DTL_COLUMN_TEXT
#define INTEGER DTL_COLUMN_INTEGER

static const dtl_column COLUMNS[] = {
    { "GlobalEventID", INTEGER, dtli_gdelt_cell_id, NULL, 0 },
    { "EventTimeDate", INTEGER, dtli_gdelt_cell_added, NULL, 0 },
    { "MentionTimeDate", INTEGER, mention_added, NULL, 0 },
    { "MentionType", INTEGER, mention_type, NULL, 0 },
    { "MentionSourceName", TEXT, source_name, NULL, 0 },
    { "MentionIdentifier", TEXT, identifier, NULL, 0 },
    { "SentenceID", INTEGER, sentence, NULL, 0 },
    { "Actor1CharOffset", INTEGER, actor_offset, NULL, DTL_SIDE_ACTOR },
    { "Actor2CharOffset", INTEGER, actor_offset, NULL, DTL_SIDE_RECIPIENT },
    { "ActionCharOffset", INTEGER, action_offset, NULL, 0 },
    { "InRawText", INTEGER, in_raw_text, NULL, 0 },
    { "Confidence", INTEGER, confidence, NULL, 0 },
    { "MentionDocLen", INTEGER, text_length, NULL, 0 },
    { "MentionDocTone", DTL_COLUMN_REAL, NULL, NULL, 0 },
    { "MentionDocTranslationInfo", TEXT, NULL, NULL, 0 },
    { "Extras", TEXT, NULL, NULL, 0 },
};

const dtl_sheet DTLI_SHEET_GDELT_MENTIONS = { .format = "gdelt-mentions",
                                              .columns = COLUMNS,
                                              .count = sizeof COLUMNS /
                                                       sizeof COLUMNS[0],
                                              .per = DTL_PER_TELLING,
                                              .once = true,
                                              .mutual = true,
                                              .separator = '\t' };
