"""Who has signed for a document, and the inbox of those who are written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.gazette import access
from shuzheng.gazette.access import Permission
from shuzheng.gazette.queries import content, documents
from shuzheng.gazette.rules.documents import State
from shuzheng.identity.queries import persons

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.gazette.models import Receipt
    from shuzheng.gazette.queries.content import Content
    from shuzheng.gazette.queries.documents import DocumentBrief
    from shuzheng.kernel.actor import Actor

VIEWS = ("waiting", "signed", "all")
FIELDS = {"organisation": "organisation__name", "signed": "signed_at"}
INBOX_VIEWS = ("waiting", "all")
INBOX_FIELDS = {"dated": "document__published_at", "signed": "signed_at"}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One party that a document was sent to."""

    id: int
    organisation: str
    code: str
    addressed_as: str
    signed_at: datetime | None
    signed_by: str
    reminded_on: date | None
    reminders: int


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One document that the actor's organisation was sent."""

    document: DocumentBrief
    signed_at: datetime | None
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A document as its recipient reads it; without text until it is signed for."""

    content: Content
    signed_at: datetime | None
    signed_by: str


def lines(
    document_id: int, actor: Actor, wish: listing.Wish, *, q: str = ""
) -> listing.Found[ReceiptLine]:
    """Return one page of the parties that a document was sent to."""
    row = access.document(document_id, actor, Permission.DOCUMENT_VIEW)
    rows = _viewed(row.receipts.select_related("organisation"), wish.view)
    if q.strip():
        rows = rows.filter(organisation__name__icontains=q.strip())
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    people = persons.brief(one.signed_by_id for one in found.rows if one.signed_by_id)
    names = {pk: one.name for pk, one in people.items()}
    return listing.Found([_line(one, names) for one in found.rows], found.total, found.page)


def counts(document_id: int, actor: Actor) -> dict[str, int]:
    """Return how many parties each view holds."""
    row = access.document(document_id, actor, Permission.DOCUMENT_VIEW)
    return {view: _viewed(row.receipts.all(), view).count() for view in VIEWS}


def inbox(actor: Actor, wish: listing.Wish, *, q: str = "") -> listing.Found[InboxLine]:
    """Return one page of what the actor's organisation was sent, replaced versions left out."""
    rows = _inbox(actor, wish.view).select_related("document")
    if q.strip():
        rows = rows.filter(document__title__icontains=q.strip())
    rows = rows.defer("document__body", "document__search_text")
    found = listing.cut(rows.order_by(*wish.order(INBOX_FIELDS)), wish)
    return listing.Found(
        [
            InboxLine(documents.of(one.document), one.signed_at, one.reminded_on)
            for one in found.rows
        ],
        found.total,
        found.page,
    )


def inbox_counts(actor: Actor) -> dict[str, int]:
    """Return how many documents each view of the inbox holds."""
    return {view: _inbox(actor, view).count() for view in INBOX_VIEWS}


def unsigned(actor: Actor) -> int:
    """Return how many documents wait for the signature of the actor's organisation."""
    return _inbox(actor, "waiting").count()


def was_reminded(actor: Actor) -> bool:
    """Return whether the actor's organisation was reminded of what it has not signed for."""
    return _inbox(actor, "waiting").filter(reminders__gt=0).exists()


def received(document_id: int, actor: Actor) -> InboxPage:
    """Return a document that the actor's organisation was sent."""
    row = access.receipt(document_id, actor)
    closed = row.signed_at is None or row.document.state == State.WITHDRAWN
    people = persons.brief([row.signed_by_id] if row.signed_by_id else [])
    return InboxPage(
        content.without_text(row.document) if closed else content.of(row.document),
        row.signed_at,
        people[row.signed_by_id].name if row.signed_by_id in people else "",
    )


def _viewed(rows: QuerySet[Receipt], view: str) -> QuerySet[Receipt]:
    if view == "all":
        return rows
    return rows.filter(signed_at__isnull=view == "waiting")


def _inbox(actor: Actor, view: str) -> QuerySet[Receipt]:
    rows = access.receipts(actor).exclude(document__state=State.SUPERSEDED)
    if view == "waiting":
        return rows.filter(signed_at=None, document__state=State.PUBLISHED)
    return rows


def _line(row: Receipt, people: dict[int, str]) -> ReceiptLine:
    return ReceiptLine(
        row.pk,
        row.organisation.name,
        row.organisation.code,
        row.addressed_as,
        row.signed_at,
        people.get(row.signed_by_id or 0, ""),
        row.reminded_on,
        row.reminders,
    )
