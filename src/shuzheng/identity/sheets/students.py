"""The workbook by which an institution registers its students in classes."""

from __future__ import annotations

from shuzheng.foundation.sheets.kinds import Choice, Code, Phone, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.identity.rules.arrangements import PRINTED
from shuzheng.identity.sheets.people import DOCUMENT_KIND, DOCUMENT_NUMBER, NAME
from shuzheng.kernel.wording import N_

EARLIEST_INTAKE, LATEST_INTAKE = 2000, 2100

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
        Column(
            "class_kind",
            "培训组织形式",
            Choice(labels={kind.value: word for kind, word in PRINTED.items()}),
            aliases=("班级类型", "试点班类型"),
            help=N_("Of a class that is new; that of a known class is changed on its page"),
            width=20,
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
            "class_kind": "1+X证书试点班",
        },
    ),
)
