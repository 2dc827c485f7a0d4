"""Institutions register their students, anybody else oneself; seats are the only quota."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import plans as plan_access
from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.queries import learners
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import places, registrations
from shuzheng.assessment.sheets import national
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import CLOSES, NOON, at
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import Filing, InstitutionCertificate
from shuzheng.standing.models import Restriction
from shuzheng.standing.queries.restrictions import Barred

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db
ALL = listing.Wish(view="all")


@pytest.mark.rule("R-035")
@pytest.mark.rule("R-114")
def test_a_social_learner_registers_alone_and_pays(here: Province) -> None:
    plan = here.opened()
    me = cast.learner(cast.person(50), Role.SOCIAL_LEARNER)

    [found] = learners.open_plans(me, NOON)
    row = Registration.objects.get(pk=registrations.enter(found.id, actor=me, now=NOON))

    assert (row.candidate_kind, row.institution_id) == ("social_learner", None)
    assert row.state == State.ELIGIBLE
    own = learners.one(row.pk, me, NOON)
    assert own.fee is not None
    assert own.fee.owed_fen == 28_000
    with pytest.raises(admission.AlreadyRegistered):
        registrations.enter(plan, actor=me, now=NOON)


@pytest.mark.rule("R-035")
def test_a_student_registers_alone_only_where_the_institution_takes_part(here: Province) -> None:
    plan = here.opened()
    ours = cast.learner(cast.student(here.college, 1))
    theirs = cast.learner(cast.student(here.school, 2))

    assert [one.id for one in learners.open_plans(ours, NOON)] == [plan]
    assert learners.open_plans(theirs, NOON) == []
    row = Registration.objects.get(pk=registrations.enter(plan, actor=ours, now=NOON))
    assert (row.candidate_kind, row.institution_id) == ("student", here.college)
    assert row.school_class is not None
    with pytest.raises(registrations.NotInvited):
        registrations.enter(plan, actor=theirs, now=NOON)
    with pytest.raises(NotPermitted):
        registrations.enter(plan, actor=here.liaison(), now=NOON)


@pytest.mark.rule("R-054")
def test_an_institution_registers_its_own_students_while_it_may(here: Province) -> None:
    plan = here.opened()
    ours, theirs = cast.student(here.college, 1), cast.student(here.school, 2)
    one = [registrations.Candidate(ours)]

    with pytest.raises(registrations.NotEnrolledHere):
        registrations.draft(
            plan, [*one, registrations.Candidate(theirs)], actor=here.liaison(), now=NOON
        )
    with pytest.raises(plan_access.NoSuchPlan):
        registrations.draft(plan, one, actor=here.neighbour(), now=NOON)
    InstitutionCertificate.objects.filter(institution_id=here.college).update(state="exiting")
    with pytest.raises(registrations.NoLongerTaken):
        registrations.draft(plan, one, actor=here.liaison(), now=NOON)
    InstitutionCertificate.objects.update(state="active")
    Filing.objects.update(state="suspended")
    with pytest.raises(registrations.FilingStopped):
        registrations.draft(plan, one, actor=here.liaison(), now=NOON)
    Restriction.objects.create(
        organisation_id=here.college,
        kind="suspension",
        since=date(2026, 3, 1),
        ground="R-212",
        reason="x",
        decision_id=here.document,
        decision_number="1号",
    )
    with pytest.raises(Barred):
        registrations.draft(plan, one, actor=here.liaison(), now=NOON)
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("when", "refusal"),
    [
        (NOON - timedelta(seconds=1), admission.RegistrationNotOpen),
        (CLOSES, admission.RegistrationOver),
    ],
)
def test_registration_has_hours(here: Province, when: datetime, refusal: type[Exception]) -> None:
    plan = here.opened()
    ours = cast.student(here.college, 1)

    with pytest.raises(refusal):
        registrations.draft(plan, [registrations.Candidate(ours)], actor=here.liaison(), now=when)


def test_a_plan_that_is_not_open_takes_nobody(here: Province) -> None:
    plan = here.plan()
    ours = cast.student(here.college, 1)

    with pytest.raises(admission.RegistrationOver):
        registrations.draft(plan, [registrations.Candidate(ours)], actor=here.liaison(), now=NOON)
    with pytest.raises(plan_access.NoSuchPlan):
        registrations.enter(plan, actor=cast.learner(ours), now=NOON)


@pytest.mark.rule("R-100")
def test_seats_are_the_only_quota(here: Province) -> None:
    plan = here.opened(seats=2)
    three = [registrations.Candidate(cast.student(here.college, n)) for n in (1, 2, 3)]

    with pytest.raises(admission.PlanFull):
        registrations.draft(plan, three, actor=here.liaison(), now=NOON)
    assert Registration.objects.count() == 0
    registrations.draft(plan, three[:2], actor=here.liaison(), now=NOON)
    with pytest.raises(admission.PlanFull):
        registrations.enter(plan, actor=cast.learner(three[2].person_id), now=NOON)
    first = Registration.objects.order_by("pk")[0]
    registrations.decline(first.pk, actor=cast.learner(first.person_id), now=NOON)
    registrations.enter(plan, actor=cast.learner(three[2].person_id), now=NOON)

    assert Plan.objects.get(pk=plan).places_taken == 2


def test_no_places_taken_and_given_back_is_nothing(here: Province) -> None:
    plan = here.opened()

    places.take(plan, 0)
    places.release(plan, 0)

    assert Plan.objects.get(pk=plan).places_taken == 0


def test_each_party_sees_its_own_registrations_only(here: Province) -> None:
    plan = here.opened(institution_ids=(here.college, here.school))
    ours = cast.drafted(here, plan, 1)
    [theirs] = registrations.draft(
        plan,
        [registrations.Candidate(cast.student(here.school, 2))],
        actor=here.neighbour(),
        now=NOON,
    )

    def seen(actor_: object) -> set[int]:
        return {line.id for line in queries.lines(plan, actor_, ALL).rows}  # type: ignore[arg-type]

    assert seen(here.liaison()) == {ours.pk}
    assert seen(here.neighbour()) == {theirs}
    assert seen(here.staff()) == {ours.pk, theirs}
    assert seen(here.officer()) == {ours.pk, theirs}
    assert queries.tally(plan, here.liaison()).total == 1
    assert queries.counts(plan, here.neighbour())["unconfirmed"] == 1
    assert queries.institutions(plan, here.staff()) == [
        (here.school, "演示中等专业学校"),
        (here.college, "演示职业技术学院"),
    ]
    with pytest.raises(access.NoSuchRegistration):
        queries.page(theirs, here.liaison())
    with pytest.raises(access.NoSuchRegistration):
        learners.one(ours.pk, cast.learner(cast.person(77)), NOON)


def test_accepted_ones_leave_for_the_national_platform_with_whole_numbers(
    here: Province,
) -> None:
    plan = here.opened()
    with pytest.raises(registrations.NothingToReport):
        registrations.hand_over(plan, actor=here.liaison(), now=NOON)
    row = cast.accepted(here, plan, 1)
    cast.drafted(here, plan, 2)

    [line] = registrations.hand_over(plan, actor=here.liaison(), now=at(1))

    assert set(line) == set(national.REGISTRATIONS.by_name)
    assert line["document_number"] == people.identity_number(1, "20040101")
    assert (line["level"], line["candidate_kind"], line["state"]) == (
        "中级",
        "在校学生",
        "已接受",
    )
    row.refresh_from_db()
    assert row.reported_to_national_at == at(1)
    registrations.hand_over(plan, actor=here.liaison(), now=at(2))
    row.refresh_from_db()
    assert row.reported_to_national_at == at(1)
    with pytest.raises(registrations.NothingToReport):
        registrations.hand_over(plan, actor=here.staff(), now=NOON)
    numbers = str(list(Fact.objects.values_list("data", flat=True)))
    assert line["document_number"] not in numbers
