"""What waits for somebody in fees. A title never says what a claim is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.fees.access import Permission
from shuzheng.fees.queries import agreement_pages, claims, payments
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("fees")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the agreements, claims and payments that wait for the actor."""
    del now
    if actor.may(Permission.AGREEMENT_VIEW):
        count = agreement_pages.waiting(actor)
        if count:
            url = f"{reverse('fees:agreements')}?view=mine"
            yield Todo(_("Fee agreements wait for you"), url, count=count, rule="R-121")
    count = claims.waiting(actor)
    if count:
        url = f"{reverse('fees:claims')}?view=open"
        yield Todo(_("Claims wait for your decision"), url, count=count, rule="R-128")
    if actor.may(Permission.PAYMENT_PAY_BACK):
        count = payments.counts(actor)["back"]
        if count:
            url = f"{reverse('fees:payments')}?view=back"
            yield Todo(_("Fees to be paid back"), url, count=count, rule="R-128")
