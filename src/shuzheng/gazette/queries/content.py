"""What a document's page and paper show, whoever looks: text, files, versions, address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.gazette import access
from shuzheng.gazette.models import Attachment, Document
from shuzheng.gazette.queries import documents
from shuzheng.gazette.rules import recipients, text
from shuzheng.gazette.rules.documents import OUT, Topic
from shuzheng.identity.queries import organisations

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.models import StoredFile
    from shuzheng.gazette.queries.documents import DocumentBrief
    from shuzheng.gazette.rules.text import Block
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that goes with a document; `size` in bytes."""

    uid: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a document with all that is shown of it; `versions` newest first."""

    document: DocumentBrief
    topic: Topic | None
    blocks: tuple[Block, ...]
    address: str
    files: tuple[AttachedFile, ...]
    versions: tuple[DocumentBrief, ...]
    correction: str
    withdrawn_at: datetime | None
    withdrawn_reason: str


def public(document_id: int) -> Content:
    """Return a document that anybody may see; of one that was withdrawn, no text and no files."""
    row = access.public(document_id)
    return without_text(row) if row.withdrawn_at else of(row)


def readable(document_id: int, actor: Actor) -> Content:
    """Return a document whose text the actor may read."""
    return of(access.readable(document_id, actor))


def attached(uid: UUID, actor: Actor) -> int:
    """Return the stored file of an attachment that the actor may read."""
    return access.attachment(uid, actor).file_id


def of(row: Document) -> Content:
    """Return what a row shows."""
    rows = row.attachments.order_by("pk").select_related("file").defer("file__body")
    return _content(row, tuple(text.blocks(row.body)), tuple(_file(one, one.file) for one in rows))


def without_text(row: Document) -> Content:
    """Return what is shown of a document that was withdrawn, or is not signed for."""
    return _content(row, (), ())


def _content(row: Document, blocks: tuple[Block, ...], files: tuple[AttachedFile, ...]) -> Content:
    return Content(
        document=documents.of(row),
        topic=Topic(row.topic) if row.topic else None,
        blocks=blocks,
        address=_address(row),
        files=files,
        versions=tuple(_versions(row)),
        correction=row.correction,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
    )


def _address(row: Document) -> str:
    named = organisations.brief(row.recipient_ids) if row.recipient_ids else {}
    return recipients.address(row.recipient_kinds, [one.name for one in named.values()])


def _versions(row: Document) -> list[DocumentBrief]:
    """Return all versions that were given out, where there is more than one."""
    if not row.number:
        return []
    rows = Document.objects.filter(number=row.number, state__in=list(OUT))
    found = [documents.of(one) for one in rows.defer("body", "search_text").order_by("-version")]
    return found if len(found) > 1 else []


def _file(one: Attachment, file: StoredFile) -> AttachedFile:
    return AttachedFile(one.uid, file.name, file.size)
