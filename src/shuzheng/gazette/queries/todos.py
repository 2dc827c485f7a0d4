"""What waits for somebody in the gazette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.gazette.access import Permission
from shuzheng.gazette.queries import pages_desk, pages_receipts, publicity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("gazette")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the documents that wait for the actor's decision or signature."""
    del now
    if actor.may(Permission.DOCUMENT_RECEIVE):
        yield from _inbox(actor)
    if actor.may(Permission.OBJECTION_ANSWER):
        yield from _objections(actor)
    if actor.may(Permission.DOCUMENT_VIEW):
        count = pages_desk.waiting(actor)
        if count:
            approves = actor.may(Permission.DOCUMENT_APPROVE)
            yield Todo(
                _("Documents to be approved") if approves else _("Documents to go on with"),
                f"{reverse('gazette:desk')}?view=mine",
                count=count,
                rule="R-002",
            )


def _objections(actor: Actor) -> Iterator[Todo]:
    count = publicity.unanswered(actor)
    if count:
        yield Todo(
            _("Objections to be answered"),
            reverse("gazette:objections"),
            detail=_("A period does not end before all are answered"),
            count=count,
            rule="R-201",
        )


def _inbox(actor: Actor) -> Iterator[Todo]:
    count = pages_receipts.unsigned(actor)
    if count:
        reminded = pages_receipts.was_reminded(actor)
        yield Todo(
            _("Documents to sign for"),
            f"{reverse('gazette:inbox')}?view=waiting",
            detail=_("The sender has sent a reminder") if reminded else "",
            count=count,
            rule="R-001",
        )
