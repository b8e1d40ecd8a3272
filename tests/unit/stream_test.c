/* stream_test.c — packed input and long input through a small window. */
#include "unit/cmocka_all.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"
#include "dateline/read.h"
#include "read/decode.h"
#include "read/json_check.h"

enum { PACKED_MAX = 1 << 20 };

static char folder[] = "dtl-stream-XXXXXX";
static char path[128];

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static FILE *begin_file(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    return file;
}

static void put_file(const char *name, const void *bytes, size_t len)
{
    FILE *file = begin_file(name);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static size_t pack_gzip(dtl_str text, char *out)
{
    z_stream z = { 0 };
    Bytef *from;
    memcpy(&from, &text.ptr, sizeof from);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8,
                                  Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = from;
    z.avail_in = (uInt)text.len;
    z.next_out = (Bytef *)out;
    z.avail_out = PACKED_MAX;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t len = z.total_out;
    deflateEnd(&z);
    return len;
}

/* Documents and errors of the file at `path`; the last error's detail. */
typedef struct tally {
    size_t documents, errors;
    dtl_error last;
    dtl_record record; /* the last document */
} tally;

static tally read_as(dtl_input_form form)
{
    tally count;
    const char *paths[] = { path };
    dtl_reader_options options = DTL_READER_OPTIONS_INIT;
    dtl_reader *reader = NULL;
    dtl_record record;
    dtl_error err = { 0 };
    dtl_status status = DTL_OK;
    options.form = form;
    memset(&count, 0, sizeof count);
    dtl_record_init(&record);
    dtl_record_init(&count.record);
    assert_int_equal(dtl_reader_open(paths, 1, &options, &reader, NULL),
                     DTL_OK);
    while (status != DTL_END) {
        status = dtl_reader_next(reader, &record, &err);
        if (status == DTL_OK) {
            count.documents++;
            dtl_record_clear(&count.record);
            count.record = record;
            dtl_record_init(&record);
        } else if (status != DTL_END) {
            count.errors++;
            count.last = err;
        }
    }
    dtl_reader_close(reader);
    return count;
}

static tally read_file(void)
{
    return read_as(DTL_INPUT_AUTO);
}

#define LINE(id) "{\"id\":\"" id "\",\"text\":\"They met.\"}\n"

static void packed_files_are_told_by_their_bytes(void **state)
{
    (void)state;
    static char packed[PACKED_MAX];
    dtl_str lines = DTL_STR(LINE("x") LINE("y"));
    size_t len = pack_gzip(lines, packed);
    put_file("a.jsonl.gz", packed, len);
    tally count = read_file();
    assert_int_equal(count.documents, 2);
    assert_int_equal(count.errors, 0);
    dtl_record_clear(&count.record);

    size_t more = pack_gzip(DTL_STR(LINE("z")), packed + len);
    memset(packed + len + more, 0, 512); /* filled up as on a tape */
    put_file("wrong-name.jsonl", packed, len + more + 512);
    count = read_file();
    assert_int_equal(count.documents, 3);
    assert_int_equal(count.errors, 0);
    assert_string_equal(count.record.in.id.ptr, "z");
    dtl_record_clear(&count.record);

    len = ZSTD_compress(packed, sizeof packed, lines.ptr, lines.len, 3);
    more = ZSTD_compress(packed + len, sizeof packed - len, lines.ptr,
                         lines.len, 3);
    put_file("a.jsonl.zst", packed, len + more);
    count = read_file();
    assert_int_equal(count.documents, 4);
    assert_int_equal(count.errors, 0);
    dtl_record_clear(&count.record);
    len = ZSTD_compress(packed, sizeof packed, "They met.", 9, 3);
    put_file("b.txt.zst", packed, len);
    count = read_file();
    assert_string_equal(count.record.in.id.ptr, "b");
    assert_string_equal(count.record.in.text.ptr, "They met.");
    dtl_record_clear(&count.record);
}

/* Wherever a packed file is cut: what came before is read, one error. */
static void cut_files_give_what_they_hold(void **state)
{
    (void)state;
    static char packed[PACKED_MAX];
    dtl_str lines = DTL_STR(LINE("x") LINE("y") LINE("z"));
    for (int kind = 0; kind < 2; kind++) {
        size_t len = kind ? ZSTD_compress(packed, sizeof packed, lines.ptr,
                                          lines.len, 3)
                          : pack_gzip(lines, packed);
        for (size_t cut = 6; cut < len; cut++) {
            put_file("cut.jsonl", packed, cut);
            tally count = read_file();
            assert_int_equal(count.errors, 1);
            assert_int_equal(count.last.code, DTL_CORRUPT);
            assert_memory_equal(count.last.message, "E105:", 5);
            assert_true(count.documents <= 3);
            dtl_record_clear(&count.record);
        }
    }
}

static void junk_behind_a_packed_file_is_told(void **state)
{
    (void)state;
    static char packed[PACKED_MAX];
    size_t len = pack_gzip(DTL_STR(LINE("x")), packed);
    memcpy(packed + len, "junk", 4);
    put_file("junk.jsonl", packed, len + 4);
    tally count = read_file();
    assert_int_equal(count.documents, 1);
    assert_int_equal(count.errors, 1);
    assert_memory_equal(count.last.message, "E103:", 5);
    dtl_record_clear(&count.record);
}

static void put_many(FILE *file, size_t bytes)
{
    static char block[1 << 16];
    memset(block, 'a', sizeof block);
    for (size_t n = 0; n < bytes; n += sizeof block)
        assert_int_equal(fwrite(block, 1, sizeof block, file), sizeof block);
}

static void a_line_too_long_is_left_out(void **state)
{
    (void)state;
    FILE *file = begin_file("long.jsonl");
    fputs(LINE("x") "{\"text\":\"", file);
    put_many(file, DTL_MAX_LINE_BYTES + (1 << 20));
    fputs("\"}\n" LINE("y"), file);
    assert_int_equal(fclose(file), 0);
    tally count = read_file();
    assert_int_equal(count.documents, 2);
    assert_int_equal(count.errors, 1);
    assert_int_equal(count.last.code, DTL_LIMIT);
    assert_int_equal(count.last.line, 2);
    assert_memory_equal(count.last.message, "E115:", 5);
    assert_string_equal(count.record.in.id.ptr, "y");
    assert_int_equal(count.record.line, 3);
    dtl_record_clear(&count.record);
}

static void a_text_too_long_is_left_out(void **state)
{
    (void)state;
    for (int json = 0; json < 2; json++) {
        FILE *file = begin_file(json ? "long.jsonl" : "long.txt");
        fputs(json ? "{\"text\":\"" : "", file);
        put_many(file, DTL_MAX_TEXT_BYTES + 1);
        fputs(json ? "\"}\n" : "", file);
        assert_int_equal(fclose(file), 0);
        tally count = read_file();
        assert_int_equal(count.documents, 0);
        assert_int_equal(count.errors, 1);
        assert_int_equal(count.last.code, DTL_LIMIT);
        assert_memory_equal(count.last.message, "E120:", 5);
    }
}

/* A long document comes in parts, cut between sentences; a sentence that
 * alone is too long is an error. */
static void long_conllu_comes_in_parts(void **state)
{
    (void)state;
    FILE *file = begin_file("long.conllu");
    fputs("# newdoc id = x\n", file);
    for (int i = 0; i < 1 << 19; i++)
        fputs("1\tword\n\n", file);
    assert_int_equal(fclose(file), 0);
    tally count = read_as(DTL_INPUT_CONLLU);
    assert_int_equal(count.documents, 2);
    assert_int_equal(count.record.part, 1);
    assert_string_equal(count.record.in.id.ptr, "x");
    assert_memory_equal(count.record.in.text.ptr, "1\tword\n\n", 8);
    dtl_record_clear(&count.record);
    file = begin_file("long.conllu");
    for (int i = 0; i < 1 << 21; i++)
        fputs("1\tword\n", file);
    assert_int_equal(fclose(file), 0);
    count = read_as(DTL_INPUT_CONLLU);
    assert_int_equal(count.documents, 0);
    assert_int_equal(count.errors, 1);
    assert_memory_equal(count.last.message, "E135:", 5);
}

static void json_values_are_bounded(void **state)
{
    (void)state;
    static char json[2 * DTL_MAX_JSON_VALUES + 16];
    dtl_error err = { 0 };
    memset(json, ',', sizeof json);
    dtl_str line = { json, sizeof json };
    assert_int_equal(dtli_json_check(line, 3, &err), DTL_LIMIT);
    assert_memory_equal(err.message, "E113:", 5);
    assert_int_equal(err.line, 3);
    assert_int_equal(err.byte, DTL_MAX_JSON_VALUES + 1);
}

static void fields_are_cut_at_a_character(void **state)
{
    (void)state;
    FILE *file = begin_file("field.jsonl");
    fputs("{\"text\":\"M\",\"title\":\"a", file);
    for (size_t i = 0; i < DTL_MAX_FIELD_BYTES; i++)
        fputs("\xc3\xa9", file);
    fputs("\"}\n", file);
    assert_int_equal(fclose(file), 0);
    tally count = read_file();
    assert_int_equal(count.record.in.title.len, DTL_MAX_FIELD_BYTES - 1);
    dtl_record_clear(&count.record);
}

/* Random bytes under any name: errors at most, and an end. */
static void random_bytes_end(void **state)
{
    (void)state;
    static const char *const NAMES[] = { "r.txt", "r.jsonl", "r.gz", "r" };
    static char bytes[200000];
    uint64_t seed = 7;
    for (size_t i = 0; i < sizeof bytes; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (char)(seed >> 56);
    }
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        put_file(NAMES[i], bytes, sizeof bytes);
        tally count = read_file();
        assert_int_equal(count.documents, 0);
        assert_int_equal(count.errors, 1);
        assert_memory_equal(count.last.message, "E132:", 5);
    }
}

static void decoding_keeps_proper_sequences(void **state)
{
    (void)state;
    static const struct { dtl_str in; const char *want; } CASES[] = {
        { DTL_STR_INIT("caf\xe9"), "caf\xc3\xa9" },
        { DTL_STR_INIT("\xc3\xa9 \xc3\xa9 \x92"),
          "\xc3\xa9 \xc3\xa9 \xe2\x80\x99" },
        { DTL_STR_INIT("\xc3\xa9 \x93 \x94"),
          "\xc3\x83\xc2\xa9 \xe2\x80\x9c \xe2\x80\x9d" },
        { DTL_STR_INIT("\x8d\x9f\xff"), "\xc2\x8d\xc5\xb8\xc3\xbf" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        dtl_buf out;
        dtli_buf_init(&out, 100);
        dtli_decode_cp1252(CASES[i].in, &out);
        dtli_buf_add(&out, (dtl_str){ "", 1 });
        print_message("case: %s\n", CASES[i].want);
        assert_string_equal(out.ptr, CASES[i].want);
        dtli_buf_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_files_are_told_by_their_bytes),
        cmocka_unit_test(cut_files_give_what_they_hold),
        cmocka_unit_test(junk_behind_a_packed_file_is_told),
        cmocka_unit_test(a_line_too_long_is_left_out),
        cmocka_unit_test(a_text_too_long_is_left_out),
        cmocka_unit_test(long_conllu_comes_in_parts),
        cmocka_unit_test(json_values_are_bounded),
        cmocka_unit_test(fields_are_cut_at_a_character),
        cmocka_unit_test(random_bytes_end),
        cmocka_unit_test(decoding_keeps_proper_sequences),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
