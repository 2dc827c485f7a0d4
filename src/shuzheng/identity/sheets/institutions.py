"""The workbook by which the office registers institutions, and the one that lists parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from shuzheng.foundation.sheets.findings import error
from shuzheng.foundation.sheets.kinds import Choice, Code, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.identity.rules.kinds import EvaluationKind, InstitutionKind, OrganisationKind
from shuzheng.identity.rules.leading import LeadFlag
from shuzheng.identity.rules.profile import PRINTED
from shuzheng.kernel import identifiers
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shuzheng.foundation.sheets.findings import Finding

KINDS: Final = {
    InstitutionKind.SECONDARY_VOCATIONAL.value: "中等职业学校",
    InstitutionKind.PROVINCIAL_SECONDARY.value: "省属中专学校",
    InstitutionKind.HIGHER_VOCATIONAL.value: "高等职业学校",
    InstitutionKind.VOCATIONAL_UNDERGRADUATE_PILOT.value: "本科层次职业教育试点学校",
    InstitutionKind.APPLIED_UNDERGRADUATE.value: "应用型本科高校",
    InstitutionKind.OPEN_UNIVERSITY.value: "国家开放大学",
    InstitutionKind.TECHNICIAN_SCHOOL.value: "技工学校",
}
ALSO: Final = {
    "中职": InstitutionKind.SECONDARY_VOCATIONAL.value,
    "中专": InstitutionKind.PROVINCIAL_SECONDARY.value,
    "高职": InstitutionKind.HIGHER_VOCATIONAL.value,
    "职教本科": InstitutionKind.VOCATIONAL_UNDERGRADUATE_PILOT.value,
    "应用型本科": InstitutionKind.APPLIED_UNDERGRADUATE.value,
    "开放大学": InstitutionKind.OPEN_UNIVERSITY.value,
}
FLAGS: Final = {
    LeadFlag.NATIONAL_DEMONSTRATION.value: "国家级示范",
    LeadFlag.PROVINCIAL_DEMONSTRATION.value: "省级示范",
    LeadFlag.NATIONAL_BACKBONE.value: "国家级骨干",
    LeadFlag.PROVINCIAL_BACKBONE.value: "省级骨干",
    LeadFlag.NATIONAL_QUALITY.value: "国家级优质",
    LeadFlag.PROVINCIAL_QUALITY.value: "省级优质",
    LeadFlag.DOUBLE_HIGH.value: "双高计划",
}
EVALUATION_KINDS: Final = {
    EvaluationKind.COMPANY.value: "企业",
    EvaluationKind.ASSOCIATION.value: "行业协会",
    EvaluationKind.INSTITUTE.value: "研究机构",
    EvaluationKind.PUBLIC_BODY.value: "事业单位",
    EvaluationKind.PRIVATE_NON_PROFIT.value: "民办非企业单位",
}
FIELDS: Final = {field.value: word for field, word in PRINTED.items()}
BETWEEN_FLAGS: Final = re.compile(r"[、，,；;\s]+")
PARTIES: Final = {
    OrganisationKind.PROVINCIAL_DEPARTMENT.value: "省教育厅",
    OrganisationKind.COORDINATION_OFFICE.value: "省试点办",
    OrganisationKind.CITY_BUREAU.value: "市教育局",
    OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU.value: "省直管县（市）教育局",
    OrganisationKind.INSTITUTION.value: "院校",
    OrganisationKind.EVALUATION_ORGANISATION.value: "培训评价组织",
    OrganisationKind.ENTERPRISE.value: "企业",
}


def credit_code(value: str) -> Finding | None:
    """Judge a unified social credit code by its check character."""
    if identifiers.credit_code_is_valid(value):
        return None
    return error(
        "credit-code", N_("Not a unified social credit code; check it against the certificate")
    )


def flags(value: str) -> list[str]:
    """Return the lead flags that a cell names; a word that is none stays as it stands."""
    codes = {word: code for code, word in FLAGS.items()}
    return [codes.get(word, word) for word in BETWEEN_FLAGS.split(value) if word]


def lead_flags(value: str) -> Finding | None:
    """Judge the words of a cell of lead flags."""
    for one in flags(value):
        if one not in FLAGS:
            return error(
                "lead-flag",
                N_("“{word}” is none of: {words}"),
                word=one,
                words="、".join(FLAGS.values()),
            )
    return None


def flag_words(held: Iterable[str]) -> str:
    """Return lead flags as the workbook writes them."""
    return "、".join(FLAGS.get(one, one) for one in held)


INSTITUTIONS = Sheet(
    "identity.institutions",
    "院校名单",
    (
        Column("code", "院校代码", Code(maximum=20), required=True, aliases=("学校代码", "代码")),
        Column(
            "name", "院校名称", Text(maximum=100), required=True, aliases=("学校名称",), width=30
        ),
        Column(
            "kind",
            "院校类型",
            Choice(labels=KINDS, also=ALSO),
            required=True,
            aliases=("类型", "办学类型"),
            width=24,
        ),
        Column(
            "division",
            "行政区划代码",
            Code(digits=6),
            required=True,
            aliases=("区划代码",),
            help=N_("Of the city or county the institution lies in, by GB/T 2260"),
        ),
        Column(
            "credit_code",
            "统一社会信用代码",
            Code(maximum=18),
            aliases=("信用代码",),
            check=credit_code,
            width=24,
        ),
        Column(
            "lead_flags",
            "示范引领类别",
            Text(maximum=100),
            aliases=("示范类别", "建设类别"),
            help=N_("Why it is expected to lead, such as 省级示范、双高计划; several with a comma"),
            check=lead_flags,
            width=24,
        ),
    ),
    help=N_("One row for each institution that is not registered yet."),
    key=("code",),
    examples=(
        {
            "code": "示例01",
            "name": "示例职业技术学院",
            "kind": "高等职业学校",
            "division": "340100",
            "credit_code": "",
            "lead_flags": "省级优质、双高计划",
        },
    ),
)

LISTED = Sheet(
    "identity.parties",
    "院校与机构",
    (
        Column("code", "代码", Code(maximum=20)),
        Column("name", "名称", Text(maximum=100), width=34),
        Column("party", "机构类型", Choice(labels=PARTIES), width=22),
        Column("kind", "院校类型", Choice(labels=KINDS), width=24),
        Column("division", "行政区划代码", Code(digits=6)),
        Column("division_name", "所在地", Text(maximum=120), width=24),
        Column("credit_code", "统一社会信用代码", Code(maximum=18), width=24),
        Column("lead_flags", "示范引领类别", Text(maximum=100), width=24),
        Column("evaluation_kind", "评价组织性质", Choice(labels=EVALUATION_KINDS), width=20),
        Column("field", "领域", Choice(labels=FIELDS), width=20),
    ),
)
