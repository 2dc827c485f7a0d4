"""Report an event before it is held: drafted by the organisation, signed jointly, noted.

Rule: R-056. An alliance that was asked and does not sign in time does not stop the report; an
office that does not answer in time has noted it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import ActivityReport
from shuzheng.pilots.rules import activity as rules
from shuzheng.pilots.rules.activity import EventKind, State, Verb
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class NotYourCertificate(Refusal):
    """An organisation reports events of its own certificates."""

    code = "report-not-your-certificate"
    status = 403
    template = "This certificate belongs to another evaluation organisation."
    rule = "R-056"


class EndsBeforeStart(Refusal):
    """An event ends after it starts."""

    code = "event-ends-before-start"
    template = "The event would end before it starts."
    rule = "R-056"


class NotTheAlliance(Refusal):
    """The alliance's lead signs for the alliance."""

    code = "not-the-alliance"
    status = 403
    template = "Only the lead of the certificate's alliance signs for it."
    rule = "R-056"


@dataclass(frozen=True, slots=True)
class Event:
    """What an organisation wants to hold. Both days belong to the event."""

    certificate_type_id: int
    kind: rules.EventKind
    title: str
    place: str
    levels: tuple[str, ...]
    starts_on: date
    ends_on: date
    headcount: int | None = None


@transaction.atomic
def draft(event: Event, *, actor: Actor, now: datetime) -> int:
    """Draft an activity report for a certificate of the actor's organisation; returns its id."""
    actor.require(Permission.ACTIVITY_REPORT)
    row = ActivityReport.objects.create(
        organisation_id=actor.organisation_id,
        number=_number(now),
        state=State.DRAFT,
        **_columns(event, actor),
    )
    facts.record("pilots.activity.drafted", row, actor=actor, now=now, number=row.number)
    return row.pk


@applies("R-056")
@transaction.atomic
def revise(report_id: int, event: Event, *, actor: Actor, now: datetime) -> None:
    """Change a draft, or put right what the office objected to.

    Whoever signed, or was asked to, saw something else: both parties sign anew.
    """
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
    _require_draft(row)
    _set(
        row,
        **_columns(event, actor),
        organisation_signed_on=None,
        alliance_signed_on=None,
        alliance_asked_on=None,
        asked_proof_id=None,
    )
    facts.record("pilots.activity.revised", row, actor=actor, now=now, number=row.number)


@applies("R-056")
@transaction.atomic
def sign(report_id: int, *, actor: Actor, now: datetime) -> None:
    """Sign a report for the organisation, or for the alliance as its lead."""
    today = periods.day(now)
    if actor.may(Permission.ACTIVITY_REPORT):
        row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
        _require_draft(row)
        _set(row, organisation_signed_on=today)
        party = "organisation"
    else:
        row = access.activity_report(report_id, actor, Permission.ALLIANCE_SIGN)
        _require_draft(row)
        _require_lead(row, actor)
        _set(row, alliance_signed_on=today)
        party = "alliance"
    facts.record("pilots.activity.signed", row, actor=actor, now=now, as_party=party)


@applies("R-056")
@transaction.atomic
def ask_alliance(report_id: int, proof_id: int, *, actor: Actor, now: datetime) -> None:
    """Record, with proof, that the alliance was asked to sign; its days run from today."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
    _require_draft(row)
    _set(row, alliance_asked_on=periods.day(now), asked_proof_id=proof_id)
    facts.record("pilots.activity.asked", row, actor=actor, now=now)


@applies("R-056")
@transaction.atomic
def submit(report_id: int, *, actor: Actor, now: datetime) -> None:
    """Submit a report that is signed jointly (or whose alliance stayed silent), early enough."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
    today, book, calendar = periods.day(now), rulebooks.current(), rulebooks.calendar()
    if row.kind != EventKind.ASSESSMENT:
        restrictions.require(row.organisation_id, Act.ACTIVITY, today)
    signature = rules.check_signatures(
        row.organisation_signed_on,
        row.alliance_signed_on,
        row.alliance_asked_on,
        today,
        calendar,
        book,
    )
    rules.check_lead(row.starts_on, today, book)
    signed = []
    if row.state == State.DRAFT:
        signed.append(moves.move(row, rules.ACTIVITY, Verb.SIGN))
    moved = moves.move(row, rules.ACTIVITY, Verb.SUBMIT, submitted_on=today)
    facts.record(
        "pilots.activity.submitted",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=facts.passages_of(row, *signed),
        number=row.number,
        signature=signature.value,
    )


@transaction.atomic
def note(report_id: int, *, actor: Actor, now: datetime) -> None:
    """Note a report: the event may be held and, if it is an assessment, opened."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_ANSWER)
    _note(row, actor=actor, now=now, by_silence=False)


@applies("R-056")
def note_by_silence(*, now: datetime) -> int:
    """Note whatever the office did not answer in time; returns how many. Safe to run again."""
    today, book, calendar = periods.day(now), rulebooks.current(), rulebooks.calendar()
    noted = 0
    for row in ActivityReport.objects.filter(state=State.SUBMITTED).order_by("pk"):
        if row.submitted_on and rules.silence_notes(row.submitted_on, today, calendar, book):
            with transaction.atomic():
                _note(row, actor=CLOCK, now=now, by_silence=True)
            noted += 1
    return noted


@transaction.atomic
def object_to(report_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Object to a report, with reasons; the organisation puts it right or cancels the event."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_ANSWER)
    moved = moves.move(row, rules.ACTIVITY, Verb.OBJECT, objection=reason)
    facts.record("pilots.activity.objected", row, actor=actor, now=now, moved=moved, reason=reason)


@transaction.atomic
def cancel(report_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Cancel an event whose report met an objection."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
    moved = moves.move(row, rules.ACTIVITY, Verb.CANCEL)
    facts.record("pilots.activity.cancelled", row, actor=actor, now=now, moved=moved, reason=reason)


@transaction.atomic
def hold(report_id: int, *, actor: Actor, now: datetime) -> None:
    """Record that the event was held."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
    moved = moves.move(row, rules.ACTIVITY, Verb.HOLD)
    facts.record("pilots.activity.held", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def sum_up(report_id: int, summary: str, *, actor: Actor, now: datetime) -> None:
    """Sum up an event that was held."""
    row = access.activity_report(report_id, actor, Permission.ACTIVITY_REPORT)
    moved = moves.move(row, rules.ACTIVITY, Verb.SUM_UP, summary=summary)
    facts.record("pilots.activity.summed_up", row, actor=actor, now=now, moved=moved)


def _note(row: ActivityReport, *, actor: Actor, now: datetime, by_silence: bool) -> None:
    moved = moves.move(
        row, rules.ACTIVITY, Verb.NOTE, noted_on=periods.day(now), noted_by_silence=by_silence
    )
    facts.record(
        "pilots.activity.noted",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
        how="silence" if by_silence else "office",
    )


def _columns(event: Event, actor: Actor) -> dict[str, Any]:
    """Return a report's columns from what is to be held, or refuse by what is wrong."""
    certificate = certificates.brief([event.certificate_type_id]).get(event.certificate_type_id)
    if certificate is None or certificate.organisation_id != actor.organisation_id:
        raise NotYourCertificate
    if event.ends_on < event.starts_on:
        raise EndsBeforeStart
    return {
        "certificate_type_id": event.certificate_type_id,
        "kind": event.kind,
        "title": event.title,
        "place": event.place,
        "levels": list(event.levels),
        "headcount": event.headcount,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
    }


def _number(now: datetime) -> str:
    """Return the next report number of the year; the unique column settles a race."""
    year = periods.day(now).year
    last = (
        ActivityReport.objects.filter(number__startswith=f"HB{year}")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    serial = int(last[-5:]) + 1 if last else 1
    return f"HB{year}{serial:05d}"


def _require_draft(row: ActivityReport) -> None:
    if row.state not in {State.DRAFT, State.OBJECTED}:
        rules.ACTIVITY.after(State(row.state), Verb.SIGN)


def _require_lead(row: ActivityReport, actor: Actor) -> None:
    alliance = access.alliance_of(row.certificate_type_id)
    if actor.organisation_id != (alliance.lead_id or alliance.acting_lead_id):
        raise NotTheAlliance


def _set(row: ActivityReport, **changes: object) -> None:
    """Write columns of a report that has not moved since it was read."""
    here = ActivityReport.objects.filter(pk=row.pk, state=row.state)
    if not here.update(**changes):
        raise moves.MovedMeanwhile
    for name, value in changes.items():
        setattr(row, name, value)
