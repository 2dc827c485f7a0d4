"""Experts of the provincial pool, and what they declare of parties."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.governance.rules.pool import State, Tie


class Expert(models.Model):
    """An expert. `employer` is as written; `employer_party` is the same body on the platform.

    `uid` is random and leaves no platform: draws name experts by what it hashes to.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=50)
    employer = models.CharField(max_length=100)
    employer_party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="pool_experts"
    )
    post = models.CharField(max_length=100)
    fields = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    since = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("name", "employer"), name="governance_expert_once"),
        )

    def __str__(self) -> str:
        return self.name


class Interest(models.Model):
    """That an expert has an interest in a party, or kin there; what was declared stays."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="interests")
    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="expert_interests"
    )
    tie = models.CharField(max_length=20, choices=[(t, t) for t in Tie], default=Tie.INTEREST)
    reason = models.CharField(max_length=300)
    declared_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("expert", "party", "tie"), name="governance_interest_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.expert_id}: {self.party_id}"
