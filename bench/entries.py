"""The entries that both sides append to a log: of the form that a certificate's entry has."""

from __future__ import annotations

import base64
import hashlib

BATCH = 10_000
SEED = 20261122


def entry(n: int) -> bytes:
    """Return the entry `n`."""
    commitment = base64.b64encode(hashlib.sha256(b"%d" % n).digest())
    return b"shuzheng-log/v1\ncertificate.issued\nsha256 %s\n" % commitment
