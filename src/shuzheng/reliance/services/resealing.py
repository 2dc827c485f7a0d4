"""Seal the keys of kept answers anew after the sealing key was rotated."""

from __future__ import annotations

from shuzheng.foundation import resealing
from shuzheng.reliance.models import Check


def reseal(batch: int) -> int:
    """Seal anew at most `batch` keys of answers that are under an older key; returns how many."""
    return resealing.rows(Check, {"key_sealed": Check.place}, batch)
