"""The key file's command: made once, rotated, values sealed anew, an old key dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.config import keys_command
from shuzheng.foundation import keyring

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.json"
    monkeypatch.setenv("SHUZHENG_KEY_FILE", str(path))
    return path


def test_a_key_file_is_made_once_and_rotated(
    keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys_command.main(["make"]) == 0
    made = keys.read_bytes()
    assert keys_command.main(["make"]) == 0
    assert keys.read_bytes() == made

    assert keys_command.main(["rotate"]) == 0
    assert "current sealing key: k2" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_old_key_is_dropped_after_everything_was_sealed_anew(
    keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys_command.main(["make"])
    keys_command.main(["rotate"])

    assert keys_command.main(["drop", "k1"]) == 0

    said = capsys.readouterr().out
    assert "identity.persons: 0" in said
    assert "every sealed value is under the current key" in said
    assert set(keyring.load(keys).sealing) == {"k2"}
    assert keys_command.main(["drop", "k2"]) == 1
    assert "k2 is the current sealing key" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["burn"], ["drop"], ["rotate", "k1"]])
def test_other_words_are_answered_with_the_usage(
    keys: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys_command.main(words) == 2
    assert "make|rotate|reseal|drop" in capsys.readouterr().err
    assert not keys.exists()
