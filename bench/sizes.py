"""How much is measured: everything, or next to nothing to see that the measurements work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """`rounds` is how often ours is measured, a peer's turn standing between two of them.

    `issue_most` alone is measured once: it takes as long as all the others together.
    """

    rounds: int
    roster: int
    roster_part: int
    issue: int
    issue_few: int
    issue_most: int
    issue_peer: int
    papers: int
    page_certificates: int
    page_rate: int
    page_seconds: int
    file_rounds: int
    file_seconds: int
    credentials: int
    log_append: int
    log_size: int
    log_proofs: int
    sm2: int
    sm2_peer: int
    office: str
    office_turns: int


WHOLE = Size(
    rounds=3,
    roster=100_000,
    roster_part=10_000,
    issue=40_000,
    issue_few=2_000,
    issue_most=200_000,
    issue_peer=500,
    papers=200,
    page_certificates=200,
    page_rate=400,
    page_seconds=30,
    file_rounds=9,
    file_seconds=10,
    credentials=10_000,
    log_append=100_000,
    log_size=1_000_000,
    log_proofs=1_000,
    sm2=3_000,
    sm2_peer=100,
    office="whole",
    office_turns=21,
)
TINY = Size(
    rounds=1,
    roster=20,
    roster_part=20,
    issue=20,
    issue_few=20,
    issue_most=20,
    issue_peer=20,
    papers=20,
    page_certificates=20,
    page_rate=20,
    page_seconds=1,
    file_rounds=1,
    file_seconds=1,
    credentials=20,
    log_append=600,
    log_size=600,
    log_proofs=20,
    sm2=20,
    sm2_peer=20,
    office="tiny",
    office_turns=1,
)
