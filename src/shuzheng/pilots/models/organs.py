"""Who is in charge of the pilot in an institution and in a city, from one day to another."""

from __future__ import annotations

from django.db import models

from shuzheng.pilots.rules.organs import Counterpart, RecordKind, RiskState

CURRENT = models.Q(until=None)


class LeadingGroup(models.Model):
    """The one leading group of an institution; `edition` counts how often it was named anew."""

    institution = models.OneToOneField(
        "identity.Organisation", models.PROTECT, related_name="the_leading_group"
    )
    edition = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"leading group of {self.institution_id}"


class PilotUnit(models.Model):
    """The unit of an institution that is in charge of the pilot (R-018), and who heads it."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="pilot_units"
    )
    name = models.CharField(max_length=100)
    head = models.CharField(max_length=50)
    duties = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution",), condition=CURRENT, name="pilots_pilotunit_one"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Liaison(models.Model):
    """Whom an institution sends to one party (R-018); `phone` is an office number by rule."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="liaisons"
    )
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Counterpart])
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="liaisons_to_it"
    )
    alliance = models.ForeignKey(
        "pilots.Alliance", models.PROTECT, null=True, related_name="liaisons"
    )
    name = models.CharField(max_length=50)
    phone = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution",),
                condition=models.Q(until=None, kind=Counterpart.OFFICE),
                name="pilots_liaison_one_office",
            ),
            models.UniqueConstraint(
                fields=("institution", "organisation"),
                condition=models.Q(until=None, kind=Counterpart.ORGANISATION),
                name="pilots_liaison_one_organisation",
            ),
            models.UniqueConstraint(
                fields=("institution", "alliance"),
                condition=models.Q(until=None, kind=Counterpart.ALLIANCE),
                name="pilots_liaison_one_alliance",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Counterpart.OFFICE, organisation=None, alliance=None)
                | models.Q(kind=Counterpart.ORGANISATION, organisation__isnull=False, alliance=None)
                | models.Q(kind=Counterpart.ALLIANCE, organisation=None, alliance__isnull=False),
                name="pilots_liaison_party",
            ),
        )

    def __str__(self) -> str:
        return f"liaison {self.pk} of {self.institution_id}"


class PartyRecord(models.Model):
    """That the Party organisation of an institution led the pilot: decision or meeting (R-019)."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="party_records"
    )
    kind = models.CharField(max_length=20, choices=[(k, k) for k in RecordKind])
    title = models.CharField(max_length=150)
    held_on = models.DateField()
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, related_name="party_records"
    )

    def __str__(self) -> str:
        return self.title


class UnitDuty(models.Model):
    """Who does what for one certificate in an institution (R-020)."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="unit_duties"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="unit_duties"
    )
    name = models.CharField(max_length=50)
    duties = models.CharField(max_length=500)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "certificate_type"),
                condition=CURRENT,
                name="pilots_unitduty_one",
            ),
        )

    def __str__(self) -> str:
        return f"duty {self.pk} of {self.institution_id}"


class Risk(models.Model):
    """A risk of the pilot in an institution, what is done about it, and by whom (R-021)."""

    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="risks")
    risk = models.CharField(max_length=200)
    measure = models.CharField(max_length=500)
    owner = models.CharField(max_length=50)
    state = models.CharField(max_length=20, choices=[(s, s) for s in RiskState])
    noted_on = models.DateField()
    moved_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(RiskState)), name="pilots_risk_state"
            ),
        )

    def __str__(self) -> str:
        return self.risk


class BureauContact(models.Model):
    """The department of a city bureau that is in charge of the pilot, and whom to ask (R-022)."""

    bureau = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="pilot_contacts"
    )
    department = models.CharField(max_length=100)
    name = models.CharField(max_length=50)
    phone = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("bureau",), condition=CURRENT, name="pilots_bureaucontact_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.department} of {self.bureau_id}"
