"""Jobs run, tell how far they are, are refused, tried again, cancelled and taken back."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from shuzheng.foundation import jobs
from shuzheng.foundation.jobs import actors, handle, leases, running
from shuzheng.foundation.jobs.lifecycle import JOB, OVER, UNDER_WAY, State, Verb
from shuzheng.foundation.jobs.tests.work import COLLEAGUE, STRANGER, XU
from shuzheng.foundation.models import Fact, Job
from shuzheng.foundation.models.jobs import STATES
from shuzheng.kernel.actor import CLOCK, PUBLIC
from shuzheng.kernel.lifecycle import IllegalStep

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def enqueue(name: str, **arguments: object) -> Job:
    return jobs.enqueue(name, arguments, actor=XU, now=NOW)


def test_the_table_knows_the_states_that_the_database_allows() -> None:
    assert tuple(JOB.states()) == STATES
    assert OVER | set(UNDER_WAY) | {State.QUEUED} == set(State)
    assert set(JOB.labels) == {*State, *Verb}


def test_a_step_that_is_not_in_the_table_is_refused() -> None:
    legal = set(JOB.steps)
    for state in State:
        for verb in Verb:
            if (state, verb) not in legal:
                with pytest.raises(IllegalStep):
                    JOB.after(state, verb)
    assert len(legal) == 13


@pytest.mark.django_db
def test_a_job_runs_as_who_asked_and_keeps_what_it_returned() -> None:
    job = enqueue("foundation.test.count", rows=3)
    assert jobs.run_waiting(NOW) == 1
    seen = jobs.status(job.uid, XU)
    assert seen.state is State.SUCCEEDED
    assert seen.result == {
        "message": "{rows} rows counted",
        "rows": 3,
        "asked_by": 7,
        "url": "/assessment/rosters/5",
    }
    assert (seen.done, seen.total, seen.note) == (3, 3, "Rows checked")
    assert seen.url == "/assessment/rosters/5"
    assert seen.ended_at == NOW
    assert seen.over
    assert not seen.may_cancel


@pytest.mark.django_db
def test_the_queue_entry_goes_when_its_job_is_run_here() -> None:
    enqueue("foundation.test.count", rows=1)
    assert DBTaskResult.objects.count() == 1
    jobs.run_waiting(NOW)
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db
def test_only_known_jobs_plain_arguments_and_people_who_signed_in_are_queued() -> None:
    with pytest.raises(ValueError, match="there is no job"):
        enqueue("foundation.test.unheard_of")
    with pytest.raises(TypeError, match="not JSON serializable"):
        enqueue("foundation.test.count", rows=object())
    with pytest.raises(ValueError, match="signed in"):
        jobs.enqueue("foundation.test.count", {"rows": 1}, actor=PUBLIC, now=NOW)
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_a_refusal_ends_the_job_with_its_sentence_sealed_and_is_not_tried_again() -> None:
    job = enqueue("foundation.test.refuse")
    jobs.run_waiting(NOW)
    seen = jobs.status(job.uid, XU)
    assert seen.state is State.REFUSED
    assert seen.refusal == jobs.Told(
        code="roster-too-long",
        template="The roster has {rows} rows; {limit} is the most.",
        params={"rows": 120_000, "limit": 100_000},
        rule="R-034",
    )
    assert seen.attempt == 1
    assert seen.may_retry
    assert "roster" not in Job.objects.get(pk=job.pk).refusal_sealed


@pytest.mark.django_db
def test_a_defect_is_tried_again_after_30_seconds_and_after_2_minutes() -> None:
    job = enqueue("foundation.test.break", until=3)
    jobs.run_waiting(NOW)
    second = NOW + timedelta(seconds=30)
    assert jobs.status(job.uid, XU).run_after == second
    assert jobs.run_waiting(second - SECOND) == 0
    assert jobs.run_waiting(second) == 1
    third = second + timedelta(minutes=2)
    assert jobs.status(job.uid, XU).run_after == third
    assert jobs.run_waiting(third) == 1
    seen = jobs.status(job.uid, XU)
    assert (seen.state, seen.result) == (State.SUCCEEDED, {"attempt": 3})


def test_from_the_third_break_on_the_wait_is_10_minutes() -> None:
    assert leases.back_off(1) == timedelta(seconds=30)
    assert leases.back_off(2) == timedelta(minutes=2)
    assert leases.back_off(3) == timedelta(minutes=10)
    assert leases.back_off(9) == timedelta(minutes=10)


@pytest.mark.django_db
def test_after_the_last_attempt_a_defect_leaves_a_code_and_its_place_only_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = enqueue("foundation.test.break", until=9)
    with caplog.at_level(logging.WARNING):
        for minutes in (0, 1, 5):
            assert jobs.run_waiting(NOW + timedelta(minutes=minutes)) == 1
    seen = jobs.status(job.uid, XU)
    assert seen.state is State.FAILED
    assert seen.error_code[:2] == "E-"
    assert len(seen.error_code) == 6
    last = caplog.records[-1].getMessage()
    assert seen.error_code in last
    assert "break_off" in last
    assert "ZeroDivisionError" in last
    assert "candidate number 9" not in caplog.text


@pytest.mark.django_db
def test_a_job_that_this_version_does_not_know_fails_with_a_code() -> None:
    job = enqueue("foundation.test.count", rows=1)
    Job.objects.filter(pk=job.pk).update(name="foundation.test.gone", attempts=1)
    jobs.run_waiting(NOW)
    assert jobs.status(job.uid, XU).state is State.FAILED


@pytest.mark.django_db
def test_a_capacity_that_ended_meanwhile_does_nothing_more() -> None:
    elsewhere = replace(XU, membership_id=71)
    job = jobs.enqueue("foundation.test.count", {"rows": 1}, actor=elsewhere, now=NOW)
    jobs.run_waiting(NOW)
    told = jobs.status(job.uid, XU).refusal
    assert told is not None
    assert told.code == "capacity-ended"


@pytest.mark.django_db
def test_the_clock_acts_for_itself() -> None:
    job = jobs.enqueue("foundation.test.count", {"rows": 1}, actor=CLOCK, now=NOW)
    assert actors.resolve(job, NOW) is CLOCK


@pytest.mark.django_db
def test_who_may_see_a_job() -> None:
    own = enqueue("foundation.test.count", rows=1)
    shared = enqueue("foundation.test.refuse")
    clocks = jobs.enqueue("foundation.test.count", {"rows": 1}, actor=CLOCK, now=NOW)
    keeper = replace(STRANGER, permissions=frozenset({jobs.Permission.OVERSEE}))
    sees = {
        (name, actor.user_id): _sees(job.uid, actor)
        for name, job in (("own", own), ("shared", shared), ("clock", clocks))
        for actor in (XU, COLLEAGUE, PUBLIC)
    }
    assert sees == {
        ("own", 7): True,
        ("own", 8): False,
        ("own", 0): False,
        ("shared", 7): True,
        ("shared", 8): True,
        ("shared", 0): False,
        ("clock", 7): False,
        ("clock", 8): False,
        ("clock", 0): False,
    }
    assert not _sees(shared.uid, STRANGER)
    assert not _sees(shared.uid, replace(COLLEAGUE, permissions=frozenset()))
    assert _sees(clocks.uid, keeper)
    assert not _sees(uuid4(), XU)


def _sees(uid: UUID, actor: object) -> bool:
    try:
        jobs.status(uid, actor)  # type: ignore[arg-type]
    except jobs.NoSuchJob:
        return False
    return True


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once_and_the_act_leaves_a_fact() -> None:
    job = enqueue("foundation.test.count", rows=1)
    jobs.cancel(job.uid, actor=XU, now=NOW)
    assert jobs.status(job.uid, XU).state is State.CANCELLED
    assert jobs.run_waiting(NOW) == 0
    fact = Fact.objects.get()
    assert (fact.verb, fact.user_id) == ("foundation.job.cancelled", 7)
    assert (fact.from_state, fact.to_state) == ("queued", "cancelled")
    assert fact.data == {"name": "foundation.test.count"}


@pytest.mark.django_db
def test_a_running_job_is_told_to_stop_and_stops_at_its_next_look() -> None:
    job = enqueue("foundation.test.count", rows=3)
    claimed = leases.claim(job.uid, NOW)
    assert claimed is not None
    jobs.cancel(job.uid, actor=XU, now=NOW)
    assert jobs.status(job.uid, XU).state is State.STOPPING
    running.perform(claimed, handle.Pulse(claimed, lambda: NOW, every=0), lambda: NOW)
    seen = jobs.status(job.uid, XU)
    assert (seen.state, seen.result, seen.done) == (State.CANCELLED, {}, 0)


@pytest.mark.django_db
def test_what_finished_before_it_noticed_is_done_and_not_cancelled() -> None:
    job = enqueue("foundation.test.count", rows=3)
    claimed = leases.claim(job.uid, NOW)
    assert claimed is not None
    jobs.cancel(job.uid, actor=XU, now=NOW)
    running.perform(claimed, handle.Pulse(claimed, lambda: NOW), lambda: NOW)
    assert jobs.status(job.uid, XU).state is State.SUCCEEDED


@pytest.mark.django_db
def test_a_job_that_is_over_cannot_be_cancelled() -> None:
    job = enqueue("foundation.test.count", rows=1)
    jobs.run_waiting(NOW)
    with pytest.raises(IllegalStep):
        jobs.cancel(job.uid, actor=XU, now=NOW)
    assert Fact.objects.count() == 0


@pytest.mark.django_db
def test_a_refused_job_may_be_asked_for_again_and_then_acts_for_who_asked_last() -> None:
    job = enqueue("foundation.test.refuse")
    jobs.run_waiting(NOW)
    again = jobs.retry(job.uid, actor=COLLEAGUE, now=NOW + SECOND)
    assert (again.state, again.user_id, again.membership_id) == (State.QUEUED, 8, 80)
    seen = jobs.status(job.uid, COLLEAGUE)
    assert (seen.attempt, seen.refusal) == (0, None)
    assert Fact.objects.get().verb == "foundation.job.retried"
    assert jobs.run_waiting(NOW + SECOND) == 1


@pytest.mark.django_db
def test_two_workers_do_not_get_the_same_job() -> None:
    job = enqueue("foundation.test.count", rows=1)
    assert leases.claim(job.uid, NOW) is not None
    assert leases.claim(job.uid, NOW) is None


def test_of_several_workers_at_once_one_gets_the_job(several_at_once: None) -> None:
    del several_at_once
    job = enqueue("foundation.test.count", rows=1)
    together, claimed = threading.Barrier(4), list[Job | None]()

    def claim() -> None:
        together.wait()
        try:
            claimed.append(leases.claim(job.uid, NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one is not None for one in claimed].count(True) == 1
    assert len(claimed) == 4


@pytest.mark.django_db
def test_a_silent_run_is_doubted_first_and_its_job_runs_again_a_little_later() -> None:
    job = enqueue("foundation.test.count", rows=1)
    lost = leases.claim(job.uid, NOW)
    assert lost is not None
    assert jobs.reclaim(NOW + timedelta(seconds=59)) == 0
    assert jobs.reclaim(NOW + timedelta(seconds=61)) == 0
    assert jobs.reclaim(NOW + timedelta(seconds=70)) == 0
    assert jobs.reclaim(NOW + timedelta(seconds=76)) == 1
    assert jobs.status(job.uid, XU).state is State.QUEUED
    assert jobs.run_waiting(NOW + timedelta(seconds=76)) == 1
    assert not leases.end(lost, Verb.FAIL)
    seen = jobs.status(job.uid, XU)
    assert (seen.state, seen.attempt) == (State.SUCCEEDED, 2)


@pytest.mark.django_db
def test_a_run_that_is_heard_of_in_time_keeps_its_job() -> None:
    job = enqueue("foundation.test.count", rows=1)
    claimed = leases.claim(job.uid, NOW)
    assert claimed is not None
    assert jobs.reclaim(NOW + timedelta(seconds=61)) == 0
    pulse = handle.Pulse(claimed, lambda: NOW + timedelta(seconds=62), every=0)
    pulse.note(1, 2, "")
    assert jobs.reclaim(NOW + timedelta(seconds=76)) == 0
    row = Job.objects.get(pk=job.pk)
    assert (row.done, row.total, row.doubted_at) == (1, 2, None)
    assert row.leased_until == NOW + timedelta(seconds=122)


@pytest.mark.django_db
def test_a_job_whose_workers_are_lost_three_times_fails(caplog: pytest.LogCaptureFixture) -> None:
    job = enqueue("foundation.test.count", rows=1)
    at = NOW
    for _ in range(3):
        assert leases.claim(job.uid, at) is not None
        jobs.reclaim(at + timedelta(seconds=61))
        at += timedelta(seconds=80)
        assert jobs.reclaim(at) == 1
    seen = jobs.status(job.uid, XU)
    assert seen.state is State.FAILED
    assert seen.error_code in caplog.text


@pytest.mark.django_db
def test_a_job_that_was_being_stopped_when_its_worker_was_lost_is_cancelled() -> None:
    job = enqueue("foundation.test.count", rows=1)
    leases.claim(job.uid, NOW)
    jobs.cancel(job.uid, actor=XU, now=NOW)
    jobs.reclaim(NOW + timedelta(seconds=61))
    assert jobs.reclaim(NOW + timedelta(seconds=80)) == 1
    assert jobs.status(job.uid, XU).state is State.CANCELLED


@pytest.mark.django_db
def test_a_run_that_lost_its_lease_leaves_at_its_next_look_and_records_nothing() -> None:
    job = enqueue("foundation.test.count", rows=2)
    claimed = leases.claim(job.uid, NOW)
    assert claimed is not None
    Job.objects.filter(pk=job.pk).update(lease="another")
    running.perform(claimed, handle.Pulse(claimed, lambda: NOW, every=0), lambda: NOW)
    assert Job.objects.get(pk=job.pk).state == "running"


@pytest.mark.django_db
def test_a_worker_that_is_shut_down_gives_its_job_back_without_counting_the_attempt() -> None:
    job = enqueue("foundation.test.count", rows=2)
    claimed = leases.claim(job.uid, NOW)
    assert claimed is not None
    handle.shutting_down.set()
    try:
        running.perform(claimed, handle.Pulse(claimed, lambda: NOW), lambda: NOW)
    finally:
        handle.shutting_down.clear()
    seen = jobs.status(job.uid, XU)
    assert (seen.state, seen.attempt) == (State.QUEUED, 0)
    assert jobs.run_waiting(NOW) == 1


@pytest.mark.django_db
def test_a_job_whose_queue_entry_was_lost_is_queued_anew_once() -> None:
    job = enqueue("foundation.test.count", rows=1)
    DBTaskResult.objects.all().delete()
    assert jobs.dispatch_again(NOW + timedelta(seconds=30)) == 0
    assert jobs.dispatch_again(NOW + timedelta(seconds=61)) == 1
    assert jobs.dispatch_again(NOW + timedelta(seconds=62)) == 0
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(job.uid)], "kwargs": {}}


@pytest.mark.django_db
def test_the_estimate_follows_the_pace_so_far() -> None:
    job = enqueue("foundation.test.count", rows=1)
    leases.claim(job.uid, NOW)
    assert jobs.status(job.uid, XU).left(NOW + 10 * SECOND) is None
    Job.objects.filter(pk=job.pk).update(done=100, total=400)
    assert jobs.status(job.uid, XU).left(NOW + 10 * SECOND) == 30 * SECOND


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["//elsewhere.example/", "https://elsewhere.example/", "x"])
def test_a_result_never_leads_elsewhere(url: str) -> None:
    job = enqueue("foundation.test.count", rows=1)
    Job.objects.filter(pk=job.pk).update(result={"url": url})
    assert jobs.status(job.uid, XU).url == ""
