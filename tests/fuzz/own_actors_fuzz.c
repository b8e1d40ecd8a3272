/* own_actors_fuzz.c — any bytes as a user's file of actors; whatever is taken
 * must be found again under its key, with codes that can be written. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "resolve/actor_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void told(void *payload, const dtl_error *what)
{
    unsigned *count = payload;
    (*count)++;
    require(what->message[0] == 'E' && what->source[0] != '\0');
    require(*count <= DTL_MAX_OWN_REPORTS + 1);
}

static void check_entry(const dtl_actors *actors, const actor_entry *entry)
{
    require(entry->code.len <= DTL_MAX_OWN_CODE);
    require(entry->group < actors->group_count);
    require(dtli_utf8_invalid(entry->name) == entry->name.len);
    require(entry->country[0] == '\0' || dtli_actor_code(entry->country) >= 0);
    require(entry->from == DTL_DAY_NONE || entry->to == DTL_DAY_NONE ||
            entry->from <= entry->to);
}

/* The shipped tables stay open over all inputs but for what is added. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dtl_lexicon *lexicon;
    char path[] = "/tmp/dateline-actors-XXXXXX";
    dtl_actors *actors = NULL;
    dtl_error err = { 0 };
    unsigned count = 0;
    dtli_own_report report = { told, &count };
    int fd = mkstemp(path);
    require(fd >= 0);
    close(fd);
    require(dtli_file_write(path, (dtl_str){ (const char *)data, size },
                            NULL) == DTL_OK);
    require(lexicon || dtli_lexicon_open(DTL_SHARE_DIR "/lexicon.dtlx",
                                         &lexicon, NULL) == DTL_OK);
    require(dtli_actors_open(lexicon, &actors, NULL) == DTL_OK);
    if (dtli_actors_add(actors, path, &report, &err) != DTL_OK)
        require(err.message[0] == 'E');
    for (uint32_t i = 0; i < actors->entry_count; i++)
        if (actors->entries[i].own)
            check_entry(actors, &actors->entries[i]);
    for (uint32_t i = 0; i < actors->role_count; i++)
        require(actors->roles[i].code.len <= DTL_MAX_OWN_CODE);
    dtli_actors_close(actors);
    unlink(path);
    return 0;
}
