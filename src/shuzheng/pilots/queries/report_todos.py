"""What waits for somebody in the bi-weekly reports (R-190, R-192, R-199, R-257)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Report, ReportPeriod
from shuzheng.pilots.queries import pages_report_office, pages_reports
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

HERE = frozenset({State.SUBMITTED, State.ACCEPTED})


def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what the actor has to write, to enter there, to answer."""
    if actor.may(Permission.REPORT_WRITE):
        yield from _institution(actor, now)
    if actor.may(Permission.REPORT_ANSWER):
        yield from _office(actor)


def waiting(actor: Actor, now: datetime) -> int:
    """Return how many reports wait for the actor."""
    if actor.may(Permission.REPORT_WRITE):
        return int(pages_reports.to_write(actor, now) is not None)
    if actor.may(Permission.REPORT_ANSWER):
        return Report.objects.within(actor).filter(state=State.SUBMITTED).count()
    return 0


def _institution(actor: Actor, now: datetime) -> Iterator[Todo]:
    line = pages_reports.to_write(actor, now)
    if line is not None:
        returned = line.state is State.RETURNED
        yield Todo(
            _("A report was returned as incomplete") if returned else _("File the report"),
            reverse("pilots:report-edit", args=[line.id]),
            due_on=None if returned else line.due_on,
            detail=_told(line.misses, now),
            rule="R-190",
        )
    today = periods.day(now)
    unentered = Report.objects.within(actor).filter(
        state__in=sorted(HERE), entered_on=None, period__due_on__gte=today
    )
    found = unentered.values_list("pk", "period__due_on").first()
    if found:
        yield Todo(
            _("Enter the filed report on the national platform, and record the date"),
            reverse("pilots:report", args=[found[0]]),
            due_on=found[1],
            rule="R-257",
        )


def _told(misses: int, now: datetime) -> str:
    """Return the warning that goes with one or two misses."""
    if not misses:
        return ""
    said = ngettext("{count} miss in a row", "{count} misses in a row", misses)
    left = pages_reports.misses_left(misses, now)
    if not left:
        return said.format(count=misses)
    after = ngettext("a notice after {count} more", "a notice after {count} more", left)
    return gettext("{misses}, {notice}").format(
        misses=said.format(count=misses), notice=after.format(count=left)
    )


def _office(actor: Actor) -> Iterator[Todo]:
    url = reverse("pilots:reports")
    unread = Report.objects.within(actor).filter(state=State.SUBMITTED)
    found = unread.aggregate(count=Count("pk"), oldest=Min("period__due_on"))
    if found["count"]:
        yield Todo(
            _("Reports to be read"),
            f"{url}?view=waiting&period={found['oldest'].isoformat()}",
            detail=_("What nobody returns is accepted by itself"),
            count=found["count"],
            rule="R-190",
        )
    yield from _missing(url)
    suggestions, due = pages_report_office.waiting(actor)
    if suggestions:
        yield Todo(
            _("Policy suggestions to be answered"),
            reverse("pilots:suggestions"),
            due_on=due,
            count=suggestions,
            rule="R-199",
        )


def _missing(url: str) -> Iterator[Todo]:
    """List whoever missed the report that was due last."""
    closed = ReportPeriod.objects.exclude(closed_at=None).order_by("-due_on")
    last: date | None = closed.values_list("due_on", flat=True).first()
    if last is None:
        return
    missed = Report.objects.filter(period__due_on=last, state__in=sorted(rules.MISSED)).count()
    if missed:
        yield Todo(
            gettext("Institutions that missed the report due on {day}").format(day=last),
            f"{url}?view=missing&period={last.isoformat()}",
            count=missed,
            rule="R-192",
        )
