"""What waits for people in alliances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import contacts, layouts, summaries
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.pilots.access import Permission as Pilots
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("alliances")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what of alliances waits for the actor."""
    if actor.may(Pilots.ALLIANCE_NAME):
        yield from _leaderless()
    if actor.may(Permission.CONTACT_VIEW):
        yield from _contacts(actor)
    if actor.may(Permission.ALLIANCE_RUN):
        yield from _layouts(actor, now)
    if actor.may(Permission.SUMMARY_VIEW):
        yield from _summaries(actor, now)


def _leaderless() -> Iterator[Todo]:
    if count := len(pages_alliances.without()):
        url = reverse("alliances:alliances")
        yield Todo(_("Certificates in use that no alliance leads"), url, count=count, rule="R-253")


def _contacts(actor: Actor) -> Iterator[Todo]:
    if not (count := contacts.missing(actor)):
        return
    names = actor.may(Permission.CONTACT_NAME)
    yield Todo(
        _("Name a contact for the office and the alliances")
        if names
        else _("Organisations that named no contact"),
        reverse("alliances:contact-name" if names else "alliances:contacts"),
        count=count,
        rule="R-251",
    )


def _layouts(actor: Actor, now: datetime) -> Iterator[Todo]:
    year, unplanned = layouts.unplanned(actor, now)
    if unplanned:
        url = reverse("alliances:layout-edit", args=[unplanned[0], year])
        yield Todo(_("Plan the layout of sites"), url, count=len(unplanned), rule="R-091")


def _summaries(actor: Actor, now: datetime) -> Iterator[Todo]:
    url = reverse("alliances:summaries")
    count, due_on = summaries.to_write(actor)
    if count:
        yield Todo(_("Alliances to be summed up"), url, due_on=due_on, count=count, rule="R-198")
    if not actor.may(Permission.SUMMARY_ANSWER):
        return
    count, due_on = summaries.to_answer(actor)
    if count:
        yield Todo(
            _("Suggestions of alliances to be answered"),
            f"{url}?view=unanswered",
            due_on=due_on,
            count=count,
            rule="R-199",
        )
    if late := summaries.late(actor, now):
        yield Todo(
            _("Summaries of alliances that are overdue"),
            f"{url}?view=late",
            count=late,
            rule="R-198",
        )
