#!/bin/sh
# Install the verifiers of others that judge our certificates, as locked, into tests/interop/node_modules.
set -eu
cd "$(dirname "$0")/../tests/interop"
stamp=node_modules/.installed
fresh=$(cat package.json package-lock.json .npmrc | cksum)
[ "$(cat "$stamp" 2>/dev/null || true)" = "$fresh" ] || {
    npm ci --silent
    printf '%s' "$fresh" > "$stamp"
}
