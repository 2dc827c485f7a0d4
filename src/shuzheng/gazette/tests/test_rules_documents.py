"""What a document carries, who sees it, how it is numbered, and which way it goes."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from shuzheng.foundation import rulebooks
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.rules.documents import (
    DOCUMENT,
    Issuer,
    Kind,
    Particulars,
    Publicity,
    State,
    Topic,
    Verb,
)
from shuzheng.kernel.lifecycle import IllegalStep

DAY = date(2026, 3, 2)
LEGAL = {
    ("draft", "approve"): "approved",
    ("draft", "discard"): "discarded",
    ("approved", "return"): "draft",
    ("approved", "publish"): "published",
    ("published", "supersede"): "superseded",
    ("published", "withdraw"): "withdrawn",
    ("superseded", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_every_step_is_in_the_table_or_refused(state: State, verb: Verb) -> None:
    if (state, verb) in LEGAL:
        assert DOCUMENT.after(state, verb) == LEGAL[state, verb]
    else:
        with pytest.raises(IllegalStep):
            DOCUMENT.after(state, verb)


@pytest.mark.rule("R-002")
@pytest.mark.parametrize("publicity", list(Publicity))
@pytest.mark.parametrize("state", list(State))
def test_only_a_public_document_that_was_given_out_is_shown_to_anybody(
    publicity: Publicity, state: State
) -> None:
    shown = rules.shown_to_public(publicity, state)

    assert shown is (publicity == "public" and state in {"published", "superseded", "withdrawn"})


@pytest.mark.rule("R-002")
def test_the_province_numbers_its_own_documents() -> None:
    rules.check(Particulars(Kind.NOTICE, Publicity.INTERNAL, Issuer.OFFICE))
    for given in (
        Particulars(Kind.NOTICE, Publicity.PUBLIC, Issuer.OFFICE, number="甲〔2026〕1号"),
        Particulars(Kind.NOTICE, Publicity.PUBLIC, Issuer.DEPARTMENT, dated_on=DAY),
        Particulars(Kind.NOTICE, Publicity.PUBLIC, Issuer.DEPARTMENT, issuer_name="甲"),
    ):
        with pytest.raises(rules.OwnNumber):
            rules.check(given)


@pytest.mark.rule("R-002")
def test_a_document_of_another_body_brings_its_name_number_and_date() -> None:
    whole = Particulars(
        Kind.NOTICE, Publicity.PUBLIC, Issuer.OTHER, "教育部办公厅", "教职成厅函〔2021〕12号", DAY
    )
    rules.check(whole)
    for name, number, day in (
        ("", "甲〔2026〕1号", DAY),
        ("甲", "", DAY),
        ("甲", "甲〔2026〕1号", None),
    ):
        with pytest.raises(rules.ParticularsMissing):
            rules.check(Particulars(Kind.NOTICE, Publicity.PUBLIC, Issuer.OTHER, name, number, day))


@pytest.mark.rule("R-002")
@pytest.mark.parametrize(
    "number",
    [
        "12",
        "皖教秘职成2026 12号",
        "皖教秘职成〔26〕12号",
        "皖教秘职成〔2026〕012号",
        "皖教秘职成[2026]12号",
    ],
)
def test_a_number_has_the_official_form(number: str) -> None:
    with pytest.raises(rules.NumberMalformed):
        rules.check(Particulars(Kind.NOTICE, Publicity.PUBLIC, Issuer.OTHER, "甲", number, DAY))


@pytest.mark.rule("R-002")
@pytest.mark.parametrize("kind", [Kind.ANNOUNCEMENT, Kind.PUBLICITY])
def test_what_speaks_to_everybody_is_public(kind: Kind) -> None:
    rules.check(Particulars(kind, Publicity.PUBLIC, Issuer.OFFICE))
    for publicity in (Publicity.ON_REQUEST, Publicity.INTERNAL):
        with pytest.raises(rules.MustBePublic):
            rules.check(Particulars(kind, publicity, Issuer.OFFICE))


@pytest.mark.rule("R-002")
def test_each_body_numbers_in_its_own_series_of_the_rulebook() -> None:
    book = rulebooks.current()

    assert rules.series(Issuer.DEPARTMENT, DAY, book) == "皖教秘职成"
    assert rules.series(Issuer.OFFICE, DAY, book) == "皖教试点办"
    assert rules.number("皖教秘职成", 2026, 12) == "皖教秘职成〔2026〕12号"
    assert rules.NUMBER.fullmatch("皖教秘职成〔2026〕12号")


@pytest.mark.rule("R-002")
def test_the_rulebook_names_the_classes_that_the_code_knows() -> None:
    classes = rulebooks.current().on(DAY, "R-002").words("publicity")

    assert classes == tuple(Publicity)


@pytest.mark.rule("R-136")
def test_a_policy_names_the_rule_that_asks_for_it() -> None:
    assert [rules.rule_of(one) for one in Topic] == ["R-136", "R-256", ""]


def test_nobody_approves_what_he_or_she_wrote() -> None:
    rules.check_second(3, {1, 2})
    with pytest.raises(rules.SamePerson):
        rules.check_second(2, {1, 2})


def test_a_document_says_something_or_carries_a_file() -> None:
    rules.says_something("一句", 0)
    rules.says_something("", 1)
    with pytest.raises(rules.NothingSaid):
        rules.says_something(" \n ", 0)
