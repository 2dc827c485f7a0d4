"""Findings: recorded on site, contested once, put right, checked again, closed or escalated.

Rules: R-213, R-215. What parties write about a finding is kept with it and never in facts. Whoever
recorded or re-checked a finding does not close it; the clock only says that one is overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.models import Finding, FindingFile
from shuzheng.quality.rules import finding as rules
from shuzheng.quality.rules import on_site
from shuzheng.quality.rules.finding import FINDING, Severity, State, Verb
from shuzheng.quality.rules.inspection import INSPECTION
from shuzheng.quality.rules.inspection import State as Step
from shuzheng.quality.rules.inspection import Verb as Act

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Found:
    """What a team found; `item` is the form's, or empty.

    `sent_as` is the same whenever a phone sends the same finding again; `place` and `noted_at` say
    where and when it was written there.
    """

    severity: Severity
    text: str
    happened_on: date
    item: str = ""
    sent_as: UUID | None = None
    place: str = ""
    noted_at: datetime | None = None


@applies("R-213", "R-215")
@transaction.atomic
def record(
    inspection_id: int,
    given: Found,
    *,
    actor: Actor,
    now: datetime,
    file_id: int | None = None,
) -> int:
    """Record a finding on site, with its evidence; returns its id.

    One that was sent before is recorded already: its id is returned, and nothing is done.
    """
    row = access.inspection(inspection_id, actor, Permission.INSPECTION_CONDUCT)
    if before := sent(inspection_id, given.sent_as):
        return before
    INSPECTION.after(Step(row.state), Act.REPORT)
    today = periods.day(now)
    rules.check_happened(given.happened_on, today)
    where = on_site.place(given.place)
    last = row.findings.aggregate(Max("number"))["number__max"] or 0
    try:
        with transaction.atomic():
            made = Finding.objects.create(
                inspection=row,
                number=last + 1,
                sent_as=given.sent_as,
                place=str(where) if where else "",
                noted_at=given.noted_at,
                item=given.item,
                severity=given.severity,
                text=given.text,
                happened_on=given.happened_on,
                found_on=today,
                state=FINDING.initial,
                due_on=rules.due_on(today, rulebooks.calendar(), rulebooks.current()),
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    _attach(made, file_id, now, is_rectification=False)
    facts.record(
        "quality.finding.recorded", made, actor=actor, now=now, severity=given.severity.value
    )
    return made.pk


def sent(inspection_id: int, sent_as: UUID | None) -> int | None:
    """Return the finding that was sent under this name before, if there is one."""
    if sent_as is None:
        return None
    rows = Finding.objects.filter(inspection=inspection_id, sent_as=sent_as)
    return rows.values_list("pk", flat=True).first()


@applies("R-213", "R-215")
@transaction.atomic
def record_outside(
    party_id: int, given: Found, *, actor: Actor, now: datetime, site_id: int | None = None
) -> int:
    """Record as the office what no inspection found, against a party or its site; returns its id.

    For rooms above: what a complaint showed is put right, checked again and closed like the rest.
    """
    actor.require(Permission.FINDING_DECIDE)
    today = periods.day(now)
    rules.check_happened(given.happened_on, today)
    last = Finding.objects.filter(inspection=None, party=party_id).aggregate(Max("number"))
    try:
        with transaction.atomic():
            made = Finding.objects.create(
                party_id=party_id,
                site_id=site_id,
                number=(last["number__max"] or 0) + 1,
                severity=given.severity,
                text=given.text,
                happened_on=given.happened_on,
                found_on=today,
                state=FINDING.initial,
                due_on=rules.due_on(today, rulebooks.calendar(), rulebooks.current()),
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    facts.record(
        "quality.finding.recorded", made, actor=actor, now=now, severity=given.severity.value
    )
    return made.pk


@applies("R-213")
@transaction.atomic
def contest(pk: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Contest an open finding, once."""
    row = access.finding(pk, actor, Permission.INSPECTION_ANSWER)
    FINDING.after(State(row.state), Verb.CONTEST)
    if row.contested_on is not None:
        raise rules.ContestedOnce
    moved = moves.move(row, FINDING, Verb.CONTEST, contest=text, contested_on=periods.day(now))
    facts.record("quality.finding.contested", row, actor=actor, now=now, moved=moved)


@applies("R-213")
@transaction.atomic
def decide_contest(pk: int, reason: str, *, withdraw: bool, actor: Actor, now: datetime) -> None:
    """Decide a contested finding: withdraw it, or uphold it with a fresh deadline."""
    row = access.finding(pk, actor, Permission.FINDING_DECIDE)
    today = periods.day(now)
    if withdraw:
        moved = moves.move(row, FINDING, Verb.WITHDRAW, contest_reason=reason, closed_on=today)
        facts.record("quality.finding.withdrawn", row, actor=actor, now=now, moved=moved)
        return
    due_on = rules.due_on(today, rulebooks.calendar(), rulebooks.current())
    moved = moves.move(row, FINDING, Verb.UPHOLD, contest_reason=reason, due_on=due_on)
    facts.record("quality.finding.upheld", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def begin(pk: int, *, actor: Actor, now: datetime) -> None:
    """Begin to put a finding right; from then on it is not contested any more."""
    row = access.finding(pk, actor, Permission.INSPECTION_ANSWER)
    moved = moves.move(row, FINDING, Verb.BEGIN)
    facts.record("quality.finding.begun", row, actor=actor, now=now, moved=moved)


@applies("R-213")
@transaction.atomic
def submit(pk: int, text: str, *, actor: Actor, now: datetime, file_id: int) -> None:
    """Hand in what was done about a finding, with evidence; late is taken too, and stays late."""
    row = access.finding(pk, actor, Permission.INSPECTION_ANSWER)
    moved = moves.move(row, FINDING, Verb.SUBMIT, rectification=text, submitted_on=periods.day(now))
    _attach(row, file_id, now, is_rectification=True)
    facts.record("quality.finding.submitted", row, actor=actor, now=now, moved=moved)


@applies("R-213")
@transaction.atomic
def recheck(pk: int, reason: str, *, passed: bool, actor: Actor, now: datetime) -> None:
    """Check what was put right; failed, it goes back with a fresh deadline.

    The team checks what it found, the office what no inspection found.
    """
    row = access.finding(pk, actor, Permission.INSPECTION_VIEW)
    actor.require(rechecks(row.inspection_id))
    today = periods.day(now)
    said = {
        "rechecked_on": today,
        "rechecked_by": actor.person_id,
        "recheck_reason": reason,
    }
    if passed:
        moved = moves.move(row, FINDING, Verb.PASS, **said)
        facts.record("quality.finding.rechecked", row, actor=actor, now=now, moved=moved)
        return
    due_on = rules.due_on(today, rulebooks.calendar(), rulebooks.current())
    moved = moves.move(row, FINDING, Verb.FAIL, due_on=due_on, **said)
    facts.record("quality.finding.sent_back", row, actor=actor, now=now, moved=moved)


@applies("R-213", "R-215")
@transaction.atomic
def close(pk: int, *, actor: Actor, now: datetime) -> None:
    """Close a finding whose re-check somebody else passed."""
    row = access.finding(pk, actor, Permission.FINDING_DECIDE)
    FINDING.after(State(row.state), Verb.CLOSE)
    if row.rechecked_by == actor.person_id:
        raise rules.SamePerson
    today = periods.day(now)
    moved = moves.move(row, FINDING, Verb.CLOSE, closed_on=today)
    facts.record(
        "quality.finding.closed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        days=(today - row.found_on).days,
    )


@applies("R-213")
@transaction.atomic
def escalate(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take an overdue finding one stage further: notice, then summons, then suspension."""
    row = access.finding(pk, actor, Permission.FINDING_DECIDE)
    FINDING.after(State(row.state), Verb.ESCALATE)
    stage = rules.next_stage(row.escalated)
    here = Finding.objects.filter(pk=row.pk, state=row.state, escalated=row.escalated)
    if not here.update(escalated=row.escalated + 1):
        raise moves.MovedMeanwhile
    moved = moves.move(
        row,
        FINDING,
        Verb.ESCALATE,
        escalated_on=periods.day(now),
        escalation_reason=reason,
    )
    facts.record(
        "quality.finding.escalated", row, actor=actor, now=now, moved=moved, stage=stage.value
    )


@applies("R-213")
def expire(*, now: datetime) -> int:
    """Declare overdue what was not put right in time, once it was reported; returns how many."""
    today = periods.day(now)
    told = Q(inspection=None) | Q(inspection__reported_on__isnull=False)
    due = Finding.objects.filter(told, state__in=rules.RUNNING, due_on__lt=today)
    counted = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = Finding.objects.get(pk=pk)
            if not FINDING.allows(State(row.state), Verb.EXPIRE):
                continue
            moved = moves.move(row, FINDING, Verb.EXPIRE)
            facts.record("quality.finding.expired", row, actor=CLOCK, now=now, moved=moved)
        counted += 1
    return counted


def rechecks(inspection_id: int | None) -> Permission:
    """Return what it takes to check a finding again: with an inspection one is of its team."""
    return Permission.INSPECTION_CONDUCT if inspection_id else Permission.FINDING_DECIDE


def _attach(row: Finding, file_id: int | None, now: datetime, *, is_rectification: bool) -> None:
    if file_id is not None:
        FindingFile.objects.create(
            finding=row, file_id=file_id, is_rectification=is_rectification, added_at=now
        )
