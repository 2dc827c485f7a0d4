"""The workbook of registrations for the national platform: nobody types twice (handbook 4.3)."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

REGISTRATIONS: Final = Sheet(
    name="assessment.national",
    title="报名信息（国家平台）",
    help=N_("Registrations accepted here, in the form of the national platform."),
    columns=(
        Column("plan_number", "考核计划编号", Text()),
        Column("plan_name", "考核计划名称", Text(), width=40),
        Column("certificate_code", "证书代码", Text()),
        Column("certificate", "证书名称", Text(), width=32),
        Column("level", "等级", Text()),
        Column("module", "模块", Text()),
        Column("first_on", "首场考核日期", Date()),
        Column("name", "姓名", Text()),
        Column("document_kind", "证件类型", Text()),
        Column("document_number", "证件号码", Text(), width=22),
        Column("candidate_kind", "考生类别", Text()),
        Column("institution_code", "院校代码", Text()),
        Column("institution", "院校名称", Text(), width=28),
        Column("class_name", "班级", Text()),
        Column("student_number", "学号", Text()),
        Column("state", "报名状态", Text()),
        Column("confirmed_on", "本人确认日期", Date()),
        Column("reference", "平台报名标识", Text(), width=38),
        Column("external_id", "国家平台标识", Text()),
    ),
)
