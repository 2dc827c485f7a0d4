"""The forms as tokens: what they say, and what they hide."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from shuzheng.credentials.core import achievement, jsontext
from shuzheng.credentials.core.forms import jose, sdjwt
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.tests.core import cast

SIGNER = Signer(cast.METHOD, cast.TODAY, cast.ORGANISATION.sign, "https://sz.example")
PUBLIC = cast.ORGANISATION.public_key()


def decoded(part: str) -> Any:  # noqa: ANN401 - JSON is anything
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def opened(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and payload of a compact token whose signature fits."""
    header, payload, signature = token.split(".")
    raw = urlsafe_b64decode(signature + "==")
    PUBLIC.verify(raw, f"{header}.{payload}".encode())
    return decoded(header), decoded(payload)


def parts(credential: dict[str, Any]) -> tuple[dict[str, Any], list[Any], list[str]]:
    """Return the signed payload, the disclosures read, and the disclosures as they stand."""
    signed, *disclosures, end = sdjwt.write(credential, SIGNER).decode().split("~")
    assert end == ""
    return opened(signed)[1], [decoded(one) for one in disclosures], disclosures


def test_a_token_is_the_issued_credential_with_the_instant_of_its_own_signature() -> None:
    header, payload = opened(jose.write(cast.certificate(), SIGNER).decode())
    issued = cast.certificate()
    del issued["proof"]

    assert header == {"alg": "EdDSA", "cty": "vc", "kid": cast.METHOD, "typ": "vc+jwt"}
    assert payload == {**issued, "iss": cast.ORGANISATION_DID, "iat": 1_795_487_528}


def test_every_claim_can_be_shown_alone_and_none_can_be_read_without_its_disclosure() -> None:
    payload, disclosures, texts = parts(cast.certificate())
    hashes = [jose.encoded(sha256(text.encode()).digest()).decode() for text in texts]

    assert {name: value for _, name, value in disclosures} == {
        "name": "孟晓棠",
        "certificate": "老年照护职业技能等级证书（中级）",
        "level": "中级",
        "number": "X202601000420009173L",
        "organisation": "长照服务评价中心",
        "issued_on": "2026-07-15",
        "standard": "老年照护职业技能等级标准 2.0",
        "skills": ["1.1.1 能协助老年人穿脱衣物", "2.3.1 能识别老年人跌倒的风险"],
    }
    assert payload.pop("_sd") == sorted(hashes)
    assert payload == {
        "_sd_alg": "sha-256",
        "iss": cast.ORGANISATION_DID,
        "iat": 1_795_487_528,
        "vct": "https://sz.example/types/certificate/v1",
        "credentialStatus": cast.certificate()["credentialStatus"],
    }


def test_salts_have_128_bits_and_are_never_used_twice() -> None:
    salts = [salt for _ in range(3) for salt, _, _ in parts(cast.certificate())[1]]

    assert len(set(salts)) == len(salts) == 24
    assert {len(urlsafe_b64decode(salt + "==")) for salt in salts} == {16}


def test_a_module_and_a_term_are_told_where_there_are_any() -> None:
    award = replace(cast.AWARD, module="失智照护", valid_until=cast.ISSUED + timedelta(days=365))
    payload, disclosures, _ = parts(cast.sign(achievement.credential(award, cast.MENG)))

    assert [value for _, name, value in disclosures if name == "module"] == ["失智照护"]
    assert payload["exp"] == 1_815_580_800


def test_what_was_published_about_the_type_is_published_for_ever() -> None:
    metadata = sdjwt.type_metadata("https://sz.example")
    digest = sha256(jsontext.canonical(metadata)).hexdigest()

    assert metadata["vct"] == "https://sz.example/types/certificate/v1"
    assert [claim["path"] for claim in metadata["claims"]] == [[name] for name in sdjwt.CLAIMS]
    # A change of this text needs a new version in TYPE_PATH.
    assert digest == "e2156ad02fa21626dbfdaf9032a86f623c2f20c8d57e7ae669ff384fa1c04b7f"
