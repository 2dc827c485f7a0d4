"""The formulas of the figures, over counts that somebody else took from one frozen cut.

Figures: K-01, K-02, K-03, K-08, K-20, K-38, K-39, and the names of those of `coverage`. Source:
handbook 5; rules R-035, R-036, R-037, R-092, R-237. Shares keep numerator and denominator, and
nothing divided by nothing is “no data”, never 0 % and never 100 %. A formula that changes gets a
new version: figures of two versions are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Formula:
    """What a figure is called and how it is computed; both are marked for translation."""

    id: str
    version: int
    name: str
    words: str


PASS_RATE: Final = Formula(
    "K-01",
    1,
    N_("Pass rate"),
    N_("Passed sittings ÷ sittings with a candidate present, without open misconduct cases."),
)
PASS_RATE_OF_ACCEPTED: Final = Formula(
    "K-01",
    1,
    N_("Pass rate, including absent"),
    N_("Passed sittings ÷ accepted registrations."),
)
ACQUISITION_RATE: Final = Formula(
    "K-02",
    1,
    N_("Acquisition rate"),
    N_("Students of the entry year who hold a certificate ÷ students ever accepted."),
)
PARTICIPATION: Final = Formula(
    "K-03",
    1,
    N_("Participation"),
    N_("Accepted registrations, less those withdrawn, refunded, cancelled or deferred."),
)
CERTIFICATES_IN_USE: Final = Formula(
    "K-08",
    1,
    N_("Certificates in use"),
    N_("Certificates that at least one institution uses, by batch, field, level and state."),
)
CITY_COVERAGE: Final = Formula(
    "K-20",
    1,
    N_("City coverage by sites"),
    N_(
        "Cities with an active site for a certificate piloted there ÷ cities with a pilot "
        "institution."
    ),
)
SOCIAL_SHARE: Final = Formula(
    "K-38",
    1,
    N_("Share of social learners"),
    N_("Registrations of social learners ÷ all registrations."),
)
COMPLETION: Final = Formula(
    "K-39",
    1,
    N_("Completion of plan"),
    N_("Accepted registrations ÷ (planned headcount − recorded refusals)."),
)
COORDINATION: Final = Formula(
    "K-07",
    1,
    N_("Coverage of coordination"),
    N_(
        "Institutions whose filing of the year is on file ÷ all institutions of the kinds that may"
        " file."
    ),
)
REACHED: Final = Formula(
    "R-093",
    1,
    N_("Pilot institutions with sites within reach"),
    N_(
        "Pilot institutions that have an active site in their own city for every certificate they"
        " use ÷ pilot institutions that use a certificate."
    ),
)
MAJORS_COVERED: Final = Formula(
    "R-040",
    1,
    N_("Coverage of majors"),
    N_(
        "Majors of a department with a student assessed in the year ÷ majors of its classes with"
        " students in the year."
    ),
)
FORMULAS: Final = (
    PASS_RATE,
    PASS_RATE_OF_ACCEPTED,
    ACQUISITION_RATE,
    PARTICIPATION,
    CERTIFICATES_IN_USE,
    CITY_COVERAGE,
    SOCIAL_SHARE,
    COMPLETION,
    COORDINATION,
    REACHED,
    MAJORS_COVERED,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator over a denominator; `value` is None where there is no data."""

    formula: Formula
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The exact share, or None without data."""
        return Fraction(self.numerator, self.denominator) if self.denominator > 0 else None

    @property
    def tenths(self) -> int | None:
        """The share in tenths of a percent, rounded half up, or None without data."""
        return None if self.value is None else floor(self.value * 1000 + Fraction(1, 2))

    @property
    def percent(self) -> str:
        """The share as it is printed, such as "97.3", or "" without data."""
        tenths = self.tenths
        return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Count:
    """A plain number of something."""

    formula: Formula
    value: int


@dataclass(frozen=True, slots=True)
class Sittings:
    """Counts behind the pass rate, taken over sittings.

    `present` counts states `present` and `submitted`, and whatever became of them later (misconduct
    upheld, dismissed or open). `disputed` are those of them whose misconduct is under enquiry or
    appeal. `passed` counts passed ones that are not disputed. `accepted` counts registrations.
    """

    present: int
    disputed: int
    passed: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Registrations:
    """Counts behind participation: all that were ever accepted, and what became of some of them.

    Each registration is counted in at most one of the last four.
    """

    accepted: int
    withdrawn: int
    refunded: int
    cancelled: int
    deferred: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """City coverage with the cities that lack a site, in the order of their codes."""

    share: Share
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Certificates in use: how many, by any one dimension, and what came and went in the year."""

    count: Count
    by: Mapping[str, int]
    entered: int
    left: int


@applies("R-237")
def pass_rate(counts: Sittings) -> Share:
    """Return K-01; misconduct that was upheld counts as not passed."""
    return Share(PASS_RATE, counts.passed, counts.present - counts.disputed)


@applies("R-237")
def pass_rate_of_accepted(counts: Sittings) -> Share:
    """Return K-01 over accepted registrations, absent candidates included."""
    return Share(PASS_RATE_OF_ACCEPTED, counts.passed, counts.accepted)


@applies("R-237")
def acquisition_rate(holders: int, accepted_students: int) -> Share:
    """Return K-02 over distinct students; revoked certificates make nobody a holder."""
    return Share(ACQUISITION_RATE, holders, accepted_students)


@applies("R-237", "R-035")
def participation(counts: Registrations) -> Count:
    """Return K-03; ask once per kind of candidate. A deferred one counts where it is sat."""
    gone = counts.withdrawn + counts.refunded + counts.cancelled + counts.deferred
    return Count(PARTICIPATION, counts.accepted - gone)


def certificates_in_use(by: Mapping[str, int], entered: int, left: int) -> Use:
    """Return K-08 from the number of certificates in use by batch, field, level or state."""
    return Use(Count(CERTIFICATES_IN_USE, sum(by.values())), dict(by), entered, left)


@applies("R-092")
def city_coverage(
    piloted: Mapping[str, Collection[str]], sites: Mapping[str, Collection[str]]
) -> Coverage:
    """Return K-20 from the certificates piloted, and those with an active site, by city code.

    `piloted` has every prefecture-level city with a pilot institution, also one whose institutions
    use no certificate yet; directly administered counties are not cities. A site for a certificate
    that nobody pilots in its city covers nothing.
    """
    lacking = tuple(
        sorted(city for city, used in piloted.items() if not set(used) & set(sites.get(city, ())))
    )
    return Coverage(Share(CITY_COVERAGE, len(piloted) - len(lacking), len(piloted)), lacking)


@applies("R-035", "R-036")
def social_share(social: int, everybody: int) -> Share:
    """Return K-38."""
    return Share(SOCIAL_SHARE, social, everybody)


@applies("R-037")
def completion(accepted: int, planned: int | None, refusals: int) -> Share:
    """Return K-39; it may pass 100 %. Without a planned headcount there is no data.

    Refusals are the students' own and are never held against the institution.
    """
    return Share(COMPLETION, accepted, max(0, planned - refusals) if planned else 0)


@applies("R-037")
def falls_short(done: Share, today: date, book: Rulebook) -> bool:
    """Return whether a plan's completion lags so far behind that the office is warned."""
    lag = book.on(today, "R-037").integer("shortfall_warn")
    return done.value is not None and done.value * 100 < 100 - lag
