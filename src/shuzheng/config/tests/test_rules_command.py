"""`shuzheng rules` lists the register as it stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shuzheng.config import rules_command
from shuzheng.foundation import register


def test_as_json_it_prints_every_rule_with_its_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules_command.main(["--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    assert printed == register.listing()
    assert len(printed) == 221


def test_only_the_live_ones_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules_command.main(["--json", "--live"]) == 0

    printed = json.loads(capsys.readouterr().out)
    assert printed == [row for row in register.listing() if row["live"]]


def test_as_a_table_it_names_where_a_rule_is_applied(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules_command.main([]) == 0

    printed = capsys.readouterr().out
    assert "R-030  E    live  Participation is by filing" in printed
    assert "pilots.rules.filing.silence_files" in printed
    assert printed.splitlines()[-1].startswith("221 rules, ")


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        rules_command.main(["--yaml"])

    assert ended.value.code == 2
    assert "--yaml" in capsys.readouterr().err


def test_it_answers_before_keys_or_a_database_exist(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH"}}
    environment = kept | {"SHUZHENG_DATA_DIR": str(tmp_path)}
    code = "import sys; from shuzheng.config import cli; sys.exit(cli.main(['rules', '--json']))"
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code],
        env=environment,
        cwd=Path(register.__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(json.loads(ended.stdout)) == 221
    assert list(tmp_path.iterdir()) == []
