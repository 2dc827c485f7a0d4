"""The frozen text of a year's evaluation: a head for all parties, and a row for each.

Rule: R-218. The log is told the digest of the head, and the head holds the digest of each row; so a
party can prove its own row without another party's figures, and a salt in each row keeps anybody
from guessing them. The head carries the terms, so that a later rulebook does not change a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.scoring import Terms
from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel import canonical
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping

LOGGED: Final = "evaluation.frozen"
_HEAD: Final = b"shuzheng/evaluation/head/v1\0"
_ROW: Final = b"shuzheng/evaluation/row/v1\0"
NUMBERS: Final = (
    "smallest_group",
    "complaint_scale",
    "grade_a",
    "grade_b",
    "grade_c",
    "share",
)


class NotFrozenText(Refusal):
    """Something that cannot be read as frozen figures."""

    code = "evaluation-text-malformed"
    template = "This is no well-formed text of frozen figures ({part})."


@dataclass(frozen=True, slots=True)
class Row:
    """One party's frozen inputs; `vetoes` are the numbers of the decisions that fail its year."""

    code: str
    name: str
    inputs: Mapping[Input, Told]
    vetoes: tuple[str, ...]
    salt: str


@dataclass(frozen=True, slots=True)
class Head:
    """What holds for all parties: kind, year, days, terms, and each row's digest by code."""

    kind: Kind
    year: int
    on: date
    since: date
    until: date
    terms: Terms
    rows: tuple[tuple[str, str], ...]


@applies("R-218")
def row_digest(plain: Mapping[str, Any]) -> str:
    """Return the digest of one row: SHA-256 of the domain and its canonical JSON, in hex."""
    return sha256(_ROW + canonical.dumps(plain)).hexdigest()


@applies("R-218")
def head_digest(plain: Mapping[str, Any]) -> str:
    """Return the digest of the head, which the log is told in clear."""
    return sha256(_HEAD + canonical.dumps(plain)).hexdigest()


def words(kind: str, year: int, digest: str) -> str:
    """Return what the log's entry says, in clear."""
    return f"{kind} {year} {digest}"


def plain_row(row: Row) -> dict[str, Any]:
    """Return a row as plain JSON."""
    return {
        "code": row.code,
        "name": row.name,
        "inputs": {
            str(what): {
                "count": row.inputs[what].count,
                "of": row.inputs[what].of,
                "source": row.inputs[what].source,
                "on": row.inputs[what].on.isoformat(),
            }
            for what in Input
            if what in row.inputs
        },
        "vetoes": list(row.vetoes),
        "salt": row.salt,
    }


def plain_head(head: Head) -> dict[str, Any]:
    """Return a head as plain JSON; rows stand by code."""
    return {
        "kind": str(head.kind),
        "year": head.year,
        "on": head.on.isoformat(),
        "since": head.since.isoformat(),
        "until": head.until.isoformat(),
        "terms": {
            "weights": dict(head.terms.weights),
            **{name: getattr(head.terms, name) for name in NUMBERS},
        },
        "rows": [list(one) for one in sorted(head.rows)],
    }


def read_row(said: Mapping[str, Any]) -> Row:
    """Return a row from its plain JSON."""
    try:
        return Row(
            str(said["code"]),
            str(said["name"]),
            {Input(what): _told(one) for what, one in said["inputs"].items()},
            tuple(str(one) for one in said["vetoes"]),
            str(said["salt"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotFrozenText(part=str(fault)) from None


def read_head(said: Mapping[str, Any]) -> Head:
    """Return a head from its plain JSON."""
    try:
        given = said["terms"]
        weights = {str(key): int(weight) for key, weight in given["weights"].items()}
        return Head(
            Kind(said["kind"]),
            int(said["year"]),
            date.fromisoformat(said["on"]),
            date.fromisoformat(said["since"]),
            date.fromisoformat(said["until"]),
            Terms(weights, **{name: int(given[name]) for name in NUMBERS}),
            tuple((str(code), str(digest)) for code, digest in said["rows"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotFrozenText(part=str(fault)) from None


def _told(said: Mapping[str, Any]) -> Told:
    return Told(
        int(said["count"]), int(said["of"]), str(said["source"]), date.fromisoformat(said["on"])
    )
