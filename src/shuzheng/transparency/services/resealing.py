"""Seal the secrets of draws anew after the sealing key was rotated. See `foundation.resealing`."""

from __future__ import annotations

from shuzheng.foundation import resealing
from shuzheng.transparency.models import DrawShare


def reseal(batch: int) -> int:
    """Seal anew at most `batch` secrets that are under an older key; returns how many."""
    return resealing.rows(DrawShare, {"secret_sealed": DrawShare.place}, batch)
