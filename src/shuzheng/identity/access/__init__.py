"""What may be done to parties and persons, and who can reach which of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.identity.models import (
    Enrolment,
    Guardianship,
    Membership,
    Organisation,
    Person,
    SchoolClass,
)
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    ORGANISATION_REGISTER = "identity:organisation:register"
    ORGANISATION_RENAME = "identity:organisation:rename"
    ORGANISATION_FLAG = "identity:organisation:flag"
    ORGANISATION_DESCRIBE = "identity:organisation:describe"
    ORGANISATION_VIEW = "identity:organisation:view"
    PERSON_VIEW = "identity:person:view"
    PERSON_REGISTER = "identity:person:register"
    PERSON_UNMASK = "identity:person:unmask"
    CLASS_VIEW = "identity:class:view"
    CLASS_KEEP = "identity:class:keep"
    GUARDIAN_NAME = "identity:guardian:name"
    MEMBERSHIP_GRANT = "identity:membership:grant"
    CODE_ISSUE = "identity:code:issue"
    CODE_ISSUE_GUARDED = "identity:code:issue-guarded"
    CASE_CLOSE = "identity:case:close"
    ACTIVATION_WATCH = "identity:activation:watch"
    FACT_READ = "identity:fact:read"


_INSTITUTION: Final = frozenset(
    {
        Permission.ORGANISATION_VIEW,
        Permission.PERSON_VIEW,
        Permission.PERSON_REGISTER,
        Permission.PERSON_UNMASK,
        Permission.CLASS_VIEW,
        Permission.CLASS_KEEP,
        Permission.GUARDIAN_NAME,
        Permission.CODE_ISSUE,
    }
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.ORGANISATION_REGISTER,
        Permission.ORGANISATION_RENAME,
        Permission.ORGANISATION_FLAG,
        Permission.ORGANISATION_DESCRIBE,
        Permission.ORGANISATION_VIEW,
        Permission.PERSON_VIEW,
        Permission.CLASS_VIEW,
    },
    Role.OFFICE_OFFICER: {
        Permission.ORGANISATION_REGISTER,
        Permission.ORGANISATION_RENAME,
        Permission.ORGANISATION_FLAG,
        Permission.ORGANISATION_DESCRIBE,
        Permission.ORGANISATION_VIEW,
        Permission.PERSON_VIEW,
        Permission.PERSON_REGISTER,
        Permission.PERSON_UNMASK,
        Permission.CLASS_VIEW,
        Permission.GUARDIAN_NAME,
        Permission.CODE_ISSUE,
        Permission.CASE_CLOSE,
        Permission.ACTIVATION_WATCH,
    },
    Role.CITY_OFFICER: {Permission.ORGANISATION_VIEW},
    Role.INSTITUTION_ADMIN: {*_INSTITUTION, Permission.MEMBERSHIP_GRANT},
    Role.LIAISON: _INSTITUTION,
    Role.ORGANISATION_STAFF: {Permission.ORGANISATION_VIEW},
    Role.ORGANISATION_ISSUER: {Permission.ORGANISATION_VIEW},
    Role.SECURITY_ADMIN: {
        Permission.ORGANISATION_VIEW,
        Permission.PERSON_VIEW,
        Permission.PERSON_REGISTER,
        Permission.MEMBERSHIP_GRANT,
        Permission.CODE_ISSUE,
        Permission.CODE_ISSUE_GUARDED,
        Permission.ACTIVATION_WATCH,
    },
    Role.AUDITOR: {Permission.FACT_READ, Permission.ACTIVATION_WATCH},
}
"""Which role holds which permission here."""


class NoSuchOrganisation(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-organisation"
    status = 404
    template = "There is no such organisation."


class NoSuchPerson(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-person"
    status = 404
    template = "There is no such person."


class NoSuchClass(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-class"
    status = 404
    template = "There is no such class."


def organisation(organisation_id: int, actor: Actor, permission: Permission) -> Organisation:
    """Fetch an organisation within the actor's reach, for a purpose the actor is permitted."""
    row = Organisation.objects.within(actor).filter(pk=organisation_id).first()
    if row is None:
        raise NoSuchOrganisation
    actor.require(permission)
    return row


def person(person_id: int, actor: Actor, permission: Permission) -> Person:
    """Fetch a person within the actor's reach, for a purpose the actor is permitted.

    A province-wide capacity reaches everybody, an organisation its students, their guardians and
    its members, a learner oneself and one's wards.
    """
    row = persons_within(actor).filter(pk=person_id).first()
    if row is None:
        raise NoSuchPerson
    if actor.reach is not Reach.SELF:
        actor.require(permission)
    return row


def persons_within(actor: Actor) -> QuerySet[Person]:
    """Return the persons that the actor's capacity covers."""
    if actor.reach is Reach.PROVINCE:
        return Person.objects.all()
    if actor.reach is Reach.ORGANISATION:
        here = actor.organisation_id
        students = Enrolment.objects.filter(organisation_id=here).values("person_id")
        members = Membership.objects.filter(organisation_id=here).values("person_id")
        guardians = Guardianship.objects.filter(ward__in=students, until=None)
        return Person.objects.filter(
            Q(pk__in=students) | Q(pk__in=members) | Q(pk__in=guardians.values("guardian_id"))
        )
    if actor.reach is Reach.SELF:
        wards = Guardianship.objects.filter(guardian_id=actor.person_id, until=None)
        return Person.objects.filter(Q(pk=actor.person_id) | Q(pk__in=wards.values("ward_id")))
    return Person.objects.none()


def classes_taught(actor: Actor) -> QuerySet[SchoolClass]:
    """Return the classes of the actor's own institution that the actor teaches at present."""
    if actor.role != Role.TEACHER:
        return SchoolClass.objects.none()
    return SchoolClass.objects.filter(
        organisation_id=actor.organisation_id,
        teachers__person_id=actor.person_id,
        teachers__until=None,
    )


def school_class(class_id: int, actor: Actor, permission: Permission) -> SchoolClass:
    """Fetch a class of an organisation within the actor's reach."""
    reachable = Organisation.objects.within(actor)
    row = SchoolClass.objects.filter(pk=class_id, organisation__in=reachable).first()
    if row is None:
        raise NoSuchClass
    actor.require(permission)
    return row
