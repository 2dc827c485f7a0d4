"""The workbook in which an enterprise hands in a list of certificates, and the one it gets back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shuzheng.catalogue.rules.levels import PRINTED
from shuzheng.credentials.core import numbers
from shuzheng.foundation.sheets.findings import notice
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_
from shuzheng.reliance.rules.checking import Outcome

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.findings import Finding

WORDS: Final = {
    Outcome.VALID.value: "真实有效",
    Outcome.SUSPENDED.value: "真实，正在核查",
    Outcome.REPLACED.value: "已更正换发",
    Outcome.OVERTURNED.value: "申诉成立，撤销决定已撤销，已换发新证",
    Outcome.REVOKED.value: "已撤销，不再有效",
    Outcome.EXPIRED.value: "真实，已过有效期",
    Outcome.NOT_YET_VALID.value: "尚未生效",
    Outcome.STATUS_UNKNOWN.value: "真实，状态未知",
    Outcome.DOUBTFUL.value: "无法证明真实",
    Outcome.ABSENT.value: "查无此证（编号与姓名不符或者编号不存在）",
    Outcome.MISTYPED.value: "编号有误，请核对",
}


def typed(number: str) -> Finding | None:
    """Say of a number that cannot be right that it was mistyped; the row is taken all the same."""
    if numbers.fault(numbers.normalise(number)):
        return notice("number-mistyped", N_("This number cannot be right; the answer will say so"))
    return None


PAIRS: Final = Sheet(
    "reliance.pairs",
    "证书批量核验",
    (
        Column(
            "number",
            "证书编号",
            Code(maximum=40),
            required=True,
            aliases=("编号", "证书号"),
            width=28,
            check=typed,
        ),
        Column(
            "holder", "持证人姓名", Text(maximum=50), required=True, aliases=("姓名",), width=16
        ),
    ),
    help=N_("One row for each certificate: its number and the name of its holder."),
    key=("number",),
    examples=({"number": "X2026D1000120000001Z", "holder": "示例人员"},),
)

RESULTS: Final = Sheet(
    "reliance.results",
    "证书批量核验结果",
    (
        Column("number", "证书编号", Text(maximum=40), width=28),
        Column("holder", "持证人姓名", Text(maximum=50), width=16),
        Column("outcome", "核验结果", Choice(labels=WORDS), width=24),
        Column("certificate", "证书名称", Text(maximum=100), width=28),
        Column("level", "等级", Choice(labels={one.value: PRINTED[one] for one in PRINTED})),
        Column("module", "模块", Text(maximum=60)),
        Column("organisation", "颁发组织", Text(maximum=100), width=28),
        Column("issued_on", "颁发日期", Date(), width=14),
        Column("since", "当前状态起始日期", Date(), width=18),
        Column("replaced_by", "换发后的证书编号", Text(maximum=40), width=28),
        Column("checked_at", "核验时间", Text(maximum=20), width=20),
    ),
)
