/* labels.h — the closed label sets, each one X-macro list.
 *
 * UPOS and relations: Universal Dependencies v2 (universaldependencies.org),
 * the relations that the English treebanks EWT and GUM use. XPOS: Penn
 * Treebank tags as EWT and GUM have them. Event types and statuses: PLOVER
 * manual draft 2.0 as docs/codebook.md words it.
 */
#ifndef DATELINE_LABELS_H
#define DATELINE_LABELS_H

#include "dateline/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* X(identifier, text) */
/* The parameter is not called X: one of the tags is. */
#define DTL_UPOS_LIST(L)                                                      \
    L(X, "X") L(ADJ, "ADJ") L(ADP, "ADP") L(ADV, "ADV") L(AUX, "AUX")         \
    L(CCONJ, "CCONJ") L(DET, "DET") L(INTJ, "INTJ") L(NOUN, "NOUN")           \
    L(NUM, "NUM") L(PART, "PART") L(PRON, "PRON") L(PROPN, "PROPN")           \
    L(PUNCT, "PUNCT") L(SCONJ, "SCONJ") L(SYM, "SYM") L(VERB, "VERB")

#define DTL_XPOS_LIST(X)                                                      \
    X(NONE, "_") X(NN, "NN") X(IN, "IN") X(DT, "DT") X(NNP, "NNP")            \
    X(JJ, "JJ") X(PRP, "PRP") X(PERIOD, ".") X(RB, "RB") X(COMMA, ",")        \
    X(NNS, "NNS") X(VB, "VB") X(CC, "CC") X(VBP, "VBP") X(VBD, "VBD")         \
    X(VBZ, "VBZ") X(VBN, "VBN") X(CD, "CD") X(VBG, "VBG") X(TO, "TO")         \
    X(PRPS, "PRP$") X(MD, "MD") X(UH, "UH") X(COLON, ":") X(WDT, "WDT")       \
    X(RRB, "-RRB-") X(LRB, "-LRB-") X(WRB, "WRB") X(OPENQUOTE, "``")          \
    X(CLOSEQUOTE, "''") X(WP, "WP") X(RP, "RP") X(HYPH, "HYPH")               \
    X(POS, "POS") X(NNPS, "NNPS") X(JJR, "JJR") X(JJS, "JJS") X(EX, "EX")     \
    X(RBR, "RBR") X(FW, "FW") X(SYM, "SYM") X(NFP, "NFP") X(ADD, "ADD")       \
    X(PDT, "PDT") X(GW, "GW") X(DOLLAR, "$") X(RBS, "RBS") X(LS, "LS")        \
    X(AFX, "AFX") X(WPS, "WP$")

#define DTL_REL_LIST(X)                                                       \
    X(DEP, "dep") X(ROOT, "root") X(PUNCT, "punct") X(CASE, "case")           \
    X(DET, "det") X(NSUBJ, "nsubj") X(ADVMOD, "advmod") X(AMOD, "amod")       \
    X(OBJ, "obj") X(OBL, "obl") X(CONJ, "conj") X(NMOD, "nmod") X(CC, "cc")   \
    X(MARK, "mark") X(COMPOUND, "compound") X(AUX, "aux") X(COP, "cop")       \
    X(ADVCL, "advcl") X(NMOD_POSS, "nmod:poss") X(XCOMP, "xcomp")             \
    X(ACL_RELCL, "acl:relcl") X(FLAT, "flat") X(CCOMP, "ccomp")               \
    X(ACL, "acl") X(PARATAXIS, "parataxis") X(NUMMOD, "nummod")               \
    X(AUX_PASS, "aux:pass") X(APPOS, "appos") X(NSUBJ_PASS, "nsubj:pass")     \
    X(DISCOURSE, "discourse") X(OBL_UNMARKED, "obl:unmarked")                 \
    X(NMOD_UNMARKED, "nmod:unmarked") X(COMPOUND_PRT, "compound:prt")         \
    X(EXPL, "expl") X(FIXED, "fixed") X(IOBJ, "iobj") X(LIST, "list")         \
    X(REPARANDUM, "reparandum") X(OBL_AGENT, "obl:agent")                     \
    X(CSUBJ, "csubj") X(NMOD_DESC, "nmod:desc")                               \
    X(NSUBJ_OUTER, "nsubj:outer") X(ADVCL_RELCL, "advcl:relcl")               \
    X(DET_PREDET, "det:predet") X(VOCATIVE, "vocative")                       \
    X(GOESWITH, "goeswith") X(CC_PRECONJ, "cc:preconj")                       \
    X(ORPHAN, "orphan") X(DISLOCATED, "dislocated")                           \
    X(CSUBJ_PASS, "csubj:pass") X(CSUBJ_OUTER, "csubj:outer")

#define DTL_NAME_LIST(X)                                                      \
    X(NONE, "O") X(PER, "PER") X(ORG, "ORG") X(LOC, "LOC") X(MISC, "MISC")

#define DTL_EVENT_LIST(X)                                                     \
    X(NONE, "NONE") X(AGREE, "AGREE") X(CONSULT, "CONSULT")                   \
    X(SUPPORT, "SUPPORT") X(CONCEDE, "CONCEDE") X(COOPERATE, "COOPERATE")     \
    X(AID, "AID") X(RETREAT, "RETREAT") X(REQUEST, "REQUEST")                 \
    X(ACCUSE, "ACCUSE") X(REJECT, "REJECT") X(THREATEN, "THREATEN")           \
    X(PROTEST, "PROTEST") X(SANCTION, "SANCTION") X(MOBILIZE, "MOBILIZE")     \
    X(COERCE, "COERCE") X(ASSAULT, "ASSAULT")

#define DTL_EVENT_STATUS_LIST(X)                                              \
    X(ACTUAL, "actual") X(ONGOING, "ongoing") X(PLANNED, "planned")           \
    X(HYPOTHETICAL, "hypothetical") X(NEGATED, "negated")                     \
    X(HISTORICAL, "historical")

#define DTL_PRECISION_LIST(X)                                                 \
    X(UNKNOWN, "unknown") X(DAY, "day") X(WEEK, "week") X(MONTH, "month")     \
    X(QUARTER, "quarter") X(YEAR, "year") X(RANGE, "range")

#define DTL_TIMEX_LIST(X)                                                     \
    X(DATE, "DATE") X(TIME, "TIME") X(DURATION, "DURATION") X(SET, "SET")

#define DTL_LABEL_UPOS(id, text) DTL_UPOS_##id,
#define DTL_LABEL_XPOS(id, text) DTL_XPOS_##id,
#define DTL_LABEL_REL(id, text) DTL_REL_##id,
#define DTL_LABEL_NAME(id, text) DTL_NAME_##id,
#define DTL_LABEL_EVENT(id, text) DTL_EVENT_##id,
#define DTL_LABEL_EVENT_STATUS(id, text) DTL_EVENT_STATUS_##id,
#define DTL_LABEL_PRECISION(id, text) DTL_PRECISION_##id,
#define DTL_LABEL_TIMEX(id, text) DTL_TIMEX_##id,

typedef enum dtl_upos { DTL_UPOS_LIST(DTL_LABEL_UPOS) DTL_UPOS_COUNT } dtl_upos;
typedef enum dtl_xpos { DTL_XPOS_LIST(DTL_LABEL_XPOS) DTL_XPOS_COUNT } dtl_xpos;
typedef enum dtl_rel { DTL_REL_LIST(DTL_LABEL_REL) DTL_REL_COUNT } dtl_rel;
typedef enum dtl_name_type {
    DTL_NAME_LIST(DTL_LABEL_NAME) DTL_NAME_COUNT
} dtl_name_type;
typedef enum dtl_event_type {
    DTL_EVENT_LIST(DTL_LABEL_EVENT) DTL_EVENT_COUNT
} dtl_event_type;
typedef enum dtl_event_status {
    DTL_EVENT_STATUS_LIST(DTL_LABEL_EVENT_STATUS) DTL_EVENT_STATUS_COUNT
} dtl_event_status;
typedef enum dtl_precision {
    DTL_PRECISION_LIST(DTL_LABEL_PRECISION) DTL_PRECISION_COUNT
} dtl_precision;
typedef enum dtl_timex_type {
    DTL_TIMEX_LIST(DTL_LABEL_TIMEX) DTL_TIMEX_COUNT
} dtl_timex_type;

/** A closed label set by kind, for dtl_label_text and dtl_label_find. */
typedef enum dtl_label_set {
    DTL_LABELS_UPOS,
    DTL_LABELS_XPOS,
    DTL_LABELS_REL,
    DTL_LABELS_NAME,
    DTL_LABELS_EVENT,
    DTL_LABELS_EVENT_STATUS,
    DTL_LABELS_PRECISION,
    DTL_LABELS_TIMEX
} dtl_label_set;

/** Static text of label `id`; "?" where `id` is outside the set. Since 0.1. */
DTL_API const char *dtl_label_text(dtl_label_set set, unsigned id);

/** Id of the label written `text`, or -1. Since 0.1. */
DTL_API int dtl_label_find(dtl_label_set set, dtl_str text);

#ifdef __cplusplus
}
#endif

#endif
