"""`shuzheng evidence NUMBER --output FILE --reason TEXT`: take out a certificate's evidence file.

The act is that of the page and of the interface. Who acts is said by a token for evidence files,
which that person made on the page “Tokens for programs”: access to the machine alone gives nobody a
file, and the fact names whoever made the token. The token is read from standard input, or asked for
at a terminal; as an argument, every process of the machine could see it.

Exit status: 0 the file is written; 1 the act is refused; 2 the command or the file cannot be used.
"""

from __future__ import annotations

import argparse
import getpass
import importlib
import os
import sys
from pathlib import Path

from shuzheng.config import preparing
from shuzheng.kernel.refusals import Refusal

DONE, REFUSED, UNUSABLE = 0, 1, 2
OWNER_ONLY = 0o600


def main(argv: list[str]) -> int:
    """Write the evidence file; returns the exit status."""
    parser = argparse.ArgumentParser(prog="shuzheng evidence", description=__doc__)
    parser.add_argument("number", metavar="NUMBER", help="the number of the certificate")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="a new file")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; it is kept")
    options = parser.parse_args(argv)
    preparing.start_django()
    try:
        place = os.open(options.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as error:
        sys.stderr.write(f"shuzheng evidence: {options.output}: {error.strerror}\n")
        return UNUSABLE
    with os.fdopen(place, "wb") as file:
        try:
            file.write(_taken(options.number, options.reason))
        except Refusal as refusal:
            options.output.unlink()
            sys.stderr.write(f"shuzheng evidence: {refusal}\n")
            return REFUSED
        except BaseException:
            options.output.unlink()
            raise
    sys.stdout.write(f"{options.output}\n")
    return DONE


def _taken(number: str, reason: str) -> bytes:
    """Take the file out in the name of whoever made the token; returns its bytes."""
    # Imported only now: they stand on the models, which need the rooms to be loaded.
    tokens = importlib.import_module("shuzheng.reliance.services.tokens")
    evidence_files = importlib.import_module("shuzheng.credentials.services.evidence_files")
    now = importlib.import_module("shuzheng.foundation.clock").now()
    bearer = tokens.evidence_bearer(_secret(), now)
    body: bytes = evidence_files.export(number, reason, actor=bearer.actor, now=now).body
    return body


def _secret() -> str:
    """Return the token as typed at a terminal, unseen, or as piped in."""
    if sys.stdin.isatty():
        return getpass.getpass("token: ").strip()
    return sys.stdin.readline().strip()
