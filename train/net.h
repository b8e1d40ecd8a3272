/* net.h — the network of the analyser as the trainer sees it.
 *
 * Words and sub-word features are embedded and summed; a stack of
 * bidirectional simple recurrent units (Lei and others 2018) reads the
 * sentence; one projection feeds a biaffine arc scorer (Dozat and Manning
 * 2017) and a relation scorer, one linear layer all tags. Matrices are
 * float32, row-major, one row an output unit, as in the model file.
 */
#ifndef DATELINE_TRAIN_NET_H
#define DATELINE_TRAIN_NET_H

#include "analyse/feature.h"
#include "corpus.h"
#include "rng.h"

enum { NET_LAYERS_MAX = 8, NET_DISTANCES = 24, NET_SHARDS = 2 };

typedef struct net_config {
    uint32_t words, subs;         /* rows of the embedding tables */
    uint32_t word_dim, sub_dim;   /* their sum is the width */
    uint32_t layers, arc, lab;    /* lab: hidden units of relations */
    uint32_t scripts;             /* lemma scripts */
    uint32_t own, given;          /* trained word rows; numbers of a given
                                   * vector, 0: none */
    uint32_t context;             /* numbers of a word in context, 0: none */
} net_config;

/* Where a dense tensor lies in the flat parameter array. */
typedef struct tensor {
    size_t at;
    uint32_t rows, cols;
} tensor;

typedef struct net_shape {
    net_config config;
    uint32_t width, half, tags, project;
    tensor given;                  /* [word_dim x given] onto word rows */
    tensor context;                /* [width x context] onto the input */
    tensor gate[NET_LAYERS_MAX];   /* [3 width x width] u f r per direction */
    tensor recur[NET_LAYERS_MAX];  /* [4 x width]: vf, vr, bf, br */
    tensor proj, proj_bias;        /* arc dep, arc head, lab dep, lab head */
    tensor arc, arc_bias, arc_root, distance;
    tensor lab, lab_bias, lab_root;
    tensor tag, tag_bias;          /* UPOS, XPOS, names, scripts */
    size_t dense;                  /* floats in all */
} net_shape;

void net_shape_init(net_shape *shape, const net_config *config);

/* Tag columns start here. */
uint32_t net_tag_xpos(void);
uint32_t net_tag_name(void);
uint32_t net_tag_script(void);

typedef struct net {
    net_shape shape;
    float *dense;
    float *word; /* [own x word_dim] */
    const float *given; /* [words x given], not owned */
    float *sub;  /* [subs x sub_dim] */
} net;

dtl_status net_init(net *n, const net_config *config, uint64_t seed,
                    dtl_error *err) DTL_MUST_USE;
/* The word row as inference has it, with its given vector. */
void net_word_row(const net *n, uint32_t row, float *out);
void net_clear(net *n);

/* A word of a batch: its input rows and its labels. */
typedef struct item {
    const word *gold;
    uint32_t word_row, given_row;
    uint32_t subs[DTLI_SUB_MAX];
    uint32_t sub_count;
    bool mask_lemma;
} item;

typedef struct span {
    uint32_t first, count;
} span;

enum { LOSS_ARC, LOSS_LAB, LOSS_UPOS, LOSS_XPOS, LOSS_NAME, LOSS_SCRIPT,
       LOSS_COUNT };

typedef struct dropout {
    float input, hidden, head; /* probability of a zero */
    float word; /* a word seen n times is hidden with word / (word + n) */
} dropout;

/* Part of a batch with all its buffers: worked on by one thread. */
typedef struct shard {
    const net *net;
    item *items;           /* [token_capacity] */
    uint32_t token_count, token_capacity;
    span *sents;           /* [token_capacity] */
    uint32_t sent_count;
    dropout drop;
    rng random;
    float scale;           /* of every loss: 1 / tokens of the batch */
    double loss[LOSS_COUNT];
    float *grad;           /* [dense] */
    float *g;              /* [T x given] given vectors of the words */
    float *h;              /* [T x context] the words in context */
    float *x[NET_LAYERS_MAX + 1];  /* [T x width] layer inputs, last: output */
    float *xd[NET_LAYERS_MAX + 1]; /* the same after dropout */
    float *mask[NET_LAYERS_MAX + 1]; /* [T x width] by token */
    float *u[NET_LAYERS_MAX];      /* [T x 3 width] */
    float *c[NET_LAYERS_MAX], *f[NET_LAYERS_MAX], *r[NET_LAYERS_MAX];
    float *p, *pmask, *dp; /* [T x project] */
    float *q, *dq;         /* [T x arc] */
    float *z, *dz;         /* [T x lab] */
    float *rel, *tag;      /* logits [T x DTL_REL_COUNT], [T x tags] */
    float *scores;         /* [400 x 401] */
    float *dx, *dxd, *du;  /* gradients; dx ends as that of the input */
    float *pack;           /* for gemm */
    void *memory;
} shard;

dtl_status shard_init(shard *s, const net *n, uint32_t tokens,
                      dtl_error *err) DTL_MUST_USE;
void shard_clear(shard *s);

void shard_forward(shard *s);          /* dropout where s->drop says so */
void shard_backward(shard *s);         /* losses, s->grad and s->dx */

/* Arc scores of one sentence after shard_forward: [n x (n + 1)]. */
void shard_arc_scores(shard *s, span sent, float *scores);
/* Adds them to `fixed` as integers for dtli_tree; s->scores holds them too. */
void shard_add_fixed_arcs(shard *s, span sent, int64_t *fixed);
/* Relation scores given head columns (0: root) of the sentence's words. */
void shard_relations(shard *s, span sent, const uint32_t *heads, float *out);

/* Pieces that net.c and heads.c share. */
void heads_forward(shard *s);
void heads_backward(shard *s);
uint32_t net_distance(uint32_t dependent, uint32_t head);

#endif
