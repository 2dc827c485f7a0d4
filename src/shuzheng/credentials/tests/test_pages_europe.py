"""A holder downloads a description of the certificate for readers in Europe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core import jsontext
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
    return visits.register(monkeypatch)


def test_the_holder_and_the_organisation_download_it_and_nobody_else(register: Register) -> None:
    student = browser(Role.STUDENT)
    row = register.of("沈予安")
    Certificate.objects.filter(pk=row.pk).update(person=Person.objects.order_by("-pk")[0])
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    place = f"/certificates/{row.number}/elm.jsonld"

    assert "A description for Europe" in text(student.get(f"/certificates/mine/{row.number}"))
    for who in (student, issuer):
        answer = who.get(place)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
        assert answer["Content-Disposition"].endswith(f'filename="{row.number}.elm.jsonld"')
        document = jsontext.read(answer.content)
        assert document["credentialSubject"]["fullName"] == {"zh": "沈予安"}
        claim = document["credentialSubject"]["hasClaim"][0]
        assert claim["supplementaryDocument"]["contentURL"] == f"http://testserver/v/{row.token}"
    other = register.of("许文澜").number
    assert student.get(f"/certificates/{other}/elm.jsonld").status_code == 404
    school = browser(Role.LIAISON, register.cast.school)
    assert school.get(place).status_code == 403


def test_what_is_not_in_force_is_not_described(register: Register) -> None:
    register.suspend("沈予安")
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    number = register.of("沈予安").number

    assert issuer.get(f"/certificates/{number}/elm.jsonld").status_code == 409
    assert "A description for Europe" not in text(issuer.get(f"/certificates/{number}"))
