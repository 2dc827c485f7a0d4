"""The log's signing key, from the installation's key file.

The name a log signs under is its origin and stays for ever, whatever happens to the address; the
caller passes it, because a log that has signed once must go on under that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from shuzheng.transparency.core import checkpoint, note

if TYPE_CHECKING:
    from shuzheng.transparency.core.checkpoint import Checkpoint


def verifier_key(origin: str) -> note.VerifierKey:
    """Return the public half of the log's key, under the log's name."""
    return note.VerifierKey(origin, _secret().public_key().public_bytes_raw())


def sign(head: Checkpoint) -> str:
    """Return the signed note of a checkpoint of this log."""
    return checkpoint.sign(head, verifier_key(head.origin), _secret().sign)


def _secret() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.KEYRING.log)
