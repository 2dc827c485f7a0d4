"""The lot: fair, computed again from its inputs alone, blind to who asks, closed to guessers."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.foundation import rulebooks
from shuzheng.kernel.lifecycle import IllegalStep, Lifecycle
from shuzheng.quality.core import drawing
from shuzheng.quality.rules import campaign as rules
from shuzheng.quality.rules import finding, form, inspection, veto
from shuzheng.quality.rules.campaign import Ground, Inspector, TargetKind
from shuzheng.transparency.core import draws

if TYPE_CHECKING:
    from enum import StrEnum

NOBODY = frozenset[int]()
TODAY = date(2026, 3, 2)
VEIL = bytes(range(32))


def frozen(targets: int, inspectors: int, draw: int, team: int) -> dict[str, object]:
    return drawing.freeze(
        [f"{n:04d}" for n in range(targets)],
        [f"t{n}" for n in range(inspectors)],
        [("t0", "0000")],
        draw=draw,
        team=team,
        veil=VEIL,
    )


@pytest.mark.rule("R-210")
def test_the_worked_example_comes_out_as_written() -> None:
    drawn = drawing.outcome_of(frozen(5, 4, 2, 2), bytes(32))

    assert drawn == [["0002", ["t3", "t0"]], ["0001", ["t2", "t1"]]]


@given(
    seed=st.binary(min_size=32, max_size=32),
    targets=st.integers(2, 12),
    inspectors=st.integers(4, 9),
    team=st.integers(2, 3),
    data=st.data(),
)
@settings(max_examples=60)
@pytest.mark.rule("R-210")
def test_every_draw_gives_whole_teams_without_a_conflict_and_shares_the_work(
    seed: bytes, targets: int, inspectors: int, team: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, targets - 1))
    drawn = drawing.outcome_of(frozen(targets, inspectors, count, team), seed)

    assert len(drawn) == count == len({code for code, _ in drawn})
    assert all(len(members) == team == len(set(members)) for _, members in drawn)
    assert not any(code == "0000" and "t0" in members for code, members in drawn)
    load = Counter(one for _, members in drawn for one in members)
    counts = [load[f"t{n}"] for n in range(1, inspectors)]
    assert max(counts) - min(counts) <= 1


@pytest.mark.rule("R-210")
def test_each_target_is_drawn_about_as_often() -> None:
    drawn = Counter(
        code
        for n in range(2_000)
        for code, _ in drawing.outcome_of(frozen(5, 4, 1, 2), n.to_bytes(32, "big"))
    )

    assert set(drawn) == {f"{n:04d}" for n in range(5)}
    assert all(320 < count < 480 for count in drawn.values())


@pytest.mark.rule("R-210")
def test_the_order_in_which_the_lists_come_does_not_matter() -> None:
    one = drawing.freeze(["b", "a"], ["y", "x"], [], draw=1, team=2, veil=VEIL)

    assert one == drawing.freeze(["a", "b"], ["x", "y"], [], draw=1, team=2, veil=VEIL)


@pytest.mark.rule("R-210")
def test_who_knows_the_seed_and_all_lists_but_not_the_veil_guesses_nothing() -> None:
    lists = frozen(40, 6, 5, 2)
    seed = bytes(range(32))
    told = {code for code, _ in drawing.outcome_of(lists, seed)}

    hits = [
        len(told & {code for code, _ in drawing.outcome_of({**lists, "veil": guess}, seed)})
        for guess in (f"{n:064x}" for n in range(400))
    ]

    assert 0.4 < sum(hits) / len(hits) < 0.85  # 5 × 5 / 40 by chance alone


@pytest.mark.rule("R-210")
def test_a_tag_names_nobody_and_differs_from_draw_to_draw() -> None:
    person, first, second = UUID(int=1), UUID(int=2), UUID(int=3)

    assert drawing.tag(first, person) != drawing.tag(second, person)
    assert len(drawing.tag(first, person)) == 32
    assert draws.veil(first.bytes, VEIL) != draws.veil(second.bytes, VEIL)


@pytest.mark.rule("R-210")
@pytest.mark.parametrize(
    ("own", "kin", "contact", "expected"),
    [
        ({7}, set(), set(), Ground.OWN),
        (set(), {7}, set(), Ground.KIN),
        (set(), set(), {7}, Ground.CONTACT),
        ({8}, {8}, {8}, None),
        ({7}, {7}, {7}, Ground.OWN),
    ],
)
def test_own_institution_kin_and_recent_contact_keep_away(
    own: set[int], kin: set[int], contact: set[int], expected: Ground | None
) -> None:
    someone = Inspector(1, frozenset(own), frozenset(kin), frozenset(contact))

    assert rules.ground(someone, 7) == expected
    assert rules.excluded([someone], {30: 7, 31: 9}) == ([(1, 30)] if expected else [])


@pytest.mark.rule("R-210")
def test_a_lot_over_all_targets_and_one_without_enough_inspectors_are_refused() -> None:
    people = [Inspector(n, NOBODY, NOBODY, NOBODY) for n in range(3)]

    rules.check_lot([1, 2, 3], people, [(0, 1)], draw=2, team=2)
    with pytest.raises(rules.TooFewTargets):
        rules.check_lot([1, 2], people, [], draw=2, team=2)
    with pytest.raises(rules.TooFewInspectors):
        rules.check_lot([1, 2, 3], people, [(0, 1), (1, 1)], draw=2, team=2)


@pytest.mark.rule("R-210")
def test_nobody_inspects_alone_and_each_step_of_a_draw_has_two_days() -> None:
    book = rulebooks.current()
    rules.check_team(2, TODAY, book)
    with pytest.raises(rules.TeamTooSmall):
        rules.check_team(1, TODAY, book)
    noon = datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert rules.answer_by(noon, TODAY, book) == datetime(2026, 3, 4, 4, tzinfo=UTC)
    assert rules.contact_since(TODAY, book) == date(2025, 3, 2)


@pytest.mark.rule("R-220")
@pytest.mark.parametrize("kind", list(TargetKind))
def test_confidentiality_issuing_and_rights_are_on_every_form(kind: TargetKind) -> None:
    book = rulebooks.current()
    always = ("confidentiality", "issuing", "rights")

    assert form.sections_of(kind, (), TODAY, book) == always
    assert form.sections_of(kind, ("fees",), TODAY, book) == (*always, "fees")
    asked = {section for section, _, _ in form.items_of(always)}
    assert asked == set(always)
    with pytest.raises(form.SectionUnknown):
        form.sections_of(kind, ("kitchen",), TODAY, book)


def test_sections_belong_to_what_is_inspected() -> None:
    book = rulebooks.current()
    with pytest.raises(form.SectionUnknown):
        form.sections_of(TargetKind.ORGANISATION, ("rooms",), TODAY, book)
    with pytest.raises(form.SectionUnknown):
        form.sections_of(TargetKind.SITE, ("standards",), TODAY, book)


CYCLES: list[tuple[Lifecycle[Any, Any], type[StrEnum]]] = [
    (rules.CAMPAIGN, rules.Verb),
    (inspection.INSPECTION, inspection.Verb),
    (finding.FINDING, finding.Verb),
    (veto.VETO, veto.Verb),
]


@pytest.mark.parametrize(("cycle", "verbs"), CYCLES)
def test_every_pair_outside_a_table_is_refused_and_every_label_is_there(
    cycle: Lifecycle[Any, Any], verbs: type[StrEnum]
) -> None:
    for state in cycle.states():
        for verb in verbs:
            if (state, verb) not in cycle.steps:
                with pytest.raises(IllegalStep):
                    cycle.after(state, verb)
    assert set(cycle.labels) == {*cycle.states(), *verbs}
    legal = {(before, after) for (before, _), after in cycle.steps.items()}
    assert all(step in legal for step in pairwise(cycle.path))
