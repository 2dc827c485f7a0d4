"""Guidance that the province gives to an institution, and help for one that carries out badly.

Rules: R-250 (each guidance with date, subject and follow-up), R-221 (training for managers, a
helper, a plan). Guidance is no sanction: it bars nothing and is shown to the institution, its city
and those who give it.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date


class Way(StrEnum):
    """How guidance was given."""

    NOTE = auto()
    VISIT = auto()
    MEETING = auto()


WAYS: Final = {
    Way.NOTE: N_("Written note"),
    Way.VISIT: N_("Visit on site"),
    Way.MEETING: N_("Meeting"),
}


class State(StrEnum):
    """Where a guidance stands."""

    OPEN = auto()
    REPORTED = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What can be done to it."""

    REPORT = auto()
    CLOSE = auto()


GUIDANCE: Lifecycle[State, Verb] = Lifecycle(
    name="support.guidance",
    initial=State.OPEN,
    steps={
        (State.OPEN, Verb.REPORT): State.REPORTED,
        (State.OPEN, Verb.CLOSE): State.CLOSED,
        (State.REPORTED, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.OPEN: N_("To be followed up"),
        State.REPORTED: N_("Follow-up reported"),
        State.CLOSED: N_("Followed up"),
        Verb.REPORT: N_("Report the follow-up"),
        Verb.CLOSE: N_("Close the guidance"),
    },
    path=(State.OPEN, State.REPORTED, State.CLOSED),
)


class GivenAhead(Refusal):
    """Guidance is recorded once it was given."""

    code = "guidance-ahead"
    template = "{day} lies ahead: guidance is recorded once it was given."
    rule = "R-250"


class FollowUpUnfit(Refusal):
    """What is asked for has a day after the guidance, and a day asks for something."""

    code = "guidance-follow-up"
    template = "A follow-up has both what is asked for and a day after the guidance."
    rule = "R-250"


@applies("R-250")
def check(given_on: date, follow_up: str, due_on: date | None, today: date) -> bool:
    """Return whether a follow-up is asked for; refuse half of one, and guidance ahead."""
    if given_on > today:
        raise GivenAhead(day=given_on)
    asks = bool(follow_up.strip())
    if asks != (due_on is not None) or (due_on is not None and due_on <= given_on):
        raise FollowUpUnfit
    return asks


class Ground(StrEnum):
    """By what an institution is found to carry out badly."""

    NOTICE = auto()
    MISSED_REPORTS = auto()
    FINDINGS = auto()
    CONDITIONS = auto()
    OTHER = auto()


GROUNDS: Final = {
    Ground.NOTICE: N_("A public notice stands against it"),
    Ground.MISSED_REPORTS: N_("Bi-weekly reports were missed"),
    Ground.FINDINGS: N_("Findings of an inspection"),
    Ground.CONDITIONS: N_("Among the lowest in its conditions"),
    Ground.OTHER: N_("Other"),
}


class HelpState(StrEnum):
    """Where the help for an institution stands."""

    UNDER_WAY = auto()
    CLOSED = auto()


class HelpVerb(StrEnum):
    """What can be done to it."""

    CLOSE = auto()


HELP: Lifecycle[HelpState, HelpVerb] = Lifecycle(
    name="support.help",
    initial=HelpState.UNDER_WAY,
    steps={(HelpState.UNDER_WAY, HelpVerb.CLOSE): HelpState.CLOSED},
    labels={
        HelpState.UNDER_WAY: N_("Help under way"),
        HelpState.CLOSED: N_("Help closed"),
        HelpVerb.CLOSE: N_("Close the help"),
    },
    path=(HelpState.UNDER_WAY, HelpState.CLOSED),
)


class HelpIncomplete(Refusal):
    """Help has its three parts."""

    code = "help-incomplete"
    template = "Help has three parts: training for managers, a helper, a plan."
    rule = "R-221"


class HelpTermUnfit(Refusal):
    """Help ends on a day ahead."""

    code = "help-term"
    template = "The plan and the training lie ahead: choose days after {today}."
    rule = "R-221"


class HelpedAlready(Refusal):
    """One plan of help at a time."""

    code = "help-under-way-already"
    status = 409
    template = "Help for {institution} is under way already."
    rule = "R-221"


class NotTrainedYet(Refusal):
    """Help is closed once managers were trained."""

    code = "help-not-trained"
    template = "The training for managers was not held yet."
    rule = "R-221"


@applies("R-221")
def check_help(
    training: str, training_on: date, helper: str, plan: str, until: date, today: date
) -> None:
    """Refuse help that lacks one of its parts, or lies behind."""
    if not (training.strip() and helper.strip() and plan.strip()):
        raise HelpIncomplete
    if not today < training_on <= until:
        raise HelpTermUnfit(today=today)


@applies("R-221")
def check_trained(held_on: date | None) -> None:
    """Refuse to close help before managers were trained."""
    if held_on is None:
        raise NotTrainedYet
