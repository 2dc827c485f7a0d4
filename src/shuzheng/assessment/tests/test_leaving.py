"""Leaving, correcting and sitting later are the candidate's; silence ends in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import Registration, Ticket
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import plans, registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import CLOSES, NOON, at
from shuzheng.fees.models import Settlement
from shuzheng.fees.services import settlements
from shuzheng.foundation import followers
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import SchoolClass
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db


def state_of(row: Registration) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.rule("R-115")
def test_a_candidate_leaves_before_closing_and_is_refunded(here: Province) -> None:
    plan = here.opened()
    me = cast.learner(cast.person(50), Role.SOCIAL_LEARNER)
    row = Registration.objects.get(pk=registrations.enter(plan, actor=me, now=NOON))
    settlements.record_payment(row.uid, "SJ-1", actor=here.staff(), now=NOON)
    followers.catch_up(NOON)
    ticket = Ticket.objects.create(
        registration=row, number="1", state="issued", issued_at=NOON, available_on=date(2026, 4, 1)
    )

    registrations.withdraw(row.pk, reason="有事", actor=me, now=at(1))

    ticket.refresh_from_db()
    assert (state_of(row), row.state_reason, ticket.state) == (State.REFUNDED, "有事", "void")
    assert Settlement.objects.get().pay_back_fen == 28_000


@pytest.mark.rule("R-115")
def test_after_closing_one_leaves_only_a_postponed_plan(here: Province) -> None:
    plan = here.opened()
    row = cast.accepted(here, plan, 1)
    me = cast.learner(row.person_id)
    plans.close_registration(plan, actor=here.staff(), now=at(1))

    with pytest.raises(admission.NotLeavable):
        registrations.withdraw(row.pk, actor=me, now=at(2))
    plans.postpone(plan, "停电", actor=here.staff(), now=at(2))
    registrations.withdraw(row.pk, actor=me, now=at(3))

    assert state_of(row) == State.WITHDRAWN


@pytest.mark.rule("R-034")
def test_an_institution_withdraws_only_what_nobody_has_confirmed(here: Province) -> None:
    plan = here.opened()
    waiting, yes = cast.drafted(here, plan, 1), cast.accepted(here, plan, 2)

    registrations.withdraw(waiting.pk, actor=here.liaison(), now=NOON)
    with pytest.raises(registrations.CandidateLeaves):
        registrations.withdraw(yes.pk, actor=here.liaison(), now=NOON)
    with pytest.raises(access.NoSuchRegistration):
        registrations.withdraw(yes.pk, actor=here.neighbour(), now=NOON)

    assert state_of(waiting) == State.WITHDRAWN


@pytest.mark.rule("R-034")
def test_who_has_not_confirmed_is_listed_and_withdrawn_in_the_end(here: Province) -> None:
    plan = here.opened()
    waiting, yes = cast.drafted(here, plan, 1), cast.accepted(here, plan, 2)
    minor = cast.drafted(here, plan, 3, born="20130101")
    registrations.confirm(minor.pk, actor=cast.learner(minor.person_id), now=NOON)

    listed = queries.unconfirmed(plan, here.liaison())
    assert [(line.id, line.waits_for_guardian) for line in listed] == [
        (waiting.pk, False),
        (minor.pk, True),
    ]
    with pytest.raises(admission.NotLeavable):
        registrations.withdraw_unconfirmed(plan, actor=here.staff(), now=NOON)
    plans.close_registration(plan, actor=here.staff(), now=at(5))
    last = datetime(2026, 4, 8, 15, 59, tzinfo=UTC)  # ten days before the first sitting
    assert registrations.withdraw_unanswered(now=last) == 0
    assert registrations.withdraw_unanswered(now=last + timedelta(minutes=1)) == 1

    assert (state_of(waiting), state_of(yes)) == (State.WITHDRAWN, State.ACCEPTED)


@pytest.mark.rule("R-034")
def test_each_side_withdraws_its_own_unconfirmed(here: Province) -> None:
    plan = here.opened(institution_ids=(here.college, here.school))
    cast.drafted(here, plan, 1)
    theirs = cast.student(here.school, 2)
    registrations.draft(plan, [registrations.Candidate(theirs)], actor=here.neighbour(), now=NOON)
    plans.close_registration(plan, actor=here.staff(), now=at(5))

    assert registrations.withdraw_unconfirmed(plan, actor=here.neighbour(), now=at(6)) == 1
    assert registrations.withdraw_unconfirmed(plan, actor=here.staff(), now=at(6)) == 1
    with pytest.raises(NotPermitted):
        registrations.withdraw_unconfirmed(plan, actor=here.host(), now=at(6))


@pytest.mark.rule("R-115")
def test_class_and_seat_are_corrected_before_closing(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    other = SchoolClass.objects.create(
        organisation_id=here.college, name="会计2402", entry_year=2024
    )
    registrations.correct(
        row.pk, class_id=other.pk, needs_accessible_seat=False, actor=here.liaison(), now=NOON
    )
    registrations.correct(
        row.pk, needs_accessible_seat=True, actor=cast.learner(row.person_id), now=NOON
    )

    row.refresh_from_db()
    assert (row.school_class_id, row.needs_accessible_seat) == (other.pk, True)
    with pytest.raises(registrations.NoSuchClassHere):
        registrations.correct(
            row.pk, class_id=0, needs_accessible_seat=True, actor=here.liaison(), now=NOON
        )
    with pytest.raises(admission.RegistrationOver):
        registrations.correct(row.pk, needs_accessible_seat=True, actor=here.liaison(), now=CLOSES)


@pytest.mark.rule("R-115")
def test_a_deferral_is_asked_for_and_answered(here: Province) -> None:
    plan = here.opened()
    row, other = cast.accepted(here, plan, 1), cast.accepted(here, plan, 2)
    for one in (row, other):
        me = cast.learner(one.person_id)
        with pytest.raises(registrations.ReasonMissing):
            registrations.ask_deferral(one.pk, " ", actor=me, now=NOON)
        registrations.ask_deferral(one.pk, "住院", actor=me, now=NOON)

    asked = queries.lines(plan, here.staff(), listing.Wish(view="asked"))
    assert asked.total == 2
    with pytest.raises(access.NoSuchRegistration):
        registrations.defer(row.pk, "x", actor=here.rival(), now=NOON)
    registrations.defer(row.pk, "准予", actor=here.staff(), now=at(1))
    registrations.refuse_deferral(other.pk, "证明不全", actor=here.staff(), now=at(1))

    assert (state_of(row), state_of(other)) == (State.DEFERRED, State.ACCEPTED)
    assert other.deferral_asked_at is None
    with pytest.raises(registrations.NotAsked):
        registrations.refuse_deferral(other.pk, "x", actor=here.staff(), now=at(2))
    with pytest.raises(registrations.NotAccepted):
        registrations.defer(row.pk, "x", actor=here.staff(), now=at(2))
    assert cast.registered_again(here, plan, row).state == State.DRAFTED
