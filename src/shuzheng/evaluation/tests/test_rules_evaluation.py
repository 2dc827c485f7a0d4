"""The steps and days of a year's evaluation, its texts, and its frozen form."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import frozen, self_check, texts
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Verb
from shuzheng.evaluation.rules.frozen import Head, Row
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.scoring import Grade, Terms
from shuzheng.evaluation.rules.self_check import (
    SELF_CHECK,
    SELF_FINDING,
    Found,
    Mend,
    Principle,
)
from shuzheng.evaluation.rules.texts import Graded
from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel import canonical
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
CALENDAR = Calendar(frozenset(), frozenset())
ON = date(2026, 3, 2)
LEGAL = {
    ("drafted", "publish_set"): "indicator_set_published",
    ("indicator_set_published", "freeze"): "data_frozen",
    ("data_frozen", "ask"): "self_check",
    ("self_check", "hand_on"): "city_opinion",
    ("self_check", "score"): "scored",
    ("city_opinion", "score"): "scored",
    ("scored", "hear"): "heard",
    ("heard", "decide"): "decided",
    ("decided", "publish"): "published",
    ("published", "use"): "used",
    ("used", "use"): "used",
    ("published", "close"): "closed",
    ("used", "close"): "closed",
}


@pytest.mark.rule("R-218")
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_an_evaluation_goes_its_way_and_no_other(state: State, verb: Verb) -> None:
    if (state.value, verb.value) in LEGAL:
        assert EVALUATION.after(state, verb) == LEGAL[state.value, verb.value]
        return
    with pytest.raises(IllegalStep):
        EVALUATION.after(state, verb)


@pytest.mark.rule("R-214")
def test_a_self_check_is_handed_in_once_and_a_finding_put_right_once() -> None:
    assert SELF_CHECK.verbs(self_check.State.WRITTEN) == {
        self_check.Verb.WRITE,
        self_check.Verb.SUBMIT,
    }
    assert SELF_CHECK.verbs(self_check.State.SUBMITTED) == frozenset()
    assert SELF_FINDING.after(Found.OPEN, Mend.PUT_RIGHT) is Found.PUT_RIGHT
    assert SELF_FINDING.verbs(Found.PUT_RIGHT) == frozenset()


@pytest.mark.rule("R-218")
def test_data_are_frozen_from_november_on_by_a_recent_cut() -> None:
    november = date(2026, 11, 1)

    assert rules.freezes_from(2026, BOOK) == november
    assert rules.check_freeze(2026, date(2026, 10, 31), november, BOOK) == date(2026, 10, 31)
    with pytest.raises(rules.NotYet):
        rules.check_freeze(2026, date(2026, 10, 31), date(2026, 10, 31), BOOK)
    with pytest.raises(rules.NoCut):
        rules.check_freeze(2026, date(2026, 10, 17), november, BOOK)
    with pytest.raises(rules.NoCut):
        rules.check_freeze(2026, None, november, BOOK)


@pytest.mark.rule("R-218")
def test_the_figures_are_of_twelve_whole_months() -> None:
    assert rules.year_of_figures(2026, BOOK) == (date(2025, 11, 1), date(2026, 10, 31))


@pytest.mark.rule("R-218")
def test_everybody_has_a_deadline() -> None:
    assert rules.check_by(ON, CALENDAR, BOOK) == date(2026, 3, 16)
    assert rules.opinion_by(ON, CALENDAR, BOOK) == date(2026, 3, 16)
    assert rules.contest_by(ON, BOOK) == date(2026, 3, 9)
    rules.check_open(ON, ON)
    rules.check_over(ON, date(2026, 3, 3))
    rules.check_over(ON, ON, everybody=True)
    for until in (ON, None):
        with pytest.raises(rules.TooLate):
            rules.check_open(until, date(2026, 3, 3))
    with pytest.raises(rules.StillWaiting):
        rules.check_over(ON, ON)


@pytest.mark.rule("R-218")
def test_city_bureaus_are_asked_of_what_lies_in_a_city() -> None:
    rules.check_opinions(Kind.INSTITUTION, asked=True)
    rules.check_opinions(Kind.SITE, asked=True)
    rules.check_opinions(Kind.ORGANISATION, asked=False)
    for kind, asked in ((Kind.INSTITUTION, False), (Kind.ORGANISATION, True)):
        with pytest.raises(rules.NoCityOpinion):
            rules.check_opinions(kind, asked=asked)


@pytest.mark.rule("R-025")
def test_the_three_principles_are_the_headings_of_a_self_check() -> None:
    assert self_check.headings(ON, BOOK) == (
        Principle.GUIDED,
        Principle.COMBINED,
        Principle.MANAGED,
    )
    whole = dict.fromkeys(Principle, "有。")
    self_check.check_texts(whole, ON, BOOK)
    for one in Principle:
        with pytest.raises(self_check.HeadingMissing):
            self_check.check_texts({**whole, one: "  "}, ON, BOOK)


@pytest.mark.rule("R-214")
def test_one_self_check_a_year_is_owed_and_findings_lie_ahead() -> None:
    assert self_check.owed(0, ON, BOOK) == 1
    assert self_check.owed(1, ON, BOOK) == 0
    assert self_check.owed(3, ON, BOOK) == 0
    self_check.check_due(date(2026, 3, 3), ON)
    with pytest.raises(self_check.DueBehind):
        self_check.check_due(ON, ON)
    with pytest.raises(self_check.NoSelfCheck):
        self_check.check_handed_in(0, 2025)


ROW = Row("S1", "江淮职业学院", {Input.MAJORS: Told(8, 10, "表", ON)}, ("决1号",), "00" * 16)
HEAD = Head(
    Kind.SITE,
    2025,
    ON,
    date(2025, 3, 1),
    date(2026, 2, 28),
    Terms({"regularity": 100}, 5, 10, 90, 75, 60, 100),
    (("S1", "a" * 64),),
)


@pytest.mark.rule("R-218")
def test_frozen_texts_are_read_as_they_were_written() -> None:
    row = json.loads(canonical.dumps(frozen.plain_row(ROW)))
    head = json.loads(canonical.dumps(frozen.plain_head(HEAD)))

    assert frozen.read_row(row) == ROW
    assert frozen.read_head(head) == HEAD


@pytest.mark.rule("R-218")
def test_every_part_of_a_row_is_in_its_digest_and_the_salt_hides_the_rest() -> None:
    digests = {
        frozen.row_digest(frozen.plain_row(one))
        for one in (
            ROW,
            replace(ROW, salt="11" * 16),
            replace(ROW, vetoes=()),
            replace(ROW, inputs={Input.MAJORS: Told(9, 10, "表", ON)}),
            replace(ROW, inputs={Input.MAJORS: Told(8, 10, "别的表", ON)}),
        )
    }

    assert len(digests) == 5
    assert frozen.head_digest(frozen.plain_head(HEAD)) != frozen.row_digest(frozen.plain_head(HEAD))


@pytest.mark.rule("R-218")
@pytest.mark.parametrize(
    "wrong", [{}, {"code": "S1"}, {**frozen.plain_row(ROW), "inputs": {"x": 1}}]
)
def test_what_is_no_frozen_text_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(frozen.NotFrozenText):
        frozen.read_row(wrong)
    with pytest.raises(frozen.NotFrozenText):
        frozen.read_head(wrong)


@pytest.mark.rule("R-212", "R-218")
def test_the_documents_name_the_weights_and_the_grades() -> None:
    weights = {"regularity": 40, "seats": 40, "rectification": 20, "candidates": 0}
    said = texts.published_set(Kind.SITE, 2026, weights)
    assert "2. 考位利用率：权重40%。" in said
    assert "考生满意度" not in said
    result = texts.published_result(
        Kind.INSTITUTION,
        2026,
        "ab12",
        [
            Graded("甲校", Grade.A, "93.10"),
            Graded("乙校", Grade.FAILED, "88.00"),
            Graded("丙校", Grade.NONE, ""),
        ],
    )
    assert "A等（1个）：甲校（93.10分）。" in result
    assert "不合格（一票否决）（1个）：乙校。" in result
    assert "数据不足，不评定等级（1个）：丙校。" in result
    assert texts.title(Kind.INSTITUTION, 2026, result=True) == (
        "关于2026年度试点院校1+X证书试点工作考核评价结果的通报"
    )
