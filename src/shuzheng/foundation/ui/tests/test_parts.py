"""A life cycle is drawn from its table."""

from __future__ import annotations

from enum import StrEnum, auto

import pytest
from django.utils import translation

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
    with translation.override("en"):
        steps = parts.life(CYCLE, State.FILED, {State.SENT: "11-14"}, {State.SENT: "已报送"})
    assert [(step.label, step.place, step.note) for step in steps] == [
        ("Draft", "done", ""),
        ("已报送", "done", "11-14"),
        ("filed", "now", ""),
        ("ended", "ahead", ""),
    ]


def test_a_state_off_the_way_ends_it_after_what_was_reached() -> None:
    with translation.override("en"):
        steps = parts.life(CYCLE, State.RETURNED, {State.DRAFT: "11-01", State.SENT: "11-14"})
    assert [(step.label, step.place) for step in steps] == [
        ("Draft", "done"),
        ("sent", "done"),
        ("Returned", "now"),
    ]


@pytest.mark.parametrize(("language", "label"), [("zh-hans", "草稿"), ("en", "Draft")])
def test_the_tables_names_are_said_in_the_readers_language(language: str, label: str) -> None:
    with translation.override(language):
        assert parts.life(CYCLE, State.DRAFT)[0].label == label
