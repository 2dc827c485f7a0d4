"""The log's signing key, wherever it lies: in the installation's key file, or in a token.

The key file says which; a key that is in use stays where it is, because a log never goes on under
another one.

The name a log signs under is its origin and stays for ever, whatever happens to the address; the
caller passes it, because a log that has signed once must go on under that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from shuzheng.foundation import tokens
from shuzheng.foundation.keyring import InToken
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, note

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.transparency.core.checkpoint import Checkpoint

TRIAL = b"shuzheng: a trial signature, worth nothing"
"""No text of a checkpoint: these end in a line break."""


def verifier_key(origin: str) -> note.VerifierKey:
    """Return the public half of the log's key, under the log's name."""
    kept = settings.KEYRING.log
    if isinstance(kept, InToken):
        return note.VerifierKey(origin, kept.public)
    return note.VerifierKey(origin, _secret(kept).public_key().public_bytes_raw())


def sign(head: Checkpoint) -> str:
    """Return the signed note of a checkpoint of this log; refuses where its token is silent."""
    return checkpoint.sign(head, verifier_key(head.origin), _signer())


def place() -> str:
    """Return the label of the token in which the key lies, "" for the key file."""
    kept = settings.KEYRING.log
    return kept.label if isinstance(kept, InToken) else ""


def fault() -> str:
    """Return why the key cannot sign, "" where a trial signature fits."""
    try:
        signature = _signer()(TRIAL)
    except Refusal as refusal:
        return str(refusal)
    fits = verifier_key(settings.LOG_ORIGIN).accepts(TRIAL, signature)
    return "" if fits else "it signs with another key"


def _signer() -> Callable[[bytes], bytes]:
    kept = settings.KEYRING.log
    if isinstance(kept, InToken):
        return tokens.session(kept.label).signer(kept.uid)
    return _secret(kept).sign


def _secret(private: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(private)
