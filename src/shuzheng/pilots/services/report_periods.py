"""Ask for reports as periods begin, count the misses as they end, and what a row of them earns.

Rules: R-190, R-193, R-194, R-196. Whoever comes first, the clock or a person with an act on a
report, brings everything up to date; so a run that is late, repeated or left out changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import bulk, facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.models import Report, ReportPeriod
from shuzheng.pilots.queries import duty, misses
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.report_periods import DAY
from shuzheng.pilots.rules.reporting import Excuse, Outcome, State, Verb
from shuzheng.standing.queries import notices as standing
from shuzheng.standing.rules.notices import PENDING
from shuzheng.standing.rules.notices import State as NoticeState
from shuzheng.standing.services import notices

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.foundation.facts import Passage
    from shuzheng.standing.queries.notices import NoticeBrief

NEW = ("period_id", "institution_id", "state")


@applies("R-190")
@transaction.atomic
def catch_up(*, now: datetime) -> dict[str, int]:
    """Open the periods that have begun and close those that are over; safe at any time, often.

    The very first run opens the period then under way and no earlier one.
    """
    today, book = periods.day(now), rulebooks.current()
    newest = ReportPeriod.objects.order_by("-due_on").values_list("due_on", flat=True).first()
    begun = list(calendar.begun(newest or today - DAY, today, book))
    if newest is None:
        begun = begun[-1:]
    opened = sum(_open(period, now) for period in begun)
    waiting = ReportPeriod.objects.filter(closed_at=None).order_by("due_on")
    over = [row for row in waiting if calendar.closes_at(row.due_on, book) <= now]
    closed = sum(_close(row, now) for row in over)
    return {"opened": opened, "closed": closed}


def span_of(row: ReportPeriod) -> calendar.ReportPeriod:
    """Return a period as the rules know it."""
    return calendar.ReportPeriod(row.since, row.until, row.due_on)


def _open(period: calendar.ReportPeriod, now: datetime) -> bool:
    """Ask everybody for a report who is in the pilot as the period begins."""
    row, fresh = ReportPeriod.objects.get_or_create(
        due_on=period.due_on,
        defaults={"since": period.since, "until": period.until, "opened_at": now},
    )
    if not fresh:
        return False
    asked = [one for one, held in duty.spells(period).items() if calendar.opens(period, held)]
    bulk.insert(Report, NEW, ((row.pk, one, State.DUE.value) for one in sorted(asked)))
    facts.record("pilots.reports.opened", row, actor=CLOCK, now=now, due=str(row.due_on))
    return True


@applies("R-190", "R-196")
def _close(row: ReportPeriod, now: datetime) -> bool:
    """Count whoever has not filed as missed, unless the report is not owed or in a break."""
    if not ReportPeriod.objects.filter(pk=row.pk, closed_at=None).update(closed_at=now):
        return False
    period = span_of(row)
    held = duty.spells(period)
    rests = calendar.in_break(row.due_on, duty.breaks())
    groups: dict[Excuse | None, list[tuple[int, State]]] = {}
    unfiled = Report.objects.filter(period=row, state__in=rules.OPEN).order_by("pk")
    for pk, institution, state in unfiled.values_list("pk", "institution_id", "state"):
        ground = _ground(owed=calendar.owes(period, held.get(institution, ())), rests=rests)
        groups.setdefault(ground, []).append((pk, State(state)))
    passages: list[Passage] = []
    for ground, members in groups.items():
        passages += _move_all(members, ground)
    facts.record(
        "pilots.reports.closed",
        row,
        actor=CLOCK,
        now=now,
        passages=passages,
        due=str(row.due_on),
        missed=len(groups.get(None, ())),
    )
    count_again(_missing(row, now), now=now)
    return True


def _ground(*, owed: bool, rests: bool) -> Excuse | None:
    if not owed:
        return Excuse.NOT_OWED
    return Excuse.BREAK if rests else None


def _move_all(members: Collection[tuple[int, State]], ground: Excuse | None) -> list[Passage]:
    """Move reports that nobody filed; an excuse says why one is not counted."""
    verb, passages = Verb.EXCUSE if ground else Verb.MISS, []
    for source in sorted(rules.OPEN):
        target = rules.REPORT.after(source, verb)
        ids = [pk for pk, state in members if state is source]
        if not ids:
            continue
        rows = Report.objects.filter(pk__in=bulk.among(ids))
        if moves.move_all(rows, rules.REPORT, source, verb, excuse=ground or "") != len(ids):
            raise moves.MovedMeanwhile
        passages += [facts.Passage(f"pilots.report:{pk}", source, target) for pk in ids]
    return passages


def _missing(row: ReportPeriod, now: datetime) -> list[int]:
    """Return the institutions whose report of a closed period counts as missed."""
    today, book = periods.day(now), rulebooks.current()
    rows = Report.objects.filter(period=row).values_list("institution_id", "state", "entered_on")
    return [
        institution
        for institution, state, entered_on in rows
        if rules.outcome(rules.Filed(row.due_on, State(state), entered_on), today, book)
        is Outcome.MISSED
    ]


@applies("R-193", "R-194")
def count_again(institution_ids: Collection[int], *, now: datetime) -> None:
    """Bring notices in line with what counts as missed: propose, let fall, note further misses.

    Depends on nothing but the reports and the notices there are, so it may run again.
    """
    today, book = periods.day(now), rulebooks.current()
    counted = misses.outcomes(institution_ids, today, book)
    held = standing.standing(institution_ids)
    for institution, row in counted.items():
        missed = {due_on for due_on, what in row if what is Outcome.MISSED}
        served = _kept(held.get(institution, []), missed, now)
        for run in rules.runs(row):
            grounds = rules.grounds_for_notice(run, book)
            if grounds and served.isdisjoint(run):
                notices.propose(institution, grounds, now=now)


def _kept(held: Collection[NoticeBrief], missed: set[date], now: datetime) -> set[date]:
    """Let fall what lost its grounds, note what came after; returns the misses that are served."""
    served: set[date] = set()
    for notice in held:
        if notice.state in PENDING and not notice.grounds <= missed:
            notices.fall(notice.id, now=now)
            continue
        served |= notice.grounds
        if notice.state is NoticeState.ISSUED:
            notices.note_further(notice.id, sorted(missed), now=now)
    return served
