"""Full-text search: two characters hit, longer terms as they stand, the same on both databases."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.foundation.ui.listing import Wish
from shuzheng.gazette.queries import pages_public
from shuzheng.gazette.rules.documents import Publicity
from shuzheng.gazette.services import documents
from shuzheng.gazette.tests.cast import Cast
from shuzheng.identity.tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def found(query: str) -> list[str]:
    rows = pages_public.lines(Wish(sort="dated"), q=query).rows
    return sorted(one.title for one in rows)


def test_a_word_of_two_characters_hits_in_text_title_number_and_issuer(cast: Cast) -> None:
    cast.out(title="甲通知", body="院校提交备案材料。")
    cast.out(title="乙考务通知", body="按规程进行。")

    assert found("备案") == ["甲通知"]
    assert found("考务") == ["乙考务通知"]
    assert found("秘职") == ["乙考务通知", "甲通知"]
    assert found("教育厅 规程") == ["乙考务通知"]
    assert found("备") == ["甲通知"]
    assert found("案备") == []


def test_a_longer_term_hits_only_where_it_stands_whole(cast: Cast) -> None:
    cast.out(title="甲", body="试点与备案，试点备查，点备。")
    cast.out(title="乙", body="试点备案从今日开始。")

    assert found("试点备案") == ["乙"]
    assert found("试点　备案") == ["乙", "甲"]


def test_latin_letters_hit_in_any_case_and_width(cast: Cast) -> None:
    cast.out(title="甲", body="Ｗeb前端开发与AI应用")

    assert found("WEB前端") == found("ai") == ["甲"]
    assert found("%") == found("，") == []


def test_what_is_not_public_is_never_found(cast: Cast) -> None:
    cast.out(title="内", body="备案", publicity=Publicity.INTERNAL)
    cast.out(title="申", body="备案", publicity=Publicity.ON_REQUEST)
    cast.drafted(title="稿", body="备案")

    assert found("备案") == []
    assert (pages_public.years(), pages_public.issuers(), pages_public.newest()) == ([], [], [])


def test_the_text_of_what_was_withdrawn_or_replaced_is_not_found(cast: Cast) -> None:
    gone, old = cast.out(title="撤", body="飞行检查"), cast.out(title="旧", body="飞行检查")
    documents.withdraw(gone, "有误", actor=cast.department, now=NOON)
    cast.publish(documents.correct(old, "更正", actor=cast.office, now=NOON))

    assert found("飞行") == ["旧"]
    assert pages_public.total(q="飞行") == 1
    assert found("撤") == ["撤"]


def test_a_search_takes_the_same_queries_whatever_is_typed(cast: Cast) -> None:
    cast.out()
    counts = set()
    for query in ("备案", "试点备案 院校提交材料", "甲" * 60):
        with CaptureQueriesContext(connection) as captured:
            found(query)
        counts.add(len(captured))

    assert max(counts) <= 2
