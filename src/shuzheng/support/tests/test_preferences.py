"""Preferences of pilot institutions: who gives what to whom, what is refused, what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock, facts, moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import Filing
from shuzheng.pilots.tests.visitors import browser, pdf, text
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Preference
from shuzheng.support.queries import preferences as queries
from shuzheng.support.rules import preference as rules
from shuzheng.support.rules.preference import MOST_FEN, PREFERENCE, Kind, State, Verb
from shuzheng.support.services import preferring
from shuzheng.support.services.preferring import Given
from shuzheng.support.tests import cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2099, 12, 31))
AMOUNTS = st.none() | st.integers(min_value=-5, max_value=2 * MOST_FEN)
OTHERS = st.sampled_from([Kind.POLICY, Kind.PROJECTS])


@dataclass
class Scene:
    """A strong school in 合肥 and a weak one in 芜湖, both in the pilot; a stranger that is not."""

    here: cast.Here
    province: int
    hefei: int
    wuhu: int

    @property
    def department(self) -> Actor:
        """Return somebody of the department."""
        return parties.actor(Role.PROVINCIAL_ADMIN, self.province, person_id=14)

    def bureau(self, body: int) -> Actor:
        """Return somebody of a city's bureau."""
        area = {self.hefei: "3401", self.wuhu: "3402"}[body]
        return parties.actor(Role.CITY_OFFICER, body, person_id=15, area=area)

    def wanted(self, **changes: object) -> Given:
        """Return 300,000 yuan for the weak school, from 1 March 2026."""
        fields: dict[str, object] = {
            "institution_id": self.here.weak,
            "kind": Kind.MONEY,
            "title": "实训设备补助",
            "words": "用于购置设备。",
            "since": date(2026, 3, 1),
            "fen": 30_000_000,
            "number": "芜教职〔2026〕3号",
            **changes,
        }
        return Given(**fields)  # type: ignore[arg-type]

    def record(self, by: Actor | None = None, **changes: object) -> int:
        """Record it as the bureau of 芜湖, or as somebody else."""
        who = by or self.bureau(self.wuhu)
        return preferring.record(self.wanted(**changes), actor=who, now=cast.at(3, 2))


@pytest.fixture(autouse=True)
def in_march(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English on one day: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.at(3, 2))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def scene() -> Scene:
    here = cast.build()
    for number, school in enumerate((here.strong, here.weak)):
        Filing.objects.create(institution_id=school, year=2026, number=f"A{number}", state="filed")
    Filing.objects.create(institution_id=here.stranger, year=2026, number="A9", state="submitted")
    return Scene(
        here,
        parties.organisation("P1", OrganisationKind.PROVINCIAL_DEPARTMENT, name="省教育厅"),
        parties.organisation("B1", OrganisationKind.CITY_BUREAU, name="合肥市教育局"),
        parties.organisation(
            "B2", OrganisationKind.CITY_BUREAU, name="芜湖市教育局", division="340200"
        ),
    )


def wish(view: str = "recorded") -> listing.Wish:
    """Return a wish for one view."""
    return listing.Wish(view=view, sort="since")


@pytest.mark.rule("R-024")
@given(AMOUNTS, DAYS, DAYS)
def test_money_has_an_amount_within_bounds(fen: int | None, since: date, until: date) -> None:
    first, last = sorted((since, until))
    if fen is not None and 0 < fen <= 1_000_000_000_000:
        rules.check(Kind.MONEY, fen, first, last)
        rules.check(Kind.MONEY, fen, first, None)
    else:
        with pytest.raises(rules.AmountUnfit):
            rules.check(Kind.MONEY, fen, first, last)


@pytest.mark.rule("R-024")
@given(OTHERS, AMOUNTS, DAYS, DAYS)
def test_nothing_else_has_one_and_no_term_ends_before_it_begins(
    kind: Kind, fen: int | None, since: date, until: date
) -> None:
    if fen is not None:
        with pytest.raises(rules.AmountElsewhere):
            rules.check(kind, fen, since, None)
    elif until < since:
        with pytest.raises(rules.TermUnfit):
            rules.check(kind, None, since, until)
    else:
        rules.check(kind, None, since, until)


@pytest.mark.rule("R-024")
def test_the_filing_of_the_first_days_year_counts_and_todays_for_what_lies_ahead() -> None:
    assert rules.pilot_year(date(2025, 9, 1), date(2026, 3, 2)) == 2025
    assert rules.pilot_year(date(2026, 3, 2), date(2026, 3, 2)) == 2026
    assert rules.pilot_year(date(2027, 1, 1), date(2026, 3, 2)) == 2026


@pytest.mark.rule("R-024")
def test_only_this_step_leads_anywhere() -> None:
    assert dict(PREFERENCE.steps) == {(State.RECORDED, Verb.WITHDRAW): State.WITHDRAWN}


@pytest.mark.rule("R-024")
def test_a_preference_is_recorded_and_withdrawn_with_a_reason(scene: Scene) -> None:
    giver = scene.bureau(scene.wuhu)
    pk = scene.record(until=date(2026, 12, 31))
    row = Preference.objects.get()
    assert (row.given_by_id, row.fen, row.recorded_on) == (
        scene.wuhu,
        30_000_000,
        date(2026, 3, 2),
    )
    fact = Fact.objects.get(verb="support.preference.recorded")
    assert (fact.data, fact.organisation_id, fact.person_id) == (
        {"kind": "money", "fen": 30_000_000},
        scene.wuhu,
        15,
    )
    with pytest.raises(rules.NoReason):
        preferring.withdraw(pk, " ", actor=giver, now=cast.at(3, 3))
    preferring.withdraw(pk, "预算调整。", actor=giver, now=cast.at(3, 3))
    row.refresh_from_db()
    assert (row.state, row.reason, row.withdrawn_on) == (
        "withdrawn",
        "预算调整。",
        date(2026, 3, 3),
    )
    with pytest.raises(IllegalStep):
        preferring.withdraw(pk, "x", actor=giver, now=cast.at(3, 4))
    line = queries.one(pk, scene.here.liaison(scene.here.weak), Permission.PREFERENCE_VIEW)
    assert (line.reason, line.city, line.given_by) == ("预算调整。", "芜湖市", "芜湖市教育局")
    scene.record(until=date(2026, 12, 31))
    assert facts.check_chain() == []


@pytest.mark.rule("R-024")
def test_what_is_refused_leaves_nothing(scene: Scene) -> None:
    bureau, department = scene.bureau(scene.wuhu), scene.department
    for who, changes, refusal in (
        (bureau, {"fen": None}, rules.AmountUnfit),
        (bureau, {"fen": 0}, rules.AmountUnfit),
        (bureau, {"kind": Kind.POLICY}, rules.AmountElsewhere),
        (bureau, {"until": date(2026, 2, 28)}, rules.TermUnfit),
        (bureau, {"number": " "}, rules.NoPaper),
        (bureau, {"since": date(2025, 9, 1)}, rules.NoPilotInstitution),
        (bureau, {"institution_id": scene.here.strong}, access.NoSuchInstitution),
        (department, {"institution_id": scene.here.stranger}, rules.NoPilotInstitution),
        (department, {"institution_id": scene.wuhu}, access.NoSuchInstitution),
        (cast.OFFICE, {}, NotPermitted),
        (scene.here.head(scene.here.weak), {}, NotPermitted),
    ):
        with pytest.raises(refusal):
            scene.record(who, **changes)
    assert Preference.objects.count() == 0


@pytest.mark.rule("R-024")
def test_each_gives_to_its_own_and_takes_back_its_own(scene: Scene) -> None:
    of_city = scene.record()
    of_province = scene.record(scene.department)
    with pytest.raises(rules.RecordedAlready):
        scene.record()
    for pk, who in ((of_city, scene.department), (of_province, scene.bureau(scene.wuhu))):
        with pytest.raises(rules.NotTheGiver):
            preferring.withdraw(pk, "x", actor=who, now=cast.at(3, 3))
    with pytest.raises(access.NoSuchPreference):
        preferring.withdraw(of_city, "x", actor=scene.bureau(scene.hefei), now=cast.at(3, 3))
    with pytest.raises(NotPermitted):
        preferring.withdraw(of_city, "x", actor=cast.OFFICE, now=cast.at(3, 3))
    assert set(Preference.objects.values_list("state", flat=True)) == {"recorded"}


@pytest.mark.rule("R-024")
def test_two_who_withdraw_at_once_do_not_both_withdraw(scene: Scene) -> None:
    giver = scene.bureau(scene.wuhu)
    pk = scene.record()
    first = access.preference(pk, giver, Permission.PREFERENCE_RECORD)
    preferring.withdraw(pk, "预算调整。", actor=giver, now=cast.at(3, 3))
    with pytest.raises(moves.MovedMeanwhile):
        moves.move(first, PREFERENCE, Verb.WITHDRAW, reason="x", withdrawn_on=date(2026, 3, 3))
    for wrong in ({"state": "recorded"}, {"fen": None}, {"number": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Preference.objects.update(**wrong)
    assert Preference.objects.get().reason == "预算调整。"


@pytest.mark.rule("R-024")
def test_each_sees_its_own_and_the_city_its_area(scene: Scene) -> None:
    pk = scene.record(scene.department)
    for who in (
        scene.department,
        cast.OFFICE,
        scene.bureau(scene.wuhu),
        scene.here.liaison(scene.here.weak),
        scene.here.head(scene.here.weak),
    ):
        assert queries.one(pk, who, Permission.PREFERENCE_VIEW).id == pk
        assert queries.counts(who) == {"recorded": 1, "withdrawn": 0, "all": 1}
    for who in (scene.bureau(scene.hefei), scene.here.liaison(scene.here.strong)):
        assert queries.counts(who)["all"] == 0
        assert queries.by_city(who) == []
        with pytest.raises(access.NoSuchPreference):
            queries.one(pk, who, Permission.PREFERENCE_VIEW)
    with pytest.raises(NotPermitted):
        queries.counts(parties.actor(Role.ORGANISATION_STAFF, scene.hefei))


@pytest.mark.rule("R-024")
def test_sums_are_of_what_stands_and_of_what_the_filters_choose(scene: Scene) -> None:
    scene.record()
    scene.record(scene.department, fen=5_50)
    strong = {"institution_id": scene.here.strong, "fen": 1_000_00}
    scene.record(scene.bureau(scene.hefei), **strong)
    scene.record(scene.department, kind=Kind.POLICY, fen=None)
    back = scene.record(scene.department, title="已停", fen=999_00)
    preferring.withdraw(back, "停止。", actor=scene.department, now=cast.at(3, 2))

    def sums(**chosen: str) -> list[tuple[str, int, int, int]]:
        found = queries.by_kind(scene.department, **chosen)
        return [(one.kind.value, one.count, one.institutions, one.fen) for one in found]

    assert sums() == [("policy", 1, 1, 0), ("money", 3, 2, 30_100_550), ("projects", 0, 0, 0)]
    assert sums(city="340200")[1] == ("money", 2, 1, 30_000_550)
    assert sums(year="2025")[1] == ("money", 0, 0, 0)
    assert sums(kind="policy") == [
        ("policy", 1, 1, 0),
        ("money", 0, 0, 0),
        ("projects", 0, 0, 0),
    ]
    places = [
        (one.city, one.institutions, dict(one.counts), one.fen)
        for one in queries.by_city(scene.department)
    ]
    assert places == [
        ("合肥市", 1, {Kind.POLICY: 0, Kind.MONEY: 1, Kind.PROJECTS: 0}, 1_000_00),
        ("芜湖市", 1, {Kind.POLICY: 1, Kind.MONEY: 2, Kind.PROJECTS: 0}, 30_000_550),
    ]
    assert queries.years(scene.department) == [2026]
    assert queries.total(scene.department, wish(), q="芜教职", kind="money") == 3
    assert queries.total(scene.department, wish("withdrawn")) == 1


@pytest.mark.rule("R-024")
def test_the_pages_record_show_export_and_withdraw(scene: Scene) -> None:
    bureau: Client = browser(Role.CITY_OFFICER, scene.wuhu)
    new = "/support/preferences/new"
    form = text(bureau.get(new))
    assert "秋浦职业学校" in form
    assert "江淮职业学院" not in form
    sent = {
        "institution": scene.here.weak,
        "kind": "money",
        "title": "实训设备补助",
        "words": "用于购置设备。",
        "since": "2026-03-01",
    }
    assert "Money has an amount" in text(bureau.post(new, {**sent, "number": "3号"}), 422)
    assert "Give the number" in text(bureau.post(new, {**sent, "fen": "300,000"}), 422)
    assert "R-024" in form
    Filing.objects.filter(institution_id=scene.here.weak).update(state="suspended")
    refused = text(bureau.post(new, {**sent, "fen": "300000", "number": "3号"}), 422)
    assert "秋浦职业学校 has no accepted filing of 2026" in refused
    Filing.objects.filter(institution_id=scene.here.weak).update(state="filed")
    bureau.post(new, {**sent, "fen": "300,000.50", "document": pdf("补助通知.pdf")})
    row = Preference.objects.get()
    assert (row.fen, row.number) == (30_000_050, "")
    url = f"/support/preferences/{row.pk}"
    assert row.document is not None
    paper = f"/files/{row.document.uid}"
    liaison = browser(Role.LIAISON, scene.here.weak)
    listed = text(liaison.get("/support/preferences"))
    assert "实训设备补助" in listed
    assert "300,000.50" in listed
    assert "补助通知.pdf" in text(liaison.get(url))
    assert paper in text(liaison.get(url))
    assert liaison.get(paper).status_code == 200
    stranger = browser(Role.LIAISON, scene.here.strong)
    assert stranger.get(url).status_code == 404
    assert stranger.get(paper).status_code == 404
    assert liaison.get(f"{url}/withdraw").status_code == 403
    department = browser(Role.PROVINCIAL_ADMIN, scene.province)
    assert "Withdraw the preference" not in text(department.get(url))
    assert department.get(f"{url}/withdraw").status_code == 403
    bureau.post(f"{url}/withdraw", {"reason": "预算调整。"})
    assert "预算调整。" in text(liaison.get(url))
    assert "实训设备补助" not in text(liaison.get("/support/preferences"))
    book = department.get("/support/preferences?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    cells = {cell for one in sheet.values for cell in one}
    assert {"芜湖市", "芜湖市教育局", "资金", 300000.5, "已撤回", "预算调整。"} <= cells


@pytest.mark.rule("R-024")
def test_a_long_list_takes_no_more_queries_than_a_short_one(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        scene.record(title=f"补助{number}")
    department = browser(Role.PROVINCIAL_ADMIN, scene.province)
    department.get("/support/preferences")
    with django_assert_max_num_queries(24):
        page = text(
            department.get("/support/preferences?kind=money&city=340200&year=2026&q=补助&size=50")
        )
    assert "补助29" in page
    assert "9,000,000" in page
