"""Which sites the province designated as provincial assessment centres (R-096)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from shuzheng.assessment.models.sites import Site
from shuzheng.assessment.rules.centre import State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class CentreQuerySet(models.QuerySet["Centre"]):
    """Designations, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep what stands, for everybody; what was withdrawn for whoever sees the site."""
        seen = Site.objects.within(actor).values("pk")
        return self.filter(Q(state=State.DESIGNATED) | Q(site_id__in=seen))


class Centre(models.Model):
    """One designation of one site; `number` and `designated_on` are the document's."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="centres")
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    number = models.CharField(max_length=60)
    designated_on = models.DateField()
    recorded_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)

    objects = CentreQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state=State.DESIGNATED, withdrawn_on__isnull=True, reason="")
                | Q(state=State.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(reason=""),
                name="assessment_centre_state",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="assessment_centre_number"),
            models.UniqueConstraint(
                fields=("site",),
                condition=Q(state=State.DESIGNATED),
                name="assessment_centre_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} by {self.number}"
