"""The catalogues of the rooms say one thing in one way, for Django joins them into one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from tools import messages

if TYPE_CHECKING:
    from pathlib import Path

ROOMS = sorted(path.parents[2].parent for path in messages.ROOMS.glob("*/locale/zh_Hans/*/*.po"))
HALF_WIDTH = re.compile(
    r"[一-鿿）」”][,;:!?()]|[,;:!?()][一-鿿]|！"
    r"|[一-鿿，。；：、] +[\w%{]|[A-Za-z0-9}] +[一-鿿]"
)
PARAMETER = re.compile(r"%\(\w+\)s|\{\w*\}")


def catalogue(*entries: tuple[str | None, str, str]) -> messages.Said:
    found = Catalog(locale="zh_Hans")
    for context, word, text in entries:
        found.add(word, text, context=context)
    return messages.texts_of(found)


def test_two_rooms_that_differ_are_named_with_their_texts() -> None:
    rooms = {
        "fees": catalogue((None, "Fee", "考核费")),
        "assessment": catalogue((None, "Fee", "费用")),
        "pilots": catalogue((None, "Fee", "考核费")),
    }
    assert messages.disagreements(rooms, {}) == [
        "said in more than one way: 'Fee': assessment: 费用; fees, pilots: 考核费"
    ]


def test_rooms_that_agree_or_have_contexts_of_their_own_are_left_alone() -> None:
    rooms = {
        "fees": catalogue((None, "Ended", "已终止"), (None, "Fee", "考核费")),
        "assessment": catalogue(("registrations", "Ended", "已结束"), (None, "Fee", "考核费")),
    }
    assert messages.disagreements(rooms, {}) == []


def test_a_context_that_two_rooms_share_must_be_said_in_one_way_too() -> None:
    rooms = {
        "desk": catalogue(("figures", "City", "市")),
        "insight": catalogue(("figures", "City", "地市")),
    }
    assert messages.disagreements(rooms, {}) == [
        "said in more than one way: 'City' (figures): desk: 市; insight: 地市"
    ]


def test_a_room_that_differs_from_django_is_named() -> None:
    rooms = {"insight": catalogue((None, "Sat", "到考"))}
    libraries = {"django.conf": catalogue((None, "Sat", "星期六"))}
    assert messages.disagreements(rooms, libraries) == [
        "said in more than one way: 'Sat': django.conf: 星期六; insight: 到考"
    ]


def test_libraries_may_differ_where_no_room_speaks() -> None:
    libraries = {
        "django.conf": catalogue((None, "Password", "密码")),
        "allauth": catalogue((None, "Password", "口令")),
    }
    assert messages.disagreements({"desk": {}}, libraries) == []


def test_a_word_kept_on_purpose_may_differ_from_a_library_but_not_between_rooms() -> None:
    libraries = {"django.conf": catalogue((None, ", ", "，"))}
    assert messages.disagreements({"fees": catalogue((None, ", ", "、"))}, libraries) == []
    rooms = {"fees": catalogue((None, ", ", "、")), "pilots": catalogue((None, ", ", "；"))}
    assert messages.disagreements(rooms, libraries) == [
        "said in more than one way: ', ': fees: 、; pilots: ；"
    ]


def test_plural_forms_are_compared_and_a_plural_is_another_message_than_its_singular() -> None:
    counted, single = Catalog(locale="zh_Hans"), Catalog(locale="zh_Hans")
    counted.add(("{n} site", "{n} sites"), ("{n}个站点",))
    single.add("{n} site", "{n}所")
    told = {"pilots": messages.texts_of(counted), "insight": messages.texts_of(single)}
    assert messages.disagreements(told, {}) == []
    other = Catalog(locale="zh_Hans")
    other.add(("{n} site", "{n} sites"), ("{n}处站点",))
    assert messages.disagreements({**told, "desk": messages.texts_of(other)}, {}) == [
        "said in more than one way: '{n} site': desk: {n}处站点; pilots: {n}个站点"
    ]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_chinese_texts_are_punctuated_and_filled_like_their_english(room: Path) -> None:
    faults: list[str] = []
    for entry in messages.read(room, "zh_Hans"):
        words = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        for text in texts if words[0] else []:
            if HALF_WIDTH.search(text):
                faults.append(f"half-width or spaced: {text}")
            if len(words[0]) > len(". ") and words[0].endswith(".") != text.endswith("。"):
                faults.append(f"full stop: {text}")
            if set(PARAMETER.findall(text)) - set(PARAMETER.findall(" ".join(words))):
                faults.append(f"parameters: {text}")
    assert faults == []
