"""Workbooks of guidance, coming in and going out, and of questions, going out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shuzheng.foundation.sheets.findings import Finding, error
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, YesNo
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_
from shuzheng.support.rules import question
from shuzheng.support.rules.guidance import State, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WAYS: Final = {Way.NOTE.value: "书面意见", Way.VISIT.value: "实地走访", Way.MEETING.value: "会议"}
STATES: Final = {
    State.OPEN.value: "待落实",
    State.REPORTED.value: "已报告",
    State.CLOSED.value: "已落实",
}
TOPICS: Final = {
    question.Topic.FILING.value: "备案与证书",
    question.Topic.TRAINING.value: "课程与培训",
    question.Topic.ASSESSMENT.value: "考核与站点",
    question.Topic.FEES.value: "费用与经费",
    question.Topic.CREDITS.value: "学分与学生证书",
    question.Topic.OTHER.value: "其他",
}
QUESTION_STATES: Final = {
    question.State.ASKED.value: "待答复",
    question.State.ANSWERED.value: "已答复",
    question.State.WITHDRAWN.value: "已撤回",
}


def _follow_up(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    if bool(values["follow_up"]) != bool(values["due_on"]):
        yield "due_on", error("follow-up", N_("A follow-up has both words and a day"))
    elif values["due_on"] and values["given_on"] and values["due_on"] <= values["given_on"]:
        yield "due_on", error("follow-up", N_("The day lies after the guidance"))


_GIVEN: Final = (
    Column("code", "院校代码", Code(maximum=20), required=True),
    Column(
        "name", "院校名称", Text(maximum=100), help=N_("For people; the code decides"), width=30
    ),
    Column("way", "方式", Choice(labels=WAYS), required=True, width=12),
    Column("given_on", "指导日期", Date(), required=True),
    Column("subject", "事项", Text(maximum=150), required=True, width=30),
    Column("words", "指导内容", Text(maximum=2000), required=True, width=40),
    Column("follow_up", "落实要求", Text(maximum=500), width=30),
    Column("due_on", "落实期限", Date()),
)

GUIDANCE: Final = Sheet(
    name="support.guidance",
    title="指导记录导入",
    help=N_("One row for each guidance. A follow-up has words and a day, or neither."),
    columns=_GIVEN,
    key=("code", "given_on", "subject"),
    examples=(
        {
            "code": "13001",
            "name": "示例职业技术学院",
            "way": "实地走访",
            "given_on": "2026-03-02",
            "subject": "考核站点保密管理",
            "words": "试卷交接登记不完整，应当双人签字。",
            "follow_up": "补齐登记制度",
            "due_on": "2026-04-01",
        },
    ),
    checks=(_follow_up,),
)

GIVEN: Final = Sheet(
    name="support.given",
    title="指导记录",
    columns=(
        *_GIVEN,
        Column("state", "状态", Choice(labels=STATES), width=12),
        Column("told", "院校落实情况", Text(maximum=2000), width=40),
        Column("outcome", "结果", Text(maximum=500), width=30),
    ),
)

QUESTIONS: Final = Sheet(
    name="support.questions",
    title="院校问题与答复",
    columns=(
        Column("institution", "院校", Text(maximum=100), width=28),
        Column("topic", "类别", Choice(labels=TOPICS), width=16),
        Column("title", "问题", Text(maximum=150), width=30),
        Column("words", "具体情况", Text(maximum=2000), width=40),
        Column("asked_on", "提出日期", Date()),
        Column("due_on", "答复期限", Date()),
        Column("state", "状态", Choice(labels=QUESTION_STATES), width=12),
        Column("answer", "答复", Text(maximum=2000), width=40),
        Column("answered_on", "答复日期", Date()),
        Column("late", "逾期", YesNo()),
    ),
)
