"""What a witness is: a key, the logs it follows, and the newest checkpoint it cosigned of each.

All of it lies in one folder: `witness.json` (the key, mode 0600), `logs` (a verifier key on each
line), `seen` (a signed checkpoint for each log) and `refused` (what a log signed and cannot be
reconciled with what it signed before: the proof that it told two stories). What a newcomer gets
wrong: the memory is worth as much as the key. A witness that has lost `seen`, or got an older copy
of it back, would cosign a forked log as a new one; it must start again under a new key.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.adapters import files
from shuzheng.transparency.core import checkpoint, cosignature, note, witnessing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from shuzheng.transparency.core.checkpoint import Checkpoint

OWNER_ONLY = 0o600
SEED_SIZE = 32
MOST_REFUSED = 1_000
KEY, LOGS, SEEN, REFUSED, LOCK = "witness.json", "logs", "seen", "refused", ".lock"
LOGS_BEGIN = "# The logs that this witness follows: the verifier key of one log on each line.\n"


class Unusable(Exception):  # noqa: N818 - read by an operator as a sentence
    """Why a folder cannot be used as a witness; the text says what to do."""


class NotKept(Refusal):
    """The disk refused to remember, so nothing is cosigned."""

    code = "witness-not-kept"
    status = 503
    template = "The witness cannot remember the checkpoint at present and has not cosigned it."


@dataclass(frozen=True, slots=True)
class Identity:
    """A witness's name and private key."""

    name: str
    secret: Ed25519PrivateKey

    @property
    def key(self) -> cosignature.WitnessKey:
        """Return the public half, by which its cosignatures are judged."""
        return cosignature.WitnessKey(self.name, self.secret.public_key().public_bytes_raw())


def make(folder: Path, name: str) -> Identity:
    """Make a witness called `name` in `folder`; refuses a folder that holds one already."""
    if not note.is_name(name):
        raise Unusable(f"{name!r} cannot be a witness's name: no spaces and no plus, please")
    seed = secrets.token_bytes(SEED_SIZE)
    body = {"name": name, "seed": base64.b64encode(seed).decode()}
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        raise Unusable(f"{folder} holds a witness already") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(body, file)
        file.flush()
        os.fsync(file.fileno())
    (folder / SEEN).mkdir(exist_ok=True)
    if not (folder / LOGS).exists():
        files.put(folder / LOGS, LOGS_BEGIN.encode())
    return Identity(name, Ed25519PrivateKey.from_private_bytes(seed))


def identity(folder: Path) -> Identity:
    """Read the key of the witness in `folder`."""
    place = folder / KEY
    try:
        if place.stat().st_mode & 0o077:
            raise Unusable(f"{place} can be read by others: set its mode to 0600")
        body = json.loads(place.read_text(encoding="utf-8"))
        seed = base64.b64decode(body["seed"], validate=True)
        return Identity(body["name"], Ed25519PrivateKey.from_private_bytes(seed))
    except FileNotFoundError:
        raise Unusable(
            f"{folder} holds no witness: make one with `shuzheng witness --init NAME {folder}`"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise Unusable(f"{place} is damaged: put the copy back that was made of it") from None


def followed(
    folder: Path, own: cosignature.WitnessKey
) -> Mapping[str, tuple[note.VerifierKey, ...]]:
    """Return the keys of the logs that the witness follows, by origin."""
    place = folder / LOGS
    try:
        lines = place.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        raise Unusable(f"{place} is missing or no text") from None
    found: dict[str, tuple[note.VerifierKey, ...]] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        try:
            key = note.verifier_key(text)
            cosignature.require_distinct([own], key)
        except Refusal as refusal:
            raise Unusable(f"{place}, line {number}: {refusal}") from None
        found[key.name] = (*found.get(key.name, ()), key)
    if not found:
        raise Unusable(
            f"{place} names no log: put the verifier key of each log on a line of its own"
        )
    return found


@contextmanager
def at_work(folder: Path) -> Iterator[Witness]:
    """Be the witness in `folder`, which no other process may be at the same time.

    Raises Unusable where the folder cannot be relied on.
    """
    found = identity(folder)
    with (folder / LOCK).open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(f"another process is the witness in {folder}") from None
        yield Witness(folder, found)


class Witness:
    """A witness at work on its folder (see `at_work`); several threads may ask it at once."""

    def __init__(self, folder: Path, found: Identity) -> None:
        self._identity = found
        self._folder = folder
        self.key = found.key
        self.logs = followed(folder, self.key)
        self._seen = _remembered(folder)
        self._lock = threading.Lock()

    def answer(self, body: bytes, seconds: int) -> str:
        """Return the cosignature line (with newline) for a request at POSIX time `seconds`.

        Refuses as `witnessing.judge` does, and with NotKept where the disk does not take it.
        """
        request = witnessing.parse(body)
        # Comparing with what is remembered and remembering are one step: of two requests at once
        # the second is judged by what the first has left.
        with self._lock:
            try:
                head = witnessing.judge(request, self.logs, self._seen)
            except (witnessing.Forked, witnessing.Inconsistent):
                self._keep_refused(request)
                raise
            if self._seen.get(head.origin) != head:
                self._keep(head, request)
        line = cosignature.make(head.text, self.key, self._identity.secret.sign, seconds)
        return f"{line}\n"

    def _keep(self, head: Checkpoint, request: witnessing.Request) -> None:
        """Remember a checkpoint, on disk first: what was cosigned is never forgotten by a crash."""
        signed = note.open(request.note, self.logs[head.origin])
        try:
            files.put(self._folder / SEEN / _name(head.origin), str(signed).encode())
        except OSError:
            raise NotKept from None
        self._seen[head.origin] = head

    def _keep_refused(self, request: witnessing.Request) -> None:
        """Keep what convicts the log; that it cannot be kept changes nothing in the refusal."""
        head = checkpoint.parse(note.parse(request.note).text)
        folder = self._folder / REFUSED
        place = folder / f"{_name(head.origin)[:16]}-{head.size}-{head.root.hex()[:16]}"
        try:
            if not place.exists() and (not folder.is_dir() or _few(folder)):
                files.put(place, str(request).encode())
        except OSError:
            return


def _remembered(folder: Path) -> dict[str, Checkpoint]:
    """Return the newest checkpoint of each log; raises Unusable where any is damaged."""
    seen = folder / SEEN
    if not seen.is_dir():
        raise Unusable(
            f"{seen} is missing: a witness without its memory must start again under a new key"
        )
    found = {}
    for place in sorted(seen.iterdir()):
        if place.name.startswith("."):
            continue  # half-written when the machine stopped, and therefore never cosigned
        try:
            head = checkpoint.parse(note.parse(place.read_bytes()).text)
        except Refusal:
            head = None
        if head is None or place.name != _name(head.origin):
            raise Unusable(f"{place} is damaged: a witness must know what it has cosigned")
        found[head.origin] = head
    return found


def _name(origin: str) -> str:
    return sha256(origin.encode()).hexdigest()


def _few(folder: Path) -> bool:
    return sum(1 for _ in folder.iterdir()) < MOST_REFUSED
