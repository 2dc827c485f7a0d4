"""Registrations: a candidate's entry in a plan, agreed by the candidate (R-034).

`certificate_type`, `level` and `module` repeat the plan's, so that the database itself refuses a
second open registration for the same certificate, module and level.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.assessment.models.plans import Plan
from shuzheng.assessment.rules.registration import OPEN, State
from shuzheng.catalogue.rules.levels import Level
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.foundation.models import NationalRecord
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

AT_THE_SITE = frozenset({Role.SITE_ADMIN, Role.INVIGILATOR, Role.ASSESSOR})


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of the actor's area, organisation (as school, holder or host), or self.

        A teacher reaches the classes he or she teaches, not the school; only who keeps the site or
        stands in its rooms reaches candidates of other schools who sit there (handbook 6.3).
        """
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(institution__division__code__startswith=actor.area)
        if actor.role == Role.TEACHER:
            return self.filter(
                institution_id=actor.organisation_id,
                school_class__teachers__person_id=actor.person_id,
                school_class__teachers__until=None,
            )
        if actor.reach is Reach.ORGANISATION:
            here = actor.organisation_id
            ours = models.Q(institution_id=here) | models.Q(plan__organisation_id=here)
            if actor.role in AT_THE_SITE:
                ours |= models.Q(seat__seat__room__site__institution_id=here)
            return self.filter(ours)
        if actor.reach is Reach.SELF:
            me = actor.person_id
            of_wards = Registration.objects.filter(
                person__guardianships__guardian_id=me, person__guardianships__until=None
            )
            return self.filter(
                models.Q(person_id=me) | models.Q(pk__in=of_wards.order_by().values("pk"))
            )
        return self.none()


class Registration(NationalRecord):
    """One candidate in one plan. Who pays is not here: see fees (a list must never show it).

    `finding` says why a candidate was found not eligible: a refusal's code, template, parameters.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    # Plan and institution are found by the indexes that they share with the state.
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="registrations", db_index=False)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="registrations")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="registrations"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    module = models.CharField(max_length=60, blank=True)
    candidate_kind = models.CharField(max_length=20, choices=[(k, k) for k in CandidateKind])
    institution = models.ForeignKey(
        "identity.Organisation",
        models.PROTECT,
        null=True,
        related_name="registrations",
        db_index=False,
    )
    school_class = models.ForeignKey(
        "identity.SchoolClass", models.PROTECT, null=True, related_name="registrations"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    needs_accessible_seat = models.BooleanField(default=False)
    needs_guardian = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmation_method = models.CharField(max_length=20, blank=True)
    accepted_at = models.DateTimeField(null=True)
    state_reason = models.CharField(max_length=300, blank=True)
    finding = models.JSONField(default=dict)
    deferral_asked_at = models.DateTimeField(null=True)
    deferral_reason = models.CharField(max_length=300, blank=True)
    rule_since = models.DateField(null=True)
    plan_over = models.BooleanField(default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "person"),
                condition=models.Q(state__in=sorted(OPEN)),
                name="assessment_registration_once_a_plan",
            ),
            models.UniqueConstraint(
                fields=("person", "certificate_type", "level", "module"),
                condition=models.Q(state__in=sorted(OPEN), plan_over=False),
                name="assessment_registration_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="assessment_registration_state"
            ),
        )
        indexes = (
            models.Index(fields=("plan", "state"), name="assessment_registration_plan"),
            models.Index(fields=("institution", "state"), name="assessment_registration_school"),
        )

    def __str__(self) -> str:
        return f"registration {self.pk}"


class GuardianConsent(models.Model):
    """That a guardian consented to a minor's registration, when and how."""

    registration = models.OneToOneField(
        Registration, models.PROTECT, related_name="guardian_consent"
    )
    guardian = models.ForeignKey("identity.Person", models.PROTECT, related_name="consents")
    method = models.CharField(max_length=20)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"consent to {self.registration_id}"
