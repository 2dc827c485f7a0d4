"""Seal hardship claims anew after the sealing key was rotated. See `foundation.resealing`."""

from __future__ import annotations

from shuzheng.fees.models import HardshipClaim
from shuzheng.foundation import resealing


def reseal(batch: int) -> int:
    """Seal anew at most `batch` claims that have a value under an older key; returns how many."""
    return resealing.rows(
        HardshipClaim,
        {
            "kind_sealed": lambda row: row.place("kind"),
            "answer_sealed": lambda row: row.place("answer"),
            "appeal_sealed": lambda row: row.place("appeal"),
        },
        batch,
    )
