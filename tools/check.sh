#!/bin/sh
# check.sh — what `make check` runs: tools/check.sh JOBS
#
# clang must build everything without a warning and pass the unit tests and
# gates; threads run under their sanitizer; gcc builds everything with the
# address and undefined-behaviour sanitizers and runs every test and gate.
set -eu
cd "$(dirname "$0")/.."
jobs=${1:-2}

build() {
    echo "check: building with preset $1"
    cmake --preset "$1" --log-level=WARNING >/dev/null
    shift
    cmake --build "$@" -j "$jobs" -- --quiet
}

build clang build-clang
ctest --test-dir build-clang -j "$jobs" -L '^(unit|gate)$' \
    --output-on-failure
build tsan build-tsan --target dateline share
sh tests/threads.sh build-tsan
build asan build-asan
ctest --test-dir build-asan -j "$jobs" --output-on-failure
