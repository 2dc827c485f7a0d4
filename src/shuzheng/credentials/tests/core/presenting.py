"""Meng's certificates in a presentation that the province signs for a recipient."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shuzheng.credentials.core import jsontext, presentations, verifying
from shuzheng.credentials.core.forms import sdjwt
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.tests.core import cast, recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuzheng.credentials.core import trust
    from shuzheng.credentials.core.jsontext import Object

MADE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
UNTIL = datetime(2026, 12, 22, 1, 30, tzinfo=UTC)
ID = UUID("5f0c2a51-8e3f-4a7b-9a55-2b1a3d0f6c77")
METHOD = recording.PROVINCE_KEY.id
SIGNER = Signer(cast.METHOD, MADE, cast.ORGANISATION.sign, "https://sz.example")
SHOWN = ("certificate", "level", "organisation", "issued_on")


def part(names: Sequence[str] = SHOWN) -> bytes:
    """Return the certificate as a token of parts that shows some of its statements."""
    return sdjwt.shorten(sdjwt.write(cast.certificate(), SIGNER), names)


def made(
    shown: Sequence[Object | bytes] | None = None,
    *,
    recipient: str = "演示企业",
    until: datetime = UNTIL,
    at: datetime = MADE,
) -> Object:
    """Return a signed presentation."""
    wish = presentations.Wish(
        ID,
        recipient,
        "应聘测试员",
        at,
        until,
        recording.certificates() if shown is None else shown,
    )
    return presentations.write(wish, method=METHOD, sign=recording.PROVINCE.sign)


def judge(
    document: Object,
    *,
    within: trust.Trust | None = None,
    lists: Sequence[Object] | None = None,
    now: datetime = cast.TODAY,
) -> verifying.Report:
    """Judge a presentation with fresh status lists at hand."""
    given = cast.fresh_lists() if lists is None else lists
    data = jsontext.canonical(document)
    return verifying.verify(data, within or recording.trusted(), now, status_lists=given)
