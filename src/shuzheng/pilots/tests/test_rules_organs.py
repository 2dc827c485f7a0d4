"""Who is in charge: one liaison for each party, a record each year, office numbers only."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import completeness, organs
from shuzheng.pilots.rules.organs import Counterpart, Fault, Party

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)
OFFICE = Party(Counterpart.OFFICE, 0)


@pytest.mark.rule("R-017")
@pytest.mark.parametrize(
    ("roles", "has_departments", "lacking"),
    [
        ({"head", "deputy", "department", "functional_office"}, True, ()),
        ({"head", "deputy", "functional_office"}, False, ()),
        ({"head", "deputy", "functional_office"}, True, ("department",)),
        ({"deputy"}, True, ("head", "department", "functional_office")),
        (set(), False, ("head", "deputy", "functional_office")),
    ],
)
def test_a_group_lacks_who_has_to_sit_in_it(
    roles: set[str], lacking: tuple[str, ...], *, has_departments: bool
) -> None:
    found = completeness.roles_lacking(roles, TODAY, BOOK, has_departments=has_departments)
    assert found == lacking


@pytest.mark.rule("R-018")
def test_an_institution_deals_with_the_office_its_organisations_and_their_alliances() -> None:
    assert organs.parties([7, 3, 7], [2]) == (
        OFFICE,
        Party(Counterpart.ORGANISATION, 3),
        Party(Counterpart.ORGANISATION, 7),
        Party(Counterpart.ALLIANCE, 2),
    )
    assert organs.parties([], []) == (OFFICE,)


@pytest.mark.rule("R-018")
def test_none_and_two_are_both_wrong() -> None:
    three, allied = Party(Counterpart.ORGANISATION, 3), Party(Counterpart.ALLIANCE, 3)

    found = organs.faults([OFFICE, three, allied], [three, OFFICE, three])
    assert found == (Fault(three, 2), Fault(allied, 0))


@pytest.mark.rule("R-018")
@given(st.lists(st.integers(1, 5)), st.lists(st.integers(1, 5)))
def test_a_party_is_at_fault_unless_it_has_exactly_one(needed: list[int], named: list[int]) -> None:
    parties = [Party(Counterpart.ORGANISATION, pk) for pk in set(needed)]
    held = [Party(Counterpart.ORGANISATION, pk) for pk in named]

    wrong = {fault.party.id for fault in organs.faults(parties, held)}
    assert wrong == {pk for pk in needed if named.count(pk) != 1}


@pytest.mark.rule("R-018")
def test_a_second_liaison_replaces_the_first_or_is_refused() -> None:
    organs.check_one("", "李宁", replaces=False)
    organs.check_one("王敏", "王敏", replaces=False)
    organs.check_one("王敏", "李宁", replaces=True)
    with pytest.raises(organs.TwoLiaisons, match="王敏"):
        organs.check_one("王敏", "李宁", replaces=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0551-62831000", "0551-62831000"),
        ("0551 6283 1000", "055162831000"),
        ("021-64321000-806", "021-64321000-806"),
        ("400-123-4567", "400-123-4567"),
    ],
)
def test_office_numbers_are_kept(typed: str, kept: str) -> None:
    assert organs.check_phone(typed) == kept


@pytest.mark.parametrize("typed", ["13805510017", "+86 138 0551 0017", "62831000", "无", ""])
def test_mobile_numbers_are_not(typed: str) -> None:
    with pytest.raises(organs.NoOfficePhone):
        organs.check_phone(typed)


@pytest.mark.rule("R-019")
@pytest.mark.parametrize(
    ("held", "since", "years"),
    [
        ([], None, ()),
        ([], date(2026, 3, 1), (2026,)),
        ([date(2026, 11, 2)], date(2026, 3, 1), ()),
        ([date(2026, 11, 3)], date(2026, 3, 1), (2026,)),
        ([], date(2024, 9, 1), (2025, 2026)),
        ([], date(2024, 1, 1), (2024, 2025, 2026)),
        ([date(2025, 12, 31)], date(2024, 9, 1), (2026,)),
        ([date(2025, 1, 1), date(2025, 2, 1)], date(2024, 9, 1), (2026,)),
    ],
)
def test_each_whole_year_in_the_pilot_has_its_record(
    held: list[date], since: date | None, years: tuple[int, ...]
) -> None:
    assert organs.years_without_record(held, since, TODAY, BOOK) == years


@pytest.mark.rule("R-020")
def test_certificates_in_use_without_duties_are_named() -> None:
    assert organs.without_duty([3, 1, 2], {2, 9}) == (1, 3)
