"""The readable part of an evidence file: what happened, by whom, and what proves it.

It stands beside `evidence.json` in the same file and repeats it for people; what counts is there.
No person is named but the holder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.documents import dates
from shuzheng.foundation.documents.papers import printing

if TYPE_CHECKING:
    from datetime import datetime

TITLE = "证书存证档案"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceStep:
    """One row: when, what (with further words under it), by which party, and what proves it.

    `proof` says where the proof is anchored, or why there is none; `proved` whether there is one.
    Of an act on many (`among`) it proves the act, not that the holder was one of them.
    """

    at: datetime
    what: str
    party: str
    proof: str
    proved: bool
    among: bool = False
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePaper:
    """A certificate's history in chapters. `fields` are label and value of the certificate.

    `log` are label and value of the evidence log's head under which everything is proved.
    """

    number: str
    fields: tuple[tuple[str, str], ...]
    chapters: tuple[tuple[str, tuple[EvidenceStep, ...]], ...]
    log: tuple[tuple[str, str], ...]
    made_at: datetime
    made_for: str
    demo: bool = False


def evidence(paper: EvidencePaper) -> bytes:
    """Return the readable paper, A4, tagged."""
    steps = [step for _, chapter in paper.chapters for step in chapter]
    data = {
        "title": TITLE,
        "fields": paper.fields,
        "chapters": [
            {"title": title, "steps": [_step(step) for step in chapter]}
            for title, chapter in paper.chapters
        ],
        "log": paper.log,
        "proved": sum(step.proved and not step.among for step in steps),
        "among": sum(step.proved and step.among for step in steps),
        "recorded": sum(not step.proved for step in steps),
        "made_at": printing.instant(paper.made_at, printing.CHINESE),
        "made_for": paper.made_for,
    }
    imprint = printing.Imprint(printed_at=paper.made_at, printed_by=paper.made_for, demo=paper.demo)
    title = f"{TITLE} {paper.number}"
    return printing.set_paper("evidence", title, [data], imprint, tagged=True)


def _step(step: EvidenceStep) -> dict[str, object]:
    return {
        "day": dates.day_of(step.at),
        "time": dates.time_of(step.at),
        "what": step.what,
        "details": step.details,
        "party": step.party,
        "proof": step.proof,
        "proved": step.proved,
        "among": step.among,
    }
