# A thin front to CMake: see CONTRIBUTING.md for what lies behind it.
#
#   make build     what users run: build/dateline (release)
#   make demo      code a shipped sample and print the events
#   make check     every test and gate, under sanitizers, with gcc and clang
#   make train     the model from its data: make train DATA=../shared/data
#   make bench     words per second of each stage
#   make install   PREFIX=/usr/local, DESTDIR for packagers

JOBS    ?= $(shell nproc)
PREFIX  ?= /usr/local
DATA    ?=
SAMPLE  ?= samples/crisis.txt

.PHONY: build demo check train bench install clean setup
.DEFAULT_GOAL := build

setup:
	@sh tools/setup.sh build

build: setup
	@cmake --preset release --log-level=WARNING \
	    -DCMAKE_INSTALL_PREFIX=$(PREFIX) >/dev/null
	@echo "make: building build/dateline"
	@cmake --build build -j $(JOBS) --target product -- --quiet

demo: build
	build/dateline code --format table $(SAMPLE)

check:
	@sh tools/setup.sh check
	@sh tools/check.sh $(JOBS)

train: build
	@test -n "$(DATA)" || { echo "usage: make train DATA=FOLDER"; exit 2; }
	@cmake --build build -j $(JOBS) --target dateline-train -- --quiet
	@sh train/train.sh "$(DATA)"

bench: build
	@sh bench/run.sh build/dateline

install: build
	@cmake --install build

clean:
	rm -rf build build-asan build-clang build-dev build-fuzz build-tsan
