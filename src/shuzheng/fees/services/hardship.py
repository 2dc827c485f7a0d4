"""Claim hardship, import a list of it, verify, refuse, appeal; and what follows for fees.

Rule: R-128. Source: handbook 3.17. A claim covers the whole status year in which it is handed in,
so a proof that comes late counts for registrations before it. Every decision settles the person's
fees again. Facts name the claim, never its kind, and no person: not as a subject, and a learner
not even as the one who acted.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import HardshipClaim
from shuzheng.fees.rules import hardship as rules
from shuzheng.fees.rules.hardship import State, Verb
from shuzheng.fees.services import settlements
from shuzheng.foundation import facts, moves, rulebooks, sealing
from shuzheng.identity.queries import enrolments
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, Actor, Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

AT_ONCE = 1_000
CLOSED = (State.REFUSED, State.REFUSED_FINALLY)
DECIDABLE = (State.CLAIMED, State.IMPORTED)


class NotEnrolled(Refusal):
    """Students claim at the institution where they study."""

    code = "claim-not-enrolled"
    template = "Only students of an institution can claim this."
    rule = "R-128"


class NotYourWard(Refusal):
    """Nobody claims for a stranger."""

    code = "claim-not-your-ward"
    status = 404
    template = "You can claim for yourself or for your own child only."
    rule = "R-128"


class ClaimStands(Refusal):
    """One claim a year stands at a time."""

    code = "claim-stands"
    status = 409
    template = "A claim for this school year is open or has been granted."
    rule = "R-128"


class ProofMissing(Refusal):
    """A claim rests on a proof."""

    code = "claim-proof-missing"
    template = "Add a photo or scan of the proof."
    rule = "R-128"


class AnswerMissing(Refusal):
    """A refusal says why, an appeal says what was overlooked."""

    code = "claim-answer-missing"
    template = "Say why, in a sentence."
    rule = "R-128"


class NotInList(Refusal):
    """A list names students of the institution that imports it."""

    code = "list-not-enrolled"
    template = "Line {line}: this person does not study here."
    rule = "R-128"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list of hardship: who, and of which recognised kind."""

    person_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of a list: how many are new, and how many stood already."""

    new: int
    known: int


@applies("R-128")
@transaction.atomic
def lodge(person_id: int, kind: str, proof_id: int | None, *, actor: Actor, now: datetime) -> int:
    """Hand in a claim for oneself or one's ward, with its proof; returns its id."""
    if actor.reach is not Reach.SELF or person_id not in access.self_and_wards(actor):
        raise NotYourWard
    actor.require(Permission.HARDSHIP_CLAIM)
    today, book = periods.day(now), rulebooks.current()
    enrolled = enrolments.current([person_id]).get(person_id)
    if enrolled is None:
        raise NotEnrolled
    checked = rules.check_kind(kind, today, book)
    if proof_id is None:
        raise ProofMissing
    row = _claim(person_id, enrolled.organisation_id, checked, State.CLAIMED, today)
    row.proof_id = proof_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ClaimStands from None
    settlements.settle_again([person_id], actor=_unnamed(actor), now=now)
    facts.record(
        "fees.claim.lodged",
        row,
        actor=_unnamed(actor),
        now=now,
        personal={"person": actor.person_id},
    )
    return row.pk


@applies("R-128")
@transaction.atomic
def import_list(rows: Sequence[ListRow], *, actor: Actor, now: datetime) -> Listed:
    """Import the aid office's list of the status year for the actor's institution.

    A fixed number of statements for each thousand lines. A person whose claim stands already is
    left as he or she is; a person who does not study here refuses the list, naming the line.
    """
    actor.require(Permission.HARDSHIP_IMPORT)
    here, today, book = actor.organisation_id, periods.day(now), rulebooks.current()
    enrolled = enrolments.current((row.person_id for row in rows), here)
    fresh: dict[int, HardshipClaim] = {}
    standing = _standing([row.person_id for row in rows], here, _year(today)[0])
    for line, row in enumerate(rows, start=1):
        if row.person_id not in enrolled:
            raise NotInList(line=line)
        kind = rules.check_kind(row.kind, today, book)
        if row.person_id not in standing:
            fresh.setdefault(
                row.person_id, _claim(row.person_id, here, kind, State.IMPORTED, today)
            )
    made = HardshipClaim.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
    settlements.settle_again([one.person_id for one in made], actor=actor, now=now)
    if made:
        facts.record(
            "fees.claims.imported",
            made[0],
            actor=actor,
            now=now,
            passages=(facts.Passage(facts.name_of(one), "", State.IMPORTED) for one in made),
            count=len(made),
        )
    return Listed(new=len(made), known=len({row.person_id for row in rows}) - len(made))


@applies("R-128")
@transaction.atomic
def verify(claim_ids: Sequence[int], *, actor: Actor, now: datetime) -> int:
    """Verify claims after looking at their proofs; returns how many were open and are granted.

    They count for the whole status year, at once, and fees are settled again.
    """
    actor.require(Permission.HARDSHIP_DECIDE)
    reachable = access.claims(actor).filter(pk__in=list(claim_ids))
    if reachable.count() != len(set(claim_ids)):
        raise access.NoSuchClaim
    rows = list(reachable.filter(state__in=DECIDABLE).order_by("pk"))
    _grant(rows, actor=actor, now=now)
    return len(rows)


@applies("R-128")
@transaction.atomic
def refuse(claim_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Refuse a claim with the reason, which the candidate reads; an appeal is open."""
    row = access.claim(claim_id, actor, Permission.HARDSHIP_DECIDE)
    moved = moves.move(
        row,
        rules.HARDSHIP,
        Verb.REFUSE,
        answer_sealed=_sealed(row, "answer", reason),
        decided_on=periods.day(now),
    )
    settlements.settle_again([row.person_id], actor=actor, now=now)
    facts.record("fees.claim.refused", row, actor=actor, now=now, moved=moved)


@applies("R-128")
@transaction.atomic
def appeal(claim_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Appeal to the coordination office against a refusal; no fee is asked meanwhile."""
    row = access.claim(claim_id, actor, Permission.HARDSHIP_CLAIM)
    try:
        with transaction.atomic():
            moved = moves.move(
                row, rules.HARDSHIP, Verb.APPEAL, appeal_sealed=_sealed(row, "appeal", reason)
            )
    except IntegrityError:
        raise ClaimStands from None
    settlements.settle_again([row.person_id], actor=_unnamed(actor), now=now)
    facts.record(
        "fees.claim.appealed",
        row,
        actor=_unnamed(actor),
        now=now,
        moved=moved,
        personal={"person": actor.person_id},
    )


@applies("R-128")
@transaction.atomic
def uphold(claim_id: int, *, actor: Actor, now: datetime) -> None:
    """Grant an appeal: the claim counts for its status year."""
    row = access.claim(claim_id, actor, Permission.HARDSHIP_HEAR)
    rules.HARDSHIP.after(State(row.state), Verb.VERIFY)
    _grant([row], actor=actor, now=now)


@applies("R-128")
@transaction.atomic
def dismiss(claim_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Dismiss an appeal with the reason; the claim is refused for good."""
    row = access.claim(claim_id, actor, Permission.HARDSHIP_HEAR)
    moved = moves.move(
        row,
        rules.HARDSHIP,
        Verb.DISMISS,
        answer_sealed=_sealed(row, "answer", reason),
        decided_on=periods.day(now),
    )
    settlements.settle_again([row.person_id], actor=actor, now=now)
    facts.record("fees.claim.dismissed", row, actor=actor, now=now, moved=moved)


@applies("R-128")
@transaction.atomic
def lapse(*, now: datetime) -> int:
    """Let the status of years that are over lapse; returns how many. Safe to run again.

    A lapsed one still covers the days on which it was valid.
    """
    over = HardshipClaim.objects.filter(state=State.VALID, until__lt=periods.day(now))
    rows = list(over.order_by("pk"))
    if rows:
        moves.move_all(
            HardshipClaim.objects.filter(pk__in=[row.pk for row in rows]),
            rules.HARDSHIP,
            State.VALID,
            Verb.LAPSE,
        )
        _record_all("fees.claims.lapsed", rows, State.LAPSED, CLOCK, now)
    return len(rows)


def _grant(rows: Sequence[HardshipClaim], *, actor: Actor, now: datetime) -> None:
    """Verify these claims and make them valid for their year, then settle fees again."""
    if not rows:
        return
    here = HardshipClaim.objects.filter(pk__in=[row.pk for row in rows])
    moved = sum(
        moves.move_all(here, rules.HARDSHIP, source, Verb.VERIFY, decided_on=periods.day(now))
        for source in rules.HARDSHIP.sources(Verb.VERIFY)
    )
    if moved != len(rows):
        raise moves.MovedMeanwhile
    moves.move_all(here, rules.HARDSHIP, State.VERIFIED, Verb.ACKNOWLEDGE)
    settlements.settle_again([row.person_id for row in rows], actor=actor, now=now)
    _record_all("fees.claims.verified", rows, State.VALID, actor, now)


def _unnamed(actor: Actor) -> Actor:
    """Return a learner without name and school, for the record.

    Facts by a school's people are news to all its staff, and auditors read who did what; who
    claimed lies sealed beside the fact.
    """
    return Actor(0, 0, 0, actor.role, actor.permissions, actor.reach)


def _year(today: date) -> tuple[date, date]:
    """Return the first and the last day of the status year in which `today` lies."""
    book = rulebooks.current()
    until = rules.year_end_on(today, book)
    before = rules.year_end_on(until - timedelta(days=366), book)
    return before + timedelta(days=1), until


def _claim(
    person_id: int, institution_id: int, kind: rules.Kind, state: State, today: date
) -> HardshipClaim:
    since, until = _year(today)
    row = HardshipClaim(
        uid=uuid.uuid4(),
        person_id=person_id,
        institution_id=institution_id,
        state=state,
        since=since,
        until=until,
        lodged_on=today,
    )
    row.kind_sealed = sealing.seal(kind, row.place())
    return row


def _standing(person_ids: Sequence[int], institution_id: int, since: date) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(person_ids), AT_ONCE):
        rows = HardshipClaim.objects.filter(
            person_id__in=person_ids[start : start + AT_ONCE],
            institution_id=institution_id,
            since=since,
        ).exclude(state__in=CLOSED)
        found.update(rows.values_list("person_id", flat=True))
    return found


def _sealed(row: HardshipClaim, field: str, text: str) -> str:
    if not text.strip():
        raise AnswerMissing
    return sealing.seal(text.strip(), row.place(field))


def _record_all(
    verb: str,
    rows: Sequence[HardshipClaim],
    target: State,
    actor: Actor,
    now: datetime,
) -> None:
    facts.record(
        verb,
        rows[0],
        actor=actor,
        now=now,
        passages=(facts.Passage(facts.name_of(row), row.state, target) for row in rows),
        count=len(rows),
    )
