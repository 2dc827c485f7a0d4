"""`shuzheng keys make|rotate`: the installation's key file, without starting Django."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from shuzheng.config import environment
from shuzheng.foundation import keyring

ROOT = Path(__file__).parents[3]


def main(argv: list[str]) -> int:
    """Make the key file if it is missing, or add a sealing key and make it current."""
    path = environment.read(os.environ, ROOT).key_file
    if argv == ["make"]:
        if not path.exists():
            keyring.make(path)
            sys.stdout.write(f"keys made: {path}\n")
        return 0
    if argv == ["rotate"]:
        sys.stdout.write(f"current sealing key: {keyring.rotate(path)}\n")
        return 0
    sys.stderr.write("usage: shuzheng keys make|rotate\n")
    return 2
