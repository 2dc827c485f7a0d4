"""The list of a year's review: what is dropped, watched and added, on which ground.

Rules: R-230, R-231, R-232. Source: handbook 3.15; 本省试点情况概述. The ranking writes the first
list; experts may change it, with a reason. Never more than the limit is dropped, and whoever the
ranking protects is not dropped on rank alone. A veto or a national decision stands outside both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.adjustment.rules.ranking import Advice
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shuzheng.adjustment.rules.cut import Cut
    from shuzheng.adjustment.rules.ranking import Place, Ranking


class Fate(StrEnum):
    """What the list says of a certificate."""

    DROP = auto()
    WATCH = auto()
    KEEP = auto()


class Ground(StrEnum):
    """On what a line of the list rests."""

    RANK = auto()
    EXPERTS = auto()
    VETO = auto()
    NATIONAL = auto()


FATES: Final = {
    Fate.DROP: N_("Drop"),
    Fate.WATCH: N_("Watch"),
    Fate.KEEP: N_("Keep"),
}
GROUNDS: Final = {
    Ground.RANK: N_("Rank in the cut"),
    Ground.EXPERTS: N_("Opinion of the experts"),
    Ground.VETO: N_("Veto against the organisation"),
    Ground.NATIONAL: N_("National decision"),
}
OUTSIDE: Final = frozenset({Ground.VETO, Ground.NATIONAL})
"""Grounds that stand outside the number."""


class TooMany(Refusal):
    """More are dropped than may be."""

    code = "review-too-many"
    template = "The list drops {count} certificates; at most {most} may be dropped in a year."
    rule = "R-231"


class NotByRank(Refusal):
    """A certificate that the ranking does not propose is not dropped on rank alone."""

    code = "review-not-by-rank"
    template = "{code} is not dropped on rank alone: the ranking does not propose it."
    rule = "R-230"


class ReasonNeeded(Refusal):
    """Whoever departs from the ranking says why."""

    code = "review-reason-needed"
    template = "{code}: departing from the ranking needs a reason."
    rule = "R-230"


class StaysOutside(Refusal):
    """A veto or a national decision is not the experts' to change."""

    code = "review-stays-outside"
    template = "{code} is dropped by a veto or a national decision, whatever its rank."
    rule = "R-230"


class NotInCut(Refusal):
    """The list is about certificates of the cut."""

    code = "review-not-in-cut"
    status = 404
    template = "The cut of this review has no certificate {code}."
    rule = "R-230"


class AddedAlready(Refusal):
    """What is added is not in use already."""

    code = "review-added-already"
    template = "“{name}” is in use in the province already, or stands on the list."
    rule = "R-232"


@dataclass(frozen=True, slots=True)
class Line:
    """What the list says of one certificate."""

    code: str
    fate: Fate
    ground: Ground
    reason: str = ""


@applies("R-230", "R-231")
def first(cut: Cut, ranking: Ranking) -> list[Line]:
    """Return the list as the ranking alone gives it: drops, and a watch on whoever it passed over.

    Certificates that simply stay are not in it.
    """
    outside = {one.code: one.outside for one in cut.certificates if one.outside}
    made = []
    for place in ranking.places:
        if place.advice is Advice.OUTSIDE:
            made.append(Line(place.code, Fate.DROP, Ground(outside[place.code])))
        elif place.advice is Advice.DROP:
            made.append(Line(place.code, Fate.DROP, Ground.RANK))
        elif place.advice is Advice.PROTECTED:
            made.append(Line(place.code, Fate.WATCH, Ground.RANK))
    return made


@applies("R-230", "R-231")
def changed(code: str, fate: Fate, reason: str, ranking: Ranking) -> Line:
    """Return a line as experts wish it; refuses what the rules do not leave to them."""
    place = place_of(code, ranking)
    if place.advice is Advice.OUTSIDE:
        raise StaysOutside(code=code)
    advised = {Advice.DROP: Fate.DROP, Advice.PROTECTED: Fate.WATCH}.get(place.advice, Fate.KEEP)
    if fate is advised:
        return Line(code, fate, Ground.RANK, reason)
    if not reason.strip():
        raise ReasonNeeded(code=code)
    return Line(code, fate, Ground.EXPERTS, reason)


@applies("R-230", "R-231")
def check(lines: Sequence[Line], ranking: Ranking) -> None:
    """Refuse a list that drops too many, or drops on rank alone what the ranking does not."""
    for line in lines:
        if line.fate is not Fate.DROP:
            continue
        advice = place_of(line.code, ranking).advice
        if line.ground is Ground.RANK and advice is not Advice.DROP:
            raise NotByRank(code=line.code)
        if line.ground is Ground.EXPERTS and not line.reason.strip():
            raise ReasonNeeded(code=line.code)
    count = dropped(lines)
    if count > ranking.most:
        raise TooMany(count=count, most=ranking.most)


@applies("R-231")
def dropped(lines: Iterable[Line]) -> int:
    """Return how many the list drops within the number."""
    return sum(line.fate is Fate.DROP and line.ground not in OUTSIDE for line in lines)


def place_of(code: str, ranking: Ranking) -> Place:
    """Return a certificate's place; refuses one that is not in the cut."""
    found = [one for one in ranking.places if one.code == code]
    if not found:
        raise NotInCut(code=code)
    return found[0]


@applies("R-232")
def check_addition(name: str, taken: Mapping[str, object] | frozenset[str]) -> None:
    """Refuse to add what is in use or on the list; names are compared without blanks."""
    if "".join(name.split()) in taken:
        raise AddedAlready(name=name)
