"""What waits for people here: next steps of an evaluation, what parties say, self-checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import pages
from shuzheng.evaluation.queries import self_checks as checks
from shuzheng.evaluation.rules.evaluation import State
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

NOVEMBER = 11
"""From this month on an institution is reminded of the self-check that it still owes."""
WORDS = {
    State.DRAFTED: _("Annual evaluation: publish the indicators"),
    State.INDICATOR_SET_PUBLISHED: _("Annual evaluation: freeze the data"),
    State.CITY_OPINION: _("Annual evaluation: open the scores"),
    State.SCORED: _("Annual evaluation: end the hearing"),
    State.HEARD: _("Annual evaluation: decide the grades"),
    State.DECIDED: _("Annual evaluation: publish the result"),
    State.PUBLISHED: _("Annual evaluation: record what the result is used for"),
}


@todos.provide("evaluation")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what of the annual evaluation waits for the actor."""
    today = periods.day(now)
    for state, line in pages.waiting_steps(actor).items():
        due = {State.CITY_OPINION: line.opinion_by, State.SCORED: line.contest_by}.get(state)
        url = reverse("evaluation:evaluation", args=[line.id])
        yield Todo(WORDS[state], url, due, rule="R-218")
    if actor.may(Permission.OPINION_GIVE) and (count := pages.waiting(actor)):
        url = f"{reverse('evaluation:parties')}?view=mine"
        yield Todo(_("Opinions on evaluated parties"), url, count=count, rule="R-218")
    if actor.may(Permission.SUBJECT_ANSWER) and (count := pages.waiting(actor)):
        url = f"{reverse('evaluation:parties')}?view=mine"
        yield Todo(
            _("Annual evaluation: say something of our data or score"),
            url,
            count=count,
            rule="R-218",
        )
    if not actor.may(Permission.CHECK_WRITE):
        return
    url = reverse("evaluation:checks")
    if today.month >= NOVEMBER and (count := checks.owed(actor, today)):
        yield Todo(_("Self-check of the year"), url, count=count, rule="R-214")
    count, since = checks.late(actor, today)
    if count:
        yield Todo(
            _("Findings of self-checks that are overdue"),
            f"{url}?view=open",
            since,
            count=count,
            rule="R-214",
        )
