"""Anybody verifies a certificate on the public pages, and learns no more than R-112 allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.models import Certificate
from shuzheng.credentials.services import issuing, status
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def rows(db: None, monkeypatch: pytest.MonkeyPatch) -> list[Certificate]:
    from shuzheng.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: LATER)
    cast = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    status.publish(now=LATER)
    log.publish(now=LATER)
    return list(Certificate.objects.order_by("number"))


def test_it(client: Client, rows: list[Certificate]) -> None:
    for url in (
        "/verify",
        "/verify/offline",
        f"/v/{rows[0].token}",
        f"/v/{rows[0].token}.json",
        f"/v/{rows[0].token}/bundle.json",
        f"/v/{rows[0].token}/report.pdf",
        "/trust.json",
        f"/status/{rows[0].revocation_list.token}",
    ):
        a = client.get(url)
        print(url, a.status_code, len(a.content), dict(a.headers))
        if "json" in url:
            print(a.content.decode()[:800])
    a = client.post("/verify", {"number": rows[0].number, "holder": "沈予安"})
    print(a.status_code)
    a = client.post("/verify", {"number": rows[0].number, "holder": "沈予"})
    print(a.status_code)
