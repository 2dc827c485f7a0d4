"""Assign a case: its kind and urgency, what it is about, who owns it; transfer it, merge it.

Rule: R-216. The owner is a person in a capacity, and never one who is concerned; that is asked
again whenever owner or subject change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.complaints import access
from shuzheng.complaints.access import Permission
from shuzheng.complaints.models import Complaint
from shuzheng.complaints.queries import owners, subjects
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules import ownership
from shuzheng.complaints.rules.complaint import COMPLAINT, Kind, State, Urgency, Verb
from shuzheng.complaints.services import concerning
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class NoSuchOwner(Refusal):
    """Nobody of this organisation handles cases."""

    code = "complaint-no-such-owner"
    template = "This person does not handle cases for this organisation."
    rule = "R-216"


class NotOwnedNow(Refusal):
    """A case that is answered or over is not given to somebody else."""

    code = "complaint-not-owned-now"
    status = 409
    template = "The case is answered or over: nobody else takes it on."
    rule = "R-216"


class UnknownSubject(Refusal):
    """Nothing has this code, number or name."""

    code = "complaint-unknown-subject"
    template = "“{word}” is no code, number or whole name of a party, certificate, site or plan."


@dataclass(frozen=True, slots=True)
class Assigned:
    """What whoever assigns a case says of it; `about` is a code, a number or a name, or ""."""

    kind: Kind
    urgency: Urgency
    owner_id: int
    officer_id: int
    about: str = ""


@applies("R-216")
@transaction.atomic
def triage(pk: int, given: Assigned, *, actor: Actor, now: datetime) -> None:
    """Say what a case is, how urgent, what it is about, and who owns it."""
    row = access.complaint(pk, actor, Permission.COMPLAINT_ASSIGN)
    COMPLAINT.after(State(row.state), Verb.TRIAGE)
    rules.check_kind(Kind(row.kind), given.kind)
    subject = subjects.of(row)
    if given.about.strip():
        subject = subjects.named(given.about)
        if not subject.is_known:
            raise UnknownSubject(word=given.about.strip())
    row.kind = given.kind
    row.organisation_id, row.certificate_type_id = (
        subject.organisation_id,
        subject.certificate_type_id,
    )
    row.plan_id, row.site_id = subject.plan_id, subject.site_id
    concerning.settle(row)
    _check_owner(row, given.owner_id, given.officer_id, now)
    moved = moves.move(
        row,
        COMPLAINT,
        Verb.TRIAGE,
        kind=given.kind,
        urgency=given.urgency,
        organisation_id=subject.organisation_id,
        certificate_type_id=subject.certificate_type_id,
        plan_id=subject.plan_id,
        site_id=subject.site_id,
        owner_id=given.owner_id,
        officer_id=given.officer_id,
    )
    facts.record(
        "complaints.complaint.triaged",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
        kind=given.kind.value,
        urgency=given.urgency.value,
    )


@applies("R-216")
@transaction.atomic
def transfer(
    pk: int, owner_id: int, officer_id: int, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Transfer a case that was assigned to whom it rather belongs to; the deadlines stay."""
    row = access.complaint(pk, actor, Permission.COMPLAINT_HANDLE)
    COMPLAINT.after(State(row.state), Verb.TRANSFER)
    _require_hand_in(row, actor)
    _check_owner(row, owner_id, officer_id, now)
    moved = moves.move(
        row,
        COMPLAINT,
        Verb.TRANSFER,
        owner_id=owner_id,
        officer_id=officer_id,
        reason_sealed=row.sealed("reason", reason),
    )
    facts.record(
        "complaints.complaint.transferred",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
    )


@applies("R-216")
@transaction.atomic
def reassign(pk: int, owner_id: int, officer_id: int, *, actor: Actor, now: datetime) -> None:
    """Give a case to another owner where it stands: the one before left or is concerned."""
    row = access.complaint(pk, actor, Permission.COMPLAINT_ASSIGN)
    if row.state not in rules.CAN_BE_OWNED:
        raise NotOwnedNow
    _check_owner(row, owner_id, officer_id, now)
    here = Complaint.objects.filter(
        pk=row.pk, state=row.state, owner_id=row.owner_id, officer_id=row.officer_id
    )
    if not here.update(owner_id=owner_id, officer_id=officer_id):
        raise moves.MovedMeanwhile
    facts.record("complaints.complaint.reassigned", row, actor=actor, now=now, number=row.number)


@applies("R-216")
@transaction.atomic
def merge(pk: int, main: str, *, actor: Actor, now: datetime) -> None:
    """Merge a case with the open one that has this number: both are told the same answer."""
    row = access.complaint(pk, actor, Permission.COMPLAINT_ASSIGN)
    COMPLAINT.after(State(row.state), Verb.MERGE)
    target = access.complaints(actor).filter(number=main.strip().upper()).first()
    if target is None:
        raise rules.MergedWithItself
    rules.check_merge(row.pk, target.pk, State(target.state), (_about(row), _about(target)))
    still = Complaint.objects.filter(pk=target.pk, state=target.state)
    if not still.update(state=target.state):
        raise moves.MovedMeanwhile
    moved = moves.move(
        row, COMPLAINT, Verb.MERGE, merged_into_id=target.pk, closed_on=periods.day(now)
    )
    facts.record(
        "complaints.complaint.merged",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
        main=target.number,
    )


def _about(row: Complaint) -> set[int]:
    return set(row.concerned.values_list("organisation_id", flat=True))


def _require_hand_in(row: Complaint, actor: Actor) -> None:
    """Let those who assign cases, and the owner, pass a case on."""
    if not (actor.may(Permission.COMPLAINT_ASSIGN) or access.owns(row, actor)):
        raise access.NotYourCase


def _check_owner(row: Complaint, owner_id: int, officer_id: int, now: datetime) -> None:
    chosen = owners.handler(owner_id, officer_id, periods.day(now))
    if chosen is None:
        raise NoSuchOwner
    ownership.check_owner(chosen, subjects.concerned(_about(row)))
