"""The ranking of a cut: coldest first, ties by a published rule, the protected passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.adjustment.rules import cut as cuts
from shuzheng.adjustment.rules import ranking
from shuzheng.adjustment.rules.cut import Certificate, Cut, Input, Outside, Terms
from shuzheng.adjustment.rules.ranking import Advice, Protection
from shuzheng.insight.rules.weighing import Told

if TYPE_CHECKING:
    from random import Random

TERMS = Terms(10, 12, 12, 5, 60, 24, 60)
ON = date(2026, 10, 1)
OLD = date(2021, 3, 1)
SOURCE = ("企业用人需求调查（演示）", date(2026, 9, 1))


def told(count: int, of: int = 0) -> Told:
    return Told(count, of, *SOURCE)


def certificate(code: str, registered: int, **changes: Any) -> Certificate:  # noqa: ANN401 - of any field
    made = Certificate(code, f"演示{code}", "演示评价组织", registered, registered, 5, OLD, None)
    return replace(made, **changes)


def cut(*certificates: Certificate, **changes: Any) -> Cut:  # noqa: ANN401 - of any field
    made = Cut(2026, ON, date(2025, 10, 1), date(2026, 9, 30), TERMS, (), certificates)
    return replace(made, **changes)


def many(count: int) -> list[Certificate]:
    """Return certificates of which each is warmer than the one before."""
    return [certificate(f"C{n:03d}", n * 10) for n in range(1, count + 1)]


def advised(found: ranking.Ranking, advice: Advice) -> list[str]:
    return [one.code for one in found.places if one.advice is advice]


@pytest.mark.rule("R-231")
def test_coldness_is_worked_out_as_by_hand() -> None:
    cold = certificate(
        "A",
        30,
        before=90,
        institutions=2,
        told={Input.NEEDS: told(25), Input.RECOGNISED: told(12, 20), Input.MATCHED: told(3, 12)},
    )
    warm = certificate("B", 120, before=120, institutions=8, told={Input.NEEDS: told(50)})
    found = ranking.rank(cut(cold, warm))

    place = found.of("A")
    assert (place.registered, place.institutions, place.trend) == (
        Fraction(1, 4),
        Fraction(1, 4),
        Fraction(1, 4),
    )
    assert place.demand == Fraction(12, 25)  # 0.5·½ + 0.3·12/20 + 0.2·3/12
    assert place.coldness == Fraction(37, 125)  # 0.1 + 0.05 + 0.05 + 0.096
    assert found.of("B").coldness == Fraction(9, 10)  # 0.4 + 0.2 + 0.1 + 0.2
    assert [one.code for one in found.places] == ["A", "B"]


@pytest.mark.rule("R-231")
def test_without_trend_and_demand_their_weight_is_spread() -> None:
    young = certificate("A", 30, institutions=4, used_since=date(2024, 10, 2))
    found = ranking.rank(cut(young, certificate("B", 60, institutions=8)))

    assert found.of("A").trend is None
    assert found.of("A").demand is None
    assert found.of("A").coldness == Fraction(1, 2)  # (0.4·½ + 0.2·½) / 0.6


@pytest.mark.rule("R-231")
@pytest.mark.parametrize(
    ("count", "number", "most"),
    [
        (0, 0, 0),
        (8, 0, 0),
        (9, 1, 1),
        (14, 1, 1),
        (15, 1, 1),
        (17, 2, 2),
        (25, 3, 3),
        (447, 45, 53),
    ],
)
def test_the_number_is_rounded_half_up_and_never_above_the_limit(
    count: int, number: int, most: int
) -> None:
    assert (ranking.number(count, TERMS), ranking.limit(count, TERMS)) == (number, most)


@pytest.mark.rule("R-231")
def test_equals_stand_by_registrations_then_institutions_then_code() -> None:
    same = [
        certificate("D", 10, institutions=5),  # .04 + .10 + .10, of .8
        certificate("C", 10, institutions=5),
        certificate("A", 20, institutions=3),  # .08 + .06 + .10
        certificate("F", 30, institutions=5),  # .12 + .10 + .10
        certificate("Z", 30, before=20, institutions=4),  # .12 + .08 + .12
        certificate("B", 100, institutions=10),
    ]
    found = ranking.rank(cut(*same))

    assert [found.of(code).coldness for code in "DCA"] == [Fraction(3, 10)] * 3
    assert [found.of(code).coldness for code in "FZ"] == [Fraction(2, 5)] * 2
    assert [one.code for one in found.places] == ["C", "D", "A", "Z", "F", "B"]


@pytest.mark.rule("R-230")
def test_the_young_are_passed_over_and_the_next_is_taken() -> None:
    rows = many(20)
    rows[0] = replace(rows[0], used_since=date(2025, 10, 2))
    rows[1] = replace(rows[1], used_since=date(2025, 10, 1))
    found = ranking.rank(cut(*rows))

    assert advised(found, Advice.PROTECTED) == ["C001"]
    assert found.of("C001").protection is Protection.YOUNG
    assert advised(found, Advice.DROP) == ["C002", "C003"]


@pytest.mark.rule("R-230", "R-232")
def test_the_last_of_a_shortage_field_is_passed_over_also_when_the_other_is_dropped() -> None:
    rows = many(20)
    rows[0] = replace(rows[0], shortage=("养老服务",))
    rows[1] = replace(rows[1], shortage=("养老服务",))
    rows[2] = replace(rows[2], shortage=("家政服务",))
    found = ranking.rank(cut(*rows))

    assert advised(found, Advice.DROP) == ["C001", "C004"]
    assert [found.of(f"C{n:03d}").protection for n in (2, 3)] == [Protection.ONLY_ONE] * 2


@pytest.mark.rule("R-230", "R-231")
def test_vetoes_and_national_decisions_come_first_and_are_outside_the_number() -> None:
    rows = many(20)
    rows[0] = replace(rows[0], outside=Outside.NATIONAL)
    rows[19] = replace(rows[19], outside=Outside.VETO, shortage=("养老服务",))
    rows[1] = replace(rows[1], shortage=("养老服务",))
    found = ranking.rank(cut(*rows))

    assert advised(found, Advice.OUTSIDE) == ["C001", "C020"]
    assert found.of("C002").protection is Protection.ONLY_ONE  # the other one goes by veto
    assert advised(found, Advice.DROP) == ["C003", "C004"]
    assert found.number == 2


@pytest.mark.rule("R-231")
def test_nothing_is_taken_from_the_warmer_half_when_all_others_are_young() -> None:
    rows = [replace(one, used_since=date(2026, 1, 1)) for one in many(20)]
    rows[19] = replace(rows[19], used_since=OLD)
    assert advised(ranking.rank(cut(*rows)), Advice.DROP) == []
    assert advised(ranking.rank(cut(*rows)), Advice.PROTECTED) == ["C001", "C002"]

    rows[4] = replace(rows[4], used_since=OLD)
    assert advised(ranking.rank(cut(*rows)), Advice.DROP) == ["C005"]


@pytest.mark.rule("R-231")
def test_a_share_over_fewer_than_five_persons_is_no_data() -> None:
    few = {Input.NEEDS: told(10), Input.MATCHED: told(4, 4)}
    enough = {Input.NEEDS: told(10), Input.MATCHED: told(4, 5)}
    found = ranking.rank(cut(certificate("A", 9, told=few), certificate("B", 9, told=enough)))

    assert found.of("A").demand == 1
    assert found.of("B").demand == Fraction(33, 35)  # (.5 + .2 · 4/5) / .7


@pytest.mark.rule("R-231")
def test_nothing_in_use_ranks_nothing() -> None:
    found = ranking.rank(cut(key_industries=("新材料",)))

    assert (found.number, found.places, found.match, found.gaps) == (0, (), None, ("新材料",))


rows_of_a_cut = st.lists(
    st.builds(
        lambda registered, before, institutions, months, shortage, outside, needs: certificate(
            "",
            registered,
            before=before,
            institutions=institutions,
            used_since=date(2026 - months // 12, 12 - months % 12, 1),
            shortage=shortage,
            outside=outside,
            told={} if needs is None else {Input.NEEDS: told(needs)},
        ),
        st.integers(0, 500),
        st.integers(0, 500),
        st.integers(0, 30),
        st.integers(3, 60),
        st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=2, unique=True).map(tuple),
        st.none() | st.sampled_from(Outside),
        st.none() | st.integers(0, 90),
    ),
    max_size=40,
)


@pytest.mark.rule("R-230", "R-231")
@given(rows_of_a_cut, st.randoms(use_true_random=False))
def test_no_cut_drops_too_many_or_the_protected_and_the_order_of_rows_is_nothing(
    rows: list[Certificate], shuffle: Random
) -> None:
    rows = [replace(one, code=f"C{n:03d}") for n, one in enumerate(rows)]
    found = ranking.rank(cut(*rows))
    shuffle.shuffle(rows)

    assert found == ranking.rank(cut(*rows))
    by_code = {one.code: one for one in rows}
    gone = [by_code[code] for code in advised(found, Advice.DROP)]
    assert len(gone) <= found.number <= found.most <= len(rows) * 0.12
    assert not [one for one in gone if one.outside]
    outside = {one.code for one in rows if one.outside}
    stays = [one for one in rows if one not in gone and one.code not in outside]
    for one in gone:
        for field in one.shortage:
            assert any(field in other.shortage for other in stays)


@pytest.mark.rule("R-231")
@given(rows_of_a_cut)
def test_more_registrations_never_make_a_certificate_colder(rows: list[Certificate]) -> None:
    rows = [replace(one, code=f"C{n:03d}", outside=None) for n, one in enumerate(rows)]
    if not rows:
        return
    warmer = [replace(rows[0], registered=rows[0].registered + 7), *rows[1:]]

    before, after = ranking.rank(cut(*rows)), ranking.rank(cut(*warmer))
    assert after.of("C000").rank >= before.of("C000").rank


@given(rows_of_a_cut)
def test_a_cut_is_read_back_from_its_json(rows: list[Certificate]) -> None:
    made = cut(*(replace(one, code=f"C{n:03d}") for n, one in enumerate(rows)))

    assert cuts.read(cuts.plain(made)) == made
