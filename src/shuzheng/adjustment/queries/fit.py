"""How certificates fit the market, by the newest cut that the reader may see (R-219)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import documents, own
from shuzheng.adjustment.rules import fit as rules
from shuzheng.catalogue.queries import certificates

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from shuzheng.adjustment.rules.fit import Checked
    from shuzheng.insight.rules.weighing import Figure
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class FitPage:
    """The certificates that concern the reader; `match` is K-11 of the whole list.

    `review_id` is there where the reader may open the review itself. `without` counts certificates
    of the reader that the cut does not have, because they came into use after it.
    """

    year: int
    uid: UUID
    review_id: int | None
    on: date
    level: int
    match: Figure
    rows: tuple[Checked, ...]
    without: int


def checked(actor: Actor) -> FitPage | None:
    """Return the fit of every certificate for the office, of one's own for a party.

    None while no cut is there that the reader may see.
    """
    actor.require(Permission.FIT_VIEW)
    sees = actor.may(Permission.REVIEW_VIEW)
    rows = access.reviews(actor) if sees else access.open_reviews()
    row = rows.filter(cut__isnull=False).order_by("-year", "-pk").first()
    frozen = documents.frozen(row) if row else None
    if row is None or frozen is None:
        return None
    codes: set[str] | None = None
    if not sees:
        codes = {one.code for one in certificates.brief(own.kinds_of(actor)).values()}
    found = rules.check(frozen.cut, frozen.ranking, codes)
    return FitPage(
        year=row.year,
        uid=row.uid,
        review_id=row.pk if sees else None,
        on=frozen.cut.on,
        level=frozen.cut.terms.match_level,
        match=frozen.ranking.match,
        rows=tuple(found),
        without=len(codes) - len(found) if codes is not None else 0,
    )
