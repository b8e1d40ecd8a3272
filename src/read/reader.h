/* reader.h — the state of a dtl_reader, for the forms it reads. */
#ifndef DATELINE_READ_READER_H
#define DATELINE_READ_READER_H

#include "base/str.h"
#include "dateline/read.h"
#include "read/jsonl.h"
#include "read/source.h"
#include "read/walk.h"

struct dtl_reader {
    dtl_reader_options options;
    dtl_walk *walk;
    uint64_t done, total; /* bytes of the files before the open one; of all */

    /* the open file; source is NULL between files */
    dtl_source *source;
    const char *path;
    dtl_input_form form;
    uint64_t line;      /* of the last line read, from 1 */
    uint64_t part;      /* of a CoNLL-U document */
    bool any;           /* it held something that is not blank */
    bool broken;        /* nothing more can be read from it */
    dtl_buf buf;        /* its text, or one line */
    dtl_buf decoded;    /* the same, brought to UTF-8 */
    dtl_buf unit;       /* CoNLL-U lines so far */
    dtl_buf id;         /* of the open CoNLL-U document */
    dtl_buf fixed_id;   /* an id that was not UTF-8 */
    bool held;          /* the line in buf is still to be used */
};

/* The forms. Each gives the next document of the open file, DTL_END behind
 * the last one, or the error of one line or of the file (`broken`). */
dtl_status dtli_read_text(dtl_reader *reader, dtl_record *record,
                          dtl_error *err) DTL_MUST_USE;
dtl_status dtli_read_jsonl(dtl_reader *reader, dtl_record *record,
                           dtl_error *err) DTL_MUST_USE;
dtl_status dtli_read_conllu(dtl_reader *reader, dtl_record *record,
                            dtl_error *err) DTL_MUST_USE;

/* Reads a line, without its end, into reader->buf; a byte-order mark at the
 * file's begin is taken off. DTL_END; DTL_LIMIT for one that is longer than
 * DTL_MAX_LINE_BYTES, which is then skipped; errors of the source. */
dtl_status dtli_reader_line(dtl_reader *reader, dtl_error *err) DTL_MUST_USE;

/* Gives `bytes` as valid UTF-8: themselves, or read as CP1252 into
 * reader->decoded with a warning. `line` is that of the first byte. */
dtl_status dtli_reader_decode(dtl_reader *reader, dtl_str bytes,
                              uint64_t line, dtl_str *out, dtl_error *err)
    DTL_MUST_USE;

/* Hands a warning about the open file to the caller. */
void dtli_reader_warn(void *reader, const dtl_error *what);

/* The open file's name without folders: "a.txt.gz"; "stdin" for "-". */
dtl_str dtli_reader_base_name(const dtl_reader *reader);

/* The same without its endings, a document's id: "a". */
dtl_str dtli_reader_stem(const dtl_reader *reader);

/* Fills `record` from `draft`, source file and default date added. */
dtl_status dtli_reader_finish(dtl_reader *reader, dtl_record *record,
                              dtl_record *draft, dtl_error *err) DTL_MUST_USE;

#endif
