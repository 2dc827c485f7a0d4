"""Show certificates to somebody by a link; agree to a ward's link; take one back; open one.

Rule: R-179. The secret of a link has 128 random bits and is shown once; its hash is kept. Opening
counts for the holder and is nobody's act: it leaves a line beside the link, and no fact.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.credentials.queries import own
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import organisations, persons
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.kernel import periods
from shuzheng.reliance import access
from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Opening, Share, ShareItem
from shuzheng.reliance.queries import shares
from shuzheng.reliance.rules import sharing as rules
from shuzheng.reliance.rules.sharing import RUNNING, SHARE, Extent, State, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.identity.queries.organisations import OrganisationBrief
    from shuzheng.kernel.actor import Actor

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was made, with its secret in the clear: shown once and then forgotten."""

    uid: UUID
    secret: str
    state: State


@transaction.atomic
def share(
    chosen: Sequence[str],
    recipient: str,
    purpose: str,
    days: int,
    *,
    actor: Actor,
    now: datetime,
    extent: Extent = Extent.WHOLE,
) -> Made:
    """Make a link over one's own certificates by their numbers, open for so many days.

    `recipient` is a name, or the unified social credit code of an enterprise that is registered
    here, which is then named as it is registered. It opens at once for whoever is of age; otherwise
    a guardian agrees first.
    """
    actor.require(Permission.SHARE_KEEP)
    today = periods.day(now)
    mine = {one.number: one.id for one in own.in_force(actor)}
    term = rules.check_share(chosen, mine.keys(), days, today, rulebooks.current())
    secret = secrets.token_urlsafe(SECRET_BYTES)
    party = _enterprise(recipient)
    row = Share.objects.create(
        person_id=actor.person_id,
        secret_hash=hash_of(secret),
        recipient=party.name if party else recipient.strip(),
        party_id=party.id if party else None,
        extent=extent,
        purpose=purpose.strip(),
        made_at=now,
        expires_at=now + term,
    )
    ShareItem.objects.bulk_create(
        ShareItem(share=row, certificate_id=mine[number]) for number in dict.fromkeys(chosen)
    )
    moved = None
    if not persons.minors([actor.person_id], today):
        moved = _open(row, actor, now)
    facts.record(
        "reliance.share.made",
        row,
        actor=actor,
        now=now,
        moved=moved,
        count=len(set(chosen)),
        days=days,
    )
    return Made(row.uid, secret, State(row.state))


@transaction.atomic
def consent(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Agree, as a guardian, to a ward's link; from now on it opens."""
    row = _of_ward(uid, actor)
    moved = _open(row, actor, now)
    facts.record("reliance.share.consented", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def decline(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Decline, as a guardian, a ward's link; it never opens."""
    row = _of_ward(uid, actor)
    moved = moves.move(row, SHARE, Verb.DECLINE, ended_at=now)
    facts.record("reliance.share.declined", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def withdraw(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Take one's own link, or a ward's, back; it opens no more."""
    row = access.share(uid, actor)
    moved = moves.move(row, SHARE, Verb.WITHDRAW, ended_at=now)
    facts.record("reliance.share.withdrawn", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def expire_due(*, actor: Actor, now: datetime) -> int:
    """Let the links run out whose time is over; returns how many."""
    due = Share.objects.filter(expires_at__lte=now, state__in=RUNNING)
    rows = list(due.order_by("pk").values_list("pk", "state"))
    if not rows:
        return 0
    for source in sorted(RUNNING):
        moves.move_all(due, SHARE, source, Verb.EXPIRE, ended_at=now)
    passages = [
        facts.Passage(facts.name_of(Share(pk=pk)), state, State.EXPIRED) for pk, state in rows
    ]
    facts.record(
        "reliance.shares.expired",
        Share(pk=rows[0][0]),
        actor=actor,
        now=now,
        passages=passages,
        count=len(rows),
    )
    return len(rows)


@transaction.atomic
def open_link(secret: str, *, actor: Actor, now: datetime) -> shares.Shown:
    """Open a link and count that for its holder; refuses one that is not open.

    `actor` is whoever looks; an enterprise that has signed in is named to the holder.
    """
    row = find(secret, now)
    organisation_id = actor.organisation_id if actor.role == Role.ENTERPRISE_USER else None
    Opening.objects.create(share=row, at=now, organisation_id=organisation_id)
    return shares.shown(row, now)


def find(secret: str, now: datetime) -> Share:
    """Return the link with this secret; refuses one that is not open."""
    row = Share.objects.filter(secret_hash=hash_of(secret)).first()
    if row is None:
        raise rules.LinkUnknown
    rules.check_open(State(row.state), row.expires_at, now)
    return row


def hash_of(secret: str) -> str:
    """Return the hash of a link's secret. 128 random bits need no salt."""
    return hashlib.sha256(b"shuzheng/share/v1\0" + secret.encode()).hexdigest()


def _open(row: Share, actor: Actor, now: datetime) -> tuple[State, State]:
    consent = {"consented_by_id": actor.person_id, "consented_at": now}
    return moves.move(row, SHARE, Verb.CONSENT, **consent)


def _of_ward(uid: UUID, actor: Actor) -> Share:
    row = access.share(uid, actor)
    rules.check_guardian(actor.person_id, persons.guardians_of(row.person_id))
    return row


def _enterprise(text: str) -> OrganisationBrief | None:
    """Return the enterprise that is registered here under a code, or None for any other text."""
    found = organisations.by_code(text.strip().upper())
    return found if found and found.kind == OrganisationKind.ENTERPRISE else None
