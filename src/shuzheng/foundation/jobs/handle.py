"""What a running job holds: who asked, the clock, progress, and the word to stop.

`progress` only notes where the work stands; the pulse writes it, about once a second, together with
the lease. In a worker the pulse beats in a thread with a connection of its own, so that progress is
seen, and the lease renewed, while the job is inside a transaction.

SQLite has one writer at a time: a long transaction of the job keeps its own pulse out. Nobody else
can write either, so nobody takes the job; and so that nobody is quicker afterwards, the job renews
the lease inside that transaction, whose end is then itself a beat.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from typing import TYPE_CHECKING, Self

from django.db import Error as DatabaseError
from django.db import connection

from shuzheng.foundation.jobs import leases
from shuzheng.foundation.jobs.lifecycle import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import TracebackType

    from shuzheng.foundation.models import Job
    from shuzheng.kernel.actor import Actor

    Clock = Callable[[], datetime]

BEAT_SECONDS = 1.0
RENEW_SECONDS = 15.0
NOTE_LENGTH = 200

log = logging.getLogger(__name__)

shutting_down = threading.Event()
"""Set when this process is asked to end."""


def shut_down() -> None:
    """Have this process's job put back into the queue at its next look, and start no other."""
    shutting_down.set()


class MustStop(Exception):  # noqa: N818 - a word to the job, not an error of it
    """The run must end at once; the job's own work rolls back with it."""


class Cancelled(MustStop):
    """Somebody cancelled the job."""


class Interrupted(MustStop):
    """The worker is being shut down: the job will run again elsewhere."""


class LeaseLost(MustStop):
    """The run was silent for too long and another one has taken over."""


class Pulse:
    """Writes where the work stands and renews the lease, in the job's own connection.

    `every` is how many seconds lie at least between two writes.
    """

    def __init__(self, job: Job, clock: Clock, every: float = BEAT_SECONDS) -> None:
        self._job, self._clock, self._every = job, clock, every
        self._standing = (0, 0, "")
        self._written = self._standing
        self._beat_at = self._renewed_at = time.monotonic()
        self.cancelled = self.lost = False

    def note(self, done: int, total: int, words: str) -> None:
        """Take where the work stands."""
        self._standing = (done, total, words[:NOTE_LENGTH])
        self.look()

    def look(self) -> None:
        """Beat, if it is time to."""
        if time.monotonic() - self._beat_at >= self._every:
            self.beat()

    def beat(self) -> None:
        """Write progress and lease where they are due, and read whether the job is to stop."""
        self._beat_at = time.monotonic()
        standing = self._standing
        if standing != self._written or self._beat_at - self._renewed_at >= RENEW_SECONDS:
            self.lost = not self._write(standing)
            self._written, self._renewed_at = standing, self._beat_at
        state = leases.held(self._job).values_list("state", flat=True).first()
        self.lost = self.lost or state is None
        self.cancelled = state == State.STOPPING

    def _write(self, standing: tuple[int, int, str]) -> bool:
        """Write progress and lease in this thread's connection; False if the run lost its job."""
        done, total, words = standing
        return bool(
            leases.held(self._job).update(
                done=done,
                total=total,
                note=words,
                leased_until=self._clock() + leases.LEASE,
                doubted_at=None,
            )
        )

    def standing(self) -> tuple[int, int, str]:
        """Return where the work stands: done, total, words."""
        return self._standing

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


class Heartbeat(Pulse):
    """A pulse that beats by itself, in a thread with a connection of its own."""

    def __init__(self, job: Job, clock: Clock, every: float = BEAT_SECONDS) -> None:
        super().__init__(job, clock, every)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name=f"pulse-{job.uid}")
        self._kept_out = False
        self._inside_at = -math.inf

    def look(self) -> None:
        """Leave it to the thread, unless the job's own transaction keeps that out."""
        if not self._kept_out or not connection.in_atomic_block:
            return
        if time.monotonic() - self._inside_at >= self._every:
            self._inside_at = time.monotonic()
            self.lost = not self._write(self.standing())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _keep_beating(self) -> None:
        while not self._over.wait(self._every):
            try:
                self.beat()
                self._kept_out = False
            except DatabaseError as error:
                self._kept_out = leases.kept_out(error)
                if self._kept_out:
                    continue
                log.warning("job %s: a heartbeat failed: %s", self._job.uid, type(error).__name__)
                connection.close()
        connection.close()


class Handle:
    """Given to a job's function as its first argument."""

    def __init__(self, job: Job, actor: Actor, pulse: Pulse, clock: Clock) -> None:
        self._job, self._pulse, self._clock = job, pulse, clock
        self.actor = actor

    @property
    def uid(self) -> str:
        """The job's uid: the same in every run, so work may be recognised by it."""
        return str(self._job.uid)

    @property
    def attempt(self) -> int:
        """Which start this is, from 1."""
        return self._job.attempt

    def now(self) -> datetime:
        """Read the clock, as a door does."""
        return self._clock()

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Tell where the work stands, as often as one likes; stops the job as `check` does.

        `note` is a marked English message (`N_`) without personal data; pages translate it.
        """
        self._pulse.note(done, total, note)
        self.check()

    def check(self) -> None:
        """Leave the job (by an exception that it must let pass) when it is to stop."""
        self._pulse.look()
        if self._pulse.lost:
            raise LeaseLost
        if self._pulse.cancelled:
            raise Cancelled
        if shutting_down.is_set():
            raise Interrupted
