"""An official document in the layout of its kind (GB/T 9704-2012): head, number, title, text.

A printout for reading: it carries no seal, and says so. Headings stand as the text has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.documents import dates
from shuzheng.foundation.documents.papers import printing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """What the paper shows. `blocks` are (level, text): 1 and 2 for headings, 0 for a paragraph.

    `address` is the line above the text with its colon, or ""; `remark` such as 第2版.
    """

    issuer: str
    number: str
    title: str
    address: str
    blocks: Sequence[tuple[int, str]]
    attachments: tuple[str, ...]
    dated_on: date
    publicity: str
    remark: str = ""


def official(paper: Official, imprint: printing.Imprint) -> bytes:
    """Return the paper, A4, tagged."""
    data = {
        "issuer": paper.issuer,
        "number": paper.number,
        "title": paper.title,
        "address": paper.address,
        "blocks": [{"level": level, "text": text} for level, text in paper.blocks],
        "attachments": paper.attachments,
        "dated": dates.day(paper.dated_on),
        "publicity": paper.publicity,
        "remark": paper.remark,
    }
    return printing.set_paper(
        "official", f"{paper.number} {paper.title}", [data], imprint, tagged=True
    )
