"""What was appended is published by the log's own work, whoever forgot to ask for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from shuzheng.foundation import facts, jobs
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.periods import Calendar
from shuzheng.transparency.core import anchors, leaves
from shuzheng.transparency.models import Entry
from shuzheng.transparency.queries import heads
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.services import log

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_room_may_ask_for_a_checkpoint_at_once() -> None:
    log.append([leaves.public("test.entry", "a")], now=NOON)

    job = jobs.enqueue("transparency.log.publish", {}, actor=CLOCK, now=NOON)
    jobs.run_here(job, NOON)

    head = heads.newest()
    assert head is not None
    assert (head.size, head.published_at) == (1, NOON)


def test_the_clock_publishes_what_waits_and_anchors_the_facts() -> None:
    if "transparency.test.ticked" not in facts.kinds():
        facts.declare("transparency.test.ticked", "tested the log")
    log.append([leaves.public("test.entry", "a")], now=NOON)
    with transaction.atomic():
        facts.record("transparency.test.ticked", Entry(pk=0), actor=CLOCK, now=NOON)

    jobs.tick(NOON, Calendar(frozenset(), frozenset()))
    jobs.run_waiting(NOON)

    head = heads.newest()
    assert head is not None
    assert head.size == 2
    assert Entry.objects.get(index=1).kind == anchors.KIND
    assert check_log() == []
