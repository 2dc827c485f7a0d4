"""The list and the page of alliances: who sees what, and what the office does there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.alliances import access
from shuzheng.alliances.rules.reach import Side
from shuzheng.alliances.tests import cast
from shuzheng.foundation import clock, todos
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.pilots.models import Alliance, InstitutionCertificate
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English on one day: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.at(3, 2))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


def test_everybody_stands_on_one_side_of_an_alliance(here: cast.Here) -> None:
    seen = {
        "office": access.side(here.alliance, cast.OFFICE),
        "lead": access.side(here.alliance, here.lead()),
        "lead's liaison": access.side(here.alliance, here.liaison(here.leader)),
        "member": access.side(here.alliance, here.liaison()),
        "organisation": access.side(here.alliance, here.staff()),
        "city": access.side(here.alliance, actor(Role.CITY_OFFICER, area="3410")),
        "stranger": access.side(here.alliance, here.liaison(here.stranger)),
        "student": access.side(here.alliance, actor(Role.STUDENT)),
    }
    assert seen == {
        "office": Side.OVERSEES,
        "lead": Side.LEADS,
        "lead's liaison": Side.LEADS,
        "member": Side.BELONGS,
        "organisation": Side.OFFERS,
        "city": Side.CITY,
        "stranger": None,
        "student": None,
    }
    assert access.inside(actor(Role.CITY_OFFICER, area="3401")) == set()
    assert access.inside(here.staff()) == set()
    assert access.reached(here.staff()) == {here.alliance}
    assert access.inside(cast.OFFICE) is None
    with pytest.raises(access.NoSuchAlliance):
        access.alliance(here.alliance, here.liaison(here.stranger), access.Permission.ALLIANCE_VIEW)


def test_the_list_shows_all_and_opens_what_is_in_reach(here: cast.Here) -> None:
    url = f"/alliances/{here.alliance}"
    member, stranger = browser(Role.LIAISON, here.member), browser(Role.LIAISON, here.stranger)

    assert f'href="{url}"' in text(member.get("/alliances"))
    shown = text(stranger.get("/alliances?view=all"))
    assert "演示证书联盟" in shown
    assert f'href="{url}"' not in shown
    assert "演示证书联盟" not in text(stranger.get("/alliances?view=mine"))
    assert stranger.get(url).status_code == 404
    page = text(member.get(url))
    assert "江淮职业学院" in page
    assert "秋浦职业学校" in page
    assert "Dissolve the alliance" not in page


@pytest.mark.rule("R-253")
def test_a_certificate_in_use_gets_an_acting_lead_and_then_its_own(here: cast.Here) -> None:
    other = cast.kind("D10002", here.holder)
    cast.use(here.stranger, other)
    officer = browser(Role.OFFICE_OFFICER, here.office)
    waiting = [(str(one.title), one.count) for one in todos.waiting_for(cast.OFFICE, cast.at(3, 2))]
    assert ("Certificates in use that no alliance leads", 1) in waiting

    assert "1 certificate in use has nobody to lead" in text(officer.get("/alliances"))
    sent = {"certificate": other, "name": "另一联盟", "lead": here.stranger}
    officer.post("/alliances/new", sent)
    row = Alliance.objects.get(certificate_type_id=other)
    assert "皖南职业学校 (acting)" in text(officer.get("/alliances"))
    officer.post(f"/alliances/{row.pk}/name", {"name": "另一联盟", "lead": here.leader})
    page = text(officer.get(f"/alliances/{row.pk}"))
    assert "江淮职业学院 (acting)" in page
    assert "皖南职业学校" in page
    assert officer.post(f"/alliances/{row.pk}/lead", {"lead": here.leader}).status_code == 422
    officer.post(f"/alliances/{row.pk}/lead", {"lead": here.stranger})
    row.refresh_from_db()
    assert (row.state, row.lead_id) == ("formed", here.stranger)
    assert officer.get(f"/alliances/{row.pk}/name").status_code == 409
    assert officer.get("/alliances/99999/lead").status_code == 404


@pytest.mark.rule("R-253")
def test_a_lead_that_left_shows_and_the_last_to_leave_lets_it_be_dissolved(
    here: cast.Here,
) -> None:
    officer, url = browser(Role.OFFICE_OFFICER, here.office), f"/alliances/{here.alliance}"
    assert "2 institutions use the certificate." in text(officer.get(url))
    refused = text(officer.post(f"{url}/dissolve"), 422)
    assert "2 institutions still use the certificate" in refused
    InstitutionCertificate.objects.filter(institution_id=here.leader).update(state="exited")
    assert "The lead does not use the certificate any more" in text(officer.get(url))

    InstitutionCertificate.objects.update(state="exited")
    officer.post(f"{url}/dissolve")
    assert Alliance.objects.get(pk=here.alliance).state == "dissolved"
    assert "Dissolved" in text(officer.get(url))
    assert access.led(here.lead()) == set()
    lead = browser(Role.ALLIANCE_LEAD, here.leader)
    assert lead.get(url).status_code == 404
    assert lead.post(f"{url}/dissolve").status_code == 404
