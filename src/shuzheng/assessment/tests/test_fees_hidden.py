"""No list, page or workbook of registrations tells who is exempt for hardship (R-128).

Three pupils registered alike: one exempt, one whose first certificate the school pays, one who
pays. Whoever keeps no receipts reads nothing of fees; who keeps them reads what is owed.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.assessment.models import Registration
from shuzheng.assessment.services import registrations
from shuzheng.assessment.tests import cast, visitors
from shuzheng.assessment.tests.cast import NOON, Province
from shuzheng.assessment.tests.visitors import browser, text
from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-128")]
WORDS = ("hardship", "exempt", "Nothing to be paid", "To be paid", "280")


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from visitors.served(monkeypatch)


@pytest.fixture
def here() -> Province:
    return cast.province()


@pytest.fixture
def plan(here: Province) -> int:
    plan = here.opened()
    rows = [cast.drafted(here, plan, serial) for serial in (1, 2, 3)]
    HardshipClaim(
        person_id=rows[0].person_id,
        institution_id=here.college,
        state="valid",
        since=date(2025, 9, 1),
        until=date(2026, 8, 31),
        lodged_on=date(2025, 9, 1),
        kind_sealed="x",
    ).save()
    for row in rows:
        registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)
    return plan


def others(here: Province) -> dict[str, Client]:
    """Return the browsers of those who see the plan's registrations and keep no receipts."""
    return {
        "office": browser(Role.OFFICE_OFFICER, here.office, 900_001),
        "province": browser(Role.PROVINCIAL_ADMIN, here.office, 900_002),
        "site": browser(Role.SITE_ADMIN, here.college, 900_004),
    }


def headings(door: Client, address: str) -> list[str]:
    """Return the headings of the workbook at an address."""
    answer = door.get(address)
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    return [str(cell) for cell in next(row for row in rows if len(row) > 5)]


def test_the_cast_has_an_exempt_pupil_who_looks_like_the_others(plan: int) -> None:
    grounds = Settlement.objects.order_by("pk").values_list("ground", flat=True)
    assert list(grounds) == ["hardship", "first_certificate", "first_certificate"]
    assert set(Registration.objects.filter(plan=plan).values_list("state", flat=True)) == {
        "accepted"
    }


def test_pages_of_others_hold_nothing_of_fees(here: Province, plan: int) -> None:
    exempt = Registration.objects.filter(plan=plan).order_by("pk")[0].pk
    for who, door in others(here).items():
        listed = text(door.get(f"/assessment/plans/{plan}/registrations/"))
        one = text(door.get(f"/assessment/registrations/{exempt}/"))
        for page in (listed.partition("sz-listing")[2], one.partition("<main")[2]):
            assert [word for word in WORDS if word in page] == [], who


def test_workbooks_of_others_have_no_column_of_fees(here: Province, plan: int) -> None:
    expected = [
        "姓名",
        "证件号码",
        "院校",
        "班级",
        "学号",
        "手机号",
        "登记日期",
        "本人确认日期",
        "状态",
    ]
    for door in others(here).values():
        assert headings(door, f"/assessment/plans/{plan}/registrations/?export=xlsx") == expected


def test_the_liaison_reads_that_nothing_is_to_be_paid_and_never_why(
    here: Province, plan: int
) -> None:
    liaison = browser(Role.LIAISON, here.college, 900_005)

    page = text(liaison.get(f"/assessment/plans/{plan}/registrations/"))
    assert page.count("Nothing to be paid") == 3
    assert "Exempt" not in page
    assert "费用" in headings(liaison, f"/assessment/plans/{plan}/registrations/?export=xlsx")


def test_the_organisation_reads_what_a_social_learner_owes_and_of_no_student(
    here: Province, plan: int
) -> None:
    social = cast.person(40)
    me = cast.learner(social, Role.SOCIAL_LEARNER)
    registrations.enter(plan, actor=me, now=NOON)
    staff = browser(Role.ORGANISATION_STAFF, here.organisation, 900_003)

    page = text(staff.get(f"/assessment/plans/{plan}/registrations/"))
    assert (page.count("To be paid"), page.count("Nothing to be paid")) == (1, 0)


def test_the_workbook_for_the_national_platform_has_no_column_of_fees(
    here: Province, plan: int
) -> None:
    rows = registrations.hand_over(plan, actor=here.liaison(), now=NOON)

    assert set(rows[0]) == {
        "plan_number",
        "plan_name",
        "certificate_code",
        "certificate",
        "level",
        "module",
        "first_on",
        "name",
        "document_kind",
        "document_number",
        "candidate_kind",
        "institution_code",
        "institution",
        "class_name",
        "student_number",
        "state",
        "confirmed_on",
        "reference",
        "external_id",
    }


def test_everybody_who_could_claim_finds_the_way_and_nobody_else(here: Province, plan: int) -> None:
    rows = Registration.objects.filter(plan=plan).order_by("pk")
    exempt, paid = (browser(Role.STUDENT, here.college, row.person_id) for row in rows[:2])
    parent = browser(Role.GUARDIAN, None, cast.guardian(rows[1].person_id))
    social = browser(Role.SOCIAL_LEARNER, None, cast.person(41))
    way = 'href="/fees/mine/"'

    for phone in (exempt, paid):
        assert way in text(phone.get("/assessment/mine/"))
    assert way in text(exempt.get(f"/assessment/mine/{rows[0].pk}/"))
    assert way in text(parent.get("/assessment/mine/wards/"))
    assert way not in text(social.get("/assessment/mine/"))
    assert social.get("/fees/mine/").status_code == 403
