"""Every life cycle of the room: whatever is not in its table is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.assessment.rules import (
    centre,
    cost,
    marking,
    plan,
    registration,
    result,
    review,
    seating,
    site,
    sitting,
    ticket,
)
from shuzheng.kernel.lifecycle import IllegalStep

if TYPE_CHECKING:
    from enum import StrEnum

    from shuzheng.kernel.lifecycle import Lifecycle

CYCLES: tuple[tuple[Lifecycle[Any, Any], type[StrEnum], tuple[StrEnum, ...]], ...] = (
    (site.SITE, site.Verb, (site.SITE.initial,)),
    (centre.CENTRE, centre.Verb, (centre.CENTRE.initial,)),
    (cost.SHEET, cost.Verb, (cost.SHEET.initial,)),
    (plan.PLAN, plan.Verb, (plan.PLAN.initial,)),
    (registration.REGISTRATION, registration.Verb, (registration.REGISTRATION.initial,)),
    (seating.SEATING, seating.Verb, (seating.SEATING.initial,)),
    (ticket.TICKET, ticket.Verb, (ticket.TICKET.initial,)),
    (sitting.SITTING, sitting.Verb, (sitting.SITTING.initial,)),
    (marking.MARK, marking.Verb, (marking.MARK.initial,)),
    (result.RESULT, result.Verb, (result.RESULT.initial,)),
    (review.REVIEW, review.Verb, (review.REVIEW.initial,)),
    (review.APPEAL, review.AppealVerb, (review.APPEAL.initial,)),
)

every_cycle = pytest.mark.parametrize(
    ("cycle", "verbs", "entrances"), CYCLES, ids=[cycle.name for cycle, _, _ in CYCLES]
)


@every_cycle
def test_every_pair_outside_the_table_is_refused(
    cycle: Lifecycle[Any, Any], verbs: type[StrEnum], entrances: tuple[StrEnum, ...]
) -> None:
    del entrances
    for state in cycle.states():
        for verb in verbs:
            if (state, verb) in cycle.steps:
                assert cycle.after(state, verb) == cycle.steps[state, verb]
            else:
                with pytest.raises(IllegalStep):
                    cycle.after(state, verb)


@every_cycle
def test_every_state_can_be_reached_and_every_verb_used(
    cycle: Lifecycle[Any, Any], verbs: type[StrEnum], entrances: tuple[StrEnum, ...]
) -> None:
    reached = set(entrances)
    for _ in cycle.states():
        reached |= {after for (before, _), after in cycle.steps.items() if before in reached}

    assert reached == set(cycle.states())
    assert {verb for _, verb in cycle.steps} == set(verbs)
    assert cycle.initial in entrances


@every_cycle
def test_every_state_and_verb_has_a_label_and_no_two_share_a_name(
    cycle: Lifecycle[Any, Any], verbs: type[StrEnum], entrances: tuple[StrEnum, ...]
) -> None:
    del entrances
    names = [*cycle.states(), *verbs]

    assert set(cycle.labels) == set(names)
    assert len(set(map(str, names))) == len(names)
    assert len(set(cycle.labels.values())) == len(names)


@every_cycle
def test_the_drawn_path_is_a_legal_walk(
    cycle: Lifecycle[Any, Any], verbs: type[StrEnum], entrances: tuple[StrEnum, ...]
) -> None:
    del verbs, entrances
    legal = {(before, after) for (before, _), after in cycle.steps.items()}

    assert cycle.path[0] == cycle.initial
    assert all(step in legal for step in pairwise(cycle.path))
