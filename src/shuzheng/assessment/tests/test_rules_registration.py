"""Registrations: own confirmation, guardians of minors, no second one, no clash of times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.rules import admission, registration
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)
NINE = datetime(2026, 12, 5, 9, 0, tzinfo=SHANGHAI)
ELEVEN = NINE + timedelta(hours=2)
MORNING = admission.Slot(NINE, ELEVEN)
WEB = admission.Entry(
    plan="2026年12月Web前端开发",
    plan_state="open",
    state="accepted",
    slots=(MORNING,),
)
BIM = replace(WEB, plan="2026年12月BIM")


@pytest.mark.rule("R-034")
def test_nobody_confirms_for_the_candidate() -> None:
    admission.check_own(7, 7)
    with pytest.raises(admission.NotYourOwn) as refusal:
        admission.check_own(8, 7)
    assert refusal.value.rule == "R-034"


@pytest.mark.rule("R-034")
def test_only_a_guardian_consents() -> None:
    admission.check_guardian(9, (8, 9))
    for guardians in ((), (8,)):
        with pytest.raises(admission.NotGuardian):
            admission.check_guardian(9, guardians)


@pytest.mark.rule("R-034")
@pytest.mark.parametrize(
    ("born", "owed", "needed"),
    [
        (date(2008, 11, 2), 280_00, False),  # eighteen today
        (date(2008, 11, 3), 280_00, True),  # eighteen tomorrow
        (date(2008, 11, 3), 0, False),
        (date(2012, 11, 2), 0, False),  # fourteen today
        (date(2012, 11, 3), 0, True),
        (date(2012, 11, 3), 280_00, True),
        (date(1970, 1, 1), 280_00, False),
    ],
)
def test_a_guardian_consents_for_a_minor_with_a_fee_and_for_any_child(
    born: date, owed: int, *, needed: bool
) -> None:
    assert admission.guardian_needed(born, owed, TODAY, BOOK) is needed


@pytest.mark.parametrize(
    "change",
    [
        {"state": "declined"},
        {"state": "withdrawn"},
        {"state": "deferred"},
        {"state": "refunded"},
        {"plan_state": "results_published"},
        {"plan_state": "archived"},
        {"plan_state": "cancelled"},
    ],
)
def test_a_registration_that_is_over_stands_in_nobodys_way(change: dict[str, str]) -> None:
    over = replace(WEB, **change)  # type: ignore[arg-type]

    admission.check_times(BIM, [over])


def test_nobody_sits_in_two_places_at_once() -> None:
    with pytest.raises(admission.TimesClash):
        admission.check_times(BIM, [WEB])
    after = replace(BIM, slots=(admission.Slot(ELEVEN, ELEVEN + timedelta(hours=1)),))
    admission.check_times(after, [WEB])
    admission.check_times(replace(BIM, slots=()), [WEB])


hours = st.integers(0, 48).map(lambda h: NINE + timedelta(hours=h))
slots = st.tuples(hours, st.integers(1, 6)).map(
    lambda s: admission.Slot(s[0], s[0] + timedelta(hours=s[1]))
)


@given(st.lists(slots, max_size=4), st.lists(slots, max_size=4))
def test_times_clash_exactly_when_some_hour_is_in_both(
    ours: list[admission.Slot], theirs: list[admission.Slot]
) -> None:
    def taken(of: list[admission.Slot]) -> set[datetime]:
        return {
            slot.starts_at + timedelta(hours=h)
            for slot in of
            for h in range(int((slot.ends_at - slot.starts_at).total_seconds() // 3600))
        }

    new, other = replace(BIM, slots=tuple(ours)), replace(WEB, slots=tuple(theirs))
    if taken(ours) & taken(theirs):
        with pytest.raises(admission.TimesClash):
            admission.check_times(new, [other])
    else:
        admission.check_times(new, [other])


def test_registration_is_taken_from_its_opening_until_its_closing() -> None:
    admission.check_period(NINE, ELEVEN, NINE)
    with pytest.raises(admission.RegistrationNotOpen):
        admission.check_period(NINE, ELEVEN, NINE - timedelta(seconds=1))
    with pytest.raises(admission.RegistrationOver):
        admission.check_period(NINE, ELEVEN, ELEVEN)


@pytest.mark.rule("R-127")
@pytest.mark.rule("R-128")
def test_an_open_claim_holds_the_place() -> None:
    admission.check_settled(settled=True, held_by_claim=False)
    admission.check_settled(settled=False, held_by_claim=True)
    with pytest.raises(admission.FeeNotSettled):
        admission.check_settled(settled=False, held_by_claim=False)


@pytest.mark.rule("R-115")
def test_a_candidate_leaves_before_closing_or_when_the_plan_is_put_off() -> None:
    admission.check_leave("open", ELEVEN, NINE)
    admission.check_leave("postponed", NINE, ELEVEN)
    for state, now in (("open", ELEVEN), ("registration_closed", NINE), ("seated", ELEVEN)):
        with pytest.raises(admission.NotLeavable):
            admission.check_leave(state, ELEVEN, now)


@pytest.mark.rule("R-034")
def test_the_list_of_the_unconfirmed_has_all_of_them_and_nobody_else() -> None:
    states = [(n, str(state)) for n, state in enumerate(registration.State)]

    assert admission.unconfirmed(states) == (0,)
