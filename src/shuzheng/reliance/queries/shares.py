"""Shared links: those of a holder, and what an open one shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count

from shuzheng.credentials.queries import many
from shuzheng.credentials.queries.many import Pair
from shuzheng.identity.queries import organisations, persons
from shuzheng.kernel.actor import Reach
from shuzheng.reliance import access
from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Opening, Share, ShareItem
from shuzheng.reliance.queries import answers
from shuzheng.reliance.rules.sharing import RUNNING, Extent, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.queries.answers import Said

OPENINGS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening: when, and by which enterprise ("" for somebody who had not signed in)."""

    at: datetime
    organisation: str


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A link as its holder, or a guardian, sees it. `state` already knows that time is over."""

    uid: UUID
    holder: str
    is_own: bool
    state: State
    recipient: str
    purpose: str
    certificates: Sequence[str]
    made_at: datetime
    expires_at: datetime
    opened: int
    extent: Extent
    is_registered: bool
    may_present: bool
    may_withdraw: bool
    may_consent: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What whoever opens a link sees: who shows what for which purpose, as of this instant.

    Where only a part is shown, `holder` is empty and so are number and name of each certificate.
    """

    holder: str
    recipient: str
    purpose: str
    expires_at: datetime
    checked_at: datetime
    certificates: Sequence[Said]


def mine(actor: Actor, now: datetime) -> list[ShareLine]:
    """Return one's own links and those of one's wards, newest first."""
    actor.require(Permission.SHARE_KEEP)
    rows = list(Share.objects.within(actor).order_by("-made_at", "-pk"))
    return _lines(rows, actor, now)


def one(uid: UUID, actor: Actor, now: datetime) -> tuple[ShareLine, list[Opened]]:
    """Return one link with its latest openings, newest first."""
    row = access.share(uid, actor)
    rows = list(Opening.objects.filter(share=row).order_by("-at", "-pk")[:OPENINGS_SHOWN])
    names = organisations.brief(one.organisation_id for one in rows if one.organisation_id)
    openings = [
        Opened(one.at, names[one.organisation_id].name if one.organisation_id else "")
        for one in rows
    ]
    [line] = _lines([row], actor, now)
    return line, openings


def waiting(actor: Actor, now: datetime) -> int:
    """Return how many links of wards wait for this guardian."""
    if actor.reach is not Reach.SELF or not actor.may(Permission.SHARE_KEEP):
        return 0
    rows = Share.objects.within(actor).filter(state=State.AWAITING, expires_at__gt=now)
    return rows.exclude(person_id=actor.person_id).count()


def shown(row: Share, now: datetime) -> Shown:
    """Return what an open link shows, each certificate verified as of `now`."""
    items = ShareItem.objects.filter(share=row).order_by("pk")
    held = items.values_list("certificate__number", "certificate__holder")
    pairs = [Pair(number, holder) for number, holder in held]
    said = [answers.of(one) for one in many.by_pairs(pairs, now)]
    is_whole = row.extent == Extent.WHOLE
    return Shown(
        holder=pairs[0].holder if is_whole else "",
        recipient=row.recipient,
        purpose=row.purpose,
        expires_at=row.expires_at,
        checked_at=now,
        certificates=said if is_whole else [_partly(one) for one in said],
    )


def _partly(said: Said) -> Said:
    """Return what is said of a certificate without what would let it be looked up."""
    return replace(said, number="", holder="", replaced_by="")


def _lines(rows: Sequence[Share], actor: Actor, now: datetime) -> list[ShareLine]:
    people = persons.brief(row.person_id for row in rows)
    titles, counts = _titles(rows), _counts(rows)
    return [_line(row, people[row.person_id].name, titles, counts, actor, now) for row in rows]


def _line(
    row: Share,
    holder: str,
    titles: Mapping[int, Sequence[str]],
    counts: Mapping[int, int],
    actor: Actor,
    now: datetime,
) -> ShareLine:
    state = State(row.state)
    if state in RUNNING and row.expires_at <= now:
        state = State.EXPIRED
    is_own = row.person_id == actor.person_id
    return ShareLine(
        uid=row.uid,
        holder=holder,
        is_own=is_own,
        state=state,
        recipient=row.recipient,
        purpose=row.purpose,
        certificates=titles.get(row.pk, ()),
        made_at=row.made_at,
        expires_at=row.expires_at,
        opened=counts.get(row.pk, 0),
        extent=Extent(row.extent),
        is_registered=row.party_id is not None,
        may_present=state is State.OPEN,
        may_withdraw=state in RUNNING,
        may_consent=state is State.AWAITING and not is_own,
    )


def _titles(rows: Iterable[Share]) -> dict[int, list[str]]:
    items = ShareItem.objects.filter(share__in=[row.pk for row in rows]).order_by("pk")
    found: dict[int, list[str]] = {}
    for share_id, name in items.values_list(
        "share_id", "certificate__certificate_type__short_name"
    ):
        found.setdefault(share_id, []).append(name)
    return found


def _counts(rows: Iterable[Share]) -> dict[int, int]:
    found = Opening.objects.filter(share__in=[row.pk for row in rows]).values("share_id")
    counted = found.annotate(count=Count("pk")).order_by("share_id")
    return {one["share_id"]: one["count"] for one in counted}
