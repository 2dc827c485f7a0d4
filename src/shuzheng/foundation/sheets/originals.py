"""Keep the bytes of uploads encrypted, each under a key of its own, and destroy them in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import sealing
from shuzheng.foundation.sheets.models import UploadPart

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.models import Upload

ORIGINAL, UNPACKED = "original", "unpacked"


def keep(upload: Upload, part: str, data: bytes) -> None:
    """Store bytes as a part of an upload, in place of what was there."""
    key_sealed, body = sealing.enclose(data, place_of(upload, part))
    UploadPart.objects.update_or_create(
        upload=upload, part=part, defaults={"key_sealed": key_sealed, "body": body}
    )


def fetch(upload: Upload, part: str = ORIGINAL) -> bytes | None:
    """Return a part's bytes, or None where there is none (any more)."""
    row = UploadPart.objects.filter(upload=upload, part=part).first()
    if row is None:
        return None
    return sealing.disclose(row.key_sealed, bytes(row.body), place_of(upload, part))


def destroy(upload: Upload) -> None:
    """Delete every part of an upload, and what was shown of it."""
    UploadPart.objects.filter(upload=upload).delete()
    type(upload).objects.filter(pk=upload.pk).update(preview_sealed="", refusal_sealed="")
    upload.preview_sealed = upload.refusal_sealed = ""


def place_of(upload: Upload, part: str) -> sealing.Place:
    """Return where the sealed key of an upload's part belongs."""
    return sealing.Place("foundation_uploadpart", part, str(upload.uid))
