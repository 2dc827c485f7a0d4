"""The conformance door opens apart from every installation, or it does not open."""

from __future__ import annotations

import os
import re
import signal
import socket
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import conformance_command
from shuzheng.config.tests import processes
from shuzheng.foundation import keyring

if TYPE_CHECKING:
    from pathlib import Path

SERVE = "shuzheng.config.serve_command"


def apart(folder: Path, **changes: str) -> dict[str, str]:
    """Return an environment whose data folder is `folder`, and which names nothing else."""
    ours = ("DATABASE_URL", "SHUZHENG_KEY_FILE", "SHUZHENG_MODE", "PUBLIC_URL", "PORT")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return {**rest, "SHUZHENG_DATA_DIR": str(folder), **changes}


def test_it_opens_says_where_and_who_it_is_and_closes(tmp_path: Path) -> None:
    process = processes.start(SERVE, "--conformance", "--port", "0", env=apart(tmp_path))
    try:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=processes.LIMIT_SECONDS)
    finally:
        process.kill()

    assert re.fullmatch(
        r"conformance door: https://127\.0\.0\.1:\d+/vc-api\n"
        r"issuer: did:key:z6Mk[1-9A-HJ-NP-Za-km-z]+\n",
        "".join(said),
    )
    assert (process.returncode, rest) == (0, "stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_apart(tmp_path: Path) -> None:
    conformance_command.require_apart(apart(tmp_path))


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(conformance_command.CannotOpen) as why:
        conformance_command.require_apart(environ)
    return str(why.value)


def test_beside_a_key_file_it_does_not_open(tmp_path: Path) -> None:
    keyring.make(tmp_path / "keys.json")

    assert refusal(apart(tmp_path)) == (
        f"{tmp_path}/keys.json belongs to an installation, whose organisations may have keys there:"
        " set SHUZHENG_DATA_DIR to an empty folder"
    )


def test_beside_a_key_file_that_lies_elsewhere_it_does_not_open(tmp_path: Path) -> None:
    keyring.make(tmp_path / "elsewhere.json")
    environ = apart(tmp_path, SHUZHENG_KEY_FILE=str(tmp_path / "elsewhere.json"))

    assert refusal(environ).startswith(f"{tmp_path}/elsewhere.json belongs to an installation")


def test_beside_a_database_it_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "shuzheng.sqlite3").touch()

    assert refusal(apart(tmp_path)).startswith(f"{tmp_path}/shuzheng.sqlite3 belongs to an")


def test_where_a_database_is_named_it_does_not_open(tmp_path: Path) -> None:
    environ = apart(tmp_path, DATABASE_URL="postgresql:///shuzheng")

    assert refusal(environ) == (
        "DATABASE_URL names a database, in which organisations may have keys"
    )


def test_in_production_it_does_not_open(tmp_path: Path) -> None:
    environ = apart(
        tmp_path,
        SHUZHENG_MODE="production",
        PUBLIC_URL="https://sz.example",
        DATABASE_URL="postgresql:///shuzheng",
    )

    assert refusal(environ) == "the mode is production"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "sz.example", ""])  # noqa: S104
def test_it_listens_to_this_machine_only(host: str) -> None:
    with pytest.raises(conformance_command.CannotOpen) as why:
        conformance_command.open_door(host, 0)

    assert str(why.value) == f"it listens to this machine only, and not on {host}"


def names_of_this_machine() -> list[str]:
    """Return the names under which the door may be opened here: not every machine speaks IPv6."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return ["127.0.0.1", "localhost"]
    return ["127.0.0.1", "localhost", "::1"]


@pytest.mark.parametrize("host", names_of_this_machine())
def test_every_name_of_this_machine_will_do(host: str) -> None:
    with conformance_command.open_door(host, 0) as door:
        shown = f"[{host}]" if ":" in host else host
        assert door.address == f"https://{shown}:{door.server_address[1]}"


def test_a_port_that_is_taken_is_named() -> None:
    with conformance_command.open_door("127.0.0.1", 0) as door:
        port = int(door.server_address[1])
        with pytest.raises(conformance_command.CannotOpen) as why:
            conformance_command.open_door("127.0.0.1", port)

    assert str(why.value).startswith(f"port {port} on 127.0.0.1 cannot be used")


def test_the_command_tells_why_it_does_not_open(tmp_path: Path) -> None:
    keyring.make(tmp_path / "keys.json")
    process = processes.start(SERVE, "--conformance", env=apart(tmp_path))

    said, _ = process.communicate(timeout=processes.LIMIT_SECONDS)

    assert process.returncode == 1
    assert said.startswith(f"shuzheng serve --conformance: {tmp_path}/keys.json belongs to")
