"""Whether what a certificate's standard asks for fits what the market asks for (R-219).

Source: 试点困难与对策论文 四（二）, “确保证书的技能要求和市场需求相匹配”; the measure is M of K-11
(handbook 5): demand, satisfied enterprises, and how fresh the standard is. It is computed from the
frozen cut of the catalogue review and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.adjustment.rules import figures
from shuzheng.adjustment.rules.cut import Input
from shuzheng.insight.rules import weighing
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection

    from shuzheng.adjustment.rules.cut import Certificate, Cut
    from shuzheng.adjustment.rules.ranking import Place, Ranking
    from shuzheng.insight.rules.weighing import Figure


class Fit(StrEnum):
    """How a certificate stands to the market."""

    SHORT = auto()
    UNKNOWN = auto()
    FITS = auto()


LABELS: Final = {
    Fit.SHORT: N_("Falls short of the market"),
    Fit.UNKNOWN: N_("Not known yet"),
    Fit.FITS: N_("Fits the market"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One certificate: M with its three parts, and how it stands.

    `weakest` is the part that lacks most of its weight, "" where none lacks anything or M has no
    data.
    """

    code: str
    name: str
    organisation: str
    met: Figure
    demand: Figure
    satisfied: Figure
    freshness: Figure
    fit: Fit
    weakest: str


@applies("R-219", "R-234")
def judge(met: Figure, level: int) -> Fit:
    """Return how a certificate with M stands; `level` is the least M that fits, in percent."""
    if met is None:
        return Fit.UNKNOWN
    return Fit.FITS if met * figures.PERCENT >= level else Fit.SHORT


@applies("R-219")
def check(cut: Cut, ranking: Ranking, codes: Collection[str] | None = None) -> list[Checked]:
    """Return the certificates of a cut with their fit, worst first; only `codes`, if given."""
    places = {one.code: one for one in ranking.places}
    found = [
        _checked(one, places[one.code], cut.terms.match_level)
        for one in cut.certificates
        if codes is None or one.code in codes
    ]
    order = list(Fit)
    return sorted(found, key=lambda one: (order.index(one.fit), one.met or 0, one.code))


def _checked(one: Certificate, place: Place, level: int) -> Checked:
    parts = {
        "demand": place.demand,
        "satisfied": weighing.share(one.said(Input.SATISFIED)),
        "freshness": place.freshness,
    }
    return Checked(
        one.code,
        one.name,
        one.organisation,
        place.need_met,
        parts["demand"],
        parts["satisfied"],
        parts["freshness"],
        judge(place.need_met, level),
        weakest(parts) if place.need_met is not None else "",
    )


def weakest(parts: dict[str, Figure]) -> str:
    """Return the part of M that lacks most: its weight times what it is short of 1."""
    lacks = {
        name: figures.MATCH[name] * (1 - value)
        for name, value in parts.items()
        if value is not None and value < 1
    }
    return max(lacks, key=lambda name: lacks[name], default="")
