"""What sessions cost, as pages show it: a session's sheets, the list of ended sessions.

A cost is told for each candidate who came, because sessions differ in size. It stands beside the
earlier sessions of the same site, certificate and level, and beside the province's median of that
certificate and level, which alone may be made of others' sheets. Money is fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import costs as access
from shuzheng.assessment.models import CostSheet, PlanRoom, Registration
from shuzheng.assessment.rules import cost as rules
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.cost import Costs, State
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.assessment.models import Plan, Site
    from shuzheng.assessment.queries.plans import PlanPage
    from shuzheng.kernel.actor import Actor

VIEWS = ("missing", "waiting", "kept", "all")
ORDER = {
    "plan": "plan__name",
    "site": "room__site__name",
    "last": "plan__last_on",
}
MOST_EARLIER = 12
"""How many earlier sessions a page compares with."""

Place = tuple[int, int]
"""A session at a site, by the keys of plan and site."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a sheet."""

    id: int
    number: int
    state: State
    costs: Costs
    note: str
    reason: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another session of the same site, certificate and level; money in fen."""

    plan_id: int
    number: str
    name: str
    last_on: date
    came: int
    total: int
    per_head: int | None


@dataclass(frozen=True, slots=True)
class Median:
    """The province's median per candidate in fen; None while fewer than `fewest` stand behind."""

    value: int | None
    sessions: int
    fewest: int


@dataclass(frozen=True, slots=True)
class PlaceCosts:
    """What one session cost at one site. `versions` are the newest first; the first one holds."""

    site_id: int
    site: str
    came: int
    last_on: date
    due_on: date
    versions: tuple[Version, ...]
    per_head: int | None
    earlier: tuple[Comparison, ...]
    median: Median
    may_keep: bool


@dataclass(frozen=True, slots=True)
class CostLine:
    """One ended session at one site, with its sheet where it has one."""

    plan_id: int
    number: str
    name: str
    certificate: str
    level: str
    site_id: int
    site: str
    institution: str
    last_on: date
    due_on: date
    came: int
    costs: Costs | None
    per_head: int | None
    recorded_on: date | None
    version: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A session whose sheet waits for the site's people."""

    plan_id: int
    name: str
    site_id: int
    site: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Filling:
    """What a form for a sheet begins with: the session, the site, and the version that holds."""

    plan_id: int
    plan: str
    site_id: int
    site: str
    version: Version | None


def shows(page: PlanPage, actor: Actor) -> bool:
    """Return whether the actor may know costs of a plan's session once it is over."""
    if not actor.may(Permission.COST_VIEW):
        return False
    if actor.reach is Reach.AREA:
        return access.within(actor).filter(plan_id=page.id).exists()
    return page.is_host or actor.reach is Reach.PROVINCE


def of_plan(plan_id: int, actor: Actor) -> list[PlaceCosts]:
    """Return what a session cost at each site within reach where somebody sat; before its end none.

    Refuses a plan without a room at such a site.
    """
    plan = access.session(plan_id, actor, Permission.COST_VIEW)
    rooms = access.held(actor).filter(plan=plan).select_related("room__site")
    sites = [one.room.site for one in rooms.order_by("room__site__name", "pk")]
    if not sites:
        return []
    typical, came = _median(plan), _came([plan.pk])
    versions: dict[int, list[Version]] = {site.pk: [] for site in sites}
    for row in CostSheet.objects.filter(plan=plan, site__in=sites).order_by("-version"):
        versions[row.site_id].append(_version(row))
    return [
        PlaceCosts(
            site_id=site.pk,
            site=site.name,
            came=came.get((plan.pk, site.pk), 0),
            last_on=plan.last_on,
            due_on=_due(plan.last_on),
            versions=tuple(versions[site.pk]),
            per_head=_each(versions[site.pk], came.get((plan.pk, site.pk), 0)),
            earlier=_earlier(plan, site),
            median=typical,
            may_keep=site.institution_id == actor.organisation_id
            and actor.may(Permission.COST_KEEP),
        )
        for site in sites
    ]


def filling(plan_id: int, site_id: int, actor: Actor) -> Filling:
    """Return what the form for a sheet of one's own site begins with."""
    plan, site = access.own(plan_id, site_id, actor, Permission.COST_KEEP)
    held = CostSheet.objects.filter(plan=plan, site=site, state=State.CURRENT).first()
    return Filling(plan.pk, plan.name, site.pk, site.name, _version(held) if held else None)


def lines(
    actor: Actor, wish: listing.Wish, today: date, *, q: str = "", certificate: int = 0
) -> listing.Found[CostLine]:
    """Return one page of the ended sessions within reach."""
    rows = _viewed(_held(actor), wish.view, today)
    if q:
        rows = rows.filter(
            Q(plan__name__icontains=q)
            | Q(plan__number=q)
            | Q(room__site__name__icontains=q)
            | Q(room__site__institution__name__icontains=q)
        )
    if certificate:
        rows = rows.filter(plan__certificate_type_id=certificate)
    related = rows.select_related("plan__certificate_type", "room__site__institution")
    found = listing.cut(related.order_by(*wish.order(ORDER)), wish)
    return listing.Found(_lines(found.rows, today), found.total, found.page)


def counts(actor: Actor, today: date) -> dict[str, int]:
    """Return how many ended sessions each view holds."""
    return {view: _viewed(_held(actor), view, today).count() for view in VIEWS}


def days(today: date) -> int:
    """Return within how many working days a sheet is kept."""
    return rules.days(today, rulebooks.current())


def choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the certificates (key, name) of ended sessions within reach."""
    names = ("plan__certificate_type_id", "plan__certificate_type__short_name")
    return sorted(set(access.held(actor).order_by().values_list(*names)), key=lambda one: one[1])


def missing(actor: Actor, most: int) -> list[Missing]:
    """Return sessions at the actor's own sites whose sheet is not kept yet, the oldest first."""
    actor.require(Permission.COST_KEEP)
    rows = access.held(actor).filter(~_kept(), room__site__institution_id=actor.organisation_id)
    found = rows.select_related("plan", "room__site").order_by("plan__last_on", "pk")[:most]
    return [
        Missing(
            one.plan_id,
            one.plan.name,
            one.room.site_id,
            one.room.site.name,
            _due(one.plan.last_on),
        )
        for one in found
    ]


def _held(actor: Actor) -> QuerySet[PlanRoom]:
    actor.require(Permission.COST_VIEW)
    return access.held(actor)


def _kept() -> Exists:
    sheets = CostSheet.objects.filter(plan=OuterRef("plan"), site=OuterRef("room__site"))
    return Exists(sheets.filter(state=State.CURRENT))


def _viewed(rows: QuerySet[PlanRoom], view: str, today: date) -> QuerySet[PlanRoom]:
    if view == "kept":
        return rows.filter(_kept())
    if view == "all":
        return rows
    last = rules.overdue_since(today, rulebooks.current(), rulebooks.calendar())
    if view == "missing":
        return rows.filter(~_kept(), plan__last_on__lte=last)
    return rows.filter(~_kept(), plan__last_on__gt=last)


def _due(last_on: date) -> date:
    return rules.due_on(last_on, rulebooks.current(), rulebooks.calendar())


def _came(plan_ids: Iterable[int]) -> Mapping[Place, int]:
    """Return how many candidates sat at least one part, by plan and site."""
    rows = Registration.objects.filter(
        plan_id__in=plan_ids,
        seat__isnull=False,
        attendances__state__in=sorted(sitting.CAME),
    )
    counted = rows.order_by().values_list("plan_id", "seat__seat__room__site_id")
    found = counted.annotate(came=Count("pk", distinct=True))
    return {(plan, site): came for plan, site, came in found}


def _median(plan: Plan) -> Median:
    """Return the province's median of a plan's certificate and level."""
    rows = CostSheet.objects.filter(
        state=State.CURRENT,
        plan__certificate_type_id=plan.certificate_type_id,
        plan__level=plan.level,
    )
    came = _came(rows.values_list("plan_id", flat=True))
    each = [
        rules.per_head(row.costs.total, came.get((row.plan_id, row.site_id), 0)) for row in rows
    ]
    known = [one for one in each if one is not None]
    book, day = rulebooks.current(), plan.last_on
    return Median(rules.shown_median(known, day, book), len(known), rules.fewest(day, book))


def _each(versions: Sequence[Version], came: int) -> int | None:
    """Return the cost per candidate of the version that holds."""
    return rules.per_head(versions[0].costs.total, came) if versions else None


def _earlier(plan: Plan, site: Site) -> tuple[Comparison, ...]:
    """Return the sessions before, of the same site, certificate and level, the newest first."""
    before = Q(plan__last_on__lt=plan.last_on) | Q(plan__last_on=plan.last_on, plan__lt=plan)
    rows = CostSheet.objects.filter(
        before,
        state=State.CURRENT,
        site=site,
        plan__certificate_type_id=plan.certificate_type_id,
        plan__level=plan.level,
    )
    found = list(rows.select_related("plan").order_by("-plan__last_on", "-plan")[:MOST_EARLIER])
    came = _came([row.plan_id for row in found])
    return tuple(_comparison(row, came.get((row.plan_id, site.pk), 0)) for row in found)


def _comparison(row: CostSheet, came: int) -> Comparison:
    total = row.costs.total
    return Comparison(
        row.plan_id,
        row.plan.number,
        row.plan.name,
        row.plan.last_on,
        came,
        total,
        rules.per_head(total, came),
    )


def _version(row: CostSheet) -> Version:
    return Version(
        row.pk,
        row.version,
        State(row.state),
        row.costs,
        row.note,
        row.reason,
        row.recorded_on,
    )


def _lines(rooms: Sequence[PlanRoom], today: date) -> list[CostLine]:
    plan_ids = [one.plan_id for one in rooms]
    sheets = CostSheet.objects.filter(state=State.CURRENT, plan_id__in=plan_ids)
    kept = {(row.plan_id, row.site_id): row for row in sheets}
    came = _came(plan_ids)
    return [
        _line(one, kept.get(key), came.get(key, 0), today)
        for one in rooms
        for key in ((one.plan_id, one.room.site_id),)
    ]


def _line(one: PlanRoom, sheet: CostSheet | None, came: int, today: date) -> CostLine:
    plan, site, due = one.plan, one.room.site, _due(one.plan.last_on)
    return CostLine(
        plan_id=plan.pk,
        number=plan.number,
        name=plan.name,
        certificate=plan.certificate_type.short_name,
        level=plan.level,
        site_id=site.pk,
        site=site.name,
        institution=site.institution.name,
        last_on=plan.last_on,
        due_on=due,
        came=came,
        costs=sheet.costs if sheet else None,
        per_head=rules.per_head(sheet.costs.total, came) if sheet else None,
        recorded_on=sheet.recorded_on if sheet else None,
        version=sheet.version if sheet else 0,
        is_overdue=sheet is None and due < today,
    )
