"""Files that go with a draft. Their type and size are examined when they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, files
from shuzheng.gazette import access
from shuzheng.gazette.access import NoSuchDocument, Permission
from shuzheng.gazette.models import Attachment
from shuzheng.gazette.services import documents
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from shuzheng.kernel.actor import Actor

MOST = 20


class TooManyAttachments(Refusal):
    """A document holds so many files and no more."""

    code = "too-many-attachments"
    template = "A document takes {most} attachments at most."


@transaction.atomic
def attach(document_id: int, upload: UploadedFile[bytes], *, actor: Actor, now: datetime) -> UUID:
    """Store a file with a draft; refuses one whose content is not what its name says."""
    row = access.document(document_id, actor, Permission.DOCUMENT_DRAFT)
    documents.rewrite(row, row.revision, actor=actor, now=now)
    if row.attachments.count() >= MOST:
        raise TooManyAttachments(most=MOST)
    kept = files.store(upload, actor=actor, now=now)
    made = Attachment.objects.create(document=row, file=kept)
    facts.record("gazette.document.attached", row, actor=actor, now=now)
    return made.uid


@transaction.atomic
def detach(document_id: int, uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a file off a draft; what was stored stays stored."""
    row = access.document(document_id, actor, Permission.DOCUMENT_DRAFT)
    documents.rewrite(row, row.revision, actor=actor, now=now)
    found = row.attachments.filter(uid=uid).first()
    if found is None:
        raise NoSuchDocument
    found.delete()
    facts.record("gazette.document.detached", row, actor=actor, now=now)
