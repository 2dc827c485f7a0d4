"""An evaluation by somebody outside: commissioned, declared independent, reported.

Rule: R-211. Source: 本省试点情况概述, “引入第三方评估”. Nobody evaluates before the evaluator has
declared that it is independent of the one evaluated; a result without that declaration is none.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

MOST: Final = 100


class State(StrEnum):
    """Where a third-party evaluation stands."""

    COMMISSIONED = auto()
    INDEPENDENT = auto()
    REPORTED = auto()
    CALLED_OFF = auto()


class Verb(StrEnum):
    """What can be done with a third-party evaluation."""

    DECLARE = auto()
    REPORT = auto()
    CALL_OFF = auto()


THIRD_PARTY: Lifecycle[State, Verb] = Lifecycle(
    name="evaluation.thirdparty",
    initial=State.COMMISSIONED,
    steps={
        (State.COMMISSIONED, Verb.DECLARE): State.INDEPENDENT,
        (State.INDEPENDENT, Verb.REPORT): State.REPORTED,
        (State.COMMISSIONED, Verb.CALL_OFF): State.CALLED_OFF,
        (State.INDEPENDENT, Verb.CALL_OFF): State.CALLED_OFF,
    },
    labels={
        State.COMMISSIONED: N_("Third party commissioned"),
        State.INDEPENDENT: N_("Independence declared"),
        State.REPORTED: N_("Third party has reported"),
        State.CALLED_OFF: N_("Commission called off"),
        Verb.DECLARE: N_("Record the declaration of independence"),
        Verb.REPORT: N_("Record the third party’s report"),
        Verb.CALL_OFF: N_("Call the commission off"),
    },
    path=(State.COMMISSIONED, State.INDEPENDENT, State.REPORTED),
)


class NotIndependent(Refusal):
    """Nobody evaluates itself, or its own site."""

    code = "third-party-not-independent"
    template = "{evaluator} is the party that is evaluated, or answers for it."
    rule = "R-211"


class When(Refusal):
    """A step follows the one before, and is recorded once it was taken."""

    code = "third-party-when"
    template = "This was done between {since} and today."
    rule = "R-211"


@applies("R-211")
def check_evaluator(evaluator: str, names: Collection[str]) -> None:
    """Refuse an evaluator that bears a name of the party, now or before."""
    plain = "".join(evaluator.split())
    if plain in {"".join(name.split()) for name in names}:
        raise NotIndependent(evaluator=evaluator)


@applies("R-211")
def check_day(on: date, since: date, today: date) -> None:
    """Refuse a step before the one it follows, or ahead."""
    if not since <= on <= today:
        raise When(since=since)
