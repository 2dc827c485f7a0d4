"""The lot of a panel: who stands in it, what it comes to, and that strangers compute the same."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.governance.core import drawing
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules import pool
from shuzheng.governance.rules.panel import PANEL, SEAT, Kind
from shuzheng.governance.rules.pool import Bar, State
from shuzheng.kernel.lifecycle import IllegalStep, Lifecycle
from shuzheng.kernel.rulebook import Rulebook

if TYPE_CHECKING:
    from enum import StrEnum

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 3, 2)
SINCE = date(2025, 9, 3)
NOBODY: frozenset[int] = frozenset()


def expert(pk: int, **changes: Any) -> pool.Expert:  # noqa: ANN401 - of any expert
    """Return an expert of making who is free."""
    usual: dict[str, Any] = {
        "name": f"专家{pk}",
        "state": State.IN_POOL,
        "fields": ("制造",),
        "employer": None,
        "kin": NOBODY,
        "conflicts": NOBODY,
        "drawn_on": None,
    }
    return pool.Expert(id=pk, **{**usual, **changes})


TIES = st.frozensets(st.sampled_from([6, 7, 8]), max_size=2)
EXPERTS = st.lists(
    st.builds(
        pool.Expert,
        id=st.integers(1, 60),
        name=st.just("甲"),
        state=st.sampled_from(State),
        fields=st.sampled_from([("制造",), ("服务",), ("服务", "制造")]),
        employer=st.sampled_from([None, None, 7, 9]),
        kin=TIES,
        conflicts=TIES,
        drawn_on=st.none() | st.dates(date(2025, 1, 1), date(2026, 3, 1)),
    ),
    unique_by=lambda one: one.id,
    max_size=40,
)


@pytest.mark.rule("R-012")
@given(EXPERTS, TIES, st.binary(min_size=32, max_size=32), st.sampled_from([3, 5]))
def test_whoever_is_passed_over_never_sits_nor_stands_by(
    experts: list[pool.Expert], parties: frozenset[int], seed: bytes, size: int
) -> None:
    found = rules.lot(experts, ["制造"], parties, since=SINCE, needed=size + 2)
    inputs = drawing.freeze(
        [f"{pk:02d}" for pk in found.experts],
        [(f"{pk:02d}", rules.GROUNDS[why]) for pk, why in found.excluded],
        [f"{pk:02d}" for pk in found.recent],
        size=size,
        reserve=2,
    )
    try:
        rules.check_lot(found, size=size, reserve=2)
    except rules.TooFewExperts:
        with pytest.raises(ValueError, match="too few"):
            drawing.outcome_of(inputs, seed)
        return
    drawn = drawing.outcome_of(inputs, seed)
    chosen = [int(tag) for tag in (*drawn["panel"], *drawn["substitutes"])]
    assert len(drawn["panel"]) == size
    assert len(drawn["substitutes"]) >= 2
    assert len(chosen) == len(set(chosen))
    assert set(chosen) == set(found.stands)
    for one in experts:
        if one.id in chosen:
            assert one.state is State.IN_POOL
            assert "制造" in one.fields
            assert one.employer not in parties
            assert not (one.kin | one.conflicts) & parties
            assert found.lifted or one.drawn_on is None or one.drawn_on < SINCE


@pytest.mark.rule("R-012")
def test_the_lot_says_who_is_passed_over_and_why() -> None:
    experts = [
        expert(1),
        expert(2, employer=7),
        expert(3, kin=frozenset({7})),
        expert(4, conflicts=frozenset({7, 9})),
        expert(5, state=State.RESTING),
        expert(6, state=State.LEFT),
        expert(7, fields=("服务",)),
        expert(8, drawn_on=date(2025, 9, 3)),
        expert(9, drawn_on=date(2025, 9, 2)),
    ]
    found = rules.lot(experts, ["制造"], [7], since=SINCE, needed=2)
    assert found.experts == (1, 2, 3, 4, 5, 8, 9)
    assert found.excluded == ((2, Bar.EMPLOYER), (3, Bar.KIN), (4, Bar.CONFLICT), (5, Bar.STATE))
    assert (found.recent, found.stands, found.lifted) == ((8,), (1, 9), False)
    assert [rules.GROUNDS[why] for _pk, why in found.excluded] == [
        "employer",
        "interest",
        "interest",
        "resting",
    ]


@pytest.mark.rule("R-012")
def test_those_drawn_lately_stand_in_the_lot_only_where_too_few_remain() -> None:
    experts = [expert(1), expert(2), expert(3, drawn_on=TODAY), expert(4, drawn_on=TODAY)]
    strict = rules.lot(experts, ["制造"], [], since=SINCE, needed=2)
    assert (strict.stands, strict.lifted) == ((1, 2), False)
    lifted = rules.lot(experts, ["制造"], [], since=SINCE, needed=3)
    assert (lifted.stands, lifted.recent, lifted.lifted) == ((1, 2, 3, 4), (3, 4), True)


@pytest.mark.rule("R-012")
def test_a_lot_that_is_too_small_is_refused_with_its_numbers() -> None:
    experts = [*(expert(pk) for pk in range(1, 5)), expert(5, employer=7)]
    found = rules.lot(experts, ["制造"], [7], since=SINCE, needed=5)
    said = "Of 5 experts of these fields 4 can sit. A panel of 3 with 2 substitutes needs 5."
    with pytest.raises(rules.TooFewExperts, match=said):
        rules.check_lot(found, size=3, reserve=2)
    rules.check_lot(found, size=3, reserve=1)


@pytest.mark.rule("R-012")
def test_a_panel_is_odd_and_large_enough_and_a_review_has_its_year() -> None:
    for size in (3, 5, 7):
        rules.check_size(size, TODAY, BOOK)
    for size in (0, 1, 2, 4):
        with pytest.raises(rules.PanelSize, match="at least 3"):
            rules.check_size(size, TODAY, BOOK)
    rules.check_year(Kind.CATALOGUE_REVIEW, 2026)
    rules.check_year(Kind.HEARING, None)
    for kind, year in ((Kind.CATALOGUE_REVIEW, None), (Kind.OTHER, 2026)):
        with pytest.raises(rules.NoYear):
            rules.check_year(kind, year)


@pytest.mark.rule("R-012")
def test_the_rulebook_gives_two_substitutes_half_a_year_and_two_days() -> None:
    noon = datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert rules.reserve(TODAY, BOOK) == 2
    assert rules.recent_since(TODAY, BOOK) == SINCE
    assert rules.answer_by(noon, TODAY, BOOK) == datetime(2026, 3, 4, 4, tzinfo=UTC)
    assert rules.shows_names(rules.State.DONE, TODAY, BOOK)
    for state in set(rules.State) - {rules.State.DONE}:
        assert not rules.shows_names(state, TODAY, BOOK)


@pytest.mark.rule("R-012")
def test_a_member_who_is_tied_to_a_party_by_now_stands_in_the_way_of_the_end() -> None:
    rules.check_members([expert(1), expert(2, state=State.LEFT)], ["制造"], [7])
    with pytest.raises(rules.Barred, match="专家3 cannot sit"):
        rules.check_members([expert(1), expert(3, kin=frozenset({7}))], ["制造"], [7])


TAGS = ["a1", "b2", "c3", "d4", "e5", "f6"]
INPUTS = {
    "experts": TAGS,
    "excluded": [["b2", "employer"]],
    "recent": ["e5"],
    "size": 3,
    "reserve": 1,
}


def shuffled_by_hand(seed: bytes, items: list[str]) -> list[str]:
    """Shuffle as docs/draws.md says, written again from its words alone."""
    stream = b"".join(sha256(b"panel-1" + seed + n.to_bytes(8, "big")).digest() for n in range(8))
    numbers = [int.from_bytes(stream[at : at + 4], "big") for at in range(0, len(stream), 4)]
    for place in range(len(items) - 1, 0, -1):
        most = 2**32 - 2**32 % (place + 1)
        while (number := numbers.pop(0)) >= most:
            pass
        other = number % (place + 1)
        items[place], items[other] = items[other], items[place]
    return items


@pytest.mark.rule("R-012")
@given(st.binary(min_size=32, max_size=32))
def test_a_stranger_computes_the_same_from_the_words_of_the_method(seed: bytes) -> None:
    order = shuffled_by_hand(seed, ["a1", "c3", "d4", "f6"])
    assert drawing.outcome_of(INPUTS, seed) == {"panel": order[:3], "substitutes": order[3:]}
    lifted = shuffled_by_hand(seed, ["a1", "c3", "d4", "e5", "f6"])
    assert drawing.outcome_of({**INPUTS, "reserve": 2}, seed) == {
        "panel": lifted[:3],
        "substitutes": lifted[3:],
    }


@pytest.mark.rule("R-012")
def test_the_seed_of_noughts_draws_what_it_always_drew() -> None:
    assert drawing.outcome_of(INPUTS, bytes(32)) == {
        "panel": ["d4", "a1", "c3"],
        "substitutes": ["f6"],
    }


@pytest.mark.rule("R-012")
def test_each_expert_is_drawn_about_as_often() -> None:
    drawn = Counter(
        tag
        for n in range(2_000)
        for tag in drawing.outcome_of({**INPUTS, "reserve": 2}, n.to_bytes(32, "big"))["panel"]
    )
    assert set(drawn) == {"a1", "c3", "d4", "e5", "f6"}
    assert all(1_100 < count < 1_300 for count in drawn.values())


def test_the_order_in_which_the_lists_come_does_not_matter() -> None:
    pairs = [("b", "employer"), ("a", "resting")]
    one = drawing.freeze(["b", "a"], pairs, ["d", "c"], size=3, reserve=2)
    assert one == drawing.freeze(["a", "b"], pairs[::-1], ["c", "d"], size=3, reserve=2)
    assert one["excluded"] == [["a", "resting"], ["b", "employer"]]


def test_a_tag_names_nobody_and_differs_from_draw_to_draw() -> None:
    person, first, second = UUID(int=1), UUID(int=2), UUID(int=3)
    assert drawing.tag(first, person) != drawing.tag(second, person)
    said = b"shuzheng/draw/expert/v1\0" + first.bytes + person.bytes
    assert drawing.tag(first, person) == sha256(said).hexdigest()[:32]


CYCLES: list[tuple[Lifecycle[Any, Any], type[StrEnum]]] = [
    (PANEL, rules.Verb),
    (SEAT, rules.SeatVerb),
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
