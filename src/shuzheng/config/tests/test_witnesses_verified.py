"""What witnesses saw travels with a certificate, to our own page and to whoever verifies alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import verify_command
from shuzheng.config.tests.witnesses import running, witness
from shuzheng.credentials.core import jsontext, trust
from shuzheng.credentials.core.envelope import bundle
from shuzheng.credentials.core.verifying import Outcome, Step
from shuzheng.credentials.queries import pages_verification, papers, verification
from shuzheng.credentials.queries import trust as trusted
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.transparency.queries import heads
from shuzheng.transparency.services import witnesses as asked

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.LOG_ORIGIN = "log.example/log"


def test_verification_says_who_has_seen_the_checkpoint_here_and_offline(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    row = visits.register(monkeypatch).of("沈予安")
    before = pages_verification.edition(row.token, LATER)
    with running(settings, witness(tmp_path, "a"), witness(tmp_path, "b")):
        # Witnesses have clocks of their own.
        assert asked.collect(now=datetime.now(UTC)).cosigned == 2
    head = heads.newest()
    assert head is not None

    check = verification.by_number(row.number, "沈予安", LATER).report.check(Step.LOG)
    assert check.outcome is Outcome.HELD
    assert str(check).endswith("Seen by 2 of 2 witnesses: a.example/w b.example/w.")
    assert pages_verification.edition(row.token, LATER) != before

    document = trusted.document(LATER)
    assert document["log"]["witnesses"] == [str(one.key) for one in settings.WITNESSES]
    assert "quorum" not in document["log"]
    assert document["version"] == 1
    assert document["checkpoint"] == head.note
    demanding = {**document, "version": 2, "log": {**document["log"], "quorum": 2}}
    proof = papers.proof(row).decode()
    parcel = bundle(jsontext.read(row.credential.encode()), proof, ())
    stripped = bundle(jsontext.read(row.credential.encode()), proof.rpartition("— b.")[0], ())
    (tmp_path / "trust.json").write_bytes(jsontext.canonical(demanding))
    for name, content in (("whole", parcel), ("stripped", stripped)):
        (tmp_path / f"{name}.json").write_bytes(jsontext.canonical(content))
    arguments = ["--trust", str(tmp_path / "trust.json"), "--at", LATER.isoformat(), "--json"]

    assert verify_command.main([str(tmp_path / "whole.json"), *arguments]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert record["checks"][6]["sentence"].endswith(
        "2家见证方中2家已加签：a.example/w b.example/w。"
    )
    assert [one["name"] for one in record["witnesses"]] == ["a.example/w", "b.example/w"]
    assert verify_command.main([str(tmp_path / "stripped.json"), *arguments]) == 1
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["verdict"], record["witnesses"]) == ("not_trusted", [])
    assert record["checks"][6]["sentence"] == (
        "2家见证方中有1家为存证日志的这个检查点加签，信任文件要求2家。"
    )
    assert trust.read(demanding).log == trust.Log(
        heads.verifier_key(), witnesses=tuple(one.key for one in settings.WITNESSES), quorum=2
    )
