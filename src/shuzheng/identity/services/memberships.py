"""Grant and end roles. System, security and audit administration are never in one hand.

A role is granted where it belongs (`rules.roles`), to a person within the granter's reach: who
could pick a stranger by number would bring that stranger's record into the own organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Membership, Organisation, Person
from shuzheng.identity.rules import kinds, roles
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.identity.rules.kinds import Role
    from shuzheng.kernel.actor import Actor


class HeldAlready(Refusal):
    """The person holds this role here."""

    code = "role-held-already"
    status = 409
    template = "This person holds this role here already."


class SeparatedRoles(Refusal):
    """One person may not hold two of the separated administrations, nor one beside a staff role."""

    code = "separated-roles"
    status = 409
    template = (
        "System, security and audit administration are three separate roles: one person holds at"
        " most one of them, and no other staff role beside it."
    )


class RoleNotHere(Refusal):
    """The role belongs to another kind of organisation."""

    code = "role-not-here"
    template = "The role {role} is not held in an organisation of this kind."


class OtherOrganisation(Refusal):
    """An organisation's administrator grants roles in that organisation only."""

    code = "other-organisation"
    status = 403
    template = "Roles of another organisation are granted there."


class NoSuchMembership(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-membership"
    status = 404
    template = "There is no such membership."


@transaction.atomic
def grant(
    person_id: int, organisation_id: int | None, role: Role, *, actor: Actor, now: datetime
) -> int:
    """Give a person within reach a role in an organisation from today on; returns its id."""
    actor.require(Permission.MEMBERSHIP_GRANT)
    if actor.reach is Reach.ORGANISATION and organisation_id != actor.organisation_id:
        raise OtherOrganisation
    access.person(person_id, actor, Permission.MEMBERSHIP_GRANT)
    return begin(person_id, organisation_id, role, actor=actor, now=now)


@transaction.atomic
def begin(
    person_id: int, organisation_id: int | None, role: Role, *, actor: Actor, now: datetime
) -> int:
    """Begin a membership as part of a larger act, whose caller has checked who may do it."""
    if not roles.belongs(role, _kind_of(organisation_id)):
        raise RoleNotHere(role=kinds.LABELS[role])
    # Two roles granted at the same time must see each other: they wait for the person's row.
    Person.objects.select_for_update().filter(pk=person_id).first()
    held = Membership.objects.filter(person_id=person_id, until=None)
    _check_separation(role, set(held.values_list("role", flat=True)))
    if role.value in set(_roles_at(held, organisation_id)):
        raise HeldAlready
    try:
        with transaction.atomic():
            row = Membership.objects.create(
                person_id=person_id,
                organisation_id=organisation_id,
                role=role,
                since=periods.day(now),
            )
    except IntegrityError:
        raise HeldAlready from None
    facts.record("identity.membership.granted", row, actor=actor, now=now, role=role.value)
    return row.pk


@transaction.atomic
def end(membership_id: int, *, actor: Actor, now: datetime) -> None:
    """End a role today; what was done in it stays."""
    actor.require(Permission.MEMBERSHIP_GRANT)
    rows = Membership.objects.filter(pk=membership_id, until=None)
    if actor.reach is Reach.ORGANISATION:
        rows = rows.filter(organisation_id=actor.organisation_id)
    row = rows.first()
    if row is None or not rows.update(until=periods.day(now)):
        raise NoSuchMembership
    facts.record("identity.membership.ended", row, actor=actor, now=now, role=row.role)


def holds(person_id: int, role: Role) -> bool:
    """Return whether a person holds a role that belongs to no organisation."""
    held = Membership.objects.filter(person_id=person_id, organisation=None, until=None)
    return held.filter(role=role).exists()


def _kind_of(organisation_id: int | None) -> kinds.OrganisationKind | None:
    if organisation_id is None:
        return None
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise access.NoSuchOrganisation
    return kinds.OrganisationKind(row.kind)


def _roles_at(held: QuerySet[Membership], organisation_id: int | None) -> QuerySet[Membership, str]:
    here = (
        held.filter(organisation=None)
        if organisation_id is None
        else held.filter(organisation_id=organisation_id)
    )
    return here.values_list("role", flat=True)


def _check_separation(role: Role, held: set[str]) -> None:
    staff = {r.value for r in kinds.Role} - {r.value for r in kinds.LEARNER_ROLES}
    separated = {r.value for r in kinds.SEPARATED_ROLES}
    if role.value in separated and held & staff:
        raise SeparatedRoles
    if role.value in staff and held & separated:
        raise SeparatedRoles
