"""`shuzheng bench`: measure the platform beside its peers, from a checkout of the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[3]


def main(argv: Sequence[str]) -> int:
    """Run the measurements; 0 when every goal was reached. They come with the source only."""
    if not (ROOT / "bench" / "run.py").is_file():
        sys.stderr.write("shuzheng bench: the measurements come with the source, not installed\n")
        return 2
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "bench.run", *argv], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
