"""The readable part of an evidence file says what is proved, and what is only recorded."""

from dataclasses import replace
from datetime import UTC, datetime

from shuzheng.foundation.documents import papers
from shuzheng.foundation.documents.tests import reading

AT = datetime(2026, 7, 9, 2, 0, tzinfo=UTC)
ALONE = papers.EvidenceStep(
    at=AT,
    what="锁定成绩：实操，82.00分（第2版）",
    party="新徽文旅评价中心",
    proof="存证日志第15,678条",
    proved=True,
    details=("第一阅卷人80.00，第二阅卷人80.00",),
)
AMONG = replace(ALONE, what="登记了5名考生的报名", details=(), among=True)
RECORDED = replace(ALONE, what="编排座位", details=(), proof="平台记录", proved=False)
PAPER = papers.EvidencePaper(
    number="X202601000420009173L",
    fields=(("持有人", "孟晓棠"), ("证书编号", "X 2026 010004 2 0009173 L")),
    chapters=(("报名与考试", (AMONG, RECORDED)), ("成绩", (ALONE,))),
    log=(("日志", "sz.example/log"), ("条目数", "32,407")),
    made_at=AT,
    made_for="持有人本人",
)


def test_each_step_says_when_what_who_and_what_proves_it() -> None:
    text = reading.words(papers.evidence(PAPER))

    for shown in (
        "证书存证档案",
        "导出时间2026年7月9日10:00",
        "共3步：1步有证明，1步办理有证明，1步仅有记录",
        "2026年7月9日10:00锁定成绩：实操，82.00分（第2版）",
        "✓有证明存证日志第15,678条",
        "✓办理有证明",
        "仅记录平台记录",
        "shuzhengverify存证档案.zip--trusttrust.json",
    ):
        assert shown in text, shown


def test_the_same_history_is_the_same_file_and_a_demonstration_says_so() -> None:
    made = papers.evidence(PAPER)

    assert papers.evidence(PAPER) == made
    assert "机构与人员均为虚构" not in reading.words(made)
    assert "机构与人员均为虚构" in reading.words(papers.evidence(replace(PAPER, demo=True)))


def test_a_character_without_a_glyph_is_named_and_not_refused() -> None:
    rare = replace(PAPER, fields=(("持有人", "孟\U00033333"),))

    assert "U+33333" in reading.words(papers.evidence(rare))
