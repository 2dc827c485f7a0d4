"""Seal persons' values anew after the sealing key was rotated. See `foundation.resealing`."""

from __future__ import annotations

from shuzheng.foundation import resealing
from shuzheng.identity.models import Person


def reseal(batch: int) -> int:
    """Seal anew at most `batch` persons who have a value under an older key; returns how many."""
    return resealing.rows(
        Person,
        {
            "document_sealed": lambda row: row.place("document"),
            "born_sealed": lambda row: row.place("born"),
            "phone_sealed": lambda row: row.place("phone"),
        },
        batch,
    )
