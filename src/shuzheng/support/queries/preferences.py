"""Preferences of pilot institutions as pages and workbooks show them, and their sums (R-024)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Substr

from shuzheng.foundation.ui import listing
from shuzheng.pilots.queries import pages_reports
from shuzheng.support import access
from shuzheng.support.rules.preference import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.support.access import Permission
    from shuzheng.support.models import Preference

VIEWS = ("recorded", "withdrawn", "all")
ORDER = {
    "title": "title",
    "institution": "institution__code",
    "amount": "fen",
    "since": "since",
}
CITY_DIGITS, COUNTY = 4, "00"


@dataclass(frozen=True, slots=True)
class PreferenceLine:
    """One preference; `fen` is whole fen, `document` the file's address and name."""

    id: int
    institution: str
    code: str
    city: str
    given_by_id: int
    given_by: str
    state: State
    kind: Kind
    title: str
    words: str
    fen: int | None
    since: date
    until: date | None
    number: str
    document: tuple[UUID, str] | None
    recorded_on: date
    reason: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class KindTotal:
    """How many preferences of a kind how many institutions have, and their money in fen."""

    kind: Kind
    count: int
    institutions: int
    fen: int


@dataclass(frozen=True, slots=True)
class CityTotal:
    """How many preferences the institutions of a city have by kind, and their money in fen."""

    city: str
    counts: Mapping[Kind, int]
    institutions: int
    fen: int


def lines(actor: Actor, wish: listing.Wish, **chosen: str) -> listing.Found[PreferenceLine]:
    """Return one page of the preferences within reach."""
    found = listing.cut(_wished(actor, wish, **chosen), wish)
    cities = pages_reports.city_names()
    return listing.Found([_line(row, cities) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, **chosen: str) -> Iterator[PreferenceLine]:
    """Yield all of them."""
    cities = pages_reports.city_names()
    for row in _wished(actor, wish, **chosen):
        yield _line(row, cities)


def total(actor: Actor, wish: listing.Wish, **chosen: str) -> int:
    """Return how many preferences meet some filters."""
    return _wished(actor, wish, **chosen).count()


def counts(actor: Actor) -> dict[str, int]:
    """Return how many rows each view holds."""
    rows = access.preferences(actor)
    return {view: _viewed(rows, view).count() for view in VIEWS}


def one(pk: int, actor: Actor, permission: Permission) -> PreferenceLine:
    """Return one preference."""
    return _line(access.preference(pk, actor, permission), pages_reports.city_names())


def years(actor: Actor) -> list[int]:
    """Return the years in which preferences within reach began, newest first."""
    return [day.year for day in access.preferences(actor).dates("since", "year", order="DESC")]


def by_kind(actor: Actor, **chosen: str) -> list[KindTotal]:
    """Return the sums of each kind over what meets some filters; what is withdrawn is left out."""
    found = _standing(actor, **chosen).values("kind")
    rows = found.annotate(
        n=Count("pk"), schools=Count("institution", distinct=True), money=Sum("fen")
    )
    held = {
        row["kind"]: KindTotal(Kind(row["kind"]), row["n"], row["schools"], row["money"] or 0)
        for row in rows.order_by()
    }
    return [held.get(kind.value) or KindTotal(kind, 0, 0, 0) for kind in Kind]


def by_city(actor: Actor, **chosen: str) -> list[CityTotal]:
    """Return the same sums for each city in which an institution has any, by its code."""
    names = pages_reports.city_names()
    place = Substr("institution__division_id", 1, CITY_DIGITS)
    found = _standing(actor, **chosen).annotate(place=place).values("place")
    rows = found.annotate(
        policy=Count("pk", filter=Q(kind=Kind.POLICY)),
        money=Count("pk", filter=Q(kind=Kind.MONEY)),
        projects=Count("pk", filter=Q(kind=Kind.PROJECTS)),
        schools=Count("institution", distinct=True),
        sum=Sum("fen"),
    )
    return [
        CityTotal(
            city=names.get(row["place"] + COUNTY, row["place"]),
            counts={
                Kind.POLICY: row["policy"],
                Kind.MONEY: row["money"],
                Kind.PROJECTS: row["projects"],
            },
            institutions=row["schools"],
            fen=row["sum"] or 0,
        )
        for row in rows.order_by("place")
    ]


def _standing(actor: Actor, **chosen: str) -> QuerySet[Preference]:
    return _chosen(actor, **chosen).filter(state=State.RECORDED)


def _wished(actor: Actor, wish: listing.Wish, **chosen: str) -> QuerySet[Preference]:
    rows = _viewed(_chosen(actor, **chosen), wish.view)
    return rows.select_related("institution", "given_by", "document").order_by(*wish.order(ORDER))


def _chosen(
    actor: Actor, *, q: str = "", kind: str = "", city: str = "", year: str = ""
) -> QuerySet[Preference]:
    rows = access.preferences(actor)
    if q:
        rows = rows.filter(
            Q(institution__name__icontains=q) | Q(title__icontains=q) | Q(number__icontains=q)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if city:
        rows = rows.filter(institution__division__code__startswith=city[:CITY_DIGITS])
    if year:
        rows = rows.filter(since__year=int(year))
    return rows


def _viewed(rows: QuerySet[Preference], view: str) -> QuerySet[Preference]:
    states = {"recorded": State.RECORDED, "withdrawn": State.WITHDRAWN}
    return rows.filter(state=states[view]) if view in states else rows


def _line(row: Preference, cities: Mapping[str, str]) -> PreferenceLine:
    place = row.institution.division_id[:CITY_DIGITS] + COUNTY
    return PreferenceLine(
        id=row.pk,
        institution=row.institution.name,
        code=row.institution.code,
        city=cities.get(place, place),
        given_by_id=row.given_by_id,
        given_by=row.given_by.name,
        state=State(row.state),
        kind=Kind(row.kind),
        title=row.title,
        words=row.words,
        fen=row.fen,
        since=row.since,
        until=row.until,
        number=row.number,
        document=(row.document.uid, row.document.name) if row.document else None,
        recorded_on=row.recorded_on,
        reason=row.reason,
        withdrawn_on=row.withdrawn_on,
    )
