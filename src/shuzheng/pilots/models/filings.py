"""Filing rounds and filings, with every version of what an institution filed.

A filing is per institution and year and moves by its life cycle; its content lies in versions, of
which at most one is in force and at most one is being worked on. An amendment is a new version
under check while the old one stays in force (handbook 3.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.foundation.models import NationalRecord
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.rules.filing import Ground, State, VersionState

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class FilingRound(models.Model):
    """The round in which institutions file for one year (R-039)."""

    year = models.PositiveSmallIntegerField(unique=True)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="pilots_filinground_dates",
            ),
        )

    def __str__(self) -> str:
        return f"round of {self.year}"


class FilingQuerySet(models.QuerySet["Filing"]):
    """Filings, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep the filings of institutions that the actor's capacity covers."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(institution_id=actor.organisation_id)
        return self.none()


class Filing(NationalRecord):
    """An institution's filing for a year."""

    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="filings")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    is_late = models.BooleanField(default=False)
    submitted_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    filed_by_silence = models.BooleanField(default=False)
    rule_since = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("institution", "year"), name="pilots_filing_once"),
            models.UniqueConstraint(
                fields=("number",), condition=~models.Q(number=""), name="pilots_filing_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="pilots_filing_state"
            ),
        )

    def __str__(self) -> str:
        return f"filing {self.number or self.pk}"


class FilingRest(models.Model):
    """Days on which a filing was suspended: from `since` on, no longer from `until` on."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="rests")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("filing",),
                condition=models.Q(until=None),
                name="pilots_filingrest_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"rest of filing {self.filing_id}"


class FilingVersion(models.Model):
    """What a filing says, once: never edited after it was presented, but when it was sent back."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in VersionState])
    self_assessment = models.JSONField(default=dict)
    confirmed_by_group_on = models.DateField(null=True)
    presented_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("filing", "number"), name="pilots_filingversion_once"),
            models.UniqueConstraint(
                fields=("filing",),
                condition=models.Q(state=VersionState.IN_FORCE),
                name="pilots_filingversion_one_in_force",
            ),
            models.UniqueConstraint(
                fields=("filing",),
                condition=models.Q(
                    state__in=(
                        VersionState.DRAFTED,
                        VersionState.UNDER_CHECK,
                        VersionState.SENT_BACK,
                    )
                ),
                name="pilots_filingversion_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(VersionState)),
                name="pilots_filingversion_state",
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of filing {self.filing_id}"


class FilingItem(models.Model):
    """One certificate that a version names, with its levels and majors."""

    version = models.ForeignKey(FilingVersion, models.CASCADE, related_name="items")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="filing_items"
    )
    levels = models.JSONField(default=list)
    majors = models.JSONField(default=list)
    planned_headcount = models.PositiveIntegerField(null=True)
    site_wanted = models.CharField(max_length=200, blank=True)
    trainers = models.CharField(max_length=200, blank=True)
    dates = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "certificate_type"), name="pilots_filingitem_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_type_id} in version {self.version_id}"


class FilingReturn(models.Model):
    """That a filing went back: on which ground, for which place, why, and until when."""

    version = models.ForeignKey(FilingVersion, models.PROTECT, related_name="returns")
    ground = models.CharField(max_length=20, choices=[(g, g) for g in Ground])
    place = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=500)
    returned_on = models.DateField()
    answer_due_on = models.DateField()

    def __str__(self) -> str:
        return f"return of version {self.version_id}"


class LeadingGroupMember(models.Model):
    """A member of an institution's leading group (R-017), by name and duty."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="leading_group"
    )
    name = models.CharField(max_length=50)
    role = models.CharField(max_length=20, choices=[(r, r) for r in GroupRole])
    duty = models.CharField(max_length=100, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "name", "role"),
                condition=models.Q(until=None),
                name="pilots_leadinggroupmember_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of {self.institution_id}"
