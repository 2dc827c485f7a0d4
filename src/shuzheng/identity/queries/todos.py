"""What waits for the office: documents that were handed in under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.identity.queries.pages import cases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("identity")
def todos_for(actor: Actor, now: datetime) -> Iterable[todos.Todo]:
    """Return the duty to decide identity cases, where there are any."""
    del now
    count = cases.waiting(actor)
    if count:
        yield todos.Todo(
            _("Decide identity cases"),
            reverse("identity:cases"),
            detail=_("Until then these people are not registered where they were handed in."),
            count=count,
        )
