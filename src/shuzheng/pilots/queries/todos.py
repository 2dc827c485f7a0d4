"""What waits for somebody in pilots, with the days on which silence would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_activities, pages_entries, pages_filings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("pilots")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the filings, reviews and reports that wait for the actor."""
    if actor.may(Permission.FILING_VIEW):
        yield from _filings(actor, now)
    count = pages_entries.to_review(actor)
    if count:
        url = f"{reverse('pilots:entries')}?view=open"
        yield Todo(_("Certificates wait for your entry review"), url, count=count, rule="R-051")
    if actor.may(Permission.ACTIVITY_VIEW):
        yield from _reports(actor, now)


def _filings(actor: Actor, now: datetime) -> Iterator[Todo]:
    count = pages_filings.waiting(actor, now)
    if count:
        writes = actor.may(Permission.FILING_WRITE)
        yield Todo(
            _("Filings to be completed") if writes else _("Filings to be checked"),
            f"{reverse('pilots:filings')}?view=mine",
            due_on=pages_filings.earliest_due_on(actor, now),
            detail="" if writes else _("What nobody answers is filed by itself"),
            count=count,
            rule="R-030",
        )


def _reports(actor: Actor, now: datetime) -> Iterator[Todo]:
    count = pages_activities.waiting(actor, now)
    if count:
        answers = actor.may(Permission.ACTIVITY_ANSWER)
        yield Todo(
            _("Activity reports to be answered")
            if answers
            else _("Activity reports to go on with"),
            f"{reverse('pilots:activities')}?view=mine",
            due_on=pages_activities.earliest_due_on(actor) if answers else None,
            count=count,
            rule="R-056",
        )
