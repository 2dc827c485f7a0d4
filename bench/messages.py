"""What both sides sign with SM2: the 64 bytes of a proof, under one key and the usual identity."""

from __future__ import annotations

import hashlib

PRIVATE = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
"""The key of the standard's own example (GB/T 32918.5, annex A.2)."""

IDENTITY = b"1234567812345678"


def message(n: int) -> bytes:
    """Return the message `n`: two digests."""
    return hashlib.sha512(b"%d" % n).digest()
