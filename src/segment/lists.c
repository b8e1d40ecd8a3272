/* lists.c — see lists.h. Each list is sorted; looked up by bisection. */
#include "segment/lists.h"

#include <string.h>

#include "base/str.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool contains(const char *const *list, size_t count, dtl_str word)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = dtli_str_compare(word, dtli_str(list[middle]));
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* Titles before names, and first parts of place names. */
static const char *const TITLES[] = {
    "adm",  "amb",  "ass't", "asst", "atty", "brig", "capt", "cdr",  "cmdr",
    "col",  "comdr", "cpl",  "dep",  "det",  "dr",   "fr",   "ft",   "gen",
    "gov",  "hon",   "insp", "lt",   "maj",  "messrs", "mlle", "mme",
    "mr",   "mrs",  "ms",    "mt",   "mx",   "pfc",  "pres", "prof", "pvt",
    "rep",  "reps", "rev",   "sen",  "sens", "sgt",  "spc",  "st",   "ste",
    "supt", "vp",
};

static const char *const INNERS[] = {
    "approx", "attn", "av", "ca", "cf", "eg", "esp", "est", "ext", "govt",
    "ie",     "incl", "mob", "tel", "v", "viz", "vs",
};

static const char *const FINALS[] = {
    "al",   "ala",   "apr",  "ariz", "assn", "aug", "ave",  "bldg", "blvd",
    "bros", "calif", "cie",  "co",   "colo", "conn", "corp", "dec", "dept",
    "dist", "div",   "ed",   "esq",  "etc",  "feb", "fla",  "fri",  "ga",
    "hrs",  "hwy",   "ill",  "inc",  "jan",  "jr",   "jul", "jun",  "kan",  "ky",
    "la",   "lb",    "lbs",  "ltd",  "mar",  "mass", "md",  "mich", "minn",
    "mins", "mo",    "mon",  "neb",  "nev",  "nov", "oct",  "okla", "ore",
    "oz",   "pa",    "penn", "plc",  "pty",  "que", "rd",   "sat",  "sec",
    "sep",  "sept",  "sq",   "sr",   "sun",  "tenn", "tex", "thu",  "thur",
    "thurs", "tue",  "tues", "univ", "va",   "vt",  "wash", "wed",  "wis",
    "yr",   "yrs",
};

static const char *const NUMBERS[] = {
    "art", "ch", "chap", "fig", "figs", "no", "nos", "op", "p", "para",
    "pp",  "sect", "vol", "vols",
};

/* Words of their own when they are not capitalised (or, "IN" and "LA",
 * when they are wholly upper case: not seen here, the caller checks). */
static const char *const CAPITALISED[] = {
    "ala",  "art",  "ave",  "co",   "col", "dec",  "det",  "dist", "ed",
    "fri",  "ft",   "ga",   "gen",  "ill", "kan",  "la",   "mar",  "mass",
    "md",   "mo",   "mon",  "mt",   "no",  "oct",  "ore",  "pa",   "penn",
    "pres", "que",  "rep",  "rev",  "sat", "sec",  "sep",  "st",   "sun",
    "tex",  "thu",  "tue",  "univ", "va",  "wash", "wed",  "wis",
};

/* Hyphened to the word after it without a split: "anti-war". */
static const char *const PREFIXES[] = {
    "anti",   "arch",  "bi",    "co",    "counter", "cross", "cyber", "de",
    "e",      "ex",    "extra", "hyper", "inter",   "intra", "macro", "mega",
    "mid",    "mini",  "multi", "neo",   "non",     "over",  "para",  "poly",
    "post",   "pre",   "pro",   "proto", "pseudo",  "psycho", "re",
    "semi",   "socio", "sub",   "super", "trans",   "uh",    "ultra", "un",
    "under",
};

static const char *const UNITS[] = {
    "am",  "b",   "bn",  "c",   "cc",  "cm",  "f",   "fps", "ft",  "g",
    "gb",  "gw",  "ha",  "hr",  "hrs", "hz",  "k",   "kb",  "kg",  "kgm",
    "kgs", "khz", "km",  "kmh", "kms", "kph", "kt",  "kv",  "kw",  "kwh",
    "l",   "lb",  "lbs", "m",   "mb",  "mbps", "mg", "mhz", "mi",  "min",
    "mins", "ml", "mm",  "mn",  "mph", "mw",  "oz",  "percent", "pm", "pts",
    "sec", "secs", "sq", "t",   "tb",  "tn",  "trn", "v",   "w",   "x",
    "yd",  "yds", "yr",  "yrs",
};

static const char *const CLIPPED[] = {
    "bout", "cause", "cept", "coz", "cuz", "em", "n", "nuff", "round", "s",
    "scuse", "til", "till", "tis", "twas", "twill",
};

static const char *const DOMAINS[] = {
    "biz", "cn", "co", "com", "de", "edu", "eu", "fr", "gov", "ie", "il",
    "in",  "info", "int", "io", "ir", "it", "jp", "mil", "net", "nz", "org",
    "ru",  "tv", "tw", "uk", "us", "za",
};

static const char *const FILE_ENDINGS[] = {
    "avi", "csv", "doc", "docx", "exe", "gif", "htm", "html", "jpeg", "jpg",
    "mp3", "mp4", "pdf", "png", "ppt", "pptx", "rtf", "txt", "url", "xls",
    "xlsx", "xml", "zip",
};

static const char *const OPENERS[] = {
    "a", "about", "above", "according", "across", "after", "afterwards",
    "against", "all", "along", "also", "although", "amid", "among", "an",
    "and", "another", "any", "anyone", "are", "around", "as", "at", "because",
    "before", "behind", "below", "beside", "besides", "between", "beyond",
    "both", "but", "by", "can", "could", "despite", "did", "do", "does",
    "dozens", "during", "each", "earlier", "even", "eventually", "every",
    "everybody", "everyone", "finally", "first", "five", "following", "for",
    "four", "from", "had", "has", "have", "he", "her", "here", "his", "how",
    "however", "hundreds", "i", "if", "in", "inside", "instead", "is", "it",
    "its", "just", "last", "later", "like", "many", "may", "meanwhile",
    "might", "millions", "more", "moreover", "most", "must", "my", "near",
    "nearly", "neither", "never", "nevertheless", "next", "no", "nobody",
    "none", "nonetheless", "nor", "not", "nothing", "now", "off", "on", "once",
    "one", "only", "or", "other", "others", "otherwise", "our", "out",
    "outside", "over", "per", "perhaps", "rather", "recently", "second",
    "several", "she", "should", "similarly", "since", "six", "so", "some",
    "somehow", "someone", "sometimes", "soon", "still", "such", "ten", "than",
    "that", "the", "their", "then", "there", "therefore", "these", "they",
    "third", "this", "those", "though", "thousands", "three", "through",
    "throughout", "thus", "to", "today", "toward", "towards", "two", "under",
    "unlike", "until", "upon", "was", "we", "were", "what", "whatever", "when",
    "whenever", "where", "whereas", "wherever", "whether", "which",
    "whichever", "while", "who", "whoever", "whose", "why", "will", "with",
    "within", "without", "would", "yes", "yesterday", "yet", "you", "your",
};

/* Romanised syllables of Chinese and Korean given names: "Jong-un",
 * "Ing-wen", which the treebanks keep whole after a family name. */
static const char *const SYLLABLES[] = {
    "ah", "ahn", "bae", "bak", "ban", "bang", "bao", "bei", "bin", "bing",
    "bo", "bok", "bong", "cai", "cao", "chae", "chai", "chan", "chang", "chao",
    "che", "chen", "cheng", "cheol", "cheuk", "chi", "chih", "chin", "ching",
    "cho", "choi", "chol", "chong", "choon", "chow", "chu", "chuan", "chul",
    "chun", "chung", "da", "dan", "dao", "de", "dong", "doo", "duk", "en",
    "fa", "fai", "fan", "fang", "fei", "fen", "feng", "fu", "fung", "ga",
    "gang", "gao", "ge", "geon", "geun", "gi", "gong", "gu", "guang", "gui",
    "guk", "guo", "gyu", "ha", "hae", "hai", "han", "hang", "hao", "he", "hee",
    "heng", "ho", "hong", "hoon", "hsiang", "hsien", "hsin", "hsiu", "hu",
    "hua", "huan", "huang", "hui", "huk", "hun", "hung", "hwa", "hwan",
    "hwang", "hye", "hyeon", "hyo", "hyon", "hyuk", "hyun", "il", "im", "in",
    "ja", "jae", "jang", "jeong", "ji", "jia", "jian", "jiang", "jie", "jik",
    "jin", "jing", "jiu", "jo", "jong", "joo", "joon", "ju", "jun", "jung",
    "ka", "kai", "kam", "kang", "kei", "keng", "keun", "keung", "ki", "kin",
    "king", "kit", "kiu", "ko", "kok", "kong", "koo", "kun", "kuo", "kwan",
    "kwang", "kwok", "kwon", "kyo", "kyu", "kyung", "lai", "lam", "lan",
    "lang", "lap", "lee", "lei", "leng", "leung", "li", "liang", "lien", "lik",
    "lin", "ling", "lok", "long", "lu", "lun", "lung", "mei", "men", "meng",
    "mi", "mian", "min", "ming", "mo", "moon", "mun", "mung", "myong", "myung",
    "na", "nam", "nan", "ngok", "nin", "ning", "oh", "ok", "pak", "pang",
    "pei", "peng", "pik", "pin", "ping", "po", "pok", "pong", "pui", "pyo",
    "qi", "qian", "qiang", "qing", "rae", "ran", "ren", "ri", "rim", "rok",
    "rong", "ru", "ryong", "ryul", "sam", "san", "sang", "seo", "seok", "seon",
    "seong", "seung", "shan", "shek", "shen", "sheng", "shi", "shih", "shik",
    "shim", "shin", "shing", "shiu", "shu", "shui", "shun", "shuo", "sik",
    "sim", "sing", "siu", "so", "sok", "son", "song", "soo", "sook", "soon",
    "su", "suk", "sun", "sung", "sup", "tae", "tai", "tak", "tang", "tao",
    "tat", "ting", "to", "tong", "tse", "tsung", "tung", "uk", "um", "un",
    "ung", "wa", "wah", "wai", "wan", "wang", "wei", "wen", "weng", "wing",
    "wo", "won", "wong", "woo", "wook", "woon", "wu", "xia", "xian", "xiang",
    "xiao", "xin", "xing", "xiu", "xu", "xuan", "xue", "yan", "yang", "yao",
    "yat", "ye", "yee", "yen", "yeol", "yeon", "yeong", "yeung", "yew", "yi",
    "yin", "ying", "yip", "yiu", "yo", "yong", "yoo", "yoon", "you", "young",
    "yu", "yuan", "yue", "yuen", "yuet", "yuk", "yul", "yun", "yung", "ze",
    "zhao", "zhen", "zheng", "zhi", "zhong", "zhou", "zi", "zong",
};

static const char *const SAYINGS[] = {
    "added", "adds", "admitted", "announced", "answered", "argued", "ask",
    "asked", "asks", "begged", "called", "chanted", "claimed", "commented",
    "concluded", "continued", "continues", "cried", "cries", "declared",
    "declares", "demanded", "exclaimed", "explained", "explains", "howled",
    "insisted", "interrupted", "joked", "laughed", "laughs", "mused",
    "muttered", "noted", "pleaded", "protested", "questioned", "quipped",
    "read", "reads", "recalled", "remarked", "replied", "replies", "reply",
    "reported", "responded", "retorted", "said", "say", "says", "scoffed",
    "screamed", "shouted", "shouts", "sighed", "snapped", "stated", "tells",
    "thinks", "thought", "told", "tweeted", "urged", "warned", "whispered",
    "wondered", "writes", "wrote", "yelled",
};

/* Nouns that begin many a sentence of news, never a name: "Officials said",
 * not "Officials Say". */
static const char *const SUBJECTS[] = {
    "activists", "analysts", "authorities", "campaigners", "critics",
    "demonstrators", "diplomats", "doctors", "experts", "fighters", "forces",
    "investigators", "journalists", "lawmakers", "lawyers", "leaders", "media",
    "militants", "ministers", "negotiators", "officers", "officials", "oil",
    "opponents", "people", "police", "prices", "prosecutors", "protesters",
    "rebels", "relatives", "reports", "rescuers", "researchers", "residents",
    "sanctions", "scientists", "shares", "soldiers", "sources", "stocks",
    "supporters", "talks", "tensions", "trading", "troops", "turnout",
    "victims", "violence", "voters", "witnesses", "workers",
};

/* After "7 p.m.": the sentence goes on. */
static const char *const ZONES[] = {
    "april", "august", "bst", "cdt", "central", "cest", "cet", "cst",
    "december", "eastern", "edt", "est", "et", "february", "friday", "gmt",
    "ist", "january", "jst", "july", "june", "march", "may", "mdt", "monday",
    "moscow", "mountain", "mst", "november", "october", "pacific", "pdt",
    "pst", "pt", "saturday", "september", "sunday", "thursday", "tuesday",
    "utc", "wednesday",
};

typedef struct contraction {
    const char *word;
    unsigned char lengths[3];
} contraction;

/* Wrongly written ones only where no other word looks so: not "its", "ill",
 * "were", "lets", "wed". */
static const contraction CONTRACTIONS[] = {
    { "aint", { 2, 2 } },
    { "arent", { 3, 2 } },
    { "arnt", { 2, 2 } },
    { "cannot", { 3, 3 } },
    { "cant", { 2, 2 } },
    { "couldnt", { 5, 2 } },
    { "didnt", { 3, 2 } },
    { "doesnt", { 4, 2 } },
    { "dont", { 2, 2 } },
    { "dunno", { 2, 1, 2 } },
    { "gonna", { 3, 2 } },
    { "gotta", { 3, 2 } },
    { "hadnt", { 3, 2 } },
    { "hasnt", { 3, 2 } },
    { "havent", { 4, 2 } },
    { "hes", { 2, 1 } },
    { "im", { 1, 1 } },
    { "isnt", { 2, 2 } },
    { "ive", { 1, 2 } },
    { "lotta", { 3, 2 } },
    { "mustnt", { 4, 2 } },
    { "neednt", { 4, 2 } },
    { "outta", { 3, 2 } },
    { "shes", { 3, 1 } },
    { "shouldnt", { 6, 2 } },
    { "thats", { 4, 1 } },
    { "theres", { 5, 1 } },
    { "theyd", { 4, 1 } },
    { "theyll", { 4, 2 } },
    { "theyre", { 4, 2 } },
    { "theyve", { 4, 2 } },
    { "wanna", { 3, 2 } },
    { "wasnt", { 3, 2 } },
    { "werent", { 4, 2 } },
    { "whats", { 4, 1 } },
    { "wont", { 2, 2 } },
    { "wouldnt", { 5, 2 } },
    { "youd", { 3, 1 } },
    { "youll", { 3, 2 } },
    { "youre", { 3, 2 } },
    { "youve", { 3, 2 } },
};

dtl_abbr dtli_list_abbreviation(dtl_str word)
{
    if (contains(TITLES, COUNT(TITLES), word))
        return DTLI_ABBR_TITLE;
    if (contains(FINALS, COUNT(FINALS), word))
        return DTLI_ABBR_FINAL;
    if (contains(INNERS, COUNT(INNERS), word))
        return DTLI_ABBR_INNER;
    return contains(NUMBERS, COUNT(NUMBERS), word) ? DTLI_ABBR_NUMBER
                                                   : DTLI_ABBR_NONE;
}

bool dtli_list_abbreviation_needs_capital(dtl_str word)
{
    return contains(CAPITALISED, COUNT(CAPITALISED), word);
}

bool dtli_list_is_prefix(dtl_str word)
{
    return contains(PREFIXES, COUNT(PREFIXES), word);
}

bool dtli_list_is_unit(dtl_str word)
{
    return contains(UNITS, COUNT(UNITS), word);
}

bool dtli_list_is_clipped(dtl_str word)
{
    return contains(CLIPPED, COUNT(CLIPPED), word);
}

bool dtli_list_is_domain(dtl_str word)
{
    return contains(DOMAINS, COUNT(DOMAINS), word);
}

bool dtli_list_is_file_ending(dtl_str word)
{
    return contains(FILE_ENDINGS, COUNT(FILE_ENDINGS), word);
}

bool dtli_list_is_syllable(dtl_str word)
{
    return contains(SYLLABLES, COUNT(SYLLABLES), word);
}

bool dtli_list_is_opener(dtl_str word)
{
    return contains(OPENERS, COUNT(OPENERS), word);
}

bool dtli_list_is_subject(dtl_str word)
{
    return contains(SUBJECTS, COUNT(SUBJECTS), word);
}

bool dtli_list_is_zone(dtl_str word)
{
    return contains(ZONES, COUNT(ZONES), word);
}

bool dtli_list_is_saying(dtl_str word)
{
    return contains(SAYINGS, COUNT(SAYINGS), word);
}

unsigned dtli_list_contraction(dtl_str word, const unsigned char **lengths)
{
    size_t low = 0;
    size_t high = COUNT(CONTRACTIONS);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const contraction *found = &CONTRACTIONS[middle];
        int order = dtli_str_compare(word, dtli_str(found->word));
        if (order == 0) {
            *lengths = found->lengths;
            return found->lengths[2] > 0 ? 3 : 2;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}
