"""The trust file: whom a verifier believes, as this installation knows it.

Format and meaning are specified in docs/trust-file.md. Publishing it makes nobody believe it: a
verifier gets it from the province once and keeps it. It names the witnesses and demands no quorum:
how many must have seen a checkpoint is for whoever verifies to say.

Status lists are large and change rarely, so each process keeps those it has parsed, by their token
and the instant of their publication; `edition` says, in three queries, whether anything changed.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch, Q

from shuzheng.credentials.core import did, trust
from shuzheng.credentials.models import IssuerKey, RsaKey, Sm2Key, StatusList
from shuzheng.credentials.queries import publisher
from shuzheng.foundation.prepared import Prepared
from shuzheng.identity.queries import organisations
from shuzheng.transparency.core import checkpoint
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.credentials.core.jsontext import Object

LISTS_KEPT = 512
LIST_SECONDS = 5
KEY_COLUMNS = (
    "multikey",
    "valid_until",
    "compromised_size",
    "sm2_keys__multikey",
    "sm2_keys__valid_until",
    "rsa_keys__thumbprint",
    "rsa_keys__valid_until",
)
"""Everything about keys that can change; those for SM2 and RSA come in the same query."""


BESIDE = (
    Prefetch("sm2_keys", Sm2Key.objects.order_by("pk")),
    Prefetch("rsa_keys", RsaKey.objects.order_by("pk")),
)


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A signed status list as it is sent, its SHA-256, and until when this process keeps it."""

    body: bytes
    digest: str
    until: float


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that a trust file is made of, by name: equal editions make equal trust files."""

    keys: tuple[tuple[str | datetime | int | None, ...], ...]
    lists: tuple[tuple[str, datetime | None], ...]
    head: str


def edition(organisation_id: int = 0) -> Edition:
    """Return what the trust file (of one organisation, if given) is made of at present."""
    keys, lists = IssuerKey.objects.all(), StatusList.objects.exclude(document="")
    if organisation_id:
        keys = keys.filter(organisation_id=organisation_id)
        lists = lists.filter(organisation_id=organisation_id)
    head = heads.newest()
    return Edition(
        tuple(keys.order_by("pk", "sm2_keys__pk", "rsa_keys__pk").values_list(*KEY_COLUMNS)),
        tuple(lists.order_by("pk").values_list("token", "published_at")),
        head.note if head else "",
    )


def current(now: datetime) -> trust.Trust:
    """Return the trust file as of `now`, with the newest status lists."""
    return _trust(IssuerKey.objects.all(), StatusList.objects.all(), now)


def of(organisation_id: int, now: datetime) -> trust.Trust:
    """Return the part of the trust file that concerns one organisation."""
    return _trust(
        IssuerKey.objects.filter(organisation_id=organisation_id),
        StatusList.objects.filter(organisation_id=organisation_id),
        now,
    )


def document(now: datetime) -> Object:
    """Return the trust file as it is published, with the log's newest signed head."""
    head = heads.newest()
    return trust.compose(current(now), head.note if head else "")


def status_list(token: str) -> PublishedList | None:
    """Return a list as it was last signed, or some seconds ago; None where none ever was.

    Verifiers fetch the same few over and over. What another process publishes is told here after
    `LIST_SECONDS`; whoever fetches a list may keep it for much longer.
    """
    held = _lists.get(token)
    if held is None or held.until < time.monotonic():
        row = _status_list.first(token)
        if row is None:
            return None
        body = row[0].encode()
        digest = hashlib.sha256(body).hexdigest()
        held = _lists[token] = PublishedList(body, digest, time.monotonic() + LIST_SECONDS)
    return held


def forget_list(token: str) -> None:
    """Read this list anew when it is next asked for: it has just been signed here."""
    _lists.pop(token, None)


def did_document(organisation_code: str) -> Object | None:
    """Return the DID document of an organisation that issues under did:web, or None."""
    organisation = organisations.by_code(organisation_code)
    if organisation is None:
        return None
    rows = IssuerKey.objects.filter(organisation_id=organisation.id).order_by("pk")
    rows = rows.prefetch_related(*BESIDE)
    web = [row for row in rows if row.did.startswith(did.WEB_METHOD)]
    if not web:
        return None
    identifier = web[0].did
    known = [key for row in web for key in (_key(row), *_sm2_keys(row))]
    methods = [
        did.Method(key.id, key.multikey, expires=key.valid_until, revoked=key.compromised_at)
        for key in known
    ]
    methods += [
        did.Method(key.id, key.multikey, key.valid_until, key.compromised_at, is_rsa=True)
        for row in web
        for key in _rsa_keys(row)
    ]
    return did.document(identifier, methods)


def _trust(keys: QuerySet[IssuerKey], lists: QuerySet[StatusList], now: datetime) -> trust.Trust:
    head = heads.newest()
    vkey = heads.verifier_key(head)
    published = lists.exclude(document="").order_by("pk").values_list("token", "published_at")
    by_publisher = Q(organisation__kind=publisher.KIND)
    ordered = keys.order_by("organisation_id", "pk").prefetch_related(*BESIDE)
    return trust.Trust(
        generated_at=now,
        issuers=_parties(ordered.exclude(by_publisher)),
        log=trust.Log(vkey, witnesses=tuple(one.key for one in settings.WITNESSES)),
        status_lists=tuple(_parsed(token, at) for token, at in published),
        checkpoint=checkpoint.open(head.note, vkey) if head else None,
        publishers=_parties(ordered.filter(by_publisher)),
    )


@lru_cache(maxsize=LISTS_KEPT)
def _parsed(token: str, published_at: datetime | None) -> Object:
    """Return a list as published at that instant. Nobody may change what is returned."""
    del published_at
    document: Object = json.loads(StatusList.objects.get(token=token).document)
    return document


def _parties(rows: Iterable[IssuerKey]) -> dict[str, trust.Issuer]:
    """Return whose keys these are, by identifier; a party's later one succeeds the earlier ones.

    Under did:web a party has one for ever, under did:key one for each key.
    """
    rows = list(rows)
    names = organisations.brief(row.organisation_id for row in rows)
    found: dict[str, trust.Issuer] = {}
    held: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        before, earlier = found.get(row.did), held[row.organisation_id]
        if before is None:
            before = trust.Issuer(row.did, names[row.organisation_id].name, (), tuple(earlier))
            earlier.append(row.did)
        found[row.did] = replace(
            before,
            keys=(*before.keys, _key(row)),
            sm2_keys=(*before.sm2_keys, *_sm2_keys(row)),
            rsa_keys=(*before.rsa_keys, *_rsa_keys(row)),
        )
    return found


def _key(row: IssuerKey) -> trust.Key:
    return trust.Key(
        did.method_id(row.did, row.multikey),
        row.multikey,
        # Proofs and trust files name whole seconds: a key covers the one in which it was made.
        row.valid_from.replace(microsecond=0),
        row.valid_until,
        row.compromised_at,
        row.compromised_size or 0,
    )


def _sm2_keys(row: IssuerKey) -> list[trust.Key]:
    """Return the keys for SM2 that lay in the time of a signing key; they are stolen with it."""
    return [_beside(row, one, one.multikey, one.multikey) for one in row.sm2_keys.all()]


def _rsa_keys(row: IssuerKey) -> list[trust.Key]:
    """Return the RSA keys that lay in the time of a signing key; they are stolen with it."""
    return [_beside(row, one, one.thumbprint, one.modulus) for one in row.rsa_keys.all()]


def _beside(row: IssuerKey, one: Sm2Key | RsaKey, name: str, public: str) -> trust.Key:
    return replace(
        _key(row),
        id=did.method_id(row.did, name),
        multikey=public,
        valid_from=one.valid_from.replace(microsecond=0),
        valid_until=one.valid_until,
    )


def _signed_list(token: str) -> QuerySet[StatusList, tuple[str]]:
    rows = StatusList.objects.filter(token=token).exclude(document="")
    return rows.values_list("document")


_status_list = Prepared(_signed_list, asked=1)
_lists: dict[str, PublishedList] = {}
