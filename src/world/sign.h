/* sign.h — the articles of a store as linking sees them: table signatures.
 *
 * A row holds the terms of one version of an article (link/terms.h), so that
 * no article is analysed twice; it is empty where the version cannot be
 * analysed. It is made anew when the article has a new version or was coded
 * again.
 */
#ifndef DATELINE_WORLD_SIGN_H
#define DATELINE_WORLD_SIGN_H

#include "dateline/link.h"
#include "store/store.h"

/* Analyses what has no signature yet, and keeps it in transactions of
 * DTL_STORE_BATCH_DOCS articles.
 *
 * out  Its `analysed` and `rejected` are written always: what is kept.
 *
 * DTL_CANCELLED (E734) where the job was stopped: what is kept stays. */
dtl_status dtli_sign(dtl_store *store, const dtl_store_job *job,
                     dtl_link_result *out, dtl_error *err) DTL_MUST_USE;

#endif
