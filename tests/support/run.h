/* run.h — helpers of the test runners: whole files, lines, commands. */
#ifndef DATELINE_TESTS_RUN_H
#define DATELINE_TESTS_RUN_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes with a NUL after them; owned, free with free(ptr). */
typedef struct text {
    char *ptr;
    size_t len, room;
} text;

void text_add(text *t, const char *bytes, size_t len);
void text_puts(text *t, const char *nul_ended);
void text_printf(text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The whole file; exits with a message where it cannot be read. */
text text_read(const char *path);
void text_write(const char *path, const char *bytes, size_t len);

/* Cuts the next line off *rest (its '\n' becomes NUL); NULL at the end. */
char *next_line(char **rest);

bool starts_with(const char *s, const char *prefix);

/* What a shell command wrote and how it ended. */
typedef struct run_result {
    text out, err;
    int status; /* exit status; 128 + signal where it was killed */
} run_result;

/* Runs `command` by sh in `folder`, with no standard input. */
run_result run_shell(const char *command, const char *folder);
void run_clear(run_result *result);

/* Compares line by line: a wanted line "..." stands for any lines, "[..]"
 * inside a line for any characters. */
bool lines_match(const char *wanted, const char *got);

/* New empty folder, owned; remove_folder deletes it with all that is in it. */
char *new_folder(void);
void remove_folder(const char *path);

#endif
