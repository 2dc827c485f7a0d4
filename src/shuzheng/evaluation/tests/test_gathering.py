"""What the platform itself counts: sessions by the rules, findings in time, reports, vetoes."""

from __future__ import annotations

from datetime import date

import pytest

from shuzheng.catalogue.models import StandardVersion
from shuzheng.evaluation.models import Evaluation, Subject
from shuzheng.evaluation.queries import gathering, pages
from shuzheng.evaluation.queries import rows as raw
from shuzheng.evaluation.queries.gathering import Span
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.evaluation.services import deciding, drafting, freezing, hearing
from shuzheng.evaluation.tests.cast import later
from shuzheng.evaluation.tests.inspected import found, held, site_of, veto
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as identity
from shuzheng.identity.tests.cast import NOON
from shuzheng.insight.models import Cut, CutUse
from shuzheng.insight.tests.cast import INTERMEDIATE, Province, province
from shuzheng.pilots.models import Report, ReportPeriod
from shuzheng.reliance.rules.survey import About, Answers, Audience, Line, Scope
from shuzheng.reliance.services import surveys

pytestmark = pytest.mark.django_db
SINCE, UNTIL, ON = date(2024, 11, 1), date(2025, 10, 31), date(2026, 3, 2)
YEAR = 2025


@pytest.fixture
def here() -> Province:
    made = province()
    made.site(made.a, made.x)
    made.site(made.b, made.x)
    return made


def span() -> Span:
    cut = Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    return Span(SINCE, UNTIL, ON, cut.pk)


def counts(kind: Kind, what: Input) -> dict[str, tuple[int, int]]:
    row = Evaluation.objects.create(kind=kind, year=YEAR, state="drafted")
    found = gathering.gather(row, span(), ON)
    return {
        one.party.code: (one.inputs[what].count, one.inputs[what].of)
        for one in found
        if what in one.inputs
    }


@pytest.mark.rule("R-218")
def test_a_session_is_regular_when_it_ended_in_time_and_nothing_grave_falls_on_its_days(
    here: Province,
) -> None:
    held(here, here.a, date(2025, 3, 1))
    held(here, here.a, date(2025, 4, 1))
    held(here, here.a, date(2025, 5, 1), "in_progress")
    held(here, here.a, date(2024, 10, 31))  # before the year
    held(here, here.b, date(2025, 3, 1))
    here.plan(here.x, INTERMEDIATE, date(2025, 3, 1), "certified")  # nobody came
    late = held(here, here.a, date(2025, 6, 1), "scoring")
    late.results_due_on = date(2025, 7, 1)
    late.save()
    found(here.a, date(2025, 4, 1))
    found(here.a, date(2025, 3, 1), severity="minor")
    found(here.a, date(2025, 3, 2))
    found(here.b, date(2025, 3, 1), state="withdrawn")

    assert counts(Kind.SITE, Input.REGULAR) == {
        site_of(here.a).code: (1, 4),
        site_of(here.b).code: (1, 1),
    }


@pytest.mark.rule("R-218")
def test_sessions_count_for_the_institution_of_the_site_and_for_the_organisation(
    here: Province,
) -> None:
    held(here, here.a, date(2025, 3, 1))
    held(here, here.b, date(2025, 4, 1))
    found(here.b, date(2025, 4, 1), severity="grave")
    cut = Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    parties = gathering.parties(Kind.ORGANISATION, cut.pk)

    assert [one.code for one in parties] == ["E1"]
    assert counts(Kind.ORGANISATION, Input.REGULAR) == {"E1": (1, 2)}


@pytest.mark.rule("R-213", "R-218")
def test_findings_count_by_their_deadline_and_only_those_the_party_knows(here: Province) -> None:
    at, due = date(2025, 4, 1), date(2025, 6, 1)
    found(here.a, at, due_on=due, closed_on=due)
    found(here.a, at, due_on=due, closed_on=date(2025, 6, 2))
    found(here.a, at, due_on=due)
    found(here.a, at, due_on=date(2025, 11, 1))
    found(here.a, at, due_on=due, state="withdrawn")
    found(here.a, at, due_on=due, closed_on=at, at_site=False)

    assert counts(Kind.SITE, Input.RECTIFIED) == {site_of(here.a).code: (1, 3)}
    cut = Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    use(here, cut, here.a)
    row = Evaluation.objects.create(kind=Kind.INSTITUTION, year=YEAR, state="drafted")
    [only] = gathering.gather(row, Span(SINCE, UNTIL, ON, cut.pk), ON)
    told = only.inputs[Input.RECTIFIED]
    assert (told.count, told.of, told.source, told.on) == (2, 4, "", ON)


@pytest.mark.rule("R-218")
def test_reports_count_on_time_of_those_due_and_excused_ones_not_at_all(here: Province) -> None:
    cut = Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    use(here, cut, here.a)
    for number, state in enumerate(
        ("accepted", "submitted", "late_submitted", "missed", "excused"), 1
    ):
        due_on = date(2025, number, 12)
        period = ReportPeriod.objects.create(
            due_on=due_on, since=due_on, until=due_on, opened_at=NOON
        )
        Report.objects.create(institution_id=here.a, period=period, state=state)
    row = Evaluation.objects.create(kind=Kind.INSTITUTION, year=YEAR, state="drafted")

    [only] = gathering.gather(row, Span(SINCE, UNTIL, ON, cut.pk), ON)

    assert (only.inputs[Input.ON_TIME].count, only.inputs[Input.ON_TIME].of) == (2, 4)


@pytest.mark.rule("R-218")
def test_the_freshness_of_an_organisation_is_the_mean_of_its_standards(here: Province) -> None:
    for version, day in (("1.0", date(2024, 3, 2)), ("2.0", date(2023, 9, 2))):
        kind = here.x if version == "1.0" else here.y
        kind.organisation_id = here.x_holder
        kind.save()
        StandardVersion.objects.create(
            certificate_type=kind, version=version, state="published", effective_on=day
        )

    # by hand: 24 months are fresh (1), 30 months are 30/36: mean 33/36
    assert counts(Kind.ORGANISATION, Input.FRESH) == {"E1": (11, 12)}


@pytest.mark.rule("R-066")
def test_what_enterprises_say_of_an_organisation_comes_from_the_newest_survey(
    here: Province,  # noqa: ARG001 - a site of the organisation makes it take part
) -> None:
    office = identity.actor(
        Role.OFFICE_OFFICER, identity.organisation("OF9", OrganisationKind.COORDINATION_OFFICE)
    )
    about = About("演示调查中心", "企业调查（演示）", date(2026, 1, 31))
    uid = surveys.begin(Audience.ENTERPRISES, 2025, about, actor=office, now=NOON)
    lines = [
        Line(Scope.PROVINCE, "", Answers(100, 80, None, 60)),
        Line(Scope.ORGANISATION, "E1", Answers(50, 40, None, 34)),
    ]
    surveys.tell(uid, lines, actor=office, now=NOON)
    assert counts(Kind.ORGANISATION, Input.ENTERPRISES_SATISFIED) == {}
    Evaluation.objects.all().delete()
    surveys.publish(uid, actor=office, now=NOON)
    assert counts(Kind.ORGANISATION, Input.ENTERPRISES_SATISFIED) == {"E1": (34, 40)}


@pytest.mark.rule("R-212")
def test_a_veto_in_force_on_a_day_of_the_year_fails_the_site_and_its_institution(
    here: Province,
) -> None:
    veto(found(here.a, date(2025, 4, 1)), "in_force", "决1号")
    veto(found(here.b, date(2025, 4, 1)), "overturned", "决2号", ended_on=date(2025, 7, 1))
    veto(found(here.c, date(2025, 4, 1), at_site=False), "lifted", "决3号", ended_on=SINCE)

    assert gathering.vetoes(Kind.SITE, SINCE, ON) == {site_of(here.a).pk: ["决1号"]}
    assert gathering.vetoes(Kind.INSTITUTION, SINCE, ON) == {
        here.a: ["决1号"],
        here.c: ["决3号"],
    }
    assert gathering.vetoes(Kind.SITE, SINCE, date(2025, 4, 30)) == {}
    assert gathering.vetoes(Kind.INSTITUTION, date(2025, 5, 1), ON) == {here.a: ["决1号"]}


def use(here: Province, cut: Cut, institution: int) -> None:
    CutUse.objects.create(
        cut=cut,
        institution_id=institution,
        certificate_type=here.x,
        organisation_id=here.x_holder,
        state="active",
        is_pilot=True,
    )


@pytest.mark.rule("R-212", "R-218")
def test_a_year_of_sites_ends_with_one_failed_on_veto_and_rows_to_look_at(here: Province) -> None:
    held(here, here.a, date(2025, 3, 1))
    held(here, here.b, date(2025, 3, 1))
    due = date(2025, 6, 1)
    one = found(here.a, date(2025, 4, 1), due_on=due, closed_on=due)
    found(here.b, date(2025, 4, 1), due_on=due, closed_on=due)
    span()
    department = identity.organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    province_actor = identity.actor(Role.PROVINCIAL_ADMIN, department, person_id=908)
    office = here.officer()
    pk = drafting.draft(Kind.SITE, YEAR, actor=office, now=NOON)
    drafting.publish_set(pk, actor=province_actor, now=NOON)
    freezing.freeze(pk, actor=office, now=NOON)
    hearing.hand_on_due(now=later(15))
    hearing.open_scores(pk, actor=office, now=later(30))
    hearing.end(pk, actor=office, now=later(40))
    veto(one, "in_force", "决1号")

    deciding.decide(pk, actor=province_actor, now=later(41))

    mine = Subject.objects.get(evaluation=pk, site=site_of(here.a))
    other = Subject.objects.get(evaluation=pk, site=site_of(here.b))
    # by hand: K-15 1 of 1 (40), K-34 1 of 1 (20), nothing else: 60 of 60
    assert (mine.total, mine.grade, mine.vetoes) == (10000, Grade.FAILED, ["决1号"])
    assert (other.total, other.grade, other.vetoes) == (10000, Grade.A, [])
    page = pages.party(mine.pk, here.liaison())
    [session] = raw.of(page, Input.REGULAR)
    assert (session.on, session.counts) == (date(2025, 3, 1), True)
    [finding] = raw.of(page, Input.RECTIFIED)
    assert finding.url == f"/quality/findings/{one.pk}"
    with pytest.raises(raw.NoRawRows):
        raw.of(page, Input.SEATS_USED)
