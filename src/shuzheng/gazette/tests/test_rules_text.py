"""Plain lines become headings and paragraphs; nothing in them is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.gazette.rules import text
from shuzheng.gazette.rules.text import Block


def test_headings_are_written_as_in_any_official_paper() -> None:
    written = "现通知如下。\n一、总体要求\n（一）时间\n按日程进行。\n十二、附则"

    assert text.blocks(text.clean(written)) == [
        Block("现通知如下。"),
        Block("一、总体要求", 1),
        Block("（一）时间", 2),
        Block("按日程进行。"),
        Block("十二、附则", 1),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一、各院校应当在月底前提交。",
        "（一）按照标准逐条核对课程内容，缺什么补什么；",
        "一是加强领导",
        "一、" + "长" * 40,
        "（1）第一项",
        "第一、要求",
    ],
)
def test_a_sentence_or_a_long_line_is_a_paragraph(line: str) -> None:
    assert text.blocks(line) == [Block(line)]


def test_gaps_empty_lines_and_hidden_characters_go() -> None:
    assert text.clean("\u3000\u3000甲\t乙  丙 \r\n\r\n\u202e丁\u0000\u200b") == "甲 乙 丙\n丁"
    assert text.one_line(" 标题\n第二行 ") == "标题 第二行"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_no_text_is_lost(written: str) -> None:
    once = text.clean(written)

    assert text.clean(once) == once
    assert "\n".join(block.text for block in text.blocks(once)) == once
