"""`shuzheng verify` works where there is no Django, and says so by its exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from shuzheng.config import verify_command, verify_telling
from shuzheng.credentials.core import compact, jsontext, trust
from shuzheng.credentials.core.forms import linked
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.test_compact import SAID

if TYPE_CHECKING:
    from shuzheng.credentials.core.jsontext import Object

SOURCE = Path(verify_command.__file__).parents[2]
ON = ("--at", "2026-11-24T10:32:08+08:00")
# Whatever tries to import Django, the database drivers, the settings or the JSON-LD library, which
# costs a third of a second, fails at once.
WITHOUT_DJANGO = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        if top in {"django", "pyld", "sqlite3", "psycopg"} or name.endswith(".settings"):
            raise ImportError("blocked: " + name)

sys.meta_path.insert(0, Blocked())
try:
    import django
except ImportError:
    pass
else:
    sys.exit("Django is not blocked")
from shuzheng.config import cli
status = cli.main(["verify", *sys.argv[1:]])
assert not [name for name in sys.modules if name.split(".")[0] == "django"]
sys.exit(status)
"""


def pdf(document: Object, evidence: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(842, 595)
    writer.add_attachment("credential.json", jsontext.canonical(document))
    writer.add_attachment("evidence.tlog-proof", evidence.encode())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Lay out a certificate's PDF, a trust file without lists, and two folders of lists."""
    document = cast.certificate()
    (tmp_path / "trust.json").write_bytes(jsontext.canonical(trust.compose(cast.trust_in())))
    (tmp_path / "certificate.pdf").write_bytes(pdf(document, cast.logged(document)))
    code = compact.text(compact.sign(SAID, cast.ORGANISATION.sign), None)
    (tmp_path / "code.txt").write_text(f"https://sz.example/v/abc#{code}\n", encoding="utf-8")
    altered = json.loads(jsontext.canonical(document))
    altered["credentialSubject"]["identifier"][0]["identityHash"] = "孟小棠"
    (tmp_path / "altered.json").write_text(json.dumps(altered), encoding="utf-8")
    signer = Signer(cast.METHOD, cast.SIGNED, cast.ORGANISATION.sign, "https://sz.example")
    (tmp_path / "wallet.json").write_bytes(linked.write(document, signer))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    for name, lists in [
        ("fresh", cast.fresh_lists()),
        ("revoked", cast.fresh_lists(revoked=[94_567])),
        ("suspended", cast.fresh_lists(suspended=[23_452])),
        ("old", cast.fresh_lists(at=cast.TODAY - 3 * cast.WEEK)),
    ]:
        folder = tmp_path / name
        folder.mkdir()
        for number, listed in enumerate(lists):
            (folder / f"{number}.json").write_bytes(jsontext.canonical(listed))
    return tmp_path


def run(desk: Path, *arguments: str) -> int:
    return verify_command.main(
        [str(desk / a) if (desk / a).exists() else a for a in arguments]
        + ["--trust", str(desk / "trust.json")]
    )


def verdicts(desk: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    run(desk, *arguments, *ON, "--json")
    return [record["verdict"] for record in json.loads(capsys.readouterr().out)]


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    ("arguments", "status", "verdict"),
    [
        (("certificate.pdf", "--status", "fresh"), 0, "valid"),
        (("altered.json", "--status", "fresh"), 1, "altered"),
        (("wallet.json", "--status", "fresh"), 0, "valid"),
        (("wallet.json",), 3, "status_unknown"),
        (("certificate.pdf", "--status", "revoked"), 1, "revoked"),
        (("certificate.pdf",), 3, "status_unknown"),
        (("certificate.pdf", "--status", "old"), 3, "status_unknown"),
        (("certificate.pdf", "--status", "suspended"), 4, "suspended"),
        (("scan.pdf", "--status", "fresh"), 5, "malformed"),
        (("certificate.pdf", "--status", "fresh", "--status", "old/0.json"), 0, "valid"),
        (("certificate.pdf", "--status", "fresh/0.json"), 3, "status_unknown"),
        (("code.txt", "--status", "fresh"), 0, "valid"),
        (("code.txt",), 3, "status_unknown"),
        (("code.txt", "--status", "old"), 3, "status_unknown"),
        (("code.txt", "--status", "revoked"), 1, "revoked"),
        (("https://sz.example/v/abc#12", "--status", "fresh"), 5, "malformed"),
    ],
)
def test_each_verdict_has_its_exit_status(
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    verdict: str,
) -> None:
    assert run(desk, *arguments, *ON, "--json") == status
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["verdict"], record["exit_status"]) == (verdict, status)


@pytest.mark.rule("R-112")
def test_a_certificate_verifies_where_django_cannot_be_imported(desk: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [
            sys.executable,
            "-c",
            WITHOUT_DJANGO,
            str(desk / "certificate.pdf"),
            "--trust",
            str(desk / "trust.json"),
            "--status",
            str(desk / "fresh"),
            *ON,
        ],
        env={"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "PATH": os.defpath},
        cwd=desk,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "证书真实有效。" in done.stdout


def test_the_text_of_a_papers_code_is_judged_as_it_was_read(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, (desk / "code.txt").read_text(encoding="utf-8"), *ON)

    assert (
        capsys.readouterr().out
        == """\
#
  签名有效；2026-07-15以后的状态不明，不能当作有效证书。

   1 通过      文件      二维码内容可读。
   2 通过      格式      符合证书二维码的格式。
   3 通过      编号      X 2026 010004 2 0009173 L，20位，末位校验字符L计算无误。
   4 通过      颁发者    由长照服务评价中心颁发，信任文件中有该机构。
   5 通过      密钥      签发当日（2026-07-15）密钥在有效期内。
   6 通过      签名      签名验证成功，签发后内容未变。
   7 无法判断  存证      二维码称存证于日志第3条；纸面不带存证凭据。
   8 无法判断  撤销      没有可用的签名状态名单（sha256:cc5b3a31139d）。
   9 无法判断  核查      没有可用的签名状态名单（sha256:d9e75881687d）。
  10 通过      有效期    自2026-07-15起有效，不设期限。

  证书      老年照护职业技能等级证书（中级）
  持有人    孟晓棠
  编号      X 2026 010004 2 0009173 L
  颁发      长照服务评价中心 2026-07-15
"""
    )


def test_the_report_is_in_chinese_with_numbered_checks(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "certificate.pdf", "--status", "fresh", *ON)

    assert (
        capsys.readouterr().out
        == f"""\
{desk}/certificate.pdf
  证书真实有效。

   1 通过      文件      文件可以打开，内容可读。
   2 通过      格式      符合职业技能等级证书的格式。
   3 通过      编号      X 2026 010004 2 0009173 L，20位，末位校验字符L计算无误。
   4 通过      颁发者    由长照服务评价中心颁发，信任文件中有该机构。
   5 通过      密钥      签发当日（2026-07-15）密钥在有效期内。
   6 通过      签名      签名验证成功，签发后内容未变。
   7 通过      存证      存证日志sz.example/log第3条，存证后内容未变。
   8 通过      撤销      2026-11-24的状态名单中没有撤销记录。
   9 通过      核查      2026-11-24的状态名单中没有核查记录。
  10 通过      有效期    自2026-07-15起有效，不设期限。

  证书      老年照护职业技能等级证书（中级）
  持有人    孟晓棠
  编号      X 2026 010004 2 0009173 L
  标准      老年照护职业技能等级标准 2.0
  颁发      长照服务评价中心 2026-07-15
  存证      3 / 5
"""
    )


def test_the_report_is_in_english_on_request(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "certificate.pdf", "--lang", "en", *ON)

    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "  The signature is good; the status has not been known since 2026-07-15."
    assert lines[10] == (
        "   8 cannot be judged  Revocation              "
        "No signed status list is at hand (https://sz.example/status/revocation/1)."
    )


def test_a_record_names_check_outcome_sentence_and_clause(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "altered.json", "--status", "fresh", *ON, "--json", "--lang", "en")

    (record,) = json.loads(capsys.readouterr().out)
    assert record["sentence"] == "The file has been altered and must not be relied on."
    assert record["checked_at"] == "2026-11-24T02:32:08Z"
    assert record["status_known_at"] == "2026-11-23T20:32:08Z"
    assert record["certificate"]["holder"] == "孟小棠"
    assert record["checks"][5] == {
        "number": 6,
        "check": "signature",
        "outcome": "failed",
        "sentence": "The signature does not fit the document.",
        "clause": "W3C VC Data Integrity EdDSA 1.0, Verify Proof (eddsa-jcs-2022)",
    }


def test_of_several_files_the_gravest_result_is_the_exit_status(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ("certificate.pdf", "scan.pdf", "certificate.pdf")

    assert run(desk, *files, "--status", "fresh", *ON) == 5
    assert run(desk, *files, "altered.json", "--status", "fresh", *ON) == 1
    assert capsys.readouterr().out.count("证书真实有效。") == 4


def test_hundreds_of_files_are_told_of_in_order_as_a_few_are(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = ["certificate.pdf"] * 120 + ["altered.json", "scan.pdf"] + ["certificate.pdf"] * 120

    assert run(desk, *many, "--status", "fresh", *ON, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    expected = ["valid"] * 120 + ["altered", "malformed"] + ["valid"] * 120
    assert [one["verdict"] for one in told] == expected
    assert run(desk, "certificate.pdf", "--status", "fresh", *ON, "--json") == 0
    assert json.loads(capsys.readouterr().out) == told[:1] == told[-1:]


def test_one_file_that_is_not_there_among_hundreds_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, *["certificate.pdf"] * 210, "absent.pdf") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "absent.pdf: No such file or directory" in printed.err


def test_a_day_means_its_end_in_the_province(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, "certificate.pdf", "--status", "fresh", "--at", "2026-11-24", "--json") == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert record["checked_at"] == "2026-11-24T15:59:59Z"
    assert verdicts(desk, capsys, "certificate.pdf", "--status", "fresh") == ["valid"]


def test_without_a_date_today_is_asked_about(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, "certificate.pdf", "--status", "old") == 3
    capsys.readouterr()


def test_what_an_altered_file_says_is_marked_as_what_it_says(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "altered.json", "--status", "fresh", *ON)

    assert "  文件上写的是\n  证书      老年照护" in capsys.readouterr().out


def test_a_file_cannot_steer_the_terminal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = cast.certificate()
    document["issuer"]["name"] = "中心\x1b[2J\u202e"
    document["issuer"]["id"] = "did:web:\x1b]0;x\x07"
    (desk / "hostile.json").write_text(json.dumps(document), encoding="utf-8")

    run(desk, "hostile.json", *ON)
    run(desk, "hostile.json", *ON, "--json")

    printed = capsys.readouterr().out
    assert not set(printed) & {"\x1b", "\x07", "\u202e"}
    assert "\\u001b" not in printed


def test_lists_that_were_not_used_are_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = cast.status_list("revocation", key=cast.STRANGER)
    (desk / "foreign.json").write_bytes(jsontext.canonical(foreign))

    run(desk, "certificate.pdf", "--status", "fresh", "--status", "foreign.json", *ON)

    assert capsys.readouterr().out.splitlines()[-1] == (
        "  未采用的状态名单: https://sz.example/status/revocation/1 "
        "信任文件中没有这份状态名单的签发者。"
    )


@pytest.mark.parametrize(
    ("name", "content", "arguments", "complaint"),
    [
        ("x", b"", ("absent.pdf",), "absent.pdf: No such file or directory"),
        ("bad.json", b"{", ("--status", "bad.json"), "bad.json: The file is not JSON"),
        ("x", b"", ("--status", "absent"), "absent: No such file or directory"),
        ("x", b"", ("--at", "yesterday"), "--at: 'yesterday' is no date such as 2026-07-15"),
        ("x", b"", ("--at", "2026-02-30"), "--at: '2026-02-30' is no date such as 2026-07-15"),
        ("x", b"", ("--at", "9999-12-31"), "--at: '9999-12-31' is no date such as 2026-07-15"),
        ("trust.json", b"{}", (), "The trust file has version None; this verifier reads version 1"),
        ("trust.json", b"[]", (), "The file holds no JSON object."),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_judged(
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    arguments: tuple[str, ...],
    complaint: str,
) -> None:
    (desk / name).write_bytes(content)

    assert run(desk, "certificate.pdf", *arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert complaint in printed.err


def test_a_file_of_any_size_is_read_no_further_than_the_limit(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (desk / "large.pdf").open("wb") as file:
        file.truncate(1 << 30)

    assert run(desk, "large.pdf", *ON, "--lang", "en") == 5
    assert "The file has 16777217 bytes; at most 16777216 are read." in capsys.readouterr().out


def test_wrong_arguments_are_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        verify_command.main(["--trust"])

    assert left.value.code == 2
    assert "usage: shuzheng verify" in capsys.readouterr().err


SPECIFICATION = (SOURCE.parent / "docs" / "trust-file.md").read_text(encoding="utf-8")


def test_the_specification_names_every_verdict_with_its_exit_status() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| .* \| ([0-9]) \|$", SPECIFICATION, re.MULTILINE)

    assert [(verdict.value, str(verify_telling.STATUSES[verdict])) for verdict in Verdict] == rows


def test_the_example_of_the_specification_is_a_trust_file() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", SPECIFICATION, re.DOTALL)

    (issuer,) = trust.parse(example.encode()).issuers.values()
    assert issuer.name == "长照服务评价中心"
