"""Where signing keys lie is said by four variables; a half-said place stops the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.config import environment
from shuzheng.foundation import keyring

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def said(tmp_path: Path) -> dict[str, str]:
    """Return variables that name a token whose module and PIN file are there."""
    (tmp_path / "module.so").write_bytes(b"")
    (tmp_path / "pin").write_text("1234\n", encoding="utf-8")
    (tmp_path / "pin").chmod(0o600)
    return {
        "SHUZHENG_PKCS11_MODULE": str(tmp_path / "module.so"),
        "SHUZHENG_PKCS11_TOKEN": "signing",
        "SHUZHENG_PKCS11_PIN_FILE": str(tmp_path / "pin"),
    }


def test_without_a_word_keys_lie_under_the_key_file(tmp_path: Path) -> None:
    found = environment.read({}, tmp_path)

    assert (found.token, found.keys_in_token) == (None, False)
    assert not environment.read({"SHUZHENG_SIGNING_KEYS": "file"}, tmp_path).keys_in_token


def test_a_token_is_named_by_three_variables_and_used_for_new_keys_by_a_fourth(
    said: dict[str, str], tmp_path: Path
) -> None:
    found = environment.read(said, tmp_path)

    assert found.token == keyring.Token(tmp_path / "module.so", "signing", "1234")
    assert not found.keys_in_token
    assert environment.read({**said, "SHUZHENG_SIGNING_KEYS": "token"}, tmp_path).keys_in_token
    assert "1234" not in repr(found)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"SHUZHENG_PKCS11_MODULE": ""}, "SHUZHENG_PKCS11_MODULE is missing"),
        ({"SHUZHENG_PKCS11_TOKEN": ""}, "SHUZHENG_PKCS11_TOKEN is missing"),
        ({"SHUZHENG_PKCS11_PIN_FILE": ""}, "SHUZHENG_PKCS11_PIN_FILE is missing"),
        ({"SHUZHENG_PKCS11_MODULE": "/nowhere.so"}, "there is no such file"),
        ({"SHUZHENG_PKCS11_TOKEN": "x" * 33}, "more than 32 characters"),
        ({"SHUZHENG_PKCS11_PIN_FILE": "/nowhere"}, "cannot be read: No such file"),
        ({"SHUZHENG_SIGNING_KEYS": "hsm"}, "SHUZHENG_SIGNING_KEYS is 'hsm'"),
    ],
)
def test_a_place_that_is_half_said_stops_the_start(
    said: dict[str, str], tmp_path: Path, change: dict[str, str], why: str
) -> None:
    with pytest.raises(environment.BadSetting, match=why):
        environment.read({**said, **change}, tmp_path)


def test_keys_in_a_token_need_a_token(tmp_path: Path) -> None:
    with pytest.raises(environment.BadSetting, match="name one"):
        environment.read({"SHUZHENG_SIGNING_KEYS": "token"}, tmp_path)


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [("1234", 0o640, "can be read by others"), (" \n", 0o600, "is empty")],
)
def test_a_pin_is_for_its_owner_and_not_empty(
    said: dict[str, str], tmp_path: Path, text: str, mode: int, why: str
) -> None:
    (tmp_path / "pin").write_text(text, encoding="utf-8")
    (tmp_path / "pin").chmod(mode)

    with pytest.raises(environment.BadSetting, match=why):
        environment.read(said, tmp_path)
