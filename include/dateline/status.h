/* status.h — what every call that can fail returns, and where it failed.
 *
 * The library never prints, aborts or exits. Detail goes into an error that
 * the caller supplies; NULL is allowed everywhere a dtl_error is taken.
 */
#ifndef DATELINE_STATUS_H
#define DATELINE_STATUS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define DTL_API __attribute__((visibility("default")))
#define DTL_MUST_USE __attribute__((warn_unused_result))
#define DTL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define DTL_API
#define DTL_MUST_USE
#define DTL_PRINTF(fmt, args)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Outcome of a call. Anything but DTL_OK leaves outputs untouched. */
typedef enum dtl_status {
    DTL_OK = 0,
    DTL_NOMEM,     /* an allocation failed or an arena is full */
    DTL_IO,        /* the operating system refused a read or write */
    DTL_SYNTAX,    /* input breaks its format; line and byte are set */
    DTL_INVALID,   /* a value is out of its range */
    DTL_NOTFOUND,  /* what was asked for is not there */
    DTL_AMBIGUOUS, /* two readings tie */
    DTL_LIMIT,     /* a named limit (src/base/limits.h) was reached */
    DTL_VERSION,   /* a file is of a version this build cannot read */
    DTL_CORRUPT,   /* a file fails its own checks */
    DTL_CANCELLED, /* the caller asked to stop */
    DTL_STORE,     /* a database refused */
    DTL_END        /* nothing more to read; not an error */
} dtl_status;

/** Length-counted string, UTF-8 unless said otherwise; never NUL-dependent. */
typedef struct dtl_str {
    const char *ptr;
    size_t len;
} dtl_str;

/** Half-open byte range inside a document's text. */
typedef struct dtl_span {
    uint32_t start;
    uint32_t end;
} dtl_span;

enum { DTL_ERROR_MESSAGE_MAX = 240, DTL_ERROR_SOURCE_MAX = 256 };

/** Detail of a failure. Zero-initialise before the first use. */
typedef struct dtl_error {
    dtl_status code;
    char source[DTL_ERROR_SOURCE_MAX];   /* file name or "", NUL-ended */
    uint64_t line;                       /* from 1; 0 where there is none */
    uint64_t byte;                       /* offset inside the line, or file */
    char message[DTL_ERROR_MESSAGE_MAX]; /* "E203: bad head for word 7" */
} dtl_error;

/** Static name of a status ("syntax"); never NULL. Since 0.1. */
DTL_API const char *dtl_status_name(dtl_status status);

#ifdef __cplusplus
}
#endif

#endif
