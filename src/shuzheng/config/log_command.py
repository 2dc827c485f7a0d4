"""`shuzheng log export DIR`: the evidence log as files that any web server can hand out.

The folder can be exported to again and again; it goes on where it stopped. The last line printed is
the verifier key, by which checkpoints are judged: publish it somewhere else than beside the log.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from shuzheng.config import preparing
from shuzheng.kernel.refusals import Refusal


def main(argv: list[str]) -> int:
    """Export the log; returns 0, or 1 with a sentence on stderr where it is refused."""
    parser = argparse.ArgumentParser(prog="shuzheng log", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    export = deeds.add_parser("export", help="write the log, or what is new of it, into a folder")
    export.add_argument("folder", type=Path, metavar="DIR")
    folder: Path = parser.parse_args(argv).folder
    preparing.start_django()
    # Imported only now: it stands on the models, which need the rooms to be loaded.
    exporting = importlib.import_module("shuzheng.transparency.services.export")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        key: str = exporting.export(folder)
    except Refusal as refusal:
        sys.stderr.write(f"shuzheng log: {refusal}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"shuzheng log: {folder} cannot be written: {error.strerror}\n")
        return 1
    sys.stdout.write(f"the evidence log is in {folder}; its verifier key is\n{key}\n")
    return 0
