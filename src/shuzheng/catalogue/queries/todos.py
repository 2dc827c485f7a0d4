"""What waits for people in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import levels
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("catalogue")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the levels of one's own standards that lack a part; nothing waits for them."""
    del now
    if not actor.may(Permission.STANDARD_DESCRIBE):
        return
    if found := levels.lacking(actor.organisation_id):
        yield Todo(
            _("Levels of standards lack a part"),
            reverse("catalogue:standard", args=[found.code, found.version]),
            count=found.levels,
            rule="R-065",
        )
