/* explain.c — for people: why each event is what it is.
 *
 * Sentence by sentence: the words as a tree (a word stands below and to the
 * right of the one that governs it, in reading order), then the names,
 * times, places and actors found, then the events told there, each with the
 * rule that fired and what its parts matched.
 */
#include "base/day.h"
#include "write/json.h"
#include "write/people.h"
#include "write/write.h"

enum { DEPTH_SHOWN_MAX = 24, FORM_WIDTH = 22 };

/* Findings lie in text order, so one cursor each makes the walk linear. */
typedef struct walk {
    uint32_t name, timex, place, mention, uncoded, missed;
    uint32_t *first; /* first[s]..first[s + 1]: events told in sentence s */
    struct told {
        uint32_t event, mention;
    } *told;
} walk;

/* Steps from token to its root; stops at the sentence's length, so a broken
 * tree cannot trap it. */
static uint32_t depth_of(const dtl_doc *doc, const dtl_sent *sent,
                         uint32_t token)
{
    uint32_t depth = 0;
    int32_t at = doc->tokens[token].head;
    while (at >= 0 && (uint32_t)at < doc->token_count && depth < sent->count) {
        depth++;
        at = doc->tokens[at].head;
    }
    return depth < DEPTH_SHOWN_MAX ? depth : DEPTH_SHOWN_MAX;
}

static void add_word(const dtl_doc *doc, const dtl_sent *sent, uint32_t token,
                     dtl_buf *out)
{
    const dtl_token *t = &doc->tokens[token];
    uint32_t depth = depth_of(doc, sent, token);
    dtl_buf form;
    dtli_buf_init(&form, out->limit);
    dtli_buf_add(out, DTL_STR("    "));
    for (uint32_t i = 0; i < depth; i++)
        dtli_buf_add(out, DTL_STR("| "));
    dtli_people_words(&form, t->form);
    dtli_people_cell(out, dtli_buf_str(&form), FORM_WIDTH);
    dtli_buf_printf(out, " %s %s\n", dtl_label_text(DTL_LABELS_UPOS, t->upos),
                    dtl_label_text(DTL_LABELS_REL, t->rel));
    dtli_buf_clear(&form);
}

/* "  name  PER "Abu Mahdi"" begins every finding. */
static void add_finding(dtl_buf *out, const char *kind, dtl_str words)
{
    dtli_buf_printf(out, "  %-6s \"", kind);
    dtli_people_words(out, words);
    dtli_buf_add(out, DTL_STR("\""));
}

static void add_names(walk *w, const dtl_doc *doc, const dtl_sent *sent,
                      dtl_buf *out)
{
    uint32_t end = sent->first + sent->count;
    for (; w->name < doc->name_count && doc->names[w->name].first < end;
         w->name++) {
        const dtl_name *n = &doc->names[w->name];
        dtl_span span = { doc->tokens[n->first].span.start,
                          doc->tokens[n->last].span.end };
        add_finding(out, "name", dtli_write_words(doc, span));
        dtli_buf_printf(out, " %s\n",
                        dtl_label_text(DTL_LABELS_NAME, n->type));
    }
}

static void add_days(dtl_buf *out, dtl_day from, dtl_day to)
{
    char text[DTL_DAY_TEXT_SIZE];
    dtli_day_format(from, text);
    dtli_buf_printf(out, " %s", text[0] ? text : "?");
    if (from == to)
        return;
    dtli_day_format(to, text);
    dtli_buf_printf(out, " to %s", text[0] ? text : "?");
}

static void add_times(walk *w, const dtl_doc *doc, const dtl_sent *sent,
                      dtl_buf *out)
{
    for (; w->timex < doc->timex_count &&
           doc->timexes[w->timex].span.start < sent->span.end;
         w->timex++) {
        const dtl_timex *t = &doc->timexes[w->timex];
        add_finding(out, "time", dtli_write_words(doc, t->span));
        dtli_buf_printf(out, " %s %.*s",
                        dtl_label_text(DTL_LABELS_TIMEX, t->type),
                        DTL_FMT(t->value));
        if (t->anchored)
            add_days(out, t->from, t->to);
        dtli_buf_add_char(out, '\n');
    }
}

static void add_places(walk *w, const dtl_doc *doc, const dtl_sent *sent,
                       dtl_buf *out)
{
    for (; w->place < doc->place_count &&
           doc->places[w->place].span.start < sent->span.end;
         w->place++) {
        const dtl_place *p = &doc->places[w->place];
        add_finding(out, "place", dtli_write_words(doc, p->span));
        dtli_buf_printf(out, " %.*s %s", DTL_FMT(p->name), p->country);
        if (p->resolved) {
            dtli_buf_add_char(out, ' ');
            dtli_json_decimal(out, p->lat, 2);
            dtli_buf_add_char(out, ' ');
            dtli_json_decimal(out, p->lon, 2);
        }
        dtli_buf_add(out, p->demonym ? DTL_STR(" demonym") : DTL_STR(""));
        dtli_buf_add(out, p->metonym ? DTL_STR(" metonym") : DTL_STR(""));
        dtli_buf_add_char(out, '\n');
    }
}

static void add_actor(dtl_buf *out, const dtl_actor *actor)
{
    char code[DTL_WRITE_CODE_SIZE];
    dtli_buf_add_char(out, '"');
    dtli_people_words(out, actor->text);
    dtl_str text = dtli_write_actor_code(actor, code);
    dtli_buf_printf(out, "\" %.*s", DTL_FMT(text));
}

static void add_mentions(walk *w, const dtl_doc *doc, const dtl_sent *sent,
                         dtl_buf *out)
{
    uint32_t end = sent->first + sent->count;
    for (; w->mention < doc->mention_count &&
           doc->mentions[w->mention].head < end;
         w->mention++) {
        const dtl_mention *m = &doc->mentions[w->mention];
        if (doc->entities[m->entity].kind == DTL_ENTITY_OTHER)
            continue;
        dtl_span span = { doc->tokens[m->first].span.start,
                          doc->tokens[m->last].span.end };
        add_finding(out, "actor", dtli_write_words(doc, span));
        dtli_buf_add(out, DTL_STR(" = "));
        add_actor(out, &m->actor);
        if (m->why.len)
            dtli_buf_printf(out, " [%.*s]", DTL_FMT(m->why));
        dtli_buf_add_char(out, '\n');
    }
}

static void add_actors(dtl_buf *out, const char *label,
                       const dtl_actor *actors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        dtli_buf_printf(out, "      %-10s", label);
        add_actor(out, &actors[i]);
        dtli_buf_add_char(out, '\n');
    }
}

static void add_event(const dtl_write_context *context, const dtl_doc *doc,
                      const dtl_event *event, const dtl_event_mention *m,
                      dtl_buf *out)
{
    dtli_people_paint(out, context->colour, DTL_PAINT_STRONG);
    dtli_buf_printf(out, "  EVENT  %s %.*s CAMEO %.*s",
                    dtl_label_text(DTL_LABELS_EVENT, event->type),
                    DTL_FMT(event->mode), DTL_FMT(event->cameo));
    dtli_people_paint(out, context->colour, DTL_PAINT_PLAIN);
    dtli_buf_printf(out, " %s (%s) \"",
                    dtl_label_text(DTL_LABELS_EVENT_STATUS, event->status),
                    event->id);
    dtli_people_words(out, dtli_write_words(doc, m->span));
    dtli_buf_printf(out, "\"\n      rule      %.*s\n", DTL_FMT(m->rule));
    if (m->why.len)
        dtli_buf_printf(out, "      because   %.*s\n", DTL_FMT(m->why));
    add_actors(out, "actor", event->actors, event->actor_count);
    add_actors(out, "recipient", event->recipients, event->recipient_count);
    dtli_buf_add(out, DTL_STR("      when     "));
    add_days(out, event->when.from, event->when.to);
    dtli_buf_add(out, event->when.assumed && event->when.timex < 0
                          ? DTL_STR(" (not told: the day of print)\n")
                          : DTL_STR("\n"));
    if (event->place >= 0)
        dtli_buf_printf(out, "      where     %.*s %s\n",
                        DTL_FMT(doc->places[event->place].name),
                        doc->places[event->place].country);
    dtli_buf_add(out, DTL_STR("      sure      "));
    dtli_json_decimal(out, (double)event->confidence, 2);
    dtli_buf_add_char(out, '\n');
}

static const char *reason(dtl_uncoded_why why)
{
    switch (why) {
    case DTL_UNCODED_FRAME:
        return "none of its rules fits this sentence";
    case DTL_UNCODED_VETO:
        return "this use is no event";
    case DTL_UNCODED_NAME:
        return "part of a name or a date";
    case DTL_UNCODED_COMPOUND:
        return "the noun behind it names the thing";
    case DTL_UNCODED_LIGHT:
        return "the noun that it carries tells the act";
    case DTL_UNCODED_CONTENT:
        return "only asked, promised, refused or alleged here";
    case DTL_UNCODED_PARTIES:
        return "a part is lacking that the type must have";
    case DTL_UNCODED_DOUBT:
        return "too doubtful";
    case DTL_UNCODED_SENSE:
        return "the words around it tell of something else";
    case DTL_UNCODED_NOT:
        break;
    }
    return "";
}

/* Words that might have told an event, and why they do not. */
static void add_uncoded(walk *w, const dtl_doc *doc, const dtl_sent *sent,
                        dtl_buf *out)
{
    uint32_t end = sent->first + sent->count;
    for (; w->uncoded < doc->uncoded_count &&
           doc->uncoded[w->uncoded].token < end;
         w->uncoded++) {
        const dtl_uncoded *u = &doc->uncoded[w->uncoded];
        add_finding(out, "not coded",
                    dtli_write_words(doc, doc->tokens[u->token].span));
        dtli_buf_printf(out, ": %s", reason(u->why));
        if (u->why == DTL_UNCODED_DOUBT || u->why == DTL_UNCODED_SENSE) {
            dtli_buf_add(out, DTL_STR(" ("));
            dtli_json_decimal(out, (double)u->chance, 2);
            dtli_buf_add_char(out, ')');
        }
        if (u->rule.len)
            dtli_buf_printf(out, " [%.*s]", DTL_FMT(u->rule));
        dtli_buf_add_char(out, '\n');
    }
    for (; w->missed < doc->missed_count &&
           doc->missed[w->missed].verb < end;
         w->missed++) {
        add_finding(out, "not coded",
                    dtli_write_words(doc, doc->tokens[doc->missed[w->missed]
                                                          .verb].span));
        dtli_buf_add(out, DTL_STR(": no rule knows the verb\n"));
    }
}

/* Files every told event under its sentence; false when memory is out. */
static bool file_events(const dtl_write_context *context, const dtl_doc *doc,
                        walk *w)
{
    uint32_t total = 0;
    w->first = dtli_arena_array(context->arena, (size_t)doc->sent_count + 2,
                                sizeof *w->first);
    for (uint32_t e = 0; e < doc->event_count; e++)
        total += doc->events[e].mention_count;
    w->told = dtli_arena_array(context->arena, total, sizeof *w->told);
    if (!w->first || !w->told)
        return false;
    for (uint32_t e = 0; e < doc->event_count; e++)
        for (uint32_t m = 0; m < doc->events[e].mention_count; m++)
            w->first[doc->events[e].mentions[m].sent + 2]++;
    for (uint32_t s = 2; s < doc->sent_count + 2; s++)
        w->first[s] += w->first[s - 1];
    for (uint32_t e = 0; e < doc->event_count; e++)
        for (uint32_t m = 0; m < doc->events[e].mention_count; m++) {
            uint32_t at = w->first[doc->events[e].mentions[m].sent + 1]++;
            w->told[at].event = e;
            w->told[at].mention = m;
        }
    return true; /* each first[s + 1] has moved to the end of s */
}

static void add_sentence(const dtl_write_context *context, const dtl_doc *doc,
                         uint32_t index, walk *w, dtl_buf *out)
{
    const dtl_sent *sent = &doc->sents[index];
    dtl_buf words;
    dtli_buf_init(&words, out->limit);
    dtli_people_words(&words, dtli_write_words(doc, sent->span));
    dtli_buf_printf(out, "[%u] ", index);
    dtli_people_wrap(out, dtli_buf_str(&words), 0,
                     context->width ? context->width : 100);
    dtli_buf_clear(&words);
    for (uint32_t t = 0; t < sent->count; t++)
        add_word(doc, sent, sent->first + t, out);
    add_names(w, doc, sent, out);
    add_times(w, doc, sent, out);
    add_places(w, doc, sent, out);
    add_mentions(w, doc, sent, out);
    for (uint32_t i = w->first[index]; i < w->first[index + 1]; i++) {
        const dtl_event *event = &doc->events[w->told[i].event];
        if (dtli_write_keeps(context, event))
            add_event(context, doc, event,
                      &event->mentions[w->told[i].mention], out);
    }
    add_uncoded(w, doc, sent, out);
    dtli_buf_add_char(out, '\n');
}

void dtli_write_explain(const dtl_write_context *context, const dtl_doc *doc,
                        dtl_buf *out)
{
    walk w = { 0 };
    if (!file_events(context, doc, &w)) {
        out->failed = out->no_memory = true;
        return;
    }
    dtli_people_paint(out, context->colour, DTL_PAINT_STRONG);
    dtli_buf_add(out, DTL_STR("document "));
    dtli_people_words(out, doc->in.id);
    dtli_people_paint(out, context->colour, DTL_PAINT_PLAIN);
    if (doc->published_known)
        add_days(out, doc->published, doc->published);
    dtli_buf_add(out, DTL_STR("\n\n"));
    for (uint32_t i = 0; i < doc->sent_count; i++)
        add_sentence(context, doc, i, &w, out);
}
