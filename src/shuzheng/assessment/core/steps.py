"""What the evidence log commits to on the way from a paper to its result.

Specified for strangers in `docs/log-entries.md`. Each payload is canonical JSON (RFC 8785) and
names a candidate by the registration's random identifier alone; marks are whole hundredths. What a
newcomer gets wrong: reasons are written by people and may name somebody, so only their digest is
here; and nothing of this stands in the log itself, which holds salted commitments.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shuzheng.kernel import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID


class Kind(StrEnum):
    """Kinds of entries, in the order in which a paper meets them."""

    PAPER_PACKAGE = "paper.package"
    SEATING_LOCKED = "seating.locked"
    PAPER_HANDED_IN = "paper.handed-in"
    PAPER_PASSED_ON = "paper.passed-on"
    MARK_LOCKED = "mark.locked"
    RESULT_PUBLISHED = "result.published"


def payload(said: Mapping[str, Any]) -> bytes:
    """Return the bytes that an entry commits to."""
    return canonical.dumps(dict(said))


def seating_locked(
    plan: UUID, version: int, draw: UUID | None, seats: Iterable[tuple[int, int, int]]
) -> dict[str, Any]:
    """Say who sits where: `seats` are registration, room and desk, digested in that order."""
    listed = [list(one) for one in sorted(seats)]
    return {
        "plan": str(plan),
        "version": version,
        "draw": draw.hex if draw else "",
        "seats": sha256(canonical.dumps(listed)).hexdigest(),
    }


def paper(registration: UUID, part: str, at: datetime) -> dict[str, Any]:
    """Say that the paper of one part changed hands, at `at` (aware)."""
    return {"registration": str(registration), "part": part, "at": f"{at.timestamp():.0f}"}


def package(
    uid: UUID,
    part: str,
    state: str,
    seal: str,
    copies: int,
    at: datetime,
    previous: int | None,
) -> dict[str, Any]:
    """Say where a sealed package of papers is from `at` on; `previous` is its entry before."""
    return {
        "package": str(uid),
        "part": part,
        "state": state,
        "seal": seal,
        "copies": copies,
        "at": f"{at.timestamp():.0f}",
        "previous": previous,
    }


def mark_locked(
    registration: UUID,
    part: str,
    version: int,
    points: int,
    marks: Iterable[tuple[int, int]],
    reason: str,
) -> dict[str, Any]:
    """Say what a paper's part is worth: `marks` are round and hundredths, of each marker."""
    return {
        "registration": str(registration),
        "part": part,
        "version": version,
        "points": points,
        "marks": [list(one) for one in sorted(marks)],
        "reason": digest(reason),
    }


def result_published(
    registration: UUID,
    version: int,
    outcome: str,
    score: int | None,
    marks: Iterable[int],
    reason: str,
) -> dict[str, Any]:
    """Say what a candidate's marks come to: `marks` are the entries of the marks that count."""
    return {
        "registration": str(registration),
        "version": version,
        "outcome": outcome,
        "score": score,
        "marks": sorted(marks),
        "reason": digest(reason),
    }


def digest(reason: str) -> str:
    """Return what stands for a reason; empty where none was given."""
    return sha256(reason.encode()).hexdigest() if reason else ""
