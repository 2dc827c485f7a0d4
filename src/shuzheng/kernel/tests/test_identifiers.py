"""Identity numbers, credit codes and check characters agree with the published examples."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel import identifiers

# The two examples printed in GB 11643-1999.
STANDARD_NUMBERS = ("11010519491231002X", "440524188001010014")
# The examples of the GRid standard and of the ISAN user guide, both ISO/IEC 7064 MOD 37,36.
MOD_37_36 = (
    ("A12425GABC1234002", "M"),
    ("00000000D07A0090", "Q"),
    ("00000000D07A009000000000", "X"),
    ("000000003A8D0000", "Z"),
    ("000000003A8D000000000000", "6"),
)


@pytest.mark.parametrize("number", STANDARD_NUMBERS)
def test_the_numbers_printed_in_the_standard_have_no_fault(number: str) -> None:
    assert identifiers.identity_fault(number) == ""
    assert identifiers.identity_check(number[:17]) == number[17]


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002", "length"),
        ("11010519491231002XX", "length"),
        ("", "length"),
        ("11010519491231002x", "characters"),
        ("1101051949123100AX", "characters"),
        ("11010519491231002Y", "characters"),
        ("１1010519491231002X", "characters"),
        ("110105194913310025", "birth-date"),
        ("110105194902290020", "birth-date"),
        ("110105000001010025", "birth-date"),
        ("110105194912310021", "check"),
    ],
)
def test_a_fault_is_named_by_what_is_wrong(number: str, fault: str) -> None:
    assert identifiers.identity_fault(number) == fault


def test_an_unassigned_or_abolished_division_is_no_fault() -> None:
    head = "99999920040229123"

    assert identifiers.identity_fault(head + identifiers.identity_check(head)) == ""


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, shift: int) -> None:
    number = STANDARD_NUMBERS[0]
    wrong = str((int(number[place]) + shift) % 10)
    typed = number[:place] + wrong + number[place + 1 :]

    assert identifiers.identity_fault(typed) in {"birth-date", "check"}


@given(st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(place: int) -> None:
    number = STANDARD_NUMBERS[1]
    typed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert typed == number or identifiers.identity_fault(typed) in {"birth-date", "check"}


def test_birth_date_and_sex_are_read_from_the_number() -> None:
    assert identifiers.born_on("11010519491231002X") == date(1949, 12, 31)
    assert not identifiers.is_male("11010519491231002X")
    assert identifiers.is_male("440524188001010014")


@pytest.mark.parametrize(
    ("on", "years"),
    [(date(2026, 5, 19), 17), (date(2026, 5, 20), 18), (date(2026, 12, 31), 18)],
)
def test_a_person_is_a_year_older_from_the_birthday_on(on: date, years: int) -> None:
    assert identifiers.age_on(date(2008, 5, 20), on) == years


def test_who_was_born_on_29_february_is_of_age_on_1_march() -> None:
    assert identifiers.age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert identifiers.age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


# The first is the example printed in GB 32100-2015.
@pytest.mark.parametrize("code", ["91350100M000100Y43", "91999999MA2DEMXYW0"])
def test_a_credit_code_with_its_check_character_is_valid(code: str) -> None:
    assert identifiers.credit_code_is_valid(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "91350100M000100Y4",
        "91350100M000100Y44",
        "91350100M000100Y34",
        "91350100I000100Y43",
        "91350100m000100y43",
    ],
)
def test_a_credit_code_of_wrong_length_letter_or_check_is_not(code: str) -> None:
    assert not identifiers.credit_code_is_valid(code)


@pytest.mark.parametrize(("text", "check"), MOD_37_36)
def test_the_check_character_agrees_with_the_published_examples(text: str, check: str) -> None:
    assert identifiers.mod_37_36(text) == check


@given(st.text(identifiers.MOD_37_ALPHABET, min_size=2, max_size=24), st.data())
def test_the_check_character_finds_one_wrong_character(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(identifiers.MOD_37_ALPHABET).filter(text[place].__ne__))

    assert identifiers.mod_37_36(text[:place] + other + text[place + 1 :]) != identifiers.mod_37_36(
        text
    )


def test_full_width_digits_spaces_and_a_small_x_are_normalised() -> None:
    typed = " １１０１０５ 1949\u30001231\t002x "

    assert identifiers.normalise(typed) == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "1101****002X"),
        ("E12345678", "E123****5678"),
        ("E1234567", "********"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_head_and_tail_unless_it_is_short(number: str, shown: str) -> None:
    assert identifiers.mask(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("13800000017", "138****0017"), ("1234567", "****"), ("", "****")]
)
def test_a_masked_telephone_shows_head_and_tail_unless_it_is_short(number: str, shown: str) -> None:
    assert identifiers.mask_phone(number) == shown
