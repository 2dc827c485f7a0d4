"""Words and signs of organs and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.governance.rules import milestone, panel, plan
from shuzheng.governance.rules.milestone import Timing

if TYPE_CHECKING:
    from shuzheng.governance.queries.milestones import MilestoneLine

PLAN = {
    plan.State.DRAFTING: Kind.OFF,
    plan.State.FIXED: Kind.WAIT,
    plan.State.IN_FORCE: Kind.OK,
    plan.State.REPLACED: Kind.OFF,
    plan.State.DISCARDED: Kind.OFF,
}
MILESTONE = {
    milestone.State.PLANNED: Kind.OFF,
    milestone.State.UNDER_WAY: Kind.RUN,
    milestone.State.DONE: Kind.OK,
    milestone.State.CALLED_OFF: Kind.OFF,
}
PANEL = {
    panel.State.PLANNED: Kind.WAIT,
    panel.State.DRAWING: Kind.RUN,
    panel.State.STANDING: Kind.OK,
    panel.State.DONE: Kind.OFF,
    panel.State.CANCELLED: Kind.OFF,
    panel.State.DISSOLVED: Kind.BAD,
}
SEAT = {
    panel.SeatState.SITTING: Kind.OK,
    panel.SeatState.SUBSTITUTE: Kind.OFF,
    panel.SeatState.STEPPED_DOWN: Kind.ODD,
}


def panel_chip(state: panel.State) -> Chip:
    """Return a panel's state as a chip."""
    return Chip(PANEL[state], gettext(panel.PANEL.labels[state]))


def seat_chip(state: panel.SeatState) -> Chip:
    """Return the state of a place in a lot as a chip."""
    return Chip(SEAT[state], gettext(panel.SEAT.labels[state]))


def why(one: panel.Why | None) -> str:
    """Return in words why somebody who was drawn does not sit; empty where he or she does."""
    return gettext(panel.WHYS[one]) if one else ""


def panel_for(kind: panel.Kind, year: int | None) -> str:
    """Return in words what a panel is for."""
    said = gettext(panel.KINDS[kind])
    if year is None:
        return said
    return gettext("{what}, {year}").format(what=said, year=year)


def plan_chip(state: plan.State) -> Chip:
    """Return a plan's state as a chip."""
    return Chip(PLAN[state], gettext(plan.PLAN.labels[state]))


def milestone_chip(line: MilestoneLine) -> Chip:
    """Return a milestone's state as a chip."""
    return Chip(MILESTONE[line.state], gettext(milestone.MILESTONE.labels[line.state]))


def late_chip(line: MilestoneLine) -> Chip | None:
    """Return how late a milestone is or was, as a chip; None where it is not."""
    days = line.due.late_days
    if line.due.timing is Timing.LATE:
        said = ngettext("{n} day late", "{n} days late", days)
        return Chip(Kind.BAD, said.format(n=formats.number(days)))
    if line.due.timing is Timing.REACHED_LATE:
        said = ngettext("Reached {n} day late", "Reached {n} days late", days)
        return Chip(Kind.ODD, said.format(n=formats.number(days)))
    return Chip(Kind.WAIT, gettext("Due soon")) if line.due.timing is Timing.SOON else None


def content(one: milestone.Content) -> str:
    """Return one of the seven contents in words."""
    return gettext(milestone.CONTENTS[one])


def plan_title(year: int, edition: int) -> str:
    """Return how an edition of a year's plan is called."""
    return gettext("Plan of {year}, edition {edition}").format(year=year, edition=edition)


def desk() -> Crumb:
    """Return the first step of every way."""
    return Crumb(_("Desk"), "/desk/")


def plan_crumbs() -> list[Crumb]:
    """Return the way to a plan."""
    return [desk(), Crumb(_("Plan of the year"), reverse("governance:plans"))]


def panel_crumbs() -> list[Crumb]:
    """Return the way to a panel."""
    return [desk(), Crumb(_("Panels of the province"), reverse("governance:panels"))]


def milestone_crumbs() -> list[Crumb]:
    """Return the way to a milestone."""
    return [desk(), Crumb(_("Milestones"), reverse("governance:milestones"))]
