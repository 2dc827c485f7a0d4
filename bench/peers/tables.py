"""The tables that a roster fills, as Django sees them from outside the platform.

A peer that is compared with us leaves the same rows in the same tables, so it writes to ours.
"""

from __future__ import annotations

import os
import uuid
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;",
}


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "HOST": parts.hostname,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
    }


settings.configure(
    DATABASES={"default": _database(os.environ["DATABASE_URL"])},
    INSTALLED_APPS=["import_export", "bench.peers"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    TIME_ZONE="Asia/Shanghai",
    IMPORT_EXPORT_USE_TRANSACTIONS=True,
)
django.setup()

from django.db import models  # noqa: E402 - models need the settings above


class _National(models.Model):
    external_id = models.CharField(max_length=40, default="")
    official_number = models.CharField(max_length=40, default="")
    reported_to_national_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Person(_National):
    """A person."""

    uid = models.UUIDField(default=uuid.uuid4)
    name = models.CharField(max_length=50)
    sex = models.CharField(max_length=1)
    document_kind = models.CharField(max_length=40)
    document_index = models.CharField(max_length=64)
    document_sealed = models.TextField()
    document_masked = models.CharField(max_length=24)
    born_sealed = models.TextField()
    phone_sealed = models.TextField()
    phone_masked = models.CharField(max_length=24)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "identity_person"

    def __str__(self) -> str:
        return f"person {self.pk}"


class SchoolClass(models.Model):
    """A class of an institution."""

    organisation_id = models.BigIntegerField()
    department_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    major_code = models.CharField(max_length=8)
    entry_year = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "identity_schoolclass"

    def __str__(self) -> str:
        return self.name


class Enrolment(_National):
    """A person in a class."""

    person = models.ForeignKey(Person, models.DO_NOTHING)
    organisation_id = models.BigIntegerField()
    school_class = models.ForeignKey(SchoolClass, models.DO_NOTHING)
    student_number = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "identity_enrolment"

    def __str__(self) -> str:
        return f"enrolment {self.pk}"


class Membership(models.Model):
    """A person's role in an organisation."""

    person = models.ForeignKey(Person, models.DO_NOTHING)
    organisation_id = models.BigIntegerField()
    department_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "identity_membership"

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Plan(models.Model):
    """An assessment plan, as far as a roster needs it."""

    certificate_type_id = models.BigIntegerField()
    level = models.CharField(max_length=20)
    module = models.CharField(max_length=60)
    seats = models.PositiveIntegerField()
    places_taken = models.PositiveIntegerField()

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "assessment_plan"

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Registration(_National):
    """A person in a plan."""

    uid = models.UUIDField(default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.DO_NOTHING)
    person = models.ForeignKey(Person, models.DO_NOTHING)
    certificate_type_id = models.BigIntegerField()
    level = models.CharField(max_length=20)
    module = models.CharField(max_length=60, default="")
    candidate_kind = models.CharField(max_length=20, default="student")
    institution_id = models.BigIntegerField()
    school_class = models.ForeignKey(SchoolClass, models.DO_NOTHING)
    state = models.CharField(max_length=20, default="drafted")
    needs_accessible_seat = models.BooleanField(default=False)
    needs_guardian = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmation_method = models.CharField(max_length=20, default="")
    accepted_at = models.DateTimeField(null=True)
    state_reason = models.CharField(max_length=300, default="")
    finding = models.JSONField(default=dict)
    deferral_asked_at = models.DateTimeField(null=True)
    deferral_reason = models.CharField(max_length=300, default="")
    rule_since = models.DateField()
    plan_over = models.BooleanField(default=False)

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "assessment_registration"

    def __str__(self) -> str:
        return f"registration {self.pk}"
