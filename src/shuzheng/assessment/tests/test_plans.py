"""A plan is drafted, reported, closed, put off and cancelled by its own organisation only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import (
    Plan,
    Ticket,
)
from shuzheng.assessment.queries import opening, planning
from shuzheng.assessment.queries import plans as queries
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules.passing import refusals as passing
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.rules.registration import State as Registered
from shuzheng.assessment.services import plans, registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import CLOSES, NOON, TODAY, at
from shuzheng.catalogue.models import CertificateType, StandardVersion
from shuzheng.catalogue.rules.levels import Level
from shuzheng.fees.models import Settlement
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import IdentityCase
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db


def test_a_plan_is_numbered_named_and_dated_by_its_sittings(here: Province) -> None:
    plan = Plan.objects.get(pk=plans.draft(here.draft(), actor=here.staff(), now=NOON))

    assert (plan.number, plan.name) == (
        "2026-00001",
        "2026年4月演示智能财税职业技能等级证书考试",
    )
    assert (plan.first_on, plan.last_on) == (date(2026, 4, 18), date(2026, 4, 18))
    assert plan.standard.version == "2.0"
    assert plan.state == State.DRAFT


MORNING = datetime(2026, 4, 18, 1, 0, tzinfo=UTC)
THEORY = plans.Part("theory", "理论", 40, 10_000)
PRACTICE = plans.Part("practice", "实操", 60, 10_000)
SITTING = plans.Sitting("theory", MORNING, MORNING + timedelta(hours=1))


@pytest.mark.rule("R-104")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"parts": (THEORY,)}, marking.WeightsDoNotTotal),
        ({"parts": ()}, marking.NoComponents),
        ({"parts": (THEORY, plans.Part("theory", "x", 60, 1_000))}, marking.CodeTwice),
        ({"pass_rule": "theory >= 60 and oral >= 60"}, passing.UnknownPart),
        ({"pass_rule": ""}, passing.RuleEmpty),
        ({"sittings": ()}, plans.NoSessions),
        ({"sittings": (plans.Sitting("oral", MORNING, MORNING),)}, plans.SessionOfNothing),
        ({"sittings": (SITTING, SITTING)}, plans.SessionTwice),
        ({"sittings": (plans.Sitting("theory", MORNING, MORNING),)}, plans.SessionBackwards),
        ({"registration_opens_at": CLOSES}, plans.WindowBackwards),
        (
            {"registration_closes_at": datetime(2026, 4, 18, 2, 0, tzinfo=UTC)},
            plans.ClosesAfterSitting,
        ),
        ({"module": "底盘"}, plans.NoModule),
        ({"room_ids": (9_999,)}, plans.RoomOfOthers),
        ({"certificate_type_id": 9_999}, plans.NotYourCertificate),
    ],
)
def test_what_could_never_be_right_is_refused_by_name(
    here: Province, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        plans.draft(here.draft(**changes), actor=here.staff(), now=NOON)
    assert Plan.objects.count() == 0


def test_a_certificate_with_modules_is_planned_in_one_of_them(here: Province) -> None:
    CertificateType.objects.filter(pk=here.certificate).update(modules=["底盘", "电气"])

    with pytest.raises(plans.ModuleWanted):
        plans.draft(here.draft(), actor=here.staff(), now=NOON)
    made = plans.draft(here.draft(module="电气"), actor=here.staff(), now=NOON)

    assert Plan.objects.get(pk=made).module == "电气"


@pytest.mark.rule("R-057")
@pytest.mark.rule("R-113")
def test_levels_standards_and_parties_must_exist(here: Province) -> None:
    CertificateType.objects.filter(pk=here.certificate).update(levels=["elementary"])
    with pytest.raises(plans.LevelNotOffered):
        plans.draft(here.draft(), actor=here.staff(), now=NOON)
    CertificateType.objects.filter(pk=here.certificate).update(levels=["intermediate"])
    with pytest.raises(plans.NotAnInstitution):
        plans.draft(here.draft(institution_ids=(here.stranger,)), actor=here.staff(), now=NOON)
    StandardVersion.objects.update(state="draft")
    with pytest.raises(plans.NoStandard):
        plans.draft(here.draft(), actor=here.staff(), now=NOON)


def test_only_the_certificates_organisation_plans(here: Province) -> None:
    with pytest.raises(plans.NotYourCertificate):
        plans.draft(here.draft(), actor=here.rival(), now=NOON)
    with pytest.raises(NotPermitted):
        plans.draft(here.draft(), actor=here.liaison(), now=NOON)


def test_a_plan_changes_until_registration_opens(here: Province) -> None:
    plan = here.plan()
    plans.revise(plan, here.draft(seats=12), actor=here.staff(), now=NOON)
    assert Plan.objects.get(pk=plan).seats == 12

    plans.open_registration(plan, actor=here.staff(), now=NOON)

    with pytest.raises(plans.NotChangeable):
        plans.revise(plan, here.draft(), actor=here.staff(), now=NOON)


def test_nobody_else_reaches_a_draft(here: Province) -> None:
    plan = plans.draft(here.draft(), actor=here.staff(), now=NOON)

    for other in (here.rival(), here.liaison(), here.neighbour(), here.host()):
        with pytest.raises(access.NoSuchPlan):
            queries.page(plan, other, NOON)
    plans.submit(plan, actor=here.staff(), now=NOON)
    assert queries.page(plan, here.liaison(), NOON).is_invited
    with pytest.raises(access.NoSuchPlan):
        queries.page(plan, here.neighbour(), NOON)
    with pytest.raises(access.NoSuchPlan):
        plans.submit(plan, actor=here.rival(), now=NOON)


def test_a_barred_organisation_submits_nothing(here: Province) -> None:
    plan = plans.draft(here.draft(), actor=here.staff(), now=NOON)
    cast.suspend(here)

    with pytest.raises(Barred):
        plans.submit(plan, actor=here.staff(), now=NOON)


@pytest.mark.rule("R-056")
def test_a_report_is_of_this_certificate_and_level_and_submitted(here: Province) -> None:
    plan = plans.draft(here.draft(), actor=here.staff(), now=NOON)
    plans.submit(plan, actor=here.staff(), now=NOON)
    other_level = cast.report(here, levels=["elementary"])
    briefing = cast.report(here, kind="standard_briefing")
    rivals = cast.report(here, organisation_id=here.stranger)
    drafted = cast.report(here, state="draft")

    for wrong in (other_level, briefing, rivals, 9_999):
        with pytest.raises(plans.ReportOfOthers):
            plans.report(plan, wrong, actor=here.staff(), now=NOON)
    with pytest.raises(plans.ReportNotSubmitted):
        plans.report(plan, drafted, actor=here.staff(), now=NOON)
    plans.report(plan, here.report, actor=here.staff(), now=NOON)

    assert Plan.objects.get(pk=plan).state == State.REPORTED
    assert here.report in {one.id for one in planning.reports(plan, here.staff())}


@pytest.mark.rule("R-144")
def test_assessors_are_qualified_on_the_first_day(here: Province) -> None:
    plan = here.plan()
    late = cast.assessor(here, 803)
    Qualification.objects.filter(person_id=late).update(expires_on=date(2026, 4, 17))

    with pytest.raises(plans.NotQualified):
        plans.appoint(plan, [late], actor=here.staff(), now=NOON)
    with pytest.raises(plans.AppointedAlready):
        plans.appoint(plan, [here.assessors[0]], actor=here.staff(), now=NOON)
    plans.release(plan, here.assessors[0], actor=here.staff(), now=NOON)
    with pytest.raises(plans.NotAppointed):
        plans.release(plan, here.assessors[0], actor=here.staff(), now=NOON)
    plans.appoint(plan, [], chief=here.assessors[0], actor=here.staff(), now=NOON)

    assert [one.is_chief for one in queries.page(plan, here.staff(), NOON).assessors] == [
        True,
        False,
    ]


@pytest.mark.rule("R-255")
def test_candidates_have_a_day_for_their_results_from_the_beginning(here: Province) -> None:
    plan = Plan.objects.get(pk=here.opened())

    assert plan.results_due_on == date(2026, 5, 19)  # 20 working days, May's holidays left out


def test_registration_closes_by_the_clock_and_who_is_not_eligible_leaves(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    IdentityCase.objects.create(
        person_id=row.person_id, organisation_id=here.school, given_name="另名", opened_at=NOON
    )
    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)
    row.refresh_from_db()
    assert row.state == Registered.INELIGIBLE

    assert plans.close_by_clock(now=CLOSES - timedelta(seconds=1)) == 0
    assert plans.close_by_clock(now=CLOSES) == 1
    assert plans.close_by_clock(now=CLOSES) == 0

    row.refresh_from_db()
    found = Plan.objects.get(pk=plan)
    assert (found.state, found.places_taken) == (State.REGISTRATION_CLOSED, 0)
    assert row.state == Registered.WITHDRAWN


def test_closing_early_moves_the_hour_of_closing(here: Province) -> None:
    plan = here.opened()

    plans.close_registration(plan, actor=here.staff(), now=at(3))

    assert Plan.objects.get(pk=plan).registration_closes_at == at(3)
    with pytest.raises(IllegalStep):
        plans.close_registration(plan, actor=here.staff(), now=at(4))


@pytest.mark.rule("R-115")
def test_a_postponed_plan_keeps_its_registrations_and_comes_back_closed(here: Province) -> None:
    plan = here.opened()
    row = cast.accepted(here, plan, 1)
    plans.close_registration(plan, actor=here.staff(), now=at(3))
    with pytest.raises(plans.ReasonMissing):
        plans.postpone(plan, " ", actor=here.staff(), now=at(4))
    plans.postpone(plan, "停电", actor=here.staff(), now=at(4))
    later = datetime(2026, 4, 19, 1, 0, tzinfo=UTC)
    new = [plans.Sitting("theory", later, later + timedelta(hours=1))]

    with pytest.raises(plans.NewDatePast):
        plans.reschedule(
            plan, [plans.Sitting("theory", at(3), at(3, hours=1))], actor=here.staff(), now=at(5)
        )
    plans.reschedule(plan, new, actor=here.staff(), now=at(5))

    found = Plan.objects.get(pk=plan)
    assert (found.state, found.last_on) == (State.REGISTRATION_CLOSED, date(2026, 4, 19))
    row.refresh_from_db()
    assert row.state == Registered.ACCEPTED


@pytest.mark.rule("R-115")
def test_cancelling_refunds_everybody_and_ends_every_registration(here: Province) -> None:
    plan = here.opened()
    paid, waiting = cast.accepted(here, plan, 1), cast.drafted(here, plan, 2)
    ticket = Ticket.objects.create(
        registration=paid,
        number="2604000010001010101",
        state="issued",
        issued_at=NOON,
        available_on=TODAY,
    )

    ended = plans.cancel(plan, "设备故障", next_on=date(2026, 6, 1), actor=here.staff(), now=at(1))

    assert ended == 2
    for row in (paid, waiting, ticket):
        row.refresh_from_db()
    assert (paid.state, waiting.state) == (Registered.REFUNDED, Registered.WITHDRAWN)
    assert paid.plan_over
    assert ticket.state == "void"
    assert Settlement.objects.get(reference=paid.uid).refunded_at == at(1)
    found = Plan.objects.get(pk=plan)
    assert (found.state, found.places_taken, found.next_on) == (
        State.CANCELLED,
        0,
        date(2026, 6, 1),
    )
    fact = Fact.objects.get(verb="assessment.plan.cancelled")
    assert fact.subjects_count == 2
    again = here.opened()
    cast.registered_again(here, again, paid)


def test_seating_conditions_count_who_is_waited_for(here: Province) -> None:
    plan = here.opened()
    cast.accepted(here, plan, 1)
    cast.drafted(here, plan, 2)
    plans.close_registration(plan, actor=here.staff(), now=at(3))

    failed = [g for g in queries.guards(plan, here.staff(), at(3)) if not g.held]

    assert [(g.name, g.refusals[0].params["count"]) for g in failed] == [("confirmed", 1)]
    row = Plan.objects.get(pk=plan)
    assert opening.counts_of(row).accepted == 1


def test_the_list_holds_what_waits_for_each_party(here: Province) -> None:
    plan = here.plan()
    wish = listing.Wish(view="mine")

    assert [one.id for one in queries.lines(here.staff(), wish).rows] == [plan]
    assert queries.lines(here.liaison(), wish).total == 0
    plans.open_registration(plan, actor=here.staff(), now=NOON)
    assert queries.waiting(here.staff()) == 0
    assert queries.waiting(here.liaison()) == 1
    assert queries.lines(here.neighbour(), listing.Wish(view="all")).total == 0
    assert queries.lines(here.officer(), listing.Wish(view="all"), q="2026-00001").total == 1
    hefei = actor(Role.CITY_OFFICER, area="3401")
    assert queries.lines(hefei, listing.Wish(view="all"), level=Level.ADVANCED).total == 0
    assert queries.lines(hefei, listing.Wish(view="running"), state="open").total == 1


def test_what_one_chooses_from_is_ones_own(here: Province) -> None:
    found = planning.choices(here.certificate, "intermediate", here.staff(), TODAY)

    assert found is not None
    assert [room.name for room in found.rooms] == ["1号机房", "2号机房"]
    assert [name for _, name in found.institutions] == ["演示中等专业学校", "演示职业技术学院"]
    assert found.agreement is not None
    assert planning.choices(here.certificate, "intermediate", here.rival(), TODAY) is None
    assert planning.choices(here.certificate, "master", here.staff(), TODAY) is None
    with pytest.raises(NotPermitted):
        planning.own_certificates(here.liaison())


def test_a_candidate_registered_elsewhere_is_passed_over(here: Province) -> None:
    first, second = here.opened(), here.opened()
    row = cast.drafted(here, first, 1)

    made = registrations.draft(
        second,
        [registrations.Candidate(row.person_id)],
        actor=here.liaison(),
        now=NOON,
    )

    assert made == []
    assert Plan.objects.get(pk=second).places_taken == 0
