"""Minutes of meetings, contacts that organisations name, and the log of contacts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.alliances import access
from shuzheng.alliances.models import Contact, LogEntry, Minutes
from shuzheng.alliances.queries import contacts as queries
from shuzheng.alliances.queries import meetings as minutes
from shuzheng.alliances.rules import contact, meeting
from shuzheng.alliances.rules.contact import Topic, Way
from shuzheng.alliances.services import contacts, meetings
from shuzheng.alliances.services.contacts import Made
from shuzheng.alliances.services.meetings import Meeting
from shuzheng.alliances.tests import cast
from shuzheng.foundation import clock, todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.rules.organs import NoOfficePhone
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

NOW = cast.at(3, 2)
ABOUT_SITES = Made(Topic.SITES, Way.PHONE, date(2026, 3, 1), "商定两市各设一个站点。")


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


def met(here: cast.Here, **changes: object) -> Meeting:
    whole = {
        "title": "第一次会议",
        "held_on": date(2026, 3, 1),
        "present": [here.leader, here.member],
        "text": "商定年度计划。",
    }
    return Meeting(**{**whole, **changes})  # type: ignore[arg-type]


def test_minutes_are_of_meetings_held_by_members(here: cast.Here) -> None:
    pk = meetings.keep(here.alliance, met(here), actor=here.lead(), now=NOW)
    assert minutes.one(pk, here.liaison()).present == ("江淮职业学院", "秋浦职业学校")
    for wrong, refusal in (
        ({"held_on": date(2026, 3, 3)}, meeting.NotHeldYet),
        ({"present": []}, meeting.NobodyPresent),
        ({"present": [here.stranger]}, meeting.NotAMember),
    ):
        with pytest.raises(refusal):
            meetings.keep(here.alliance, met(here, **wrong), actor=here.lead(), now=NOW)
    assert Minutes.objects.count() == 1
    assert Fact.objects.get(verb="alliances.minutes.kept").data == {"present": 2}


def test_minutes_are_the_inside_of_an_alliance_and_the_leads_to_write(here: cast.Here) -> None:
    pk = meetings.keep(here.alliance, met(here), actor=here.lead(), now=NOW)
    with pytest.raises(access.NotTheLead):
        meetings.keep(
            here.alliance, met(here), actor=actor(Role.ALLIANCE_LEAD, here.member), now=NOW
        )
    with pytest.raises(access.NoSuchMinutes):
        minutes.one(pk, here.liaison(here.stranger))
    for outside in (here.staff(), actor(Role.CITY_OFFICER, area="3401")):
        with pytest.raises(NotPermitted):
            minutes.one(pk, outside)
    assert minutes.one(pk, cast.OFFICE).title == "第一次会议"


@pytest.mark.rule("R-251")
def test_an_engaged_organisation_names_one_contact_and_the_one_before_stays(
    here: cast.Here,
) -> None:
    assert [queries.missing(who) for who in (cast.OFFICE, here.staff(), here.lead())] == [1, 1, 0]
    with pytest.raises(NoOfficePhone):
        contacts.name("周某", "13800000017", actor=here.staff(), now=NOW)
    contacts.name("周某", "0551-62831234", actor=here.staff(), now=NOW)
    contacts.name("吴某", "0551-62831235", actor=here.staff(), now=cast.at(4, 2))
    rows = Contact.objects.order_by("pk").values_list("name", "since", "until")
    assert list(rows) == [
        ("周某", date(2026, 3, 2), date(2026, 4, 2)),
        ("吴某", date(2026, 4, 2), None),
    ]
    assert queries.missing(cast.OFFICE) == 0
    assert [one.name for one in queries.of(here.liaison())] == ["吴某"]
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION)
    with pytest.raises(contact.NotEngaged):
        contacts.name("周某", "0551-62831234", actor=actor(Role.ORGANISATION_STAFF, other), now=NOW)
    assert "周某" not in str(list(Fact.objects.values_list("data", flat=True)))
    InstitutionCertificate.objects.update(state="exited")
    assert queries.of(cast.OFFICE) == []


@pytest.mark.rule("R-095")
@pytest.mark.rule("R-251")
def test_the_lead_logs_for_its_alliance_and_the_office_for_itself(here: cast.Here) -> None:
    contacts.log(here.holder, ABOUT_SITES, here.alliance, actor=here.lead(), now=NOW)
    contacts.log(here.holder, ABOUT_SITES, actor=cast.OFFICE, now=NOW)
    with pytest.raises(contact.ContactAhead):
        contacts.log(
            here.holder,
            Made(Topic.FEES, Way.LETTER, date(2026, 3, 3), "x"),
            actor=cast.OFFICE,
            now=NOW,
        )
    with pytest.raises(access.NotTheLead):
        contacts.log(here.holder, ABOUT_SITES, actor=here.lead(), now=NOW)
    other = actor(Role.ALLIANCE_LEAD, here.member)
    with pytest.raises(access.NotTheLead):
        contacts.log(here.holder, ABOUT_SITES, here.alliance, actor=other, now=NOW)
    with pytest.raises(access.NotTheLead):
        contacts.log(here.holder, ABOUT_SITES, here.alliance, actor=cast.OFFICE, now=NOW)
    for outside in (here.liaison(), here.staff()):
        with pytest.raises(NotPermitted):
            contacts.log(here.holder, ABOUT_SITES, here.alliance, actor=outside, now=NOW)
    assert LogEntry.objects.count() == 2

    def seen(who: Actor) -> list[str]:
        return [one.alliance for one in queries.detail(here.holder, who).log]

    assert seen(cast.OFFICE) == ["", "演示证书联盟"]
    assert seen(here.liaison()) == ["演示证书联盟"]
    assert seen(here.staff()) == []
    with pytest.raises(access.NoSuchContact):
        queries.detail(here.holder, here.liaison(here.stranger))


@pytest.mark.rule("R-251")
def test_the_pages_name_log_and_keep(
    here: cast.Here, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        for who in (here.staff(), cast.OFFICE):
            due = [do.count for do in todos.waiting_for(who, NOW) if do.rule == "R-251"]
            assert due == [1]
        staff = browser(Role.ORGANISATION_STAFF, here.holder)
        lead = browser(Role.ALLIANCE_LEAD, here.leader)
        office = browser(Role.OFFICE_OFFICER, here.office)
        assert "Nobody" in text(office.get("/alliances/contacts"))
        answer = staff.post("/alliances/contacts/name", {"name": "周某", "phone": "1380"})
        assert answer.status_code == 422
        staff.post("/alliances/contacts/name", {"name": "周某", "phone": "0551-62831234"})
        url = f"/alliances/contacts/{here.holder}"
        sent = {"alliance": here.alliance, "topic": "sites", "way": "phone"}
        lead.post(f"{url}/log", {**sent, "made_on": "2026-03-01", "text": "商定站点。"})
        page = text(lead.get(url))
        assert "周某" in page
        assert "商定站点。" in page
        assert "商定站点。" not in text(staff.get(url))
        assert staff.get(f"{url}/log").status_code == 403

        about = f"/alliances/{here.alliance}"
        sent = {"title": "第一次会议", "held_on": "2026-03-01", "text": "商定计划。"}
        assert lead.post(f"{about}/minutes/new", sent).status_code == 422
        lead.post(f"{about}/minutes/new", {**sent, "present": here.member, "document": pdf()})
        kept = Minutes.objects.get()
        assert "第一次会议" in text(lead.get(about))
        assert "第一次会议" not in text(staff.get(about))
        assert "商定计划。" in text(lead.get(f"/alliances/minutes/{kept.pk}"))
