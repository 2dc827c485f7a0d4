"""The receipt and the answer on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.complaints.queries import authors
from shuzheng.complaints.rules import complaint as rules
from shuzheng.foundation.documents import dates, papers
from shuzheng.foundation.web import leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpResponse

    from shuzheng.complaints.queries.authors import OwnCase

KINDS = {
    rules.Kind.ENQUIRY: "咨询",
    rules.Kind.COMPLAINT: "投诉",
    rules.Kind.OPINION: "意见建议",
}
CLOSED = "此件不公开"


def receipt(one: OwnCase, secret: str, now: datetime) -> HttpResponse:
    """Answer with a receipt; its code is kept nowhere, so it is printed when it is known."""
    received = periods.day(one.received_at)
    lines = (
        f"受理编号：{one.number}",
        f"查询码：{secret}",
        f"收件日期：{dates.day(received)}",
        f"受理期限为{dates.day(one.accept_due_on)}，答复期限为{dates.day(one.answer_due_on)}。",
        f"凭受理编号和查询码，可以在{settings.PUBLIC_URL}上查询进展、补充说明、撤回或者评价答复。"
        "查询码只提供一次，请妥善保存，不要告诉他人。",
    )
    return _paper(authors.office(), one.number, f"{KINDS[one.kind]}收件回执", lines, received, now)


def answer(
    issuer: str, number: str, kind: rules.Kind, text: str, on: date, now: datetime
) -> HttpResponse:
    """Answer with the answer of a case as a document; it names nobody."""
    title = f"关于{number}号{KINDS[kind]}的答复"
    return _paper(issuer, number, title, [one for one in text.splitlines() if one.strip()], on, now)


def _paper(
    issuer: str,
    number: str,
    title: str,
    lines: tuple[str, ...] | list[str],
    on: date,
    now: datetime,
) -> HttpResponse:
    body = papers.official(
        papers.Official(
            issuer=issuer or authors.office(),
            number=number,
            title=title,
            address="",
            blocks=[(0, one) for one in lines],
            attachments=(),
            dated_on=on,
            publicity=CLOSED,
        ),
        papers.Imprint(printed_at=now, demo=not settings.IS_PRODUCTION),
    )
    return leaving.file(f"{title}.pdf", body, leaving.PDF)
