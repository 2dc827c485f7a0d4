"""The aid office's list of students in hardship (R-128); every column of it is personal."""

from __future__ import annotations

from typing import Final

from shuzheng.fees.rules.hardship import Kind
from shuzheng.foundation.sheets.kinds import By, Choice, Document, Identity, PersonName
from shuzheng.foundation.sheets.schema import Column, Sheet
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

KINDS: Final = {
    Kind.REGISTERED_POOR.value: "建档立卡",
    Kind.MINIMUM_LIVING_ALLOWANCE.value: "最低生活保障",
    Kind.EXTREME_HARDSHIP_SUPPORT.value: "特困供养",
    Kind.ORPHAN.value: "孤儿",
    Kind.DISABLED.value: "残疾",
    Kind.OTHER_VERIFIED.value: "其他经认定的困难",
}

OTHER_WORDS: Final = {
    "建档立卡贫困户": Kind.REGISTERED_POOR.value,
    "低保": Kind.MINIMUM_LIVING_ALLOWANCE.value,
    "特困": Kind.EXTREME_HARDSHIP_SUPPORT.value,
}

LISTED: Final = Sheet(
    name="fees.list",
    title="家庭经济困难学生名单",
    help=N_("One row for each student who studies here. The list is seen by nobody else."),
    columns=(
        Column("name", "姓名", PersonName(), required=True, aliases=("学生姓名",)),
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
        Column(
            "kind",
            "困难类型",
            Choice(
                KINDS,
                also={"建档立卡贫困户": "registered_poor", "低保": "minimum_living_allowance"},
            ),
            required=True,
            aliases=("类型",),
        ),
    ),
    key=("document", "number"),
    examples=(
        {
            "name": "沈予安",
            "document": "居民身份证",
            "number": "349900200801010015",
            "kind": "建档立卡",
        },
    ),
)
