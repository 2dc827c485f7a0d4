"""QR codes."""

import pytest

from shuzheng.foundation.documents import code
from shuzheng.foundation.documents.tests import reading

ADDRESS = "https://zs.example.cn/v/a1B2c3D4e5F6g7H8i9J0kA#1.abc"


@pytest.mark.parametrize("text", [ADDRESS, "准考证 2611", "x" * 1200])
def test_a_code_reads_back_as_what_was_written(text: str) -> None:
    assert reading.scanned(code.qr(text)) == text


def test_four_modules_around_the_code_stay_empty() -> None:
    drawing = code.qr(ADDRESS)
    side = reading.side_of(drawing)
    rectangles = [tuple(map(int, found)) for found in reading.RECTANGLE.findall(drawing)]
    assert min(min(x, y) for x, y, _, _ in rectangles) == 4
    assert max(max(x + w, y + h) for x, y, w, h in rectangles) == side - 4


def test_the_same_text_always_gives_the_same_drawing() -> None:
    assert code.qr(ADDRESS) == code.qr(ADDRESS)


def test_the_text_itself_never_stands_in_the_drawing() -> None:
    assert "zs.example" not in code.qr(ADDRESS)


def test_more_than_a_code_can_hold_is_refused_with_both_figures() -> None:
    with pytest.raises(code.CodeTooLong, match=r"at most 2331 bytes; this text has 2334\."):
        code.qr("证" * 778)


def test_the_longest_text_that_is_accepted_can_be_drawn() -> None:
    assert code.qr("x" * code.MOST_BYTES).startswith("<svg")
