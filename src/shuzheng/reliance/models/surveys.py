"""Results of surveys: of society (R-222) and of enterprises (R-066). Counts, never persons."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from shuzheng.reliance.rules.survey import Audience, Scope, State


class Survey(models.Model):
    """The result of one survey. What was published never changes; a correction is a new row.

    `conducted_by` held it, `source` is the document that tells the result, `as_of` its data cut
    date. `corrects` is the published result that this one replaces, for `reason`.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    audience = models.CharField(max_length=12, choices=[(a, a) for a in Audience])
    year = models.PositiveSmallIntegerField()
    conducted_by = models.CharField(max_length=100)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in State], default=State.DRAFT.value
    )
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("audience", "year"),
                condition=Q(state=State.PUBLISHED),
                name="reliance_survey_one_published",
            ),
            models.UniqueConstraint(
                fields=("audience", "year"),
                condition=Q(state=State.DRAFT),
                name="reliance_survey_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=list(Audience)), name="reliance_survey_audience"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="reliance_survey_state"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="reliance_survey_reason",
            ),
        )

    def __str__(self) -> str:
        return f"survey of {self.audience} {self.year}"


class SurveyLine(models.Model):
    """One row of a result, as `rules.survey.Line`: `key` is the group or the code."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="lines")
    scope = models.CharField(max_length=12, choices=[(s, s) for s in Scope])
    key = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, null=True, related_name="+"
    )
    asked = models.PositiveIntegerField()
    valid = models.PositiveIntegerField()
    recognised = models.PositiveIntegerField(null=True)
    satisfied = models.PositiveIntegerField(null=True)
    hiring = models.PositiveIntegerField(null=True)
    postings = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("survey", "scope", "key"), name="reliance_surveyline_once"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=list(Scope)), name="reliance_surveyline_scope"
            ),
            models.CheckConstraint(
                condition=Q(valid__lte=F("asked"))
                & (Q(recognised=None) | Q(recognised__lte=F("valid")))
                & (Q(satisfied=None) | Q(satisfied__lte=F("valid")))
                & (Q(hiring=None) | Q(hiring__lte=F("valid"))),
                name="reliance_surveyline_counts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.key} of survey {self.survey_id}"
