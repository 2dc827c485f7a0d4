"""How the judgement of a published document is told: numbered checks, each with its end.

Shared by every document that anybody computes again offline (`docs/draws.md`,
`docs/catalogue-review.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import merkle
from shuzheng.transparency.core import proof as log_proof

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.transparency.core.note import VerifierKey


class Verdict(StrEnum):
    """How one check ended; UNKNOWN where the document does not carry what it needs."""

    HOLDS = auto()
    FAILS = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Check:
    """One numbered step of a judgement: what was asked, how it ended, and a word why."""

    name: str
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry that the document says to stand in the log: place, bytes of its leaf, proof."""

    index: object
    leaf: bytes
    proof: str


def same(name: str, one: object, other: object) -> Check:
    """Return the check that two things are equal."""
    if one == other:
        return Check(name, Verdict.HOLDS)
    return Check(name, Verdict.FAILS, "it comes to something else")


def in_log(name: str, entries: Iterable[Logged], key: VerifierKey | str | None) -> Check:
    """Return the check that every entry stands in the log, under a checkpoint `key` signed."""
    if key is None:
        return Check(name, Verdict.UNKNOWN, "the key of the log was not given")
    for entry in entries:
        if not entry.proof:
            return Check(name, Verdict.UNKNOWN, f"entry {entry.index} has no proof yet")
        try:
            proof = log_proof.parse(entry.proof)
            log_proof.verify(proof, merkle.leaf_hash(entry.leaf), key)
        except (Refusal, ValueError) as fault:
            return Check(name, Verdict.FAILS, f"entry {entry.index}: {fault}")
        if proof.index != entry.index:
            return Check(name, Verdict.FAILS, f"entry {entry.index} is proved elsewhere")
    return Check(name, Verdict.HOLDS)
