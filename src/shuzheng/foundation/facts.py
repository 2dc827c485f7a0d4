"""Record what happened, once, in order, and so that later change can be found.

Each act records one fact. Facts form one chain: a fact's hash covers its content and the hash of
the fact before it, so removing or editing one in the middle breaks every later link, and the
chain's head enters the public evidence log each day, so cutting its tail is found too. Recording
takes the chain's lock until the act commits: record last.

A verb must be declared (`declare`) with its sentence and its data before it can be recorded.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from shuzheng.foundation import bulk, sealing
from shuzheng.foundation.models import Fact, FactPayload, FactSubject
from shuzheng.kernel import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from enum import StrEnum

    from django.db.models import Model
    from django.utils.functional import Promise

    from shuzheng.kernel.actor import Actor

CHAIN_LOCK = 4_021_2021
BEGINNING = "0" * 64
AT_ONCE = 1_000
SUBJECT = ("fact_id", "subject", "from_state", "to_state")

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A declared verb: its translated sentence, its data, and what of it is personal.

    A confidential one is told on its subject's own page and to the auditor, never as news.
    """

    verb: str
    sentence: str | Promise
    data: frozenset[str]
    personal: frozenset[str]
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One subject of a bulk act: where it was and where it went."""

    subject: str
    source: str = ""
    target: str = ""


_kinds: dict[str, Kind] = {}


def declare(
    verb: str,
    sentence: str | Promise,
    *,
    data: Iterable[str] = (),
    personal: Iterable[str] = (),
    confidential: bool = False,
) -> None:
    """Declare a verb, in a room's `sentences` module.

    `sentence` is shown after the actor's name and may use `{data}` keys; `personal` names the keys
    that go, sealed, to the side table and can be shredded. That a `confidential` one happened at
    all is nobody's news: colleagues of whoever did it are not told.
    """
    if verb in _kinds:
        raise ValueError(f"{verb} is declared twice")
    _kinds[verb] = Kind(verb, sentence, frozenset(data), frozenset(personal), confidential)


def kinds() -> Mapping[str, Kind]:
    """Return every declared verb."""
    return _kinds


def confidential() -> frozenset[str]:
    """Return the verbs that are nobody's news."""
    return frozenset(verb for verb, kind in _kinds.items() if kind.confidential)


def name_of(row: Model) -> str:
    """Return how facts name a row, such as `pilots.filing:7`."""
    return f"{row._meta.label_lower}:{row.pk}"


def passages_of(row: Model, *steps: tuple[StrEnum, StrEnum]) -> list[Passage]:
    """Return the passages of one row that moved, once or several times, in one act."""
    return [Passage(name_of(row), *step) for step in steps]


def record(
    verb: str,
    subject: Model,
    *,
    actor: Actor,
    now: datetime,
    moved: tuple[StrEnum, StrEnum] | None = None,
    passages: Iterable[Passage] = (),
    personal: Mapping[str, Value] | None = None,
    **data: Value,
) -> Fact:
    """Append the fact that `actor` did `verb` to `subject`, inside the act's transaction.

    `moved` is the (from, to) that a move returned; `passages` are the subjects of a bulk act, other
    rows that moved with it, and steps that the subject itself took before the last one.
    """
    _require_declared(verb, data, personal or {})
    rows = [(p.subject, str(p.source), str(p.target)) for p in passages]
    salt = secrets.token_hex(32) if personal else ""
    body = _canonical(dict(personal)) if personal else ""
    lock_chain()
    fact = _next(verb, subject, actor, now, moved, data, after=head())
    fact.commitment = _commitment(salt, body)
    fact.subjects_count = len(rows)
    fact.subjects_digest = _digest(rows)
    fact.hash = hash_of(fact)
    fact.save(force_insert=True)
    if personal:
        FactPayload.objects.create(
            fact=fact, salt=salt, body=sealing.seal(body, place_of(fact.seq))
        )
    bulk.insert(FactSubject, SUBJECT, ((fact.seq, *row) for row in rows))
    return fact


def record_each(
    verb: str,
    done: Iterable[tuple[Model, Actor]],
    *,
    now: datetime,
    moved: tuple[StrEnum, StrEnum] | None = None,
    **data: Value,
) -> None:
    """Append one fact for each (subject, actor): many did the same, each to a subject of their own.

    Each is as `record` would have written it; together they cost a few statements.
    """
    _require_declared(verb, data, {})
    lock_chain()
    last, made = head(), []
    for subject, actor in done:
        fact = _next(verb, subject, actor, now, moved, data, after=last)
        fact.hash = hash_of(fact)
        made.append(fact)
        last = (fact.seq, fact.hash)
    Fact.objects.bulk_create(made, batch_size=AT_ONCE)


def _require_declared(verb: str, data: Mapping[str, Value], personal: Mapping[str, Value]) -> None:
    kind = _kinds[verb]
    if frozenset(data) != kind.data or frozenset(personal) - kind.personal:
        raise ValueError(f"{verb} carries {sorted(data)}, declared {sorted(kind.data)}")


def _next(
    verb: str,
    subject: Model,
    actor: Actor,
    now: datetime,
    moved: tuple[StrEnum, StrEnum] | None,
    data: Mapping[str, Value],
    *,
    after: tuple[int, str],
) -> Fact:
    """Return the fact that follows `after`, not yet hashed."""
    seq, previous = after
    source, target = moved or ("", "")
    return Fact(
        seq=seq + 1,
        verb=verb,
        subject=name_of(subject),
        user_id=actor.user_id,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        at=now,
        data=dict(data),
        from_state=str(source),
        to_state=str(target),
        previous=previous,
    )


def lock_chain() -> None:
    """Hold the chain for this transaction. SQLite's immediate transactions hold it already."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("facts are recorded inside an act")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def head() -> tuple[int, str]:
    """Return the newest fact's (seq, hash); (0, 64 zeros) where there is none."""
    last = Fact.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, BEGINNING)


def hashes(after: int, until: int) -> Iterator[str]:
    """Yield the hashes (64 hex digits) of the facts numbered `after` < seq <= `until`, in order."""
    rows = Fact.objects.filter(seq__gt=after, seq__lte=until).order_by("seq")
    return iter(rows.values_list("hash", flat=True).iterator())


def content_of(fact: Fact) -> dict[str, Any]:
    """Return what the hash of a fact covers: its content, and the hash of the fact before it."""
    return {
        "seq": fact.seq,
        "verb": fact.verb,
        "subject": fact.subject,
        "user": fact.user_id,
        "person": fact.person_id,
        "organisation": fact.organisation_id,
        "role": fact.role,
        "at": f"{fact.at.timestamp():.6f}",
        "data": fact.data,
        "from": fact.from_state,
        "to": fact.to_state,
        "commitment": fact.commitment,
        "count": fact.subjects_count,
        "subjects": fact.subjects_digest,
        "previous": fact.previous,
    }


def hash_of(fact: Fact) -> str:
    """Return the hash that covers a fact's content and the hash before it, 64 hex digits."""
    content = canonical.dumps(content_of(fact))
    return hashlib.sha256(b"shuzheng/fact/v1\0" + content).hexdigest()


def personal_of(fact: Fact) -> Mapping[str, Value]:
    """Return the personal part of a fact, opened; empty where there is none or it was shredded."""
    payload = FactPayload.objects.filter(fact=fact).first()
    if payload is None or not payload.body:
        return {}
    opened: Mapping[str, Value] = json.loads(sealing.unseal(payload.body, place_of(fact.seq)))
    return opened


def shred(seqs: Iterable[int]) -> int:
    """Empty the personal payloads of these facts for ever; the chain stays whole."""
    return FactPayload.objects.filter(fact_id__in=list(seqs)).update(salt="", body="")


def check_chain(start: int = 1, previous: str = BEGINNING) -> list[str]:
    """Return every fault of the chain from `start`, in words; empty when it is whole."""
    faults: list[str] = []
    expected = start
    for fact in Fact.objects.filter(seq__gte=start).order_by("seq").iterator():
        if fact.seq != expected:
            faults.append(f"facts {expected} to {fact.seq - 1} are missing")
        if fact.previous != previous:
            faults.append(f"fact {fact.seq} does not follow the one before it")
        if fact.hash != hash_of(fact):
            faults.append(f"fact {fact.seq} was changed")
        if fact.subjects_count:
            rows = fact.subjects.order_by("pk").values_list("subject", "from_state", "to_state")
            if _digest(rows.iterator()) != fact.subjects_digest:
                faults.append(f"the subjects of fact {fact.seq} were changed")
        faults += _payload_faults(fact)
        expected, previous = fact.seq + 1, fact.hash
    lost = FactSubject.objects.filter(~Exists(Fact.objects.filter(pk=OuterRef("fact_id"))))
    for seq in lost.order_by("fact_id").values_list("fact_id", flat=True).distinct():
        faults.append(f"there are subjects of fact {seq}, which there is not")
    return faults


def _payload_faults(fact: Fact) -> list[str]:
    if not fact.commitment:
        return []
    payload = FactPayload.objects.filter(fact=fact).first()
    if payload is None:
        return [f"the payload of fact {fact.seq} is missing"]
    if not payload.body:
        return []
    try:
        opened = sealing.unseal(payload.body, place_of(fact.seq))
    except sealing.CannotOpen:
        return [f"the payload of fact {fact.seq} does not open"]
    kept = _commitment(payload.salt, opened) == fact.commitment
    return [] if kept else [f"the payload of fact {fact.seq} was changed"]


def _canonical(body: Mapping[str, Value]) -> str:
    return canonical.dumps(dict(body)).decode()


def _commitment(salt: str, body: str) -> str:
    if not salt:
        return ""
    return hashlib.sha256(
        b"shuzheng/payload/v1\0" + bytes.fromhex(salt) + body.encode()
    ).hexdigest()


def _digest(rows: Iterable[tuple[str, str, str]]) -> str:
    digest, some = hashlib.sha256(b"shuzheng/subjects/v1\0"), False
    for row in rows:
        digest.update("\x1f".join(row).encode() + b"\n")
        some = True
    return digest.hexdigest() if some else ""


def place_of(seq: int) -> sealing.Place:
    """Return where the sealed payload of a fact belongs."""
    return sealing.Place("foundation_factpayload", "body", str(seq))
