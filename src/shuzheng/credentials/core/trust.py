"""The trust file: everything that a verifier must already believe.

Its format is specified in `docs/trust-file.md`, so that a stranger can write a verifier. It holds
no secret; it is worth exactly as much as the way it was obtained. What a newcomer gets wrong: dates
of keys speak of when a certificate was *issued*, and a compromised key can lie about that, so only
the evidence log can still vouch for what it signed before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import did, instants, jsontext, rsa
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint as checkpoints
from shuzheng.transparency.core import cosignature, note

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

VERSION = 1
WITH_QUORUM = 2
"""The version of a file that demands a quorum: who does not know it must not trust more."""
LARGEST = 64 << 20
MOST_WITNESSES = 32
MULTIKEY, JWK = "publicKeyMultibase", "publicKeyJwk"
"""How a key is written, and an RSA key."""


class BadTrust(Refusal):
    """A trust file that cannot be relied on; `place` says where."""

    code = "trust-file"
    template = "The trust file is wrong in “{place}”."


class OtherVersion(BadTrust):
    """A trust file of a version that this verifier does not know."""

    code = "trust-file-version"
    template = "The trust file has version {version}; this verifier reads version {known}."


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of an issuer, Ed25519, or (`Issuer.sm2_keys`) SM2, or (`Issuer.rsa_keys`) RSA.

    Of an RSA key, `multikey` is the modulus as a JWK writes it: Multikey knows no RSA. Instants are
    aware; None where there is no such date.

    Signatures count that say they were made from `valid_from` to before `valid_until`. Once
    `compromised_at` is set, only those count whose certificate the log holds among its first
    `compromised_size` entries, and no status list at all.
    """

    id: str
    multikey: str
    valid_from: datetime
    valid_until: datetime | None = None
    compromised_at: datetime | None = None
    compromised_size: int = 0

    @property
    def public(self) -> bytes:
        """Return the 32 bytes of an Ed25519 key."""
        return did.public_key(self.multikey)

    def covers(self, instant: datetime) -> bool:
        """Return whether the key was in use at `instant`, as far as its dates say."""
        return self.valid_from <= instant and (
            self.valid_until is None or instant < self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Issuer:
    """An organisation whose certificates are believed, or the publisher of whole records.

    `succeeds` are identifiers that it had before: its status lists speak for them too. `sm2_keys`
    sign beside `keys` where the organisation wishes, and alone say nothing; `rsa_keys` sign tokens
    of Open Badges where it wishes, and nothing else.
    """

    did: str
    name: str
    keys: tuple[Key, ...]
    succeeds: tuple[str, ...] = ()
    sm2_keys: tuple[Key, ...] = ()
    rsa_keys: tuple[Key, ...] = ()

    def key(self, method: str) -> Key | None:
        """Return the key whose id is `method`."""
        return next((key for key in self.keys if key.id == method), None)

    def sm2_key(self, method: str) -> Key | None:
        """Return the key for SM2 whose id is `method`."""
        return next((key for key in self.sm2_keys if key.id == method), None)

    def rsa_key(self, method: str) -> Key | None:
        """Return the RSA key whose id is `method`."""
        return next((key for key in self.rsa_keys if key.id == method), None)


@dataclass(frozen=True, slots=True)
class Log:
    """The evidence log that is believed. `required`: without its proof nothing is valid.

    `quorum` of its `witnesses` must have cosigned the checkpoint of a proof; 0 demands nothing.
    """

    key: note.VerifierKey
    required: bool = False
    witnesses: tuple[cosignature.WitnessKey, ...] = ()
    quorum: int = 0

    @property
    def origin(self) -> str:
        """Return the log's name, which is that of its key."""
        return self.key.name


@dataclass(frozen=True, slots=True)
class Trust:
    """A trust file, read. `checkpoint` is the newest head of the log that its maker had seen.

    A publisher is believed when it puts a whole record together, and never as an issuer of
    certificates; an issuer is believed about its certificates only.
    """

    generated_at: datetime
    issuers: Mapping[str, Issuer]
    log: Log | None = None
    status_lists: tuple[Object, ...] = ()
    checkpoint: checkpoints.Checkpoint | None = None
    publishers: Mapping[str, Issuer] = field(default_factory=dict)


def parse(data: bytes) -> Trust:
    """Read a trust file; refuse one that is not exactly as specified."""
    return read(jsontext.read(data, limit=LARGEST))


def read(document: Mapping[str, Any]) -> Trust:
    """Return a trust file that was parsed as JSON; refuse it at the first wrong place."""
    version = document.get("version")
    if isinstance(version, bool) or version not in (VERSION, WITH_QUORUM):
        raise OtherVersion(version=str(version)[:20], known=f"{VERSION}, {WITH_QUORUM}")
    issuers = _issuers(_objects(document, "issuers"), "issuers")
    publishers = _issuers(_objects(document, "publishers", optional=True), "publishers", issuers)
    log = _log(document.get("log"), version) if "log" in document else None
    return Trust(
        generated_at=_instant(document, "generated_at", ""),
        issuers=issuers,
        log=log,
        status_lists=tuple(_objects(document, "status_lists", optional=True)),
        checkpoint=_checkpoint(document["checkpoint"], log) if "checkpoint" in document else None,
        publishers=publishers,
    )


def compose(trust: Trust, checkpoint_note: str = "") -> Object:
    """Return `trust` as the trust file that is published; `checkpoint_note` is its signed head."""
    document: Object = {
        "version": VERSION,
        "generated_at": instants.write(trust.generated_at),
        "issuers": [_write_issuer(issuer) for issuer in trust.issuers.values()],
        "status_lists": list(trust.status_lists),
    }
    if trust.publishers:
        document["publishers"] = [_write_issuer(one) for one in trust.publishers.values()]
    if trust.log is not None:
        document["log"] = {
            "origin": trust.log.origin,
            "key": str(trust.log.key),
            "required": trust.log.required,
        }
        if trust.log.witnesses:
            document["log"]["witnesses"] = [str(key) for key in trust.log.witnesses]
        if trust.log.quorum:
            document["version"] = WITH_QUORUM
            document["log"]["quorum"] = trust.log.quorum
    if checkpoint_note:
        document["checkpoint"] = checkpoint_note
    return document


def _write_issuer(issuer: Issuer) -> Object:
    document: Object = {"did": issuer.did, "name": issuer.name, "keys": _write_keys(issuer.keys)}
    if issuer.sm2_keys:
        document["sm2_keys"] = _write_keys(issuer.sm2_keys)
    if issuer.rsa_keys:
        document["rsa_keys"] = _write_keys(issuer.rsa_keys, is_rsa=True)
    if issuer.succeeds:
        document["succeeds"] = list(issuer.succeeds)
    return document


def _write_keys(listed: Iterable[Key], *, is_rsa: bool = False) -> list[Object]:
    keys = []
    for key in listed:
        entry: Object = {
            "id": key.id,
            **({JWK: rsa.jwk(key.multikey)} if is_rsa else {MULTIKEY: key.multikey}),
            "valid_from": instants.write(key.valid_from),
        }
        if key.valid_until is not None:
            entry["valid_until"] = instants.write(key.valid_until)
        if key.compromised_at is not None:
            entry["compromised_at"] = instants.write(key.compromised_at)
            entry["compromised_size"] = key.compromised_size
        keys.append(entry)
    return keys


def _issuers(values: list[Object], member: str, others: Collection[str] = ()) -> dict[str, Issuer]:
    """Return parties by their identifier; no two share one, nor one with the `others`."""
    found: dict[str, Issuer] = {}
    for at, value in enumerate(values):
        party = _issuer(value, f"{member}[{at}]")
        if party.did in found or party.did in others:
            raise BadTrust(place=f"{member}[{at}].did")
        found[party.did] = party
    return found


def _issuer(value: Mapping[str, Any], place: str) -> Issuer:
    identifier = _text(value, "did", place)
    try:
        did.require(identifier)
    except (did.BadIdentifier, did.BadKey):
        raise BadTrust(place=f"{place}.did") from None
    keys = _keys(value, "keys", identifier, place)
    for at, key in enumerate(keys):
        # A did:key is its key: another one under its name could not be told from a forgery.
        if identifier.startswith(did.KEY_METHOD) and did.key_of(identifier) != key.multikey:
            raise BadTrust(place=f"{place}.keys[{at}].publicKeyMultibase")
    succeeds = _succeeded(value.get("succeeds", []), f"{place}.succeeds")
    sm2_keys = _keys(value, "sm2_keys", identifier, place)
    rsa_keys = _keys(value, "rsa_keys", identifier, place)
    return Issuer(identifier, _text(value, "name", place), keys, succeeds, sm2_keys, rsa_keys)


def _keys(value: Mapping[str, Any], member: str, identifier: str, place: str) -> tuple[Key, ...]:
    """Return the keys that an issuer lists under `member`; only `keys` must be there."""
    keys: dict[str, Key] = {}
    for at, item in enumerate(_objects(value, member, place=place, optional=member != "keys")):
        where = f"{place}.{member}[{at}]"
        key = _key(item, identifier, where, _PUBLIC[member](item, identifier, where))
        if key.id in keys:
            raise BadTrust(place=f"{where}.id")
        keys[key.id] = key
    return tuple(keys.values())


def _succeeded(value: object, place: str) -> tuple[str, ...]:
    """Return the identifiers that an issuer had before."""
    if not isinstance(value, list):
        raise BadTrust(place=place)
    for at, one in enumerate(value):
        try:
            did.require(one if isinstance(one, str) else "")
        except (did.BadIdentifier, did.BadKey):
            raise BadTrust(place=f"{place}[{at}]") from None
    return tuple(value)


def _multikey(
    public: Callable[[str], bytes],
) -> Callable[[Mapping[str, Any], str, str], str]:
    """Return what reads the Multikey of an entry, which `public` must be able to read."""

    def read(value: Mapping[str, Any], identifier: str, place: str) -> str:
        del identifier
        multikey = _text(value, MULTIKEY, place)
        try:
            public(multikey)
        except did.BadKey:
            raise BadTrust(place=f"{place}.{MULTIKEY}") from None
        return multikey

    return read


def _modulus(value: Mapping[str, Any], identifier: str, place: str) -> str:
    """Return the modulus of an RSA key, which is named by its thumbprint."""
    try:
        modulus = rsa.modulus_in(value.get(JWK))
    except rsa.BadRsaKey:
        raise BadTrust(place=f"{place}.{JWK}") from None
    if value.get("id") != did.method_id(identifier, rsa.thumbprint(modulus)):
        raise BadTrust(place=f"{place}.id")
    return modulus


_PUBLIC = {
    "keys": _multikey(did.public_key),
    "sm2_keys": _multikey(did.sm2_key),
    "rsa_keys": _modulus,
}
"""What reads the public part of an entry, by the list that it stands in."""


def _key(value: Mapping[str, Any], identifier: str, place: str, multikey: str) -> Key:
    """Return one key, whose public part was read."""
    method = _text(value, "id", place)
    if not method.startswith(f"{identifier}#"):
        raise BadTrust(place=f"{place}.id")
    size = value.get("compromised_size", 0)
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise BadTrust(place=f"{place}.compromised_size")
    return Key(
        id=method,
        multikey=multikey,
        valid_from=_instant(value, "valid_from", place),
        valid_until=_perhaps(value, "valid_until", place),
        compromised_at=_perhaps(value, "compromised_at", place),
        compromised_size=size,
    )


def _log(value: object, version: int) -> Log:
    if not isinstance(value, dict):
        raise BadTrust(place="log")
    try:
        key = note.verifier_key(_text(value, "key", "log"))
    except (note.KeyMalformed, note.KeyUnknownKind):
        raise BadTrust(place="log.key") from None
    required = value.get("required", False)
    if not isinstance(required, bool):
        raise BadTrust(place="log.required")
    if value.get("origin") != key.name:
        raise BadTrust(place="log.origin")
    witnesses = _witnesses(value.get("witnesses", []), key)
    quorum = value.get("quorum", 0)
    whole = isinstance(quorum, int) and not isinstance(quorum, bool)
    if not whole or not 0 <= quorum <= len(witnesses) or (quorum and version < WITH_QUORUM):
        raise BadTrust(place="log.quorum")
    return Log(key, required, witnesses, quorum)


def _witnesses(value: object, log: note.VerifierKey) -> tuple[cosignature.WitnessKey, ...]:
    """Return the keys of witnesses; one that stands for another or for the log is refused."""
    if not isinstance(value, list) or len(value) > MOST_WITNESSES:
        raise BadTrust(place="log.witnesses")
    keys: list[cosignature.WitnessKey] = []
    for at, text in enumerate(value):
        try:
            keys.append(cosignature.witness_key(text if isinstance(text, str) else ""))
            cosignature.require_distinct(keys, log)
        except Refusal:
            raise BadTrust(place=f"log.witnesses[{at}]") from None
    return tuple(keys)


def _checkpoint(value: object, log: Log | None) -> checkpoints.Checkpoint:
    if log is None or not isinstance(value, str):
        raise BadTrust(place="checkpoint")
    try:
        return checkpoints.open(value, log.key)
    except Refusal:
        raise BadTrust(place="checkpoint") from None


def _objects(
    value: Mapping[str, Any], member: str, *, place: str = "", optional: bool = False
) -> list[Object]:
    listed = value.get(member, [] if optional else None)
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise BadTrust(place=_at(place, member))
    return listed


def _text(value: Mapping[str, Any], member: str, place: str) -> str:
    text = value.get(member)
    if not isinstance(text, str) or not text:
        raise BadTrust(place=_at(place, member))
    return text


def _instant(value: Mapping[str, Any], member: str, place: str) -> datetime:
    try:
        return instants.read(value.get(member))
    except instants.BadInstant:
        raise BadTrust(place=_at(place, member)) from None


def _perhaps(value: Mapping[str, Any], member: str, place: str) -> datetime | None:
    return None if value.get(member) is None else _instant(value, member, place)


def _at(place: str, member: str) -> str:
    return f"{place}.{member}" if place else member
