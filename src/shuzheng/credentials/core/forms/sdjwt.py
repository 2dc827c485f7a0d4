"""A certificate of which the holder shows a part: an SD-JWT VC (`dc+sd-jwt`).

Authority: RFC 9901 (SD-JWT), IETF draft SD-JWT-based Verifiable Credentials (`vct`, type metadata).
Each claim about holder and certificate is a disclosure of its own, hashed with 128 random bits; the
signed part holds the hashes, the issuer, the type and where the status is published. What a
newcomer gets wrong: without a key of the holder, who has the file can show it, as with a paper; and
the places in the status lists are the same whenever it is shown, so two who were shown parts of it
can tell that it was the same certificate.

Written here, because the library for Python was last released in 2024 and wants private keys where
we have a function that signs. What it would do is this page.
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import instants, jsontext, reading
from shuzheng.credentials.core.forms import jose
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from shuzheng.credentials.core.forms.signer import Signer
    from shuzheng.credentials.core.jsontext import Object

TYPE_PATH = "/types/certificate/v1"
"""Where the type is described; what is published there never changes, the next one is `v2`."""

SALT_SIZE = 16
CLAIMS: Mapping[str, tuple[str, str]] = {
    "name": ("持有人", "Holder"),
    "certificate": ("证书名称", "Certificate"),
    "level": ("等级", "Level"),
    "number": ("证书编号", "Certificate number"),
    "organisation": ("评价组织", "Evaluation organisation"),
    "issued_on": ("颁发日期", "Date of issue"),
    "standard": ("职业技能等级标准", "Skill standard"),
    "skills": ("技能要求", "Skill requirements"),
    "module": ("模块", "Module"),
}
"""The claims that are shown one by one, with their labels in Chinese and English."""


def write(credential: Mapping[str, Any], signer: Signer) -> bytes:
    """Return the issued `credential` as an SD-JWT VC with every disclosure.

    Claims that the certificate does not have (a module) are left out.
    """
    disclosures = [_disclosure(name, value) for name, value in _claims(credential).items()]
    metadata = type_metadata(signer.home)
    payload: Object = {
        "iss": reading.issuer_of(credential),
        "iat": int(signer.at.timestamp()),
        "vct": metadata["vct"],
        "credentialStatus": credential["credentialStatus"],
        "_sd_alg": "sha-256",
        # In the order of the hashes, which says nothing about the order of the claims.
        "_sd": sorted(jose.encoded(sha256(one).digest()).decode() for one in disclosures),
    }
    if "validUntil" in credential:
        payload["exp"] = int(instants.read(credential["validUntil"]).timestamp())
    token = jose.compact({"typ": "dc+sd-jwt"}, payload, signer)
    return b"~".join([token, *disclosures, b""])


def shorten(token: bytes, names: Collection[str]) -> bytes:
    """Return a token of parts that shows the statements `names` and keeps the others back."""
    first, *disclosures, last = token.split(b"~")
    kept = [one for one in disclosures if _name(one) in names]
    return b"~".join([first, *kept, last])


def _name(disclosure: bytes) -> str:
    name: str = json.loads(urlsafe_b64decode(disclosure + b"=" * (-len(disclosure) % 4)))[1]
    return name


def type_metadata(home: str) -> Object:
    """Return what `vct` of a platform at `home` (an address) means, as it is published there."""
    claims = [
        {"path": [name], "display": _said("label", *labels), "sd": "always"}
        for name, labels in CLAIMS.items()
    ]
    return {
        "vct": f"{home}{TYPE_PATH}",
        "name": "职业技能等级证书",
        "description": "A certificate of vocational skill levels under the 1+X programme.",
        "display": _said("name", "职业技能等级证书", "Vocational skill level certificate"),
        "claims": claims,
    }


def _said(member: str, chinese: str, english: str) -> list[Object]:
    return [{"locale": "zh-CN", member: chinese}, {"locale": "en", member: english}]


def _claims(credential: Mapping[str, Any]) -> Object:
    said = reading.read(credential)
    achievement = credential["credentialSubject"]["achievement"]
    claims: Object = {
        "name": said.holder,
        "certificate": said.title,
        "level": said.level_name,
        "number": said.number,
        "organisation": said.issuer_name,
        "issued_on": periods.day(said.valid_from).isoformat(),
        "standard": f"{said.standard} {said.standard_version}",
        "skills": [
            f"{one['targetCode']} {one['targetName']}" for one in achievement["alignment"][1:]
        ],
    }
    return {**claims, "module": said.module} if said.module else claims


def _disclosure(name: str, value: object) -> bytes:
    salt = jose.encoded(secrets.token_bytes(SALT_SIZE)).decode()
    return jose.encoded(jsontext.canonical([salt, name, value]))
