"""The province's own work on documents: the list, one document, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.gazette import access
from shuzheng.gazette.access import Permission
from shuzheng.gazette.models import Document
from shuzheng.gazette.queries import content, documents, searching
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.rules import recipients
from shuzheng.gazette.rules.documents import State
from shuzheng.identity.queries import organisations, persons
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.gazette.queries.content import Content
    from shuzheng.gazette.queries.documents import DocumentBrief
    from shuzheng.gazette.rules.recipients import RecipientKind
    from shuzheng.kernel.actor import Actor

VIEWS = ("mine", "drafts", "out", "all")
FIELDS = {"title": "title", "number": "number", "dated": "dated_on", "changed": "changed_at"}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A document as the desk's list shows it: how many were written to, how many have signed."""

    document: DocumentBrief
    changed_at: datetime
    sent: int
    signed: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One document as the province works on it."""

    content: Content
    issued_by: rules.Issuer
    body: str
    revision: int
    is_correction: bool
    recipient_kinds: tuple[str, ...]
    recipient_names: tuple[str, ...]
    writer: str
    approver: str
    is_writer: bool
    sent: int
    signed: int


def lines(
    actor: Actor, wish: listing.Wish, *, q: str = "", kind: str = "", publicity: str = ""
) -> listing.Found[DeskLine]:
    """Return one page of the documents in work and out."""
    rows = _viewed(access.documents(actor), wish.view, actor)
    if q.strip():
        named = Q(title__icontains=q.strip()) | Q(number__icontains=q.strip())
        inside = searching.narrow(Document.objects.all(), q).values("pk")
        rows = rows.filter(named | Q(pk__in=inside))
    if kind:
        rows = rows.filter(kind=kind)
    if publicity:
        rows = rows.filter(publicity=publicity)
    found = listing.cut(rows.defer("body", "search_text").order_by(*wish.order(FIELDS)), wish)
    counts = _receipts([row.pk for row in found.rows])
    return listing.Found(
        [
            DeskLine(documents.of(row), row.changed_at, *counts.get(row.pk, (0, 0)))
            for row in found.rows
        ],
        found.total,
        found.page,
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many documents each view holds."""
    rows = access.documents(actor)
    return {view: _viewed(rows, view, actor).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many documents wait for the actor."""
    return _viewed(access.documents(actor), "mine", actor).count()


def detail(
    document_id: int, actor: Actor, permission: Permission = Permission.DOCUMENT_VIEW
) -> DeskPage:
    """Return one document for its page, or for the page of an act."""
    row = access.document(document_id, actor, permission)
    people = persons.brief(pk for pk in (row.edited_by_id, row.approved_by_id) if pk)
    named = organisations.brief(row.recipient_ids) if row.recipient_ids else {}
    sent, signed = _receipts([row.pk]).get(row.pk, (0, 0))
    return DeskPage(
        content=content.of(row),
        issued_by=rules.Issuer(row.issued_by),
        body=row.body,
        revision=row.revision,
        is_correction=row.corrects_id is not None,
        recipient_kinds=tuple(row.recipient_kinds),
        recipient_names=tuple(one.name for one in named.values()),
        writer=people[row.edited_by_id].name if row.edited_by_id in people else "",
        approver=people[row.approved_by_id].name if row.approved_by_id in people else "",
        is_writer=actor.person_id in {row.drafted_by_id, row.edited_by_id},
        sent=sent,
        signed=signed,
    )


def recipient_kinds(now: datetime) -> tuple[RecipientKind, ...]:
    """Return the kinds of party that a document may be sent to today."""
    return recipients.kinds(periods.day(now), rulebooks.current())


def parties(actor: Actor) -> dict[str, int]:
    """Return who may be written to by name: organisations' ids by name and by code."""
    found: dict[str, int] = {}
    for one in organisations.listing(actor=actor):
        if one.kind in recipients.NAMED:
            found[one.code] = found[one.name] = one.id
    return found


def _viewed(rows: QuerySet[Document], view: str, actor: Actor) -> QuerySet[Document]:
    if view == "drafts":
        return rows.filter(state__in=(State.DRAFT, State.APPROVED))
    if view == "out":
        return rows.filter(state__in=list(rules.LISTED))
    if view == "mine":
        return rows.filter(_mine(actor))
    return rows


def _mine(actor: Actor) -> Q:
    """Say what waits: drafts of others for who approves, one's own and approved ones else."""
    mine = Q(edited_by_id=actor.person_id) | Q(drafted_by_id=actor.person_id)
    if actor.may(Permission.DOCUMENT_APPROVE):
        return Q(state=State.DRAFT) & ~mine
    return Q(state=State.APPROVED) | (Q(state=State.DRAFT) & mine)


def _receipts(ids: list[int]) -> dict[int, tuple[int, int]]:
    rows = Document.objects.filter(pk__in=ids, receipts__isnull=False)
    counted = rows.values_list("pk").annotate(
        sent=Count("receipts"), signed=Count("receipts__signed_at")
    )
    return {pk: (sent, signed) for pk, sent, signed in counted.order_by("pk")}
