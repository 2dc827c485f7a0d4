"""Seal cases and what was said in them anew after the sealing key was rotated."""

from __future__ import annotations

from shuzheng.complaints.models import Complainant, Complaint, Message
from shuzheng.foundation import resealing

TEXTS = {
    f"{one}_sealed": (lambda row, one=one: row.place(one))
    for one in ("text", "reason", "answer", "review")
}
PEOPLE = {f"{one}_sealed": (lambda row, one=one: row.place(one)) for one in ("name", "contact")}


def cases(batch: int) -> int:
    """Seal anew at most `batch` cases that are under an older key; returns how many."""
    return resealing.rows(Complaint, TEXTS, batch)


def complainants(batch: int) -> int:
    """Seal anew who complains."""
    return resealing.rows(Complainant, PEOPLE, batch)


def messages(batch: int) -> int:
    """Seal anew what was added."""
    return resealing.rows(Message, {"text_sealed": Message.place}, batch)
