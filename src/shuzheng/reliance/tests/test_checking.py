"""An enterprise checks many certificates: what it is told, how much it may ask, what is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import many, verification
from shuzheng.credentials.queries.many import Pair
from shuzheng.credentials.tests.cast import LATER
from shuzheng.credentials.tests.visits import NAMES
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import CLOCK, NotPermitted
from shuzheng.reliance import access
from shuzheng.reliance.models import Allowance, Check
from shuzheng.reliance.queries import checks
from shuzheng.reliance.rules import checking as rules
from shuzheng.reliance.rules.checking import CHECK, Bounds, Channel, Outcome, State, Verb
from shuzheng.reliance.services import checking
from shuzheng.reliance.tests import cast
from shuzheng.reliance.tests.cast import (
    HELD,
    NOW,
    REPLACED,
    REVOKED,
    UNKNOWN,
    Street,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.queries.answers import Said

BOUNDS = Bounds(at_once=3, a_day=5, misses_a_day=2, kept_days=7)
BRIEF = Bounds(at_once=10_000, a_day=20_000, misses_a_day=1_000, kept_days=7)


@pytest.fixture
def street(db: None, monkeypatch: pytest.MonkeyPatch) -> Street:  # noqa: ARG001 - it needs the database
    return cast.street(monkeypatch)


def hand_in(
    street: Street, *pairs: tuple[str, str], who: Actor | None = None, now: datetime = NOW
) -> UUID:
    listed = [Pair(number, name) for number, name in pairs]
    return checking.hand_in(listed, Channel.WORKBOOK, actor=who or street.verifier, now=now)


def ask(street: Street, *pairs: tuple[str, str]) -> Sequence[Said]:
    return checking.answer(hand_in(street, *pairs), actor=street.verifier, now=NOW)


def used(street: Street, *, asked: int, missed: int = 0) -> None:
    """Let the enterprise have asked so many on the day."""
    Allowance.objects.create(
        organisation_id=street.enterprise, on=NOW.date(), asked=asked, missed=missed
    )


def outcomes(said: Sequence[Said]) -> list[Outcome]:
    return [one.outcome for one in said]


@pytest.mark.rule("R-112")
def test_each_pair_is_told_how_the_certificate_stands(street: Street) -> None:
    said = ask(
        street,
        *((street.number(name), name) for name in NAMES),
        (street.successor, "韩启铭"),
        (UNKNOWN, HELD),
        ("X2026D10001200000010", HELD),
    )

    assert outcomes(said) == [
        Outcome.VALID,
        Outcome.SUSPENDED,
        Outcome.REVOKED,
        Outcome.REPLACED,
        Outcome.VALID,
        Outcome.ABSENT,
        Outcome.MISTYPED,
    ]
    first, suspended, _, replaced, *_ = said
    assert (first.certificate, first.level, first.organisation) == (
        "演示软件测试",
        "intermediate",
        "演示评价中心",
    )
    assert (first.issued_on, first.since, first.replaced_by) == (NOW.date(), None, "")
    assert (suspended.since, replaced.replaced_by) == (LATER, street.successor)


@pytest.mark.rule("R-112")
def test_a_wrong_name_and_a_number_never_given_are_told_alike(street: Street) -> None:
    wrong, unknown = ask(street, (street.number(HELD), "李思齐"), (UNKNOWN, "李思齐"))

    assert {**wrong.dump(), "number": ""} == {**unknown.dump(), "number": ""}
    assert wrong.outcome is Outcome.ABSENT


@pytest.mark.usefixtures("street")
def test_every_answer_is_that_of_the_public_page() -> None:
    pairs = [Pair(row.number, row.holder) for row in Certificate.objects.order_by("pk")]

    said = list(many.by_pairs(pairs, NOW))

    alone = [verification.by_number(one.number, one.holder, NOW) for one in pairs]
    assert [one.verdict for one in said] == [found.verdict for found in alone]
    assert [one.registered and one.registered.replaced_by for one in said] == [
        found.certificate and found.certificate.replaced_by for found in alone
    ]


def test_spaces_and_full_width_letters_are_no_other_number_or_name(street: Street) -> None:
    number = street.number(HELD)
    spaced = f" {number[:5].lower()} {number[5:]}"

    assert outcomes(ask(street, (spaced, "沈 予安"))) == [Outcome.VALID]


def test_a_certificate_whose_signed_text_was_changed_is_not_vouched_for(street: Street) -> None:
    row = street.register.of(HELD)
    Certificate.objects.filter(pk=row.pk).update(
        credential=row.credential.replace("演示软件测试", "演示软件开发")
    )

    assert outcomes(ask(street, (row.number, HELD))) == [Outcome.DOUBTFUL]


def test_the_number_of_queries_does_not_grow_with_the_list(street: Street) -> None:
    numbers = [str(number) for number in Certificate.objects.values_list("number", flat=True)]

    def taken(pairs: list[Pair]) -> int:
        with CaptureQueriesContext(connection) as captured:
            list(many.by_pairs(pairs, NOW))
        return len(captured)

    taken([Pair(street.number(HELD), HELD)])
    few = taken([Pair(street.number(REPLACED), REPLACED)])

    assert taken([Pair(number, HELD) for number in [*numbers, *[UNKNOWN] * 400]]) == few


def test_the_fact_says_how_many_and_of_whom_nothing_is_readable(street: Street) -> None:
    uid = hand_in(street, (street.number(HELD), HELD), (UNKNOWN, "李思齐"))
    said = checking.answer(uid, actor=street.verifier, now=NOW)

    asked, fact = Fact.objects.filter(verb__startswith="reliance.check.").order_by("seq")
    assert asked.data == {"asked": 2, "channel": "workbook"}
    assert fact.data == {"asked": 2, "valid": 1, "missed": 1}
    assert fact.organisation_id == street.enterprise
    row = Check.objects.get(uid=uid)
    assert row.outcomes == {"valid": 1, "absent": 1}
    assert (HELD.encode() in bytes(row.body), facts.personal_of(fact)) == (False, {})
    assert checks.answered(row.uid, street.verifier) == (NOW, said)


def test_the_answers_are_deleted_after_seven_days_and_the_figures_stay(street: Street) -> None:
    uid = hand_in(street, (street.number(HELD), HELD))
    checking.answer(uid, actor=street.verifier, now=NOW)

    assert checking.delete_old(actor=CLOCK, now=NOW + timedelta(days=6)) == 0
    assert checking.delete_old(actor=CLOCK, now=NOW + timedelta(days=7)) == 1
    assert checking.delete_old(actor=CLOCK, now=NOW + timedelta(days=8)) == 0

    with pytest.raises(access.AnswersGone):
        checks.answered(uid, street.verifier)
    row = Check.objects.get(uid=uid)
    assert (row.key_sealed, bytes(row.body), row.outcomes) == ("", b"", {"valid": 1})
    assert Fact.objects.get(verb="reliance.checks.deleted").data == {"count": 1}


def test_another_enterprise_and_the_office_do_not_read_the_answers(street: Street) -> None:
    uid = hand_in(street, (street.number(HELD), HELD))
    checking.answer(uid, actor=street.verifier, now=NOW)
    rival = actor(Role.ENTERPRISE_USER, cast.enterprise("Q2"), person_id=700_001)
    office = actor(Role.OFFICE_OFFICER, street.register.office)

    with pytest.raises(access.NoSuchCheck):
        checks.answered(uid, rival)
    with pytest.raises(NotPermitted):
        checks.answered(uid, office)
    assert checks.one(uid, office).asked == 1


def test_a_list_is_answered_once_and_read_only_then(street: Street) -> None:
    uid = hand_in(street, (street.number(HELD), HELD))

    with pytest.raises(access.NotAnswered):
        checks.answered(uid, street.verifier)
    first = checking.answer(uid, actor=street.verifier, now=NOW)
    street.register.suspend(HELD)
    again = checking.answer(uid, actor=street.verifier, now=NOW + timedelta(hours=1))

    assert again == first
    assert Check.objects.get().answered_at == NOW


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_no_other_step_leads_from_a_state_of_a_list(state: State, verb: Verb) -> None:
    steps = {("waiting", "answer"), ("waiting", "delete"), ("answered", "delete")}

    assert CHECK.allows(state, verb) is ((state, verb) in steps)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.STUDENT, Role.OFFICE_OFFICER])
def test_nobody_else_checks_lists(street: Street, role: Role) -> None:
    with pytest.raises(NotPermitted):
        hand_in(street, (UNKNOWN, HELD), who=actor(role, street.enterprise))


@pytest.mark.parametrize(
    ("numbers", "refusal"),
    [
        ([], rules.NothingToCheck),
        (["A", "B", "C", "D"], rules.TooManyAtOnce),
        (["A", "B", "A"], rules.NumberTwice),
    ],
)
def test_a_list_out_of_bounds_is_refused(
    numbers: list[str], refusal: type[rules.NothingToCheck]
) -> None:
    assert rules.check_list(["A", "B", "C"], BOUNDS) == 3

    with pytest.raises(refusal):
        rules.check_list(numbers, BOUNDS)


def test_a_day_holds_so_many_pairs_and_so_few_misses() -> None:
    rules.check_day(2, 3, 1, BOUNDS)

    with pytest.raises(rules.DayUsedUp) as used:
        rules.check_day(3, 3, 1, BOUNDS)
    with pytest.raises(rules.TooManyMisses):
        rules.check_day(1, 2, 2, BOUNDS)

    assert used.value.params == {"limit": 5, "left": 2, "count": 3}


@pytest.mark.rule("R-112")
def test_the_bounds_are_those_of_the_rulebook() -> None:
    assert rules.bounds(NOW.date(), rulebooks.current()) == BRIEF


def test_after_a_thousand_misses_nothing_more_is_checked_on_that_day(street: Street) -> None:
    used(street, asked=5_000, missed=999)
    ask(street, (UNKNOWN, HELD))

    with pytest.raises(rules.TooManyMisses):
        ask(street, (street.number(HELD), HELD))

    row = Allowance.objects.get()
    assert (row.asked, row.missed, Check.objects.count()) == (5_001, 1_000, 1)


def test_the_day_begins_anew_at_midnight_in_the_province(street: Street) -> None:
    used(street, asked=20_000)
    evening = NOW.replace(hour=15, minute=59)

    with pytest.raises(rules.DayUsedUp):
        hand_in(street, (UNKNOWN, HELD), now=evening)
    hand_in(street, (UNKNOWN, HELD), now=evening + timedelta(minutes=1))

    assert [row.asked for row in Allowance.objects.order_by("on")] == [20_000, 1]


@pytest.mark.staged
@pytest.mark.usefixtures("several_at_once")
def test_two_lists_at_the_same_time_do_not_share_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    street = cast.street(monkeypatch)
    used(street, asked=19_997)
    pairs = [(street.number(HELD), HELD), (street.number(REVOKED), REVOKED)]

    done = together(lambda: hand_in(street, *pairs), lambda: hand_in(street, *pairs))

    assert set(done) == {None, rules.DayUsedUp}
    assert Allowance.objects.get().asked == 19_999
