/* golden_runner.c — what each stage makes of small texts, kept in files.
 *
 *   golden_runner [--update] COMMAND_FOLDER golden/<stage>/<topic>.txt
 *
 * The folder names the stage; support/golden_format.c tells what its lines
 * look like. A file may open with remarks; then come cases:
 *
 *   === a future meeting is an intent
 *   date: 2024-03-04
 *   France's foreign minister will meet his Turkish counterpart on Friday.
 *   * The two trains will meet at the junction.
 *   ---
 *   CONSULT/meet  036  FRA.GOV  TUR.GOV  2024-03-08  planned  rule=meet/meet
 *
 * First lines `date:`, `title:` and `source:` describe the document, the
 * rest up to `---` is its text. A line beginning "* " is a document of its
 * own, which must yield nothing. In golden/read the text is given as a plain
 * file, to the byte. --update rewrites what is wanted; review the diff.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "support/golden_format.h"

enum { CASES_MAX = 400, NEGATIVES_MAX = 20 };

typedef struct golden_case {
    char *name;
    char *head;     /* lines between === and ---, for --update */
    const char *date, *title, *source;
    text body;
    char *negatives[NEGATIVES_MAX];
    int negative_count;
    text wanted, got;
    bool bad;       /* a negative yielded something */
} golden_case;

typedef struct golden_file {
    text remarks;   /* before the first case */
    golden_case cases[CASES_MAX];
    int count;
} golden_file;

static void give_up(const char *path, const char *what)
{
    fprintf(stderr, "golden_runner: %s: %s\n", path, what);
    exit(2);
}

static bool take_header(golden_case *c, char *line)
{
    if (c->body.len > 0)
        return false;
    if (starts_with(line, "date: "))
        c->date = line + 6;
    else if (starts_with(line, "title: "))
        c->title = line + 7;
    else if (starts_with(line, "source: "))
        c->source = line + 8;
    else
        return false;
    return true;
}

static void take_input(golden_case *c, char *line, text *head,
                       const char *path)
{
    text_printf(head, "%s\n", line);
    if (take_header(c, line))
        return;
    if (!starts_with(line, "* ")) {
        text_puts(&c->body, line);
        text_puts(&c->body, "\n");
        return;
    }
    if (c->negative_count == NEGATIVES_MAX)
        give_up(path, "too many lines with a star in a case");
    c->negatives[c->negative_count++] = line + 2;
}

/* Cuts `content`, which stays in use, into cases. */
static void read_cases(char *content, const char *path, golden_file *file)
{
    golden_case *c = NULL;
    text head = { 0 };
    bool wanted = false;
    char *line;
    while ((line = next_line(&content))) {
        if (starts_with(line, "=== ")) {
            if (file->count == CASES_MAX)
                give_up(path, "too many cases");
            c = &file->cases[file->count++];
            c->name = line + 4;
            wanted = false;
        } else if (!c) {
            text_printf(&file->remarks, "%s\n", line);
        } else if (!wanted && strcmp(line, "---") == 0) {
            c->head = head.ptr ? head.ptr : strdup("");
            memset(&head, 0, sizeof head);
            wanted = true;
        } else if (wanted) {
            text_puts(&c->wanted, line);
            text_puts(&c->wanted, "\n");
        } else {
            take_input(c, line, &head, path);
        }
    }
    if (file->count == 0 || !wanted)
        give_up(path, "a case has no line ---");
}


static void add_member(json_object *line, const char *name, const char *value)
{
    if (value)
        json_object_object_add(line, name, json_object_new_string(value));
}

/* A run over all documents of a file: input written, output to compare. */
typedef struct golden_run {
    const golden_stage *stage;
    char *folder; /* holds the documents */
    text lines;   /* the JSON lines of them, unless they are verbatim */
    text output;
} golden_run;

static void add_json(golden_run *run, const golden_case *c, const char *id,
                     const char *body)
{
    json_object *line = json_object_new_object();
    add_member(line, "id", id);
    add_member(line, "date", c->date);
    add_member(line, "title", c->title);
    add_member(line, "source", c->source);
    add_member(line, "text", body);
    text_puts(&run->lines,
              json_object_to_json_string_ext(line, JSON_C_TO_STRING_PLAIN));
    text_puts(&run->lines, "\n");
    json_object_put(line);
}

static void document_id(text *id, int number, int negative)
{
    id->len = 0;
    text_printf(id, "case%03d-%d", number, negative);
}

static void add_document(golden_run *run, const golden_case *c,
                         const char *id, const char *body)
{
    text path = { 0 };
    if (!run->stage->verbatim) {
        add_json(run, c, id, body);
        return;
    }
    text_printf(&path, "%s/%s.txt", run->folder, id);
    text_write(path.ptr, body, strlen(body));
    free(path.ptr);
}

/* A case whose lines all have stars has no document but those. */
static const char *body_of(const golden_case *c)
{
    return c->body.ptr ? c->body.ptr : "";
}

static void write_documents(golden_run *run, const golden_file *file)
{
    text id = { 0 };
    for (int i = 0; i < file->count; i++) {
        const golden_case *c = &file->cases[i];
        document_id(&id, i, 0);
        if (c->body.len)
            add_document(run, c, id.ptr, body_of(c));
        for (int k = 0; k < c->negative_count; k++) {
            document_id(&id, i, k + 1);
            add_document(run, c, id.ptr, c->negatives[k]);
        }
    }
    free(id.ptr);
    if (run->lines.len) {
        text path = { 0 };
        text_printf(&path, "%s/cases.jsonl", run->folder);
        text_write(path.ptr, run->lines.ptr, run->lines.len);
        free(path.ptr);
    }
}

/* Runs the stage's commands on the folder; false where one failed. */
static bool run_commands(golden_run *run, const char *command_folder)
{
    bool good = true;
    for (int i = 0; i < 2 && run->stage->commands[i]; i++) {
        text command = { 0 };
        text_printf(&command, "'%s/dateline' %s %s", command_folder,
                    run->stage->commands[i], run->folder);
        run_result result = run_shell(command.ptr, "/");
        if (result.status > 1) {
            printf("FAIL %s: exit status %d\n%s", command.ptr, result.status,
                   result.err.ptr);
            good = false;
        }
        text_puts(&run->output, result.out.ptr);
        run_clear(&result);
        free(command.ptr);
    }
    return good;
}

/* Fills what was got for case `number`; tells of negatives that yielded. */
static void collect(const golden_run *run, golden_case *c, int number)
{
    text id = { 0 };
    document_id(&id, number, 0);
    text_puts(&c->got, "");
    run->stage->format(run->output.ptr, id.ptr, &c->got);
    for (int k = 0; k < c->negative_count; k++) {
        text unwanted = { 0 };
        document_id(&id, number, k + 1);
        text_puts(&unwanted, "");
        run->stage->format(run->output.ptr, id.ptr, &unwanted);
        if (unwanted.len) {
            c->bad = true;
            printf("FAIL %s: must yield nothing: %s\n%s", c->name,
                   c->negatives[k], unwanted.ptr);
        }
        free(unwanted.ptr);
    }
    free(id.ptr);
}

/* Wanted and got without the empty lines at their ends. */
static bool same_lines(text *wanted, text *got)
{
    text_puts(wanted, "");
    while (wanted->len && wanted->ptr[wanted->len - 1] == '\n')
        wanted->ptr[--wanted->len] = '\0';
    while (got->len && got->ptr[got->len - 1] == '\n')
        got->ptr[--got->len] = '\0';
    return lines_match(wanted->ptr, got->ptr);
}

static bool judge(golden_case *c)
{
    if (same_lines(&c->wanted, &c->got)) {
        if (!c->bad)
            printf("ok   %s\n", c->name);
        return !c->bad;
    }
    printf("FAIL %s\n  wanted:\n%s\n  got:\n%s\n", c->name, c->wanted.ptr,
           c->got.ptr);
    return false;
}

static void update(const char *path, const golden_file *file)
{
    text out = { 0 };
    text_puts(&out, file->remarks.ptr ? file->remarks.ptr : "");
    for (int i = 0; i < file->count; i++) {
        const golden_case *c = &file->cases[i];
        text_puts(&out, "=== ");
        text_puts(&out, c->name);
        text_puts(&out, "\n");
        text_puts(&out, c->head);
        text_puts(&out, "---\n");
        text_puts(&out, c->got.ptr);
        text_puts(&out, c->got.len ? "\n\n" : "\n");
    }
    text_write(path, out.ptr, out.len - 1); /* one newline at the end */
    free(out.ptr);
}

static void clear_file(golden_file *file)
{
    for (int i = 0; i < file->count; i++) {
        free(file->cases[i].head);
        free(file->cases[i].body.ptr);
        free(file->cases[i].wanted.ptr);
        free(file->cases[i].got.ptr);
    }
    free(file->remarks.ptr);
    free(file);
}

/* ".../golden/times/week.txt" is of stage times. */
static const golden_stage *stage_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash;
    while (start && start > path && start[-1] != '/')
        start--;
    const golden_stage *stage =
        slash ? golden_stage_named(start, (size_t)(slash - start)) : NULL;
    if (!stage)
        give_up(path, "its folder names no stage");
    return stage;
}

static int run_file(const char *command_folder, const char *path, bool rewrite)
{
    golden_run run = { .stage = stage_of(path), .folder = new_folder() };
    golden_file *file = calloc(1, sizeof *file);
    if (!file)
        give_up(path, "out of memory");
    text content = text_read(path);
    read_cases(content.ptr, path, file);
    write_documents(&run, file);
    text_puts(&run.output, "");
    bool ran = run_commands(&run, command_folder);
    int failed = ran ? 0 : 1;
    for (int i = 0; i < file->count; i++) {
        collect(&run, &file->cases[i], i);
        failed += !judge(&file->cases[i]);
    }
    if (rewrite && ran)
        update(path, file);
    printf("%d cases, %d failed\n", file->count, failed);
    remove_folder(run.folder);
    free(run.folder);
    free(run.lines.ptr);
    free(run.output.ptr);
    free(content.ptr);
    clear_file(file);
    return failed ? 1 : 0;
}

/* Commands run in another folder than the caller's. */
static char *whole_path(const char *path)
{
    char *whole = realpath(path, NULL);
    if (!whole)
        give_up(path, "no such folder");
    return whole;
}

int main(int argc, char **argv)
{
    bool rewrite = argc == 4 && strcmp(argv[1], "--update") == 0;
    if (argc != 3 && !rewrite) {
        fprintf(stderr,
                "usage: golden_runner [--update] COMMAND_FOLDER FILE\n");
        return 2;
    }
    char *command_folder = whole_path(argv[argc - 2]);
    int exit_code = run_file(command_folder, argv[argc - 1], rewrite);
    free(command_folder);
    return exit_code;
}
