"""The key file's command: made once, rotated, values sealed anew, an old key dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.config import keys_command
from shuzheng.credentials.models import IssuerKey
from shuzheng.credentials.services import keys as signing
from shuzheng.foundation import keyring
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation

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


@pytest.mark.django_db
def test_every_current_signing_key_signs_once_or_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    party = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价中心")
    issuer = actor(Role.ORGANISATION_ISSUER, party)
    row = signing.ensure(party, actor=issuer, now=NOON)

    assert keys_command.check() == 0
    assert capsys.readouterr().out == (
        f"演示评价中心 {row.multikey} (key file): signs\n"
        "evidence log (key file): signs\n"
        "2 signing keys, 0 cannot sign\n"
    )
    IssuerKey.objects.update(private_sealed="", token="elsewhere")
    assert keys_command.check() == 1
    said = capsys.readouterr().out
    assert "(token elsewhere): The token “elsewhere” does not hold this signing key." in said
    assert said.endswith("2 signing keys, 1 cannot sign\n")


@pytest.mark.parametrize("words", [[], ["burn"], ["drop"], ["rotate", "k1"]])
def test_other_words_are_answered_with_the_usage(
    keys: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys_command.main(words) == 2
    assert "make|rotate|reseal|drop" in capsys.readouterr().err
    assert not keys.exists()
