"""What waits for people here: draws for their next party, sealed inspections for their teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods
from shuzheng.quality.access import Permission
from shuzheng.quality.core import drawing as lot
from shuzheng.quality.queries import campaigns, findings, inspections, vetoes
from shuzheng.transparency.queries import draws
from shuzheng.transparency.rules.draw import COMMITTING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("quality")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what of inspections waits for the actor."""
    del now
    if actor.may(Permission.CAMPAIGN_VIEW):
        yield from _draws(actor)
    if count := inspections.waiting(actor):
        url = reverse("quality:inspections")
        yield Todo(_("Inspections to go on with"), url, count=count, rule="R-210")
    if not actor.may(Permission.INSPECTION_VIEW):
        return
    if count := vetoes.waiting(actor):
        url = f"{reverse('quality:vetoes')}?view=mine"
        yield Todo(_("Vetoes to go on with"), url, count=count, rule="R-212")
    if count := findings.waiting(actor):
        url = f"{reverse('quality:findings')}?view=mine"
        yield Todo(
            _("Findings to go on with"), url, findings.first_due(actor), count=count, rule="R-213"
        )


def _draws(actor: Actor) -> Iterator[Todo]:
    for view in draws.waiting(lot.KIND):
        if not campaigns.waits_for(view, actor)[0]:
            continue
        words = (
            gettext("Be the witness of the draw of inspections: {campaign}")
            if view.state in COMMITTING
            else gettext("Show the secret for the draw of inspections: {campaign}")
        )
        yield Todo(
            words.format(campaign=view.title),
            reverse("quality:campaign", args=[int(view.subject.rpartition(":")[2])]),
            periods.day(view.due) if view.due else None,
            rule="R-210",
        )
