"""A registration counts by the candidate's own yes, and by a guardian's beside it where needed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import GuardianConsent, Plan, Registration
from shuzheng.assessment.queries import learners
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import plans, registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON, at
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Enrolment, Person
from shuzheng.identity.rules.kinds import DocumentKind, Role
from shuzheng.identity.services import persons
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import Filing

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db


def state_of(row: Registration) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.rule("R-034")
def test_confirmed_and_guaranteed_is_accepted_at_once(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)

    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=at(1))

    assert state_of(row) == State.ACCEPTED
    assert (row.confirmed_at, row.confirmation_method) == (at(1), "own_account")
    assert row.rule_since == date(2021, 1, 1)
    told = Fact.objects.get(verb="assessment.registration.confirmed")
    assert (told.person_id, told.data) == (row.person_id, {"method": "own_account"})


@pytest.mark.rule("R-034")
def test_nobody_confirms_or_declines_for_somebody_else(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    parent = cast.guardian(row.person_id)
    others = [
        here.liaison(),
        people.actor(Role.INSTITUTION_ADMIN, here.college, person_id=15),
        here.staff(),
        cast.learner(parent, Role.GUARDIAN),
    ]

    for other in others:
        with pytest.raises(admission.NotYourOwn):
            registrations.confirm(row.pk, actor=other, now=NOON)
        with pytest.raises(admission.NotYourOwn):
            registrations.decline(row.pk, actor=other, now=NOON)
    with pytest.raises(access.NoSuchRegistration):
        registrations.confirm(row.pk, actor=cast.learner(cast.person(99)), now=NOON)

    assert state_of(row) == State.DRAFTED


@pytest.mark.rule("R-034")
def test_a_no_needs_no_reason_frees_the_place_and_is_final(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)

    registrations.decline(row.pk, actor=cast.learner(row.person_id), now=NOON)

    assert (state_of(row), row.state_reason) == (State.DECLINED, "")
    with pytest.raises(IllegalStep):
        registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)
    entered = registrations.enter(plan, actor=cast.learner(row.person_id), now=NOON)
    assert Registration.objects.get(pk=entered).state == State.ACCEPTED


@pytest.mark.staged
@pytest.mark.rule("R-034")
def test_an_answer_comes_before_the_seats_are_given(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    plans.close_registration(plan, actor=here.staff(), now=at(2))
    late = cast.registered_row(here, plan, 2)

    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=at(3))
    Plan.objects.filter(pk=plan).update(state="seated")

    assert state_of(row) == State.ACCEPTED
    with pytest.raises(registrations.TooLateToConfirm):
        registrations.confirm(late.pk, actor=cast.learner(late.person_id), now=at(4))


@pytest.mark.rule("R-034")
@pytest.mark.parametrize(
    ("born", "pays", "needed"),
    [
        ("20080401", True, True),  # seventeen, and it costs something
        ("20080401", False, False),  # seventeen, but it is free
        ("20130101", False, True),  # thirteen: always
        ("20080302", True, False),  # eighteen today
    ],
)
def test_a_guardian_consents_for_a_minor_where_the_rulebook_says_so(
    here: Province,
    born: str,
    pays: bool,  # noqa: FBT001 - a table of cases
    needed: bool,  # noqa: FBT001 - a table of cases
) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1, born=born)
    if pays:
        Filing.objects.update(state="draft")  # no pilot student: the candidate pays
    parent = cast.guardian(row.person_id)
    me = cast.learner(row.person_id)

    registrations.confirm(row.pk, actor=me, now=NOON)

    assert state_of(row) == (
        State.CONFIRMED if needed else State.ELIGIBLE if pays else State.ACCEPTED
    )
    assert row.needs_guardian is needed
    if needed:
        with pytest.raises(admission.NotGuardian):
            registrations.consent(row.pk, actor=me, now=NOON)
        registrations.consent(row.pk, actor=cast.learner(parent, Role.GUARDIAN), now=at(1))
        assert state_of(row) == (State.ELIGIBLE if pays else State.ACCEPTED)
        assert GuardianConsent.objects.get().given_at == at(1)


@pytest.mark.rule("R-034")
def test_a_guardian_may_consent_before_the_ward_confirms_but_never_in_its_place(
    here: Province,
) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1, born="20130101")
    parent = cast.learner(cast.guardian(row.person_id), Role.GUARDIAN)

    registrations.consent(row.pk, actor=parent, now=NOON)
    assert state_of(row) == State.DRAFTED
    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)

    assert state_of(row) == State.ACCEPTED
    with pytest.raises(registrations.NoConsentWanted):
        registrations.consent(row.pk, actor=parent, now=NOON)


def foreigner(here: Province) -> int:
    row = persons.PersonRow("Ana Li", DocumentKind.PASSPORT, "E12345678")
    found = persons.register([row], organisation_id=here.college, actor=here.liaison(), now=NOON)
    return found[0].person_id


@pytest.mark.rule("R-034")
def test_nobody_is_taken_for_grown_up_because_a_document_is_silent(here: Province) -> None:
    plan = here.opened()
    me = cast.learner(foreigner(here), Role.SOCIAL_LEARNER)

    with pytest.raises(registrations.BirthDateNeeded):
        registrations.enter(plan, actor=me, now=NOON)
    with pytest.raises(registrations.BirthDateNeeded):
        registrations.enter(plan, born_on=date(2030, 1, 1), actor=me, now=NOON)
    made = registrations.enter(plan, born_on=date(2012, 5, 1), actor=me, now=NOON)

    row = Registration.objects.get(pk=made)
    assert (row.state, row.needs_guardian) == (State.CONFIRMED, True)
    assert Fact.objects.filter(verb="identity.person.birth_declared").count() == 1
    assert "2012" not in str(list(Fact.objects.values_list("data", flat=True)))


def test_many_answers_of_one_hour_are_each_candidates_own(here: Province) -> None:
    plan = here.opened()
    rows = [cast.drafted(here, plan, serial) for serial in range(1, 9)]
    answers = [registrations.Answer(row.pk, cast.learner(row.person_id)) for row in rows]

    registrations.confirm_each(answers, now=NOON)

    assert {state_of(row) for row in rows} == {State.ACCEPTED}
    told = Fact.objects.filter(verb="assessment.registration.confirmed")
    assert set(told.values_list("person_id", flat=True)) == {row.person_id for row in rows}
    wrong = cast.drafted(here, plan, 20)
    with pytest.raises(admission.NotYourOwn):
        registrations.confirm_each([registrations.Answer(wrong.pk, answers[0].actor)], now=NOON)
    with pytest.raises(access.NoSuchRegistration):
        registrations.confirm_each([registrations.Answer(0, CLOCK)], now=NOON)


def test_a_learner_sees_what_is_to_be_done_first_and_what_it_costs(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    me = cast.learner(row.person_id)

    [own] = learners.mine(me, NOON)

    assert own.waits_for_answer
    assert own.expected is not None
    assert (own.expected.owed, own.expected.ground) == (0, "first_certificate")
    assert own.places == (("演示考核站点", "合肥市演示路1号"),)
    assert own.drafted_by == "演示职业技术学院"
    assert Enrolment.objects.filter(person_id=row.person_id).exists()
    assert Person.objects.get(pk=row.person_id).name == own.person
