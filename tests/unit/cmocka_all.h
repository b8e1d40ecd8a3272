/* cmocka_all.h — cmocka with what it wants included before it. */
#ifndef DATELINE_TESTS_CMOCKA_ALL_H
#define DATELINE_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
