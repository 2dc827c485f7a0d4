"""Draws as pages show them, as strangers compute them again, and whether they are whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import draws as core
from shuzheng.transparency.core import leaves
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.core.draws.document import FORMAT, Kind, words
from shuzheng.transparency.models import Draw, DrawShare, Entry
from shuzheng.transparency.queries import evidence
from shuzheng.transparency.rules.draw import (
    COMMITTING,
    DRAW,
    FAULTS,
    OVER,
    PARTIES,
    Fault,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID


class NoSuchDraw(Refusal):
    """No draw has this id."""

    code = "no-such-draw"
    status = 404
    template = "There is no such draw."


@dataclass(frozen=True, slots=True)
class ShareView:
    """What one party brought; `secret` is empty until it is shown, `kept` if by the platform."""

    party: Party
    name: str
    organisation_id: int
    commitment: str
    committed_at: datetime
    committed_index: int
    kept: bool
    secret: str
    revealed_at: datetime | None
    revealed_index: int | None

    @property
    def label(self) -> str:
        """Return the party in words, to be translated."""
        return PARTIES[self.party]


@dataclass(frozen=True, slots=True)
class DrawView:
    """A draw as anybody may see it; indices are places in the log."""

    uid: UUID
    kind: str
    subject: str
    title: str
    state: State
    fault: Fault | None
    opened_at: datetime
    opened_index: int
    commit_by: datetime
    digest: str
    frozen_at: datetime | None
    frozen_index: int | None
    reveal_by: datetime | None
    seed: str
    ended_at: datetime | None
    voided_index: int | None
    alone_index: int | None
    shares: tuple[ShareView, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing happens to it any more."""
        return self.state in OVER

    @property
    def due(self) -> datetime | None:
        """Return by when the next step has to be done; None when the draw is over."""
        if self.is_over:
            return None
        return self.commit_by if self.state in COMMITTING else self.reveal_by

    @property
    def label(self) -> str:
        """Return the state in words, to be translated."""
        return DRAW.labels[self.state]

    @property
    def why(self) -> str:
        """Return in words why the draw is void, to be translated; empty where it is not."""
        return FAULTS[self.fault] if self.fault else ""

    def missing(self) -> tuple[Party, ...]:
        """Return the parties whose next step is missing."""
        if self.state in COMMITTING:
            done = {share.party for share in self.shares}
        else:
            done = {share.party for share in self.shares if share.secret}
        return tuple(party for party in Party if party not in done)


def newest_for(kind: str, subject: str) -> DrawView | None:
    """Return the newest draw for a thing, if there was one."""
    row = Draw.objects.filter(kind=kind, subject=subject).order_by("-pk").first()
    return _view(row) if row else None


def by_uid(uid: UUID) -> DrawView:
    """Return a draw, or refuse."""
    row = Draw.objects.filter(uid=uid).first()
    if row is None:
        raise NoSuchDraw
    return _view(row)


def recent(count: int) -> tuple[DrawView, ...]:
    """Return the newest draws of all kinds, newest first."""
    rows = Draw.objects.prefetch_related("shares").order_by("-pk")[:count]
    return tuple(_view(row) for row in rows)


def waiting(kind: str) -> tuple[DrawView, ...]:
    """Return the draws of a kind that are not over, the most urgent first."""
    rows = Draw.objects.filter(kind=kind).exclude(state__in=OVER).prefetch_related("shares")
    return tuple(_view(row) for row in rows.order_by("commit_by", "pk"))


def overdue(kind: str, now: datetime) -> tuple[str, ...]:
    """Return what the draws of a kind are about that missed a deadline."""
    return tuple(one.subject for one in waiting(kind) if one.due is not None and now > one.due)


def document(uid: UUID, *, whole: bool = False, outcome: object = None) -> dict[str, Any]:
    """Return the document of a draw (docs/draws.md), with what was drawn from if `whole`."""
    row = Draw.objects.filter(uid=uid).first()
    if row is None:
        raise NoSuchDraw
    entries = Entry.objects.filter(index__in=_places(row)).order_by("index")
    made: dict[str, Any] = {
        "format": FORMAT,
        "entries": [_entry(index, leaf) for index, leaf in entries.values_list("index", "leaf")],
    }
    if row.seed:
        made["seed"] = row.seed
    if whole and row.digest and row.blind:
        made |= {"blind": row.blind, "inputs": row.inputs}
        if outcome is not None:
            made["outcome"] = outcome
    return made


def faults() -> Iterator[str]:
    """Yield every place where a draw is not what the log says of it, in words."""
    for row in Draw.objects.prefetch_related("shares").order_by("pk").iterator(chunk_size=200):
        said = _said(row)
        entries = Entry.objects.filter(index__in=said).values_list("index", "leaf")
        found = {index: leaves.parse(leaf.encode()) for index, leaf in entries}
        for index, (kind, text) in said.items():
            if found.get(index) != leaves.Statement(kind, words=text):
                yield f"entry {index} does not say what stands of the draw {row.uid}"
        yield from _hash_faults(row)


def _hash_faults(row: Draw) -> Iterator[str]:
    draw, blind = row.uid.bytes, bytes.fromhex(row.blind)
    if row.digest and blind and core.inputs_digest(draw, blind, row.inputs).hex() != row.digest:
        yield f"the inputs of the draw {row.uid} are not those that were frozen"
    shown = {}
    for share in row.shares.all():
        if share.secret:
            secret = shown[Party(share.party)] = bytes.fromhex(share.secret)
            if core.commitment(draw, Party(share.party), secret).hex() != share.commitment:
                yield f"the secret of the {share.party} of the draw {row.uid} does not fit"
    if (
        row.seed
        and row.alone_index is None
        and (
            len(shown) < len(Party)
            or core.seed(draw, bytes.fromhex(row.digest), shown).hex() != row.seed
        )
    ):
        yield f"the seed of the draw {row.uid} does not follow from its secrets"


def _said(row: Draw) -> Mapping[int, tuple[str, str]]:
    """Return, by place, the kind and words of every entry that this draw has made."""
    draw = row.uid.bytes
    said = {}
    if row.blind:
        blind_hash = core.blind_hash(draw, bytes.fromhex(row.blind)).hex()
        said[row.opened_index] = (Kind.OPENED, words(draw, row.kind, blind_hash))
    if row.alone_index is not None:
        said[row.alone_index] = (Kind.ALONE, words(draw, row.digest, row.seed))
    elif row.frozen_index is not None:
        said[row.frozen_index] = (Kind.FROZEN, words(draw, row.digest))
    if row.voided_index is not None:
        said[row.voided_index] = (Kind.VOIDED, words(draw, row.fault))
    for one in row.shares.all():
        said[one.committed_index] = (Kind.COMMITTED, words(draw, one.party, one.commitment))
        if one.revealed_index is not None:
            said[one.revealed_index] = (Kind.REVEALED, words(draw, one.party, one.secret))
    return {index: (str(kind), text) for index, (kind, text) in said.items()}


def _places(row: Draw) -> set[int]:
    places = {row.opened_index, row.frozen_index, row.voided_index, row.alone_index}
    for share in row.shares.all():
        places |= {share.committed_index, share.revealed_index}
    return {index for index in places if index is not None}


def _entry(index: int, leaf: str) -> dict[str, Any]:
    said = leaves.parse(leaf.encode())
    made = {"index": index, "kind": said.kind, "words": said.words}
    try:
        made["proof"] = str(evidence.inclusion(index).proof)
    except evidence.NotYetPublished:
        return made
    return made


def _view(row: Draw) -> DrawView:
    return DrawView(
        uid=row.uid,
        kind=row.kind,
        subject=row.subject,
        title=row.title,
        state=State(row.state),
        fault=Fault(row.fault) if row.fault else None,
        opened_at=row.opened_at,
        opened_index=row.opened_index,
        commit_by=row.commit_by,
        digest=row.digest,
        frozen_at=row.frozen_at,
        frozen_index=row.frozen_index,
        reveal_by=row.reveal_by,
        seed=row.seed,
        ended_at=row.ended_at,
        voided_index=row.voided_index,
        alone_index=row.alone_index,
        shares=tuple(_share(one) for one in sorted(row.shares.all(), key=lambda one: one.party)),
    )


def _share(row: DrawShare) -> ShareView:
    return ShareView(
        party=Party(row.party),
        name=row.name,
        organisation_id=row.organisation_id,
        commitment=row.commitment,
        committed_at=row.committed_at,
        committed_index=row.committed_index,
        kept=bool(row.secret_sealed),
        secret=row.secret,
        revealed_at=row.revealed_at,
        revealed_index=row.revealed_index,
    )
