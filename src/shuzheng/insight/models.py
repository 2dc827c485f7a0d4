"""Frozen data cuts: what the figures are computed from, and nothing else.

A cut is taken at one instant and never changed; a figure says which cut it comes from and by which
version of its formula. What can be added up lies in `CutRow`. People cannot be added up (one person
may be in two cities), so they are counted anew for every scope and stored per scope.
"""

from __future__ import annotations

from django.db import models

from shuzheng.insight.core.dimensions import ScopeKind


class Cut(models.Model):
    """One frozen data cut; `formulas` has the version of each formula that it was taken for."""

    taken_at = models.DateTimeField()
    formulas = models.JSONField(default=dict)
    duration_ms = models.PositiveIntegerField()
    rows_count = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("taken_at",), name="insight_cut_taken"),)

    def __str__(self) -> str:
        return f"cut of {self.taken_at:%Y-%m-%d %H:%M}"


class CutRow(models.Model):
    """Counts that can be added up, by every dimension at once.

    Each count has a month of its own kind: registrations that of their acceptance, sittings that of
    the plan's first day, certificates that of their issue. So one group may have several rows.
    `institution` is empty and `city_code` "" for social learners who registered by themselves.

    `accepted` were ever accepted; the next four are those of them that no longer count (K-03).
    `due` are registrations of plans whose results are out, `sat` those of them who came,
    `disputed` and `passed` as in K-01; `awaiting` came in plans whose results are not out yet.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="rows")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+"
    )
    city_code = models.CharField(max_length=6, blank=True)
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="+"
    )
    level = models.CharField(max_length=20)
    candidate_kind = models.CharField(max_length=20)
    month = models.DateField()
    accepted = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    refunded = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    deferred = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    sat = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0)
    awaiting = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    in_force = models.PositiveIntegerField(default=0)
    suspended = models.PositiveIntegerField(default=0)
    revoked = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("cut", "institution"), name="insight_cutrow_institution"),
            models.Index(fields=("cut", "city_code"), name="insight_cutrow_city"),
            models.Index(fields=("cut", "organisation"), name="insight_cutrow_organisation"),
        )

    def __str__(self) -> str:
        return f"row {self.pk} of cut {self.cut_id}"


class CutCohort(models.Model):
    """Distinct students behind K-02 in one scope: ever accepted, and of those the holders.

    `entry_year` is a year, or EVERY_YEAR for all together, or NO_CLASS where no class tells it.
    `dimension` and `value` narrow the scope further; both are "" for the scope itself.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="cohorts")
    scope = models.CharField(max_length=20, choices=[(k, k) for k in ScopeKind])
    key = models.CharField(max_length=20, blank=True)
    dimension = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=20, blank=True)
    entry_year = models.PositiveSmallIntegerField()
    students = models.PositiveIntegerField()
    holders = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "scope", "key", "dimension", "value", "entry_year"),
                name="insight_cutcohort_once",
            ),
        )

    def __str__(self) -> str:
        return f"students of {self.scope} {self.key} in cut {self.cut_id}"


class CutPersons(models.Model):
    """Distinct persons of one calendar year in one scope: registered, come, or certified.

    `measure` is "registered" (K-03), "sat" or "issued". They stand beside the counts, and decide
    which groups are too small to be shown to others.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="persons")
    scope = models.CharField(max_length=20, choices=[(k, k) for k in ScopeKind])
    key = models.CharField(max_length=20, blank=True)
    dimension = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=12)
    persons = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "scope", "key", "dimension", "value", "year", "measure"),
                name="insight_cutpersons_once",
            ),
        )

    def __str__(self) -> str:
        return f"persons of {self.scope} {self.key} in cut {self.cut_id}"


class CutUse(models.Model):
    """A certificate in an institution as it stood (K-08), and whether that institution is a pilot.

    A pilot institution has a filing on file for the year of the cut. `levels` are those that its
    filing names for the certificate.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="uses")
    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    city_code = models.CharField(max_length=6)
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20)
    levels = models.JSONField(default=list)
    is_pilot = models.BooleanField()
    entered_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "institution", "certificate_type"), name="insight_cutuse_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_type_id} at {self.institution_id} in cut {self.cut_id}"


class CutPlan(models.Model):
    """What an institution planned for a certificate in a year, and what came of it (K-39).

    `planned` is empty where the filing names no headcount. `refused` are students who declined and
    were not accepted for the certificate later in the year.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="plans")
    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    city_code = models.CharField(max_length=6)
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    planned = models.PositiveIntegerField(null=True)
    refused = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "institution", "certificate_type", "year"),
                name="insight_cutplan_once",
            ),
        )

    def __str__(self) -> str:
        return f"plan of {self.institution_id} in cut {self.cut_id}"


class CutCity(models.Model):
    """A city (or a county that the province administers) with its number of pilot institutions."""

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="cities")
    city_code = models.CharField(max_length=6)
    is_prefecture = models.BooleanField()
    pilots = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cut", "city_code"), name="insight_cutcity_once"),
        )

    def __str__(self) -> str:
        return f"{self.city_code} in cut {self.cut_id}"


class CutSite(models.Model):
    """Active sites for a certificate in a city (K-20)."""

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="sites")
    city_code = models.CharField(max_length=6)
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="+"
    )
    sites = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "city_code", "certificate_type"), name="insight_cutsite_once"
            ),
        )

    def __str__(self) -> str:
        return f"sites in {self.city_code} in cut {self.cut_id}"


class CutInstitutions(models.Model):
    """Institutions of one kind in one city in one filing year (K-07, R-042).

    `filed` have the year's filing on file; `learners` were enrolled with those on the last day of
    the year, or at the cut. `eligible` are all of a kind that may file; known for the cut's own
    year alone, because nothing says which institutions there were before.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="institutions")
    city_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    eligible = models.PositiveIntegerField(null=True)
    filed = models.PositiveIntegerField()
    learners = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "city_code", "kind", "year"), name="insight_cutinstitutions_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.year} in {self.city_code} in cut {self.cut_id}"


class CutDepartment(models.Model):
    """A department (二级院系) in one calendar year: its sittings and its majors (R-040).

    `persons` are distinct persons assessed; `sat`, `disputed` and `passed` as in K-01. `majors` are
    those of its classes with students in the year, `majors_assessed` those of them with one who
    sat.
    """

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="departments")
    department = models.ForeignKey("identity.Department", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    persons = models.PositiveIntegerField()
    sat = models.PositiveIntegerField()
    disputed = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    majors = models.PositiveIntegerField()
    majors_assessed = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "department", "year"), name="insight_cutdepartment_once"
            ),
        )

    def __str__(self) -> str:
        return f"department {self.department_id} in {self.year} in cut {self.cut_id}"


class CutHolding(models.Model):
    """How many students of a department hold a certificate at a level, in force (R-040)."""

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="holdings")
    department = models.ForeignKey("identity.Department", models.PROTECT, related_name="+")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="+"
    )
    level = models.CharField(max_length=20)
    holders = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cut", "department", "certificate_type", "level"),
                name="insight_cutholding_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_type_id} at department {self.department_id} in cut {self.cut_id}"
