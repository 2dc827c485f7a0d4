"""What the acts on uploads share: how long a file is kept, what is recorded, why one failed."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts, jobs, moves, sealing
from shuzheng.foundation.sheets import access, limits, originals, reading
from shuzheng.foundation.sheets.definitions import Occasion
from shuzheng.foundation.sheets.lifecycle import UPLOAD, State, Verb
from shuzheng.foundation.sheets.models import Upload
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.sheets.checking import Check
    from shuzheng.foundation.sheets.definitions import Import, Purpose
    from shuzheng.foundation.sheets.reading import File
    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal

    Tell = Callable[[int, int, str], None]

KEPT = timedelta(days=7)
CHECK_JOB, TAKE_JOB = "foundation.upload.check", "foundation.upload.take"

CHECKING = N_("Rows checked")
MARKING = N_("Marking the workbook")
TAKING = N_("Rows imported")

facts.declare(
    "foundation.upload.received", _("handed in a workbook"), data=("definition", "digest", "size")
)
facts.declare(
    "foundation.upload.chosen",
    _("chose to import {taken} rows of a workbook and to leave {left}"),
    data=("definition", "taken", "left"),
)
facts.declare(
    "foundation.upload.abandoned", _("imported nothing of a workbook"), data=("definition",)
)
facts.declare("foundation.upload.expired", _("deleted {count} uploaded files"), data=("count",))


def kept(now: datetime) -> dict[str, datetime]:
    """Return the columns of an upload that somebody has just moved."""
    return {"moved_at": now, "expires_at": now + KEPT}


def original(upload: Upload) -> bytes:
    """Return the file as it was handed in. Refuses with FileGone."""
    data = originals.fetch(upload)
    if data is None:
        raise access.FileGone
    return data


@contextmanager
def opened(upload: Upload, purpose: Purpose) -> Iterator[File]:
    """Open the file as it was received, unpacked or not. Refuses with FileGone."""
    bounds = limits.configured(purpose.rows)
    unpacked = originals.fetch(upload, originals.UNPACKED)
    with (
        reading.opened(original(upload), purpose.sheet, bounds)
        if unpacked is None
        else reading.again(unpacked, purpose.sheet, bounds)
    ) as file:
        yield file


def occasion(upload: Upload, actor: Actor, now: datetime) -> Occasion:
    """Return what a room is told of an upload."""
    return Occasion(actor, now, upload.context, upload.uid, upload.filename, upload.digest)


def judge(definition: Import, on: Occasion) -> Check | None:
    """Return the room's check, told the occasion."""
    check = definition.check
    return None if check is None else lambda rows: check(rows, on)


def enqueue_check(upload: Upload, actor: Actor, now: datetime) -> None:
    """Let a job check the upload."""
    job = jobs.enqueue(CHECK_JOB, {"upload": str(upload.uid)}, actor=actor, now=now)
    Upload.objects.filter(pk=upload.pk).update(job_uid=job.uid)
    upload.job_uid = job.uid


@transaction.atomic
def fail(uid: UUID, refusal: Refusal, *, now: datetime) -> None:
    """Note why an upload cannot be checked or imported; its page says so."""
    upload = Upload.objects.filter(uid=uid).first()
    if upload is None or not UPLOAD.allows(State(upload.state), Verb.FAIL):
        return
    told = {
        "code": refusal.code,
        "template": refusal.template,
        "rule": refusal.rule,
        "params": {name: str(value) for name, value in refusal.params.items()},
    }
    sealed = sealing.seal(json.dumps(told, ensure_ascii=False), upload.place("refusal"))
    moves.move(upload, UPLOAD, Verb.FAIL, **kept(now), refusal_sealed=sealed)


@transaction.atomic
def stopped(uid: UUID, *, now: datetime) -> None:
    """Note that a running import was stopped and took nothing."""
    upload = Upload.objects.filter(uid=uid).first()
    if upload is not None and UPLOAD.allows(State(upload.state), Verb.STOP):
        moves.move(upload, UPLOAD, Verb.STOP, **kept(now))
