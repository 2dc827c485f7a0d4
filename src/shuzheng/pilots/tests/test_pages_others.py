"""The pages of entry reviews and activity reports, by who does what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock, todos
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.pilots.models import (
    ActivityReport,
    Alliance,
    EntryReview,
    Filing,
    FilingItem,
    FilingVersion,
    InstitutionCertificate,
)
from shuzheng.pilots.services import rounds
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def school() -> int:
    return organisation("S1", name="江淮职业学院")


@pytest.fixture
def holder() -> int:
    return organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织")


@pytest.fixture
def office() -> int:
    return organisation("O1", OrganisationKind.COORDINATION_OFFICE)


@pytest.fixture
def certificate(holder: int) -> int:
    return CertificateType.objects.create(
        code="D10001",
        name="演示证书",
        short_name="演示",
        organisation_id=holder,
        levels=["elementary", "intermediate"],
    ).pk


def sheets(*rows: tuple[str, int, int, int, int], **changes: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "reviewed_on": "2026-03-01",
        "pass_mark": "70",
        "weight_industry_fit": "30",
        "weight_enterprise_recognition": "30",
        "weight_major_fit": "20",
        "weight_plan_fit": "20",
        "minutes": pdf(),
        "sheets-TOTAL_FORMS": str(len(rows)),
        "sheets-INITIAL_FORMS": "0",
    }
    criteria = ("industry_fit", "enterprise_recognition", "major_fit", "plan_fit")
    for n, (name, *points) in enumerate(rows):
        sent[f"sheets-{n}-expert"] = name
        for criterion, given in zip(criteria, points, strict=True):
            sent[f"sheets-{n}-{criterion}"] = str(given)
    return {**sent, **changes}


@pytest.mark.rule("R-050")
@pytest.mark.rule("R-051")
def test_a_certificate_is_proposed_and_reviewed_through_the_pages(
    school: int, certificate: int
) -> None:
    admin = browser(Role.INSTITUTION_ADMIN, school)

    assert "No certificate here" in text(admin.get("/pilots/entries/"))
    admin.post("/pilots/entries/new/", {"certificate": certificate})
    pk = InstitutionCertificate.objects.get().pk
    assert 'value="30"' in text(admin.get(f"/pilots/entries/{pk}/review/"))
    answer = admin.post(
        f"/pilots/entries/{pk}/review/",
        sheets(("专家甲", 80, 70, 90, 60), ("专家乙", 70, 70, 80, 80)),
        follow=True,
    )
    page = text(answer)
    assert "The review is on file: passed." in page
    assert "74.50" in page
    assert "专家乙" in page
    assert "It comes into use once a filing in force names it." in page
    assert EntryReview.objects.get().score == 7450


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weight_plan_fit": "30"}, "these total 110"),
        ({"reviewed_on": "2026-03-03"}, "which has not come yet"),
        ({"sheets-0-major_fit": ""}, "Give 0 to 100"),
        ({"sheets-0-major_fit": "101"}, "whole number"),
        ({"sheets-0-expert": ""}, "Say whose points these are"),
        ({"minutes": ""}, "Choose: Minutes of the review"),
    ],
)
def test_a_review_that_cannot_be_is_refused_with_what_was_typed(
    school: int, certificate: int, changes: dict[str, object], sentence: str
) -> None:
    admin = browser(Role.INSTITUTION_ADMIN, school)
    admin.post("/pilots/entries/new/", {"certificate": certificate})
    pk = InstitutionCertificate.objects.get().pk

    answer = admin.post(
        f"/pilots/entries/{pk}/review/", sheets(("专家甲", 80, 70, 90, 60), **changes)
    )
    page = text(answer, 422)
    assert sentence in page
    assert 'value="80"' in page
    assert EntryReview.objects.count() == StoredFile.objects.count() == 0


@pytest.mark.rule("R-054")
def test_an_exit_is_begun_with_its_reason(school: int, certificate: int) -> None:
    row = InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="active"
    )
    admin = browser(Role.INSTITUTION_ADMIN, school)

    assert "candidates already registered finish" in text(
        admin.get(f"/pilots/entries/{row.pk}/exit/")
    )
    admin.post(f"/pilots/entries/{row.pk}/exit/", {"reason": "专业调整"})
    row.refresh_from_db()
    assert row.state == "exiting"
    assert admin.get(f"/pilots/entries/{row.pk}/exit/").status_code == 409


def test_a_city_sees_entries_of_its_area_and_records_none(school: int, certificate: int) -> None:
    row = InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="proposed"
    )
    city = browser(Role.CITY_OFFICER, organisation("B1", OrganisationKind.CITY_BUREAU))
    far = browser(
        Role.CITY_OFFICER, organisation("B2", OrganisationKind.CITY_BUREAU, division="340200")
    )

    assert "江淮职业学院" in text(city.get("/pilots/entries/"))
    assert city.get(f"/pilots/entries/{row.pk}/review/").status_code == 403
    assert far.get(f"/pilots/entries/{row.pk}/").status_code == 404


def event(kind_id: int, /, **changes: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "certificate": kind_id,
        "kind": "assessment",
        "title": "4月初级考核",
        "place": "合肥",
        "levels": ["elementary"],
        "starts_on": "2026-04-11",
        "ends_on": "2026-04-12",
        "headcount": "168",
    }
    return {**sent, **changes}


@pytest.mark.rule("R-056")
def test_an_event_is_reported_signed_by_both_and_noted(
    school: int, holder: int, office: int, certificate: int
) -> None:
    Alliance.objects.create(
        certificate_type_id=certificate,
        name="演示联盟",
        state="proposed",
        acting_lead_id=school,
        named_on=date(2026, 1, 5),
    )
    staff = browser(Role.ORGANISATION_STAFF, holder)
    lead = browser(Role.ALLIANCE_LEAD, school)
    officer = browser(Role.OFFICE_OFFICER, office)

    staff.post("/pilots/activities/new/", event(certificate))
    url = f"/pilots/activities/{ActivityReport.objects.get().pk}/"
    assert "Not yet." in text(staff.get(url))
    assert "Not met: The organisation has signed" in text(staff.get(url))
    assert "4月初级考核" in text(staff.get(f"{url}edit/"))
    assert staff.post(f"{url}edit/", event(certificate, place="芜湖")).status_code == 302
    assert "芜湖" in text(staff.get(url))
    staff.post(f"{url}sign/")
    assert "both parties sign anew" in text(staff.get(f"{url}edit/"))
    assert "Sign for the alliance" in text(lead.get(url))
    lead.post(f"{url}sign/")
    staff.post(f"{url}submit/")
    assert "noted by itself after 2026-03-05" in text(officer.get(url))
    officer.post(f"{url}note/")
    staff.post(f"{url}hold/")
    staff.post(f"{url}summary/", {"summary": "如期举行"})
    assert "如期举行" in text(staff.get(url))
    assert ActivityReport.objects.get().state == "summed_up"


@pytest.mark.rule("R-056")
def test_a_silent_alliance_is_asked_with_proof_and_has_its_days(
    school: int, holder: int, office: int, certificate: int
) -> None:
    staff = browser(Role.ORGANISATION_STAFF, holder)
    staff.post("/pilots/activities/new/", event(certificate))
    url = f"/pilots/activities/{ActivityReport.objects.get().pk}/"
    staff.post(f"{url}sign/")

    assert "neither signed nor been asked" in text(staff.get(url))
    assert "Choose: Proof" in text(staff.post(f"{url}ask/", {}), 422)
    staff.post(f"{url}ask/", {"proof": pdf()})
    assert "it may sign until 2026-03-09" in text(staff.get(url))
    assert staff.post(f"{url}submit/").status_code == 409
    proof = f"/files/{StoredFile.objects.get().uid}"
    assert browser(Role.OFFICE_OFFICER, office).get(proof).status_code == 200
    assert browser(Role.LIAISON, school).get(proof).status_code == 404


@pytest.mark.rule("R-056")
def test_an_objection_is_answered_or_the_event_cancelled(
    holder: int, office: int, certificate: int
) -> None:
    staff = browser(Role.ORGANISATION_STAFF, holder)
    officer = browser(Role.OFFICE_OFFICER, office)
    staff.post("/pilots/activities/new/", event(certificate))
    ActivityReport.objects.update(state="submitted", submitted_on="2026-03-02")
    url = f"/pilots/activities/{ActivityReport.objects.get().pk}/"

    officer.post(f"{url}object/", {"reason": "场地未定"})
    assert "场地未定" in text(staff.get(url))
    staff.post(f"{url}cancel/", {"reason": "场地无法落实"})
    assert ActivityReport.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": "2026-04-10"}, "end before it starts"),
        ({"levels": []}, "Choose: Levels"),
        ({"certificate": "0"}, "Select a valid choice"),
        ({"headcount": "0"}, "whole number"),
    ],
)
def test_an_impossible_event_is_refused(
    holder: int, certificate: int, changes: dict[str, object], sentence: str
) -> None:
    staff = browser(Role.ORGANISATION_STAFF, holder)

    answer = staff.post("/pilots/activities/new/", event(certificate, **changes))
    assert sentence in text(answer, 422)
    assert ActivityReport.objects.count() == 0


def test_duties_say_what_waits_and_until_when(
    school: int, holder: int, office: int, certificate: int
) -> None:
    InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="proposed"
    )
    staff = browser(Role.ORGANISATION_STAFF, holder)
    staff.post("/pilots/activities/new/", event(certificate))
    ActivityReport.objects.update(state="submitted", submitted_on="2026-03-02")

    def duties(role: Role, organisation_id: int) -> list[tuple[str, int | None, date | None]]:
        found = todos.waiting_for(actor(role, organisation_id), NOON)
        return [(str(one.title), one.count, one.due_on) for one in found]

    assert ("Certificates wait for your entry review", 1, None) in duties(
        Role.INSTITUTION_ADMIN, school
    )
    assert ("Activity reports to be answered", 1, date(2026, 3, 5)) in duties(
        Role.OFFICE_OFFICER, office
    )
    assert duties(Role.TEACHER, school) == []


def test_the_desk_says_what_an_institution_does_next(school: int, certificate: int) -> None:
    rounds.open_round(
        2026, date(2026, 2, 1), date(2026, 3, 31), actor=actor(Role.OFFICE_OFFICER), now=NOON
    )

    def duties(role: Role, organisation_id: int) -> list[tuple[str, int | None, date | None]]:
        found = todos.waiting_for(actor(role, organisation_id), NOON)
        return [(str(one.title), one.count, one.due_on) for one in found]

    to_file = ("File for 2026", None, date(2026, 3, 31))
    assert to_file in duties(Role.LIAISON, school)
    filing = Filing.objects.create(institution_id=school, year=2026, state="filed", number="BA1")
    assert to_file not in duties(Role.LIAISON, school)

    version = FilingVersion.objects.create(filing=filing, number=1, state="in_force")
    FilingItem.objects.create(
        version=version, certificate_type_id=certificate, levels=["elementary"], majors=["530302"]
    )
    unreviewed = ("Filed certificates without an entry review", 1, None)
    assert unreviewed in duties(Role.LIAISON, school)
    InstitutionCertificate.objects.create(
        institution_id=school, certificate_type_id=certificate, state="active"
    )
    assert unreviewed not in duties(Role.LIAISON, school)
