"""A life cycle allows the steps of its table and refuses every other."""

from __future__ import annotations

from enum import StrEnum, auto
from itertools import product

import pytest

from shuzheng.kernel.lifecycle import IllegalStep, Lifecycle


class State(StrEnum):
    """Where a lamp is."""

    DARK = auto()
    LIT = auto()
    BROKEN = auto()


class Verb(StrEnum):
    """What is done to a lamp."""

    LIGHT = auto()
    DOUSE = auto()
    DROP = auto()


LAMP = Lifecycle(
    name="house.lamp",
    initial=State.DARK,
    steps={
        (State.DARK, Verb.LIGHT): State.LIT,
        (State.LIT, Verb.DOUSE): State.DARK,
        (State.LIT, Verb.DROP): State.BROKEN,
        (State.DARK, Verb.DROP): State.BROKEN,
    },
    path=(State.DARK, State.LIT),
)


def test_a_step_of_the_table_leads_to_its_state() -> None:
    assert LAMP.after(State.DARK, Verb.LIGHT) is State.LIT
    assert LAMP.after(State.LIT, Verb.DROP) is State.BROKEN


@pytest.mark.parametrize(("state", "verb"), sorted(set(product(State, Verb)) - LAMP.steps.keys()))
def test_every_step_not_in_the_table_is_refused(state: State, verb: Verb) -> None:
    assert not LAMP.allows(state, verb)
    with pytest.raises(IllegalStep) as refused:
        LAMP.after(state, verb)
    assert refused.value.params == {"state": state, "verb": verb}
    assert refused.value.status == 409
    assert refused.value.code == "illegal-step"


def test_a_refused_step_names_the_state_and_the_verb() -> None:
    with pytest.raises(
        IllegalStep, match=r"^Not possible while it is “broken” \(tried: light\)\.$"
    ):
        LAMP.after(State.BROKEN, Verb.LIGHT)


def test_a_state_offers_the_verbs_that_lead_somewhere() -> None:
    assert LAMP.verbs(State.LIT) == {Verb.DOUSE, Verb.DROP}
    assert LAMP.verbs(State.BROKEN) == frozenset()


def test_a_verb_knows_the_states_it_starts_from() -> None:
    assert LAMP.sources(Verb.DROP) == (State.DARK, State.LIT)
    assert LAMP.sources(Verb.DOUSE) == (State.LIT,)


def test_the_states_come_in_the_order_of_their_enumeration() -> None:
    assert LAMP.states() == (State.DARK, State.LIT, State.BROKEN)
