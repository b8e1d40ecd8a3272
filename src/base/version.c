/* version.c — the version of the coder, as every event carries it. */
#include "dateline/version.h"

const char *dtl_version(void)
{
    return DTL_VERSION_TEXT;
}
