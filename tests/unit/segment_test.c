/* segment_test.c — words and sentences.
 *
 * A case's `want` has the words between blanks, "~" after a word that is one
 * orthographic word with the next, and " / " between sentences.
 */
#include "unit/cmocka_all.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/str.h"
#include "read/norm.h"
#include "segment/seam_table.h"
#include "segment/segment.h"

typedef struct text_case {
    const char *name;
    const char *text;
    const char *want;
} text_case;

/* A block for each line of the text. */
static void make_lines(dtl_doc *doc, dtl_arena *arena, dtl_str text)
{
    doc->in.text = text;
    doc->blocks = dtli_arena_array(arena, text.len + 1, sizeof *doc->blocks);
    size_t start = 0;
    while (start < text.len) {
        size_t end = dtli_str_find(text, '\n', start);
        doc->blocks[doc->block_count++] = (dtl_block){
            { (uint32_t)start, (uint32_t)end }, DTL_BLOCK_BODY
        };
        start = end + 1;
    }
}

static void segment(dtl_doc *doc, dtl_arena *arena, dtl_str text)
{
    dtl_error err = { 0 };
    memset(doc, 0, sizeof *doc);
    make_lines(doc, arena, text);
    assert_int_equal(dtli_segment(doc, arena, &err), DTL_OK);
}

static void show(const dtl_doc *doc, bool norm, dtl_buf *out)
{
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const dtl_token *tok = &doc->tokens[i];
        if (i > 0)
            dtli_buf_add(out, tok->sent != tok[-1].sent ? DTL_STR(" / ")
                                                        : DTL_STR(" "));
        dtli_buf_add(out, norm ? tok->norm : tok->form);
        if (tok->flags & DTL_TOKEN_JOINED)
            dtli_buf_add_char(out, '~');
    }
    dtli_buf_add_char(out, '\0');
    assert_false(out->failed);
}

static void check(const text_case *cases, size_t count, bool norm)
{
    dtl_arena *arena = dtli_arena_new((size_t)1 << 24);
    dtl_buf out;
    dtli_buf_init(&out, (size_t)1 << 20);
    for (size_t i = 0; i < count; i++) {
        dtl_doc doc;
        print_message("case: %s\n", cases[i].name);
        segment(&doc, arena, dtli_str(cases[i].text));
        dtli_buf_reset(&out);
        show(&doc, norm, &out);
        assert_string_equal(out.ptr, cases[i].want);
        dtli_arena_reset(arena);
    }
    dtli_buf_clear(&out);
    dtli_arena_free(arena);
}

#define CHECK(cases, norm) check(cases, sizeof(cases) / sizeof(cases)[0], norm)

static void words_follow_the_treebanks(void **state)
{
    (void)state;
    static const text_case CASES[] = {
        { "possessive", "Iraq's army", "Iraq~ 's army" },
        { "plural possessive", "the rebels' camp", "the rebels~ ' camp" },
        { "negation", "They don't and can't.", "They do~ n't and ca~ n't ." },
        { "cannot", "It cannot hold", "It can~ not hold" },
        { "two clitics", "I'd've left", "I~ 'd~ 've left" },
        { "gonna", "gonna leave", "gon~ na leave" },
        { "no apostrophe", "We dont know", "We do~ nt know" },
        { "name with apostrophe", "O'Hara met Sha'ban's son",
          "O'Hara met Sha'ban~ 's son" },
        { "decade", "the 1980's", "the 1980's" },
        { "short year", "in '84", "in '84" },
        { "compound", "US-led raid", "US - led raid" },
        { "prefix stays", "anti-war co-founder",
          "anti-war co-founder" },
        { "acronym is no prefix", "UN-led U.N.-led ANTI-WAR DE-ICING",
          "UN - led U.N. - led ANTI-WAR DE - ICING" },
        { "acronym in a compound", "U.S.-backed", "U.S. - backed" },
        { "number compound", "a 20-year-old", "a 20 - year - old" },
        { "slash", "and/or", "and / or" },
        { "date with slashes", "on 9/11", "on 9/11" },
        { "telephone", "555-0142 16802-6601", "555-0142 16802-6601" },
        { "range", "5-10 men", "5 - 10 men" },
        { "iso date", "2020-01-05", "2020-01-05" },
        { "money", "$5m and US$3.2bn", "$ 5 m and US$ 3.2 bn" },
        { "percent", "12.5% up", "12.5 % up" },
        { "clock", "10:30pm, 7 p.m. 8p.m.", "10:30 pm , 7 p.m. 8 p.m." },
        { "number glued", "No.5 on Dec.5", "No. 5 on Dec. 5" },
        { "possessive of an acronym", "the U.S.' role", "the U.S.~ ' role" },
        { "unit", "a 35mm gun", "a 35 mm gun" },
        { "ordinal", "the 21st", "the 21st" },
        { "mail", "write to a.b-c@example.org.",
          "write to a.b-c@example.org ." },
        { "address", "(see http://example.org/x(1)).",
          "( see http://example.org/x(1) ) ." },
        { "domain", "example.com said", "example.com said" },
        { "handle", "@example and #topic", "@example and #topic" },
        { "ampersand", "AT&T", "AT&T" },
        { "ellipsis", "well...", "well ..." },
        { "dashes", "war--and peace\xe2\x80\x94now",
          "war -- and peace \xe2\x80\x94 now" },
        { "apostrophe of a name", "the 'Ndrangheta clans",
          "the 'Ndrangheta clans" },
        { "quote left open", "and was 'bound by it", "and was ' bound by it" },
        { "single quotes", "the so-called 'green zone' of the rebels' camp",
          "the so - called ' green zone ' of the rebels~ ' camp" },
        { "given name", "Kim Jong-un met Two-way",
          "Kim Jong-un met Two - way" },
        { "initial glued", "J.Okafor", "J. Okafor" },
        { "list of numbers", "in 22,23 and 4,500", "in 22 , 23 and 4,500" },
        { "height", "5'10", "5 ' 10" },
        { "files", "report.doc", "report.doc" },
        { "glued sentences", "It ended.The men left.",
          "It ended . / The men left ." },
    };
    CHECK(CASES, false);
}

static void dirt_is_cleaned_in_the_norm_only(void **state)
{
    (void)state;
    static const text_case CASES[] = {
        { "wrong quotes as apostrophes",
          "Iraq\xe2\x80\x98s Iran`s Syria\xc2\xb4s Egypt\xe2\x80\x99s",
          "Iraq~ 's Iran~ 's Syria~ 's Egypt~ 's" },
        { "typographic quotes", "\xe2\x80\x9cNo\xe2\x80\x9d", "\" No \"" },
        { "entities", "Smith &amp; Co&#39;s &quot;deal&quot;",
          "Smith & Co~ 's \" deal \"" },
        { "doubly coded", "&amp;quot;Go&amp;quot;", "\" Go \"" },
        { "entity as blank", "ten&nbsp;men", "ten men" },
        { "soft hyphen", "govern\xc2\xadment", "government" },
        { "zero width", "\xef\xbb\xbfThe\xe2\x80\x8b end", "The end" },
        { "dashes", "a \xe2\x80\x93 b \xe2\x80\x94 c", "a - b -- c" },
        { "tex quotes", "``Go''", "\" Go \"" },
    };
    CHECK(CASES, true);
}

static void sentences_end_where_readers_end_them(void **state)
{
    (void)state;
    static const text_case CASES[] = {
        { "two", "Troops left. They won.", "Troops left . / They won ." },
        { "title", "Gen. Haddad met Mr. Osei.",
          "Gen. Haddad met Mr. Osei ." },
        { "initials", "J. K. Okafor spoke.", "J. K. Okafor spoke ." },
        { "country goes on", "The U.S. Army left.", "The U.S. Army left ." },
        { "country ends", "He left the U.S. The army stayed.",
          "He left the U.S. / The army stayed ." },
        { "comma after a stop", "At 7 a.m., Haddad left. \"Go!\", Haddad said.",
          "At 7 a.m. , Haddad left . / \" Go ! \" , Haddad said ." },
        { "officials", "He left the U.S. Officials said so.",
          "He left the U.S. / Officials said so ." },
        { "capitals", "THE U.S. AND IRAN LEFT THE U.S. THEY SAID SO.",
          "THE U.S. AND IRAN LEFT THE U.S. / THEY SAID SO ." },
        { "clock ends", "It fell at 7 a.m. Nobody left.",
          "It fell at 7 a.m. / Nobody left ." },
        { "clock goes on", "At 7 a.m. Beijing time, 5 p.m. Monday, they left.",
          "At 7 a.m. Beijing time , 5 p.m. Monday , they left ." },
        { "month", "On Jan. 5 they met.", "On Jan. 5 they met ." },
        { "number", "Convoy No. 5 left.", "Convoy No. 5 left ." },
        { "no", "Did he? No. He slept.", "Did he ? / No . / He slept ." },
        { "quote closes", "\"We won.\" He left.",
          "\" We won . \" / He left ." },
        { "question inside", "\"Who?\" he asked.", "\" Who ? \" he asked ." },
        { "name asks", "\"Stop!\" Haddad said.", "\" Stop ! \" Haddad said ." },
        { "bracket", "It fell (see below). They left.",
          "It fell ( see below ) . / They left ." },
        { "stop in bracket", "It fell (It was old. Very old.) again.",
          "It fell ( It was old . Very old . ) again ." },
        { "decimal", "Up 3.5 points. It fell.",
          "Up 3.5 points . / It fell ." },
        { "semicolon", "It fell; they left.", "It fell ; they left ." },
        { "etc", "Tanks, guns, etc. They left, etc. and so on",
          "Tanks , guns , etc . / They left , etc. and so on" },
        { "vitamin", "Take vitamin C. The rest is air.",
          "Take vitamin C . / The rest is air ." },
        { "list mark", "2. They left. Then it fell.",
          "2 . They left . / Then it fell ." },
        { "reference", "It fell.[2] They left.",
          "It fell . [ 2 ] / They left ." },
        { "spaced points", "It fell . . . and rose.",
          "It fell . . . and rose ." },
        { "small letter begins", "it fell. they left.",
          "it fell . / they left ." },
        { "thought trails off", "\"I may...\" Haddad said.",
          "\" I may ... \" Haddad said ." },
        { "possessive of an acronym", "The U.S.'s The Hague",
          "The U.S.~ 's The Hague" },
    };
    CHECK(CASES, false);
}

static void lines_without_a_stop_end(void **state)
{
    (void)state;
    static const text_case CASES[] = {
        { "date stamp", "Rebels take town Monday, March 4, 2024 The army left.",
          "Rebels take town / Monday , March 4 , 2024 / The army left ." },
        { "no date stamp", "It fell on Monday, March 4, 2024 The Hague said.",
          "It fell on Monday , March 4 , 2024 The Hague said ." },
        { "credit", "Rebels at prayer Image: A. Okafor.",
          "Rebels at prayer / Image : A. Okafor ." },
        { "headline", "U.S. Officials Say So", "U.S. Officials Say So" },
        { "addresses", "See http://example.org/a http://example.org/b They",
          "See http://example.org/a / http://example.org/b / They" },
        { "no stop", "Rebels take town\nTroops left.",
          "Rebels take town / Troops left ." },
        { "line end", "Acme Inc.\nIt fell", "Acme Inc. / It fell" },
        { "sender and clock", "Ada Okafor 03/14/2021 04:38 PM I have read it.",
          "Ada Okafor / 03/14/2021 04:38 PM / I have read it ." },
        { "lines of marks", "Let us know what you want. Thanks! ________ This "
                            "message is secret.",
          "Let us know what you want . / Thanks ! / ________ / This message is "
          "secret ." },
        { "loud and small", "They left!!! why did they",
          "They left !!! / why did they" },
        { "names go on", "He told The Sun that Lake Placid and The Hague met.",
          "He told The Sun that Lake Placid and The Hague met ." },
        { "dateline goes on", "OSLO, Norway -- Mayor Ann Lee met B. Osei.",
          "OSLO , Norway -- Mayor Ann Lee met B. Osei ." },
        { "abbreviations are not its matter", "The U.S. Army met the U.S. Navy.",
          "The U.S. Army met the U.S. Navy ." },
    };
    CHECK(CASES, false);
}

static void weights_of_seams_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < DTLI_SEAM_WEIGHT_COUNT; i++)
        assert_true(strcmp(DTLI_SEAM_WEIGHTS[i - 1].name,
                           DTLI_SEAM_WEIGHTS[i].name) < 0);
}

static void spans_and_blanks_point_into_the_text(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    dtl_doc doc;
    segment(&doc, arena, DTL_STR("It's &amp; so\0on.\nEnd"));
    static const struct { uint32_t start, end; bool space; } WANT[] = {
        { 0, 2, false },  { 2, 4, true },  { 5, 10, true },
        { 11, 13, true }, { 14, 16, false }, { 16, 17, true },
        { 18, 21, true },
    };
    assert_int_equal(doc.token_count, sizeof WANT / sizeof WANT[0]);
    for (uint32_t i = 0; i < doc.token_count; i++) {
        const dtl_token *tok = &doc.tokens[i];
        assert_int_equal(tok->span.start, WANT[i].start);
        assert_int_equal(tok->span.end, WANT[i].end);
        assert_int_equal((tok->flags & DTL_TOKEN_SPACE_AFTER) != 0,
                         WANT[i].space);
    }
    assert_int_equal(doc.sents[1].span.start, 18);
    assert_int_equal(doc.sents[1].block, 1);
    dtli_arena_free(arena);
}

static void quotations_run_over_paragraphs(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 20);
    dtl_doc doc;
    segment(&doc, arena,
            DTL_STR("\"We won. We stay.\n\"We rest.\" He left.\nAll slept."));
    static const bool QUOTED[] = { false, true, true, false, false };
    assert_int_equal(doc.sent_count, 5);
    for (uint32_t i = 0; i < doc.sent_count; i++)
        assert_int_equal(doc.sents[i].quoted, QUOTED[i]);
    dtli_arena_free(arena);
}

static char *repeat(const char *unit, size_t times)
{
    size_t len = strlen(unit);
    char *text = malloc(len * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, unit, len);
    text[len * times] = '\0';
    return text;
}

static void limits_cut_what_is_too_long(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 28);
    dtl_doc doc;
    char *text = repeat("and then, ", 1000);
    segment(&doc, arena, dtli_str(text));
    assert_true(doc.sent_count >= 3000 / DTL_MAX_SENTENCE_TOKENS);
    for (uint32_t i = 0; i < doc.sent_count; i++) {
        const dtl_sent *sent = &doc.sents[i];
        assert_true(sent->count <= DTL_MAX_SENTENCE_TOKENS);
        assert_true(dtli_str_is(doc.tokens[sent->first + sent->count - 1].norm,
                                ","));
    }
    free(text);
    text = repeat("a", 5000);
    segment(&doc, arena, dtli_str(text));
    for (uint32_t i = 0; i < doc.token_count; i++)
        assert_true(doc.tokens[i].form.len <= DTL_MAX_TOKEN_BYTES);
    assert_int_equal(doc.tokens[doc.token_count - 1].span.end, 5000);
    free(text);
    dtli_arena_free(arena);
}

static void too_many_tokens_truncate_the_document(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new((size_t)1 << 30);
    dtl_doc doc;
    char *text = repeat("a. ", DTL_MAX_DOC_TOKENS / 2 + 10);
    segment(&doc, arena, dtli_str(text));
    assert_true(doc.truncated);
    assert_int_equal(doc.token_count, DTL_MAX_DOC_TOKENS);
    assert_int_equal(doc.tokens[doc.token_count - 1].sent, doc.sent_count - 1);
    free(text);
    dtli_arena_free(arena);
}

static void a_full_arena_is_told(void **state)
{
    (void)state;
    dtl_arena *arena = dtli_arena_new(4096);
    dtl_block block = { { 0, 4000 }, DTL_BLOCK_BODY };
    dtl_doc doc = { .blocks = &block, .block_count = 1 };
    dtl_error err = { 0 };
    char *text = repeat("word ", 800);
    doc.in.text = dtli_str(text);
    assert_int_equal(dtli_segment(&doc, arena, &err), DTL_NOMEM);
    assert_int_equal(err.code, DTL_NOMEM);
    free(text);
    dtli_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_follow_the_treebanks),
        cmocka_unit_test(dirt_is_cleaned_in_the_norm_only),
        cmocka_unit_test(sentences_end_where_readers_end_them),
        cmocka_unit_test(lines_without_a_stop_end),
        cmocka_unit_test(weights_of_seams_are_sorted),
        cmocka_unit_test(spans_and_blanks_point_into_the_text),
        cmocka_unit_test(quotations_run_over_paragraphs),
        cmocka_unit_test(limits_cut_what_is_too_long),
        cmocka_unit_test(too_many_tokens_truncate_the_document),
        cmocka_unit_test(a_full_arena_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
