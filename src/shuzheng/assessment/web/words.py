"""Words and signs of assessment: states as chips, levels and conditions in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from shuzheng.assessment.rules import plan, registration, site
from shuzheng.catalogue.rules import levels
from shuzheng.fees.queries.settlements import Standing
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Check, Chip, Kind, Line
from shuzheng.identity.queries import feed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.assessment.rules.opening import Guard
    from shuzheng.identity.queries.feed import FactLine

PLAN_KINDS = {
    plan.State.DRAFT: Kind.OFF,
    plan.State.SUBMITTED: Kind.RUN,
    plan.State.REPORTED: Kind.RUN,
    plan.State.OPEN: Kind.OK,
    plan.State.REGISTRATION_CLOSED: Kind.RUN,
    plan.State.SEATED: Kind.RUN,
    plan.State.IN_PROGRESS: Kind.RUN,
    plan.State.SCORING: Kind.RUN,
    plan.State.RESULTS_REVIEWED: Kind.RUN,
    plan.State.RESULTS_PUBLISHED: Kind.OK,
    plan.State.CERTIFIED: Kind.OK,
    plan.State.ARCHIVED: Kind.OFF,
    plan.State.POSTPONED: Kind.WAIT,
    plan.State.CANCELLED: Kind.BAD,
}
PLAN_ICONS = {
    plan.State.SUBMITTED: "send",
    plan.State.REPORTED: "flag",
    plan.State.REGISTRATION_CLOSED: "lock",
    plan.State.SEATED: "seat",
    plan.State.SCORING: "edit",
    plan.State.CERTIFIED: "award",
    plan.State.POSTPONED: "pause",
    plan.State.CANCELLED: "ban",
}
SITE_KINDS = {
    site.State.DRAFT: Kind.OFF,
    site.State.SUBMITTED: Kind.WAIT,
    site.State.ALLIANCE_OPINION: Kind.WAIT,
    site.State.ORG_REVIEW: Kind.RUN,
    site.State.APPROVED: Kind.WAIT,
    site.State.REFUSED: Kind.BAD,
    site.State.ACTIVE: Kind.OK,
    site.State.RESTRICTED: Kind.WAIT,
    site.State.SUSPENDED: Kind.BAD,
    site.State.CLOSED: Kind.OFF,
}
REGISTRATION_KINDS = {
    registration.State.DRAFTED: Kind.WAIT,
    registration.State.CONFIRMED: Kind.RUN,
    registration.State.DECLINED: Kind.OFF,
    registration.State.ELIGIBLE: Kind.WAIT,
    registration.State.INELIGIBLE: Kind.BAD,
    registration.State.FEE_SETTLED: Kind.RUN,
    registration.State.ACCEPTED: Kind.OK,
    registration.State.TICKETED: Kind.OK,
    registration.State.WITHDRAWN: Kind.OFF,
    registration.State.DEFERRED: Kind.OFF,
    registration.State.REFUNDED: Kind.OFF,
}


def plan_chip(state: plan.State) -> Chip:
    """Return the state of a plan as a chip."""
    return Chip(PLAN_KINDS[state], plan_word(state), PLAN_ICONS.get(state, ""))


def plan_word(state: plan.State) -> str:
    """Return the state of a plan in the reader's language."""
    return gettext(plan.PLAN.labels[state])


def plan_choices() -> list[tuple[str, str]]:
    """Return the states of a plan for a choice."""
    return [(one.value, plan_word(one)) for one in plan.State]


def registration_choices() -> list[tuple[str, str]]:
    """Return the states of a registration for a choice."""
    labels = registration.REGISTRATION.labels
    return [(one.value, gettext(labels[one])) for one in registration.State]


def site_chip(state: site.State) -> Chip:
    """Return the state of a site's application as a chip."""
    return Chip(SITE_KINDS[state], gettext(site.SITE.labels[state]))


def registration_chip(state: registration.State, *, waits_for_guardian: bool = False) -> Chip:
    """Return the state of a registration as a chip."""
    if waits_for_guardian:
        return Chip(Kind.WAIT, gettext("Waiting for the guardian"))
    return Chip(REGISTRATION_KINDS[state], gettext(registration.REGISTRATION.labels[state]))


def fee(standing: Standing | None) -> str:
    """Return how a fee stands; never why (R-128)."""
    if standing is None:
        return ""
    return {
        Standing.NOTHING_DUE: gettext("Nothing to be paid"),
        Standing.OWED: gettext("To be paid"),
        Standing.REFUNDED: gettext("Refunded"),
    }[standing]


def level(code: str) -> str:
    """Return a level in the reader's language."""
    return gettext(levels.LABELS[levels.Level(code)])


def level_choices() -> list[tuple[str, str]]:
    """Return the levels for a choice."""
    return [(one.value, gettext(levels.LABELS[one])) for one in levels.Level]


def certificate(name: str, code: str, module: str = "") -> str:
    """Return a certificate with its level and module, as titles name it."""
    whole = gettext("{certificate} ({level})").format(certificate=name, level=level(code))
    return f"{whole} {module}" if module else whole


def happened(subjects: Sequence[str], limit: int = 8) -> list[Line]:
    """Return what happened to something, newest first; the same thing over and over once."""
    told: list[tuple[FactLine, int]] = []
    for one in feed.of(subjects, limit * 5):
        if told and (told[-1][0].who, told[-1][0].sentence) == (one.who, one.sentence):
            told[-1] = (told[-1][0], told[-1][1] + 1)
        else:
            told.append((one, 1))
    return [
        Line(
            gettext("{who} {what}").format(who=one.who, what=one.sentence),
            one.at,
            note=_often(one.capacity, times),
        )
        for one, times in told[:limit]
    ]


def _often(capacity: str, times: int) -> str:
    if times == 1:
        return capacity
    often = gettext("{n} times").format(n=times)
    return gettext(", ").join(filter(None, (capacity, often)))


def sentence(template: str, params: Mapping[str, Any], now: datetime) -> str:
    """Return a marked sentence with its parameters as a reader expects them."""
    return gettext(template).format(**{k: _word(v, now) for k, v in params.items()})


def checks(
    guards: Sequence[Guard], now: datetime, links: Mapping[str, tuple[str, Any]]
) -> list[Check]:
    """Return conditions as checks; `links` leads by the condition's name to the offenders."""
    return [
        Check(
            gettext(guard.title),
            guard.held,
            "\n".join(sentence(template, params, now) for template, params in guard.lines),
            guard.rule,
            *_link(guard, links),
        )
        for guard in guards
    ]


def _link(guard: Guard, links: Mapping[str, tuple[str, Any]]) -> tuple[str, Any]:
    """Return where an unmet condition leads: to the decision that bars it, or to the offenders."""
    if guard.held:
        return "", ""
    see = next((refusal.see for refusal in guard.refusals if refusal.see), "")
    return (see, gettext("See the decision")) if see else links.get(guard.name, ("", ""))


def kept_checks(evidence: Sequence[Mapping[str, Any]], now: datetime) -> list[Check]:
    """Return the conditions under which a plan opened, as they were kept with it."""
    return [
        Check(
            gettext(one["title"]),
            held=True,
            reason="\n".join(
                sentence(template, {k: _dated(v) for k, v in params.items()}, now)
                for template, params in one["lines"]
            ),
            rule=one["rule"],
        )
        for one in evidence
    ]


def _word(value: object, now: datetime) -> object:
    if isinstance(value, date):
        return formats.day_words(value, now)
    if not isinstance(value, str) or not value:
        return value
    return gettext(", ").join(gettext(part) for part in value.split(", "))


def _dated(value: object) -> object:
    """Return a kept parameter as it was: days were written as 2026-04-18."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
