"""A holder's own certificates, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.models import Certificate
from shuzheng.credentials.tests import visits
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, text

if TYPE_CHECKING:
    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch, failed=1)


def test_holders_have_their_certificates_at_hand(register: Register) -> None:
    holder = browser(Role.STUDENT)
    mine = register.of("沈予安")
    Certificate.objects.filter(pk=mine.pk).update(person=Person.objects.order_by("-pk")[0])

    listed = text(holder.get("/certificates/mine"))
    page = text(holder.get(f"/certificates/mine/{mine.number}"))

    assert "演示软件测试 (Intermediate)" in listed
    assert "许文澜" not in listed
    assert f"http://testserver/v/{mine.token}" in page
    assert "Download the original (PDF)" in page
    assert holder.get(f"/certificates/{mine.number}/paper.pdf").status_code == 200
    others = register.of("许文澜").number
    for path in (f"/certificates/mine/{others}", f"/certificates/{others}/paper.pdf"):
        assert holder.get(path).status_code == 404
    assert holder.get(f"/certificates/{mine.number}/suspend").status_code == 403


def test_a_revoked_certificate_tells_its_holder_what_can_be_done(register: Register) -> None:
    register.revoke("沈予安")
    holder = browser(Role.STUDENT)
    mine = register.of("沈予安")
    Certificate.objects.filter(pk=mine.pk).update(person=Person.objects.order_by("-pk")[0])

    page = text(holder.get(f"/certificates/mine/{mine.number}"))

    assert "Misconduct upheld" in page
    assert "appeal once" in page


def test_who_has_none_is_told_how_one_gets_one(register: Register) -> None:
    page = text(browser(Role.STUDENT).get("/certificates/mine"))

    assert "No certificate yet" in page
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    assert issuer.get("/certificates/mine").status_code == 403
