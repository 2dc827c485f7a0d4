"""Altered evidence: proofs from the log, and the checkpoints in them, also by themselves."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from shuzheng.credentials.core import envelope
from shuzheng.credentials.tests.core import cast
from shuzheng.transparency.core import checkpoint, note
from tests.corpus.case import DOCUMENT, EVIDENCE, FRESH, REFUSED, UNTRUSTED, Case, put, written

if TYPE_CHECKING:
    from collections.abc import Iterator

PROOF, NOTE = EVIDENCE.split("\n\n", 1)
LINES = PROOF.split("\n")
"""Header, salt, index, and the three hashes of the path."""
TEXT, SIGNATURE = NOTE.rstrip("\n").split("\n\n")
ORIGIN, SIZE, ROOT = TEXT.split("\n")
NAME, VALUE = SIGNATURE.removeprefix("— ").split(" ")
OTHER = base64.b64encode(bytes(32)).decode()


def cases() -> Iterator[Case]:
    """Yield them all."""
    for name, text in _proofs():
        yield _in_bundle("proofs", name, text, "the proof is not that of the entry")
    for name, text in _notes():
        whole = f"{PROOF}\n\n{text}"
        yield _in_bundle("checkpoints", name, whole, "the checkpoint is not the log's")
        data = text.encode()
        yield Case("notes", f"{name}.note", data, 0, REFUSED, "the checkpoint by itself")


def _in_bundle(folder: str, name: str, text: str, why: str) -> Case:
    bundle = envelope.bundle(DOCUMENT, text, FRESH)
    return Case(folder, f"{name}.json", written(bundle), 7, UNTRUSTED, why)


def _joined(lines: list[str], rest: str = NOTE) -> str:
    return "\n".join(lines) + "\n\n" + rest


def _line(at: int, text: str) -> str:
    return _joined([*LINES[:at], text, *LINES[at + 1 :]])


def _proofs() -> Iterator[tuple[str, str]]:
    header, salt, index, *path = LINES
    yield "header-other", _line(0, "c2sp.org/tlog-proof@v2")
    yield "header-none", _joined(LINES[1:])
    yield "salt-none", _joined([header, index, *path])
    yield "salt-other", _line(1, f"extra {OTHER}")
    yield "salt-short", _line(1, "extra AAAA")
    yield "salt-empty", _line(1, "extra ")
    yield "salt-blank", _line(1, f"{salt} ")
    yield "salt-twice", _joined([header, salt, salt, index, *path])
    for number in ("0", "1", "3", "4", "5", "02", "-2", "+2", "2.0", "", "9223372036854775808"):
        yield f"index-{number or 'empty'}", _line(2, f"index {number}")
    yield "index-wide", _line(2, "index ２")
    yield "index-none", _joined([header, salt, *path])
    for at in range(len(path)):
        yield f"path-{at}-other", _line(3 + at, OTHER)
        yield f"path-{at}-missing", _joined([*LINES[: 3 + at], *LINES[4 + at :]])
        yield f"path-{at}-twice", _joined([*LINES[: 4 + at], path[at], *LINES[4 + at :]])
        yield f"path-{at}-short", _line(3 + at, path[at][4:])
        yield f"path-{at}-unpadded", _line(3 + at, path[at].rstrip("="))
    yield "path-turned", _joined([header, salt, index, *path[::-1]])
    yield "path-none", _joined([header, salt, index])
    yield "path-endless", _joined([*LINES, *[OTHER] * 64])
    yield "windows-lines", EVIDENCE.replace("\n", "\r\n")
    yield "nothing-after", PROOF
    yield "of-another", cast.logged(put(DOCUMENT, ("name",), "x"))
    yield "of-another-place", cast.logged(DOCUMENT, index=1).replace("index 1", "index 2")
    yield "of-another-log", cast.logged(DOCUMENT, key=cast.STRANGER)
    yield "of-a-fork", cast.logged(DOCUMENT, index=3)


def _notes() -> Iterator[tuple[str, str]]:
    yield "origin-other", NOTE.replace(ORIGIN, "sz.example/gol", 1)
    yield "origin-and-name-other", NOTE.replace(ORIGIN, "sz.example/gol")
    yield "origin-none", NOTE.replace(f"{ORIGIN}\n", "", 1)
    for size in ("4", "6", "05", "-5", "5 ", "", "9223372036854775808", "５"):
        yield f"size-{size.strip() or 'empty'}", f"{ORIGIN}\n{size}\n{ROOT}\n\n{SIGNATURE}\n"
    yield "size-0", f"{ORIGIN}\n0\n{ROOT}\n\n{SIGNATURE}\n"
    yield "root-other", NOTE.replace(ROOT, OTHER)
    yield "root-short", NOTE.replace(ROOT, ROOT[4:])
    yield "root-unpadded", NOTE.replace(ROOT, ROOT.rstrip("="))
    yield "root-none", NOTE.replace(f"{ROOT}\n", "", 1)
    yield "line-more", NOTE.replace(ROOT, f"{ROOT}\nextension", 1)
    yield "line-empty", NOTE.replace(ROOT, f"\n{ROOT}", 1)
    yield "signature-none", f"{TEXT}\n\n"
    yield "signature-other", NOTE.replace(VALUE, _flipped(VALUE, 10))
    yield "signature-short", NOTE.replace(VALUE, VALUE[:-4])
    yield "signature-key-other", NOTE.replace(VALUE, _flipped(VALUE, 0))
    yield "signature-name-other", NOTE.replace(f"— {NAME}", "— sz.example/gol")
    yield "signature-hyphen", NOTE.replace("— ", "- ")
    yield "signature-twice-one-bad", f"{NOTE}— {NAME} {_flipped(VALUE, 40)}\n"
    yield "blank-line-none", NOTE.replace("\n\n", "\n")
    yield "end-none", NOTE.rstrip("\n")
    yield "end-more", f"{NOTE}\n"
    yield "windows-lines", NOTE.replace("\n", "\r\n")
    yield "zero-byte", NOTE.replace(ORIGIN, f"{ORIGIN}\0", 1)
    yield "stranger", _signed_by_a_stranger()
    yield "empty", ""


def _flipped(value: str, place: int) -> str:
    """Return the base64 of a key id and a signature with one bit of it changed."""
    data = bytearray(base64.b64decode(value))
    data[place] ^= 1
    return base64.b64encode(data).decode()


def _signed_by_a_stranger() -> str:
    head = checkpoint.Checkpoint(ORIGIN, 5, base64.b64decode(ROOT))
    public = note.VerifierKey(ORIGIN, cast.STRANGER.public_key().public_bytes_raw())
    return checkpoint.sign(head, public, cast.STRANGER.sign)
