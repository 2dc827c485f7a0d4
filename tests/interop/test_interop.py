"""The verifiers of others accept our certificates, and refuse them once anything is changed.

They run in Node, in a network of their own that holds nothing but the loopback (tools/offline.py).
`make test` installs them (tools/interop.sh); where something is missing these tests fail.
"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shuzheng.credentials.core import (
    achievement,
    contexts,
    jsontext,
    records,
    rsa,
    statuslist,
    statusmessage,
)
from shuzheng.credentials.core.forms import badge, jose, linked, lists, sdjwt
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.core.statusmessage import Message
from shuzheng.credentials.tests.core import badging, cast, recording

pytestmark = pytest.mark.interop

HERE = Path(__file__).parent
PORT = 8080
ORIGIN = f"http://127.0.0.1:{PORT}"
PATHS = {
    statuslist.REVOCATION: "/status/revocation",
    statuslist.SUSPENSION: "/status/suspension",
    statuslist.MESSAGE: "/status/message",
}
NOW = datetime.now(UTC)
YESTERDAY = NOW - timedelta(days=1)
IN_FORCE, REVOKED, SUSPENDED = 94_567, 94_568, 94_569
TOLD = statusmessage.given_out(statusmessage.ENTRIES)
SIGNER = Signer(cast.METHOD, YESTERDAY, cast.ORGANISATION.sign, ORIGIN)

FITS = {"valid_signature": True, "expiration": True, "registered_issuer": True}


def issued(place: int = IN_FORCE) -> dict[str, Any]:
    """Return a certificate of yesterday whose status stands at `place` in both lists."""
    grant = replace(
        cast.MENG,
        revocation=(ORIGIN + PATHS[statuslist.REVOCATION], place),
        suspension=(ORIGIN + PATHS[statuslist.SUSPENSION], place),
        message=(ORIGIN + PATHS[statuslist.MESSAGE], TOLD[place]),
    )
    award = replace(cast.AWARD, valid_from=YESTERDAY)
    return cast.sign(achievement.credential(award, grant), at=YESTERDAY)


def twofold() -> dict[str, Any]:
    """Return the certificate with both proofs, one of them by a suite that nobody knows."""
    return cast.with_sm2(issued(), at=YESTERDAY)


def bare(document: dict[str, Any]) -> dict[str, Any]:
    """Return a certificate of two proofs with its first one alone."""
    return {**document, "proof": document["proof"][0]}


def wallet(place: int = IN_FORCE) -> dict[str, Any]:
    return jsontext.read(linked.write(issued(place), SIGNER))


def renamed(document: dict[str, Any]) -> dict[str, Any]:
    document["credentialSubject"]["identifier"][0]["identityHash"] = "孟小棠"
    return document


def record() -> dict[str, Any]:
    """Return a whole record of today with one certificate, of a publisher with its own key."""
    document = recording.unsigned([issued()])
    document["validFrom"] = YESTERDAY.isoformat(timespec="seconds")
    return cast.sign(document, recording.PROVINCE, YESTERDAY)


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Let a record claim that it holds less than there is."""
    return {**document, "partial": True}


def renamed_inside(document: dict[str, Any]) -> dict[str, Any]:
    renamed(document["credentialSubject"]["verifiableCredential"][0])
    return document


def misshapen(document: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose achievements say nothing about what was achieved."""
    del document["credentialSubject"]["achievement"][0]["criteria"]
    return document


def served() -> dict[str, Any]:
    """Return what lies on the loopback: both status lists, and a registry with our issuer."""
    found: dict[str, Any] = {
        "/registry": {"registry": {cast.ORGANISATION_DID: {"name": "长照服务评价中心"}}},
        sdjwt.TYPE_PATH: sdjwt.type_metadata(ORIGIN),
    }
    bits = (
        statuslist.bitstring([REVOKED]),
        statuslist.bitstring([SUSPENDED]),
        statusmessage.bitstring([(TOLD[REVOKED], Message.FRAUD_OR_MISCONDUCT)]),
    )
    for (purpose, path), said in zip(PATHS.items(), bits, strict=True):
        document = statuslist.credential(
            ORIGIN + path,
            issuer=cast.ORGANISATION_DID,
            purpose=purpose,
            bits=said,
            valid_from=YESTERDAY,
            valid_until=NOW + timedelta(days=6),
        )
        found[path] = jsontext.read(lists.sign(document, SIGNER))
    return found


def forged(token: str) -> str:
    """Return a token whose signed part says another instant."""
    header, payload, rest = token.split(".", 2)
    said = json.loads(urlsafe_b64decode(payload + "=="))
    said["iat"] += 1
    return f"{header}.{jose.encoded(jsontext.canonical(said)).decode()}.{rest}"


def disclosed(token: str) -> str:
    """Return a token with a disclosure of another name in the place of the holder's."""
    signed, *disclosures, end = token.split("~")
    disclosures[0] = jose.encoded(jsontext.canonical(["salt", "name", "孟小棠"])).decode()
    return "~".join([signed, *disclosures, end])


TOKEN = jose.write(issued(), SIGNER).decode()
PARTS = sdjwt.write(issued(), SIGNER).decode()
BADGE = badge.write(issued(), replace(badging.SIGNER, at=YESTERDAY)).decode()
JWK = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": jose.encoded(cast.ORGANISATION.public_key().public_bytes_raw()).decode(),
}
TOKENS = {
    "token": {"judge": "jose", "token": TOKEN},
    "token, forged": {"judge": "jose", "token": forged(TOKEN)},
    "badge": {"judge": "jose-badge", "token": BADGE},
    "badge, forged": {"judge": "jose-badge", "token": forged(BADGE)},
    "parts": {"judge": "sd-jwt", "token": PARTS},
    "parts, two shown": {
        "judge": "sd-jwt",
        "token": PARTS,
        "shown": {"certificate": True, "level": True},
    },
    "parts, forged": {"judge": "sd-jwt", "token": forged(PARTS)},
    "parts, renamed": {"judge": "sd-jwt", "token": disclosed(PARTS)},
}
CASES = {
    "issued": ("vc", issued()),
    "issued, renamed": ("vc", renamed(issued())),
    "issued, revoked": ("vc", issued(REVOKED)),
    "issued, suspended": ("vc", issued(SUSPENDED)),
    "twofold": ("vc", twofold()),
    "twofold, renamed": ("vc", renamed(twofold())),
    "twofold, the first alone": ("vc", bare(twofold())),
    "twofold, for wallets": ("verifier-core", jsontext.read(linked.write(twofold(), SIGNER))),
    "record": ("vc", record()),
    "record, altered": ("vc", complete(record())),
    "record, renamed inside": ("vc", renamed_inside(record())),
    "record, shape": ("shape", record()),
    "record, misshapen": ("shape", misshapen(record())),
    "wallet": ("verifier-core", wallet()),
    "wallet, renamed": ("verifier-core", renamed(wallet())),
    "wallet, revoked": ("verifier-core", wallet(REVOKED)),
    "wallet, suspended": ("verifier-core", wallet(SUSPENDED)),
    "wallet, proof of the issued": ("verifier-core", issued()),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """Return what each judge says of its case."""
    cases = {name: {"judge": judge, "credential": one} for name, (judge, one) in CASES.items()}
    given = {
        "port": PORT,
        "origin": ORIGIN,
        "served": served(),
        "contexts": {url: contexts.document(url) for url in records.CONTEXTS},
        "jwk": JWK,
        "cases": {**cases, **TOKENS},
    }
    done = subprocess.run(  # noqa: S603 - our own tools
        [sys.executable, "-m", "tools.offline", "node", str(HERE / "judge.mjs")],
        input=json.dumps(given),
        cwd=HERE.parents[1],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found.keys() == {**CASES, **TOKENS}.keys()
    return found


@pytest.mark.rule("R-112")
def test_digital_bazaars_library_accepts_a_certificate_as_issued(answers: dict[str, Any]) -> None:
    assert answers["issued"] == {"verified": True, "marked": [False] * 3, "errors": []}


def test_it_refuses_one_that_was_changed_and_finds_its_status(answers: dict[str, Any]) -> None:
    changed = {"verified": False, "marked": [], "errors": ["Invalid signature."]}

    assert answers["issued, renamed"] == changed
    assert answers["issued, revoked"]["marked"] == [True, False, False]
    assert answers["issued, suspended"]["marked"] == [False, True, False]


@pytest.mark.rule("R-112")
def test_a_second_proof_by_a_suite_that_nobody_knows_takes_nothing_from_the_first(
    answers: dict[str, Any],
) -> None:
    accepted = {"verified": True, "marked": [False] * 3, "errors": []}

    assert [proof["cryptosuite"] for proof in twofold()["proof"]] == [
        "eddsa-jcs-2022",
        "sm2-sm3-jcs-2026",
    ]
    assert answers["twofold"] == accepted
    assert answers["twofold, the first alone"] == accepted
    assert answers["twofold, renamed"]["errors"] == ["Invalid signature."]
    assert answers["twofold, for wallets"] == answers["wallet"]


@pytest.mark.rule("R-112")
def test_digital_bazaars_library_accepts_a_whole_record(answers: dict[str, Any]) -> None:
    assert answers["record"] == {"verified": True, "marked": [], "errors": []}


@pytest.mark.parametrize("name", ["record, altered", "record, renamed inside"])
def test_it_refuses_a_record_that_was_changed_outside_or_inside(
    answers: dict[str, Any], name: str
) -> None:
    assert answers[name] == {"verified": False, "marked": [], "errors": ["Invalid signature."]}


def test_learncards_types_find_a_record_shaped_as_the_standard_has_it(
    answers: dict[str, Any],
) -> None:
    assert answers["record, shape"] == {"fits": True, "places": []}
    assert answers["record, misshapen"]["fits"] is False


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    ("name", "revocation", "suspension"),
    [
        ("wallet", True, True),
        ("wallet, revoked", False, True),
        ("wallet, suspended", True, False),
    ],
)
def test_the_verifier_of_wallets_accepts_the_form_for_wallets(
    answers: dict[str, Any], name: str, revocation: object, suspension: object
) -> None:
    # It takes the message for a bit as well, and finds none set.
    status = {
        "revocation_status": revocation,
        "suspension_status": suspension,
        "message_status": True,
    }

    assert answers[name] == {"steps": {**FITS, **status}, "errors": []}


@pytest.mark.parametrize("name", ["wallet, renamed", "wallet, proof of the issued"])
def test_it_refuses_the_form_once_changed_and_the_proof_that_it_does_not_read(
    answers: dict[str, Any], name: str
) -> None:
    assert answers[name] == {"steps": {}, "errors": ["invalid_signature"]}


def test_jose_accepts_the_token_and_finds_the_certificate_in_it(answers: dict[str, Any]) -> None:
    certificate = issued()
    del certificate["proof"]
    payload = answers["token"]["payload"]

    assert answers["token"]["header"] == {
        "alg": "EdDSA",
        "cty": "vc",
        "kid": cast.METHOD,
        "typ": "vc+jwt",
    }
    assert payload.pop("iat") == int(YESTERDAY.timestamp())
    assert payload.pop("iss") == cast.ORGANISATION_DID
    assert payload == certificate
    assert answers["token, forged"] == {"refused": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"}


@pytest.mark.rule("R-112")
def test_jose_accepts_the_token_of_open_badges_by_the_key_in_it(answers: dict[str, Any]) -> None:
    """Steps 1 to 5 of “Verify a Credential” in Open Badges 3.0, 8.2, and the claims after them."""
    certificate = issued()
    del certificate["proof"]
    header, payload = answers["badge"]["header"], answers["badge"]["payload"]

    assert header == {"alg": "RS256", "typ": "JWT", "jwk": rsa.jwk(badging.MODULUS)}
    assert payload.pop("iss") == payload["issuer"]["id"]
    assert payload.pop("jti") == payload["id"]
    assert payload.pop("sub") == payload["credentialSubject"].pop("id")
    assert payload.pop("nbf") == int(YESTERDAY.timestamp())
    assert payload.pop("iat") == int(YESTERDAY.timestamp())
    assert payload == certificate
    assert answers["badge, forged"] == {"refused": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"}


def test_the_library_of_sd_jwt_accepts_the_whole_and_the_part_that_a_holder_shows(
    answers: dict[str, Any],
) -> None:
    whole, part = answers["parts"], answers["parts, two shown"]

    assert whole["header"]["typ"] == "dc+sd-jwt"
    assert whole["payload"]["name"] == "孟晓棠"
    assert whole["payload"]["skills"] == [
        "1.1.1 能协助老年人穿脱衣物",
        "2.3.1 能识别老年人跌倒的风险",
    ]
    assert whole["type"]["vct"] == whole["payload"]["vct"] == f"{ORIGIN}/types/certificate/v1"
    assert sorted(part["payload"]) == [
        "certificate",
        "credentialStatus",
        "iat",
        "iss",
        "level",
        "vct",
    ]
    assert part["payload"]["certificate"] == "老年照护职业技能等级证书（中级）"
    assert part["payload"]["level"] == "中级"
    assert part["presented"].count("~") == 3
    assert answers["parts, forged"] == {"refused": "Verify Error: Invalid JWT Signature"}
    assert "name" not in answers["parts, renamed"]["payload"]
