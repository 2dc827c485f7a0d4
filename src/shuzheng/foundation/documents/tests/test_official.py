"""Official documents on paper."""

from __future__ import annotations

from datetime import date

from shuzheng.foundation.documents import papers
from shuzheng.foundation.documents.tests import cast, reading

PAPER = papers.Official(
    issuer="江淮省教育厅",
    number="江教职成〔2026〕12号",
    title="关于做好试点工作的通知",
    address="各市教育局，各高职院校：",
    blocks=(
        (0, "现就有关事项通知如下。"),
        (1, "一、试点备案"),
        (2, "（一）时间"),
        (0, "按日程进行。"),
    ),
    attachments=("工作日程表.pdf", "联系人名单.xlsx"),
    dated_on=date(2026, 3, 2),
    publicity="此件主动公开",
)


def test_a_document_shows_head_number_title_address_text_and_class() -> None:
    text = reading.words(papers.official(PAPER, cast.IMPRINT))

    for shown in (
        "江淮省教育厅",
        "江教职成〔2026〕12号",
        "关于做好试点工作的通知",
        "各市教育局，各高职院校：",
        "现就有关事项通知如下。",
        "一、试点备案",
        "附件：1.工作日程表.pdf",
        "2.联系人名单.xlsx",
        "2026年3月2日",
        "（此件主动公开）",
        "不代替加盖印章的原件",
    ):
        assert shown in text


def test_an_old_version_and_an_invented_document_say_so() -> None:
    paper = cast.changed(PAPER, {"remark": "第2版，已撤回"})

    text = reading.words(papers.official(paper, cast.DEMO))

    assert "（第2版，已撤回）" in text
    assert "演示" in text


def test_a_long_document_runs_over_pages_and_markup_stays_text() -> None:
    blocks = [(0, "#strong[甲] *乙* $x$ <b>丙</b>"), *((0, "长" * 300) for _ in range(12))]

    file = papers.official(cast.changed(PAPER, {"blocks": blocks}), cast.IMPRINT)

    assert reading.page_count(file) > 2
    assert "#strong[甲]*乙*$x$<b>丙</b>" in reading.words(file)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert papers.official(PAPER, cast.IMPRINT) == papers.official(PAPER, cast.IMPRINT)
