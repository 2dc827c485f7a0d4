"""The pages of registrations on the desk: the list, the roster, one registration, what leaves."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import registrations
from shuzheng.assessment.tests import callers, cast, test_roster, visitors
from shuzheng.assessment.tests.visitors import text
from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.foundation import clock, jobs
from shuzheng.foundation.models import Fact

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served_at_noon")]
PLANS = "/assessment/plans/"
ROWS = "/assessment/registrations/"


def reached(row: Registration) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.parametrize("who", ["liaison", "staff", "officer"])
def test_each_party_reads_the_list(here: Province, who: str) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    [name] = cast.names_of([row.person_id])
    client = getattr(callers, who)(here)
    url = f"{PLANS}{plan}/registrations/"
    assert name in callers.page(client, url)
    for view in ("open", "unconfirmed", "asked", "ended", "all"):
        shown = text(client.get(f"{url}?view={view}"))
        assert (name in shown) == (view in {"open", "unconfirmed", "all"})
    assert name in text(client.get(f"{url}?q={name}&state=drafted"))
    callers.workbook(client, f"{url}?export=xlsx")
    callers.workbook(client, f"{url}unconfirmed.xlsx")
    shown = callers.page(client, f"{ROWS}{row.pk}/")
    assert f"{ROWS}{row.pk}/" in shown or name in shown
    assert (f"{ROWS}{row.pk}/withdraw/" in shown) == (who == "liaison")


def test_a_long_list_takes_no_more_queries(here: Province) -> None:
    plan = here.opened()
    for serial in range(15):
        cast.drafted(here, plan, serial + 1)
    callers.page(callers.staff(here), f"{PLANS}{plan}/registrations/")


@pytest.mark.rule("R-128")
def test_a_list_never_shows_why_somebody_pays_nothing(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    HardshipClaim.objects.create(
        person_id=row.person_id,
        institution_id=here.college,
        state="valid",
        since=date(2025, 9, 1),
        until=date(2026, 8, 31),
        lodged_on=date(2025, 9, 1),
        kind_sealed="x",
    )
    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=cast.NOON)
    assert Settlement.objects.get(reference=row.uid).ground == "hardship"
    explained = "hardship is seen only by who handles aid"
    for client in (callers.liaison(here), callers.staff(here)):
        for url in (f"{PLANS}{plan}/registrations/", f"{ROWS}{row.pk}/"):
            shown = callers.page(client, url).lower().replace(explained, "")
            assert "hardship" not in shown


def test_a_roster_goes_in_through_its_pages(here: Province) -> None:
    plan = here.opened()
    liaison = callers.liaison(here)
    url = f"{PLANS}{plan}/roster/"
    callers.page(liaison, url)
    callers.workbook(liaison, f"{url}template.xlsx")
    rows = [test_roster.line(serial) for serial in range(3)]
    file = SimpleUploadedFile("名单.xlsx", io.BytesIO(test_roster.workbook(rows)).getvalue())
    answer = liaison.post(url, {"file": file})
    assert answer.status_code == 302, text(answer, 422)
    assert answer["Location"].startswith(url)
    jobs.run_waiting(clock.now())
    callers.page(liaison, answer["Location"])


def test_a_roster_has_no_page_for_whoever_was_not_invited(here: Province) -> None:
    plan = here.opened()
    for client in (callers.neighbour(here), callers.staff(here), callers.rival(here)):
        assert client.get(f"{PLANS}{plan}/roster/").status_code in {403, 404}


def test_the_college_corrects_and_withdraws_before_anybody_confirmed(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    liaison = callers.liaison(here)
    url = f"{ROWS}{row.pk}/"
    assert "会计2401" in callers.page(liaison, f"{url}correct/")
    sent = {"school_class": row.school_class_id, "needs_accessible_seat": "on"}
    assert liaison.post(f"{url}correct/", sent).status_code == 302
    assert Registration.objects.get(pk=row.pk).needs_accessible_seat
    assert "R-115" in text(liaison.get(f"{url}withdraw/"))
    assert liaison.post(f"{url}withdraw/", {"reason": "转专业"}).status_code == 302
    assert reached(row) == State.WITHDRAWN
    assert Plan.objects.get(pk=plan).places_taken == 0


@pytest.mark.rule("R-034")
def test_whoever_confirmed_is_not_withdrawn_by_the_college(here: Province) -> None:
    plan = here.opened()
    row = cast.accepted(here, plan, 1)
    liaison = callers.liaison(here)
    assert "only the candidate can withdraw now" in callers.page(liaison, f"{ROWS}{row.pk}/")
    text(liaison.post(f"{ROWS}{row.pk}/withdraw/", {"reason": ""}), 422)
    assert reached(row) == State.ACCEPTED


def test_a_deferral_is_answered(here: Province) -> None:
    plan = here.opened()
    first, second = cast.accepted(here, plan, 1), cast.accepted(here, plan, 2)
    for row in (first, second):
        registrations.ask_deferral(row.pk, "住院", actor=cast.learner(row.person_id), now=cast.NOON)
    staff = callers.staff(here)
    assert "住院" in callers.page(staff, f"{ROWS}{first.pk}/")
    text(staff.post(f"{ROWS}{first.pk}/defer/", {"reason": ""}), 422)
    assert staff.post(f"{ROWS}{first.pk}/defer/", {"reason": "同意"}).status_code == 302
    assert reached(first) == State.DEFERRED
    refused = {"reason": "无证明"}
    assert staff.post(f"{ROWS}{second.pk}/refuse-deferral/", refused).status_code == 302
    assert reached(second) == State.ACCEPTED


def test_the_unconfirmed_leave_after_closing(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    staff = callers.staff(here)
    visitors.Now.at = cast.at(1)
    staff.post(f"{PLANS}{plan}/close/")
    url = f"{PLANS}{plan}/registrations/withdraw/"
    assert "1 candidate loses the place" in text(staff.get(url))
    assert "1 registration is withdrawn" in text(staff.post(url, follow=True))
    assert reached(row) == State.WITHDRAWN


@pytest.mark.rule("R-022")
def test_the_national_workbook_leaves_a_trace(here: Province) -> None:
    plan = here.opened()
    row = cast.accepted(here, plan, 1)
    url = f"{PLANS}{plan}/registrations/national/"
    liaison = callers.liaison(here)
    assert liaison.get(url).status_code == 405
    answer = liaison.post(url)
    assert answer["Content-Type"] == callers.XLSX
    row.refresh_from_db()
    assert row.reported_to_national_at == cast.NOON
    assert Fact.objects.filter(verb__startswith="assessment.", subject=f"assessment.plan:{plan}")


def test_a_registration_of_others_is_not_there(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    for client in (callers.rival(here), callers.neighbour(here), callers.learner(cast.person(9))):
        assert client.get(f"{ROWS}{row.pk}/").status_code in {403, 404}
        sent = client.post(f"{ROWS}{row.pk}/withdraw/", {"reason": ""})
        assert sent.status_code in {403, 404}
    assert reached(row) == State.DRAFTED
