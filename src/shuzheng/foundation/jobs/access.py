"""Who sees a job: its requester, and colleagues who hold the permission that its kind names.

Nobody else learns that it exists. The clock's own jobs are seen by those who oversee the platform.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from shuzheng.foundation.jobs import registry
from shuzheng.foundation.models import Job
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """What one may be allowed to do with jobs that are nobody's own."""

    OVERSEE = "foundation:job:oversee"


class NoSuchJob(Refusal):
    """There is no such job, or the actor may not know of it."""

    code = "no-such-job"
    status = 404
    template = "There is no such job, or it is not yours."


def of(uid: UUID, actor: Actor) -> Job:
    """Return the job `uid` as far as `actor` may see it. Refuses with NoSuchJob."""
    job = Job.objects.filter(uid=uid).first()
    if job is None or not _sees(actor, job):
        raise NoSuchJob
    return job


def _sees(actor: Actor, job: Job) -> bool:
    if not actor.user_id:
        return False
    if not job.user_id:
        return actor.may(Permission.OVERSEE)
    if job.user_id == actor.user_id:
        return True
    kind = registry.find(job.name)
    return bool(
        kind
        and kind.permission
        and actor.may(kind.permission)
        and job.organisation_id
        and job.organisation_id == actor.organisation_id
    )
