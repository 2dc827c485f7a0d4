"""Replace a certificate by a corrected one; print a lost one again.

Rules: R-109 (one live certificate to a result; the number of the old one is not used again and
points to the new one), R-115 (correction is a right). Source: handbook 3.8. The new certificate is
signed from what the register says now, so a name is corrected there first, by the office and on
proof; nothing is typed on a certificate.
"""

from __future__ import annotations

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
    one = _closed(row, actor, now)
    rules.check_correction(
        mend,
        row.holder,
        one.holder_name,
        key_lost=Certificate.objects.filter(BEYOND_THEFT, pk=row.pk).exists(),
        has_proof=proof_id is not None,
    )
    moved = moves.move(
        row, rules.CERTIFICATE, Verb.REPLACE, state_since=now, state_ground=mend.value
    )
    status.explain(
        row, Verb.REPLACE, words, ground=mend.value, proof_id=proof_id, actor=actor, now=now
    )
    status.commit(row, now)
    key = keys.for_issuing(actor.organisation_id, actor=actor, now=now)
    [made] = issuing.store([one], key, now=now)
    Certificate.objects.filter(pk=made).update(replaces=row, first_issued_on=row.first_issued_on)
    facts.record(
        "credentials.certificate.replaced",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=[facts.Passage(f"credentials.certificate:{made}", "", State.ISSUED)],
        ground=mend.value,
    )
    return Certificate.objects.values_list("number", flat=True).get(pk=made)


@applies("R-109")
@transaction.atomic
def reissue(number: str, reason: str, *, actor: Actor, now: datetime) -> int:
    """Count another paper of a certificate in force, the last one being lost; returns how many.

    The number stays, and so does what was signed.
    """
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


def _closed(row: Certificate, actor: Actor, now: datetime) -> IssuableResult:
    """Return the result of a certificate, which must still be fit for one."""
    key = row.result.registration_id
    found = results.issuable(row.plan_id, actor=actor, today=periods.day(now), within=(key, key))
    if not found:
        raise ResultNotClosed
    return found[0]
