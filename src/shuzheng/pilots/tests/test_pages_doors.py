"""Who opens which page of pilots; rounds are announced by those who may, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.pilots.models import FilingRound
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER)
BUDGET = 45


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def school() -> int:
    return organisation("S1", name="秋浦职业学校", institution_kind="secondary_vocational")


@pytest.mark.rule("R-039")
def test_a_round_is_announced_once(school: int) -> None:
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    sent = {"year": "2026", "opens_on": "2026-02-01", "closes_on": "2026-03-31"}

    assert "No filing round yet" in text(office.get("/pilots/filings/"))
    backwards = {**sent, "closes_on": "2026-01-01"}
    assert "close before it opens" in text(office.post("/pilots/rounds/new/", backwards), 422)
    office.post("/pilots/rounds/new/", sent)
    assert "exists already" in text(office.post("/pilots/rounds/new/", sent), 422)
    assert FilingRound.objects.count() == 1
    assert "2026" in text(office.get("/pilots/rounds/"))
    assert browser(Role.LIAISON, school).get("/pilots/rounds/new/").status_code == 403


@pytest.mark.parametrize(
    ("role", "opened"),
    [
        (Role.PROVINCIAL_ADMIN, "filings rounds rounds/new entries activities"),
        (Role.OFFICE_OFFICER, "filings rounds rounds/new entries activities"),
        (Role.CITY_OFFICER, "filings rounds entries"),
        (Role.INSTITUTION_ADMIN, "filings rounds entries entries/new"),
        (Role.LIAISON, "filings rounds entries entries/new"),
        (Role.ALLIANCE_LEAD, "activities"),
        (Role.ORGANISATION_STAFF, "activities activities/new"),
        (Role.TEACHER, ""),
        (Role.ORGANISATION_ISSUER, ""),
        (Role.AUDITOR, ""),
        (Role.STUDENT, ""),
        (Role.GUARDIAN, ""),
    ],
)
def test_who_opens_which_page(school: int, role: Role, opened: str) -> None:
    every = (
        "filings",
        "rounds",
        "rounds/new",
        "entries",
        "entries/new",
        "activities",
        "activities/new",
    )
    client = browser(role, school)
    answers = {name: client.get(f"/pilots/{name}/").status_code for name in every}
    assert {name for name, status in answers.items() if status == 200} == set(opened.split())
    assert set(answers.values()) <= {200, 403}
