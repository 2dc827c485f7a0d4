"""What waits for people in organs and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.governance.access import Permission
from shuzheng.governance.core import drawing as lot
from shuzheng.governance.queries import bodies, care, milestones, panels, plans, portal
from shuzheng.governance.rules.body import RULES, Body
from shuzheng.kernel import periods
from shuzheng.transparency.queries import draws
from shuzheng.transparency.rules.draw import COMMITTING

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
    if actor.may(Permission.POOL_VIEW):
        yield from _panels(actor, now)


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


def _panels(actor: Actor, now: datetime) -> Iterator[Todo]:
    for view in draws.waiting(lot.KIND):
        if not panels.waits_for(view, actor)[0]:
            continue
        words = (
            gettext("Be the witness of the draw of a panel: {panel}")
            if view.state in COMMITTING
            else gettext("Show the secret for the draw of a panel: {panel}")
        )
        yield Todo(
            words.format(panel=view.title),
            reverse("governance:panel", args=[int(view.subject.rpartition(":")[2])]),
            periods.day(view.due) if view.due else None,
            rule="R-012",
        )
    if not actor.may(Permission.PANEL_PLAN):
        return
    if found := panels.to_finish(actor, periods.day(now)):
        url = reverse("governance:panel", args=[found[0].id])
        title = _("Panels that have met and are not ended")
        yield Todo(title, url, count=len(found), rule="R-012")
