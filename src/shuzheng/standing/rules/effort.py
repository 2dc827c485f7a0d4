"""Weak effort and slow progress: which figures let a notice be proposed, and what is kept of them.

Rule: R-195. Source: 皖教秘职成〔2021〕41号 三（二）. The document names the two grounds and no
figures, so the thresholds are the platform's own (decision 0054). Whether there is a notice is for
persons to decide: figures only say against whom one may be proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

RULE = "R-195"
WHOLE = 100


class Ground(StrEnum):
    """What a notice of this kind says of an institution."""

    SLOW_PROGRESS = auto()
    WEAK_EFFORT = auto()


LABELS = {Ground.SLOW_PROGRESS: N_("Slow progress"), Ground.WEAK_EFFORT: N_("Weak effort")}


class Indicator(StrEnum):
    """A figure that speaks for one of the grounds."""

    COMPLETION = auto()
    REPORTS_MISSED = auto()


GROUND_OF: Mapping[Indicator, Ground] = {
    Indicator.COMPLETION: Ground.SLOW_PROGRESS,
    Indicator.REPORTS_MISSED: Ground.WEAK_EFFORT,
}
SENTENCES: Mapping[Indicator, str] = {
    Indicator.COMPLETION: N_("Completion of the plan {value}%, at this time at least {limit}%"),
    Indicator.REPORTS_MISSED: N_("{value} reports missed this year, fewer than {limit} tolerated"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a figure was on a day, and what it is measured against; percent or a count."""

    indicator: Indicator
    value: int
    limit: int

    @property
    def ground(self) -> Ground:
        """Return which ground it speaks for."""
        return GROUND_OF[self.indicator]


class NoIndicator(Refusal):
    """No figure speaks for this ground, so nothing can be proposed on it."""

    code = "no-indicator-of-effort"
    status = 409
    template = "No figure speaks for this ground today."
    rule = RULE


class NoticedAlready(Refusal):
    """A notice on effort waits, or was issued earlier in the same year."""

    code = "effort-noticed-already"
    status = 409
    template = "A notice on effort or progress is under way, or was issued this year."
    rule = RULE


@applies("R-195")
def slow(accepted: int, planned: int, since: date, today: date, book: Rulebook) -> Shown | None:
    """Return that an institution's plan of the year goes slowly, or None.

    `planned` is the planned headcount of the whole year less the students' own refusals (K-39),
    `since` the day on which the filing took effect. The year's plan is spread evenly over the days
    from then to the year's end, and what is measured against is a share of what that asks for by
    today. A filing without a headcount, or one of the last few days, is never slow.
    """
    terms = book.on(today, RULE)
    elapsed = (today - since).days
    whole = (today.replace(month=12, day=31) - since).days + 1
    if planned <= 0 or elapsed < terms.integer("effort_grace_days"):
        return None
    share = terms.integer("slow_share")
    if accepted * whole * WHOLE >= planned * elapsed * share:
        return None
    return Shown(Indicator.COMPLETION, accepted * WHOLE // planned, -(-share * elapsed // whole))


@applies("R-195")
def careless(missed: int, today: date, book: Rulebook) -> Shown | None:
    """Return that an institution missed too many reports this year, in a row or not, or None.

    `missed` leaves out what does not count (R-196). A row of misses has a notice of its own
    (R-193).
    """
    limit = book.on(today, RULE).integer("missed_in_year")
    return Shown(Indicator.REPORTS_MISSED, missed, limit) if missed >= limit else None


@applies("R-195")
def check_shown(ground: Ground, shown: Collection[Shown]) -> None:
    """Refuse a ground for which no figure speaks."""
    if not any(one.ground is ground for one in shown):
        raise NoIndicator
