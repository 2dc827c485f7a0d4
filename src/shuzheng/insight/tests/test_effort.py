"""Against whom figures speak, who sees it, and the form by which a notice is proposed (R-195)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import Role
from shuzheng.insight.access import NoSuchScope
from shuzheng.insight.queries import effort as queries
from shuzheng.insight.services import cutting
from shuzheng.insight.services import effort as services
from shuzheng.insight.tests.browsers import browser, text
from shuzheng.insight.tests.cast import CLOCK, INTERMEDIATE, NOW, Province, province
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import Filing, Report, ReportPeriod
from shuzheng.standing.models import Notice
from shuzheng.standing.rules.effort import Ground, Indicator, NoIndicator, Shown

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.rule("R-195"), pytest.mark.django_db]

DUE = ((1, 12), (1, 27), (2, 12), (2, 27), (3, 12))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def made() -> Province:
    """Make A slow (2 of 40 by June), B careless (four reports missed), C neither.

    B missed a fifth report last year and one that was excused; nobody planned anything there.
    """
    made = province()
    made.file(made.a, {"D10001": 40})
    made.file(made.b, {"D10001": None})
    made.file(made.c, {"D10001": 4})
    Filing.objects.update(filed_on=date(2025, 12, 10))
    plan = made.plan(made.x, INTERMEDIATE, date(2026, 4, 18), "results_published")
    for number in range(2):
        made.register(plan, made.student(f"甲{number}", made.a), made.a)
        made.register(plan, made.student(f"丙{number}", made.c), made.c)
    for month, day in DUE:
        missed(made.b, date(2026, month, day), "excused" if month == 3 else "missed")
        missed(made.c, date(2026, month, day), "accepted" if month == 2 else "missed")
    missed(made.b, date(2025, 12, 27), "missed")
    cutting.take(actor=CLOCK, now=NOW)
    return made


def missed(institution: int, due_on: date, state: str) -> None:
    """Write a report of a period straight into the table."""
    period, _ = ReportPeriod.objects.get_or_create(
        due_on=due_on, defaults={"since": due_on, "until": due_on, "opened_at": NOW}
    )
    Report.objects.create(institution_id=institution, period=period, state=state)


def test_figures_speak_against_the_slow_and_the_careless_only(made: Province) -> None:
    found = queries.candidates(made.officer(), NOW)

    assert found is not None
    assert found.institutions == 3
    assert [(one.id, one.shown, one.missed, one.notice) for one in found.candidates] == [
        (made.b, (Shown(Indicator.REPORTS_MISSED, 4, 4),), 4, None),
        # 151 of 365 days are over; half of what they ask for is 20.7 %.
        (made.a, (Shown(Indicator.COMPLETION, 5, 21),), 0, None),
    ]


def test_a_filing_that_has_just_taken_effect_is_not_judged(made: Province) -> None:
    Filing.objects.update(filed_on=date(2026, 3, 4))
    found = queries.candidates(made.officer(), NOW)
    assert found is not None
    assert [one.id for one in found.candidates] == [made.b]


def test_an_institution_that_is_not_on_file_is_not_judged(made: Province) -> None:
    Filing.objects.update(state="suspended")
    found = queries.candidates(made.officer(), NOW)
    assert found is not None
    assert (found.candidates, found.institutions) == ((), 0)


def test_only_the_office_and_the_department_see_it(made: Province) -> None:
    for actor in (made.city_officer(), made.liaison(), made.staff()):
        with pytest.raises(NotPermitted):
            queries.candidates(actor, NOW)


def test_what_is_proposed_is_read_anew(made: Province) -> None:
    officer = made.officer()
    with pytest.raises(NoIndicator):
        services.propose(made.a, Ground.WEAK_EFFORT, "-", actor=officer, now=NOW)
    with pytest.raises(NoIndicator):
        services.propose(made.c, Ground.SLOW_PROGRESS, "-", actor=officer, now=NOW)
    assert not Notice.objects.exists()

    pk = services.propose(made.a, Ground.SLOW_PROGRESS, "未组织培训。", actor=officer, now=NOW)

    row = Notice.objects.get(pk=pk)
    assert (row.organisation_id, row.indicators) == (made.a, [["completion", 5, 21]])
    found = queries.candidates(officer, NOW)
    assert found is not None
    assert {one.id: one.notice for one in found.candidates} == {made.a: pk, made.b: None}


def test_before_the_first_cut_there_is_nothing_to_propose() -> None:
    made = province()
    assert queries.candidates(made.officer(), NOW) is None
    with pytest.raises(NoSuchScope):
        services.propose(made.a, Ground.WEAK_EFFORT, "-", actor=made.officer(), now=NOW)


def test_the_office_proposes_from_the_list(made: Province) -> None:
    officer = browser(Role.OFFICE_OFFICER, made.office)
    page = text(officer.get("/figures/effort"))
    assert "演示甲学院" in page
    assert "演示乙学院" in page
    assert "演示丙学校" not in page
    assert "Completion of the plan 5%, at this time at least 21%" in page
    assert "4 reports missed this year, fewer than 4 tolerated" in page
    assert f'href="/figures/effort/{made.a}"' in page

    form = text(officer.get(f"/figures/effort/{made.a}"))
    assert 'value="slow_progress"' in form
    assert 'value="weak_effort"' not in form
    unsaid = officer.post(f"/figures/effort/{made.a}", {"ground": "slow_progress"})
    assert 'aria-invalid="true"' in text(unsaid, 422)
    assert not Notice.objects.exists()
    answer = officer.post(
        f"/figures/effort/{made.a}", {"ground": "slow_progress", "why": "未组织培训。"}
    )
    notice = Notice.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/standing/notices/{notice.pk}",
    )
    shown = text(officer.get(f"/standing/notices/{notice.pk}"))
    assert "Slow progress" in shown
    assert "未组织培训。" in shown
    assert f'href="/standing/notices/{notice.pk}"' in text(officer.get("/figures/effort"))
    again = {"ground": "slow_progress", "why": "-"}
    assert "was issued this year" in text(officer.post(f"/figures/effort/{made.a}", again), 409)


def test_the_department_looks_and_a_city_does_not(made: Province) -> None:
    department = browser(Role.PROVINCIAL_ADMIN, made.office)
    page = text(department.get("/figures/effort"))
    assert "演示甲学院" in page
    assert "/figures/effort/" not in page
    assert department.get(f"/figures/effort/{made.a}").status_code == 403
    assert browser(Role.LIAISON, made.a).get("/figures/effort").status_code == 403


def test_the_list_costs_the_same_however_many_there_are(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        queries.candidates(made.officer(), NOW)
