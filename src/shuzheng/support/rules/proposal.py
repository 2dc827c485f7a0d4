"""Which strong institution is proposed to help which weak one: a published rule, no taste.

Rules: R-240 (strong ones are paired with weak ones), R-241 (whom to help is measured). Whoever
stands among the lowest in a measure is to be helped in it. Strong is who is among the lowest in
nothing and has at least the mean in every measure in which the other is weak. Of these the same
city comes first, then who shares a field of certificates, then who is expected to lead (R-004),
then who has most; last the code. The office may pair others and says why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from shuzheng.kernel.rulebook import applies
from shuzheng.support.rules import unevenness
from shuzheng.support.rules.unevenness import Measure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook
    from shuzheng.support.rules.unevenness import Spread, Standing, Table


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who would help whom, in what, and what speaks for it; `helper` is "" where nobody can."""

    helped: str
    helper: str
    measures: tuple[Measure, ...]
    same_city: bool = False
    shared_fields: tuple[str, ...] = ()
    leads: bool = False


@applies("R-240")
def most_helped(today: date, book: Rulebook) -> int:
    """Return how many institutions one helps at a time."""
    return book.on(today, "R-240").integer("helps_most")


@applies("R-240", "R-241")
def propose(
    table: Table,
    most: int,
    *,
    helping: Mapping[str, int] | None = None,
    helped: Collection[str] = (),
    barred: Collection[str] = (),
) -> list[Proposal]:
    """Return a proposal for each institution to be helped, who lacks most first.

    `helping` counts whom each helps already, `helped` are helped already, `barred` may not take
    part in the pilot today and help nobody.
    """
    standings = unevenness.standings(table)
    spreads = unevenness.spreads(table)
    busy = Counter(helping or {})
    strong = [one for one in standings if not one.low and one.institution.code not in barred]
    found = []
    for weak in standings:
        if not weak.low or weak.institution.code in helped:
            continue
        free = [one for one in strong if busy[one.institution.code] < most]
        chosen = _choose(weak, free, spreads)
        if chosen.helper:
            busy[chosen.helper] += 1
        found.append(chosen)
    return found


def _choose(
    weak: Standing, strong: Sequence[Standing], spreads: Mapping[Measure, Spread]
) -> Proposal:
    measures = tuple(measure for measure in Measure if measure in weak.low)
    able = [one for one in strong if _is_able(one, measures, spreads)]
    if not able:
        return Proposal(weak.institution.code, "", measures)
    best = min(able, key=lambda one: _order(weak, one, measures, spreads))
    return Proposal(
        weak.institution.code,
        best.institution.code,
        measures,
        best.institution.city == weak.institution.city,
        _shared(weak, best),
        best.institution.leads,
    )


def _is_able(one: Standing, measures: Sequence[Measure], spreads: Mapping[Measure, Spread]) -> bool:
    """Return whether an institution has at least the mean in all that the other lacks."""
    return all(
        measure in one.values and one.values[measure] >= (spreads[measure].mean or 0)
        for measure in measures
    )


def _order(
    weak: Standing,
    one: Standing,
    measures: Sequence[Measure],
    spreads: Mapping[Measure, Spread],
) -> tuple[object, ...]:
    has = sum(
        (one.values[measure] / (spreads[measure].mean or 1) for measure in measures), Fraction()
    )
    return (
        one.institution.city != weak.institution.city,
        -len(_shared(weak, one)),
        not one.institution.leads,
        -has,
        one.institution.code,
    )


def _shared(weak: Standing, one: Standing) -> tuple[str, ...]:
    return tuple(sorted(set(weak.institution.fields) & set(one.institution.fields)))
