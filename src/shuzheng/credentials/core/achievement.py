"""A certificate as a verifiable credential: built for the issuer.

Authority: W3C VC Data Model 2.0 and 1EdTech Open Badges 3.0 (AchievementCredential). Only those two
contexts and no term of our own. What stands where: the certificate number in `licenseNumber` of the
subject; the holder in one IdentityObject of type `name`, in clear; the level as a rubric level of
the achievement, to which the result points; the standard as the first alignment, its version in
`version`; a module in `specialization`; the catalogue code in `humanCode`. No score, identity
number, hash of one, birth date or photo.

`credentialStatus` is a list of three entries, as the W3C allows; certificates from before there
were messages have two. The Open Badges schema describes one object in that place; the tests
validate the credential against it with each of them alone.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants, numbers, statuslist, statusmessage
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.credentials.core.jsontext import Object

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TYPES = ("VerifiableCredential", "AchievementCredential")
LANGUAGE = "zh-Hans"
LONGEST_NAME = 50
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class UnfitName(Refusal):
    """A holder's name that cannot be printed or signed as it stands."""

    code = "certificate-holder-name"
    template = (
        "A holder's name has 1 to {longest} characters, none of them a line break or the like."
    )


@dataclass(frozen=True, slots=True)
class Issuer:
    """The evaluation organisation as the certificate names it: its DID, its name of that day."""

    did: str
    name: str


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill requirement of the standard, such as 1.1.1; `url` is where it can be read."""

    code: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Standard:
    """The version of a skill standard that was assessed, with its requirements at this level."""

    name: str
    version: str
    url: str
    skills: tuple[Skill, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """What all certificates of one batch share.

    `achievement` is an address without fragment that names certificate, level and version; `title`
    the certificate's name without level; `level` 1, 2 or 3; `criteria` a sentence on what had to be
    shown; `valid_until` None unless the standard sets a term; `explained` the address at which the
    words of the status list of messages are explained.
    """

    issuer: Issuer
    achievement: str
    title: str
    code: str
    level: int
    standard: Standard
    criteria: str
    valid_from: datetime
    explained: str
    valid_until: datetime | None = None
    module: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """What is one certificate's own. `revocation` and the like are (list address, index)."""

    id: UUID
    number: str
    holder: str
    revocation: tuple[str, int]
    suspension: tuple[str, int]
    message: tuple[str, int]


def require_name(holder: str) -> None:
    """Refuse a holder's name that is empty, too long, or holds what cannot be seen.

    Characters that Python does not know yet pass: rare ones in names are newer than it.
    """
    fits = 0 < len(holder) <= LONGEST_NAME and holder == holder.strip()
    if not fits or any(unicodedata.category(character) in _UNSEEN for character in holder):
        raise UnfitName(longest=LONGEST_NAME)


def credential(award: Award, grant: Grant) -> Object:
    """Return the unsigned credential of one certificate."""
    require_name(grant.holder)
    body = {
        "@context": list(CONTEXTS),
        "id": grant.id.urn,
        "type": list(TYPES),
        "name": full_title(award),
        "issuer": {"id": award.issuer.did, "type": ["Profile"], "name": award.issuer.name},
        "validFrom": instants.write_local(award.valid_from),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": grant.holder,
                    "identityType": "name",
                }
            ],
            "licenseNumber": grant.number,
            "achievement": _achievement(award),
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": _result_id(award),
                    "achievedLevel": _level_id(award),
                    "status": "Completed",
                }
            ],
        },
        "credentialStatus": [
            statuslist.entry(statuslist.REVOCATION, grant.revocation[1], grant.revocation[0]),
            statuslist.entry(statuslist.SUSPENSION, grant.suspension[1], grant.suspension[0]),
            statusmessage.entry(grant.message[1], grant.message[0], award.explained),
        ],
    }
    if award.valid_until is not None:
        body["validUntil"] = instants.write_local(award.valid_until)
    return body


def full_title(award: Award) -> str:
    """Return the certificate's name with its level, such as 老年照护职业技能等级证书（中级）."""
    return titled(award.title, numbers.LEVELS[award.level])


def titled(certificate: str, level: str) -> str:
    """Return the full title of `certificate` at `level` (初级, 中级, 高级)."""
    return f"{certificate}职业技能等级证书（{level}）"


def _achievement(award: Award) -> Object:
    level = numbers.LEVELS[award.level]
    standard = award.standard
    body = {
        "id": award.achievement,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": full_title(award),
        "description": f"按《{standard.name}》{standard.version}版考核合格，达到{level}要求。",
        "criteria": {"narrative": award.criteria},
        "humanCode": award.code,
        "inLanguage": LANGUAGE,
        "version": standard.version,
        "alignment": _alignments(standard),
        "resultDescription": [
            {
                "id": _result_id(award),
                "type": ["ResultDescription"],
                "name": "职业技能等级",
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": [
                    {
                        "id": _level_id(award),
                        "type": ["RubricCriterionLevel"],
                        "name": level,
                        "level": str(award.level),
                    }
                ],
            }
        ],
    }
    if award.module:
        body["specialization"] = award.module
    return body


def _alignments(standard: Standard) -> list[Object]:
    framework = f"{standard.name} {standard.version}"
    whole = {
        "type": ["Alignment"],
        "targetName": standard.name,
        "targetUrl": standard.url,
        "targetFramework": framework,
    }
    parts = [
        {
            "type": ["Alignment"],
            "targetCode": skill.code,
            "targetName": skill.text,
            "targetUrl": skill.url,
            "targetFramework": framework,
            "targetType": "ceasn:Competency",
        }
        for skill in standard.skills
    ]
    return [whole, *parts]


def _result_id(award: Award) -> str:
    return f"{award.achievement}#result"


def _level_id(award: Award) -> str:
    return f"{award.achievement}#level-{award.level}"
