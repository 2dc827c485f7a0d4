"""The evidence file leaves by a button: the holder presses it, staff say why first."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.models import Certificate
from shuzheng.credentials.tests import visits
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, text

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
EXPORTED = "credentials.evidence.exported"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


def members(answer: Answer) -> list[str]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    return sorted(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())


def test_staff_say_why_before_the_file_leaves(register: Register) -> None:
    row = register.of("沈予安")
    desk = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    page = f"/certificates/{row.number}/evidence-file"

    assert page in text(desk.get(f"/certificates/{row.number}"))
    assert "Take out the evidence file of the certificate of 沈予安?" in text(desk.get(page))
    assert "What it is needed for" in text(desk.post(page, {"reason": ""}), 422)
    assert not Fact.objects.filter(verb=EXPORTED).exists()
    answer = desk.post(page, {"reason": "持有人与用人单位争议"})

    assert members(answer) == ["bundle.json", "checkpoint", "evidence.json", "evidence.pdf"]
    named = f'attachment; filename="evidence-{row.number}.zip"'
    assert answer["Content-Disposition"] == named
    fact = Fact.objects.get(verb=EXPORTED)
    assert facts.personal_of(fact) == {"reason": "持有人与用人单位争议"}


def test_the_office_finds_it_and_a_school_does_not(register: Register) -> None:
    row = register.of("沈予安")
    page = f"/certificates/{row.number}/evidence-file"
    office = browser(Role.OFFICE_OFFICER, register.office)
    school = browser(Role.LIAISON, register.cast.school)

    assert page in text(office.get(f"/certificates/{row.number}"))
    assert page not in text(school.get(f"/certificates/{row.number}"))
    assert school.get(page).status_code in {403, 404}
    assert school.post(page, {"reason": "x"}).status_code in {403, 404}


def test_the_holder_presses_a_button_on_the_phone(register: Register) -> None:
    holder = browser(Role.STUDENT)
    row = register.of("沈予安")
    Certificate.objects.filter(pk=row.pk).update(person=Person.objects.order_by("-pk")[0])
    page = f"/certificates/{row.number}/evidence-file"

    assert f'action="{page}"' in text(holder.get(f"/certificates/mine/{row.number}"))
    assert holder.get(page)["Location"] == f"/certificates/mine/{row.number}"
    assert len(members(holder.post(page))) == 4

    others = register.of("许文澜").number
    assert holder.post(f"/certificates/{others}/evidence-file").status_code == 404
    assert Fact.objects.filter(verb=EXPORTED).count() == 1
