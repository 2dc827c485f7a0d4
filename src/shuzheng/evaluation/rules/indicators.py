"""What is evaluated, and by which figures: K-43 (institutions), K-42 (sites), K-41 (organisations).

Rule: R-218. Source: handbook 5; 皖教秘职成〔2021〕41号 三（五）,
“将试点工作推进情况纳入职业院校年度综合考核指标体系”. An indicator is made of
one part or of the mean of several, and a part is one input: so many of so many. What a
newcomer gets wrong: which inputs come from a sheet is said here too, so that no sheet can replace
what the platform counts itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

WHOLE: Final = 100


class Kind(StrEnum):
    """What kind of party a year's evaluation is of."""

    INSTITUTION = auto()
    SITE = auto()
    ORGANISATION = auto()


KINDS: Final = {
    Kind.INSTITUTION: N_("Institutions"),
    Kind.SITE: N_("Assessment sites"),
    Kind.ORGANISATION: N_("Evaluation organisations"),
}
IN_CITIES: Final = frozenset({Kind.INSTITUTION, Kind.SITE})
"""Kinds of which a city bureau gives its opinion: organisations belong to no city here."""


class Input(StrEnum):
    """One count of how many; the names stand in frozen figures and never change."""

    ACQUIRED = auto()
    MAJORS = auto()
    MAPPED = auto()
    REGULAR = auto()
    QUALIFIED = auto()
    ON_TIME = auto()
    REACHED = auto()
    FREE = auto()
    EXEMPT = auto()
    RECTIFIED = auto()
    COMPLETED = auto()
    MATCHED = auto()
    RETAINED = auto()
    SEATS_USED = auto()
    CANDIDATES_SATISFIED = auto()
    ENTERPRISES_SATISFIED = auto()
    PUNCTUAL = auto()
    UPHELD = auto()
    FRESH = auto()


INPUTS: Final = {
    Input.ACQUIRED: N_("Students who hold a certificate, of those ever accepted"),
    Input.MAJORS: N_("Majors with a filed certificate, of those enrolling"),
    Input.MAPPED: N_("Skill requirements mapped to courses, of all"),
    Input.REGULAR: N_("Sessions held by the rules, of those held"),
    Input.QUALIFIED: N_("Teachers with a valid qualification, of the specialised ones"),
    Input.ON_TIME: N_("Reports filed on time, of those due"),
    Input.REACHED: N_("Leaving students who sat or are registered, or refused, of all"),
    Input.FREE: N_("Students whose first assessment was free, of those who sat one"),
    Input.EXEMPT: N_("Hardship students charged nothing, of those registered"),
    Input.RECTIFIED: N_("Findings closed in time, of those due"),
    Input.COMPLETED: N_("Registrations accepted, of the plan less refusals"),
    Input.MATCHED: N_("Holders in matching jobs, of those asked"),
    Input.RETAINED: N_("Holders still employed after six months, of those asked"),
    Input.SEATS_USED: N_("Seats used, of those offered"),
    Input.CANDIDATES_SATISFIED: N_("Satisfied candidates, of those asked"),
    Input.ENTERPRISES_SATISFIED: N_("Enterprises with 4 or 5 of 5, of the valid answers"),
    Input.PUNCTUAL: N_("Results and certificates out by their day, of those due"),
    Input.UPHELD: N_("Complaints upheld, of the candidates"),
    Input.FRESH: N_("Freshness of the standards, of full freshness"),
}
OF_PERSONS: Final = frozenset(
    {
        Input.ACQUIRED,
        Input.REACHED,
        Input.FREE,
        Input.EXEMPT,
        Input.MATCHED,
        Input.RETAINED,
        Input.CANDIDATES_SATISFIED,
    }
)
"""Shares over students and holders: over fewer than the smallest group they count as no data."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a set: its key in the rulebook, its figure's number, its parts."""

    key: str
    figure: str
    name: str
    parts: tuple[Input, ...]


SETS: Final[Mapping[Kind, tuple[Indicator, ...]]] = {
    Kind.INSTITUTION: (
        Indicator("acquisition", "K-02", N_("Acquisition rate"), (Input.ACQUIRED,)),
        Indicator("majors", "K-04", N_("Major coverage"), (Input.MAJORS,)),
        Indicator("mapping", "K-05", N_("Coverage of certificates by courses"), (Input.MAPPED,)),
        Indicator("regularity", "K-15", N_("Standardised assessment"), (Input.REGULAR,)),
        Indicator("teachers", "K-24", N_("Qualified teachers"), (Input.QUALIFIED,)),
        Indicator("reporting", "K-27", N_("Report discipline"), (Input.ON_TIME,)),
        Indicator(
            "guarantee",
            "K-28",
            N_("Guarantee of a first certificate"),
            (Input.REACHED, Input.FREE, Input.EXEMPT),
        ),
        Indicator("rectification", "K-34", N_("Rectification in time"), (Input.RECTIFIED,)),
        Indicator("completion", "K-39", N_("Completion of plan"), (Input.COMPLETED,)),
        Indicator("employment", "K-40", N_("Employment quality"), (Input.MATCHED, Input.RETAINED)),
    ),
    Kind.SITE: (
        Indicator("regularity", "K-15", N_("Standardised assessment"), (Input.REGULAR,)),
        Indicator("seats", "K-42", N_("Use of seats"), (Input.SEATS_USED,)),
        Indicator("rectification", "K-34", N_("Rectification in time"), (Input.RECTIFIED,)),
        Indicator(
            "candidates", "K-42", N_("Satisfaction of candidates"), (Input.CANDIDATES_SATISFIED,)
        ),
    ),
    Kind.ORGANISATION: (
        Indicator("regularity", "K-15", N_("Standardised assessment"), (Input.REGULAR,)),
        Indicator(
            "enterprises", "K-13", N_("Enterprise satisfaction"), (Input.ENTERPRISES_SATISFIED,)
        ),
        Indicator("punctuality", "K-41", N_("Results and certificates in time"), (Input.PUNCTUAL,)),
        Indicator("complaints", "K-41", N_("Few complaints upheld"), (Input.UPHELD,)),
        Indicator("rectification", "K-34", N_("Rectification in time"), (Input.RECTIFIED,)),
        Indicator("freshness", "K-41", N_("Freshness of the standard"), (Input.FRESH,)),
    ),
}
"""The indicators of each kind, in the order of the handbook; which weight each has is a setting."""

TOLD: Final[Mapping[Kind, frozenset[Input]]] = {
    Kind.INSTITUTION: frozenset(
        {
            Input.MAJORS,
            Input.MAPPED,
            Input.QUALIFIED,
            Input.REACHED,
            Input.FREE,
            Input.EXEMPT,
            Input.MATCHED,
            Input.RETAINED,
        }
    ),
    Kind.SITE: frozenset({Input.SEATS_USED, Input.CANDIDATES_SATISFIED}),
    Kind.ORGANISATION: frozenset({Input.ENTERPRISES_SATISFIED, Input.PUNCTUAL, Input.UPHELD}),
}
"""What no room of the platform counts yet and a sheet tells, by kind."""


class BadWeights(Refusal):
    """The weights of a set are those of its indicators and make a whole."""

    code = "evaluation-bad-weights"
    template = "The weights make 100 together, now they make {sum}."
    rule = "R-218"


@applies("R-218")
def weights(kind: Kind, on: date, book: Rulebook) -> dict[str, int]:
    """Return the weights that the rulebook gives the indicators of a kind, in percent."""
    given = book.on(on, "R-218").table(f"{kind}_weights")
    return {one.key: given[one.key] for one in SETS[kind]}


@applies("R-218")
def check_weights(kind: Kind, given: Mapping[str, int]) -> None:
    """Refuse weights that do not make 100 together; 0 leaves an indicator out."""
    total = sum(given.get(one.key, 0) for one in SETS[kind])
    known = {one.key for one in SETS[kind]}
    if total != WHOLE or set(given) != known or min(given.values()) < 0:
        raise BadWeights(sum=total)


def of(kind: Kind, key: str) -> Indicator:
    """Return an indicator of a kind by its key."""
    return next(one for one in SETS[kind] if one.key == key)
