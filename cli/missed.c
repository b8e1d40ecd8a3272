/* missed.c — the list of --missed: verbs that no rule knows, most first.
 *
 * Lines of DTL_FORMAT_MISSED are counted by verb and frame; of each the first
 * telling is kept as the example.
 */
#define _GNU_SOURCE /* tdestroy, twalk_r */
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* Verbs in a frame that are told apart; English has some ten thousand. */
enum { KINDS_MAX = 100000 };

typedef struct missed_kind {
    unsigned long times;
    size_t key; /* bytes of "verb \t frame" at the beginning of the line */
    char *line; /* NUL-ended, without its end */
} missed_kind;

struct cli_missed {
    FILE *file;
    const char *path;
    void *tree;
    unsigned long kinds;
    bool no_memory;
};

static int by_key(const void *a, const void *b)
{
    const missed_kind *x = a, *y = b;
    size_t shorter = x->key < y->key ? x->key : y->key;
    int order = memcmp(x->line, y->line, shorter);
    return order ? order : (x->key > y->key) - (x->key < y->key);
}

static int by_times(const void *a, const void *b)
{
    const missed_kind *const *x = a, *const *y = b;
    if ((*x)->times != (*y)->times)
        return (*x)->times < (*y)->times ? 1 : -1;
    return by_key(*x, *y);
}

static void free_kind(void *kind)
{
    free(((missed_kind *)kind)->line);
    free(kind);
}

/* Bytes up to the second tab. */
static size_t key_of(const char *line, size_t len)
{
    const char *first = memchr(line, '\t', len);
    const char *second =
        first ? memchr(first + 1, '\t', len - (size_t)(first + 1 - line))
              : NULL;
    return second ? (size_t)(second - line) : len;
}

/* The kind with this key, which stays the caller's where it is new. */
static missed_kind *new_kind(const char *line, size_t len, size_t key)
{
    missed_kind *kind = calloc(1, sizeof *kind);
    char *copy = kind ? malloc(len + 1) : NULL;
    if (!copy) {
        free(kind);
        return NULL;
    }
    memcpy(copy, line, len);
    copy[len] = '\0';
    kind->line = copy;
    kind->key = key;
    return kind;
}

static void count(cli_missed *list, const char *line, size_t len)
{
    missed_kind probe = { 0, key_of(line, len), (char *)line };
    missed_kind **found = tfind(&probe, &list->tree, by_key);
    if (!found && list->kinds < KINDS_MAX) {
        missed_kind *kind = new_kind(line, len, probe.key);
        found = kind ? tsearch(kind, &list->tree, by_key) : NULL;
        list->kinds += found != NULL;
        list->no_memory |= !found;
        if (kind && !found)
            free_kind(kind);
    }
    if (found)
        (*found)->times++;
}

cli_missed *cli_missed_open(const char *path)
{
    cli_missed *list = calloc(1, sizeof *list);
    FILE *file = list ? fopen(path, "w") : NULL;
    if (!file) {
        fprintf(stderr, "dateline: %s: %s\n", path,
                strerror(list ? errno : ENOMEM));
        free(list);
        return NULL;
    }
    list->file = file;
    list->path = path;
    return list;
}

void cli_missed_add(cli_missed *list, dtl_str lines)
{
    size_t at = 0;
    while (at < lines.len) {
        const char *end = memchr(lines.ptr + at, '\n', lines.len - at);
        size_t len = end ? (size_t)(end - lines.ptr) - at : lines.len - at;
        count(list, lines.ptr + at, len);
        at += len + 1;
    }
}

typedef struct gathering {
    missed_kind **kinds;
    size_t count;
} gathering;

static void gather(const void *node, VISIT which, void *payload)
{
    gathering *all = payload;
    if (which == postorder || which == leaf)
        all->kinds[all->count++] = *(missed_kind *const *)node;
}

static void write_list(cli_missed *list)
{
    gathering all = { malloc((list->kinds + 1) * sizeof *all.kinds), 0 };
    if (!all.kinds) {
        list->no_memory = true;
        return;
    }
    twalk_r(list->tree, gather, &all);
    qsort(all.kinds, all.count, sizeof *all.kinds, by_times);
    fputs("times\tverb\tframe\tdoc\tstart\tend\tactor\trecipient\tsentence\n",
          list->file);
    for (size_t i = 0; i < all.count; i++)
        fprintf(list->file, "%lu\t%s\n", all.kinds[i]->times,
                all.kinds[i]->line);
    free(all.kinds);
}

int cli_missed_close(cli_missed *list, int exit_code)
{
    if (!list)
        return exit_code;
    write_list(list);
    bool failed = ferror(list->file) != 0;
    failed |= fclose(list->file) != 0;
    if (failed)
        fprintf(stderr, "dateline: %s: %s\n", list->path, strerror(errno));
    else if (list->no_memory)
        fprintf(stderr, "dateline: %s: out of memory\n", list->path);
    tdestroy(list->tree, free_kind);
    if ((failed || list->no_memory) && exit_code == EXIT_OK)
        exit_code = EXIT_OUTPUT;
    free(list);
    return exit_code;
}
