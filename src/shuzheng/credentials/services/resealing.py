"""Seal signing keys anew after the sealing key was rotated. See `foundation.resealing`.

The signing keys themselves stay the same: what they have signed stays valid.
"""

from __future__ import annotations

from shuzheng.credentials.models import IssuerKey
from shuzheng.foundation import resealing


def reseal(batch: int) -> int:
    """Seal anew at most `batch` signing keys that are under an older key; returns how many."""
    return resealing.rows(IssuerKey, {"private_sealed": IssuerKey.place}, batch)
