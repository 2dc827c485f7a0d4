"""To whom a document is sent: kinds of the rulebook, and parties by name."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shuzheng.foundation import rulebooks
from shuzheng.gazette.rules import recipients as rules
from shuzheng.gazette.rules.recipients import Party

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.rule("R-001")


def test_the_kinds_are_those_of_the_notices_address_and_the_provinces_own() -> None:
    kinds = [str(one) for one in rules.kinds(DAY, rulebooks.current())]

    assert kinds[:6] == [
        "city_bureau",
        "directly_administered_county_bureau",
        "applied_undergraduate",
        "higher_vocational",
        "provincial_secondary",
        "evaluation_organisation",
    ]
    assert "technician_school" not in kinds
    assert set(rules.ADDRESS) == set(rules.kinds(DAY, rulebooks.current()))


def test_a_kind_that_is_not_written_to_is_refused() -> None:
    rules.check(["city_bureau"], DAY, rulebooks.current())
    for kind in ("enterprise", "technician_school", "institution", "nonsense"):
        with pytest.raises(rules.NotARecipientKind):
            rules.check(["city_bureau", kind], DAY, rulebooks.current())


def test_each_party_is_written_to_once_by_its_kind_before_its_name() -> None:
    parties = [
        Party(1, "institution", "higher_vocational"),
        Party(2, "institution", "open_university"),
        Party(3, "city_bureau"),
        Party(4, "evaluation_organisation"),
    ]

    found = rules.addressed(parties, ["higher_vocational", "city_bureau"], [1, 2])

    assert found == {1: "higher_vocational", 2: "by_name", 3: "city_bureau"}


def test_those_who_are_named_exist_and_can_sign() -> None:
    rules.check_named([1], [Party(1, "institution", "technician_school")])
    with pytest.raises(rules.NoSuchRecipient):
        rules.check_named([1, 2], [Party(1, "institution")])
    with pytest.raises(rules.NotARecipientKind):
        rules.check_named([1], [Party(1, "enterprise")])


def test_the_address_names_kinds_in_order_and_counts_many_names() -> None:
    assert rules.address(["higher_vocational", "city_bureau"], ["甲校"]) == (
        "各市教育局，各高职院校，甲校："
    )
    assert rules.address([], [f"{n}校" for n in range(9)]) == "有关单位（共9家）："
    assert rules.address([], []) == ""


def test_who_signed_is_not_reminded_and_nobody_twice_on_a_day() -> None:
    signed = datetime(2026, 3, 1, tzinfo=UTC)

    assert rules.to_remind(None, None, DAY)
    assert rules.to_remind(None, date(2026, 3, 1), DAY)
    assert not rules.to_remind(None, DAY, DAY)
    assert not rules.to_remind(signed, None, DAY)
