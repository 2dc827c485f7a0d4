"""A certificate whose term is over is genuine, and told apart from one in force and one revoked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import instants, jsontext, proof
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.services import issuing, status
from shuzheng.credentials.tests.cast import LATER, issued_plan, moment
from shuzheng.foundation import clock

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

OVER = LATER + timedelta(days=1)


@pytest.fixture
def row(monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """Return a certificate signed with a term of one day, on the second day after."""
    cast = issued_plan(["沈予安"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    row = Certificate.objects.get()
    document = jsontext.read(row.credential.encode())
    method = document.pop("proof")["verificationMethod"]
    document["validUntil"] = instants.write_local(OVER)
    signed = proof.create(document, created=LATER, method=method, sign=holder.signer(row.key))
    Certificate.objects.update(credential=jsontext.canonical(signed).decode())
    status.publish(now=moment(2))
    monkeypatch.setattr(clock, "now", lambda: moment(2))
    return row


@pytest.mark.rule("R-112")
def test_its_page_says_genuine_and_since_when_it_is_over(client: Client, row: Certificate) -> None:
    page = client.get(f"/v/{row.token}?lang=en").content.decode()

    assert "The certificate is genuine, and its term is over" in page
    assert "Its term ended on" in page
    assert "under this number; its term is over." in page
    assert "and in force." not in page
    assert "Expired" in page


@pytest.mark.rule("R-112")
def test_programs_read_the_verdict_and_the_day(client: Client, row: Certificate) -> None:
    found = client.get(f"/v/{row.token}.json").json()

    assert found["verdict"] == "expired"
    assert found["valid_until"] == OVER.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.rule("R-112")
def test_the_interface_says_expired_and_since_when(client: Client, row: Certificate) -> None:
    asked = {"number": row.number, "holder": "沈予安"}
    for found in (
        client.get(f"/api/v1/verification/{row.token}").json(),
        client.post("/api/v1/verification", asked, content_type="application/json").json(),
    ):
        over = datetime.fromisoformat(found["certificate"]["valid_until"])
        assert (found["verdict"], found["certificate"]["state"]) == ("expired", "expired")
        assert over == OVER
        assert found["certificate"]["state_since"] == found["certificate"]["valid_until"]
