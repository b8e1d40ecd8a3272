/* line_fuzz.c — any text through the whole line, written in every format. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "dateline/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static dtl_session *session; /* opened once: the model takes a while */

static bool check_bytes(void *payload, dtl_str bytes)
{
    (void)payload;
    if (dtli_utf8_invalid(bytes) != bytes.len)
        abort();
    return true;
}

static void open_session(void)
{
    dtl_engine_options options = DTL_ENGINE_OPTIONS_INIT;
    dtl_engine *engine = NULL;
    dtl_error err = { 0 };
    options.data_dir = DTL_SHARE_DIR;
    if (dtl_engine_open(&options, &engine, &err) != DTL_OK ||
        dtl_session_new(engine, &session, &err) != DTL_OK) {
        fprintf(stderr, "%s: %s\n", err.source, err.message);
        exit(1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dtl_input in = { .id = { "fuzz", 4 },
                     .text = { (const char *)data, size },
                     .published = size % 2 ? 19788 : DTL_DAY_NONE };
    if (!session)
        open_session();
    in.text.len = dtli_utf8_invalid(in.text);
    if (dtl_session_run(session, &in, DTL_INPUT_TEXT, DTL_STAGE_CODE,
                        NULL) != DTL_OK)
        return 0;
    for (unsigned f = 0; f <= DTL_FORMAT_EXPLAIN; f++) {
        dtl_write_options options = DTL_WRITE_OPTIONS_INIT;
        options.format = (dtl_format)f;
        options.colour = size % 3 == 0;
        options.width = (unsigned)size % 200;
        if (dtl_session_write(session, &options, check_bytes, NULL, NULL) !=
            DTL_OK)
            abort();
    }
    return 0;
}
