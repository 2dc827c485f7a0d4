"""Jobs that the tests of jobs run, in this process and in worker processes of their own."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from shuzheng.foundation import jobs
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

XU = Actor(
    user_id=7,
    person_id=17,
    organisation_id=3,
    role="institution_admin",
    permissions=frozenset({"assessment:roster:import"}),
    reach=Reach.ORGANISATION,
    membership_id=70,
)
"""许文澜, who asks."""

COLLEAGUE = Actor(
    user_id=8,
    person_id=18,
    organisation_id=3,
    role="liaison",
    permissions=frozenset({"assessment:roster:import"}),
    reach=Reach.ORGANISATION,
    membership_id=80,
)
"""A colleague of hers who may do the same work."""

STRANGER = Actor(
    user_id=9,
    person_id=19,
    organisation_id=4,
    role="institution_admin",
    permissions=frozenset({"assessment:roster:import"}),
    reach=Reach.ORGANISATION,
    membership_id=90,
)
"""The same office in another institution."""

CAPACITIES = {(a.user_id, a.membership_id): a for a in (XU, COLLEAGUE, STRANGER)}


def resolve(user_id: int, membership_id: int, now: datetime) -> Actor | None:
    """Return the actor of a capacity of the cast."""
    del now
    return CAPACITIES.get((user_id, membership_id))


class RosterTooLong(Refusal):
    """The refusal that the tests' work answers with."""

    code = "roster-too-long"
    template = "The roster has {rows} rows; {limit} is the most."
    rule = "R-034"


@jobs.job("foundation.test.count", title="Counting")
def count(handle: jobs.Handle, *, rows: int) -> dict[str, object]:
    """Count to `rows`, telling how far it is."""
    for row in range(rows):
        handle.progress(row + 1, rows, "Rows checked")
    return {
        "message": "{rows} rows counted",
        "rows": rows,
        "asked_by": handle.actor.user_id,
        "url": "/assessment/rosters/5",
    }


@jobs.job("foundation.test.refuse", permission="assessment:roster:import")
def refuse(handle: jobs.Handle) -> None:
    """Answer no."""
    handle.check()
    raise RosterTooLong(rows=120_000, limit=100_000)


@jobs.job("foundation.test.break")
def break_off(handle: jobs.Handle, *, until: int) -> dict[str, int]:
    """Break off in every attempt before the `until`-th."""
    if handle.attempt < until:
        raise ZeroDivisionError(f"candidate number {until}")
    return {"attempt": handle.attempt}


@jobs.job("foundation.test.wait")
def wait(handle: jobs.Handle, *, folder: str) -> dict[str, int]:
    """Leave a trace of each start in `folder`, then wait there for a file called go."""
    place, pause = Path(folder), threading.Event()
    (place / f"started-{handle.attempt}").touch()
    waited = 0
    while not (place / "go").exists():
        waited += 1
        handle.progress(waited, 0)
        pause.wait(0.02)
    return {"attempt": handle.attempt}


@jobs.daily("foundation.test.daily", at="06:00")
def each_day(handle: jobs.Handle, on: date) -> dict[str, str]:
    """Say for which day it ran."""
    handle.check()
    return {"on": on.isoformat()}
