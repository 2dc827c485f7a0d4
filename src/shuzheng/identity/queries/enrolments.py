"""Reads of classes, their students and their teachers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from shuzheng.identity import access
from shuzheng.identity.models import ClassTeacher, Enrolment, SchoolClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.kernel.actor import Actor

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class EnrolmentBrief:
    """Where a person studies at present."""

    person_id: int
    organisation_id: int
    class_id: int
    class_name: str
    entry_year: int
    major_code: str
    student_number: str


@dataclass(frozen=True, slots=True)
class ClassBrief:
    """A class of an institution."""

    id: int
    name: str
    entry_year: int
    major_code: str
    department: str


@dataclass(frozen=True, slots=True)
class StudentBrief:
    """A student of a class."""

    person_id: int
    name: str
    student_number: str


def current(person_ids: Iterable[int], organisation_id: int = 0) -> dict[int, EnrolmentBrief]:
    """Return each person's present enrolment (at one institution, if given), newest first wins."""
    wanted, found = list(set(person_ids)), {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Enrolment.objects.filter(person_id__in=wanted[start : start + AT_ONCE], until=None)
        if organisation_id:
            rows = rows.filter(organisation_id=organisation_id)
        for row in rows.select_related("school_class").order_by("since", "pk"):
            found[row.person_id] = _brief(row)
    return found


def classes(organisation_id: int) -> list[ClassBrief]:
    """Return an institution's classes, newest intake first."""
    rows = SchoolClass.objects.filter(organisation_id=organisation_id)
    wide = rows.select_related("department").order_by("-entry_year", "name")
    return [_class_brief(row) for row in wide]


def taught(actor: Actor) -> list[ClassBrief]:
    """Return the classes that the actor teaches, newest intake first."""
    rows = access.classes_taught(actor).select_related("department")
    return [_class_brief(row) for row in rows.order_by("-entry_year", "name")]


def taught_class(class_id: int, actor: Actor) -> ClassBrief:
    """Return a class that the actor teaches. Refuses any other as not there."""
    row = access.classes_taught(actor).select_related("department").filter(pk=class_id).first()
    if row is None:
        raise access.NoSuchClass
    return _class_brief(row)


def students(class_id: int) -> list[StudentBrief]:
    """Return who is enrolled in a class, by student number."""
    rows = Enrolment.objects.filter(school_class_id=class_id, until=None)
    named = rows.order_by("student_number", "person__name", "pk")
    return [
        StudentBrief(*one)
        for one in named.values_list("person_id", "person__name", "student_number")
    ]


def sizes(class_ids: Iterable[int]) -> dict[int, int]:
    """Return how many students are enrolled in each class."""
    rows = Enrolment.objects.filter(school_class_id__in=list(class_ids), until=None)
    return dict(rows.order_by().values_list("school_class_id").annotate(Count("pk")))


def members(class_id: int) -> list[int]:
    """Return the ids of the persons enrolled in a class."""
    rows = Enrolment.objects.filter(school_class_id=class_id, until=None).order_by("pk")
    return list(rows.values_list("person_id", flat=True))


def teaches(teacher_ids: Iterable[int], candidate_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return the pairs (teacher, candidate) where one has taught the other's class at any time."""
    taught = ClassTeacher.objects.filter(person_id__in=list(teacher_ids))
    of_class: dict[int, list[int]] = {}
    for teacher, class_id in taught.values_list("person_id", "school_class_id"):
        of_class.setdefault(class_id, []).append(teacher)
    rows = Enrolment.objects.filter(school_class_id__in=of_class, person_id__in=list(candidate_ids))
    return {
        (teacher, person)
        for person, class_id in rows.values_list("person_id", "school_class_id")
        for teacher in of_class[class_id]
    }


def _class_brief(row: SchoolClass) -> ClassBrief:
    return ClassBrief(
        row.pk,
        row.name,
        row.entry_year,
        row.major_code,
        row.department.name if row.department else "",
    )


def _brief(row: Enrolment) -> EnrolmentBrief:
    return EnrolmentBrief(
        row.person_id,
        row.organisation_id,
        row.school_class_id,
        row.school_class.name,
        row.school_class.entry_year,
        row.school_class.major_code,
        row.student_number,
    )
