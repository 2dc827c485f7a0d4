"""`shuzheng verify` judges a whole record, and every certificate in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import verify_command
from shuzheng.credentials.core import jsontext, trust
from shuzheng.credentials.tests.core import cast, recording

if TYPE_CHECKING:
    from pathlib import Path

ON = ("--at", "2026-11-24T10:32:08+08:00")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Lay out a record, a certificate, a trust file without lists, and folders of lists."""
    written = trust.compose(recording.trusted())
    (tmp_path / "trust.json").write_bytes(jsontext.canonical(written))
    (tmp_path / "record.json").write_bytes(jsontext.canonical(recording.signed()))
    (tmp_path / "certificate.json").write_bytes(jsontext.canonical(cast.certificate()))
    for name, lists in [
        ("fresh", cast.fresh_lists()),
        ("revoked", cast.fresh_lists(revoked=[94_567])),
        ("suspended", cast.fresh_lists(suspended=[23_452])),
    ]:
        (tmp_path / name).mkdir()
        for number, listed in enumerate(lists):
            (tmp_path / name / f"{number}.json").write_bytes(jsontext.canonical(listed))
    return tmp_path


def run(desk: Path, *arguments: str) -> int:
    return verify_command.main(
        [str(desk / a) if (desk / a).exists() else a for a in arguments]
        + ["--trust", str(desk / "trust.json"), *ON]
    )


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--status", "fresh"), 0),
        ((), 3),
        (("--status", "revoked"), 1),
        (("--status", "suspended"), 4),
    ],
)
def test_the_gravest_certificate_of_a_record_gives_the_exit_status(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int
) -> None:
    assert run(desk, "record.json", *arguments, "--json") == status
    (record,) = json.loads(capsys.readouterr().out)
    assert record["exit_status"] == status


def test_a_whole_record_is_reported_with_every_certificate_in_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "record.json", "--status", "fresh")

    lines = capsys.readouterr().out.splitlines()
    assert lines[:17] == [
        f"{desk}/record.json",
        "  记录属实，其中每张证书都真实有效。",
        "",
        "   1 通过      文件      文件可以打开，内容可读。",
        "   2 通过      格式      符合学习成果记录的格式。",
        "   3 通过      出具方    由江淮省教育厅出具，信任文件列有该出具方。",
        "   4 通过      密钥      2026-11-22签署记录时，该密钥在使用期内。",
        "   5 通过      签名      签名验证成功，签发后内容未变。",
        "   6 通过      持有人    记录与所含证书的持有人一致。",
        "   7 通过      所含证书  共2张，逐张查验，全部真实有效。",
        "   8 通过      有效期    自2026-11-22起有效，不设期限。",
        "",
        "  持有人    孟晓棠",
        "  证书数    2 (全部在册)",
        "  出具      江淮省教育厅 2026-11-22",
        "",
        f"{desk}/record.json 1/2",
    ]
    assert lines[17] == "  证书真实有效。"
    assert lines.count("  编号      X 2026 010004 3 0000017 J") == 1


def test_a_program_finds_the_certificates_of_a_record_in_its_record(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "record.json", "certificate.json", "--status", "revoked", "--json")

    whole, single = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in whole["certificates"]] == ["revoked", "valid"]
    assert [len(one["checks"]) for one in whole["certificates"]] == [10, 10]
    assert whole["checks"][6]["check"] == "certificates"
    assert whole["certificate"]["certificates"] == "2 (全部在册)"
    assert "certificates" not in single
