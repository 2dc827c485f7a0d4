"""The newest indices of an organisation's certificates, for its record (R-055).

They are those of the newest catalogue review that the reader may see: on public show anybody, from
the freezing of the figures on whoever sees reviews.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.models import ListLine
from shuzheng.adjustment.queries import documents
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.rules.review import State
from shuzheng.catalogue.queries import certificates

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.adjustment.rules.ranking import Place
    from shuzheng.kernel.actor import Actor

CODE = "certificate_type__code"


@dataclass(frozen=True, slots=True)
class Indices:
    """The places of an organisation's certificates in a year's ranking of `among`.

    `review_id` is there where the reader may open the review itself; `names` are by code, and so is
    what the list says (`fates`), as far as there is a list.
    """

    year: int
    uid: UUID
    review_id: int | None
    among: int
    places: tuple[Place, ...]
    names: dict[str, str]
    state: State
    fates: dict[str, Fate]


def indices(organisation_id: int, actor: Actor) -> Indices | None:
    """Return the newest indices that the actor may see; None where there is no such review."""
    sees = actor.may(Permission.REVIEW_VIEW)
    rows = access.reviews(actor) if sees else access.open_reviews()
    row = rows.filter(cut__isnull=False).order_by("-year", "-pk").first()
    frozen = documents.frozen(row) if row else None
    if row is None or frozen is None:
        return None
    names = {one.code: one.name for one in certificates.listing(organisation_id)}
    places = tuple(one for one in frozen.ranking.places if one.code in names)
    lines = ListLine.objects.filter(review=row, certificate_type__code__in=names)
    return Indices(
        year=row.year,
        uid=row.uid,
        review_id=row.pk if sees else None,
        among=len(frozen.ranking.places),
        places=places,
        names=names,
        state=State(row.state),
        fates={code: Fate(fate) for code, fate in lines.values_list(CODE, "fate")},
    )
