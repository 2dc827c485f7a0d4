"""Keep the bytes of uploads encrypted, each under a key of its own, and destroy them in time."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shuzheng.foundation import sealing
from shuzheng.foundation.sheets.models import UploadPart

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.models import Upload

KEY_BITS = 256
NONCE_BYTES = 12


def keep(upload: Upload, part: str, data: bytes) -> None:
    """Store bytes as a part of an upload, in place of what was there."""
    key, nonce = AESGCM.generate_key(KEY_BITS), secrets.token_bytes(NONCE_BYTES)
    place = place_of(upload, part)
    UploadPart.objects.update_or_create(
        upload=upload,
        part=part,
        defaults={
            "key_sealed": sealing.seal(key.hex(), place),
            "body": nonce + AESGCM(key).encrypt(nonce, data, place.bound()),
        },
    )


def fetch(upload: Upload, part: str = "original") -> bytes | None:
    """Return a part's bytes, or None where there is none (any more)."""
    row = UploadPart.objects.filter(upload=upload, part=part).first()
    if row is None:
        return None
    place = place_of(upload, part)
    key = bytes.fromhex(sealing.unseal(row.key_sealed, place))
    body = bytes(row.body)
    return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], place.bound())


def destroy(upload: Upload) -> None:
    """Delete every part of an upload, and what was shown of it."""
    UploadPart.objects.filter(upload=upload).delete()
    type(upload).objects.filter(pk=upload.pk).update(preview_sealed="", refusal_sealed="")
    upload.preview_sealed = upload.refusal_sealed = ""


def place_of(upload: Upload, part: str) -> sealing.Place:
    """Return where the sealed key of an upload's part belongs."""
    return sealing.Place("foundation_uploadpart", part, str(upload.uid))
