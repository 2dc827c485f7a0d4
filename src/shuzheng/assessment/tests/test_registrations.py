"""A registration counts by the candidate's own yes; places, guardians and fees follow the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import plans as plan_access
from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import GuardianConsent, Plan, Registration, Ticket
from shuzheng.assessment.queries import learners
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.registration import OPEN, State
from shuzheng.assessment.services import places, plans, registrations
from shuzheng.assessment.sheets import national
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import CLOSES, NOON, at
from shuzheng.fees.models import FeeAgreement, HardshipClaim, Settlement
from shuzheng.fees.services import settlements
from shuzheng.foundation import facts, followers
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import Enrolment, IdentityCase, Person, SchoolClass
from shuzheng.identity.rules.kinds import DocumentKind, Role
from shuzheng.identity.services import persons
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import CLOCK, NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import Filing, InstitutionCertificate
from shuzheng.standing.models import Restriction
from shuzheng.standing.queries.restrictions import Barred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db
ALL = listing.Wish(view="all")


@pytest.fixture
def here() -> Iterator[Province]:
    made = cast.province()
    yield made
    assert facts.check_chain() == []
    for plan in Plan.objects.exclude(state="cancelled"):
        held = plan.registrations.filter(state__in=OPEN).count()
        assert plan.places_taken == held, plan.number


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

    found = queries.lines(plan, here.staff(), ALL).rows

    assert [line.fee for line in found] == ["settled", "settled"]
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
    places.release_all({plan: 0})

    assert Plan.objects.get(pk=plan).places_taken == 0


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
