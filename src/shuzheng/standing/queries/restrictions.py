"""Answer whether a party may do this today, and if not, by which decision, until when, whose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from shuzheng.foundation import bulk
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_
from shuzheng.standing import access
from shuzheng.standing.models import Restriction
from shuzheng.standing.queries import running
from shuzheng.standing.rules import restrictions as rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from django.db.models import QuerySet

DECIDER = N_("the provincial department")
"""Who decided, where an old record does not name the body: nobody else may."""
PERSON = N_("this assessor")
"""How a refusal calls a barred person: who reads it need not learn more."""


class Barred(Refusal):
    """A decision in force bars the party from this; the sentence names it, `see` leads to it."""

    code = "barred"
    status = 403
    template = (
        "{party} may not do this: decision {decision} of {decided_on} by {decider} bars it from "
        "{since} to {until}."
    )

    @classmethod
    def by(cls, line: RestrictionLine) -> Barred:
        """Return the refusal that fits the decision's term."""
        fitting: type[Barred] = Barred
        if line.year is not None:
            fitting = BarredForYear
        elif line.until is None:
            fitting = BarredUntilLifted
        refusal = fitting(
            rule=line.ground,
            party=line.party_name if line.party is not rules.Party.PERSON else PERSON,
            decision=line.decision_number,
            decided_on=line.decided_on or line.since,
            decider=line.decider or DECIDER,
            since=line.since,
            until=line.until,
            year=line.year,
        )
        refusal.see = reverse("standing:decision", args=[line.id])
        return refusal


class BarredUntilLifted(Barred):
    """A decision without a last day."""

    code = "barred"
    template = (
        "{party} may not do this: decision {decision} of {decided_on} by {decider} bars it from "
        "{since} until it is lifted."
    )


class BarredForYear(Barred):
    """A decision that took a year's place in the pilot."""

    code = "barred"
    template = (
        "{party} may not file for {year}: decision {decision} of {decided_on} by {decider} took "
        "its place in the pilot for that year."
    )


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """One restriction as pages and other rooms see it."""

    id: int
    organisation_id: int | None
    kind: str
    year: int | None
    since: date
    until: date | None
    ground: str
    reason: str
    decision_number: str
    lifted_on: date | None
    party: rules.Party
    party_name: str
    site_code: str
    person_id: int | None
    decided_on: date | None
    decider: str


def of(organisation_id: int) -> list[RestrictionLine]:
    """Return every restriction an organisation (or a site of it) has had, newest first."""
    rows = _rows().filter(organisation_id=organisation_id).order_by("-since", "-pk")
    return [_line(row) for row in rows]


def barring(
    organisation_id: int, act: rules.Act, on: date, year: int | None = None
) -> RestrictionLine | None:
    """Return the restriction that bars `act` on `on` (a filing: for `year`), or None."""
    rows = _rows().filter(organisation_id=organisation_id, site_code="")
    return next(_barring(rows, act, on, year), None)


def suspended_by(ground: str, on: date) -> dict[int, RestrictionLine]:
    """Return the organisations themselves (not their sites) suspended on `on` on this ground."""
    rows = _rows().filter(
        kind=rules.Kind.SUSPENSION, ground=ground, site_code="", organisation__isnull=False
    )
    in_force = (row for row in rows if rules.state(access.pure(row), on) is rules.State.IN_FORCE)
    return {row.organisation_id: _line(row) for row in in_force if row.organisation_id is not None}


def barring_sites(
    site_codes: Collection[str], act: rules.Act, on: date
) -> dict[str, RestrictionLine]:
    """Return, for each of these sites that a decision bars from `act` on `on`, that decision."""
    if not site_codes:
        return {}
    rows = _rows().filter(site_code__in=sorted(site_codes))
    return {line.site_code: line for line in reversed([*_barring(rows, act, on)])}


def barring_persons(
    person_ids: Collection[int], act: rules.Act, on: date
) -> dict[int, RestrictionLine]:
    """Return, for each of these persons whom a decision bars from `act` on `on`, that decision."""
    if not person_ids:
        return {}
    rows = _rows().filter(person__in=bulk.among(sorted(person_ids)))
    found = reversed([*_barring(rows, act, on)])
    return {line.person_id: line for line in found if line.person_id is not None}


def barring_organisations(
    organisation_ids: Collection[int], act: rules.Act, on: date, year: int | None = None
) -> dict[int, RestrictionLine]:
    """Return, for each of these organisations that a decision bars from `act`, that decision.

    A filing is asked for its `year`.
    """
    if not organisation_ids:
        return {}
    rows = _rows().filter(organisation__in=bulk.among(organisation_ids), site_code="")
    found: dict[int, RestrictionLine] = {}
    for line in _barring(rows, act, on, year):
        if line.organisation_id is not None:
            found.setdefault(line.organisation_id, line)
    return found


def in_force(
    organisation_ids: Collection[int], site_codes: Collection[str], on: date
) -> list[RestrictionLine]:
    """Return the decisions in force on `on` against these organisations or sites, oldest first.

    Those against a site are not against its institution.
    """
    against = Q(organisation__in=bulk.among(organisation_ids), site_code="")
    if site_codes:
        against |= Q(site_code__in=bulk.among(sorted(site_codes)))
    rows = _rows().filter(against, person=None)
    return [_line(row) for row in rows if rules.state(access.pure(row), on) is rules.State.IN_FORCE]


def require(organisation_id: int, act: rules.Act, on: date, year: int | None = None) -> None:
    """Refuse, naming the decision, if a restriction bars `act` on `on`."""
    line = barring(organisation_id, act, on, year)
    if line is not None:
        raise Barred.by(line)


def require_sites(site_codes: Collection[str], act: rules.Act, on: date) -> None:
    """Refuse, naming the decision, if one bars one of these sites from `act` on `on`."""
    for line in barring_sites(site_codes, act, on).values():
        raise Barred.by(line)


def require_persons(person_ids: Collection[int], act: rules.Act, on: date) -> None:
    """Refuse, naming the decision, if one bars one of these persons from `act` on `on`."""
    for line in barring_persons(person_ids, act, on).values():
        raise Barred.by(line)


def require_not_postponed(subject: str, on: date) -> None:
    """Refuse, naming the decision, to go on with a session that one in force has postponed."""
    by = running.postponing(subject, on)
    if by is not None:
        raise Barred.by(_line(_rows().get(pk=by)))


def _rows() -> QuerySet[Restriction]:
    return Restriction.objects.select_related("organisation", "person").order_by("since", "pk")


def _barring(
    rows: QuerySet[Restriction], act: rules.Act, on: date, year: int | None = None
) -> Iterator[RestrictionLine]:
    """Yield what bars `act`, the oldest decision first."""
    for row in rows:
        if rules.bars(access.pure(row), act, on, year):
            yield _line(row)


def _line(row: Restriction) -> RestrictionLine:
    return RestrictionLine(
        id=row.pk,
        organisation_id=row.organisation_id,
        kind=row.kind,
        year=row.year,
        since=row.since,
        until=row.until,
        ground=row.ground,
        reason=row.reason,
        decision_number=row.decision_number,
        lifted_on=row.lifted_on,
        party=row.party,
        party_name=row.party_name,
        site_code=row.site_code,
        person_id=row.person_id,
        decided_on=row.decided_on,
        decider=row.decider,
    )
