"""What waits for a person from the draw of the seats to the last review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access import Permission
from shuzheng.assessment.models import Incident, Plan, Result
from shuzheng.assessment.queries import costs, custody, marking, outcomes, reviews, tickets
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.rules.result import Outcome
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

AT_MOST = 20


@todos.provide("assessment.conduct")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the actor's duties from the draw of the seats to the last review."""
    if actor.reach is Reach.SELF:
        yield from _learner(actor, now)
        return
    if actor.may(Permission.SEATING_PLAN) or actor.may(Permission.SITTING_RECORD):
        yield from _host(actor, now)
    if actor.may(Permission.CUSTODY_KEEP):
        yield from _keeper(actor)
    if actor.may(Permission.COST_KEEP):
        yield from _costs(actor)
    if actor.may(Permission.MARK_GIVE):
        yield from _assessor(actor)
    if actor.may(Permission.RESULT_PUBLISH):
        yield from _organisation(actor)
    if actor.may(Permission.REVIEW_ANSWER) or actor.may(Permission.REVIEW_DECIDE):
        yield from _reviews(actor)


def _host(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield seats to draw and days to hold, to the institution whose rooms are used."""
    here = Plan.objects.filter(rooms__room__site__institution_id=actor.organisation_id).distinct()
    if actor.may(Permission.SEATING_PLAN):
        for row in here.filter(state=State.REGISTRATION_CLOSED).order_by("first_on")[:AT_MOST]:
            yield Todo(
                gettext("Draw and lock the seats: {plan}").format(plan=row.name),
                reverse("assessment:seating", args=[row.pk]),
                row.first_on,
                rule="R-100",
            )
    if actor.may(Permission.SITTING_RECORD):
        today = periods.day(now)
        rows = here.filter(state__in=(State.SEATED, State.IN_PROGRESS), first_on__lte=today)
        for row in rows.order_by("first_on")[:AT_MOST]:
            yield Todo(
                gettext("Hold the assessment: {plan}").format(plan=row.name),
                reverse("assessment:day", args=[row.pk]),
                row.last_on,
                rule="R-102",
            )


def _keeper(actor: Actor) -> Iterator[Todo]:
    """Yield packages of papers that are on their way to the actor's site."""
    for plan_id, name, count, first_on in custody.coming(actor)[:AT_MOST]:
        yield Todo(
            gettext("Receive the packages of papers: {plan}").format(plan=name),
            reverse("assessment:custody", args=[plan_id]),
            first_on,
            count=count,
            rule="R-103",
        )


def _costs(actor: Actor) -> Iterator[Todo]:
    """Yield the cost sheets that the actor's sites have still to keep."""
    for one in costs.missing(actor, AT_MOST):
        yield Todo(
            gettext("Keep the cost sheet: {plan}").format(plan=one.name),
            reverse("assessment:cost-sheet", args=[one.plan_id, one.site_id]),
            one.due_on,
            detail=one.site,
            rule="R-098",
        )


def _assessor(actor: Actor) -> Iterator[Todo]:
    for one in marking.waiting(actor)[:AT_MOST]:
        if one.waiting:
            yield Todo(
                gettext("Mark: {plan}").format(plan=one.name),
                reverse("assessment:marking", args=[one.id]),
                one.due_on,
                count=one.waiting,
                rule="R-104",
            )
        if one.gaps:
            yield Todo(
                gettext("Adjudicate: {plan}").format(plan=one.name),
                reverse("assessment:marks", args=[one.id]),
                one.due_on,
                count=one.gaps,
                rule="R-104",
            )


def _organisation(actor: Actor) -> Iterator[Todo]:
    rows = Plan.objects.filter(organisation_id=actor.organisation_id)
    wanted = rows.filter(state__in=(State.SCORING, State.RESULTS_REVIEWED))
    for row in wanted.order_by("results_due_on", "pk")[:AT_MOST]:
        said = _("Compute and confirm the results: {plan}")
        if row.state == State.RESULTS_REVIEWED:
            said = _("Publish the results: {plan}")
        yield Todo(
            str(said).format(plan=row.name),
            reverse("assessment:results", args=[row.pk]),
            row.results_due_on,
            rule="R-255",
        )
    cases = Incident.objects.filter(
        attendance__session__plan__in=rows, attendance__state=sitting.State.MISCONDUCT_OPEN
    ).values_list("attendance__session__plan_id", "attendance__session__plan__name")
    for plan_id, name in sorted(set(cases))[:AT_MOST]:
        yield Todo(
            gettext("Hear and decide misconduct cases: {plan}").format(plan=name),
            reverse("assessment:incidents", args=[plan_id]),
            rule="R-115",
        )
    held = Result.objects.filter(
        registration__plan__in=rows.filter(state__in=outcomes.OUT), outcome=Outcome.HELD_BACK
    ).values_list("registration__plan_id", "registration__plan__name")
    for plan_id, name in sorted(set(held))[:AT_MOST]:
        yield Todo(
            gettext("Results held back: {plan}").format(plan=name),
            f"{reverse('assessment:results', args=[plan_id])}?outcome={Outcome.HELD_BACK}",
            rule="R-115",
        )


def _reviews(actor: Actor) -> Iterator[Todo]:
    for one in reviews.waiting(actor)[:AT_MOST]:
        yield Todo(
            gettext("Answer the review {ticket}").format(ticket=one.ticket),
            reverse("assessment:review", args=[one.id]),
            one.due_on,
            detail=one.plan,
            rule="R-255",
        )
    count = reviews.open_appeals(actor)
    if count:
        yield Todo(
            _("Hear and decide appeals"), reverse("assessment:reviews"), count=count, rule="R-115"
        )


def _learner(actor: Actor, now: datetime) -> Iterator[Todo]:
    if not actor.may(Permission.RESULT_OWN):
        return
    today = periods.day(now)
    for one in tickets.mine(actor, today):
        if one.available_on <= today:
            yield Todo(
                gettext("Take your ticket along: {plan}").format(plan=one.plan_name),
                reverse("assessment:my-ticket", args=[one.registration_uid]),
                one.first_on,
                rule="R-102",
            )
