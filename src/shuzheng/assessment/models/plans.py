"""Assessment plans: one certificate and level, sessions, rooms, components, assessors."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.assessment.models.sites import Room
from shuzheng.assessment.rules.plan import State
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.models import NationalRecord
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep the plans that the actor's organisation holds, hosts, invites to, or oversees."""
        if actor.reach is Reach.PROVINCE:
            return self
        assessed = PlanAssessor.objects.filter(person_id=actor.person_id).values("plan_id")
        if actor.reach is Reach.AREA:
            where = {"division__code__startswith": actor.area}
            return self.filter(_hosted(**where) | _invited(**where))
        if actor.reach is Reach.ORGANISATION:
            here = actor.organisation_id
            others = _hosted(pk=here) | _invited(pk=here) | models.Q(pk__in=assessed)
            return self.filter(
                models.Q(organisation_id=here) | (others & ~models.Q(state=State.DRAFT))
            )
        return self.filter(pk__in=assessed)


def _hosted(**where: object) -> models.Q:
    """Return the plans at sites of such institutions; a subquery, so that no row comes twice."""
    terms = {f"room__site__institution__{name}": value for name, value in where.items()}
    return models.Q(pk__in=PlanRoom.objects.filter(**terms).values("plan_id"))


def _invited(**where: object) -> models.Q:
    """Return the plans that invite such institutions."""
    terms = {f"organisation__{name}": value for name, value in where.items()}
    through = Plan.institutions.through._default_manager
    return models.Q(pk__in=through.filter(**terms).values("plan_id"))


class Plan(NationalRecord):
    """A plan to assess one certificate and level (考核计划). Marks are hundredths, money is fen.

    `places_taken` counts the open registrations. It moves only by a conditional update, so that two
    users at once cannot take the last place twice.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=20, unique=True)
    serial = models.PositiveIntegerField(unique=True)
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="plans")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="plans"
    )
    standard = models.ForeignKey("catalogue.StandardVersion", models.PROTECT, related_name="plans")
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    module = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=150)
    state = models.CharField(max_length=30, choices=[(s, s) for s in State])
    institutions = models.ManyToManyField("identity.Organisation", related_name="plans_invited_to")
    report = models.ForeignKey(
        "pilots.ActivityReport", models.PROTECT, null=True, related_name="plans"
    )
    registration_opens_at = models.DateTimeField()
    registration_closes_at = models.DateTimeField()
    first_on = models.DateField()
    last_on = models.DateField()
    seats = models.PositiveIntegerField()
    places_taken = models.PositiveIntegerField(default=0)
    price_fen = models.PositiveIntegerField()
    pass_rule = models.CharField(max_length=500)
    guards = models.JSONField(default=list)
    results_due_on = models.DateField(null=True)
    results_published_at = models.DateTimeField(null=True)
    review_until = models.DateField(null=True)
    certificates_due_on = models.DateField(null=True)
    next_on = models.DateField(null=True)
    state_reason = models.CharField(max_length=300, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="assessment_plan_state"
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="assessment_plan_dates"
            ),
            models.CheckConstraint(
                condition=models.Q(places_taken__lte=models.F("seats")),
                name="assessment_plan_places",
            ),
            models.CheckConstraint(
                condition=models.Q(registration_closes_at__gt=models.F("registration_opens_at")),
                name="assessment_plan_window",
            ),
        )

    def __str__(self) -> str:
        return self.number


class PlanSession(models.Model):
    """One sitting of a plan: which component, from when to when."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sessions")
    component_code = models.CharField(max_length=32)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "component_code"), name="assessment_plansession_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="assessment_plansession_times",
            ),
        )

    def __str__(self) -> str:
        return f"{self.component_code} of {self.plan_id}"


class PlanRoom(models.Model):
    """A room that a plan uses."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rooms")
    room = models.ForeignKey(Room, models.PROTECT, related_name="plans")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "room"), name="assessment_planroom_once"),
        )

    def __str__(self) -> str:
        return f"{self.room_id} in {self.plan_id}"


class Component(models.Model):
    """A part that is marked by itself; `weight` in per cent, `full` in hundredths of a mark."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="components")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()
    full = models.PositiveIntegerField()
    by_machine = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "code"), name="assessment_component_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.plan_id}"


class PlanAssessor(models.Model):
    """An assessor appointed to a plan on a qualification."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="assessors")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="plans_assessed")
    qualification = models.ForeignKey(
        "workforce.Qualification", models.PROTECT, related_name="plans"
    )
    is_chief = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "person"), name="assessment_planassessor_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.plan_id}"
