"""Put a certificate under enquiry, clear it, revoke it; publish what verifiers read.

Rules: R-109, R-112; handbook 3.8. A revocation is proposed by the organisation after a hearing and
confirmed by the office. Each change marks its lists stale; `publish` signs them anew, and a list is
signed anew before it runs out even where nothing changed, because a verifier must not take the
silence of an old list for "not revoked".
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import instants, jsontext, statuslist, statusmessage
from shuzheng.credentials.core.forms import lists
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.models import (
    Certificate,
    LoggedChange,
    Revocation,
    StatusChange,
    StatusList,
)
from shuzheng.credentials.queries import logged, trust
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import Ground, State, Verb
from shuzheng.credentials.services import keys, slots
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

VALID_FOR = timedelta(days=7)
RENEW_BEFORE = timedelta(days=5)
ENDED = (State.REVOKED, State.REPLACED)
SET = {
    statuslist.REVOCATION: ENDED,
    statuslist.SUSPENSION: (State.SUSPENDED,),
    statuslist.MESSAGE: ENDED,
}
"""In which states a certificate is marked in the list of a purpose."""


class ProposedAlready(Refusal):
    """One proposal at a time."""

    code = "revocation-proposed-already"
    status = 409
    template = "A revocation of this certificate has been proposed already."
    rule = "R-109"


class NothingChosen(Refusal):
    """Several are confirmed: at least one."""

    code = "revocation-nothing-chosen"
    template = "Choose at least one proposal."
    rule = "R-109"


@transaction.atomic
def suspend(number: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """Put a certificate under enquiry; verification says so until it is cleared."""
    facts.lock_chain()  # before any row: acts that take it first want the same rows
    row = access.issued_by(number, actor, Permission.CERTIFICATE_SUSPEND)
    words = rules.require_reason(reason)
    moved = moves.move(row, rules.CERTIFICATE, Verb.SUSPEND, state_since=now)
    explain(row, Verb.SUSPEND, words, actor=actor, now=now)
    commit(row, now)
    facts.record("credentials.certificate.suspended", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def clear(number: str, reason: str = "", *, actor: Actor, now: datetime) -> None:
    """End an enquiry that found nothing; a reason may be given."""
    facts.lock_chain()  # before any row: acts that take it first want the same rows
    row = access.issued_by(number, actor, Permission.CERTIFICATE_SUSPEND)
    moved = moves.move(row, rules.CERTIFICATE, Verb.CLEAR, state_since=now)
    explain(row, Verb.CLEAR, reason.strip(), actor=actor, now=now)
    commit(row, now)
    facts.record("credentials.certificate.cleared", row, actor=actor, now=now, moved=moved)


@applies("R-109")
@transaction.atomic
def propose_revocation(
    number: str,
    ground: Ground,
    reason: str,
    heard_on: date | None,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Propose to revoke a certificate of the actor's organisation; returns the proposal's id."""
    facts.lock_chain()  # before any row: acts that take it first want the same rows
    row = access.issued_by(number, actor, Permission.REVOCATION_PROPOSE)
    heard = rules.check_proposal(reason, heard_on, periods.day(now))
    rules.CERTIFICATE.after(State(row.state), Verb.REVOKE)
    try:
        with transaction.atomic():
            proposal = Revocation.objects.create(
                certificate=row,
                ground=ground,
                reason=reason,
                heard_on=heard,
                proposed_by_id=actor.person_id,
                proposed_at=now,
            )
    except IntegrityError:
        raise ProposedAlready from None
    facts.record("credentials.revocation.proposed", row, actor=actor, now=now, ground=ground.value)
    return proposal.pk


@applies("R-109")
@transaction.atomic
def confirm_revocation(revocation_id: int, *, actor: Actor, now: datetime) -> None:
    """Confirm a proposed revocation: it is for good, and the number is not used again."""
    facts.lock_chain()  # before any row: acts that take it first want the same rows
    proposal = access.revocation(revocation_id, actor)
    if proposal.proposed_by_id == actor.person_id:
        raise rules.SameParty
    _decide(proposal, actor, now, confirmed=True)
    row = proposal.certificate
    decision = f"CX{periods.day(now).year}{proposal.pk:05d}"
    moved = moves.move(
        row,
        rules.CERTIFICATE,
        Verb.REVOKE,
        state_since=now,
        state_ground=proposal.ground,
        decision_number=decision,
    )
    commit(row, now)
    facts.record(
        "credentials.certificate.revoked",
        row,
        actor=actor,
        now=now,
        moved=moved,
        ground=proposal.ground,
        decision=decision,
    )


@transaction.atomic
def confirm_revocations(ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Confirm several proposed revocations, all or none; returns how many.

    Refuses where one was decided meanwhile, or proposed by whoever confirms.
    """
    chosen = sorted(set(ids))
    if not chosen:
        raise NothingChosen
    for revocation_id in chosen:
        confirm_revocation(revocation_id, actor=actor, now=now)
    return len(chosen)


@transaction.atomic
def drop_revocation(revocation_id: int, *, actor: Actor, now: datetime) -> None:
    """Drop a proposal: the certificate stays as it is."""
    facts.lock_chain()  # before any row: acts that take it first want the same rows
    proposal = access.revocation(revocation_id, actor)
    _decide(proposal, actor, now, confirmed=False)
    facts.record("credentials.revocation.dropped", proposal.certificate, actor=actor, now=now)


def publish(*, now: datetime) -> int:
    """Sign anew every status list that is stale or about to run out; returns how many.

    A key that cannot be used holds up no other organisation's lists; it is refused at the end.
    """
    due = StatusList.objects.filter(
        Q(is_stale=True) | Q(valid_until__lte=now + RENEW_BEFORE)
    ).order_by("pk")
    done, refusals = 0, []
    for row in due:
        try:
            _publish(row, now)
        except Refusal as refusal:
            refusals.append(refusal)
        else:
            done += 1
    if refusals:
        raise refusals[0]
    return done


@transaction.atomic
def _publish(row: StatusList, now: datetime) -> None:
    # The mark goes first: a change that comes while we read marks the list stale again.
    StatusList.objects.filter(pk=row.pk).update(is_stale=False)
    key = keys.ensure(row.organisation_id, actor=CLOCK, now=now)
    document = statuslist.credential(
        slots.url_of(row),
        issuer=key.did,
        purpose=row.purpose,
        bits=_bits(row),
        valid_from=now,
        valid_until=now + VALID_FOR,
    )
    sign = holder.signer(key)
    signer = Signer(f"{key.did}#{key.multikey}", now, sign, settings.PUBLIC_URL)
    StatusList.objects.filter(pk=row.pk).update(
        document=lists.sign(document, signer).decode(),
        published_at=now,
        valid_until=now + VALID_FOR,
    )
    trust.forget_list(row.token)


def _bits(row: StatusList) -> bytes:
    """Return what a list says of every certificate that has a place in it."""
    rows = Certificate.objects.filter(**{f"{row.purpose}_list": row}, state__in=SET[row.purpose])
    if row.purpose != statuslist.MESSAGE:
        return statuslist.bitstring(rows.values_list(f"{row.purpose}_index", flat=True), row.size)
    ended = rows.values_list("message_index", "state", "state_ground")
    said = (
        (index, rules.message(State(state), ground))
        for index, state, ground in ended
        if index is not None
    )
    return statusmessage.bitstring(said, row.size)


def explain(
    row: Certificate,
    verb: Verb,
    reason: str,
    *,
    ground: str = "",
    proof_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep why a certificate changed, for staff and holder; part of an act."""
    StatusChange.objects.create(
        certificate=row,
        verb=verb,
        ground=ground,
        reason=reason,
        proof_id=proof_id,
        done_by_id=actor.person_id,
        done_by_organisation_id=actor.organisation_id,
        done_at=now,
    )


def commit(row: Certificate, now: datetime) -> None:
    """Mark the lists stale, and commit the change to the evidence log; part of an act.

    The entry names the one before it about the same certificate, so that none can be left out.
    """
    facts.lock_chain()  # before the lists, as every act that wants them
    StatusList.objects.filter(pk__in=row.status_lists).update(is_stale=True)
    before = row.logged_changes.order_by("-log_index").values_list("log_index", flat=True)
    said = {
        "certificate": row.uid.urn,
        "state": row.state,
        "at": instants.write(now),
        "previous": next(iter(before[:1]), row.log_index),
    }
    payload = jsontext.canonical(said)
    [place] = log.append([log.commitment(logged.STATUS_KIND, payload)], now=now)
    LoggedChange.objects.create(certificate=row, payload=payload.decode(), log_index=place)


def require_undisputed(row: Certificate) -> None:
    """Refuse while a revocation of the certificate is proposed and not decided."""
    if row.revocations.filter(decided_at=None).exists():
        raise ProposedAlready


def _decide(proposal: Revocation, actor: Actor, now: datetime, *, confirmed: bool) -> None:
    rows = Revocation.objects.filter(pk=proposal.pk, decided_at=None)
    if not rows.update(decided_at=now, decided_by_id=actor.person_id, confirmed=confirmed):
        raise moves.MovedMeanwhile
