"""The issuer behind the conformance door: a key of this run, and status lists in memory.

It signs whatever conforms, because that is what a test suite asks for. That is harmless only
because nobody has reason to trust the key: it was made at start, names nobody, and is forgotten at
the end.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import bitstring, contexts, did, statuslist
from shuzheng.credentials.core.integrity import signing
from shuzheng.credentials.core.model import credential as credentials
from shuzheng.credentials.core.model import values
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from shuzheng.credentials.core.integrity.suites import Suite
    from shuzheng.credentials.core.jsontext import Object

LISTS_LAST = timedelta(hours=1)
PREFIX = "/vc-api/status/"
PROOF_MEMBERS = ("id", "expires", "domain", "challenge", "previousProof")


class NoSuchEntry(Refusal):
    """A status is to be set that this issuer did not give out."""

    code = "conformance-status"
    status = 404
    template = "The door has given out no such status entry."


class ValueOutOfRange(Refusal):
    """A status is to be set to a value for which its entry has no room."""

    code = "conformance-value"
    status = 400
    template = "The status must be a whole number from 0 to {highest}."


@dataclass(slots=True)
class Register:
    """A status list of this run. Entries are `size` bits wide; `given` are those in use."""

    url: str
    purpose: str
    size: int
    bits: bytearray
    given: set[int] = field(default_factory=set)

    def take(self) -> int:
        """Return an entry that nobody has, at random: its place says nothing about its order."""
        while (index := secrets.randbelow(statuslist.SMALLEST)) in self.given:
            pass
        self.given.add(index)
        return index

    def write(self, index: int, value: int) -> None:
        """Set entry `index`; refuse one that was not given out, and a value that does not fit."""
        if index not in self.given:
            raise NoSuchEntry
        if not 0 <= value < 2**self.size:
            raise ValueOutOfRange(highest=2**self.size - 1)
        for place in range(self.size):
            at = index * self.size + place
            mask = 0x80 >> (at & 7)
            on = value >> (self.size - 1 - place) & 1
            self.bits[at >> 3] = self.bits[at >> 3] & ~mask | (mask if on else 0)


class Issuer:
    """Signs what conforms, gives it a status, and publishes that; `base` is the door's address."""

    def __init__(self, base: str, key: Ed25519PrivateKey) -> None:
        public = key.public_key().public_bytes_raw()
        self.base = base
        self.identifier = did.key_identifier(public)
        self._method = did.method_id(self.identifier, did.multikey(public))
        self._sign = key.sign
        self._registers: dict[str, Register] = {}

    def issue(
        self,
        document: Mapping[str, Any],
        options: Mapping[str, Any],
        *,
        suite: Suite,
        now: datetime,
    ) -> Object:
        """Return `document` signed; refuse it where it does not conform.

        The contexts stay the caller's. An issuer and a status are added where there is none; of
        `options`, the members of a proof and a template of the status are heeded. A credential of
        the data model 1.1, whose context knows neither proof nor status, gets that of the proof.
        """
        draft = {**document}
        draft.setdefault("issuer", self.identifier)
        earlier = credentials.is_earlier(draft)
        if earlier and contexts.DATA_INTEGRITY not in draft["@context"]:
            draft["@context"] = [*draft["@context"], contexts.DATA_INTEGRITY]
        credentials.require(draft)
        more = {name: options[name] for name in PROOF_MEMBERS if name in options}
        if "expires" in more:
            values.instant(more["expires"], "expires")
        if "credentialStatus" not in draft and not earlier:
            wanted = options.get("credentialStatus", {})
            draft["credentialStatus"] = self._entry(wanted if isinstance(wanted, dict) else {})
        return self._signed(draft, suite=suite, more=more, now=now)

    def published(self, register: Register, *, suite: Suite, now: datetime) -> Object:
        """Return a list as the status list credential that the door publishes, signed now."""
        document = statuslist.credential(
            register.url,
            issuer=self.identifier,
            purpose=register.purpose,
            bits=bytes(register.bits),
            valid_from=now,
            valid_until=now + LISTS_LAST,
        )
        return self._signed(document, suite=suite, more={}, now=now)

    def list_at(self, url: str) -> Register | None:
        """Return the list that this door publishes at `url`."""
        return next((found for found in self._registers.values() if found.url == url), None)

    def _signed(
        self, document: Object, *, suite: Suite, more: Mapping[str, Any], now: datetime
    ) -> Object:
        return signing.add(
            document, suite=suite, created=now, method=self._method, sign=self._sign, more=more
        )

    def _entry(self, wanted: Mapping[str, Any]) -> Object:
        """Return a fresh status entry after the template `wanted`; revocation is the default."""
        purpose = wanted.get("statusPurpose", statuslist.REVOCATION)
        size = wanted.get("statusSize", 1)
        draft = {
            **{name: wanted[name] for name in ("statusSize", "statusMessage") if name in wanted},
            **statuslist.entry(purpose, 0, self.base),
        }
        bitstring.read_entry(draft)
        name = f"{purpose}-{size}"
        url = f"{self.base}{PREFIX}{name}"
        if name not in self._registers:
            bits = bytearray(statuslist.SMALLEST * size // 8)
            self._registers[name] = Register(url, purpose, size, bits)
        return {**draft, **statuslist.entry(purpose, self._registers[name].take(), url)}
