"""Recognise a file that was handed in before, by its bytes."""

from __future__ import annotations

import hashlib


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file, 64 hex digits; equal files have equal digests."""
    return hashlib.sha256(data).hexdigest()
