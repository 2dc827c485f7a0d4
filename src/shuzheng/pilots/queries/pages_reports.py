"""Bi-weekly reports as pages show them: a period's list, an institution's own, one of them.

Rules: R-190, R-192 (missing ones), R-193 (misses in a row), R-257 (entered there or not).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Report, ReportPeriod, Suggestion
from shuzheng.pilots.queries import examples, misses
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.examples import open_parts
from shuzheng.pilots.rules.reporting import Part, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.examples import Taken

FIELDS = {
    "name": "institution__name",
    "city": "institution__division_id",
    "due": "period__due_on",
    "state": "state",
    "filed": "submitted_on",
}
VIEWS = {
    "missing": Q(state__in=sorted(rules.OPEN | rules.MISSED)),
    "waiting": Q(state=State.SUBMITTED),
    "received": Q(state__in=sorted({State.SUBMITTED, State.ACCEPTED, State.RETURNED})),
    "excused": Q(state=State.EXCUSED),
    "examples": Q(state=State.ACCEPTED) & (~Q(experience="") | ~Q(cases="")),
    "all": Q(),
}
PERIODS_SHOWN = 48


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period that was opened; `closes_at` is the instant from which a report is late."""

    id: int
    since: date
    until: date
    due_on: date
    closes_at: datetime
    closed: bool
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list; `misses` is how many in a row its institution has missed by now."""

    id: int
    institution_id: int
    institution: str
    code: str
    city: str
    since: date
    until: date
    due_on: date
    state: State
    excuse: str
    submitted_on: date | None
    entered_on: date | None
    misses: int
    parts: Mapping[Part, str]
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A policy suggestion and what became of it."""

    id: int
    report_id: int
    institution: str
    due_on: date
    text: str
    answer_due_on: date
    answer: str
    words: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that one report's page shows."""

    line: ReportLine
    edition: int
    saved_at: datetime | None
    figures_at: datetime | None
    accepted_on: date | None
    accepted_by_silence: bool
    returned_reason: str
    excuse_reason: str
    reminded_on: date | None
    late_until: date
    accepts_on: date | None
    suggestion: SuggestionLine | None
    may_late: bool
    taken: Mapping[Part, Taken]
    to_take: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed by; None and "" narrow nothing."""

    due_on: date | None = None
    q: str = ""
    city: str = ""


def periods_opened() -> list[PeriodLine]:
    """Return the newest periods that were opened, newest first."""
    rows = ReportPeriod.objects.order_by("-due_on")[:PERIODS_SHOWN]
    return [_period(row) for row in rows]


def lines(
    actor: Actor, wish: listing.Wish, wanted: Wanted, now: datetime
) -> listing.Found[ReportLine]:
    """Return one page of the reports that the actor sees, narrowed by view and filters."""
    rows = _narrowed(_seen(actor), wanted).filter(VIEWS.get(wish.view, Q()))
    own = {"name": "period__due_on"} if actor.reach is Reach.ORGANISATION else {}
    rows = rows.select_related("institution__division", "period")
    rows = rows.order_by(*wish.order({**FIELDS, **own}))
    if wish.export:
        every = list(rows)
        return listing.Found(_lines(every, now), len(every))
    cut = listing.cut(rows, wish)
    return listing.Found(_lines(cut.rows, now), cut.total, cut.page)


def counts(actor: Actor, wanted: Wanted) -> dict[str, int]:
    """Return how many reports of a period each view holds."""
    rows = _narrowed(_seen(actor), Wanted(wanted.due_on))
    return {view: rows.filter(which).count() for view, which in VIEWS.items()}


def to_write(actor: Actor, now: datetime) -> ReportLine | None:
    """Return the report that an institution has to file next, or None."""
    if not actor.may(Permission.REPORT_WRITE):
        return None
    rows = _seen(actor).filter(state__in=(*rules.OPEN, State.RETURNED))
    row = rows.select_related("institution__division", "period").order_by("period__due_on").first()
    return _lines([row], now)[0] if row else None


def of_period(actor: Actor, due_on: date, now: datetime) -> ReportLine | None:
    """Return an institution's own report of a period, or None where none is asked of it."""
    rows = _seen(actor).filter(institution=actor.organisation_id, period__due_on=due_on)
    found = _lines(rows.select_related("institution__division", "period"), now)
    return found[0] if found else None


def own_misses(actor: Actor, now: datetime) -> int:
    """Return how many reports in a row the actor's institution has missed."""
    if actor.reach is not Reach.ORGANISATION:
        return 0
    found = misses.in_a_row([actor.organisation_id], periods.day(now), rulebooks.current())
    return found.get(actor.organisation_id, 0)


def misses_left(count: int, now: datetime) -> int:
    """Return after how many more misses a notice is proposed."""
    return rules.misses_left(count, periods.day(now), rulebooks.current())


def detail(
    report_id: int, actor: Actor, now: datetime, permission: Permission = Permission.REPORT_VIEW
) -> ReportPage:
    """Return one report within the actor's reach."""
    row = access.report(report_id, actor, permission)
    book = rulebooks.current()
    late_until = calendar.late_until(row.period.due_on, book)
    accepts_on = None
    if row.state == State.SUBMITTED and row.submitted_on:
        accepts_on = rules.accepted_by_silence_on(row.submitted_on, rulebooks.calendar(), book)
    suggestions = Suggestion.objects.filter(report=row)
    suggestion = suggestions.select_related("report__institution", "report__period").first()
    line, taken = _lines([row], now)[0], examples.of_report(row.pk)
    return ReportPage(
        line=line,
        edition=row.edition,
        saved_at=row.saved_at,
        figures_at=row.figures_at,
        accepted_on=row.accepted_on,
        accepted_by_silence=row.accepted_by_silence,
        returned_reason=row.returned_reason,
        excuse_reason=row.excuse_reason,
        reminded_on=row.period.reminded_on,
        late_until=late_until,
        accepts_on=accepts_on,
        suggestion=suggestion_line(suggestion) if suggestion else None,
        may_late=now < calendar.closes_at(late_until, book),
        taken=taken,
        to_take=open_parts(line.state, line.parts, taken),
    )


def picked(ids: Iterable[int], actor: Actor, now: datetime) -> list[ReportLine]:
    """Return some of the reports that the office may excuse, by institution."""
    actor.require(Permission.REPORT_ANSWER)
    rows = _seen(actor).filter(pk__in=list(ids)).select_related("institution__division", "period")
    return _lines(rows.order_by("institution__code", "period__due_on"), now)


def suggestion_line(row: Suggestion) -> SuggestionLine:
    """Return a suggestion as pages show it."""
    return SuggestionLine(
        row.pk,
        row.report_id,
        row.report.institution.name,
        row.report.period.due_on,
        row.report.suggestions,
        row.answer_due_on,
        row.answer,
        row.words,
        row.answered_on,
    )


def _seen(actor: Actor) -> QuerySet[Report]:
    actor.require(Permission.REPORT_VIEW)
    return Report.objects.within(actor)


def _narrowed(rows: QuerySet[Report], wanted: Wanted) -> QuerySet[Report]:
    if wanted.due_on is not None:
        rows = rows.filter(period__due_on=wanted.due_on)
    if wanted.q:
        rows = rows.filter(Q(institution__name__icontains=wanted.q) | Q(institution__code=wanted.q))
    if wanted.city:
        rows = rows.filter(institution__division__code__startswith=wanted.city[:4])
    return rows


def _period(row: ReportPeriod) -> PeriodLine:
    return PeriodLine(
        row.pk,
        row.since,
        row.until,
        row.due_on,
        calendar.closes_at(row.due_on, rulebooks.current()),
        row.closed_at is not None,
        row.reminded_on,
    )


def _lines(rows: Iterable[Report], now: datetime) -> list[ReportLine]:
    found = list(rows)
    book, today = rulebooks.current(), periods.day(now)
    missed = misses.in_a_row({row.institution_id for row in found}, today, book)
    cities = city_names()
    return [
        ReportLine(
            id=row.pk,
            institution_id=row.institution_id,
            institution=row.institution.name,
            code=row.institution.code,
            city=cities.get(f"{row.institution.division_id[:4]}00", ""),
            since=row.period.since,
            until=row.period.until,
            due_on=row.period.due_on,
            state=State(row.state),
            excuse=row.excuse,
            submitted_on=row.submitted_on,
            entered_on=row.entered_on,
            misses=missed.get(row.institution_id, 0),
            parts={part: getattr(row, part.value) for part in Part},
            figures=row.figures,
        )
        for row in found
    ]


def city_names() -> dict[str, str]:
    """Return the names of the province's cities, by code."""
    province = rulebooks.province().division[:2]
    return {one.code: one.name for one in organisations.cities(province)}


def city_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the cities (code, name) that the list can be narrowed to."""
    return sorted(city_names().items()) if actor.reach is Reach.PROVINCE else []
