/* json_check.h — what the JSON library lets pass and RFC 8259 does not. */
#ifndef DATELINE_READ_JSON_CHECK_H
#define DATELINE_READ_JSON_CHECK_H

#include "base/str.h"

/* Checks the tokens of a line: numbers, the words true, false and null, no
 * raw controls in strings, no other bytes; counts values and depth against
 * limits.h. DTL_SYNTAX or DTL_LIMIT with `line` and byte. */
dtl_status dtli_json_check(dtl_str json, uint64_t line, dtl_error *err)
    DTL_MUST_USE;

#endif
