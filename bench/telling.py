"""What a measured process says: one line of JSON on its standard output, at the end."""

from __future__ import annotations

import json
import sys

MARK = "measured: "


def tell(**found: object) -> None:
    """Say what was found; the last such line counts."""
    sys.stdout.write(f"{MARK}{json.dumps(found, ensure_ascii=False)}\n")
    sys.stdout.flush()


def heard(output: str) -> dict[str, object]:
    """Return what a process said, or nothing."""
    for line in reversed(output.split("\n")):
        if line.startswith(MARK):
            said: dict[str, object] = json.loads(line.removeprefix(MARK))
            return said
    return {}
