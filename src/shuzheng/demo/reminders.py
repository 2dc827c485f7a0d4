"""Let whoever can sign in hear of what happened in the last days; the worker goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.reminders.services import making

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def tell(now: datetime) -> int:
    """Read the facts on to their end; returns how many told somebody something."""
    told = 0
    while count := making.read_on(now):
        told += count
    return told
