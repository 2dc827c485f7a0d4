"""Take documents that parties hand in as evidence, and give them out again.

A stored file is never changed. `store` belongs to the act that the document backs: it writes in
that act's transaction and records no fact of its own. Who may read a file is its organisation, who
decides for the province (by permission: those who keep the platform see the whole province and read
no evidence), and whomever a room vouches for (`readable_with`): it knows whose record it backs.
A sealed file none of them reads: only an act of the room that took it opens it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.foundation import sealing
from shuzheng.foundation.files import kinds as known
from shuzheng.foundation.files import naming
from shuzheng.foundation.files.kinds import Fault
from shuzheng.foundation.models import StoredFile
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    Readable = Callable[[UUID, Actor], bool]

EVERY_KIND = ("pdf", "png", "jpeg", "docx", "xlsx")
MEBIBYTE = 1024 * 1024
UNNAMED = "proof"


class Permission(StrEnum):
    """What one may be allowed to do with files that are not one's organisation's."""

    READ = "foundation:file:read"


class FileEmpty(Refusal):
    """Nothing was in the file."""

    code = "file-empty"
    template = "“{name}” is empty."


class FileTooLarge(Refusal):
    """The file is larger than this installation takes."""

    code = "file-too-large"
    status = 413
    template = "“{name}” is larger than {limit} MB, the most that can be taken."


class FileTypeNotTaken(Refusal):
    """The file's ending is none of those that this place takes."""

    code = "file-type-not-taken"
    status = 415
    template = "“{name}” cannot be taken here. Hand in one of these: {kinds}."


class FileNotWhatItSays(Refusal):
    """The content is of another type than the name's ending."""

    code = "file-not-what-it-says"
    template = "The content of “{name}” is not {kind}. Save it as {kind} anew, or choose another."


class FileTruncated(Refusal):
    """The end of the file is missing."""

    code = "file-truncated"
    template = "The end of “{name}” is missing or damaged. Open it to see, and hand it in again."


class FileLocked(Refusal):
    """The file opens with a password only."""

    code = "file-locked"
    template = "“{name}” is locked by a password or is of an old format. Save it without."


class FileWithMacros(Refusal):
    """The file carries programs."""

    code = "file-with-macros"
    template = "“{name}” carries macros. Save it without them."


class FileTooDense(Refusal):
    """The file would unpack to far more than it seems."""

    code = "file-too-dense"
    template = "“{name}” would unpack to more than can be taken."


class NoSuchFile(Refusal):
    """There is no such file, or the actor may not know of it."""

    code = "no-such-file"
    status = 404
    template = "There is no such file, or you may not read it."


REFUSALS: dict[Fault, type[Refusal]] = {
    Fault.OTHER: FileNotWhatItSays,
    Fault.TRUNCATED: FileTruncated,
    Fault.LOCKED: FileLocked,
    Fault.MACROS: FileWithMacros,
    Fault.TOO_DENSE: FileTooDense,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A stored file, read: its bytes and how to hand them out."""

    uid: UUID
    name: str
    media_type: str
    digest: str
    body: bytes
    stored_at: datetime


_readable: list[Readable] = []


def readable_with(function: Readable) -> Readable:
    """Register a room's own answer to whether `actor` may read the file `uid`."""
    _readable.append(function)
    return function


def store(
    upload: UploadedFile[bytes],
    *,
    actor: Actor,
    now: datetime,
    kinds: Iterable[str] = EVERY_KIND,
    sealed: bool = False,
) -> StoredFile:
    """Store one uploaded document of one of `kinds`; `sealed`, if it tells of somebody's life.

    Refuses an empty or too large file, one of another type, one whose content is not what its name
    says or is cut off, and one that is locked, carries macros or unpacks without end.
    """
    name = naming.clean(upload.name or "")
    kind = _kind(name, tuple(kinds))
    body = _body(upload, name)
    fault = kind.examine(body)
    if fault is not None:
        raise REFUSALS[fault](name=name, kind=kind.name.upper())
    row = StoredFile(
        name=name,
        media_type=kind.media_type,
        size=len(body),
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        stored_at=now,
    )
    if sealed:
        # The name of a scan says as much as the scan: only its ending is kept.
        row.name = f"{UNNAMED}.{kind.endings[0]}"
        row.key_sealed, body = sealing.enclose(body, row.place())
    row.body, row.digest = body, hashlib.sha256(body).hexdigest()
    row.save(force_insert=True)
    return row


def _kind(name: str, taken: tuple[str, ...]) -> known.Kind:
    kind = known.of_name(name)
    if kind is None or kind.name not in taken:
        raise FileTypeNotTaken(name=name, kinds=" ".join(one.upper() for one in taken))
    return kind


def _body(upload: UploadedFile[bytes], name: str) -> bytes:
    """Read an upload; what it says of its own size is not trusted."""
    most = settings.UPLOAD_BYTES
    pieces, size = [], 0
    if (upload.size or 0) > most:
        raise FileTooLarge(name=name, limit=most // MEBIBYTE)
    for piece in upload.chunks():
        size += len(piece)
        if size > most:
            raise FileTooLarge(name=name, limit=most // MEBIBYTE)
        pieces.append(piece)
    if not size:
        raise FileEmpty(name=name)
    return b"".join(pieces)


def open_file(uid: UUID, actor: Actor) -> Opened:
    """Return the file `uid` for `actor` to read. Refuses with NoSuchFile (404) out of reach."""
    plain = StoredFile.objects.filter(uid=uid, key_sealed="")
    owner = plain.values("organisation_id", "user_id").first()
    if owner is None or not _reads(actor, uid, owner["organisation_id"], owner["user_id"]):
        raise NoSuchFile
    return _opened(StoredFile.objects.get(uid=uid))


def published(file_id: int) -> Opened:
    """Return a plain file for an act that has asked whether its reader, signed in or not, may.

    Refuses with NoSuchFile (404) where there is none.
    """
    file = StoredFile.objects.filter(pk=file_id, key_sealed="").first()
    if file is None:
        raise NoSuchFile
    return _opened(file)


def _opened(file: StoredFile) -> Opened:
    return Opened(
        file.uid, file.name, file.media_type, file.digest, bytes(file.body), file.stored_at
    )


def unsealed(file_id: int) -> Opened:
    """Return a sealed file, opened, for an act that has asked whether its actor may read it.

    Refuses with NoSuchFile (404) where there is none: a file that is not sealed has an address.
    """
    file = StoredFile.objects.filter(pk=file_id).exclude(key_sealed="").first()
    if file is None:
        raise NoSuchFile
    body = sealing.disclose(file.key_sealed, bytes(file.body), file.place())
    return Opened(file.uid, file.name, file.media_type, file.digest, body, file.stored_at)


def _reads(actor: Actor, uid: UUID, organisation_id: int, user_id: int) -> bool:
    """Return whether `actor` may read a file: learners of an organisation read only their own."""
    if not actor.user_id:
        return False
    if user_id == actor.user_id or actor.may(Permission.READ):
        return True
    colleague = actor.reach is Reach.ORGANISATION and organisation_id == actor.organisation_id != 0
    return colleague or any(vouches(uid, actor) for vouches in _readable)
