"""A whole evidence file, put together by hand, that can be bent at any joint.

One candidate's paper, mark, result, a corrected mark and result, the certificate, an enquiry that
was opened and ended, and a fact with its anchor; twelve entries, four of them in clear.
"""

from __future__ import annotations

import base64
import copy
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import envelope, evidence, evidence_file, jsontext
from shuzheng.credentials.tests.core import cast
from shuzheng.transparency.core import checkpoint, leaves, merkle, note
from shuzheng.transparency.core import proof as log_proof

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from shuzheng.credentials.core.jsontext import Object

CREDENTIAL = jsontext.read(cast.signed_bytes())
URN = f"urn:uuid:{cast.MENG.id}"
CANDIDATE = "3b1f2c7e-4a11-4d0e-9f0a-2f6f1b9d8c01"
SUBJECTS = ["assessment.registration:31", "credentials.certificate:7"]
PAPER = b"%PDF-1.7\nwhat people read\n%%EOF\n"
MADE_AT = "2026-11-24T02:32:08Z"
OPENED_AT, ENDED_AT = "2026-08-01T02:00:00Z", "2026-08-09T02:00:00Z"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: when, what it commits to or says in clear, and who."""

    at: str
    kind: str
    said: Any
    party: str = "长照服务评价中心"

    def text(self) -> str:
        """Return the payload, or the words, as text."""
        if self.kind == evidence.KIND:
            return ""
        return self.said if isinstance(self.said, str) else jsontext.canonical(self.said).decode()

    def leaf(self, salt: bytes) -> bytes:
        """Return the entry's bytes in the log."""
        if self.kind == evidence.KIND:
            return evidence.leaf(jsontext.canonical(CREDENTIAL), salt).data
        if isinstance(self.said, str):
            return leaves.public(self.kind, self.said).data
        return leaves.sealed(self.kind, self.text().encode(), salt).data


def mark(version: int, points: int, **more: object) -> dict[str, object]:
    """Return what a mark's entry says."""
    said = {
        "registration": CANDIDATE,
        "part": "practice",
        "version": version,
        "points": points,
        "marks": [[1, 7800], [2, 8000]],
        "reason": "" if version == 1 else "d2" * 32,
    }
    return {**said, **more}


def result(version: int, score: int, marks: list[int], **more: object) -> dict[str, object]:
    """Return what a result's entry says."""
    said = {
        "registration": CANDIDATE,
        "version": version,
        "outcome": "passed",
        "score": score,
        "marks": marks,
        "reason": "" if version == 1 else "d2" * 32,
    }
    return {**said, **more}


def change(at: str, state: str, previous: int, **more: object) -> dict[str, object]:
    """Return what the entry of a change of status says."""
    return {"certificate": URN, "state": state, "at": at, "previous": previous, **more}


def paper(at: int, **more: object) -> dict[str, object]:
    """Return what the entry of a paper that changed hands says."""
    return {"registration": CANDIDATE, "part": "practice", "at": str(at), **more}


def fact(**more: object) -> dict[str, object]:
    """Return what the hash of the fact covers."""
    said = {
        "seq": 5,
        "verb": "assessment.registration.confirmed",
        "subject": SUBJECTS[0],
        "user": 3,
        "person": 4,
        "organisation": 0,
        "role": "student",
        "at": "1782864000.000000",
        "data": {"method": "own_account"},
        "from": "drafted",
        "to": "confirmed",
        "commitment": "",
        "count": 0,
        "subjects": "",
        "previous": "ab" * 32,
    }
    return {**said, **more}


def leaf_of(content: Mapping[str, object]) -> bytes:
    """Return the leaf of a fact in the tree of its anchor."""
    digest = sha256(b"shuzheng/fact/v1\0" + jsontext.canonical(dict(content))).digest()
    return sha256(b"\0" + digest).digest()


def of_certificate(urn: str, at: int | None) -> bytes:
    """Return the leaf of a certificate in the tree of its grounds."""
    return sha256(b"\0" + jsontext.canonical({"certificate": urn, "result": at})).digest()


OTHER_LEAF = sha256(b"\0another").digest()


def grounds(result_at: int | None = 5, urn: str = URN) -> str:
    """Return the words on two certificates: this one is the second."""
    root = sha256(b"\1" + OTHER_LEAF + of_certificate(urn, result_at)).hexdigest()
    return f"2 {root}"


def anchor(content: Mapping[str, object] | None = None) -> str:
    """Return the words of the anchor over facts 5 and 6."""
    root = sha256(b"\1" + leaf_of(content or fact()) + OTHER_LEAF).hexdigest()
    return f"2026-11-24 6 {'cd' * 32} 2 {root}"


ENTRIES = (
    Told("2026-07-01T02:30:00Z", "paper.handed-in", paper(1782873000), "江淮智造职业学院考核站点"),
    Told("2026-07-01T08:00:00Z", "paper.passed-on", paper(1782892800), "江淮智造职业学院考核站点"),
    Told("2026-07-03T02:00:00Z", "mark.locked", mark(1, 7900)),
    Told("2026-07-05T02:00:00Z", "result.published", result(1, 7900, [2])),
    Told("2026-07-09T02:00:00Z", "mark.locked", mark(2, 8000)),
    Told("2026-07-09T02:00:00Z", "result.published", result(2, 8000, [4])),
    Told("2026-07-15T02:30:00Z", "other.entry", "of another certificate of the batch"),
    Told("2026-07-15T02:30:00Z", evidence.KIND, None),
    Told("2026-07-15T02:30:00Z", "certificates.grounds", grounds()),
    Told(
        "2026-08-01T02:00:00Z", "certificate.status", change("2026-08-01T02:00:00Z", "suspended", 7)
    ),
    Told("2026-08-09T02:00:00Z", "certificate.status", change("2026-08-09T02:00:00Z", "issued", 9)),
    Told("2026-11-24T00:05:00Z", "facts.head", anchor()),
)
"""The log: the certificate stands at place 7, what it rests on at place 8, the anchor at 11."""

SALTS = tuple(sha256(b"salt %d" % place).digest() for place in range(len(ENTRIES)))


def with_entry(place: int, said: object, at: str = "") -> tuple[Told, ...]:
    """Return the log with something else at one place."""
    entries = list(ENTRIES)
    old = entries[place]
    entries[place] = Told(at or old.at, old.kind, said, old.party)
    return tuple(entries)


def nothing(whole: object) -> None:
    """Leave it as it is."""
    del whole


def build(
    entries: Sequence[Told] = ENTRIES,
    *,
    hidden: Sequence[int] = (),
    shown: Callable[[Object], object] = nothing,
    after: Callable[[Object], object] = nothing,
    lists: Sequence[Object] | None = None,
    seal: Ed25519PrivateKey = cast.ORGANISATION,
    log_key: Ed25519PrivateKey = cast.LOG,
    result_at: int | None = 5,
    members: Callable[[dict[str, bytes]], object] = nothing,
) -> bytes:
    """Return an evidence file about these entries.

    `hidden` places stand in the log and not in the file; `shown` changes the record before it is
    sealed, `after` afterwards; `members` changes what is packed.
    """
    proofs, head = _proofs(entries, log_key)
    held = {
        "bundle.json": jsontext.canonical(
            envelope.bundle(CREDENTIAL, proofs[7], cast.fresh_lists() if lists is None else lists)
        ),
        "checkpoint": head.encode(),
        "evidence.pdf": PAPER,
    }
    files = {name: sha256(content).hexdigest() for name, content in held.items()}
    document = _record(entries, proofs, hidden)
    document["files"] = files
    document["grounds"]["result"] = result_at
    shown(document)
    sealed = copy.deepcopy(cast.sign(document, seal, cast.TODAY))
    after(sealed)
    held["evidence.json"] = jsontext.canonical(sealed)
    members(held)
    return evidence_file.pack(held, cast.TODAY)


def _record(entries: Sequence[Told], proofs: Sequence[str], hidden: Sequence[int]) -> Object:
    steps = [
        {
            "at": one.at,
            "kind": one.kind,
            "party": one.party,
            "entry": {"said": one.text(), "proof": proofs[place]},
        }
        for place, one in enumerate(entries)
        if place not in hidden and not isinstance(one.said, str)
    ]
    steps.insert(0, _act())
    return {
        "format": "shuzheng/evidence/v1",
        "number": cast.MENG.number,
        "certificate": URN,
        "registration": CANDIDATE,
        "subjects": list(SUBJECTS),
        "made_at": MADE_AT,
        "steps": steps,
        "grounds": {
            "entry": {"said": entries[8].said, "proof": proofs[8]},
            "path": [_text(OTHER_LEAF)],
        },
        "anchors": [{"said": entries[11].said, "proof": proofs[11]}],
    }


def _act() -> Object:
    return {
        "at": "2026-07-01T00:00:00Z",
        "kind": "assessment.registration.confirmed",
        "party": "持有人本人",
        "act": {"content": fact(), "path": [_text(OTHER_LEAF)], "anchor": 11},
    }


def _proofs(entries: Sequence[Told], key: Ed25519PrivateKey) -> tuple[list[str], str]:
    """Return the proof of each entry, and the head that they all lead to."""
    hashes = [merkle.leaf_hash(one.leaf(salt)) for one, salt in zip(entries, SALTS, strict=True)]

    def read(level: int, place: int) -> bytes:
        return merkle.root_of(hashes[place << level : (place + 1) << level])

    size = len(hashes)
    head = checkpoint.Checkpoint("sz.example/log", size, merkle.root(size, read))
    signed = checkpoint.sign(head, _verifier(key), key.sign)
    proofs = []
    for place, one in enumerate(entries):
        extra = b"" if isinstance(one.said, str) else SALTS[place]
        path = merkle.inclusion(place, size, read)
        proofs.append(str(log_proof.Proof(place, path, signed, extra)))
    return proofs, signed


def _verifier(key: Ed25519PrivateKey) -> note.VerifierKey:
    return note.VerifierKey("sz.example/log", key.public_key().public_bytes_raw())


def _text(node: bytes) -> str:
    return base64.b64encode(node).decode()
