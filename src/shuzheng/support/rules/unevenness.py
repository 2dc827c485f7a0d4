"""How uneven conditions are between institutions, and who stands in the lowest fifth.

Rule: R-241; figure: K-26. Source: handbook 5. Each of four amounts is taken per pilot student of an
institution; across the institutions stand the coefficient of variation and, beside it, the Gini
coefficient. What a newcomer would get wrong:

* every measure stands for itself: no average hides a school without qualified teachers behind its
  many seats;
* an institution without data, or with too few pilot students, is left out of that measure; it is
  neither low nor high;
* the spread is over all institutions that have data, so the deviation is of a population, not of a
  sample, and who is as low as the last of the lowest fifth is among them, unless most are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

VERSION: Final = 1
"""Of the formula: figures of two versions are not compared."""

FEWEST: Final = 2
"""One institution alone is not uneven with anybody."""


class Measure(StrEnum):
    """What is held against the number of pilot students."""

    HOURS = auto()
    SPENDING = auto()
    TEACHERS = auto()
    SEATS = auto()


MEASURES: Final = {
    Measure.HOURS: N_("Training hours"),
    Measure.SPENDING: N_("Spending"),
    Measure.TEACHERS: N_("Teachers with a qualification"),
    Measure.SEATS: N_("Seats for assessment"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of the rulebook that a measurement was made by; it carries them."""

    lowest_share: int
    smallest_group: int


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, where it comes from ("" for the platform's own count), and as of which day."""

    amount: int
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution in a measurement: how many pilot students, and what there is for them."""

    code: str
    name: str
    city: str
    students: int
    fields: tuple[str, ...] = ()
    leads: bool = False
    amounts: Mapping[Measure, Amount] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """All that a measurement was computed from: frozen, and computed again from nothing else."""

    since: date
    until: date
    terms: Terms
    institutions: tuple[Institution, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart institutions stand in one measure; None where there is no data."""

    count: int
    mean: Fraction | None
    variation_squared: Fraction | None
    gini: Fraction | None

    @property
    def variation(self) -> str:
        """The coefficient of variation to three places, rounded half up, or "" without data."""
        return "" if self.variation_squared is None else _root(self.variation_squared)


@applies("R-241")
def terms(today: date, book: Rulebook) -> Terms:
    """Return the terms that a measurement of `today` is made by."""
    said = book.on(today, "R-241")
    return Terms(said.integer("lowest_share"), said.integer("smallest_group"))


@applies("R-241")
def per_student(one: Institution, measure: Measure, terms: Terms) -> Fraction | None:
    """Return an amount per pilot student; None without the amount or with too few students."""
    told = one.amounts.get(measure)
    if told is None or one.students < max(terms.smallest_group, 1):
        return None
    return Fraction(told.amount, one.students)


@applies("R-241")
def values(table: Table, measure: Measure) -> dict[str, Fraction]:
    """Return what each institution with data has per pilot student, by code."""
    found = ((one.code, per_student(one, measure, table.terms)) for one in table.institutions)
    return {code: value for code, value in found if value is not None}


@applies("R-241")
def spread(found: Collection[Fraction]) -> Spread:
    """Return K-26 over the values of all institutions with data."""
    count = len(found)
    if count < FEWEST:
        return Spread(count, sum(found, Fraction()) / count if count else None, None, None)
    total = sum(found, Fraction())
    mean = total / count
    if not total:
        return Spread(count, mean, None, None)
    variance = sum(((value - mean) ** 2 for value in found), Fraction()) / count
    ranked = enumerate(sorted(found), 1)
    weighted = sum((place * value for place, value in ranked), Fraction())
    gini = 2 * weighted / (count * total) - Fraction(count + 1, count)
    return Spread(count, mean, variance / mean**2, gini)


@applies("R-241")
def lowest(found: Mapping[str, Fraction], share: int) -> frozenset[str]:
    """Return who stands in the lowest part, of `share` percent rounded half up.

    Who has as little as the last of them belongs to them, unless most have as little: what is
    common is not low. Nobody at the mean or above is: where all have the same, nobody is.
    """
    wanted = (2 * share * len(found) + 100) // 200
    if not wanted:
        return frozenset()
    border = sorted(found.values())[wanted - 1]
    mean = sum(found.values(), Fraction()) / len(found)
    low = {code: value for code, value in found.items() if value <= border and value < mean}
    if 2 * len(low) > len(found):
        low = {code: value for code, value in low.items() if value < border}
    return frozenset(low)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one institution stands: per pilot student, and in what it is among the lowest."""

    institution: Institution
    values: Mapping[Measure, Fraction]
    low: frozenset[Measure]


@applies("R-241")
def standings(table: Table) -> list[Standing]:
    """Return where every institution stands, who lacks most first, then by code."""
    every = {measure: values(table, measure) for measure in Measure}
    low = {measure: lowest(found, table.terms.lowest_share) for measure, found in every.items()}
    made = [
        Standing(
            one,
            {
                measure: every[measure][one.code]
                for measure in Measure
                if one.code in every[measure]
            },
            frozenset(measure for measure in Measure if one.code in low[measure]),
        )
        for one in table.institutions
    ]
    return sorted(made, key=lambda one: (-len(one.low), one.institution.code))


@applies("R-241")
def spreads(table: Table) -> dict[Measure, Spread]:
    """Return K-26 of every measure."""
    return {measure: spread(list(values(table, measure).values())) for measure in Measure}


def rounded(value: Fraction, places: int) -> str:
    """Return a value that is not negative as people write it, rounded half up."""
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}}" if places else str(whole)


def _root(square: Fraction) -> str:
    """Return the square root to three places, rounded half up, without floating point."""
    quadruple = 4 * square.numerator * 10**6 // square.denominator
    thousandths = (isqrt(quadruple) + 1) // 2
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def mean_of(found: Sequence[Fraction]) -> Fraction | None:
    """Return the mean of some values, or None of none."""
    return sum(found, Fraction()) / len(found) if found else None
