"""The catalogue: majors, kinds of certificate, standards. Every row keeps where it came from.

A certificate *type* is a kind (种); the paper issued to a person is `credentials.Certificate` (张).
"""

from __future__ import annotations

from django.db import models

from shuzheng.catalogue.rules.fields import Area
from shuzheng.catalogue.rules.levels import Level, NationalStatus, VersionState
from shuzheng.catalogue.rules.standing import LEAVING
from shuzheng.catalogue.rules.standing import State as KindState
from shuzheng.foundation.models import NationalRecord


class Sourced(models.Model):
    """Mixin: the provenance of an imported row, shown to administrators."""

    source = models.CharField(max_length=60, blank=True)
    confidence = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True


class Major(Sourced):
    """A major of the vocational catalogue (专业), by its six-digit code."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=20)
    category_code = models.CharField(max_length=2)
    category_name = models.CharField(max_length=40)
    class_code = models.CharField(max_length=4)
    class_name = models.CharField(max_length=40)
    state_controlled = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CertificateType(NationalRecord, Sourced):
    """A kind of certificate of the national catalogue (职业技能等级证书, 种).

    `state` is where it stands in the province; while it leaves, `decision` is the number of the
    decision that drops it, and `closing_on` its last day.
    """

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=80, unique=True)
    batch = models.PositiveSmallIntegerField(null=True)
    batch_sequence = models.PositiveSmallIntegerField(null=True)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="certificate_types"
    )
    organisation_name = models.CharField(max_length=100, blank=True)
    levels = models.JSONField(default=list)
    modules = models.JSONField(default=list)
    field = models.CharField(max_length=60, blank=True)
    national_status = models.CharField(
        max_length=20, choices=[(s, s) for s in NationalStatus], default=NationalStatus.LISTED
    )
    is_demonstration = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in KindState], default=KindState.LISTED
    )
    closing_on = models.DateField(null=True)
    decision = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(KindState)),
                name="catalogue_certificatetype_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(LEAVING)) | models.Q(closing_on__isnull=False),
                name="catalogue_certificatetype_closing",
            ),
            models.CheckConstraint(
                condition=models.Q(national_status__in=list(NationalStatus)),
                name="catalogue_certificatetype_status",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SkillField(models.Model):
    """A skill field of the province's list; `closed_on` is its last day, none while it is open.

    Certificates carry its name (`CertificateType.field`), which never changes.
    """

    name = models.CharField(max_length=60)
    area = models.CharField(max_length=30, choices=[(a, a) for a in Area])
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                condition=models.Q(closed_on=None),
                name="catalogue_skillfield_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="catalogue_skillfield_days",
            ),
            models.CheckConstraint(
                condition=models.Q(area__in=list(Area)), name="catalogue_skillfield_area"
            ),
        )

    def __str__(self) -> str:
        return self.name


class TargetMajor(Sourced):
    """A major that a certificate suits (适用院校专业)."""

    certificate_type = models.ForeignKey(
        CertificateType, models.PROTECT, related_name="target_majors"
    )
    major_code = models.CharField(max_length=8)
    major_name = models.CharField(max_length=60)
    major_level = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate_type", "major_code"), name="catalogue_targetmajor_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.major_name} for {self.certificate_type_id}"


class StandardVersion(Sourced):
    """One version of a certificate's skill standard."""

    certificate_type = models.ForeignKey(CertificateType, models.PROTECT, related_name="versions")
    version = models.CharField(max_length=10)
    state = models.CharField(max_length=20, choices=[(s, s) for s in VersionState])
    effective_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate_type", "version"), name="catalogue_standardversion_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(VersionState)),
                name="catalogue_standardversion_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_type_id} {self.version}"


class StandardLevel(Sourced):
    """What one level of a standard demands, in one paragraph, and what makes it one (R-065).

    An import brings the paragraph; the other three are the organisation's own and stay.
    """

    standard = models.ForeignKey(StandardVersion, models.PROTECT, related_name="level_rows")
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    description = models.TextField()
    traits = models.TextField(blank=True)
    growth = models.TextField(blank=True)
    job_needs = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("standard", "level"), name="catalogue_standardlevel_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard_id} {self.level}"


class SkillRequirement(Sourced):
    """One skill requirement (1.1.1) with the work task (1.1) and work domain (1) it belongs to."""

    standard = models.ForeignKey(StandardVersion, models.PROTECT, related_name="requirements")
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    domain_number = models.CharField(max_length=8)
    domain = models.CharField(max_length=100)
    task_number = models.CharField(max_length=8)
    task = models.CharField(max_length=100)
    number = models.CharField(max_length=12)
    text = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("standard", "level", "number"), name="catalogue_skillrequirement_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.standard_id} {self.level}"


class Detailing(models.Model):
    """One version of the province's detailing of a standard, with who made it (R-254)."""

    standard = models.ForeignKey(StandardVersion, models.PROTECT, related_name="detailings")
    version = models.CharField(max_length=10)
    industry = models.JSONField(default=list)
    enterprises = models.JSONField(default=list)
    content = models.TextField()
    scoring = models.TextField()
    published_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("standard", "version"), name="catalogue_detailing_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} of {self.standard_id}"
