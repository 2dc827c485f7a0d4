"""What waits for people in organs and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import bodies, care, milestones, plans, portal
from shuzheng.governance.rules.body import RULES, Body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("governance")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what of organs and plan waits for the actor."""
    if actor.may(Permission.MILESTONE_VIEW):
        yield from _milestones(actor, now)
    if actor.may(Permission.PLAN_PUBLISH):
        yield from _to_publish(actor)
    if actor.may(Permission.CARE_VIEW):
        yield from _care(actor, now)
    if actor.may(Permission.BODY_KEEP):
        yield from _bodies(actor, now)
    if actor.may(Permission.PLAN_PREPARE):
        yield from _portal(now)


def _milestones(actor: Actor, now: datetime) -> Iterator[Todo]:
    late, soon, first = milestones.pressing(actor, now)
    url = reverse("governance:milestones")
    if late:
        yield Todo(_("Milestones that are late"), f"{url}?view=late", count=late, rule="R-008")
    if soon:
        yield Todo(_("Milestones due soon"), url, due_on=first, count=soon, rule="R-008")


def _to_publish(actor: Actor) -> Iterator[Todo]:
    found = plans.to_publish(actor)
    if found:
        url = reverse("governance:plan", args=[found[0].id])
        yield Todo(_("Plans to be published"), url, count=len(found), rule="R-009")


def _care(actor: Actor, now: datetime) -> Iterator[Todo]:
    nobody, due, first = care.waiting(actor, now)
    url = reverse("governance:care")
    if nobody:
        yield Todo(
            _("Certificates that no officer is in charge of"), url, count=nobody, rule="R-013"
        )
    if due:
        title = _("Reviews of certificates that are due")
        yield Todo(title, url, due_on=first, count=due, rule="R-013")


def _bodies(actor: Actor, now: datetime) -> Iterator[Todo]:
    for one in bodies.lacking(actor, now):
        url = reverse("governance:body", args=[one.value])
        title = (
            _("The task force needs members of several departments")
            if one is Body.TASK_FORCE
            else _("The steering committee has no member")
        )
        yield Todo(title, url, rule=RULES[one])


def _portal(now: datetime) -> Iterator[Todo]:
    if count := portal.stale(now):
        url = reverse("governance:public-lists")
        yield Todo(_("Lists of the portal to be updated"), url, count=count, rule="R-014")
