"""A word of two characters is found; a longer one only where it stands as it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shuzheng.gazette.rules import searching


def test_a_text_is_cut_into_characters_and_pairs_within_words() -> None:
    assert searching.grams("考核，站点") == {"考", "核", "考核", "站", "点", "站点"}
    assert searching.grams("1+x") == {"1", "x"}


def test_capitals_width_and_gaps_do_not_matter() -> None:
    assert searching.normal("Ｗｅｂ　前端\n开发") == "web 前端 开发"


def test_a_query_needs_the_pairs_of_its_terms_or_a_single_character() -> None:
    assert searching.terms("试点备案 院") == ["试点备案", "院"]
    assert searching.needed(["试点备案", "院"]) == ["备案", "点备", "试点", "院"]


def test_a_query_of_signs_asks_for_nothing_and_a_long_one_is_bounded() -> None:
    assert searching.terms("，。 +") == []
    asked = searching.terms(" ".join("甲乙丙丁戊己庚辛壬癸"))
    assert len(asked) == 6
    assert len(searching.needed(["一二三四五六七八九十百千万亿兆京垓"])) == 12


@given(st.text(alphabet="试点备案院校考核a1 ，", max_size=30), st.integers(0, 28))
def test_whatever_stands_in_a_text_is_found_by_its_grams(text: str, start: int) -> None:
    words = searching.normal(text)
    part = searching.normal(words[start : start + 4])

    asked = searching.terms(part)

    assert set(searching.needed(asked)) <= searching.grams(words)
