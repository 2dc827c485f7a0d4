"""Events are reported beforehand; the silence of alliance and office stops nothing."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import activity, alliance

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
PLAIN = Calendar(frozenset(), frozenset())
MONDAY = date(2026, 11, 2)


def signature(
    organisation: date | None, allied: date | None, asked: date | None, today: date
) -> activity.Signature:
    return activity.check_signatures(organisation, allied, asked, today, PLAIN, BOOK)


@pytest.mark.rule("R-056")
def test_a_report_is_signed_by_both() -> None:
    assert signature(MONDAY, MONDAY, None, MONDAY) is activity.Signature.JOINT
    with pytest.raises(activity.OrganisationNotSigned):
        signature(None, MONDAY, MONDAY, date(2026, 12, 1))
    with pytest.raises(activity.AllianceNotAsked):
        signature(MONDAY, None, None, date(2026, 12, 1))


@pytest.mark.rule("R-056")
def test_an_alliance_that_was_asked_stops_nothing_after_five_working_days() -> None:
    assert activity.signature_due_on(MONDAY, PLAIN, BOOK) == date(2026, 11, 9)
    with pytest.raises(activity.AllianceHasTime) as refusal:
        signature(MONDAY, None, MONDAY, date(2026, 11, 9))
    assert refusal.value.params == {"until": date(2026, 11, 9)}

    silent = signature(MONDAY, None, MONDAY, date(2026, 11, 10))
    assert silent is activity.Signature.ALLIANCE_SILENT


@pytest.mark.rule("R-056")
def test_a_report_comes_seven_calendar_days_before_the_event() -> None:
    reported = date(2026, 11, 24)

    assert activity.earliest_start_on(reported, BOOK) == date(2026, 12, 1)
    activity.check_lead(date(2026, 12, 1), reported, BOOK)
    with pytest.raises(activity.ReportedTooLate) as refusal:
        activity.check_lead(date(2026, 11, 30), reported, BOOK)
    assert refusal.value.params["earliest"] == date(2026, 12, 1)


@pytest.mark.rule("R-056")
def test_the_office_has_three_working_days_and_its_silence_notes() -> None:
    friday = date(2026, 11, 6)

    assert activity.noted_by_silence_on(friday, PLAIN, BOOK) == date(2026, 11, 11)
    assert not activity.silence_notes(friday, date(2026, 11, 11), PLAIN, BOOK)
    assert activity.silence_notes(friday, date(2026, 11, 12), PLAIN, BOOK)


@pytest.mark.rule("R-056")
def test_every_kind_of_event_in_the_rulebook_has_a_name() -> None:
    assert BOOK.on(MONDAY, "R-056").words("event_kinds") == tuple(activity.EventKind)
    assert set(activity.EVENT_LABELS) == set(activity.EventKind)


@pytest.mark.rule("R-253")
def test_an_alliance_is_led_by_a_user_and_formed_in_time() -> None:
    alliance.check_lead(7, {7, 9})
    with pytest.raises(alliance.LeadNotMember):
        alliance.check_lead(8, {7, 9})
    assert alliance.forming_due_on(MONDAY, BOOK) == date(2027, 1, 1)
