"""Restrictions in words: what one bars, where it stands, the way to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.standing.access import Permission
from shuzheng.standing.queries.restrictions import DECIDER
from shuzheng.standing.rules import restrictions as rules
from shuzheng.standing.rules import running
from shuzheng.standing.rules.restrictions import Party

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.queries.pages import RestrictionLine

STATES = {
    rules.State.COMING: Chip(Kind.WAIT, _("Not yet in force")),
    rules.State.IN_FORCE: Chip(Kind.BAD, pgettext_lazy("restriction", "In force")),
    rules.State.OVER: Chip(Kind.OFF, _("Run out")),
    rules.State.LIFTED: Chip(Kind.OFF, _("Lifted")),
}
EFFECTS = {
    (rules.Kind.ELIGIBILITY_LOSS, Party.INSTITUTION): _(
        "No filing of the pilot can be made for the year."
    ),
    (rules.Kind.SUSPENSION, Party.INSTITUTION): _(
        "It registers no new candidates and applies for no sites; what was accepted runs to its "
        "end."
    ),
    (rules.Kind.SUSPENSION, Party.EVALUATION_ORGANISATION): _(
        "No new assessment plan, no new training and no new registration; what was accepted runs "
        "to its end, except what the decision names."
    ),
    (rules.Kind.SUSPENSION, Party.SITE): _(
        "No plan opens, registers or locks seats there; sessions under way move or are refunded."
    ),
    (rules.Kind.SUSPENSION, Party.PERSON): _("The person is not appointed and marks nothing."),
    (rules.Kind.ISSUING_STOP, Party.EVALUATION_ORGANISATION): _(
        "No certificate is issued until the last day; those issued stay valid."
    ),
}
UNKNOWN = _("It bars nothing here.")
"""Of an old record whose kind does not fit its party."""


def effect(line: RestrictionLine) -> StrOrPromise:
    """Return what a decision bars, in a sentence."""
    return EFFECTS.get((line.kind, line.party), UNKNOWN)


def barred(kind: rules.Kind, party: Party) -> list[str]:
    """Return the acts that a decision bars, in words."""
    return [gettext(rules.ACT_LABELS[act]) for act in rules.BARRED.get((kind, party), {})]


def row(line: RestrictionLine, actor: Actor) -> dict[str, Any]:
    """Return a decision as lists and cards show it."""
    return {
        **asdict(line),
        "url": reverse("standing:decision", args=[line.id]),
        "word": gettext(rules.LABELS[line.kind]),
        "party_word": gettext(rules.PARTY_LABELS[line.party]),
        "decider": line.decider or gettext(DECIDER),
        "decided_on": line.decided_on or line.since,
        "effect": effect(line),
        "acts": barred(line.kind, line.party),
        "chip": STATES[line.state],
        "site": line.name if line.party is Party.SITE else "",
        "running": [
            {"name": one.name, "outcome": gettext(running.LABELS[one.outcome])}
            for one in line.running
        ],
        "may_lift": line.lifted_on is None and actor.may(Permission.RESTRICTION_LIFT),
    }


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        *(Crumb(words, url) for words, url in steps),
    ]
