"""The evidence log leaves as files, says by which key it is judged, and is computed again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import log_command
from shuzheng.foundation import append_only, jobs
from shuzheng.foundation.jobs.tests.work import XU
from shuzheng.foundation.models import Fact
from shuzheng.transparency.core import checkpoint
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("several_at_once")

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


def test_the_log_is_exported_and_the_last_line_is_the_key_that_verifies_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.append([log.commitment("certificate", body) for body in (b"one", b"two")], now=NOW)
    log.publish(now=NOW)
    folder = tmp_path / "public" / "log"
    for _ in range(2):
        assert log_command.main(["export", str(folder)]) == 0
        key = capsys.readouterr().out.splitlines()[-1]
        head = checkpoint.open((folder / "checkpoint").read_bytes(), key)
        assert head.size == 2


def test_a_log_that_was_never_published_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert log_command.main(["export", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "shuzheng log: Nothing has been published in the evidence log yet.\n"
    )


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file, not a folder")
    assert log_command.main(["export", str(tmp_path / "log")]) == 1
    assert f"{tmp_path / 'log'} cannot be written: File exists" in capsys.readouterr().err


def test_whole_chains_are_said_to_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    log.append([log.commitment("certificate", b"one")], now=NOW)
    log.publish(now=NOW)
    assert log_command.main(["check"]) == 0
    assert capsys.readouterr().out == "the record of acts and the evidence log are whole\n"


def test_a_changed_record_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    job = jobs.enqueue("foundation.test.count", {"rows": 1}, actor=XU, now=NOW)
    jobs.cancel(job.uid, actor=XU, now=NOW)
    with append_only.lifted():
        Fact.objects.update(role="auditor")
    assert log_command.main(["check"]) == 1
    assert capsys.readouterr().err == "shuzheng log: fact 1 was changed\n"
