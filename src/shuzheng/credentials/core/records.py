"""A person's whole record: every certificate in force, as issued, under one more signature.

Authority: 1EdTech Comprehensive Learner Record 2.0 (ClrCredential), W3C VC Data Model 2.0. The
certificates stand in it word for word, each still signed by its own organisation; what the province
signs is that these are the certificates of one person on one day. What a newcomer gets wrong: the
record proves no certificate. Each is judged by itself, under its own organisation's key and its own
two status lists, and one that fails spoils the whole.

It names the person as a certificate does, by name alone. It has no status list of its own: what can
end are the certificates in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import achievement, instants, reading
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.credentials.core.jsontext import Object

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TYPES = ("VerifiableCredential", "ClrCredential")
NAME = "职业技能等级证书学习成果记录"
MOST_CERTIFICATES = 100
LARGEST = 4 << 20
"""Bytes of a record; a certificate with forty requirements takes 9,000."""

_SUMMARY = ("id", "type", "achievementType", "name", "description", "criteria")


class NotARecord(Refusal):
    """The document is not shaped as a record; `place` says where."""

    code = "record-shape"
    template = "“{place}” is not as a record of this programme has it."


@dataclass(frozen=True, slots=True)
class Compilation:
    """What is put into one record.

    `is_partial` says that its publisher knows of a certificate that is not in it; `certificates`
    are the signed credentials, as issued.
    """

    id: UUID
    publisher: achievement.Issuer
    holder: str
    at: datetime
    is_partial: bool
    certificates: Sequence[Object]


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says, read and unproved. Instants are aware."""

    id: str
    holder: str
    publisher: str
    publisher_name: str
    valid_from: datetime
    valid_until: datetime | None
    is_partial: bool
    certificates: tuple[Object, ...]


def is_record(document: Mapping[str, Any]) -> bool:
    """Return whether a document calls itself a record."""
    return "ClrCredential" in reading.kinds(document)


def credential(given: Compilation) -> Object:
    """Return the unsigned credential of a record."""
    achievement.require_name(given.holder)
    return {
        "@context": list(CONTEXTS),
        "id": given.id.urn,
        "type": list(TYPES),
        "name": NAME,
        "issuer": {
            "id": given.publisher.did,
            "type": ["Profile"],
            "name": given.publisher.name,
        },
        "validFrom": instants.write_local(given.at),
        "partial": given.is_partial,
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": given.holder,
                    "identityType": "name",
                }
            ],
            "achievement": _achievements(given.certificates),
            "verifiableCredential": list(given.certificates),
        },
    }


def read(document: Mapping[str, Any]) -> Record:
    """Return what `document` says; refuse it at the first place that no record has.

    What the certificates in it say is not looked at, but that they are those which it lists.
    """
    try:
        return _read(document)
    except reading.NotACertificate as refusal:
        raise NotARecord(place=str(refusal.params["place"])) from None


def _read(document: Mapping[str, Any]) -> Record:
    _require_kind(document)
    issuer = reading.part(document, "issuer")
    subject = reading.part(document, "credentialSubject")
    holder = reading.holder(subject, "ClrSubject")
    certificates = _certificates(subject)
    if subject.get("achievement") != _achievements(certificates):
        raise NotARecord(place="credentialSubject.achievement")
    partial = document.get("partial")
    if not isinstance(partial, bool):
        raise NotARecord(place="partial")
    return Record(
        id=document["id"],
        holder=holder,
        publisher=reading.text(issuer, "id", "issuer"),
        publisher_name=reading.text(issuer, "name", "issuer.name"),
        valid_from=reading.instant(document, "validFrom"),
        valid_until=reading.instant(document, "validUntil") if "validUntil" in document else None,
        is_partial=partial,
        certificates=certificates,
    )


def _require_kind(document: Mapping[str, Any]) -> None:
    if document.get("@context") != list(CONTEXTS):
        raise NotARecord(place="@context")
    if not reading.is_urn(document.get("id")):
        raise NotARecord(place="id")
    if not reading.kinds(document).issuperset(TYPES):
        raise NotARecord(place="type")
    # Whoever gave a record a status of its own would expect us to look at it.
    if "credentialStatus" in document:
        raise NotARecord(place="credentialStatus")


def _certificates(subject: Mapping[str, Any]) -> tuple[Object, ...]:
    """Return the certificates that a record holds, each once."""
    place = "credentialSubject.verifiableCredential"
    listed = subject.get("verifiableCredential")
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_CERTIFICATES:
        raise NotARecord(place=place)
    if not all(isinstance(one, dict) and reading.is_urn(one.get("id")) for one in listed):
        raise NotARecord(place=place)
    if len({one["id"] for one in listed}) != len(listed):
        raise NotARecord(place=place)
    return tuple(listed)


def _achievements(certificates: Sequence[Object]) -> list[Object]:
    """Return what was achieved, once for each kind and level, in the order of the certificates."""
    found: dict[str, Object] = {}
    for one in certificates:
        achieved = reading.part(reading.part(one, "credentialSubject"), "achievement")
        identifier = reading.text(achieved, "id", "credentialSubject.achievement")
        summary = {member: achieved[member] for member in _SUMMARY if member in achieved}
        found.setdefault(identifier, summary)
    return list(found.values())
