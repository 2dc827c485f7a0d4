"""The roster workbook: the students whom an institution registers in one plan.

Headings and the words of the choices are official Chinese words, data and not interface text.
"""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import (
    By,
    Choice,
    Code,
    Document,
    Identity,
    PersonName,
    Phone,
    Text,
    Whole,
    YesNo,
)
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.identity.rules.arrangements import PRINTED
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.kernel.wording import N_

DOCUMENTS: Final = {
    DocumentKind.RESIDENT_IDENTITY_CARD.value: "居民身份证",
    DocumentKind.HONG_KONG_MACAO_PERMIT.value: "港澳居民来往内地通行证",
    DocumentKind.RESIDENCE_PERMIT.value: "港澳台居民居住证",
    DocumentKind.TAIWAN_PERMIT.value: "台湾居民来往大陆通行证",
    DocumentKind.PASSPORT.value: "护照",
    DocumentKind.FOREIGN_PERMANENT_RESIDENT.value: "外国人永久居留身份证",
}
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100

ROSTER: Final = Sheet(
    name="assessment.roster",
    title="报名名单",
    help=N_("One row for each student. Students confirm by themselves after the import."),
    columns=(
        Column("name", "姓名", PersonName(), required=True, aliases=("学生姓名", "考生姓名")),
        Column(
            "document",
            "证件类型",
            Choice(DOCUMENTS, also={"身份证": DocumentKind.RESIDENT_IDENTITY_CARD.value}),
            required=True,
        ),
        Column(
            "number",
            "证件号码",
            By(
                "document",
                {
                    DocumentKind.RESIDENT_IDENTITY_CARD.value: Identity(),
                    DocumentKind.RESIDENCE_PERMIT.value: Identity(),
                },
                otherwise=Document(maximum=20),
            ),
            required=True,
            aliases=("身份证号", "身份证号码", "证件号"),
        ),
        Column("phone", "手机号", Phone(), aliases=("手机号码", "联系电话", "电话")),
        Column("class", "班级", Text(maximum=60), required=True, aliases=("班级名称", "行政班")),
        Column("student", "学号", Code(maximum=30)),
        Column(
            "year",
            "入学年份",
            Whole(minimum=EARLIEST_YEAR, maximum=LATEST_YEAR),
            aliases=("年级", "入学年度"),
            help=N_("Needed for a class that the platform does not know yet"),
        ),
        Column("major", "专业代码", Code(maximum=8)),
        Column("accessible", "需要无障碍座位", YesNo(), aliases=("无障碍",)),
        Column(
            "class_kind",
            "培训组织形式",
            Choice({kind.value: word for kind, word in PRINTED.items()}),
            aliases=("班级类型", "试点班类型"),
            help=N_("Of a class that is new; that of a known class is changed on its page"),
            width=20,
        ),
    ),
    key=("document", "number"),
    examples=(
        {
            "name": "沈予安",
            "document": "居民身份证",
            "number": "349900200801010015",
            "phone": "13800000017",
            "class": "软件2401",
            "student": "2024010101",
            "year": "2024",
            "major": "510203",
            "accessible": "否",
        },
    ),
)
