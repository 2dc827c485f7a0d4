"""Work that does not fit in a request: queued, seen, cancelled, tried again, scheduled.

    @jobs.job("assessment.roster.import", attempts=3, title=_("Importing a roster"))
    def run(handle, upload): ...                     # in a room's `jobs` module

    job = jobs.enqueue("assessment.roster.import", {"upload": "…"}, actor=actor, now=now)
    redirect("jobs:job", job.uid)

Job functions must be idempotent: a killed worker's job runs again. django-tasks dispatches; the
job's own row (`foundation.models.Job`) is what counts.
"""

from shuzheng.foundation.jobs.access import NoSuchJob, Permission
from shuzheng.foundation.jobs.actors import CapacityEnded, resolve_actor_with
from shuzheng.foundation.jobs.handle import Cancelled, Handle, MustStop, shut_down
from shuzheng.foundation.jobs.leases import kept_out
from shuzheng.foundation.jobs.lifecycle import JOB, State, Verb
from shuzheng.foundation.jobs.queueing import cancel, enqueue, retry
from shuzheng.foundation.jobs.registry import Kind, discover, job, kinds
from shuzheng.foundation.jobs.running import frames, run_here, run_waiting
from shuzheng.foundation.jobs.schedules import daily, every, hourly, monthly, tick
from shuzheng.foundation.jobs.schedules import schedules as declared_schedules
from shuzheng.foundation.jobs.tracking import Status, Told, status
from shuzheng.foundation.jobs.upkeep import dispatch_again, reclaim

__all__ = [
    "JOB",
    "Cancelled",
    "CapacityEnded",
    "Handle",
    "Kind",
    "MustStop",
    "NoSuchJob",
    "Permission",
    "State",
    "Status",
    "Told",
    "Verb",
    "cancel",
    "daily",
    "declared_schedules",
    "discover",
    "dispatch_again",
    "enqueue",
    "every",
    "frames",
    "hourly",
    "job",
    "kept_out",
    "kinds",
    "monthly",
    "reclaim",
    "resolve_actor_with",
    "retry",
    "run_here",
    "run_waiting",
    "shut_down",
    "status",
    "tick",
]
