"""Users, memberships and one-time activation codes.

A user is a person's account. Nobody but its holder ever sets its password: a candidate or guardian
activates with a one-time code, stored hashed and expiring.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from shuzheng.identity.models.organisations import Department, Organisation
from shuzheng.identity.models.persons import Person
from shuzheng.identity.rules.kinds import Role


class UserManager(BaseUserManager["User"]):
    """Users by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user who signs in as `username`, whatever its letters' case."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account of one person."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"user {self.pk}"


class Membership(models.Model):
    """A person's role in an organisation (none for social learners and guardians), by date."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="memberships"
    )
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="members")
    role = models.CharField(max_length=40, choices=[(r, r) for r in Role])
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=models.Q(until=None),
                name="identity_membership_once",
            ),
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=models.Q(until=None, organisation=None),
                name="identity_membership_alone_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} as {self.role}"


class ActivationCode(models.Model):
    """A one-time code by which a person makes his or her own account. Only its hash is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by_id = models.BigIntegerField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk}"


class Activation(models.Model):
    """That an account was activated, by which method, from which device (a keyed hash of it)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="activations")
    method = models.CharField(max_length=20)
    at = models.DateTimeField()
    device_index = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("device_index", "at"), name="identity_activation_device"),)

    def __str__(self) -> str:
        return f"activation {self.pk}"
