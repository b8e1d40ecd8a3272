/* dtl-compile.c — data/ (text) into .dtlx files that are mapped at run time.
 *
 *   dtl-compile lexicon OUT DATA_DIR TABLE.tsv...   tables in that order
 *
 * A bad table is reported as FILE:LINE: message; exit status 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/table.h"

#define LEXICON_VERSION "2026.11"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2, MAX_TABLES = 512, PATH_SIZE = 4096 };

static int report(const dtl_error *err)
{
    fprintf(stderr, "%s:%llu: %s\n", err->source,
            (unsigned long long)err->line, err->message);
    return EXIT_FAILED;
}

/* "actors/roles.tsv" → section "actors/roles". */
static dtl_status add_table(dtl_pack_writer *writer, const char *folder,
                            const char *name, dtl_buf *section,
                            dtl_error *err)
{
    char path[PATH_SIZE], key[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(key, sizeof key, "%s", name);
    char *dot = strrchr(key, '.');
    if (dot)
        *dot = '\0';
    dtl_map map;
    dtl_status status = dtli_map_open(path, &map, err);
    if (status != DTL_OK)
        return status;
    status = dtli_table_encode(map.bytes, section, err);
    dtli_map_close(&map);
    if (status == DTL_OK)
        status = dtli_pack_add(writer, key, dtli_buf_str(section), err);
    dtli_error_source(err, path);
    return status;
}

static int compile_lexicon(const char *out, const char *folder, int count,
                           char **names)
{
    static dtl_buf sections[MAX_TABLES];
    dtl_pack_writer writer;
    dtl_error err = { 0 };
    if (count > MAX_TABLES) {
        fprintf(stderr, "dtl-compile: more than %d tables\n", MAX_TABLES);
        return EXIT_FAILED;
    }
    dtli_pack_writer_init(&writer, "lexicon");
    dtl_status status =
        dtli_pack_add(&writer, "version", DTL_STR(LEXICON_VERSION), &err);
    for (int i = 0; status == DTL_OK && i < count; i++) {
        dtli_buf_init(&sections[i], (size_t)1 << 30);
        status = add_table(&writer, folder, names[i], &sections[i], &err);
    }
    if (status == DTL_OK)
        status = dtli_pack_write(&writer, out, &err);
    dtli_pack_writer_clear(&writer);
    for (int i = 0; i < count; i++)
        dtli_buf_clear(&sections[i]);
    return status == DTL_OK ? EXIT_SUCCESS : report(&err);
}

int main(int argc, char **argv)
{
    if (argc >= 4 && strcmp(argv[1], "lexicon") == 0)
        return compile_lexicon(argv[2], argv[3], argc - 4, argv + 4);
    fprintf(stderr, "usage: dtl-compile lexicon OUT DATA_DIR TABLE.tsv...\n");
    return EXIT_USAGE;
}
