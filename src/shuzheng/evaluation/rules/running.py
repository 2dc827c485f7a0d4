"""The running assessment of a site or an organisation: its index as of any day, and its standing.

Rule: R-099. Source: 本省试点情况概述 （三）,
“对考核站点与培训评价组织的资质、过程规范性进行动态考核”; handbook 5, K-41 and K-42.
What a newcomer gets wrong: there is no second arithmetic. Indicators, weights, scale and the rule
for missing data are those of the annual evaluation; only the days are others, the months that end
today.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.evaluation.rules import indicators, scoring
from shuzheng.evaluation.rules.indicators import TOLD, Kind
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.evaluation.rules.indicators import Input
    from shuzheng.evaluation.rules.scoring import Score, Terms
    from shuzheng.insight.rules.weighing import Figure, Told
    from shuzheng.kernel.rulebook import Rulebook

ASSESSED: Final = (Kind.SITE, Kind.ORGANISATION)
"""Who is assessed all the time; institutions are assessed once a year."""
YEAR: Final = 12


class Standing(StrEnum):
    """Whether a party may work today."""

    FREE = auto()
    RESTRICTED = auto()
    VETOED = auto()


STANDINGS: Final = {
    Standing.FREE: N_("Nothing bars it"),
    Standing.RESTRICTED: N_("Under a restriction"),
    Standing.VETOED: N_("Under a veto"),
}


@applies("R-099")
def since(today: date, book: Rulebook) -> date:
    """Return the first day of the running months; a day that its month lacks is that month's last.

    Twelve months up to 1 March begin on 2 March of the year before.
    """
    months = book.on(today, "R-099").integer("running_months")
    year, month = divmod(today.year * YEAR + today.month - 1 - months, YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last)) + timedelta(days=1)


@applies("R-099", "R-218")
def terms(kind: Kind, today: date, book: Rulebook) -> Terms:
    """Return weights and scale as the rulebook has them today."""
    return scoring.terms(kind, indicators.weights(kind, today, book), today, book)


@applies("R-099")
def inputs(
    kind: Kind,
    counted: Mapping[Input, Told],
    told: Mapping[Input, Told],
    first: date,
    today: date,
) -> dict[Input, Told]:
    """Return what counts: what is counted now, and what the newest sheet told in these months.

    A sheet never replaces a count, and what it told before these months is no data any more.
    """
    newest = {
        what: one for what, one in told.items() if what in TOLD[kind] and first <= one.on <= today
    }
    return {**newest, **counted}


@applies("R-099", "R-212")
def index(found: Score, given: Terms, *, vetoed: bool) -> Figure:
    """Return K-41 or K-42 as a share from 0 to 1: 0 on veto, None with too little data."""
    return scoring.points(found.total, given, vetoed=vetoed)


@applies("R-099")
def standing(*, vetoed: bool, restricted: bool) -> Standing:
    """Return where a party stands today by the decisions in force; a veto comes first."""
    if vetoed:
        return Standing.VETOED
    return Standing.RESTRICTED if restricted else Standing.FREE
