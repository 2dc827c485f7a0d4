"""Activate accounts with one-time codes: staff never set or see a password.

Rule: R-034 rests on this: a confirmation is worth what its account is worth. A code is
shown once, when it is issued, on a slip or in a message; only its hash is kept. It works once, for
30 days, together with the person's name; a new code voids the older ones. Who lost a password gets
a new code in the same way, and chooses another password with it; a second factor stays in force.
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
from django.db.models import Q

from shuzheng.foundation import facts, sealing
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Activation, ActivationCode, Membership, Person, User
from shuzheng.identity.rules import documents, roles
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import identifiers, periods
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

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
    """Issue a fresh code to each person within reach who has no account yet, in the given order.

    Leaves out whom the actor may not issue a code to (`rules.roles.may_issue`).
    """
    return _issue("identity.codes.issued", person_ids, actor, now, has_account=False)


@transaction.atomic
def issue_recovery(person_ids: Sequence[int], *, actor: Actor, now: datetime) -> list[IssuedCode]:
    """Issue a fresh code to each person within reach who has an account and lost its password.

    Nothing changes for the account until its holder uses the code. Leaves out as `issue_codes`.
    """
    return _issue("identity.recovery.issued", person_ids, actor, now, has_account=True)


def _issue(
    verb: str, person_ids: Sequence[int], actor: Actor, now: datetime, *, has_account: bool
) -> list[IssuedCode]:
    actor.require(Permission.CODE_ISSUE)
    reachable = access.persons_within(actor).filter(pk__in=person_ids, user__isnull=not has_account)
    names = dict(reachable.values_list("pk", "name"))
    for person_id in barred(list(names), actor, periods.day(now)):
        del names[person_id]
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
            verb,
            Person(pk=issued[0].person_id),
            actor=actor,
            now=now,
            passages=(facts.Passage(f"identity.person:{one.person_id}") for one in issued),
            count=len(issued),
        )
    return issued


def barred(person_ids: Sequence[int], actor: Actor, today: date) -> set[int]:
    """Return those of these persons to whom the actor may not issue a code, for their roles."""
    held: dict[int, list[tuple[int, Role]]] = {}
    rows = Membership.objects.filter(person_id__in=person_ids)
    for person_id, organisation_id, role in rows.filter(
        Q(until=None) | Q(until__gte=today)
    ).values_list("person_id", "organisation_id", "role"):
        held.setdefault(person_id, []).append((organisation_id or 0, Role(role)))
    here = actor.organisation_id if actor.reach is Reach.ORGANISATION else 0
    return {
        person_id
        for person_id, pairs in held.items()
        if not roles.may_issue(
            pairs,
            here=here,
            guards=actor.may(Permission.CODE_ISSUE_GUARDED),
            appoints=actor.may(Permission.MEMBERSHIP_GRANT),
        )
    }


@transaction.atomic
def activate(
    code: str, name: str, *, username: str, password: str, device: str, now: datetime
) -> int:
    """Make the account of the person whom `code` was issued to; returns the user's id.

    `device` describes the browser; only a keyed hash of it is kept. Refuses without saying whether
    the code or the name is wrong.
    """
    row = _code(code, name, now)
    user = _user(row.person, username, password, now)
    _use(row, "code", device, now)
    facts.record("identity.account.activated", user, actor=_oneself(user), now=now, method="code")
    return user.pk


@transaction.atomic
def recover(code: str, name: str, *, password: str, device: str, now: datetime) -> int:
    """Let the holder of an account choose a new password with a code; returns the user's id.

    Every session of the account ends by that. Refuses as `activate` does; a person without an
    account, or with a closed one, is refused like a wrong code.
    """
    row = _code(code, name, now)
    user = User.objects.filter(person=row.person, is_active=True).first()
    if user is None:
        raise BadCode
    _set_password(user, password)
    user.save(update_fields=["password"])
    _use(row, "recovery", device, now)
    facts.record("identity.account.recovered", user, actor=_oneself(user), now=now)
    return user.pk


def _code(code: str, name: str, now: datetime) -> ActivationCode:
    row = (
        ActivationCode.objects.filter(code_hash=_hash(code), revoked_at=None, used_at=None)
        .select_related("person")
        .first()
    )
    if row is None or row.expires_at <= now or row.person.name != documents.read_name(name):
        raise BadCode
    return row


def _use(row: ActivationCode, method: str, device: str, now: datetime) -> None:
    if not ActivationCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise BadCode
    Activation.objects.create(
        person=row.person, method=method, at=now, device_index=sealing.index("device", device)
    )


def _oneself(user: User) -> Actor:
    return Actor(user.pk, user.person_id, 0, "holder", frozenset(), Reach.SELF)


def _user(person: Person, username: str, password: str, now: datetime) -> User:
    if User.objects.filter(person=person).exists():
        raise AlreadyActive
    name = username.strip()
    plain = name.replace(".", "").replace("_", "").replace("-", "")
    shortest = 3
    if (
        not shortest <= len(name) <= LONGEST_USERNAME
        or not plain.isalnum()
        or not identifiers.identity_fault(identifiers.normalise(name))
    ):
        raise BadUsername
    if User.objects.filter(username__iexact=name).exists():
        raise UsernameTaken(username=name)
    user = User(username=name, person=person, created_at=now)
    _set_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise UsernameTaken(username=name) from None
    return user


def _set_password(user: User, password: str) -> None:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(reasons=" ".join(error.messages)) from None
    user.set_password(password)


def _fresh() -> str:
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )


def _hash(code: str) -> str:
    """Return the hash of a code however it was typed. 12 of 31 characters need no salt."""
    plain = identifiers.normalise(code).replace("-", "")
    return hashlib.sha256(b"shuzheng/activation/v1\0" + plain.encode()).hexdigest()
