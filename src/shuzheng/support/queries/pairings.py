"""Pairings as lists, pages, papers and workbooks show them (R-240)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Action, Check
from shuzheng.support.rules.pairing import (
    ACTIVE,
    Judgement,
    Resource,
    Result,
    Side,
    State,
    Word,
)
from shuzheng.support.rules.unevenness import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.support.models import Pairing

VIEWS = ("open", "proposed", "running", "late", "over", "all")
ORDER = {"helper": "helper__code", "helped": "helped__code", "since": "since", "until": "until"}


@dataclass(frozen=True, slots=True)
class PairingLine:
    """One pairing as a list shows it."""

    id: int
    helper_id: int
    helper: str
    helped_id: int
    helped: str
    city: str
    state: State
    measures: tuple[Measure, ...]
    since: date
    until: date
    actions: int
    done: int
    overdue: int
    due_on: date | None
    result: Result | None


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two said of the proposal."""

    side: Side
    name: str
    word: Word | None
    words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action, planned or done."""

    id: int
    title: str
    due_on: date
    planned_by: str
    done_on: date | None
    told_by: str
    persons: int | None
    hours: int | None
    words: str
    document: tuple[UUID, str] | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A half-yearly check, asked for or written."""

    number: int
    on: date
    due_on: date
    written_on: date | None
    judgement: Judgement | None
    words: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairingPage:
    """A pairing with all that is on record."""

    line: PairingLine
    reason: str
    shares: tuple[Resource, ...]
    words: str
    goal: str
    proposed_on: date
    answer_until: date
    measured_until: date | None
    said: tuple[Said, ...]
    decided_on: date | None
    decision: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    evaluation_due_on: date | None
    evaluated_on: date | None
    evaluation: str
    early_reason: str
    ended_on: date | None
    ending: str
    actions: tuple[ActionLine, ...]
    checks: tuple[CheckLine, ...]
    is_invented: bool

    @property
    def objects(self) -> bool:
        """Return whether one of the two objects."""
        return any(one.word is Word.OBJECTS for one in self.said)


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, *, q: str = ""
) -> listing.Found[PairingLine]:
    """Return one page of the pairings within reach."""
    found = listing.cut(_chosen(actor, wish, now, q), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, now: datetime, *, q: str = "") -> Iterator[PairingPage]:
    """Yield all of them with what is on record."""
    for row in _chosen(actor, wish, now, q):
        yield _page(row, now)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many pairings each view holds."""
    rows = access.pairings(actor)
    return {view: _viewed(rows, view, now).count() for view in VIEWS}


def detail(
    pk: int, actor: Actor, now: datetime, permission: Permission = Permission.PAIRING_VIEW
) -> PairingPage:
    """Return one pairing for its page, or for the page of an act that takes `permission`."""
    row = access.pairing(pk, actor, permission)
    counted = _counted(access.pairings(actor), now).get(pk=row.pk)
    return _page(counted, now)


def action(pk: int, pairing_id: int, actor: Actor, now: datetime) -> ActionLine:
    """Return one action for the page on which it is told."""
    row = access.action(pk, pairing_id, actor, Permission.PAIRING_ACT)
    return _action(row, periods.day(now))


def side(page: PairingPage, actor: Actor) -> Side | None:
    """Return on which side of a pairing the actor's own institution stands."""
    own = {page.line.helper_id: Side.HELPER, page.line.helped_id: Side.HELPED}
    return own.get(actor.organisation_id)


def to_answer(actor: Actor) -> tuple[int, int, date | None]:
    """Return how many proposals wait for the institution's word, the first one, and by when."""
    here = actor.organisation_id
    rows = access.pairings(actor).filter(
        Q(helper_id=here, helper_word="") | Q(helped_id=here, helped_word=""),
        state=State.PROPOSED,
    )
    return _first(rows, "answer_until")


def to_decide(actor: Actor, now: datetime) -> tuple[int, int, date | None]:
    """Return how many proposals can be decided, the first one, and since when."""
    rows = access.pairings(actor).filter(
        ~Q(helper_word="") & ~Q(helped_word="") | Q(answer_until__lt=periods.day(now)),
        state=State.PROPOSED,
    )
    return _first(rows, "answer_until")


def to_check(actor: Actor) -> tuple[int, int, date | None]:
    """Return how many checks wait, of which pairing the first, and by when."""
    rows = Check.objects.filter(
        pairing__in=access.pairings(actor).filter(state=State.RUNNING).values("pk"),
        written_on=None,
    )
    first = rows.order_by("due_on", "pk").first()
    return rows.count(), first.pairing_id if first else 0, first.due_on if first else None


def to_evaluate(actor: Actor, now: datetime) -> tuple[int, int, date | None]:
    """Return how many pairings are over and not evaluated, the first one, and by when."""
    rows = access.pairings(actor).filter(state=State.RUNNING, until__lt=periods.day(now))
    return _first(rows, "evaluation_due_on")


def to_end(actor: Actor) -> tuple[int, int, date | None]:
    """Return how many evaluated pairings wait for their end."""
    return _first(access.pairings(actor).filter(state=State.EVALUATED), "evaluated_on")


def to_tell(actor: Actor, now: datetime) -> tuple[int, int, date | None]:
    """Return how many planned actions of the institution are overdue, and where the first is."""
    rows = Action.objects.filter(
        pairing__in=access.pairings(actor).filter(state=State.RUNNING).values("pk"),
        done_on=None,
        due_on__lt=periods.day(now),
    )
    first = rows.order_by("due_on", "pk").first()
    return rows.count(), first.pairing_id if first else 0, first.due_on if first else None


def _first(rows: QuerySet[Pairing], column: str) -> tuple[int, int, date | None]:
    found = rows.aggregate(count=Count("pk"), due=Min(column))
    first = rows.order_by(column, "pk").values_list("pk", flat=True).first()
    return found["count"], first or 0, found["due"]


def _chosen(actor: Actor, wish: listing.Wish, now: datetime, q: str) -> QuerySet[Pairing]:
    rows = _viewed(_counted(access.pairings(actor), now), wish.view, now)
    if q:
        rows = rows.filter(Q(helper__name__icontains=q) | Q(helped__name__icontains=q))
    return rows.order_by(*wish.order(ORDER))


def _counted(rows: QuerySet[Pairing], now: datetime) -> QuerySet[Pairing]:
    overdue = Q(actions__done_on=None, actions__due_on__lt=periods.day(now))
    waiting = Q(checks__written_on=None)
    return rows.select_related("helper", "helped__division", "measurement").annotate(
        planned=Count("actions", distinct=True),
        done=Count("actions", filter=~Q(actions__done_on=None), distinct=True),
        overdue=Count("actions", filter=overdue, distinct=True),
        check_due_on=Min("checks__due_on", filter=waiting),
    )


def _viewed(rows: QuerySet[Pairing], view: str, now: datetime) -> QuerySet[Pairing]:
    today = periods.day(now)
    if view == "open":
        return rows.exclude(state__in=[State.ENDED, State.DROPPED])
    if view == "proposed":
        return rows.filter(state=State.PROPOSED)
    if view == "running":
        return rows.filter(state__in=sorted(ACTIVE))
    if view == "over":
        return rows.filter(state__in=[State.EVALUATED, State.ENDED])
    if view == "late":
        late = Check.objects.filter(written_on=None, due_on__lt=today).values("pairing_id")
        return rows.filter(Q(pk__in=late) | Q(evaluation_due_on__lt=today), state=State.RUNNING)
    return rows


def _due(row: Pairing) -> date | None:
    if row.state == State.PROPOSED:
        return row.answer_until
    if row.state == State.RUNNING:
        return row.check_due_on or row.evaluation_due_on  # type: ignore[attr-defined]
    return None


def _line(row: Pairing) -> PairingLine:
    return PairingLine(
        id=row.pk,
        helper_id=row.helper_id,
        helper=row.helper.name,
        helped_id=row.helped_id,
        helped=row.helped.name,
        city=row.helped.division.full_name,
        state=State(row.state),
        measures=tuple(Measure(one) for one in row.measures),
        since=row.since,
        until=row.until,
        actions=row.planned,  # type: ignore[attr-defined]
        done=row.done,  # type: ignore[attr-defined]
        overdue=row.overdue if row.state == State.RUNNING else 0,  # type: ignore[attr-defined]
        due_on=_due(row),
        result=Result(row.result) if row.result else None,
    )


def _page(row: Pairing, now: datetime) -> PairingPage:
    today = periods.day(now)
    actions = row.actions.select_related("planned_by", "told_by", "document")
    return PairingPage(
        line=_line(row),
        reason=row.reason,
        shares=tuple(Resource(one) for one in row.shares),
        words=row.words,
        goal=row.goal,
        proposed_on=row.proposed_on,
        answer_until=row.answer_until,
        measured_until=row.measurement.until if row.measurement else None,
        said=tuple(_said(row, one) for one in Side),
        decided_on=row.decided_on,
        decision=row.decision,
        before=row.before,
        after=row.after,
        evaluation_due_on=row.evaluation_due_on,
        evaluated_on=row.evaluated_on,
        evaluation=row.evaluation,
        early_reason=row.early_reason,
        ended_on=row.ended_on,
        ending=row.ending,
        actions=tuple(_action(one, today) for one in actions.order_by("due_on", "pk")),
        checks=tuple(_check(one) for one in row.checks.order_by("number")),
        is_invented=row.helped.is_demonstration,
    )


def _said(row: Pairing, one: Side) -> Said:
    word = getattr(row, f"{one.value}_word")
    return Said(
        one,
        getattr(row, one.value).name,
        Word(word) if word else None,
        getattr(row, f"{one.value}_said"),
        getattr(row, f"{one.value}_on"),
    )


def _action(row: Action, today: date) -> ActionLine:
    return ActionLine(
        id=row.pk,
        title=row.title,
        due_on=row.due_on,
        planned_by=row.planned_by.name,
        done_on=row.done_on,
        told_by=row.told_by.name if row.told_by else "",
        persons=row.persons,
        hours=row.hours,
        words=row.words,
        document=(row.document.uid, row.document.name) if row.document else None,
        is_late=(row.done_on or today) > row.due_on,
    )


def _check(row: Check) -> CheckLine:
    return CheckLine(
        number=row.number,
        on=row.on,
        due_on=row.due_on,
        written_on=row.written_on,
        judgement=Judgement(row.judgement) if row.judgement else None,
        words=row.words,
        figures=row.figures,
    )
