"""The parsers, each as a function of bytes that returns, or raises a `Refusal`, and nothing else.

Where a form is canonical, reading and writing again must give the same bytes: a text that two
programs could write differently could also be read differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials.core import (
    compact,
    did,
    envelope,
    evidence_file,
    grounds,
    instants,
    jsontext,
    multibase,
    numbers,
    pictures,
    proof,
    reading,
    statuslist,
    trust,
)
from shuzheng.credentials.core.evidence_file import archive, record
from shuzheng.credentials.core.verifying import Verdict, Verifier
from shuzheng.credentials.tests.core import cast
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import (
    anchors,
    checkpoint,
    leaves,
    note,
    tiles,
    witnessing,
)
from shuzheng.transparency.core import cosignature as cosignatures
from shuzheng.transparency.core import proof as log_proof
from tests.corpus import make
from tests.corpus.case import DOCUMENT, EVIDENCE, FRESH

if TYPE_CHECKING:
    from collections.abc import Callable

VERIFIER = Verifier(cast.trust_in(*FRESH), cast.TODAY)
LEAVES = (
    leaves.sealed("certificate.issued", b"payload", bytes(32)).data,
    leaves.public("facts.head", f"2026-11-24 7 {'0' * 64}").data,
    leaves.public("facts.head", f"2026-11-24 7 {'0' * 64} 3 {'1' * 64}").data,
)
NOTE = EVIDENCE.split("\n\n", 1)[1]
GOOD = make.good()
OF_RECORDS = Verifier(trust.parse(GOOD["good/trust-of-records.json"]), cast.TODAY)
OF_BADGES = Verifier(trust.parse(GOOD["good/trust-of-badges.json"]), cast.TODAY)
PRESENTED = [
    jsontext.read(GOOD[f"good/{name}.json"]) for name in ("presentation", "presentation-of-a-part")
]
HISTORY = archive.unpack(GOOD["good/evidence-file.zip"])
WITNESS = cosignatures.WitnessKey("w.example", cast.WEB_KEY.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Parser:
    """What reads bytes, and whole examples of what it accepts."""

    reads: Callable[[bytes], object]
    examples: tuple[bytes, ...]


def answers(parser: Parser, data: bytes) -> bool:
    """Return whether the parser accepts `data`; it may refuse, and raises nothing else."""
    try:
        parser.reads(data)
    except Refusal as refusal:
        # Its sentence must be there for whoever handed the bytes in.
        str(refusal)
        return False
    return True


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _json(data: bytes) -> None:
    read = jsontext.read(data)
    again = jsontext.canonical(read)
    if jsontext.canonical(jsontext.read(again)) != again:
        raise AssertionError("canonical JSON is not canonical")


def _file(data: bytes) -> None:
    """Open and judge a file: no verdict of a file that was altered may be the good one's."""
    report = VERIFIER.verify(data)
    if report.verdict is Verdict.VALID and envelope.open_file(data).document != DOCUMENT:
        raise AssertionError("an altered certificate was accepted")


def _history(data: bytes) -> None:
    """Judge an evidence file: only the members of the good one are whole."""
    report = evidence_file.judge(data, VERIFIER)
    if report.verdict is Verdict.VALID and archive.unpack(data) != HISTORY:
        raise AssertionError("an altered evidence file was accepted")


def _record(data: bytes) -> None:
    document, read = record.parse(data)
    sealed = {**record.write(read), "proof": document["proof"]}
    again, twice = record.parse(jsontext.canonical(sealed))
    if (again.keys(), twice) != (document.keys(), read):
        raise AssertionError("a record is another one when it is written again")


def _pdf(data: bytes) -> None:
    _file(data if data.startswith(b"%PDF-") else b"%PDF-1.7\n" + data)


def _token(data: bytes) -> None:
    """Judge a token: what is valid is the good one, byte by byte."""
    given = b"eyJ" + data.removeprefix(b"eyJ")
    report = VERIFIER.verify(given)
    if report.verdict is Verdict.VALID and given.strip() != GOOD["good/token.jwt"]:
        raise AssertionError("an altered token was accepted")


def _parts(data: bytes) -> None:
    """Judge a token of parts: what is valid shows nothing that the good one does not."""
    given = b"eyJ" + data.removeprefix(b"eyJ")
    report = VERIFIER.verify(given)
    whole = GOOD["good/parts.sd-jwt"].split(b"~")
    if report.verdict is Verdict.VALID and not set(given.strip().split(b"~")) <= set(whole):
        raise AssertionError("an altered token of parts was accepted")


def _presentation(data: bytes) -> None:
    """Judge a presentation: what is valid is a good one, read as the same document."""
    report = OF_RECORDS.verify(data)
    if report.verdict is Verdict.VALID and jsontext.read(data) not in PRESENTED:
        raise AssertionError("an altered presentation was accepted")


def _badge(data: bytes) -> None:
    """Judge a token of Open Badges: what is valid is the good one, byte by byte."""
    given = b"eyJ" + data.removeprefix(b"eyJ")
    report = OF_BADGES.verify(given)
    if report.verdict is Verdict.VALID and given.strip() != GOOD["good/badge.ob.jwt"]:
        raise AssertionError("an altered token of Open Badges was accepted")


def _picture(data: bytes) -> None:
    if pictures.kind(data) and not 0 < pictures.longest_side(data) <= pictures.LONGEST_SIDE:
        raise AssertionError("a picture of no size, or too large, was let through")


def _code(data: bytes) -> None:
    digits = compact.find(data)
    report = VERIFIER.read_code(digits or _text(data))
    if report.verdict is Verdict.VALID and digits not in GOOD["good/code.txt"].decode():
        said = compact.read(digits)
        if said.signed != compact.read(compact.find(GOOD["good/code.txt"])).signed:
            raise AssertionError("an altered code was accepted")


def _credential(data: bytes) -> None:
    document = jsontext.read(data)
    reading.read(document)
    proof.read(document)


def _proof(data: bytes) -> None:
    if str(log_proof.parse(data)).encode() != data:
        raise AssertionError("a proof has two spellings")


def _note(data: bytes) -> None:
    if str(note.parse(data)).encode() != data:
        raise AssertionError("a note has two spellings")


def _checkpoint(data: bytes) -> None:
    text = _text(data)
    if checkpoint.parse(text).text != text:
        raise AssertionError("a checkpoint has two spellings")


def _signed(data: bytes) -> None:
    if checkpoint.open(data, cast.log_key()).text != NOTE.split("\n\n", maxsplit=1)[0] + "\n":
        raise AssertionError("a checkpoint that the log did not sign was accepted")


def _bundle(data: bytes) -> None:
    if data and tiles.bundle(tiles.unbundle(data[1:], data[0])) != data[1:]:
        raise AssertionError("a bundle of entries has two spellings")


def _anchor(data: bytes) -> None:
    if anchors.parse(data).leaf().data != data:
        raise AssertionError("an anchor has two spellings")


def _grounds(data: bytes) -> None:
    if grounds.parse(data).leaf().data != data:
        raise AssertionError("an entry on grounds has two spellings")


def _bits(data: bytes) -> None:
    statuslist.decode(_text(data))


def _base58(data: bytes) -> None:
    text = _text(data)
    if multibase.base58(multibase.from_base58(text)) != text:
        raise AssertionError("base58 has two spellings")


def _base64url(data: bytes) -> None:
    text = _text(data)
    if multibase.base64url(multibase.from_base64url(text)) != text:
        raise AssertionError("base64url has two spellings")


def _number(data: bytes) -> None:
    one = numbers.parse(_text(data))
    if numbers.compose(one.year, one.code, one.level, one.serial) != _text(data):
        raise AssertionError("a number has two spellings")


def _instant(data: bytes) -> None:
    read = instants.read(_text(data))
    if instants.read(instants.write(read)) != read:
        raise AssertionError("an instant is another one when it is written again")


def _of_cases(*folders: str) -> tuple[bytes, ...]:
    return tuple(one.data for one in make.cases() if one.folder in folders)


def _good(*names: str) -> tuple[bytes, ...]:
    return tuple(GOOD[f"good/{name}"] for name in names)


PICTURES = (
    bytes.fromhex("89504e470d0a1a0a 0000000d 49484452 00000040 00000040 08 00 00 00 00"),
    bytes.fromhex("ffd8 ffe00004 0000 ffc0 000b 08 0040 0040 01 01 11 00"),
)
LIST = _good("revocations.json")[0]
PARSERS = {
    "json": Parser(_json, _good("credential.json")),
    "credential": Parser(_credential, _good("credential.json")),
    "file": Parser(_file, _good("credential.json", "bundle.json")),
    "evidence-file": Parser(_history, _good("evidence-file.zip")),
    "evidence-record": Parser(_record, (HISTORY[archive.RECORD],)),
    "pdf": Parser(_pdf, _good("certificate.pdf")),
    "token": Parser(_token, _good("token.jwt")),
    "parts": Parser(_parts, _good("parts.sd-jwt", "part.sd-jwt")),
    "badge": Parser(_badge, _good("badge.ob.jwt")),
    "presentation": Parser(
        _presentation, _good("presentation.json", "presentation-of-a-part.json")
    ),
    "picture": Parser(_picture, PICTURES),
    "code": Parser(_code, _good("code.txt")),
    "log-proof": Parser(_proof, (EVIDENCE.encode(),)),
    "note": Parser(_note, (NOTE.encode(),)),
    "checkpoint": Parser(_checkpoint, (NOTE.split("\n\n", maxsplit=1)[0].encode() + b"\n",)),
    "signed-checkpoint": Parser(_signed, (NOTE.encode(),)),
    "leaf": Parser(leaves.parse, LEAVES),
    "anchor": Parser(_anchor, LEAVES[1:]),
    "grounds": Parser(_grounds, (grounds.Grounds(3, "1" * 64).leaf().data,)),
    "entries": Parser(_bundle, (bytes([len(LEAVES)]) + tiles.bundle(LEAVES),)),
    "tile-path": Parser(lambda data: tiles.parse(_text(data)), (b"tile/0/x001/234.p/5",)),
    "witness-request": Parser(witnessing.parse, (str(witnessing.Request(0, (), NOTE)).encode(),)),
    "verifier-key": Parser(
        lambda data: note.verifier_key(_text(data)), (str(cast.log_key()).encode(),)
    ),
    "witness-key": Parser(
        lambda data: cosignatures.witness_key(_text(data)), (str(WITNESS).encode(),)
    ),
    "status-list": Parser(lambda data: statuslist.read(jsontext.read(data)), (LIST,)),
    "bits": Parser(_bits, (str(FRESH[0]["credentialSubject"]["encodedList"]).encode(),)),
    "base58": Parser(_base58, (str(DOCUMENT["proof"]["proofValue"]).encode(),)),
    "base64url": Parser(_base64url, (multibase.base64url(bytes(range(40))).encode(),)),
    "did": Parser(lambda data: did.require(_text(data)), (cast.ORGANISATION_DID.encode(),)),
    "key": Parser(lambda data: did.public_key(_text(data)), (cast.MULTIKEY.encode(),)),
    "trust-file": Parser(trust.parse, _good("trust-without-lists.json")),
    "number": Parser(_number, (b"X202601000420009173L",)),
    "instant": Parser(_instant, (b"2026-07-15T00:00:00+08:00", b"2026-07-15T02:30:00Z")),
}
SEEDS = {
    "json": ("credentials",),
    "credential": ("credentials",),
    "file": ("credentials", "bundles", "proofs", "checkpoints"),
    "pdf": ("pdfs",),
    "evidence-file": ("histories",),
    "token": ("tokens",),
    "parts": ("parts",),
    "badge": ("badges",),
    "presentation": ("presentations",),
    "code": ("codes",),
    "note": ("notes",),
    "signed-checkpoint": ("notes",),
    "status-list": ("lists",),
    "trust-file": ("trusts",),
}
"""Folders of the corpus from which a search begins, besides the examples."""


def seeds(name: str) -> tuple[bytes, ...]:
    """Return what a search of a parser begins with."""
    return (*PARSERS[name].examples, *_of_cases(*SEEDS.get(name, ())))
