#!/bin/sh
# Make sure that system packages are there: install them where we may, else say exactly which is missing.
# usage: tools/system.sh PACKAGE:FILE …   (FILE is a path or a command that the package brings)
set -eu
missing=
for pair in "$@"; do
    package=${pair%%:*} thing=${pair#*:}
    [ -e "$thing" ] || command -v "$thing" >/dev/null 2>&1 || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=
[ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && as_root=sudo; } || as_root=none
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "missing system packages:$missing" >&2
    echo "install them (Debian's names) and run this again" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq >/dev/null
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
    echo "could not install:$missing" >&2
    exit 1
}
