#!/bin/sh
# Make the locked environment: uv by pip into .tools/, packages by hash into .venv/, the project itself.
# usage: tools/setup.sh runtime|dev
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-runtime}
[ -x .tools/bin/uv ] || {
    python3.11 -m venv .tools 2>/dev/null || python3 -m venv .tools
    .tools/bin/pip install --quiet --disable-pip-version-check uv==0.13.9
}
export UV_PYTHON_DOWNLOADS=never
stamp=.venv/.installed
fresh=$(cat requirements/runtime.txt requirements/dev.txt pyproject.toml | cksum)
have=$(cat "$stamp" 2>/dev/null || true)
# A development environment holds all of the runtime's, so it serves both.
[ "$have" = "dev $fresh" ] || [ "$have" = "$wanted $fresh" ] || {
    [ -x .venv/bin/python ] || .tools/bin/uv venv --quiet --python 3.11 .venv
    .tools/bin/uv pip sync --quiet --require-hashes "requirements/$wanted.txt"
    .tools/bin/uv pip install --quiet --no-build-isolation --no-deps --editable .
    printf '%s' "$wanted $fresh" > "$stamp"
}
