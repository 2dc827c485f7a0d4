"""The installation's keys: one file, mode 0600, made at set-up and never by a running server.

It holds Django's secret, the keys that seal personal data (several, so that they can be rotated),
the key of the blind indexes (another one, so that a leak of the first does not reveal who is who),
and the evidence log's signing key, or where that lies in a token. Evaluation organisations' signing
keys are kept by `credentials`, sealed with these or in a token. Losing this file loses every sealed
value: back it up apart from the database.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_BYTES = 32
OWNER_ONLY = 0o600


class NoKeys(RuntimeError):  # noqa: N818 - read by an operator as a sentence
    """The key file is missing or unreadable."""


@dataclass(frozen=True, slots=True)
class InToken:
    """A signing key that never leaves a token: the token's label, the key's name and public part.

    The public part (32 bytes) stands here so that nobody needs the token to verify.
    """

    label: str
    uid: UUID
    public: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by purpose; `sealing` maps key ids to keys, `current` names the one that seals.

    `log` is the private part of the log's key (32 bytes), or where it lies.
    """

    secret: str
    current: str
    sealing: Mapping[str, bytes]
    index: bytes
    log: bytes | InToken


@dataclass(frozen=True, slots=True)
class Token:
    """Where signing keys may lie instead: a PKCS#11 token, its module and its PIN."""

    module: Path
    label: str
    pin: str = field(repr=False)


def make(path: Path, log: InToken | None = None) -> None:
    """Write a new key file at `path`; refuses to overwrite one.

    `log` is the log's key where it was made in a token; without it one is made here.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {
        "secret": secrets.token_urlsafe(48),
        "current": "k1",
        "sealing": {"k1": _fresh()},
        "index": _fresh(),
        "log": _fresh() if log is None else _written(log),
    }
    _write(path, body, os.O_EXCL)


def read_pin(path: Path) -> str:
    """Read a token's PIN from its file. Raises NoKeys with a sentence for the operator."""
    return read_private(path, "PIN file")


def read_private(path: Path, what: str) -> str:
    """Read a secret from a file of its own, mode 0600. Raises NoKeys, which calls it `what`."""
    try:
        found = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NoKeys(f"the {what} {path} cannot be read: {error.strerror}") from None
    if path.stat().st_mode & 0o077:
        raise NoKeys(f"the {what} {path} can be read by others: set its mode to 0600")
    if not found:
        raise NoKeys(f"the {what} {path} is empty")
    return found


def load(path: Path) -> Keyring:
    """Read the key file at `path`. Raises NoKeys with a sentence for the operator."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoKeys(f"no key file at {path}: run `shuzheng keys make` once") from None
    except ValueError:
        raise NoKeys(f"the key file at {path} is not valid JSON") from None
    if path.stat().st_mode & 0o077:
        raise NoKeys(f"the key file at {path} can be read by others: set its mode to 0600")
    return Keyring(
        secret=body["secret"],
        current=body["current"],
        sealing={name: base64.b64decode(key) for name, key in body["sealing"].items()},
        index=base64.b64decode(body["index"]),
        log=_log(body["log"]),
    )


def rotate(path: Path) -> str:
    """Add a sealing key and make it current; returns its id. Old keys stay, to open old values."""
    body = json.loads(path.read_text(encoding="utf-8"))
    # One more than the highest, never one more than how many: an old key may have been dropped.
    name = f"k{1 + max(int(known.removeprefix('k')) for known in body['sealing'])}"
    body["sealing"][name] = _fresh()
    body["current"] = name
    _replace(path, body)
    return name


def drop(path: Path, name: str) -> None:
    """Remove an old sealing key for ever. Raises NoKeys for the current one and an unknown one.

    Only after every value was sealed anew: what is still under the key never opens again, not from
    a backup either.
    """
    body = json.loads(path.read_text(encoding="utf-8"))
    if name not in body["sealing"]:
        raise NoKeys(f"there is no sealing key {name}")
    if name == body["current"]:
        raise NoKeys(f"{name} is the current sealing key: rotate first")
    del body["sealing"][name]
    _replace(path, body)


def _written(key: InToken) -> Mapping[str, str]:
    public = base64.b64encode(key.public).decode()
    return {"token": key.label, "key": str(key.uid), "public": public}


def _log(kept: str | Mapping[str, str]) -> bytes | InToken:
    if isinstance(kept, str):
        return base64.b64decode(kept)
    return InToken(kept["token"], UUID(kept["key"]), base64.b64decode(kept["public"]))


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _replace(path: Path, body: Mapping[str, object]) -> None:
    beside = path.with_suffix(".new")
    _write(beside, body, os.O_TRUNC)
    beside.replace(path)


def _write(path: Path, body: Mapping[str, object], flag: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | flag, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(body, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
