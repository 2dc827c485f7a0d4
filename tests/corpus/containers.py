"""Altered bundles and PDFs: what holds the credential is broken, or holds another one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdf

from tests.corpus.case import (
    ALTERED,
    BUNDLE,
    CREDENTIAL,
    DOCUMENT,
    EVIDENCE,
    MALFORMED,
    UNTRUSTED,
    Case,
    put,
    without,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CREDENTIAL_NAME, EVIDENCE_NAME = "credential.json", "evidence.tlog-proof"
RENAMED = CREDENTIAL.replace("孟".encode(), "孙".encode())
BOTH = ((CREDENTIAL_NAME, CREDENTIAL), (EVIDENCE_NAME, EVIDENCE.encode()))


def cases() -> Iterator[Case]:
    """Yield them all."""
    yield from _bundles()
    yield from _pdfs()


def whole() -> bytes:
    """Return the good PDF."""
    return _pdf(BOTH)


def _bundles() -> Iterator[Case]:
    for name, member, value in (
        ("format-newer", "format", "shuzheng/bundle/v2"),
        ("format-null", "format", None),
        ("format-list", "format", ["shuzheng/bundle/v1"]),
        ("credential-text", "credential", CREDENTIAL.decode()),
        ("credential-null", "credential", None),
        ("credential-list", "credential", [DOCUMENT]),
        ("evidence-number", "evidence", 7),
        ("evidence-null", "evidence", None),
        ("evidence-list", "evidence", [EVIDENCE]),
        ("evidence-huge", "evidence", "x" * 65_537),
        ("status-object", "status", {}),
        ("status-texts", "status", ["x"]),
        ("status-null", "status", None),
        ("status-many", "status", [{}] * 17),
    ):
        data = written({**BUNDLE, member: value})
        yield Case("bundles", f"{name}.json", data, 1, MALFORMED, f"the bundle's {member}")
    none = written(without(BUNDLE, ("credential",)))
    yield Case("bundles", "credential-none.json", none, 1, MALFORMED, "no credential")
    empty = written({**BUNDLE, "credential": {}})
    yield Case("bundles", "credential-empty.json", empty, 2, MALFORMED, "an empty credential")
    inside = written({**BUNDLE, "credential": BUNDLE})
    yield Case("bundles", "bundle-in-bundle.json", inside, 2, MALFORMED, "a bundle in a bundle")
    holder = ("credential", "credentialSubject", "identifier", 0, "identityHash")
    other = written(put(BUNDLE, holder, "孙晓棠"))
    yield Case("bundles", "holder-other.json", other, 6, ALTERED, "another holder")
    garbage = written({**BUNDLE, "evidence": "no proof"})
    yield Case("bundles", "evidence-nonsense.json", garbage, 7, UNTRUSTED, "no proof at all")


def _pdf(attached: Sequence[tuple[str, bytes]], password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.metadata = None
    writer.add_blank_page(300, 200)
    for name, content in attached:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdfs() -> Iterator[Case]:
    good = whole()
    end = len(good)
    for name, attached, check, verdict in (
        ("nothing-attached", (), 1, MALFORMED),
        ("only-evidence", BOTH[1:], 1, MALFORMED),
        ("credential-twice", (*BOTH, BOTH[0]), 1, MALFORMED),
        ("evidence-twice", (*BOTH, BOTH[1]), 1, MALFORMED),
        ("name-in-capitals", (("Credential.json", CREDENTIAL),), 1, MALFORMED),
        ("name-in-a-folder", (("x/credential.json", CREDENTIAL),), 1, MALFORMED),
        ("name-with-a-zero", (("credential.json\0", CREDENTIAL),), 1, MALFORMED),
        ("too-many", tuple((f"{n}.txt", b"x") for n in range(17)), 1, MALFORMED),
        ("credential-empty", ((CREDENTIAL_NAME, b""), BOTH[1]), 1, MALFORMED),
        ("credential-no-json", ((CREDENTIAL_NAME, b"%PDF-1.7"), BOTH[1]), 1, MALFORMED),
        ("credential-a-bundle", ((CREDENTIAL_NAME, written(BUNDLE)),), 2, MALFORMED),
        ("credential-cut", ((CREDENTIAL_NAME, CREDENTIAL[:900]), BOTH[1]), 1, MALFORMED),
        ("holder-other", ((CREDENTIAL_NAME, RENAMED), BOTH[1]), 6, ALTERED),
        ("evidence-empty-line", (BOTH[0], (EVIDENCE_NAME, b"\n")), 7, UNTRUSTED),
        ("evidence-not-text", (BOTH[0], (EVIDENCE_NAME, b"\xff\xfe\x00")), 7, UNTRUSTED),
        ("evidence-of-another", (BOTH[0], (EVIDENCE_NAME, _other_evidence())), 7, UNTRUSTED),
    ):
        yield Case("pdfs", f"{name}.pdf", _pdf(attached), check, verdict, "what is attached")
    for name, data in {
        "header-alone": b"%PDF-1.7\n",
        "header-and-end": b"%PDF-1.7\n%%EOF\n",
        "locked": b"",
        "no-trailer": good.replace(b"trailer", b"reliart"),
        "no-start": good.replace(b"startxref", b"starrxtef").replace(b"trailer", b"reliart"),
        "no-catalogue": good.replace(b"/Catalog", b"/Gatalog").replace(b"/Names", b"/Nemas"),
        "no-names": good.replace(b"/EmbeddedFiles", b"/UmbeddedFiles"),
        "no-stream": good.replace(b"/EF", b"/FE"),
        "other-packing": good.replace(b"/FlateDecode", b"/LZWDecodeX"),
        "html-behind-a-header": b"%PDF-1.7\n<html></html>" * 20,
    }.items():
        broken = _locked() if name == "locked" else data
        if broken != good:
            yield Case("pdfs", f"{name}.pdf", broken, 1, MALFORMED, "the file is broken")
    for tenths in range(1, 10):
        data = good[: end * tenths // 10]
        yield Case("pdfs", f"cut-at-{tenths}.pdf", data, 1, MALFORMED, "broken off")


def _other_evidence() -> bytes:
    return EVIDENCE.replace("index 2", "index 1").encode()


def _locked() -> bytes:
    """Return a PDF that says to be encrypted; a real one would differ each time it is made."""
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + b"o" * 32 + b") /U ("
    return _pdf(BOTH).replace(b"/Root", lock + b"u" * 32 + b") /P -4 >>\n/ID [(a) (a)]\n/Root", 1)
