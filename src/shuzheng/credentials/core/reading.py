"""A certificate as a verifiable credential: read by the verifier.

Reading is stricter than the Open Badges schema: it accepts what this platform issues and names the
first place that is otherwise. It believes nothing; the signature is judged elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

from shuzheng.credentials.core import achievement, bitstring, instants, numbers, statuslist
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
    """What a credential says, read and unproved. Instants are aware; `level` is 1, 2 or 3.

    `hidden` names the statements that a holder kept back: a token (`core.disclosed`) leaves their
    places empty, `level` 0, and `valid_from` the instant at which it was signed.

    `message` is where it stands why the certificate ended; None in those that have no such entry.
    """

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
    hidden: tuple[str, ...] = ()
    message: bitstring.Entry | None = None

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
    issuer = part(document, "issuer")
    subject = part(document, "credentialSubject")
    where = "credentialSubject.achievement"
    award = part(subject, "achievement", where)
    level, level_name = _level(award, subject)
    entries, message = status(document.get("credentialStatus"))
    standard = _standard(award, f"{where}.alignment")
    return Certificate(
        id=document["id"],
        number=text(subject, "licenseNumber", "credentialSubject.licenseNumber"),
        holder=holder(subject, "AchievementSubject"),
        title=text(award, "name", f"{where}.name"),
        code=text(award, "humanCode", f"{where}.humanCode"),
        level=level,
        level_name=level_name,
        module=text(award, "specialization", where) if "specialization" in award else "",
        standard=text(standard, "targetName", f"{where}.alignment"),
        standard_version=text(award, "version", f"{where}.version"),
        issuer=text(issuer, "id", "issuer"),
        issuer_name=text(issuer, "name", "issuer.name"),
        valid_from=instant(document, "validFrom"),
        valid_until=instant(document, "validUntil") if "validUntil" in document else None,
        status=entries,
        message=message,
    )


def _require_kind(document: Mapping[str, Any]) -> None:
    if document.get("@context") != list(achievement.CONTEXTS):
        raise NotACertificate(place="@context")
    if not is_urn(document.get("id")):
        raise NotACertificate(place="id")
    named = kinds(document)
    if "VerifiableCredential" not in named or not named & CREDENTIAL_TYPES:
        raise NotACertificate(place="type")


def holder(subject: Mapping[str, Any], kind: str) -> str:
    """Return the name in the one identity object; a second one could be read as the holder.

    `kind` is the type that the subject must have.
    """
    place = "credentialSubject.identifier"
    listed = subject.get("identifier")
    if kind not in kinds(subject):
        raise NotACertificate(place="credentialSubject.type")
    identity = _first(listed, place)
    if not isinstance(listed, list) or len(listed) != 1:
        raise NotACertificate(place=place)
    if identity.get("identityType") != "name" or identity.get("hashed") is not False:
        raise NotACertificate(place=place)
    return name(identity, "identityHash", place)


def name(document: Mapping[str, Any], member: str, place: str) -> str:
    """Return the name of a person in `member`; refuse what no certificate is given to."""
    found = text(document, member, place)
    try:
        achievement.require_name(found)
    except achievement.UnfitName:
        raise NotACertificate(place=place) from None
    return found


def _level(award: Mapping[str, Any], subject: Mapping[str, Any]) -> tuple[int, str]:
    """Return digit and word of the level that the result points at."""
    place = "credentialSubject.result"
    result = _first(subject.get("result"), place)
    if result.get("status") != "Completed":
        raise NotACertificate(place=place)
    described = _first(award.get("resultDescription"), "credentialSubject.achievement")
    rubric = _first(described.get("rubricCriterionLevel"), "credentialSubject.achievement")
    name = text(rubric, "name", place)
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


def status(value: object) -> tuple[tuple[statuslist.Entry, ...], bitstring.Entry | None]:
    """Return the entries of `credentialStatus`, at most one for each purpose; messages apart."""
    listed = value if isinstance(value, list) else [value]
    if value is None or not 0 < len(listed) <= MOST_ENTRIES:
        raise NotACertificate(place="credentialStatus")
    try:
        messages = tuple(bitstring.read_entry(one) for one in listed if _is_message(one))
        entries = tuple(statuslist.read_entry(one) for one in listed if not _is_message(one))
    except statuslist.BadEntry as refusal:
        raise NotACertificate(place=f"credentialStatus.{refusal.params['member']}") from None
    if len({entry.purpose for entry in entries}) != len(entries) or len(messages) > 1:
        raise NotACertificate(place="credentialStatus.statusPurpose")
    return entries, next(iter(messages), None)


def _is_message(entry: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(entry, dict) and entry.get("statusPurpose") == statuslist.MESSAGE


def is_urn(identifier: object) -> bool:
    """Return whether an identifier is the `urn:uuid:` of a credential."""
    return isinstance(identifier, str) and _URN.fullmatch(identifier) is not None


def kinds(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the types that a part of a credential names."""
    value = document.get("type")
    listed = value if isinstance(value, list) else [value]
    return frozenset(kind for kind in listed if isinstance(kind, str))


def part(document: Mapping[str, Any], member: str, place: str = "") -> Mapping[str, Any]:
    """Return the object in `member`; refuse anything else, by its `place`."""
    value = document.get(member)
    if not isinstance(value, dict):
        raise NotACertificate(place=place or member)
    return value


def _first(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        raise NotACertificate(place=place)
    return value[0]


def text(document: Mapping[str, Any], member: str, place: str) -> str:
    """Return the text in `member`; refuse an empty or overlong one, by its `place`."""
    value = document.get(member)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        raise NotACertificate(place=place)
    return value


def instant(document: Mapping[str, Any], member: str) -> datetime:
    """Return the instant (aware) in `member`; refuse what is none."""
    try:
        return instants.read(document.get(member))
    except instants.BadInstant:
        raise NotACertificate(place=member) from None
