"""A provision governs from its day; its parameters are read as what they are."""

from __future__ import annotations

from datetime import date

import pytest

from shuzheng.kernel.rulebook import Provision, Rulebook, applies

BOOK = Rulebook.parse("""
[[provision]]
rule = "R-190"
since = 2027-01-01
document = "a later notice"
quotation = "once a month"
due_days = [20]

[[provision]]
rule = "R-190"
since = 2021-01-01
document = "a notice"
quotation = "by the 12th and the 27th"
due_days = [12, 27]

[[provision]]
rule = "R-051"
since = 2021-01-01
document = ""
quotation = ""
pass_mark = 70
counts_silence = false
criteria = ["fit", "recognition"]
weights = { fit = 60, recognition = 40 }
ratio = 0.4
""")
REVIEW = BOOK.on(date(2026, 1, 1), "R-051")


def test_a_later_provision_governs_from_its_day_and_not_before() -> None:
    assert BOOK.on(date(2026, 12, 31), "R-190").integers("due_days") == {12, 27}
    assert BOOK.on(date(2027, 1, 1), "R-190").integers("due_days") == {20}


def test_the_oldest_provision_reaches_back_for_ever() -> None:
    assert BOOK.on(date(1999, 1, 1), "R-190").document == "a notice"


def test_a_rule_has_one_provision_since_a_day() -> None:
    row = '[[provision]]\nrule = "R-001"\nsince = 2021-01-01\ndocument = ""\nquotation = ""\n'
    with pytest.raises(ValueError, match="R-001: two provisions since 2021-01-01"):
        Rulebook.parse(row + row)


def test_provisions_lie_oldest_first_however_the_file_has_them() -> None:
    assert [p.since.year for p in BOOK.provisions["R-190"]] == [2021, 2027]


def test_a_rule_that_the_province_does_not_apply_is_not_in_its_book() -> None:
    with pytest.raises(KeyError, match="R-999"):
        BOOK.on(date(2026, 1, 1), "R-999")


def test_a_provision_carries_its_document_and_quotation_apart_from_its_parameters() -> None:
    provision = BOOK.on(date(2026, 1, 1), "R-190")

    assert provision == Provision(
        rule="R-190",
        since=date(2021, 1, 1),
        document="a notice",
        quotation="by the 12th and the 27th",
        parameters={"due_days": [12, 27]},
    )


def test_parameters_are_read_as_what_they_are() -> None:
    assert REVIEW.integer("pass_mark") == 70
    assert REVIEW.boolean("counts_silence") is False
    assert REVIEW.words("criteria") == ("fit", "recognition")
    assert REVIEW.table("weights") == {"fit": 60, "recognition": 40}


@pytest.mark.parametrize("reader", ["integer", "boolean", "integers", "words", "table"])
def test_a_parameter_of_another_type_is_a_defect_and_never_guessed(reader: str) -> None:
    with pytest.raises(TypeError, match=r"R-051 ratio: 0\.4 is not"):
        getattr(REVIEW, reader)("ratio")


def test_true_is_not_a_whole_number() -> None:
    with pytest.raises(TypeError, match="is not a whole number"):
        REVIEW.integer("counts_silence")


def test_a_list_of_words_is_not_a_list_of_numbers() -> None:
    with pytest.raises(TypeError, match="is not a list of whole numbers"):
        REVIEW.integers("criteria")


def test_a_mark_leaves_the_function_as_it_was() -> None:
    def due() -> int:
        return 12

    assert applies("R-190", "R-196")(due) is due
