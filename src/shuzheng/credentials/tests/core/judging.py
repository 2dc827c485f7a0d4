"""Judging Meng's certificate, and reading the report aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.core import trust, verifying
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.verifying import Outcome
    from shuzheng.credentials.core.verifying.report import Numbered


def judge(
    document: Object | None = None,
    *,
    within: trust.Trust | None = None,
    lists: Sequence[Object] | None = None,
    evidence: str | None = None,
    now: datetime = cast.TODAY,
) -> verifying.Report:
    """Judge Meng's certificate with everything at hand, but for what is given."""
    document = document or cast.certificate()
    text = cast.logged(document) if evidence is None else evidence
    data = cast.bundle(document, text=text, lists=cast.fresh_lists() if lists is None else lists)
    return verifying.verify(data, within or cast.trust_in(), now)


def said(report: verifying.Report, step: Numbered) -> tuple[Outcome, str]:
    check = report.check(step)
    return check.outcome, str(check)


def headline(report: verifying.Report) -> str:
    template, params = report.headline
    return template.format(**params)
