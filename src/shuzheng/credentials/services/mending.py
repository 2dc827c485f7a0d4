"""Replace a certificate by a corrected one; print a lost one again.

Rules: R-109 (one live certificate to a result; the number of the old one is not used again and
points to the new one), R-115 (correction is a right). Source: handbook 3.8. The new certificate is
signed from what the register says now, so a name is corrected there first, by the office and on
proof; nothing is typed on a certificate. By `succeed` a certificate also comes back whose
revocation was overturned on appeal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.queries import results
from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.models import BEYOND_THEFT, Certificate
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import Mend, State, Verb
from shuzheng.credentials.services import issuing, keys, status
from shuzheng.foundation import facts, files, moves
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.queries.results import IssuableResult
    from shuzheng.kernel.actor import Actor


class ResultNotClosed(Refusal):
    """A corrected certificate needs what every certificate needs."""

    code = "replacement-not-possible"
    status = 409
    template = "The result cannot be certified now: a review or a case of the holder is open."
    rule = "R-109"


@dataclass(frozen=True, slots=True)
class Succession:
    """A certificate that took the place of another one, and how that one moved."""

    number: str
    moved: tuple[State, State]
    passage: facts.Passage


@applies("R-109", "R-115")
@transaction.atomic
def replace(
    number: str, mend: Mend, reason: str, proof_id: int | None, *, actor: Actor, now: datetime
) -> str:
    """Replace a certificate in force by one with what the register says now; returns its number.

    `proof_id` names the stored document that the correction rests on; only where the key was stolen
    there is none. Refuses without a reason, while a revocation is proposed, to correct a name that
    the register has unchanged, and on account of a key that was not stolen by then.
    """
    # Before any row: issuing takes the lock before the series of numbers, which this needs too.
    facts.lock_chain()
    row = access.issued_by(number, actor, Permission.CERTIFICATE_MEND)
    words = rules.require_reason(reason)
    status.require_undisputed(row)
    rules.CERTIFICATE.after(State(row.state), Verb.REPLACE)
    one = closed(row, now)
    rules.check_correction(
        mend,
        row.holder,
        one.holder_name,
        key_lost=Certificate.objects.filter(BEYOND_THEFT, pk=row.pk).exists(),
        has_proof=proof_id is not None,
    )
    made = succeed(row, one, Verb.REPLACE, mend.value, actor=actor, now=now)
    status.explain(
        row, Verb.REPLACE, words, ground=mend.value, proof_id=proof_id, actor=actor, now=now
    )
    facts.record(
        "credentials.certificate.replaced",
        row,
        actor=actor,
        now=now,
        moved=made.moved,
        passages=[made.passage],
        ground=mend.value,
    )
    return made.number


def succeed(
    row: Certificate, one: IssuableResult, verb: Verb, ground: str, *, actor: Actor, now: datetime
) -> Succession:
    """Put a new certificate of the same result in the place of one; part of an act.

    It is signed with the key of the organisation that issued the old one. The act holds the lock of
    the fact chain; `one` is that result, still fit for a certificate (`closed`).
    """
    moved = moves.move(row, rules.CERTIFICATE, verb, state_since=now, state_ground=ground)
    status.commit(row, now)
    key = keys.for_issuing(row.organisation_id, actor=actor, now=now)
    [made] = issuing.store([one], key, now=now)
    new = Certificate.objects.filter(pk=made)
    new.update(replaces=row, first_issued_on=row.first_issued_on)
    passage = facts.Passage(f"credentials.certificate:{made}", "", State.ISSUED)
    return Succession(new.values_list("number", flat=True).get(), moved, passage)


def closed(row: Certificate, now: datetime) -> IssuableResult:
    """Return the result of a certificate, which must still be fit for one."""
    key, here = row.result.registration_id, row.organisation_id
    found = results.issuable(
        row.plan_id, organisation_id=here, today=periods.day(now), within=(key, key)
    )
    if not found:
        raise ResultNotClosed
    return found[0]


@applies("R-109")
@transaction.atomic
def reissue(number: str, reason: str, *, actor: Actor, now: datetime) -> int:
    """Count another paper of a certificate in force, the last one being lost; returns how many.

    The number stays, and so does what was signed.
    """
    facts.lock_chain()  # before any row: acts that take it first want the same rows
    row = access.issued_by(number, actor, Permission.CERTIFICATE_MEND)
    words = rules.require_reason(reason)
    moved = State(row.state), rules.CERTIFICATE.after(State(row.state), Verb.REISSUE)
    rows = Certificate.objects.filter(pk=row.pk, state=row.state, copies=row.copies)
    copies = row.copies + 1
    if not rows.update(copies=copies):
        raise moves.MovedMeanwhile
    status.explain(row, Verb.REISSUE, words, actor=actor, now=now)
    facts.record(
        "credentials.certificate.reissued", row, actor=actor, now=now, moved=moved, copies=copies
    )
    return copies


@transaction.atomic
def open_proof(change_id: int, *, actor: Actor, now: datetime) -> files.Opened:
    """Open the document that a change rests on; the fact keeps who and when."""
    row, proof = access.proven(change_id, actor)
    opened = files.unsealed(proof)
    facts.record("credentials.proof.opened", row.certificate, actor=actor, now=now)
    return opened
