"""Tracking of certificates in use: asked for each half-year, reminded, recorded, never lost."""

from __future__ import annotations

from datetime import date, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock, facts, todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.access import NoSuchTracking
from shuzheng.pilots.models import InstitutionCertificate, Tracking, TrackingRound
from shuzheng.pilots.queries import pages_tracking
from shuzheng.pilots.rules import tracking as rules
from shuzheng.pilots.rules.cases import Category
from shuzheng.pilots.rules.tracking import Aspect, Round
from shuzheng.pilots.services import problems, tracking
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TEXTS = dict.fromkeys(Aspect, "总体平稳。")
FIRST = Round(date(2026, 1, 1), date(2026, 6, 30))


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime.combine(date(year, month, day), time(10), SHANGHAI)


def taken_up(school: int, code: str, approved_on: date, state: str = "active") -> int:
    holder = organisation(f"E{code}", OrganisationKind.EVALUATION_ORGANISATION)
    kind = CertificateType.objects.create(
        code=code, name=f"演示{code}", short_name=code, organisation_id=holder, levels=[]
    )
    return InstitutionCertificate.objects.create(
        institution_id=school, certificate_type=kind, state=state, approved_on=approved_on
    ).pk


@pytest.fixture
def school() -> int:
    return organisation("S1", name="江淮职业学院")


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


@pytest.fixture
def one(school: int) -> int:
    """Return what the institution has to say of its one certificate by 30 June."""
    taken_up(school, "D10001", date(2025, 12, 31))
    tracking.catch_up(now=at(1, 1))
    return Tracking.objects.get().pk


@pytest.mark.rule("R-052")
@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_round_is_a_half_year_and_due_on_its_last_day(
    day: date, since: date, until: date
) -> None:
    assert rules.round_of(day, BOOK) == Round(since, until)


@pytest.mark.rule("R-052")
@given(st.dates(date(2021, 1, 1), date(2060, 12, 31)))
def test_every_day_falls_in_one_round(day: date) -> None:
    span = rules.round_of(day, BOOK)
    assert span.since <= day <= span.until
    assert rules.round_of(span.since, BOOK) == rules.round_of(span.until, BOOK) == span


@pytest.mark.rule("R-052")
def test_reminders_go_out_thirty_and_seven_days_before() -> None:
    days = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 23), date(2026, 6, 30)]
    assert [rules.reminds(day, BOOK) for day in days] == [True, False, True, False]
    assert rules.is_asked(date(2025, 12, 31), FIRST.since)
    assert not rules.is_asked(FIRST.since, FIRST.since)
    assert not rules.is_asked(None, FIRST.since)


@pytest.mark.django_db
@pytest.mark.rule("R-052")
def test_each_certificate_in_use_is_asked_about_once_and_not_in_its_first_days(
    school: int,
) -> None:
    taken_up(school, "D10001", date(2025, 12, 31))
    taken_up(school, "D10002", date(2026, 1, 1))
    taken_up(school, "D10003", date(2025, 5, 1), "exited")
    assert tracking.catch_up(now=at(1, 1)) == {"asked": 1, "lapsed": 0}
    assert tracking.catch_up(now=at(3, 9)) == {"asked": 0, "lapsed": 0}
    assert tracking.catch_up(now=at(7, 1)) == {"asked": 2, "lapsed": 0}

    rows = Tracking.objects.order_by("pk")
    found = rows.values_list("entry__certificate_type__code", "round__until", "state")
    assert list(found) == [
        ("D10001", date(2026, 6, 30), "due"),
        ("D10001", date(2026, 12, 31), "due"),
        ("D10002", date(2026, 12, 31), "due"),
    ]
    assert Fact.objects.filter(verb="pilots.tracking.opened").count() == 2
    assert facts.check_chain() == []


@pytest.mark.django_db
@pytest.mark.rule("R-052")
def test_it_is_recorded_with_its_figures_late_too_and_once(
    one: int, school: int, liaison: Actor
) -> None:
    certificate = CertificateType.objects.get().pk
    for day in (at(3, 2), at(7, 2)):
        problems.report(
            Category.OTHER, "x", certificate_type_id=certificate, actor=liaison, now=day
        )
    with pytest.raises(tracking.AspectEmpty):
        tracking.record(one, {**TEXTS, Aspect.TRAINING: " "}, actor=liaison, now=at(7, 3))
    tracking.record(one, TEXTS, actor=liaison, now=at(7, 3))

    row = Tracking.objects.get()
    assert (row.state, row.training, row.recorded_on) == (
        "recorded",
        "总体平稳。",
        date(2026, 7, 3),
    )
    assert row.figures == {"events": 0, "assessors": 0, "problems": 1, "cases": 0, "planned": 0}
    assert Fact.objects.get(verb="pilots.tracking.recorded").data == {"late": True}
    with pytest.raises(IllegalStep):
        tracking.record(one, TEXTS, actor=liaison, now=at(7, 4))
    del school


@pytest.mark.django_db
@pytest.mark.rule("R-052")
def test_what_is_left_lapses_and_what_is_late_stays_in_sight(one: int, liaison: Actor) -> None:
    assert pages_tracking.waiting(liaison) == (1, date(2026, 6, 30))
    assert pages_tracking.counts(liaison, at(7, 1))["late"] == 1
    InstitutionCertificate.objects.update(state="exited")
    assert tracking.catch_up(now=at(7, 1)) == {"asked": 0, "lapsed": 1}
    assert Tracking.objects.get(pk=one).state == "lapsed"
    assert pages_tracking.waiting(liaison) == (0, None)


@pytest.mark.django_db
@pytest.mark.rule("R-052")
def test_reminders_are_sent_once_a_day(one: int) -> None:
    assert [tracking.remind(now=at(*day)) for day in ((5, 31), (5, 31), (6, 1), (6, 23))] == [
        1,
        0,
        0,
        1,
    ]
    told = Fact.objects.filter(verb="pilots.tracking.reminded").order_by("seq")[0]
    assert told.data == {"due": "2026-06-30", "count": 1}
    assert [line.subject for line in told.subjects.all()] == [f"pilots.tracking:{one}"]
    assert TrackingRound.objects.get().reminded_on == date(2026, 6, 23)


@pytest.mark.django_db
def test_others_reach_it_neither_to_read_nor_to_write(one: int) -> None:
    with pytest.raises(NoSuchTracking):
        tracking.record(one, TEXTS, actor=actor(Role.LIAISON, organisation("S9")), now=at(3, 2))
    with pytest.raises(NotPermitted):
        tracking.record(one, TEXTS, actor=actor(Role.OFFICE_OFFICER), now=at(3, 2))
    with pytest.raises(NoSuchTracking):
        pages_tracking.detail(one, actor(Role.CITY_OFFICER, 0, area="3402"))
    assert pages_tracking.detail(one, actor(Role.CITY_OFFICER, 0, area="3401")).line.id == one


@pytest.mark.django_db
@pytest.mark.rule("R-052")
def test_the_pages_ask_for_it_and_show_it(
    one: int, school: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(6, 1))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        liaison = browser(Role.LIAISON, school)
        waiting = todos.waiting_for(actor(Role.LIAISON, school), at(6, 1))
        assert [(do.count, do.due_on) for do in waiting if do.rule == "R-052"] == [
            (1, date(2026, 6, 30))
        ]
        assert "演示D10001" in text(liaison.get("/pilots/tracking/"))
        assert "To be recorded by" in text(liaison.get(f"/pilots/tracking/{one}/"))
        url = f"/pilots/tracking/{one}/record/"
        assert liaison.post(url, {"training": "x"}).status_code == 422
        liaison.post(url, {aspect.value: f"说明{aspect.value}" for aspect in Aspect})
        office = organisation("O1", OrganisationKind.COORDINATION_OFFICE)
        page = text(browser(Role.OFFICE_OFFICER, office).get(f"/pilots/tracking/{one}/"))
    assert "说明assessment" in page
    assert "Tracking recorded" in page
