"""Meng shows parts of a certificate: a token with statements taken out, or signed by her."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from shuzheng.credentials.core import jsontext, tokens
from shuzheng.credentials.core.forms import jose, sdjwt
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shuzheng.credentials.core.jsontext import Object

MADE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SHOWN_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SIGNER = Signer(cast.METHOD, MADE, cast.ORGANISATION.sign, "https://sz.example")
SALT = "c2FsdCBvZiB0aGUgdGVzdA"
HEADER = {"typ": "dc+sd-jwt"}
SAID: Mapping[str, Any] = {
    "name": "孟晓棠",
    "certificate": "老年照护职业技能等级证书（中级）",
    "level": "中级",
    "number": "X202601000420009173L",
    "organisation": "长照服务评价中心",
    "issued_on": "2026-07-15",
    "standard": "老年照护职业技能等级标准 2.0",
    "skills": ["1.1.1 能协助老年人穿脱衣物", "2.3.1 能识别老年人跌倒的风险"],
}
WALLET = cast.key_from(7)
PHONE = ec.derive_private_key(7, ec.SECP256R1())


def whole() -> bytes:
    """Return the token as the platform hands it out."""
    return sdjwt.write(cast.certificate(), SIGNER)


def disclosure(name: str, value: object, salt: str = SALT) -> bytes:
    """Return one statement as a token carries it."""
    return jose.encoded(jsontext.canonical([salt, name, value]))


def digest(one: bytes) -> str:
    """Return under which digest a statement is signed."""
    return jose.encoded(sha256(one).digest()).decode()


def claims(said: Mapping[str, Any] = SAID, **more: object) -> Object:
    """Return what is signed of the statements `said`; `more` replaces claims, None takes them out.

    Unlike the platform's own, its salts are always the same, and so are its bytes.
    """
    body = {
        "iss": cast.ORGANISATION_DID,
        "iat": int(MADE.timestamp()),
        "vct": "https://sz.example/types/certificate/v1",
        "credentialStatus": cast.certificate()["credentialStatus"],
        "_sd_alg": "sha-256",
        "_sd": sorted(digest(disclosure(name, value)) for name, value in said.items()),
        **more,
    }
    return {name: value for name, value in body.items() if value is not None}


def signed(payload: Mapping[str, object], header: Mapping[str, str] = HEADER) -> bytes:
    """Return the first part of a token, signed by the organisation over whatever it is given."""
    return jose.compact(header, payload, SIGNER)


def shown(
    *names: str,
    token: bytes = b"",
    said: Mapping[str, Any] = SAID,
    show: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """Return a token of which only the statements `names` are shown; all where none is named.

    `show` signs at the end, as a wallet does.
    """
    kept = [disclosure(name, said[name]) for name in names or said]
    presented = b"~".join([token or signed(claims(said)), *kept, b""])
    return presented + (show(presented) if show else b"")


def jwk(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> Object:
    """Return the public part of a holder's key."""
    if isinstance(key, Ed25519PrivateKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": _text(key.public_key().public_bytes_raw())}
    at = key.public_key().public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": _text(at.x.to_bytes(32)),
        "y": _text(at.y.to_bytes(32)),
    }


def by(
    key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey = WALLET, **more: object
) -> Callable[[bytes], bytes]:
    """Return how a wallet signs what it shows; `more` replaces what it states, or its header."""

    def show(presented: bytes) -> bytes:
        named = "EdDSA" if isinstance(key, Ed25519PrivateKey) else "ES256"
        header = {"alg": named, "typ": "kb+jwt", **more.get("header", {})}  # type: ignore[dict-item]
        body = {
            "aud": "https://hr.example",
            "nonce": "q7",
            "iat": int(SHOWN_AT.timestamp()),
            "sd_hash": digest(presented),
            **{name: value for name, value in more.items() if name != "header"},
        }
        message = b".".join(jose.encoded(jsontext.canonical(part)) for part in (header, body))
        return message + b"." + jose.encoded(_signature(key, message))

    return show


def _signature(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(message)
    halves = utils.decode_dss_signature(key.sign(message, ec.ECDSA(SHA256())))
    return b"".join(half.to_bytes(tokens.SIGNATURE_SIZE // 2) for half in halves)


def _text(data: bytes) -> str:
    return jose.encoded(data).decode()
