/* links.c — a linker by the weights of an engine's lexicon. */
#include "engine/engine_internal.h"
#include "link/linker.h"

dtl_status dtl_linker_new(const dtl_engine *engine, dtl_linker **out,
                          dtl_error *err)
{
    dtl_table table;
    dtl_status status =
        dtli_lexicon_table(engine->lexicon, "rules/link", &table, err);
    if (status != DTL_OK)
        return status;
    return dtli_linker_new(&table, out, err);
}
