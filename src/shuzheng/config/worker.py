"""The worker: django-tasks' loop runs the jobs, a thread beside it keeps everything going.

The thread takes back the jobs of lost workers, queues scheduled work and lets followers read on.
Nothing here ever forks: a process that has used typst would hang. A database that goes away is
waited for; the job that it broke is tried again. Where a long transaction has SQLite for itself,
both wait for its end without a word.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError
from django.db import connection, connections
from django.utils.crypto import get_random_string
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.management.commands import db_worker

from shuzheng.config.collecting import collect_seldom
from shuzheng.foundation import clock, followers, jobs, rulebooks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import FrameType

    Step = Callable[[datetime], int]

UPKEEP_SECONDS = 5.0
AFTER_FAULT_SECONDS = 30.0
DATABASE_SECONDS = 2.0

log = logging.getLogger(__name__)


class Loop(db_worker.Worker):
    """django-tasks' loop, which tells its running job when it is to end."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Take a signal: the first one ends the loop in good order, the second one at once."""
        jobs.shut_down()
        super().shutdown(signum, frame)


class Upkeep(threading.Thread):
    """Does what is due beside the jobs, over and over, with a connection of its own."""

    def __init__(self) -> None:
        super().__init__(name="upkeep")
        self._over = threading.Event()

    def stop(self) -> None:
        """End after the present round."""
        self._over.set()
        self.join()

    def run(self) -> None:
        """Go round until stopped; a round that found much to do is followed by the next at once."""
        pause = 0.0
        while not self._over.wait(pause):
            pause = go_round()
        connection.close()


def go_round() -> float:
    """Take every step once; returns how many seconds to wait before the next round."""
    done = 0
    sound = True
    for step in STEPS:
        try:
            done += step(clock.now())
        except Exception as error:  # noqa: BLE001 - the top of the worker's other loop
            if jobs.kept_out(error):
                return UPKEEP_SECONDS
            log.error("upkeep %s: %s", step.__name__, jobs.frames(error))  # noqa: TRY400 - no words
            connection.close()
            sound = False
    if not sound:
        return AFTER_FAULT_SECONDS
    return 0.0 if done else UPKEEP_SECONDS


def _tick(now: datetime) -> int:
    return jobs.tick(now, rulebooks.calendar())


STEPS: tuple[Step, ...] = (jobs.reclaim, jobs.dispatch_again, _tick, followers.catch_up)


def run(interval: float) -> None:
    """Run jobs until a signal says to stop; `interval` is the seconds between two looks."""
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    autodiscover_modules("sentences", "followers", "jobs")
    collect_seldom()
    loop = Loop(
        queue_names=["default"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(16),
        excluded_queue_names=[],
    )
    loop.configure_signals()
    upkeep = Upkeep()
    upkeep.start()
    try:
        _keep_running(loop)
    except SystemExit as word:
        if word.code:
            raise
    finally:
        upkeep.stop()
        connections.close_all()


def _keep_running(loop: Loop) -> None:
    patience = threading.Event()
    while loop.running:
        try:
            loop.run()
        except DatabaseError as error:
            if not jobs.kept_out(error):
                log.warning("the database does not answer (%s)", type(error).__name__)
            connections.close_all()
            patience.wait(DATABASE_SECONDS)
