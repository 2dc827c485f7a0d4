"""`shuzheng review verify FILE …`: compute a published catalogue review again, without any server.

It needs the files it is given and nothing else: no Django, database, settings or network. The
document and its checks are specified in `docs/catalogue-review.md`.

Exit status: 0 every check holds; 1 one fails; 2 the command or a file could not be used; 3 none
fails, and something could not be judged from what the file carries. Of several files the gravest
result counts.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from shuzheng.adjustment.rules import document
from shuzheng.config import judging

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Judge the documents named in `argv`; return the exit status."""
    parser = argparse.ArgumentParser(prog="shuzheng review", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    judging.accept_files(deeds.add_parser("verify", help="compute published reviews again"))
    return judging.verify("review", parser.parse_args(argv), document.judge)
