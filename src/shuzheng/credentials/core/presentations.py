"""Certificates that a holder shows to somebody, as one file: a Verifiable Presentation.

Authority: W3C VC Data Model 2.0, 4.13; VC Data Integrity 1.0 (`domain`, `expires`). The platform
signs it for the holder, who has no key here: `domain` names for whom it was made, `expires` until
when. What a newcomer gets wrong: it proves no certificate, since each is judged by itself; and it
does not prove that whoever hands it over is the holder, since anybody can copy a file.

What it holds is a certificate as issued, or a token of parts (`core.disclosed`) of which the holder
shows less, wrapped as the data model has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from shuzheng.credentials.core import instants, proof, reading
from shuzheng.credentials.core.integrity import signing
from shuzheng.credentials.core.integrity.suite import JCS
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.credentials.core.jsontext import Object

CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
TYPE: Final = "VerifiablePresentation"
ENVELOPE: Final = "EnvelopedVerifiableCredential"
NAME: Final = "职业技能等级证书出示"
PREFIX: Final = "data:application/dc+sd-jwt,"
MOST: Final = 20
LONGEST_PURPOSE, LONGEST_RECIPIENT = 200, 160
_MEMBERS: Final = frozenset(
    {"@context", "id", "type", "name", "description", "verifiableCredential", "proof"}
)


class NotAPresentation(Refusal):
    """The document is not shaped as a presentation of ours; `place` says where."""

    code = "presentation-shape"
    template = "“{place}” is not as a presentation of this platform has it."


@dataclass(frozen=True, slots=True)
class Wish:
    """What is shown to whom: `shown` are credentials as issued, or tokens of parts.

    `at` and `until` (aware) are when it is made and when it ends.
    """

    id: UUID
    recipient: str
    purpose: str
    at: datetime
    until: datetime
    shown: Sequence[Object | bytes]


@dataclass(frozen=True, slots=True)
class Presentation:
    """What a presentation says, read and unproved. Instants are aware; `signer` is a DID."""

    id: str
    recipient: str
    purpose: str
    made_at: datetime
    until: datetime
    signer: str
    shown: tuple[Object | bytes, ...]


def is_one(document: Mapping[str, Any]) -> bool:
    """Return whether a document calls itself a presentation."""
    return TYPE in reading.kinds(document)


def write(wish: Wish, *, method: str, sign: proof.Sign) -> Object:
    """Return a presentation under the signature of the key of `method`."""
    unsigned: Object = {
        "@context": [CONTEXT],
        "id": wish.id.urn,
        "type": [TYPE],
        "name": NAME,
        "description": wish.purpose,
        "verifiableCredential": [_wrapped(one) for one in wish.shown],
    }
    return signing.add(
        unsigned,
        suite=JCS,
        created=wish.at,
        method=method,
        sign=sign,
        more={"domain": wish.recipient, "expires": instants.write(wish.until)},
    )


def read(document: Mapping[str, Any]) -> Presentation:
    """Return what `document` says; refuse it at the first place that no presentation has."""
    try:
        _require_kind(document)
        made = proof.read(document)
    except reading.NotACertificate as fault:
        raise NotAPresentation(place=str(fault.params["place"])) from None
    if made.created is None or made.expires is None:
        raise NotAPresentation(place="proof")
    return Presentation(
        id=document["id"],
        recipient=_text(made.options, "domain", LONGEST_RECIPIENT),
        purpose=_text(document, "description", LONGEST_PURPOSE),
        made_at=made.created,
        until=made.expires,
        signer=made.method.partition("#")[0],
        shown=_shown(document.get("verifiableCredential")),
    )


def _require_kind(document: Mapping[str, Any]) -> None:
    if document.get("@context") != [CONTEXT]:
        raise NotAPresentation(place="@context")
    if document.get("type") != [TYPE]:
        raise NotAPresentation(place="type")
    if not reading.is_urn(document.get("id")):
        raise NotAPresentation(place="id")
    if document.get("name") != NAME:
        raise NotAPresentation(place="name")
    # A holder, or terms of use, would have to be judged: better to refuse than to pass over them.
    for member in document:
        if member not in _MEMBERS:
            raise NotAPresentation(place=member)


def _shown(listed: object) -> tuple[Object | bytes, ...]:
    """Return what is shown, each once: credentials, and tokens taken out of their envelopes."""
    place = "verifiableCredential"
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST:
        raise NotAPresentation(place=place)
    if not all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in listed):
        raise NotAPresentation(place=place)
    if len({one["id"] for one in listed}) != len(listed):
        raise NotAPresentation(place=place)
    return tuple(_unwrapped(one) for one in listed)


def _wrapped(one: Object | bytes) -> Object:
    if isinstance(one, bytes):
        return {"@context": CONTEXT, "id": PREFIX + one.decode(), "type": ENVELOPE}
    return one


def _unwrapped(one: Object) -> Object | bytes:
    if ENVELOPE not in reading.kinds(one):
        return one
    token: bytes = one["id"].removeprefix(PREFIX).encode(errors="replace")
    if one != _wrapped(token):
        raise NotAPresentation(place="verifiableCredential.id")
    return token


def _text(found: Mapping[str, Any], member: str, longest: int) -> str:
    value = found.get(member)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
        raise NotAPresentation(place=member)
    return value
