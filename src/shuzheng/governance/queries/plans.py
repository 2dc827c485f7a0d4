"""Plans as pages, papers and other rooms read them (R-009)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Milestone, Plan, PlanRow
from shuzheng.governance.queries import holdings
from shuzheng.governance.rules import milestone, plan_text
from shuzheng.governance.rules import plan as rules
from shuzheng.governance.rules.plan import UNFINISHED, List, Row, State
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from shuzheng.governance.rules.plan import Difference
    from shuzheng.kernel.actor import Actor

Rows = dict[List, list[Row]]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One edition of a year's plan."""

    id: int
    year: int
    edition: int
    state: State
    industries: tuple[str, ...]
    drafted_on: date
    fixed_on: date | None
    published_on: date | None
    document_id: int | None
    number: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One edition with its lists, and how they differ from today."""

    line: PlanLine
    aims: str
    revision: int
    digest: str
    log_index: int | None
    is_intact: bool
    fixed_by: str
    reason: str
    lists: Mapping[List, list[Row]]
    differences: Mapping[List, Difference]


def lines(actor: Actor) -> list[PlanLine]:
    """Return every edition, newest first."""
    rows = access.plans(actor).select_related("document").order_by("-year", "-edition")
    return [_line(row) for row in rows]


def detail(plan_id: int, actor: Actor, permission: Permission = Permission.PLAN_VIEW) -> PlanPage:
    """Return one edition for its page: fixed lists beside today's, or today's of a draft."""
    return _page(access.plan(plan_id, actor, permission))


def in_force(year: int = 0) -> PlanPage | None:
    """Return the edition that everybody reads, of a year or the newest; None where none is."""
    row = access.published(year)
    return _page(row, is_compared=False) if row else None


def public(plan_id: int) -> PlanPage:
    """Return an edition that everybody reads."""
    return _page(access.public(plan_id), is_compared=False)


def editions() -> list[PlanLine]:
    """Return every edition that everybody reads, newest first."""
    rows = Plan.objects.filter(state__in=sorted(rules.OUT)).select_related("document")
    return [_line(row) for row in rows.order_by("-year", "-edition")]


def key_industries(year: int) -> tuple[str, ...]:
    """Return the key industries that the plan in force for a year names; none without a plan."""
    row = access.published(year)
    return tuple(row.industries) if row else ()


def open_years(actor: Actor, now: datetime) -> list[int]:
    """Return the years that a new edition can be begun for."""
    actor.require(Permission.PLAN_PREPARE)
    busy = set(Plan.objects.filter(state__in=sorted(UNFINISHED)).values_list("year", flat=True))
    return [year for year in rules.years(periods.day(now)) if year not in busy]


def to_publish(actor: Actor) -> list[PlanLine]:
    """Return the editions whose lists are fixed, by whom the actor is not."""
    rows = access.plans(actor).filter(state=State.FIXED).exclude(fixed_by_id=actor.person_id)
    return [_line(row) for row in rows.select_related("document").order_by("year")]


def text_of(row: Plan) -> Iterator[tuple[int, str]]:
    """Return the text of a fixed plan, as (level, text)."""
    stones = Milestone.objects.filter(year=row.year).exclude(state=milestone.State.CALLED_OFF)
    said = stones.order_by("due_on", "pk").values_list("due_on", "name", "owner")
    on = row.fixed_on or row.drafted_on
    return plan_text.lines(row.aims, row.industries, list(said), _fixed(row), on)


def printable(plan_id: int, actor: Actor) -> tuple[PlanLine, list[tuple[int, str]]]:
    """Return a fixed edition with its text."""
    row = access.plan(plan_id, actor, Permission.PLAN_VIEW)
    return _line(row), list(text_of(row)) if row.fixed_on else []


def _page(row: Plan, *, is_compared: bool = True) -> PlanPage:
    fixed = _fixed(row) if row.fixed_on else None
    today = holdings.lists(row.year) if is_compared or fixed is None else fixed
    lists = today if fixed is None else fixed
    return PlanPage(
        line=_line(row),
        aims=row.aims,
        revision=row.revision,
        digest=row.digest,
        log_index=row.log_index,
        is_intact=_is_intact(row, lists),
        fixed_by=row.fixed_by.name if row.fixed_by else "",
        reason=row.reason,
        lists=lists,
        differences={one: rules.compare(lists[one], today[one]) for one in List},
    )


def _is_intact(row: Plan, lists: Rows) -> bool:
    """Return whether the rows still come to the digest that the evidence log has."""
    if row.fixed_on is None:
        return True
    found = rules.digest(row.year, row.edition, row.fixed_on, row.industries, lists)
    return found == row.digest


def _fixed(row: Plan) -> Rows:
    found: Rows = {one: [] for one in List}
    for one in PlanRow.objects.filter(plan=row).order_by("code"):
        found[List(one.kind)].append(Row(one.code, one.name, one.place, one.detail))
    return found


def _line(row: Plan) -> PlanLine:
    return PlanLine(
        id=row.pk,
        year=row.year,
        edition=row.edition,
        state=State(row.state),
        industries=tuple(row.industries),
        drafted_on=row.drafted_on,
        fixed_on=row.fixed_on,
        published_on=row.published_on,
        document_id=row.document_id,
        number=row.document.number if row.document else "",
    )
