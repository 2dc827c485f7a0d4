"""A process that will be killed: it starts as `serve` and a worker do, and acts until it dies.

What was done is written down and made durable after the act has come back: whatever is written
there was promised to somebody.
"""

from __future__ import annotations

import json
import os
import random
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from shuzheng.config import preparing
from shuzheng.credentials.services import status
from shuzheng.foundation import followers, jobs
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.services import log
from tests.crash import acts, blows

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path
    from typing import TextIO

ACTS = 40
LEASES = timedelta(minutes=5)
ROUND = 4 * LEASES
ROUNDS = 8
LATEST = ROUNDS * ROUND
"""How much later than now the jobs of lost workers may have run."""
fsync = os.fsync
"""The genuine one: writing down what was done is no part of what is tested."""


def recover(*, is_first: bool) -> None:
    """Do what every start does: lost jobs, followers, whatever waits to be published.

    Tables and static files are for the first process, as in `serve`.
    """
    if is_first:
        preparing.prepare()
    _run_lost_jobs()
    while followers.catch_up(acts.moment()):
        pass
    status.publish(now=acts.moment())
    log.publish(now=acts.moment())


def _run_lost_jobs() -> None:
    """Take back the jobs of lost workers and run them, as of so much later that leases are over.

    A start that was itself killed at this holds a lease from then: it is over a round later.
    """
    for number in range(ROUNDS):
        begins = acts.moment() + number * ROUND
        for later in (LEASES, 2 * LEASES):
            jobs.reclaim(begins + later)
        jobs.dispatch_again(begins + LEASES)
        jobs.run_waiting(begins + 3 * LEASES)
        if not acts.unfinished():
            return


def live(doer: acts.Doer, blow: blows.Blow, done: TextIO) -> None:
    """Do acts, and write down each that was done."""
    for _ in range(ACTS):
        name, act = doer.choose()
        now = acts.moment()
        blow.begin(name)
        try:
            outcome = act(now)
        except Refusal:
            # The other victim was faster, or there is nothing to do this to.
            outcome = {}
        if outcome:
            line = {"act": name, "at": now.isoformat(), **outcome}
            done.write(json.dumps(line) + "\n")
            done.flush()
            fsync(done.fileno())
        blow.end()


def main(notes: Path, name: str, turn: blows.Turn, ear: Connection) -> None:
    """Start, say so (with the id of the server's process, if any), wait for the word, and act."""
    mark = blows.Mark(notes / f"{turn.seed}-{name}.mark")
    blow = blows.Blow(mark, turn, strikes=name == "a")
    blows.listen(blow)
    recover(is_first=name == "a")
    ear.send(_server())
    ear.recv()
    chance = random.Random(f"{turn.seed} {name}")  # noqa: S311 - the same acts for the same seed
    with (notes / f"{turn.seed}-{name}.done").open("x", encoding="utf-8") as done:
        live(acts.Doer(chance), blow, done)


def _server() -> int:
    """Return the id of the database server's process that works for this one; 0: there is none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
