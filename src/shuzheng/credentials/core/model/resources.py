"""Related resources: what a credential refers to, held to a digest.

Authority: W3C Verifiable Credentials Data Model 2.0, section 5.3 "Integrity of Related Resources";
Subresource Integrity for `digestSRI`; VC Data Integrity 1.0, section "Resource Integrity", for
`digestMultibase`, a multihash. Nothing is fetched: digests are compared for the contexts that we
bring, and of anything else only the form is judged.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import contexts, multibase
from shuzheng.credentials.core.model import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MEMBER = "relatedResource"
# By the codes of multihash: SHA2-256, SHA2-384, SHA2-512.
_HASHES = {0x12: "sha256", 0x20: "sha384", 0x13: "sha512"}
_SIZES = {32: "sha256", 48: "sha384", 64: "sha512"}
# The base context as the second Candidate Recommendation (2024) published it, under the address
# that it has today. Issuers that pinned it then are right about what they saw.
_EARLIER = {
    contexts.CREDENTIALS: {
        bytes.fromhex("24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9"),
        bytes.fromhex(
            "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9"
            "d1dcaada40eda7ef921c6b8c0ae107a0"
        ),
    }
}
_SRI = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?\S*)?")


class RepeatedResource(values.NonConforming):
    """Two entries for one resource: a reader could take either."""

    code = "vcdm-resource-repeated"
    template = "The related resource {resource} stands there twice."


class OtherDigest(values.NonConforming):
    """The resource that we have is not the one that the issuer saw."""

    code = "vcdm-digest"
    template = "The digest given for {resource} is not that of the resource."


def require(document: Mapping[str, Any]) -> None:
    """Refuse related resources without address or digest, named twice, or with a wrong digest."""
    seen = set()
    for node in values.nodes(document, MEMBER):
        if "id" not in node:
            raise values.Missing(member=f"{MEMBER}.id")
        resource = values.address(node["id"], f"{MEMBER}.id")
        if resource in seen:
            raise RepeatedResource(resource=resource)
        seen.add(resource)
        if not isinstance(node.get("mediaType", ""), str):
            raise values.NonConforming(member=f"{MEMBER}.mediaType")
        digests = [*_integrity(node), *_multihashes(node)]
        if not digests:
            raise values.Missing(member=f"{MEMBER}.digestSRI")
        _require_same(resource, digests)


def _require_same(resource: str, digests: list[tuple[str, bytes]]) -> None:
    if resource not in contexts.FILES:
        return
    data, earlier = contexts.data(resource), _EARLIER.get(resource, set())
    if any(hashlib.new(name, data).digest() != digest not in earlier for name, digest in digests):
        raise OtherDigest(resource=resource)


def _integrity(node: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield algorithm and digest of `digestSRI`, which may hold several with spaces between."""
    if "digestSRI" not in node:
        return
    place = f"{MEMBER}.digestSRI"
    given = node["digestSRI"]
    parts = given.split() if isinstance(given, str) else []
    if not parts:
        raise values.NonConforming(member=place)
    for part in parts:
        form = _SRI.fullmatch(part)
        if form is None:
            raise values.NonConforming(member=place)
        text = form[2].rstrip("=").replace("+", "-").replace("/", "_")
        yield form[1], _sized(_decoded(text, place), form[1], place)


def _decoded(text: str, place: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise values.NonConforming(member=place) from None


def _sized(digest: bytes, name: str, place: str) -> bytes:
    if _SIZES.get(len(digest)) != name:
        raise values.NonConforming(member=place)
    return digest


def _multihashes(node: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield algorithm and digest of each `digestMultibase`; a bare digest goes by its length."""
    if "digestMultibase" not in node:
        return
    place = f"{MEMBER}.digestMultibase"
    given = node["digestMultibase"]
    for text in given if isinstance(given, list) else [given]:
        try:
            data = (
                multibase.from_base58(text)
                if str(text).startswith("z")
                else multibase.from_base64url(str(text))
            )
        except multibase.BadMultibase:
            raise values.NonConforming(member=place) from None
        if len(data) in _SIZES:
            yield _SIZES[len(data)], data
            continue
        name = _HASHES.get(data[0]) if len(data) > 1 and data[1] == len(data) - 2 else None
        if name is None:
            raise values.NonConforming(member=place)
        yield name, _sized(data[2:], name, place)
