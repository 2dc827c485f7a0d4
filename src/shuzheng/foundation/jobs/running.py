"""Run jobs: claim, work, end; and hand them to django-tasks, whose worker loop starts them.

django-tasks keeps a killed worker's entry as running for ever, and knows no retries. So its entries
are only hints that carry a job's uid: what counts is the job's own row. An entry that was lost is
written again (`upkeep`), and a job that is started twice is claimed once.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import close_old_connections, connection, transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from shuzheng.foundation import clock, sealing
from shuzheng.foundation.jobs import actors, leases, registry
from shuzheng.foundation.jobs.handle import (
    Cancelled,
    Handle,
    Heartbeat,
    Interrupted,
    LeaseLost,
    MustStop,
    Pulse,
    shutting_down,
)
from shuzheng.foundation.jobs.lifecycle import State, Verb
from shuzheng.foundation.models import Job
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from shuzheng.foundation.jobs.handle import Clock

log = logging.getLogger(__name__)

AT_ONCE = timedelta(0)


class NoSuchKind(RuntimeError):  # noqa: N818 - a defect: the program that knew the job is gone
    """A job whose function this version of the platform does not have."""


@task
def start(uid: str) -> None:
    """Run one job: the entry point that the worker's loop calls."""
    run(UUID(uid))


def dispatch(job: Job, after: datetime | None = None) -> None:
    """Put `job` into the queue, to be started as soon as may be, or `after` an instant."""
    entry = start.using(run_after=after).enqueue(str(job.uid))
    job.dispatch = UUID(entry.id)
    Job.objects.filter(pk=job.pk).update(dispatch=job.dispatch)


def entries_waiting() -> QuerySet[DBTaskResult[Any, Any]]:
    """Return the queue's entries that no worker has taken yet."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY)


def run(uid: UUID) -> bool:
    """Run the job `uid` with a heartbeat; False where it is not to be had."""
    job = leases.claim(uid, clock.now())
    if job is None:
        return False
    with Heartbeat(job, clock.now) as pulse:
        perform(job, pulse, clock.now)
    return True


def run_here(job: Job, now: datetime) -> bool:
    """Run one waiting job in this thread, at `now`, without a heartbeat; False if it was not due.

    For commands and tests: the clock stands still at `now`.
    """
    claimed = leases.claim(job.uid, now)
    if claimed is None:
        return False
    if claimed.dispatch:
        entries_waiting().filter(pk=claimed.dispatch).delete()
    perform(claimed, Pulse(claimed, lambda: now), lambda: now)
    return True


def run_waiting(now: datetime) -> int:
    """Run every job that is due at `now` in this thread, oldest first; returns how many ran."""
    count = 0
    while not shutting_down.is_set():
        due = Job.objects.filter(state=State.QUEUED, run_after__lte=now).order_by("pk").first()
        if due is None or not run_here(due, now):
            break
        count += 1
    return count


def perform(job: Job, pulse: Pulse, tell: Clock) -> None:
    """Do the work of a claimed job and record how it ended."""
    try:
        result = _work(job, pulse, tell)
    except MustStop as word:
        _leave(job, word, tell())
    except Refusal as refusal:
        _end(job, Verb.REFUSE, pulse, tell(), refusal_sealed=_told(job, refusal))
    except Exception as error:  # noqa: BLE001 - the top of the worker's loop
        if not connection.in_atomic_block:
            close_old_connections()  # the defect may be the database's: it may have restarted
        _broke(job, error, tell())
    except BaseException:
        _leave(job, Interrupted(), tell())
        raise
    else:
        _end(job, Verb.SUCCEED, pulse, tell(), result=result)


def _work(job: Job, pulse: Pulse, tell: Clock) -> Mapping[str, Any]:
    kind = registry.find(job.name)
    if kind is None:
        raise NoSuchKind(job.name)
    handle = Handle(job, actors.resolve(job, tell()), pulse, tell)
    handle.check()
    result = dict(kind.work(handle, **job.arguments) or {})
    json.dumps(result, allow_nan=False)
    return result


def _end(job: Job, verb: Verb, pulse: Pulse, now: datetime, **changes: Any) -> None:  # noqa: ANN401
    done, total, words = pulse.standing()
    log.info("job %s %s: %s", job.name, job.uid, verb)
    if not leases.end(job, verb, done=done, total=total, note=words, ended_at=now, **changes):
        log.warning("job %s %s ended, but another run had taken over", job.name, job.uid)


def _leave(job: Job, word: MustStop, now: datetime) -> None:
    """Record why a run left its job before the end; a shut-down does not count as an attempt."""
    if isinstance(word, LeaseLost):
        log.warning("job %s %s: another run has taken over", job.name, job.uid)
    elif isinstance(word, Cancelled):
        leases.end(job, Verb.STOP, ended_at=now)
    else:
        _put_back(job, now, after=AT_ONCE, attempt=job.attempt - 1)


def _put_back(job: Job, now: datetime, *, after: timedelta, attempt: int) -> None:
    """Queue the job of this run again, or cancel it if that was asked for meanwhile."""
    with transaction.atomic():
        if leases.end(job, Verb.POSTPONE, run_after=now + after, attempt=attempt):
            dispatch(job, now + after if after else None)
        else:
            leases.end(job, Verb.STOP, ended_at=now)


def _broke(job: Job, error: Exception, now: datetime) -> None:
    """Log a defect; try again later, or give up with a code to quote."""
    if job.attempt < job.attempts:
        log.warning("job %s %s will be tried again\n%s", job.name, job.uid, frames(error))
        _put_back(job, now, after=leases.back_off(job.attempt), attempt=job.attempt)
        return
    code = leases.error_code()
    log.error("job %s %s failed for good: %s\n%s", job.name, job.uid, code, frames(error))
    if not leases.end(job, Verb.FAIL, ended_at=now, error_code=code):
        leases.end(job, Verb.STOP, ended_at=now)


def frames(error: BaseException) -> str:
    """Return an error's traceback without its words, which may quote somebody's data."""
    lines: list[str] = []
    at: BaseException | None = error
    while at is not None:
        lines += [f"{type(at).__module__}.{type(at).__qualname__}\n"]
        lines += traceback.format_tb(at.__traceback__)
        at = at.__cause__ or at.__context__
    return "".join(lines)


def _told(job: Job, refusal: Refusal) -> str:
    """Return a refusal's code, sentence and parameters, sealed: it may name somebody."""
    body = {
        "code": refusal.code,
        "template": refusal.template,
        "rule": refusal.rule,
        "params": {name: _plain(value) for name, value in refusal.params.items()},
    }
    return sealing.seal(json.dumps(body, ensure_ascii=False), job.place())


def _plain(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
