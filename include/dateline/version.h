/* version.h — version of the library. */
#ifndef DATELINE_VERSION_H
#define DATELINE_VERSION_H

#include "dateline/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DTL_VERSION_TEXT "0.1.0"

/** Version of the linked library, static: "0.1.0". Since 0.1. */
DTL_API const char *dtl_version(void);

#ifdef __cplusplus
}
#endif

#endif
