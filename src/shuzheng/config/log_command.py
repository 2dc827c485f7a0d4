"""`shuzheng log export DIR` and `shuzheng log check`.

`export` writes the evidence log as files that any web server can hand out. The folder can be
exported to again and again; it goes on where it stopped. The last line printed is the verifier key,
by which checkpoints are judged: publish it somewhere else than beside the log.

`check` computes the chain of facts and the evidence log again, entry by entry, and holds draws,
papers, marks, results and certificates against what the log was told of them.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from shuzheng.config import preparing
from shuzheng.kernel.refusals import Refusal


def main(argv: list[str]) -> int:
    """Export or check the log; returns 0, or 1 with sentences on stderr where it is refused."""
    parser = argparse.ArgumentParser(prog="shuzheng log", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    exports = deeds.add_parser("export", help="write the log, or what is new of it, into a folder")
    exports.add_argument("folder", type=Path, metavar="DIR")
    deeds.add_parser("check", help="compute the chain of facts and the log again")
    given = parser.parse_args(argv)
    preparing.start_django()
    return check() if given.deed == "check" else export(given.folder)


def export(folder: Path) -> int:
    """Write the log into `folder`, or what is new of it; say the verifier key."""
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


def check() -> int:
    """Say every fault of the facts and of the log; returns 1 if there is one."""
    # Imported only now: they stand on the models, which need the rooms to be loaded.
    facts = importlib.import_module("shuzheng.foundation.facts")
    checking = importlib.import_module("shuzheng.transparency.queries.checking")
    marks = importlib.import_module("shuzheng.assessment.queries.evidence")
    certificates = importlib.import_module("shuzheng.credentials.queries.logged")
    reviews = importlib.import_module("shuzheng.adjustment.queries.documents")
    evaluations = importlib.import_module("shuzheng.evaluation.queries.documents")
    faults: list[str] = [
        *facts.check_chain(),
        *checking.check_log(),
        *marks.faults(),
        *certificates.faults(),
        *reviews.faults(),
        *evaluations.faults(),
    ]
    if faults:
        sys.stderr.writelines(f"shuzheng log: {fault}\n" for fault in faults)
        return 1
    sys.stdout.write("the record of acts and the evidence log are whole\n")
    return 0
