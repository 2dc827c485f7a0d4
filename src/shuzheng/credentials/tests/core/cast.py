"""The cast of these tests: one organisation, three holders, a log, and a fixed day.

Keys come from fixed seeds, so every expectation can be literal. Everybody is invented.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.credentials.core import (
    achievement,
    batch,
    did,
    envelope,
    evidence,
    jsontext,
    proof,
    statuslist,
    statusmessage,
    trust,
)
from shuzheng.credentials.core.integrity import signing as adding
from shuzheng.credentials.core.integrity.suite import SM2
from shuzheng.credentials.core.sm2 import signing as sm2
from shuzheng.kernel import periods
from shuzheng.transparency.core import checkpoint, merkle, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.core.statusmessage import Message


def key_from(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def did_of(key: Ed25519PrivateKey) -> str:
    return did.key_identifier(key.public_key().public_bytes_raw())


ORGANISATION = key_from(1)
STRANGER = key_from(2)
LOG = key_from(3)
WEB_KEY = key_from(4)

ORGANISATION_DID = did_of(ORGANISATION)
STRANGER_DID = did_of(STRANGER)
MULTIKEY = did.key_of(ORGANISATION_DID)
METHOD = did.method_id(ORGANISATION_DID, MULTIKEY)

SM2_PRIVATE = bytes([5]) * 32
SM2_MULTIKEY = did.sm2_multikey(sm2.public_of(SM2_PRIVATE))
SM2_METHOD = did.method_id(ORGANISATION_DID, SM2_MULTIKEY)

ISSUED = datetime(2026, 7, 15, tzinfo=periods.SHANGHAI)
SIGNED = datetime(2026, 7, 15, 2, 30, tzinfo=UTC)
TODAY = datetime(2026, 11, 24, 2, 32, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
REVOCATIONS = "https://sz.example/status/revocation/1"
SUSPENSIONS = "https://sz.example/status/suspension/1"
MESSAGES = "https://sz.example/status/message/1"
SALT = bytes(range(32))

STANDARD = achievement.Standard(
    name="老年照护职业技能等级标准",
    version="2.0",
    url="https://sz.example/standards/010004/2.0",
    skills=(
        achievement.Skill(
            "1.1.1",
            "能协助老年人穿脱衣物",
            "https://sz.example/standards/010004/2.0#1.1.1",
        ),
        achievement.Skill(
            "2.3.1",
            "能识别老年人跌倒的风险",
            "https://sz.example/standards/010004/2.0#2.3.1",
        ),
    ),
)
AWARD = achievement.Award(
    issuer=achievement.Issuer(ORGANISATION_DID, "长照服务评价中心"),
    achievement="https://sz.example/achievements/010004/2/2.0",
    title="老年照护",
    code="010004",
    level=2,
    standard=STANDARD,
    criteria="理论与实操均达到合格要求。",
    valid_from=ISSUED,
    explained="https://sz.example/verify/offline#messages",
)
MENG = achievement.Grant(
    id=UUID("7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11"),
    number="X202601000420009173L",
    holder="孟晓棠",
    revocation=(REVOCATIONS, 94_567),
    suspension=(SUSPENSIONS, 23_452),
    message=(MESSAGES, 61_803),
)


def sign(document: Object, key: Ed25519PrivateKey = ORGANISATION, at: datetime = SIGNED) -> Object:
    """Return `document` signed by `key` under its did:key."""
    identifier = did_of(key)
    method = did.method_id(identifier, did.key_of(identifier))
    return proof.create(document, created=at, method=method, sign=key.sign)


def certificate(award: achievement.Award = AWARD, grant: achievement.Grant = MENG) -> Object:
    """Return a signed certificate."""
    return sign(achievement.credential(award, grant))


def early(award: achievement.Award = AWARD, grant: achievement.Grant = MENG) -> Object:
    """Return a certificate from before there were messages: it has two status entries."""
    document = achievement.credential(award, grant)
    del document["credentialStatus"][2]
    return sign(document)


def with_sm2(
    document: Object, *, private: bytes = SM2_PRIVATE, method: str = "", at: datetime = SIGNED
) -> Object:
    """Return a signed `document` with a proof by SM2 beside the first one."""
    method = method or SM2_METHOD
    return adding.add(document, suite=SM2, created=at, method=method, sign=sm2.signer(private))


def signed_bytes() -> bytes:
    """Return Meng's certificate as it is stored."""
    signer = batch.BatchSigner(AWARD, created=SIGNED, method=METHOD, sign=ORGANISATION.sign)
    return signer.sign(MENG)


def status_list(
    purpose: str,
    indexes: Iterable[int] = (),
    *,
    at: datetime = TODAY - timedelta(hours=6),
    lasts: timedelta = WEEK,
    key: Ed25519PrivateKey = ORGANISATION,
) -> Object:
    """Return a signed status list that speaks of the instant `at`."""
    url = REVOCATIONS if purpose == statuslist.REVOCATION else SUSPENSIONS
    return _listed(url, purpose, statuslist.bitstring(indexes), at, lasts, key)


def message_list(
    *said: tuple[int, Message],
    at: datetime = TODAY - timedelta(hours=6),
    lasts: timedelta = WEEK,
    key: Ed25519PrivateKey = ORGANISATION,
) -> Object:
    """Return a signed list of messages that speaks of the instant `at`."""
    bits = statusmessage.bitstring(said)
    return _listed(MESSAGES, statuslist.MESSAGE, bits, at, lasts, key)


def _listed(
    url: str, purpose: str, bits: bytes, at: datetime, lasts: timedelta, key: Ed25519PrivateKey
) -> Object:
    document = statuslist.credential(
        url,
        issuer=did_of(key),
        purpose=purpose,
        bits=bits,
        valid_from=at,
        valid_until=at + lasts,
    )
    return sign(document, key, at)


def fresh_lists(
    revoked: Iterable[int] = (),
    suspended: Iterable[int] = (),
    *,
    at: datetime = TODAY - timedelta(hours=6),
    key: Ed25519PrivateKey = ORGANISATION,
) -> list[Object]:
    """Return the two lists of one instant."""
    return [
        status_list(statuslist.REVOCATION, revoked, at=at, key=key),
        status_list(statuslist.SUSPENSION, suspended, at=at, key=key),
    ]


def organisation_key(
    *,
    valid_from: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    valid_until: datetime | None = None,
    compromised_at: datetime | None = None,
    compromised_size: int = 0,
) -> trust.Key:
    return trust.Key(METHOD, MULTIKEY, valid_from, valid_until, compromised_at, compromised_size)


def sm2_key(
    *,
    valid_from: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    valid_until: datetime | None = None,
    compromised_at: datetime | None = None,
    compromised_size: int = 0,
) -> trust.Key:
    return trust.Key(
        SM2_METHOD, SM2_MULTIKEY, valid_from, valid_until, compromised_at, compromised_size
    )


def log_key() -> note.VerifierKey:
    return note.VerifierKey("sz.example/log", LOG.public_key().public_bytes_raw())


def trust_in(
    *lists: Object,
    key: trust.Key | None = None,
    log: bool = True,
    required: bool = False,
    head: checkpoint.Checkpoint | None = None,
    sm2_keys: tuple[trust.Key, ...] = (),
) -> trust.Trust:
    """Return a trust file that names the organisation, the log and `lists`."""
    keys = (key or organisation_key(),)
    issuer = trust.Issuer(ORGANISATION_DID, "长照服务评价中心", keys, sm2_keys=sm2_keys)
    return trust.Trust(
        generated_at=TODAY,
        issuers={ORGANISATION_DID: issuer},
        log=trust.Log(log_key(), required) if log else None,
        status_lists=lists,
        checkpoint=head,
    )


def logged(document: Object, *, index: int = 2, size: int = 5, key: Ed25519PrivateKey = LOG) -> str:
    """Return the evidence of `document` at `index` in a log of `size` entries."""
    entries = [f"entry {n}".encode() for n in range(size)]
    entries[index] = evidence.leaf(jsontext.canonical(document), SALT).data
    hashes = [merkle.leaf_hash(entry) for entry in entries]

    def read(level: int, place: int) -> bytes:
        return merkle.root_of(hashes[place << level : (place + 1) << level])

    head = checkpoint.Checkpoint("sz.example/log", size, merkle.root(size, read))
    public = note.VerifierKey("sz.example/log", key.public_key().public_bytes_raw())
    signed = checkpoint.sign(head, public, key.sign)
    return evidence.write(SALT, index, merkle.inclusion(index, size, read), signed)


def bundle(document: Object, *, text: str = "", lists: Sequence[Object] = ()) -> bytes:
    """Return a bundle file."""
    return jsontext.canonical(envelope.bundle(document, text, lists))
