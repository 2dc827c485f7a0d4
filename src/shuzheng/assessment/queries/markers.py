"""Who may mark whom: qualification on the day, and what ties a marker to candidates (R-104)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Mark
from shuzheng.assessment.rules import marking as rules
from shuzheng.catalogue.rules.levels import Level
from shuzheng.identity.queries import enrolments
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act
from shuzheng.workforce.queries import qualifications

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from shuzheng.assessment.models import Component, Plan, Registration


def of(row: Plan, person_id: int, candidate_ids: Collection[int], today: date) -> rules.Marker:
    """Return a person as a marker of these candidates (persons' ids).

    Refuses (NotQualified) whoever holds no qualification that counts today, and (Barred) whom a
    decision keeps from assessing. Every declared recusal
    counts as a tie, whatever its ground.
    """
    held = qualifications.qualification_of(
        person_id, row.certificate_type_id, Level(row.level), today
    )
    if held is None:
        raise rules.NotQualified(day=today)
    restrictions.require_persons([person_id], Act.ASSESSING, today)
    taught = enrolments.teaches([person_id], candidate_ids)
    tied = qualifications.recused([person_id], candidate_ids)
    return rules.Marker(
        person=person_id,
        qualified_since=today,
        qualified_until=held.expires_on,
        taught=frozenset(candidate for _, candidate in taught),
        kin=frozenset(candidate for _, candidate in tied),
    )


def pure(part: Component) -> rules.Component:
    """Return a part as the rules know it."""
    return rules.Component(part.code, part.weight, part.full, part.by_machine)


def named(part: Component) -> rules.Component:
    """Return a part as `pure` does, but called by its name: for refusals that people read."""
    return rules.Component(part.name, part.weight, part.full, part.by_machine)


def code_of(candidate: Registration) -> str:
    """Return what markers know a candidate by: the ticket's number, never the name."""
    ticket = getattr(candidate, "ticket", None)
    return ticket.number if ticket else f"#{candidate.pk}"


def refusal(
    marker: rules.Marker, candidate_id: int, marked_by: Sequence[int], today: date
) -> Refusal | None:
    """Return why a person may not mark a candidate (persons' ids), or None."""
    try:
        rules.check_marker(marker, candidate_id, marked_by, today)
    except Refusal as found:
        return found
    return None


def marks_of(sheet_ids: Iterable[int]) -> dict[int, list[Mark]]:
    """Return every mark of these sheets; what a reader may see of them is the caller's business."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(sheet_id__in=list(sheet_ids)):
        found[mark.sheet_id].append(mark)
    return found
