"""Summaries as lists, pages, papers and workbooks show them (R-198)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import figures
from shuzheng.alliances.rules.summary import Part, State
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.alliances.models import Summary
    from shuzheng.kernel.actor import Actor

VIEWS = ("due", "late", "unanswered", "answered", "all")
ORDER = {
    "certificate": "alliance__certificate_type__code",
    "due": "period__due_on",
    "submitted": "submitted_on",
}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """The summary of one alliance for one period; `lead` is who leads now until it is submitted."""

    id: int
    alliance_id: int
    alliance: str
    certificate: str
    code: str
    lead: str
    since: date
    until: date
    due_on: date
    state: State
    submitted_on: date | None
    answer_due_on: date | None
    answered_on: date | None

    @property
    def is_late(self) -> bool:
        """Return whether it came after its due day."""
        return self.submitted_on is not None and self.submitted_on > self.due_on


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """A line with its texts, figures and answer; the figures are today's until they are frozen."""

    line: SummaryLine
    texts: Mapping[Part, str]
    figures: Mapping[str, int]
    document: tuple[UUID, str] | None
    answer: str
    words: str
    is_invented: bool


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, *, q: str = "", period: str = ""
) -> listing.Found[SummaryLine]:
    """Return one page of the summaries whose inside the actor sees."""
    rows = _chosen(actor, wish.view, now, q=q, period=period)
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def every(
    actor: Actor, wish: listing.Wish, now: datetime, *, q: str = "", period: str = ""
) -> Iterator[SummaryPage]:
    """Yield all of them with their texts, in the list's order."""
    rows = _chosen(actor, wish.view, now, q=q, period=period)
    for row in rows.order_by(*wish.order(ORDER)):
        yield _page(row, row.figures)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many summaries each view holds."""
    rows = access.summaries(actor)
    return {view: _viewed(rows, view, now).count() for view in VIEWS}


def known_periods(actor: Actor) -> list[tuple[date, date]]:
    """Return the periods of the summaries that the actor sees, newest first."""
    rows = access.summaries(actor).order_by("-period__since")
    return list(rows.values_list("period__since", "period__until").distinct())


def detail(
    summary_id: int, actor: Actor, permission: Permission = Permission.SUMMARY_VIEW
) -> SummaryPage:
    """Return one summary for its page, or for the page of an act that takes `permission`."""
    row = access.summary(summary_id, actor, permission)
    frozen = row.state in {State.SUBMITTED, State.ANSWERED}
    known = (
        row.figures if frozen else figures.of(row.alliance_id, row.period.since, row.period.until)
    )
    return _page(row, known)


def of_alliance(alliance_id: int, actor: Actor) -> list[SummaryLine]:
    """Return the summaries of one alliance, newest first; none to whom its inside is closed."""
    if not actor.may(Permission.SUMMARY_VIEW):
        return []
    rows = _wide(access.summaries(actor).filter(alliance_id=alliance_id))
    return [_line(row) for row in rows.order_by("-period__since")]


def to_write(actor: Actor) -> tuple[int, date | None]:
    """Return how many summaries the actor's institution owes, and by when the first."""
    if not actor.may(Permission.ALLIANCE_RUN):
        return 0, None
    rows = access.summaries(actor).filter(state=State.DUE, alliance_id__in=access.led(actor))
    found = rows.aggregate(count=Count("pk"), first=Min("period__due_on"))
    return found["count"], found["first"]


def to_answer(actor: Actor) -> tuple[int, date | None]:
    """Return how many summaries wait for the office's answer, and by when the first."""
    rows = access.summaries(actor).filter(state=State.SUBMITTED)
    found = rows.aggregate(count=Count("pk"), first=Min("answer_due_on"))
    return found["count"], found["first"]


def led(actor: Actor) -> set[int]:
    """Return the ids of the alliances that the actor's institution leads."""
    return access.led(actor)


def late(actor: Actor, now: datetime) -> int:
    """Return how many summaries are overdue."""
    return _viewed(access.summaries(actor), "late", now).count()


def waiting(actor: Actor) -> int:
    """Return how many summaries wait for the actor."""
    if actor.may(Permission.SUMMARY_ANSWER):
        return to_answer(actor)[0]
    return to_write(actor)[0]


def _chosen(actor: Actor, view: str, now: datetime, *, q: str, period: str) -> QuerySet[Summary]:
    rows = _viewed(_wide(access.summaries(actor)), view, now)
    if q:
        rows = rows.filter(
            Q(alliance__name__icontains=q) | Q(alliance__certificate_type__name__icontains=q)
        )
    return rows.filter(period__since=period) if period else rows


def _viewed(rows: QuerySet[Summary], view: str, now: datetime) -> QuerySet[Summary]:
    if view == "late":
        return rows.filter(state=State.DUE, period__due_on__lt=periods.day(now))
    states = {"due": State.DUE, "unanswered": State.SUBMITTED, "answered": State.ANSWERED}
    return rows.filter(state=states[view]) if view in states else rows


def _wide(rows: QuerySet[Summary]) -> QuerySet[Summary]:
    return rows.select_related(
        "period",
        "document",
        "lead",
        "alliance__lead",
        "alliance__acting_lead",
        "alliance__certificate_type",
    )


def _line(row: Summary) -> SummaryLine:
    kind = row.alliance.certificate_type
    lead = row.lead or row.alliance.lead or row.alliance.acting_lead
    return SummaryLine(
        id=row.pk,
        alliance_id=row.alliance_id,
        alliance=row.alliance.name,
        certificate=kind.name,
        code=kind.code,
        lead=lead.name if lead else "",
        since=row.period.since,
        until=row.period.until,
        due_on=row.period.due_on,
        state=State(row.state),
        submitted_on=row.submitted_on,
        answer_due_on=row.answer_due_on,
        answered_on=row.answered_on,
    )


def _page(row: Summary, known: Mapping[str, int]) -> SummaryPage:
    return SummaryPage(
        line=_line(row),
        texts={part: getattr(row, part.value) for part in Part},
        figures=known,
        document=(row.document.uid, row.document.name) if row.document else None,
        answer=row.answer,
        words=row.words,
        is_invented=row.alliance.certificate_type.is_demonstration,
    )
