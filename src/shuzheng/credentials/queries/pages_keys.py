"""Signing keys as staff and the public see them: who signs with what since when, and what changes.

What a newcomer would get wrong: a theft takes nothing away from what the log held before it, so the
figures here count by the place in the log and never by the day on a certificate.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.models import (
    BEYOND_THEFT,
    Certificate,
    IssuerKey,
    KeyChange,
    RsaKey,
    Sm2Key,
)
from shuzheng.credentials.queries import publisher
from shuzheng.credentials.rules.keys import Kind, Standing, State, standing
from shuzheng.credentials.rules.status import State as CertificateState
from shuzheng.foundation import facts
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import feed, organisations, persons
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.identity.queries.feed import FactLine
    from shuzheng.kernel.actor import Actor

VIEWS = ("all", "current", "ended", "open")
FIELDS = {"organisation": "organisation__name", "since": "valid_from", "until": "valid_until"}


@dataclass(frozen=True, slots=True)
class Second:
    """A key for SM2 or RSA beside a signing key, from `since` to before `until` (None: in use).

    `public` is the Multikey of the one, the thumbprint of the other.
    """

    public: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One key. `until` is when it ended, `stolen_at` since when it is in strange hands.

    `token` is the label of the token that holds its private part, "" where that lies sealed. `sm2`
    are the keys for SM2 in its time, `rsa` those for RSA, in their order; the last one may be in
    use.
    """

    id: int
    organisation: str
    code: str
    did: str
    multikey: str
    since: datetime
    until: datetime | None
    stolen_at: datetime | None
    entries: int | None
    token: str
    standing: Standing
    is_changing: bool
    sm2: tuple[Second, ...]
    rsa: tuple[Second, ...]

    @property
    def signs_sm2(self) -> bool:
        """Return whether a key for SM2 is in use beside it."""
        return any(one.until is None for one in self.sm2)

    @property
    def signs_rsa(self) -> bool:
        """Return whether an RSA key is in use beside it."""
        return any(one.until is None for one in self.rsa)


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal to end a key; made by the reader (`is_own`) or the reader's party (`is_ours`)."""

    id: int
    kind: Kind
    state: State
    reason: str
    answer: str
    since: datetime | None
    proposed_by: str
    proposed_for: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    is_own: bool
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open proposal: whose key it is about, and which; None where it is still to be made."""

    owner: str
    line: Line | None
    change: Change


@dataclass(frozen=True, slots=True)
class First:
    """The province's first key while there is none: the open proposal, and what one may do."""

    owner: str
    proposal: Change | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """How many certificates stay good when a key ends, and how many verify no longer."""

    stays: int
    falls: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One key with its changes, newest first, and what the actor may do with it.

    `signed` certificates carry its signature; of these `lost` verify no longer, and `waiting` of
    those are still to be replaced. `records` whole records carry that of the province. `sm2_barred`
    and `rsa_barred` say why no key for SM2 or RSA can be made, "" if it can.
    """

    line: Line
    signed: int
    records: int
    lost: int
    waiting: int
    proposal: Change | None
    changes: tuple[Change, ...]
    facts: tuple[FactLine, ...]
    may: frozenset[str]
    sm2_barred: str
    rsa_barred: str


def lines(actor: Actor, wish: listing.Wish) -> listing.Found[Line]:
    """Return one page of the keys within reach."""
    rows = _chosen(actor, wish.view).order_by(*wish.order(FIELDS))
    found = listing.cut(rows, wish)
    return listing.Found(_lines(found.rows), found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many keys each view holds, except all of them."""
    return {view: _chosen(actor, view).count() for view in VIEWS if view != "all"}


def published() -> list[Line]:
    """Return every key for anybody to read: they are public, and so is how each one ended."""
    rows = IssuerKey.objects.order_by("organisation__name", "-pk")
    return _lines(_changing(rows))


def detail(key_id: int, actor: Actor) -> Detail:
    """Return one key within reach, with what the actor may do with it now."""
    row = access.key(key_id, actor, Permission.KEY_VIEW)
    lost = row.certificates.filter(BEYOND_THEFT)
    changes = _changes(row.changes.order_by("-pk"), actor)
    subjects = [facts.name_of(row), *(facts.name_of(one) for one in row.changes.all())]
    return Detail(
        line=_lines(_changing(IssuerKey.objects.filter(pk=row.pk)))[0],
        signed=row.certificates.count(),
        records=row.records.count(),
        lost=lost.count(),
        waiting=lost.filter(state=CertificateState.ISSUED).count(),
        proposal=next((one for one in changes if one.state is State.PROPOSED), None),
        changes=changes,
        facts=tuple(feed.of(subjects)),
        may=frozenset(one.value for one in Permission if actor.may(one)),
        sm2_barred="" if holder.takes_sealed() else holder.Sm2OutsideToken.template,
        rsa_barred="" if holder.takes_sealed() else holder.RsaOutsideToken.template,
    )


def proposal(change_id: int, actor: Actor, permission: Permission) -> Proposal:
    """Return an open proposal with its key, for an actor with `permission`."""
    row = access.key_change(change_id, actor, permission)
    lines = _lines(_changing(IssuerKey.objects.filter(changes=row)))
    owner = organisations.brief([row.organisation_id])[row.organisation_id].name
    return Proposal(owner, lines[0] if lines else None, _changes([row], actor)[0])


def first(actor: Actor) -> First | None:
    """Return how the province's first key stands; None once it is made, or out of reach."""
    if not access.covers_province(actor):
        return None
    party = publisher.organisation()
    if IssuerKey.objects.filter(organisation_id=party.id).exists():
        return None
    rows = access.key_changes(actor).filter(organisation_id=party.id, kind=Kind.FIRST)
    return First(
        party.name,
        next(iter(_changes(rows.filter(state=State.PROPOSED), actor)), None),
        frozenset(one.value for one in Permission if actor.may(one)),
    )


def effect(line: Line, one: Change) -> Effect:
    """Return what confirming a proposal about a key would do."""
    rows = Certificate.objects.filter(key_id=line.id)
    if one.since is None:
        return Effect(rows.count(), 0)
    stays = rows.filter(log_index__lt=heads.size_at(one.since)).count()
    return Effect(stays, rows.count() - stays)


def waiting(actor: Actor) -> int:
    """Return how many proposals wait for the actor's decision: not those of the actor."""
    if not actor.may(Permission.KEY_CONFIRM):
        return 0
    rows = access.key_changes(actor).filter(state=State.PROPOSED)
    return rows.exclude(proposed_by_id=actor.person_id).count()


def to_replace(actor: Actor) -> int:
    """Return how many certificates the actor's organisation has to replace after a theft."""
    if not actor.may(Permission.CERTIFICATE_MEND):
        return 0
    rows = access.changeable(actor).filter(BEYOND_THEFT, state=CertificateState.ISSUED)
    return rows.count()


def _chosen(actor: Actor, view: str) -> QuerySet[IssuerKey]:
    rows = _changing(access.keys(actor))
    if view == "current":
        return rows.filter(valid_until=None)
    if view == "ended":
        return rows.exclude(valid_until=None)
    if view == "open":
        return rows.filter(changes__state=State.PROPOSED)
    return rows


def _changing(rows: QuerySet[IssuerKey]) -> QuerySet[IssuerKey]:
    """Return keys that know whether a proposal about them is open."""
    proposed = KeyChange.objects.filter(key=OuterRef("pk"), state=State.PROPOSED)
    return rows.annotate(is_changing=Exists(proposed))


def _lines(rows: Iterable[IssuerKey]) -> list[Line]:
    rows = list(rows)
    parties = organisations.brief({row.organisation_id for row in rows})
    beside: defaultdict[int, list[Second]] = defaultdict(list)
    for one in Sm2Key.objects.filter(key__in=[row.pk for row in rows]).order_by("pk"):
        beside[one.key_id].append(Second(one.multikey, one.valid_from, one.valid_until))
    rsa: defaultdict[int, list[Second]] = defaultdict(list)
    for other in RsaKey.objects.filter(key__in=[row.pk for row in rows]).order_by("pk"):
        rsa[other.key_id].append(Second(other.thumbprint, other.valid_from, other.valid_until))
    return [
        Line(
            id=row.pk,
            organisation=parties[row.organisation_id].name,
            code=parties[row.organisation_id].code,
            did=row.did,
            multikey=row.multikey,
            since=row.valid_from,
            until=row.valid_until,
            stolen_at=row.compromised_at,
            entries=row.compromised_size,
            token=row.token,
            standing=standing(row.valid_until, row.compromised_at),
            is_changing=row.is_changing,  # type: ignore[attr-defined]
            sm2=tuple(beside[row.pk]),
            rsa=tuple(rsa[row.pk]),
        )
        for row in rows
    ]


def _changes(rows: Iterable[KeyChange], actor: Actor) -> tuple[Change, ...]:
    rows = list(rows)
    names = persons.brief({row.proposed_by_id for row in rows} | {_decider(row) for row in rows})
    parties = organisations.brief({row.proposed_by_organisation_id for row in rows})

    def name(person_id: int) -> str:
        return names[person_id].name if person_id in names else ""

    def party(organisation_id: int) -> str:
        return parties[organisation_id].name if organisation_id in parties else ""

    return tuple(
        Change(
            id=row.pk,
            kind=Kind(row.kind),
            state=State(row.state),
            reason=row.reason,
            answer=row.answer,
            since=row.since,
            proposed_by=name(row.proposed_by_id),
            proposed_for=party(row.proposed_by_organisation_id),
            proposed_at=row.proposed_at,
            decided_by=name(_decider(row)),
            decided_at=row.decided_at,
            is_own=row.proposed_by_id == actor.person_id,
            is_ours=row.proposed_by_organisation_id == actor.organisation_id,
        )
        for row in rows
    )


def _decider(row: KeyChange) -> int:
    return row.decided_by_id or 0
