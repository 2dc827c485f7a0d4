"""Activate accounts with one-time codes: staff never set or see a password.

Rule: R-034 rests on this: a confirmation is worth what its account is worth. A code is
shown once, when it is issued, on a slip or in a message; only its hash is kept. It works once, for
30 days, together with the person's name; a new code voids the older ones.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, sealing
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Activation, ActivationCode, Person, User
from shuzheng.identity.rules import documents
from shuzheng.kernel import identifiers
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP_LENGTH = 3, 4
VALID_FOR = timedelta(days=30)
AT_ONCE = 2_000
LONGEST_USERNAME = 60


class BadCode(Refusal):
    """No such code, used, expired, or another person's: all look the same."""

    code = "bad-activation-code"
    template = "This code and name do not open an account. Check both, or ask for a new code."


class UsernameTaken(Refusal):
    """Somebody else signs in under this name."""

    code = "username-taken"
    status = 409
    template = "Somebody else signs in as “{username}”. Choose another name."


class BadUsername(Refusal):
    """A sign-in name is letters, digits, full stop, underscore and hyphen."""

    code = "bad-username"
    template = "A sign-in name has 3 to 60 letters, digits or . _ - and is not an identity number."


class WeakPassword(Refusal):
    """The password is too easy."""

    code = "weak-password"
    template = "{reasons}"


class AlreadyActive(Refusal):
    """The person has an account."""

    code = "already-active"
    status = 409
    template = "This person has an account already."


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code in the clear, to be printed or sent at once and then forgotten."""

    person_id: int
    name: str
    code: str
    expires_at: datetime


@transaction.atomic
def issue_codes(person_ids: Sequence[int], *, actor: Actor, now: datetime) -> list[IssuedCode]:
    """Issue a fresh code to each person within reach who has no account yet, in the given order."""
    actor.require(Permission.CODE_ISSUE)
    reachable = access.persons_within(actor).filter(pk__in=person_ids, user=None)
    names = dict(reachable.values_list("pk", "name"))
    issued = [
        IssuedCode(pk, names[pk], _fresh(), now + VALID_FOR) for pk in person_ids if pk in names
    ]
    ActivationCode.objects.filter(person_id__in=list(names), used_at=None, revoked_at=None).update(
        revoked_at=now
    )
    ActivationCode.objects.bulk_create(
        (
            ActivationCode(
                person_id=one.person_id,
                code_hash=_hash(one.code),
                issued_by_id=actor.user_id,
                issued_at=now,
                expires_at=one.expires_at,
            )
            for one in issued
        ),
        batch_size=AT_ONCE,
    )
    if issued:
        facts.record(
            "identity.codes.issued",
            Person(pk=issued[0].person_id),
            actor=actor,
            now=now,
            passages=(facts.Passage(f"identity.person:{one.person_id}") for one in issued),
            count=len(issued),
        )
    return issued


@transaction.atomic
def activate(
    code: str, name: str, *, username: str, password: str, device: str, now: datetime
) -> int:
    """Make the account of the person whom `code` was issued to; returns the user's id.

    `device` describes the browser; only a keyed hash of it is kept. Refuses without saying whether
    the code or the name is wrong.
    """
    row = (
        ActivationCode.objects.filter(code_hash=_hash(code), revoked_at=None, used_at=None)
        .select_related("person")
        .first()
    )
    if row is None or row.expires_at <= now or row.person.name != documents.read_name(name):
        raise BadCode
    user = _user(row.person, username, password, now)
    if not ActivationCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise BadCode
    Activation.objects.create(
        person=row.person, method="code", at=now, device_index=sealing.index("device", device)
    )
    oneself = Actor(user.pk, row.person_id, 0, "holder", frozenset(), Reach.SELF)
    facts.record("identity.account.activated", user, actor=oneself, now=now, method="code")
    return user.pk


def _user(person: Person, username: str, password: str, now: datetime) -> User:
    name = username.strip()
    plain = name.replace(".", "").replace("_", "").replace("-", "")
    shortest = 3
    if (
        not shortest <= len(name) <= LONGEST_USERNAME
        or not plain.isalnum()
        or not identifiers.identity_fault(identifiers.normalise(name))
    ):
        raise BadUsername
    if User.objects.filter(person=person).exists():
        raise AlreadyActive
    if User.objects.filter(username__iexact=name).exists():
        raise UsernameTaken(username=name)
    user = User(username=name, person=person, created_at=now)
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(reasons=" ".join(error.messages)) from None
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise UsernameTaken(username=name) from None
    return user


def _fresh() -> str:
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )


def _hash(code: str) -> str:
    """Return the hash of a code however it was typed. 12 of 31 characters need no salt."""
    plain = identifiers.normalise(code).replace("-", "")
    return hashlib.sha256(b"shuzheng/activation/v1\0" + plain.encode()).hexdigest()
