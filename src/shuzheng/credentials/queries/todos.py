"""What waits for people here: plans to certify, revocations and keys to decide on, replacements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from shuzheng.assessment.queries import certifying
from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.queries import pages_appeals, pages_keys, pages_register
from shuzheng.credentials.rules.appeals import APPEAL
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
    if due := pages_appeals.waits(actor):
        decides = actor.may(Permission.APPEAL_DECIDE)
        yield Todo(
            _("Decide on appeals against revocations")
            if decides
            else _("Make a statement on an appeal against a revocation"),
            reverse("credentials:appeals"),
            due[0],
            count=len(due),
            rule="R-255",
        )
    if actor.may(Permission.APPEAL_LODGE):
        yield from _holder(actor, now)


def _holder(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what a holder is told: that an appeal is open until a day, and how one was decided."""
    for number, until, outcome in pages_appeals.to_tell(actor, now):
        yield Todo(
            _("Your appeal is decided: {outcome}").format(outcome=_(APPEAL.labels[outcome]))
            if outcome
            else _("A certificate was revoked: you may appeal"),
            reverse("credentials:mine-one", args=[number]),
            until,
            detail=numbers.spaced(number),
            rule="R-115",
        )
