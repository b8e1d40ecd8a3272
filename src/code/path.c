/* path.c — up to a common head and down again (path.h). */
#include "code/path.h"

#include <string.h>

enum { STEPS_MAX = 5 };

static const dtl_token *at(const dtli_coding *c, int32_t token)
{
    return &c->doc->tokens[token];
}

static void append(char *path, const dtli_coding *c, int32_t token, char way)
{
    const char *rel = dtl_label_text(DTL_LABELS_REL, at(c, token)->rel);
    size_t used = strlen(path), len = strlen(rel);
    if (used + len + 2 > DTL_PATH_SIZE)
        return;
    memcpy(path + used, rel, len);
    path[used + len] = way;
    path[used + len + 1] = '\0';
}

/* Steps up from `token` to `above`, or -1 beyond STEPS_MAX. */
static int steps_up(const dtli_coding *c, int32_t token, int32_t above)
{
    for (int steps = 0; token >= 0 && steps <= STEPS_MAX; steps++) {
        if (token == above)
            return steps;
        token = at(c, token)->head;
    }
    return -1;
}

/* Downward relations are written in the order of the way. */
static void append_down(char *path, const dtli_coding *c, int32_t from,
                        int steps)
{
    int32_t way[STEPS_MAX];
    for (int k = 0; k < steps; k++) {
        way[k] = from;
        from = at(c, from)->head;
    }
    for (int k = steps; k-- > 0;)
        append(path, c, way[k], '!');
}

int dtli_path_find(const dtli_coding *c, int32_t from, int32_t to,
                   char path[DTL_PATH_SIZE])
{
    path[0] = '\0';
    for (int steps = 0; from >= 0 && steps <= STEPS_MAX; steps++) {
        int down = steps_up(c, to, from);
        if (down >= 0 && steps + down <= STEPS_MAX) {
            append_down(path, c, to, down);
            return steps + down;
        }
        append(path, c, from, '^');
        from = at(c, from)->head;
    }
    path[0] = '\0';
    return DTL_FAR;
}

dtl_str dtli_case_word(const dtli_coding *c, int32_t token)
{
    for (int32_t d = c->tree.first[token]; d >= 0; d = c->tree.next[d])
        if (at(c, d)->rel == DTL_REL_CASE)
            return at(c, d)->lemma;
    return DTL_STR("-");
}
