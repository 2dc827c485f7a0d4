"""Sealed values open only under their key and in their own place."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import keyring, sealing

if TYPE_CHECKING:
    from pathlib import Path

HERS = sealing.Place("identity_person", "document", "row-1")


@given(st.text(min_size=1))
def test_what_is_sealed_opens_again(text: str) -> None:
    assert sealing.unseal(sealing.seal(text, HERS), HERS) == text


@pytest.mark.parametrize(
    "elsewhere",
    [
        sealing.Place("identity_person", "document", "row-2"),
        sealing.Place("identity_person", "phone", "row-1"),
        sealing.Place("identity_user", "document", "row-1"),
    ],
)
def test_a_value_moved_elsewhere_does_not_open(elsewhere: sealing.Place) -> None:
    sealed = sealing.seal("34990020080101001X", HERS)

    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(sealed, elsewhere)


def test_a_sealed_value_names_its_key_and_hides_its_text() -> None:
    sealed = sealing.seal("34990020080101001X", HERS)

    assert sealing.key_of(sealed) == "k1"
    assert "3499" not in sealed
    assert sealing.seal("", HERS) == ""
    assert sealing.unseal("", HERS) == ""


def test_equal_values_have_equal_indexes_within_one_purpose_only() -> None:
    assert sealing.index("a", "x") == sealing.index("a", "x")
    assert sealing.index("a", "x") != sealing.index("b", "x")
    assert sealing.index("a", "x") != sealing.index("a", "y")
    assert len(sealing.index("a", "x")) == 64


def test_a_key_file_is_the_owners_alone_and_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keyring.make(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        keyring.make(path)

    path.chmod(0o644)
    with pytest.raises(keyring.NoKeys, match="0600"):
        keyring.load(path)


def test_rotation_adds_a_key_and_keeps_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keyring.make(path)
    before = keyring.load(path)

    assert keyring.rotate(path) == "k2"

    after = keyring.load(path)
    assert after.current == "k2"
    assert after.sealing["k1"] == before.sealing["k1"]
    assert after.index == before.index
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_missing_key_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(keyring.NoKeys, match="shuzheng keys make"):
        keyring.load(tmp_path / "keys.json")
