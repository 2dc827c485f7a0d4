"""Draws that two parties decide together and neither alone: commit, freeze, reveal.

Specified for strangers in `docs/draws.md`. The organiser and the witness each commit to 32 secret
bytes; then what is drawn from is frozen; then both secrets are shown. The seed hashes all of it, so
whoever knows one secret knows nothing of the seed, and whoever shows another secret than the one
committed to is refused. What a newcomer gets wrong: the name of the party is inside the commitment,
so that nobody can copy the other's and show the other's secret as the own; and what is drawn from
is hashed under a blind that was fixed before anybody committed, because lists of persons or of
places to be inspected could be guessed from a bare hash.
"""

from __future__ import annotations

from shuzheng.transparency.core.draws.protocol import (
    SECRET_SIZE,
    NotAsCommitted,
    Party,
    SecretMalformed,
    blind_hash,
    commitment,
    inputs_digest,
    read_hex,
    require_committed,
    seed,
    veil,
)
from shuzheng.transparency.core.draws.stream import Stream

__all__ = [
    "SECRET_SIZE",
    "NotAsCommitted",
    "Party",
    "SecretMalformed",
    "Stream",
    "blind_hash",
    "commitment",
    "inputs_digest",
    "read_hex",
    "require_committed",
    "seed",
    "veil",
]
