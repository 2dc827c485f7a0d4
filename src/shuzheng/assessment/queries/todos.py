"""What waits for a person in sites, plans and registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access import Permission
from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.queries import classes, learners, registrations, sites
from shuzheng.assessment.rules import registration
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.rules.registration import State as Registered
from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

NEXT = {
    State.DRAFT: _("Submit the plan {plan}"),
    State.SUBMITTED: _("Attach the activity report of {plan}"),
    State.REPORTED: _("Open registration of {plan}"),
    State.POSTPONED: _("Set the new date of {plan}"),
}
AT_MOST = 20


@todos.provide("assessment.entry")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the actor's duties from the application of a site to the closing of registration."""
    if actor.reach is Reach.SELF:
        yield from _learner(actor, now)
        return
    if actor.may(Permission.SITE_VIEW):
        yield from _sites(actor)
    if actor.may(Permission.PLAN_WRITE):
        yield from _plans(actor)
    if actor.may(Permission.REGISTRATION_DRAFT):
        yield from _school(actor, now)
    waiting = classes.waiting(actor)
    if waiting:
        yield Todo(
            _("Remind your students to answer"),
            reverse("assessment:classes"),
            count=waiting,
            rule="R-034",
        )


def _sites(actor: Actor) -> Iterator[Todo]:
    for line in sites.waiting_lines(actor)[:AT_MOST]:
        yield Todo(
            gettext("Site: {site}").format(site=line.site),
            reverse("assessment:site-approval", args=[line.id]),
            line.due_on,
            detail=line.certificate,
            rule="R-090",
        )


def _plans(actor: Actor) -> Iterator[Todo]:
    rows = Plan.objects.filter(organisation_id=actor.organisation_id, state__in=NEXT)
    for row in rows.order_by("registration_opens_at", "pk")[:AT_MOST]:
        due = row.registration_opens_at
        yield Todo(
            str(NEXT[State(row.state)]).format(plan=row.name),
            reverse("assessment:plan", args=[row.pk]),
            periods.day(due) if row.state != State.POSTPONED else None,
            rule="R-056" if row.state == State.SUBMITTED else "R-100",
        )
    asked = Registration.objects.filter(
        plan__organisation_id=actor.organisation_id,
        deferral_asked_at__isnull=False,
        state__in=registration.HOLDS_PLACE,
    )
    for plan in sorted(set(asked.values_list("plan_id", flat=True)))[:AT_MOST]:
        yield Todo(
            _("Answer candidates who ask to sit later"),
            f"{reverse('assessment:registrations', args=[plan])}?view=asked",
            count=sum(1 for one in asked if one.plan_id == plan),
            rule="R-115",
        )


def _school(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the plans whose roster an institution has still to hand in, and who has to answer."""
    here = actor.organisation_id
    rows = Plan.objects.filter(
        institutions=here, state__in=(State.OPEN, State.REGISTRATION_CLOSED)
    ).order_by("registration_closes_at", "pk")
    for row in rows[:AT_MOST]:
        mine = Registration.objects.filter(plan=row, institution_id=here)
        waits = mine.filter(
            Q(state=Registered.DRAFTED)
            | Q(state=Registered.CONFIRMED, needs_guardian=True, guardian_consent=None)
        ).count()
        url = reverse("assessment:registrations", args=[row.pk])
        if waits:
            yield Todo(
                gettext("Remind candidates to answer: {plan}").format(plan=row.name),
                f"{url}?view=unconfirmed",
                registrations.answer_until(row.first_on),
                count=waits,
                rule="R-034",
            )
        elif row.state == State.OPEN and row.registration_opens_at <= now and not mine.exists():
            yield Todo(
                gettext("Hand in the roster: {plan}").format(plan=row.name),
                url,
                periods.day(row.registration_closes_at),
                rule="R-034",
            )


def _learner(actor: Actor, now: datetime) -> Iterator[Todo]:
    if not actor.may(Permission.RESULT_OWN):
        return
    for own in learners.mine(actor, now):
        if own.waits_for_answer:
            yield Todo(
                gettext("Answer: {plan}").format(plan=own.plan),
                reverse("assessment:my-registrations"),
                own.answer_until,
                rule="R-034",
            )
    for own in learners.wards(actor, now):
        if own.waits_for_consent:
            yield Todo(
                gettext("Consent for {person}: {plan}").format(person=own.person, plan=own.plan),
                reverse("assessment:wards"),
                own.answer_until,
                rule="R-034",
            )
