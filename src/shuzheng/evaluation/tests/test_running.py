"""The running assessment of sites and organisations, by who looks, on the day it is looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.assessment.models import SiteApproval
from shuzheng.catalogue.models import StandardVersion
from shuzheng.evaluation import access
from shuzheng.evaluation.models import Correction, Subject
from shuzheng.evaluation.queries import rows as raw
from shuzheng.evaluation.queries import running
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.running import Standing
from shuzheng.evaluation.services import drafting, freezing, inputs
from shuzheng.evaluation.services.inputs import Said
from shuzheng.evaluation.tests.inspected import found, held, site_of, veto
from shuzheng.evaluation.web.running import organisation_beside, site_beside
from shuzheng.foundation import clock
from shuzheng.gazette.tests.cast import text
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as identity
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import NOON
from shuzheng.insight.models import Cut
from shuzheng.insight.tests.cast import Province, province
from shuzheng.kernel.refusals import Refusal
from shuzheng.quality.models import Veto
from shuzheng.reliance.rules.survey import About, Answers, Audience, Line, Scope
from shuzheng.reliance.services import surveys
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.evaluation.queries.running import Running
    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-099")]
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve all pages in English, at noon of the cast's day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Province:
    made = province()
    made.site(made.a, made.x)
    made.site(made.b, made.x)
    return made


def sites(who: Actor, q: str = "") -> dict[str, Running]:
    return {one.at.code: one for one in running.listed(Kind.SITE, who, TODAY, q)}


def site(here: Province, institution: int) -> Running:
    return running.one(Kind.SITE, site_of(institution).pk, here.officer(), TODAY)


def points(one: Running) -> float | None:
    return None if one.index is None else float(round(one.index * 100, 2))


def test_sessions_and_findings_of_the_twelve_months_that_end_today_make_the_index(
    here: Province,
) -> None:
    held(here, here.a, date(2025, 3, 3))
    held(here, here.a, date(2025, 4, 1))
    held(here, here.a, date(2026, 3, 2))
    held(here, here.a, date(2025, 3, 2))  # a day too early
    found(here.a, date(2025, 4, 1), due_on=date(2025, 6, 1), closed_on=date(2025, 6, 1))
    found(here.a, date(2025, 3, 20), due_on=date(2025, 6, 1), closed_on=date(2025, 7, 1))
    found(here.a, date(2025, 3, 20), due_on=date(2026, 3, 3))  # not due yet

    one = site(here, here.a)

    regular, rectified = one.inputs[Input.REGULAR], one.inputs[Input.RECTIFIED]
    assert (regular.count, regular.of) == (2, 3)
    assert (rectified.count, rectified.of) == (1, 2)
    # by hand: (0.4 * 2/3 + 0.2 * 1/2) / 0.6
    assert points(one) == 61.11
    assert one.score.missing == ("seats", "candidates")
    assert one.standing is Standing.FREE
    assert points(site(here, here.b)) is None


def test_an_organisation_has_its_sessions_findings_and_standards(here: Province) -> None:
    held(here, here.a, date(2025, 5, 1))
    held(here, here.b, date(2025, 6, 1))
    found(here.a, date(2025, 5, 1))
    found(here.x_holder, date(2025, 5, 1), closed_on=date(2025, 5, 9), at_site=False)
    StandardVersion.objects.filter(certificate_type=here.x).update(effective_on=date(2023, 9, 2))

    [one] = running.listed(Kind.ORGANISATION, here.officer(), TODAY)

    assert one.party.code == "E1"
    # by hand: (0.25 * 1/2 + 0.15 * 1 + 0.1 * 30/36) / 0.5
    assert points(one) == 71.67
    assert one.score.missing == ("enterprises", "punctuality", "complaints")
    assert (one.qualified.held, one.qualified.working) == (1, 1)


def test_who_sees_whom(here: Province) -> None:
    stranger = identity.actor(Role.TEACHER, here.a, person_id=909)
    assert set(sites(here.officer())) == {"I1", "I2"}
    assert set(sites(here.city_officer())) == {"I1"}
    assert set(sites(here.liaison(here.b))) == {"I2"}
    assert set(sites(here.staff())) == set()
    assert set(sites(here.officer(), q="nobody")) == set()
    assert running.listed(Kind.ORGANISATION, here.city_officer(), TODAY) == []
    assert running.listed(Kind.ORGANISATION, here.liaison(), TODAY) == []
    assert running.listed(Kind.ORGANISATION, here.staff(here.y_holder), TODAY) == []
    assert len(running.listed(Kind.ORGANISATION, here.staff(), TODAY)) == 1
    with pytest.raises(Refusal):
        sites(stranger)
    with pytest.raises(access.NoSuchRunning):
        running.one(Kind.SITE, site_of(here.b).pk, here.liaison(), TODAY)
    with pytest.raises(access.NoSuchRunning):
        running.one(Kind.SITE, 10**6, here.officer(), TODAY)


@pytest.mark.rule("R-212")
def test_a_veto_leaves_nothing_and_a_lifted_one_still_counts_in_its_months(here: Province) -> None:
    held(here, here.a, date(2025, 4, 1))
    held(here, here.b, date(2025, 4, 1))
    veto(found(here.a, date(2025, 4, 2)), "in_force", "决1号")
    veto(found(here.b, date(2025, 4, 2)), "lifted", "决2号", ended_on=date(2025, 9, 1))
    Restriction.objects.filter(decision_number="决1号").update(
        site_code=site_of(here.a).code, site_name="站点"
    )
    Restriction.objects.filter(decision_number="决2号").update(lifted_on=date(2025, 9, 1))

    first, second = site(here, here.a), site(here, here.b)

    assert (points(first), first.standing) == (0, Standing.VETOED)
    assert [line.decision_number for line in first.decisions] == ["决1号"]
    assert (points(second), second.standing) == (0, Standing.FREE)
    Veto.objects.filter(number="决2号").update(ended_on=date(2025, 3, 2))
    # by hand: 0.4 of 0.6, because its finding is still open
    assert points(site(here, here.b)) == 66.67


def test_a_decision_restricts_and_a_suspended_site_stays_on_the_list(here: Province) -> None:
    Restriction.objects.create(
        organisation_id=here.x_holder,
        kind="suspension",
        since=TODAY,
        until=TODAY,
        ground="R-057",
        reason="演示",
        decision_number="决3号",
    )
    SiteApproval.objects.filter(site__institution=here.a).update(state="suspended")
    SiteApproval.objects.filter(site__institution=here.b).update(state="closed")
    here.site(here.a, here.y)
    SiteApproval.objects.filter(certificate_type=here.y).update(approved_until=TODAY)

    [one, _] = running.listed(Kind.ORGANISATION, here.officer(), TODAY)
    later = running.listed(Kind.ORGANISATION, here.officer(), TODAY + timedelta(1))

    assert one.standing is Standing.RESTRICTED
    assert [line.ground for line in one.decisions] == ["R-057"]
    assert [each.standing for each in later] == [Standing.FREE, Standing.FREE]
    [only] = sites(here.officer()).values()
    assert (only.at.code, only.qualified.held, only.qualified.working) == ("I1", 2, 1)
    [only] = running.listed(Kind.SITE, here.officer(), TODAY + timedelta(1))
    assert (only.qualified.held, only.qualified.working) == (2, 0)


def frozen(here: Province) -> None:
    """Freeze a year of sites for which a sheet told something of one site."""
    Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    department = identity.organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    head = identity.actor(Role.PROVINCIAL_ADMIN, department, person_id=908)
    pk = drafting.draft(Kind.SITE, 2025, actor=here.officer(), now=NOON)
    drafting.publish_set(pk, actor=head, now=NOON)
    code = site_of(here.a).code
    said = [
        Said(code, Input.SEATS_USED, 50, 100, "考位统计（演示）", date(2026, 2, 1)),
        Said(code, Input.CANDIDATES_SATISFIED, 9, 10, "问卷（演示）", date(2025, 3, 2)),
    ]
    inputs.tell(pk, said, actor=here.officer(), now=NOON)
    freezing.freeze(pk, actor=here.officer(), now=NOON)


def test_what_a_sheet_told_is_carried_over_as_an_objection_put_it_right(here: Province) -> None:
    held(here, here.a, date(2025, 4, 1))
    frozen(here)
    # by hand: (0.4 * 1 + 0.2 * 0.5) / 0.6
    assert points(site(here, here.a)) == 83.33
    assert Input.CANDIDATES_SATISFIED not in site(here, here.a).inputs
    Correction.objects.create(
        subject=Subject.objects.get(site=site_of(here.a)),
        what=Input.SEATS_USED,
        count=80,
        of=100,
        source="核查记录（演示）",
        made_on=TODAY,
    )

    one = site(here, here.a)

    assert points(one) == 93.33
    assert one.inputs[Input.SEATS_USED].source == "核查记录（演示）"
    with pytest.raises(raw.NoRawRows):
        raw.running(one, Input.SEATS_USED)
    assert [row.counts for row in raw.running(one, Input.REGULAR)] == [True]


def test_a_later_survey_of_enterprises_takes_the_place_of_what_was_told(here: Province) -> None:
    for day, satisfied in ((date(2025, 3, 2), 10), (date(2026, 1, 31), 34)):
        about = About("演示调查中心", "企业调查（演示）", day)
        uid = surveys.begin(Audience.ENTERPRISES, day.year, about, actor=here.officer(), now=NOON)
        lines = [
            Line(Scope.PROVINCE, "", Answers(100, 80, None, 60)),
            Line(Scope.ORGANISATION, "E1", Answers(50, 40, None, satisfied)),
        ]
        surveys.tell(uid, lines, actor=here.officer(), now=NOON)
        surveys.publish(uid, actor=here.officer(), now=NOON)
        [one] = running.listed(Kind.ORGANISATION, here.officer(), TODAY)
        found = one.inputs.get(Input.ENTERPRISES_SATISFIED)
        # by hand: the first one is a day older than the twelve months
        assert (found and (found.count, found.of)) == (None if satisfied == 10 else (34, 40))


def test_more_sites_ask_no_more_questions(
    here: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for institution in (here.a, here.b):
        held(here, institution, date(2025, 4, 1))
    frozen(here)
    with django_assert_max_num_queries(20) as few:
        sites(here.officer())
    here.site(here.c, here.x)
    held(here, here.c, date(2025, 4, 1))
    with django_assert_max_num_queries(len(few)):
        assert len(sites(here.officer())) == 3


def of(who: Actor) -> Client:
    return browser(Role(who.role), who.organisation_id)


def test_the_pages_say_the_index_its_parts_and_the_decision(here: Province) -> None:
    held(here, here.a, date(2025, 4, 1))
    one = site_of(here.a)
    Restriction.objects.create(
        organisation_id=here.a,
        site_code=one.code,
        site_name=one.name,
        kind="suspension",
        since=TODAY,
        ground="R-212",
        reason="演示",
        decision_number="决4号",
    )
    office, page = of(here.officer()), f"/running/sites/{one.pk}"
    listed = text(office.get("/running"))
    assert "决4号" in listed
    assert "Under a restriction" in listed
    assert "Standardised assessment 100.0%" in listed
    assert "演示乙学院" not in text(office.get("/running?standing=restricted"))
    assert "演示评价组织一" in text(office.get("/running?view=organisation"))
    ordered = text(office.get("/running?sort=-index"))
    assert ordered.index("演示甲学院") < ordered.index("演示乙学院")
    shown = text(office.get(page))
    assert "1 out of 1" in shown
    assert "there is no index" in shown
    assert "决4号" in shown
    assert "2025-03-03 – 2026-03-02" in shown
    assert "counts for it" in text(office.get(f"{page}/rows/regular"))
    assert office.get(f"{page}/rows/seats_used").status_code == 404
    assert office.get(f"{page}/rows/nothing").status_code == 404
    own = of(here.liaison())
    assert "演示乙学院" not in text(own.get("/running"))
    assert own.get(page).status_code == 200
    assert of(here.liaison(here.b)).get(page).status_code == 404
    assert of(here.staff()).get("/running").status_code == 200
    assert of(identity.actor(Role.TEACHER, here.a)).get("/running").status_code == 403


def test_it_stands_on_the_site_and_on_the_record_for_whoever_may_see_it(here: Province) -> None:
    held(here, here.a, date(2025, 4, 1))
    found(here.a, date(2025, 4, 3), due_on=date(2025, 6, 1), closed_on=date(2025, 6, 1))
    pk = site_of(here.a).pk

    section = site_beside(pk, here.liaison(), NOON)

    assert section is not None
    [item] = section.items
    assert (item.words, item.url) == ("100.00 points of 100", f"/running/sites/{pk}")
    assert item.note == "No data: Use of seats, Satisfaction of candidates"
    assert site_beside(pk, here.liaison(here.b), NOON) is None
    assert organisation_beside(here.x_holder, here.liaison(), NOON) is None
    own = organisation_beside(here.x_holder, here.staff(), NOON)
    assert own is not None
    assert [one.words for one in own.items] == ["Too little data for an index"]
    assert organisation_beside(here.y_holder, here.officer(), NOON) is None
    assert "100.00 points of 100" in text(of(here.liaison()).get(f"/assessment/sites/{pk}/"))
