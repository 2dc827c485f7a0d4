"""Name an alliance's acting lead, record the lead its institutions chose, dissolve it (R-253)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Alliance, InstitutionCertificate, LeadTerm
from shuzheng.pilots.rules import alliance as rules
from shuzheng.pilots.rules import entry
from shuzheng.pilots.rules.alliance import State, Verb

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


@applies("R-253")
@transaction.atomic
def name_acting_lead(
    certificate_type_id: int, name: str, acting_lead_id: int, *, actor: Actor, now: datetime
) -> int:
    """Name who acts for a certificate's alliance until it is formed; returns the alliance's id.

    Also names another one, and begins anew after the alliance was dissolved. A formed alliance
    refuses it: its institutions have their own lead.
    """
    actor.require(Permission.ALLIANCE_NAME)
    today = periods.day(now)
    row = Alliance.objects.filter(certificate_type_id=certificate_type_id).first()
    moved = None
    if row is None:
        row = _begin(certificate_type_id, name, acting_lead_id, today)
    else:
        begins = row.state == State.DISSOLVED
        moved = moves.move(
            row,
            rules.ALLIANCE,
            Verb.NAME,
            name=name,
            acting_lead_id=acting_lead_id,
            named_on=today if begins else row.named_on,
            dissolved_on=None,
        )
    _lead(row, acting_lead_id, today, is_acting=True)
    facts.record("pilots.alliance.named", row, actor=actor, now=now, moved=moved)
    return row.pk


@applies("R-253")
@transaction.atomic
def form(certificate_type_id: int, lead_id: int, *, actor: Actor, now: datetime) -> None:
    """Record the lead that the institutions chose from among themselves."""
    actor.require(Permission.ALLIANCE_NAME)
    row, today = access.alliance_of(certificate_type_id), periods.day(now)
    verb = Verb.CHANGE_LEAD if row.state == State.FORMED else Verb.FORM
    rules.ALLIANCE.after(State(row.state), verb)
    users = _users(certificate_type_id).values_list("institution_id", flat=True)
    rules.check_lead(lead_id, set(users))
    moved = moves.move(
        row,
        rules.ALLIANCE,
        verb,
        lead_id=lead_id,
        acting_lead_id=None,
        formed_on=row.formed_on or today,
    )
    _lead(row, lead_id, today, is_acting=False)
    facts.record("pilots.alliance.formed", row, actor=actor, now=now, moved=moved)


@applies("R-253")
@transaction.atomic
def dissolve(certificate_type_id: int, *, actor: Actor, now: datetime) -> None:
    """Dissolve the alliance of a certificate that no institution uses any more."""
    actor.require(Permission.ALLIANCE_NAME)
    row, today = access.alliance_of(certificate_type_id), periods.day(now)
    rules.ALLIANCE.after(State(row.state), Verb.DISSOLVE)
    rules.check_unused(_users(certificate_type_id).count())
    moved = moves.move(
        row,
        rules.ALLIANCE,
        Verb.DISSOLVE,
        lead_id=None,
        acting_lead_id=None,
        formed_on=None,
        dissolved_on=today,
    )
    LeadTerm.objects.filter(alliance=row, until=None).update(until=today)
    facts.record("pilots.alliance.dissolved", row, actor=actor, now=now, moved=moved)


def _begin(certificate_type_id: int, name: str, acting_lead_id: int, today: date) -> Alliance:
    try:
        with transaction.atomic():
            return Alliance.objects.create(
                certificate_type_id=certificate_type_id,
                name=name,
                acting_lead_id=acting_lead_id,
                state=rules.ALLIANCE.initial,
                named_on=today,
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None


def _lead(row: Alliance, organisation_id: int, today: date, *, is_acting: bool) -> None:
    """Let a term end and the next begin; of two at once the later is told."""
    LeadTerm.objects.filter(alliance=row, until=None).update(until=today)
    try:
        with transaction.atomic():
            LeadTerm.objects.create(
                alliance=row, organisation_id=organisation_id, is_acting=is_acting, since=today
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None


def _users(certificate_type_id: int) -> QuerySet[InstitutionCertificate]:
    return InstitutionCertificate.objects.filter(
        certificate_type_id=certificate_type_id, state__in=entry.IN_USE
    )
