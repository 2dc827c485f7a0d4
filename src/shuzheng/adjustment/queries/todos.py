"""What waits for people here: the next step of a year's review, and certificates that leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import own, pages
from shuzheng.adjustment.rules.review import State
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

WORDS = {
    State.OPENED: _("Catalogue review: freeze the figures"),
    State.RANKED: _("Catalogue review: hear the experts"),
    State.EXPERT_REVIEW: _("Catalogue review: propose the list"),
    State.PROPOSED: _("Catalogue review: put the list on public show"),
    State.IN_PUBLICITY: _("Catalogue review: the time on public show is over"),
    State.DECIDED: _("Catalogue review: report to the ministry"),
}


@todos.provide("adjustment")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what of the catalogue review waits for the actor."""
    del now
    for state, pk in pages.waiting(actor).items():
        yield Todo(WORDS[state], reverse("adjustment:review", args=[pk]), rule="R-230")
    if not actor.may(Permission.OWN_VIEW):
        return
    leaving = own.leaving(actor)
    if leaving:
        yield Todo(
            _("Certificates that phase out"),
            reverse("adjustment:own"),
            min(leaving),
            count=len(leaving),
            rule="R-233",
        )
