"""Workbooks of surveys: the whole result of one, in counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shuzheng.foundation.sheets.findings import Finding, error
from shuzheng.foundation.sheets.kinds import Choice, Code, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import Answers, Audience, Group, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST: Final = 10_000_000
GROUPS: Final = {
    Group.STUDENTS.value: "学生及社会学习者",
    Group.GUARDIANS.value: "学生家长",
    Group.TEACHERS.value: "教师",
    Group.EMPLOYERS.value: "用人单位人员",
    Group.OTHERS.value: "其他公众",
}
SCOPES: Final = {
    Scope.PROVINCE.value: "全省",
    Scope.ORGANISATION.value: "培训评价组织",
    Scope.CERTIFICATE.value: "证书",
}


def answers_of(values: Mapping[str, Any]) -> Answers:
    """Return the counts of a row."""
    return Answers(
        asked=values["asked"],
        valid=values["valid"],
        recognised=values["recognised"],
        satisfied=values["satisfied"],
        hiring=values.get("hiring"),
        postings=values.get("postings"),
    )


def _sound(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    for name in rules.faults(answers_of(values)):
        if name == "valid":
            yield name, error("more-than-asked", N_("More valid answers than were asked"))
        else:
            yield name, error("more-than-valid", N_("More than gave a valid answer"))


def _coded(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    if values["scope"] == Scope.PROVINCE.value:
        if values["code"]:
            yield "code", error("code-of-all", N_("The row of the province has no code"))
    elif not values["code"]:
        yield "code", error("code-missing", N_("Give the code of the organisation or certificate"))


SOCIETY: Final = Sheet(
    name="reliance.survey.society",
    title="社会认可度调查结果",
    help=N_("One row for each group of people asked. A group imported before is replaced."),
    columns=(
        Column("group", "调查对象", Choice(labels=GROUPS), required=True, width=20),
        Column("asked", "发放问卷", Whole(maximum=MOST), required=True),
        Column("valid", "有效答卷", Whole(maximum=MOST), required=True),
        Column("recognised", "表示认可", Whole(maximum=MOST), required=True),
        Column("satisfied", "表示满意", Whole(maximum=MOST), required=True),
    ),
    key=("group",),
    examples=(
        {
            "group": "教师",
            "asked": "1200",
            "valid": "1036",
            "recognised": "871",
            "satisfied": "802",
        },
    ),
    checks=(_sound,),
)

ENTERPRISES: Final = Sheet(
    name="reliance.survey.enterprises",
    title="企业满意度与用人调查结果",
    help=N_(
        "One row for the province, then one for each organisation and each certificate. An "
        "enterprise answers once in each row. A row imported before is replaced."
    ),
    columns=(
        Column("scope", "范围", Choice(labels=SCOPES), required=True, width=14),
        Column("code", "代码", Code(maximum=40), help=N_("Empty for the province")),
        Column(
            "name", "名称", Text(maximum=100), width=30, help=N_("For people; the code decides")
        ),
        Column("asked", "发放问卷（家）", Whole(maximum=MOST), required=True),
        Column("valid", "有效答卷（家）", Whole(maximum=MOST), required=True),
        Column("recognised", "认可该证书（家）", Whole(maximum=MOST)),
        Column("satisfied", "总体评价4分或5分（家）", Whole(maximum=MOST), width=24),
        Column("hiring", "招聘提及或录用中使用（家）", Whole(maximum=MOST), width=26),
        Column("postings", "其他招聘信息提及（条）", Whole(maximum=MOST), width=24),
    ),
    key=("scope", "code"),
    examples=(
        {
            "scope": "证书",
            "code": "D10001",
            "name": "示例证书",
            "asked": "80",
            "valid": "62",
            "recognised": "51",
            "satisfied": "47",
            "hiring": "18",
            "postings": "140",
        },
    ),
    checks=(_coded, _sound),
)
SHEETS: Final = {Audience.SOCIETY: SOCIETY, Audience.ENTERPRISES: ENTERPRISES}
