/* line.c — lines of a news file that are not prose.
 *
 * Bylines ("By Jane Doe, Staff Writer"), notes to editors ("ATTENTION -
 * ADDS quotes ///"), agency credits, marks that end a story ("ENDS",
 * "js/ab"), buttons that were copied along ("Share", "Read more"), rules of
 * dashes and rows of figures. All tests are on one line and cheap; where
 * they are unsure the line is prose, because lost prose is a lost event and
 * stray noise codes to nothing.
 */
#include "read/line.h"

#include "base/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
    BYLINE_BYTES_MAX = 140,
    BYLINE_WORDS_MAX = 16,
    BUTTON_BYTES_MAX = 90,
    NOTE_BYTES_MAX = 300,
    INITIALS_BYTES_MAX = 24
};

/* ------------------------------------------------------------- buttons */

static const char *const BUTTONS[] = {
    "more", "share", "read more", "advertisement", "advertising", "ad",
    "subscribe", "subscribe now", "click here", "tweet", "email", "e-mail",
    "print", "comments", "comment", "leave a comment", "post a comment",
    "related", "related articles", "related stories", "related topics",
    "related content", "related news", "see also", "also read", "follow us",
    "share this", "share this article", "share this story", "share article",
    "watch live", "watch now", "load more", "show more", "see more",
    "view more", "continue reading", "keep reading", "loading", "sponsored",
    "sponsored content", "most read", "most popular", "trending",
    "trending now", "copy link", "facebook", "twitter", "whatsapp",
    "linkedin", "pinterest", "reddit", "telegram", "back to top", "sign up",
    "log in", "sign in", "skip advertisement", "view comments",
    "view gallery", "photo gallery", "enlarge image", "click to enlarge",
    "recommended", "promoted", "newsletter", "play video", "listen",
    "save", "bookmark", "print this page", "next", "previous", "close",
    "hide caption", "toggle caption", "story continues",
};

static const char *const BUTTON_STARTS[] = {
    "read more:", "read also:", "also read:", "related:", "see also:",
    "sign up for ", "sign up to ", "subscribe to ", "follow us on ",
    "click here ", "story continues ", "article continues ",
    "advertisement - ", "advertisement ", "like us on ", "share on ",
    "share this ", "watch:", "copyright ", "\xc2\xa9", "(c) ",
    "all rights reserved", "get the latest ", "download our app",
    "support our journalism", "join our ",
};

static dtl_str strip_marks(dtl_str s)
{
    static const char MARKS[] = " \t.:>!|+[]";
    while (s.len && dtli_str_find(DTL_STR(MARKS), s.ptr[s.len - 1], 0) <
                        sizeof MARKS - 1)
        s.len--;
    while (s.len &&
           dtli_str_find(DTL_STR(MARKS), s.ptr[0], 0) < sizeof MARKS - 1)
        s = dtli_str_slice(s, 1, s.len);
    return s;
}

bool dtli_is_button(dtl_str words)
{
    return dtli_one_of(strip_marks(words), BUTTONS, COUNT(BUTTONS));
}

static bool is_button_line(dtl_str line)
{
    if (line.len > BUTTON_BYTES_MAX)
        return false;
    if (dtli_is_button(line))
        return true;
    for (size_t i = 0; i < COUNT(BUTTON_STARTS); i++)
        if (dtli_starts_nocase(line, BUTTON_STARTS[i]))
            return true;
    return false;
}

/* ---------------------------------------------------------- story ends */

/* "js/ab", "phy/po/wai", "(pvs/ji)" */
static bool is_initials(dtl_str line)
{
    if (line.len && line.ptr[0] == '(' && line.ptr[line.len - 1] == ')')
        line = dtli_str_slice(line, 1, line.len - 1);
    if (line.len > INITIALS_BYTES_MAX)
        return false;
    size_t slashes = 0, run = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '/') {
            if (run < 2 || run > 5)
                return false;
            slashes++;
            run = 0;
        } else if (c >= 'a' && c <= 'z') {
            run++;
        } else {
            return false;
        }
    }
    return slashes > 0 && run >= 2 && run <= 5;
}

static bool is_end_mark(dtl_str line)
{
    static const char *const MARKS[] = {
        "ENDS", "END", "Ends", "Enditem", "enditem", "Endit", "endall",
        "(END)", "(ENDS)", "[END]", "(MORE)", "(more)", "(CONTINUED)",
        "[CONTINUED]", "MORE", "-30-", "-30", "(END/2020)", "[TEXT]",
        "[REPORT]",
    };
    return DTL_STR_IS_ANY(line, MARKS) || is_initials(line);
}

/* "Britain-vote-press": an agency's slug, alone on its line. */
static bool is_slug(dtl_str line)
{
    size_t hyphens = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!word && c != '-')
            return false;
        hyphens += c == '-';
    }
    return hyphens >= 2 && line.ptr[0] != '-' &&
           line.ptr[line.len - 1] != '-';
}

/* ----------------------------------------------------- rules, figures */

/* "=(PICTURE)=" of a desk's system. */
static bool is_desk_mark(dtl_str line)
{
    return dtli_str_starts(line, DTL_STR("=(")) &&
           dtli_str_ends(line, DTL_STR(")="));
}

/* Nothing but marks: "-----", "* * *", "###". */
static bool is_rule(dtl_str line)
{
    size_t at = 0;
    while (at < line.len) {
        uint32_t cp;
        size_t n = dtli_utf8_decode(line, at, &cp);
        if (n == 0 || dtli_utf8_is_letter(cp) || dtli_utf8_is_digit(cp))
            return false;
        at += n;
    }
    return true;
}

/* A row of a table: columns set apart by blanks, tabs or dots, and at least
 * two fifths of its characters in figures. */
static bool is_figures(dtl_str line)
{
    size_t gaps = 0, run = 0, digits = 0, others = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == ' ' || c == '.') {
            gaps += ++run == 3;
            continue;
        }
        gaps += c == '\t' && run < 3;
        run = 0;
        if (c >= '0' && c <= '9')
            digits++;
        else if (c != '\t' && c != '+' && c != '-' && c != ',')
            others++;
    }
    return gaps >= 2 && digits >= 3 && digits * 3 >= others * 2;
}

/* ------------------------------------------------------------- bylines */

/* Lower-case words that a byline may hold. */
static const char *const BYLINE_WORDS[] = {
    "and", "in", "of", "the", "for", "with", "at", "to", "de", "von", "van",
    "der", "bin", "el", "al", "da", "del", "la", "le", "di", "writer",
    "reporter", "correspondent", "staff", "editor", "diplomatic", "business",
    "political", "sports", "special", "foreign", "security", "economics",
    "correspondents", "writers", "reporters", "agencies", "bureau", "chief",
};

static bool next_word(dtl_str *rest, dtl_str *word)
{
    size_t at = 0, n;
    while (at < rest->len && (n = dtli_blank_at(*rest, at)) != 0)
        at += n;
    size_t start = at;
    while (at < rest->len && dtli_blank_at(*rest, at) == 0)
        at++;
    *word = dtli_str_slice(*rest, start, at);
    *rest = dtli_str_slice(*rest, at, rest->len);
    return word->len > 0;
}

static bool is_capital(dtl_str word)
{
    uint32_t cp;
    return dtli_utf8_decode(word, 0, &cp) != 0 && dtli_utf8_is_upper(cp);
}

static dtl_str without_comma(dtl_str word)
{
    while (word.len && (word.ptr[word.len - 1] == ',' ||
                        word.ptr[word.len - 1] == ';'))
        word.len--;
    return word;
}

/* All words are names or belong to a byline: "Jane Doe in Kampala". */
static bool names_only(dtl_str rest)
{
    dtl_str word;
    size_t words = 0, capitals = 0;
    while (next_word(&rest, &word)) {
        word = without_comma(word);
        if (is_capital(word))
            capitals++;
        else if (words == 0 ||
                 (word.len && !dtli_one_of(word, BYLINE_WORDS,
                                           COUNT(BYLINE_WORDS))))
            return false;
        words++;
    }
    return words >= 1 && words <= BYLINE_WORDS_MAX && capitals >= 1;
}

/* "By Jane Doe, Staff Writer". "by Hamas" that ends a wrapped paragraph is
 * kept out by `context`, "BY MONDAY THE TROOPS" of upper-case copy too. */
static bool is_byline(dtl_str line, dtl_line_context context)
{
    if (line.len > BYLINE_BYTES_MAX || !dtli_starts_nocase(line, "by "))
        return false;
    if (!context.first || (!context.last && line.ptr[0] == 'b'))
        return false;
    if (context.caps && !(context.lead && context.last))
        return false;
    return !dtli_str_ends(line, DTL_STR(".")) &&
           names_only(dtli_str_slice(line, 3, line.len));
}

/* "The Associated Press", "Jane Doe, Associated Press Writer" */
static bool is_agency_credit(dtl_str line)
{
    static const char *const LINES[] = {
        "The Associated Press", "Associated Press", "Associated Press Writer",
        "Agence France-Presse", "Reuters", "AFP", "AP", "Xinhua", "UPI",
        "Staff and agencies", "Agencies", "News agencies", "Staff reporter",
        "Staff Writer", "Xinhua News Agency", "Our correspondent",
        "Our Correspondent", "Staff Reporter", "News Service",
    };
    static const char *const ENDS[] = {
        ", Associated Press Writer", ", Associated Press", " Associated Press Writer",
        ", Staff Writer", ", Staff Reporter", ", Reuters", ", AFP", ", CNN",
        ", Associated Press Writers", ", Agence France-Presse",
    };
    if (line.len > BYLINE_BYTES_MAX)
        return false;
    if (dtli_one_of(line, LINES, COUNT(LINES)))
        return true;
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        dtl_str end = dtli_str(ENDS[i]);
        if (dtli_str_ends(line, end) &&
            names_only(dtli_str_slice(line, 0, line.len - end.len)))
            return true;
    }
    return false;
}

/* --------------------------------------------------------------- notes */

static const char *const NOTE_STARTS[] = {
    "ATTENTION -", "ATTENTION:", "ATTENTION \xe2\x80\x93", "Eds:", "EDS:",
    "Eds.:", "Editors:", "EDITORS:", "Editor's note", "EDITOR'S NOTE",
    "Editor\xe2\x80\x99s note", "EDITOR\xe2\x80\x99S NOTE", "EDITORS' NOTE",
    "Note to editors", "NOTE TO EDITORS", "(Recasts", "(Adds", "(Updates",
    "(RECASTS", "(ADDS", "(UPDATES", "(recasts", "(adds", "(updates",
    "(Releads", "(New throughout", "(Corrects", "(Writethru", "(Eds",
    "(EDITOR", "(Editor", "RECASTS ", "UPDATES with ", "ADDS ",
    "Reporting by ", "(Reporting by ", "Additional reporting by ",
    "(Additional reporting", "Editing by ", "(Editing by ", "Writing by ",
    "(Writing by ", "Compiled by ", "(Compiled by ", "Tel: ", "Tel.: ",
    "Contact: ", "Our Standards:",
};

static const char *const NOTE_LINES[] = {
    "urgent", "bulletin", "flash", "breaking", "breaking news", "advisory",
    "newsalert", "alert", "snap", "first lead", "second lead", "third lead",
    "1st ld", "2nd ld", "3rd ld", "lead", "update", "exclusive",
};

/* "600 words moved", "500 words around 1030 GMT" */
static bool is_word_count(dtl_str line)
{
    dtl_scan scan = { line, 0, line.len };
    unsigned words;
    if (line.len > 60 || !dtli_scan_number(&scan, 4, &words))
        return false;
    dtl_str rest = dtli_str_slice(line, scan.at, line.len);
    return dtli_starts_nocase(rest, " words moved") ||
           dtli_starts_nocase(rest, " words around ") ||
           dtli_starts_nocase(rest, " words by ") ||
           dtli_str_equal_nocase(rest, DTL_STR(" words"));
}

static bool starts_note(dtl_str line)
{
    return dtli_starts_any(line, NOTE_STARTS, COUNT(NOTE_STARTS)) > 0;
}

bool dtli_line_opens_note(dtl_str line)
{
    return starts_note(line) && !dtli_line_closes_note(line);
}

bool dtli_line_closes_note(dtl_str line)
{
    return dtli_str_ends(line, DTL_STR("///"));
}

/* A note in brackets must close them at the end of its line; in upper-case
 * copy "ATTENTION: TROOPS ARE COMING" is prose. */
static bool is_note(dtl_str line, bool caps)
{
    if (line.len > NOTE_BYTES_MAX)
        return false;
    if (dtli_line_closes_note(line) || is_word_count(line))
        return true;
    if (line.ptr[0] == '(' && line.ptr[line.len - 1] != ')')
        return false;
    return (starts_note(line) && (!caps || line.ptr[0] == '(')) ||
           dtli_one_of(strip_marks(line), NOTE_LINES, COUNT(NOTE_LINES));
}

/* ------------------------------------------------------------- credits */

bool dtli_is_credit(dtl_str inside)
{
    static const char *const SOURCES[] = {
        "AFP", "AP", "Reuters", "Xinhua", "EPA", "Getty", "Getty Images",
        "UPI", "dpa", "PA", "Rex", "AAP", "Anadolu", "Bloomberg", "EFE",
        "Supplied", "File", "File photo", "Handout", "Shutterstock",
    };
    static const char *const STARTS[] = {
        "AP Photo", "AFP Photo", "AFP/", "AP/", "Reuters/", "Getty",
        "EPA/", "Xinhua/", "Photo by ", "Photo: ", "Photo courtesy",
        "Photograph: ", "File photo", "Image: ", "Picture: ", "Credit: ",
        "Courtesy of ", "REX/", "PA/", "UPI Photo", "Photo/", "via ",
    };
    inside = dtli_str_trim(inside);
    if (dtli_one_of(inside, SOURCES, COUNT(SOURCES)))
        return true;
    for (size_t i = 0; i < COUNT(STARTS); i++)
        if (dtli_starts_nocase(inside, STARTS[i]))
            return true;
    return dtli_str_ends(inside, DTL_STR("/AFP")) ||
           dtli_str_ends(inside, DTL_STR("/AP")) ||
           dtli_str_ends(inside, DTL_STR("/Reuters")) ||
           dtli_str_ends(inside, DTL_STR("/Getty Images")) ||
           dtli_str_ends(inside, DTL_STR(" via AP")) ||
           dtli_str_ends(inside, DTL_STR(" Photo"));
}

/* "Photograph: Jane Doe/Reuters", alone on its line. */
static bool is_credit_line(dtl_str line)
{
    static const char *const STARTS[] = {
        "Photo: ", "Photograph: ", "Picture: ", "Credit: ", "Image: ",
        "Photo by ", "Photo credit", "Image credit", "Image copyright",
        "REUTERS/", "AP Photo/", "AFP/", "Getty Images", "EPA/", "Xinhua/",
    };
    if (line.len > BUTTON_BYTES_MAX || dtli_ends_sentence(line))
        return false;
    return dtli_starts_any(line, STARTS, COUNT(STARTS)) > 0;
}

/* --------------------------------------------------------------- drive */

dtl_block_kind dtli_line_kind(dtl_str line, dtl_line_context context)
{
    if (is_rule(line) || is_figures(line) || is_end_mark(line) ||
        is_desk_mark(line))
        return DTL_BLOCK_NOISE;
    bool set_apart = context.first && context.last;
    if (set_apart && (is_button_line(line) || is_slug(line) ||
                      is_credit_line(line)))
        return DTL_BLOCK_NOISE;
    if (is_byline(line, context))
        return DTL_BLOCK_BYLINE;
    if (context.first && (is_note(line, context.caps) ||
                          (context.last && is_agency_credit(line))))
        return DTL_BLOCK_BYLINE;
    return DTL_BLOCK_BODY;
}
