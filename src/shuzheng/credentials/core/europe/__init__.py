"""A certificate described in the European Learning Model, for readers abroad. No signature.

Authority: European Learning Model 3, application profile for European Digital Credentials. What a
newcomer gets wrong: this is a description and no credential that could be checked. The context of
the model says otherwise of `description` than that of VC Data Model 2.0, which protects the word,
so the two cannot stand in one document; and European readers take a qualified electronic seal. What
proves the certificate is the credential as issued; the description says so in its own text. Nor
does it name a schema: the profile asks for a picture and for a legal identifier under European law.

What stands for what in the authority tables of the European Union is data (`concepts.csv`). Levels
and fields have no entry there: nobody has assigned these certificates a level of the European
Qualifications Framework or a field of ISCED, and we do not.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import instants, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.jsontext import Object

CONTEXTS = (
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
)
TYPES = ("VerifiableCredential", "EuropeanDigitalCredential")
NOTICE = {
    "zh": (
        "本文件是职业技能等级证书的说明，按欧洲学习模型（ELM 3）编写，供境外阅读，不带签名，"
        "本身不作证明。证书以评价组织签名的原件为准；真伪和当前状态请在下列网址查验。"
    ),
    "en": (
        "A description of a certificate of vocational skill levels (China, 1+X programme) in the"
        " European Learning Model, for information. It carries no signature and proves nothing by"
        " itself. The certificate is proved by the original, which its organisation signed; check"
        " it, and its present status, at the address given."
    ),
}
LEVELS = {
    1: {"zh": "初级（共三级，第一级）", "en": "Elementary (first of three levels)"},
    2: {"zh": "中级（共三级，第二级）", "en": "Intermediate (second of three levels)"},
    3: {"zh": "高级（共三级，第三级）", "en": "Advanced (third of three levels)"},
}
UNASSIGNED = {
    "zh": "未对应欧洲资历框架（EQF）等级。",
    "en": "No level of the European Qualifications Framework has been assigned.",
}
_CONCEPTS = Path(__file__).parent / "concepts.csv"


def describe(credential: Mapping[str, Any], address: str) -> Object:
    """Return what the issued `credential` says in the European Learning Model.

    `address` is the certificate's public page, where it is checked.
    """
    said = reading.read(credential)
    base = f"{said.id}#elm"
    day = instants.write(said.valid_from)
    document: Object = {
        "@context": list(CONTEXTS),
        "id": base,
        "type": list(TYPES),
        "credentialProfiles": _concept("profile", "generic"),
        "displayParameter": {
            "id": f"{base}-display",
            "type": "DisplayParameter",
            "title": {"zh": said.title},
            "description": dict(NOTICE),
            "language": [_concept("language", "zh"), _concept("language", "en")],
            "primaryLanguage": _concept("language", "zh"),
        },
        "issuer": _organisation(said),
        "issuanceDate": day,
        "issued": day,
        "validFrom": day,
        "credentialSubject": {
            "id": f"{base}-holder",
            "type": "Person",
            "fullName": {"zh": said.holder},
            "hasClaim": [_claim(credential, said, base, address)],
        },
    }
    if said.valid_until is not None:
        document["expirationDate"] = document["validUntil"] = instants.write(said.valid_until)
    return document


def _claim(
    credential: Mapping[str, Any], said: reading.Certificate, base: str, address: str
) -> Object:
    return {
        "id": f"{base}-achievement",
        "type": "LearningAchievement",
        "title": {"zh": said.title},
        "identifier": {
            "id": f"{base}-number",
            "type": "Identifier",
            "notation": said.number,
            "schemeName": "职业技能等级证书编号",
        },
        "awardedBy": {
            "id": f"{base}-award",
            "type": "AwardingProcess",
            "awardingBody": _organisation(said),
            "awardingDate": instants.write(said.valid_from),
        },
        "supplementaryDocument": _resource(f"{base}-page", address),
        "specifiedBy": _specification(credential, said, base),
    }


def _specification(credential: Mapping[str, Any], said: reading.Certificate, base: str) -> Object:
    achievement = credential["credentialSubject"]["achievement"]
    standard, *skills = achievement["alignment"]
    return {
        "id": f"{base}-specification",
        "type": "LearningAchievementSpecification",
        "title": {"zh": said.title},
        "description": {"zh": achievement["description"]},
        "language": _concept("language", "zh"),
        "additionalNote": [
            _note(f"{base}-level", LEVELS[said.level]),
            _note(f"{base}-framework", UNASSIGNED),
            *([_note(f"{base}-module", {"zh": said.module})] if said.module else []),
        ],
        "learningOutcome": [
            {
                "id": f"{base}-outcome-{number}",
                "type": "LearningOutcome",
                "title": {"zh": f"{one['targetCode']} {one['targetName']}"},
            }
            for number, one in enumerate(skills, 1)
        ],
        "supplementaryDocument": _resource(f"{base}-standard", standard["targetUrl"]),
    }


def _organisation(said: reading.Certificate) -> Object:
    return {
        "id": said.issuer,
        "type": "Organisation",
        "legalName": {"zh": said.issuer_name},
        "location": {
            "id": f"{said.id}#elm-location",
            "type": "Location",
            "address": {
                "id": f"{said.id}#elm-address",
                "type": "Address",
                "countryCode": _concept("country", "CN"),
            },
        },
    }


def _note(identifier: str, text: Mapping[str, str]) -> Object:
    return {"id": identifier, "type": "Note", "noteLiteral": dict(text)}


def _resource(identifier: str, address: str) -> Object:
    return {"id": identifier, "type": "WebResource", "contentURL": address}


def _concept(kind: str, ours: str) -> Object:
    """Return the entry of an authority table that stands for a word of ours."""
    row = _concepts()[kind, ours]
    return {
        "id": row["theirs"],
        "type": "Concept",
        "inScheme": {"id": row["scheme"], "type": "ConceptScheme"},
        "prefLabel": {"en": row["label"]},
    }


@cache
def _concepts() -> Mapping[tuple[str, str], Mapping[str, str]]:
    with _CONCEPTS.open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["ours"]): row for row in csv.DictReader(file)}
