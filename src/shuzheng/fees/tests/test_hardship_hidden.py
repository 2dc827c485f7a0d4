"""Who lives in hardship is seen by the claimant and whoever decides, through no door by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.fees import access
from shuzheng.fees.models import HardshipClaim
from shuzheng.fees.queries import settlements
from shuzheng.fees.rules.hardship import State
from shuzheng.fees.services import hardship, proofs
from shuzheng.fees.tests import cast
from shuzheng.foundation import clock, facts, files
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-128")]
BODY = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Province:
    return cast.province()


def handed_in(here: cast.Province, serial: int = 1) -> tuple[HardshipClaim, Client]:
    """Return a claim that a pupil of the college handed in on the phone, and the phone."""
    pupil = cast.student(serial, here.college, "沈予安")
    phone = browser(Role.STUDENT, here.college, person_id=pupil)
    sent = {"person": str(pupil), "kind": "orphan", "proof": pdf("孤儿证.pdf")}
    phone.post("/fees/mine/new/", sent)
    return HardshipClaim.objects.get(person_id=pupil), phone


def doors(here: cast.Province, claim: HardshipClaim) -> dict[str, Client]:
    """Return the browsers of everybody who might come near a claim, but the claimant."""
    classmate, other = cast.student(2, here.college, "甲生"), cast.student(3, here.college)
    return {
        "guardian": browser(Role.GUARDIAN, person_id=cast.guardian(claim.person_id)),
        "classmate": browser(Role.STUDENT, here.college, person_id=classmate),
        "other guardian": browser(Role.GUARDIAN, person_id=cast.guardian(other, 901)),
        "aid officer": browser(Role.INSTITUTION_ADMIN, here.college),
        "other school": browser(Role.INSTITUTION_ADMIN, here.school),
        "liaison": browser(Role.LIAISON, here.college),
        "teacher": browser(Role.TEACHER, here.college),
        "site": browser(Role.SITE_ADMIN, here.college),
        "lead": browser(Role.ALLIANCE_LEAD, here.college),
        "organisation": browser(Role.ORGANISATION_STAFF, here.organisation),
        "issuer": browser(Role.ORGANISATION_ISSUER, here.organisation),
        "assessor": browser(Role.ASSESSOR, here.organisation),
        "office": browser(Role.OFFICE_OFFICER, here.office),
        "province": browser(Role.PROVINCIAL_ADMIN, here.office),
        "auditor": browser(Role.AUDITOR, here.office),
    }


def test_each_role_by_each_address(here: cast.Province) -> None:
    claim, phone = handed_in(here)
    one, mine = f"/fees/claims/{claim.pk}/", f"/fees/mine/{claim.pk}/proof/"
    stored = f"/files/{StoredFile.objects.get(hardship_claims=claim).uid}"

    answers = {
        who: (
            door.get("/fees/claims/").status_code,
            door.get(one).status_code,
            door.post(f"{one}proof/").status_code,
            door.get(mine).status_code,
            door.get(stored).status_code,
        )
        for who, door in {"student": phone, **doors(here, claim)}.items()
    }

    assert answers == {
        "student": (403, 403, 403, 200, 404),
        "guardian": (403, 403, 403, 200, 404),
        "classmate": (403, 403, 404, 404, 404),
        "other guardian": (403, 403, 404, 404, 404),
        "aid officer": (200, 200, 200, 403, 404),
        "other school": (200, 404, 404, 404, 404),
        "liaison": (403, 403, 404, 404, 404),
        "teacher": (403, 403, 404, 404, 404),
        "site": (403, 403, 404, 404, 404),
        "lead": (403, 403, 404, 404, 404),
        "organisation": (403, 403, 404, 404, 404),
        "issuer": (403, 403, 404, 404, 404),
        "assessor": (403, 403, 404, 404, 404),
        "office": (200, 404, 404, 404, 404),
        "province": (403, 403, 404, 404, 404),
        "auditor": (403, 403, 404, 404, 404),
    }


def test_lists_of_claims_hold_nobody_of_another_school_and_nothing_before_an_appeal(
    here: cast.Province,
) -> None:
    claim, _ = handed_in(here)
    knocked = doors(here, claim)

    assert "沈予安" in text(knocked["aid officer"].get("/fees/claims/?view=all"))
    assert "沈予安" not in text(knocked["other school"].get("/fees/claims/?view=all"))
    assert "沈予安" not in text(knocked["office"].get("/fees/claims/?view=all"))


def test_a_proof_lies_sealed_and_its_name_is_not_kept(here: cast.Province) -> None:
    claim, phone = handed_in(here)

    kept = StoredFile.objects.get(hardship_claims=claim)
    assert kept.name == "proof.pdf"
    assert b"%PDF" not in bytes(kept.body)
    answer = phone.get(f"/fees/mine/{claim.pk}/proof/")
    assert answer.content == BODY
    assert answer["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert answer["Cache-Control"] == "private, no-store"


def test_who_decides_opens_the_proof_by_an_act_that_is_recorded(here: cast.Province) -> None:
    claim, phone = handed_in(here)
    admin = browser(Role.INSTITUTION_ADMIN, here.college)
    office = browser(Role.OFFICE_OFFICER, here.office)
    one = f"/fees/claims/{claim.pk}/"

    assert admin.get(f"{one}proof/").status_code == 405
    assert admin.post(f"{one}proof/").content == BODY
    assert "opened the proof" in text(admin.get(one))
    admin.post(f"{one}refuse/", {"reason": "证明已过期"})
    assert office.post(f"{one}proof/").status_code == 404
    phone.post(f"/fees/mine/{claim.pk}/appeal/", {"reason": "附上新证明"})
    assert office.post(f"{one}proof/").content == BODY
    phone.get(f"/fees/mine/{claim.pk}/proof/")

    opened = Fact.objects.filter(verb="fees.claim.proof_opened").order_by("seq")
    assert [fact.role for fact in opened] == ["institution_admin", "office_officer"]
    assert {(fact.subject, str(fact.data)) for fact in opened} == {
        (f"fees.hardshipclaim:{claim.pk}", "{}")
    }


def test_a_claim_that_came_by_a_list_has_no_proof(here: cast.Province) -> None:
    claim = cast.claim(cast.student(1, here.college), here.college, State.IMPORTED)

    with pytest.raises(files.NoSuchFile):
        proofs.open_proof(claim.pk, actor=here.admin(), now=cast.NOON)
    with pytest.raises(access.NoSuchClaim):
        proofs.open_proof(claim.pk, actor=here.officer(), now=cast.NOON)
    assert not Fact.objects.filter(verb="fees.claim.proof_opened").exists()


def test_everything_a_claim_leads_to_is_nobodys_news() -> None:
    assert {verb for verb in facts.confidential() if verb.startswith("fees.")} == {
        "fees.claim.appealed",
        "fees.claim.dismissed",
        "fees.claim.lodged",
        "fees.claim.proof_opened",
        "fees.claim.refused",
        "fees.claims.imported",
        "fees.claims.lapsed",
        "fees.claims.verified",
        "fees.payment.paid_back",
        "fees.settlements.computed",
    }


def test_who_owes_nothing_looks_alike_to_who_keeps_receipts(here: cast.Province) -> None:
    cast.agreement(here)
    pupils = [cast.student(n, here.college) for n in range(1, 6)]
    cast.claim(pupils[0], here.college, State.VALID)
    cast.claim(pupils[1], here.college, State.CLAIMED)
    rows = [cast.row(pupil, here.college, pilot=pupil == pupils[2]) for pupil in pupils]
    cast.settle(here, *rows)
    paid = rows[3].reference
    access.settlements(here.liaison()).filter(reference=paid).update(
        settled_at=cast.NOON, paid_fen=28_000, receipt="0071"
    )
    references = [row.reference for row in rows]

    read = settlements.states(references, here.liaison())

    assert [read[one] for one in references] == [
        "nothing_due",
        "nothing_due",
        "nothing_due",
        "nothing_due",
        "owed",
    ]
    for stranger in (
        here.staff(),
        here.officer(),
        here.department(),
        here.lead(),
        people.actor(Role.TEACHER, here.college),
        people.actor(Role.SITE_ADMIN, here.college),
        people.actor(Role.CITY_OFFICER, here.office, area="3401"),
        people.actor(Role.INSTITUTION_ADMIN, here.school),
    ):
        assert settlements.states(references, stranger) == {}


def test_a_verified_list_names_nobody_in_the_record(here: cast.Province) -> None:
    pupil = cast.student(1, here.college, "沈予安")
    claim = cast.claim(pupil, here.college, State.CLAIMED)

    hardship.verify([claim.pk], actor=here.admin(), now=cast.NOON)

    fact = Fact.objects.get(verb="fees.claims.verified")
    assert (fact.subject, fact.data, fact.commitment) == (
        f"fees.hardshipclaim:{claim.pk}",
        {"count": 1},
        "",
    )
