"""Opening what somebody hands in: a credential, a bundle, or a PDF with the credential attached.

Four kinds of file hold a certificate: the bare credential (JSON), which may be a whole record; a
bundle, that is JSON with `format`, `credential`, `evidence` (a C2SP tlog-proof) and `status` (a
list of status list credentials); the PDF, with `credential.json` and perhaps `evidence.tlog-proof`
attached; and a token (`tokens`), of which a holder may show a part (`disclosed`). What a newcomer
gets wrong: what is *printed* in a PDF is not signed, so it is never read; and two attachments of
one name are refused, because two readers would take different ones.
"""

from __future__ import annotations

import logging
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import DictionaryObject, StreamObject

from shuzheng.credentials.core import (
    badges,
    disclosed,
    jsontext,
    presentations,
    records,
    tokens,
)
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pypdf.generic import EmbeddedFile

    from shuzheng.credentials.core.disclosed import Disclosed
    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.tokens import Token

LARGEST = 16 << 20
LARGEST_CREDENTIAL = 256 << 10
LARGEST_TOKEN = 2 * LARGEST_CREDENTIAL
LARGEST_EVIDENCE = 64 << 10
LARGEST_BUNDLE = 8 << 20
MOST_ATTACHMENTS = 16
MOST_LISTS = 16

BUNDLE = "shuzheng/bundle/v1"
CREDENTIAL_NAME = "credential.json"
EVIDENCE_NAME = "evidence.tlog-proof"

_PDF = b"%PDF-"
_PACKED = b"PK\x03\x04"
_TOKEN = b"eyJ"
"""How every compact token begins: the header is an object."""

_LIMITS = pypdf.Configuration(
    maximum_declared_stream_length=LARGEST,
    zlib_maximum_output_length=LARGEST_BUNDLE,
    array_based_stream_maximum_output_length=LARGEST_BUNDLE,
    jbig2dec_binary=None,  # never start a program on a stranger's bytes
)
_FILTERS: tuple[object, ...] = (None, "/FlateDecode", ["/FlateDecode"])
# What pypdf lets through on broken files, besides its own: it indexes and converts as it reads.
_BROKEN = (
    PyPdfError,
    DependencyError,
    DeprecationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    OSError,
    struct.error,
    zlib.error,
)
# pypdf reports every oddity of a stranger's file as a warning; the refusal says what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class NotOpened(Refusal):
    """The file holds no certificate that can be read."""

    code = "file"
    template = "The file holds no certificate that can be read."


class EmptyFile(NotOpened):
    """No bytes at all, as after a broken download."""

    code = "file-empty"
    template = "The file is empty."


class FileTooLarge(NotOpened):
    """More than any certificate."""

    code = "file-too-large"
    status = 413
    template = "The file has {size} bytes; at most {limit} are read."


class BrokenPdf(NotOpened):
    """A PDF that is cut off or damaged."""

    code = "file-pdf-broken"
    template = "The PDF is damaged or was not downloaded completely."


class LockedPdf(NotOpened):
    """A PDF that asks for a password."""

    code = "file-pdf-locked"
    template = "The PDF is locked with a password."


class NothingAttached(NotOpened):
    """A PDF without the credential: a scan, a print to PDF, or another document."""

    code = "file-pdf-nothing-attached"
    template = (
        "The PDF has no attachment “{name}”; of a scan or a reprint, only the code can be checked."
    )


class EvidenceFileNotJudged(NotOpened):
    """A certificate with its whole history, which has checks of its own."""

    code = "file-evidence"
    template = (
        "The file is packed. If it is an evidence file, the command “shuzheng verify” checks it."
    )


class AttachedTwice(NotOpened):
    """Two attachments of one name."""

    code = "file-pdf-attached-twice"
    template = "The PDF has two attachments “{name}”."


class TooMuchAttached(NotOpened):
    """More attachments than any certificate."""

    code = "file-pdf-attachments"
    template = "The PDF has more than {most} attachments."


class BadBundle(NotOpened):
    """A bundle whose parts are not what they should be."""

    code = "file-bundle"
    template = "The bundle is wrong in “{member}”."


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a file holds: the signed credential, and what came with it to judge it by.

    `token` is set where the credential came as one: then the signature is the token's. `disclosed`
    is set where a holder shows parts of one: then there is no credential, and `document` is what
    the token itself says.
    """

    document: Object
    evidence: str = ""
    status_lists: tuple[Object, ...] = ()
    token: Token | None = None
    disclosed: Disclosed | None = None


def open_file(data: bytes) -> Envelope:
    """Return what `data` holds; refuse with the reason.

    The refusals are `NotOpened`, `jsontext.NotReadable` and `tokens.BadToken`.
    """
    if not data:
        raise EmptyFile
    if len(data) > LARGEST:
        raise FileTooLarge(size=len(data), limit=LARGEST)
    if data.startswith(_PDF):
        return _from_pdf(data)
    if data.startswith(_PACKED):
        raise EvidenceFileNotJudged
    if data.startswith(_TOKEN):
        return _from_token(data.strip())
    return _from_object(jsontext.read(data, limit=LARGEST_BUNDLE), len(data))


def bundle(document: Mapping[str, Any], evidence: str, status_lists: Iterable[Object]) -> Object:
    """Return the bundle that carries a signed credential with its evidence and its status."""
    return {
        "format": BUNDLE,
        "credential": dict(document),
        "evidence": evidence,
        "status": list(status_lists),
    }


def _from_object(value: Object, size: int) -> Envelope:
    if "format" not in value:
        is_large = records.is_record(value) or presentations.is_one(value)
        limit = records.LARGEST if is_large else LARGEST_CREDENTIAL
        if size > limit:
            raise FileTooLarge(size=size, limit=limit)
        return Envelope(value)
    if value["format"] != BUNDLE:
        raise BadBundle(member="format")
    document = value.get("credential")
    evidence = value.get("evidence", "")
    lists = value.get("status", [])
    if not isinstance(document, dict):
        raise BadBundle(member="credential")
    if not isinstance(evidence, str) or len(evidence) > LARGEST_EVIDENCE:
        raise BadBundle(member="evidence")
    if not isinstance(lists, list) or len(lists) > MOST_LISTS:
        raise BadBundle(member="status")
    if not all(isinstance(item, dict) for item in lists):
        raise BadBundle(member="status")
    return Envelope(document, evidence, tuple(lists))


def _from_token(data: bytes) -> Envelope:
    if len(data) > LARGEST_TOKEN:
        raise FileTooLarge(size=len(data), limit=LARGEST_TOKEN)
    if disclosed.MARK in data:
        shown = disclosed.read(data)
        return Envelope(shown.token.document, disclosed=shown)
    token = badges.read(data) if badges.is_one(data) else tokens.read(data)
    return Envelope(token.document, token=token)


def _from_pdf(data: bytes) -> Envelope:
    try:
        with pypdf.apply_configuration(_LIMITS):
            found = _attachments(data)
    except _BROKEN:
        raise BrokenPdf from None
    if CREDENTIAL_NAME not in found:
        raise NothingAttached(name=CREDENTIAL_NAME)
    document = jsontext.read(found[CREDENTIAL_NAME], limit=LARGEST_CREDENTIAL)
    # What is not UTF-8 becomes a text that no proof can be; the check that reads it says so.
    evidence = found.get(EVIDENCE_NAME, b"").decode("utf-8", "replace")
    return Envelope(document, evidence)


def _attachments(data: bytes) -> dict[str, bytes]:
    """Return the two attachments that matter, by name; the others are not even unpacked."""
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise LockedPdf
    wanted = {CREDENTIAL_NAME: LARGEST_CREDENTIAL, EVIDENCE_NAME: LARGEST_EVIDENCE}
    found: dict[str, bytes] = {}
    for count, attachment in enumerate(reader.attachment_list):
        if count == MOST_ATTACHMENTS:
            raise TooMuchAttached(most=MOST_ATTACHMENTS)
        name = attachment.name
        if name not in wanted:
            continue
        if name in found:
            raise AttachedTwice(name=name)
        content = _content(attachment)
        if len(content) > wanted[name]:
            raise FileTooLarge(size=len(content), limit=wanted[name])
        found[name] = content
    return found


def _content(attachment: EmbeddedFile) -> bytes:
    """Return the bytes of an attachment; only the packing that certificates have is undone."""
    streams = attachment.pdf_object["/EF"]
    if not isinstance(streams, DictionaryObject):
        raise BrokenPdf
    stream = streams["/UF" if "/UF" in streams else "/F"]
    if not isinstance(stream, StreamObject):
        raise BrokenPdf
    packing = stream["/Filter"] if "/Filter" in stream else None  # noqa: SIM401 - follows references
    if packing not in _FILTERS:
        raise BrokenPdf
    return attachment.content
