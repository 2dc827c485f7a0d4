"""How a year's review looks and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment.rules import proposal, ranking
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.rules.ranking import Advice
from shuzheng.adjustment.rules.review import REVIEW, State
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.insight.rules import weighing

if TYPE_CHECKING:
    from fractions import Fraction

    from django_stubs_ext import StrOrPromise

CHIPS = {
    State.OPENED: Kind.WAIT,
    State.DATA_FROZEN: Kind.RUN,
    State.RANKED: Kind.WAIT,
    State.EXPERT_REVIEW: Kind.RUN,
    State.PROPOSED: Kind.WAIT,
    State.IN_PUBLICITY: Kind.RUN,
    State.DECIDED: Kind.OK,
    State.REPORTED_TO_MINISTRY: Kind.OK,
    State.EFFECTIVE: Kind.OK,
    State.CLOSED: Kind.OFF,
    State.WITHDRAWN: Kind.OFF,
}
ADVICES = {
    Advice.OUTSIDE: Kind.BAD,
    Advice.DROP: Kind.BAD,
    Advice.PROTECTED: Kind.WAIT,
    Advice.KEEP: Kind.OFF,
}
FATES = {Fate.DROP: Kind.BAD, Fate.WATCH: Kind.WAIT, Fate.KEEP: Kind.OK}
INPUTS: dict[Input, StrOrPromise] = {
    Input.NEEDS: _("Postings and needs of enterprises"),
    Input.RECOGNISED: _("Enterprises that recognise it"),
    Input.MATCHED: _("Holders in matching jobs"),
    Input.SATISFIED: _("Satisfied enterprises"),
}
PLACES = 10_000


def chip(state: State) -> Chip:
    """Return the state of a review as a chip."""
    return Chip(CHIPS[state], gettext(REVIEW.labels[state]))


def advice(one: Advice) -> Chip:
    """Return what the ranking proposes as a chip."""
    return Chip(ADVICES[one], gettext(ranking.ADVICES[one]))


def fate(one: Fate) -> Chip:
    """Return what the list says as a chip."""
    return Chip(FATES[one], gettext(proposal.FATES[one]))


def ground(one: proposal.Ground) -> str:
    """Return on what a line rests."""
    return gettext(proposal.GROUNDS[one])


def protection(one: ranking.Protection | None) -> str:
    """Return why a certificate is protected; empty where it is not."""
    return gettext(ranking.PROTECTIONS[one]) if one else ""


def value(figure: Fraction | None) -> str:
    """Return a figure to four places, rounded half up; empty for no data."""
    parts = weighing.printed(figure)
    return "" if parts is None else f"{parts // PLACES}.{parts % PLACES:04d}"


def percent(figure: Fraction | None) -> str:
    """Return a share in percent to one place; empty for no data."""
    tenths = weighing.printed(figure, 1000)
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}%"


def year(number: int) -> str:
    """Return the name of a year's review."""
    return gettext("Catalogue review of {year}").format(year=number)


def crumbs() -> list[Crumb]:
    """Return the way to a review."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Catalogue review"), reverse("adjustment:reviews")),
    ]


def public_crumbs() -> list[Crumb]:
    """Return the way to a review for anybody."""
    return [Crumb(_("Catalogue review"), reverse("adjustment:public"))]
