"""The pages of plans: drafted, staffed, opened, moved and cancelled through the pages alone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.services import plans
from shuzheng.assessment.tests import callers, cast, visitors
from shuzheng.assessment.tests.cast import NOON
from shuzheng.assessment.tests.visitors import text
from shuzheng.fees.models import FeeAgreement

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served_at_noon")]
PLANS = "/assessment/plans/"


def written(here: Province, **changes: object) -> dict[str, object]:
    """Return a plan as somebody would type it, with changes."""
    return {
        "registration_opens_at": "2026-03-02T12:00",
        "registration_closes_at": "2026-04-01T23:59",
        "seats": "20",
        "price_fen": "280",
        "pass_rule": "theory >= 60 and practice >= 60",
        "rooms": here.rooms,
        "institutions": [here.college],
        "part-TOTAL_FORMS": "3",
        "part-INITIAL_FORMS": "0",
        "part-0-name": "理论",
        "part-0-code": "theory",
        "part-0-weight": "40",
        "part-0-full": "100",
        "part-0-starts_at": "2026-04-18T09:00",
        "part-0-ends_at": "2026-04-18T10:30",
        "part-0-by_machine": "on",
        "part-1-name": "实操",
        "part-1-code": "practice",
        "part-1-weight": "60",
        "part-1-full": "100",
        "part-1-starts_at": "2026-04-18T14:00",
        "part-1-ends_at": "2026-04-18T17:00",
        "part-2-name": "",
        "part-2-code": "",
        **changes,
    }


def state(plan: int) -> str:
    return Plan.objects.get(pk=plan).state


@pytest.mark.rule("R-100")
def test_a_plan_is_drafted_and_opened_through_the_pages(here: Province) -> None:
    staff = callers.staff(here)
    chosen = f"{PLANS}new/?certificate={here.certificate}&level=intermediate"
    chooser = callers.page(staff, f"{PLANS}new/").split("<main")[-1]
    assert "智能财税" in chooser
    assert '<form class="sz-card" method="get"' in chooser
    assert "csrfmiddlewaretoken" not in chooser
    assert "280" in callers.page(staff, chosen)
    answer = staff.post(chosen, written(here))
    assert answer.status_code == 302, text(answer, 422)
    plan = Plan.objects.get()
    url = f"{PLANS}{plan.pk}/"
    assert answer["Location"] == url
    assert plan.price_fen == 28_000
    assert plan.components.count() == 2

    assert staff.post(f"{url}submit/").status_code == 302
    assert state(plan.pk) == State.SUBMITTED
    shown = callers.page(staff, url)
    assert f"{url}report/" in shown
    assert "R-056" in shown
    assert staff.post(f"{url}report/", {"report": here.report}).status_code == 302
    appointed = {"people": here.assessors, "chief": here.assessors[0]}
    assert staff.post(f"{url}assessors/new/", appointed).status_code == 302
    assert list(plan.assessors.filter(is_chief=True).values_list("person_id", flat=True)) == [
        here.assessors[0]
    ]
    assert re.search(r"All \d+ hold", callers.page(staff, url))
    answer = staff.post(f"{url}open/", follow=True)
    assert "Registration is open" in text(answer)
    assert state(plan.pk) == State.OPEN


@pytest.mark.rule("R-100")
def test_opening_says_which_condition_fails(here: Province) -> None:
    plan = here.plan()
    FeeAgreement.objects.update(since=date(2025, 1, 1), until=date(2025, 6, 30))
    staff = callers.staff(here)
    assert "not met" in callers.page(staff, f"{PLANS}{plan}/")
    answer = staff.post(f"{PLANS}{plan}/open/", follow=True)
    assert "agreement" in text(answer).lower()
    assert state(plan) == State.REPORTED


def test_what_was_typed_stays_with_the_reason(here: Province) -> None:
    chosen = f"{PLANS}new/?certificate={here.certificate}&level=intermediate"
    staff = callers.staff(here)
    shown = text(staff.post(chosen, written(here, **{"part-1-weight": "50"})), 422)
    assert 'value="50"' in shown
    shown = text(staff.post(chosen, written(here, pass_rule="theory >=")), 422)
    assert "theory &gt;=" in shown
    text(staff.post(chosen, written(here, **{"part-0-ends_at": ""})), 422)
    assert not Plan.objects.exists()


def test_a_plan_is_changed_before_it_opens(here: Province) -> None:
    plan = here.plan()
    url = f"{PLANS}{plan}/edit/"
    staff = callers.staff(here)
    assert "2026-04-18T09:00" in callers.page(staff, url)
    answer = staff.post(url, written(here, seats="12"))
    assert answer.status_code == 302, text(answer, 422)
    assert Plan.objects.get(pk=plan).seats == 12


@pytest.mark.rule("R-115")
def test_a_plan_is_postponed_moved_and_cancelled(here: Province) -> None:
    plan = here.opened()
    row = cast.accepted(here, plan, 1)
    staff = callers.staff(here)
    url = f"{PLANS}{plan}/"
    assert f"{url}postpone/" not in callers.page(staff, url)
    visitors.Now.at = cast.at(1)
    staff.post(f"{url}close/")
    assert "1 registration" in text(staff.get(f"{url}postpone/"))
    text(staff.post(f"{url}postpone/", {"reason": ""}), 422)
    assert staff.post(f"{url}postpone/", {"reason": "台风"}).status_code == 302
    assert state(plan) == State.POSTPONED
    assert "台风" in callers.page(staff, url)

    assert "理论" in text(staff.get(f"{url}reschedule/"))
    moved = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "2",
        "form-0-code": "theory",
        "form-0-starts_at": "2026-04-19T09:00",
        "form-0-ends_at": "2026-04-19T10:30",
        "form-1-code": "practice",
        "form-1-starts_at": "2026-04-19T14:00",
        "form-1-ends_at": "2026-04-19T17:00",
        "report": "",
    }
    text(staff.post(f"{url}reschedule/", moved | {"form-0-starts_at": ""}), 422)
    answer = staff.post(f"{url}reschedule/", moved)
    assert answer.status_code == 302, text(answer, 422)
    first = Plan.objects.get(pk=plan).sessions.earliest("starts_at")
    assert first.starts_at.date() == date(2026, 4, 19)

    cancelled = {"reason": "场地停用", "next_on": "2026-05-20"}
    assert staff.post(f"{url}cancel/", cancelled).status_code == 302
    assert state(plan) == State.CANCELLED
    row.refresh_from_db()
    assert row.plan_over or row.state == "refunded"
    assert "场地停用" in callers.page(staff, url)


def test_registration_is_closed_by_hand(here: Province) -> None:
    plan = here.opened()
    cast.accepted(here, plan, 1)
    staff = callers.staff(here)
    assert "1 of 20 places are taken" in text(staff.get(f"{PLANS}{plan}/close/"))
    visitors.Now.at = cast.at(1)
    assert staff.post(f"{PLANS}{plan}/close/").status_code == 302
    assert Plan.objects.get(pk=plan).registration_closes_at == cast.at(1)
    assert state(plan) == State.REGISTRATION_CLOSED
    assert "Conditions for locking the seats" in callers.page(staff, f"{PLANS}{plan}/")


def test_what_closes_before_it_began_keeps_its_window(here: Province) -> None:
    plan = here.opened(registration_opens_at=cast.at(2))
    staff = callers.staff(here)
    assert staff.post(f"{PLANS}{plan}/close/").status_code == 302
    assert state(plan) == State.REGISTRATION_CLOSED
    assert Plan.objects.get(pk=plan).registration_closes_at == cast.CLOSES


@pytest.mark.rule("R-144")
def test_assessors_come_and_go_on_their_page(here: Province) -> None:
    plan = here.plan()
    staff = callers.staff(here)
    shown = callers.page(staff, f"{PLANS}{plan}/assessors/")
    assert "KP801" in shown
    assert "Nobody else is qualified" in text(staff.get(f"{PLANS}{plan}/assessors/new/"))
    one = here.assessors[0]
    staff.post(f"{PLANS}{plan}/assessors/{one}/release/")
    assert "KP801" not in callers.page(staff, f"{PLANS}{plan}/assessors/")
    assert "KP801" in text(staff.get(f"{PLANS}{plan}/assessors/new/"))


@pytest.mark.parametrize("who", ["host", "liaison", "staff", "officer"])
def test_each_party_reads_the_plan(here: Province, who: str) -> None:
    plan = here.opened()
    cast.accepted(here, plan, 1)
    client = getattr(callers, who)(here)
    number = Plan.objects.get(pk=plan).number
    assert number in callers.page(client, PLANS)
    assert number in text(client.get(f"{PLANS}?view=all&q={number}"))
    callers.workbook(client, f"{PLANS}?export=xlsx")
    shown = callers.page(client, f"{PLANS}{plan}/")
    assert (f"{PLANS}{plan}/close/" in shown) == (who == "staff")
    callers.page(client, f"{PLANS}{plan}/assessors/")
    assert "Registration" in callers.page(client, f"{PLANS}{plan}/record/")


def test_a_plan_of_others_is_not_there(here: Province) -> None:
    plan = here.opened()
    rival = callers.rival(here)
    assert rival.get(f"{PLANS}{plan}/").status_code == 404
    assert rival.post(f"{PLANS}{plan}/cancel/", {"reason": "无"}).status_code == 404
    assert callers.liaison(here).post(f"{PLANS}{plan}/close/").status_code in {403, 404}
    assert callers.learner(cast.person(1)).get(f"{PLANS}{plan}/").status_code in {403, 404}
    assert state(plan) == State.OPEN


def test_a_draft_is_its_organisations_own(here: Province) -> None:
    plan = plans.draft(here.draft(), actor=here.staff(), now=NOON)
    assert callers.liaison(here).get(f"{PLANS}{plan}/").status_code == 404
    assert callers.officer(here).get(f"{PLANS}{plan}/").status_code in {200, 404}


def test_time_closes_what_nobody_closed(here: Province) -> None:
    plan = here.opened()
    visitors.Now.at = cast.at(60)
    assert plans.close_by_clock(now=cast.at(60)) == 1
    assert "Registration closed" in callers.page(callers.staff(here), f"{PLANS}{plan}/")
