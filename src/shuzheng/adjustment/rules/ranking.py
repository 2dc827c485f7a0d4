"""The ranking of a year's review, computed from its frozen cut alone (K-10), and who is protected.

Rules: R-230, R-231, R-232. Source: handbook 3.15 and 5; 本省试点情况概述, “淘汰10%的冷门证书”.
Lowest H first. Of equals the one with fewer registrations of the year stands first, then the one
with fewer institutions, then the smaller code. Drops for a veto or by national decision come first
and are outside the number; then the coldest are taken until the number is reached, passing over
those that may not be dropped on rank alone: younger in the province than `young_months`, or the
only one left of a shortage field (left after those taken before it). Nothing is taken from the
warmer half, however many were passed over.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from shuzheng.adjustment.rules import figures
from shuzheng.adjustment.rules.cut import Input
from shuzheng.insight.rules import weighing
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.adjustment.rules.cut import Certificate, Cut, Terms
    from shuzheng.insight.rules.weighing import Figure

YEARS_BACK: Final = 24
"""Months: registrations of two years ago say nothing of a certificate younger than that."""


class Advice(StrEnum):
    """What the ranking proposes for a certificate."""

    OUTSIDE = auto()
    DROP = auto()
    PROTECTED = auto()
    KEEP = auto()


class Protection(StrEnum):
    """Why a certificate is not dropped on rank alone."""

    YOUNG = auto()
    ONLY_ONE = auto()


ADVICES: Final = {
    Advice.OUTSIDE: N_("Dropped outside the number"),
    Advice.DROP: N_("Proposed by rank"),
    Advice.PROTECTED: N_("Passed over: protected"),
    Advice.KEEP: N_("Stays"),
}
PROTECTIONS: Final = {
    Protection.YOUNG: N_("Too young in the province"),
    Protection.ONLY_ONE: N_("The only one of a shortage field"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A certificate in the ranking: its place from 1, the parts of H, H, and what follows.

    `protection` says why it may not be dropped on rank alone.
    """

    code: str
    rank: int
    registered: Figure
    institutions: Figure
    trend: Figure
    demand: Figure
    coldness: Figure
    need_met: Figure
    freshness: Figure
    advice: Advice
    protection: Protection | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole outcome of a cut; `number` is how many the ranking may propose, `most` the limit.

    `match` is K-11, `gaps` and `unknown` are K-12.
    """

    number: int
    most: int
    places: tuple[Place, ...]
    match: Figure
    gaps: tuple[str, ...]
    unknown: tuple[str, ...]

    def of(self, code: str) -> Place:
        """Return the place of a certificate."""
        return next(one for one in self.places if one.code == code)


@applies("R-231")
def limit(count: int, terms: Terms) -> int:
    """Return how many of `count` certificates may be dropped at most, rounded down."""
    return floor(Fraction(terms.elimination_max * count, 100))


@applies("R-231")
def number(count: int, terms: Terms) -> int:
    """Return how many of `count` are proposed: the share rounded half up, never above the limit."""
    wished = floor(Fraction(terms.elimination_share * count, 100) + Fraction(1, 2))
    return min(wished, limit(count, terms))


@applies("R-230", "R-231")
def rank(cut: Cut) -> Ranking:
    """Return the ranking of a cut, with every figure on the way."""
    most_needs = max((_needs(one) or 0 for one in cut.certificates), default=0)
    most_registered = max((one.registered for one in cut.certificates), default=0)
    most_institutions = max((one.institutions for one in cut.certificates), default=0)
    scored = []
    for one in cut.certificates:
        parts = _parts(one, cut, most_needs, most_registered, most_institutions)
        coldness = weighing.weighted(
            figures.COLDNESS, {name: parts[name] for name in figures.COLDNESS}
        )
        scored.append((one, parts, coldness))
    scored.sort(key=lambda row: _order(row[0], row[2]))
    count = number(len(scored), cut.terms)
    advised = _advised([(one, coldness) for one, _, coldness in scored], cut, count)
    places = tuple(
        Place(one.code, index, **parts, coldness=coldness, advice=advice, protection=protection)
        for index, ((one, parts, coldness), (advice, protection)) in enumerate(
            zip(scored, advised, strict=True), 1
        )
    )
    met = [(one, parts["need_met"]) for one, parts, _ in scored]
    level = cut.terms.match_level
    missing, unknown = figures.gaps(
        cut.key_industries, [(one.industries, value) for one, value in met], level
    )
    return Ranking(
        count,
        limit(len(scored), cut.terms),
        places,
        figures.match([(one.registered, value) for one, value in met], level),
        missing,
        unknown,
    )


def _order(one: Certificate, coldness: Figure) -> tuple[bool, Fraction, int, int, str]:
    missing = coldness is None
    return missing, coldness or Fraction(0), one.registered, one.institutions, one.code


def _needs(one: Certificate) -> int | None:
    told = one.said(Input.NEEDS)
    return told.count if told else None


def _parts(
    one: Certificate, cut: Cut, needs: int, registered: int, institutions: int
) -> dict[str, Figure]:
    terms = cut.terms
    demanded = figures.demand(
        figures.of_largest(_needs(one), needs),
        weighing.share(one.said(Input.RECOGNISED)),
        weighing.share(one.said(Input.MATCHED), terms.smallest_group),
    )
    fresh = weighing.freshness(one.standard_on, cut.on, terms.fresh_months, terms.stale_months)
    return {
        "registered": figures.of_largest(one.registered, registered),
        "institutions": figures.of_largest(one.institutions, institutions),
        "trend": figures.trend(
            one.registered, None if _younger(one, cut, YEARS_BACK) else one.before
        ),
        "demand": demanded,
        "freshness": fresh,
        "need_met": figures.need_met(demanded, weighing.share(one.said(Input.SATISFIED)), fresh),
    }


def _younger(one: Certificate, cut: Cut, months: int) -> bool:
    """Return whether it has been in use here for fewer whole months; unknown is not young."""
    return one.used_since is not None and periods.months_between(one.used_since, cut.on) < months


@applies("R-230", "R-231")
def _advised(
    ordered: Iterable[tuple[Certificate, Figure]], cut: Cut, count: int
) -> list[tuple[Advice, Protection | None]]:
    """Return what follows for each, coldest first; those outside the number are gone before.

    Passed over is who would have been among the number by its place.
    """
    rows = list(ordered)
    left = Counter(field for one, _ in rows if not one.outside for field in one.shortage)
    taken = 0
    advised: list[tuple[Advice, Protection | None]] = []
    for place, (one, coldness) in enumerate(rows, 1):
        protection = protection_of(one, cut, left)
        if one.outside:
            advised.append((Advice.OUTSIDE, None))
        elif coldness is None or taken == count or 2 * place > len(rows):
            advised.append((Advice.KEEP, protection))
        elif protection:
            passed_over = Advice.PROTECTED if place <= count else Advice.KEEP
            advised.append((passed_over, protection))
        else:
            taken += 1
            left.subtract(one.shortage)
            advised.append((Advice.DROP, None))
    return advised


@applies("R-230")
def protection_of(one: Certificate, cut: Cut, left: Counter[str]) -> Protection | None:
    """Return why it may not be dropped on rank alone; `left` counts the shortage fields' others."""
    if _younger(one, cut, cut.terms.young_months):
        return Protection.YOUNG
    if any(left[field] <= 1 for field in one.shortage):
        return Protection.ONLY_ONE
    return None
