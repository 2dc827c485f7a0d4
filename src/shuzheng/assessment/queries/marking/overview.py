"""The gaps that wait for a third person, how far marking is, and which plans wait for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import MarkingSheet, PlanAssessor
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules.marking import State
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Gap:
    """Two marks too far apart, and why the looker may not decide, if so."""

    sheet_id: int
    plan_id: int
    plan_name: str
    room: str
    seat: int
    ticket: str
    part: str
    first: str
    second: str
    difference: str
    full: str
    barred: Refusal | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one part is: sheets by state."""

    component_id: int
    name: str
    by_machine: bool
    total: int
    unmarked: int
    once: int
    gaps: int
    agreed: int
    locked: int


@dataclass(frozen=True, slots=True)
class MarkingPlan:
    """A plan that waits for an assessor, and how many sheets still take his or her mark."""

    id: int
    name: str
    waiting: int
    gaps: int
    due_on: date | None


def gaps(plan_id: int, actor: Actor, now: datetime) -> list[Gap]:
    """Return the sheets whose two marks lie too far apart, for those who may decide or oversee."""
    if actor.may(Permission.MARK_GIVE):
        row = access.assessed_plan(plan_id, actor)
    else:
        row = plans.own_plan(plan_id, actor, Permission.MARK_VIEW)
    found = MarkingSheet.objects.filter(
        component__plan=row, state=State.SECOND_MARKED
    ).select_related("component", "registration__ticket", "registration__seat__seat__room")
    sheets = list(found.order_by("pk"))
    marks = markers.marks_of(sheet.pk for sheet in sheets)
    marker = _marker_or_none(row, actor, {s.registration.person_id for s in sheets}, now)
    lines = []
    for sheet in sheets:
        first, second = sorted(marks[sheet.pk], key=lambda mark: mark.round)[:2]
        barred = None
        if marker is not None:
            given = [mark.marker_id for mark in (first, second) if mark.marker_id]
            barred = markers.refusal(marker, sheet.registration.person_id, given, periods.day(now))
        seat = sheet.registration.seat.seat
        lines.append(
            Gap(
                sheet.pk,
                row.pk,
                row.name,
                seat.room.name,
                seat.number,
                markers.code_of(sheet.registration),
                sheet.component.name,
                rules.points(first.points),
                rules.points(second.points),
                rules.points(abs(first.points - second.points)),
                rules.points(sheet.component.full),
                barred,
            )
        )
    return lines


def gap(sheet_id: int, actor: Actor, now: datetime) -> Gap:
    """Return one gap to a person who may decide it. Refuses where there is none."""
    sheet = access.assessed_sheet(sheet_id, actor)
    found = {one.sheet_id: one for one in gaps(sheet.component.plan_id, actor, now)}
    if sheet_id not in found:
        raise access.NoSuchSheet
    return found[sheet_id]


def progress(plan_id: int, actor: Actor) -> list[Progress]:
    """Return how far every part of a plan is; whoever gave which mark stays unsaid."""
    row = plans.plan(plan_id, actor, Permission.PLAN_VIEW)
    if row.organisation_id != actor.organisation_id or not actor.may(Permission.MARK_VIEW):
        access.assessed_plan(plan_id, actor)
    sheets = MarkingSheet.objects.filter(component__plan=row).order_by()
    found = sheets.values_list("component_id", "state").annotate(Count("pk"))
    counted = Counter({(part, state): count for part, state, count in found})
    return [
        Progress(
            part.pk,
            part.name,
            part.by_machine,
            total=sum(count for (key, _), count in counted.items() if key == part.pk),
            unmarked=counted[part.pk, State.UNMARKED],
            once=counted[part.pk, State.FIRST_MARKED],
            gaps=counted[part.pk, State.SECOND_MARKED],
            agreed=counted[part.pk, State.AGREED] + counted[part.pk, State.ADJUDICATED],
            locked=counted[part.pk, State.LOCKED],
        )
        for part in row.components.order_by("pk")
    ]


def waiting(actor: Actor) -> list[MarkingPlan]:
    """Return the plans that wait for an assessor's marks, and for how many."""
    if not actor.person_id or not actor.may(Permission.MARK_GIVE):
        return []
    appointed = PlanAssessor.objects.filter(person_id=actor.person_id).values("plan_id")
    sheets = MarkingSheet.objects.filter(
        component__plan__in=appointed, component__by_machine=False
    ).exclude(marks__marker_id=actor.person_id)
    wanted = sheets.filter(state__in=(State.UNMARKED, State.FIRST_MARKED))
    open_gaps = sheets.filter(state=State.SECOND_MARKED)
    named = sheets.values_list(
        "component__plan_id", "component__plan__name", "component__plan__results_due_on"
    )
    names = {key: (name, due_on) for key, name, due_on in named.distinct()}
    mark = Counter(wanted.values_list("component__plan_id", flat=True))
    gap = Counter(open_gaps.values_list("component__plan_id", flat=True))
    return [
        MarkingPlan(key, names[key][0], mark[key], gap[key], names[key][1])
        for key in sorted(names)
        if mark[key] or gap[key]
    ]


def waiting_count(actor: Actor) -> int:
    """Return how many plans wait for an assessor."""
    return len(waiting(actor))


def _marker_or_none(
    row: Plan, actor: Actor, candidates: set[int], now: datetime
) -> rules.Marker | None:
    if not actor.may(Permission.MARK_GIVE):
        return None
    return markers.of(row, actor.person_id, candidates, periods.day(now))
