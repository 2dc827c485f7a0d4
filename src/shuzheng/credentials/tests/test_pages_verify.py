"""Anybody verifies a certificate on the public pages, and learns no more than R-112 allows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.credentials.core import numbers
from shuzheng.credentials.queries import papers
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import moment
from shuzheng.foundation import clock
from shuzheng.foundation.web import limiter

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


def ask(client: Client, number: str, holder: str) -> Answer:
    return client.post("/verify", {"number": number, "holder": holder})


def hand_in(client: Client, body: bytes, name: str = "证书.json") -> Answer:
    return client.post("/verify/file", {"file": SimpleUploadedFile(name, body)})


def outcome(answer: Answer) -> str:
    page = answer.content.decode()
    return page.split('<h1 id="v">')[1].split("</h1>")[0]


@pytest.mark.rule("R-112")
def test_number_and_name_show_the_certificate_and_every_check(
    client: Client, register: Register
) -> None:
    row = register.of("沈予安")

    answer = ask(client, f" {numbers.spaced(row.number).lower()} ", "沈予 安")

    page = answer.content.decode()
    assert (answer.status_code, outcome(answer)) == (200, "证书真实有效")
    assert "12项核对全部通过" in page
    assert page.count('class="sz-checks__no"') == 12
    for shown in ("演示软件测试", "中级", "演示评价中心", "2026年5月1日", row.token):
        assert shown in page
    assert "8000" not in page
    assert "349900" not in page
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == (
        "noindex, nofollow",
        True,
    )


@pytest.mark.rule("R-112")
def test_a_wrong_name_gets_the_very_answer_of_an_absent_number(
    client: Client, register: Register
) -> None:
    absent = numbers.compose(2026, "D10001", 2, 999)

    wrong = ask(client, register.of("沈予安").number, "许文澜")
    missing = ask(client, absent, "许文澜")

    assert (wrong.status_code, missing.status_code) == (404, 404)
    assert visits.body(wrong) == visits.body(missing)
    assert "没有查到这张证书" in wrong.content.decode()
    assert "沈予安" not in wrong.content.decode()


@pytest.mark.parametrize(
    ("number", "holder", "words"),
    [
        ("X2026D10001200000011", "沈予安", "可能输错了一位"),
        ("X2026D1000120000001", "沈予安", "证书编号应为20位，现在是19位"),
        ("", "沈予安", "请填写证书编号"),
        ("X2026D10001200000015", "", "请填写持有人姓名"),
        ("9" * 80, "沈予安", "证书编号应为20位"),
        ("X2026D10001200000015", "安" * 60, "姓名最多50个字"),
        ("X2026D1000120000001\x00", "沈予安", "空字符"),
        ("<script>", "沈予安", "证书编号应为20位"),
    ],
)
def test_what_was_mistyped_is_said_beside_the_field_and_kept(
    client: Client, number: str, holder: str, words: str
) -> None:
    answer = ask(client, number, holder)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "<script>" not in page.split("<main")[1].split("</main>")[0]


def test_a_name_in_an_address_is_not_looked_at(client: Client, register: Register) -> None:
    row = register.of("沈予安")

    answer = client.get("/verify", {"number": row.number, "holder": row.holder})

    assert answer.status_code == 200
    assert row.holder not in answer.content.decode()


@pytest.mark.rule("R-112")
def test_a_revoked_certificate_gives_day_kind_of_reason_and_decision(
    client: Client, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.revoke("韩启明")

    before = ask(client, register.of("韩启明").number, "韩启明")
    visits.publish(monkeypatch)
    after = ask(client, register.of("韩启明").number, "韩启明")

    for answer in (before, after):
        page = answer.content.decode()
        assert outcome(answer) == "证书已撤销，不再有效"
        assert "自2026年5月1日起撤销" in page
        assert "考核违纪经核实" in page
        assert "CX2026" in page
        assert "替考" not in page
        assert "sz-cert is-void" in page
    assert "10项通过，2项未通过" in after.content.decode()


def test_a_certificate_under_enquiry_says_so(client: Client, register: Register) -> None:
    register.suspend("许文澜")

    answer = ask(client, register.of("许文澜").number, "许文澜")

    assert outcome(answer) == "证书正在核查"
    assert "举报" not in answer.content.decode()


def test_without_fresh_lists_it_is_never_plainly_valid(
    client: Client, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment(8))

    assert outcome(ask(client, register.of("沈予安").number, "沈予安")) == "签名有效，目前状态不明"


@pytest.mark.rule("R-112")
def test_the_file_itself_is_verified_as_pdf_and_as_json(client: Client, register: Register) -> None:
    row = register.of("沈予安")
    paper = papers.certificate(row.number, register.cast.issuer)

    for answer in (
        hand_in(client, paper, "证书.pdf"),
        hand_in(client, row.credential.encode()),
    ):
        assert (answer.status_code, outcome(answer)) == (200, "证书真实有效")
    assert "文件没有附带存证凭据" in hand_in(client, row.credential.encode()).content.decode()


@pytest.mark.rule("R-112")
def test_an_altered_file_is_shown_beside_the_register(client: Client, register: Register) -> None:
    text = register.of("许文澜").credential
    forged = text.replace("中级", "高级").replace('"level":"2"', '"level":"3"')

    answer = hand_in(client, forged.encode())

    page = answer.content.decode()
    assert (answer.status_code, outcome(answer)) == (200, "文件被改动过，不能采信")
    table = page.split('id="differences"')[1].split("</table>")[0]
    assert "<strong>高级</strong>" in table
    assert "中级" in table
    assert table.count("不一致") == 2
    assert "上图是登记册中的证书" in page


@pytest.mark.rule("R-112")
def test_a_file_in_another_name_tells_nothing_of_the_register(
    client: Client, register: Register
) -> None:
    row = register.of("许文澜")
    stolen = row.credential.replace("许文澜", "赵钱孙").encode()
    made_up = row.credential.replace(row.number, numbers.compose(2026, "D10001", 2, 999)).encode()

    for body in (stolen, made_up):
        answer = hand_in(client, body)
        page = answer.content.decode()
        assert outcome(answer) == "文件被改动过，不能采信"
        assert "登记册中没有这个编号与姓名对应的证书" in page
        assert row.token not in page
        assert 'class="sz-cert' not in page
    assert "许文澜" not in hand_in(client, stolen).content.decode()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "文件是空的"),
        (b"hello", "文件不是JSON"),
        (b"%PDF-1.7\n1 0 obj\n<<", "PDF已损坏，或没有下载完整"),
        (b'{"a": 1, "a": 2}', "出现了两次"),
        (b"[]", "文件中没有JSON对象"),
        (b"\xff\xfe\x00", "文件不是UTF-8文本"),
        (b"{" * 5000, "文件"),
        (b"PK\x03\x04" + b"\x00" * 100, "文件已损坏，或者没有下载完整"),
    ],
)
def test_a_file_that_is_no_certificate_gets_a_clear_answer(
    client: Client, body: bytes, words: str
) -> None:
    answer = hand_in(client, body)

    assert answer.status_code in {200, 422}
    assert words in answer.content.decode()


def test_a_pdf_cut_off_anywhere_is_never_taken_and_never_breaks(
    client: Client, register: Register
) -> None:
    paper = papers.certificate(register.of("沈予安").number, register.cast.issuer)

    for part in (1, 10, 50, 90):
        answer = hand_in(client, paper[: len(paper) * part // 100], "证书.pdf")
        assert (answer.status_code, outcome(answer)) == (200, "这不是可以查验的证书文件")


def test_a_file_too_large_is_refused_by_its_size(client: Client) -> None:
    answer = hand_in(client, b"%PDF-" + b"x" * (11 * 1024 * 1024), "大.pdf")

    assert answer.status_code == 413
    assert "文件有11.0 MB，证书文件最多10 MB" in answer.content.decode()


def test_no_file_at_all_is_said(client: Client) -> None:
    answer = client.post("/verify/file")

    assert answer.status_code == 422
    assert "请先选择证书文件" in answer.content.decode()


def test_nothing_that_was_handed_in_is_kept(
    client: Client, register: Register, settings: Settings
) -> None:
    before = sorted(settings.DATA_DIR.rglob("*"))
    hand_in(client, register.of("沈予安").credential.encode())

    left = {path.name for path in settings.DATA_DIR.rglob("*")} - {p.name for p in before}
    assert left <= {limiter.FILE}


def report_of(answer: Answer) -> str:
    return answer.content.decode().split('name="finding" value="')[1].split('"')[0]


@pytest.mark.rule("R-112")
def test_the_report_says_what_the_page_said_at_its_time(client: Client, register: Register) -> None:
    page = ask(client, register.of("沈予安").number, "沈予安")

    answer = client.post("/verify/report", {"finding": report_of(page)})

    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    plain = "".join(text.split())
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "attachment" in answer["Content-Disposition"]
    assert "证书真实有效" in plain
    assert "沈予安" in plain
    assert "2026年5月1日12:00" in plain


def test_the_report_on_a_file_names_it_and_its_digest(client: Client, register: Register) -> None:
    forged = register.of("许文澜").credential.replace("中级", "高级")
    page = hand_in(client, forged.replace('"level":"2"', '"level":"3"').encode(), "我的证书.json")

    answer = client.post("/verify/report", {"finding": report_of(page)})

    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "我的证书.json" in text
    assert "文件被改动过" in "".join(text.split())


@pytest.mark.parametrize("finding", ["", "made-up", "a:b:c", "x" * 5000])
def test_a_report_cannot_be_made_up(client: Client, finding: str) -> None:
    answer = client.post("/verify/report", {"finding": finding})

    assert answer.status_code == 422
    assert "请重新查验" in answer.content.decode()


@pytest.mark.rule("R-112")
def test_an_address_that_asks_too_often_is_told_to_wait(
    client: Client, register: Register, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    settings.VERIFICATION_PER_MINUTE = 3
    token = register.of("沈予安").token
    visitor = {"REMOTE_ADDR": "192.0.2.7"}

    found = [client.get(f"/v/{token}", **visitor).status_code for _ in range(3)]  # type: ignore[arg-type]
    page = client.post("/verify", {"number": "x", "holder": "y"}, **visitor)  # type: ignore[arg-type]
    data = client.get(f"/v/{token}.json", **visitor)  # type: ignore[arg-type]

    assert found == [200, 200, 200]
    assert page.status_code == 429
    assert "秒后再试" in page.content.decode()
    assert (data.status_code, data["Content-Type"], int(data["Retry-After"]) > 0) == (
        429,
        "application/problem+json",
        True,
    )
    assert client.get(f"/v/{token}").status_code == 200


def test_the_form_and_the_offline_page_explain_themselves(client: Client) -> None:
    form, offline = client.get("/verify"), client.get("/verify/offline")

    assert "没有编号，也可以" in form.content.decode()
    assert offline.content.decode().count("shuzheng verify certificate.pdf") == 2
    assert client.get("/verify/file").status_code == 405
    assert client.get("/verify/report").status_code == 405


def test_the_pages_speak_english_too(client: Client, register: Register) -> None:
    row = register.of("沈予安")

    answer = client.post(
        "/verify", {"number": row.number, "holder": "沈予安"}, headers={"Accept-Language": "en"}
    )

    assert outcome(answer) == "The certificate is genuine and in force"
    assert "All 12 checks held." in answer.content.decode()


def test_a_verification_costs_few_queries(
    client: Client, register: Register, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = register.of("沈予安")
    ask(client, row.number, "沈予安")

    with django_assert_max_num_queries(15):
        ask(client, row.number, "沈予安")
    with django_assert_max_num_queries(15):
        hand_in(client, row.credential.encode())
