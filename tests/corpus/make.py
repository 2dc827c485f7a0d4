"""Write the corpus: `python -m tests.corpus.make`. The same bytes each time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus import (
    badges,
    codes,
    containers,
    credentials,
    evidence,
    histories,
    lists,
    messages,
    parts,
    presentations,
    records,
    tokens,
    trusts,
)
from tests.corpus.case import BUNDLE, CREDENTIAL, FRESH, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.corpus.case import Case

HERE = Path(__file__).parent
FILES, INDEX = HERE / "files", HERE / "index.json"
FAMILIES = (
    *(credentials, containers, evidence, codes, lists, messages, trusts, histories),
    *(records, tokens, parts, badges, presentations),
)


def cases() -> list[Case]:
    """Return every altered file."""
    return [case for family in FAMILIES for case in family.cases()]


def good() -> Mapping[str, bytes]:
    """Return what nobody has altered: everything in the corpus was made from these."""
    return {
        "good/credential.json": CREDENTIAL,
        "good/bundle.json": written(BUNDLE),
        "good/bundle-without-lists.json": written({**BUNDLE, "status": []}),
        "good/certificate.pdf": containers.whole(),
        "good/code.txt": f"{codes.ADDRESS}{codes.GOOD}".encode(),
        "good/evidence-file.zip": histories.GOOD,
        "good/record.json": written(records.GOOD),
        "good/presentation.json": written(presentations.GOOD),
        "good/presentation-of-a-part.json": written(presentations.PART),
        "good/token.jwt": tokens.GOOD,
        "good/badge.ob.jwt": badges.GOOD,
        "good/parts.sd-jwt": parts.GOOD,
        "good/part.sd-jwt": parts.PART,
        "good/checkpoint.note": evidence.NOTE.encode(),
        "good/revocations.json": written(FRESH[0]),
        "good/suspensions.json": written(FRESH[1]),
        "good/revocations-replaced.json": written(messages.REVOKING),
        "good/messages-replaced.json": written(messages.GOOD),
        "good/trust.json": written(trusts.GOOD),
        "good/trust-without-lists.json": written(trusts.BARE),
        "good/trust-of-records.json": written(records.TRUST),
        "good/trust-of-badges.json": written(badges.TRUST),
    }


def files() -> dict[str, bytes]:
    """Return every file of the corpus, by where it lies under `files/`."""
    made = dict(good())
    for case in cases():
        if case.path in made:
            raise ValueError(f"two cases are called {case.path}")
        made[case.path] = case.data
    return made


def index() -> bytes:
    """Return what must come of each altered file, as `index.json` says it."""
    said = {
        case.path: {"check": case.check, "verdict": case.verdict, "why": case.why}
        for case in cases()
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> None:
    """Write everything anew."""
    shutil.rmtree(FILES, ignore_errors=True)
    for path, data in files().items():
        place = FILES / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    INDEX.write_bytes(index())


if __name__ == "__main__":
    main()
