"""Problems that institutions report, and cases against organisations (R-016, R-053).

No row names the person who reported: only the fact of the act does, and it is confidential.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from shuzheng.kernel.actor import Reach
from shuzheng.pilots.rules.cases import Category, ProblemState, State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


def _narrowed(rows: models.QuerySet[Any], actor: Actor) -> models.QuerySet[Any]:
    """Keep the rows of institutions that the actor covers; an organisation covers none."""
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(institution__division__code__startswith=actor.area)
    if actor.reach is Reach.ORGANISATION:
        return rows.filter(institution_id=actor.organisation_id)
    return rows.none()


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Problems, narrowed by who is asking."""

    def within(self, actor: Actor) -> models.QuerySet[Problem]:
        """Keep the problems of institutions that the actor's capacity covers."""
        return _narrowed(self, actor)


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, narrowed by who is asking."""

    def within(self, actor: Actor) -> models.QuerySet[Case]:
        """Keep the cases of institutions that the actor's capacity covers."""
        return _narrowed(self, actor)


class Problem(models.Model):
    """A problem found in training or assessment: what it is about, who settles it, by when.

    `about` is the number of a plan where it was reported from one; rooms above know it.
    """

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="problems"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, null=True, related_name="problems"
    )
    category = models.CharField(max_length=20, choices=[(c, c) for c in Category])
    about = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in ProblemState])
    reported_on = models.DateField()
    owner = models.CharField(max_length=50, blank=True)
    due_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(ProblemState)), name="pilots_problem_state"
            ),
        )
        indexes = (models.Index(fields=("state", "reported_on"), name="pilots_problem_waiting"),)

    def __str__(self) -> str:
        return f"problem {self.pk} of {self.institution_id}"


class Case(models.Model):
    """A case of an institution against an organisation, step by step with its days.

    `account` is the institution's and never shown to the organisation; `finding` is what the office
    says after checking, in words that the organisation may read.
    """

    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="cases_against"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="cases"
    )
    title = models.CharField(max_length=100)
    account = models.TextField()
    material = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="cases"
    )
    state = models.CharField(max_length=24, choices=[(s, s) for s in State])
    opened_on = models.DateField()
    verify_due_on = models.DateField()
    report_due_on = models.DateField()
    decided_on = models.DateField(null=True)
    finding = models.TextField(blank=True)
    reported_on = models.DateField(null=True)
    advice = models.TextField(blank=True)
    advice_document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="case_advice"
    )
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answer_document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="case_answers"
    )
    closed_on = models.DateField(null=True)
    conclusion = models.TextField(blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="pilots_case_state"
            ),
        )
        indexes = (models.Index(fields=("organisation", "state"), name="pilots_case_against"),)

    def __str__(self) -> str:
        return f"case {self.pk} of {self.institution_id}"
