"""Which characters can be printed."""

from pathlib import Path

import pytest

from shuzheng.foundation.documents import fonts


def test_ordinary_and_rare_names_can_be_printed() -> None:
    assert fonts.missing_glyphs("沈予安 阿卜杜热合曼·麦麦提 㛃䶮 Ōno — “书” …\n") == []


def test_a_character_without_a_glyph_is_reported_once_in_order() -> None:
    assert fonts.missing_glyphs("张\U0002c386与\U0002c386\ue000") == [
        "\U0002c386",
        "\ue000",
    ]


@pytest.mark.parametrize(
    "trick", ["\u202e", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x00", "\ud800"]
)
def test_an_invisible_character_never_counts_as_printable(trick: str) -> None:
    assert fonts.missing_glyphs(f"沈{trick}安") == [trick]


def test_a_variation_selector_after_a_name_character_is_allowed() -> None:
    assert fonts.missing_glyphs("葛\U000e0100") == []


def test_a_missing_character_is_described_by_itself_and_its_code() -> None:
    assert fonts.describe("\U0002c386") == "\U0002c386（U+2C386）"
    assert fonts.describe("\u202e") == "U+202E"


def test_the_version_names_both_fonts_and_their_revisions() -> None:
    assert fonts.version() == "NotoSerifSC-2.003 NotoSansSC-2.004"


def test_a_file_that_is_no_font_is_refused_by_name(tmp_path: Path) -> None:
    head = b"OTTO\x00\x01" + bytes(6) + b"cmap" + bytes(4) + b"\x00\x00\x00\x1c" + bytes(4)
    path = tmp_path / "empty.otf"
    path.write_bytes(head + bytes(4))
    with pytest.raises(fonts.UnreadableFontError, match=r"empty\.otf"):
        fonts.characters(path)
