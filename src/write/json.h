/* json.h — JSON text (RFC 8259) into a buffer. */
#ifndef DATELINE_WRITE_JSON_H
#define DATELINE_WRITE_JSON_H

#include "base/str.h"

/* A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD;
 * everything above U+001F but '"' and '\' stands as it is. */
void dtli_json_string(dtl_buf *out, dtl_str s);

/* "key": with a comma before it unless it is the first after '{'. */
void dtli_json_key(dtl_buf *out, const char *key);

/* "key":"text", and the same left out where the text is empty. */
void dtli_json_field(dtl_buf *out, const char *key, dtl_str text);
void dtli_json_field_if(dtl_buf *out, const char *key, dtl_str text);

/* "key":17 */
void dtli_json_int(dtl_buf *out, const char *key, int64_t value);

/* "key":0.25, at most `places` decimals (0..6), trailing zeros cut but one
 * decimal kept; the same text whatever the locale. */
void dtli_json_number(dtl_buf *out, const char *key, double value, int places);

/* The number alone, as above. */
void dtli_json_decimal(dtl_buf *out, double value, int places);

#endif
