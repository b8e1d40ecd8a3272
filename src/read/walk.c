/* walk.c — the files that a list of paths names, folders walked.
 *
 * Iterative: a stack of open folders, each with its sorted names. A link
 * back into a folder on the stack is refused by device and inode, so link
 * loops end; depth and names of one folder are bounded by limits.h.
 */
#include "read/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"

typedef struct folder {
    dev_t device;
    ino_t inode;
    char **names; /* sorted; the first `at` are done */
    uint32_t count, capacity, at;
    size_t path_len; /* of the folder's own path, in walk->path */
} folder;

struct dtl_walk {
    char **paths;
    size_t count, at;
    folder stack[DTL_MAX_FOLDER_DEPTH];
    size_t depth;
    dtl_buf path; /* NUL-ended */
};

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = dtli_malloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

dtl_walk *dtli_walk_new(const char *const *paths, size_t count)
{
    dtl_walk *walk = dtli_calloc(1, sizeof *walk);
    if (!walk)
        return NULL;
    walk->paths = dtli_calloc(count, sizeof *walk->paths);
    dtli_buf_init(&walk->path, DTL_MAX_PATH_BYTES);
    while (walk->paths && walk->count < count) {
        walk->paths[walk->count] = copy_text(paths[walk->count]);
        if (!walk->paths[walk->count])
            break;
        walk->count++;
    }
    if (!walk->paths || walk->count < count) {
        dtli_walk_free(walk);
        return NULL;
    }
    return walk;
}

static void free_folder(folder *f)
{
    for (uint32_t i = 0; i < f->count; i++)
        free(f->names[i]);
    free(f->names);
    memset(f, 0, sizeof *f);
}

void dtli_walk_free(dtl_walk *walk)
{
    if (!walk)
        return;
    while (walk->depth > 0)
        free_folder(&walk->stack[--walk->depth]);
    for (size_t i = 0; i < walk->count; i++)
        free(walk->paths[i]);
    free(walk->paths);
    dtli_buf_clear(&walk->path);
    free(walk);
}

/* Names the path that an error is about; gives back the status. */
static dtl_status at_path(dtl_status status, const char *path, dtl_error *err)
{
    dtli_error_source(err, path);
    return status;
}

static dtl_status no_memory(const char *path, dtl_error *err)
{
    return at_path(dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory"),
                   path, err);
}

static dtl_status cannot_open(const char *path, dtl_error *err)
{
    return at_path(dtl_fail(err, DTL_IO, 0, 0, "E101: cannot be opened: %s",
                            strerror(errno)), path, err);
}

static dtl_status add_name(folder *f, const char *name, const char *path,
                           dtl_error *err)
{
    if (f->count == DTL_MAX_FOLDER_ENTRIES)
        return at_path(dtl_fail(err, DTL_LIMIT, 0, 0,
                                "E106: more than %u files in one folder",
                                DTL_MAX_FOLDER_ENTRIES), path, err);
    if (f->count == f->capacity) {
        uint32_t wider = f->capacity ? f->capacity * 2 : 64;
        char **grown = dtli_realloc(f->names, wider * sizeof *grown);
        if (!grown)
            return no_memory(path, err);
        f->names = grown;
        f->capacity = wider;
    }
    f->names[f->count] = copy_text(name);
    if (!f->names[f->count])
        return no_memory(path, err);
    f->count++;
    return DTL_OK;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static dtl_status list_folder(folder *f, const char *path, dtl_error *err)
{
    DIR *dir = opendir(path);
    if (!dir)
        return cannot_open(path, err);
    dtl_status status = DTL_OK;
    while (status == DTL_OK) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry && errno != 0)
            status = at_path(dtl_fail(err, DTL_IO, 0, 0,
                                      "E102: cannot be read: %s",
                                      strerror(errno)), path, err);
        if (!entry)
            break;
        if (entry->d_name[0] != '.')
            status = add_name(f, entry->d_name, path, err);
    }
    closedir(dir);
    if (status == DTL_OK && f->count > 0)
        qsort(f->names, f->count, sizeof *f->names, compare_names);
    return status;
}

static bool on_stack(const dtl_walk *walk, const struct stat *st)
{
    for (size_t i = 0; i < walk->depth; i++)
        if (walk->stack[i].device == st->st_dev &&
            walk->stack[i].inode == st->st_ino)
            return true;
    return false;
}

static dtl_status enter(dtl_walk *walk, const struct stat *st, dtl_error *err)
{
    const char *path = walk->path.ptr;
    if (on_stack(walk, st))
        return at_path(dtl_fail(err, DTL_LIMIT, 0, 0,
                                "E107: a link back into a folder above it, "
                                "not followed"), path, err);
    if (walk->depth == DTL_MAX_FOLDER_DEPTH)
        return at_path(dtl_fail(err, DTL_LIMIT, 0, 0,
                                "E108: more than %d folders deep, not read",
                                DTL_MAX_FOLDER_DEPTH), path, err);
    folder *f = &walk->stack[walk->depth];
    memset(f, 0, sizeof *f);
    f->device = st->st_dev;
    f->inode = st->st_ino;
    f->path_len = walk->path.len - 1;
    dtl_status status = list_folder(f, path, err);
    if (status == DTL_OK)
        walk->depth++;
    else
        free_folder(f);
    return status;
}

/* Sets walk->path to the next path or name; false when all are done. */
static bool next_path(dtl_walk *walk)
{
    while (walk->depth > 0) {
        folder *f = &walk->stack[walk->depth - 1];
        if (f->at < f->count) {
            walk->path.len = f->path_len;
            walk->path.failed = walk->path.no_memory = false;
            if (f->path_len && walk->path.ptr[f->path_len - 1] != '/')
                dtli_buf_add_char(&walk->path, '/');
            dtli_buf_add(&walk->path, dtli_str(f->names[f->at++]));
            return true;
        }
        free_folder(f);
        walk->depth--;
    }
    if (walk->at == walk->count)
        return false;
    dtli_buf_reset(&walk->path);
    dtli_buf_add(&walk->path, dtli_str(walk->paths[walk->at++]));
    return true;
}

dtl_status dtli_walk_next(dtl_walk *walk, const char **path, dtl_error *err)
{
    while (next_path(walk)) {
        bool top = walk->depth == 0;
        struct stat st;
        dtli_buf_add(&walk->path, (dtl_str){ "", 1 });
        if (walk->path.no_memory)
            return no_memory(walk->paths[walk->at - 1], err);
        if (walk->path.failed)
            return at_path(dtl_fail(err, DTL_LIMIT, 0, 0,
                                    "E109: path too long"),
                           walk->paths[walk->at - 1], err);
        *path = walk->path.ptr;
        if (top && strcmp(*path, "-") == 0)
            return DTL_OK;
        if (stat(*path, &st) != 0)
            return cannot_open(*path, err);
        if (!S_ISDIR(st.st_mode)) {
            if (top || S_ISREG(st.st_mode))
                return DTL_OK;
            return at_path(dtl_fail(err, DTL_IO, 0, 0,
                                    "E110: not a regular file, not read"),
                           *path, err);
        }
        dtl_status status = enter(walk, &st, err);
        if (status != DTL_OK)
            return status;
    }
    return DTL_END;
}
