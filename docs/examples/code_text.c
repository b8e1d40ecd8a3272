/* code_text.c — code one article with libdateline and print who did what.
 *
 *   cc code_text.c $(pkg-config --cflags --libs dateline) -o code_text
 *   ./code_text /usr/local/share/dateline
 */
#include <dateline/dateline.h>
#include <stdio.h>
#include <string.h>

static const char TEXT[] =
    "Norway pledged 20 million dollars to Chad on Monday. Rebels attacked "
    "an army post near Abeche and killed three soldiers, officials said.";

int main(int argc, char **argv)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_session *session = NULL;
    dtl_error err = { 0 };
    dtl_input in = { .id = { "example", 7 },
                     .text = { TEXT, sizeof TEXT - 1 },
                     .published = dtl_day_parse((dtl_str){ "2024-03-06", 10 }) };

    options.data_dir = argc > 1 ? argv[1] : "share/dateline";
    if (dtl_engine_open(&options, &engine, &err) != DTL_OK ||
        dtl_session_new(engine, &session, &err) != DTL_OK ||
        dtl_session_run(session, &in, DTL_INPUT_TEXT, DTL_STAGE_CODE,
                        &err) != DTL_OK) {
        fprintf(stderr, "%s: %s\n", err.source, err.message);
        return 1;
    }
    const dtl_doc *doc = dtl_session_doc(session);
    for (uint32_t i = 0; i < doc->event_count; i++) {
        const dtl_event *ev = &doc->events[i];
        dtl_str who = ev->actor_count ? ev->actors[0].text : (dtl_str){ "?", 1 };
        printf("%.*s: %s\n", (int)who.len, who.ptr,
               dtl_label_text(DTL_LABELS_EVENT, ev->type));
    }
    dtl_session_free(session);
    dtl_engine_close(engine);
    return 0;
}
