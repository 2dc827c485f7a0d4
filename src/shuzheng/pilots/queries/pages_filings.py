"""Filings as lists show them: by round, by who has to act, and who has not filed.

Rules: R-030 (days until silence files), R-032 (eligible institutions that have not filed), R-039.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Filing, FilingItem, FilingReturn, FilingRound, FilingVersion
from shuzheng.pilots.rules import filing as rules
from shuzheng.pilots.rules.filing import State, VersionState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

FIELDS = {
    "name": "institution__name",
    "city": "institution__division_id",
    "year": "year",
    "presented": "presented",
    "state": "state",
    "due": "presented",
}
SHOWN = (
    VersionState.UNDER_CHECK,
    VersionState.SENT_BACK,
    VersionState.DRAFTED,
    VersionState.IN_FORCE,
)
"""Which version a list shows, where there are several: the one that somebody has to look at."""


@dataclass(frozen=True, slots=True)
class Round:
    """A filing round; both days belong to it."""

    id: int
    year: int
    opens_on: date
    closes_on: date
    filings: int
    filed: int


@dataclass(frozen=True, slots=True)
class FilingLine:
    """A filing in a list; an institution that has not filed has id 0.

    `amends` says that a version is under check while another is in force; `due_on` is the day on
    which silence files, or by which a returned filing is expected back.
    """

    id: int
    institution_id: int
    institution: str
    code: str
    kind: str
    city: str
    number: str
    year: int
    state: State | None
    amends: bool
    is_late: bool
    was_returned: bool
    certificates: tuple[str, ...]
    planned: int | None
    presented_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed by; "" and 0 narrow nothing."""

    year: int
    q: str = ""
    kind: str = ""
    city: str = ""
    certificate: str = ""


def rounds() -> list[Round]:
    """Return every round, newest first, with how many filings there are and are filed."""
    counted = {
        year: (filings, filed)
        for year, filings, filed in Filing.objects.values_list("year").annotate(
            filings=Count("pk"), filed=Count("pk", filter=Q(state=State.FILED))
        )
    }
    return [
        Round(
            row.pk,
            row.year,
            row.opens_on,
            row.closes_on,
            *counted.get(row.year, (0, 0)),
        )
        for row in FilingRound.objects.order_by("-year")
    ]


def year_shown(asked: int, now: datetime) -> int:
    """Return the year that a list shows: the one asked for, else the newest round's."""
    if asked:
        return asked
    newest = FilingRound.objects.order_by("-year").values_list("year", flat=True).first()
    return newest or periods.day(now).year


def lines(
    actor: Actor, wish: listing.Wish, wanted: Wanted, now: datetime
) -> listing.Found[FilingLine]:
    """Return one page of the filings that the actor sees, narrowed by view and filters."""
    actor.require(Permission.FILING_VIEW)
    if wish.view == "missing":
        absent = _missing(actor, wanted, now)
        found = (
            listing.Found(absent, len(absent)) if wish.export else listing.cut_list(absent, wish)
        )
        return listing.Found(list(found.rows), found.total, found.page)
    rows = _narrowed(_viewed(_year(actor, wanted.year), wish.view, actor, now), wanted)
    rows = rows.annotate(presented=Max("versions__presented_on")).order_by(*wish.order(FIELDS))
    wide = rows.select_related("institution__division")
    if wish.export:
        every = list(wide)
        return listing.Found(_lines(every), len(every))
    cut = listing.cut(wide, wish)
    return listing.Found(_lines(list(cut.rows)), cut.total, cut.page)


def counts(actor: Actor, year: int, now: datetime) -> dict[str, int]:
    """Return how many filings of a year each view holds."""
    rows = _year(actor, year)
    views = {view: _viewed(rows, view, actor, now).count() for view in views_of(actor)}
    if "missing" in views:
        views["missing"] = len(_missing(actor, Wanted(year), now))
    return views


def views_of(actor: Actor) -> tuple[str, ...]:
    """Return the views that make sense for the actor."""
    if actor.reach in {Reach.PROVINCE, Reach.AREA}:
        return ("mine", "all", "returned", "amended", "missing")
    return ("all",)


def waiting(actor: Actor, now: datetime) -> int:
    """Return how many filings wait for the actor, in whatever year."""
    return _viewed(Filing.objects.within(actor), "mine", actor, now).count()


def earliest_due_on(actor: Actor, now: datetime) -> date | None:
    """Return the day on which the first filing that waits for the actor would be filed by silence.

    For an institution, the day by which its returned filing is expected back.
    """
    rows = _viewed(Filing.objects.within(actor), "mine", actor, now)
    if actor.may(Permission.FILING_WRITE):
        return (
            FilingReturn.objects.filter(version__filing__in=rows.values("pk"))
            .filter(version__state=VersionState.SENT_BACK)
            .order_by("answer_due_on")
            .values_list("answer_due_on", flat=True)
            .first()
        )
    presented = (
        FilingVersion.objects.filter(filing__in=rows.values("pk"), state=VersionState.UNDER_CHECK)
        .order_by("presented_on")
        .values_list("presented_on", flat=True)
        .first()
    )
    return _silence(presented) if presented else None


def certificate_choices(actor: Actor, year: int) -> list[tuple[str, str]]:
    """Return the certificates (code, short name) that the filings of a year name."""
    ids = (
        FilingItem.objects.filter(version__filing__in=_year(actor, year).values("pk"))
        .values_list("certificate_type_id", flat=True)
        .distinct()
    )
    found = certificates.brief(ids).values()
    return sorted((one.code, one.short_name or one.name) for one in found)


def city_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the cities (code, name) of the institutions within the actor's reach."""
    if actor.reach is not Reach.PROVINCE:
        return []
    province = _province()
    return [(one.code, one.name) for one in organisations.cities(province)]


def _province() -> str:
    """Return the province's two digits, those of its department; "" before it is founded."""
    departments = organisations.of_kind(OrganisationKind.PROVINCIAL_DEPARTMENT)
    return departments[0].division_code[:2] if departments else ""


def _year(actor: Actor, year: int) -> QuerySet[Filing]:
    """Return an institution's filings of every year, or for others those submitted for a year."""
    rows = Filing.objects.within(actor)
    if actor.reach is Reach.ORGANISATION:
        return rows
    return rows.filter(year=year).exclude(state=State.DRAFT)


def _viewed(rows: QuerySet[Filing], view: str, actor: Actor, now: datetime) -> QuerySet[Filing]:
    if view == "returned":
        return rows.filter(state=State.RETURNED)
    if view == "amended":
        return rows.filter(state=State.FILED, versions__state=VersionState.UNDER_CHECK)
    return _mine(rows, actor, now) if view == "mine" else rows


def _mine(rows: QuerySet[Filing], actor: Actor, now: datetime) -> QuerySet[Filing]:
    """Keep what waits for this actor: a check by office or city, the institution's work."""
    if actor.may(Permission.FILING_FILE):
        return rows.filter(versions__state=VersionState.UNDER_CHECK)
    if actor.may(Permission.FILING_RETURN):
        book, today = rulebooks.current(), periods.day(now)
        kinds = book.on(today, "R-030").words("city_returns_kinds")
        return rows.filter(
            versions__state=VersionState.UNDER_CHECK, institution__institution_kind__in=kinds
        )
    if actor.may(Permission.FILING_WRITE):
        return rows.filter(state__in=(State.DRAFT, State.RETURNED))
    return rows.none()


def _narrowed(rows: QuerySet[Filing], wanted: Wanted) -> QuerySet[Filing]:
    if wanted.q:
        rows = rows.filter(Q(institution__name__icontains=wanted.q) | Q(number__icontains=wanted.q))
    if wanted.kind:
        rows = rows.filter(institution__institution_kind=wanted.kind)
    if wanted.city:
        rows = rows.filter(institution__division__code__startswith=wanted.city[:4])
    if wanted.certificate:
        named = FilingItem.objects.filter(certificate_type__code=wanted.certificate)
        rows = rows.filter(pk__in=named.values("version__filing_id"))
    return rows


def _missing(actor: Actor, wanted: Wanted, now: datetime) -> list[FilingLine]:
    """Return the eligible institutions within reach that have no filing, by code."""
    book, today = rulebooks.current(), periods.day(now)
    begun = set(
        Filing.objects.filter(year=wanted.year)
        .exclude(state=State.DRAFT)
        .values_list("institution_id", flat=True)
    )
    cities = _cities()
    return [
        FilingLine(
            id=0,
            institution_id=one.id,
            institution=one.name,
            code=one.code,
            kind=one.institution_kind,
            city=cities.get(one.city_code, one.division_name),
            number="",
            year=wanted.year,
            state=None,
            amends=False,
            is_late=False,
            was_returned=False,
            certificates=(),
            planned=None,
            presented_on=None,
            due_on=None,
        )
        for one in organisations.listing(actor=actor, kind=OrganisationKind.INSTITUTION)
        if one.id not in begun
        and rules.kind_may_file(one.institution_kind, today, book)
        and wanted.q in one.name
        and wanted.kind in {"", one.institution_kind}
        and one.division_code.startswith(wanted.city[:4])
    ]


def _cities() -> dict[str, str]:
    return {one.code: one.name for one in organisations.cities(_province())}


def _lines(rows: Sequence[Filing]) -> list[FilingLine]:
    ids = [row.pk for row in rows]
    open_versions: dict[int, FilingVersion] = {}
    states: dict[int, set[str]] = {pk: set() for pk in ids}
    for version in FilingVersion.objects.filter(filing_id__in=ids, state__in=SHOWN):
        states[version.filing_id].add(version.state)
        other = open_versions.get(version.filing_id)
        if other is None or _rank(version) < _rank(other):
            open_versions[version.filing_id] = version
    shown = {version.pk: pk for pk, version in open_versions.items()}
    named: dict[int, list[str]] = {pk: [] for pk in ids}
    planned: dict[int, int] = {}
    items = FilingItem.objects.filter(version_id__in=shown).select_related("certificate_type")
    for item in items.order_by("pk"):
        pk = shown[item.version_id]
        named[pk].append(item.certificate_type.short_name or item.certificate_type.name)
        if item.planned_headcount is not None:
            planned[pk] = planned.get(pk, 0) + item.planned_headcount
    returned = dict(
        FilingReturn.objects.filter(version__filing_id__in=ids)
        .values_list("version__filing_id")
        .annotate(due=Max("answer_due_on"))
    )
    cities = _cities()
    return [
        FilingLine(
            id=row.pk,
            institution_id=row.institution_id,
            institution=row.institution.name,
            code=row.institution.code,
            kind=row.institution.institution_kind,
            city=cities.get(f"{row.institution.division_id[:4]}00", row.institution.division.name),
            number=row.number,
            year=row.year,
            state=State(row.state),
            amends=row.state == State.FILED and VersionState.UNDER_CHECK in states[row.pk],
            is_late=row.is_late,
            was_returned=row.pk in returned,
            certificates=tuple(named[row.pk]),
            planned=planned.get(row.pk),
            presented_on=_presented(open_versions.get(row.pk)),
            due_on=_due(row, open_versions.get(row.pk), returned.get(row.pk)),
        )
        for row in rows
    ]


def _rank(version: FilingVersion) -> int:
    return SHOWN.index(VersionState(version.state))


def _presented(version: FilingVersion | None) -> date | None:
    return version.presented_on if version else None


def _due(row: Filing, version: FilingVersion | None, answer_due_on: date | None) -> date | None:
    if row.state == State.RETURNED:
        return answer_due_on
    if version is None or version.state != VersionState.UNDER_CHECK or not version.presented_on:
        return None
    return _silence(version.presented_on)


def _silence(presented_on: date) -> date:
    return rules.filed_by_silence_on(presented_on, rulebooks.calendar(), rulebooks.current())
