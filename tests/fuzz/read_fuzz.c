/* read_fuzz.c — any bytes as a file of any form: packed or not, text, JSON
 * lines or CoNLL-U. The reader must come to an end, with valid UTF-8. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "dateline/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(const char *path, dtl_input_form form, size_t size)
{
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    dtl_reader *reader = NULL;
    dtl_record record;
    dtl_status status = DTL_OK;
    options.form = form;
    dtl_record_init(&record);
    if (dtl_reader_open(&path, 1, &options, &reader, NULL) != DTL_OK)
        return;
    /* Each call gives or skips at least a byte of what is unpacked. */
    for (size_t calls = 0; status != DTL_END; calls++) {
        status = dtl_reader_next(reader, &record, NULL);
        if (status == DTL_OK &&
            dtli_utf8_invalid(record.in.text) != record.in.text.len)
            abort();
        if (calls > (size << 12) + 16)
            abort();
    }
    dtl_record_clear(&record);
    dtl_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    dtl_str bytes = { (const char *)data, size };
    snprintf(path, sizeof path, "/tmp/dateline-read-%ld", (long)getpid());
    if (dtli_file_write(path, bytes, NULL) != DTL_OK)
        return 0;
    read_all(path, DTL_INPUT_AUTO, size);
    read_all(path, DTL_INPUT_JSONL, size);
    read_all(path, DTL_INPUT_CONLLU, size);
    unlink(path);
    return 0;
}
