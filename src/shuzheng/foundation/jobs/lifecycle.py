"""The life of a job.

A running job is asked to stop (`CANCEL`) and stops at its next look (`STOP`); until then it may
still finish. What a newcomer would get wrong: a run that broke off, whose worker was killed or is
being shut down, goes back to the queue (`POSTPONE`); only a job whose attempts are used up fails.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where a job stands."""

    QUEUED = auto()
    RUNNING = auto()
    STOPPING = auto()
    SUCCEEDED = auto()
    REFUSED = auto()
    FAILED = auto()
    CANCELLED = auto()


class Verb(StrEnum):
    """What can happen to a job."""

    START = auto()
    POSTPONE = auto()
    SUCCEED = auto()
    REFUSE = auto()
    FAIL = auto()
    CANCEL = auto()
    STOP = auto()
    RETRY = auto()


JOB: Lifecycle[State, Verb] = Lifecycle(
    name="foundation.job",
    initial=State.QUEUED,
    steps={
        (State.QUEUED, Verb.START): State.RUNNING,
        (State.QUEUED, Verb.CANCEL): State.CANCELLED,
        (State.RUNNING, Verb.POSTPONE): State.QUEUED,
        (State.RUNNING, Verb.SUCCEED): State.SUCCEEDED,
        (State.RUNNING, Verb.REFUSE): State.REFUSED,
        (State.RUNNING, Verb.FAIL): State.FAILED,
        (State.RUNNING, Verb.CANCEL): State.STOPPING,
        (State.STOPPING, Verb.STOP): State.CANCELLED,
        (State.STOPPING, Verb.SUCCEED): State.SUCCEEDED,
        (State.STOPPING, Verb.REFUSE): State.REFUSED,
        (State.REFUSED, Verb.RETRY): State.QUEUED,
        (State.FAILED, Verb.RETRY): State.QUEUED,
        (State.CANCELLED, Verb.RETRY): State.QUEUED,
    },
    labels={
        State.QUEUED: N_("Waiting for its turn"),
        State.RUNNING: N_("Under way"),
        State.STOPPING: N_("Being stopped"),
        State.SUCCEEDED: N_("Done"),
        State.REFUSED: N_("Not carried out"),
        State.FAILED: N_("Broken off"),
        State.CANCELLED: N_("Cancelled"),
        Verb.START: N_("Start the work"),
        Verb.POSTPONE: N_("Put the work back"),
        Verb.SUCCEED: N_("Finish the work"),
        Verb.REFUSE: N_("Refuse the work"),
        Verb.FAIL: N_("Break the work off"),
        Verb.CANCEL: N_("Cancel the work"),
        Verb.STOP: N_("Stop the work"),
        Verb.RETRY: N_("Try again"),
    },
    path=(State.QUEUED, State.RUNNING, State.SUCCEEDED),
)

OVER = frozenset({State.SUCCEEDED, State.REFUSED, State.FAILED, State.CANCELLED})
"""States in which nothing runs any more."""

UNDER_WAY = (State.RUNNING, State.STOPPING)
"""States in which a run holds the job."""
