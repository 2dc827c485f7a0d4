"""Organisations and sites that schools and enterprises build together (R-064)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuzheng.alliances.rules.joint import Side


class JointBody(models.Model):
    """An evaluation organisation or a site, of which partners were recorded."""

    organisation = models.OneToOneField(
        "identity.Organisation", models.PROTECT, null=True, related_name="joint_body"
    )
    site = models.OneToOneField(
        "assessment.Site", models.PROTECT, null=True, related_name="joint_body"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, site__isnull=True)
                | Q(organisation__isnull=True, site__isnull=False),
                name="alliances_jointbody_one",
            ),
        )

    def __str__(self) -> str:
        return f"joint body {self.pk}"


class JointVersion(models.Model):
    """The partners of a body since a day; the newest `version` holds. Rows never change."""

    body = models.ForeignKey(JointBody, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=100)
    since = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("body", "version"), name="alliances_jointversion_once"),
        )

    def __str__(self) -> str:
        return f"version {self.version} of {self.body_id}"


class JointPartner(models.Model):
    """A partner in a version, in the order of its document; `share` in hundredths of a per cent."""

    version = models.ForeignKey(JointVersion, models.PROTECT, related_name="partners")
    place = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=[(s, s) for s in Side])
    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="joint_partnerships"
    )
    name = models.CharField(max_length=100)
    credit_code = models.CharField(max_length=18, blank=True)
    share = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "place"), name="alliances_jointpartner_place"
            ),
            models.CheckConstraint(
                condition=Q(side__in=list(Side)), name="alliances_jointpartner_side"
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | ~Q(credit_code=""),
                name="alliances_jointpartner_known",
            ),
        )

    def __str__(self) -> str:
        return self.name
