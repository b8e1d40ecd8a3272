/* teach.h — trained nets label raw sentences for a student to learn from. */
#ifndef DATELINE_TRAIN_TEACH_H
#define DATELINE_TRAIN_TEACH_H

#include "encoder.h"
#include "vocab.h"

enum { TEACHERS_MAX = 4 };

/* Nets of one vocabulary; they may differ in width, and in whether they read
 * words in context. */
typedef struct teachers {
    net nets[TEACHERS_MAX];
    uint32_t count;
    encoder *encoder; /* or NULL */
} teachers;

/* Gives every word of sentences [from, end) tags, lemma script, head and
 * relation by the sum of all teachers' scores, what else they think likely
 * (Hinton and others 2015), and a name tag where they are sure of it. Two
 * threads; the same labels with any number. */
dtl_status teach(const teachers *t, const vocab *v, corpus *c, uint32_t from,
                 dtl_error *err) DTL_MUST_USE;

#endif
