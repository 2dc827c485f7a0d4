"""Decentralised identifiers of issuers, and the keys they name.

Authority: W3C Controlled Identifiers 1.0 (Multikey), the did:key and did:web method specifications;
for SM2 the table of multicodec, whose entry 0x1206 (sm2-pub) is a compressed point.
`did:key` carries its own key and needs no server; it serves the demonstration. `did:web` names a
host, so a key can be replaced; that a production host has no port is checked where the host is set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from shuzheng.credentials.core import instants, multibase, rsa
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

ED25519 = b"\xed\x01"
KEY_SIZE = 32
SM2 = b"\x86\x24"
SM2_SIZE = 33
KEY_METHOD = "did:key:"
WEB_METHOD = "did:web:"
CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
JWK, JWK_CONTEXT = "JsonWebKey", "https://w3id.org/security/jwk/v1"
LONGEST = 256

_HOST = re.compile(r"(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?")
_ADDRESS = re.compile(r"[0-9.]+(?::[0-9]+)?")
_SEGMENT = re.compile(r"(?!\.+$)[A-Za-z0-9._-]{1,64}")


class BadKey(Refusal):
    """A text is not an Ed25519 public key in Multikey form."""

    code = "multikey"
    template = "“{text}” is not an Ed25519 key in Multikey form."


class BadSm2Key(BadKey):
    """A text is not an SM2 public key in Multikey form."""

    code = "multikey-sm2"
    template = "“{text}” is not an SM2 key in Multikey form."


class BadIdentifier(Refusal):
    """A text is not a DID of a kind that this platform uses."""

    code = "did"
    template = "“{text}” is not a did:key or did:web identifier."


class BadHost(Refusal):
    """A host or path cannot stand in a did:web identifier."""

    code = "did-host"
    template = "“{text}” cannot stand in a did:web identifier."


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method of a DID document.

    `id` is the identifier, `#` and a fragment; `key` the public key as Multikey, or (`is_rsa`) the
    modulus of an RSA key; `expires` and `revoked` are instants (aware) from which nobody may rely
    on new signatures.
    """

    id: str
    key: str
    expires: datetime | None = None
    revoked: datetime | None = None
    is_rsa: bool = False


def multikey(public: bytes) -> str:
    """Return an Ed25519 public key (32 bytes) in Multikey form, `z6Mk…`."""
    if len(public) != KEY_SIZE:
        raise ValueError(f"an Ed25519 public key has 32 bytes, not {len(public)}")
    return multibase.base58(ED25519 + public)


@lru_cache(maxsize=256)
def public_key(key: str) -> bytes:
    """Return the 32 bytes of an Ed25519 public key in Multikey form; refuse any other kind."""
    try:
        data = multibase.from_base58(key, size=len(ED25519) + KEY_SIZE)
    except multibase.BadMultibase:
        raise BadKey(text=key[: multibase.SHOWN]) from None
    if not data.startswith(ED25519):
        raise BadKey(text=key[: multibase.SHOWN])
    return data[len(ED25519) :]


def sm2_multikey(public: bytes) -> str:
    """Return an SM2 public key (33 bytes, a compressed point) in Multikey form, `zEPJ…`."""
    if len(public) != SM2_SIZE:
        raise ValueError(f"an SM2 public key has 33 bytes, not {len(public)}")
    return multibase.base58(SM2 + public)


def sm2_key(key: str) -> bytes:
    """Return the 33 bytes of an SM2 public key in Multikey form; refuse any other kind.

    Whether they are a point of the curve is found out by whoever computes with them.
    """
    try:
        data = multibase.from_base58(key, size=len(SM2) + SM2_SIZE)
    except multibase.BadMultibase:
        raise BadSm2Key(text=key[: multibase.SHOWN]) from None
    if not data.startswith(SM2):
        raise BadSm2Key(text=key[: multibase.SHOWN])
    return data[len(SM2) :]


def key_identifier(public: bytes) -> str:
    """Return the did:key identifier of an Ed25519 public key (32 bytes)."""
    return KEY_METHOD + multikey(public)


def key_of(identifier: str) -> str:
    """Return the Multikey inside a did:key identifier."""
    key = identifier.removeprefix(KEY_METHOD)
    if key == identifier:
        raise BadIdentifier(text=identifier[: multibase.SHOWN])
    public_key(key)
    return key


def method_id(identifier: str, key: str) -> str:
    """Return the id of the verification method that holds `key` (a Multikey).

    The fragment is the key itself, in did:web too: it is unique for ever and never reused.
    """
    return f"{identifier}#{key}"


def web_identifier(host: str, *path: str) -> str:
    """Return the did:web identifier of `host` (a name, perhaps with a port) and a path."""
    if not _HOST.fullmatch(host) or _ADDRESS.fullmatch(host) or ".." in host:
        raise BadHost(text=host[:LONGEST])
    for segment in path:
        if not _SEGMENT.fullmatch(segment):
            raise BadHost(text=segment[:LONGEST])
    return WEB_METHOD + ":".join((host.replace(":", "%3A"), *path))


def web_address(identifier: str) -> str:
    """Return the https address at which the document of a did:web identifier is published."""
    host, *path = identifier.removeprefix(WEB_METHOD).split(":")
    host = unquote(host)
    if web_identifier(host, *path) != identifier:
        raise BadIdentifier(text=identifier[:LONGEST])
    return "/".join((f"https://{host}", *(path or [".well-known"]), "did.json"))


def require(identifier: str) -> None:
    """Refuse unless `identifier` is a well-formed did:key or did:web identifier."""
    if len(identifier) > LONGEST:
        raise BadIdentifier(text=identifier[: multibase.SHOWN])
    if identifier.startswith(WEB_METHOD):
        try:
            web_address(identifier)
        except BadHost:
            raise BadIdentifier(text=identifier[:LONGEST]) from None
    else:
        key_of(identifier)


def document(identifier: str, methods: Iterable[Method]) -> Object:
    """Return the DID document that publishes `methods` for signing statements (assertionMethod)."""
    entries = []
    for method in methods:
        if not method.id.startswith(f"{identifier}#"):
            raise ValueError(f"{method.id} is not a method of {identifier}")
        entry = {"id": method.id, "controller": identifier, **_public(method)}
        if method.expires is not None:
            entry["expires"] = instants.write(method.expires)
        if method.revoked is not None:
            entry["revoked"] = instants.write(method.revoked)
        entries.append(entry)
    is_rsa = any(entry["type"] == JWK for entry in entries)
    return {
        "@context": [*CONTEXTS, JWK_CONTEXT] if is_rsa else list(CONTEXTS),
        "id": identifier,
        "verificationMethod": entries,
        "assertionMethod": [entry["id"] for entry in entries],
    }


def _public(method: Method) -> Object:
    """Return how a document writes a public key: RSA as a JWK, for Multikey knows none."""
    if method.is_rsa:
        return {"type": JWK, "publicKeyJwk": rsa.jwk(rsa.modulus_in(rsa.jwk(method.key)))}
    _require_key(method.key)
    return {"type": "Multikey", "publicKeyMultibase": method.key}


def _require_key(key: str) -> None:
    try:
        public_key(key)
    except BadKey:
        sm2_key(key)
