#!/bin/sh
# Run a command beside a temporary PostgreSQL: DATABASE_URL is set for it, the cluster is removed afterwards.
# usage: tools/postgresql.sh COMMAND [ARGUMENT …]
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
[ -n "$bin" ] || { echo "missing system package: postgresql" >&2; exit 1; }
place=$(mktemp -d "${TMPDIR:-/tmp}/shuzheng-pg.XXXXXX")
run() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    # The server refuses to run as root: the postgres user owns the directory and runs it.
    chown postgres "$place"
    run() { su postgres -s /bin/sh -c '"$@"' -- sh "$@"; }
fi
stop() {
    run "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT TERM
run "$bin/initdb" -D "$place/data" -U shuzheng --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# Tests roll back what they insert, and a table vacuumed between two of them counts as empty ever after: the planner
# then reads it whole, again and again. Where the disk is kept out of it (tests), so is the vacuum.
run "$bin/pg_ctl" -D "$place/data" -w -l "$place/log" \
    -o "-p $port -k $place -c listen_addresses=127.0.0.1 -c fsync=${PGFSYNC:-off} -c autovacuum=${PGFSYNC:-off} -c max_connections=60" start >/dev/null
run "$bin/createdb" -h 127.0.0.1 -p "$port" -U shuzheng shuzheng
DATABASE_URL="postgresql://shuzheng@127.0.0.1:$port/shuzheng" "$@"
