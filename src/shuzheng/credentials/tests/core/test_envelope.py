"""A certificate is found in the file that holds it, and a bad file is refused with the reason."""

from __future__ import annotations

import contextlib
import json
import tracemalloc
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from shuzheng.credentials.core import envelope, jsontext, tokens
from shuzheng.credentials.tests.core import cast
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

CREDENTIAL = cast.signed_bytes()
DOCUMENT = jsontext.read(CREDENTIAL)
EVIDENCE = cast.logged(DOCUMENT)


def pdf(attachments: Iterable[tuple[str, bytes]], password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 200)
    for name, content in attachments:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal_of(data: bytes) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        envelope.open_file(data)
    assert isinstance(refused.value, envelope.NotOpened | jsontext.NotReadable)
    return refused.value.code, str(refused.value)


def test_a_bare_credential_is_opened() -> None:
    assert envelope.open_file(CREDENTIAL) == envelope.Envelope(DOCUMENT)


def test_a_bundle_brings_its_evidence_and_lists() -> None:
    lists = cast.fresh_lists()
    data = cast.bundle(DOCUMENT, text=EVIDENCE, lists=lists)

    assert envelope.open_file(data) == envelope.Envelope(DOCUMENT, EVIDENCE, tuple(lists))


def test_a_bundle_may_go_without_evidence_and_lists() -> None:
    data = json.dumps({"format": "shuzheng/bundle/v1", "credential": DOCUMENT}).encode()

    assert envelope.open_file(data) == envelope.Envelope(DOCUMENT)


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"format": "shuzheng/bundle/v2"}, "format"),
        ({"format": None}, "format"),
        ({"credential": "{}"}, "credential"),
        ({"credential": None}, "credential"),
        ({"evidence": 7}, "evidence"),
        ({"evidence": "x" * 70_000}, "evidence"),
        ({"status": {}}, "status"),
        ({"status": ["x"]}, "status"),
        ({"status": [{}] * 17}, "status"),
    ],
)
def test_a_malformed_bundle_is_refused_by_member(change: dict[str, object], member: str) -> None:
    whole = envelope.bundle(DOCUMENT, "", [])

    assert refusal_of(json.dumps({**whole, **change}).encode()) == (
        "file-bundle",
        f"The bundle is wrong in “{member}”.",
    )


def test_the_credential_attached_to_a_pdf_is_opened_and_other_attachments_ignored() -> None:
    data = pdf(
        [
            ("notes.txt", b"anything"),
            ("credential.json", CREDENTIAL),
            ("evidence.tlog-proof", EVIDENCE.encode()),
            ("credential.json.bak", b"{}"),
        ]
    )

    assert envelope.open_file(data) == envelope.Envelope(DOCUMENT, EVIDENCE)


def test_a_pdf_set_by_typst_is_opened() -> None:
    source = "".join(
        f'#pdf.attach("{name}", bytes({json.dumps(text, ensure_ascii=False)}), '
        f'relationship: "source", mime-type: "application/json", description: "x")\n'
        for name, text in [
            ("credential.json", CREDENTIAL.decode()),
            ("evidence.tlog-proof", EVIDENCE),
        ]
    )
    data = typst.compile(source.encode(), format="pdf", pdf_standards="a-3b", timestamp=0)
    assert isinstance(data, bytes)

    assert envelope.open_file(data) == envelope.Envelope(DOCUMENT, EVIDENCE)


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (b"", "file-empty", "The file is empty."),
        (
            b"\xff\xd8\xff\xe0 a photograph",
            "json-not-text",
            "The file is not UTF-8 text (byte 0).",
        ),
        (
            b"PK\3\4 a workbook",
            "file-evidence",
            "The file is packed. If it is an evidence file, the command “shuzheng verify”"
            " checks it.",
        ),
        (
            CREDENTIAL[:-1] + b',"id":"x"}',
            "json-repeated-key",
            "The member “id” stands twice in the same object.",
        ),
        (
            CREDENTIAL[:-20],
            "json-grammar",
            "The file is not JSON: line 1, column 3309.",
        ),
        (
            b'{"a":"' + b"x" * 300_000 + b'"}',
            "file-too-large",
            "The file has 300008 bytes; at most 262144 are read.",
        ),
        (
            b" " * ((16 << 20) + 1),
            "file-too-large",
            "The file has 16777217 bytes; at most 16777216 are read.",
        ),
        (
            pdf([]),
            "file-pdf-nothing-attached",
            "The PDF has no attachment “credential.json”; of a scan or a reprint, only the code can"
            " be checked.",
        ),
        (
            pdf([("Credential.json", CREDENTIAL)]),
            "file-pdf-nothing-attached",
            "The PDF has no attachment “credential.json”; of a scan or a reprint, only the code can"
            " be checked.",
        ),
        (
            pdf([("credential.json", CREDENTIAL), ("credential.json", b"{}")]),
            "file-pdf-attached-twice",
            "The PDF has two attachments “credential.json”.",
        ),
        (
            pdf([(f"{n}.txt", b"x") for n in range(17)]),
            "file-pdf-attachments",
            "The PDF has more than 16 attachments.",
        ),
        (
            pdf([("credential.json", b"x" * 262_145)]),
            "file-too-large",
            "The file has 262145 bytes; at most 262144 are read.",
        ),
        (
            pdf([("credential.json", CREDENTIAL)], password="geheim"),
            "file-pdf-locked",
            "The PDF is locked with a password.",
        ),
        (
            pdf([("credential.json", b'{"a":1,"a":2}')]),
            "json-repeated-key",
            "The member “a” stands twice in the same object.",
        ),
        (
            b"%PDF-1.7\n%%EOF",
            "file-pdf-broken",
            "The PDF is damaged or was not downloaded completely.",
        ),
    ],
)
def test_a_file_without_a_readable_certificate_is_refused_with_the_reason(
    data: bytes, code: str, sentence: str
) -> None:
    assert refusal_of(data) == (code, sentence)


def test_a_pdf_cut_off_anywhere_is_refused_or_whole() -> None:
    whole = pdf([("credential.json", CREDENTIAL)])
    codes = set()
    for length in range(5, len(whole), 97):
        try:
            # The reader mends a lost end where every object is still there.
            assert envelope.open_file(whole[:length]).document == DOCUMENT
        except (envelope.NotOpened, jsontext.NotReadable) as refusal:
            codes.add(refusal.code)

    assert codes <= {"file-pdf-broken", "file-pdf-nothing-attached", "json-grammar"}
    assert "file-pdf-broken" in codes


def pdf_with_stream(filter_name: str, content: bytes) -> bytes:
    """Return a PDF whose attachment is `content` as it stands, said to be packed in some way."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 200)
    writer.add_attachment("credential.json", b"x")
    stream = StreamObject()
    stream._data = content  # noqa: SLF001 - as an attacker would
    stream[NameObject("/Filter")] = NameObject(filter_name)
    (attached,) = writer.attachment_list
    attached.pdf_object[NameObject("/EF")] = DictionaryObject(
        {NameObject("/F"): writer._add_object(stream)}  # noqa: SLF001 - as an attacker would
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "filter_name", ["/Fl", "/JBIG2Decode", "/LZWDecode", "/DCTDecode", "/Crypt", "/X"]
)
def test_an_attachment_packed_in_a_way_that_is_not_read_is_refused(filter_name: str) -> None:
    assert refusal_of(pdf_with_stream(filter_name, CREDENTIAL))[0] == "file-pdf-broken"


def test_a_compressed_attachment_that_would_fill_the_memory_is_refused() -> None:
    bomb = pdf_with_stream("/FlateDecode", zlib.compress(bytes(200_000_000), 9))

    assert len(bomb) < 300_000
    tracemalloc.start()
    try:
        assert refusal_of(bomb)[0] == "file-pdf-broken"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_pdf_damaged_anywhere_never_yields_another_credential_unrefused(
    data: st.DataObject,
) -> None:
    whole = bytearray(pdf([("credential.json", CREDENTIAL)]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(5, len(whole) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(envelope.NotOpened, jsontext.NotReadable):
        assert isinstance(envelope.open_file(bytes(whole)).document, dict)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_opened_or_refused(data: bytes) -> None:
    for head in (b"", b"%PDF-1.7\n", b"eyJ"):
        with contextlib.suppress(envelope.NotOpened, jsontext.NotReadable, tokens.BadToken):
            envelope.open_file(head + data)
