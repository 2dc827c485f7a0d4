"""What waits: qualifications that are about to expire, policies that nobody has read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.kernel import periods
from shuzheng.workforce.access import Permission
from shuzheng.workforce.queries import pages, policies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("workforce")
def todos_for(actor: Actor, now: datetime) -> Iterable[todos.Todo]:
    """Return the duty to renew or to let go qualifications, by the first day one expires.

    For the province: policies of which nobody has recorded what they order.
    """
    yield from _policies(actor)
    if not actor.may(Permission.QUALIFICATION_GRANT):
        return
    count, first = pages.expiring(actor, periods.day(now))
    if count:
        yield todos.Todo(
            _("Renew qualifications that are about to expire"),
            f"{reverse('workforce:qualifications')}?view=expiring",
            due_on=first,
            detail=_("Whoever is not qualified on the day cannot be put down as an assessor."),
            count=count,
            rule="R-144",
        )


def _policies(actor: Actor) -> Iterable[todos.Todo]:
    if not actor.may(Permission.POLICY_RECORD):
        return
    count = policies.unrecorded()
    if count:
        yield todos.Todo(
            _("Record what policies on teachers order"),
            reverse("workforce:policies"),
            count=count,
            rule="R-256",
        )
