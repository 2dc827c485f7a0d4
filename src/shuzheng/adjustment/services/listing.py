"""Hear the experts, and write the list that a year's review proposes.

Rules: R-230, R-231, R-232. The ranking has written the first list; experts change it with reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.models import Addition, ListLine, Review
from shuzheng.adjustment.queries import documents
from shuzheng.adjustment.rules import proposal
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.proposal import Fate, Ground, Line
from shuzheng.adjustment.rules.review import REVIEW, WRITABLE, State, Verb
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.adjustment.rules.ranking import Ranking
    from shuzheng.kernel.actor import Actor


class ListClosed(Refusal):
    """The list is written after the experts were heard, until it is proposed."""

    code = "review-list-closed"
    status = 409
    template = "The list can be changed after the experts were heard and before it is proposed."
    rule = "R-230"


class NoSuchAddition(Refusal):
    """The list adds nothing of this kind."""

    code = "no-such-addition"
    status = 404
    template = "The list has no such addition."


@applies("R-230")
@transaction.atomic
def hear(
    pk: int,
    heard_on: date,
    experts: Sequence[str],
    opinion: str,
    *,
    minutes_id: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Record what the experts say of the ranking, with their signed minutes."""
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    REVIEW.after(State(row.state), Verb.HEAR)
    today = periods.day(now)
    rules.check_heard(heard_on, row.ranked_on or today, today)
    moved = moves.move(
        row,
        REVIEW,
        Verb.HEAR,
        heard_on=heard_on,
        experts=list(experts),
        opinion=opinion,
        minutes_id=minutes_id,
    )
    facts.record("adjustment.review.heard", row, actor=actor, now=now, moved=moved)


@applies("R-230", "R-231")
@transaction.atomic
def change(pk: int, code: str, fate: Fate, reason: str, *, actor: Actor, now: datetime) -> None:
    """Say of one certificate what the list does with it; a departure needs the experts' reason."""
    row = _writable(pk, actor)
    line = proposal.changed(code, fate, reason.strip(), _ranking(row))
    key = certificates.ids_of([code])[code]
    if line.fate is Fate.KEEP and line.ground is Ground.RANK:
        ListLine.objects.filter(review=row, certificate_type_id=key).delete()
    else:
        ListLine.objects.update_or_create(
            review=row,
            certificate_type_id=key,
            defaults={"fate": line.fate, "ground": line.ground, "reason": line.reason},
        )
    facts.record("adjustment.line.changed", row, actor=actor, now=now, code=code, fate=fate.value)


@applies("R-232")
@transaction.atomic
def add(
    pk: int, name: str, field: str, grounds: str, *, code: str = "", actor: Actor, now: datetime
) -> int:
    """Put a certificate of an emerging field on the list; `code` where the catalogue has it."""
    row = _writable(pk, actor)
    kind = certificates.by_code(code) if code else None
    if code and kind is None:
        raise proposal.NotInCut(code=code)
    said = kind.name if kind else "".join(name.split())
    proposal.check_addition(said, _taken(row))
    try:
        with transaction.atomic():
            made = Addition.objects.create(
                review=row,
                certificate_type_id=kind.id if kind else None,
                name=said,
                field=field,
                grounds=grounds,
            )
    except IntegrityError:
        raise proposal.AddedAlready(name=said) from None
    facts.record("adjustment.addition.made", row, actor=actor, now=now, name=said)
    return made.pk


@applies("R-232")
@transaction.atomic
def remove(pk: int, addition: int, *, actor: Actor, now: datetime) -> None:
    """Take an addition off the list again."""
    row = _writable(pk, actor)
    found = Addition.objects.filter(pk=addition, review=row).first()
    if found is None:
        raise NoSuchAddition
    found.delete()
    facts.record("adjustment.addition.removed", row, actor=actor, now=now, name=found.name)


@applies("R-230", "R-231")
@transaction.atomic
def propose(pk: int, *, actor: Actor, now: datetime) -> None:
    """Propose the list as it stands; whoever does prepares it, and another puts it on show."""
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    lines = lines_of(row)
    proposal.check(lines, _ranking(row))
    moved = moves.move(
        row, REVIEW, Verb.PROPOSE, proposed_on=periods.day(now), prepared_by=actor.person_id
    )
    facts.record(
        "adjustment.review.proposed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        dropped=sum(line.fate is Fate.DROP for line in lines),
        watched=sum(line.fate is Fate.WATCH for line in lines),
        added=row.additions.count(),
    )


def lines_of(row: Review) -> list[Line]:
    """Return the list of a review, by code."""
    rows = ListLine.objects.filter(review=row).order_by("certificate_type__code")
    return [
        Line(one.certificate_type.code, Fate(one.fate), Ground(one.ground), one.reason)
        for one in rows.select_related("certificate_type")
    ]


def _writable(pk: int, actor: Actor) -> Review:
    """Fetch a review whose list can be changed, and keep it so until the act is done."""
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    held = Review.objects.filter(pk=row.pk, state__in=sorted(WRITABLE))
    if not held.update(state=row.state):
        raise ListClosed
    return row


def _ranking(row: Review) -> Ranking:
    found = documents.frozen(row)
    if found is None:
        raise ListClosed
    return found.ranking


def _taken(row: Review) -> frozenset[str]:
    found = documents.frozen(row)
    in_use = {one.name for one in found.cut.certificates} if found else set()
    return frozenset("".join(name.split()) for name in in_use)
