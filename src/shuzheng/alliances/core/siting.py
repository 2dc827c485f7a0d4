"""Where sites are best added: a capacitated facility location problem, solved with its gap.

Each institution that uses a certificate has learners who sit its assessments: at the institution
itself, at a site in the same county, in the same city, or in another city. Every way has its length
in steps; a site has its cost, in steps of one learner too. What is sought is the cheapest set of
sites to add. The solver is OR-Tools' interface to SCIP; `cost` counts anew what a solution costs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ortools.linear_solver import pywraplp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

SOLVER: Final = "SCIP"
MILLISECONDS: Final = 1000
HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """An institution: where it lies, and how many learners a year can be assessed there.

    `shares` says that it has a site of some certificate already.
    """

    institution: int
    city: str
    county: str
    capacity: int
    shares: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """How many learners of an institution sit a certificate's assessments in a year.

    `may_host` says that the institution could have a site of the certificate.
    """

    institution: int
    certificate: int
    learners: int
    may_host: bool = True


@dataclass(frozen=True, slots=True)
class Weights:
    """What is weighed, in steps of one learner.

    `host` for an institution that had no site, `certificate` for each certificate that is added
    anywhere, and the ways to a site in the same county, in the same city, and in another city.
    """

    host: int
    certificate: int
    county: int
    city: int
    away: int


class Site(NamedTuple):
    """An institution with a certificate that is assessed there."""

    institution: int
    certificate: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that the proposal rests on; `least` sites are wanted in each city with users."""

    places: Mapping[int, Place]
    demands: tuple[Demand, ...]
    sites: frozenset[Site]
    weights: Weights
    least: int


@dataclass(frozen=True, slots=True)
class Served:
    """So many learners of one institution go to a site; a share of one is not rounded."""

    demand: Site
    host: int
    learners: float


@dataclass(frozen=True, slots=True)
class Solution:
    """Sites to add, who goes where, and what it costs; nothing can cost less than `bound`."""

    added: frozenset[Site]
    served: tuple[Served, ...]
    value: float
    bound: float


class NotSolved(Exception):  # noqa: N818 - an answer of the solver
    """The solver found no solution in its time."""


def gap(value: float, bound: float) -> float:
    """Return by which part of its value a solution may lie above the best one, 0 to 1."""
    return max(0.0, (value - bound) / value) if value else 0.0


def steps(problem: Problem, institution: int, host: int) -> int:
    """Return how long the way from an institution to a host in the same city is."""
    if institution == host:
        return 0
    here, there = problem.places[institution], problem.places[host]
    return problem.weights.county if here.county == there.county else problem.weights.city


def cost(problem: Problem, added: Collection[Site], served: Iterable[Served]) -> float:
    """Return what sites and ways cost; learners whom nobody serves go to another city."""
    weights = problem.weights
    new = {one.institution for one in added if not problem.places[one.institution].shares}
    total: float = weights.certificate * len(added) + weights.host * len(new)
    left = {Site(one.institution, one.certificate): one.learners for one in problem.demands}
    away: dict[Site, float] = dict(left)
    for one in served:
        away[one.demand] -= one.learners
        total += one.learners * steps(problem, one.demand.institution, one.host)
    return total + weights.away * sum(away.values())


def within_reach(problem: Problem, sites: Collection[Site]) -> frozenset[int]:
    """Return the institutions that have a site of each of their certificates in their city."""
    there = {(problem.places[one.institution].city, one.certificate) for one in sites}
    every = {one.institution for one in problem.demands}
    lacking = {
        one.institution
        for one in problem.demands
        if (problem.places[one.institution].city, one.certificate) not in there
    }
    return frozenset(every - lacking)


def solve(problem: Problem, seconds: float) -> Solution:
    """Return the cheapest sites to add that are found in `seconds`, the same for the same problem.

    Each city whose institutions use a certificate gets as many sites of it as `least` says, or as
    it has institutions that could have one. Raises NotSolved where time was too short.
    """
    model = _Model(problem)
    model.solver.SetTimeLimit(round(seconds * MILLISECONDS))
    status = model.solver.Solve()
    if status not in {pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE}:
        raise NotSolved
    added = frozenset(site for site, one in model.opened.items() if one.solution_value() > HALF)
    hosts = added | problem.sites
    served = tuple(
        Served(demand, host, one.solution_value())
        for (demand, host), one in model.ways.items()
        if one.solution_value() > 0 and Site(host, demand.certificate) in hosts
    )
    best = model.solver.Objective().BestBound()
    return Solution(added, served, cost(problem, added, served), best)


class _Model:
    """The problem as the solver wants it."""

    def __init__(self, problem: Problem) -> None:
        self.solver = pywraplp.Solver.CreateSolver(SOLVER)
        self.problem = problem
        self.opened: dict[Site, Any] = {}
        self.ways: dict[tuple[Site, int], Any] = {}
        self._objective = self.solver.Objective()
        self._objective.SetMinimization()
        self._open()
        self._walk()

    def _open(self) -> None:
        """Say what may be opened and what it costs, and how many each city needs."""
        solver, weights = self.solver, self.problem.weights
        hosts: dict[int, Any] = {}
        groups: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
        for one in self.problem.demands:
            site, place = (
                Site(one.institution, one.certificate),
                self.problem.places[one.institution],
            )
            if not one.may_host or site in self.problem.sites:
                continue
            opened = self.opened[site] = solver.BoolVar("")
            self._objective.SetCoefficient(opened, weights.certificate)
            groups[place.city, one.certificate].append(opened)
            if not place.shares:
                if place.institution not in hosts:
                    hosts[place.institution] = host = solver.BoolVar("")
                    self._objective.SetCoefficient(host, weights.host)
                solver.Add(opened <= hosts[place.institution])
        there: defaultdict[tuple[str, int], int] = defaultdict(int)
        for site in self.problem.sites:
            there[self.problem.places[site.institution].city, site.certificate] += 1
        for key, choices in groups.items():
            needed = min(self.problem.least - there[key], len(choices))
            if needed > 0:
                solver.Add(solver.Sum(choices) >= needed)

    def _walk(self) -> None:
        """Say who may go where: everybody once, nowhere more than there is room for."""
        solver, problem = self.solver, self.problem
        near: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for site in sorted({*problem.sites, *self.opened}):
            near[problem.places[site.institution].city, site.certificate].append(site.institution)
        rooms: defaultdict[int, list[Any]] = defaultdict(list)
        for one in problem.demands:
            demand = Site(one.institution, one.certificate)
            away = solver.NumVar(0, one.learners, "")
            self._objective.SetCoefficient(away, problem.weights.away)
            ways = [away]
            for host in near[problem.places[one.institution].city, one.certificate]:
                way = self.ways[demand, host] = solver.NumVar(0, one.learners, "")
                self._objective.SetCoefficient(way, steps(problem, one.institution, host))
                ways.append(way)
                rooms[host].append(way)
                opened = self.opened.get(Site(host, one.certificate))
                if opened is not None:
                    solver.Add(way <= one.learners * opened)
            solver.Add(solver.Sum(ways) == one.learners)
        for host, ways in rooms.items():
            solver.Add(solver.Sum(ways) <= problem.places[host].capacity)
