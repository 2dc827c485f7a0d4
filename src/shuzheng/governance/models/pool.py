"""Experts of the provincial pool, their declared conflicts, and panels made up from them."""

from __future__ import annotations

from django.db import models

from shuzheng.governance.rules.pool import State


class Expert(models.Model):
    """An expert. `employer` is as written; `employer_party` is the same body on the platform."""

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
    """That an expert has an interest in a party, and which; what was declared stays."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="interests")
    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="expert_interests"
    )
    reason = models.CharField(max_length=300)
    declared_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("expert", "party"), name="governance_interest_once"),
        )

    def __str__(self) -> str:
        return f"{self.expert_id}: {self.party_id}"


class Panel(models.Model):
    """A panel of the province, made up from the pool; never changed."""

    title = models.CharField(max_length=150)
    field = models.CharField(max_length=60)
    parties = models.ManyToManyField("identity.Organisation", related_name="panels_concerning")
    experts = models.ManyToManyField(Expert, related_name="panels")
    meets_on = models.DateField()
    formed_on = models.DateField()

    def __str__(self) -> str:
        return self.title
