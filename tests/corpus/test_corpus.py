"""Nothing in the corpus is accepted, nothing raises, and each file fails as its index says."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.config import verify_command
from shuzheng.credentials.core import compact, evidence_file, jsontext, trust
from shuzheng.credentials.core.verifying import Outcome, Verdict, Verifier
from shuzheng.credentials.tests.core import cast
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint
from tests.corpus import make

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from shuzheng.credentials.core.verifying import Report
    from tests.corpus.case import Case

GOOD = make.FILES / "good"


CASES = make.cases()
COMMANDED = {"credentials", "pdfs", "codes", "histories", "tokens", "parts"}
SUSPENSIONS = GOOD / "suspensions.json"
REPLACED = GOOD / "revocations-replaced.json"
DROPPED = {
    *("credentials", "bundles", "pdfs", "proofs"),
    *("records", "tokens", "parts", "badges", "presentations", "histories"),
}
UPLOADED = [one for one in CASES if one.folder in DROPPED]
COUNTS = {"histories": 12, "records": 8, "presentations": 8}
"""How many checks a report has where it is not that of a certificate."""


@cache
def believed(trust_file: str) -> trust.Trust:
    return trust.parse((GOOD / trust_file).read_bytes())


@cache
def verifier(trust_file: str = "trust.json") -> Verifier:
    return Verifier(believed(trust_file), cast.TODAY)


def judged(folder: str, data: bytes) -> Report:
    """Return the report as `shuzheng verify` makes it."""
    if folder in {"lists", "messages"}:
        beside = [SUSPENSIONS, *([REPLACED] if folder == "messages" else [])]
        lists = [jsontext.read(one) for one in (data, *(path.read_bytes() for path in beside))]
        alone = Verifier(believed("trust-without-lists.json"), cast.TODAY, lists)
        return alone.verify((GOOD / "bundle-without-lists.json").read_bytes())
    if folder == "histories":
        return evidence_file.judge(data, verifier())
    if folder in {"records", "presentations"}:
        return verifier("trust-of-records.json").verify(data)
    if folder == "codes":
        return verifier().read_code(compact.find(data))
    if folder == "badges":
        return verifier("trust-of-badges.json").verify(data)
    return verifier().verify(data)


def test_the_corpus_is_what_the_script_makes() -> None:
    kept = {
        str(path.relative_to(make.FILES)): path.read_bytes()
        for path in make.FILES.rglob("*")
        if path.is_file()
    }

    assert kept.keys() == make.files().keys()
    assert [path for path, data in make.files().items() if kept[path] != data] == []
    assert make.INDEX.read_bytes() == make.index()


def test_it_has_hundreds_of_files_and_stays_small() -> None:
    folders = Counter(one.folder for one in CASES)

    assert sum(folders.values()) >= 500
    assert min(folders.values()) >= 15
    assert sum(map(len, make.files().values())) < 6_000_000


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    "name",
    [
        *("credential.json", "bundle.json", "certificate.pdf"),
        *("token.jwt", "parts.sd-jwt", "part.sd-jwt"),
    ],
)
def test_what_nobody_altered_is_valid(name: str) -> None:
    assert verifier().verify((GOOD / name).read_bytes()).verdict is Verdict.VALID


def test_the_record_that_nobody_altered_is_valid() -> None:
    assert judged("records", (GOOD / "record.json").read_bytes()).verdict is Verdict.VALID


@pytest.mark.rule("R-179")
@pytest.mark.parametrize("name", ["presentation.json", "presentation-of-a-part.json"])
def test_the_presentation_that_nobody_altered_is_valid(name: str) -> None:
    assert judged("presentations", (GOOD / name).read_bytes()).verdict is Verdict.VALID


@pytest.mark.rule("R-112")
def test_the_token_of_open_badges_that_nobody_altered_is_valid() -> None:
    good = (GOOD / "badge.ob.jwt").read_bytes()

    assert judged("badges", good).verdict is Verdict.VALID
    # Without the RSA key in the trust file nobody need believe it.
    assert verifier().verify(good).verdict is Verdict.NOT_TRUSTED


def test_the_evidence_file_that_nobody_altered_is_whole() -> None:
    report = judged("histories", (GOOD / "evidence-file.zip").read_bytes())

    assert {str(check.outcome) for check in report.checks} == {"held"}
    assert report.verdict is Verdict.VALID


def test_the_code_and_the_lists_that_nobody_altered_are_good() -> None:
    code = compact.find((GOOD / "code.txt").read_bytes())

    assert verifier().read_code(code).verdict is Verdict.VALID
    assert judged("lists", (GOOD / "revocations.json").read_bytes()).verdict is Verdict.VALID


@pytest.mark.rule("R-112")
def test_the_list_of_messages_that_nobody_altered_tells_why_the_certificate_ended() -> None:
    report = judged("messages", (GOOD / "messages-replaced.json").read_bytes())

    assert report.verdict is Verdict.REPLACED
    assert str(report.checks[7]) == (
        "Replaced by a corrected certificate, according to the list of 2026-11-24."
    )


@pytest.mark.rule("R-112")
@pytest.mark.parametrize("one", [one for one in CASES if one.check], ids=lambda one: one.path)
def test_each_altered_file_fails_the_check_that_the_index_says(one: Case) -> None:
    report = judged(one.folder, one.data)

    # What cannot be read is nothing but a file: neither a record nor a presentation.
    numbered = 10 if one.check == 1 and one.folder != "histories" else COUNTS.get(one.folder, 10)
    count = max(one.check, numbered)
    assert [check.number for check in report.checks] == list(range(1, count + 1))
    assert str(report.verdict) == one.verdict
    assert report.checks[one.check - 1].outcome is not Outcome.HELD
    assert report.verdict is not Verdict.VALID


@pytest.mark.parametrize(
    "one", [one for one in CASES if one.folder == "trusts"], ids=lambda one: one.path
)
def test_an_altered_trust_file_is_refused(one: Case) -> None:
    with pytest.raises(Refusal):
        trust.parse(one.data)


@pytest.mark.parametrize(
    "one", [one for one in CASES if one.folder == "notes"], ids=lambda one: one.path
)
def test_an_altered_checkpoint_is_refused(one: Case) -> None:
    with pytest.raises(Refusal):
        checkpoint.open(one.data, cast.log_key())


def test_the_command_says_of_each_what_the_index_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = [one for one in CASES if one.folder in COMMANDED][::5]
    for one in chosen:
        (tmp_path / one.path).parent.mkdir(exist_ok=True)
        (tmp_path / one.path).write_bytes(one.data)

    status = verify_command.main(
        [
            *(str(tmp_path / one.path) for one in chosen),
            *("--trust", str(GOOD / "trust.json"), "--json"),
            *("--at", "2026-11-24T10:32:08+08:00"),
        ]
    )

    said = json.loads(capsys.readouterr().out)
    assert status == 1
    assert [record["verdict"] for record in said] == [one.verdict for one in chosen]


@pytest.mark.django_db
def test_the_public_page_answers_every_file_and_accepts_none(client: Client) -> None:
    for number, one in enumerate(UPLOADED):
        file = SimpleUploadedFile(one.name, one.data)
        asking = f"10.1.{number // 200}.{number % 200}"
        answer = client.post("/verify/file", {"file": file}, REMOTE_ADDR=asking)

        page = answer.content.decode()
        assert answer.status_code in {200, 400}, one.path
        assert "证书真实有效" not in page, one.path
