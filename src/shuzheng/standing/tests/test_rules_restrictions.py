"""The table of what a decision bars, cell by cell, and what becomes of what runs already."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from shuzheng.standing.rules import restrictions as rules
from shuzheng.standing.rules import running
from shuzheng.standing.rules.restrictions import Act, Kind, Party, Restriction
from shuzheng.standing.rules.running import Outcome, Session

DAY = date(2026, 3, 2)
TABLE = {
    ("eligibility_loss", "institution"): "filing",
    ("suspension", "institution"): "registration site_application",
    ("suspension", "evaluation_organisation"): "plan activity opening registration",
    ("suspension", "site"): "opening registration seating site_application reinstatement",
    ("suspension", "person"): "assessing",
    ("issuing_stop", "evaluation_organisation"): "issuing",
}
"""Written out by hand; whatever is not here is not barred."""


def restriction(kind: Kind, party: Party, year: int | None = None) -> Restriction:
    return Restriction(kind, DAY, None, None, year, "R-212", "1号", party)


@pytest.mark.rule("R-038")
@pytest.mark.parametrize(("kind", "party", "act"), list(product(Kind, Party, Act)))
def test_a_decision_bars_what_the_table_says_and_nothing_else(
    kind: Kind, party: Party, act: Act
) -> None:
    year = 2026 if kind is Kind.ELIGIBILITY_LOSS else None
    barred = rules.bars(restriction(kind, party, year), act, DAY, 2026)

    assert barred is (act.value in TABLE.get((kind.value, party.value), "").split())


@pytest.mark.rule("R-038")
@pytest.mark.parametrize(
    ("kind", "party", "until", "year", "refusal"),
    [
        (Kind.ELIGIBILITY_LOSS, Party.SITE, None, 2027, rules.NotForParty),
        (Kind.ELIGIBILITY_LOSS, Party.EVALUATION_ORGANISATION, None, 2027, rules.NotForParty),
        (Kind.ISSUING_STOP, Party.INSTITUTION, DAY, None, rules.NotForParty),
        (Kind.ELIGIBILITY_LOSS, Party.INSTITUTION, None, None, rules.YearNeeded),
        (Kind.SUSPENSION, Party.SITE, None, 2027, rules.YearNeeded),
        (Kind.ISSUING_STOP, Party.EVALUATION_ORGANISATION, None, None, rules.LastDayNeeded),
        (Kind.SUSPENSION, Party.PERSON, date(2026, 3, 1), None, rules.EndsBeforeItBegins),
    ],
)
def test_a_decision_whose_parts_do_not_go_together_is_refused(
    kind: Kind, party: Party, until: date | None, year: int | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rules.check_decision(kind, party, DAY, until, year)


@pytest.mark.parametrize(
    ("decided_on", "since"),
    [(date(2026, 3, 3), date(2026, 3, 3)), (date(2026, 3, 2), date(2026, 3, 1))],
)
def test_a_decision_is_neither_dated_ahead_nor_retroactive(decided_on: date, since: date) -> None:
    with pytest.raises(rules.DecidedLater):
        rules.check_dated(decided_on, since, DAY)


def session(subject: str = "a:1", *, can: frozenset[Outcome] = frozenset(Outcome)) -> Session:
    return Session(subject, "四月考核", DAY, 12, can)


BEGUN = frozenset({Outcome.GOES_ON, Outcome.CANCELLED})


@pytest.mark.parametrize(
    ("kind", "party", "can", "outcomes"),
    [
        (
            Kind.SUSPENSION,
            Party.EVALUATION_ORGANISATION,
            frozenset(Outcome),
            ("goes_on", "postponed", "cancelled"),
        ),
        (Kind.SUSPENSION, Party.EVALUATION_ORGANISATION, BEGUN, ("goes_on", "cancelled")),
        (Kind.SUSPENSION, Party.SITE, frozenset(Outcome), ("postponed", "cancelled")),
        (Kind.SUSPENSION, Party.SITE, BEGUN, ("goes_on", "cancelled")),
        (Kind.SUSPENSION, Party.INSTITUTION, frozenset(Outcome), ("goes_on",)),
        (Kind.SUSPENSION, Party.PERSON, frozenset(Outcome), ("goes_on",)),
        (
            Kind.ISSUING_STOP,
            Party.EVALUATION_ORGANISATION,
            frozenset(Outcome),
            ("goes_on",),
        ),
    ],
)
def test_what_a_decision_may_say_of_a_session_by_party(
    kind: Kind, party: Party, can: frozenset[Outcome], outcomes: tuple[str, ...]
) -> None:
    assert running.possible(kind, party, session(can=can)) == outcomes


def test_without_a_word_an_organisations_sessions_go_on_and_a_sites_are_moved() -> None:
    both = [session("a:1"), session("a:2", can=BEGUN)]

    at_organisation = running.decided(
        Kind.SUSPENSION, Party.EVALUATION_ORGANISATION, both, answers=None
    )
    at_site = running.decided(Kind.SUSPENSION, Party.SITE, both, answers=None)

    assert at_organisation == {"a:1": "goes_on", "a:2": "goes_on"}
    assert at_site == {"a:1": "postponed", "a:2": "goes_on"}


def test_a_session_that_was_not_on_the_list_is_not_passed_over() -> None:
    with pytest.raises(running.Unanswered, match="四月考核"):
        running.decided(
            Kind.SUSPENSION,
            Party.EVALUATION_ORGANISATION,
            [session("a:1"), session("a:2")],
            {"a:1": Outcome.GOES_ON},
        )
    with pytest.raises(running.NotPossible):
        running.decided(Kind.SUSPENSION, Party.SITE, [session("a:1")], {"a:1": Outcome.GOES_ON})
