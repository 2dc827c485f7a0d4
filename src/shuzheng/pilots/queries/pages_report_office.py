"""What the office keeps beside the reports: breaks that it declared, suggestions to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Report, ReportBreak, Suggestion
from shuzheng.pilots.queries.pages_reports import SuggestionLine, suggestion_line

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("waiting", "answered", "all")


@dataclass(frozen=True, slots=True)
class BreakLine:
    """Days for which no reports are asked, both included."""

    id: int
    since: date
    until: date
    reason: str


def breaks(actor: Actor) -> list[BreakLine]:
    """Return every break, newest first; whoever sees reports sees them."""
    actor.require(Permission.REPORT_VIEW)
    rows = ReportBreak.objects.order_by("-since", "-pk")
    return [BreakLine(row.pk, row.since, row.until, row.reason) for row in rows]


def suggestions(actor: Actor, wish: listing.Wish) -> listing.Found[SuggestionLine]:
    """Return one page of the suggestions within reach, the earliest deadline first."""
    rows = _viewed(_within(actor), wish.view)
    cut = listing.cut(
        rows.select_related("report__institution", "report__period").order_by(
            *wish.order({"due": "answer_due_on"})
        ),
        wish,
    )
    return listing.Found([suggestion_line(row) for row in cut.rows], cut.total, cut.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many suggestions each view holds."""
    rows = _within(actor)
    return {view: _viewed(rows, view).count() for view in VIEWS}


def waiting(actor: Actor) -> tuple[int, date | None]:
    """Return how many suggestions the actor has to answer, and by when the first."""
    if not actor.may(Permission.REPORT_ANSWER):
        return 0, None
    rows = _viewed(_within(actor), "waiting").order_by("answer_due_on")
    due = list(rows.values_list("answer_due_on", flat=True))
    return len(due), due[0] if due else None


def one(suggestion_id: int, actor: Actor) -> SuggestionLine:
    """Return one suggestion that the actor may answer."""
    return suggestion_line(access.suggestion(suggestion_id, actor, Permission.REPORT_ANSWER))


def _within(actor: Actor) -> QuerySet[Suggestion]:
    actor.require(Permission.REPORT_VIEW)
    return Suggestion.objects.filter(report__in=Report.objects.within(actor).values("pk"))


def _viewed(rows: QuerySet[Suggestion], view: str) -> QuerySet[Suggestion]:
    if view == "all":
        return rows
    return rows.filter(answered_on__isnull=view == "waiting")
