"""How the states of cases look and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import COMPLAINT, State
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind

if TYPE_CHECKING:
    from shuzheng.complaints.rules.complaint import Outcome

KINDS = {
    State.RECEIVED: Kind.WAIT,
    State.TRIAGED: Kind.WAIT,
    State.ACCEPTED: Kind.RUN,
    State.TRANSFERRED: Kind.WAIT,
    State.NOT_ACCEPTED: Kind.OFF,
    State.INVESTIGATING: Kind.RUN,
    State.ANSWERED: Kind.WAIT,
    State.SATISFIED: Kind.OK,
    State.DISSATISFIED: Kind.ODD,
    State.REVIEWED: Kind.RUN,
    State.CLOSED: Kind.OK,
    State.MERGED: Kind.OFF,
    State.WITHDRAWN: Kind.OFF,
}


def chip(state: State) -> Chip:
    """Return a case's state as a chip."""
    return Chip(KINDS[state], gettext(COMPLAINT.labels[state]))


def kind(value: rules.Kind) -> str:
    """Return in words what somebody handed in."""
    return gettext(rules.KINDS[value])


def outcome(value: Outcome | None) -> str:
    """Return in words what an answer comes to; empty before it."""
    return gettext(rules.OUTCOMES[value]) if value else ""


def crumbs() -> list[Crumb]:
    """Return the way to a case of the desk."""
    return [
        Crumb(_("Desk"), reverse("desk:home")),
        Crumb(_("Enquiries and complaints"), reverse("complaints:index")),
    ]
