"""The printed report: every result has its words, in the language in which the page was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.queries import pages_files, pages_verification
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.credentials.tests.core import cast as strangers
from shuzheng.credentials.web import reports
from shuzheng.foundation.documents.tests import reading

if TYPE_CHECKING:
    from shuzheng.credentials.tests.visits import Register

WORDS = {
    Verdict.VALID: ("✓", "证书真实有效", "The certificate is genuine and in force"),
    Verdict.STATUS_UNKNOWN: (
        "?",
        "签名有效，目前状态不明",
        "Genuine, but its present status is not known",
    ),
    Verdict.SUSPENDED: ("?", "证书正在核查", "The certificate is under enquiry"),
    Verdict.REVOKED: (
        "×",
        "证书已撤销，不再有效",
        "The certificate is revoked and no longer valid",
    ),
    Verdict.REPLACED: (
        "?",
        "证书已更正换发，原证书失效",
        "The certificate was replaced and is no longer valid",
    ),
    Verdict.EXPIRED: (
        "?",
        "证书属实，有效期已过",
        "The certificate is genuine, and its term is over",
    ),
    Verdict.NOT_YET_VALID: ("?", "证书尚未生效", "The certificate is not valid yet"),
    Verdict.NOT_TRUSTED: (
        "×",
        "没有依据证明这张证书是真的",
        "Nothing proves that this certificate is genuine",
    ),
    Verdict.ALTERED: (
        "×",
        "文件被改动过，不能采信",
        "The file was altered and must not be relied on",
    ),
    Verdict.MALFORMED: (
        "×",
        "这不是可以查验的证书文件",
        "This is not a certificate that can be checked",
    ),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


def report_on(body: bytes, language: str) -> str:
    """Hand in a file, ask for the report on it with a browser in another language, read it."""
    client = Client(headers={"Accept-Language": language})
    page = client.post("/verify/file", {"file": SimpleUploadedFile("file.json", body)})
    finding = page.content.decode().split('name="finding" value="')[1].split('"')[0]
    return reading.words(Client().post("/verify/report", {"finding": finding}).content)


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_result_has_a_report_in_both_languages(register: Register) -> None:
    assert set(WORDS) == set(Verdict)
    found = pages_files.by_file(b'{"proof": 1}', LATER)
    sheet = pages_verification.by_code(register.of("沈予安").token, LATER).sheet
    for verdict, (sign, *titles) in WORDS.items():
        whole = replace(found, verdict=verdict, sheet=sheet)
        for language, title in zip(("zh-hans", "en"), titles, strict=True):
            with translation.override(language):
                text = reading.words(reports.of_found(whole).content)
            assert plain(title) in text
            assert sign in text.split(plain(title))[0]


def test_a_file_of_an_unknown_issuer_gets_its_report(register: Register) -> None:
    del register
    body = json.dumps(strangers.certificate()).encode()

    chinese, english = report_on(body, "zh-hans"), report_on(body, "en")

    assert "没有依据证明这张证书是真的" in chinese
    assert "×未通过" in chinese
    assert "Nothingprovesthatthiscertificateisgenuine" in english
    assert "×failed" in english
    assert "登记的证书" not in chinese
    assert "Thecertificateasregistered" not in english


def test_a_file_that_is_no_certificate_gets_its_report(register: Register) -> None:
    del register

    chinese, english = report_on(b'{"name": 1}', "zh-hans"), report_on(b'{"name": 1}', "en")

    assert "这不是可以查验的证书文件" in chinese
    assert "所核文件file.json" in chinese
    assert "Thisisnotacertificatethatcanbechecked" in english
    assert "Filefile.json" in english


def test_the_report_by_the_code_is_in_the_language_of_its_page(register: Register) -> None:
    url = f"/v/{register.of('沈予安').token}"
    assert f'href="{url}/report.pdf?lang=en"' in Client().get(f"{url}?lang=en").content.decode()

    english = Client().get(f"{url}/report.pdf?lang=en")

    assert "verification-report-V-20" in english["Content-Disposition"]
    assert "Thecertificateisgenuineandinforce" in reading.words(english.content)
    assert "证书真实有效" in reading.words(Client().get(f"{url}/report.pdf").content)
