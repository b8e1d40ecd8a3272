/* dateline.h — the whole public interface of libdateline.
 *
 *   dtl_engine_open → dtl_session_new → dtl_session_run → read the dtl_doc
 *   or dtl_reader_open → dtl_batch_run for many documents at once
 *   or dtl_call_open → dtl_call_run from other languages
 */
#ifndef DATELINE_DATELINE_H
#define DATELINE_DATELINE_H

#include "dateline/ask.h"
#include "dateline/call.h"
#include "dateline/doc.h"
#include "dateline/engine.h"
#include "dateline/exchange.h"
#include "dateline/labels.h"
#include "dateline/link.h"
#include "dateline/read.h"
#include "dateline/status.h"
#include "dateline/store.h"
#include "dateline/version.h"

#endif
