"""Restrictions: what a party may not do, by which decision; notices, which may lead to one.

And measures of the office: meetings, public notices, summons.
"""

from __future__ import annotations

from django.db import models

from shuzheng.standing.rules.effort import RULE as EFFORT
from shuzheng.standing.rules.effort import Ground
from shuzheng.standing.rules.measures import Kind as MeasureKind
from shuzheng.standing.rules.measures import State as MeasureState
from shuzheng.standing.rules.notices import PENDING
from shuzheng.standing.rules.notices import State as NoticeState
from shuzheng.standing.rules.restrictions import Kind, Party
from shuzheng.standing.rules.running import Outcome


class Restriction(models.Model):
    """One decision against one party; lifted, never deleted.

    Against an organisation, a site of one (`site_code`, by which rooms above know it), or a person.
    `decider` is the name of the body that decided, as it was then.
    """

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="restrictions"
    )
    site_code = models.CharField(max_length=4, blank=True)
    site_name = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, related_name="restrictions"
    )
    kind = models.CharField(max_length=30, choices=[(k, k) for k in Kind])
    year = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField(null=True)
    decider = models.CharField(max_length=100, blank=True)
    decision = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="restrictions"
    )
    lifted_on = models.DateField(null=True)
    lifted_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "kind", "year", "decision_number"),
                name="standing_restriction_once",
            ),
            models.UniqueConstraint(
                fields=("organisation", "site_code", "kind", "decision_number"),
                condition=models.Q(year=None),
                name="standing_restriction_once_undated",
            ),
            models.UniqueConstraint(
                fields=("person", "kind", "decision_number"),
                condition=models.Q(person__isnull=False),
                name="standing_restriction_once_person",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, person=None)
                | models.Q(organisation=None, person__isnull=False, site_code=""),
                name="standing_restriction_party",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(Kind)), name="standing_restriction_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.site_code or self.organisation_id or self.person_id}"

    @property
    def party(self) -> Party:
        """What kind of party the decision is against; reads the organisation."""
        if self.site_code:
            return Party.SITE
        return Party(self.organisation.kind) if self.organisation else Party.PERSON

    @property
    def party_name(self) -> str:
        """The name of the party; a person's is for those who may see the decision."""
        if self.site_code:
            return self.site_name
        if self.organisation is not None:
            return self.organisation.name
        return self.person.name if self.person else ""


class RunningSession(models.Model):
    """A session under way when a decision came, and what the decision said of it (handbook 3.1)."""

    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="running")
    subject = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in Outcome])

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("restriction", "subject"), name="standing_runningsession_once"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=list(Outcome)),
                name="standing_runningsession_outcome",
            ),
        )
        indexes = (models.Index(fields=("subject",), name="standing_runningsession_of"),)

    def __str__(self) -> str:
        return f"{self.subject} under {self.restriction_id}"


class Notice(models.Model):
    """A public notice against one institution, from the proposal to what became of it.

    `grounds` and `further` are frozen: the due days of missed reports, as texts, at the proposal
    and after the issue. `fell` says that its grounds fell away: then what is left of the row may
    earn another; one that a person dropped stays dropped. A notice on effort or progress has no
    such days but a `ground`, the `indicators` that spoke for it (indicator, value, limit) and, in
    `why`, the words of whoever proposed it. `text` is what the office prepared and
    the department publishes as `document`. Who took a step (a person's id) is kept
    because somebody else decides the next.
    """

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="notices"
    )
    state = models.CharField(max_length=30, choices=[(s, s) for s in NoticeState])
    rule = models.CharField(max_length=10)
    grounds = models.JSONField(default=list)
    ground = models.CharField(max_length=20, blank=True, choices=[(g, g) for g in Ground])
    indicators = models.JSONField(default=list)
    why = models.TextField(blank=True)
    first_ground_on = models.DateField()
    proposed_on = models.DateField()
    proposed_by = models.BigIntegerField(null=True)
    heard_on = models.DateField(null=True)
    statement = models.TextField(blank=True)
    text = models.TextField(blank=True)
    prepared_by = models.BigIntegerField(null=True)
    document = models.OneToOneField(
        "gazette.Document", models.PROTECT, null=True, related_name="notice"
    )
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    dropped_reason = models.CharField(max_length=500, blank=True)
    fell = models.BooleanField(default=False)
    correction_due_on = models.DateField(null=True)
    corrected_on = models.DateField(null=True)
    correction = models.TextField(blank=True)
    further = models.JSONField(default=list)
    further_count = models.PositiveSmallIntegerField(default=0)
    loss_proposed_on = models.DateField(null=True)
    loss_reason = models.CharField(max_length=500, blank=True)
    loss_prepared_by = models.BigIntegerField(null=True)
    loss_heard_on = models.DateField(null=True)
    loss_statement = models.TextField(blank=True)
    loss_dropped_reason = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    restriction = models.OneToOneField(
        Restriction, models.PROTECT, null=True, related_name="notice"
    )
    appeal_until = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    appeal = models.TextField(blank=True)
    appeal_decided_on = models.DateField(null=True)
    appeal_reason = models.CharField(max_length=500, blank=True)
    revoked_on = models.DateField(null=True)
    revoked_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "rule", "first_ground_on"),
                condition=models.Q(fell=False),
                name="standing_notice_one_for_a_row",
            ),
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(rule=EFFORT, state__in=sorted(PENDING)),
                name="standing_notice_one_on_effort",
            ),
            models.CheckConstraint(
                condition=models.Q(rule=EFFORT) ^ models.Q(ground=""),
                name="standing_notice_ground",
            ),
            models.UniqueConstraint(
                fields=("number",), condition=~models.Q(number=""), name="standing_notice_number"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(NoticeState)), name="standing_notice_state"
            ),
        )

    def __str__(self) -> str:
        return f"notice {self.number or self.pk}"


class Measure(models.Model):
    """A meeting, public notice or summons towards one party, and what was done about it (R-015)."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="measures"
    )
    kind = models.CharField(max_length=20, choices=[(k, k) for k in MeasureKind])
    state = models.CharField(max_length=10, choices=[(s, s) for s in MeasureState])
    held_on = models.DateField()
    reason = models.CharField(max_length=500)
    attendees = models.CharField(max_length=500)
    outcome = models.TextField()
    follow_up = models.CharField(max_length=500)
    due_on = models.DateField()
    done = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=list(MeasureKind)), name="standing_measure_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(MeasureState)), name="standing_measure_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} with {self.organisation_id}"
