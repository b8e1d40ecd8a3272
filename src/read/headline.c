/* headline.c — which paragraphs are headlines, and what is glued to them.
 *
 * A headline is short and has no full stop; it stands above the story, above
 * a dateline, or is a cross-heading in capitals. Agencies put a label before
 * it ("URGENT Envoy freed", "Feature: ...") and some a byline behind it
 * ("Rebels near capital by Jane Doe"): both become BYLINE, so that no actor
 * * is read out of them. Linear in the blocks.
 */
#include "read/headline.h"

#include "base/utf8.h"
#include "read/scan.h"

enum {
    HEADLINE_BYTES_MAX = 200,
    LATE_HEADLINE_BYTES_MAX = 80, /* below a dateline; doubled above one */
    BYLINE_NAMES_MIN = 2,
    BYLINE_NAMES_MAX = 3,
    LOOK_AHEAD = 3
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static dtl_str text_of(const dtl_doc *doc, uint32_t block)
{
    dtl_span span = doc->blocks[block].span;
    return dtli_str_slice(doc->in.text, span.start, span.end);
}

/* ------------------------------------------------------------- which */

/* Index of the next block that is no byline or noise, or block_count. */
static uint32_t block_after(const dtl_doc *doc, uint32_t i)
{
    for (uint32_t j = i + 1; j < doc->block_count && j <= i + LOOK_AHEAD; j++)
        if (doc->blocks[j].kind != DTL_BLOCK_BYLINE &&
            doc->blocks[j].kind != DTL_BLOCK_NOISE)
            return j;
    return doc->block_count;
}

/* A title by its end: no full stop, no colon; a question if it is short. */
static bool ends_as_title(dtl_str s)
{
    char last = s.ptr[s.len - 1];
    if (last == ':')
        return false;
    return !dtli_ends_sentence(s) ||
           (s.len <= LATE_HEADLINE_BYTES_MAX && (last == '?' || last == '!'));
}

/* "LESS HOPE LEFT" among mixed-case paragraphs. */
static bool is_caps_title(dtl_str piece)
{
    dtl_case_count count = dtli_count_case(piece);
    return count.lower == 0 && count.upper >= 4 &&
           dtli_str_find(piece, ' ', 0) < piece.len;
}

/* `story`: prose came before; `dated`: a dateline did. */
static bool is_headline(const dtl_doc *doc, uint32_t i, bool story, bool dated)
{
    dtl_str piece = text_of(doc, i);
    uint32_t after = block_after(doc, i);
    bool end = after == doc->block_count;
    size_t most = dated ? LATE_HEADLINE_BYTES_MAX : HEADLINE_BYTES_MAX;
    bool announces = !end && doc->blocks[after].kind == DTL_BLOCK_DATELINE;
    if (piece.len > HEADLINE_BYTES_MAX)
        return false;
    if (announces && !story && !dated)
        return true; /* "Envoy due in Cairo Tues." above the dateline */
    if (!ends_as_title(piece))
        return false;
    return (!story && !end && piece.len <= most) ||
           (announces && piece.len <= 2 * LATE_HEADLINE_BYTES_MAX);
}

/* ------------------------------------------------------------- labels */

static const char *const LABELS[] = {
    "URGENT",      "Urgent",        "BULLETIN",     "FLASH",
    "Roundup",     "Feature",       "Interview",    "Exclusive",
    "Analysis",    "News Analysis", "News analysis", "Backgrounder",
    "Profile",     "Newsmaker",     "Commentary",   "Factbox",
    "Update",      "UPDATE",        "UPDATE 1",     "UPDATE 2",
    "UPDATE 3",    "WRAPUP 1",      "WRAPUP 2",     "RPT",
    "EXCLUSIVE",   "ANALYSIS",      "INTERVIEW",    "FEATURE",
    "BREAKING",    "Breaking",      "Breaking News", "BREAKING NEWS",
    "Correction",  "CORRECTED",     "REFILE",       "FACTBOX",
    "TIMELINE",    "Timeline",      "NEWSMAKER",    "PROFILE",
    "1st Ld",      "2nd Ld",        "3rd Ld",       "4th Ld",
    "1st LD",      "2nd LD",        "3rd LD",       "4th LD",
    "1st Ld-Writethru", "2nd Ld-Writethru", "3rd Ld-Writethru",
};

static bool at_upper(dtl_str s, size_t at)
{
    uint32_t cp;
    return dtli_utf8_decode(s, at, &cp) && dtli_utf8_is_upper(cp);
}

/* Bytes of "Urgent: ", "URGENT " and the glued "URGENT" of "URGENTTroops
 * leave" at the start of a headline, 0 where there is none. */
static size_t label_length(dtl_str headline)
{
    for (size_t i = 0; i < COUNT(LABELS); i++) {
        dtl_str label = dtli_str(LABELS[i]);
        dtl_scan scan = { headline, label.len, headline.len };
        bool capitals = dtli_count_case(label).lower == 0;
        if (!dtli_str_starts(headline, label) || label.len == headline.len)
            continue;
        if (dtli_scan_char(&scan, ':') || dtli_scan_char(&scan, '-'))
            return scan.at;
        if (i == 0 && at_upper(headline, label.len) &&
            label.len + 1 < headline.len && headline.ptr[label.len + 1] >= 'a')
            return label.len;
        if (capitals && i < 4 && dtli_blank_at(headline, label.len))
            return label.len;
    }
    return 0;
}

/* ------------------------------------------------------------ bylines */

/* Words that take an agent with "by": after them a name is no author. */
static const char *const BEFORE_AGENT[] = {
    "hit", "shot", "held", "led", "won", "built", "made", "run", "told",
    "sold", "bought", "caught", "found", "lost", "put", "set", "cut", "sent",
    "left", "brought", "taught", "fought", "read", "said", "paid", "laid",
    "up", "down", "out", "off", "over", "struck", "hurt", "beset", "kept",
    "attack", "attacks", "raid", "raids", "visit", "visits", "speech",
    "statement", "remarks", "comments", "call", "calls", "bid", "offer",
    "strike", "strikes", "killing", "killings", "murder", "pressure",
    "criticism", "claim", "claims", "threat", "threats", "protest",
    "protests", "plan", "plans", "proposal", "report", "letter", "appeal",
    "takeover", "win", "victory", "defeat", "move", "moves", "decision",
    "charge", "charges", "trip", "talks", "warning", "rule", "vote",
};

/* First words of names that are no person's. */
static const char *const NO_AUTHORS[] = {
    "Islamic", "United", "Scotland", "Real", "World", "Security", "Supreme",
    "High", "South", "North", "East", "West", "New", "Hong", "Saudi", "Sri",
    "European", "White", "Red", "Human", "Amnesty", "General", "Al",
    "President", "Prime", "Pope", "King", "Queen", "Prince", "Princess",
};

/* Start of the word that ends at `end`. */
static size_t word_start(dtl_str s, size_t end)
{
    while (end > 0 && s.ptr[end - 1] != ' ')
        end--;
    return end;
}

static bool takes_agent(dtl_str word)
{
    return dtli_str_ends(word, DTL_STR("ed")) ||
           dtli_str_ends(word, DTL_STR("en")) ||
           dtli_str_ends(word, DTL_STR("wn")) ||
           dtli_one_of(word, BEFORE_AGENT, COUNT(BEFORE_AGENT));
}

static bool is_name(dtl_str word)
{
    dtl_case_count count = dtli_count_case(word);
    return at_upper(word, 0) && count.lower > 0 &&
           count.upper + count.lower + 1 >= dtli_utf8_count(word);
}

/* Start of the " by Jane Doe" that ends a headline, or its length. */
static size_t byline_start(dtl_str headline)
{
    size_t end = headline.len;
    for (size_t names = 0; names <= BYLINE_NAMES_MAX; names++) {
        size_t start = word_start(headline, end);
        dtl_str word = dtli_str_slice(headline, start, end);
        if (start < 2)
            break;
        if (dtli_str_is(word, "by")) {
            size_t before = word_start(headline, start - 1);
            dtl_str previous = dtli_str_slice(headline, before, start - 1);
            dtl_str first = dtli_str_slice(headline, start + 3, headline.len);
            first = dtli_str_slice(first, 0, dtli_str_find(first, ' ', 0));
            bool author = names >= BYLINE_NAMES_MIN && previous.len > 0 &&
                          !takes_agent(previous) &&
                          !dtli_one_of(first, NO_AUTHORS, COUNT(NO_AUTHORS));
            return author ? start : headline.len;
        }
        if (!is_name(word))
            break;
        end = start - 1;
    }
    return headline.len;
}

/* -------------------------------------------------------------- drive */

static void put(dtl_block *to, uint32_t *count, const dtl_doc *doc,
                dtl_block block)
{
    size_t start = block.span.start, end = block.span.end;
    dtli_trim(doc->in.text, &start, &end);
    if (start >= end)
        return;
    block.span = (dtl_span){ (uint32_t)start, (uint32_t)end };
    to[(*count)++] = block;
}

/* Writes headline i, its label and byline apart. */
static void put_headline(dtl_block *to, uint32_t *count, const dtl_doc *doc,
                         uint32_t i)
{
    dtl_str piece = text_of(doc, i);
    uint32_t start = doc->blocks[i].span.start, end = doc->blocks[i].span.end;
    uint32_t after = block_after(doc, i);
    bool announces = after < doc->block_count &&
                     doc->blocks[after].kind == DTL_BLOCK_DATELINE;
    uint32_t label = start + (uint32_t)label_length(piece);
    uint32_t author = announces ? start + (uint32_t)byline_start(piece) : end;
    dtl_block block = { { start, label }, DTL_BLOCK_BYLINE };
    put(to, count, doc, block);
    block = (dtl_block){ { label, author }, DTL_BLOCK_HEADLINE };
    put(to, count, doc, block);
    block = (dtl_block){ { author, end }, DTL_BLOCK_BYLINE };
    put(to, count, doc, block);
}

/* Marks headlines in place; returns how many there are. */
static uint32_t mark(dtl_doc *doc, bool caps)
{
    bool story = false, dated = false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->block_count; i++) {
        dtl_block *block = &doc->blocks[i];
        dtl_str piece = text_of(doc, i);
        dated = dated || block->kind == DTL_BLOCK_DATELINE;
        if (block->kind != DTL_BLOCK_BODY)
            continue;
        if (is_headline(doc, i, story, dated) ||
            (!caps && ends_as_title(piece) && is_caps_title(piece))) {
            block->kind = DTL_BLOCK_HEADLINE;
            count++;
        } else {
            story = true;
        }
    }
    return count;
}

bool dtli_mark_headlines(dtl_doc *doc, bool caps, dtl_arena *arena)
{
    uint32_t headlines = mark(doc, caps), count = 0;
    if (headlines == 0)
        return true;
    dtl_block *split = dtli_arena_array(
        arena, (size_t)doc->block_count + 2 * (size_t)headlines,
        sizeof *split);
    if (!split)
        return false;
    for (uint32_t i = 0; i < doc->block_count; i++) {
        if (doc->blocks[i].kind == DTL_BLOCK_HEADLINE)
            put_headline(split, &count, doc, i);
        else
            split[count++] = doc->blocks[i];
    }
    doc->blocks = split;
    doc->block_count = count;
    return true;
}
