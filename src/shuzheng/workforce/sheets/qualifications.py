"""The workbooks by which qualifications come in and go out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from shuzheng.catalogue.rules.levels import PRINTED
from shuzheng.foundation.sheets.findings import error
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.sheets import people
from shuzheng.kernel.wording import N_
from shuzheng.workforce.rules.qualifications import Background, Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shuzheng.foundation.sheets.findings import Finding

LEVELS: Final = {level.value: word for level, word in PRINTED.items()}
KINDS: Final = {Kind.ASSESSOR.value: "考评员", Kind.TRAINER.value: "培训师"}
BACKGROUNDS: Final = {Background.SCHOOL.value: "院校", Background.INDUSTRY.value: "企业"}
STATES: Final = {
    State.COMING.value: "尚未生效",
    State.VALID.value: "有效",
    State.EXPIRING.value: "即将到期",
    State.EXPIRED.value: "已到期",
    State.REVOKED.value: "已撤销",
}
EARLIEST: Final = date(2019, 1, 1)


def dates(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    """Judge that a qualification does not expire before it is issued."""
    if values["expires_on"] < values["issued_on"]:
        yield "expires_on", error("expires-before", N_("Before the day of issue"))


QUALIFICATIONS = Sheet(
    "workforce.qualifications",
    "考评员与培训师资格",
    (
        people.NAME,
        people.DOCUMENT_KIND,
        people.DOCUMENT_NUMBER,
        Column("certificate", "证书代码", Code(maximum=6), required=True, aliases=("证书编码",)),
        Column("level", "等级", Choice(labels=LEVELS), required=True),
        Column("kind", "资格类别", Choice(labels=KINDS), required=True, aliases=("类别",)),
        Column("background", "来源", Choice(labels=BACKGROUNDS), required=True),
        Column(
            "number", "资格证书编号", Code(maximum=40), required=True, aliases=("编号",), width=24
        ),
        Column("issued_on", "发证日期", Date(earliest=EARLIEST), required=True),
        Column("expires_on", "有效期至", Date(earliest=EARLIEST), required=True),
    ),
    help=N_("One row for each qualification that the handed-in document names."),
    key=("number",),
    checks=(dates,),
    examples=(
        {
            "name": "示例人员",
            "document_kind": people.DOCUMENTS[DocumentKind.RESIDENT_IDENTITY_CARD.value],
            "document_number": "11010519491231002X",
            "certificate": "D10001",
            "level": "中级",
            "kind": "考评员",
            "background": "企业",
            "number": "KP2026001",
            "issued_on": "2026-01-01",
            "expires_on": "2028-12-31",
        },
    ),
)

LISTED = Sheet(
    "workforce.listed",
    "考评员与培训师",
    (
        Column("name", "姓名", Text(maximum=50)),
        Column("document_masked", "证件号码", Text(maximum=24), width=22),
        Column("organisation", "培训评价组织", Text(maximum=100), width=34),
        Column("certificate", "证书", Text(maximum=100), width=34),
        Column("level", "等级", Choice(labels=LEVELS)),
        Column("kind", "资格类别", Choice(labels=KINDS)),
        Column("background", "来源", Choice(labels=BACKGROUNDS)),
        Column("number", "资格证书编号", Code(maximum=40), width=24),
        Column("issued_on", "发证日期", Date()),
        Column("expires_on", "有效期至", Date()),
        Column("state", "状态", Choice(labels=STATES)),
    ),
)
