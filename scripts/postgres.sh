#!/bin/sh
# Runs a command with a throwaway PostgreSQL server, which is stopped and deleted when the command ends:
#
#   scripts/postgres.sh pytest tests/ledger
#
# The command finds the server's URL in OATHBOOK_TEST_POSTGRES; its exit status is that of this script. Works as root
# (the server then runs as the user postgres) and as an ordinary user. Where that variable is set already, the command
# just runs.
#
# Without PostgreSQL on the machine the command runs without a server, and the tests on PostgreSQL are skipped. With
# OATHBOOK_NEED_POSTGRES=1 they are not: as root on Debian the package postgresql is installed first, and where there is
# no server in the end, nothing is run and the exit status is 3.
set -u

say() { echo "postgres.sh: $*" >&2; }

find_bin() {
    on_path=$(command -v pg_ctl 2>/dev/null) && on_path=$(dirname "$(readlink -f "$on_path")")
    for candidate in "${on_path:-/none}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) /usr/local/pgsql/bin; do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then echo "$candidate"; return; fi
    done
}

install() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then say "cannot install PostgreSQL: not root on Debian"; return; fi
    say "installing Debian's postgresql"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get install -y -qq postgresql || { apt-get update -qq && apt-get install -y -qq postgresql; }; } >&2
}

as_server() {  # PostgreSQL refuses to run as root
    if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"); else "$@"; fi
}

start() {  # prints the port
    as_server "$bin/initdb" -D "$folder/data" -U oathbook -A trust -E UTF8 --locale=C --no-sync >>"$folder/log" 2>&1 || return 1
    for _ in 1 2 3 4 5; do
        port=$(($(od -An -N2 -tu2 /dev/urandom) % 20000 + 30000))
        as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 60 -o "-p $port -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories='' -c fsync=off -c full_page_writes=off" start >>"$folder/log" 2>&1 && echo "$port" && return
    done
    return 1
}

stop() {
    trap - EXIT INT TERM HUP
    as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$folder"
}

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }
need=${OATHBOOK_NEED_POSTGRES:-0}
[ -z "${OATHBOOK_TEST_POSTGRES:-}" ] || exec "$@"

bin=$(find_bin)
if [ -z "$bin" ] && [ "$need" = 1 ]; then
    install
    bin=$(find_bin)
fi
port=
if [ -n "$bin" ]; then
    if [ "$(id -u)" = 0 ]; then base=/tmp; else base=${TMPDIR:-/tmp}; fi
    folder=$(mktemp -d "$base/oathbook-postgres.XXXXXX") || exit 3
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    trap stop EXIT
    trap 'stop; exit 130' INT
    trap 'stop; exit 143' TERM HUP
    port=$(start) || { say "the server did not start:"; tail -n 5 "$folder/log" >&2; port=; }
else
    say "no PostgreSQL on this machine (Debian: apt-get install postgresql)"
fi
if [ -z "$port" ]; then
    [ "$need" != 1 ] || exit 3
    say "running without a server: tests on PostgreSQL are skipped"
else
    export OATHBOOK_TEST_POSTGRES="postgresql://oathbook@127.0.0.1:$port/postgres"
fi
"$@"
