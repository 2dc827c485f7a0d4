"""What runs already when a restriction comes, and what the decision says of it.

Source: handbook 3.1 (running
sessions go on unless the decision names them, then candidates are moved or refunded), 3.5 (open
sessions of a suspended site are moved) and "In progress" of section 3. Nothing that runs is passed
over: each session is listed before the decision, and kept with what was decided of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_
from shuzheng.standing.rules.restrictions import Kind, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Outcome(StrEnum):
    """What a decision says of a session that runs."""

    GOES_ON = auto()
    POSTPONED = auto()
    CANCELLED = auto()


LABELS: Final = {
    Outcome.GOES_ON: N_("Goes on"),
    Outcome.POSTPONED: N_("Postponed, to be moved; candidates may take a full refund"),
    Outcome.CANCELLED: N_("Cancelled, everybody refunded in full"),
}
ENDS_SESSIONS: Final = frozenset({Party.EVALUATION_ORGANISATION, Party.SITE})
"""Parties whose suspension may name a session; nobody else's candidates lose theirs."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session under way: `subject` as facts name it, and what can still be done with it."""

    subject: str
    name: str
    first_on: date
    candidates: int
    can: frozenset[Outcome]


class Unanswered(Refusal):
    """Every running session goes on or is named."""

    code = "running-unanswered"
    status = 409
    template = "The decision does not say what becomes of “{name}”, which is under way."
    rule = "R-212"


class NotPossible(Refusal):
    """The session has come too far for this, or must not stay where it is."""

    code = "running-not-possible"
    template = "“{name}” cannot be decided on like this: {outcome}."
    rule = "R-212"


def possible(kind: Kind, party: Party, session: Session) -> tuple[Outcome, ...]:
    """Return what a decision may say of `session`, what holds where it says nothing first."""
    if kind is not Kind.SUSPENSION or party not in ENDS_SESSIONS:
        return (Outcome.GOES_ON,)
    can = [one for one in Outcome if one in session.can]
    if party is Party.SITE and Outcome.POSTPONED in can:
        return tuple(one for one in can if one is not Outcome.GOES_ON)
    return tuple(can)


def decided(
    kind: Kind,
    party: Party,
    sessions: Iterable[Session],
    answers: Mapping[str, Outcome] | None,
) -> dict[str, Outcome]:
    """Return what becomes of each session; without `answers` what holds where nothing is said.

    With answers each session needs one of its own: one that began since the list was made is not
    passed over.
    """
    found: dict[str, Outcome] = {}
    for session in sessions:
        choices = possible(kind, party, session)
        chosen = choices[0] if answers is None else answers.get(session.subject)
        if chosen is None:
            raise Unanswered(name=session.name)
        if chosen not in choices:
            raise NotPossible(name=session.name, outcome=LABELS[chosen])
        found[session.subject] = chosen
    return found
