"""The columns by which a workbook says who somebody is; other rooms' workbooks use them too."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import By, Choice, Document, Identity, PersonName
from shuzheng.foundation.sheets.schema import Column
from shuzheng.identity.rules.documents import CHECKED
from shuzheng.identity.rules.kinds import DocumentKind

DOCUMENTS: Final = {
    DocumentKind.RESIDENT_IDENTITY_CARD.value: "居民身份证",
    DocumentKind.HONG_KONG_MACAO_PERMIT.value: "港澳居民来往内地通行证",
    DocumentKind.TAIWAN_PERMIT.value: "台湾居民来往大陆通行证",
    DocumentKind.RESIDENCE_PERMIT.value: "港澳台居民居住证",
    DocumentKind.PASSPORT.value: "护照",
    DocumentKind.FOREIGN_PERMANENT_RESIDENT.value: "外国人永久居留身份证",
}

NAME = Column("name", "姓名", PersonName(), required=True)
DOCUMENT_KIND = Column(
    "document_kind",
    "证件类型",
    Choice(labels=DOCUMENTS, also={"身份证": DocumentKind.RESIDENT_IDENTITY_CARD.value}),
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
