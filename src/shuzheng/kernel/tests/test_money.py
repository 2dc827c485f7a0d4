"""Money is whole fen, read from and written as yuan without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.money import fen, yuan


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0.00"),
        (1, "0.01"),
        (28000, "280.00"),
        (128050, "1,280.50"),
        (123456789, "1,234,567.89"),
        (-1, "-0.01"),
        (-128050, "-1,280.50"),
    ],
)
def test_an_amount_is_shown_in_yuan_with_two_decimals(amount: int, shown: str) -> None:
    assert yuan(amount) == shown


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("280", 28000),
        ("280.5", 28050),
        ("280.05", 28005),
        (" 1,280.50 ", 128050),
        ("0", 0),
        ("-0.50", -50),
        ("5.", 500),
    ],
)
def test_an_amount_in_yuan_is_read_as_fen(text: str, amount: int) -> None:
    assert fen(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "free", "1.005", "1e3", "１２", "--5", "+5", "1.2.3", "1.-5", "¥5", "NaN", "²", "1.²"],
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"yuan|fen|int"):
        fen(text)


@given(st.integers())
def test_what_was_written_reads_back(amount: int) -> None:
    assert fen(yuan(amount)) == amount
