"""The list of persons, the search for one, the page of one, and the staff of an organisation.

Masked throughout. What lies outside the actor's organisation stays out of sight even of a person
who is within it: an institution does not see that its student also works elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import sealing
from shuzheng.foundation.ui import listing
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import (
    Enrolment,
    Guardianship,
    IdentityCase,
    Membership,
    Person,
    User,
)
from shuzheng.identity.queries import accounts, feed, persons
from shuzheng.identity.rules import roles
from shuzheng.identity.rules.kinds import LEARNER_ROLES, DocumentKind, Role
from shuzheng.kernel import identifiers, periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.foundation.ui.parts import Line
    from shuzheng.kernel.actor import Actor

VIEWS = ("all", "students", "staff", "others")
MOST_FOUND = 50
SHORTEST_NUMBER = 5
ORDER = {"name": "name"}


class Account(StrEnum):
    """Whether a person can sign in."""

    ACTIVE = auto()
    CODE = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list: masked, with what he or she is here."""

    id: int
    name: str
    document_kind: str
    document_masked: str
    roles: tuple[str, ...]
    places: tuple[str, ...]
    account: Account
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found; `beyond` says that there is more than is shown."""

    lines: list[PersonLine]
    beyond: bool


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A role of a person, from when until when."""

    id: int
    role: str
    organisation_id: int
    organisation: str
    since: date
    until: date | None
    may_end: bool


@dataclass(frozen=True, slots=True)
class EnrolmentLine:
    """A person's time in a class."""

    organisation: str
    class_id: int
    class_name: str
    student_number: str
    since: date
    until: date | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class KinLine:
    """A guardian of a person, or a ward."""

    id: int
    name: str
    relation: str
    phone_masked: str
    is_within_reach: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page of a person shows."""

    line: PersonLine
    sex: str
    phone_masked: str
    is_minor: bool
    activated_at: datetime | None
    code_possible: bool
    memberships: list[MembershipLine]
    enrolments: list[EnrolmentLine]
    guardians: list[KinLine]
    wards: list[KinLine]
    has_open_case: bool
    facts: list[Line]


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of an organisation's staff."""

    membership_id: int
    person_id: int
    name: str
    document_masked: str
    role: str
    since: date
    account: Account


def listed(
    actor: Actor, wish: Wish, now: datetime, *, organisation: int = 0, account: str = ""
) -> Found[PersonLine]:
    """Return one page of the persons within reach."""
    rows = _within(actor)
    if wish.view == "students":
        rows = rows.filter(pk__in=_enrolments(actor).filter(until=None).values("person_id"))
    elif wish.view == "staff":
        rows = rows.filter(pk__in=_staff(actor).values("person_id"))
    elif wish.view == "others":
        rows = rows.exclude(pk__in=_enrolments(actor).filter(until=None).values("person_id"))
        rows = rows.exclude(pk__in=_staff(actor).values("person_id"))
    if organisation:
        students = Enrolment.objects.filter(organisation_id=organisation, until=None)
        members = Membership.objects.filter(organisation_id=organisation, until=None)
        rows = rows.filter(
            Q(pk__in=students.values("person_id")) | Q(pk__in=members.values("person_id"))
        )
    if account:
        rows = rows.filter(user__isnull=account != Account.ACTIVE)
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found(_lines(found.rows, actor, now), found.total, found.page)


def search(actor: Actor, text: str, now: datetime) -> Search:
    """Find persons within reach by the beginning of a name, or by a whole document number.

    What is out of reach is not found, and looks like what does not exist.
    """
    rows = _within(actor)
    number = identifiers.normalise(text)
    if len(number) >= SHORTEST_NUMBER and number.isascii() and any(c.isdigit() for c in number):
        indexes = [sealing.index(f"document:{kind}", number) for kind in DocumentKind]
        rows = rows.filter(document_index__in=indexes)
    else:
        rows = rows.filter(name__startswith=" ".join(text.split()))
    found = list(rows.order_by("name", "pk")[: MOST_FOUND + 1])
    return Search(_lines(found[:MOST_FOUND], actor, now), beyond=len(found) > MOST_FOUND)


def person(person_id: int, actor: Actor, now: datetime) -> PersonPage:
    """Return the page of a person within reach."""
    row = access.person(person_id, actor, Permission.PERSON_VIEW)
    actor.require(Permission.PERSON_VIEW)
    today = periods.day(now)
    account = User.objects.filter(person=row).first()
    here = actor.organisation_id if actor.reach is Reach.ORGANISATION else None
    return PersonPage(
        line=_lines([row], actor, now)[0],
        sex=row.sex,
        phone_masked=row.phone_masked,
        is_minor=bool(persons.minors([row.pk], today)),
        activated_at=account.created_at if account else None,
        code_possible=actor.may(Permission.CODE_ISSUE) and _may_have_code(row.pk, actor, today),
        memberships=_memberships(row.pk, actor),
        enrolments=_enrolled(row.pk, actor),
        guardians=_kin(Guardianship.objects.filter(ward=row, until=None), "guardian", actor),
        wards=_kin(Guardianship.objects.filter(guardian=row, until=None), "ward", actor),
        has_open_case=IdentityCase.objects.filter(person=row, closed_at=None).exists(),
        facts=feed.lines([f"identity.person:{row.pk}"], organisation_id=here),
    )


def brief(person_id: int, actor: Actor, permission: Permission) -> PersonLine:
    """Return a person within reach as a form about him or her is headed."""
    row = access.person(person_id, actor, permission)
    actor.require(permission)
    return PersonLine(
        row.pk,
        row.name,
        row.document_kind,
        row.document_masked,
        (),
        (),
        Account.ACTIVE if User.objects.filter(person=row).exists() else Account.NONE,
        row.is_demonstration,
    )


def membership(membership_id: int, actor: Actor) -> tuple[MembershipLine, PersonLine]:
    """Return a role that the actor may end, and whose it is."""
    actor.require(Permission.MEMBERSHIP_GRANT)
    rows = Membership.objects.filter(pk=membership_id, until=None).select_related("organisation")
    if actor.reach is Reach.ORGANISATION:
        rows = rows.filter(organisation_id=actor.organisation_id)
    row = rows.first()
    if row is None:
        raise access.NoSuchPerson
    return _membership(row, actor), brief(row.person_id, actor, Permission.MEMBERSHIP_GRANT)


def staff(party_id: int, actor: Actor, now: datetime) -> list[StaffLine]:
    """Return the staff of an organisation within reach, by role and name."""
    access.organisation(party_id, actor, Permission.PERSON_VIEW)
    rows = Membership.objects.filter(organisation_id=party_id, until=None)
    found = list(
        rows.exclude(role__in=LEARNER_ROLES).select_related("person").order_by("person__name", "pk")
    )
    states = account_states((row.person_id for row in found), now)
    order = list(Role)
    return sorted(
        (
            StaffLine(
                row.pk,
                row.person_id,
                row.person.name,
                row.person.document_masked,
                row.role,
                row.since,
                states[row.person_id],
            )
            for row in found
        ),
        key=lambda line: order.index(Role(line.role)),
    )


def account_states(person_ids: Iterable[int], now: datetime) -> dict[int, Account]:
    """Return whether each of these persons can sign in, holds a code, or neither."""
    wanted = set(person_ids)
    without = accounts.without_account(wanted)
    coded = accounts.with_open_code(without, now)
    return {
        pk: Account.ACTIVE if pk not in without else Account.CODE if pk in coded else Account.NONE
        for pk in wanted
    }


def _within(actor: Actor) -> QuerySet[Person]:
    actor.require(Permission.PERSON_VIEW)
    return access.persons_within(actor)


def _enrolments(actor: Actor) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.all()
    if actor.reach is Reach.ORGANISATION:
        rows = rows.filter(organisation_id=actor.organisation_id)
    return rows


def _here(actor: Actor) -> QuerySet[Membership]:
    """Return the memberships that the actor may know of: in the own organisation, or all."""
    rows = Membership.objects.all()
    if actor.reach is Reach.ORGANISATION:
        rows = rows.filter(Q(organisation_id=actor.organisation_id) | Q(role=Role.GUARDIAN))
    return rows


def _staff(actor: Actor) -> QuerySet[Membership]:
    return _here(actor).filter(until=None).exclude(role__in=LEARNER_ROLES)


def _lines(rows: Sequence[Person], actor: Actor, now: datetime) -> list[PersonLine]:
    ids = [row.pk for row in rows]
    held: dict[int, list[Membership]] = {}
    for one in _here(actor).filter(person_id__in=ids, until=None).order_by("pk"):
        held.setdefault(one.person_id, []).append(one)
    places: dict[int, list[str]] = {}
    here = actor.reach is Reach.ORGANISATION
    studying = _enrolments(actor).filter(person_id__in=ids, until=None)
    for enrolment in studying.select_related("school_class", "organisation").order_by("pk"):
        name = enrolment.school_class.name
        words = name if here else f"{enrolment.organisation.name} {name}"
        places.setdefault(enrolment.person_id, []).append(words)
    if not here:
        _add_organisations(held, places)
    states = account_states(ids, now)
    return [
        PersonLine(
            row.pk,
            row.name,
            row.document_kind,
            row.document_masked,
            tuple(dict.fromkeys(one.role for one in held.get(row.pk, []))),
            tuple(dict.fromkeys(places.get(row.pk, []))),
            states[row.pk],
            row.is_demonstration,
        )
        for row in rows
    ]


def _add_organisations(held: dict[int, list[Membership]], places: dict[int, list[str]]) -> None:
    memberships = [one for some in held.values() for one in some if one.role != Role.STUDENT]
    names = dict(
        Membership.objects.filter(pk__in=[one.pk for one in memberships])
        .exclude(organisation=None)
        .values_list("pk", "organisation__name")
    )
    for one in memberships:
        if one.pk in names:
            places.setdefault(one.person_id, []).append(names[one.pk])


def _memberships(person_id: int, actor: Actor) -> list[MembershipLine]:
    rows = _here(actor).filter(person_id=person_id).select_related("organisation")
    return [_membership(row, actor) for row in rows.order_by("-until", "pk")]


def _membership(row: Membership, actor: Actor) -> MembershipLine:
    is_mine = actor.reach is Reach.PROVINCE or row.organisation_id == actor.organisation_id
    return MembershipLine(
        row.pk,
        row.role,
        row.organisation_id or 0,
        row.organisation.name if row.organisation else "",
        row.since,
        row.until,
        may_end=row.until is None
        and row.role not in LEARNER_ROLES
        and is_mine
        and actor.may(Permission.MEMBERSHIP_GRANT),
    )


def _enrolled(person_id: int, actor: Actor) -> list[EnrolmentLine]:
    rows = _enrolments(actor).filter(person_id=person_id)
    return [
        EnrolmentLine(
            row.organisation.name,
            row.school_class_id,
            row.school_class.name,
            row.student_number,
            row.since,
            row.until,
            is_here=actor.reach is Reach.PROVINCE or row.organisation_id == actor.organisation_id,
        )
        for row in rows.select_related("organisation", "school_class").order_by("-since", "-pk")
    ]


def _kin(rows: QuerySet[Guardianship], side: str, actor: Actor) -> list[KinLine]:
    found = list(rows.select_related(side).order_by("pk"))
    ids = [getattr(row, f"{side}_id") for row in found]
    reachable = set(access.persons_within(actor).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [(row.relation, getattr(row, side)) for row in found]
    return [
        KinLine(one.pk, one.name, relation, one.phone_masked, one.pk in reachable)
        for relation, one in shown
        # A guardian may have wards in other schools, of whom this one knows nothing.
        if side == "guardian" or one.pk in reachable
    ]


def _may_have_code(person_id: int, actor: Actor, today: date) -> bool:
    rows = Membership.objects.filter(person_id=person_id)
    held = rows.filter(Q(until=None) | Q(until__gte=today)).values_list("organisation_id", "role")
    return roles.may_issue(
        [(organisation_id or 0, Role(role)) for organisation_id, role in held],
        here=actor.organisation_id if actor.reach is Reach.ORGANISATION else 0,
        guards=actor.may(Permission.CODE_ISSUE_GUARDED),
        appoints=actor.may(Permission.MEMBERSHIP_GRANT),
    )
