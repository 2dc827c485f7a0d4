"""The workbook by which an institution registers its students in classes."""

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
)
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.identity.rules.documents import CHECKED
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.kernel.wording import N_

DOCUMENTS: Final = {
    DocumentKind.RESIDENT_IDENTITY_CARD.value: "居民身份证",
    DocumentKind.HONG_KONG_MACAO_PERMIT.value: "港澳居民来往内地通行证",
    DocumentKind.TAIWAN_PERMIT.value: "台湾居民来往大陆通行证",
    DocumentKind.RESIDENCE_PERMIT.value: "港澳台居民居住证",
    DocumentKind.PASSPORT.value: "护照",
    DocumentKind.FOREIGN_PERMANENT_RESIDENT.value: "外国人永久居留身份证",
}
ALSO: Final = {"身份证": DocumentKind.RESIDENT_IDENTITY_CARD.value}
EARLIEST_INTAKE, LATEST_INTAKE = 2000, 2100

NAME = Column("name", "姓名", PersonName(), required=True)
DOCUMENT_KIND = Column(
    "document_kind",
    "证件类型",
    Choice(labels=DOCUMENTS, also=ALSO),
    required=True,
    aliases=("证件种类", "身份证件类型"),
    width=24,
)
DOCUMENT_NUMBER = Column(
    "document_number",
    "证件号码",
    By("document_kind", {kind.value: Identity() for kind in CHECKED}, Document(maximum=20)),
    required=True,
    aliases=("身份证号", "身份证件号", "身份证号码"),
)

STUDENTS = Sheet(
    "identity.students",
    "学生名单",
    (
        NAME,
        DOCUMENT_KIND,
        DOCUMENT_NUMBER,
        Column("phone", "手机号", Phone(), aliases=("手机", "联系电话", "手机号码")),
        Column("student_number", "学号", Code(maximum=30)),
        Column(
            "entry_year",
            "入学年份",
            Whole(minimum=EARLIEST_INTAKE, maximum=LATEST_INTAKE),
            required=True,
            aliases=("年级", "入学年度"),
        ),
        Column(
            "class_name", "班级", Text(maximum=60), required=True, aliases=("行政班", "班级名称")
        ),
        Column("department", "院系", Text(maximum=100), aliases=("二级学院", "系部")),
        Column(
            "major_code",
            "专业代码",
            Code(maximum=8),
            help=N_("Of the class, as in the catalogue of majors"),
        ),
    ),
    help=N_("One row for each student. Whoever is registered already stays the same person."),
    key=("document_kind", "document_number"),
    examples=(
        {
            "name": "示例学生",
            "document_kind": "居民身份证",
            "document_number": "11010519491231002X",
            "phone": "13800000000",
            "student_number": "2024010101",
            "entry_year": "2024",
            "class_name": "软件2401",
            "department": "信息工程学院",
            "major_code": "510203",
        },
    ),
)
