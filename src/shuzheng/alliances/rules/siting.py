"""Where the platform proposes to add sites, and what its proposal says of each.

Rules: R-091 (saving, sharing, closeness), R-092 (a site in each city with an institution), R-093
(coverage grows). The weights are our own settings: what is proposed binds nobody, and an alliance
plans its sites itself.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shuzheng.alliances.core import siting
from shuzheng.alliances.core.siting import Demand, Place, Problem, Site, Weights
from shuzheng.alliances.rules.layout import Principle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from shuzheng.alliances.core.siting import Solution
    from shuzheng.kernel.rulebook import Rulebook


class NothingToPlace(Refusal):
    """Without institutions that use certificates there is nothing to propose."""

    code = "siting-no-institutions"
    template = "No institution on file uses a certificate yet, so no site can be proposed."
    rule = "R-091"


class NoProposalInTime(Refusal):
    """The solver did not find any solution in its time."""

    code = "siting-not-solved"
    template = "No proposal was found in {seconds} seconds. Ask again when less is going on."
    rule = "R-091"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A site to add.

    `learners` of so many institutions would go there in a year; `fills` says that its city has no
    site of the certificate today, `principle` what weighed most.
    """

    institution: int
    certificate: int
    city: str
    learners: int
    institutions: int
    fills: bool
    principle: Principle


@dataclass(frozen=True, slots=True)
class Reach:
    """How far sites reach: institutions with all of theirs in their city, and learners.

    `learners` of `every_learner` a year find a site of the certificate in their own city;
    `lacking` counts the cities, each certificate for itself, that lack one.
    """

    institutions: int
    every_institution: int
    learners: int
    every_learner: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, how far sites reach without it and with it, and what it costs.

    `value` and `bound` are in steps of one learner; no other choice costs less than `bound`.
    """

    rows: tuple[Proposed, ...]
    before: Reach
    after: Reach
    value: float
    bound: float


@applies("R-091")
def weights(on: date, book: Rulebook) -> Weights:
    """Return what is weighed on a day."""
    said = book.on(on, "R-091")
    return Weights(
        host=said.integer("siting_host_steps"),
        certificate=said.integer("siting_certificate_steps"),
        county=said.integer("siting_county_steps"),
        city=said.integer("siting_city_steps"),
        away=said.integer("siting_away_steps"),
    )


@applies("R-091")
def capacity(seats: int, on: date, book: Rulebook) -> int:
    """Return how many learners a year so many seats are enough for; 0 seats: what is assumed."""
    said = book.on(on, "R-091")
    return (seats or said.integer("siting_assumed_seats")) * said.integer("siting_yearly_sittings")


@applies("R-091")
def seconds(on: date, book: Rulebook) -> int:
    """Return how long the solver may take."""
    return book.on(on, "R-091").integer("siting_seconds")


@applies("R-091", "R-092", "R-093")
def propose(problem: Problem, limit: int) -> Proposal:
    """Return where sites are best added, found in `limit` seconds; refuse where nothing is."""
    if not problem.demands:
        raise NothingToPlace
    try:
        found = siting.solve(problem, limit)
    except siting.NotSolved:
        raise NoProposalInTime(seconds=limit) from None
    return Proposal(
        rows=_rows(problem, found),
        before=reach(problem, problem.sites),
        after=reach(problem, problem.sites | found.added),
        value=found.value,
        bound=found.bound,
    )


@applies("R-093")
def reach(problem: Problem, sites: Collection[Site]) -> Reach:
    """Return how far these sites reach."""
    there = {(problem.places[one.institution].city, one.certificate) for one in sites}
    wanted = {
        one: (problem.places[one.institution].city, one.certificate) for one in problem.demands
    }
    return Reach(
        institutions=len(siting.within_reach(problem, sites)),
        every_institution=len({one.institution for one in problem.demands}),
        learners=sum(one.learners for one, key in wanted.items() if key in there),
        every_learner=sum(one.learners for one in problem.demands),
        lacking=len(set(wanted.values()) - there),
    )


def document(problem: Problem) -> dict[str, Any]:
    """Return everything that a proposal rests on, as JSON holds it, in one order."""
    return {
        "places": [asdict(problem.places[key]) for key in sorted(problem.places)],
        "demands": [asdict(one) for one in problem.demands],
        "sites": [list(one) for one in sorted(problem.sites)],
        "weights": asdict(problem.weights),
        "least": problem.least,
    }


def problem(document: Mapping[str, Any]) -> Problem:
    """Return the problem that a document holds."""
    return Problem(
        places={one["institution"]: Place(**one) for one in document["places"]},
        demands=tuple(Demand(**one) for one in document["demands"]),
        sites=frozenset(Site(*one) for one in document["sites"]),
        weights=Weights(**document["weights"]),
        least=document["least"],
    )


def digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a proposal rests on, in hexadecimal."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _rows(problem: Problem, found: Solution) -> tuple[Proposed, ...]:
    """Return the sites to add, by city, certificate and institution."""
    learners: defaultdict[Site, float] = defaultdict(float)
    whose: Counter[Site] = Counter()
    for one in found.served:
        site = Site(one.host, one.demand.certificate)
        learners[site] += one.learners
        whose[site] += 1
    there = {(problem.places[one.institution].city, one.certificate) for one in problem.sites}
    several = Counter(one.institution for one in found.added)
    rows = [
        Proposed(
            institution=site.institution,
            certificate=site.certificate,
            city=problem.places[site.institution].city,
            learners=round(learners[site]),
            institutions=whose[site],
            fills=(problem.places[site.institution].city, site.certificate) not in there,
            principle=_principle(problem.places[site.institution], several[site.institution]),
        )
        for site in found.added
    ]
    return tuple(sorted(rows, key=lambda one: (one.city, one.certificate, one.institution)))


def _principle(place: Place, added: int) -> Principle:
    """Return what speaks most for a host: it has a site, it gets several at once, it is near."""
    if place.shares:
        return Principle.SHARING
    return Principle.SAVING if added > 1 else Principle.NEARNESS
