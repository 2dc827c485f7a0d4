"""The years of an evaluation organisation, and what others found of it, for its record (R-055).

A published year anybody sees; before that, whoever reaches the party's year, and as much of it as
the party's page shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import Subject
from shuzheng.evaluation.rules.evaluation import GRADES_KNOWN, State
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.rules.scoring import Grade

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class RecordYear:
    """One year's evaluation; `subject_id` where the reader reaches it, else it is published.

    `total` is the score in ten-thousandths; both it and the grade are None where the reader may not
    know them yet.
    """

    year: int
    uid: UUID
    subject_id: int | None
    state: State
    total: int | None
    grade: Grade | None


def years(key: int, actor: Actor, kind: Kind = Kind.ORGANISATION) -> list[RecordYear]:
    """Return the years of a party that are published or within the actor's reach, newest first.

    `key` is the id of the site for a site, else of the organisation.
    """
    reached: QuerySet[Subject] = Subject.objects.none()
    if actor.may(Permission.SUBJECT_VIEW):
        reached = access.subjects(actor)
    whose = "site" if kind is Kind.SITE else "party"
    rows = (
        Subject.objects.filter(evaluation__kind=kind, **{whose: key})
        .annotate(is_reached=Exists(reached.filter(pk=OuterRef("pk"))))
        .filter(Q(is_reached=True) | Q(evaluation__state__in=sorted(GRADES_KNOWN)))
    )
    province = actor.may(Permission.EVALUATION_VIEW)
    found = []
    for row in rows.select_related("evaluation").order_by("-evaluation__year", "pk"):
        year = row.evaluation
        known = province or year.state in GRADES_KNOWN
        found.append(
            RecordYear(
                year.year,
                year.uid,
                row.pk if row.is_reached else None,
                State(year.state),
                row.total if known else None,
                Grade(row.grade) if row.grade and known else None,
            )
        )
    return found
