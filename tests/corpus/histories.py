"""Altered evidence files: after they were sealed, before, and by whoever writes the log itself."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import jsontext
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core import histories as made
from shuzheng.transparency.core import checkpoint, note
from tests.corpus import parts, records, tokens
from tests.corpus.case import ALTERED, CREDENTIAL, MALFORMED, UNTRUSTED, Case, put, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from shuzheng.credentials.core.jsontext import Object

    Change = Callable[[Object], object]

FOLDER = "histories"
SOMEBODY = "9d0c2b1a-0000-4000-8000-000000000002"
OTHER = base64.b64encode(bytes(32)).decode()
GOOD = made.build()


def cases() -> Iterator[Case]:
    """Yield them all."""
    for name, data, check, verdict, why in (*_packed(), *_logged(), *_exchanged(), *_handed()):
        yield Case(FOLDER, f"{name}.zip", data, check, verdict, why)
    for name, change, check, verdict, why in _after():
        yield Case(FOLDER, f"{name}.zip", made.build(after=change), check, verdict, why)
    for name, change, check, verdict, why in _before():
        yield Case(FOLDER, f"{name}.zip", made.build(shown=change), check, verdict, why)


def _members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(**changed: bytes) -> Callable[[dict[str, bytes]], object]:
    """Return what exchanges members; their names have _ for the full stop."""

    def change(members: dict[str, bytes]) -> None:
        members.update({name.replace("_", "."): content for name, content in changed.items()})

    return change


def _packed() -> Iterator[tuple[str, bytes, int, str, str]]:
    """Yield what is wrong with the packing, and members that were exchanged."""
    members = _members()
    for tenths in (2, 5, 8):
        data = GOOD[: len(GOOD) * tenths // 10]
        yield f"cut-at-{tenths}", data, 1, MALFORMED, "broken off"
    yield "header-alone", b"PK\x03\x04", 1, MALFORMED, "nothing behind the header"
    flipped = GOOD.replace(b"what people read", b"what people reap")
    yield "checksum", flipped, 1, MALFORMED, "a member was changed and not its checksum"
    for gone in members:
        rest = [(name, content) for name, content in members.items() if name != gone]
        yield f"without-{gone}", made_zip(rest), 1, MALFORMED, "a member is missing"
    more = [*members.items(), ("readme.txt", b"x")]
    yield "one-more", made_zip(more), 1, MALFORMED, "a member too much"
    folder = [(f"x/{name}", content) for name, content in members.items()]
    yield "in-a-folder", made_zip(folder), 1, MALFORMED, "other names"
    up = [(f"../{name}", content) for name, content in members.items()]
    yield "out-of-the-folder", made_zip(up), 1, MALFORMED, "other names"
    bomb = {**members, "evidence.pdf": b"\0" * (9 << 20)}
    packed = made_zip(list(bomb.items()), zipfile.ZIP_DEFLATED)
    yield "bomb", packed, 1, MALFORMED, "a thousand times its size"
    yield "lying-size", _lying(packed), 1, MALFORMED, "the directory says less than there is"
    odd = made_zip(list(members.items()), zipfile.ZIP_BZIP2)
    yield "other-packing", odd, 1, MALFORMED, "packed in another way"
    locked = GOOD.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    yield "locked", locked, 1, MALFORMED, "said to be locked with a password"
    many = [*members.items(), *((f"{number}.txt", b"") for number in range(996))]
    yield "a-thousand-members", made_zip(many), 1, MALFORMED, "a thousand members"
    remark = GOOD[:-2] + b"\4\0PK\5\6"
    yield "remark-behind", remark, 1, MALFORMED, "a remark that could be a second directory"
    wide = GOOD[:-22] + b"PK\6\7" + bytes(16) + GOOD[-22:]
    yield "wide-directory", wide, 1, MALFORMED, "a second directory, for large files"
    twice = GOOD.replace(b"evidence.pdf", b"evidence.abc").replace(b"bundle.json", b"evidence.js")
    yield "other-names", twice, 1, MALFORMED, "two members have other names"
    pdf = made.build(members=_with(evidence_pdf=b"%PDF-1.7\nanother tale\n%%EOF\n"))
    yield "paper-exchanged", pdf, 3, ALTERED, "another paper"
    head = made.build(members=_with(checkpoint=b"sz.example/log\n1\nAAAA\n\n"))
    yield "checkpoint-exchanged", head, 3, ALTERED, "another checkpoint"
    bundle = made.build(members=_with(bundle_json=CREDENTIAL))
    yield "bundle-exchanged", bundle, 3, ALTERED, "the bare credential instead"
    for name, content in {
        "record-empty": b"",
        "record-no-json": b"%PDF-1.7",
        "record-a-list": b"[]",
        "record-twice-the-same": b'{"format":"shuzheng/evidence/v1","format":"x"}',
        "record-deep": b'{"format":' + b"[" * 99 + b"]" * 99 + b"}",
    }.items():
        data = made.build(members=_with(evidence_json=content))
        yield name, data, 2, MALFORMED, "evidence.json cannot be read"


def made_zip(held: list[tuple[str, bytes]], packing: int = zipfile.ZIP_STORED) -> bytes:
    """Return members packed in their order, at a fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in held:
            info = zipfile.ZipInfo(name)
            info.compress_type = packing
            archive.writestr(info, content)
    return out.getvalue()


def _lying(packed: bytes) -> bytes:
    """Return the file with a small size in the directory and in the member's own header."""
    return packed.replace((9 << 20).to_bytes(4, "little"), (900).to_bytes(4, "little"))


def _text(said: object) -> str:
    return made.Told("", "", said).text()


def _put(*path: str | int, value: object) -> Change:
    """Return what puts another value at the end of a way."""

    def change(document: Object) -> None:
        found: Any = document
        for key in path[:-1]:
            found = found[key]
        found[path[-1]] = value

    return change


def _drop(*path: str | int) -> Change:
    def change(document: Object) -> None:
        found: Any = document
        for key in path[:-1]:
            found = found[key]
        del found[path[-1]]

    return change


def _after() -> Iterator[tuple[str, Change, int, str, str]]:
    """Yield changes of a sealed record: the seal finds each of them."""
    for name, path, value in (
        ("sealed-number", ("number",), "X202601000420009174J"),
        ("sealed-party", ("steps", 3, "party"), "别的评价中心"),
        ("sealed-time-of-mark", ("steps", 3, "at"), "2026-07-02T02:00:00Z"),
        (
            "sealed-mark",
            ("steps", 3, "entry", "said"),
            made.Told("", "", made.mark(1, 9900)).text(),
        ),
        ("sealed-made-at", ("made_at",), "2026-11-25T00:00:00Z"),
        ("sealed-subject", ("subjects", 0), "assessment.registration:32"),
        ("sealed-registration", ("registration",), SOMEBODY),
        ("sealed-created", ("proof", "created"), "2026-11-24T02:32:09Z"),
        ("sealed-suite", ("proof", "cryptosuite"), "eddsa-rdfc-2022"),
        ("sealed-value", ("proof", "proofValue"), "z" + "1" * 64),
    ):
        yield name, _put(*path, value=value), 4, ALTERED, "changed after it was sealed"
    yield "sealed-step-dropped", _drop("steps", 4), 4, ALTERED, "left out after it was sealed"
    for name, change in {
        "unsealed": _drop("proof"),
        "member-more": _put("remark", value="x"),
        "format-newer": _put("format", value="shuzheng/evidence/v2"),
        "steps-none": _drop("steps"),
        "steps-object": _put("steps", value={}),
        "step-text": _put("steps", 1, value="x"),
        "step-member-more": _put("steps", 1, "name", value="x"),
        "step-both": _put("steps", 1, "act", value={"content": {}, "path": [], "anchor": None}),
        "digest-short": _put("files", "checkpoint", value="ab"),
        "digest-of-more": _put("files", "x", value="ab" * 32),
        "path-no-base64": _put("grounds", "path", value=["?"]),
        "path-a-text": _put("grounds", "path", value="AAAA"),
        "anchor-a-text": _put("steps", 0, "act", "anchor", value="11"),
        "anchor-true": _put("steps", 0, "act", "anchor", value=True),
        "time-of-day": _put("made_at", value="2026-11-24"),
    }.items():
        yield name, change, 2, MALFORMED, "not the form of an evidence file"


def _before() -> Iterator[tuple[str, Change, int, str, str]]:
    """Yield what the organisation could seal and the log does not bear out."""
    said = ("entry", "said")
    for name, change, check in (
        ("mark-other", _put("steps", 3, *said, value=_text(made.mark(1, 9900))), 7),
        ("result-other", _put("steps", 6, *said, value=_text(made.result(2, 9900, [4]))), 7),
        ("payload-of-the-certificate", _put("steps", 7, *said, value="{}"), 7),
        ("salt-of-the-grounds", _added_salt(), 7),
        ("payload-blank-more", _added("steps", 3, *said, more=" "), 7),
        ("payload-empty", _put("steps", 3, *said, value=""), 7),
        ("kind-other", _put("steps", 3, "kind", value="result.published"), 7),
        ("kind-unknown", _put("steps", 3, "kind", value="mark.unlocked"), 7),
        ("salt-of-another", _salted(3, 5), 7),
        ("salt-none", _salted(3, 0), 7),
        ("proof-of-another", _swapped(3, 5), 7),
        ("proof-nonsense", _put("steps", 3, "entry", "proof", value="x"), 7),
        ("entry-twice", _twice(3), 7),
        ("grounds-other-words", _put("grounds", *said, value=made.grounds(3)), 7),
        ("anchor-other-words", _put("anchors", 0, "said", value=made.anchor(made.fact(seq=4))), 7),
        ("registration-other", _put("registration", value=SOMEBODY), 8),
        ("certificate-missing", _without_kind("certificate.issued"), 8),
        ("paper-another-time", _put("steps", 1, "at", value="2026-07-01T02:31:00Z"), 8),
        ("change-another-time", _put("steps", 8, "at", value="2026-08-02T02:00:00Z"), 8),
        ("mark-first-missing", _drop("steps", 3), 9),
        ("mark-second-missing", _drop("steps", 5), 9),
        ("result-first-missing", _drop("steps", 4), 9),
        ("result-last-missing", _drop("steps", 6), 10),
        ("grounds-of-first-result", _put("grounds", "result", value=3), 10),
        ("grounds-of-a-mark", _put("grounds", "result", value=4), 10),
        ("grounds-path-other", _put("grounds", "path", value=[OTHER]), 10),
        ("grounds-path-none", _put("grounds", "path", value=[]), 10),
        ("act-other", _put("steps", 0, "act", "content", "role", value="guardian"), 11),
        ("act-another-time", _put("steps", 0, "at", value="2026-07-01T00:00:01Z"), 11),
        ("act-another-verb", _put("steps", 0, "kind", value="assessment.registration.entered"), 11),
        ("act-of-another", _put("subjects", value=["assessment.registration:32"]), 11),
        ("act-path-other", _put("steps", 0, "act", "path", value=[OTHER]), 11),
        ("act-anchor-other", _put("steps", 0, "act", "anchor", value=8), 11),
        ("act-member-missing", _drop("steps", 0, "act", "content", "seq"), 11),
        ("change-first-missing", _drop("steps", 8), 12),
    ):
        yield name, change, check, UNTRUSTED, "sealed, and the log says otherwise"
    for name, change in {
        "of-another-certificate": _put("certificate", value=f"urn:uuid:{SOMEBODY}"),
        "of-another-number": _put("number", value="X202601000420009174J"),
    }.items():
        yield name, change, 5, UNTRUSTED, "sealed, and the certificate is another one"


def _added(*path: str | int, more: str) -> Change:
    def change(document: Object) -> None:
        found: Any = document
        for key in path[:-1]:
            found = found[key]
        found[path[-1]] += more

    return change


def _salted(place: int, other: int) -> Change:
    """Return what gives a step the salt of another one, or (0) none."""

    def change(document: Object) -> None:
        entry = document["steps"][place]["entry"]
        lines = entry["proof"].split("\n")
        theirs = document["steps"][other].get("entry", {}).get("proof", "\n").split("\n")[1]
        lines[1:2] = [theirs] if other else []
        entry["proof"] = "\n".join(lines)

    return change


def _added_salt() -> Change:
    """Return what gives an entry in clear a salt, which it does not have."""

    def change(document: Object) -> None:
        entry = document["grounds"]["entry"]
        header, rest = entry["proof"].split("\n", 1)
        entry["proof"] = f"{header}\nextra {OTHER}\n{rest}"

    return change


def _swapped(one: int, other: int) -> Change:
    def change(document: Object) -> None:
        first, second = document["steps"][one]["entry"], document["steps"][other]["entry"]
        first["proof"], second["proof"] = second["proof"], first["proof"]

    return change


def _twice(place: int) -> Change:
    def change(document: Object) -> None:
        document["steps"].insert(place, document["steps"][place])

    return change


def _without_kind(kind: str) -> Change:
    def change(document: Object) -> None:
        document["steps"] = [one for one in document["steps"] if one["kind"] != kind]

    return change


def _logged() -> Iterator[tuple[str, bytes, int, str, str]]:
    """Yield what even whoever writes the log could not make fit, and other keys."""
    why = "sealed and logged, and does not fit together"
    opened, ended = made.OPENED_AT, made.ENDED_AT
    for name, place, said, check in (
        ("logged-mark-of-another", 4, made.mark(2, 8000, registration=SOMEBODY), 8),
        ("logged-result-of-another", 5, made.result(2, 8000, [4], registration=SOMEBODY), 8),
        ("logged-paper-of-another", 0, made.paper(1782873000, registration=SOMEBODY), 8),
        ("logged-change-of-another", 9, made.change(opened, "suspended", 7, certificate="x"), 8),
        ("logged-version-skipped", 4, made.mark(3, 8000), 9),
        ("logged-version-again", 4, made.mark(1, 8000), 9),
        ("logged-version-a-text", 4, {**made.mark(2, 8000), "version": "2"}, 9),
        ("logged-result-skipped", 5, made.result(3, 8000, [4]), 9),
        ("logged-result-of-first-mark", 5, made.result(2, 8000, [2]), 9),
        ("logged-result-of-no-mark", 5, made.result(2, 8000, []), 9),
        ("logged-result-of-both", 5, made.result(2, 8000, [2, 4]), 9),
        ("logged-failed", 5, made.result(2, 3000, [4], outcome="failed"), 10),
        ("logged-grounds-first-result", 8, made.grounds(3), 10),
        ("logged-grounds-of-another", 8, made.grounds(5, f"urn:uuid:{SOMEBODY}"), 10),
        ("logged-grounds-no-words", 8, "nothing", 10),
        ("logged-anchor-of-another", 11, made.anchor(made.fact(role="guardian")), 11),
        ("logged-anchor-before-roots", 11, f"2026-11-24 6 {'cd' * 32}", 11),
        ("logged-change-left-out", 10, made.change(ended, "issued", 7), 12),
        ("logged-change-impossible", 10, made.change(ended, "replaced", 9), 12),
        ("logged-change-to-the-same", 10, made.change(ended, "suspended", 9), 12),
        ("logged-change-a-list", 10, {**made.change(ended, "", 9), "state": ["issued"]}, 12),
        ("logged-revoked", 10, made.change(ended, "revoked", 9), 12),
    ):
        yield name, made.build(made.with_entry(place, said)), check, UNTRUSTED, why
    hidden = made.build(hidden=(9, 10), lists=cast.fresh_lists(suspended=[23_452]))
    yield "changes-hidden", hidden, 12, UNTRUSTED, "under enquiry, and no change says so"
    last = made.build(hidden=(10,))
    yield "last-change-hidden", last, 12, UNTRUSTED, "the last change says under enquiry"
    revoked = made.build(lists=cast.fresh_lists(revoked=[94_567]))
    yield "revocation-hidden", revoked, 12, UNTRUSTED, "revoked, and no change says so"
    stranger = made.build(seal=cast.STRANGER)
    yield "seal-of-a-stranger", stranger, 4, UNTRUSTED, "sealed with a key that nobody knows"
    forged = made.build(log_key=cast.STRANGER)
    yield "log-of-a-stranger", forged, 6, UNTRUSTED, "another log of the same name"


def _sealing(**changed: bytes) -> bytes:
    """Return an evidence file in which other members were sealed."""
    held = {name.replace("_", "."): content for name, content in changed.items()}

    def shown(document: Object) -> None:
        for name, content in held.items():
            document["files"][name] = sha256(content).hexdigest()

    return made.build(shown=shown, members=lambda members: members.update(held))


def _exchanged() -> Iterator[tuple[str, bytes, int, str, str]]:
    """Yield other members that the organisation has sealed."""
    why = "sealed with another member"
    bundle = jsontext.read(_members()["bundle.json"])
    renamed = put(bundle, ("credential", "credentialSubject", "identifier", 0), {})
    older = put(bundle, ("credential", "validFrom"), "2025-07-15T00:00:00+08:00")
    for name, content, check, verdict in (
        ("altered", written(older), 5, ALTERED),
        ("nameless", written(renamed), 5, UNTRUSTED),
        ("packed", GOOD, 5, MALFORMED),
        ("no-json", b"%PDF-1.7", 5, MALFORMED),
        ("a-record", written(records.GOOD), 5, UNTRUSTED),
        ("a-token-of-parts", parts.GOOD, 5, UNTRUSTED),
        ("a-token", tokens.GOOD, 7, UNTRUSTED),
    ):
        yield f"bundle-{name}", _sealing(bundle_json=content), check, verdict, why
    head = checkpoint.Checkpoint("sz.example/log", 12, bytes(32))
    for name, content, check in (
        ("unsigned", b"sz.example/log\n12\nAAAA\n\n", 6),
        ("of-a-stranger", _headed(head, cast.STRANGER), 6),
        ("of-another-log", _headed(replace(head, origin="sz.example/gol"), cast.LOG), 6),
        ("forked", _headed(head, cast.LOG), 7),
    ):
        yield f"checkpoint-{name}", _sealing(checkpoint=content), check, UNTRUSTED, why


def _headed(head: checkpoint.Checkpoint, key: Ed25519PrivateKey) -> bytes:
    """Return a checkpoint as whoever has the key signs it."""
    verifier = note.VerifierKey(head.origin, key.public_key().public_bytes_raw())
    return checkpoint.sign(head, verifier, key.sign).encode()


def _handed() -> Iterator[tuple[str, bytes, int, str, str]]:
    """Yield papers that cannot have changed hands so, and grounds that count others."""
    first, second, *rest = made.ENTRIES
    why = "logged, and no paper goes this way"
    for name, kinds in (
        ("paper-handed-in-twice", ("paper.handed-in", "paper.handed-in")),
        ("paper-passed-on-twice", ("paper.passed-on", "paper.passed-on")),
        ("paper-passed-on-first", ("paper.passed-on", "paper.handed-in")),
    ):
        turned = [replace(one, kind=kind) for one, kind in zip((first, second), kinds, strict=True)]
        yield f"logged-{name}", made.build([*turned, *rest]), 9, UNTRUSTED, why
    words = made.grounds().split(" ")
    for count in ("0", "1", "99"):
        other = made.build(made.with_entry(8, f"{count} {words[1]}"))
        why = "the grounds are of another number of certificates"
        yield f"logged-grounds-of-{count}", other, 10, UNTRUSTED, why
