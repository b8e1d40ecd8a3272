/* run.c — helpers of the test runners. They exit on their own failures: a
 * runner that cannot read its case has nothing to report but that.
 */
#define _XOPEN_SOURCE 700 /* nftw */
#include "support/run.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SETUP_FAILED = 99 };

static void give_up(const char *what, const char *name)
{
    fprintf(stderr, "test runner: ");
    fprintf(stderr, "%s ", what);
    perror(name);
    exit(SETUP_FAILED);
}

void text_add(text *t, const char *bytes, size_t len)
{
    if (t->len + len + 1 > t->room) {
        t->room = (t->len + len + 1) * 2;
        t->ptr = realloc(t->ptr, t->room);
        if (!t->ptr)
            give_up("memory for", "text");
    }
    if (len)
        memcpy(t->ptr + t->len, bytes, len);
    t->len += len;
    t->ptr[t->len] = '\0';
}

void text_puts(text *t, const char *nul_ended)
{
    text_add(t, nul_ended, strlen(nul_ended));
}

void text_printf(text *t, const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    text_puts(t, line);
}

text text_read(const char *path)
{
    text t = { 0 };
    char bytes[1 << 14];
    FILE *in = fopen(path, "rb");
    if (!in)
        give_up("cannot read", path);
    size_t n;
    text_add(&t, "", 0);
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        text_add(&t, bytes, n);
    fclose(in);
    return t;
}

void text_write(const char *path, const char *bytes, size_t len)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        give_up("cannot write", path);
    if (fwrite(bytes, 1, len, out) != len || fclose(out) != 0)
        give_up("cannot write", path);
}

char *next_line(char **rest)
{
    char *line = *rest;
    if (!line || !*line)
        return NULL;
    char *end = strchr(line, '\n');
    if (end)
        *end = '\0';
    *rest = end ? end + 1 : NULL;
    return line;
}

bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* In the child: output to files, so that neither pipe can fill up. */
static void exec_shell(const char *command, const char *folder)
{
    int in = open("/dev/null", O_RDONLY);
    if (in < 0 || dup2(in, 0) < 0 || chdir(folder) != 0)
        _exit(SETUP_FAILED);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(SETUP_FAILED);
}

static FILE *scratch_file(void)
{
    FILE *file = tmpfile();
    if (!file)
        give_up("cannot make", "a temporary file");
    return file;
}

static text slurp(FILE *file)
{
    text t = { 0 };
    char bytes[1 << 14];
    size_t n;
    rewind(file);
    text_add(&t, "", 0);
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        text_add(&t, bytes, n);
    fclose(file);
    return t;
}

run_result run_shell(const char *command, const char *folder)
{
    run_result result = { 0 };
    FILE *out = scratch_file(), *err = scratch_file();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(out), 1);
        dup2(fileno(err), 2);
        exec_shell(command, folder);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        give_up("cannot run", command);
    result.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status)
                                        : WEXITSTATUS(status);
    result.out = slurp(out);
    result.err = slurp(err);
    return result;
}

void run_clear(run_result *result)
{
    free(result->out.ptr);
    free(result->err.ptr);
}

/* One line against one with "[..]" in it, by backing up to the last one. */
static bool line_matches(const char *wanted, const char *end, const char *got,
                         const char *got_end)
{
    const char *retry = NULL, *retry_got = NULL;
    while (got < got_end || wanted < end) {
        if (end - wanted >= 4 && memcmp(wanted, "[..]", 4) == 0) {
            retry = wanted += 4;
            retry_got = got;
        } else if (wanted < end && got < got_end && *wanted == *got) {
            wanted++;
            got++;
        } else if (retry && retry_got < got_end) {
            wanted = retry;
            got = ++retry_got;
        } else {
            return false;
        }
    }
    return true;
}

static const char *line_end(const char *s)
{
    const char *end = strchr(s, '\n');
    return end ? end : s + strlen(s);
}

static const char *after_line(const char *end)
{
    return *end ? end + 1 : end;
}

bool lines_match(const char *wanted, const char *got)
{
    const char *retry = NULL, *retry_got = NULL;
    while (*wanted || *got) {
        const char *end = line_end(wanted), *got_end = line_end(got);
        if (end - wanted == 3 && memcmp(wanted, "...", 3) == 0) {
            retry = wanted = after_line(end);
            retry_got = got;
        } else if (*wanted && *got &&
                   line_matches(wanted, end, got, got_end)) {
            wanted = after_line(end);
            got = after_line(got_end);
        } else if (retry && *retry_got) {
            wanted = retry;
            got = retry_got = after_line(line_end(retry_got));
        } else {
            return false;
        }
    }
    return true;
}

char *new_folder(void)
{
    char *name = strdup("/tmp/dateline-test-XXXXXX");
    if (!name || !mkdtemp(name))
        give_up("cannot make", "a temporary folder");
    return name;
}

static int remove_entry(const char *path, const struct stat *info, int flag,
                        struct FTW *walk)
{
    (void)info;
    (void)flag;
    (void)walk;
    return remove(path);
}

void remove_folder(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
