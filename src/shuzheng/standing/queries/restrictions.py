"""Answer whether an organisation may do this today, and if not, by which decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.models import Restriction
from shuzheng.standing.rules import restrictions as rules

if TYPE_CHECKING:
    from datetime import date


class Barred(Refusal):
    """A decision in force bars the party from this."""

    code = "barred"
    status = 403
    template = "Decision {decision} bars this since {since} ({reason})."


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """One restriction as pages show it."""

    id: int
    organisation_id: int
    kind: str
    year: int | None
    since: date
    until: date | None
    ground: str
    reason: str
    decision_number: str
    lifted_on: date | None


def of(organisation_id: int) -> list[RestrictionLine]:
    """Return every restriction an organisation has had, newest first."""
    rows = Restriction.objects.filter(organisation_id=organisation_id).order_by("-since", "-pk")
    return [_line(row) for row in rows]


def barring(
    organisation_id: int, act: rules.Act, on: date, year: int | None = None
) -> RestrictionLine | None:
    """Return the restriction that bars `act` on `on` (a filing: for `year`), or None."""
    for row in Restriction.objects.filter(organisation_id=organisation_id).order_by("since"):
        pure = rules.Restriction(
            rules.Kind(row.kind),
            row.since,
            row.until,
            row.lifted_on,
            row.year,
            row.ground,
            row.decision_number,
        )
        if rules.bars(pure, act, on, year):
            return _line(row)
    return None


def require(organisation_id: int, act: rules.Act, on: date, year: int | None = None) -> None:
    """Refuse, naming the decision, if a restriction bars `act` on `on`."""
    line = barring(organisation_id, act, on, year)
    if line is not None:
        raise Barred(
            rule=line.ground, decision=line.decision_number, since=line.since, reason=line.reason
        )


def _line(row: Restriction) -> RestrictionLine:
    return RestrictionLine(
        row.pk,
        row.organisation_id,
        row.kind,
        row.year,
        row.since,
        row.until,
        row.ground,
        row.reason,
        row.decision_number,
        row.lifted_on,
    )
