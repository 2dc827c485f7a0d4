"""The words of workforce as its pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.rules import levels
from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.workforce.rules import qualifications as rules

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.workforce.rules.qualifications import State

STATES = {
    rules.State.COMING: Chip(Kind.WAIT, _("Not yet valid")),
    rules.State.VALID: Chip(Kind.OK, _("Valid")),
    rules.State.EXPIRING: Chip(Kind.WAIT, _("About to expire")),
    rules.State.EXPIRED: Chip(Kind.OFF, _("Expired")),
    rules.State.REVOKED: Chip(Kind.BAD, _("Revoked")),
}


def state(code: State) -> Chip:
    """Return where a qualification stands."""
    return STATES[code]


def level(code: Level) -> str:
    """Return a level in the reader's language."""
    return gettext(levels.LABELS[code])


def label(code: rules.Kind | rules.Background | rules.Ground) -> str:
    """Return a kind, background or ground in the reader's language."""
    return gettext(rules.LABELS[code])


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page: the desk, then (label, address) of each step."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        *(Crumb(words, url) for words, url in steps),
    ]
