"""A year's review of the catalogue, from its opening to the day on which it is over.

Rules: R-230, R-233. Source: handbook 3.15; 本省试点情况概述, “建立证书年度评审机制”. The clock
opens it, the office freezes the figures and hears experts, the list goes on public show, the
department decides. An upheld objection takes the list back to be written anew; a decision can be
withdrawn.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection

    from shuzheng.kernel.rulebook import Rulebook

MONTHS: Final = 12


class State(StrEnum):
    """Where a year's review stands."""

    OPENED = auto()
    DATA_FROZEN = auto()
    RANKED = auto()
    EXPERT_REVIEW = auto()
    PROPOSED = auto()
    IN_PUBLICITY = auto()
    DECIDED = auto()
    REPORTED_TO_MINISTRY = auto()
    EFFECTIVE = auto()
    CLOSED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done with a year's review."""

    FREEZE = auto()
    RANK = auto()
    HEAR = auto()
    PROPOSE = auto()
    SHOW = auto()
    REVISE = auto()
    DECIDE = auto()
    REPORT = auto()
    TAKE_EFFECT = auto()
    CLOSE = auto()
    WITHDRAW = auto()


REVIEW: Lifecycle[State, Verb] = Lifecycle(
    name="adjustment.review",
    initial=State.OPENED,
    steps={
        (State.OPENED, Verb.FREEZE): State.DATA_FROZEN,
        (State.DATA_FROZEN, Verb.RANK): State.RANKED,
        (State.RANKED, Verb.HEAR): State.EXPERT_REVIEW,
        (State.EXPERT_REVIEW, Verb.PROPOSE): State.PROPOSED,
        (State.PROPOSED, Verb.REVISE): State.EXPERT_REVIEW,
        (State.PROPOSED, Verb.SHOW): State.IN_PUBLICITY,
        (State.IN_PUBLICITY, Verb.REVISE): State.EXPERT_REVIEW,
        (State.IN_PUBLICITY, Verb.DECIDE): State.DECIDED,
        (State.DECIDED, Verb.REPORT): State.REPORTED_TO_MINISTRY,
        (State.DECIDED, Verb.TAKE_EFFECT): State.EFFECTIVE,
        (State.REPORTED_TO_MINISTRY, Verb.TAKE_EFFECT): State.EFFECTIVE,
        (State.DECIDED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.REPORTED_TO_MINISTRY, Verb.WITHDRAW): State.WITHDRAWN,
        (State.EFFECTIVE, Verb.WITHDRAW): State.WITHDRAWN,
        (State.EFFECTIVE, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.OPENED: N_("Review opened"),
        State.DATA_FROZEN: N_("Figures frozen"),
        State.RANKED: N_("Ranked"),
        State.EXPERT_REVIEW: N_("Experts heard"),
        State.PROPOSED: N_("List proposed"),
        State.IN_PUBLICITY: N_("On public show"),
        State.DECIDED: N_("Adjustment decided"),
        State.REPORTED_TO_MINISTRY: N_("Adjustment reported to the ministry"),
        State.EFFECTIVE: N_("Adjustment in effect"),
        State.CLOSED: N_("Review closed"),
        State.WITHDRAWN: N_("Decision withdrawn"),
        Verb.FREEZE: N_("Freeze the figures"),
        Verb.RANK: N_("Rank the certificates"),
        Verb.HEAR: N_("Record what the experts say"),
        Verb.PROPOSE: N_("Propose the list"),
        Verb.SHOW: N_("Put the list on public show"),
        Verb.REVISE: N_("Write the list anew"),
        Verb.DECIDE: N_("Decide the adjustment"),
        Verb.REPORT: N_("Record the report to the ministry"),
        Verb.TAKE_EFFECT: N_("Take effect"),
        Verb.CLOSE: N_("Close the review"),
        Verb.WITHDRAW: N_("Withdraw the decision"),
    },
    path=(
        State.OPENED,
        State.DATA_FROZEN,
        State.RANKED,
        State.EXPERT_REVIEW,
        State.PROPOSED,
        State.IN_PUBLICITY,
        State.DECIDED,
        State.EFFECTIVE,
        State.CLOSED,
    ),
)

PUBLIC: Final = frozenset(
    {
        State.IN_PUBLICITY,
        State.DECIDED,
        State.REPORTED_TO_MINISTRY,
        State.EFFECTIVE,
        State.CLOSED,
        State.WITHDRAWN,
    }
)
"""States in which anybody may see the list; before, it is the office's and the department's."""
WRITABLE: Final = frozenset({State.EXPERT_REVIEW})
"""States in which the list can be changed."""


class NotYet(Refusal):
    """The office does not open a year's review before its month."""

    code = "review-not-yet"
    status = 409
    template = "The review of {year} opens on {on}."
    rule = "R-230"


class NoCut(Refusal):
    """The figures come from a cut that was taken lately."""

    code = "review-no-cut"
    status = 409
    template = "The platform has no cut of its figures from the last {days} days."
    rule = "R-230"


class NothingInUse(Refusal):
    """A review reviews certificates in use."""

    code = "review-nothing-in-use"
    status = 409
    template = "No certificate is in use, so there is nothing to review."
    rule = "R-230"


class HeardWhen(Refusal):
    """Experts are heard after the ranking, and recorded once they were."""

    code = "review-heard-when"
    template = "The experts were heard between {since} and today."
    rule = "R-230"


class SamePerson(Refusal):
    """What one person prepared another puts on show, and decides."""

    code = "review-same-person"
    status = 403
    template = "You prepared this list yourself: somebody else decides."
    rule = "R-230"


class NotShownOut(Refusal):
    """The list is decided when its time on show is over and every objection is answered."""

    code = "review-not-shown-out"
    status = 409
    template = "The list is on show until {until}, and longer while an objection is unanswered."
    rule = "R-230"


class DoesNotStand(Refusal):
    """A list against which an objection was upheld, or whose publicity was broken off."""

    code = "review-does-not-stand"
    status = 409
    template = "The list did not stand its time on public show. It has to be written anew."
    rule = "R-230"


class EffectTooEarly(Refusal):
    """A decision takes effect after its day."""

    code = "review-effect-too-early"
    template = "The adjustment takes effect after today."
    rule = "R-230"


class ReportedWhen(Refusal):
    """A report to the ministry follows the decision, and is recorded once it was made."""

    code = "review-reported-when"
    template = "The report to the ministry was made between {since} and today."
    rule = "R-230"


@applies("R-230")
def opens_on(year: int, book: Rulebook) -> date:
    """Return the day on which the review of a year opens."""
    january = date(year, 1, 1)
    return january.replace(month=book.on(january, "R-230").integer("open_month"))


@applies("R-230")
def effective_on(year: int, today: date, book: Rulebook) -> date:
    """Return when an adjustment takes effect if nothing else is said: next month if it is late."""
    on = date(year + 1, book.on(today, "R-230").integer("effective_month"), 1)
    return (
        on if on > today else date.fromordinal(_last_day(today.year, today.month).toordinal() + 1)
    )


@applies("R-230")
def year_of_figures(on: date) -> tuple[date, date]:
    """Return the twelve whole months before `on` (the first day, and the day after the last)."""
    until = on.replace(day=1)
    return until.replace(year=until.year - 1), until


@applies("R-230")
def years_before(since: date, years: int) -> date:
    """Return the first of a month so many years earlier."""
    return since.replace(year=since.year - years)


@applies("R-230")
def check_cut(taken_on: date | None, today: date, book: Rulebook) -> date:
    """Return the day of the figures' cut; refuses to go by an old one, or by none."""
    days = book.on(today, "R-230").integer("cut_days")
    if taken_on is None or (today - taken_on).days > days:
        raise NoCut(days=days)
    return taken_on


@applies("R-230")
def check_other_person(person_id: int, *others: int | None) -> None:
    """Refuse somebody who prepared what is to be decided."""
    if person_id in others:
        raise SamePerson


@applies("R-230")
def check_heard(heard_on: date, ranked_on: date, today: date) -> None:
    """Refuse a hearing before the ranking or ahead."""
    if not ranked_on <= heard_on <= today:
        raise HeardWhen(since=ranked_on)


@applies("R-230")
def check_stands(*, is_final: bool, stands: bool, is_running: bool, until: date | None) -> None:
    """Refuse to decide while the list is on show, or when it did not stand."""
    if is_running:
        raise NotShownOut(until=until)
    if not is_final or not stands:
        raise DoesNotStand


@applies("R-230")
def check_effect(effective: date, today: date) -> None:
    """Refuse a day of effect that does not lie ahead."""
    if effective <= today:
        raise EffectTooEarly


@applies("R-230")
def check_reported(reported_on: date, decided_on: date | None, today: date) -> None:
    """Refuse a report before the decision or ahead."""
    if decided_on is None or not decided_on <= reported_on <= today:
        raise ReportedWhen(since=decided_on)


@applies("R-233")
def closing_on(effective: date, on: date, book: Rulebook) -> date:
    """Return the last day of a dropped certificate: so many months after the effect, less a day."""
    months = book.on(on, "R-233").integer("grace_months")
    whole = effective.month - 1 + months
    year, month = effective.year + whole // MONTHS, whole % MONTHS + 1
    last = _last_day(year, month)
    closing = date(year, month, min(effective.day, last.day))
    return date.fromordinal(closing.toordinal() - 1)


@applies("R-233")
def may_close(today: date, closing: date, waiting: Collection[str]) -> bool:
    """Return whether a certificate closes: its day is over and nobody waits for anything."""
    return today > closing and not waiting


def _last_day(year: int, month: int) -> date:
    first = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return date.fromordinal(first.toordinal() - 1)
