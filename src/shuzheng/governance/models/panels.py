"""Panels of the province, and the places in their lots."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.governance.models.pool import Expert
from shuzheng.governance.rules.panel import OVER, Kind, SeatState, State, Why


class Panel(models.Model):
    """A panel. `pool` is who stood in its lot: ids of experts by tag.

    `year` is that of a review of the catalogue, and empty for anything else. Panels from before
    they were drawn have no draw.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind], default=Kind.OTHER)
    year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=150)
    fields = models.JSONField(default=list)
    parties = models.ManyToManyField("identity.Organisation", related_name="panels_concerning")
    size = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=[(s, s) for s in State], default=State.PLANNED)
    meets_on = models.DateField()
    formed_on = models.DateField()
    pool = models.JSONField(default=dict)
    draw = models.ForeignKey("transparency.Draw", models.PROTECT, null=True, related_name="panels")
    drawn_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="governance_panel_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(Kind)), name="governance_panel_kind"
            ),
            models.UniqueConstraint(
                fields=("year",),
                condition=~models.Q(state__in=sorted(OVER)),
                name="governance_panel_of_year",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """A place in the lot of a panel, from 1; `why` and `reason` where somebody stepped down."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in SeatState])
    why = models.CharField(max_length=20, blank=True, choices=[(w, w) for w in Why])
    reason = models.CharField(max_length=300, blank=True)
    stepped_down_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("panel", "expert"), name="governance_seat_once"),
            models.UniqueConstraint(fields=("panel", "place"), name="governance_seat_place"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(SeatState)), name="governance_seat_state"
            ),
        )

    def __str__(self) -> str:
        return f"place {self.place} of panel {self.panel_id}"
