"""The JSON-LD contexts that this package brings; there are no others, and none is ever fetched.

Authority: VC Data Model 2.0, section "Base Context", and VC Data Integrity 1.0, section "Contexts
and Vocabularies": a context under one of these addresses never changes, and implementations may
keep a copy whose digest they know. What a newcomer gets wrong: who fetches a context lets its host
decide what a signature means, and tells that host who is asking. Where each file comes from, and
under which licence, is in THIRD_PARTY.md.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
EARLIER = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
FILES = {
    CREDENTIALS: (
        "credentials-v2",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    "https://www.w3.org/ns/credentials/examples/v2": (
        "credentials-examples-v2",
        "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
    ),
    EARLIER: (
        "credentials-v1",
        "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    ),
    DATA_INTEGRITY: (
        "data-integrity-v2",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
    "https://www.w3.org/ns/did/v1": (
        "did-v1",
        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        "open-badges-3.0.3",
        "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        "clr-2.0.1",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
}
"""By address: the name of the file, and the SHA-256 (hexadecimal) of its bytes as published."""

SHOWN = 120
_FOLDER = Path(__file__).parent / "files"


class UnknownContext(Refusal):
    """A document asks for a context that is not among those that we bring."""

    code = "context-unknown"
    template = "The context {url} is not known here, and contexts are never fetched."


class DamagedContext(Exception):  # noqa: N818 - a defect of the installation, not an answer
    """A bundled file is not the one that was published: who signs with it signs something else."""


@cache
def data(url: str) -> bytes:
    """Return the bytes of the context published at `url`; refuse an address that is not bundled."""
    if url not in FILES:
        raise UnknownContext(url=url[:SHOWN])
    name, digest = FILES[url]
    found = (_FOLDER / f"{name}.jsonld").read_bytes()
    if sha256(found).hexdigest() != digest:
        raise DamagedContext(name)
    return found


def document(url: str) -> jsontext.Object:
    """Return the context published at `url` as a fresh object, which the caller may change."""
    return jsontext.read(data(url))
