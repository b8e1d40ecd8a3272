/* driver.c — replays seeds through a fuzz target without libFuzzer, so that
 * every compiler runs them with the other tests.
 *
 *   <name>_fuzz SEED_FILE_OR_FOLDER...
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replayed;

static void replay(const char *path)
{
    text seed = text_read(path);
    /* An exact copy, so that a read past the end is seen. */
    uint8_t *exact = malloc(seed.len ? seed.len : 1);
    if (!exact)
        exit(1);
    memcpy(exact, seed.ptr, seed.len);
    printf("seed: %s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(exact, seed.len);
    free(exact);
    free(seed.ptr);
    replayed++;
}

static void replay_folder(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        text name = { 0 };
        text_printf(&name, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            replay(name.ptr);
        free(name.ptr);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct stat info;
        if (stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode))
            replay_folder(argv[i]);
        else
            replay(argv[i]);
    }
    printf("%d seeds\n", replayed);
    return replayed ? 0 : 1;
}
