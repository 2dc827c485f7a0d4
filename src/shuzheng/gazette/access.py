"""Who may write, approve, publish and read documents, and which of them one reaches."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.gazette.models import Attachment, Document, Objection, Receipt
from shuzheng.gazette.rules.documents import OUT, Publicity, State, Verb, shown_to_public
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    DOCUMENT_VIEW = "gazette:document:view"
    DOCUMENT_DRAFT = "gazette:document:draft"
    DOCUMENT_APPROVE = "gazette:document:approve"
    DOCUMENT_PUBLISH = "gazette:document:publish"
    DOCUMENT_WITHDRAW = "gazette:document:withdraw"
    DOCUMENT_RECEIVE = "gazette:document:receive"
    OBJECTION_ANSWER = "gazette:objection:answer"


_RECEIVE: Final = frozenset({Permission.DOCUMENT_RECEIVE})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.DOCUMENT_VIEW,
        Permission.DOCUMENT_DRAFT,
        Permission.DOCUMENT_APPROVE,
        Permission.DOCUMENT_PUBLISH,
        Permission.DOCUMENT_WITHDRAW,
        Permission.OBJECTION_ANSWER,
    },
    Role.OFFICE_OFFICER: {
        Permission.DOCUMENT_VIEW,
        Permission.DOCUMENT_DRAFT,
        Permission.DOCUMENT_PUBLISH,
        Permission.DOCUMENT_WITHDRAW,
        Permission.OBJECTION_ANSWER,
    },
    Role.CITY_OFFICER: _RECEIVE,
    Role.INSTITUTION_ADMIN: _RECEIVE,
    Role.LIAISON: _RECEIVE,
    Role.ORGANISATION_STAFF: _RECEIVE,
}
"""The office writes and publishes, the department approves, parties sign for what they are sent."""


class NoSuchObjection(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-objection"
    status = 404
    template = "There is no such objection."


class NoSuchDocument(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-document"
    status = 404
    template = "There is no such document."


def documents(actor: Actor) -> QuerySet[Document]:
    """Return the documents of the province's own work."""
    actor.require(Permission.DOCUMENT_VIEW)
    return Document.objects.within(actor)


def document(document_id: int, actor: Actor, permission: Permission) -> Document:
    """Fetch a document that the actor may act on."""
    row = Document.objects.within(actor).filter(pk=document_id).first()
    if row is None:
        raise NoSuchDocument
    actor.require(permission)
    return row


def receipts(actor: Actor) -> QuerySet[Receipt]:
    """Return what the actor's organisation was sent."""
    actor.require(Permission.DOCUMENT_RECEIVE)
    return Receipt.objects.filter(
        organisation_id=actor.organisation_id, document__state__in=list(OUT)
    )


def receipt(document_id: int, actor: Actor) -> Receipt:
    """Fetch the receipt of a document that the actor's organisation was sent."""
    row = receipts(actor).filter(document_id=document_id).select_related("document").first()
    if row is None:
        raise NoSuchDocument
    return row


def objections(actor: Actor) -> QuerySet[Objection]:
    """Return what was objected in the province."""
    actor.require(Permission.OBJECTION_ANSWER)
    return Objection.objects.filter(period__document__in=Document.objects.within(actor))


def objection(objection_id: int, actor: Actor) -> Objection:
    """Fetch an objection that the actor may answer."""
    rows = objections(actor).select_related(
        "period__document", "subject__organisation", "subject__certificate_type"
    )
    row = rows.filter(pk=objection_id).first()
    if row is None:
        raise NoSuchObjection
    return row


def public(document_id: int) -> Document:
    """Fetch a document that anybody may see."""
    row = Document.objects.openly().filter(pk=document_id).first()
    if row is None:
        raise NoSuchDocument
    return row


def readable(document_id: int, actor: Actor) -> Document:
    """Fetch a document whose text the actor may read, whichever page that stands on."""
    row = Document.objects.filter(pk=document_id).first()
    if row is None or not _reads(actor, row):
        raise NoSuchDocument
    return row


def attachment(uid: UUID, actor: Actor) -> Attachment:
    """Fetch an attachment of a document whose text the actor may read."""
    row = Attachment.objects.filter(uid=uid).select_related("document").first()
    if row is None or not _reads(actor, row.document):
        raise NoSuchDocument
    return row


def _reads(actor: Actor, row: Document) -> bool:
    """Return whether the actor may read a text: of one that was withdrawn only the province."""
    if actor.may(Permission.DOCUMENT_VIEW):
        return Document.objects.within(actor).filter(pk=row.pk).exists()
    if row.state == State.WITHDRAWN:
        return False
    if shown_to_public(Publicity(row.publicity), State(row.state)):
        return True
    return actor.may(Permission.DOCUMENT_RECEIVE) and (
        receipts(actor).filter(document_id=row.pk).exclude(signed_at=None).exists()
    )


MAY: Final = {
    Verb.APPROVE: Permission.DOCUMENT_APPROVE,
    Verb.RETURN: Permission.DOCUMENT_DRAFT,
    Verb.PUBLISH: Permission.DOCUMENT_PUBLISH,
    Verb.WITHDRAW: Permission.DOCUMENT_WITHDRAW,
    Verb.DISCARD: Permission.DOCUMENT_DRAFT,
}
"""What each verb takes; superseding is what publishing a correction does."""
