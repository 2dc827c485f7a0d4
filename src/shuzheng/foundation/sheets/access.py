"""Who sees an upload: whoever handed it in, and colleagues who may run the same import.

All of them hold its permission, and only while its purpose is within their reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation.sheets import definitions
from shuzheng.foundation.sheets.models import Upload
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.sheets.definitions import Context, Import, Purpose
    from shuzheng.kernel.actor import Actor


class NoSuchUpload(Refusal):
    """There is no such upload, or the actor may not know of it."""

    code = "no-such-upload"
    status = 404
    template = "There is no such file, or it is not yours."


class FileGone(Refusal):
    """The file was deleted after its time."""

    code = "file-gone"
    status = 410
    template = "The file has been deleted, as every uploaded file is after some days."


def purpose(definition: Import, context: Context, actor: Actor, now: datetime) -> Purpose:
    """Return what an import would be for. Refuses what is out of reach or not permitted."""
    found = definition.purpose(actor, context, now)
    actor.require(definition.permission)
    return found


def upload(uid: UUID, actor: Actor, now: datetime) -> tuple[Upload, Import, Purpose]:
    """Return an upload with its import and purpose. Refuses with NoSuchUpload (404)."""
    row = Upload.objects.filter(uid=uid).first()
    if row is None or not _sees(actor, row):
        raise NoSuchUpload
    definition = definitions.find(row.definition)
    return row, definition, purpose(definition, row.context, actor, now)


def _sees(actor: Actor, row: Upload) -> bool:
    if not actor.user_id:
        return False
    return row.user_id == actor.user_id or (
        bool(row.organisation_id) and row.organisation_id == actor.organisation_id
    )
