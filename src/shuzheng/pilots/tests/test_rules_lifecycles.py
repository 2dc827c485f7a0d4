"""Every life cycle of the room: whatever is not in its table is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.rules import (
    activity,
    alliance,
    cases,
    entry,
    filing,
    organs,
    reporting,
    tracking,
)

if TYPE_CHECKING:
    from enum import StrEnum

    from shuzheng.kernel.lifecycle import Lifecycle

CYCLES: tuple[tuple[Lifecycle[Any, Any], type[StrEnum], tuple[StrEnum, ...]], ...] = (
    (filing.FILING, filing.Verb, (filing.FILING.initial,)),
    (filing.VERSION, filing.VersionVerb, (filing.VERSION.initial,)),
    (entry.ENTRY, entry.Verb, (entry.ENTRY.initial,)),
    (activity.ACTIVITY, activity.Verb, (activity.ACTIVITY.initial,)),
    (alliance.ALLIANCE, alliance.Verb, (alliance.ALLIANCE.initial,)),
    (reporting.REPORT, reporting.Verb, (reporting.REPORT.initial,)),
    (cases.CASE, cases.Verb, (cases.CASE.initial,)),
    (cases.PROBLEM, cases.ProblemVerb, (cases.PROBLEM.initial,)),
    (tracking.TRACKING, tracking.Verb, (tracking.TRACKING.initial,)),
    (organs.RISK, organs.RiskVerb, (organs.RISK.initial,)),
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
