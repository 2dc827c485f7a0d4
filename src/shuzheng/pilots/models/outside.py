"""What institutions record of training, evaluation and certification outside the pilot (R-043)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from shuzheng.kernel.actor import Reach
from shuzheng.pilots.rules.outside import MOST_PERSONS, Kind, State

if TYPE_CHECKING:
    from typing import Self

    from shuzheng.kernel.actor import Actor


class OutsideQuerySet(models.QuerySet["OutsideRecord"]):
    """Records, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of institutions that the actor's capacity covers."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(institution_id=actor.organisation_id)
        return self.none()


class OutsideRecord(models.Model):
    """One thing held outside the pilot; `certificate` and `issuer` are words, for no list has them.

    Nothing points at it, and no room counts it.
    """

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="outside_records"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    certificate = models.CharField(max_length=150)
    issuer = models.CharField(max_length=150)
    persons = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField()
    words = models.TextField(max_length=2_000, blank=True)
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="outside_records"
    )
    recorded_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)

    objects = OutsideQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="pilots_outsiderecord_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(Kind)), name="pilots_outsiderecord_kind"
            ),
            models.CheckConstraint(
                condition=Q(persons__gte=1, persons__lte=MOST_PERSONS),
                name="pilots_outsiderecord_persons",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="pilots_outsiderecord_term"
            ),
            models.CheckConstraint(
                condition=Q(state=State.RECORDED, withdrawn_on__isnull=True, reason="")
                | Q(state=State.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(reason=""),
                name="pilots_outsiderecord_withdrawn",
            ),
            models.UniqueConstraint(
                fields=("institution", "kind", "certificate", "issuer", "since"),
                condition=Q(state=State.RECORDED),
                name="pilots_outsiderecord_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate} outside the pilot"
