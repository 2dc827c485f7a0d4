"""Divisions and organisations.

An organisation is printed under the name it bore on a document's day (handbook 6.4, trap 6): `name`
is the present one, `OrganisationName` keeps all of them by date.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.foundation.models import NationalRecord
from shuzheng.identity.rules.kinds import (
    EnterpriseKind,
    EvaluationKind,
    InstitutionKind,
    OrganisationKind,
)
from shuzheng.identity.rules.profile import Field
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class Division(models.Model):
    """A province, city or county of GB/T 2260, with the provenance of its row."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    full_name = models.CharField(max_length=120)
    directly_administered = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)
    confidence = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.code} {self.full_name}"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep the organisations that the actor's capacity covers."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(pk=actor.organisation_id)
        return self.none()


class Organisation(NationalRecord):
    """A party that is not a person.

    `evaluation_kind` and `field` are an evaluation organisation's; both are recorded, or neither.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40, choices=[(k, k) for k in OrganisationKind])
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    division = models.ForeignKey(Division, models.PROTECT, related_name="organisations")
    credit_code = models.CharField(max_length=18, blank=True)
    institution_kind = models.CharField(
        max_length=40, blank=True, choices=[(k, k) for k in InstitutionKind]
    )
    enterprise_kind = models.CharField(
        max_length=20, blank=True, choices=[(k, k) for k in EnterpriseKind]
    )
    evaluation_kind = models.CharField(
        max_length=20, blank=True, choices=[(k, k) for k in EvaluationKind]
    )
    field = models.CharField(max_length=40, blank=True, choices=[(f, f) for f in Field])
    lead_flags = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    source = models.CharField(max_length=60, blank=True)
    confidence = models.CharField(max_length=20, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("credit_code",),
                condition=~models.Q(credit_code=""),
                name="identity_organisation_credit_code_once",
            ),
            models.CheckConstraint(
                condition=models.Q(evaluation_kind="", field="")
                | models.Q(
                    kind=OrganisationKind.EVALUATION_ORGANISATION,
                    evaluation_kind__in=list(EvaluationKind),
                    field__in=list(Field),
                ),
                name="identity_organisation_profile",
            ),
        )
        indexes = (models.Index(fields=("kind", "division"), name="identity_organisation_kind"),)

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """A name an organisation bore from one day to another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "since"), name="identity_organisationname_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} since {self.since}"


class Department(models.Model):
    """A school inside an institution (二级院系)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="departments")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name"), name="identity_department_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
