/* fault.h — an operation must survive the failure of each allocation.
 *
 * fault_run calls `work` with its 1st, 2nd, 3rd ... allocation failing, until
 * a call gets through without meeting the failure. A call that met it must
 * return DTL_NOMEM (or DTL_OK, where it can do without); the sanitizers see
 * to leaks and bad accesses.
 */
#ifndef DATELINE_TESTS_FAULT_H
#define DATELINE_TESTS_FAULT_H

#include "unit/cmocka_all.h"

#include "base/arena.h"
#include "base/error.h"

enum { FAULT_MOST = 200000 };

/* Whether the injected failure of the last call is still to come. */
static inline int fault_is_left(uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        void *p = dtli_malloc(1);
        if (!p)
            return 1;
        free(p);
    }
    return 0;
}

/* `finely`: 0 tries every allocation. Work with thousands of them gives a
 * number: every step is longer by the `finely`-th part of the way so far.
 * Returns the number of failures met. */
static inline int fault_run(dtl_status (*work)(void *payload, dtl_error *err),
                            void *payload, int finely)
{
    int met = 0;
    for (int n = 1; n < FAULT_MOST; n += 1 + (finely ? n / finely : 0)) {
        dtl_error err = { 0 };
        dtli_alloc_fail_after((uint64_t)n);
        dtl_status status = work(payload, &err);
        int left = fault_is_left((uint64_t)n);
        dtli_alloc_fail_after(0);
        if (left) {
            assert_int_equal(status, DTL_OK);
            return met;
        }
        if (status != DTL_OK && status != DTL_NOMEM)
            print_message("allocation %d: %s\n", n, err.message);
        if (status != DTL_OK)
            assert_int_equal(status, DTL_NOMEM);
        met++;
    }
    fail_msg("still failing after %d allocations", FAULT_MOST);
    return met;
}

#endif
