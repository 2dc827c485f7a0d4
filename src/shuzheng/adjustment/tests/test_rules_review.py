"""Days and steps of a year's review, and its list."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules import texts
from shuzheng.adjustment.rules.proposal import Fate, Ground
from shuzheng.adjustment.rules.review import REVIEW, State, Verb
from shuzheng.adjustment.rules.texts import Added, Named
from shuzheng.catalogue.rules.standing import KIND
from shuzheng.catalogue.rules.standing import State as Standing
from shuzheng.catalogue.rules.standing import Verb as Use
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))


@pytest.mark.rule("R-230")
def test_a_review_opens_in_october_and_takes_effect_in_january() -> None:
    assert rules.opens_on(2026, BOOK) == date(2026, 10, 1)
    assert rules.effective_on(2026, date(2026, 12, 20), BOOK) == date(2027, 1, 1)
    assert rules.effective_on(2026, date(2027, 1, 1), BOOK) == date(2027, 2, 1)
    assert rules.effective_on(2026, date(2027, 12, 20), BOOK) == date(2028, 1, 1)


@pytest.mark.rule("R-230")
def test_the_year_of_the_figures_is_twelve_whole_months() -> None:
    assert rules.year_of_figures(date(2026, 10, 1)) == (date(2025, 10, 1), date(2026, 10, 1))
    assert rules.year_of_figures(date(2026, 1, 31)) == (date(2025, 1, 1), date(2026, 1, 1))
    assert rules.years_before(date(2025, 10, 1), 2) == date(2023, 10, 1)


@pytest.mark.rule("R-233")
@pytest.mark.parametrize(
    ("effective", "closing"),
    [
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2026, 7, 15), date(2027, 7, 14)),
        (date(2028, 2, 29), date(2029, 2, 27)),
        (date(2026, 12, 31), date(2027, 12, 30)),
    ],
)
def test_the_grace_is_twelve_months(effective: date, closing: date) -> None:
    assert rules.closing_on(effective, date(2026, 1, 1), BOOK) == closing


@pytest.mark.rule("R-233")
def test_a_certificate_closes_when_its_day_is_over_and_nobody_waits() -> None:
    last = date(2027, 12, 31)

    assert not rules.may_close(last, last, ())
    assert rules.may_close(date(2028, 1, 1), last, ())
    assert not rules.may_close(date(2028, 1, 1), last, ["2027-0007"])


@pytest.mark.rule("R-230")
def test_every_pair_that_is_not_in_the_table_is_refused() -> None:
    for state in State:
        for verb in Verb:
            if (state, verb) not in REVIEW.steps:
                with pytest.raises(IllegalStep):
                    REVIEW.after(state, verb)


@pytest.mark.rule("R-233")
def test_a_kind_of_certificate_leaves_only_from_use_and_never_returns_from_closed() -> None:
    for state in Standing:
        for verb in Use:
            if (state, verb) not in KIND.steps:
                with pytest.raises(IllegalStep):
                    KIND.after(state, verb)
    assert not [verb for verb in Use if KIND.allows(Standing.CLOSED, verb)]
    assert KIND.after(Standing.PHASING_OUT, Use.RESTORE) is Standing.IN_USE


@pytest.mark.rule("R-230", "R-231", "R-232", "R-233")
def test_the_documents_say_what_is_dropped_watched_and_added() -> None:
    lines = [
        Named("C01", "甲证书", "甲公司", Fate.DROP, Ground.RANK),
        Named("C02", "乙证书", "乙公司", Fate.WATCH, Ground.EXPERTS),
    ]
    text = texts.decided(
        2026, date(2027, 1, 1), date(2027, 12, 31), lines, [Added("碳资产管理", "新能源")]
    )

    assert texts.title(2026, decided=True) == "关于2026年度职业技能等级证书目录调整的通知"
    assert texts.title(2026, decided=False) == "关于2026年度职业技能等级证书目录调整建议的公示"
    assert text.split("\n") == [
        "经评审和公示，现将2026年度职业技能等级证书目录调整事项通知如下。",
        "一、退出的证书",
        "甲证书（C01，甲公司），依据：年度评审排名。",
        "二、列入观察的证书",
        "乙证书（C02，乙公司），依据：专家评审意见。",
        "三、新增的证书",
        "碳资产管理（新能源）。",
        "以上调整自2027年1月1日起施行。退出的证书不再受理新的准入，在办班级和已报名考生至迟于"
        "2027年12月31日完成培训考核；已经颁发的证书继续有效，可随时查验。",
    ]
