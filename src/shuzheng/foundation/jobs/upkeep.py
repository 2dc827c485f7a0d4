"""What a worker does beside running jobs: take back lost ones, queue what is due, tidy up."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from shuzheng.foundation.jobs import leases, running, schedules
from shuzheng.foundation.jobs.lifecycle import OVER, State, Verb
from shuzheng.foundation.models import Job

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.foundation.jobs.handle import Handle

log = logging.getLogger(__name__)

ENTRIES_KEPT = timedelta(days=7)
JOBS_KEPT = timedelta(days=365)


def reclaim(now: datetime) -> int:
    """Take back the jobs of runs that have been silent for too long; returns how many.

    They run again, but one whose attempts are used up fails, and one that was told to stop is
    cancelled.
    """
    return sum(_take_back(job, now) for job in leases.silent(now))


@transaction.atomic
def _take_back(job: Job, now: datetime) -> bool:
    if not leases.still_silent(job, now):
        return False
    if job.state == State.STOPPING:
        return leases.end(job, Verb.STOP, ended_at=now)
    if job.attempt >= job.attempts:
        code = leases.error_code()
        log.error("job %s %s: its worker was lost too often: %s", job.name, job.uid, code)
        return leases.end(job, Verb.FAIL, ended_at=now, error_code=code)
    log.warning("job %s %s: its worker was lost, it runs again", job.name, job.uid)
    if not leases.end(job, Verb.POSTPONE):
        return False
    running.dispatch(job)
    return True


def dispatch_again(now: datetime) -> int:
    """Queue anew the waiting jobs whose entry in the queue was lost; returns how many."""
    due = Job.objects.filter(state=State.QUEUED, run_after__lt=now - leases.LEASE)
    waiting = running.entries_waiting().values("pk")
    lost = list(due.filter(Q(dispatch=None) | ~Q(dispatch__in=waiting)).order_by("pk"))
    for job in lost:
        running.dispatch(job)
    return len(lost)


@schedules.daily("foundation.jobs.tidy", at="03:30", title=_("Tidying up old jobs"))
def tidy(handle: Handle, on: date) -> dict[str, int]:
    """Delete old queue entries, jobs that ended a year ago, and old marks of schedules."""
    del on
    now = handle.now()
    entries = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    ended = Job.objects.filter(state__in=OVER, ended_at__lt=now - JOBS_KEPT)
    return {
        "entries": entries.filter(enqueued_at__lt=now - ENTRIES_KEPT).delete()[0],
        "jobs": ended.delete()[0],
        "marks": schedules.forget_before(now - schedules.MARKS_KEPT),
    }
