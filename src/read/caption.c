/* caption.c — picture captions that were copied along with a story.
 *
 * "Mourners carry a coffin through the old town (AFP) More": a sentence, the
 * picture's credit in brackets, a button of the page. With a button behind
 * the credit the caption may stand anywhere in a paragraph and begins after
 * the last sentence end; without one it must be the whole paragraph, short,
 * and its credit must name a picture or follow no full stop. Some say it
 * themselves: "FILE PHOTO: Guards stand by. REUTERS/Jane Doe". Linear: the
 * search for the sentence's begin is bounded.
 */
#include "read/caption.h"

#include "read/line.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { CAPTION_BYTES_MAX = 500, CREDIT_BYTES_MAX = 80, BUTTON_BYTES_MAX = 24 };

/* End of "[words]" in brackets that open at `open`, or 0. */
static size_t close_bracket(dtl_str text, size_t open, size_t end)
{
    size_t most = open + CREDIT_BYTES_MAX < end ? open + CREDIT_BYTES_MAX
                                                : end;
    for (size_t at = open + 1; at < most; at++) {
        if (text.ptr[at] == ')')
            return at + 1;
        if (text.ptr[at] == '(' || text.ptr[at] == '\n')
            return 0;
    }
    return 0;
}

/* End of the button words at `at` ("More", "Read more"), or `at`. Capital
 * first letter, and a capital, a quote or the end behind them. */
static size_t skip_button(dtl_str text, size_t at, size_t end)
{
    dtl_scan scan = { text, at, end };
    dtli_scan_blanks(&scan);
    size_t start = scan.at, best = at;
    for (unsigned words = 0; words < 3; words++) {
        dtl_str word = dtli_scan_letters(&scan);
        if (word.len == 0 || scan.at - start > BUTTON_BYTES_MAX)
            break;
        if (words == 0 && (word.ptr[0] < 'A' || word.ptr[0] > 'Z'))
            break;
        size_t after = scan.at;
        dtl_scan ahead = scan;
        bool done = dtli_scan_done(&ahead);
        char next = done ? 'A' : text.ptr[ahead.at];
        bool opens = next < 'a' || next > 'z';
        bool mark = !done && ahead.at == after;
        if (dtli_is_button(dtli_str_slice(text, start, after)) && opens &&
            !mark)
            best = after;
        scan = ahead;
    }
    return best;
}

/* Start of the sentence that ends at `end`: after the last full stop and
 * blank, or line break, at or after `from`. */
static size_t sentence_start(dtl_str text, size_t from, size_t end)
{
    size_t least = end > from + CAPTION_BYTES_MAX ? end - CAPTION_BYTES_MAX
                                                  : from;
    for (size_t at = end; at > least + 1; at--) {
        char c = text.ptr[at - 1], before = text.ptr[at - 2];
        if (c == '\n')
            return at;
        if (c != ' ' || at == end)
            continue;
        if (before == '.' || before == '!' || before == '?' ||
            before == '"' ||
            dtli_str_ends(dtli_str_slice(text, from, at - 1),
                          DTL_STR("\xe2\x80\x9d")))
            return at;
    }
    return least == from ? from : end;
}

/* A whole paragraph with its credit at the end. */
static bool whole_caption(dtl_str text, dtl_span paragraph, size_t open)
{
    if (paragraph.end - paragraph.start > CAPTION_BYTES_MAX)
        return false;
    dtl_str before = dtli_str_slice(text, paragraph.start, open);
    dtl_str inside = dtli_str_slice(text, open + 1, paragraph.end - 1);
    before = dtli_str_trim(before);
    bool picture = inside.len > 8; /* "AP Photo/Jane Doe", not "AFP" */
    return before.len > 0 && (picture || !dtli_ends_sentence(before));
}

bool dtli_caption_find(dtl_str text, dtl_span paragraph, size_t from,
                       dtl_caption *out)
{
    for (size_t open = dtli_str_find(text, '(', from); open < paragraph.end;
         open = dtli_str_find(text, '(', open + 1)) {
        size_t close = close_bracket(text, open, paragraph.end);
        if (close == 0 ||
            !dtli_is_credit(dtli_str_slice(text, open + 1, close - 1)))
            continue;
        size_t after = skip_button(text, close, paragraph.end);
        size_t start = from, end = open;
        if (after > close)
            start = sentence_start(text, from, open);
        else if (close < paragraph.end || from > paragraph.start ||
                 !whole_caption(text, paragraph, open))
            continue;
        dtli_trim(text, &start, &end);
        if (start >= end)
            continue;
        out->caption = (dtl_span){ (uint32_t)start, (uint32_t)end };
        out->noise = (dtl_span){ (uint32_t)open, (uint32_t)after };
        return true;
    }
    return false;
}

/* ------------------------------------------------- captions with a label */

static const char *const CAPTION_LABELS[] = {
    "FILE PHOTO:",    "File photo:",   "FILE PICTURE:", "File picture:",
    "FILE - ",        "FILE \xe2\x80\x93 ", "FILE \xe2\x80\x94 ", "PHOTO:",
    "Image caption:", "Image caption", "Media caption", "Photo caption:",
    "IMAGE:",         "PICTURED:",     "Pictured:",     "CAPTION:",
};

static const char *const CREDIT_STARTS[] = {
    " REUTERS/",   " Reuters/",     " AP Photo/",    " AFP PHOTO",
    " AFP/",       " Photo: ",      " Photograph: ", " Picture: ",
    " Credit: ",   " Image: ",      " Xinhua/",      " EPA/",
    " (AP Photo/", " (Photo by ",   " [AP Photo/",   " [Reuters/",
    " [AFP/",      " [File: ",      " Getty Images", " /Getty Images",
};

static size_t label_length(dtl_str paragraph)
{
    return dtli_starts_any(paragraph, CAPTION_LABELS, COUNT(CAPTION_LABELS));
}

/* Where the credit behind the last words begins, or the length: a few words
 * to the paragraph's end. */
static size_t credit_start(dtl_str paragraph)
{
    size_t least = paragraph.len > CREDIT_BYTES_MAX
                       ? paragraph.len - CREDIT_BYTES_MAX
                       : 0;
    for (size_t at = least; at < paragraph.len; at++) {
        dtl_str rest = dtli_str_slice(paragraph, at, paragraph.len);
        if (rest.ptr[0] == ' ' &&
            dtli_starts_any(rest, CREDIT_STARTS, COUNT(CREDIT_STARTS)))
            return at;
    }
    return paragraph.len;
}

bool dtli_caption_whole(dtl_str text, dtl_span paragraph, dtl_span *caption)
{
    dtl_str all = dtli_str_slice(text, paragraph.start, paragraph.end);
    if (all.len > CAPTION_BYTES_MAX)
        return false;
    size_t label = label_length(all), credit = credit_start(all);
    bool alone = credit < all.len &&
                 dtli_ends_sentence(dtli_str_slice(all, 0, credit));
    if (label == 0 && !alone)
        return false;
    if (credit < label)
        credit = all.len;
    caption->start = paragraph.start + (uint32_t)label;
    caption->end = paragraph.start + (uint32_t)credit;
    return true;
}
