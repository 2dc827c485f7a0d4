"""The certificate and the verification report."""

import hashlib
import re

import pytest

from shuzheng.foundation.documents import compiler, papers, pictures
from shuzheng.foundation.documents.tests import cast, reading

CERTIFICATE_FILES = ("certificate.typ", "kit.typ", "frame.svg", "ground.svg")
CERTIFICATE_DIGEST = "63470615438ac339c26ba9aa058e3ca679a85190ca3aa932adc0be35d5f7efbd"


def made(**changes: object) -> bytes:
    return papers.certificate(cast.certificate(**changes), cast.CREDENTIAL)


def test_a_certificate_shows_what_was_certified() -> None:
    text = reading.words(made())
    for shown in (
        "职业技能等级证书",
        "CERTIFICATEOFVOCATIONALSKILLLEVEL",
        "沈予安，于2026年6月在江淮智造职业学院考核站点参加",
        "Web前端开发职业技能等级标准2.0版",
        "96学时",
        "2学分",
        "X202601000220018427Y",
        "华程信息技术评价中心",
        "2026年7月15日",
        "骑缝0018427Y",
        "zs.example.cn/verify",
    ):
        assert shown in text


def test_the_credential_comes_back_byte_for_byte_as_the_source_of_the_paper() -> None:
    paper = made()
    assert reading.opened(paper).attachments["credential.json"] == [cast.CREDENTIAL]
    assert reading.associated(paper) == [("credential.json", "/Source", "/application/json")]


def test_the_proof_of_the_evidence_log_travels_beside_the_credential() -> None:
    proof = b"c2sp.org/tlog-proof@v1\nindex 7\n"
    paper = papers.certificate(cast.certificate(), cast.CREDENTIAL, proof)
    assert reading.opened(paper).attachments["evidence.tlog-proof"] == [proof]
    assert [name for name, _, _ in reading.associated(paper)] == [
        "credential.json",
        "evidence.tlog-proof",
    ]


def test_the_same_certificate_is_the_same_file() -> None:
    assert made() == made()


def test_the_file_names_its_template_and_fonts() -> None:
    keywords = reading.about(made())["/Keywords"]
    assert keywords == "template certificate-2, fonts NotoSerifSC-2.003 NotoSansSC-2.004"


def test_the_template_has_not_changed_under_its_version() -> None:
    # Where a certificate would now look different, raise the version with the digest.
    content = b"".join((compiler.TEMPLATES / name).read_bytes() for name in CERTIFICATE_FILES)
    assert papers.CERTIFICATE_TEMPLATE == "certificate-2"
    assert hashlib.sha256(content).hexdigest() == CERTIFICATE_DIGEST


def test_a_certificate_without_hours_credits_or_module_leaves_no_empty_label() -> None:
    text = reading.words(made(hours="", credits="", module=""))
    assert [word in text for word in ("学时", "学分", "模块")] == [False, False, False]


def test_demonstration_and_specimen_are_marked() -> None:
    assert "演示数据，机构与人员均为虚构，不作任何证明。" in reading.words(made(demo=True))
    assert "样张" in reading.words(made(specimen=True))
    plain = reading.words(made())
    assert "演示" not in plain
    assert "样张" not in plain


@pytest.mark.parametrize(
    "changes",
    [
        {"holder": cast.LONG_NAME},
        {"certificate": cast.LONG_KIND},
        {
            "holder": cast.LONG_NAME,
            "certificate": cast.LONG_KIND,
            "statement": "于2026年6月" + "参加考核成绩合格，" * 39,
            "organisation": "华程信息技术职业技能等级评价认证与标准研究中心有限责任公司",
            "standard": cast.LONG_KIND + "职业技能等级标准2.0版",
            "module": "电子电气空调舒适系统检测与维修",
        },
    ],
)
def test_long_names_stay_on_one_page_inside_the_frame(changes: dict[str, str]) -> None:
    paper = made(**changes)
    origins = reading.text_origins(paper)
    assert len(cast.LONG_NAME) == 50
    assert reading.page_count(paper) == 1
    assert min(y for _, y in origins) > 15
    assert max(y for _, y in origins) < 195
    for text in changes.values():
        assert "".join(text.split()) in reading.words(paper)


def test_a_text_beyond_any_place_on_the_paper_is_refused_with_its_length() -> None:
    with pytest.raises(papers.TextTooLong) as caught:
        made(holder="沈" * 61)
    assert caught.value.params == {"text": "沈" * 20 + "…", "length": 61, "limit": 60}


def test_a_name_that_cannot_be_printed_exactly_is_refused() -> None:
    with pytest.raises(compiler.UnprintableCharacters, match=r"U\+2C386"):
        made(holder="沈\U0002c386")


def test_a_photo_is_printed_only_if_it_is_a_whole_picture() -> None:
    with pytest.raises(pictures.PhotoUnreadable):
        made(photo=b"\xff\xd8\xff\xe0 cut short")
    with pytest.raises(pictures.PhotoTooLarge):
        made(photo=bytes(pictures.LARGEST + 1))
    assert len(reading.opened(made(photo=cast.PHOTO)).pages[0].images) == 1


def test_a_report_shows_verdict_checks_certificate_and_how_to_repeat_it() -> None:
    text = reading.words(papers.verification_report(cast.report()))
    for shown in (
        "证书真实有效",
        "6项核对全部通过。",
        "1编号20位，末位校验字符Y计算无误。",
        "持有人沈予安",
        "V-20261124-7F3K-9Q2M",
        "查验时间2026年11月24日10:32",
        "shuzhengverify证书文件--trusttrust.json",
    ):
        assert shown in text
    assert text.count("通过") == 8


def test_a_report_on_an_altered_file_never_reads_as_genuine() -> None:
    checks = (
        papers.Check(name="文件", tone=papers.Tone.BAD, detail="凭证内容与签名不符。"),
        papers.Check(name="状态", tone=papers.Tone.WAIT, detail="没有状态列表。"),
    )
    file = papers.CheckedFile(name="证书-沈予安.pdf", sha256="9f" * 32)
    report = cast.report(
        verdict="文件被改动过，不能采信",
        tone=papers.Tone.BAD,
        summary="等级不同。",
        checks=checks,
        file=file,
        fields=(),
    )
    text = reading.words(papers.verification_report(report))
    assert "文件被改动过，不能采信" in text
    assert "×未通过" in text
    assert "?无法判断" in text
    assert "9f" * 32 in text
    assert "真实有效" not in text
    assert "登记的证书" not in text


def test_a_report_in_english_has_every_word_of_its_own_in_english() -> None:
    report = cast.report(
        verdict="The certificate is genuine and in force",
        summary="All 2 checks held.",
        checks=(
            papers.Check(name="Number", tone=papers.Tone.GOOD, detail="It is sound."),
            papers.Check(name="Status", tone=papers.Tone.BAD, detail="It is revoked."),
            papers.Check(name="Log", tone=papers.Tone.WAIT, detail="There is none."),
        ),
        fields=(("Holder", "沈予安"),),
        file=papers.CheckedFile(name="certificate.pdf", sha256="9f" * 32),
        demo=True,
        language="en",
    )
    text = reading.words(papers.verification_report(report))
    for shown in (
        "Certificateverificationreport",
        "Verifiedon24November2026,10:32(Beijingtime)",
        "✓passed",
        "×failed",
        "?notjudged",
        "Demonstration:partiesandpersonsareinvented.Printedon24November2026",
        "Page1of",
    ):
        assert shown in text
    assert set(re.findall("[\u4e00-\u9fff]", text)) == set("演示沈予安")
