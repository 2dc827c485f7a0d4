"""Take the chosen rows into a room: exactly those that were good when the clerk chose, or none.

Rows are judged once more in the transaction that takes them, some thousand ahead of the room, so a
room's check sees what the rows before have written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.foundation import moves
from shuzheng.foundation.sheets import access, checking, uploads
from shuzheng.foundation.sheets.checking import RowSet
from shuzheng.foundation.sheets.lifecycle import UPLOAD, State, Verb
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.sheets.definitions import Import, Occasion
    from shuzheng.foundation.sheets.models import Upload
    from shuzheng.foundation.sheets.reading import File
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.foundation.sheets.uploads import Tell
    from shuzheng.kernel.actor import Actor


class ChangedSinceCheck(Refusal):
    """Between the check and the import something happened to one of the rows."""

    code = "changed-since-check"
    status = 409
    template = (
        "Row {row} was good when the file was checked and no longer is. Nothing was imported; "
        "check the file again."
    )


class RowsLeft(RuntimeError):  # noqa: N818 - a defect of a room's import
    """A room's `apply` did not take every row."""


def take(uid: UUID, *, actor: Actor, now: datetime, tell: Tell) -> Mapping[str, Any]:
    """Take the chosen rows; returns what the room's `apply` returned.

    Idempotent: an import that is done stays done. Refuses ChangedSinceCheck, FileGone, and whatever
    the room refuses; then nothing was written.
    """
    upload, definition, purpose = access.upload(uid, actor, now)
    if upload.state == State.DONE:
        return dict(upload.result)
    if upload.state == State.CHOSEN:
        moves.move(upload, UPLOAD, Verb.START, moved_at=now)
    UPLOAD.after(State(upload.state), Verb.FINISH)
    on = uploads.occasion(upload, actor, now)
    with transaction.atomic(), uploads.opened(upload, purpose) as file:
        rows = _chosen(file, upload, definition, on, tell)
        result = dict(definition.apply(rows, on))
        if next(rows, None) is not None:
            raise RowsLeft(definition.name)
        moves.move(upload, UPLOAD, Verb.FINISH, **uploads.kept(now), result=result)
    return result


def _chosen(
    file: File, upload: Upload, definition: Import, on: Occasion, tell: Tell
) -> Iterator[list[Row]]:
    good = RowSet.load(upload.good)
    total = upload.counts["total"] - upload.counts["errors"]
    done = 0
    for chunk in checking.checked(file.rows(), uploads.judge(definition, on)):
        rows = [row for row in chunk if row.number in good]
        lost = next((row for row in rows if not row.good), None)
        if lost is not None:
            raise ChangedSinceCheck(row=lost.number)
        _refer(chunk, definition, on)
        if rows:
            yield rows
        done += len(rows)
        tell(done, total, uploads.TAKING)


def _refer(chunk: Sequence[Row], definition: Import, on: Occasion) -> None:
    if definition.refer is None:
        return
    cases = [row for row in chunk if any(fault.finding.referred for fault in row.faults)]
    if cases:
        definition.refer(cases, on)
