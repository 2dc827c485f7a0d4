"""Each evaluation organisation signs with a key of its own, under an identifier of its own.

So does the province, as publisher of whole records.

In production the identifier is `did:web` under PUBLIC_URL, which can never change afterwards; in
the demonstration it is `did:key`, so that its certificates verify without any host.

A key is changed by two persons (decision 0025): one proposes a rotation or reports a theft, another
confirms, and in that act the key ends, the next one is made and the status lists are marked to be
signed by it. While a theft is reported and not decided, nothing more is issued with the key. Each
of these acts takes the lock of the fact chain before any row, as issuing does.

An organisation may ask to sign certificates with SM2 as well (decision 0029). That is its own wish
and one person's act: it adds a proof and takes none away.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did
from shuzheng.credentials.models import IssuerKey, KeyChange, StatusList
from shuzheng.credentials.queries import publisher
from shuzheng.credentials.rules import keys as rules
from shuzheng.credentials.rules.keys import Kind, State, Verb
from shuzheng.credentials.services import rsa, sm2
from shuzheng.foundation import facts, moves
from shuzheng.identity.queries import organisations
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class ProposedAlready(Refusal):
    """One proposal at a time for each organisation."""

    code = "key-change-proposed-already"
    status = 409
    template = "A change of this organisation's key has been proposed already; decide on it first."


class NoPublisherKey(Refusal):
    """The province has none until two persons have made it."""

    code = "publisher-key-missing"
    status = 409
    template = (
        "The province has no key to sign whole records with yet. The security administrator"
        " proposes it, and the coordination office confirms."
    )


class FirstMadeAlready(Refusal):
    """The next key of the province is made by a rotation."""

    code = "publisher-key-made-already"
    status = 409
    template = "The province has had a key already; propose a rotation instead."


class KeyReported(Refusal):
    """What is signed with a stolen key is worth nothing: better to wait."""

    code = "key-reported-stolen"
    status = 409
    template = "The signing key is reported stolen. Nothing is issued until that is decided."


class Sm2AskedAlready(Refusal):
    """One key for SM2 at a time."""

    code = "sm2-asked-already"
    status = 409
    template = "Certificates are signed with SM2 as well already."


class Sm2NotAsked(Refusal):
    """There is nothing to end."""

    code = "sm2-not-asked"
    status = 409
    template = "No SM2 signatures are made with this key."


@transaction.atomic
def ensure(organisation_id: int, *, actor: Actor, now: datetime) -> IssuerKey:
    """Return the organisation's current signing key, made if it has none. Part of an act."""
    current = IssuerKey.objects.filter(organisation_id=organisation_id, valid_until=None).first()
    if current is not None:
        return current
    row = IssuerKey(uid=uuid.uuid4(), organisation_id=organisation_id, valid_from=now)
    public = holder.make(row)
    row.did, row.multikey = _identifier(organisation_id, public), did.multikey(public)
    row.save(force_insert=True)
    facts.record("credentials.key.made", row, actor=actor, now=now)
    return row


def for_issuing(organisation_id: int, *, actor: Actor, now: datetime) -> IssuerKey:
    """Return the key to sign certificates with; refuses while it is reported stolen."""
    require_unreported(organisation_id)
    return ensure(organisation_id, actor=actor, now=now)


def for_publishing() -> IssuerKey:
    """Return the province's key for whole records; refuses while it has none or a stolen one.

    It is never made by the way, as an organisation's is: whoever asks for a record is its holder.
    """
    party = publisher.organisation()
    require_unreported(party.id)
    key = IssuerKey.objects.filter(organisation_id=party.id, valid_until=None).first()
    if key is None:
        raise NoPublisherKey
    return key


def settle(key: IssuerKey, now: datetime) -> None:
    """Note that certificates were signed with the key; refuses if it ended or is reported by now.

    Whoever issues, and whoever ends or reports a key, takes the lock of the fact chain before any
    row. So a key ends after what it signed; this makes sure of it.
    """
    rows = IssuerKey.objects.filter(pk=key.pk, valid_until=None)
    row = rows.exclude(changes__kind=Kind.THEFT, changes__state=State.PROPOSED).first()
    if row is None:
        raise moves.MovedMeanwhile
    rows.update(last_signed_at=max(now, row.last_signed_at or now))


@transaction.atomic
def propose_first(reason: str, *, actor: Actor, now: datetime) -> int:
    """Propose to make the province's first key, with which whole records are signed.

    Returns the proposal's id. Refuses whoever does not act for the whole province.
    """
    facts.lock_chain()
    access.require_founder(actor)
    words = rules.require_reason(reason)
    party = publisher.organisation()
    if IssuerKey.objects.filter(organisation_id=party.id).exists():
        raise FirstMadeAlready
    return _proposed(party.id, None, Kind.FIRST, words, None, actor, now).pk


@transaction.atomic
def ask_sm2(key_id: int, *, actor: Actor, now: datetime) -> str:
    """Sign the organisation's certificates with SM2 as well, from now on; returns the Multikey.

    Refuses a key that has ended or is reported stolen, one that has an SM2 key, and where new keys
    have to lie in a token.
    """
    facts.lock_chain()
    key = access.own_key(key_id, actor, Permission.SM2_ASK)
    if key.valid_until is not None:
        raise rules.KeyEnded
    require_unreported(key.organisation_id)
    if sm2.current(key) is not None:
        raise Sm2AskedAlready
    made = sm2.make(key, now=now)
    facts.record("credentials.sm2.asked", key, actor=actor, now=now)
    return made.multikey


@transaction.atomic
def end_sm2(key_id: int, *, actor: Actor, now: datetime) -> None:
    """Sign with SM2 no more. What was signed keeps both proofs, and both stay good."""
    facts.lock_chain()
    key = access.own_key(key_id, actor, Permission.SM2_ASK)
    if not sm2.end(key, rules.end(now, key.last_signed_at)):
        raise Sm2NotAsked
    facts.record("credentials.sm2.ended", key, actor=actor, now=now)


@transaction.atomic
def propose_rotation(key_id: int, reason: str, *, actor: Actor, now: datetime) -> int:
    """Propose to retire the current key for a new one; returns the proposal's id."""
    facts.lock_chain()
    key = access.key(key_id, actor, Permission.KEY_CHANGE)
    words = rules.require_reason(reason)
    if key.valid_until is not None:
        raise rules.KeyEnded
    return _proposed(key.organisation_id, key, Kind.ROTATION, words, None, actor, now).pk


@transaction.atomic
def report_theft(key_id: int, reason: str, since: datetime, *, actor: Actor, now: datetime) -> int:
    """Report that a key, current or not, was in strange hands from `since` on; returns the id.

    Overtakes a rotation that waits. Until it is decided, nothing more is issued with the key.
    """
    key = access.key(key_id, actor, Permission.KEY_CHANGE)
    words = rules.require_reason(reason)
    rules.check_theft(since, made=key.valid_from, known=key.compromised_at, now=now)
    facts.lock_chain()
    rotations = KeyChange.objects.filter(
        organisation_id=key.organisation_id, kind=Kind.ROTATION, state=State.PROPOSED
    )
    overtaken: list[facts.Passage] = []
    for row in rotations:
        step = moves.move(row, rules.CHANGE, Verb.OVERTAKE, decided_at=now)
        overtaken += facts.passages_of(row, step)
    party = key.organisation_id
    return _proposed(party, key, Kind.THEFT, words, since, actor, now, overtaken).pk


@transaction.atomic
def confirm(change_id: int, *, actor: Actor, now: datetime) -> None:
    """End a key as proposed, by another person; the organisation has its next key at once.

    A first key is made and nothing ends.

    Certificates that are issued and logged stay as they are: of a stolen key those which the log
    held before the theft, of a retired one all.
    """
    change = access.key_change(change_id, actor, Permission.KEY_CONFIRM)
    rules.require_another(change.proposed_by_id, actor.person_id)
    facts.lock_chain()
    moved = moves.move(
        change, rules.CHANGE, Verb.CONFIRM, decided_by_id=actor.person_id, decided_at=now
    )
    if change.kind == Kind.FIRST:
        ensure(change.organisation_id, actor=actor, now=now)
        facts.record("credentials.key.founded", change, actor=actor, now=now, moved=moved)
        return
    assert change.key_id is not None  # noqa: S101 - a constraint says so
    key = IssuerKey.objects.get(pk=change.key_id)
    if change.kind == Kind.ROTATION:
        _retire(key, now)
        _follow(key, actor, now)
        facts.record("credentials.key.rotated", change, actor=actor, now=now, moved=moved)
    else:
        size = _lose(key, change, now)
        _follow(key, actor, now)
        facts.record(
            "credentials.key.compromised", change, actor=actor, now=now, moved=moved, size=size
        )


@transaction.atomic
def decline(change_id: int, answer: str, *, actor: Actor, now: datetime) -> None:
    """Leave the key as it is, and say why."""
    change = access.key_change(change_id, actor, Permission.KEY_CONFIRM)
    rules.require_another(change.proposed_by_id, actor.person_id)
    _close(change, Verb.DECLINE, rules.require_reason(answer), actor, now)


@transaction.atomic
def withdraw(change_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a proposal back, by whoever is of the organisation that made it."""
    change = access.key_change(change_id, actor, Permission.KEY_CHANGE)
    if change.proposed_by_organisation_id != actor.organisation_id:
        raise access.NoSuchKeyChange
    _close(change, Verb.WITHDRAW, "", actor, now)


def require_unreported(organisation_id: int) -> None:
    """Refuse while the organisation's key is reported stolen and nobody has decided on it."""
    reported = KeyChange.objects.filter(
        organisation_id=organisation_id, kind=Kind.THEFT, state=State.PROPOSED
    )
    if reported.exists():
        raise KeyReported


def _proposed(
    organisation_id: int,
    key: IssuerKey | None,
    kind: Kind,
    reason: str,
    since: datetime | None,
    actor: Actor,
    now: datetime,
    overtaken: list[facts.Passage] | None = None,
) -> KeyChange:
    try:
        with transaction.atomic():
            change = KeyChange.objects.create(
                key=key,
                organisation_id=organisation_id,
                kind=kind,
                state=rules.CHANGE.initial,
                reason=reason,
                since=since,
                proposed_by_id=actor.person_id,
                proposed_by_organisation_id=actor.organisation_id,
                proposed_at=now,
            )
    except IntegrityError:
        raise ProposedAlready from None
    facts.record(
        "credentials.keychange.proposed",
        change,
        actor=actor,
        now=now,
        passages=overtaken or (),
        kind=kind.value,
    )
    return change


def _close(change: KeyChange, verb: Verb, answer: str, actor: Actor, now: datetime) -> None:
    facts.lock_chain()
    moved = moves.move(
        change,
        rules.CHANGE,
        verb,
        decided_by_id=actor.person_id,
        decided_at=now,
        answer=answer,
    )
    facts.record(f"credentials.keychange.{moved[1]}", change, actor=actor, now=now, moved=moved)


def _retire(key: IssuerKey, now: datetime) -> None:
    """End a current key after the last second in which it signed."""
    rows = IssuerKey.objects.filter(pk=key.pk, valid_until=None)
    if not rows.update(valid_until=rules.end(now, key.last_signed_at)):
        raise rules.KeyEnded


def _lose(key: IssuerKey, change: KeyChange, now: datetime) -> int:
    """End a stolen key, current or not; returns how many entries the log had before the theft."""
    assert change.since is not None  # noqa: S101 - a constraint says so
    rules.check_theft(change.since, made=key.valid_from, known=key.compromised_at, now=now)
    size = heads.size_at(change.since)
    rows = IssuerKey.objects.filter(pk=key.pk, valid_until=key.valid_until)
    if not rows.update(
        valid_until=key.valid_until or rules.end(now, key.last_signed_at),
        compromised_at=change.since,
        compromised_size=size,
    ):
        raise moves.MovedMeanwhile
    return size


def _follow(key: IssuerKey, actor: Actor, now: datetime) -> None:
    """Make the next key where the current one ended, and have the status lists signed by it.

    The keys for SM2 and RSA end with it, and the next one gets others.
    """
    following = ensure(key.organisation_id, actor=actor, now=now)
    until = rules.end(now, key.last_signed_at)
    if sm2.end(key, until):
        sm2.go_on(key, following, actor=actor, now=now)
    if rsa.end(key, until):
        rsa.go_on(key, following, actor=actor, now=now)
    StatusList.objects.filter(organisation_id=key.organisation_id).update(is_stale=True)


def _identifier(organisation_id: int, public: bytes) -> str:
    if not settings.IS_PRODUCTION:
        return did.key_identifier(public)
    code = organisations.brief([organisation_id])[organisation_id].code
    return did.web_identifier(urlsplit(settings.PUBLIC_URL).netloc, "organisations", code)
