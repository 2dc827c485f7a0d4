"""A certificate as a verifiable credential: read by the verifier.

Reading is stricter than the Open Badges schema: it accepts what this platform issues and names the
first place that is otherwise. It believes nothing; the signature is judged elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import achievement, instants, numbers, statuslist
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

CREDENTIAL_TYPES = frozenset({"AchievementCredential", "OpenBadgeCredential"})
MOST_ENTRIES = 8
LONGEST_TEXT = 2_000
SHOWN = 80

_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NotACertificate(Refusal):
    """The document is not shaped as a certificate; `place` says where."""

    code = "certificate-shape"
    template = "“{place}” is not as a certificate of this programme has it."


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a credential says, read and unproved. Instants are aware; `level` is 1, 2 or 3."""

    id: str
    number: str
    holder: str
    title: str
    code: str
    level: int
    level_name: str
    module: str
    standard: str
    standard_version: str
    issuer: str
    issuer_name: str
    valid_from: datetime
    valid_until: datetime | None
    status: tuple[statuslist.Entry, ...]

    def entry(self, purpose: str) -> statuslist.Entry | None:
        """Return the status entry for `purpose`, if the certificate has one."""
        return next((entry for entry in self.status if entry.purpose == purpose), None)


def issuer_of(document: Mapping[str, object]) -> str:
    """Return the DID of the issuer that a credential names; refuse one without."""
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    if not isinstance(issuer, str) or not issuer:
        raise NotACertificate(place="issuer")
    return issuer


def read(document: Mapping[str, Any]) -> Certificate:
    """Return what `document` says; refuse it at the first place that no certificate has."""
    _require_kind(document)
    issuer = _object(document, "issuer")
    subject = _object(document, "credentialSubject")
    where = "credentialSubject.achievement"
    award = _object(subject, "achievement", where)
    level, level_name = _level(award, subject)
    standard = _standard(award, f"{where}.alignment")
    return Certificate(
        id=document["id"],
        number=_text(subject, "licenseNumber", "credentialSubject.licenseNumber"),
        holder=_holder(subject),
        title=_text(award, "name", f"{where}.name"),
        code=_text(award, "humanCode", f"{where}.humanCode"),
        level=level,
        level_name=level_name,
        module=_text(award, "specialization", where) if "specialization" in award else "",
        standard=_text(standard, "targetName", f"{where}.alignment"),
        standard_version=_text(award, "version", f"{where}.version"),
        issuer=_text(issuer, "id", "issuer"),
        issuer_name=_text(issuer, "name", "issuer.name"),
        valid_from=_instant(document, "validFrom"),
        valid_until=_instant(document, "validUntil") if "validUntil" in document else None,
        status=_status(document.get("credentialStatus")),
    )


def _require_kind(document: Mapping[str, Any]) -> None:
    if document.get("@context") != list(achievement.CONTEXTS):
        raise NotACertificate(place="@context")
    identifier = document.get("id")
    if not isinstance(identifier, str) or not _URN.fullmatch(identifier):
        raise NotACertificate(place="id")
    kinds = _kinds(document)
    if "VerifiableCredential" not in kinds or not kinds & CREDENTIAL_TYPES:
        raise NotACertificate(place="type")


def _holder(subject: Mapping[str, Any]) -> str:
    """Return the name in the one identity object; a second one could be read as the holder."""
    place = "credentialSubject.identifier"
    listed = subject.get("identifier")
    if "AchievementSubject" not in _kinds(subject):
        raise NotACertificate(place="credentialSubject.type")
    identity = _first(listed, place)
    if not isinstance(listed, list) or len(listed) != 1:
        raise NotACertificate(place=place)
    if identity.get("identityType") != "name" or identity.get("hashed") is not False:
        raise NotACertificate(place=place)
    name = _text(identity, "identityHash", place)
    try:
        achievement.require_name(name)
    except achievement.UnfitName:
        raise NotACertificate(place=place) from None
    return name


def _level(award: Mapping[str, Any], subject: Mapping[str, Any]) -> tuple[int, str]:
    """Return digit and word of the level that the result points at."""
    place = "credentialSubject.result"
    result = _first(subject.get("result"), place)
    if result.get("status") != "Completed":
        raise NotACertificate(place=place)
    described = _first(award.get("resultDescription"), "credentialSubject.achievement")
    rubric = _first(described.get("rubricCriterionLevel"), "credentialSubject.achievement")
    name = _text(rubric, "name", place)
    if result.get("achievedLevel") != rubric.get("id"):
        raise NotACertificate(place=place)
    for digit, word in numbers.LEVELS.items():
        if rubric.get("level") == str(digit) and name == word:
            return digit, word
    raise NotACertificate(place=place)


def _standard(award: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return the first alignment, which is the standard itself: a skill has a code.

    A proof over RDF does not sign the order, so the first could be any other.
    """
    standard = _first(award.get("alignment"), place)
    if "targetCode" in standard:
        raise NotACertificate(place=place)
    return standard


def _status(value: object) -> tuple[statuslist.Entry, ...]:
    """Return the entries of `credentialStatus`, at most one for each purpose."""
    listed = value if isinstance(value, list) else [value]
    if value is None or not 0 < len(listed) <= MOST_ENTRIES:
        raise NotACertificate(place="credentialStatus")
    try:
        entries = tuple(statuslist.read_entry(item) for item in listed)
    except statuslist.BadEntry as refusal:
        raise NotACertificate(place=f"credentialStatus.{refusal.params['member']}") from None
    if len({entry.purpose for entry in entries}) != len(entries):
        raise NotACertificate(place="credentialStatus.statusPurpose")
    return entries


def _kinds(document: Mapping[str, Any]) -> frozenset[str]:
    value = document.get("type")
    listed = value if isinstance(value, list) else [value]
    return frozenset(kind for kind in listed if isinstance(kind, str))


def _object(document: Mapping[str, Any], member: str, place: str = "") -> Mapping[str, Any]:
    value = document.get(member)
    if not isinstance(value, dict):
        raise NotACertificate(place=place or member)
    return value


def _first(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        raise NotACertificate(place=place)
    return value[0]


def _text(document: Mapping[str, Any], member: str, place: str) -> str:
    value = document.get(member)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        raise NotACertificate(place=place)
    return value


def _instant(document: Mapping[str, Any], member: str) -> datetime:
    try:
        return instants.read(document.get(member))
    except instants.BadInstant:
        raise NotACertificate(place=member) from None
