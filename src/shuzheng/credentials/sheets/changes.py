"""The workbook by which many certificates change at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from shuzheng.credentials.rules.status import Ground, Mend, Verb
from shuzheng.foundation.sheets.findings import error
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shuzheng.foundation.sheets.findings import Finding

ACTS: Final = {
    Verb.SUSPEND.value: "列入核查",
    Verb.CLEAR.value: "结束核查",
    Verb.REVOKE.value: "提出撤销",
    Verb.REPLACE.value: "更正换发",
    Verb.REISSUE.value: "补发",
}
REASONS: Final = {
    Ground.FRAUD.value: "弄虚作假",
    Ground.MISCONDUCT.value: "考核违纪经核实",
    Ground.ISSUING_ERROR.value: "颁发有误",
    Mend.NAME.value: "姓名更正",
    Mend.IDENTITY_NUMBER.value: "证件号码更正",
    Mend.PRINTING_ERROR.value: "印制差错",
    Mend.STOLEN_KEY.value: "签名密钥被盗",
}
KINDS: Final = {
    Verb.REVOKE.value: frozenset(kind.value for kind in Ground),
    Verb.REPLACE.value: frozenset(kind.value for kind in Mend),
}
"""Which kinds of reason belong to an act; the others have none."""


def fitting(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    """Judge that a row says what its act needs, and nothing that belongs to another act."""
    act, kind = values["act"], values["ground"]
    if act in KINDS and kind not in KINDS[act]:
        yield "ground", error("kind-of-reason", N_("Choose a kind of reason that fits the act"))
    if act not in KINDS and kind is not None:
        yield "ground", error("kind-not-needed", N_("Leave this empty for this act"))
    if act == Verb.REVOKE and values["heard_on"] is None:
        yield "heard_on", error("not-heard", N_("The holder is heard before a revocation"))
    if act != Verb.REVOKE and values["heard_on"] is not None:
        yield "heard_on", error("hearing-not-needed", N_("Leave this empty for this act"))
    if act != Verb.CLEAR and not values["reason"]:
        yield "reason", error("no-reason", N_("Say why, in words"))


CHANGES = Sheet(
    "credentials.changes",
    "证书状态变更",
    (
        Column("number", "证书编号", Code(maximum=40), required=True, aliases=("编号",), width=26),
        Column(
            "holder", "持证人姓名", Text(maximum=50), required=True, aliases=("姓名",), width=14
        ),
        Column("act", "办理事项", Choice(labels=ACTS), required=True, aliases=("事项",)),
        Column("ground", "原因类别", Choice(labels=REASONS), width=18),
        Column("heard_on", "听取陈述日期", Date(earliest=date(2019, 1, 1)), width=16),
        Column("reason", "具体理由", Text(maximum=500), aliases=("理由", "原因"), width=40),
    ),
    help=N_(
        "One row for each certificate. A revocation is proposed only: the coordination office "
        "confirms it."
    ),
    key=("number",),
    checks=(fitting,),
    examples=(
        {
            "number": "X2026D1000120000001Z",
            "holder": "示例人员",
            "act": "更正换发",
            "ground": "姓名更正",
            "reason": "姓名误录，已凭户口簿更正。",
        },
    ),
)
