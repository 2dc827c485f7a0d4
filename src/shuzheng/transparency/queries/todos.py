"""What waits for people here: witnesses that refuse to cosign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.transparency.access import Permission
from shuzheng.transparency.queries import witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("transparency")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the witnesses that refuse the evidence log."""
    del now
    if actor.may(Permission.WITNESS_OVERSEE) and (count := witnesses.refusing()):
        yield Todo(
            _("Find out why a witness refuses the evidence log"),
            f"{reverse('transparency:log')}#witnesses",
            count=count,
            rule="R-110",
        )
