"""One long transaction keeps every other writer out of SQLite, the heartbeat of its own job too.

On PostgreSQL the same must hold without anybody being kept out.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from shuzheng.foundation import jobs
from shuzheng.foundation.jobs import handle, leases
from shuzheng.foundation.jobs.tests.work import XU
from shuzheng.foundation.models import Job

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=100)
LIMIT_SECONDS = 20.0

pytestmark = pytest.mark.usefixtures("several_at_once")


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """Have SQLite give up on a lock soon, in every thread of this test."""
    options = connection.settings_dict["OPTIONS"]
    patience = options.get("timeout")
    if patience is not None:
        options["timeout"] = 0.05
    yield
    if patience is not None:
        options["timeout"] = patience


@pytest.fixture
def claimed() -> Job:
    """Return a job that a run took at NOW, and whose silence was doubted since."""
    job = jobs.enqueue("foundation.test.count", {"rows": 1}, actor=XU, now=NOW)
    found = leases.claim(job.uid, NOW)
    assert found is not None
    assert jobs.reclaim(NOW + timedelta(seconds=61)) == 0
    return found


def work_until_heard(job: Job, hand: jobs.Handle) -> None:
    """Work on in small steps until the job's row has the lease renewed."""
    pause, end, step = threading.Event(), time.monotonic() + LIMIT_SECONDS, 0
    while Job.objects.get(pk=job.pk).leased_until != LATER + leases.LEASE:
        assert time.monotonic() < end, "the lease was not renewed"
        step += 1
        hand.progress(step, 0)
        pause.wait(0.01)


def test_a_job_is_not_taken_from_a_run_whose_own_transaction_kept_its_heartbeat_out(
    claimed: Job, caplog: pytest.LogCaptureFixture
) -> None:
    with handle.Heartbeat(claimed, lambda: LATER, every=0.01) as pulse:
        hand = jobs.Handle(claimed, XU, pulse, lambda: LATER)
        with transaction.atomic():
            jobs.enqueue("foundation.test.count", {"rows": 2}, actor=XU, now=NOW)
            work_until_heard(claimed, hand)
        assert jobs.reclaim(LATER) == 0
    row = Job.objects.get(pk=claimed.pk)
    assert (row.state, row.lease, row.attempt) == ("running", claimed.lease, 1)
    assert row.doubted_at is None
    assert row.leased_until == LATER + timedelta(seconds=60)
    assert caplog.text == ""


def test_a_transaction_that_is_undone_leaves_the_lease_to_the_heartbeat(claimed: Job) -> None:
    with handle.Heartbeat(claimed, lambda: LATER, every=0.01) as pulse:
        hand = jobs.Handle(claimed, XU, pulse, lambda: LATER)
        with transaction.atomic():
            jobs.enqueue("foundation.test.count", {"rows": 2}, actor=XU, now=NOW)
            work_until_heard(claimed, hand)
            transaction.set_rollback(True)
        work_until_heard(claimed, hand)
    assert jobs.reclaim(LATER) == 0
    assert Job.objects.count() == 1
