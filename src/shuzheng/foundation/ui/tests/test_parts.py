"""A life cycle is drawn from its table."""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.foundation.ui import parts
from shuzheng.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """States of a filing."""

    DRAFT = auto()
    SENT = auto()
    FILED = auto()
    ENDED = auto()
    RETURNED = auto()


class Verb(StrEnum):
    """Steps of a filing."""

    SEND = auto()
    SEND_BACK = auto()


CYCLE = Lifecycle(
    "pilots.filing",
    State.DRAFT,
    {(State.DRAFT, Verb.SEND): State.SENT, (State.SENT, Verb.SEND_BACK): State.RETURNED},
    {State.DRAFT: "Draft", State.RETURNED: "Returned"},
    (State.DRAFT, State.SENT, State.FILED, State.ENDED),
)


def test_the_way_is_done_up_to_the_present() -> None:
    steps = parts.life(CYCLE, State.FILED, {State.SENT: "11-14"}, {State.SENT: "已提交"})
    assert [(step.label, step.place, step.note) for step in steps] == [
        ("Draft", "done", ""),
        ("已提交", "done", "11-14"),
        ("filed", "now", ""),
        ("ended", "ahead", ""),
    ]


def test_a_state_off_the_way_ends_it_after_what_was_reached() -> None:
    steps = parts.life(CYCLE, State.RETURNED, {State.DRAFT: "11-01", State.SENT: "11-14"})
    assert [(step.label, step.place) for step in steps] == [
        ("Draft", "done"),
        ("sent", "done"),
        ("Returned", "now"),
    ]
