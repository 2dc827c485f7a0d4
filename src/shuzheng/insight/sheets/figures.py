"""A breakdown of figures, and the rows behind one, as workbooks.

A hidden number is no number in the workbook either: its cell is empty and the last column says why.
"""

from __future__ import annotations

from typing import Final

from shuzheng.catalogue.rules.levels import PRINTED
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Number, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

LEVEL: Final = Choice({level.value: word for level, word in PRINTED.items()})
KIND: Final = Choice({"student": "在校学生", "social_learner": "社会学习者"})

BREAKDOWN: Final = Sheet(
    name="insight.breakdown",
    title="统计分析",
    columns=(
        Column("name", "项目", Text()),
        Column("code", "代码", Code()),
        Column("registered", "参与人次", Whole()),
        Column("sat", "到考人次（已公布成绩）", Whole()),
        Column("passed", "通过人次", Whole()),
        Column("rate", "通过率（%）", Number(places=1)),
        Column("issued", "颁发证书（张）", Whole()),
        Column("in_force", "有效证书（张）", Whole()),
        Column("students", "报名学生（人）", Whole()),
        Column("holders", "获证学生（人）", Whole()),
        Column("acquired", "证书获取率（%）", Number(places=1)),
        Column("accepted", "计划内报名（人次）", Whole()),
        Column("planned", "计划减拒绝（人）", Whole()),
        Column("completed", "计划完成率（%）", Number(places=1)),
        Column("note", "说明", Text()),
    ),
)
HIDDEN_NOTE: Final = "人数过少，不显示"

REGISTRATIONS: Final = Sheet(
    name="insight.registrations",
    title="报名明细",
    columns=(
        Column("name", "姓名", Text()),
        Column("document", "证件号码（部分）", Text()),
        Column("kind", "考生类别", KIND),
        Column("institution", "院校", Text()),
        Column("certificate", "证书名称", Text()),
        Column("level", "等级", LEVEL),
        Column("module", "模块", Text()),
        Column("plan", "考核计划", Text()),
        Column("number", "计划编号", Code()),
        Column("day", "日期", Date()),
        Column("state", "状态", Text()),
    ),
)
STUDENTS: Final = Sheet(
    name="insight.students",
    title="学生明细",
    columns=(
        Column("name", "姓名", Text()),
        Column("document", "证件号码（部分）", Text()),
        Column("entry_year", "入学年份", Text()),
        Column("count", "报名次数", Whole()),
        Column("holds", "持有有效证书", Text()),
    ),
)
CERTIFICATES: Final = Sheet(
    name="insight.certificates",
    title="证书明细",
    columns=(
        Column("name", "持有人", Text()),
        Column("document", "证件号码（部分）", Text()),
        Column("kind", "考生类别", KIND),
        Column("number", "证书编号", Code()),
        Column("institution", "院校", Text()),
        Column("certificate", "证书名称", Text()),
        Column("level", "等级", LEVEL),
        Column("module", "模块", Text()),
        Column("plan", "考核计划", Text()),
        Column("day", "颁发日期", Date()),
        Column("state", "状态", Text()),
    ),
)
USES: Final = Sheet(
    name="insight.uses",
    title="在用证书明细",
    columns=(
        Column("name", "院校", Text()),
        Column("certificate", "证书名称", Text()),
        Column("number", "证书代码", Code()),
        Column("day", "论证通过日期", Date()),
        Column("state", "状态", Text()),
    ),
)
INSTITUTIONS: Final = Sheet(
    name="insight.institutions",
    title="试点院校类型与规模",
    columns=(
        Column("kind", "院校类型", Text()),
        Column("year", "年份", Whole()),
        Column("institutions", "备案院校（所）", Whole()),
        Column("institutions_more", "比上年增减（所）", Whole(minimum=-100_000)),
        Column("learners", "在校生（人）", Whole()),
        Column("learners_more", "比上年增减（人）", Whole(minimum=-100_000_000)),
    ),
)
