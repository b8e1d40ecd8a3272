/* record.h — filling in a dtl_record. */
#ifndef DATELINE_READ_RECORD_H
#define DATELINE_READ_RECORD_H

#include "dateline/read.h"

/* Frees what `record` held, then copies the strings of *draft (borrowed)
 * into memory of its own; fields but the text are cut to
 * DTL_MAX_FIELD_BYTES at a character. DTL_NOMEM: the record is empty. */
dtl_status dtli_record_fill(dtl_record *record, const dtl_record *draft,
                            dtl_error *err) DTL_MUST_USE;

#endif
