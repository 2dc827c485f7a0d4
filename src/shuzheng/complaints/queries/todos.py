"""What of cases waits for people: to be assigned and handled, or to give an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.complaints.access import Permission
from shuzheng.complaints.queries import asked, cases
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("complaints")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the cases that wait for the actor, with the earliest deadline."""
    del now
    if actor.may(Permission.COMPLAINT_HANDLE):
        count = cases.waiting(actor)
        if count:
            url = f"{reverse('complaints:index')}?view=mine"
            yield Todo(
                _("Complaints to go on with"),
                url,
                cases.first_due(actor),
                count=count,
                rule="R-216",
            )
    if actor.may(Permission.COMPLAINT_STATE):
        count = asked.waiting(actor)
        if count:
            yield Todo(
                _("Accounts to be given"), reverse("complaints:asked"), count=count, rule="R-216"
            )
