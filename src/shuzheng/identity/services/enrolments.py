"""Enrol students in classes and appoint their teachers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import bulk, facts, moves, rulebooks
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import ClassTeacher, Enrolment, Membership, SchoolClass
from shuzheng.identity.rules import arrangements
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

LOOK_UP_AT_ONCE = 10_000


class NotAnInstitution(Refusal):
    """Only institutions have classes and students."""

    code = "not-an-institution"
    template = "Only institutions have classes and students."


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as a sheet names it; `kind` counts where the class is new (R-044)."""

    name: str
    entry_year: int
    department: str = ""
    major_code: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """A person, and the class and student number he or she has."""

    person_id: int
    class_id: int
    student_number: str = ""


@applies("R-044")
@transaction.atomic
def ensure_classes(
    organisation_id: int, rows: Sequence[ClassRow], *, actor: Actor, now: datetime
) -> dict[ClassRow, int]:
    """Return the id of each named class of an institution, made where it is new.

    Refuses a kind of training arrangement that is not in use today. What is recorded of a class
    that is there already stays as it is.
    """
    institution(organisation_id, actor)
    for kind in {row.kind for row in rows}:
        arrangements.checked(kind, periods.day(now), rulebooks.current())
    here = SchoolClass.objects.filter(organisation_id=organisation_id)
    named = here.filter(name__in=bulk.among({row.name for row in rows}))
    held = {(name, year): pk for pk, name, year in named.values_list("pk", "name", "entry_year")}
    ids: dict[ClassRow, int] = {}
    for row in dict.fromkeys(rows):
        if (row.name, row.entry_year) in held and not row.department:
            ids[row] = held[row.name, row.entry_year]
            continue
        department = (
            organisations.ensure_department(organisation_id, row.department)
            if row.department
            else None
        )
        made, _ = SchoolClass.objects.get_or_create(
            organisation_id=organisation_id,
            name=row.name,
            entry_year=row.entry_year,
            defaults={
                "department_id": department,
                "major_code": row.major_code,
                "kind": row.kind,
            },
        )
        ids[row] = made.pk
    return ids


@transaction.atomic
def enrol(
    organisation_id: int, rows: Sequence[EnrolmentRow], *, actor: Actor, now: datetime
) -> int:
    """Enrol persons who are not enrolled here yet, and make them students; returns how many."""
    institution(organisation_id, actor)
    today = periods.day(now)
    enrolled = _enrolled(organisation_id, [row.person_id for row in rows])
    new = {row.person_id: row for row in rows if row.person_id not in enrolled}
    bulk.insert(
        Enrolment,
        ("person_id", "organisation_id", "school_class_id", "student_number", "since"),
        (
            (row.person_id, organisation_id, row.class_id, row.student_number, today)
            for row in new.values()
        ),
    )
    bulk.insert(
        Membership,
        ("person_id", "organisation_id", "role", "since"),
        ((person_id, organisation_id, Role.STUDENT, today) for person_id in new),
        pass_over=True,
    )
    if new:
        subject = SchoolClass(pk=next(iter(new.values())).class_id)
        passages = (facts.Passage(f"identity.person:{pk}") for pk in new)
        facts.record(
            "identity.class.enrolled",
            subject,
            actor=actor,
            now=now,
            passages=passages,
            count=len(new),
        )
    return len(new)


@transaction.atomic
def appoint_teacher(class_id: int, person_id: int, *, actor: Actor, now: datetime) -> None:
    """Record that a person teaches a class, so that he or she never marks its candidates."""
    access.school_class(class_id, actor, Permission.CLASS_KEEP)
    access.person(person_id, actor, Permission.CLASS_KEEP)
    row, is_new = ClassTeacher.objects.get_or_create(
        school_class_id=class_id, person_id=person_id, defaults={"since": periods.day(now)}
    )
    if is_new:
        facts.record("identity.teacher.appointed", row.school_class, actor=actor, now=now)


@applies("R-044")
@transaction.atomic
def arrange(class_id: int, kind: str, *, seen: str, actor: Actor, now: datetime) -> bool:
    """Record for what a class was formed ("" for an ordinary one), in place of what was `seen`.

    Returns whether anything changed. Refuses a kind that is not in use today, and what somebody
    else changed meanwhile.
    """
    row = access.school_class(class_id, actor, Permission.CLASS_KEEP)
    if row.kind != seen:
        raise moves.MovedMeanwhile
    if kind == row.kind:
        return False
    arrangements.checked(kind, periods.day(now), rulebooks.current())
    if not SchoolClass.objects.filter(pk=row.pk, kind=seen).update(kind=kind):
        raise moves.MovedMeanwhile
    if kind:
        facts.record("identity.class.arranged", row, actor=actor, now=now, kind=kind)
    else:
        facts.record("identity.class.unarranged", row, actor=actor, now=now)
    return True


def institution(organisation_id: int, actor: Actor) -> None:
    """Refuse unless the actor may enrol students here, and here is an institution."""
    row = access.organisation(organisation_id, actor, Permission.CLASS_KEEP)
    if row.kind != OrganisationKind.INSTITUTION:
        raise NotAnInstitution


def _enrolled(organisation_id: int, person_ids: Sequence[int]) -> set[int]:
    here = Enrolment.objects.filter(organisation_id=organisation_id, until=None)
    found: set[int] = set()
    for start in range(0, len(person_ids), LOOK_UP_AT_ONCE):
        part = bulk.among(person_ids[start : start + LOOK_UP_AT_ONCE])
        found.update(here.filter(person_id__in=part).values_list("person_id", flat=True))
    return found
