/* actor_own_line.c — the lines of an actor dictionary, made readable.
 *
 * These files are old and have been through many editors: comments in four
 * styles, CRLF, a byte order mark, single lines in Latin-1, and control bytes
 * where a letter with an accent was lost. A line comes out as valid UTF-8
 * without comments; a control byte is OWN_LOST_LETTER.
 */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "resolve/actor_own.h"

void dtli_own_lines_init(own_lines *lines, dtl_str text)
{
    memset(lines, 0, sizeof *lines);
    if (dtli_str_starts(text, DTL_STR("\xef\xbb\xbf")))
        text = dtli_str_slice(text, 3, text.len);
    lines->rest = text;
}

/* Offset of `what` in `s` from `from` on, or s.len. */
static size_t find(dtl_str s, const char *what, size_t from)
{
    size_t len = strlen(what);
    for (size_t at = dtli_str_find(s, what[0], from); at + len <= s.len;
         at = dtli_str_find(s, what[0], at + 1))
        if (memcmp(s.ptr + at, what, len) == 0)
            return at;
    return s.len;
}

/* Appends [from, to) of a line, Latin-1 as UTF-8 where `latin`. */
static size_t append(own_lines *lines, size_t len, dtl_str piece, bool latin)
{
    for (size_t i = 0; i < piece.len; i++) {
        unsigned char c = (unsigned char)piece.ptr[i];
        if (c >= 0x80 && latin)
            len += dtli_utf8_encode(c, lines->bytes + len);
        else
            lines->bytes[len++] =
                (c < 0x20 && c != '\t') || c == 0x7f ? OWN_LOST_LETTER
                                                     : (char)c;
    }
    return len;
}

/* What follows the "<!" at `at`: the rest of the line behind the comment.
 * "<!-" and "<! --" are found where no end is: they end with their line. */
static dtl_str skip_comment(own_lines *lines, dtl_str line, size_t at)
{
    size_t end = find(line, "->", at);
    if (end < line.len)
        return dtli_str_slice(line, end + 2, line.len);
    if (dtli_str_starts(dtli_str_slice(line, at, line.len), DTL_STR("<!--")))
        lines->comment = lines->number;
    return DTL_STR("");
}

/* Start of the first comment of a line, or its end. */
static size_t comment_start(dtl_str line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] != '#' && line.ptr[at] != ';' &&
           !(line.ptr[at] == '<' && at + 1 < line.len &&
             line.ptr[at + 1] == '!'))
        at++;
    /* "[###]" is a code */
    if (at > 0 && at < line.len && line.ptr[at] == '#' &&
        line.ptr[at - 1] == '[') {
        size_t end = dtli_str_find(line, ']', at);
        return end < line.len ? end + 1 : at;
    }
    return at;
}

static void clean(own_lines *lines, dtl_str line)
{
    size_t len = 0;
    bool latin = dtli_utf8_invalid(line) < line.len;
    if (lines->comment > 0) {
        size_t end = find(line, "-->", 0);
        if (end == line.len)
            return;
        lines->comment = 0;
        line = dtli_str_slice(line, end + 3, line.len);
    }
    while (line.len > 0) {
        size_t at = comment_start(line);
        len = append(lines, len, dtli_str_slice(line, 0, at), latin);
        if (at >= line.len || line.ptr[at] != '<')
            break;
        line = skip_comment(lines, line, at);
    }
    while (len > 0 && (lines->bytes[len - 1] == ' ' ||
                       lines->bytes[len - 1] == '\t'))
        len--;
    lines->text = (dtl_str){ lines->bytes, len };
}

bool dtli_own_lines_next(own_lines *lines)
{
    dtl_str line;
    if (!lines->rest.ptr || !dtli_str_split(&lines->rest, '\n', &line))
        return false;
    lines->number++;
    lines->text = DTL_STR("");
    if (dtli_str_ends(line, DTL_STR("\r")))
        line.len--;
    lines->too_long = line.len > DTL_MAX_OWN_ACTOR_LINE;
    if (!lines->too_long)
        clean(lines, line);
    return true;
}
