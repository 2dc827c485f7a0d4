"""A year's evaluation of one kind of party: its indicators, its frozen figures, each party's year.

The frozen texts lie in `FrozenHead` and `FrozenRow`, which the database refuses to change. A score
is computed from them and from the corrections that an upheld objection brought, never stored before
the grades are decided.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.evaluation.rules.evaluation import Objection, State, Use
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.scoring import Grade


class Evaluation(models.Model):
    """The evaluation of one kind of party in one year; `weights` by indicator, in percent.

    Who took a step (a person's id) is kept: another decides. `indicators` is the document that
    published the set, `result` the one that published the grades.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=30, choices=[(s, s) for s in State])
    weights = models.JSONField(default=dict)
    drafted_by = models.BigIntegerField(null=True)
    indicators = models.OneToOneField(
        "gazette.Document", models.PROTECT, null=True, related_name="evaluation_indicators"
    )
    published_set_on = models.DateField(null=True)
    frozen_on = models.DateField(null=True)
    check_by = models.DateField(null=True)
    opinion_by = models.DateField(null=True)
    scored_on = models.DateField(null=True)
    contest_by = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    heard_by = models.BigIntegerField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    result = models.OneToOneField(
        "gazette.Document", models.PROTECT, null=True, related_name="evaluation_result"
    )
    number = models.CharField(max_length=60, blank=True)
    published_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "year"), name="evaluation_evaluation_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="evaluation_evaluation_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(Kind)), name="evaluation_evaluation_kind"
            ),
        )

    def __str__(self) -> str:
        return f"evaluation of {self.kind} in {self.year}"


class SheetInput(models.Model):
    """One input of one party from a sheet; `code` is the party's, or the site's of a site."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="inputs")
    code = models.CharField(max_length=40)
    what = models.CharField(max_length=30, choices=[(w, w) for w in Input])
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    as_of = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("evaluation", "code", "what"), name="evaluation_sheetinput_once"
            ),
            models.CheckConstraint(
                condition=models.Q(what__in=list(Input)), name="evaluation_sheetinput_what"
            ),
            models.CheckConstraint(
                condition=models.Q(of__gt=0), name="evaluation_sheetinput_of_some"
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} of {self.code} in {self.evaluation_id}"


class FrozenHead(models.Model):
    """What was frozen for all parties, as canonical JSON; `index` is its entry in the log."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="head")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    index = models.PositiveBigIntegerField()
    figures_at = models.DateTimeField()
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"head of {self.evaluation_id}"


class Subject(models.Model):
    """One party's year: what it says, what its city says, what it objects to, what it comes to.

    `party` answers; `site` is set where a site is evaluated. What was not said in time stays empty.
    `total` is the decided score in ten-thousandths, for lists; the exact one follows from texts.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="subjects")
    party = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="evaluated")
    site = models.ForeignKey("assessment.Site", models.PROTECT, null=True, related_name="evaluated")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    statement = models.TextField(blank=True)
    statement_file = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="evaluation_statements"
    )
    stated_on = models.DateField(null=True)
    opinion = models.TextField(blank=True)
    opinion_on = models.DateField(null=True)
    opinion_by = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="evaluation_opinions"
    )
    objection = models.TextField(blank=True)
    objection_file = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="evaluation_objections"
    )
    objected_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    answer = models.CharField(max_length=20, blank=True, choices=[(o, o) for o in Objection])
    answer_reason = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True)
    total = models.PositiveIntegerField(null=True)
    grade = models.CharField(max_length=10, blank=True, choices=[(g, g) for g in Grade])
    vetoes = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("evaluation", "code"), name="evaluation_subject_once"),
            models.CheckConstraint(
                condition=models.Q(grade__in=["", *Grade]), name="evaluation_subject_grade"
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", *Objection]), name="evaluation_subject_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="") | models.Q(objected_on__isnull=False),
                name="evaluation_subject_answers_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} in {self.evaluation_id}"


class FrozenRow(models.Model):
    """One party's frozen inputs, as canonical JSON; its digest stands in the head."""

    subject = models.OneToOneField(Subject, models.PROTECT, related_name="row")
    text = models.TextField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"row of {self.subject_id}"


class Correction(models.Model):
    """An input that an upheld objection put right: it counts instead of the frozen one."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=30, choices=[(w, w) for w in Input])
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    made_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject", "what"), name="evaluation_correction_once"),
            models.CheckConstraint(
                condition=models.Q(what__in=list(Input)), name="evaluation_correction_what"
            ),
            models.CheckConstraint(
                condition=models.Q(of__gt=0), name="evaluation_correction_of_some"
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} of {self.subject_id}"


class Used(models.Model):
    """What a published result was used for, by which document."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="uses")
    use = models.CharField(max_length=20, choices=[(u, u) for u in Use])
    reference = models.CharField(max_length=200)
    used_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(use__in=list(Use)), name="evaluation_used_use"
            ),
        )

    def __str__(self) -> str:
        return f"{self.use} of {self.evaluation_id}"
