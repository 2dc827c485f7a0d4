"""How an evaluation and a party's year look and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.evaluation.rules import evaluation, indicators, running, scoring, texts
from shuzheng.evaluation.rules.evaluation import EVALUATION, Objection, State
from shuzheng.evaluation.rules.running import Standing
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.evaluation.rules.self_check import SELF_CHECK, SELF_FINDING, Found
from shuzheng.evaluation.rules.self_check import State as Written
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.insight.rules import weighing

if TYPE_CHECKING:
    from fractions import Fraction

    from shuzheng.evaluation.rules.indicators import Kind as Of

CHIPS = {
    State.DRAFTED: Kind.WAIT,
    State.INDICATOR_SET_PUBLISHED: Kind.RUN,
    State.DATA_FROZEN: Kind.RUN,
    State.SELF_CHECK: Kind.RUN,
    State.CITY_OPINION: Kind.RUN,
    State.SCORED: Kind.WAIT,
    State.HEARD: Kind.WAIT,
    State.DECIDED: Kind.OK,
    State.PUBLISHED: Kind.OK,
    State.USED: Kind.OK,
    State.CLOSED: Kind.OFF,
}
GRADES = {
    Grade.A: Kind.OK,
    Grade.B: Kind.OK,
    Grade.C: Kind.WAIT,
    Grade.D: Kind.WAIT,
    Grade.FAILED: Kind.BAD,
    Grade.NONE: Kind.OFF,
}
STANDINGS = {
    Standing.FREE: Kind.OK,
    Standing.RESTRICTED: Kind.WAIT,
    Standing.VETOED: Kind.BAD,
}
OBJECTIONS = {Objection.UPHELD: Kind.OK, Objection.DISMISSED: Kind.OFF}
TENTHS = 1_000


def chip(state: State) -> Chip:
    """Return the state of an evaluation as a chip."""
    return Chip(CHIPS[state], gettext(EVALUATION.labels[state]))


def grade(one: Grade | None) -> Chip | None:
    """Return a grade as a chip, None where it is not known."""
    return Chip(GRADES[one], gettext(scoring.GRADES[one])) if one else None


def standing(one: Standing) -> Chip:
    """Return whether a party may work today as a chip."""
    return Chip(STANDINGS[one], gettext(running.STANDINGS[one]))


def objection(one: Objection) -> Chip:
    """Return what became of an objection as a chip."""
    return Chip(OBJECTIONS[one], gettext(evaluation.OBJECTIONS[one]))


def written(state: Written) -> Chip:
    """Return the state of a self-check as a chip."""
    kinds = {Written.WRITTEN: Kind.RUN, Written.SUBMITTED: Kind.OK}
    return Chip(kinds[state], gettext(SELF_CHECK.labels[state]))


def found(state: Found) -> Chip:
    """Return the state of something found as a chip."""
    kinds = {Found.OPEN: Kind.WAIT, Found.PUT_RIGHT: Kind.OK}
    return Chip(kinds[state], gettext(SELF_FINDING.labels[state]))


def name(kind: Of, year: int) -> str:
    """Return the name of an evaluation."""
    of = gettext(indicators.KINDS[kind])
    return gettext("Evaluation of {year}: {kind}").format(year=year, kind=of)


def percent(value: Fraction | None) -> str:
    """Return a share in percent to one place; empty for no data."""
    tenths = weighing.printed(value, TENTHS)
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}%"


def points(value: Fraction | None) -> str:
    """Return a score as points of 100 to two places; empty for no data."""
    return texts.points(weighing.printed(value))


def crumbs() -> list[Crumb]:
    """Return the way to an evaluation."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Annual evaluation"), reverse("evaluation:evaluations")),
    ]


def own_crumbs() -> list[Crumb]:
    """Return the way to a party's year."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Annual evaluation"), reverse("evaluation:parties")),
    ]


def check_crumbs() -> list[Crumb]:
    """Return the way to a self-check."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Self-checks"), reverse("evaluation:checks")),
    ]
