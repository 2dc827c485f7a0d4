"""The pages of conflicts of interest, by role and within reach."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import (
    browser,
    school,
    text,
)
from shuzheng.identity.tests.cast import NOON, actor, identity_number
from shuzheng.workforce.models import Recusal
from shuzheng.workforce.rules import qualifications as rules
from shuzheng.workforce.services import recusals
from shuzheng.workforce.tests.cast import qualified

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_assessor_declares_a_conflict_with_a_candidate(staff: Client, firm: int) -> None:
    here = school()
    qualified(staff)
    assessor = browser(Role.ASSESSOR, firm, name="秦越")
    who = {
        "name": "沈予安",
        "document_kind": "resident_identity_card",
        "document_number": here.numbers[0],
        "ground": "kin",
    }
    assert "Nothing declared yet" in text(assessor.get("/workforce/recusals"))

    assert assessor.post("/workforce/recusals/declare", who).status_code == 302
    assert assessor.post("/workforce/recusals/declare", who).status_code == 302

    page = text(assessor.get("/workforce/recusals"))
    assert "沈予安" in page
    assert "Kin of the candidate" in page
    assert here.numbers[0] not in page
    assert Recusal.objects.get().candidate_id == here.students[0]
    assert "沈予安" in text(staff.get("/workforce/recusals"))


@pytest.mark.parametrize("changes", [{"name": "沈予桉"}, {"document_number": identity_number(999)}])
def test_a_candidate_must_be_named_and_numbered_rightly(firm: int, changes: dict[str, str]) -> None:
    here = school()
    assessor = browser(Role.ASSESSOR, firm)
    who = {
        "name": "沈予安",
        "document_kind": "resident_identity_card",
        "document_number": here.numbers[0],
        "ground": "kin",
        **changes,
    }

    answer = assessor.post("/workforce/recusals/declare", who)

    assert answer.status_code == 422
    assert "Nobody is registered with this name and document." in answer.content.decode()
    assert not Recusal.objects.exists()


def test_an_organisation_declares_for_its_own_assessors_only(
    staff: Client, firm: int, rival: int
) -> None:
    here = school()
    ours = qualified(staff).person_id
    theirs = qualified(
        browser(Role.ORGANISATION_STAFF, rival),
        code="D10002",
        name="林知远",
        document_number=identity_number(601, "19800101"),
    ).person_id
    who = {
        "assessor": ours,
        "name": "沈予安",
        "document_kind": "resident_identity_card",
        "document_number": here.numbers[0],
        "ground": "other",
    }

    assert staff.post("/workforce/recusals/declare", {**who, "assessor": theirs}).status_code == 422
    assert staff.post("/workforce/recusals/declare", who).status_code == 302
    assert Recusal.objects.get().assessor_id == ours

    us = actor(Role.ORGANISATION_STAFF, firm, person_id=0)
    with pytest.raises(Exception, match="no such assessor"):
        recusals.declare(theirs, here.students[0], rules.Ground.KIN, actor=us, now=NOON)


def test_a_site_declares_for_the_assessors_of_its_institution(staff: Client) -> None:
    here = school()
    who = qualified(staff).person_id
    Membership.objects.create(
        person_id=who, organisation_id=here.id, role=Role.ASSESSOR, since=date(2020, 1, 1)
    )
    site = browser(Role.SITE_ADMIN, here.id)

    assert "许文澜" in text(site.get("/workforce/recusals/declare"))
