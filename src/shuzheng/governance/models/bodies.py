"""Members of bodies, records of their meetings, and what the committee advises."""

from __future__ import annotations

from django.db import models

from shuzheng.governance.rules.body import Body, Part
from shuzheng.governance.rules.guidance import Kind, State


class Member(models.Model):
    """A member of a body, from which day to which. Everything here but `phone` is published.

    `phone` is an office number, for the office and the department alone.
    """

    body = models.CharField(max_length=20, choices=[(b, b) for b in Body])
    part = models.CharField(max_length=20, choices=[(p, p) for p in Part])
    name = models.CharField(max_length=50)
    department = models.CharField(max_length=100)
    post = models.CharField(max_length=100)
    duties = models.CharField(max_length=500)
    fields = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField(null=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("body", "name", "department"),
                condition=models.Q(until=None),
                name="governance_member_once",
            ),
            models.UniqueConstraint(
                fields=("body",),
                condition=models.Q(until=None, part=Part.CHAIR),
                name="governance_member_one_chair",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """The record of a meeting of a body, kept as it was written."""

    body = models.CharField(max_length=20, choices=[(b, b) for b in Body])
    title = models.CharField(max_length=150)
    held_on = models.DateField()
    present = models.ManyToManyField(Member, related_name="meetings")
    text = models.TextField()
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="body_meetings"
    )
    written_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(held_on__lte=models.F("written_on")),
                name="governance_meeting_held",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Guidance(models.Model):
    """A study or an advice of the committee: of a field or an alliance, and what became of it."""

    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    title = models.CharField(max_length=150)
    field = models.CharField(max_length=60, blank=True)
    alliance = models.ForeignKey(
        "pilots.Alliance", models.PROTECT, null=True, related_name="guidance"
    )
    advice = models.TextField()
    given_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    outcome = models.TextField(blank=True)
    settled_on = models.DateField(null=True)
    papers = models.ManyToManyField("foundation.StoredFile", related_name="guidance")

    def __str__(self) -> str:
        return self.title
