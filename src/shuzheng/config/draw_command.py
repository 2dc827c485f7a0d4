"""`shuzheng draw verify FILE …` and `shuzheng draw commit DRAW`, without any server.

`verify` computes published draws again. It needs the files it is given and nothing else: no Django,
database, settings or network. The document and its checks are specified in `docs/draws.md`.

`commit` makes a secret for the witness of a draw and prints it with its commitment, for a witness
who does not want the platform to keep the secret.

Exit status: 0 every check holds; 1 one fails; 2 the command or a file could not be used; 3 none
fails, and something could not be judged from what the file carries. Of several files the gravest
result counts.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from typing import TYPE_CHECKING
from uuid import UUID

from shuzheng.assessment.core import seating
from shuzheng.config import judging
from shuzheng.governance.core import drawing as panels
from shuzheng.quality.core import drawing as inspections
from shuzheng.transparency.core import draws
from shuzheng.transparency.core.draws import document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.credentials.core import jsontext
    from shuzheng.transparency.core.draws.document import Outcome
    from shuzheng.transparency.core.judged import Check
    from shuzheng.transparency.core.note import VerifierKey

OUTCOMES: Mapping[str, Outcome] = {
    seating.KIND: seating.places_of,
    inspections.KIND: inspections.outcome_of,
    panels.KIND: panels.outcome_of,
}


def main(argv: Sequence[str]) -> int:
    """Make a secret, or judge the documents named in `argv`; return the exit status."""
    parser = argparse.ArgumentParser(prog="shuzheng draw", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    judging.accept_files(deeds.add_parser("verify", help="compute published draws again"))
    commit = deeds.add_parser("commit", help="make a secret for the witness of a draw")
    commit.add_argument("draw", type=UUID, metavar="DRAW", help="the identifier of the draw")
    options = parser.parse_args(argv)
    if options.deed == "commit":
        return _commit(options.draw)
    return judging.verify("draw", options, _judge)


def _commit(draw: UUID) -> int:
    """Print a fresh secret, to be kept, and the commitment to it, to be handed in."""
    secret = secrets.token_bytes(draws.SECRET_SIZE)
    made = draws.commitment(draw.bytes, draws.Party.WITNESS, secret)
    sys.stdout.write(f"secret (keep it)      {secret.hex()}\ncommitment (hand in)  {made.hex()}\n")
    return judging.HOLD


def _judge(found: jsontext.Object, key: VerifierKey | None) -> tuple[Check, ...]:
    return document.judge(found, OUTCOMES, key)
