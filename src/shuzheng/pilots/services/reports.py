"""What an institution does with its bi-weekly report: write, file, file late, note its entry.

Rules: R-190, R-191, R-199, R-257. Every act first brings the periods up to date, so that a report
past its due day is late even while the scheduler stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Report, Suggestion
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import Part, State, Verb
from shuzheng.pilots.services import report_periods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-191")
@transaction.atomic
def write(
    report_id: int, parts: Mapping[str, str], edition: int, *, actor: Actor, now: datetime
) -> int:
    """Save the parts of a report that was read as `edition`; returns the new edition.

    Saved as one writes, so only the first saving is a fact. Refuses what somebody else has saved
    since, and a report that can no longer be filed.
    """
    row = _fetched(report_id, actor, now)
    source = State(row.state)
    target = rules.REPORT.after(source, Verb.WRITE)
    texts = {part.value: parts.get(part.value, "") for part in Part}
    unchanged = Report.objects.filter(pk=row.pk, state=source, edition=edition)
    saved = unchanged.update(**texts, state=target, edition=edition + 1, saved_at=now)
    if not saved:
        return _same_text(row, target, texts)
    if source is State.DUE:
        facts.record(
            "pilots.report.drafted",
            row,
            actor=actor,
            now=now,
            moved=(source, target),
            due=str(row.period.due_on),
        )
    return edition + 1


@applies("R-190", "R-191")
@transaction.atomic
def file(report_id: int, *, actor: Actor, now: datetime) -> None:
    """File a report, late if its due day is over; its figures are frozen with it."""
    row = _fetched(report_id, actor, now)
    today, book = periods.day(now), rulebooks.current()
    rules.check_parts({part.value: getattr(row, part.value) for part in Part}, today, book)
    is_late = row.state == State.MISSED
    verb = Verb.SUBMIT_LATE if is_late else Verb.SUBMIT
    moved = moves.move(row, rules.REPORT, verb, submitted_on=today)
    _suggest(row, today)
    facts.record(
        "pilots.report.filed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        due=str(row.period.due_on),
        late=is_late,
    )


@applies("R-257")
@transaction.atomic
def record_entry(report_id: int, entered_on: date, *, actor: Actor, now: datetime) -> None:
    """Record on which day the report was entered on the national platform."""
    report_periods.catch_up(now=now)
    row = access.report(report_id, actor, Permission.REPORT_WRITE)
    rules.check_entered(entered_on, row.period.since, periods.day(now))
    Report.objects.filter(pk=row.pk).update(entered_on=entered_on)
    facts.record("pilots.report.entered", row, actor=actor, now=now, on=entered_on.isoformat())
    report_periods.count_again([row.institution_id], now=now)


def _same_text(row: Report, state: State, texts: Mapping[str, str]) -> int:
    """Return the present edition where it holds this very text already; otherwise refuse."""
    same = Report.objects.filter(pk=row.pk, state=state, **texts)
    edition = same.values_list("edition", flat=True).first()
    if edition is None:
        raise rules.WrittenMeanwhile
    return edition


def _fetched(report_id: int, actor: Actor, now: datetime) -> Report:
    """Fetch a report to be written; refuse one that the next period's end has overtaken."""
    report_periods.catch_up(now=now)
    row = access.report(report_id, actor, Permission.REPORT_WRITE)
    if row.state == State.MISSED:
        until = calendar.late_until(row.period.due_on, rulebooks.current())
        if calendar.closes_at(until, rulebooks.current()) <= now:
            raise rules.TooLateToFile(until=until)
    return row


@applies("R-199")
def _suggest(row: Report, today: date) -> None:
    """Hand the policy suggestions of a filed report to the office, which answers them."""
    if not row.suggestions.strip():
        Suggestion.objects.filter(report=row, answered_on=None).delete()
        return
    due_on = rules.answer_due_on(today, rulebooks.calendar(), rulebooks.current())
    Suggestion.objects.get_or_create(report=row, defaults={"answer_due_on": due_on})
