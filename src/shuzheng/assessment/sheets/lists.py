"""Workbooks that leave from lists: plans, sites, registrations, whoever has not confirmed.

They hold what the page shows: personal numbers masked, and never who pays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from shuzheng.foundation.sheets.kinds import Date, Fen, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

PLANS: Final = Sheet(
    name="assessment.plans",
    title="考核计划",
    columns=(
        Column("number", "计划编号", Text()),
        Column("name", "计划名称", Text(), width=40),
        Column("level", "等级", Text()),
        Column("organisation", "评价组织", Text(), width=28),
        Column("sites", "考核站点", Text(), width=28),
        Column("first_on", "首场日期", Date()),
        Column("closes_on", "报名截止", Date()),
        Column("seats", "席位", Whole()),
        Column("registered", "报名人数", Whole()),
        Column("state", "状态", Text()),
    ),
)

SITES: Final = Sheet(
    name="assessment.sites",
    title="考核站点",
    columns=(
        Column("code", "站点代码", Text()),
        Column("name", "站点名称", Text(), width=28),
        Column("institution", "所属院校", Text(), width=28),
        Column("city", "所在地", Text()),
        Column("address", "地址", Text(), width=36),
        Column("rooms", "考场数", Whole()),
        Column("seats", "可用座位", Whole()),
        Column("active", "有效证书等级数", Whole()),
        Column("waiting", "办理中", Whole()),
    ),
)

CENTRES: Final = Sheet(
    name="assessment.centres",
    title="省级考核中心",
    columns=(
        Column("code", "站点代码", Text()),
        Column("name", "站点名称", Text(), width=28),
        Column("institution", "所属院校", Text(), width=28),
        Column("city", "所在地", Text()),
        Column("number", "认定文号", Text(), width=28),
        Column("designated_on", "认定日期", Date()),
        Column("state", "状态", Text(), width=28),
        Column("withdrawn_on", "撤销日期", Date()),
        Column("reason", "撤销理由", Text(), width=36),
    ),
)

COSTS: Final = Sheet(
    name="assessment.costs",
    title="考核成本表",
    columns=(
        Column("number", "计划编号", Text()),
        Column("name", "计划名称", Text(), width=40),
        Column("certificate", "证书与等级", Text(), width=28),
        Column("site", "考核站点", Text(), width=28),
        Column("institution", "所属院校", Text(), width=28),
        Column("last_on", "考核结束日期", Date()),
        Column("came", "实考人数", Whole()),
        Column("premises", "场地（元）", Fen()),
        Column("equipment", "设备（元）", Fen()),
        Column("consumables", "耗材（元）", Fen()),
        Column("people", "人员（元）", Fen()),
        Column("total", "合计（元）", Fen()),
        Column("per_head", "人均成本（元，四舍五入到分）", Fen(), width=28),
        Column("state", "成本表", Text()),
        Column("due_on", "登记期限", Date()),
        Column("recorded_on", "登记日期", Date()),
        Column("version", "版本", Whole()),
    ),
)

REGISTRATIONS: Final = Sheet(
    name="assessment.registrations",
    title="报名名单",
    columns=(
        Column("name", "姓名", Text()),
        Column("document", "证件号码", Text(), width=22),
        Column("institution", "院校", Text(), width=28),
        Column("class_name", "班级", Text()),
        Column("student_number", "学号", Text()),
        Column("phone", "手机号", Text()),
        Column("drafted_on", "登记日期", Date()),
        Column("confirmed_on", "本人确认日期", Date()),
        Column("fee", "费用", Text()),
        Column("state", "状态", Text()),
    ),
)

REGISTRATIONS_WITHOUT_FEES: Final = replace(
    REGISTRATIONS,
    columns=tuple(column for column in REGISTRATIONS.columns if column.name != "fee"),
)
"""For everybody who does not keep the receipts: who pays nothing is not theirs to know (R-128)."""

UNCONFIRMED: Final = Sheet(
    name="assessment.unconfirmed",
    title="未确认名单",
    columns=(
        Column("institution", "院校", Text(), width=28),
        Column("class_name", "班级", Text()),
        Column("name", "姓名", Text()),
        Column("student_number", "学号", Text()),
        Column("document", "证件号码", Text(), width=22),
        Column("phone", "手机号", Text()),
        Column("drafted_on", "登记日期", Date()),
        Column("waits_for", "等待", Text()),
    ),
)
