"""The log's key in a PKCS#11 token: made there, and its checkpoints verify as any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from shuzheng.config import keys_command
from shuzheng.foundation import keyring, tokens
from shuzheng.identity.tests.cast import NOON
from shuzheng.transparency.adapters import signing
from shuzheng.transparency.core import checkpoint
from shuzheng.transparency.models import Checkpoint
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.fixture(autouse=True)
def _named(settings: Settings) -> None:
    settings.LOG_ORIGIN = "log.example/log"


@pytest.fixture
def file(
    token: keyring.Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Path:
    """Make the key file of a new installation, as its operator does; the platform reads it."""
    (tmp_path / "pin").write_text(token.pin, encoding="utf-8")
    (tmp_path / "pin").chmod(0o600)
    said = {
        "SHUZHENG_KEY_FILE": str(tmp_path / "keys.json"),
        "SHUZHENG_PKCS11_MODULE": str(token.module),
        "SHUZHENG_PKCS11_TOKEN": token.label,
        "SHUZHENG_PKCS11_PIN_FILE": str(tmp_path / "pin"),
        "SHUZHENG_SIGNING_KEYS": "token",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert keys_command.main(["make"]) == 0
    settings.KEYRING = keyring.load(tmp_path / "keys.json")
    return tmp_path / "keys.json"


def publish() -> Checkpoint:
    log.append([log.commitment("test.made", b"x")], now=NOON)
    log.publish(now=NOON)
    return Checkpoint.objects.order_by("-size")[0]


@pytest.mark.rule("R-110")
@pytest.mark.django_db
def test_a_new_installations_log_is_signed_in_the_token(
    file: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    del file
    kept = settings.KEYRING.log

    head = publish()

    assert isinstance(kept, keyring.InToken)
    assert (kept.label, len(kept.public)) == ("signing", 32)
    found = checkpoint.open(head.note, signing.verifier_key("log.example/log"))
    assert (found.size, found.origin) == (1, "log.example/log")
    assert check_log() == []
    assert publish().size == 2
    assert keys_command.check() == 0
    assert "evidence log (token signing): signs\n" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_a_log_that_began_in_the_key_file_goes_on_there() -> None:
    assert publish().size == 1
    assert signing.place() == ""
    assert publish().size == 2
    assert check_log() == []


@pytest.mark.django_db
def test_a_silent_token_publishes_nothing_and_entries_wait(file: Path, settings: Settings) -> None:
    del file
    publish()
    believed, settings.TOKEN = settings.TOKEN, None

    with pytest.raises(tokens.NoSuchKey, match="signing"):
        publish()
    assert signing.fault() == "The token “signing” does not hold this signing key."
    assert Checkpoint.objects.count() == 1

    settings.TOKEN = believed
    assert publish().size == 3
    assert check_log() == []


@pytest.mark.django_db
def test_a_log_does_not_go_on_under_another_key_of_the_token(
    file: Path, settings: Settings
) -> None:
    del file
    publish()
    uid = uuid4()
    other = keyring.InToken("signing", uid, tokens.session("signing").make(uid))
    settings.KEYRING = replace(settings.KEYRING, log=other)

    with pytest.raises(log.KeyChanged):
        publish()
    ours = replace(other, public=bytes(32))
    settings.KEYRING = replace(settings.KEYRING, log=ours)
    assert signing.fault() == "it signs with another key"


def test_a_key_file_stays_as_it_is_when_sealing_keys_change(file: Path) -> None:
    before = keyring.load(file).log
    made = file.read_bytes()

    assert keys_command.main(["make"]) == 0
    assert file.read_bytes() == made
    keyring.rotate(file)
    keyring.drop(file, "k1")

    assert keyring.load(file).log == before


def test_where_the_token_refuses_no_key_file_is_made(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.unlink()
    assert keys_command.main(["make"]) == 0
    made = f"keys made: {file}, the evidence log's in the token signing\n"
    assert made in capsys.readouterr().out
    file.unlink()
    monkeypatch.setenv("SHUZHENG_PKCS11_TOKEN", "elsewhere")

    assert keys_command.main(["make"]) == 1

    assert not file.exists()
    assert "The token that holds the signing keys does not answer" in capsys.readouterr().err
