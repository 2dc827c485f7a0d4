"""Choose what becomes of a checked file: import its good rows, stop that again, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, jobs, moves
from shuzheng.foundation.sheets import access, limits, originals, receiving, uploads
from shuzheng.foundation.sheets.lifecycle import OVER, UPLOAD, State, Verb
from shuzheng.foundation.sheets.models import Upload
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


class NothingToTake(Refusal):
    """Every row has an error."""

    code = "nothing-to-take"
    template = "Every row has an error; there is nothing to import."


@transaction.atomic
def choose(uid: UUID, *, actor: Actor, now: datetime, address: str) -> Upload:
    """Choose to import the good rows; a job takes them. Refuses where there are none.

    `address` is where the job's own page leads.
    """
    upload, _definition, _purpose = access.upload(uid, actor, now)
    left = upload.counts.get("errors", 0)
    taken = upload.counts.get("total", 0) - left
    if upload.state == State.CHECKED and not taken:
        raise NothingToTake
    arguments = {"upload": str(uid), "address": address}
    job = jobs.enqueue(uploads.TAKE_JOB, arguments, actor=actor, now=now)
    moved = moves.move(upload, UPLOAD, Verb.CHOOSE, **uploads.kept(now), job_uid=job.uid)
    facts.record(
        "foundation.upload.chosen",
        upload,
        actor=actor,
        now=now,
        moved=moved,
        definition=upload.definition,
        taken=taken,
        left=left,
    )
    return upload


@transaction.atomic
def abandon(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Import nothing: the file is destroyed at once."""
    upload, _definition, _purpose = access.upload(uid, actor, now)
    if upload.state == State.UPLOADED:
        _cancel_job(upload, actor, now)
    moved = moves.move(upload, UPLOAD, Verb.ABANDON, **uploads.kept(now))
    originals.destroy(upload)
    facts.record(
        "foundation.upload.abandoned",
        upload,
        actor=actor,
        now=now,
        moved=moved,
        definition=upload.definition,
    )


@transaction.atomic
def stop(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Stop an import under way; nothing of it stays, and the choice is open again."""
    upload, _definition, _purpose = access.upload(uid, actor, now)
    UPLOAD.after(State(upload.state), Verb.STOP)
    # A job that runs stops at its next look and then says so itself (`uploads.stopped`).
    if _cancel_job(upload, actor, now):
        moves.move(upload, UPLOAD, Verb.STOP, **uploads.kept(now))


def again(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Go on with an upload that came to a halt: check it anew, or run its job again."""
    upload, _definition, _purpose = access.upload(uid, actor, now)
    if not UPLOAD.allows(State(upload.state), Verb.RENEW):
        if upload.job_uid is None:
            raise IllegalStep(state=upload.state, verb=Verb.RENEW)
        jobs.retry(upload.job_uid, actor=actor, now=now)
        return
    length = upload.counts.get("total", 0)
    with transaction.atomic():
        changes = {"refusal_sealed": "", "job_uid": None}
        moves.move(upload, UPLOAD, Verb.RENEW, **uploads.kept(now), **changes)
        if not 0 < length <= limits.configured().at_once:
            uploads.enqueue_check(upload, actor, now)
            return
    try:
        receiving.check(uid, actor=actor, now=now, tell=_nobody)
    except Refusal as refusal:
        uploads.fail(uid, refusal, now=now)


@transaction.atomic
def expire(now: datetime) -> int:
    """Destroy the files whose time is over; returns how many. Counts and digests stay."""
    due = list(
        Upload.objects.filter(expires_at__lte=now, parts__isnull=False)
        .exclude(state__in=(State.CHOSEN, State.RUNNING))
        .distinct()
        .order_by("pk")
    )
    passages = [_expired(upload, now) for upload in due]
    if due:
        facts.record(
            "foundation.upload.expired",
            due[0],
            actor=CLOCK,
            now=now,
            passages=passages,
            count=len(due),
        )
    return len(due)


def _expired(upload: Upload, now: datetime) -> facts.Passage:
    source = target = State(upload.state)
    if source not in OVER:
        source, target = moves.move(upload, UPLOAD, Verb.ABANDON, moved_at=now)
    originals.destroy(upload)
    return facts.Passage(facts.name_of(upload), str(source), str(target))


def _cancel_job(upload: Upload, actor: Actor, now: datetime) -> bool:
    """Cancel the upload's job; return whether nothing of it runs any more."""
    if upload.job_uid is None:
        return True
    status = jobs.status(upload.job_uid, actor)
    if not status.may_cancel:
        return status.over
    return jobs.cancel(upload.job_uid, actor=actor, now=now).state == jobs.State.CANCELLED


def _nobody(done: int, total: int, note: str) -> None:
    del done, total, note
