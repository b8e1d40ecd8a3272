/* read_test.c — documents from files, folders and lines, good and bad. */
#include "unit/cmocka_all.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/limits.h"
#include "base/str.h"
#include "dateline/read.h"
#include "read/source.h"

enum { PATH_SIZE = 128 };

static char folder[] = "dtl-read-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[PATH_SIZE];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void path_of(const char *name, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%s", folder, name);
}

static void put_file(const char *name, dtl_str bytes)
{
    char path[PATH_SIZE];
    path_of(name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

/* What a reader gave, as text: "id=text@day" for a document, the first five
 * bytes of the message with line and byte for an error or warning. */
typedef struct log_text {
    char text[4096];
    size_t len;
} log_text;

static void add_log(log_text *log, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(log->text + log->len, sizeof log->text - log->len,
                      format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof log->text - log->len);
    log->len += (size_t)n;
}

static void log_warning(void *payload, const dtl_error *what)
{
    assert_true(what->source[0] != '\0');
    add_log(payload, "~%.4s:%llu:%llu|", what->message,
            (unsigned long long)what->line, (unsigned long long)what->byte);
}

static void log_record(log_text *log, const dtl_record *record)
{
    char day[DTL_DAY_TEXT_SIZE];
    dtl_str shown = dtli_str_slice(record->in.text, 0, 60);
    dtli_day_format(record->in.published, day);
    add_log(log, "%.*s=", (int)record->in.id.len, record->in.id.ptr);
    for (size_t i = 0; i < shown.len; i++)
        add_log(log, "%c", shown.ptr[i] < ' ' && shown.ptr[i] >= 0
                               ? '~' : shown.ptr[i]);
    add_log(log, "@%s|", day);
}

static void read_paths(const char *const *paths, size_t count,
                       dtl_reader_options options, log_text *log)
{
    dtl_reader *reader = NULL;
    dtl_record record;
    dtl_error err = { 0 };
    dtl_status status = DTL_OK;
    options.warn = log_warning;
    options.payload = log;
    log->len = 0;
    log->text[0] = '\0';
    dtl_record_init(&record);
    assert_int_equal(dtl_reader_open(paths, count, &options, &reader, NULL),
                     DTL_OK);
    for (size_t i = 0; i < 1000 && status != DTL_END; i++) {
        status = dtl_reader_next(reader, &record, &err);
        if (status == DTL_OK) {
            log_record(log, &record);
        } else if (status != DTL_END) {
            assert_true(err.source[0] != '\0');
            assert_int_equal(err.code, status);
            add_log(log, "!%.4s:%llu:%llu|", err.message,
                    (unsigned long long)err.line,
                    (unsigned long long)err.byte);
        }
    }
    assert_int_equal(status, DTL_END);
    assert_int_equal(dtl_reader_next(reader, &record, &err), DTL_END);
    dtl_reader_close(reader);
    dtl_record_clear(&record);
}

static void read_one(const char *name, log_text *log)
{
    char path[PATH_SIZE];
    const char *paths[] = { path };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    path_of(name, path);
    read_paths(paths, 1, options, log);
}

#define TEXT(literal) DTL_STR_INIT(literal)

typedef struct file_case {
    const char *title;
    const char *name;
    dtl_str bytes;
    const char *want;
} file_case;

static void check_files(const file_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        log_text log;
        print_message("case: %s\n", cases[i].title);
        put_file(cases[i].name, cases[i].bytes);
        read_one(cases[i].name, &log);
        assert_string_equal(log.text, cases[i].want);
    }
}

static void text_files_are_read_as_given(void **state)
{
    (void)state;
    static const file_case CASES[] = {
        { "plain", "a.txt", TEXT("They met.\n"), "a=They met.~@|" },
        { "two endings", "a.b.txt", TEXT("They met."), "a.b=They met.@|" },
        { "name not UTF-8", "caf\xe9.txt", TEXT("M"), "caf\xc3\xa9=M@|" },
        { "no ending", "note", TEXT("They met."), "note=They met.@|" },
        { "hidden name", ".note", TEXT("They met."), ".note=They met.@|" },
        { "byte-order mark stays", "a.txt", TEXT("\xef\xbb\xbfMet."),
          "a=\xef\xbb\xbfMet.@|" },
        { "CRLF stays", "a.txt", TEXT("Met.\r\nLeft."),
          "a=Met.~~Left.@|" },
        { "entities and soft hyphens stay", "a.txt",
          TEXT("M&amp;S co\xc2\xadop"), "a=M&amp;S co\xc2\xadop@|" },
        { "NUL stays", "a.txt", TEXT("They\0met."), "a=They~met.@|" },
        { "CP1252", "a.txt", TEXT("Met.\nIraq\x91s caf\xe9 \x80"),
          "~E131:2:4|a=Met.~Iraq\xe2\x80\x98s caf\xc3\xa9 \xe2\x82\xac@|" },
        { "a CP1252 byte among UTF-8", "a.txt",
          TEXT("caf\xc3\xa9 d\xc3\xa9j\xc3\xa0 Iraq\x92s"),
          "~E131:1:17|a=caf\xc3\xa9 d\xc3\xa9j\xc3\xa0 "
          "Iraq\xe2\x80\x99s@|" },
        { "byte that CP1252 leaves open", "a.txt", TEXT("a\x81"),
          "~E131:1:1|a=a\xc2\x81@|" },
        { "UTF-16, little end first", "a.txt",
          TEXT("\xff\xfeM\0e\0t\0\x3d\xd8\x00\xde"),
          "a=Met\xf0\x9f\x98\x80@|" },
        { "UTF-16, big end first", "a.txt", TEXT("\xfe\xff\0M\0e\0t\x20\x19"),
          "a=Met\xe2\x80\x99@|" },
        { "UTF-16, halves", "a.txt", TEXT("\xff\xfe\x3d\xd8M\0\x00\xdex"),
          "a=\xef\xbf\xbdM\xef\xbf\xbd\xef\xbf\xbd@|~E133:0:0|" },
        { "object in a .txt is text", "a.txt", TEXT("{\"text\": \"Met.\"}"),
          "a={\"text\": \"Met.\"}@|" },
    };
    check_files(CASES, sizeof CASES / sizeof CASES[0]);
}

static void bad_files_are_told(void **state)
{
    (void)state;
    static const file_case CASES[] = {
        { "empty", "a.txt", TEXT(""), "!E134:0:0|" },
        { "blank", "a.txt", TEXT(" \n\n\xc2\xa0"), "!E134:0:0|" },
        { "empty JSON lines", "a.jsonl", TEXT("\n\n"), "!E134:0:0|" },
        { "binary", "a.txt", TEXT("\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
          "!E132:0:0|" },
        { "binary under a JSON name", "a.jsonl",
          TEXT("\x01\x02\x03\x04\x05\xff\xfe\n\x01\x02\x03\n"),
          "!E132:0:0|" },
        { "archive", "a.txt", TEXT("PK\x03\x04\x14\0\0\0"), "!E117:0:0|" },
        { "gzip magic alone", "a.gz", TEXT("\x1f\x8b"), "!E105:0:2|" },
        { "broken gzip", "a.gz", TEXT("\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff"),
          "!E103:0:11|" },
        { "broken zstd", "a.zst",
          TEXT("\x28\xb5\x2f\xfd\x24\x05\x07\xff\xff\xff\xff\xff\xff\xff\xff"),
          "!E104:0:0|" },
    };
    check_files(CASES, sizeof CASES / sizeof CASES[0]);
}

static void json_lines_are_read_strictly(void **state)
{
    (void)state;
    static const file_case CASES[] = {
        { "all fields", "a.jsonl",
          TEXT("{\"id\": \"x\", \"date\": \"2021-03-04\", \"text\": \"Met.\"}"),
          "x=Met.@2021-03-04|" },
        { "date-time", "a.jsonl",
          TEXT("{\"id\":\"x\",\"date\":\"2021-03-04T23:00:00-05:00\","
               "\"text\":\"Met.\"}\n"), "x=Met.@2021-03-04|" },
        { "no id", "a.jsonl", TEXT("\n{\"text\": \"Met.\"}\n"),
          "a.jsonl:2=Met.@|" },
        { "id is a number", "a.jsonl", TEXT("{\"id\": 17, \"text\": \"M\"}"),
          "17=M@|" },
        { "last of two keys", "a.jsonl",
          TEXT("{\"text\": \"one\", \"id\": \"x\", \"text\": \"two\"}"),
          "x=two@|" },
        { "empty text", "a.jsonl", TEXT("{\"id\": \"x\", \"text\": \"\"}"),
          "x=@|" },
        { "null fields", "a.jsonl",
          TEXT("{\"id\": null, \"date\": null, \"text\": \"M\"}"),
          "a.jsonl:1=M@|" },
        { "escapes", "a.jsonl",
          TEXT("{\"id\":\"x\",\"text\":\"\\u00e9\\ud83d\\ude00\\n\\u0000z\"}"),
          "x=\xc3\xa9\xf0\x9f\x98\x80~~z@|" },
        { "half a surrogate pair", "a.jsonl",
          TEXT("{\"id\":\"x\",\"text\":\"\\ud83dz\"}"),
          "x=\xef\xbf\xbdz@|" },
        { "unknown keys", "a.jsonl",
          TEXT("{\"a\":[1,-2.5e3,{\"b\":null}],\"id\":\"x\",\"text\":\"M\"}"),
          "x=M@|" },
        { "byte-order mark, CRLF", "a.jsonl",
          TEXT("\xef\xbb\xbf{\"id\":\"x\",\"text\":\"M\"}\r\n"), "x=M@|" },
        { "CP1252 line", "a.jsonl",
          TEXT("{\"id\":\"x\",\"text\":\"caf\xe9\"}\n"
               "{\"id\":\"y\",\"text\":\"caf\xc3\xa9\"}"),
          "~E131:1:21|x=caf\xc3\xa9@|y=caf\xc3\xa9@|" },
        { "date that is none", "a.jsonl",
          TEXT("{\"id\":\"x\",\"date\":\"4 March\",\"text\":\"M\"}"),
          "~E118:1:0|x=M@|" },
        { "field of a wrong type", "a.jsonl",
          TEXT("{\"id\":\"x\",\"title\":[1],\"text\":\"M\"}"),
          "~E116:1:0|x=M@|" },
        { "told by the first byte", "lines",
          TEXT("{ \"id\":\"x\",\"text\":\"M\"}"), "x=M@|" },
        { "bad lines between good ones", "a.jsonl",
          TEXT("{\"id\":\"x\",\"text\":\"M\"}\n"
               "{\"id\":\"y\",\"text\":\"cut in\n"
               "two\"}\n"
               "{\"id\":\"z\",\"text\":\"N\"}\n"
               "{\"id\":\"end\",\"te"),
          "x=M@|!E111:2:24|!E112:3:0|z=N@|!E111:5:15|" },
    };
    check_files(CASES, sizeof CASES / sizeof CASES[0]);
}

static void bad_json_is_told_with_its_byte(void **state)
{
    (void)state;
    static const file_case CASES[] = {
        { "NaN", "a.jsonl", TEXT("{\"a\":NaN,\"text\":\"M\"}"),
          "!E112:1:5|" },
        { "single quotes", "a.jsonl", TEXT("{'text':'M'}"), "!E112:1:1|" },
        { "raw control", "a.jsonl", TEXT("{\"text\":\"a\tb\"}"),
          "!E112:1:10|" },
        { "raw NUL", "a.jsonl", TEXT("{\"text\":\0\"ab\"}"), "!E112:1:8|" },
        { "comment", "a.jsonl", TEXT("{/* */\"text\":\"M\"}"),
          "!E112:1:1|" },
        { "leading zero", "a.jsonl", TEXT("{\"a\":01,\"text\":\"M\"}"),
          "!E112:1:7|" },
        { "trailing comma", "a.jsonl", TEXT("{\"text\":\"M\",}"),
          "!E114:1:12|" },
        { "two values", "a.jsonl", TEXT("{\"text\":\"M\"} {}"),
          "!E114:1:13|" },
        { "not closed", "a.jsonl", TEXT("{\"text\":\"M\""), "!E111:1:11|" },
        { "no object", "a.jsonl", TEXT("[1]"), "!E121:1:0|" },
        { "no text", "a.jsonl", TEXT("{\"id\":\"x\"}"), "!E119:1:0|" },
        { "text is no string", "a.jsonl", TEXT("{\"text\":5}"),
          "!E119:1:0|" },
        { "escape that is none", "a.jsonl", TEXT("{\"text\":\"\\q\"}"),
          "!E114:1:10|" },
        { "deep", "a.jsonl",
          TEXT("{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
          "!E113:1:37|" },
    };
    check_files(CASES, sizeof CASES / sizeof CASES[0]);
}

static void conllu_is_given_by_document(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    const char *paths[] = { path };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    log_text log;
    options.form = DTL_INPUT_CONLLU;
    path_of("a.conllu", path);
    put_file("a.conllu", DTL_STR("# newdoc id = x\n1\tA\n\n2\tB\n\n"
                                 "# newdoc id = y\n1\tC\n\n"));
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text, "x=# newdoc id = x~1~A~~2~B~~@|"
                                  "y=# newdoc id = y~1~C~~@|");
    put_file("a.conllu", DTL_STR("# newdoc id = \xe9\n\n"));
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text, "~E131:1:14|\xc3\xa9=# newdoc id = \xc3\xa9"
                                  "~~@|");
    put_file("a.conllu", DTL_STR("\n1\tA\n\n"));
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text, "a=1~A~~@|");
}

static void default_date_comes_last(void **state)
{
    (void)state;
    static const struct { const char *title; dtl_str bytes; const char *want; } CASES[] = {
        { "none told", TEXT("They met."), "a=They met.@2021-03-04|" },
        { "prefix", TEXT("date 2020-01-05 Met."),
          "a=date 2020-01-05 Met.@2020-01-05|" },
        { "dateline", TEXT("OSLO, Dec 1, 2019 (AFP) - They met."),
          "a=OSLO, Dec 1, 2019 (AFP) - They met.@2019-12-01|" },
        { "dateline without a year", TEXT("OSLO, Dec 30 (AFP) - They met."),
          "a=OSLO, Dec 30 (AFP) - They met.@2020-12-30|" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char path[PATH_SIZE];
        const char *paths[] = { path };
        dtl_reader_options options = DTL_READER_OPTIONS_INIT;
        log_text log;
        print_message("case: %s\n", CASES[i].title);
        options.default_date = dtli_day_from_civil(2021, 3, 4);
        put_file("a.txt", CASES[i].bytes);
        path_of("a.txt", path);
        read_paths(paths, 1, options, &log);
        assert_string_equal(log.text, CASES[i].want);
    }
}

static void folders_are_walked_in_order(void **state)
{
    (void)state;
    char path[PATH_SIZE], link[PATH_SIZE];
    const char *paths[] = { path };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    log_text log;
    path_of("f", path);
    assert_int_equal(mkdir(path, 0755), 0);
    path_of("f/b", path);
    assert_int_equal(mkdir(path, 0755), 0);
    put_file("f/c.txt", DTL_STR("C"));
    put_file("f/a.txt", DTL_STR("A"));
    put_file("f/b/z.txt", DTL_STR("Z"));
    put_file("f/.hidden.txt", DTL_STR("H"));
    path_of("f/b/loop", link);
    assert_int_equal(symlink("..", link), 0);
    path_of("f/pipe", link);
    assert_int_equal(mkfifo(link, 0600), 0);
    path_of("f", path);
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text,
                        "a=A@|!E107:0:0|z=Z@|c=C@|!E110:0:0|");
    path_of("none.txt", path);
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text, "!E101:0:0|");
}

static void long_and_deep_paths_are_told(void **state)
{
    (void)state;
    static char path[DTL_MAX_PATH_BYTES + 2];
    const char *paths[] = { path };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    log_text log;
    memset(path, 'x', DTL_MAX_PATH_BYTES);
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text, "!E109:0:0|");
    int len = snprintf(path, sizeof path, "%s/deep", folder);
    assert_int_equal(mkdir(path, 0755), 0);
    for (int i = 0; i < DTL_MAX_FOLDER_DEPTH; i++) {
        strcat(path, "/d");
        assert_int_equal(mkdir(path, 0755), 0);
    }
    path[len] = '\0';
    read_paths(paths, 1, options, &log);
    assert_string_equal(log.text, "!E108:0:0|");
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    dtl_source *source = NULL;
    dtl_error err = { 0 };
    assert_int_equal(dtli_source_open(folder, &source, &err), DTL_IO);
    assert_memory_equal(err.message, "E102:", 5); /* a folder opens, but */
    assert_null(source);
}

static void folder_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    char path[PATH_SIZE], after[PATH_SIZE];
    const char *paths[] = { path, after };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    log_text log;
    if (geteuid() == 0)
        skip(); /* root reads everything */
    path_of("locked", path);
    path_of("after.txt", after);
    put_file("after.txt", DTL_STR("M"));
    assert_int_equal(mkdir(path, 0), 0);
    read_paths(paths, 2, options, &log);
    assert_string_equal(log.text, "!E101:0:0|after=M@|");
}

static void wrong_options_are_refused(void **state)
{
    (void)state;
    dtl_reader *reader = NULL;
    dtl_error err = { 0 };
    const char *paths[] = { "x" };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    assert_int_equal(dtl_reader_open(paths, 0, NULL, &reader, &err),
                     DTL_INVALID);
    assert_memory_equal(err.message, "E130:", 5);
    options.form = (dtl_input_form)9;
    assert_int_equal(dtl_reader_open(paths, 1, &options, &reader, NULL),
                     DTL_INVALID);
    assert_null(reader);
    dtl_reader_close(NULL);
    dtl_record_clear(NULL);
}

static void records_own_their_memory(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    const char *paths[] = { path };
    dtl_reader *reader = NULL;
    dtl_record first, moved, second;
    uint64_t done, total;
    put_file("a.jsonl", DTL_STR("{\"id\":\"x\",\"text\":\"M\",\"url\":\"u\","
                                "\"source\":\"s\",\"title\":\"t\",\"lang\":"
                                "\"en\",\"location\":\"l\"}\n"
                                "{\"id\":\"y\",\"text\":\"N\"}"));
    path_of("a.jsonl", path);
    dtl_record_init(&first);
    dtl_record_init(&second);
    assert_int_equal(dtl_reader_open(paths, 1, NULL, &reader, NULL), DTL_OK);
    dtl_reader_progress(reader, &done, &total);
    assert_int_equal(done, 0);
    assert_int_equal(dtl_reader_next(reader, &first, NULL), DTL_OK);
    moved = first;
    assert_int_equal(dtl_reader_next(reader, &second, NULL), DTL_OK);
    dtl_reader_progress(reader, &done, &total);
    assert_int_equal(done, total);
    dtl_reader_close(reader);
    assert_string_equal(moved.in.id.ptr, "x");
    assert_string_equal(moved.in.url.ptr, "u");
    assert_string_equal(moved.in.source.ptr, "s");
    assert_string_equal(moved.in.title.ptr, "t");
    assert_string_equal(moved.in.lang.ptr, "en");
    assert_string_equal(moved.in.location.ptr, "l");
    assert_string_equal(moved.source_file.ptr, path);
    assert_int_equal(moved.line, 1);
    assert_int_equal(moved.form, DTL_INPUT_JSONL);
    assert_string_equal(second.in.text.ptr, "N");
    dtl_record_clear(&moved);
    dtl_record_clear(&second);
    assert_null(second.in.id.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_files_are_read_as_given),
        cmocka_unit_test(bad_files_are_told),
        cmocka_unit_test(json_lines_are_read_strictly),
        cmocka_unit_test(bad_json_is_told_with_its_byte),
        cmocka_unit_test(conllu_is_given_by_document),
        cmocka_unit_test(default_date_comes_last),
        cmocka_unit_test(folders_are_walked_in_order),
        cmocka_unit_test(long_and_deep_paths_are_told),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(folder_that_cannot_be_read_is_told),
        cmocka_unit_test(wrong_options_are_refused),
        cmocka_unit_test(records_own_their_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
