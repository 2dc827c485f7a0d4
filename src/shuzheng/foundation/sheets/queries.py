"""What the pages of an import show of an upload."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.foundation import jobs, sealing
from shuzheng.foundation.sheets import access, checking
from shuzheng.foundation.sheets.findings import Severity
from shuzheng.foundation.sheets.lifecycle import State
from shuzheng.foundation.sheets.models import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.sheets.checking import PreviewRow
    from shuzheng.foundation.sheets.definitions import Context, Import, Purpose
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Twin:
    """The same file, imported before."""

    at: datetime
    taken: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One upload as its page shows it. `refusal` has code, template, params and rule."""

    uid: UUID
    definition: Import
    purpose: Purpose
    context: Context
    state: State
    filename: str
    moved_at: datetime
    expires_at: datetime
    total: int
    errors: int
    notices: int
    corrected: int
    cells: int
    headings: Mapping[str, str]
    header_row: int
    unknown: Sequence[Sequence[str]]
    preview: Sequence[PreviewRow]
    refusal: Mapping[str, Any] | None
    result: Mapping[str, Any]
    has_job: bool
    job: jobs.Status | None
    twin: Twin | None

    @property
    def taken(self) -> int:
        """Return how many rows may be taken, or were."""
        return self.total - self.errors

    @property
    def clean(self) -> int:
        """Return how many rows want no second look."""
        return self.taken - self.notices

    @property
    def halted(self) -> bool:
        """Return whether its job ended without having done its work."""
        waits = self.state in {State.UPLOADED, State.CHOSEN, State.RUNNING}
        # A colleague sees the upload, but not always its requester's job.
        return waits and (self.job.over if self.job else not self.has_job)

    def rows(self, severity: Severity | None) -> list[PreviewRow]:
        """Return the kept rows of one severity, or of errors and notices, in the file's order."""
        wanted = {severity} if severity else {Severity.ERROR, Severity.NOTICE}
        return [row for row in self.preview if row.severity in wanted]


def standing(uid: UUID, actor: Actor, now: datetime) -> Standing:
    """Return an upload as its page shows it. Refuses with NoSuchUpload."""
    upload, definition, purpose = access.upload(uid, actor, now)
    counts = upload.counts
    return Standing(
        uid=upload.uid,
        definition=definition,
        purpose=purpose,
        context=upload.context,
        state=State(upload.state),
        filename=upload.filename,
        moved_at=upload.moved_at,
        expires_at=upload.expires_at,
        total=counts.get("total", 0),
        errors=counts.get("errors", 0),
        notices=counts.get("notices", 0),
        corrected=counts.get("corrected", 0),
        cells=counts.get("cells", 0),
        headings=upload.columns.get("headings", {}),
        header_row=upload.columns.get("header_row", 0),
        unknown=upload.columns.get("unknown", ()),
        preview=_preview(upload),
        refusal=_refusal(upload),
        result=upload.result,
        has_job=upload.job_uid is not None,
        job=_job(upload, actor),
        twin=_twin(upload),
    )


def _preview(upload: Upload) -> list[PreviewRow]:
    if not upload.preview_sealed:
        return []
    stored = sealing.unseal(upload.preview_sealed, upload.place("preview"))
    return checking.load_preview(json.loads(stored))


def _refusal(upload: Upload) -> Mapping[str, Any] | None:
    if not upload.refusal_sealed:
        return None
    told: Mapping[str, Any] = json.loads(
        sealing.unseal(upload.refusal_sealed, upload.place("refusal"))
    )
    return told


def _job(upload: Upload, actor: Actor) -> jobs.Status | None:
    if upload.job_uid is None:
        return None
    try:
        return jobs.status(upload.job_uid, actor)
    except jobs.NoSuchJob:
        return None


def _twin(upload: Upload) -> Twin | None:
    before = (
        Upload.objects.filter(
            digest=upload.digest,
            definition=upload.definition,
            organisation_id=upload.organisation_id,
            context=upload.context,
            state=State.DONE,
        )
        .exclude(pk=upload.pk)
        .order_by("-moved_at")
        .first()
    )
    if before is None:
        return None
    return Twin(before.moved_at, before.counts.get("total", 0) - before.counts.get("errors", 0))
