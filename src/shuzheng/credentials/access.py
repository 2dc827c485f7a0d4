"""What may be done with certificates, and who can reach which of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.credentials.models import (
    Certificate,
    IssuerKey,
    KeyChange,
    Revocation,
    RevocationAppeal,
    StatusChange,
)
from shuzheng.credentials.rules import keys as key_rules
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    CERTIFICATE_VIEW = "credentials:certificate:view"
    CERTIFICATE_ISSUE = "credentials:certificate:issue"
    CERTIFICATE_OWN = "credentials:certificate:own"
    CERTIFICATE_PRINT = "credentials:certificate:print"
    CERTIFICATE_FORM = "credentials:certificate:form"
    RECORD_MAKE = "credentials:record:make"
    CERTIFICATE_SUSPEND = "credentials:certificate:suspend"
    CERTIFICATE_MEND = "credentials:certificate:mend"
    CERTIFICATE_REPORT = "credentials:certificate:report"
    CERTIFICATE_EVIDENCE = "credentials:certificate:evidence"
    REVOCATION_PROPOSE = "credentials:revocation:propose"
    REVOCATION_CONFIRM = "credentials:revocation:confirm"
    APPEAL_LODGE = "credentials:appeal:lodge"
    APPEAL_VIEW = "credentials:appeal:view"
    APPEAL_STATE = "credentials:appeal:state"
    APPEAL_DECIDE = "credentials:appeal:decide"
    KEY_VIEW = "credentials:key:view"
    KEY_CHANGE = "credentials:key:change"
    KEY_CONFIRM = "credentials:key:confirm"
    SM2_ASK = "credentials:sm2:ask"
    RSA_ASK = "credentials:rsa:ask"


_HOLDER: Final = frozenset(
    {
        Permission.CERTIFICATE_OWN,
        Permission.CERTIFICATE_PRINT,
        Permission.CERTIFICATE_FORM,
        Permission.RECORD_MAKE,
        Permission.CERTIFICATE_EVIDENCE,
        Permission.APPEAL_LODGE,
    }
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.CERTIFICATE_VIEW,
        Permission.CERTIFICATE_EVIDENCE,
        Permission.APPEAL_VIEW,
        Permission.APPEAL_DECIDE,
        Permission.KEY_VIEW,
    },
    Role.OFFICE_OFFICER: {
        Permission.CERTIFICATE_VIEW,
        Permission.CERTIFICATE_EVIDENCE,
        Permission.CERTIFICATE_SUSPEND,
        Permission.REVOCATION_CONFIRM,
        Permission.APPEAL_VIEW,
        Permission.KEY_VIEW,
        Permission.KEY_CONFIRM,
    },
    Role.CITY_OFFICER: {Permission.CERTIFICATE_VIEW},
    Role.INSTITUTION_ADMIN: {Permission.CERTIFICATE_VIEW, Permission.CERTIFICATE_PRINT},
    Role.LIAISON: {Permission.CERTIFICATE_VIEW, Permission.CERTIFICATE_PRINT},
    Role.ORGANISATION_STAFF: {Permission.CERTIFICATE_VIEW, Permission.KEY_VIEW},
    Role.ORGANISATION_ISSUER: {
        Permission.CERTIFICATE_VIEW,
        Permission.CERTIFICATE_PRINT,
        Permission.CERTIFICATE_FORM,
        Permission.CERTIFICATE_ISSUE,
        Permission.CERTIFICATE_REPORT,
        Permission.CERTIFICATE_SUSPEND,
        Permission.CERTIFICATE_MEND,
        Permission.CERTIFICATE_EVIDENCE,
        Permission.REVOCATION_PROPOSE,
        Permission.APPEAL_VIEW,
        Permission.APPEAL_STATE,
        Permission.KEY_VIEW,
        Permission.KEY_CHANGE,
        Permission.SM2_ASK,
        Permission.RSA_ASK,
    },
    Role.STUDENT: _HOLDER,
    Role.SOCIAL_LEARNER: _HOLDER,
    Role.GUARDIAN: _HOLDER,
    Role.SECURITY_ADMIN: {
        Permission.KEY_VIEW,
        Permission.KEY_CHANGE,
        Permission.KEY_CONFIRM,
    },
}
"""Which role holds which permission here."""


class NoSuchCertificate(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-certificate"
    status = 404
    template = "There is no such certificate."


class NoSuchRevocation(Refusal):
    """Decided before, or never proposed."""

    code = "no-such-revocation"
    status = 404
    template = "There is no such open proposal."


class NoSuchAppeal(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-revocation-appeal"
    status = 404
    template = "There is no such appeal."


class NoSuchKey(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-signing-key"
    status = 404
    template = "There is no such signing key."


class NoSuchKeyChange(Refusal):
    """Out of reach, or decided before."""

    code = "no-such-key-change"
    status = 404
    template = "There is no such open change of key."


def within(actor: Actor) -> QuerySet[Certificate]:
    """Return the certificates that the actor's capacity covers."""
    rows = Certificate.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(institution__division__code__startswith=actor.area)
    if actor.reach is Reach.ORGANISATION:
        here = actor.organisation_id
        return rows.filter(Q(organisation_id=here) | Q(institution_id=here))
    if actor.reach is Reach.SELF:
        ward = Q(
            person__guardianships__guardian_id=actor.person_id, person__guardianships__until=None
        )
        return rows.filter(Q(person_id=actor.person_id) | ward).distinct()
    return rows.none()


def certificate(number: str, actor: Actor, permission: Permission) -> Certificate:
    """Fetch a certificate by its number, within the actor's reach."""
    row = within(actor).filter(number=number).select_related("organisation").first()
    if row is None:
        raise NoSuchCertificate
    actor.require(permission)
    return row


def own(number: str, actor: Actor, permission: Permission) -> Certificate:
    """Fetch a certificate of oneself or of a ward; refuses everybody else's."""
    if actor.reach is not Reach.SELF:
        raise NoSuchCertificate
    return certificate(number, actor, permission)


def changeable(actor: Actor) -> QuerySet[Certificate]:
    """Return the certificates that the actor's organisation issued (all, for the office)."""
    rows = within(actor)
    if actor.reach is Reach.ORGANISATION:
        rows = rows.filter(organisation_id=actor.organisation_id)
    return rows


def issued_by(number: str, actor: Actor, permission: Permission) -> Certificate:
    """Fetch a certificate that the actor's organisation issued (or any, for the office)."""
    row = certificate(number, actor, permission)
    if not changeable(actor).filter(pk=row.pk).exists():
        raise NoSuchCertificate
    return row


def held_by(person_id: int, actor: Actor, permission: Permission) -> QuerySet[Certificate]:
    """Return all certificates of oneself or of a ward; refuses where there are none."""
    actor.require(permission)
    rows = within(actor).filter(person_id=person_id)
    if actor.reach is not Reach.SELF or not rows.exists():
        raise NoSuchCertificate
    return rows


def reads_reasons(row: Certificate, actor: Actor) -> bool:
    """Return whether the actor is of the organisation that issued it, or oversees the province."""
    return actor.reach is Reach.PROVINCE or row.organisation_id == actor.organisation_id


def proven(change_id: int, actor: Actor) -> tuple[StatusChange, int]:
    """Fetch a change whose proof the actor may open, of the own organisation or at the office.

    Returns it with the id of the proof.
    """
    actor.require(Permission.CERTIFICATE_SUSPEND)
    row = StatusChange.objects.filter(pk=change_id).select_related("certificate").first()
    if row is None or row.proof_id is None:
        raise NoSuchCertificate
    if not reads_reasons(row.certificate, actor):
        raise NoSuchCertificate
    return row, row.proof_id


def document(document_id: int, actor: Actor) -> None:
    """Refuse unless this stored file was handed in by the actor's own party."""
    rows = StoredFile.objects.filter(pk=document_id, organisation_id=actor.organisation_id)
    if not actor.organisation_id or not rows.exists():
        raise NoSuchCertificate


def revocation(revocation_id: int, actor: Actor) -> Revocation:
    """Fetch an open proposal that the actor may decide."""
    actor.require(Permission.REVOCATION_CONFIRM)
    rows = Revocation.objects.filter(pk=revocation_id, decided_at=None)
    row = rows.select_related("certificate").first()
    if row is None:
        raise NoSuchRevocation
    return row


def appeals(actor: Actor) -> QuerySet[RevocationAppeal]:
    """Return the appeals against what the actor's organisation revoked (all, for the province)."""
    actor.require(Permission.APPEAL_VIEW)
    rows = RevocationAppeal.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    return rows.filter(certificate__organisation_id=actor.organisation_id)


def appeal(appeal_id: int, actor: Actor, permission: Permission) -> RevocationAppeal:
    """Fetch an appeal against a revocation within the actor's reach."""
    rows = appeals(actor).select_related("certificate", "revocation")
    row = rows.filter(pk=appeal_id).first()
    if row is None:
        raise NoSuchAppeal
    actor.require(permission)
    return row


def own_appeal(number: str, actor: Actor) -> RevocationAppeal:
    """Fetch the appeal about a certificate of oneself or of a ward."""
    row = own(number, actor, Permission.APPEAL_LODGE)
    found = RevocationAppeal.objects.filter(certificate=row).select_related("certificate").first()
    if found is None:
        raise NoSuchAppeal
    return found


def took_part(row: RevocationAppeal) -> frozenset[int]:
    """Return the ids of those who took part in a revocation or the appeal, and decide on none."""
    parties = (
        row.revocation.proposed_by_id,
        row.revocation.decided_by_id,
        row.certificate.person_id,
        row.lodged_by_id,
        row.stated_by_id,
    )
    return frozenset(person for person in parties if person is not None)


def appeal_document(appeal_id: int, document_id: int, actor: Actor) -> RevocationAppeal:
    """Fetch an appeal whose document the actor may open: who decides, and the office."""
    row = appeal(appeal_id, actor, Permission.APPEAL_VIEW)
    if actor.reach is not Reach.PROVINCE or not row.documents.filter(pk=document_id).exists():
        raise NoSuchAppeal
    return row


def keys(actor: Actor) -> QuerySet[IssuerKey]:
    """Return the signing keys that the actor's capacity covers, for who may see them at all."""
    actor.require(Permission.KEY_VIEW)
    rows = IssuerKey.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    return rows.filter(organisation_id=actor.organisation_id)


def key(key_id: int, actor: Actor, permission: Permission) -> IssuerKey:
    """Fetch a signing key within the actor's reach."""
    row = keys(actor).filter(pk=key_id).select_related("organisation").first()
    if row is None:
        raise NoSuchKey
    actor.require(permission)
    return row


def covers_province(actor: Actor) -> bool:
    """Return whether the province's own key is within the actor's reach."""
    return actor.reach is Reach.PROVINCE


def require_founder(actor: Actor) -> None:
    """Refuse whoever may not propose to make the province's first key."""
    actor.require(Permission.KEY_CHANGE)
    if not covers_province(actor):
        raise NoSuchKey


def key_changes(actor: Actor) -> QuerySet[KeyChange]:
    """Return the changes of keys that the actor's capacity covers; of the whole province's, all."""
    actor.require(Permission.KEY_VIEW)
    if covers_province(actor):
        return KeyChange.objects.all()
    return KeyChange.objects.filter(organisation_id=actor.organisation_id)


def own_key(key_id: int, actor: Actor, permission: Permission) -> IssuerKey:
    """Fetch a signing key of the actor's own organisation."""
    row = key(key_id, actor, permission)
    if row.organisation_id != actor.organisation_id:
        raise NoSuchKey
    return row


def key_change(change_id: int, actor: Actor, permission: Permission) -> KeyChange:
    """Fetch an open change of a key within the actor's reach."""
    rows = key_changes(actor).filter(pk=change_id, state=key_rules.State.PROPOSED)
    row = rows.select_related("key").first()
    if row is None:
        raise NoSuchKeyChange
    actor.require(permission)
    return row
