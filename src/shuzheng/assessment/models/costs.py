"""Cost sheets of sessions: what each site's institution spent, in versions (R-098)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from shuzheng.assessment.models.plans import Plan
from shuzheng.assessment.models.sites import Site
from shuzheng.assessment.rules.cost import MOST_FEN, Costs, State
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

KINDS = ("premises_fen", "equipment_fen", "consumables_fen", "people_fen")


class CostSheetQuerySet(models.QuerySet["CostSheet"]):
    """Cost sheets, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of the actor's own institution, area or province: no price is seen beside."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(site__institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(site__institution_id=actor.organisation_id)
        return self.none()


class CostSheet(models.Model):
    """One version of what a session of a plan cost at one site; money is fen, the sum is computed.

    All parts of a plan that are sat at a site share the sheet. `reason` is why this version
    replaced the one before; the first has none.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="cost_sheets")
    site = models.ForeignKey(Site, models.PROTECT, related_name="cost_sheets")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    premises_fen = models.PositiveIntegerField()
    equipment_fen = models.PositiveIntegerField()
    consumables_fen = models.PositiveIntegerField()
    people_fen = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_on = models.DateField()
    replaced_on = models.DateField(null=True)

    objects = CostSheetQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state=State.CURRENT, replaced_on__isnull=True)
                | Q(state=State.REPLACED, replaced_on__isnull=False),
                name="assessment_costsheet_state",
            ),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | Q(version__gt=1) & ~Q(reason=""),
                name="assessment_costsheet_reason",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{kind}__lte": MOST_FEN for kind in KINDS}),
                name="assessment_costsheet_most",
            ),
            models.UniqueConstraint(
                fields=("plan", "site", "version"), name="assessment_costsheet_version"
            ),
            models.UniqueConstraint(
                fields=("plan", "site"),
                condition=Q(state=State.CURRENT),
                name="assessment_costsheet_current",
            ),
        )

    def __str__(self) -> str:
        return f"costs of {self.plan_id} at {self.site_id}, version {self.version}"

    @property
    def costs(self) -> Costs:
        """Return the amounts in fen."""
        return Costs(self.premises_fen, self.equipment_fen, self.consumables_fen, self.people_fen)
