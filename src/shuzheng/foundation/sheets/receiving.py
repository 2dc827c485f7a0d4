"""Hand a file in and have it checked; get it back with what is wrong marked in it.

A file is read and judged before a transaction opens, so that nobody waits for a database that a
parser holds. A file that cannot be read is refused and leaves nothing behind.
"""

from __future__ import annotations

import io
import json
import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.foundation import facts, moves, sealing
from shuzheng.foundation.sheets import (
    access,
    checking,
    errors,
    limits,
    originals,
    reading,
    recognition,
    uploads,
)
from shuzheng.foundation.sheets.lifecycle import UPLOAD, State, Verb
from shuzheng.foundation.sheets.models import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.sheets.checking import Check, Examination
    from shuzheng.foundation.sheets.definitions import Context, Import, Purpose
    from shuzheng.foundation.sheets.reading import File
    from shuzheng.foundation.sheets.uploads import Tell
    from shuzheng.kernel.actor import Actor

NAME_LENGTH = 200


def receive(
    definition: Import,
    context: Context,
    *,
    filename: str,
    data: bytes,
    actor: Actor,
    now: datetime,
) -> Upload:
    """Take in a file and, unless it is long, check it at once.

    Refuses what cannot be read (`reading.opened`), and then nothing is stored.
    """
    purpose = access.purpose(definition, context, actor, now)
    upload = Upload(
        uid=uuid.uuid4(),
        definition=definition.name,
        context=dict(context),
        filename=filename[-NAME_LENGTH:],
        size=len(data),
        digest=recognition.digest(data),
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        organisation_id=actor.organisation_id,
        uploaded_at=now,
        **uploads.kept(now),
    )
    bounds = limits.configured(purpose.rows)
    judge = uploads.judge(definition, uploads.occasion(upload, actor, now))
    with reading.opened(data, purpose.sheet, bounds) as file:
        at_once = _length(file) <= bounds.at_once
        found = checking.examine(file.rows(), judge) if at_once else None
        upload.columns = _columns(file)
        unpacked = None if at_once else file.unpacked()
    _store(upload, data, unpacked, found, actor=actor, now=now)
    return upload


@transaction.atomic
def _store(
    upload: Upload,
    data: bytes,
    unpacked: bytes | None,
    found: Examination | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    upload.save(force_insert=True)
    originals.keep(upload, originals.ORIGINAL, data)
    if unpacked is not None:
        originals.keep(upload, originals.UNPACKED, unpacked)
    if found is None:
        uploads.enqueue_check(upload, actor, now)
    else:
        _settle(upload, found, now)
    facts.record(
        "foundation.upload.received",
        upload,
        actor=actor,
        now=now,
        definition=upload.definition,
        digest=upload.digest,
        size=upload.size,
    )


def check(uid: UUID, *, actor: Actor, now: datetime, tell: Tell) -> None:
    """Check a whole file; of a long one with errors, make the workbooks to hand back as well.

    Does nothing for an upload that has moved on. Refuses what shows only in later rows.
    """
    upload, definition, purpose = access.upload(uid, actor, now)
    if upload.state != State.UPLOADED:
        return
    bounds = limits.configured(purpose.rows)
    judge = uploads.judge(definition, uploads.occasion(upload, actor, now))
    with uploads.opened(upload, purpose) as file:
        length = _length(file)
        found = checking.examine(
            file.rows(), judge, lambda done: tell(done, max(length, done), uploads.CHECKING)
        )
    made: dict[str, bytes] = {}
    if found.errors and found.total > bounds.at_once:
        tell(0, 0, uploads.MARKING)
        data = uploads.original(upload)
        made = {part: _handed_back(data, purpose, judge, part) for part in ("marked", "rest")}
    with transaction.atomic():
        for part, body in made.items():
            originals.keep(upload, part, body)
        _settle(upload, found, now)


def workbook(uid: UUID, part: str, *, actor: Actor, now: datetime) -> tuple[str, bytes]:
    """Return a file's name and its "marked" or "rest" workbook. Refuses with FileGone."""
    upload, definition, purpose = access.upload(uid, actor, now)
    body = originals.fetch(upload, part)
    if body is None:
        judge = uploads.judge(definition, uploads.occasion(upload, actor, now))
        body = _handed_back(uploads.original(upload), purpose, judge, part)
    return upload.filename, body


def _handed_back(data: bytes, purpose: Purpose, check: Check | None, part: str) -> bytes:
    target = io.BytesIO()
    write = errors.rest if part == "rest" else errors.annotated
    write(data, purpose.sheet, target, check, limits.configured(purpose.rows))
    return target.getvalue()


def _settle(upload: Upload, found: Examination, now: datetime) -> None:
    preview = json.dumps(checking.dump_preview(found.preview), ensure_ascii=False)
    moves.move(
        upload,
        UPLOAD,
        Verb.CHECK,
        **uploads.kept(now),
        counts=found.counts(),
        good=found.good.dump(),
        preview_sealed=sealing.seal(preview, upload.place("preview")),
    )


def _columns(file: File) -> Mapping[str, Any]:
    found = file.layout
    return {
        "worksheet": found.worksheet,
        "header_row": found.header_row,
        "headings": dict(found.headings),
        "unknown": [list(pair) for pair in found.unknown],
    }


def _length(file: File) -> int:
    """Return about how many rows a file has under its header."""
    return max(file.height - file.layout.header_row, 0)
