"""The words and colours of what is shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.reliance.rules import sharing
from shuzheng.reliance.rules.checking import LABELS, Outcome, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STATES = {
    State.WAITING: Chip(Kind.RUN, _(LABELS[State.WAITING])),
    State.ANSWERED: Chip(Kind.OK, _(LABELS[State.ANSWERED])),
    State.DELETED: Chip(Kind.OFF, _(LABELS[State.DELETED])),
}
OUTCOMES = {
    Outcome.VALID: Kind.OK,
    Outcome.SUSPENDED: Kind.WAIT,
    Outcome.REPLACED: Kind.WAIT,
    Outcome.OVERTURNED: Kind.WAIT,
    Outcome.REVOKED: Kind.BAD,
    Outcome.EXPIRED: Kind.WAIT,
    Outcome.NOT_YET_VALID: Kind.WAIT,
    Outcome.STATUS_UNKNOWN: Kind.WAIT,
    Outcome.DOUBTFUL: Kind.BAD,
    Outcome.ABSENT: Kind.OFF,
    Outcome.MISTYPED: Kind.OFF,
}

SHARES = {
    sharing.State.AWAITING: Chip(Kind.WAIT, _(sharing.LABELS[sharing.State.AWAITING])),
    sharing.State.OPEN: Chip(Kind.OK, _(sharing.LABELS[sharing.State.OPEN])),
    sharing.State.DECLINED: Chip(Kind.BAD, _(sharing.LABELS[sharing.State.DECLINED])),
    sharing.State.WITHDRAWN: Chip(Kind.OFF, _(sharing.LABELS[sharing.State.WITHDRAWN])),
    sharing.State.EXPIRED: Chip(Kind.OFF, _(sharing.LABELS[sharing.State.EXPIRED])),
}


def chip(outcome: Outcome) -> Chip:
    """Return an outcome as a chip."""
    return Chip(OUTCOMES[outcome], _(LABELS[outcome]))


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page: the desk, then (label, address) of each step."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        *(Crumb(words, url) for words, url in steps),
    ]
