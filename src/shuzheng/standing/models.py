"""Restrictions: what a party may not do, by which decision; and notices, which may lead to one."""

from __future__ import annotations

from django.db import models

from shuzheng.standing.rules.notices import State as NoticeState
from shuzheng.standing.rules.restrictions import Kind


class Restriction(models.Model):
    """One decision against one organisation; lifted, never deleted."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="restrictions"
    )
    kind = models.CharField(max_length=30, choices=[(k, k) for k in Kind])
    year = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    decision_number = models.CharField(max_length=60)
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
            models.CheckConstraint(
                condition=models.Q(kind__in=list(Kind)), name="standing_restriction_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.organisation_id}"


class Notice(models.Model):
    """A public notice against one institution, from the proposal to what became of it.

    `grounds` and `further` are frozen: the due days of missed reports, as texts, at the proposal
    and after the issue. `fell` says that its grounds fell away: then what is left of the row may
    earn another; one that a person dropped stays dropped. Who took a step (a person's id) is kept
    because somebody else decides the next.
    """

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="notices"
    )
    state = models.CharField(max_length=30, choices=[(s, s) for s in NoticeState])
    rule = models.CharField(max_length=10)
    grounds = models.JSONField(default=list)
    first_ground_on = models.DateField()
    proposed_on = models.DateField()
    heard_on = models.DateField(null=True)
    statement = models.TextField(blank=True)
    prepared_by = models.BigIntegerField(null=True)
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

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "rule", "first_ground_on"),
                condition=models.Q(fell=False),
                name="standing_notice_one_for_a_row",
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
