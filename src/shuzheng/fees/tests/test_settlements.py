"""What candidates owe, in bulk; what is shown of it, and to whom; what is paid and paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.fees.access import NoSuchSettlement
from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.fees.queries import settlements as queries
from shuzheng.fees.rules.agreement import NoAgreement
from shuzheng.fees.rules.exemption import CandidateKind, Ground
from shuzheng.fees.rules.hardship import State
from shuzheng.fees.services import settlements
from shuzheng.fees.services.settlements import Settled
from shuzheng.fees.tests import cast
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> cast.Province:
    made = cast.province()
    cast.agreement(made)
    return made


def ground(reference: UUID) -> str:
    return Settlement.objects.get(reference=reference).ground


def learner(person_id: int) -> Actor:
    return people.actor(Role.STUDENT, person_id=person_id)


@pytest.mark.rule("R-121")
def test_a_candidate_owes_what_was_agreed(here: cast.Province) -> None:
    row = cast.row(cast.student(1, here.college), here.college)

    assert cast.settle(here, row) == {row.reference: Settled(settled=False, owed_fen=28_000)}
    assert queries.states([row.reference], here.liaison()) == {row.reference: "owed"}


@pytest.mark.rule("R-127")
def test_a_pilot_students_first_certificate_is_free_and_the_second_is_not(
    here: cast.Province,
) -> None:
    pupil = cast.student(1, here.college)
    first, second = (cast.row(pupil, here.college, pilot=True) for _ in range(2))

    done = cast.settle(here, first, second)

    assert done[first.reference] == Settled(settled=True, owed_fen=0)
    assert done[second.reference] == Settled(settled=False, owed_fen=28_000)
    assert ground(first.reference) == Ground.FIRST_CERTIFICATE


@pytest.mark.rule("R-127")
def test_a_refunded_assessment_leaves_the_guarantee_open(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    first, second = (cast.row(pupil, here.college, pilot=True) for _ in range(2))
    cast.settle(here, first)
    settlements.refund(first.reference, "本人退出", actor=here.admin(), now=cast.NOON)

    assert cast.settle(here, second)[second.reference].settled is True


@pytest.mark.rule("R-128")
def test_hardship_comes_before_the_guarantee_and_an_open_claim_before_the_price(
    here: cast.Province,
) -> None:
    poor, waiting, rich = (cast.student(n, here.college) for n in (1, 2, 3))
    cast.claim(poor, here.college, State.VALID)
    cast.claim(waiting, here.college, State.CLAIMED)
    rows = [
        cast.row(poor, here.college, pilot=True),
        cast.row(waiting, here.college),
        cast.row(rich, here.college, pilot=True),
    ]

    done = cast.settle(here, *rows)

    assert [ground(row.reference) for row in rows] == [
        Ground.HARDSHIP,
        Ground.CLAIM_OPEN,
        Ground.FIRST_CERTIFICATE,
    ]
    assert [done[row.reference] for row in rows] == [
        Settled(settled=True, owed_fen=0),
        Settled(settled=False, owed_fen=0),
        Settled(settled=True, owed_fen=0),
    ]


@pytest.mark.rule("R-128")
def test_a_lapsed_year_or_a_refused_claim_frees_nobody(here: cast.Province) -> None:
    gone, refused = (cast.student(n, here.college) for n in (1, 2))
    HardshipClaim.objects.filter(pk=cast.claim(gone, here.college, State.LAPSED).pk).update(
        since="2024-09-01", until="2025-08-31"
    )
    cast.claim(refused, here.college, State.REFUSED)

    done = cast.settle(here, cast.row(gone, here.college), cast.row(refused, here.college))

    assert [one.owed_fen for one in done.values()] == [28_000, 28_000]


@pytest.mark.rule("R-128")
def test_a_social_learner_pays(here: cast.Province) -> None:
    someone = cast.person(1)
    cast.claim(someone, here.college, State.VALID)
    row = cast.row(someone, None, kind=CandidateKind.SOCIAL_LEARNER)

    assert cast.settle(here, row)[row.reference].owed_fen == 28_000


def test_settling_twice_changes_nothing_and_one_that_waits_is_computed_again(
    here: cast.Province,
) -> None:
    pupil, poor = cast.student(1, here.college), cast.student(2, here.college)
    free, waits = cast.row(pupil, here.college, pilot=True), cast.row(poor, here.college)
    made = cast.claim(poor, here.college, State.CLAIMED)
    cast.settle(here, free, waits)
    HardshipClaim.objects.filter(pk=made.pk).update(state=State.VALID)

    done = cast.settle(here, free, waits)

    assert [done[row.reference].settled for row in (free, waits)] == [True, True]
    assert Settlement.objects.count() == 2


def test_without_an_agreement_nothing_is_settled() -> None:
    here = cast.province()
    row = cast.row(cast.student(1, here.college), here.college)

    with pytest.raises(NoAgreement):
        cast.settle(here, row)
    assert Settlement.objects.count() == 0


def test_what_was_refunded_is_not_settled_again(here: cast.Province) -> None:
    row = cast.row(cast.student(1, here.college), here.college)
    cast.settle(here, row)
    settlements.refund(row.reference, "计划取消", actor=here.admin(), now=cast.NOON)

    with pytest.raises(settlements.RefundedAlready, match="1 of these"):
        cast.settle(here, row)
    assert queries.states([row.reference], here.admin()) == {row.reference: "refunded"}


def test_two_thousand_registrations_take_a_fixed_number_of_statements(here: cast.Province) -> None:
    Person.objects.bulk_create(
        Person(
            name=f"考生{n}",
            document_kind="resident_identity_card",
            document_index=f"{n:064d}",
            document_sealed="x",
            document_masked="x",
            created_at=cast.NOON,
        )
        for n in range(2_000)
    )
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for pk in ids[:50]:
        cast.claim(pk, here.college, State.VALID)
    few = [cast.row(pk, here.college) for pk in ids[:10]]
    many = [cast.row(pk, here.college) for pk in ids]
    with CaptureQueriesContext(connection) as with_few:
        cast.settle(here, *few)
    with CaptureQueriesContext(connection) as with_many:
        done = cast.settle(here, *many)

    assert sum(1 for one in done.values() if one.settled) == 50
    assert len(with_few) <= 12
    assert len(with_many) <= 12 + 45  # SQLite takes 999 parameters in a statement, 22 a row
    assert FactSubject.objects.count() == 2_010


def test_a_receipt_settles_exactly_what_is_owed(here: cast.Province) -> None:
    owed, free = (
        cast.row(cast.student(1, here.college), here.college),
        cast.row(cast.student(2, here.college), here.college, pilot=True),
    )
    cast.settle(here, owed, free)

    settlements.record_payment(owed.reference, " 0071 ", actor=here.liaison(), now=cast.NOON)

    row = Settlement.objects.get(reference=owed.reference)
    assert (row.paid_fen, row.receipt, row.settled_at) == (28_000, "0071", cast.NOON)
    assert queries.states([owed.reference], here.liaison()) == {owed.reference: "nothing_due"}
    for reference in (owed.reference, free.reference):
        with pytest.raises(settlements.NothingOwed):
            settlements.record_payment(reference, "0072", actor=here.admin(), now=cast.NOON)


@pytest.mark.rule("R-120")
def test_a_receipt_needs_a_number(here: cast.Province) -> None:
    row = cast.row(cast.student(1, here.college), here.college)
    cast.settle(here, row)

    with pytest.raises(settlements.ReceiptMissing):
        settlements.record_payment(row.reference, " ", actor=here.admin(), now=cast.NOON)


def test_another_institution_or_organisation_finds_no_settlement(here: cast.Province) -> None:
    row = cast.row(cast.student(1, here.college), here.college)
    cast.settle(here, row)
    strangers = (
        people.actor(Role.LIAISON, here.school),
        here.staff(),
        here.officer(),
        here.lead(),
        people.actor(Role.TEACHER, here.college),
    )

    for actor in strangers:
        with pytest.raises(NoSuchSettlement):
            settlements.record_payment(row.reference, "1", actor=actor, now=cast.NOON)


def test_the_organisation_takes_the_fee_of_who_comes_without_an_institution(
    here: cast.Province,
) -> None:
    row = cast.row(cast.person(1), None, kind=CandidateKind.SOCIAL_LEARNER)
    cast.settle(here, row)

    settlements.record_payment(row.reference, "0099", actor=here.staff(), now=cast.NOON)

    assert queries.states([row.reference], here.staff()) == {row.reference: "nothing_due"}


@pytest.mark.rule("R-115")
def test_a_refund_says_what_to_pay_back_and_is_paid_back_once(here: cast.Province) -> None:
    paid, unpaid = (cast.row(cast.student(n, here.college), here.college) for n in (1, 2))
    unknown = uuid4()
    cast.settle(here, paid, unpaid)
    settlements.record_payment(paid.reference, "1", actor=here.admin(), now=cast.NOON)

    back = settlements.refund_all(
        [paid.reference, unpaid.reference, unknown], "计划取消", actor=here.admin(), now=cast.NOON
    )

    assert back == {paid.reference: 28_000, unpaid.reference: 0, unknown: 0}
    with pytest.raises(NotPermitted):
        settlements.record_paid_back(paid.reference, actor=here.liaison(), now=cast.NOON)
    settlements.record_paid_back(paid.reference, actor=here.admin(), now=cast.NOON)
    with pytest.raises(settlements.NothingToPayBack):
        settlements.record_paid_back(paid.reference, actor=here.admin(), now=cast.NOON)


@pytest.mark.rule("R-128")
def test_the_ground_is_shown_to_the_candidate_and_the_guardian_only(here: cast.Province) -> None:
    pupil = cast.student(1, here.college)
    parent, other = cast.guardian(pupil), cast.student(2, here.college)
    cast.claim(pupil, here.college, State.VALID)
    row = cast.row(pupil, here.college)
    cast.settle(here, row)

    for person in (pupil, parent):
        own = queries.own(row.reference, learner(person))
        assert own is not None
        assert own.ground_label == "Exempt for hardship"
    for actor in (learner(other), here.admin(), here.liaison(), here.staff(), here.department()):
        assert queries.own(row.reference, actor) is None


@pytest.mark.rule("R-128")
def test_no_fact_of_a_settlement_names_a_ground(here: cast.Province) -> None:
    poor, rich = (cast.student(n, here.college) for n in (1, 2))
    cast.claim(poor, here.college, State.VALID)
    cast.settle(here, cast.row(poor, here.college), cast.row(rich, here.college, pilot=True))

    fact = Fact.objects.get()
    assert (fact.verb, fact.data) == ("fees.settlements.computed", {"count": 2})
    assert set(FactSubject.objects.values_list("from_state", "to_state")) == {("", "settled")}
