"""What a proposal of sites rests on, and proposals as pages and workbooks show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.core.siting import Demand, Place, Problem, Site, gap
from shuzheng.alliances.models import SitingProposal
from shuzheng.alliances.queries import coverage
from shuzheng.alliances.rules import layout, siting
from shuzheng.alliances.rules.layout import Principle
from shuzheng.assessment.queries import volumes
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries, filings
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.alliances.models import SitingRow
    from shuzheng.kernel.actor import Actor

NO_SEATS = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One site that is proposed."""

    id: int
    alliance_id: int
    certificate_type_id: int
    certificate: str
    code: str
    city_code: str
    city: str
    institution: str
    learners: int
    institutions: int
    fills: bool
    principle: Principle


@dataclass(frozen=True, slots=True)
class Made:
    """When a proposal was made."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal with the rows that concern the reader, and the others there are.

    `gap` is the part of its value by which it may lie above the best one, 0 to 1.
    """

    id: int
    at: datetime
    digest: str
    value: float
    bound: float
    gap: float
    before: siting.Reach
    after: siting.Reach
    rows: tuple[Line, ...]
    every: tuple[Made, ...]


@applies("R-091", "R-092", "R-093")
def problem(today: date) -> Problem:
    """Return what a proposal of today rests on.

    Institutions on file (of the year before while nobody is yet) with the certificates that they
    use; as many learners as their filings plan (at least one), and the seats that they have. An
    institution that may not apply for a site today is no host, but its learners count.
    """
    book = rulebooks.current()
    year = today.year if filings.filed(today.year) else today.year - 1
    filed, named = filings.filed(year), coverage.cities()
    briefs = {key: one for key, one in organisations.brief(filed).items() if one.city_code in named}
    used = entries.used_by_each(set(briefs))
    hosts, seats = volumes.hosts(today), volumes.seats(today)
    barred = restrictions.barring_organisations(set(briefs), Act.SITE_APPLICATION, today)
    planned = filings.planned(year)
    here = {one for one in hosts if one[0] in briefs}
    shared = {institution for institution, _certificate in here}
    return Problem(
        places={
            key: Place(
                institution=key,
                city=one.city_code,
                county=one.division_code,
                capacity=siting.capacity(seats.get(key, NO_SEATS), today, book),
                shares=key in shared,
            )
            for key, one in briefs.items()
        },
        demands=tuple(
            Demand(key, kind, planned.get((key, kind), 1), may_host=key not in barred)
            for key in sorted(briefs)
            for kind in sorted(used.get(key, ()))
        ),
        sites=frozenset(Site(*one) for one in here),
        weights=siting.weights(today, book),
        least=layout.least(today, book),
    )


def page(actor: Actor, pk: int | None = None) -> ProposalPage | None:
    """Return a proposal, the newest where none is named; None where there is none yet."""
    row = access.siting_proposal(pk, actor)
    if row is None:
        return None
    made = SitingProposal.objects.order_by("-pk").values_list("pk", "made_at")
    return ProposalPage(
        id=row.pk,
        at=row.made_at,
        digest=row.digest,
        value=row.value,
        bound=row.bound,
        gap=gap(row.value, row.bound),
        before=siting.Reach(**row.before),
        after=siting.Reach(**row.after),
        rows=tuple(_lines(access.siting_rows(row, actor))),
        every=tuple(Made(*one) for one in made),
    )


def inputs(pk: int, actor: Actor) -> dict[str, Any]:
    """Return everything that a proposal was computed from, for whoever may ask for one."""
    actor.require(Permission.SITING_PROPOSE)
    row = access.siting_proposal(pk, actor)
    if row is None:
        raise access.NoSuchProposal
    found: dict[str, Any] = row.inputs
    return found


def of_certificate(certificate_type_id: int, actor: Actor) -> dict[str, list[str]]:
    """Return the institutions that the newest proposal names for a certificate, by city.

    Nothing for whoever does not see proposals.
    """
    if not actor.may(Permission.SITING_VIEW):
        return {}
    row = access.siting_proposal(None, actor)
    if row is None:
        return {}
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = access.siting_rows(row, actor).filter(certificate_type_id=certificate_type_id)
    for city, name in rows.order_by("pk").values_list("city_id", "institution__name"):
        found[city].append(name)
    return dict(found)


def _lines(rows: QuerySet[SitingRow]) -> Iterator[Line]:
    related = rows.select_related("certificate_type__alliance", "institution", "city")
    for row in related.order_by("pk"):
        kind = row.certificate_type
        yield Line(
            id=row.pk,
            alliance_id=kind.alliance.pk if hasattr(kind, "alliance") else 0,
            certificate_type_id=kind.pk,
            certificate=kind.name,
            code=kind.code,
            city_code=row.city_id,
            city=row.city.name,
            institution=row.institution.name,
            learners=row.learners,
            institutions=row.institutions,
            fills=row.fills,
            principle=Principle(row.principle),
        )
