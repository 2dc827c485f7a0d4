"""What is held outside the pilot is recorded, marked wherever it shows, and counted nowhere."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock, facts, moves
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, city, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Filing, InstitutionCertificate, OutsideRecord
from shuzheng.pilots.queries import outside as queries
from shuzheng.pilots.rules import outside as rules
from shuzheng.pilots.rules.outside import OUTSIDE, Kind, State, Verb
from shuzheng.pilots.services import outside
from shuzheng.pilots.services.outside import Held
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-043")]
TODAY = date(2026, 3, 2)
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2099, 12, 31))


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at noon of the cast's day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def school() -> int:
    """Return an institution that takes part in the pilot of 2026 with one certificate."""
    made = organisation("S1", name="江淮职业学院")
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    kind = CertificateType.objects.create(
        code="D10001",
        name="演示甲职业技能等级证书",
        short_name="演示甲",
        organisation_id=holder,
        levels=[],
    )
    InstitutionCertificate.objects.create(
        institution_id=made, certificate_type=kind, state="active", approved_on=date(2026, 1, 5)
    )
    Filing.objects.create(institution_id=made, year=2026, number="A1", state="filed")
    return made


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


def held(**changes: object) -> Held:
    fields: dict[str, object] = {
        "kind": Kind.TRAINING,
        "certificate": "咖啡师培训合格证（演示）",
        "issuer": "演示行业协会",
        "persons": 42,
        "since": date(2026, 2, 1),
        "until": date(2026, 2, 6),
        "words": "寒假培训。",
        **changes,
    }
    return Held(**fields)  # type: ignore[arg-type]


def record(by: Actor, **changes: object) -> int:
    return outside.record(held(**changes), actor=by, now=NOON)


@given(st.integers(min_value=-5, max_value=200_000), DAYS, DAYS)
def test_a_record_has_persons_and_days_that_are_over(
    persons: int, since: date, until: date
) -> None:
    fits = 1 <= persons <= 100_000 and since <= until <= TODAY
    if fits:
        rules.check(persons, since, until, TODAY)
    else:
        with pytest.raises((rules.PersonsUnfit, rules.TermUnfit, rules.NotHeldYet)):
            rules.check(persons, since, until, TODAY)


@pytest.mark.parametrize(
    "certificate", ["演示甲职业技能等级证书", " 演示甲 ", "d10001", "演示甲 职业技能等级证书"]
)
def test_what_the_institution_uses_in_the_pilot_is_inside(certificate: str) -> None:
    names = ["演示甲职业技能等级证书", "演示甲", "D10001"]
    with pytest.raises(rules.InsidePilot):
        rules.check_outside(certificate, 2026, names)
    rules.check_outside("演示乙", 2026, names)
    rules.check_outside(certificate, 2026, [])
    rules.check_outside(certificate, 2026, [""])


def test_only_this_step_leads_anywhere() -> None:
    assert dict(OUTSIDE.steps) == {(State.RECORDED, Verb.WITHDRAW): State.WITHDRAWN}


def test_a_record_is_made_and_withdrawn_with_a_reason(liaison: Actor) -> None:
    pk = record(liaison)
    row = OutsideRecord.objects.get()
    assert (row.state, row.persons, row.recorded_on) == ("recorded", 42, TODAY)
    assert Fact.objects.get(verb="pilots.outside.recorded").data == {
        "kind": "training",
        "persons": 42,
    }
    with pytest.raises(rules.NoReason):
        outside.withdraw(pk, " ", actor=liaison, now=NOON)
    outside.withdraw(pk, "重复登记。", actor=liaison, now=NOON)
    row.refresh_from_db()
    assert (row.state, row.reason, row.withdrawn_on) == ("withdrawn", "重复登记。", TODAY)
    with pytest.raises(IllegalStep):
        outside.withdraw(pk, "x", actor=liaison, now=NOON)
    record(liaison)
    assert facts.check_chain() == []


def test_what_is_refused_leaves_nothing(school: int, liaison: Actor) -> None:
    office = actor(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    for who, changes, refusal in (
        (liaison, {"certificate": "演示甲"}, rules.InsidePilot),
        (liaison, {"certificate": "演示甲", "since": date(2025, 12, 1)}, rules.InsidePilot),
        (liaison, {"persons": 0}, rules.PersonsUnfit),
        (liaison, {"until": date(2026, 1, 31)}, rules.TermUnfit),
        (liaison, {"until": date(2026, 3, 3)}, rules.NotHeldYet),
        (office, {}, NotPermitted),
        (actor(Role.TEACHER, school), {}, NotPermitted),
    ):
        with pytest.raises(refusal):
            record(who, **changes)
    assert OutsideRecord.objects.count() == 0


def test_a_certificate_of_the_catalogue_is_outside_where_the_institution_is_not_in_the_pilot(
    school: int, liaison: Actor
) -> None:
    stranger = organisation("S2", name="庐州职业学校")
    record(actor(Role.LIAISON, stranger), certificate="演示甲")
    year_before = {"since": date(2025, 3, 1), "until": date(2025, 3, 2)}
    record(liaison, certificate="演示甲", **year_before)
    Filing.objects.filter(institution=school).update(state="suspended")
    with pytest.raises(rules.InsidePilot):
        record(liaison, certificate="演示甲")
    Filing.objects.filter(institution=school).update(state="draft")
    record(liaison, certificate="演示甲")


def test_one_thing_is_recorded_once_and_two_who_withdraw_do_not_both(liaison: Actor) -> None:
    pk = record(liaison)
    with pytest.raises(rules.RecordedAlready):
        record(liaison)
    first = access.outside(pk, liaison, Permission.OUTSIDE_RECORD)
    outside.withdraw(pk, "重复登记。", actor=liaison, now=NOON)
    with pytest.raises(moves.MovedMeanwhile):
        moves.move(first, OUTSIDE, Verb.WITHDRAW, reason="x", withdrawn_on=TODAY)
    for wrong in ({"state": "recorded"}, {"persons": 0}, {"until": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideRecord.objects.update(**wrong)


def test_each_sees_its_own_and_the_city_its_area(school: int, liaison: Actor) -> None:
    city("340200", "芜湖市")
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU)
    office = organisation("O1", OrganisationKind.COORDINATION_OFFICE)
    stranger = actor(Role.LIAISON, organisation("S2", name="庐州职业学校"))
    pk = record(liaison)
    for who in (
        liaison,
        actor(Role.INSTITUTION_ADMIN, school),
        actor(Role.OFFICE_OFFICER, office),
        actor(Role.CITY_OFFICER, bureau, area="3401"),
    ):
        assert queries.one(pk, who).certificate == "咖啡师培训合格证（演示）"
        assert queries.counts(who) == {"recorded": 1, "withdrawn": 0, "all": 1}
    for who in (stranger, actor(Role.CITY_OFFICER, bureau, area="3402")):
        assert queries.counts(who)["all"] == 0
        with pytest.raises(access.NoSuchOutsideRecord):
            queries.one(pk, who)
    with pytest.raises(access.NoSuchOutsideRecord):
        outside.withdraw(pk, "x", actor=stranger, now=NOON)
    with pytest.raises(NotPermitted):
        queries.counts(actor(Role.TEACHER, school))
    wish = listing.Wish(view="recorded", sort="since")
    assert queries.lines(liaison, wish, q="协会", kind="training").total == 1
    assert queries.lines(liaison, wish, kind="evaluation").total == 0


def test_nothing_rests_on_a_record() -> None:
    assert OutsideRecord._meta.related_objects == ()


def test_the_pages_mark_it_as_outside_wherever_it_shows(school: int) -> None:
    own = browser(Role.LIAISON, school)
    sent = {
        "kind": "certification",
        "certificate": "演示甲",
        "issuer": "演示协会",
        "persons": "7",
        "since": "2026-02-01",
        "until": "2026-02-02",
    }
    new = "/pilots/outside/new/"
    assert "no figure of the pilot" in text(own.get(new))
    assert "it is not outside" in text(own.post(new, sent), 422)
    whole = {**sent, "certificate": "茶艺证（演示）", "document": pdf("发证名册.pdf")}
    assert own.post(new, whole).status_code == 302
    row = OutsideRecord.objects.get()
    assert row.document is not None
    page, paper = f"/pilots/outside/{row.pk}/", f"/files/{row.document.uid}"
    listed, shown = text(own.get("/pilots/outside/")), text(own.get(page))
    for one in (listed, shown):
        assert "茶艺证（演示）" in one
        assert one.split("<main")[1].count("Outside the pilot") >= 2
    assert "发证名册.pdf" in shown
    stranger = browser(Role.LIAISON, organisation("S2", name="庐州职业学校"))
    assert (own.get(paper).status_code, stranger.get(paper).status_code) == (200, 404)
    assert stranger.get(page).status_code == 404
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    assert "Record it" not in text(office.get("/pilots/outside/"))
    assert office.get(f"{page}withdraw/").status_code == 403
    book = office.get("/pilots/outside/?export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    cells = {cell for one in sheet.values for cell in one}
    assert {"试点范围外", "江淮职业学院", "发证", "茶艺证（演示）", 7} <= cells
    text(own.get(f"{page}withdraw/"))
    assert own.post(f"{page}withdraw/", {"reason": "登记有误。"}).status_code == 302
    assert "登记有误。" in text(own.get(page))
    assert "茶艺证（演示）" not in text(own.get("/pilots/outside/"))


def test_a_long_list_takes_no_more_queries_than_a_short_one(
    school: int, liaison: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        record(liaison, issuer=f"协会{number}")
    own = browser(Role.LIAISON, school)
    own.get("/pilots/outside/")
    with django_assert_max_num_queries(30):
        assert "协会29" in text(own.get("/pilots/outside/?q=协会&kind=training&size=50"))
