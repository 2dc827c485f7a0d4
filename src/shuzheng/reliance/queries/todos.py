"""What waits for people here: links of wards to agree to, a survey that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import shares, surveys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("reliance")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield that links of wards wait for this guardian, and that a survey is due."""
    if actor.may(Permission.SURVEY_KEEP) and surveys.is_due(periods.day(now)):
        yield Todo(
            _("Have society asked what it thinks of the programme"),
            reverse("reliance:surveys"),
            detail=_("The newest published result is too old, or there is none."),
            rule="R-222",
        )
    if count := shares.waiting(actor, now):
        yield Todo(
            _("Links of your ward to agree to"),
            reverse("reliance:shares"),
            count=count,
            rule="R-179",
        )
