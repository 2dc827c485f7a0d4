"""The workbook of certificates for the national platform: nobody types twice (handbook 4.3)."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

CERTIFICATES: Final = Sheet(
    name="credentials.national",
    title="证书信息（国家平台）",
    help=N_("Certificates issued here, in the form of the national platform."),
    columns=(
        Column("number", "证书编号", Text(), width=24),
        Column("name", "姓名", Text()),
        Column("document_kind", "证件类型", Text()),
        Column("document_number", "证件号码", Text(), width=22),
        Column("certificate_code", "证书代码", Text()),
        Column("certificate", "证书名称", Text(), width=32),
        Column("level", "等级", Text()),
        Column("module", "模块", Text()),
        Column("standard", "标准版本", Text()),
        Column("plan_number", "考核计划编号", Text()),
        Column("plan_name", "考核计划名称", Text(), width=40),
        Column("organisation_code", "评价组织代码", Text()),
        Column("organisation", "评价组织", Text(), width=28),
        Column("institution_code", "院校代码", Text()),
        Column("institution", "院校名称", Text(), width=28),
        Column("candidate_kind", "考生类别", Text()),
        Column("issued_on", "颁发日期", Date()),
        Column("state", "证书状态", Text()),
        Column("since", "状态日期", Date()),
        Column("reference", "平台证书标识", Text(), width=38),
        Column("external_id", "国家平台标识", Text()),
    ),
)
