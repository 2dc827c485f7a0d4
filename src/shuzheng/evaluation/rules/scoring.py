"""The yearly score of one party from its inputs, exact (K-41, K-42, K-43), and its grade.

Rules: R-218, R-212. Source: handbook 5. Each part is a share from 0 to 1; an indicator of several
parts is their mean. Parts and indicators without data are left out and their weight spread over the
others in proportion; with less than half of the weight left there is no score and no grade: nobody
is graded by what nobody counted. A veto comes last and wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from shuzheng.evaluation.rules import indicators
from shuzheng.evaluation.rules.indicators import OF_PERSONS, Input, Kind
from shuzheng.insight.rules import weighing
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.insight.rules.weighing import Figure, Told
    from shuzheng.kernel.rulebook import Rulebook

THOUSAND: Final = 1_000
PERCENT: Final = 100


class Grade(StrEnum):
    """What a year comes to; NONE without enough data."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    FAILED = auto()
    NONE = auto()


GRADES: Final = {
    Grade.A: N_("Grade A"),
    Grade.B: N_("Grade B"),
    Grade.C: N_("Grade C"),
    Grade.D: N_("Grade D"),
    Grade.FAILED: N_("Failed on veto"),
    Grade.NONE: N_("Not graded: too little data"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers by which scores are judged: percent, persons, upheld complaints per thousand."""

    weights: Mapping[str, int]
    smallest_group: int
    complaint_scale: int
    grade_a: int
    grade_b: int
    grade_c: int
    share: int


@dataclass(frozen=True, slots=True)
class Part:
    """One input and what it comes to; without data `value` is None."""

    what: Input
    told: Told | None
    value: Figure


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator: its weight as published, and as it counts here (0 without data)."""

    key: str
    weight: int
    counted: Fraction
    value: Figure
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A whole score from 0 to 1, with everything on the way; `missing` have no data."""

    lines: tuple[Scored, ...]
    total: Figure

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the keys of the weighted indicators without data."""
        return tuple(one.key for one in self.lines if one.weight and one.value is None)


@applies("R-218")
def terms(kind: Kind, weights: Mapping[str, int], on: date, book: Rulebook) -> Terms:
    """Return the terms of a score that is frozen on `on` with these published weights."""
    found = book.on(on, "R-218")
    return Terms(
        dict(weights),
        found.integer("smallest_group"),
        found.integer("complaint_scale"),
        found.integer("grade_a"),
        found.integer("grade_b"),
        found.integer("grade_c"),
        found.integer("pilot_share") if kind is Kind.INSTITUTION else PERCENT,
    )


@applies("R-218")
def value(what: Input, told: Told | None, given: Terms) -> Figure:
    """Return one input as a share from 0 to 1; completion beyond the plan gains nothing."""
    smallest = given.smallest_group if what in OF_PERSONS else 1
    found = weighing.share(told, smallest)
    if found is None:
        return None
    if what is Input.UPHELD:
        return max(Fraction(0), 1 - found * THOUSAND / given.complaint_scale)
    return min(Fraction(1), found)


@applies("R-218")
def score(kind: Kind, inputs: Mapping[Input, Told], given: Terms) -> Score:
    """Return the score of one party."""
    found: list[tuple[indicators.Indicator, Figure, tuple[Part, ...]]] = []
    for one in indicators.SETS[kind]:
        parts = tuple(
            Part(what, inputs.get(what), value(what, inputs.get(what), given)) for what in one.parts
        )
        alike = dict.fromkeys((str(part.what) for part in parts), 1)
        mean = weighing.weighted(alike, {str(part.what): part.value for part in parts})
        found.append((one, mean, parts))
    weights = {one.key: given.weights[one.key] for one, _, _ in found}
    held = sum(weights[one.key] for one, mean, _ in found if mean is not None)
    lines = tuple(
        Scored(
            one.key,
            weights[one.key],
            Fraction(weights[one.key], held) if mean is not None and held else Fraction(0),
            mean,
            parts,
        )
        for one, mean, parts in found
    )
    return Score(lines, weighing.weighted(weights, {one.key: mean for one, mean, _ in found}))


@applies("R-212", "R-218")
def grade(total: Figure, given: Terms, *, vetoed: bool) -> Grade:
    """Return the grade of a score: a veto fails it whatever it is, and too little data has none."""
    if vetoed:
        return Grade.FAILED
    if total is None:
        return Grade.NONE
    bounds = ((Grade.A, given.grade_a), (Grade.B, given.grade_b), (Grade.C, given.grade_c))
    return next((name for name, least in bounds if total * PERCENT >= least), Grade.D)


@applies("R-218")
def points(total: Figure, given: Terms, *, vetoed: bool) -> Figure:
    """Return what a score is worth in the yearly comprehensive evaluation, as a share of all of it.

    Other kinds than institutions have none of their own: their share is the whole.
    """
    if vetoed:
        return Fraction(0)
    return None if total is None else total * given.share / PERCENT


@applies("R-212")
def veto_counts(kind: Kind, on: date, book: Rulebook) -> bool:
    """Return whether a veto fails this kind: institutions only where the province says so."""
    return kind is not Kind.INSTITUTION or book.on(on, "R-212").boolean("veto_institutions")
