"""Minutes of alliances' meetings."""

from __future__ import annotations

from django.db import models


class Minutes(models.Model):
    """Minutes of one meeting, as its lead wrote them."""

    alliance = models.ForeignKey("pilots.Alliance", models.PROTECT, related_name="minutes")
    title = models.CharField(max_length=150)
    held_on = models.DateField()
    present = models.ManyToManyField("identity.Organisation", related_name="meetings_attended")
    text = models.TextField()
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="alliance_minutes"
    )
    lead = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="alliance_minutes"
    )
    written_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(held_on__lte=models.F("written_on")),
                name="alliances_minutes_held",
            ),
        )

    def __str__(self) -> str:
        return self.title
