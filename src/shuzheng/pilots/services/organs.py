"""Name who is in charge: leading group, unit, liaisons, duties; record what the Party led.

Rules: R-017 to R-020, R-022. What was named before stays on record with its last day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction

from shuzheng.foundation import facts, moves
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import (
    BureauContact,
    InstitutionCertificate,
    LeadingGroup,
    LeadingGroupMember,
    Liaison,
    PartyRecord,
    PilotUnit,
    Risk,
    UnitDuty,
)
from shuzheng.pilots.queries import organs as queries
from shuzheng.pilots.rules import entry
from shuzheng.pilots.rules import organs as rules
from shuzheng.pilots.rules.organs import Counterpart, Party, RecordKind, RiskState, RiskVerb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.rules.completeness import GroupRole

OVER = frozenset({entry.State.REJECTED, entry.State.EXITED})


class NoDealings(Refusal):
    """A liaison is named for a party that the institution has to do with."""

    code = "liaison-for-stranger"
    template = "The institution uses no certificate of this party."
    rule = "R-018"


class NamedTwice(Refusal):
    """A person sits in the group once in each role."""

    code = "member-named-twice"
    template = "“{name}” is named twice in the same role."
    rule = "R-017"


@applies("R-017")
@transaction.atomic
def name_leading_group(
    members: Sequence[tuple[str, GroupRole, str]], *, actor: Actor, now: datetime
) -> None:
    """Name the leading group of the actor's institution anew: (name, role, duty).

    There is one group: whoever names it at the same time as a colleague is told so.
    """
    actor.require(Permission.ORGAN_WRITE)
    here, today = actor.organisation_id, periods.day(now)
    seen: set[tuple[str, GroupRole]] = set()
    for name, role, _duty in members:
        if (name, role) in seen:
            raise NamedTwice(name=name)
        seen.add((name, role))
    group, _ = LeadingGroup.objects.get_or_create(institution_id=here)
    if not LeadingGroup.objects.filter(pk=group.pk, edition=group.edition).update(
        edition=group.edition + 1
    ):
        raise MovedMeanwhile
    LeadingGroupMember.objects.filter(institution_id=here, until=None).update(until=today)
    rows = [
        LeadingGroupMember(institution_id=here, name=name, role=role, duty=duty, since=today)
        for name, role, duty in members
    ]
    LeadingGroupMember.objects.bulk_create(rows)
    facts.record("pilots.group.named", group, actor=actor, now=now, count=len(rows))


@applies("R-018", "R-020")
@transaction.atomic
def name_unit(name: str, head: str, duties: str, *, actor: Actor, now: datetime) -> None:
    """Name the one unit in charge, with who heads it and its duties."""
    actor.require(Permission.ORGAN_WRITE)
    here, today = actor.organisation_id, periods.day(now)
    row = PilotUnit(institution_id=here, name=name, head=head, duties=duties, since=today)
    _succeed(row, PilotUnit.objects.filter(institution_id=here, until=None), today)
    facts.record("pilots.unit.named", row, actor=actor, now=now, name=name)


@applies("R-018")
@transaction.atomic
def name_liaison(
    party: Party, name: str, phone: str, *, replaces: bool, actor: Actor, now: datetime
) -> None:
    """Name the one liaison for a party; refuses a second one who replaces nobody."""
    actor.require(Permission.ORGAN_WRITE)
    here, today = actor.organisation_id, periods.day(now)
    if party not in queries.parties_of([here])[here]:
        raise NoDealings
    columns: dict[str, Any] = {
        "institution_id": here,
        "kind": party.kind,
        "organisation_id": party.id if party.kind is Counterpart.ORGANISATION else None,
        "alliance_id": party.id if party.kind is Counterpart.ALLIANCE else None,
    }
    held = Liaison.objects.filter(until=None, **columns)
    present = held.values_list("name", flat=True).first() or ""
    rules.check_one(present, name, replaces=replaces)
    row = Liaison(name=name, phone=rules.check_phone(phone), since=today, **columns)
    _succeed(row, held, today)
    facts.record("pilots.liaison.named", row, actor=actor, now=now)


@applies("R-020")
@transaction.atomic
def split_duty(
    certificate_type_id: int, name: str, duties: str, *, actor: Actor, now: datetime
) -> None:
    """Write down who does what for one certificate that the institution takes up."""
    actor.require(Permission.ORGAN_WRITE)
    here, today = actor.organisation_id, periods.day(now)
    taken = InstitutionCertificate.objects.filter(
        institution_id=here, certificate_type_id=certificate_type_id
    ).exclude(state__in=sorted(OVER))
    if not taken.exists():
        raise rules.NotInCharge
    row = UnitDuty(
        institution_id=here,
        certificate_type_id=certificate_type_id,
        name=name,
        duties=duties,
        since=today,
    )
    held = UnitDuty.objects.filter(
        institution_id=here, certificate_type_id=certificate_type_id, until=None
    )
    _succeed(row, held, today)
    facts.record("pilots.duty.split", row, actor=actor, now=now)


@applies("R-019")
@transaction.atomic
def record_party(
    kind: RecordKind,
    title: str,
    held_on: date,
    document_id: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Record a decision or meeting of the institution's Party organisation, with its document."""
    actor.require(Permission.ORGAN_WRITE)
    rules.check_held(held_on, periods.day(now))
    row = PartyRecord.objects.create(
        institution_id=actor.organisation_id,
        kind=kind,
        title=title,
        held_on=held_on,
        document_id=document_id,
    )
    facts.record("pilots.party.recorded", row, actor=actor, now=now, day=held_on.isoformat())


@applies("R-021")
@transaction.atomic
def note_risk(risk: str, measure: str, owner: str, *, actor: Actor, now: datetime) -> int:
    """Note a risk of the pilot in the actor's institution; returns its id."""
    actor.require(Permission.ORGAN_WRITE)
    today = periods.day(now)
    row = Risk.objects.create(
        institution_id=actor.organisation_id,
        risk=risk,
        measure=measure,
        owner=owner,
        state=RiskState.OPEN,
        noted_on=today,
        moved_on=today,
    )
    facts.record("pilots.risk.noted", row, actor=actor, now=now)
    return row.pk


@applies("R-021")
@transaction.atomic
def move_risk(
    risk_id: int, verb: RiskVerb, measure: str, owner: str, *, actor: Actor, now: datetime
) -> None:
    """Take a risk along, with what is done about it now and by whom."""
    row = access.risk(risk_id, actor, Permission.ORGAN_WRITE)
    moved = moves.move(
        row, rules.RISK, verb, measure=measure, owner=owner, moved_on=periods.day(now)
    )
    facts.record("pilots.risk.moved", row, actor=actor, now=now, moved=moved)


@applies("R-022")
@transaction.atomic
def name_contact(department: str, name: str, phone: str, *, actor: Actor, now: datetime) -> None:
    """Name the department of the actor's bureau that is in charge of the pilot, and the contact."""
    actor.require(Permission.CONTACT_NAME)
    here, today = actor.organisation_id, periods.day(now)
    row = BureauContact(
        bureau_id=here,
        department=department,
        name=name,
        phone=rules.check_phone(phone),
        since=today,
    )
    _succeed(row, BureauContact.objects.filter(bureau_id=here, until=None), today)
    facts.record("pilots.contact.named", row, actor=actor, now=now, department=department)


def _succeed(row: models.Model, held: models.QuerySet[models.Model], today: date) -> None:
    """End what `row` takes the place of and save it; of two at once the later is told."""
    try:
        with transaction.atomic():
            held.update(until=today)
            row.save()
    except IntegrityError:
        raise MovedMeanwhile from None
