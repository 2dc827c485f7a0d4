"""Put a dashboard together from what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.insight.core.dimensions import Dimension, ScopeKind
from shuzheng.insight.queries import cuts
from shuzheng.insight.queries.counting.people import ISSUED, REGISTERED, SAT
from shuzheng.insight.queries.dashboard import hiding, naming, reading
from shuzheng.insight.queries.dashboard.values import (
    DIMENSIONS,
    OPEN_DIMENSIONS,
    Breakdown,
    Counts,
    Dashboard,
    Line,
    Totals,
)
from shuzheng.insight.rules import figures
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.insight.access import Scope
    from shuzheng.insight.queries.cuts import CutBrief

ACQUIRED_BY = frozenset(
    {
        Dimension.CITY,
        Dimension.INSTITUTION,
        Dimension.ORGANISATION,
        Dimension.CERTIFICATE,
        Dimension.LEVEL,
    }
)
COMPLETED_BY = frozenset({Dimension.CITY, Dimension.INSTITUTION, Dimension.CERTIFICATE})
MEASURED = (REGISTERED, SAT, ISSUED)


def dashboard(scope: Scope, *, year: int = 0, dimension: str = "") -> Dashboard | None:
    """Return the figures of a scope from the newest cut, or None before the first one.

    `year` is a calendar year, by default that of the cut; `dimension` what the table runs over. A
    scope that is not one's own comes with small groups hidden.
    """
    cut = cuts.newest()
    if cut is None:
        return None
    known = DIMENSIONS[scope.kind] if scope.is_own else OPEN_DIMENSIONS
    chosen = Dimension(dimension) if dimension in known else known[0]
    years = reading.years(cut.id, scope)
    this_year = periods.day(cut.taken_at).year
    shown_year = year if year in years else this_year
    builder = _Builder(scope, cut, shown_year)
    return Dashboard(
        scope=scope,
        cut=cut,
        year=shown_year,
        years=tuple(sorted({this_year, *years}, reverse=True)),
        totals=builder.totals(),
        monthly=builder.monthly(),
        cities=builder.cities()
        if scope.kind in {ScopeKind.PROVINCE, ScopeKind.ORGANISATION}
        else (),
        certificates=builder.lines(Dimension.CERTIFICATE),
        breakdown=Breakdown(chosen, builder.lines(chosen)),
        dimensions=known,
    )


def open_dashboard(scope: Scope, *, year: int = 0, dimension: str = "") -> Dashboard | None:
    """Return the province's figures as anybody may see them."""
    if scope.is_own or scope.kind != ScopeKind.PROVINCE:
        raise ValueError("what is open is the province's, seen from outside")
    return dashboard(scope, year=year, dimension=dimension)


class _Builder:
    """Reads one scope of one cut for one year; each breakdown once."""

    def __init__(self, scope: Scope, cut: CutBrief, year: int) -> None:
        self.scope, self.cut, self.year = scope, cut, year
        self._read: dict[str, tuple[Line, ...]] = {}
        self._heads = reading.persons(cut.id, scope, year)
        self._plans = reading.plans(cut.id, scope, year)
        self._coverage, self._counted = reading.coverage(cut.id, scope)

    def lines(self, dimension: str) -> tuple[Line, ...]:
        """Return the lines of a breakdown, small groups hidden where they are not one's own."""
        if dimension not in self._read:
            found = self._whole(dimension)
            self._read[dimension] = found if self.scope.is_own else self._hide(dimension, found)
        return self._read[dimension]

    def monthly(self) -> tuple[Line, ...]:
        """Return every month of the year up to the cut, also those without anything."""
        known = {line.key: line for line in self.lines(Dimension.MONTH)}
        day = periods.day(self.cut.taken_at)
        last = day.month if self.year == day.year else naming.MONTHS
        last = max([last, *(int(key) for key in known)])
        return tuple(
            known.get(str(n)) or Line(str(n), naming.month(n), registered=0, sat=0, issued=0)
            for n in range(1, last + 1)
        )

    def cities(self) -> tuple[Line, ...]:
        """Return every prefecture-level city, with its figures where it has any."""
        known = {line.key: line for line in self.lines(Dimension.CITY) if line.key}
        codes = list(dict.fromkeys([*reading.prefectures(self.cut.id), *known]))
        names = naming.names(Dimension.CITY, codes)
        return tuple(
            known.get(code)
            or Line(
                code,
                names[code].name,
                code,
                names[code].link if self.scope.is_own else "",
                registered=0,
                covered=self._covered(code),
            )
            for code in codes
            if code in names
        )

    @applies("R-036", "R-237")
    def totals(self) -> Totals:
        """Return the figures of the whole scope."""
        cut, scope, year = self.cut.id, self.scope, self.year
        kinds = reading.sums(cut, scope, year, Dimension.KIND)
        counts = sum(kinds.values(), Counts())
        social = kinds.get(CandidateKind.SOCIAL_LEARNER, Counts()).registered
        found = Totals(
            registered=counts.registered,
            persons=self._persons(REGISTERED).get("", 0),
            social=social,
            social_share=figures.social_share(social, counts.registered),
            rate=figures.pass_rate(counts.sittings),
            rate_of_accepted=figures.pass_rate_of_accepted(counts.sittings),
            awaiting=counts.awaiting,
            issued=counts.issued,
            in_force=counts.in_force,
            acquired=reading.cohorts(cut, scope, "").get("") or figures.acquisition_rate(0, 0),
            completed=reading.completion(self._plans, "").get("") or figures.completion(0, None, 0),
            coverage=self._coverage,
            use=reading.use(cut, scope, year),
        )
        if scope.is_own:
            return found
        persons = {measure: self._persons(measure).get("", 0) for measure in MEASURED}
        hidden = (
            name for line in self.lines(Dimension.KIND) for name in line.hidden & {"registered"}
        )
        return hiding.totals(found, persons, frozenset(hidden))

    def _whole(self, dimension: str) -> tuple[Line, ...]:
        cut, scope, year = self.cut.id, self.scope, self.year
        if dimension == Dimension.COHORT:
            acquired = reading.cohorts(cut, scope, dimension)
            names = naming.names(dimension, acquired)
            return tuple(Line(key, names[key].name, acquired=acquired[key]) for key in names)
        sums = reading.sums(cut, scope, year, dimension)
        acquired = reading.cohorts(cut, scope, dimension) if dimension in ACQUIRED_BY else {}
        done = reading.completion(self._plans, dimension) if dimension in COMPLETED_BY else {}
        keys = [*sums, *(key for key in done if key not in sums)]
        names = naming.names(dimension, keys)
        return tuple(
            Line(
                key=key,
                name=name.name,
                code=name.code,
                link=name.link,
                registered=counts.registered,
                sat=figures.pass_rate(counts.sittings).denominator,
                rate=figures.pass_rate(counts.sittings),
                issued=counts.issued,
                in_force=counts.in_force,
                acquired=acquired.get(key),
                completed=done.get(key),
                covered=self._covered(key) if dimension == Dimension.CITY else None,
            )
            for key, name in names.items()
            for counts in (sums.get(key, Counts()),)
        )

    def _covered(self, city: str) -> bool | None:
        """Return whether a city has a site (K-20); None where it needs none."""
        if self._coverage is None or city not in self._counted:
            return None
        return city not in self._coverage.lacking

    def _hide(self, dimension: str, found: Sequence[Line]) -> tuple[Line, ...]:
        persons = {measure: self._persons(measure, dimension) for measure in MEASURED}
        return hiding.lines(found, persons)

    def _persons(self, measure: str, dimension: str = "") -> Mapping[str, int]:
        return self._heads.get((measure, dimension), {})
