"""Seal objections anew after the sealing key was rotated."""

from __future__ import annotations

from shuzheng.foundation import resealing
from shuzheng.gazette.models import Objection

PLACES = {
    "text_sealed": lambda row: row.place("text"),
    "name_sealed": lambda row: row.place("name"),
    "contact_sealed": lambda row: row.place("contact"),
}


def reseal(batch: int) -> int:
    """Seal anew at most `batch` objections that are under an older key; returns how many."""
    return resealing.rows(Objection, PLACES, batch)
