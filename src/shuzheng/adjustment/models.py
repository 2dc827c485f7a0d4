"""A year's review: its frozen cut, its list, and what the cut takes from sheets.

The cut's text and the ranking that follows from it lie in `FrozenCut`, which the database refuses
to change; a year has one. Everything else of a review moves with its state.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.rules.proposal import Fate, Ground
from shuzheng.adjustment.rules.review import State


class Review(models.Model):
    """The review of one year. Who prepared a step (a person's id) is kept: another decides.

    `publicity` shows the list, `decision` is the document in which it is decided.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=24, choices=[(s, s) for s in State])
    opened_on = models.DateField()
    ranked_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    experts = models.JSONField(default=list)
    opinion = models.TextField(blank=True)
    minutes = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="catalogue_reviews"
    )
    proposed_on = models.DateField(null=True)
    prepared_by = models.BigIntegerField(null=True)
    publicity = models.OneToOneField(
        "gazette.Document", models.PROTECT, null=True, related_name="review_shown"
    )
    decision = models.OneToOneField(
        "gazette.Document", models.PROTECT, null=True, related_name="review_decided"
    )
    decided_on = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True)
    effective_on = models.DateField(null=True)
    closing_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    report_number = models.CharField(max_length=60, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="adjustment_review_state"
            ),
        )

    def __str__(self) -> str:
        return f"review of {self.year}"


class SheetInput(models.Model):
    """One input of one certificate from a sheet, with its source and the day it is as of."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="inputs")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="review_inputs"
    )
    what = models.CharField(max_length=20, choices=[(w, w) for w in Input])
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200)
    as_of = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("review", "certificate_type", "what"), name="adjustment_sheetinput_once"
            ),
            models.CheckConstraint(
                condition=models.Q(what__in=list(Input)), name="adjustment_sheetinput_what"
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} of {self.certificate_type_id} in {self.review_id}"


class Served(models.Model):
    """Which shortage fields and key industries a certificate serves, by the province's plan."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="served")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="review_fields"
    )
    shortage = models.JSONField(default=list)
    industries = models.JSONField(default=list)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("review", "certificate_type"), name="adjustment_served_once"
            ),
        )

    def __str__(self) -> str:
        return f"what {self.certificate_type_id} serves in {self.review_id}"


class FrozenCut(models.Model):
    """The cut of a review, as canonical JSON; append-only. `index` is its entry in the log."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="cut")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    index = models.PositiveBigIntegerField()
    figures_at = models.DateTimeField()
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"cut of {self.review_id}"


class ListLine(models.Model):
    """What the list of a review says of a certificate that does not simply stay."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="lines")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="review_lines"
    )
    fate = models.CharField(max_length=10, choices=[(f, f) for f in Fate])
    ground = models.CharField(max_length=10, choices=[(g, g) for g in Ground])
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("review", "certificate_type"), name="adjustment_listline_once"
            ),
            models.CheckConstraint(
                condition=models.Q(fate__in=list(Fate)), name="adjustment_listline_fate"
            ),
            models.CheckConstraint(
                condition=models.Q(ground__in=list(Ground)), name="adjustment_listline_ground"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fate} {self.certificate_type_id} in {self.review_id}"


class Addition(models.Model):
    """A certificate of an emerging field that the list adds, with its grounds (R-232).

    Without a type it is not on the national list, so that the list concerns the ministry.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="additions")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, null=True, related_name="review_additions"
    )
    name = models.CharField(max_length=100)
    field = models.CharField(max_length=60)
    grounds = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("review", "name"), name="adjustment_addition_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} in {self.review_id}"
