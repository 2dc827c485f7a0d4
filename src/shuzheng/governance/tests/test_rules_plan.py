"""What a plan names, what it fixes, how it differs from today, and its life."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.governance.rules import plan as rules
from shuzheng.governance.rules import plan_text
from shuzheng.governance.rules.plan import PLAN, List, Row, State, Verb
from shuzheng.kernel.lifecycle import IllegalStep

A, B, C = (Row(code, f"院校{code}", "合肥市", "") for code in "abc")
MOVED = Row("b", "院校b", "芜湖市", "")
FULL = {List.INSTITUTIONS: [A, B], List.CERTIFICATES: [C], List.SITES: [A]}


@pytest.mark.rule("R-009")
def test_lists_are_compared_row_by_row() -> None:
    found = rules.compare([A, B], [MOVED, C])
    assert (found.gone, found.new, found.changed) == ((A,), (C,), ((B, MOVED),))
    assert found.count == 3
    assert rules.compare([A, B], [B, A]).count == 0


ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz")).map(
    lambda found: [Row(code, name, "", "") for code, name in found.items()]
)


@pytest.mark.rule("R-009")
@given(ROWS, ROWS)
def test_a_difference_tells_all_that_was_and_all_that_is(was: list[Row], now: list[Row]) -> None:
    found = rules.compare(was, now)
    kept = set(was) & set(now)
    assert set(found.gone) | {old for old, _new in found.changed} | kept == set(was)
    assert set(found.new) | {new for _old, new in found.changed} | kept == set(now)
    assert (found.count == 0) == (set(was) == set(now))


@pytest.mark.rule("R-009")
def test_industries_are_named_once_and_at_least_one() -> None:
    assert rules.industries(["新能源汽车", "", " 集成电路 ", "新能源汽车"]) == [
        "新能源汽车",
        "集成电路",
    ]
    rules.check_fixing(2026, ["集成电路"], 1, FULL)
    with pytest.raises(rules.NoIndustry):
        rules.check_fixing(2026, [], 1, FULL)
    with pytest.raises(rules.NoMilestone, match="2026"):
        rules.check_fixing(2026, ["集成电路"], 0, FULL)
    with pytest.raises(rules.EmptyList, match="Certificate list"):
        rules.check_fixing(2026, ["集成电路"], 1, {**FULL, List.CERTIFICATES: []})


@pytest.mark.rule("R-009")
def test_the_digest_is_of_everything_that_is_fixed_and_of_no_order() -> None:
    on = date(2026, 3, 2)
    first = rules.digest(2026, 1, on, ["集成电路"], FULL)
    assert first == rules.digest(2026, 1, on, ["集成电路"], {**FULL, List.INSTITUTIONS: [B, A]})
    others = {
        rules.digest(2027, 1, on, ["集成电路"], FULL),
        rules.digest(2026, 2, on, ["集成电路"], FULL),
        rules.digest(2026, 1, date(2026, 3, 3), ["集成电路"], FULL),
        rules.digest(2026, 1, on, ["绿色食品"], FULL),
        rules.digest(2026, 1, on, ["集成电路"], {**FULL, List.INSTITUTIONS: [A, MOVED]}),
        rules.digest(2026, 1, on, ["集成电路"], {**FULL, List.SITES: [B]}),
    }
    assert len(others | {first}) == 7


@pytest.mark.rule("R-009")
def test_a_plan_is_made_for_this_year_or_the_next_by_two_persons() -> None:
    rules.check_year(2027, date(2026, 12, 31))
    for year in (2025, 2028):
        with pytest.raises(rules.NoSuchPlanYear, match="2026 or 2027"):
            rules.check_year(year, date(2026, 12, 31))
    rules.check_publisher(12, 11)
    with pytest.raises(rules.SamePerson):
        rules.check_publisher(11, 11)


@pytest.mark.rule("R-009")
def test_the_text_of_a_plan_has_milestones_by_number_and_lists_by_city() -> None:
    stones = [(date(2026, 6, 30), "完成年度备案", "省教育厅")]
    other = Row("d", "站点d", "黄山市", "演示证书")
    lists = {List.INSTITUTIONS: [MOVED, A, C], List.CERTIFICATES: [C], List.SITES: [other]}
    found = list(
        plan_text.lines("稳步推进。\n", ["集成电路", "绿色食品"], stones, lists, date(2026, 3, 2))
    )
    assert found == [
        (1, "一、工作目标"),
        (0, "稳步推进。"),
        (1, "二、区域重点产业"),
        (0, "集成电路、绿色食品。"),
        (1, "三、时间表、路线图"),
        (0, "1. 2026年6月30日前，完成年度备案。责任单位：省教育厅。"),
        (1, "四、三份清单"),
        (0, "以下清单按2026年3月2日平台登记情况确定。"),
        (2, "（一）试点院校清单（共3项）"),
        (0, "合肥市：院校a、院校c。"),
        (0, "芜湖市：院校b。"),
        (2, "（二）证书目录（共1项）"),
        (0, "1. 院校c（合肥市）"),
        (2, "（三）考核站点布局（共1项）"),
        (0, "1. 站点d（黄山市，演示证书）"),
    ]
    assert plan_text.title(2026, 2, "安徽省") == "安徽省2026年度1+X证书制度试点实施方案（第2版）"


STEPS = {
    (State.DRAFTING, Verb.FIX): State.FIXED,
    (State.DRAFTING, Verb.DISCARD): State.DISCARDED,
    (State.FIXED, Verb.REOPEN): State.DRAFTING,
    (State.FIXED, Verb.PUBLISH): State.IN_FORCE,
    (State.IN_FORCE, Verb.REPLACE): State.REPLACED,
}


@pytest.mark.rule("R-009")
@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_every_step_of_a_plan_that_is_not_in_the_table_is_refused(state: State, verb: Verb) -> None:
    if (state, verb) in STEPS:
        assert PLAN.after(state, verb) is STEPS[state, verb]
    else:
        with pytest.raises(IllegalStep):
            PLAN.after(state, verb)
