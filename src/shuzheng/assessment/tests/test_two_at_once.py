"""Two users at once: the last place is given once, and nobody is registered twice."""

from __future__ import annotations

import pytest

from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.rules import admission
from shuzheng.assessment.services import registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON
from shuzheng.foundation import facts
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import Role

pytestmark = pytest.mark.usefixtures("several_at_once")


@pytest.mark.rule("R-100")
def test_the_last_place_is_given_once() -> None:
    here = cast.province()
    plan = here.opened(seats=1)
    people = [cast.learner(cast.person(n), Role.SOCIAL_LEARNER) for n in (1, 2, 3, 4)]

    said = together(*(lambda me=me: registrations.enter(plan, actor=me, now=NOON) for me in people))

    assert sorted(one is None for one in said) == [False, False, False, True]
    assert set(said) == {None, admission.PlanFull}
    assert Plan.objects.get(pk=plan).places_taken == 1
    assert Registration.objects.count() == 1
    assert facts.check_chain() == []


def test_the_same_candidate_is_registered_once() -> None:
    here = cast.province()
    plan = here.opened()
    pk = cast.student(here.college, 1)

    said = together(
        lambda: registrations.enter(plan, actor=cast.learner(pk), now=NOON),
        lambda: registrations.draft(
            plan, [registrations.Candidate(pk)], actor=here.liaison(), now=NOON
        ),
        lambda: registrations.enter(plan, actor=cast.learner(pk), now=NOON),
    )

    assert Registration.objects.count() == 1
    assert Plan.objects.get(pk=plan).places_taken == 1
    assert said.count(None) >= 1
    assert facts.check_chain() == []


@pytest.mark.rule("R-034")
def test_a_yes_and_a_no_at_once_leave_one_of_them() -> None:
    here = cast.province()
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    me = cast.learner(row.person_id)

    together(
        lambda: registrations.confirm(row.pk, actor=me, now=NOON),
        lambda: registrations.decline(row.pk, actor=me, now=NOON),
    )

    row.refresh_from_db()
    found = Plan.objects.get(pk=plan)
    assert (row.state, found.places_taken) in {("accepted", 1), ("declined", 0)}
    assert facts.check_chain() == []
