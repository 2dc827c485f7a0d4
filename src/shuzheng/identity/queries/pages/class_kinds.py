"""How many classes there are of each kind of training arrangement. Rule: R-044."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from shuzheng.identity.access import Permission
from shuzheng.identity.models import Organisation, SchoolClass
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class KindsLine:
    """The classes of an institution, or of a department of one's own, by kind.

    `institution_id` is 0 for a department; its name is "" where classes have none. `classes` holds
    numbers of classes by kind, "" for those without one; `students` are enrolled at present in
    classes that have a kind.
    """

    institution_id: int
    name: str
    classes: dict[str, int]
    students: int

    @property
    def total(self) -> int:
        """How many classes there are in all."""
        return sum(self.classes.values())


@applies("R-044")
def lines(actor: Actor, year: int = 0) -> list[KindsLine]:
    """Return the classes within reach by kind, of one intake or of all.

    Whoever reaches one institution counts by department, everybody else by institution; by name.
    """
    actor.require(Permission.CLASS_VIEW)
    rows = SchoolClass.objects.filter(organisation__in=Organisation.objects.within(actor))
    if year:
        rows = rows.filter(entry_year=year)
    group = "department" if actor.reach is Reach.ORGANISATION else "organisation"
    named = rows.annotate(group_id=F(group), group_name=F(f"{group}__name")).order_by()
    counted = named.values_list("group_id", "group_name", "kind").annotate(
        classes=Count("pk", distinct=True),
        students=Count("enrolments", filter=Q(enrolments__until=None)),
    )
    found: dict[int | None, KindsLine] = {}
    for pk, name, kind, classes, students in counted:
        line = found.get(pk) or KindsLine(0, name or "", {}, 0)
        found[pk] = KindsLine(
            pk if group == "organisation" else 0,
            line.name,
            {**line.classes, kind: classes},
            line.students + (students if kind else 0),
        )
    return sorted(found.values(), key=lambda one: (not one.name, one.name))


def totals(every: Iterable[KindsLine]) -> dict[str, int]:
    """Return how many classes there are of each kind in all."""
    found: dict[str, int] = {}
    for line in every:
        for kind, count in line.classes.items():
            found[kind] = found.get(kind, 0) + count
    return found
