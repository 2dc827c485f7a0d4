"""Carry an inspection out: arrival, form, report, hearing, publication, close.

Rules: R-210, R-220. The lead of a team or any of its members acts for it. From the arrival on, the
one inspected sees the inspection, and from the report on what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.models import Finding, Inspection
from shuzheng.quality.rules import finding, form, on_site
from shuzheng.quality.rules import inspection as rules
from shuzheng.quality.rules.inspection import INSPECTION, Heard, Signature, State, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.rules.on_site import Said


@dataclass(frozen=True, slots=True)
class Report:
    """What a team hands in: its text, whether the one inspected signed, the signed record.

    The record is a document, or the signatures of both sides as they were drawn on a phone.
    """

    text: str
    signature: Signature
    record_id: int | None = None
    team_signature_id: int | None = None
    party_signature_id: int | None = None


@applies("R-210")
@transaction.atomic
def arrive(pk: int, *, actor: Actor, now: datetime) -> None:
    """Record that the team stands at the door: the seal is broken."""
    row = access.inspection(pk, actor, Permission.INSPECTION_CONDUCT)
    moved = moves.move(row, INSPECTION, Verb.ARRIVE, arrived_at=now)
    facts.record("quality.inspection.begun", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def call_off(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Call a sealed inspection off, because there is nothing left to inspect."""
    row = access.inspection(pk, actor, Permission.INSPECTION_CONDUCT)
    moved = moves.move(row, INSPECTION, Verb.CALL_OFF, called_off_reason=reason)
    facts.record("quality.inspection.called_off", row, actor=actor, now=now, moved=moved)


@applies("R-220")
@transaction.atomic
def answer(
    pk: int,
    given: Mapping[str, Said],
    *,
    shown: Mapping[str, Said] | None = None,
    place: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what was changed in the form since it was `shown`; items may be left open for now.

    Several of the team fill in one form, each sends his or her own changes. Without `shown`, they
    are against what is on record now.
    """
    facts.lock_chain()  # one after another: each reads what the one before has kept
    row = access.inspection(pk, actor, Permission.INSPECTION_CONDUCT)
    INSPECTION.after(State(row.state), Verb.REPORT)
    codes = {code for _, code, _ in form.items_of(row.campaign.sections)}
    held = {code: (row.answers.get(code, ""), row.remarks.get(code, "")) for code in codes}
    known = {code: said for code, said in given.items() if code in codes}
    merged = on_site.merge(held, held if shown is None else shown, known)
    where = on_site.place(place)
    here = Inspection.objects.filter(pk=row.pk, state=State.ON_SITE)
    if not here.update(
        answers={code: said[0] for code, said in merged.said.items() if said[0]},
        remarks={code: said[1] for code, said in merged.said.items() if said[1]},
        place=str(where) if where else row.place,
    ):
        raise moves.MovedMeanwhile
    changed = len(merged.changed)
    facts.record("quality.inspection.answered", row, actor=actor, now=now, count=changed)


@applies("R-210", "R-220")
@transaction.atomic
def report(pk: int, given: Report, *, actor: Actor, now: datetime) -> None:
    """Hand in the report: every item answered, a finding for each that is not in order."""
    row = access.inspection(pk, actor, Permission.INSPECTION_CONDUCT)
    INSPECTION.after(State(row.state), Verb.REPORT)
    items = [code for _, code, _ in form.items_of(row.campaign.sections)]
    found = list(row.findings.values_list("item", flat=True))
    rules.check_complete(items, row.answers, found)
    on_site.check_signed(
        signed=given.signature is Signature.SIGNED,
        both_signatures=bool(given.team_signature_id and given.party_signature_id),
        document=given.record_id is not None,
    )
    today = periods.day(now)
    moved = moves.move(
        row,
        INSPECTION,
        Verb.REPORT,
        report=given.text,
        reported_on=today,
        signature=given.signature,
        record_id=given.record_id,
        team_signature_id=given.team_signature_id,
        party_signature_id=given.party_signature_id,
        heard_by=rules.heard_by(today, rulebooks.calendar(), rulebooks.current()),
    )
    facts.record(
        "quality.inspection.reported", row, actor=actor, now=now, moved=moved, findings=len(found)
    )


@applies("R-210")
@transaction.atomic
def confirm(pk: int, heard: Heard, statement: str, *, actor: Actor, now: datetime) -> None:
    """Answer a report as the one inspected: agree or disagree, with a statement."""
    row = access.inspection(pk, actor, Permission.INSPECTION_ANSWER)
    moved = moves.move(
        row,
        INSPECTION,
        Verb.CONFIRM,
        heard=heard,
        statement=statement,
        confirmed_on=periods.day(now),
    )
    facts.record("quality.inspection.confirmed", row, actor=actor, now=now, moved=moved)


@applies("R-210")
def confirm_by_silence(*, now: datetime) -> int:
    """Take as heard whoever said nothing about a report in time; returns how many."""
    today = periods.day(now)
    due = Inspection.objects.filter(state=State.REPORTED, heard_by__lt=today).order_by("pk")
    counted = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Inspection.objects.get(pk=pk)
            if row.state != State.REPORTED:
                continue
            moved = moves.move(
                row, INSPECTION, Verb.CONFIRM, heard=Heard.SILENT, confirmed_on=today
            )
            facts.record("quality.inspection.confirmed", row, actor=CLOCK, now=now, moved=moved)
        counted += 1
    return counted


@applies("R-210")
@transaction.atomic
def publish(pk: int, *, actor: Actor, now: datetime) -> None:
    """Publish the result of a confirmed inspection."""
    row = access.inspection(pk, actor, Permission.FINDING_DECIDE)
    moved = moves.move(row, INSPECTION, Verb.PUBLISH, published_on=periods.day(now))
    facts.record("quality.inspection.published", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def close(pk: int, *, actor: Actor, now: datetime) -> None:
    """Close an inspection of which every finding is put right or withdrawn."""
    row = access.inspection(pk, actor, Permission.FINDING_DECIDE)
    INSPECTION.after(State(row.state), Verb.CLOSE)
    left = Finding.objects.filter(inspection=row).exclude(state__in=finding.OVER).count()
    if left:
        raise rules.FindingsOpen(count=left)
    moved = moves.move(row, INSPECTION, Verb.CLOSE, closed_on=periods.day(now))
    facts.record("quality.inspection.closed", row, actor=actor, now=now, moved=moved)
