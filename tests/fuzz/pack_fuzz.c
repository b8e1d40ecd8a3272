/* pack_fuzz.c — any bytes as a .dtlx file, opened as a lexicon. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile char seen; /* keeps the reads */

static void open_both_ways(const char *path)
{
    dtl_pack *pack = NULL;
    dtl_lexicon *lexicon = NULL;
    if (dtli_pack_open(path, "lexicon", false, &pack, NULL) == DTL_OK) {
        for (uint32_t i = 0; i < dtli_pack_count(pack); i++) {
            dtl_str bytes;
            const char *name = dtli_pack_name(pack, i);
            if (dtli_pack_section(pack, name, &bytes) && bytes.len)
                seen = bytes.ptr[0] ^ bytes.ptr[bytes.len - 1];
        }
    }
    dtli_pack_close(pack);
    if (dtli_lexicon_open(path, &lexicon, NULL) == DTL_OK)
        seen = (char)dtli_lexicon_version(lexicon).len;
    dtli_lexicon_close(lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    dtl_str bytes = { (const char *)data, size };
    snprintf(path, sizeof path, "/tmp/dateline-pack-%ld", (long)getpid());
    if (dtli_file_write(path, bytes, NULL) != DTL_OK)
        return 0;
    open_both_ways(path);
    unlink(path);
    return 0;
}
