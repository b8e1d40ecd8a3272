/* sources.c — the data folder's layout (sources.h). */
#include "sources.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "relabel.h"

enum { PATH_SIZE = 4096 };

/* Genres of GUM whose texts are not free for this use. */
static const char SKIPPED[] = "fiction whow";

typedef dtl_status (*reader)(corpus *, const char *, dtl_error *);

static dtl_status read_treebank(corpus *c, const char *path, dtl_error *err)
{
    return corpus_read_conllu(c, path, SKIPPED, err);
}

static dtl_status read_whole(corpus *c, const char *path, dtl_error *err)
{
    return corpus_read_conllu(c, path, "", err);
}

static dtl_status read_part(corpus *c, const char *folder, const char *name,
                            reader read, dtl_error *err)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return read(c, path, err);
}

dtl_status sources_read(corpus *c, const char *folder, const char *names,
                        dtl_error *err)
{
    char path[PATH_SIZE];
    dtl_status st = corpus_init(c, err);
    if (st == DTL_OK)
        st = read_part(c, folder, "treebank/en_ewt-ud-train.conllu",
                       read_treebank, err);
    uint32_t gum = c->sentence_count, wire = 0;
    if (st == DTL_OK && names)
        st = corpus_add_names(c, names, 0, err);
    if (st == DTL_OK)
        st = read_part(c, folder, "treebank/en_gum-ud-train.conllu",
                       read_treebank, err);
    snprintf(path, sizeof path, "%s/ner/gum_train.iob2", folder);
    if (st == DTL_OK)
        st = corpus_add_iob2(c, path, gum, err);
    uint32_t gum_end = c->sentence_count;
    relabel_people(c, gum, gum_end);
    if (st == DTL_OK)
        st = read_part(c, folder, "names/wikigold.conll.txt",
                       corpus_read_wikigold, err);
    wire = c->sentence_count;
    if (st == DTL_OK)
        st = read_part(c, folder, "names/train.jsonl", corpus_read_names,
                       err);
    weak_outside(c, 0, st == DTL_OK ? gum : 0,
                 names ? NAME_OTHER : LABEL_NONE);
    if (st == DTL_OK && relabel_names(c, gum, gum_end, wire) < 0)
        st = dtl_fail(err, DTL_NOMEM, 0, 0, "E001: out of memory");
    return st;
}

dtl_status sources_read_raw(corpus *c, const char *folder, dtl_error *err)
{
    dtl_status st = corpus_init(c, err);
    if (st == DTL_OK)
        st = read_part(c, folder, "newswire/newswire.jsonl",
                       corpus_read_names, err);
    if (st == DTL_OK)
        st = read_part(c, folder, "news_text/insightcrime_train.jsonl",
                       corpus_read_names, err);
    if (st == DTL_OK)
        st = read_part(c, folder, "news_text/bbc_news_train.jsonl",
                       corpus_read_names, err);
    if (st == DTL_OK)
        st = read_part(c, folder, "stories/ecb_train.jsonl",
                       corpus_read_names, err);
    return st;
}

dtl_status dev_sets_read(dev_sets *dev, const char *folder, dtl_error *err)
{
    static const struct {
        const char *name, *file;
        reader read;
    } SETS[] = {
        { "ewt", "treebank/en_ewt-ud-dev.conllu", read_whole },
        { "gum", "treebank/en_gum-ud-dev.conllu", read_whole },
        { "uner", "ner/uner_ewt_dev.iob2", corpus_read_iob2 },
        { "wire", "names/dev.jsonl", corpus_read_names },
        { "gumner", "ner/gum_dev.iob2", corpus_read_iob2 },
    };
    dtl_status st = DTL_OK;
    memset(dev, 0, sizeof *dev);
    for (size_t i = 0; st == DTL_OK && i < sizeof SETS / sizeof SETS[0]; i++) {
        dev->names[i] = SETS[i].name;
        st = corpus_init(&dev->sets[i], err);
        if (st == DTL_OK)
            st = read_part(&dev->sets[i], folder, SETS[i].file, SETS[i].read,
                           err);
        dev->count++;
    }
    return st;
}
