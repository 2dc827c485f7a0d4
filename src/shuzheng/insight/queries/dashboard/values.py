"""What a dashboard is made of: counts, lines of a breakdown, totals. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from shuzheng.insight.core.dimensions import Dimension, ScopeKind
from shuzheng.insight.rules import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.insight.access import Scope
    from shuzheng.insight.queries.cuts import CutBrief
    from shuzheng.insight.rules.figures import Coverage, Share, Use

MEASURES: Final = ("registered", "sat", "rate", "issued", "in_force", "acquired", "completed")
"""What a line can show or hide, in the order of a table's columns."""

DIMENSIONS: Final = {
    ScopeKind.PROVINCE: (
        Dimension.CITY,
        Dimension.INSTITUTION,
        Dimension.ORGANISATION,
        Dimension.CERTIFICATE,
        Dimension.LEVEL,
        Dimension.MONTH,
        Dimension.KIND,
        Dimension.COHORT,
    ),
    ScopeKind.CITY: (
        Dimension.INSTITUTION,
        Dimension.CERTIFICATE,
        Dimension.LEVEL,
        Dimension.MONTH,
        Dimension.KIND,
        Dimension.COHORT,
    ),
    ScopeKind.INSTITUTION: (
        Dimension.CERTIFICATE,
        Dimension.LEVEL,
        Dimension.MONTH,
        Dimension.KIND,
        Dimension.COHORT,
    ),
    ScopeKind.ORGANISATION: (
        Dimension.CITY,
        Dimension.INSTITUTION,
        Dimension.CERTIFICATE,
        Dimension.LEVEL,
        Dimension.MONTH,
        Dimension.KIND,
        Dimension.COHORT,
    ),
}
"""Which breakdowns each scope has, in the order of their tabs."""

OPEN_DIMENSIONS: Final = (
    Dimension.CITY,
    Dimension.CERTIFICATE,
    Dimension.LEVEL,
    Dimension.MONTH,
    Dimension.KIND,
    Dimension.COHORT,
)
"""Which breakdowns of the province anybody may see."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over rows of a cut; see `models.CutRow`."""

    accepted: int = 0
    withdrawn: int = 0
    refunded: int = 0
    cancelled: int = 0
    deferred: int = 0
    due: int = 0
    sat: int = 0
    disputed: int = 0
    passed: int = 0
    absent: int = 0
    awaiting: int = 0
    issued: int = 0
    in_force: int = 0
    suspended: int = 0
    revoked: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sums of both."""
        return Counts(*(getattr(self, n) + getattr(other, n) for n in self.__dataclass_fields__))

    @property
    def registered(self) -> int:
        """Participation (K-03)."""
        return figures.participation(
            figures.Registrations(
                self.accepted, self.withdrawn, self.refunded, self.cancelled, self.deferred
            )
        ).value

    @property
    def sittings(self) -> figures.Sittings:
        """The counts behind the pass rate (K-01)."""
        return figures.Sittings(self.sat, self.disputed, self.passed, self.due)


@dataclass(frozen=True, slots=True)
class Line:
    """One group of a breakdown.

    A measure is None where it does not apply to the group, or where it is hidden, and then its name
    is in `hidden`. `link` is the slug of the group's own figures, "" where there are none.
    """

    key: str
    name: str
    code: str = ""
    link: str = ""
    registered: int | None = None
    sat: int | None = None
    rate: Share | None = None
    issued: int | None = None
    in_force: int | None = None
    acquired: Share | None = None
    completed: Share | None = None
    covered: bool | None = None
    hidden: frozenset[str] = frozenset()

    def without(self, *measures: str) -> Line:
        """Return this line with measures hidden."""
        gone = dict.fromkeys(measures)
        return replace(self, **gone, hidden=self.hidden | set(measures))  # type: ignore[arg-type]  # every measure may be None

    def amount(self, measure: str) -> int | None:
        """Return a measure as a number to sort and draw by: a count, or tenths of a percent."""
        value = getattr(self, measure)
        return value.tenths if isinstance(value, figures.Share) else value


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The figures by one dimension, in its own order (by code, by month, by level)."""

    dimension: Dimension
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class UseSummary:
    """Certificates in use (K-08): how many, by what, and how many institutions use any."""

    use: Use
    by_batch: Mapping[str, int]
    by_field: Mapping[str, int]
    by_level: Mapping[str, int]
    by_state: Mapping[str, int]
    institutions: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the whole scope; a name in `hidden` is not to be shown."""

    registered: int | None
    persons: int | None
    social: int | None
    social_share: Share | None
    rate: Share | None
    rate_of_accepted: Share | None
    awaiting: int | None
    issued: int | None
    in_force: int | None
    acquired: Share | None
    completed: Share | None
    coverage: Coverage | None
    use: UseSummary
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything a page of figures shows, from one cut and for one calendar year.

    `cities` fills the tiles: every prefecture-level city, with or without figures; `certificates`
    a chart.
    """

    scope: Scope
    cut: CutBrief
    year: int
    years: tuple[int, ...]
    totals: Totals
    monthly: tuple[Line, ...]
    cities: tuple[Line, ...]
    certificates: tuple[Line, ...]
    breakdown: Breakdown
    dimensions: tuple[Dimension, ...] = field(default_factory=tuple)
