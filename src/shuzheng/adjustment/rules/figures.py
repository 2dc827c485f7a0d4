"""The figures of the annual review: demand (K-09), match (K-11), gaps (K-12), and freshness.

Rules: R-231, R-234. Source: handbook 5; 本省试点情况概述, “证书目录与产业需求匹配度提升至95%”.
Everything is exact: fractions, rounded only where they are printed. A part without data is left
out and its weight spread over the others in proportion; with less than half of the weight left the
figure itself is “no data” (None), never 0 and never 1.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from shuzheng.insight.rules import weighing
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shuzheng.insight.rules.weighing import Figure

PERCENT: Final = 100

DEMAND: Final = {"needs": 50, "recognised": 30, "matched": 20}
COLDNESS: Final = {"registered": 40, "institutions": 20, "trend": 20, "demand": 20}
MATCH: Final = {"demand": 50, "satisfied": 30, "freshness": 20}
"""The weights of K-09, K-10 and K-11 (its M), in percent."""


def of_largest(count: int | None, largest: int) -> Figure:
    """Return a count divided by the largest of its kind; no data where nothing was counted."""
    return None if count is None or largest <= 0 else Fraction(count, largest)


@applies("R-231", "R-234")
def demand(needs: Figure, recognised: Figure, matched: Figure) -> Figure:
    """Return the demand index D of a certificate (K-09)."""
    return weighing.weighted(DEMAND, {"needs": needs, "recognised": recognised, "matched": matched})


@applies("R-231")
def trend(now: int, before: int | None) -> Figure:
    """Return g: ½ with as many registrations as two years ago, 0 with none left, 1 with all new."""
    if before is None or now + before == 0:
        return None
    return Fraction(1, 2) + Fraction(now - before, 2 * (now + before))


@applies("R-234")
def need_met(demanded: Figure, satisfied: Figure, fresh: Figure) -> Figure:
    """Return M, how well one certificate meets the need of industry."""
    parts = {"demand": demanded, "satisfied": satisfied, "freshness": fresh}
    return weighing.weighted(MATCH, parts)


@applies("R-234")
def match(rows: Sequence[tuple[int, Figure]], level: int) -> Figure:
    """Return K-11 from (registrations, M) of each certificate; `level` is the least M in percent.

    Certificates whose M has no data are left out like any part without data.
    """
    known = [(weight, met) for weight, met in rows if met is not None]
    left, whole = sum(weight for weight, _ in known), sum(weight for weight, _ in rows)
    if left <= 0 or 2 * left < whole:
        return None
    return Fraction(sum(w for w, met in known if met * PERCENT >= level), left)


@applies("R-234")
def gaps(
    industries: Iterable[str], rows: Sequence[tuple[Sequence[str], Figure]], level: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return K-12: the key industries that no certificate meets, and those of which it is unknown.

    Unknown is an industry without such a certificate, of whose certificates one has no data.
    """
    missing: list[str] = []
    unknown: list[str] = []
    for industry in industries:
        found = [met for served, met in rows if industry in served]
        if any(met is not None and met * PERCENT >= level for met in found):
            continue
        (unknown if None in found else missing).append(industry)
    return tuple(missing), tuple(unknown)
