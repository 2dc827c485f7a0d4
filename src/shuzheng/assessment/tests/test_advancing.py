"""Once confirmed, what the records allow happens at once: eligible, settled, accepted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.queries import learners
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON, at
from shuzheng.fees.models import FeeAgreement, HardshipClaim, Settlement
from shuzheng.fees.services import hardship, settlements
from shuzheng.foundation import followers
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import IdentityCase
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.pilots.models import Filing

if TYPE_CHECKING:
    from shuzheng.assessment.models import Registration
    from shuzheng.assessment.tests.cast import Province
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
ALL = listing.Wish(view="all")


def state_of(row: Registration) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.rule("R-127")
def test_the_first_is_free_and_the_second_waits_for_a_receipt(here: Province) -> None:
    first = here.opened()
    row = cast.accepted(here, first, 1)
    second = cast.other_level(here, days=1)
    again = cast.registered_again(here, second, row)

    registrations.confirm(again.pk, actor=cast.learner(row.person_id), now=NOON)
    assert state_of(again) == State.ELIGIBLE
    settlements.record_payment(
        again.uid, "SJ-1", actor=people.actor(Role.INSTITUTION_ADMIN, here.college), now=at(1)
    )
    followers.catch_up(at(1))

    assert state_of(again) == State.ACCEPTED
    assert again.accepted_at == at(1)


@pytest.mark.rule("R-128")
def test_who_claims_while_a_fee_is_owed_is_accepted_and_not_asked_for_it(here: Province) -> None:
    row = cast.accepted(here, here.opened(), 1)
    again = cast.registered_again(here, cast.other_level(here, days=1), row)
    me = cast.learner(row.person_id)
    registrations.confirm(again.pk, actor=me, now=NOON)
    assert state_of(again) == State.ELIGIBLE

    hardship.lodge(row.person_id, "orphan", here.document, actor=me, now=at(1))
    followers.catch_up(at(1))

    assert state_of(again) == State.ACCEPTED
    settlement = Settlement.objects.get(reference=again.uid)
    assert (settlement.settled_at, settlement.owed_fen) == (None, 0)


@pytest.mark.rule("R-120")
@pytest.mark.rule("R-121")
def test_a_plan_that_asks_less_than_was_agreed_charges_what_it_asks(here: Province) -> None:
    plan = here.opened(price_fen=20_000)
    person = cast.person(7)
    me = cast.learner(person, Role.SOCIAL_LEARNER)
    [offered] = learners.open_plans(me, NOON)
    assert offered.expected.owed == 20_000
    registrations.enter(plan, actor=me, now=NOON)
    assert Settlement.objects.get().owed_fen == 20_000
    FeeAgreement.objects.update(price_fen=18_000, items=[["考核费", 18_000]])
    [offered] = learners.open_plans(me, NOON)
    assert offered.expected.owed == 18_000


@pytest.mark.rule("R-128")
def test_a_claim_under_check_holds_the_place_and_no_fee_is_asked(here: Province) -> None:
    plan = here.opened()
    Filing.objects.update(state="draft")
    row = cast.drafted(here, plan, 1)
    claim = HardshipClaim(
        person_id=row.person_id,
        institution_id=here.college,
        state="claimed",
        since=date(2025, 9, 1),
        until=date(2026, 8, 31),
        lodged_on=date(2026, 3, 1),
        kind_sealed="x",
    )
    claim.save()

    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)

    assert state_of(row) == State.ACCEPTED
    settlement = Settlement.objects.get(reference=row.uid)
    assert (settlement.settled_at, settlement.owed_fen) == (None, 0)


@pytest.mark.rule("R-128")
def test_no_list_says_why_a_fee_is_settled(here: Province) -> None:
    plan = here.opened()
    exempt, first = cast.drafted(here, plan, 1), cast.drafted(here, plan, 2)
    HardshipClaim(
        person_id=exempt.person_id,
        institution_id=here.college,
        state="valid",
        since=date(2025, 9, 1),
        until=date(2026, 8, 31),
        lodged_on=date(2025, 9, 1),
        kind_sealed="x",
    ).save()
    for row in (exempt, first):
        registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)

    def fees(actor: Actor) -> list[str | None]:
        return [line.fee for line in queries.lines(plan, actor, ALL).rows]

    assert fees(here.liaison()) == ["nothing_due", "nothing_due"]
    assert fees(here.staff()) == fees(here.officer()) == fees(here.host()) == [None, None]
    grounds = set(Settlement.objects.values_list("ground", flat=True))
    assert grounds == {"hardship", "first_certificate"}


def test_without_an_agreement_today_the_candidate_waits_unharmed(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    FeeAgreement.objects.update(state="terminated")

    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)
    assert state_of(row) == State.CONFIRMED
    FeeAgreement.objects.update(state="in_force")
    registrations.advance_all([row.pk], now=at(1))

    assert state_of(row) == State.ACCEPTED


def test_who_would_sit_twice_at_once_is_not_eligible_until_the_other_is_left(
    here: Province,
) -> None:
    first = here.opened()
    row = cast.accepted(here, first, 1)
    again = cast.registered_again(here, cast.other_level(here), row)
    me = cast.learner(row.person_id)

    registrations.confirm(again.pk, actor=me, now=NOON)

    assert state_of(again) == State.INELIGIBLE
    page = queries.page(again.pk, here.staff())
    assert page.finding is not None
    assert page.finding.template.startswith("The sitting from")
    registrations.withdraw(row.pk, actor=me, now=at(1))
    assert state_of(row) == State.WITHDRAWN
    assert state_of(again) == State.ACCEPTED


def test_whose_identity_is_in_question_waits_for_the_office(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    case = IdentityCase.objects.create(
        person_id=row.person_id, organisation_id=here.school, given_name="另名", opened_at=NOON
    )

    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)
    assert state_of(row) == State.INELIGIBLE
    assert row.finding["code"] == "identity-in-question"
    IdentityCase.objects.filter(pk=case.pk).update(closed_at=at(1))
    registrations.advance_all([row.pk], now=at(1))

    assert state_of(row) == State.ACCEPTED
