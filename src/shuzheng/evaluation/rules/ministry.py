"""Results of the ministry's monitoring, as they came: shown beside the province's own.

Rules: R-028; R-027 (mirrored from a document, never made here). Source: 国家试点方案问答摘要 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date


class NoSource(Refusal):
    """What the ministry decided has a document that says so."""

    code = "ministry-result-no-source"
    template = "A result of the ministry names its document and a day that is not ahead."
    rule = "R-028"


@applies("R-028")
def check_source(document: str, dated_on: date, today: date) -> None:
    """Refuse a result without its document, or of a day to come."""
    if not document.strip() or dated_on > today:
        raise NoSource
