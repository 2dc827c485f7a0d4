"""Plain lists, and the slips on which activation codes are handed out.

An activation code exists in clear on its slip only (the platform keeps a hash), so a slip cannot be
printed a second time: a lost one is replaced by a new code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shuzheng.foundation.documents import code, dates
from shuzheng.foundation.documents.papers import printing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST_SLIPS = 5_000
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a list; `width` is its share of the page beside the others'."""

    title: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list: `filter` is the selection in words ("" for everything), `totals` a last line."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    subject: str = ""
    filter: str = ""
    totals: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One activation code; `identity` is masked, `audience` such as 本人 or 监护人."""

    holder: str
    identity: str
    code: str
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipGroup:
    """The slips of one class, all of them good until the same instant (aware)."""

    institution: str
    name: str
    expires_at: datetime
    slips: tuple[Slip, ...]


def listing(paper: Listing, imprint: printing.Imprint) -> bytes:
    """Return a list with repeated heads and page numbers; an empty list says so.

    Refuses more than 2,000 rows; a row of another length than the columns is a ValueError.
    """
    if len(paper.rows) > printing.MOST_ROWS:
        raise printing.TooManyRows(most=printing.MOST_ROWS, count=len(paper.rows))
    if any(len(row) != len(paper.columns) for row in paper.rows):
        raise ValueError("every row needs one text to a column")
    data = {
        "title": paper.title,
        "subject": paper.subject,
        "filter": paper.filter,
        "count": len(paper.rows),
        "columns": [
            {"title": column.title, "width": column.width, "align": column.align}
            for column in paper.columns
        ],
        "rows": list(paper.rows),
        "totals": paper.totals,
        "landscape": paper.landscape,
    }
    return printing.set_paper("list", paper.title, [data], imprint, tagged=True)


def activation_slips(groups: Sequence[SlipGroup], address: str, imprint: printing.Imprint) -> bytes:
    """Return activation codes, ten slips to an A4 page, each class on pages of its own.

    `address` is the page where a code is entered; the code itself never stands in an address.
    Refuses no group at all and more than 5,000 slips.
    """
    printing.counted(len(groups))
    printing.counted(max(1, sum(len(group.slips) for group in groups)), MOST_SLIPS)
    shared = {
        "address": address.removeprefix("https://").removeprefix("http://"),
        "code": code.qr(address),
    }
    parts = [{**shared, "group": _group(group)} for group in groups]
    return printing.set_paper("codes", f"账号激活码 {groups[0].name}", parts, imprint)


def _group(group: SlipGroup) -> dict[str, object]:
    """Return what the template is told of one class."""
    return {
        "institution": group.institution,
        "name": group.name,
        "expires": dates.instant(group.expires_at),
        "slips": [
            {
                "holder": slip.holder,
                "identity": slip.identity,
                "code": slip.code,
                "audience": slip.audience,
            }
            for slip in group.slips
        ],
    }
