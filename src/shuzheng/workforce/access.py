"""Who grants qualifications, and who sees them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.foundation import files
from shuzheng.foundation.models import StoredFile
from shuzheng.gazette.queries import documents
from shuzheng.gazette.rules.documents import Topic
from shuzheng.identity import access as identity
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.workforce.models import Qualification, Recusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.gazette.queries.documents import DocumentBrief
    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    QUALIFICATION_GRANT = "workforce:qualification:grant"
    QUALIFICATION_REVOKE = "workforce:qualification:revoke"
    QUALIFICATION_VIEW = "workforce:qualification:view"
    RECUSAL_DECLARE = "workforce:recusal:declare"
    RECUSAL_DECLARE_OTHERS = "workforce:recusal:declare-others"
    POLICY_RECORD = "workforce:policy:record"


GRANTS: Final = {
    Role.ORGANISATION_STAFF: {
        Permission.QUALIFICATION_GRANT,
        Permission.QUALIFICATION_REVOKE,
        Permission.QUALIFICATION_VIEW,
        Permission.RECUSAL_DECLARE,
        Permission.RECUSAL_DECLARE_OTHERS,
    },
    Role.PROVINCIAL_ADMIN: {Permission.QUALIFICATION_VIEW, Permission.POLICY_RECORD},
    Role.OFFICE_OFFICER: {Permission.QUALIFICATION_VIEW, Permission.POLICY_RECORD},
    Role.SITE_ADMIN: {Permission.RECUSAL_DECLARE, Permission.RECUSAL_DECLARE_OTHERS},
    Role.ASSESSOR: {Permission.RECUSAL_DECLARE},
}
"""Qualifications are granted by the organisation whose certificate they are for."""


class NoSuchQualification(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-qualification"
    status = 404
    template = "There is no such qualification."


class NoSuchPolicy(Refusal):
    """No policy on teachers of this id is published."""

    code = "no-such-teacher-policy"
    status = 404
    template = "There is no such published policy on teachers."


class NoSuchDocument(Refusal):
    """The document is not one that the organisation handed in."""

    code = "no-such-evidence"
    status = 404
    template = "There is no such document of your organisation."


class NotYourAssessor(Refusal):
    """The assessor belongs to another organisation."""

    code = "not-your-assessor"
    status = 404
    template = "There is no such assessor of your organisation."


def within(actor: Actor) -> QuerySet[Qualification]:
    """Return the qualifications that the actor's capacity covers."""
    if actor.reach is Reach.PROVINCE:
        return Qualification.objects.all()
    if actor.reach is Reach.ORGANISATION:
        return Qualification.objects.filter(organisation_id=actor.organisation_id)
    return Qualification.objects.none()


def qualification(qualification_id: int, actor: Actor, permission: Permission) -> Qualification:
    """Fetch a qualification within the actor's reach."""
    row = within(actor).filter(pk=qualification_id).first()
    if row is None:
        raise NoSuchQualification
    actor.require(permission)
    return row


def policy(document_id: int, actor: Actor) -> DocumentBrief:
    """Return a published policy on teachers for whoever records what such policies order."""
    found = documents.policies(Topic.TEACHERS)
    row = next((one for one in found if one.id == document_id), None)
    if row is None:
        raise NoSuchPolicy
    actor.require(Permission.POLICY_RECORD)
    return row


def recusals_within(actor: Actor) -> QuerySet[Recusal]:
    """Return the conflicts of interest that the actor may know of.

    An assessor's own; for an organisation or a site those of its people and of whom it qualified.
    """
    actor.require(Permission.RECUSAL_DECLARE)
    if not actor.may(Permission.RECUSAL_DECLARE_OTHERS):
        return Recusal.objects.filter(assessor_id=actor.person_id)
    qualified = within(actor).values("person_id")
    people = identity.persons_within(actor).values("pk")
    return Recusal.objects.filter(Q(assessor__in=qualified) | Q(assessor__in=people))


def assessor(person_id: int, actor: Actor) -> None:
    """Refuse unless the actor may declare a conflict of interest of this assessor."""
    actor.require(Permission.RECUSAL_DECLARE)
    if person_id == actor.person_id:
        return
    actor.require(Permission.RECUSAL_DECLARE_OTHERS)
    qualified = within(actor).filter(person_id=person_id).exists()
    if not qualified and not identity.persons_within(actor).filter(pk=person_id).exists():
        raise NotYourAssessor


def document(document_id: int, actor: Actor) -> None:
    """Refuse unless this stored file was handed in by the actor's organisation."""
    mine = StoredFile.objects.filter(pk=document_id, organisation_id=actor.organisation_id)
    if not actor.organisation_id or not mine.exists():
        raise NoSuchDocument


@files.readable_with
def _evidence(uid: UUID, actor: Actor) -> bool:
    """Let whoever may see a qualification read the document it rests on."""
    if not actor.may(Permission.QUALIFICATION_VIEW):
        return False
    return within(actor).filter(document__uid=uid).exists()
