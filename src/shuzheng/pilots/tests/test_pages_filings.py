"""The pages of filings: written, checked, returned, put on file; who sees and does what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Department
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.pilots.models import Filing, FilingItem, FilingReturn, LeadingGroupMember
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.services import filings, organs, rounds
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries, Settings

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


@pytest.fixture
def certificate() -> int:
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    first, _second = (
        CertificateType.objects.create(
            code=code,
            name=name,
            short_name=name,
            organisation_id=holder,
            levels=["elementary", "intermediate"],
        )
        for code, name in (("D10001", "演示证书"), ("D10002", "演示第二证书"))
    )
    return first.pk


@pytest.fixture
def _round() -> None:
    rounds.open_round(2026, date(2026, 2, 1), date(2026, 3, 31), actor=OFFICE, now=NOON)


def whole(**changes: str) -> dict[str, str]:
    """Return a complete form of the editor."""
    sent = {
        "topic_staff": "专任教师42人",
        "topic_bases": "实训室6间",
        "topic_sites": "无",
        "topic_results": "首次申报",
        "confirmed_by_group_on": "2026-02-25",
        "items-TOTAL_FORMS": "2",
        "items-INITIAL_FORMS": "0",
        "items-0-certificate": "D10001 演示证书",
        "items-0-levels": "elementary",
        "items-0-majors": "710201，710202",
        "items-0-planned_headcount": "",
        "items-1-certificate": "",
        "group-TOTAL_FORMS": "3",
        "group-INITIAL_FORMS": "0",
        "group-0-name": "王校长",
        "group-0-role": "head",
        "group-1-name": "李副校长",
        "group-1-role": "deputy",
        "group-2-name": "教务处",
        "group-2-role": "functional_office",
        "act": "save",
    }
    return {**sent, **changes}


def submitted(certificate: int, institution: int) -> int:
    liaison = actor(Role.LIAISON, institution)
    pk = filings.begin(2026, actor=liaison, now=NOON)
    group = [
        ("王校长", GroupRole.HEAD, ""),
        ("李副校长", GroupRole.DEPUTY, ""),
        ("教务处", GroupRole.FUNCTIONAL_OFFICE, ""),
    ]
    organs.name_leading_group(group, actor=liaison, now=NOON)
    draft = filings.Draft(
        {"staff": "a", "bases": "b", "sites": "c", "results": "d"},
        (filings.Item(certificate, ("elementary",), ("710201",), 120),),
        date(2026, 2, 25),
    )
    filings.save_draft(pk, draft, actor=liaison, now=NOON)
    filings.submit(pk, actor=liaison, now=NOON)
    return pk


@pytest.mark.usefixtures("_round", "certificate")
def test_a_filing_is_begun_written_and_submitted_through_the_pages(school: int) -> None:
    liaison = browser(Role.LIAISON, school)

    assert "No filing yet" in text(liaison.get("/pilots/filings/"))
    answer = liaison.post("/pilots/filings/begin/", {"year": "2026"})
    pk = Filing.objects.get().pk
    assert answer["Location"] == f"/pilots/filings/{pk}/edit/"
    assert "items are missing" in text(liaison.get(f"/pilots/filings/{pk}/"))
    liaison.post(f"/pilots/filings/{pk}/edit/", whole())
    assert 'value="D10001 演示证书"' in text(liaison.get(f"/pilots/filings/{pk}/edit/"))
    answer = liaison.post(f"/pilots/filings/{pk}/edit/", whole(act="submit"))

    assert answer["Location"] == f"/pilots/filings/{pk}/"
    assert Filing.objects.get().state == "submitted"
    page = text(liaison.get(f"/pilots/filings/{pk}/"))
    assert "710201, 710202" in page
    assert "This version is under check until 2026-03-16." in page
    assert LeadingGroupMember.objects.filter(until=None).count() == 3


@pytest.mark.usefixtures("_round", "certificate")
@pytest.mark.rule("R-031")
def test_submitting_an_incomplete_filing_names_every_place_with_its_anchor(school: int) -> None:
    liaison = browser(Role.LIAISON, school)
    liaison.post("/pilots/filings/begin/", {"year": "2026"})
    pk = Filing.objects.get().pk
    sent = whole(topic_bases="", act="submit", **{"items-0-majors": "", "group-1-name": ""})
    sent["group-1-role"] = ""

    answer = liaison.post(f"/pilots/filings/{pk}/edit/", sent, follow=True)
    page = text(answer)
    assert "3 items are missing" in page
    for anchor, place in (
        ("id_topic_bases", "Self-assessment: Training bases"),
        ("id_items-0-majors", "Certificate 1: majors"),
        ("group", "Leading group: Deputy in charge"),
    ):
        assert f'<a href="#{anchor}">{place}</a>' in page
        assert f'id="{anchor}"' in page
    assert "专任教师42人" in page  # saved all the same


@pytest.mark.usefixtures("_round", "certificate")
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"items-0-certificate": "X99999 没有"}, "no certificate “X99999 没有”"),
        ({"items-0-certificate": ""}, "Say which certificate this line is about"),
        ({"items-0-majors": "财会"}, "财会 is not a code of six digits"),
        ({"items-0-planned_headcount": "-3"}, "whole number"),
        ({"confirmed_by_group_on": "2026-13-01"}, "Give a day such as"),
        ({"group-2-role": ""}, "Choose the role"),
        ({"items-0-levels": "expert"}, "expert"),
        ({"items-TOTAL_FORMS": "x"}, ""),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_place_and_nothing_is_kept(
    school: int, changes: dict[str, str], sentence: str
) -> None:
    liaison = browser(Role.LIAISON, school)
    liaison.post("/pilots/filings/begin/", {"year": "2026"})
    pk = Filing.objects.get().pk

    answer = liaison.post(f"/pilots/filings/{pk}/edit/", whole(**changes))
    assert sentence in text(answer, 422)
    assert Filing.objects.get().versions.get().self_assessment == {}


@pytest.mark.usefixtures("_round", "certificate")
def test_a_certificate_is_known_by_its_name_or_by_a_part_that_only_it_has(school: int) -> None:
    liaison = browser(Role.LIAISON, school)
    liaison.post("/pilots/filings/begin/", {"year": "2026"})
    url = f"/pilots/filings/{Filing.objects.get().pk}/edit/"
    assert 'name="group-3-name"' in text(liaison.get(url))
    for said, code in (("演示证书", "D10001"), ("第二", "D10002"), ("d10001", "D10001")):
        liaison.post(url, whole(**{"items-0-certificate": said}))
        assert FilingItem.objects.get().certificate_type.code == code
    shown = text(liaison.post(f"{url}?check", whole(**{"items-0-certificate": "演示"})), 422)
    assert "2 certificates are named like this" in shown


@pytest.mark.usefixtures("_round")
def test_what_was_missing_is_not_said_of_what_was_just_sent(school: int) -> None:
    liaison = browser(Role.LIAISON, school)
    liaison.post("/pilots/filings/begin/", {"year": "2026"})
    url = f"/pilots/filings/{Filing.objects.get().pk}/edit/?check"
    assert "items are missing" in text(liaison.get(url))
    shown = text(liaison.post(url, whole(**{"items-0-certificate": "没有"})), 422)
    assert "items are missing" not in shown


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-017")
def test_a_department_founded_since_makes_no_submitted_filing_incomplete(
    certificate: int, school: int
) -> None:
    pk = submitted(certificate, school)
    Department.objects.create(organisation_id=school, name="物流学院")
    for client in (browser(Role.OFFICE_OFFICER), browser(Role.LIAISON, school)):
        assert "Still missing" not in text(client.get(f"/pilots/filings/{pk}/"))


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
def test_the_office_files_several_at_once_and_hears_of_the_exceptions(
    certificate: int, school: int
) -> None:
    other = organisation("S2", name="江淮职业学院")
    first, second = submitted(certificate, school), submitted(certificate, other)
    filings.put_on_file(second, actor=OFFICE, now=NOON)
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))

    listed = text(office.get("/pilots/filings/"))
    assert "秋浦职业学校" in listed
    assert "江淮职业学院" not in listed
    answer = office.post(
        "/pilots/filings/file/", {"row": [str(first), str(second), "x", "999999"]}, follow=True
    )
    page = text(answer)
    assert "1 filing is on file." in page
    assert "江淮职业学院 is not on file: Somebody else changed this" in page
    assert "There is no such filing." in page
    assert Filing.objects.get(pk=first).state == "filed"


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
def test_a_filing_goes_back_with_ground_and_place_and_comes_again(
    certificate: int, school: int
) -> None:
    pk = submitted(certificate, school)
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    liaison = browser(Role.LIAISON, school)
    address = f"/pilots/filings/{pk}/return/"

    form = text(office.get(address))
    assert "Something is missing" in form
    assert "planned headcount" not in form  # an optional answer is no place to complain about
    assert "Choose: Ground" in text(office.post(address, {"reason": "x"}), 422)
    office.post(
        address, {"ground": "truth", "place": "self_assessment.staff", "reason": "人数与附表不符"}
    )
    assert FilingReturn.objects.get().answer_due_on == date(2026, 3, 16)
    assert "人数与附表不符" in text(liaison.get(f"/pilots/filings/{pk}/edit/"))
    liaison.post(f"/pilots/filings/{pk}/edit/", whole(act="submit"))
    assert "Submitted again" in text(office.get("/pilots/filings/"))


@pytest.mark.usefixtures("_round")
@pytest.mark.rule("R-030")
def test_a_city_returns_secondary_schools_filings_only(certificate: int, school: int) -> None:
    college = organisation("S2", name="江淮职业学院")
    mine, theirs = submitted(certificate, school), submitted(certificate, college)
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU)
    city = browser(Role.CITY_OFFICER, bureau)

    assert "A city bureau returns the filings of secondary schools only." in text(
        city.get(f"/pilots/filings/{theirs}/")
    )
    sent = {"ground": "truth", "place": "self_assessment.staff", "reason": "不符"}
    assert city.post(f"/pilots/filings/{theirs}/return/", sent).status_code == 403
    assert city.post(f"/pilots/filings/{mine}/return/", sent).status_code == 302


@pytest.mark.usefixtures("_round")
def test_an_amendment_is_compared_with_what_is_in_force(certificate: int, school: int) -> None:
    pk = submitted(certificate, school)
    filings.put_on_file(pk, actor=OFFICE, now=NOON)
    liaison = browser(Role.LIAISON, school)

    assert "Amend the filing" in text(liaison.get(f"/pilots/filings/{pk}/"))
    liaison.post(
        f"/pilots/filings/{pk}/edit/",
        whole(
            act="submit",
            **{
                "items-1-certificate": "D10002",
                "items-1-levels": "intermediate",
                "items-1-majors": "530302",
            },
        ),
    )
    page = text(liaison.get(f"/pilots/filings/{pk}/"))
    assert "What the new version changes" in page
    assert "Intermediate · 530302" in page
    assert "Amendment under check" in page
    assert Filing.objects.get().state == "filed"


@pytest.mark.usefixtures("_round", "certificate")
@pytest.mark.rule("R-032")
def test_the_list_shows_who_has_not_filed(school: int) -> None:
    organisation("T1", name="某技工学校", institution_kind="technician_school")
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))

    page = text(office.get("/pilots/filings/?view=missing"))
    assert "秋浦职业学校" in page
    assert "某技工学校" not in page
    assert "1 eligible institution has not filed" in page
    assert school


@pytest.mark.usefixtures("_round")
def test_filters_combine_and_an_empty_result_shows_the_way_out(
    certificate: int, school: int
) -> None:
    submitted(certificate, school)
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))

    page = text(office.get("/pilots/filings/?view=all&kind=secondary_vocational"))
    assert "秋浦职业学校" in page
    page = text(office.get("/pilots/filings/?view=all&q=秋浦&kind=higher_vocational"))
    assert "sz-empty" in page
    assert "q=%E7%A7%8B%E6%B5%A6" in page
    assert text(office.get("/pilots/filings/?year=9999&sort=x&page=-1&view=%00"))


@pytest.mark.usefixtures("_round")
def test_an_export_holds_the_filtered_rows_and_leaves_a_record(
    certificate: int, school: int
) -> None:
    submitted(certificate, school)
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))

    lines = office.get("/pilots/filings/?view=all&export=csv").content.decode("utf-8-sig")
    assert lines.splitlines()[1].split(",")[3] == "秋浦职业学校"
    assert office.get("/pilots/filings/?view=missing&export=xlsx").content.startswith(b"PK")
    facts = Fact.objects.filter(verb="pilots.filings.exported").order_by("seq")
    assert [fact.data["count"] for fact in facts] == [1, 0]


@pytest.mark.usefixtures("_round")
def test_a_suspension_is_imposed_and_lifted_with_reasons(certificate: int, school: int) -> None:
    pk = submitted(certificate, school)
    filings.put_on_file(pk, actor=OFFICE, now=NOON)
    department = browser(Role.PROVINCIAL_ADMIN, organisation("P1"))

    assert "No new registrations" in text(department.get(f"/pilots/filings/{pk}/suspend/"))
    department.post(f"/pilots/filings/{pk}/suspend/", {"reason": "核查期间"})
    assert Filing.objects.get().state == "suspended"
    department.post(f"/pilots/filings/{pk}/resume/", {"reason": "核查结束"})
    assert Filing.objects.get().state == "filed"
    assert department.get(f"/pilots/filings/{pk}/resume/").status_code == 409


@pytest.mark.usefixtures("_round")
def test_nobody_sees_or_moves_anothers_filing(certificate: int, school: int) -> None:
    pk = submitted(certificate, school)
    stranger = browser(Role.LIAISON, organisation("S2"))
    elsewhere = organisation("B2", OrganisationKind.CITY_BUREAU, division="340200")
    far = browser(Role.CITY_OFFICER, elsewhere)

    for client in (stranger, far):
        for act in ("", "edit/", "return/"):
            assert client.get(f"/pilots/filings/{pk}/{act}").status_code in {403, 404}
        for act in ("submit/", "file/"):
            assert client.post(f"/pilots/filings/{pk}/{act}").status_code in {403, 404}
    assert Client().get(f"/pilots/filings/{pk}/").status_code == 302


@pytest.mark.usefixtures("_round")
def test_the_list_keeps_its_query_budget(
    certificate: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(30):
        submitted(certificate, organisation(f"S{n}"))
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    with django_assert_max_num_queries(BUDGET):
        text(office.get("/pilots/filings/"))
    with django_assert_max_num_queries(BUDGET):
        text(office.get(f"/pilots/filings/{Filing.objects.earliest('pk').pk}/"))
