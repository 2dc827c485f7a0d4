"""Assessment sites, their approvals per certificate and level, their rooms, seats and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.assessment.rules.site import State
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.models import NationalRecord
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class SiteQuerySet(models.QuerySet["Site"]):
    """Sites, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of one's institution or area, and those whose applications one sees."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            seen = SiteApproval.objects.within(actor).values("site_id")
            return self.filter(
                models.Q(institution_id=actor.organisation_id) | models.Q(pk__in=seen)
            )
        return self.none()


class Site(NationalRecord):
    """A place in an institution that may hold assessments (考核站点); `code` has four digits."""

    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="sites")
    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)

    objects = SiteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class SiteApprovalQuerySet(models.QuerySet["SiteApproval"]):
    """Applications and approvals, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of one's institution or area, of one's certificates, or of one's alliance.

        Where an alliance's lead itself applies, the other institutions of the alliance see the
        application, because one of them gives the opinion.
        """
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(site__institution__division__code__startswith=actor.area)
        if actor.reach is not Reach.ORGANISATION:
            return self.none()
        here = actor.organisation_id
        alliance = "certificate_type__alliance"
        by_lead = self.filter(
            models.Q(**{f"{alliance}__lead_id": models.F("site__institution_id")})
            | models.Q(
                **{
                    f"{alliance}__lead_id": None,
                    f"{alliance}__acting_lead_id": models.F("site__institution_id"),
                }
            ),
            certificate_type__institutions__institution_id=here,
        )
        seen = (
            models.Q(site__institution_id=here)
            | models.Q(certificate_type__organisation_id=here)
            | models.Q(**{f"{alliance}__lead_id": here})
            | models.Q(**{f"{alliance}__lead_id": None, f"{alliance}__acting_lead_id": here})
            | models.Q(pk__in=by_lead.values("pk"))
        )
        return self.exclude(~models.Q(site__institution_id=here), state=State.DRAFT).filter(seen)


class SiteApproval(models.Model):
    """A site's application and approval for one certificate and level, by its life cycle (3.5)."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="approvals")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="site_approvals"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    application = models.JSONField(default=dict)
    submitted_on = models.DateField(null=True)
    opinion = models.CharField(max_length=500, blank=True)
    opinion_on = models.DateField(null=True)
    review_began_on = models.DateField(null=True)
    by_video = models.BooleanField(null=True)
    visited_on = models.DateField(null=True)
    review = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="site_approvals"
    )
    approved_on = models.DateField(null=True)
    approved_until = models.DateField(null=True)
    refusal = models.CharField(max_length=500, blank=True)
    seat_limit = models.PositiveIntegerField(null=True)
    active_since = models.DateField(null=True)
    rechecked_on = models.DateField(null=True)
    limit_reason = models.CharField(max_length=500, blank=True)
    limited_by = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="sites_limited"
    )
    rule_since = models.DateField(null=True)

    objects = SiteApprovalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("site", "certificate_type", "level"),
                condition=~models.Q(state__in=(State.REFUSED, State.CLOSED)),
                name="assessment_siteapproval_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="assessment_siteapproval_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} for {self.certificate_type_id} {self.level}"


class Room(models.Model):
    """A room of a site; `code` has two digits and goes into ticket numbers."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="rooms")
    code = models.CharField(max_length=2)
    name = models.CharField(max_length=60)
    rows = models.PositiveSmallIntegerField()
    columns = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("site", "code"), name="assessment_room_code_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Return the name with the site's before it: sites name their rooms alike."""
        return f"{self.site.name} {self.name}"


class Seat(models.Model):
    """A numbered seat or station; neighbours are next to it in its row or its column."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    column = models.PositiveSmallIntegerField()
    usable = models.BooleanField()
    accessible = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("room", "number"), name="assessment_seat_number_once"),
            models.UniqueConstraint(
                fields=("room", "row", "column"), name="assessment_seat_place_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.room_id}-{self.number}"


class RoomCheck(models.Model):
    """A dated check of a room against the checklist, on a signed sheet (R-097)."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    held = models.JSONField()
    document = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="checks")
    checked_by_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"check of {self.room_id} on {self.checked_on}"
