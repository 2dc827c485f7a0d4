"""What inspections found, and what was done about it."""

from __future__ import annotations

from django.db import models

from shuzheng.quality.models.inspections import Inspection
from shuzheng.quality.rules.finding import Severity, State


class Finding(models.Model):
    """One thing that was not in order; `number` counts within its inspection.

    One that no inspection found, such as what a complaint led to, has `party` (and `site`) itself;
    its `number` counts within the party, and the office re-checks it, for there is no team.
    `escalated` is how many stages an overdue one has gone; `rechecked_by` a person's id, because
    somebody else closes it. `sent_as` is what the form that brought it was called: a phone may send
    it twice. `place` and `noted_at` are the phone's own account.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="findings")
    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="findings"
    )
    site = models.ForeignKey("assessment.Site", models.PROTECT, null=True, related_name="findings")
    number = models.PositiveSmallIntegerField()
    sent_as = models.UUIDField(null=True)
    place = models.CharField(max_length=40, blank=True)
    noted_at = models.DateTimeField(null=True)
    item = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=20, choices=[(s, s) for s in Severity])
    text = models.TextField()
    happened_on = models.DateField()
    found_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    due_on = models.DateField()
    contest = models.TextField(blank=True)
    contested_on = models.DateField(null=True)
    contest_reason = models.CharField(max_length=500, blank=True)
    rectification = models.TextField(blank=True)
    submitted_on = models.DateField(null=True)
    rechecked_on = models.DateField(null=True)
    rechecked_by = models.BigIntegerField(null=True)
    recheck_reason = models.CharField(max_length=500, blank=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    escalated_on = models.DateField(null=True)
    escalation_reason = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("inspection", "number"), name="quality_finding_number"),
            models.UniqueConstraint(fields=("inspection", "sent_as"), name="quality_finding_sent"),
            models.UniqueConstraint(
                fields=("party", "number"),
                condition=models.Q(inspection=None),
                name="quality_finding_number_of_party",
            ),
            models.CheckConstraint(
                condition=models.Q(inspection__isnull=False, party=None, site=None)
                | models.Q(inspection=None, party__isnull=False),
                name="quality_finding_of_inspection_or_party",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="quality_finding_state"
            ),
            models.CheckConstraint(
                condition=models.Q(happened_on__lte=models.F("found_on")),
                name="quality_finding_happened",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="quality_finding_due"),)

    def __str__(self) -> str:
        return f"finding {self.number} of {self.inspection_id or self.party_id}"

    @property
    def about(self) -> Inspection | Finding:
        """What has the party and the site: the inspection, or the finding itself without one."""
        return self.inspection or self

    @property
    def target(self) -> str:
        """The name of the site where something was not in order, else of the party."""
        named = self.about.site or self.about.party
        return named.name if named else ""

    @property
    def is_reported(self) -> bool:
        """Whether the one found at fault was told: at once where there is no inspection."""
        return self.inspection is None or self.inspection.reported_on is not None


class FindingFile(models.Model):
    """A document about a finding: what the team saw, or what was put right."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="files")
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="about_findings")
    is_rectification = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("finding", "file"), name="quality_findingfile_once"),
        )

    def __str__(self) -> str:
        return f"file {self.file_id} of finding {self.finding_id}"
