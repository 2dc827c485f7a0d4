"""Two tokens of SoftHSM (Debian's `softhsm2`), which `make test` installs where it is missing.

The fixtures are every room's (`conftest.py`): the module reads once, when a process first uses it,
where its tokens are.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pkcs11
import pytest

from shuzheng.foundation import keyring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a place for tokens, and in it `signing` and `spare`."""
    place = tmp_path_factory.mktemp("softhsm")
    (place / "tokens").mkdir()
    lines = (f"directories.tokendir = {place / 'tokens'}", "objectstore.backend = file")
    (place / "conf").write_text("\n".join(lines), encoding="utf-8")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(place / "conf")
    for label in ("signing", "spare"):
        _initialise(label)
    yield place
    pkcs11.unload(str(MODULE))
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture
def token(softhsm: Path, settings: Settings) -> keyring.Token:
    """Have new keys made in the token."""
    del softhsm
    held = keyring.Token(MODULE, "signing", "1234")
    settings.TOKEN, settings.KEYS_IN_TOKEN = held, True
    return held


def pin_of(label: str, pin: str) -> None:
    """Give a token another PIN, as its security officer."""
    held = pkcs11.lib(str(MODULE)).get_token(token_label=label)
    with held.open(rw=True, so_pin="12345678") as session:
        session.init_pin(pin)


def _initialise(label: str) -> None:
    pins = ("--pin", "1234", "--so-pin", "12345678")
    command = ["softhsm2-util", "--init-token", "--free", "--label", label, *pins]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed arguments
