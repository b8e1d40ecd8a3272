/* jsonl_fuzz.c — any UTF-8 as one JSON line: valid text and fields, or an
 * error with a byte inside the line. read_fuzz.c has the files around it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/jsonl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
    if (!holds)
        abort();
}

static void check_field(dtl_str s)
{
    require(dtli_utf8_invalid(s) == s.len);
}

static void parse(dtl_str json)
{
    dtl_json_line line;
    dtl_json_warn silent = { NULL, NULL };
    dtl_error err = { 0 };
    dtl_status status = dtli_json_line_parse(json, 1, silent, &line, &err);
    if (status != DTL_OK) {
        require(err.code == status && err.line == 1);
        require(err.byte <= json.len);
        require(line.root == NULL);
        return;
    }
    check_field(line.draft.in.text);
    check_field(line.draft.in.id);
    check_field(line.draft.in.title);
    check_field(line.draft.in.location);
    dtli_json_line_clear(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size ? size : 1); /* no byte more: overruns show */
    if (!text)
        return 0;
    memcpy(text, data, size);
    dtl_str json = { text, size };
    json.len = dtli_utf8_invalid(json);
    parse(json);
    free(text);
    return 0;
}
