"""What the office does with bi-weekly reports: accept, return, excuse, rest, remind, answer.

Rules: R-190 (silence accepts), R-192, R-196, R-199.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import bulk, facts, moves, rulebooks
from shuzheng.foundation.facts import Passage
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Report, ReportBreak, ReportPeriod, Suggestion
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import Excuse, Filed, Outcome, State, Verb
from shuzheng.pilots.services import report_periods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


AT_ONCE = 250
"""How many reports are filled in by one statement."""


class BreakEndsBeforeStart(Refusal):
    """The last day of a break is not before its first."""

    code = "break-ends-before-start"
    template = "The break would end before it starts."
    rule = "R-196"


class AnsweredAlready(Refusal):
    """A suggestion is answered once."""

    code = "suggestion-answered"
    status = 409
    template = "This suggestion was answered already."
    rule = "R-199"


@transaction.atomic
def accept(report_id: int, *, actor: Actor, now: datetime) -> None:
    """Accept a report."""
    row = access.report(report_id, actor, Permission.REPORT_ANSWER)
    moved = moves.move(row, rules.REPORT, Verb.ACCEPT, accepted_on=periods.day(now))
    facts.record("pilots.report.accepted", row, actor=actor, now=now, moved=moved, how="office")


@applies("R-190")
@transaction.atomic
def accept_by_silence(*, now: datetime) -> int:
    """Accept what nobody returned in time; returns how many. Safe to run again."""
    today, book, days = periods.day(now), rulebooks.current(), rulebooks.calendar()
    waiting = Report.objects.filter(state=State.SUBMITTED).order_by("pk")
    ripe = [
        row
        for row in waiting.select_related("period")
        if row.submitted_on and today > rules.accepted_by_silence_on(row.submitted_on, days, book)
    ]
    if not ripe:
        return 0
    facts.lock_chain()  # before any row: each report has a fact of its own
    silent = Report.objects.filter(pk__in=bulk.among([row.pk for row in ripe]))
    accepted = {"accepted_on": today, "accepted_by_silence": True}
    if moves.move_all(silent, rules.REPORT, State.SUBMITTED, Verb.ACCEPT, **accepted) != len(ripe):
        raise moves.MovedMeanwhile
    facts.record_each(
        "pilots.report.accepted",
        ((row, CLOCK) for row in ripe),
        now=now,
        moved=(State.SUBMITTED, State.ACCEPTED),
        how="silence",
    )
    return len(ripe)


@transaction.atomic
def send_back(report_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Return a report as incomplete: it was filed all the same, so it is no miss."""
    row = access.report(report_id, actor, Permission.REPORT_ANSWER)
    moved = moves.move(row, rules.REPORT, Verb.RETURN, returned_reason=reason)
    facts.record("pilots.report.returned", row, actor=actor, now=now, moved=moved)


@applies("R-196")
@transaction.atomic
def excuse(report_ids: Sequence[int], reason: str, *, actor: Actor, now: datetime) -> int:
    """Excuse missed reports for one reason; rows of misses are counted again."""
    actor.require(Permission.REPORT_ANSWER)
    report_periods.catch_up(now=now)
    rows = access.reports(report_ids, actor, Permission.REPORT_ANSWER)
    today, book = periods.day(now), rulebooks.current()
    for row in rows:
        report = Filed(row.period.due_on, State(row.state), row.entered_on)
        if rules.outcome(report, today, book) is not Outcome.MISSED:
            raise rules.NotYetOver
    _excuse(rows, Excuse.OFFICE, reason, actor=actor, now=now)
    return len(rows)


@applies("R-196")
@transaction.atomic
def declare_break(since: date, until: date, reason: str, *, actor: Actor, now: datetime) -> int:
    """Ask for no reports that are due from `since` to `until`; returns the break's id.

    What was missed in these days already is excused at once.
    """
    actor.require(Permission.REPORT_ANSWER)
    if until < since:
        raise BreakEndsBeforeStart
    report_periods.catch_up(now=now)
    row = ReportBreak.objects.create(since=since, until=until, reason=reason, declared_at=now)
    facts.record(
        "pilots.reports.rested", row, actor=actor, now=now, since=str(since), until=str(until)
    )
    missed = Report.objects.filter(
        state__in=rules.MISSED, period__due_on__gte=since, period__due_on__lte=until
    )
    found = list(missed.select_related("period").order_by("pk"))
    if found:
        _excuse(found, Excuse.BREAK, reason, actor=actor, now=now)
    return row.pk


@applies("R-199")
@transaction.atomic
def answer(
    suggestion_id: int, what: rules.Answer, words: str, *, actor: Actor, now: datetime
) -> None:
    """Answer a policy suggestion: what becomes of it, and why."""
    row = access.suggestion(suggestion_id, actor, Permission.REPORT_ANSWER)
    unanswered = Suggestion.objects.filter(pk=row.pk, answered_on=None)
    if not unanswered.update(answer=what, words=words, answered_on=periods.day(now)):
        raise AnsweredAlready
    facts.record("pilots.suggestion.answered", row.report, actor=actor, now=now, answer=what.value)


@applies("R-192")
@transaction.atomic
def remind(*, now: datetime) -> int:
    """Remind whoever has not filed the report due next, once a day; returns how many."""
    report_periods.catch_up(now=now)
    today, book = periods.day(now), rulebooks.current()
    if not calendar.reminds(today, book):
        return 0
    due_on = calendar.current(today, book).due_on
    row = ReportPeriod.objects.filter(due_on=due_on).exclude(reminded_on=today).first()
    if row is None or not ReportPeriod.objects.filter(pk=row.pk).exclude(reminded_on=today).update(
        reminded_on=today
    ):
        return 0
    unfiled = Report.objects.filter(period=row, state__in=rules.OPEN).order_by("pk")
    passages = [Passage(f"pilots.report:{pk}") for pk in unfiled.values_list("pk", flat=True)]
    facts.record(
        "pilots.reports.reminded",
        row,
        actor=CLOCK,
        now=now,
        passages=passages,
        due=str(due_on),
        count=len(passages),
    )
    return len(passages)


@applies("R-191")
@transaction.atomic
def prefill(
    due_on: date, figures: Mapping[int, Mapping[str, int]], *, actor: Actor, now: datetime
) -> int:
    """Fill in the figures of a period by institution, where the report is not filed yet.

    They are counted above this room and handed down as they are (a frozen cut).
    """
    if actor != CLOCK:
        actor.require(Permission.REPORT_ANSWER)
    unfiled = Report.objects.filter(period__due_on=due_on, state__in=rules.OPEN).order_by("pk")
    rows = list(unfiled.only("pk", "institution_id"))
    if not rows:
        return 0
    for row in rows:
        row.figures = dict(figures.get(row.institution_id, {}))
        row.figures_at = now
    still = Report.objects.filter(state__in=rules.OPEN)
    still.bulk_update(rows, ["figures", "figures_at"], batch_size=AT_ONCE)
    facts.record("pilots.reports.prefilled", Report(pk=0), actor=actor, now=now, count=len(rows))
    return len(rows)


def _excuse(
    rows: Collection[Report], ground: Excuse, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Excuse these reports in one fact, then count their institutions' rows again."""
    passages: list[Passage] = []
    for source in {State(row.state) for row in rows}:
        ids = [row.pk for row in rows if row.state == source]
        found = Report.objects.filter(pk__in=bulk.among(ids))
        moved = moves.move_all(
            found, rules.REPORT, source, Verb.EXCUSE, excuse=ground, excuse_reason=reason
        )
        if moved != len(ids):
            raise moves.MovedMeanwhile
        passages += [Passage(f"pilots.report:{pk}", source, State.EXCUSED) for pk in ids]
    facts.record(
        "pilots.reports.excused",
        Report(pk=0),
        actor=actor,
        now=now,
        passages=passages,
        count=len(passages),
    )
    report_periods.count_again({row.institution_id for row in rows}, now=now)
