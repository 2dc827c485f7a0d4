"""Let one person in: found or registered by identity document, and given a place at once.

What a newcomer would get wrong: an institution reaches only its own people, so somebody who is
registered without a place (a class, a role) is gone from the registrar's sight. A document that is
known under another name is a case for the office; then nobody gets a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.identity.access import Permission
from shuzheng.identity.rules.kinds import LEARNER_ROLES, Role
from shuzheng.identity.services import enrolments, memberships, persons
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.identity.services.enrolments import ClassRow
    from shuzheng.identity.services.persons import Found, PersonRow
    from shuzheng.kernel.actor import Actor


class NotStaff(Refusal):
    """A learner's role is not given like a member of staff's."""

    code = "not-a-staff-role"
    template = "Students are enrolled in a class; this is not a role of staff."


class OwnPlaceNeeded(Refusal):
    """An organisation registers its own people only."""

    code = "own-place-needed"
    status = 403
    template = "An institution registers its own students and staff."


@transaction.atomic
def student(
    row: PersonRow,
    school_class: ClassRow,
    student_number: str = "",
    *,
    organisation_id: int,
    actor: Actor,
    now: datetime,
) -> Found:
    """Find or register a person and enrol him or her in a class, made where it is new."""
    enrolments.institution(organisation_id, actor)
    found = _found(row, organisation_id, actor, now)
    if found.person_id:
        ids = enrolments.ensure_classes(organisation_id, [school_class], actor=actor, now=now)
        place = enrolments.EnrolmentRow(found.person_id, ids[school_class], student_number)
        enrolments.enrol(organisation_id, [place], actor=actor, now=now)
    return found


@transaction.atomic
def staff(
    row: PersonRow, role: Role, *, organisation_id: int, actor: Actor, now: datetime
) -> Found:
    """Find or register a person and give him or her a role of the organisation's staff."""
    actor.require(Permission.PERSON_REGISTER)
    actor.require(Permission.MEMBERSHIP_GRANT)
    if actor.reach is Reach.ORGANISATION and organisation_id != actor.organisation_id:
        raise memberships.OtherOrganisation
    if role in LEARNER_ROLES:
        raise NotStaff
    found = _found(row, organisation_id, actor, now)
    if found.person_id:
        memberships.begin(found.person_id, organisation_id, role, actor=actor, now=now)
    return found


@transaction.atomic
def social_learner(row: PersonRow, *, actor: Actor, now: datetime) -> Found:
    """Find or register a person as a social learner; only where the whole province is in reach."""
    _province_wide(actor)
    found = _found(row, actor.organisation_id, actor, now)
    if found.person_id and not memberships.holds(found.person_id, Role.SOCIAL_LEARNER):
        memberships.begin(found.person_id, None, Role.SOCIAL_LEARNER, actor=actor, now=now)
    return found


@transaction.atomic
def person(row: PersonRow, *, actor: Actor, now: datetime) -> Found:
    """Find or register a person without a place yet; only where the province is in reach."""
    _province_wide(actor)
    return _found(row, actor.organisation_id, actor, now)


def _province_wide(actor: Actor) -> None:
    actor.require(Permission.PERSON_REGISTER)
    if actor.reach is not Reach.PROVINCE:
        raise OwnPlaceNeeded


def _found(row: PersonRow, organisation_id: int, actor: Actor, now: datetime) -> Found:
    [found] = persons.register([row], organisation_id=organisation_id, actor=actor, now=now)
    return found
