"""Certificates signed in bulk: the same bytes as one by one, many times faster.

The certificates of a batch differ in a few strings. So the canonical text is made once, cut at
those strings, and each certificate only fills the gaps; the digest of the proof configuration, the
same for all, is taken once. What comes out is canonical and signed, and is stored as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from shuzheng.credentials.core import achievement, jsontext, multibase, proof
from shuzheng.credentials.core.integrity.suite import SM2

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.achievement import Award, Grant

_NOBODY = UUID(int=0)
# Private-use characters: none stands in a name, an address or a standard that can be printed.
_MARK = "\ue0f0{}\ue0f1"
_MARKS = re.compile("\ue0f0([a-z]+)\ue0f1")
_ENTRY = {f"{initial}{place}": 2 for initial in "rsm" for place in ("list", "index")}
_GAPS = {"id": 1, "number": 1, "holder": 1, **_ENTRY}


@dataclass(frozen=True, slots=True)
class Beside:
    """An SM2 key whose proof stands beside the first one: `sign` makes 64 bytes over a message."""

    method: str
    sign: proof.Sign


class BatchSigner:
    """Signs the certificates of one `Award` under one key at one instant.

    >>> signer = BatchSigner(award, created=now, method=key_id, sign=private_key.sign)
    >>> signed = signer.sign(grant)  # canonical bytes, proof included

    One signer may be used by several threads; it keeps nothing between certificates.
    """

    def __init__(
        self,
        award: Award,
        *,
        created: datetime,
        method: str,
        sign: proof.Sign,
        beside: Beside | None = None,
    ) -> None:
        """Prepare the batch; ValueError where the award holds a character used as a mark."""
        draft = _draft(award)
        options = proof.configuration(draft, created=created, method=method)
        self._sign, self._beside = sign, beside
        self._options_digest = sha256(jsontext.canonical(options)).digest()
        self._unsigned = _cut(draft, _GAPS)
        marked: object = {**options, "proofValue": _MARK.format("signature")}
        gaps = {**_GAPS, "signature": 1}
        if beside is not None:
            second = {**options, "cryptosuite": SM2.name, "verificationMethod": beside.method}
            self._second_digest = SM2.hashed(second)
            marked = [marked, {**second, "proofValue": _MARK.format("second")}]
            gaps["second"] = 1
        self._signed = _cut({**draft, "proof": marked}, gaps)

    def sign(self, grant: Grant) -> bytes:
        """Return the signed credential of one certificate as canonical bytes; store these."""
        achievement.require_name(grant.holder)
        values = {
            "id": grant.id.urn.encode(),
            "number": _inner(grant.number),
            "holder": _inner(grant.holder),
            "rlist": _inner(grant.revocation[0]),
            "rindex": b"%d" % grant.revocation[1],
            "slist": _inner(grant.suspension[0]),
            "sindex": b"%d" % grant.suspension[1],
            "mlist": _inner(grant.message[0]),
            "mindex": b"%d" % grant.message[1],
        }
        unsigned = _fill(self._unsigned, values)
        signature = self._sign(self._options_digest + sha256(unsigned).digest())
        values["signature"] = multibase.base58(signature).encode()
        if self._beside is not None:
            message = self._second_digest + SM2.algorithm.hashed(unsigned)
            values["second"] = multibase.base58(self._beside.sign(message)).encode()
        return _fill(self._signed, values)


def _draft(award: Award) -> jsontext.Object:
    """Return the award's credential with a mark in each place that is a certificate's own."""
    draft = achievement.credential(
        award,
        achievement.Grant(_NOBODY, _MARK.format("number"), "·", ("", 0), ("", 0), ("", 0)),
    )
    draft["id"] = _MARK.format("id")
    draft["credentialSubject"]["identifier"][0]["identityHash"] = _MARK.format("holder")
    for entry, initial in zip(draft["credentialStatus"], "rsm", strict=True):
        url, index = _MARK.format(f"{initial}list"), _MARK.format(f"{initial}index")
        entry["id"] = f"{url}#{index}"
        entry["statusListIndex"] = index
        entry["statusListCredential"] = url
    return draft


def _cut(
    document: Mapping[str, object], expected: Mapping[str, int]
) -> tuple[tuple[bytes, str], ...]:
    """Return the canonical text as pairs: constant bytes, and the value that follows them.

    `expected` says how often each gap must be found.
    """
    pieces = _MARKS.split(jsontext.canonical(document).decode())
    texts, gaps = pieces[::2], pieces[1::2]
    if Counter(gaps) != expected:
        raise ValueError("a text of the award holds what is used as a mark")
    ends = [*gaps, ""]
    return tuple((text.encode(), gap) for text, gap in zip(texts, ends, strict=True))


def _fill(pieces: tuple[tuple[bytes, str], ...], values: Mapping[str, bytes]) -> bytes:
    return b"".join([part for text, gap in pieces for part in (text, values.get(gap, b""))])


def _inner(text: str) -> bytes:
    """Return `text` as it stands between the quotes of a canonical string."""
    return jsontext.canonical(text)[1:-1]
