"""Words and signs of alliances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.alliances.rules import summary
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.pilots.rules import alliance

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.pilots.queries.pages_alliances import AllianceLine

ALLIANCE = {
    alliance.State.PROPOSED: Kind.WAIT,
    alliance.State.FORMED: Kind.OK,
    alliance.State.DISSOLVED: Kind.OFF,
}

SUMMARY = {
    summary.State.DUE: Kind.WAIT,
    summary.State.SUBMITTED: Kind.RUN,
    summary.State.ANSWERED: Kind.OK,
    summary.State.LAPSED: Kind.OFF,
}
HALVES = {(1, 6): "上半年", (7, 12): "下半年", (1, 12): ""}
"""Periods that have a name of their own on paper, by their first and last month."""


def alliance_chip(state: alliance.State) -> Chip:
    """Return an alliance's state as a chip."""
    return Chip(ALLIANCE[state], gettext(alliance.ALLIANCE.labels[state]))


def summary_chip(state: summary.State) -> Chip:
    """Return a summary's state as a chip."""
    return Chip(SUMMARY[state], gettext(summary.SUMMARY.labels[state]))


def days(since: date, until: date) -> str:
    """Return some days in words, the reader's language."""
    return gettext("{since} to {until}").format(since=since, until=until)


def printed(since: date, until: date) -> str:
    """Return a period as papers write it, which are Chinese."""
    name = HALVES.get((since.month, until.month))
    return f"{since}至{until}" if name is None else f"{since.year}年{name}"


def lead(line: AllianceLine) -> str:
    """Return who leads an alliance, and whether only for the time being."""
    acting = line.is_acting and line.lead
    return gettext("{name} (acting)").format(name=line.lead) if acting else line.lead


def crumbs() -> list[Crumb]:
    """Return the way to an alliance."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Alliances"), reverse("alliances:alliances"))]


def crumbs_of(line: AllianceLine) -> list[Crumb]:
    """Return the way to something of an alliance."""
    return [*crumbs(), Crumb(line.code, reverse("alliances:alliance", args=[line.id]))]
