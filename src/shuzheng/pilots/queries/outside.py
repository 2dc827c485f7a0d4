"""What was held outside the pilot, as pages and workbooks show it (R-043).

No other query reads these rows: they are in no figure, no report and no sum of money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation.ui import listing
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.rules.outside import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.models import OutsideRecord

VIEWS = ("recorded", "withdrawn", "all")
ORDER = {
    "certificate": "certificate",
    "institution": "institution__code",
    "since": "since",
    "persons": "persons",
}


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """One record; `document` is the file's address and name."""

    id: int
    code: str
    institution: str
    state: State
    kind: Kind
    certificate: str
    issuer: str
    persons: int
    since: date
    until: date
    words: str
    document: tuple[UUID, str] | None
    recorded_on: date
    reason: str
    withdrawn_on: date | None


def lines(
    actor: Actor, wish: listing.Wish, *, q: str = "", kind: str = ""
) -> listing.Found[OutsideLine]:
    """Return one page of the records within reach."""
    found = listing.cut(_wished(actor, wish, q, kind), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def every(
    actor: Actor, wish: listing.Wish, *, q: str = "", kind: str = ""
) -> Iterator[OutsideLine]:
    """Yield all of them."""
    for row in _wished(actor, wish, q, kind).iterator(chunk_size=500):
        yield _line(row)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many rows each view holds."""
    rows = access.outsides(actor)
    return {view: _viewed(rows, view).count() for view in VIEWS}


def one(pk: int, actor: Actor, permission: Permission = Permission.OUTSIDE_VIEW) -> OutsideLine:
    """Return one record within reach."""
    return _line(access.outside(pk, actor, permission))


def _wished(actor: Actor, wish: listing.Wish, q: str, kind: str) -> QuerySet[OutsideRecord]:
    rows = _viewed(access.outsides(actor), wish.view)
    if q:
        named = Q(certificate__icontains=q) | Q(issuer__icontains=q)
        rows = rows.filter(named | Q(institution__name__icontains=q))
    if kind:
        rows = rows.filter(kind=kind)
    joined = rows.select_related("institution", "document").defer("document__body")
    return joined.order_by(*wish.order(ORDER), "-pk")


def _viewed(rows: QuerySet[OutsideRecord], view: str) -> QuerySet[OutsideRecord]:
    states = {"recorded": State.RECORDED, "withdrawn": State.WITHDRAWN}
    return rows.filter(state=states[view]) if view in states else rows


def _line(row: OutsideRecord) -> OutsideLine:
    return OutsideLine(
        id=row.pk,
        code=row.institution.code,
        institution=row.institution.name,
        state=State(row.state),
        kind=Kind(row.kind),
        certificate=row.certificate,
        issuer=row.issuer,
        persons=row.persons,
        since=row.since,
        until=row.until,
        words=row.words,
        document=(row.document.uid, row.document.name) if row.document else None,
        recorded_on=row.recorded_on,
        reason=row.reason,
        withdrawn_on=row.withdrawn_on,
    )
