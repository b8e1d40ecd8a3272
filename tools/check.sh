#!/bin/sh
# check.sh — what `make check` runs: tools/check.sh JOBS
#
# gcc with sanitizers builds everything and runs every test and gate; then
# clang must build the same without a warning and pass the unit tests.
set -eu
cd "$(dirname "$0")/.."
jobs=${1:-2}

cmake --preset asan --log-level=WARNING
cmake --build build-asan -j "$jobs"
cmake --preset clang --log-level=WARNING
cmake --build build-clang -j "$jobs"
ctest --test-dir build-clang -j "$jobs" -L '^(unit|gate)$' \
    --output-on-failure
ctest --test-dir build-asan -j "$jobs" --output-on-failure
