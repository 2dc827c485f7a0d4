"""Persons: one record for one person, found by identity document, never by student number.

What is sealed is opened only through `identity.services.unmasking`, which records who opened it and
why, or inside an act that needs it (a ticket, a certificate); pages show the masked form.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.models import NationalRecord
from shuzheng.foundation.sealing import Place
from shuzheng.identity.models.organisations import Department, Organisation
from shuzheng.identity.rules.arrangements import ClassKind
from shuzheng.identity.rules.kinds import DocumentKind


class Person(NationalRecord):
    """One human being. `uid` is the permanent key that sealed values are bound to."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=50)
    sex = models.CharField(max_length=1, blank=True)
    document_kind = models.CharField(max_length=40, choices=[(k, k) for k in DocumentKind])
    document_index = models.CharField(max_length=64)
    document_sealed = models.TextField()
    document_masked = models.CharField(max_length=24)
    born_sealed = models.TextField(blank=True)
    phone_sealed = models.TextField(blank=True)
    phone_masked = models.CharField(max_length=24, blank=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document_kind", "document_index"), name="identity_person_once"
            ),
        )
        indexes = (models.Index(fields=("name",), name="identity_person_name"),)

    def __str__(self) -> str:
        return f"person {self.pk}"

    def place(self, field: str) -> Place:
        """Return where a sealed field of this person belongs."""
        return self.place_of(self.uid, field)

    @staticmethod
    def place_of(uid: uuid.UUID | str, field: str) -> Place:
        """Return where a sealed field of the person with this uid belongs."""
        return Place("identity_person", field, str(uid))


class SchoolClass(models.Model):
    """A class of an institution (行政班): classmates are not seated side by side.

    `kind` says for what training arrangement it was formed (R-044); "" for an ordinary class.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="classes")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="classes")
    name = models.CharField(max_length=60)
    major_code = models.CharField(max_length=8, blank=True)
    entry_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, blank=True, choices=[(k, k) for k in ClassKind])

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "entry_year", "name"), name="identity_schoolclass_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["", *ClassKind]), name="identity_schoolclass_kind"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ClassTeacher(models.Model):
    """A person who teaches a class, so that nobody marks a candidate he or she taught."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="teachers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="classes_taught")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("school_class", "person"), name="identity_classteacher_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} teaches {self.school_class_id}"


class Enrolment(NationalRecord):
    """A person's time as a student of an institution, in a class."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="enrolments")
    student_number = models.CharField(max_length=30, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation"),
                condition=models.Q(until=None),
                name="identity_enrolment_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} at {self.organisation_id}"


class Guardianship(models.Model):
    """Who consents for a minor."""

    ward = models.ForeignKey(Person, models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wardships")
    relation = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ward", "guardian"), name="identity_guardianship_once"),
            models.CheckConstraint(
                condition=~models.Q(ward=models.F("guardian")), name="identity_guardianship_other"
            ),
        )

    def __str__(self) -> str:
        return f"{self.guardian_id} for {self.ward_id}"


class IdentityCase(models.Model):
    """A known identity document handed in under another name: the office decides."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_cases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="identity_cases")
    given_name = models.CharField(max_length=50)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "given_name"),
                condition=models.Q(closed_at=None),
                name="identity_identitycase_once_open",
            ),
        )

    def __str__(self) -> str:
        return f"case {self.pk}"
