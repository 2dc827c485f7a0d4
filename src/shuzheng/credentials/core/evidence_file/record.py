"""`evidence.json`: what an evidence file says, written and read strictly.

Sections 2 and 3 of `docs/evidence-file.md`. Reading believes nothing; it refuses the first place
that is not as specified, unknown members included, so that nothing in a sealed file goes unread.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from shuzheng.credentials.core import instants, jsontext
from shuzheng.credentials.core.evidence_file import archive
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

FORMAT: Final = "shuzheng/evidence/v1"
FILES: Final = (archive.BUNDLE, archive.CHECKPOINT, archive.PAPER)
MOST_STEPS: Final = 2_000
MOST_SUBJECTS: Final = 8
LONGEST_TEXT: Final = 2_000
LONGEST_PROOF: Final = 64 << 10
LONGEST_PATH: Final = 63
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_TOP = frozenset(
    {
        *("format", "number", "certificate", "registration", "subjects", "made_at", "files"),
        *("steps", "grounds", "anchors", "proof"),
    }
)


class NotARecord(Refusal):
    """A place in `evidence.json` is not as specified."""

    code = "evidence-file-record"
    template = "“{place}” in evidence.json is not as an evidence file has it."


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log: `proof` is its C2SP tlog-proof, with the salt as its extra data.

    `said` is the payload that it commits to, or the words that it says in clear; "" for the entry
    of the certificate itself, whose payload is the digest of the credential.
    """

    said: str
    proof: str


@dataclass(frozen=True, slots=True)
class Act:
    """A fact from the record of acts: what its hash covers, and the path to its anchor's root.

    `anchor` is the place of that anchor in the log; None where the fact is recorded only.
    """

    content: Mapping[str, Any]
    path: tuple[bytes, ...] = ()
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. Without `entry` or `act` it is recorded and nothing proves it.

    `kind` is that of the entry, or the verb of the fact; `party` says in words who did it, never by
    name but the holder; `notes` are further words about it.
    """

    at: datetime
    kind: str
    party: str
    entry: Entry | None = None
    act: Act | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rest:
    """That the certificate rests on the result at the place `result`; None: on one never logged."""

    entry: Entry
    result: int | None
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """All that `evidence.json` says. `files` are SHA-256 digests (hex) of the other members.

    `certificate` is a URN, `registration` a UUID as text, `subjects` how facts name the two.
    """

    number: str
    certificate: str
    registration: str
    subjects: tuple[str, ...]
    made_at: datetime
    files: Mapping[str, str]
    steps: tuple[Step, ...]
    grounds: Rest | None
    anchors: tuple[Entry, ...]


def write(record: Record) -> Object:
    """Return `evidence.json`, not sealed yet."""
    return {
        "format": FORMAT,
        "number": record.number,
        "certificate": record.certificate,
        "registration": record.registration,
        "subjects": list(record.subjects),
        "made_at": instants.write(record.made_at),
        "files": dict(record.files),
        "steps": [_step(one) for one in record.steps],
        "grounds": _rest(record.grounds) if record.grounds else None,
        "anchors": [_entry(one) for one in record.anchors],
    }


def parse(data: bytes) -> tuple[Object, Record]:
    """Return the sealed document as it is, and what it says; refuse the first wrong place."""
    document = jsontext.read(data, limit=archive.LIMITS[archive.RECORD])
    return document, read(document)


def read(document: Mapping[str, Any]) -> Record:
    """Return what a parsed `evidence.json` says; the seal is judged elsewhere."""
    if document.get("format") != FORMAT:
        raise NotARecord(place="format")
    _exactly(document, _TOP, "")
    files = document["files"]
    _exactly(files, frozenset(FILES), "files")
    for name, digest in files.items():
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise NotARecord(place=f"files.{name}")
    subjects = _listed(document, "subjects", MOST_SUBJECTS)
    if not all(isinstance(one, str) for one in subjects):
        raise NotARecord(place="subjects")
    rest = document["grounds"]
    return Record(
        number=_text(document, "number", ""),
        certificate=_text(document, "certificate", ""),
        registration=_text(document, "registration", ""),
        subjects=tuple(subjects),
        made_at=_instant(document, "made_at", ""),
        files=dict(files),
        steps=tuple(
            _read_step(one, f"steps[{at}]")
            for at, one in enumerate(_listed(document, "steps", MOST_STEPS))
        ),
        grounds=None if rest is None else _read_rest(rest),
        anchors=tuple(
            _read_entry(one, f"anchors[{at}]")
            for at, one in enumerate(_listed(document, "anchors", MOST_STEPS))
        ),
    )


def _step(one: Step) -> Object:
    said: Object = {"at": instants.write(one.at), "kind": one.kind, "party": one.party}
    if one.notes:
        said["notes"] = dict(one.notes)
    if one.entry:
        said["entry"] = _entry(one.entry)
    if one.act:
        said["act"] = {
            "content": dict(one.act.content),
            "path": _path(one.act.path),
            "anchor": one.act.anchor,
        }
    return said


def _entry(one: Entry) -> Object:
    return {"said": one.said, "proof": one.proof}


def _rest(one: Rest) -> Object:
    return {"entry": _entry(one.entry), "result": one.result, "path": _path(one.path)}


def _path(nodes: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(node).decode() for node in nodes]


def _read_step(value: object, place: str) -> Step:
    said = _object(value, place)
    _exactly(said, frozenset({"at", "kind", "party"}) | (said.keys() & _MORE), place)
    if len(said.keys() & {"entry", "act"}) > 1:
        raise NotARecord(place=place)
    notes = said.get("notes", {})
    if not isinstance(notes, dict) or not all(isinstance(one, str) for one in notes.values()):
        raise NotARecord(place=f"{place}.notes")
    return Step(
        at=_instant(said, "at", place),
        kind=_text(said, "kind", place),
        party=_text(said, "party", place, empty=True),
        entry=_read_entry(said["entry"], f"{place}.entry") if "entry" in said else None,
        act=_read_act(said["act"], f"{place}.act") if "act" in said else None,
        notes=notes,
    )


_MORE = frozenset({"entry", "act", "notes"})


def _read_entry(value: object, place: str) -> Entry:
    said = _object(value, place)
    _exactly(said, frozenset({"said", "proof"}), place)
    proof = said["proof"]
    if not isinstance(proof, str) or len(proof) > LONGEST_PROOF:
        raise NotARecord(place=f"{place}.proof")
    return Entry(_text(said, "said", place, empty=True), proof)


def _read_act(value: object, place: str) -> Act:
    said = _object(value, place)
    _exactly(said, frozenset({"content", "path", "anchor"}), place)
    content = _object(said["content"], f"{place}.content")
    anchor = _place(said, "anchor", place)
    return Act(content, _read_path(said["path"], f"{place}.path"), anchor)


def _read_rest(value: object) -> Rest:
    said = _object(value, "grounds")
    _exactly(said, frozenset({"entry", "result", "path"}), "grounds")
    return Rest(
        _read_entry(said["entry"], "grounds.entry"),
        _place(said, "result", "grounds"),
        _read_path(said["path"], "grounds.path"),
    )


def _read_path(value: object, place: str) -> tuple[bytes, ...]:
    if not isinstance(value, list) or len(value) > LONGEST_PATH:
        raise NotARecord(place=place)
    return tuple(_node(one, place) for one in value)


def _node(value: object, place: str) -> bytes:
    try:
        node = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        node = b""
    if not node or base64.b64encode(node).decode() != value:
        raise NotARecord(place=place)
    return node


def _exactly(value: object, members: frozenset[str], place: str) -> None:
    """Refuse an object with other members than these; names the first that is wrong."""
    said = _object(value, place)
    wrong = sorted(said.keys() ^ members)
    if wrong:
        raise NotARecord(place=f"{place}.{wrong[0]}".strip(".")[:LONGEST_PLACE])


LONGEST_PLACE: Final = 80


def _object(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NotARecord(place=place)
    return value


def _listed(document: Mapping[str, Any], member: str, most: int) -> list[Any]:
    value = document[member]
    if not isinstance(value, list) or len(value) > most:
        raise NotARecord(place=member)
    return value


def _text(document: Mapping[str, Any], member: str, place: str, *, empty: bool = False) -> str:
    value = document[member]
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not (value or empty):
        raise NotARecord(place=f"{place}.{member}".strip("."))
    return value


def _place(document: Mapping[str, Any], member: str, place: str) -> int | None:
    """Return a place in the log, or None."""
    value = document[member]
    if value is None:
        return None
    if type(value) is not int or value < 0:
        raise NotARecord(place=f"{place}.{member}")
    return value


def _instant(document: Mapping[str, Any], member: str, place: str) -> datetime:
    try:
        return instants.read(document[member])
    except instants.BadInstant:
        raise NotARecord(place=f"{place}.{member}".strip(".")) from None
