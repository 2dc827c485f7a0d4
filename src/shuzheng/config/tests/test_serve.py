"""The platform as one command: it starts, answers, stops, and leaves nothing behind."""

from __future__ import annotations

import signal
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shuzheng.config.tests import processes
from shuzheng.foundation import keyring

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping

SERVE = "shuzheng.config.serve_command"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Lay out a demonstration of its own, on SQLite; the first start prepares it."""
    here = tmp_path_factory.mktemp("demonstration")
    keyring.make(here / "keys.json")
    (here / "sign-ins.txt").write_text("省教育厅  admin  tally-book-42\n", encoding="utf-8")
    return processes.environment(
        SHUZHENG_DATA_DIR=str(here),
        SHUZHENG_KEY_FILE=str(here / "keys.json"),
        DATABASE_URL="",
        PUBLIC_URL="",
    )


@pytest.fixture
def port() -> int:
    """Find a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(env: Mapping[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run `shuzheng serve`; end it by force if the test leaves it running."""
    process = processes.start(SERVE, *arguments, env=env)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def answer(env: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    """Run `shuzheng serve` to its end; returns its status and what it said."""
    process = processes.start(SERVE, *arguments, env=env)
    said, _ = process.communicate(timeout=processes.LIMIT_SECONDS)
    return process.returncode, said


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_starts_says_where_it_is_and_stops_without_leaving_a_process(
    place: dict[str, str], port: int
) -> None:
    said = ""
    for stop in (signal.SIGTERM, signal.SIGINT):
        with serving(place, "--port", str(port)) as process:
            said = until_it_answers(process)
            assert listens(port)
            assert f"http://127.0.0.1:{port}/" in said
            assert "省教育厅  admin  tally-book-42" in said
            family = processes.descendants(process.pid)
            assert len(family) == 4
            process.send_signal(stop)
            assert process.wait(processes.LIMIT_SECONDS) == 0
            assert not any(map(processes.alive, family))
            assert not listens(port)
    assert "static files collected" not in said
    assert "database brought up to date" not in said
    assert (Path(place["SHUZHENG_DATA_DIR"]) / "static" / "staticfiles.json").exists()


def test_nothing_outlives_it_even_when_it_is_killed(place: dict[str, str], port: int) -> None:
    with serving(place, "--port", str(port)) as process:
        until_it_answers(process)
        family = processes.descendants(process.pid)
        process.kill()
        process.wait()
        processes.until(lambda: not any(map(processes.alive, family)), 30)


def test_it_stops_as_a_whole_when_the_worker_falls(place: dict[str, str], port: int) -> None:
    with serving(place, "--port", str(port)) as process:
        until_it_answers(process)
        processes.signal_child(process.pid, "worker_command", signal.SIGKILL)
        rest, _ = process.communicate(timeout=processes.LIMIT_SECONDS)
        assert process.returncode == 1
        assert "the worker ended unexpectedly" in rest
        assert not listens(port)


def test_production_is_asked_for_by_its_own_name(place: dict[str, str], port: int) -> None:
    production = {
        **place,
        "SHUZHENG_MODE": "production",
        "PUBLIC_URL": "https://zhengshu.example",
        "DATABASE_URL": f"sqlite://{place['SHUZHENG_DATA_DIR']}/shuzheng.sqlite3",
    }
    with serving(production, "--port", str(port)) as process:
        said = until_it_answers(process, f"http://127.0.0.1:{port}/")
        process.terminate()
        rest, _ = process.communicate(timeout=processes.LIMIT_SECONDS)
    assert process.returncode == 0
    assert "tally-book-42" not in said + rest
    assert "ERROR" not in said + rest
    assert "HTTP_HOST" not in said + rest


def until_it_answers(process: subprocess.Popen[str], sign: str = "tally-book-42") -> str:
    """Read what the process says until it has said where it is, or how to sign in."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if sign in line:
            return said
    raise AssertionError(said)


def test_a_port_in_use_is_named(place: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, said = answer(place, "--port", str(port))
    assert status == 1
    assert f"port {port} on 127.0.0.1 cannot be used (Address already in use)" in said
    assert "Traceback" not in said


def test_a_demonstration_is_not_shown_to_other_machines_unless_forced(
    place: dict[str, str], port: int
) -> None:
    status, said = answer(place, "--host", "0.0.0.0", "--port", str(port))  # noqa: S104
    assert status == 1
    assert "this is a demonstration" in said
    with serving(place, "--host", "0.0.0.0", "--port", str(port), "--force-listen") as process:  # noqa: S104
        assert f"http://127.0.0.1:{port}/" in until_it_answers(process)
        process.terminate()
        assert process.wait(processes.LIMIT_SECONDS) == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--port", "70000"], {}, "there is no port 70000"),
        ([], {"PORT": "eight"}, "PORT is 'eight'; it must be a whole number"),
        (["--host", "no.such.host.invalid"], {}, "there is no host 'no.such.host.invalid'"),
        ([], {"SHUZHENG_MODE": "maybe"}, "SHUZHENG_MODE is 'maybe'"),
        (
            [],
            {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
            "the database does not answer",
        ),
        ([], {"SHUZHENG_KEY_FILE": "/nowhere/keys.json"}, "no key file at /nowhere/keys.json"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_sentence(
    place: dict[str, str],
    port: int,
    arguments: list[str],
    environment: dict[str, str],
    words: str,
) -> None:
    status, said = answer({**place, "PORT": str(port), **environment}, *arguments)
    assert status == 1
    assert words in said
    assert "Traceback" not in said
