/* cli_runner.c — runs cases of the command line, and the examples of docs.
 *
 *   cli_runner COMMAND_FOLDER CASES.txt     cases as below
 *   cli_runner COMMAND_FOLDER PAGE.md       blocks ```console of a document
 *
 * A case has a name, files, one command line for sh, and what must come out.
 * Files lie in a new folder, in which the command runs:
 *
 *   === a missing file is reported and the rest is coded
 *   --- file a.txt
 *   date 2024-03-04
 *   France met Turkey.
 *   --- run
 *   dateline times a.txt nowhere.txt
 *   --- stdout
 *   {"id":"a",[..]}
 *   --- stderr
 *   nowhere.txt: [..]
 *   --- exit 1
 *
 * In what is wanted a line "..." stands for any lines and "[..]" for any
 * characters. A part that is left out must be empty, or 0. `--- file-bytes
 * NAME` takes C escapes \n \r \t \\ \xHH and no final newline.
 *
 * In a document, "$ " begins a command that runs in the folder of the
 * sources; the lines up to the next one are its standard output.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/run.h"

typedef struct cli_case {
    const char *name;
    text run, out, err;
    int status;
    char *folder;
} cli_case;

static int failures, cases;

static void show(const char *title, const char *lines)
{
    printf("  %s:\n", title);
    for (const char *p = lines; *p;) {
        size_t len = strcspn(p, "\n");
        printf("    |%.*s\n", (int)len, p);
        p += len + (p[len] == '\n');
    }
}

static const char *or_empty(const text *t)
{
    return t->ptr ? t->ptr : "";
}

/* Compares, prints what differs, counts. */
static void judge(const cli_case *c, const run_result *got)
{
    bool out = lines_match(or_empty(&c->out), got->out.ptr);
    bool err = lines_match(or_empty(&c->err), got->err.ptr);
    bool status = got->status == c->status;
    cases++;
    printf("%s %s\n", out && err && status ? "ok  " : "FAIL", c->name);
    if (out && err && status)
        return;
    failures++;
    show("command", c->run.ptr);
    if (!out)
        show("wanted on stdout", or_empty(&c->out));
    show("stdout", got->out.ptr);
    if (!err)
        show("wanted on stderr", or_empty(&c->err));
    show("stderr", got->err.ptr);
    printf("  exit status %d, wanted %d\n", got->status, c->status);
}

static void clear_case(cli_case *c)
{
    if (c->folder)
        remove_folder(c->folder);
    free(c->folder);
    free(c->run.ptr);
    free(c->out.ptr);
    free(c->err.ptr);
    memset(c, 0, sizeof *c);
}

static void finish_case(cli_case *c, const char *folder)
{
    if (c->name && c->run.ptr) {
        run_result got = run_shell(c->run.ptr, folder ? folder : c->folder);
        judge(c, &got);
        run_clear(&got);
    }
    clear_case(c);
}

static int hex(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : 0;
}

/* Decodes escapes in place; returns the length. */
static size_t unescape(char *s, size_t len)
{
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] != '\\' || i + 1 == len) {
            s[to++] = s[i];
        } else if (s[++i] == 'x' && i + 2 < len) {
            s[to++] = (char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
            i += 2;
        } else {
            s[to++] = s[i] == 'n'   ? '\n'
                      : s[i] == 'r' ? '\r'
                      : s[i] == 't' ? '\t'
                                    : s[i];
        }
    }
    return to;
}

static void save_file(const cli_case *c, const char *name, text *body,
                      bool escaped)
{
    text path = { 0 };
    text_printf(&path, "%s/%s", c->folder, name);
    size_t len = body->len;
    if (escaped && len > 0)
        len = unescape(body->ptr, len - 1); /* without the final newline */
    text_write(path.ptr, body->ptr ? body->ptr : "", len);
    free(path.ptr);
}

/* One part "--- kind rest" with its lines, of the case at hand. */
static void take_part(cli_case *c, const char *head, text *body)
{
    if (starts_with(head, "file "))
        save_file(c, head + 5, body, false);
    else if (starts_with(head, "file-bytes "))
        save_file(c, head + 11, body, true);
    else if (strcmp(head, "run") == 0)
        text_add(&c->run, or_empty(body), body->len);
    else if (strcmp(head, "stdout") == 0)
        text_add(&c->out, or_empty(body), body->len);
    else if (strcmp(head, "stderr") == 0)
        text_add(&c->err, or_empty(body), body->len);
    else if (starts_with(head, "exit "))
        c->status = (int)strtol(head + 5, NULL, 10);
    else if (*head) {
        printf("FAIL %s: no such part: --- %s\n", c->name, head);
        failures++;
    }
    free(body->ptr);
    memset(body, 0, sizeof *body);
}

/* The empty line before the next case belongs to no part. */
static void drop_empty_line(text *body)
{
    if (body->len == 1 || (body->len > 1 && body->ptr[body->len - 2] == '\n'))
        body->ptr[--body->len] = '\0';
}

static void run_cases(char *content)
{
    cli_case c = { 0 };
    text body = { 0 };
    const char *head = "";
    char *line;
    while ((line = next_line(&content))) {
        if (starts_with(line, "=== ")) {
            drop_empty_line(&body);
            take_part(&c, head, &body);
            finish_case(&c, NULL);
            head = "";
            c.name = line + 4;
            c.folder = new_folder();
        } else if (c.name && starts_with(line, "--- ")) {
            take_part(&c, head, &body);
            head = line + 4;
        } else if (c.name) {
            text_printf(&body, "%s\n", line);
        }
    }
    take_part(&c, head, &body);
    finish_case(&c, NULL);
}

static void run_page(char *content, const char *sources)
{
    cli_case c = { 0 };
    bool inside = false;
    char *line;
    while ((line = next_line(&content))) {
        if (starts_with(line, "```") || (inside && starts_with(line, "$ ")))
            finish_case(&c, sources);
        if (starts_with(line, "```")) {
            inside = strcmp(line, "```console") == 0;
        } else if (inside && starts_with(line, "$ ")) {
            c.name = line + 2;
            text_puts(&c.run, line + 2);
        } else if (inside && c.name) {
            text_printf(&c.out, "%s\n", line);
        }
    }
    finish_case(&c, sources);
}

static void put_first_on_path(const char *folder)
{
    const char *old = getenv("PATH");
    char *whole = realpath(folder, NULL); /* cases run in other folders */
    text path = { 0 };
    text_printf(&path, "%s:%s", whole ? whole : folder,
                old ? old : "/usr/bin:/bin");
    setenv("PATH", path.ptr, 1);
    free(path.ptr);
    free(whole);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: cli_runner COMMAND_FOLDER CASES\n");
        return 2;
    }
    put_first_on_path(argv[1]);
    text content = text_read(argv[2]);
    size_t len = strlen(argv[2]);
    if (len > 3 && strcmp(argv[2] + len - 3, ".md") == 0)
        run_page(content.ptr, DTL_SOURCE_DIR);
    else
        run_cases(content.ptr);
    free(content.ptr);
    printf("%d cases, %d failed\n", cases, failures);
    return failures ? 1 : 0;
}
