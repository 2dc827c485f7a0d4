"""What of reports was taken up for the portal (R-197)."""

from __future__ import annotations

from django.db import models

from shuzheng.pilots.rules.examples import PARTS


class Example(models.Model):
    """A part of a report, and the document of the gazette that it became.

    Where that document was discarded, the part may be taken up again: then it names the new one.
    Who took it up is who drafted the document.
    """

    report = models.ForeignKey("pilots.Report", models.PROTECT, related_name="examples")
    part = models.CharField(max_length=20, choices=[(part.value, part.value) for part in PARTS])
    document = models.OneToOneField("gazette.Document", models.PROTECT, related_name="+")
    taken_up_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "part"), name="pilots_example_once"),
        )

    def __str__(self) -> str:
        return f"{self.part} of report {self.report_id}"
