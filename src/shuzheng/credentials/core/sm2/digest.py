"""SM3, the hash function of GB/T 32905-2016."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SM3, Hash

SIZE = 32


def sm3(data: bytes) -> bytes:
    """Return the digest of `data`, 32 bytes."""
    state = Hash(SM3())
    state.update(data)
    return state.finalize()
