/* jsonl_fuzz.c — any bytes as a file: every form, packed or not. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "dateline/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const dtl_record *record)
{
    if (dtli_utf8_invalid(record->in.text) != record->in.text.len ||
        dtli_utf8_invalid(record->in.id) != record->in.id.len ||
        record->in.id.len == 0)
        abort();
}

static void read_all(dtl_input_form form)
{
    const char *paths[] = { "-" };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    dtl_reader *reader;
    dtl_record record;
    dtl_status status;
    size_t calls = 0;
    options.form = form;
    options.default_date = 18000;
    dtl_record_init(&record);
    if (dtl_reader_open(paths, 1, &options, &reader, NULL) != DTL_OK)
        abort();
    do {
        status = dtl_reader_next(reader, &record, NULL);
        if (status == DTL_OK)
            check(&record);
        calls++;
    } while (status != DTL_END && calls < (size_t)1 << 22);
    if (status != DTL_END)
        abort();
    dtl_reader_close(reader);
    dtl_record_clear(&record);
}

/* The bytes stand in an unnamed file that takes standard input's place. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FILE *file;
    if (!file)
        file = tmpfile();
    if (!file || dup2(fileno(file), STDIN_FILENO) < 0)
        return 0;
    if (ftruncate(STDIN_FILENO, 0) != 0 ||
        pwrite(STDIN_FILENO, data, size, 0) != (ssize_t)size)
        return 0;
    for (int form = DTL_INPUT_AUTO; form <= DTL_INPUT_CONLLU; form++) {
        if (lseek(STDIN_FILENO, 0, SEEK_SET) != 0)
            return 0;
        read_all((dtl_input_form)form);
    }
    return 0;
}
