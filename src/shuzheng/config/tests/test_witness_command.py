"""`shuzheng witness` answers as C2SP tlog-witness says, whatever it is sent."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from shuzheng.config import witness_command, witness_server, witness_state
from shuzheng.config.tests.witnesses import (
    LOG,
    NAME,
    SECRET,
    Answer,
    ask,
    head,
    opened,
    raw,
    request,
    send,
)
from shuzheng.transparency.core import checkpoint, cosignature, note
from shuzheng.transparency.core.witnessing import LARGEST_REQUEST, Request

SOURCE = Path(witness_command.__file__).parents[2]
# Whatever tries to import Django, the database drivers or the settings fails at once.
WITHOUT_DJANGO = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "sqlite3", "psycopg"} or name.endswith(".settings"):
            raise ImportError("blocked: " + name)

sys.meta_path.insert(0, Blocked())
from shuzheng.config import cli
status = cli.main(["witness", *sys.argv[1:]])
assert not [name for name in sys.modules if name.split(".")[0] == "django"]
sys.exit(status)
"""


def test_a_log_is_seen_for_the_first_time_and_then_grows(door: witness_server.Door) -> None:
    for asked, size in ((request(0, 3), 3), (request(3, 8), 8), (request(8, 8), 8)):
        answer = ask(door.server_port, asked)

        assert (answer.status, answer.kind) == (200, "text/plain; charset=utf-8")
        line, seen = cosignature.answered(head(size).text, answer.text, door.witness.key)
        assert answer.text == f"{line}\n"
        assert seen.witness == NAME


@pytest.mark.parametrize(
    ("asked", "status", "kind", "text"),
    [
        (request(0, 5), 409, "text/x.tlog.size", "3\n"),
        (request(2, 5), 409, "text/x.tlog.size", "3\n"),
        (request(0, 2), 409, "text/x.tlog.size", "3\n"),
        (request(3, 3, "forged"), 409, "text/x.tlog.size", "3\n"),
        (
            request(3, 5, "forged"),
            422,
            "text/plain; charset=utf-8",
            "Nothing proves that the checkpoint of 5 entries continues the one of 3 that this"
            " witness has seen.\n",
        ),
        (
            Request(3, (), checkpoint.sign(head(2), LOG, SECRET.sign)),
            400,
            "text/plain; charset=utf-8",
            "The old size 3 is beyond the checkpoint of 2 entries.\n",
        ),
        (
            Request(0, (), str(request(0, 5)).partition("\n\n")[2].replace("\n5\n", "\n6\n")),
            403,
            "text/plain; charset=utf-8",
            "The checkpoint is not signed by a key under which this witness knows"
            " log.example/log.\n",
        ),
        (
            Request(
                0,
                (),
                checkpoint.sign(
                    head(5, origin="other.example/log"),
                    note.VerifierKey("other.example/log", LOG.public),
                    SECRET.sign,
                ),
            ),
            404,
            "text/plain; charset=utf-8",
            "This witness does not follow the log other.example/log.\n",
        ),
        (
            "old three\n\n",
            400,
            "text/plain; charset=utf-8",
            "Line 1 of the request to the witness is not well formed.\n",
        ),
        (
            b"",
            400,
            "text/plain; charset=utf-8",
            "Line 1 of the request to the witness is not well formed.\n",
        ),
    ],
)
def test_whatever_is_not_the_same_log_grown_is_refused_and_not_remembered(
    door: witness_server.Door,
    asked: Request | str | bytes,
    status: int,
    kind: str,
    text: str,
) -> None:
    assert ask(door.server_port, request(0, 3)).status == 200

    assert ask(door.server_port, asked) == Answer(status, kind, text)
    assert ask(door.server_port, request(3, 8)).status == 200


def test_anybody_may_ask_who_the_witness_is(door: witness_server.Door) -> None:
    answer = send(door.server_port, "GET", "/")

    assert answer.text == f"witness {door.witness.key}\nlog {LOG}\n"
    assert send(door.server_port, "HEAD", "/").text == ""
    for method, path in (("GET", "/add-checkpoint"), ("POST", "/"), ("GET", "/seen")):
        assert send(door.server_port, method, path, b"").status == 404
    assert send(door.server_port, "DELETE", "/").status == 501


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"", b"411"),
        (b"Transfer-Encoding: chunked\r\n", b"411"),
        (b"Content-Length: -1\r\n", b"411"),
        (b"Content-Length: 5\r\nContent-Length: 6\r\n", b"411"),
        (b"Content-Length: %d\r\n" % (LARGEST_REQUEST + 1), b"413"),
        (b"Content-Length: " + b"9" * 5000 + b"\r\n", b"413"),
    ],
)
def test_a_body_of_no_or_too_great_length_is_not_read(
    door: witness_server.Door, headers: bytes, status: bytes
) -> None:
    answer = raw(door.server_port, b"POST /add-checkpoint HTTP/1.1\r\n" + headers + b"\r\n")

    assert answer.startswith(b"HTTP/1.1 " + status)
    assert b"Connection: close" in answer


def test_noise_is_answered_in_a_line_and_never_with_a_traceback(
    door: witness_server.Door, capfd: pytest.CaptureFixture[str]
) -> None:
    for noise in (b"\x00\xff\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01"):
        answer = raw(door.server_port, noise)
        assert b"<" not in answer
    cut_off = b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 9\r\n\r\nold"
    assert raw(door.server_port, cut_off) == b""

    assert ask(door.server_port, request(0, 3)).status == 200
    said = capfd.readouterr().err
    assert "Traceback" not in said
    assert said.rstrip().endswith("cosigned log.example/log 3")


def test_a_request_cannot_steer_the_operators_terminal(
    door: witness_server.Door, capfd: pytest.CaptureFixture[str]
) -> None:
    origin = "log\u009b2J.example/\u202elog"
    signed = checkpoint.sign(
        head(1, origin=origin), note.VerifierKey(origin, LOG.public), SECRET.sign
    )

    assert ask(door.server_port, Request(0, (), signed)).status == 404
    assert not set(capfd.readouterr().err) & {"\u009b", "\u202e"}


def test_one_connection_carries_several_requests(door: witness_server.Door) -> None:
    link = http.client.HTTPConnection("127.0.0.1", door.server_port, timeout=30)
    for asked in (request(0, 3), request(0, 3), request(3, 5)):
        link.request("POST", "/add-checkpoint", str(asked).encode())
        link.getresponse().read()
    assert link.sock is not None
    link.close()
    assert ask(door.server_port, request(5, 5)).status == 200


def test_whoever_keeps_a_connection_open_is_hung_up_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness_server, "CONNECTION_SECONDS", 0.1)
    monkeypatch.setattr(witness_server.Handler, "timeout", 60.0)
    monkeypatch.setattr(witness_server, "MOST_CONNECTIONS", 1)

    with opened(folder) as door:
        place = ("127.0.0.1", door.server_port)
        with socket.create_connection(place, timeout=30) as slow:
            slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\n")
            with socket.create_connection(place, timeout=30) as second:
                assert second.recv(1) == b""
            assert slow.recv(1) == b""


def test_a_port_that_is_taken_is_named(
    tmp_path: Path, door: witness_server.Door, capsys: pytest.CaptureFixture[str]
) -> None:
    witness_state.make(tmp_path / "second", "second")
    (tmp_path / "second" / "logs").write_text(f"{LOG}\n", encoding="utf-8")
    arguments = [str(tmp_path / "second"), "--port"]

    assert witness_command.main([*arguments, str(door.server_port)]) == 1
    assert "Address already in use" in capsys.readouterr().err
    assert witness_command.main([*arguments, "70000"]) == 1
    assert "there is no port 70000" in capsys.readouterr().err


def test_it_runs_where_django_cannot_be_imported_and_stops_when_told(folder: Path) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", WITHOUT_DJANGO, str(folder), "--port", "0"],
        env={"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "PATH": os.defpath},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        key = process.stdout.readline().strip()
        place = re.fullmatch(r"listens at http://127\.0\.0\.1:(\d+)/\n", process.stdout.readline())
        assert place is not None
        answer = ask(int(place[1]), request(0, 3))
        _, seen = cosignature.answered(head(3).text, answer.text, cosignature.witness_key(key))
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()

    assert (process.returncode, seen.witness) == (0, NAME)
    assert said.endswith("cosigned log.example/log 3\n")
