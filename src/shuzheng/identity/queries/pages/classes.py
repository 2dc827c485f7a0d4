"""The classes of institutions: how many students, who teaches, who cannot sign in yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from shuzheng.foundation.ui import listing
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import (
    ActivationCode,
    ClassTeacher,
    Enrolment,
    Guardianship,
    Membership,
    Organisation,
    SchoolClass,
    User,
)
from shuzheng.identity.queries import feed, persons
from shuzheng.identity.queries.pages import people
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.foundation.ui.parts import Line
    from shuzheng.identity.queries.pages.people import Account
    from shuzheng.kernel.actor import Actor

NO_KIND = "none"
"""How a list asks for the classes that were formed for nothing in particular."""
ORDER = {"name": "name", "year": "entry_year", "students": "students"}


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in the list. `without` students can neither sign in nor hold a code."""

    id: int
    name: str
    entry_year: int
    organisation: str
    department: str
    major_code: str
    teachers: tuple[str, ...]
    students: int
    coded: int
    without: int
    kind: str


@dataclass(frozen=True, slots=True)
class StudentLine:
    """A student of a class."""

    person_id: int
    name: str
    document_masked: str
    student_number: str
    account: Account
    guardians: tuple[str, ...]
    lacks_guardian: bool


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """A teacher of a class, since when."""

    person_id: int
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class ClassPage:
    """Everything the page of a class shows; `guardians` have no account yet."""

    id: int
    name: str
    entry_year: int
    organisation_id: int
    organisation: str
    department: str
    major_code: str
    kind: str
    students: list[StudentLine]
    teachers: list[TeacherLine]
    guardians: list[int]
    facts: list[Line]


def listed(
    actor: Actor,
    wish: Wish,
    now: datetime,
    *,
    year: int = 0,
    organisation: int = 0,
    kind: str = "",
) -> Found[ClassLine]:
    """Return one page of the classes within reach; `kind` "none" keeps those without one."""
    actor.require(Permission.CLASS_VIEW)
    rows = SchoolClass.objects.filter(organisation__in=Organisation.objects.within(actor))
    if year:
        rows = rows.filter(entry_year=year)
    if organisation:
        rows = rows.filter(organisation_id=organisation)
    if kind:
        rows = rows.filter(kind="" if kind == NO_KIND else kind)
    if wish.view == "without":
        rows = rows.filter(Exists(_without(now).filter(school_class=OuterRef("pk"))))
    counted = rows.annotate(students=Count("enrolments", filter=Q(enrolments__until=None)))
    ordered = counted.select_related("organisation", "department")
    found = listing.cut(ordered.order_by(*wish.order(ORDER)), wish)
    return listing.Found(_lines(found.rows, now), found.total, found.page)


def years(actor: Actor) -> list[int]:
    """Return the years of intake of the classes within reach, newest first."""
    rows = SchoolClass.objects.filter(organisation__in=Organisation.objects.within(actor))
    return sorted(set(rows.values_list("entry_year", flat=True)), reverse=True)


def school_class(class_id: int, actor: Actor, now: datetime) -> ClassPage:
    """Return the page of a class within reach."""
    row = access.school_class(class_id, actor, Permission.CLASS_VIEW)
    enrolled = list(
        Enrolment.objects.filter(school_class=row, until=None)
        .select_related("person")
        .order_by("student_number", "person__name", "pk")
    )
    ids = [one.person_id for one in enrolled]
    guardians = _guardians(ids)
    states = people.account_states(ids, now)
    minors = persons.minors(ids, periods.day(now))
    teachers = ClassTeacher.objects.filter(school_class=row).select_related("person")
    return ClassPage(
        id=row.pk,
        name=row.name,
        entry_year=row.entry_year,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        department=row.department.name if row.department else "",
        major_code=row.major_code,
        kind=row.kind,
        students=[
            StudentLine(
                one.person_id,
                one.person.name,
                one.person.document_masked,
                one.student_number,
                states[one.person_id],
                tuple(name for _, name in guardians.get(one.person_id, [])),
                lacks_guardian=one.person_id in minors and one.person_id not in guardians,
            )
            for one in enrolled
        ],
        teachers=[
            TeacherLine(one.person_id, one.person.name, one.since)
            for one in teachers.order_by("pk")
        ],
        guardians=_without_account(guardians),
        facts=feed.lines([f"identity.schoolclass:{row.pk}"]),
    )


def kind_of(class_id: int, actor: Actor) -> tuple[str, str]:
    """Return name and kind of a class, for whoever may change them."""
    row = access.school_class(class_id, actor, Permission.CLASS_KEEP)
    return row.name, row.kind


def heading(class_id: int, actor: Actor, permission: Permission) -> tuple[str, int]:
    """Return a class's name and its institution's id, for a purpose the actor is permitted."""
    row = access.school_class(class_id, actor, permission)
    return row.name, row.organisation_id


def possible_teachers(organisation_id: int, class_id: int) -> list[tuple[int, str]]:
    """Return the (id, name) of the institution's teachers who do not teach the class yet."""
    rows = Membership.objects.filter(
        organisation_id=organisation_id, role=Role.TEACHER, until=None
    ).exclude(person__classes_taught__school_class_id=class_id)
    found = rows.order_by("person__name").values_list(
        "person_id", "person__name", "person__document_masked"
    )
    return [(pk, f"{name}（{masked}）") for pk, name, masked in found]


def _without(now: datetime) -> QuerySet[Enrolment]:
    """Return the enrolments of students who can neither sign in nor hold a code that works."""
    return Enrolment.objects.filter(~_coded(now), until=None, person__user=None)


def _coded(now: datetime) -> Exists:
    return Exists(
        ActivationCode.objects.filter(
            person=OuterRef("person"), used_at=None, revoked_at=None, expires_at__gt=now
        )
    )


def _lines(rows: Sequence[SchoolClass], now: datetime) -> list[ClassLine]:
    ids = [row.pk for row in rows]
    teachers: dict[int, list[str]] = {}
    taught = ClassTeacher.objects.filter(school_class_id__in=ids).order_by("pk")
    for class_id, name in taught.values_list("school_class_id", "person__name"):
        teachers.setdefault(class_id, []).append(name)
    here = Enrolment.objects.filter(school_class_id__in=ids, until=None, person__user=None)
    coded = _by_class(here.filter(_coded(now)))
    without = _by_class(here.filter(~_coded(now)))
    return [
        ClassLine(
            row.pk,
            row.name,
            row.entry_year,
            row.organisation.name,
            row.department.name if row.department else "",
            row.major_code,
            tuple(teachers.get(row.pk, ())),
            getattr(row, "students", 0),
            coded.get(row.pk, 0),
            without.get(row.pk, 0),
            row.kind,
        )
        for row in rows
    ]


def _by_class(rows: QuerySet[Enrolment]) -> dict[int, int]:
    return dict(rows.order_by().values_list("school_class_id").annotate(Count("pk")))


def _guardians(ward_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Guardianship.objects.filter(ward_id__in=ward_ids, until=None).order_by("pk")
    for ward, guardian, name in rows.values_list("ward_id", "guardian_id", "guardian__name"):
        found.setdefault(ward, []).append((guardian, name))
    return found


def _without_account(guardians: dict[int, list[tuple[int, str]]]) -> list[int]:
    ids = list(dict.fromkeys(pk for some in guardians.values() for pk, _ in some))
    active = set(User.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    return [pk for pk in ids if pk not in active]
