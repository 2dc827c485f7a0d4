"""What the tests of witnesses share: a log with two stories, and somebody who asks."""

from __future__ import annotations

import http.client
import socket
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.config import witness_server, witness_state
from shuzheng.transparency.core import asking, checkpoint, merkle, note
from shuzheng.transparency.core.checkpoint import Checkpoint
from shuzheng.transparency.core.witnessing import Request
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

NAME = "witness.hfut.example/w1"
ORIGIN = "log.example/log"
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LOG = note.VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from the witness."""

    status: int
    kind: str
    text: str


def hashes(size: int, story: str) -> list[bytes]:
    return [merkle.leaf_hash(f"{story} {number}".encode()) for number in range(size)]


def head(size: int, story: str = "entry", origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, merkle.root_of(hashes(size, story)))


def request(old: int, new: int, story: str = "entry", *, proof_story: str = "") -> Request:
    leaves = hashes(new, proof_story or story)

    def read(level: int, place: int) -> bytes:
        return merkle.root_of(leaves[place << level : (place + 1) << level])

    proof = merkle.consistency(old, new, read) if 0 < old < new else ()
    return Request(old, proof, checkpoint.sign(head(new, story), LOG, SECRET.sign))


@contextmanager
def opened(folder: Path) -> Iterator[witness_server.Door]:
    with (
        witness_state.at_work(folder) as witness,
        witness_server.Door("127.0.0.1", 0, witness) as door,
    ):
        thread = Thread(target=door.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield door
        finally:
            door.shutdown()
            thread.join()


def ask(port: int, asked: Request | str | bytes) -> Answer:
    body = asked if isinstance(asked, bytes) else str(asked).encode()
    return send(port, "POST", "/add-checkpoint", body)


def send(port: int, method: str, path: str, body: bytes | None = None) -> Answer:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        link.request(method, path, body)
        found = link.getresponse()
        return Answer(found.status, found.getheader("Content-Type", ""), found.read().decode())
    finally:
        link.close()


def raw(port: int, text: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
        link.sendall(text)
        link.shutdown(socket.SHUT_WR)
        received = b""
        while more := link.recv(4096):
            received += more
    return received


def witness(place: Path, name: str) -> Path:
    """Lay out a witness that follows this platform's log."""
    witness_state.make(place / name, f"{name}.example/w")
    (place / name / "logs").write_text(f"{heads.verifier_key()}\n", encoding="utf-8")
    return place / name


@contextmanager
def running(settings: Settings, *folders: Path) -> Iterator[None]:
    """Run witnesses, and have the platform ask them."""
    with ExitStack() as stack:
        doors = [stack.enter_context(opened(folder)) for folder in folders]
        settings.WITNESSES = tuple(
            asking.Witness(door.witness.key, f"http://127.0.0.1:{door.server_port}")
            for door in doors
        )
        settings.WITNESS_QUORUM = len(folders)
        yield
