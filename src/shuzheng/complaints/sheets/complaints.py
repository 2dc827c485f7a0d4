"""The workbook that lists cases: what, when, by whom handled; never who complains."""

from __future__ import annotations

from typing import Final

from shuzheng.complaints.rules.complaint import Kind, Outcome, State, Urgency
from shuzheng.foundation.sheets.kinds import Choice, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet

STATES: Final = {
    State.RECEIVED.value: "已收件",
    State.TRIAGED.value: "已分办",
    State.ACCEPTED.value: "已受理",
    State.TRANSFERRED.value: "已转办",
    State.NOT_ACCEPTED.value: "不予受理",
    State.INVESTIGATING.value: "调查核实中",
    State.ANSWERED.value: "已答复",
    State.SATISFIED.value: "对答复满意",
    State.DISSATISFIED.value: "对答复不满意",
    State.REVIEWED.value: "已复核",
    State.CLOSED.value: "已办结",
    State.MERGED.value: "已并案",
    State.WITHDRAWN.value: "已撤回",
}
KINDS: Final = {
    Kind.ENQUIRY.value: "咨询",
    Kind.COMPLAINT.value: "投诉",
    Kind.OPINION.value: "意见建议",
}
URGENCIES: Final = {Urgency.ORDINARY.value: "一般", Urgency.URGENT.value: "紧急"}
OUTCOMES: Final = {
    "": "",
    Outcome.EXPLAINED.value: "已解答",
    Outcome.UPHELD.value: "投诉属实",
    Outcome.NOT_UPHELD.value: "投诉不属实",
    Outcome.ADOPTED.value: "意见已采纳",
    Outcome.NOT_ADOPTED.value: "意见未采纳",
}

COMPLAINTS = Sheet(
    "complaints.complaints",
    "咨询投诉办理",
    (
        Column("number", "受理编号", Text(maximum=20), width=20),
        Column("kind", "类别", Choice(labels=KINDS)),
        Column("urgency", "紧急程度", Choice(labels=URGENCIES)),
        Column("about", "涉及对象", Text(maximum=200), width=34),
        Column("received_on", "收件日期", Date()),
        Column("accept_due_on", "受理期限", Date()),
        Column("accepted_on", "受理日期", Date()),
        Column("answer_due_on", "答复期限", Date()),
        Column("answered_on", "答复日期", Date()),
        Column("closed_on", "办结日期", Date()),
        Column("owner", "承办单位", Text(maximum=100), width=30),
        Column("outcome", "办理结果", Choice(labels=OUTCOMES), width=16),
        Column("state", "状态", Choice(labels=STATES), width=16),
    ),
)
