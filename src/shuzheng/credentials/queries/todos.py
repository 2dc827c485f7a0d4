"""What waits for people here: plans to certify, revocations and keys to decide on, replacements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from shuzheng.assessment.queries import certifying
from shuzheng.credentials.access import Permission
from shuzheng.credentials.queries import pages_keys, pages_register
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("credentials")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield plans whose window is over, certificates to replace, and what waits for a decision."""
    if actor.may(Permission.CERTIFICATE_ISSUE):
        for plan in certifying.waiting(actor, periods.day(now)):
            yield Todo(
                _("Issue certificates: {plan}").format(plan=plan.name),
                reverse("credentials:issue-plan", args=[plan.number]),
                plan.due_on,
                rule="R-109",
            )
    if lost := pages_keys.to_replace(actor):
        yield Todo(
            _("Replace certificates that were signed with a stolen key"),
            f"{reverse('credentials:register')}?view=stolen",
            count=lost,
            rule="R-109",
        )
    if changing := pages_keys.waiting(actor):
        yield Todo(
            _("Decide on changes of signing keys"),
            f"{reverse('credentials:keys')}?view=open",
            count=changing,
        )
    if waiting := pages_register.waiting(actor):
        yield Todo(
            _("Revocations to confirm"),
            reverse("credentials:revocations"),
            count=waiting,
            rule="R-109",
        )
