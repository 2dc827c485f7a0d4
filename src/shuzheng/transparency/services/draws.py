"""The steps of a draw by two parties; each is part of an act of the room that draws.

Decision 0022. Every step moves the draw and enters the log in the same transaction, so that the
order of the entries is the order of the steps. The room that draws says who the parties are, what
is drawn from and what the seed means, and records the fact.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from shuzheng.foundation import moves, sealing
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import draws as core
from shuzheng.transparency.core import leaves
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.core.draws.document import Kind, words
from shuzheng.transparency.models import Draw, DrawShare
from shuzheng.transparency.rules.draw import (
    COMMITTING,
    DRAW,
    OVER,
    Fault,
    State,
    Verb,
    WitnessFirst,
    check_alone,
    fault,
)
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

Step = tuple[State, State]


class DrawUnderWay(Refusal):
    """One draw at a time for one thing."""

    code = "draw-under-way"
    status = 409
    template = "A draw for this is under way already."


class NoDraw(Refusal):
    """Nothing was opened, or what was opened is over."""

    code = "no-draw-under-way"
    status = 409
    template = "No draw for this is under way."


class NotIndependent(Refusal):
    """The parties are two persons of two organisations, and each commits once."""

    code = "draw-not-independent"
    status = 409
    template = "Organiser and witness are two persons of two organisations; each commits once."


class TooLate(Refusal):
    """After the deadline a draw is void, whatever comes."""

    code = "draw-too-late"
    status = 409
    template = "The time for this step of the draw is over."


class NotYourSecret(Refusal):
    """A secret is shown by the organisation that committed to it, once."""

    code = "draw-not-your-secret"
    status = 403
    template = "The secret belongs to somebody else, or has been shown already."


class SecretMissing(Refusal):
    """A party that keeps its secret brings it."""

    code = "draw-secret-missing"
    template = "Write the secret that you kept."


@dataclass(frozen=True, slots=True)
class Shown:
    """That a secret was shown: by whom, the draw's step, and the seed once both were."""

    party: Party
    step: Step
    seed: bytes


def running(kind: str, subject: str) -> Draw:
    """Return the draw for `subject` that is not over, or refuse."""
    row = Draw.objects.filter(kind=kind, subject=subject).exclude(state__in=OVER).first()
    if row is None:
        raise NoDraw
    return row


def open_for(kind: str, subject: str, title: str, *, commit_by: datetime, now: datetime) -> Draw:
    """Open a draw: its blind is fixed from now on. Refuses a second one at the same time."""
    row = Draw(
        kind=kind,
        subject=subject,
        title=title,
        state=DRAW.initial,
        blind=secrets.token_hex(core.SECRET_SIZE),
        opened_at=now,
        commit_by=commit_by,
    )
    blind_hash = core.blind_hash(row.uid.bytes, bytes.fromhex(row.blind))
    row.opened_index = _enter(row, Kind.OPENED, kind, blind_hash.hex(), now=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise DrawUnderWay from None
    return row


def commit(
    row: Draw, party: Party, name: str, *, actor: Actor, now: datetime, own: str = ""
) -> Step:
    """Commit `party`, by `actor` of the organisation `name`, to a secret.

    The platform makes the secret and keeps it sealed, unless `own` is the commitment to a secret
    that the party keeps. Refuses whoever is the other party, too.
    """
    if now > row.commit_by:
        raise TooLate
    share = DrawShare(
        draw=row,
        party=party,
        name=name,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        committed_at=now,
    )
    if own:
        share.commitment = core.read_hex(own).hex()
    else:
        secret = secrets.token_bytes(core.SECRET_SIZE)
        share.commitment = core.commitment(row.uid.bytes, party, secret).hex()
        share.secret_sealed = sealing.seal(secret.hex(), share.place())
    step = moves.move(row, DRAW, Verb.COMMIT)
    share.committed_index = _enter(row, Kind.COMMITTED, party, share.commitment, now=now)
    try:
        with transaction.atomic():
            share.save(force_insert=True)
    except IntegrityError:
        raise NotIndependent from None
    return step


def veil(row: Draw) -> bytes:
    """Return what hides the outcome of this draw from those who know its seed alone."""
    return core.veil(row.uid.bytes, bytes.fromhex(row.blind))


def freeze(row: Draw, inputs: Mapping[str, Any], *, reveal_by: datetime, now: datetime) -> Step:
    """Freeze what is drawn from: plain JSON without the name of anybody."""
    blind = bytes.fromhex(row.blind)
    digest = core.inputs_digest(row.uid.bytes, blind, inputs).hex()
    index = _enter(row, Kind.FROZEN, digest, now=now)
    return moves.move(
        row,
        DRAW,
        Verb.FREEZE,
        inputs=dict(inputs),
        digest=digest,
        frozen_at=now,
        frozen_index=index,
        reveal_by=reveal_by,
    )


def reveal(row: Draw, *, actor: Actor, now: datetime, own: str = "") -> Shown:
    """Show the secret of the actor's organisation; `own` is one that the platform did not keep."""
    if row.reveal_by is not None and now > row.reveal_by:
        raise TooLate
    shares = {share.party: share for share in row.shares.all()}
    mine = [one for one in shares.values() if one.organisation_id == actor.organisation_id]
    if not mine or mine[0].secret:
        raise NotYourSecret
    share = mine[0]
    party = Party(share.party)
    kept = sealing.unseal(share.secret_sealed, share.place())
    if not kept and not own:
        raise SecretMissing
    secret = core.read_hex(kept or own)
    core.require_committed(row.uid.bytes, party, secret, bytes.fromhex(share.commitment))
    share.secret = secret.hex()
    seed = _seed(row, shares.values())
    done = {"seed": seed.hex(), "ended_at": now} if seed else {}
    step = moves.move(row, DRAW, Verb.REVEAL, **done)
    DrawShare.objects.filter(pk=share.pk).update(
        secret=share.secret,
        revealed_at=now,
        revealed_index=_enter(row, Kind.REVEALED, party, share.secret, now=now),
    )
    return Shown(party, step, seed)


def overdue(row: Draw, now: datetime) -> bool:
    """Return whether the draw has missed the deadline of its state."""
    if row.state in OVER:
        return False
    by = row.commit_by if row.state in COMMITTING else row.reveal_by
    return by is not None and now > by


def void(row: Draw, *, now: datetime) -> tuple[Step, Fault]:
    """Declare a draw void that missed its deadline, and say in public whose step is missing."""
    if not overdue(row, now):
        raise NoDraw
    shares = row.shares.all() if row.state in COMMITTING else row.shares.exclude(secret="")
    why = fault(State(row.state), {Party(share.party) for share in shares})
    index = _enter(row, Kind.VOIDED, why, now=now)
    step = moves.move(row, DRAW, Verb.VOID, fault=why, ended_at=now, voided_index=index)
    return step, why


def newest(kind: str, subject: str) -> Draw:
    """Return the newest draw for `subject`, over or not, or refuse."""
    row = Draw.objects.filter(kind=kind, subject=subject).order_by("-pk").first()
    if row is None:
        raise WitnessFirst
    return row


def alone(row: Draw, inputs: Mapping[str, Any], *, now: datetime) -> tuple[Step, bytes]:
    """Draw without a witness after one failed: the platform makes the seed, and the log says so."""
    check_alone(State(row.state), row.fault)
    seed = secrets.token_bytes(core.SECRET_SIZE)
    digest = core.inputs_digest(row.uid.bytes, bytes.fromhex(row.blind), inputs).hex()
    index = _enter(row, Kind.ALONE, digest, seed.hex(), now=now)
    step = moves.move(
        row,
        DRAW,
        Verb.DRAW_ALONE,
        inputs=dict(inputs),
        digest=digest,
        seed=seed.hex(),
        ended_at=now,
        alone_index=index,
    )
    return step, seed


def _seed(row: Draw, shares: Iterable[DrawShare]) -> bytes:
    """Return the seed, empty while a secret is missing."""
    shown = {Party(one.party): bytes.fromhex(one.secret) for one in shares if one.secret}
    if len(shown) < len(Party):
        return b""
    return core.seed(row.uid.bytes, bytes.fromhex(row.digest), shown)


def _enter(row: Draw, kind: Kind, *said: str, now: datetime) -> int:
    leaf = leaves.public(kind, words(row.uid.bytes, *said))
    return log.append([leaf], now=now).start
