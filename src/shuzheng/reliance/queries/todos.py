"""What waits for people here: links of wards that a guardian agrees to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.reliance.queries import shares

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("reliance")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield that links of wards wait for this guardian."""
    if count := shares.waiting(actor, now):
        yield Todo(
            _("Links of your ward to agree to"),
            reverse("reliance:shares"),
            count=count,
            rule="R-179",
        )
