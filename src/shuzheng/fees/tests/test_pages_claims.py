"""The pages of claims and payments: from the phone to the aid officer, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.fees.rules.hardship import State as ClaimState
from shuzheng.fees.services import hardship
from shuzheng.fees.tests import cast
from shuzheng.foundation import clock
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
BUDGET = 40


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Province:
    return cast.province()


@pytest.mark.rule("R-128")
def test_a_claim_from_the_students_phone_to_the_aid_officers_answer(here: cast.Province) -> None:
    cast.agreement(here)
    pupil = cast.student(1, here.college, "沈予安")
    phone = browser(Role.STUDENT, here.college, person_id=pupil)
    admin = browser(Role.INSTITUTION_ADMIN, here.college)
    row = cast.row(pupil, here.college)
    cast.settle(here, row)

    assert "Registered poor household" in text(phone.get("/fees/mine/new/"))
    sent = {"person": str(pupil), "kind": "orphan"}
    assert "Choose: Photo or scan" in text(phone.post("/fees/mine/new/", sent), 422)
    phone.post("/fees/mine/new/", {**sent, "proof": pdf("孤儿证.pdf")})
    claim = HardshipClaim.objects.get()
    assert "Claimed" in text(phone.get("/fees/mine/"))

    listed = text(admin.get("/fees/claims/"))
    assert "沈予安" in listed
    assert "Orphan" not in listed
    assert "Orphan" in text(admin.get(f"/fees/claims/{claim.pk}/"))
    admin.post("/fees/claims/verify/", {"row": [str(claim.pk), "x", "²"]})
    claim.refresh_from_db()
    assert claim.state == "valid"
    assert Settlement.objects.get().ground == "hardship"


@pytest.mark.rule("R-128")
def test_a_refusal_is_read_and_appealed_on_the_phone(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    parent = browser(Role.GUARDIAN, person_id=cast.guardian(pupil))
    admin = browser(Role.INSTITUTION_ADMIN, here.college)
    office = browser(Role.OFFICE_OFFICER, here.office)
    claim = cast.claim(pupil, here.college, ClaimState.CLAIMED)

    assert "Refuse the claim of" in text(admin.get(f"/fees/claims/{claim.pk}/refuse/"))
    admin.post(f"/fees/claims/{claim.pk}/refuse/", {"reason": "证明已过期"})
    assert "证明已过期" in text(parent.get("/fees/mine/"))
    assert office.get(f"/fees/claims/{claim.pk}/").status_code == 404
    parent.post(f"/fees/mine/{claim.pk}/appeal/", {"reason": "附上新证明"})
    assert "附上新证明" in text(office.get(f"/fees/claims/{claim.pk}/"))
    office.post(f"/fees/claims/{claim.pk}/dismiss/", {"reason": "仍不符"})
    claim.refresh_from_db()
    assert claim.state == "refused_finally"


@pytest.mark.rule("R-128")
def test_the_list_of_fees_owed_says_nothing_of_those_who_owe_nothing(here: cast.Province) -> None:
    cast.agreement(here)
    poor, pilot, pays = (
        cast.student(n, here.college, name) for n, name in ((1, "甲生"), (2, "乙生"), (3, "丙生"))
    )
    cast.claim(poor, here.college, ClaimState.VALID)
    rows = [
        cast.row(poor, here.college),
        cast.row(pilot, here.college, pilot=True),
        cast.row(pays, here.college),
    ]
    cast.settle(here, *rows)
    liaison = browser(Role.LIAISON, here.college)

    page = text(liaison.get("/fees/payments/"))
    assert [name in page for name in ("甲生", "乙生", "丙生")] == [False, False, True]
    assert "hardship" not in page.lower()
    liaison.post(f"/fees/payments/{rows[2].reference}/receipt/", {"receipt": "0071"})
    assert Settlement.objects.get(reference=rows[2].reference).receipt == "0071"


def test_money_goes_back_through_the_aid_officer_only(here: cast.Province) -> None:
    cast.agreement(here)
    pupil = cast.student(1, here.college, "丙生")
    row = cast.row(pupil, here.college)
    cast.settle(here, row)
    admin = browser(Role.INSTITUTION_ADMIN, here.college)
    liaison = browser(Role.LIAISON, here.college)
    admin.post(f"/fees/payments/{row.reference}/receipt/", {"receipt": "0071"})
    claim = cast.claim(pupil, here.college, ClaimState.CLAIMED)
    hardship.verify([claim.pk], actor=here.admin(), now=cast.NOON)

    assert "丙生" not in text(liaison.get("/fees/payments/?view=back"))
    assert "丙生" in text(admin.get("/fees/payments/?view=back"))
    address = f"/fees/payments/{row.reference}/back/"
    assert liaison.post(address).status_code == 403
    admin.post(address)
    assert Settlement.objects.get().paid_back_at is not None


def test_the_home_of_a_person_without_claims_says_how_it_begins(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    page = text(browser(Role.STUDENT, here.college, person_id=pupil).get("/fees/mine/"))
    assert "You have no claim" in page
    assert Person.objects.filter(pk=pupil).exists()
