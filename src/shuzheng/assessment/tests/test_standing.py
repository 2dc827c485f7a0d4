"""A decision bars the acts that it should, names itself, and says what becomes of what runs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.assessment.models import Plan, Registration, Site
from shuzheng.assessment.queries import markers, opening, planning
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.services import plans, registrations, seating, sites
from shuzheng.assessment.tests import cast, cast_b
from shuzheng.assessment.tests.cast import NOON, TODAY, at
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation import facts, followers
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.standing.queries import running
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.rules.running import Outcome, Unanswered
from shuzheng.standing.services import restrictions

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db

DEPARTMENT = actor(Role.PROVINCIAL_ADMIN)
NUMBER = "演示罚〔2026〕3号"


def decide(
    organisation: int | None,
    kind: Kind = Kind.SUSPENSION,
    *,
    now: datetime = NOON,
    **particulars: Any,  # noqa: ANN401 - of a decision
) -> int:
    return restrictions.impose(
        organisation,
        kind,
        since=TODAY,
        ground="R-212",
        reason="检查发现",
        decision_number=NUMBER,
        actor=DEPARTMENT,
        now=now,
        **particulars,
    )


def code(here: Province) -> str:
    return Site.objects.get(pk=here.site).code


def state(plan: int) -> str:
    return Plan.objects.get(pk=plan).state


def candidate(here: Province, serial: int = 1) -> list[registrations.Candidate]:
    return [registrations.Candidate(cast.student(here.college, serial))]


def test_a_suspended_organisation_submits_opens_and_registers_nothing_new(here: Province) -> None:
    ready, running_plan = here.plan(), here.opened()
    drafted = plans.draft(here.draft(), actor=here.staff(), now=NOON)
    one = candidate(here)
    decision = decide(here.organisation)

    for act in (
        lambda: plans.submit(drafted, actor=here.staff(), now=NOON),
        lambda: plans.open_registration(ready, actor=here.staff(), now=NOON),
        lambda: registrations.draft(running_plan, one, actor=here.liaison(), now=NOON),
    ):
        with pytest.raises(Barred) as refusal:
            act()
        assert str(refusal.value) == (
            f"演示评价组织甲 may not do this: decision {NUMBER} of 2026-03-02 by the provincial "
            "department bars it from 2026-03-02 until it is lifted."
        )
        assert refusal.value.see == f"/standing/decisions/{decision}"
        assert refusal.value.rule == "R-212"

    restrictions.lift(decision, "整改合格", actor=DEPARTMENT, now=NOON)
    plans.submit(drafted, actor=here.staff(), now=NOON)
    plans.open_registration(ready, actor=here.staff(), now=NOON)
    assert len(registrations.draft(running_plan, one, actor=here.liaison(), now=NOON)) == 1


def test_a_learner_does_not_enter_by_oneself_either(here: Province) -> None:
    plan = here.opened()
    ours = cast.student(here.college, 1)
    decide(here.organisation)

    with pytest.raises(Barred):
        registrations.enter(plan, actor=cast.learner(ours), now=NOON)


def test_a_decision_with_a_last_day_unblocks_by_itself(here: Province) -> None:
    plan = here.plan()
    decide(here.organisation, until=TODAY)

    with pytest.raises(Barred, match="from 2026-03-02 to 2026-03-02"):
        plans.open_registration(plan, actor=here.staff(), now=NOON)
    plans.open_registration(plan, actor=here.staff(), now=at(1))
    assert state(plan) == State.OPEN


def test_a_suspended_institution_registers_nobody_and_asks_for_no_site(here: Province) -> None:
    plan, one = here.opened(), candidate(here)
    decide(here.college)

    with pytest.raises(Barred, match="演示职业技术学院"):
        registrations.draft(plan, one, actor=here.liaison(), now=NOON)
    with pytest.raises(Barred, match="演示职业技术学院"):
        sites.apply(here.site, here.certificate, Level.ADVANCED, {}, actor=here.liaison(), now=NOON)
    assert registrations.enter(plan, actor=cast.learner(one[0].person_id), now=NOON)


def test_at_a_suspended_site_nothing_opens_registers_or_is_reinstated(here: Province) -> None:
    ready, one = here.plan(), candidate(here)
    sites.suspend(here.approval, "检查发现", actor=here.officer(), now=NOON)
    decision = decide(here.college, site_code=code(here))

    with pytest.raises(Barred, match="演示考核站点"):
        plans.open_registration(ready, actor=here.staff(), now=NOON)
    with pytest.raises(Barred, match="演示考核站点"):
        sites.reinstate(here.approval, "整改合格", actor=here.officer(), now=NOON)
    with pytest.raises(Barred, match="演示考核站点"):
        sites.apply(here.site, here.certificate, Level.ADVANCED, {}, actor=here.liaison(), now=NOON)
    assert planning.rooms(ready, here.staff(), TODAY) == ()

    restrictions.lift(decision, "整改合格", actor=DEPARTMENT, now=NOON)
    sites.reinstate(here.approval, "整改合格", actor=here.officer(), now=NOON)
    plans.open_registration(ready, actor=here.staff(), now=NOON)
    assert len(registrations.draft(ready, one, actor=here.liaison(), now=NOON)) == 1


def test_a_site_that_is_barred_takes_no_candidates_before_its_plans_are_moved(
    here: Province,
) -> None:
    plan, one = here.opened(), candidate(here)
    decide(None, site_code=code(here))

    with pytest.raises(Barred, match="演示考核站点"):
        registrations.draft(plan, one, actor=here.liaison(), now=NOON)
    with pytest.raises(Barred, match="演示考核站点"):
        registrations.enter(plan, actor=cast.learner(one[0].person_id), now=NOON)


def test_seats_are_not_locked_at_a_barred_site_but_an_organisations_session_goes_on() -> None:
    day = cast_b.closed(3)
    cast_b.drawn(day)
    decide(day.here.organisation, decided_on=TODAY)
    guards = opening.seating_guards(day.row(), cast_b.AFTER_CLOSE)
    assert all(guard.held for guard in guards)

    decide(None, site_code=code(day.here))

    with pytest.raises(Barred, match="演示考核站点"):
        seating.lock(day.plan, actor=day.host(), now=cast_b.AFTER_CLOSE)


def test_a_barred_person_is_not_appointed_does_not_count_and_marks_nothing(here: Province) -> None:
    plan, barred = here.plan(), here.assessors[0]
    draft = plans.draft(here.draft(), actor=here.staff(), now=NOON)
    decide(None, person_id=barred)

    with pytest.raises(Barred, match="this assessor may not do this"):
        plans.appoint(draft, [barred], actor=here.staff(), now=NOON)
    plans.appoint(draft, [here.assessors[1]], actor=here.staff(), now=NOON)
    row = Plan.objects.get(pk=plan)
    with pytest.raises(Barred):
        markers.of(row, barred, set(), TODAY)
    assert markers.of(row, here.assessors[1], set(), TODAY).person == here.assessors[1]
    held = {guard.name: guard.held for guard in opening.opening_guards(row, NOON)}
    assert [name for name, ok in held.items() if not ok] == ["assessors"]


@pytest.mark.rule("R-115")
def test_sessions_under_way_are_listed_and_each_is_decided(here: Province) -> None:
    going_on, postponed, cancelled = here.opened(), here.opened(), here.opened()
    here.plan()  # nobody relies on one that never opened
    one = candidate(here)
    registrations.draft(cancelled, one, actor=here.liaison(), now=NOON)
    target = restrictions.target(here.organisation)

    found = running.under_way(Kind.SUSPENSION, target)
    assert [(one.subject, one.candidates) for one in found] == [
        (f"assessment.plan:{going_on}", 0),
        (f"assessment.plan:{postponed}", 0),
        (f"assessment.plan:{cancelled}", 1),
    ]
    answers = {
        f"assessment.plan:{going_on}": Outcome.GOES_ON,
        f"assessment.plan:{postponed}": Outcome.POSTPONED,
        f"assessment.plan:{cancelled}": Outcome.CANCELLED,
    }
    with pytest.raises(Unanswered):
        decide(here.organisation, answers=dict(list(answers.items())[:2]))
    decision = decide(here.organisation, answers=answers)
    assert [named.outcome for named in running.named(decision)] == [
        Outcome.GOES_ON,
        Outcome.POSTPONED,
        Outcome.CANCELLED,
    ]

    followers.catch_up(NOON)
    assert [state(plan) for plan in (going_on, postponed, cancelled)] == [
        State.OPEN,
        State.POSTPONED,
        State.CANCELLED,
    ]
    assert Plan.objects.get(pk=cancelled).state_reason == f"按{NUMBER}决定办理。"
    assert Registration.objects.get().state == "withdrawn"
    before = Fact.objects.count()
    Fact.objects.filter(verb="standing.restriction.imposed").get()
    followers.catch_up(NOON)
    assert Fact.objects.count() == before
    assert facts.check_chain() == []


def test_what_a_decision_postponed_gets_no_date_while_it_is_in_force(here: Province) -> None:
    plan = here.opened()
    decision = decide(here.organisation, answers={f"assessment.plan:{plan}": Outcome.POSTPONED})
    followers.catch_up(NOON)
    cast.report(here, starts_on=date(2026, 5, 16), ends_on=date(2026, 5, 17))
    later = [
        plans.Sitting(
            one.component_code, one.starts_at + timedelta(days=28), one.ends_at + timedelta(days=28)
        )
        for one in here.draft().sittings
    ]

    with pytest.raises(Barred, match=NUMBER):
        plans.reschedule(plan, later, actor=here.staff(), now=at(1))
    restrictions.lift(decision, "整改合格", actor=DEPARTMENT, now=at(2))
    plans.reschedule(plan, later, actor=here.staff(), now=at(2))

    assert state(plan) == State.REGISTRATION_CLOSED


def test_sessions_of_a_suspended_site_move_to_rooms_elsewhere(here: Province) -> None:
    plan = here.opened()
    decide(None, site_code=code(here))
    followers.catch_up(NOON)
    assert state(plan) == State.POSTPONED
    barred = here.site
    cast.furnish(here)
    elsewhere = here.rooms[2:]
    sittings = [
        plans.Sitting(
            one.component_code, one.starts_at + timedelta(days=28), one.ends_at + timedelta(days=28)
        )
        for one in here.draft().sittings
    ]

    with pytest.raises(Barred, match="演示考核站点"):
        plans.reschedule(plan, sittings, actor=here.staff(), now=at(1))
    with pytest.raises(plans.RoomOfOthers):
        plans.reschedule(plan, sittings, room_ids=[999], actor=here.staff(), now=at(1))
    assert here.site != barred
    plans.reschedule(plan, sittings, room_ids=elsewhere, actor=here.staff(), now=at(1))

    assert state(plan) == State.REGISTRATION_CLOSED
    rooms = Plan.objects.get(pk=plan).rooms.values_list("room_id", flat=True)
    assert sorted(rooms) == sorted(elsewhere)


@pytest.mark.staged
def test_what_has_begun_meanwhile_is_not_postponed(here: Province) -> None:
    plan = here.opened()
    decide(None, site_code=code(here))
    Plan.objects.filter(pk=plan).update(state=State.SCORING)

    followers.catch_up(NOON)

    assert state(plan) == State.SCORING


def test_a_decision_names_a_party_that_there_is_once(here: Province) -> None:
    InstitutionCertificate.objects.all().delete()
    with pytest.raises(restrictions.NoSuchParty):
        decide(here.college, site_code="9999")
    with pytest.raises(restrictions.NoSuchParty):
        decide(here.school, site_code=code(here))
    with pytest.raises(restrictions.NoSuchParty):
        decide(None, person_id=999_999)
    with pytest.raises(restrictions.NoSuchParty):
        decide(None)
    decide(here.college, site_code=code(here))
    decide(here.college)
    for same in (code(here), ""):
        with pytest.raises(restrictions.DecidedAlready):
            decide(here.college, site_code=same)


def test_the_decider_sees_what_is_under_way_and_says_of_each_what_becomes_of_it(
    here: Province,
) -> None:
    plan, begun = here.opened(), here.opened()
    department = browser(
        Role.PROVINCIAL_ADMIN, organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    )
    url = f"/standing/impose/decision?against=o{here.organisation}&kind=suspension"
    number = Plan.objects.get(pk=plan).number
    page = department.get(url).content.decode()
    assert f"（{number}）: first sitting on" in page
    posted = {
        "decided_on": "2026-03-02",
        "since": "2026-03-02",
        "until": "",
        "ground": "R-212",
        "reason": "检查发现",
        "decision_number": NUMBER,
        f"session-assessment.plan:{plan}": "postponed",
    }

    unsaid = department.post(url, {**posted, "decision": paper()})
    assert unsaid.status_code == 422
    answer = department.post(
        url, {**posted, f"session-assessment.plan:{begun}": "goes_on", "decision": paper()}
    )

    shown = department.get(answer["Location"]).content.decode()
    assert "Postponed, to be moved" in shown
    assert "Goes on" in shown
    followers.catch_up(NOON)
    assert (state(plan), state(begun)) == (State.POSTPONED, State.OPEN)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "决定.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    )
