"""The pages of sites: an institution applies, the alliance and the organisation answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import Room, Site, SiteApproval
from shuzheng.assessment.rules.site import State
from shuzheng.assessment.tests import callers
from shuzheng.assessment.tests.cast import HELD
from shuzheng.assessment.tests.visitors import text

if TYPE_CHECKING:
    from django.test import Client

    from shuzheng.assessment.tests.cast import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served_at_noon")]
SITES = "/assessment/sites/"
APPLICATIONS = "/assessment/sites/applications"


def applied(here: Province) -> SiteApproval:
    """Return an application for another level, made through the pages."""
    answer = callers.college(here).post(
        f"{SITES}{here.site}/apply/",
        {
            "certificate": here.certificate,
            "level": "elementary",
            **dict.fromkeys(("conditions", "local_industry", "bases", "need"), "齐备"),
        },
    )
    assert answer.status_code == 302, text(answer, 422)
    return SiteApproval.objects.get(site_id=here.site, level="elementary")


def reached(approval: SiteApproval) -> str:
    approval.refresh_from_db()
    return approval.state


@pytest.mark.rule("R-090")
def test_a_site_is_registered_and_furnished_through_the_pages(here: Province) -> None:
    admin = callers.college(here)
    answer = admin.post(f"{SITES}new/", {"name": "新站点", "address": "合肥市二路2号"})
    made = Site.objects.get(name="新站点")
    assert answer["Location"] == f"{SITES}{made.pk}/"
    assert "Set up a room first" in callers.page(admin, f"{SITES}{made.pk}/")

    answer = admin.post(
        f"{SITES}{made.pk}/rooms/new/",
        {"name": "9号机房", "rows": 3, "columns": 4, "unusable": "2, 5-6", "accessible": "1"},
    )
    assert answer.status_code == 302
    room = Room.objects.get(site=made)
    assert sorted(room.seats.filter(usable=False).values_list("number", flat=True)) == [2, 5, 6]

    admin.post(f"{SITES}{made.pk}/edit/", {"name": "新站点", "address": "合肥市三路3号"})
    made.refresh_from_db()
    assert made.address == "合肥市三路3号"
    shown = callers.page(admin, f"{SITES}rooms/{room.pk}/seats/")
    assert "2, 5, 6" in shown
    admin.post(f"{SITES}rooms/{room.pk}/seats/", {"unusable": "12", "accessible": ""})
    assert list(room.seats.filter(usable=False).values_list("number", flat=True)) == [12]


def test_seat_numbers_that_are_none_are_asked_for_again(here: Province) -> None:
    answer = callers.college(here).post(
        f"{SITES}{here.site}/rooms/new/",
        {"name": "9号机房", "rows": 3, "columns": 4, "unusable": "第二个"},
    )
    shown = text(answer, 422)
    assert "Write seat numbers such as 3, 7-9" in shown
    assert "第二个" in shown


@pytest.mark.rule("R-097")
def test_a_check_is_recorded_with_its_sheet(here: Province) -> None:
    host = callers.host(here)
    url = f"{SITES}rooms/{here.rooms[0]}/check/"
    assert "R-097" in callers.page(host, url)
    answer = host.post(
        url,
        {
            "checked_on": "2026-03-02",
            "held": [item for item in HELD if item != "cameras"],
            "document": callers.paper(),
        },
    )
    assert answer["Location"] == f"{SITES}{here.site}/"
    assert "Wanting:" in callers.page(host, f"{SITES}{here.site}/")


@pytest.mark.rule("R-090")
@pytest.mark.rule("R-094")
def test_an_application_goes_from_hand_to_hand(here: Province) -> None:
    approval = applied(here)
    url = f"{APPLICATIONS}/{approval.pk}/"
    lead, staff, officer = callers.lead(here), callers.staff(here), callers.officer(here)

    assert f"{url}opinion/" in callers.page(lead, url)
    assert f"{url}approve/" not in callers.page(staff, url)
    assert lead.post(f"{url}opinion/", {"opinion": "同意"}).status_code == 302
    assert reached(approval) == State.ALLIANCE_OPINION

    assert f"{url}approve/" in callers.page(staff, url)
    assert staff.post(f"{url}review/").status_code == 302
    assert reached(approval) == State.ORG_REVIEW
    answer = staff.post(
        f"{url}approve/",
        {
            "by_video": "",
            "visited_on": "2026-03-01",
            "until": "2027-03-01",
            "document": callers.paper(),
        },
    )
    assert answer.status_code == 302, text(answer, 422)
    assert reached(approval) == State.APPROVED

    assert f"{url}record/" in callers.page(officer, url)
    assert officer.post(f"{url}record/").status_code == 302
    assert reached(approval) == State.ACTIVE
    for client in (lead, staff, officer, callers.college(here)):
        assert "active" in callers.page(client, url)


def test_a_refusal_needs_words_and_shows_them(here: Province) -> None:
    approval = applied(here)
    url = f"{APPLICATIONS}/{approval.pk}/"
    callers.lead(here).post(f"{url}opinion/", {"opinion": "同意"})
    staff = callers.staff(here)
    text(staff.post(f"{url}refuse/", {"reason": ""}), 422)
    assert staff.post(f"{url}refuse/", {"reason": "机房不足"}).status_code == 302
    assert reached(approval) == State.REFUSED
    assert "机房不足" in callers.page(callers.college(here), url)


def test_a_site_is_limited_and_freed(here: Province) -> None:
    url = f"{APPLICATIONS}/{here.approval}/"
    approval = SiteApproval.objects.get(pk=here.approval)
    officer, staff = callers.officer(here), callers.staff(here)
    assert officer.post(f"{url}restrict/", {"reason": "整改", "seat_limit": 10}).status_code == 302
    assert reached(approval) == State.RESTRICTED
    assert "Whoever set the limit lifts it" in callers.page(staff, url)
    assert officer.post(f"{url}reinstate/", {"reason": "已整改"}).status_code == 302
    assert reached(approval) == State.ACTIVE
    assert officer.post(f"{url}suspend/", {"reason": "违规"}).status_code == 302
    assert reached(approval) == State.SUSPENDED
    assert "违规" in callers.page(officer, url)


@pytest.mark.parametrize("who", ["host", "college", "lead", "staff", "officer"])
def test_the_list_shows_each_party_its_sites(here: Province, who: str) -> None:
    client: Client = getattr(callers, who)(here)
    shown = callers.page(client, SITES)
    assert "演示考核站点" in shown
    assert "演示考核站点" in text(client.get(f"{SITES}?q=演示&state=active"))
    callers.workbook(client, f"{SITES}?export=xlsx")
    assert "演示考核站点" in callers.page(client, f"{SITES}{here.site}/")


def test_a_site_of_others_is_not_there(here: Province) -> None:
    assert "演示考核站点" not in callers.page(callers.rival(here), SITES)
    assert callers.rival(here).get(f"{SITES}{here.site}/").status_code == 404
    assert callers.rival(here).get(f"{APPLICATIONS}/{here.approval}/").status_code == 404
    assert callers.college(here).get(f"{APPLICATIONS}/{here.approval}/suspend/").status_code == 403
