"""Who may assess what on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules.levels import Level
from shuzheng.workforce.models import Qualification, Recusal
from shuzheng.workforce.rules import qualifications as rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class AssessorBrief:
    """A person qualified to assess, and by which qualification."""

    person_id: int
    name: str
    background: str
    number: str
    level: Level
    expires_on: date
    qualification_id: int


def valid_assessors(certificate_type_id: int, level: Level, on: date) -> list[AssessorBrief]:
    """Return the persons who may assess `level` of the certificate on `on`, by name, once each."""
    rows = Qualification.objects.filter(certificate_type_id=certificate_type_id)
    return _valid(rows, certificate_type_id, level, on)


def qualification_of(
    person_id: int, certificate_type_id: int, level: Level, on: date
) -> AssessorBrief | None:
    """Return the qualification by which a person may assess this on `on`, or None."""
    rows = Qualification.objects.filter(
        certificate_type_id=certificate_type_id, person_id=person_id
    )
    return next(iter(_valid(rows, certificate_type_id, level, on)), None)


def recused(assessor_ids: Iterable[int], candidate_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return the declared pairs (assessor, candidate) among these."""
    rows = Recusal.objects.filter(
        assessor_id__in=list(assessor_ids), candidate_id__in=list(candidate_ids)
    )
    return set(rows.values_list("assessor_id", "candidate_id"))


def _valid(
    rows: QuerySet[Qualification], certificate_type_id: int, level: Level, on: date
) -> list[AssessorBrief]:
    found: dict[int, AssessorBrief] = {}
    for row in rows.select_related("person").order_by("person__name", "-expires_on"):
        if rules.counts(_pure(row), certificate_type_id, level, on):
            found.setdefault(row.person_id, _brief(row))
    return list(found.values())


def _pure(row: Qualification) -> rules.Qualification:
    return rules.Qualification(
        rules.Kind(row.kind),
        row.certificate_type_id,
        Level(row.level),
        row.issued_on,
        row.expires_on,
        row.revoked_on,
    )


def _brief(row: Qualification) -> AssessorBrief:
    return AssessorBrief(
        row.person_id,
        row.person.name,
        row.background,
        row.number,
        Level(row.level),
        row.expires_on,
        row.pk,
    )
