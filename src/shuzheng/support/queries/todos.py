"""What waits for people in pairings, guidance, questions and feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.support.access import Permission
from shuzheng.support.queries import conditions, feedback, guidance, pairings, questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.actor import Actor


@todos.provide("support")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what of measurements and pairings waits for the actor."""
    if actor.may(Permission.MEASUREMENT_MAKE) and conditions.waiting(actor, now):
        yield Todo(
            _("Measure the conditions of institutions"),
            reverse("support:measurements"),
            rule="R-241",
        )
    if actor.may(Permission.PAIRING_ANSWER):
        yield from _one(_("Answer the proposed pairing"), pairings.to_answer(actor))
    if actor.may(Permission.PAIRING_ACT):
        yield from _one(_("Actions of the pairing are overdue"), pairings.to_tell(actor, now))
    if actor.may(Permission.PAIRING_PROPOSE):
        yield from _one(_("Half-yearly checks of pairings"), pairings.to_check(actor))
        yield from _one(_("Pairings to be evaluated"), pairings.to_evaluate(actor, now))
    if actor.may(Permission.PAIRING_DECIDE):
        yield from _one(_("Pairings to be confirmed"), pairings.to_decide(actor, now))
        yield from _one(_("Evaluated pairings to be ended"), pairings.to_end(actor))
    yield from _guided(actor, now)
    yield from _voiced(actor, now)


def _one(title: object, found: tuple[int, int, object]) -> Iterator[Todo]:
    count, first, due_on = found
    if count:
        url = reverse("support:pairing", args=[first])
        yield Todo(title, url, due_on=due_on, count=count, rule="R-240")  # type: ignore[arg-type]


def _guided(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what waits of guidance, help and questions."""
    guided, helped = reverse("support:guidances"), reverse("support:helps")
    if actor.may(Permission.GUIDANCE_REPORT):
        found = guidance.waiting(actor, reported=False)
        yield from _at(_("Follow up guidance"), guided, found, "R-250")
    if actor.may(Permission.GUIDANCE_GIVE):
        found = guidance.waiting(actor, reported=True)
        yield from _at(_("Guidance to be closed"), guided, found, "R-250")
    if actor.may(Permission.HELP_GIVE):
        yield from _at(_("Help is overdue"), helped, guidance.help_late(actor, now), "R-221")
    if actor.may(Permission.QUESTION_ANSWER):
        url = reverse("support:questions")
        yield from _at(_("Questions to be answered"), url, questions.waiting(actor), "R-026")


def _voiced(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield feedback on standards: what an organisation answers, what the office sees late."""
    url = reverse("support:feedbacks")
    if actor.may(Permission.FEEDBACK_ANSWER):
        yield from _at(_("Feedback to be answered"), url, feedback.waiting(actor), "R-058")
    if actor.may(Permission.FEEDBACK_OVERSEE):
        late = feedback.late(actor, now)
        yield from _at(_("Answers on feedback are late"), f"{url}?view=late", late, "R-058")


def _at(title: StrOrPromise, url: str, found: tuple[int, date | None], rule: str) -> Iterator[Todo]:
    count, due_on = found
    if count:
        yield Todo(title, url, due_on=due_on, count=count, rule=rule)
