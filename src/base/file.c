/* file.c — mapping files for reading, writing them whole. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static dtl_status fail_errno(dtl_error *err, const char *path, int number)
{
    dtl_status status =
        dtl_fail(err, DTL_IO, 0, 0, "E010: %s", strerror(number));
    dtli_error_source(err, path);
    return status;
}

dtl_status dtli_map_open(const char *path, dtl_map *out, dtl_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, path, errno);
    struct stat st;
    dtl_status status = DTL_OK;
    dtl_map map = { { "", 0 }, NULL, 0 };
    if (fstat(fd, &st) != 0) {
        status = fail_errno(err, path, errno);
    } else if (!S_ISREG(st.st_mode)) {
        status = dtl_fail(err, DTL_IO, 0, 0, "E011: not a regular file");
        dtli_error_source(err, path);
    } else if (st.st_size > 0) {
        map.length = (size_t)st.st_size;
        map.base = mmap(NULL, map.length, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map.base == MAP_FAILED)
            status = fail_errno(err, path, errno);
        map.bytes.ptr = map.base;
        map.bytes.len = map.length;
    }
    close(fd);
    if (status == DTL_OK)
        *out = map;
    return status;
}

void dtli_map_close(dtl_map *map)
{
    if (map->base)
        munmap(map->base, map->length);
    memset(map, 0, sizeof *map);
}

static bool write_all(int fd, dtl_str bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes.ptr += n;
        bytes.len -= (size_t)n;
    }
    return true;
}

dtl_status dtli_file_write(const char *path, dtl_str bytes, dtl_error *err)
{
    char temporary[4096];
    int len = snprintf(temporary, sizeof temporary, "%s.tmp", path);
    if (len < 0 || (size_t)len >= sizeof temporary)
        return dtl_fail(err, DTL_LIMIT, 0, 0, "E012: path too long");
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail_errno(err, path, errno);
    bool written = write_all(fd, bytes);
    int number = errno;
    if (close(fd) != 0 && written) {
        written = false;
        number = errno;
    }
    if (written && rename(temporary, path) == 0)
        return DTL_OK;
    if (written)
        number = errno;
    unlink(temporary);
    return fail_errno(err, path, number);
}
