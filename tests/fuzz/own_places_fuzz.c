/* own_places_fuzz.c — any bytes as a user's list of places; where it is
 * taken, its places must lie on the globe and be found again. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "resolve/gazetteer.h"
#include "resolve/place_fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_own(const dtl_gazetteer *g)
{
    for (uint32_t i = dtli_gazetteer_count(g); i > 0; i--) {
        char key[DTLI_FOLD_MAX];
        dtl_gaz_record is;
        dtl_gaz_list list;
        if (!dtli_gazetteer_is_own(g, i - 1))
            break;
        require(dtli_gazetteer_record(g, i - 1, &is));
        require(is.lat >= -90 && is.lat <= 90);
        require(is.lon >= -180 && is.lon <= 180);
        require(dtli_gazetteer_feature(g, is.feature).len > 0);
        size_t length = dtli_place_fold(is.name, key);
        require(length == 0 ||
                dtli_gazetteer_find(g, (dtl_str){ key, length }, &list));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/dateline-own-XXXXXX";
    dtl_gazetteer *g = NULL;
    dtl_error err = { 0 };
    int fd = mkstemp(path);
    require(fd >= 0);
    close(fd);
    require(dtli_file_write(path, (dtl_str){ (const char *)data, size },
                            NULL) == DTL_OK);
    require(dtli_gazetteer_open(DTL_SHARE_DIR "/gazetteer.dtlx", NULL, &g,
                                NULL) == DTL_OK);
    if (dtli_gazetteer_add(g, path, &err) == DTL_OK)
        check_own(g);
    else
        require(err.message[0] == 'E');
    dtli_gazetteer_close(g);
    unlink(path);
    return 0;
}
