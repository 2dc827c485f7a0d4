"""Layout plans: edition by edition, no city left out unsaid, gaps in everybody's own sight."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.alliances import access
from shuzheng.alliances.models import LayoutPlan, LayoutRow
from shuzheng.alliances.queries import coverage, layouts
from shuzheng.alliances.rules import layout as rules
from shuzheng.alliances.rules.layout import Principle, Row
from shuzheng.alliances.services import layouts as services
from shuzheng.alliances.tests import cast
from shuzheng.assessment.models import Site, SiteApproval
from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor, city
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

HEFEI, WUHU = "340100", "340200"
NAMES = {HEFEI: "合肥市", WUHU: "芜湖市", "341000": "黄山市"}
BOTH = [Row(HEFEI, 1, Principle.SHARING, "两校共用"), Row(WUHU, 0, None, "明年建设")]


@pytest.mark.rule("R-092")
def test_a_city_with_an_institution_is_planned_for_or_said_why_not() -> None:
    used = {HEFEI: 2, WUHU: 1}
    assert rules.check(BOTH, used, NAMES, 1) == BOTH
    for rows in (BOTH[:1], [BOTH[0], Row(WUHU, 0, None, " ")]):
        with pytest.raises(rules.CityLeftOut, match="芜湖市: plan at least 1"):
            rules.check(rows, used, NAMES, 1)
    assert rules.check([*BOTH, Row("341000", 0, None, "")], used, NAMES, 1) == BOTH
    assert rules.check([Row("341000", 2, Principle.NEARNESS, "")], {}, NAMES, 1)


@pytest.mark.rule("R-091")
def test_a_plan_says_what_weighed_most_and_names_a_city_once() -> None:
    with pytest.raises(rules.NoPrinciple, match="合肥市"):
        rules.check([Row(HEFEI, 1, None, "x")], {}, NAMES, 1)
    with pytest.raises(rules.CityTwice):
        rules.check([BOTH[0], BOTH[0]], {}, NAMES, 1)
    for wrong in (-1, 100):
        with pytest.raises(rules.TooManySites):
            rules.check([Row(HEFEI, wrong, Principle.SAVING, "")], {}, NAMES, 1)
    with pytest.raises(rules.NoSuchYear, match="2026 or 2027"):
        rules.check_year(2025, cast.at(3, 2).date())


@pytest.mark.rule("R-092")
@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5))
def test_only_a_city_with_an_institution_lacks_a_site(
    institutions: int, sites: int, wanted: int
) -> None:
    lacks = rules.lacks(institutions, sites, wanted)
    assert lacks == (institutions > 0 and sites < wanted)
    assert not rules.lacks(institutions, wanted, wanted)


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    built = cast.build()
    city("341000", "黄山市")
    site = Site.objects.create(
        institution_id=built.leader, code="0001", name="演示站点", address="演示路1号"
    )
    SiteApproval.objects.create(
        site=site, certificate_type_id=built.certificate, level="elementary", state="active"
    )
    return built


@pytest.mark.rule("R-091")
def test_each_plan_is_a_new_edition_and_the_older_ones_stay(here: cast.Here) -> None:
    first = services.lay_out(here.alliance, 2026, BOTH, actor=here.lead(), now=cast.at(3, 2))
    more = [BOTH[0], Row(WUHU, 1, Principle.NEARNESS, "就近")]
    second = services.lay_out(
        here.alliance, 2026, more, after=1, actor=here.lead(), now=cast.at(4, 2)
    )
    assert (first, second) == (1, 2)
    assert list(
        LayoutRow.objects.order_by("plan__edition", "city").values_list(
            "plan__edition", "city", "planned", "principle", "reason"
        )
    ) == [
        (1, HEFEI, 1, "sharing", "两校共用"),
        (1, WUHU, 0, "", "明年建设"),
        (2, HEFEI, 1, "sharing", "两校共用"),
        (2, WUHU, 1, "nearness", "就近"),
    ]
    told = Fact.objects.filter(verb="alliances.layout.planned").order_by("seq")
    assert [one.data for one in told] == [
        {"year": 2026, "edition": 1, "sites": 1},
        {"year": 2026, "edition": 2, "sites": 2},
    ]
    with pytest.raises(MovedMeanwhile):
        services.lay_out(here.alliance, 2026, BOTH, after=1, actor=here.lead(), now=cast.at(4, 3))
    with pytest.raises(rules.CityLeftOut):
        services.lay_out(here.alliance, 2027, BOTH[:1], actor=here.lead(), now=cast.at(4, 3))
    assert LayoutPlan.objects.count() == 2


def test_only_the_lead_plans(here: cast.Here) -> None:
    def plan(who: Actor) -> None:
        services.lay_out(here.alliance, 2026, BOTH, actor=who, now=cast.at(3, 2))

    with pytest.raises(access.NotTheLead):
        plan(actor(Role.ALLIANCE_LEAD, here.member))
    with pytest.raises(access.NoSuchAlliance):
        plan(actor(Role.ALLIANCE_LEAD, here.stranger))
    for other in (here.liaison(), here.staff(), cast.OFFICE):
        with pytest.raises(NotPermitted):
            plan(other)


@pytest.mark.rule("R-092")
def test_a_city_without_a_site_is_marked_for_all_who_see_it(here: cast.Here) -> None:
    services.lay_out(here.alliance, 2026, BOTH, actor=here.lead(), now=cast.at(3, 2))
    now = cast.at(3, 3)

    def seen(who: Actor) -> list[tuple[str, int, int, int | None, bool]]:
        return [
            (one.city_code, one.institutions, one.sites, one.planned, one.lacks)
            for one in coverage.of(who, now)
        ]

    hefei, wuhu = (HEFEI, 1, 1, 1, False), (WUHU, 1, 0, 0, True)
    assert seen(cast.OFFICE) == [hefei, wuhu]
    assert seen(here.staff()) == [hefei, wuhu]
    assert seen(actor(Role.CITY_OFFICER, area="3402")) == [wuhu]
    assert seen(actor(Role.CITY_OFFICER, area="3410")) == []
    assert seen(here.liaison(here.stranger)) == []
    assert coverage.cities_without(coverage.of(cast.OFFICE, now)) == ["芜湖市"]
    SiteApproval.objects.update(state="suspended")
    assert seen(cast.OFFICE) == [(HEFEI, 1, 0, 1, True), wuhu]
    page = layouts.detail(here.alliance, 2026, here.staff(), now)
    assert [(one.city, one.planned, one.lacks) for one in page.rows] == [
        ("合肥市", 1, True),
        ("芜湖市", 0, True),
    ]
    with pytest.raises(access.NoSuchLayout):
        layouts.detail(here.alliance, 2026, here.staff(), now, number=7)


@pytest.mark.rule("R-091")
@pytest.mark.rule("R-092")
def test_the_pages_plan_show_and_export(
    here: cast.Here, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: cast.at(3, 2))
    settings.LANGUAGE_CODE = "en"
    url = f"/alliances/{here.alliance}/layout/2026"
    with translation.override("en"):
        lead = browser(Role.ALLIANCE_LEAD, here.leader)
        assert "No layout is planned for this year yet" in text(lead.get(url))
        sent = {"after": 0, f"planned-{HEFEI}": 1, f"principle-{HEFEI}": "sharing"}
        assert "plan at least 1 site there" in text(lead.post(f"{url}/edit", sent), 422)
        lead.post(f"{url}/edit", {**sent, f"reason-{WUHU}": "明年建设"})
        assert LayoutPlan.objects.get().edition == 1
        assert "changed this a moment ago" in text(
            lead.post(f"{url}/edit", {**sent, f"reason-{WUHU}": "另议"}), 422
        )
        bureau = browser(Role.CITY_OFFICER, here.bureau())
        page = text(bureau.get("/alliances/layout"))
        assert "明年建设" in page
        assert "No site here" in page
        assert "明年建设" in text(browser(Role.ORGANISATION_STAFF, here.holder).get(url))
        assert browser(Role.LIAISON, here.stranger).get(url).status_code == 404
        assert bureau.get(f"{url}/edit").status_code == 403
        assert lead.get(f"/alliances/{here.alliance}/layout/2020/edit").status_code == 422

    book = lead.get(f"{url}?export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    cells = {cell for row in sheet.values for cell in row}
    assert {"合肥市", "芜湖市", "协同共享", "明年建设"} <= cells
    gaps = bureau.get("/alliances/layout?view=gaps&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(gaps.content)).worksheets[0]
    assert "芜湖市" in {cell for row in sheet.values for cell in row}
