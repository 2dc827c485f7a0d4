"""Workers, as real processes: killed, told to stop, cut off from their database."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from shuzheng.config import worker as upkeep
from shuzheng.config.tests import processes
from shuzheng.foundation import clock, jobs
from shuzheng.foundation.jobs.tests.work import XU

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from shuzheng.foundation.models import Job

pytestmark = pytest.mark.usefixtures("several_at_once")


@contextmanager
def worker() -> Iterator[subprocess.Popen[str]]:
    """Run a worker that knows the tests' jobs; end it by force if the test leaves it running."""
    process = processes.start("shuzheng.config.tests.own_worker", env=processes.environment())
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def enqueue(folder: Path) -> Job:
    return jobs.enqueue("foundation.test.wait", {"folder": str(folder)}, actor=XU, now=clock.now())


def state(job: Job) -> str:
    return jobs.status(job.uid, XU).state


def test_the_job_of_a_killed_worker_runs_again(tmp_path: Path) -> None:
    job = enqueue(tmp_path)
    with worker() as first:
        processes.until((tmp_path / "started-1").exists)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert state(job) == "running"
    jobs.reclaim(clock.now() + timedelta(seconds=61))
    assert jobs.reclaim(clock.now() + timedelta(seconds=80)) == 1
    with worker() as second:
        processes.until((tmp_path / "started-2").exists)
        (tmp_path / "go").touch()
        processes.until(lambda: state(job) == "succeeded")
        second.terminate()
        assert second.wait(processes.LIMIT_SECONDS) == 0
    assert jobs.status(job.uid, XU).result == {"attempt": 2}


def test_progress_is_seen_from_outside_and_a_running_job_can_be_cancelled(tmp_path: Path) -> None:
    job = enqueue(tmp_path)
    with worker():
        processes.until(lambda: jobs.status(job.uid, XU).done > 0)
        jobs.cancel(job.uid, actor=XU, now=clock.now())
        processes.until(lambda: state(job) == "cancelled")


def test_a_worker_that_is_told_to_stop_gives_its_job_back(tmp_path: Path) -> None:
    job = enqueue(tmp_path)
    with worker() as process:
        processes.until((tmp_path / "started-1").exists)
        process.terminate()
        assert process.wait(processes.LIMIT_SECONDS) == 0
    seen = jobs.status(job.uid, XU)
    assert (seen.state, seen.attempt) == ("queued", 0)


def test_a_worker_outlives_the_loss_of_its_database_connections(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    with worker() as process:
        before = enqueue(tmp_path)
        processes.until(lambda: state(before) == "succeeded")
        cut_connections()
        after = enqueue(tmp_path)
        processes.until(lambda: state(after) == "succeeded")
        assert process.poll() is None


def cut_connections() -> None:
    """End every other connection, as a restart does; SQLite has none, there we lock it instead."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def test_upkeep_waits_for_a_long_transaction_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    options = connection.settings_dict["OPTIONS"]
    patience = options.get("timeout")
    pauses: list[float] = []
    try:
        if patience is not None:
            options["timeout"] = 0.05
        with transaction.atomic():
            jobs.enqueue("foundation.test.count", {"rows": 1}, actor=XU, now=clock.now())
            round_ = threading.Thread(target=lambda: pauses.append(one_round()))
            round_.start()
            round_.join(processes.LIMIT_SECONDS)
    finally:
        if patience is not None:
            options["timeout"] = patience
    assert [pause <= upkeep.UPKEEP_SECONDS for pause in pauses] == [True]
    assert caplog.text == ""


def one_round() -> float:
    try:
        return upkeep.go_round()
    finally:
        connection.close()
