"""Whatever is done to the log or to the facts behind its back, the check finds it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from shuzheng.foundation import append_only, facts
from shuzheng.foundation.models import Fact
from shuzheng.kernel.actor import CLOCK
from shuzheng.transparency.core import leaves
from shuzheng.transparency.models import Checkpoint, Entry, Tile
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture
def _unguarded() -> None:
    """Let a test play the attacker who owns the database."""
    append_only.remove("default")


def entries(count: int, start: int = 0) -> list[leaves.Leaf]:
    return [leaves.public("test.entry", f"number {start + number}") for number in range(count)]


def damage_entry() -> None:
    Entry.objects.filter(index=2).update(leaf=entries(1, 99)[0].data.decode())


def damage_kind() -> None:
    Entry.objects.filter(index=2).update(kind="another.kind")


def damage_form() -> None:
    Entry.objects.filter(index=4).update(leaf="not an entry")


def remove_middle() -> None:
    Entry.objects.filter(index=2).delete()


def remove_last_published() -> None:
    Entry.objects.filter(index__gte=3).delete()


def remove_pending() -> None:
    Entry.objects.filter(index=4).delete()
    log.append(entries(1, 5), now=NOON)
    Entry.objects.filter(index=4).update(index=5)


def damage_tile() -> None:
    Tile.objects.update(hashes=bytes(128))


def swap_root() -> None:
    Checkpoint.objects.filter(size=4).update(root=bytes(32))


def swap_note() -> None:
    first = Checkpoint.objects.get(size=2)
    Checkpoint.objects.filter(size=4).update(note=first.note)


def break_signature() -> None:
    head = Checkpoint.objects.get(size=4)
    Checkpoint.objects.filter(size=4).update(note=head.note.replace("\n4\n", "\n5\n"))


def remove_checkpoint() -> None:
    Checkpoint.objects.filter(size=2).delete()


@pytest.mark.django_db
@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize(
    ("attack", "fault"),
    [
        (damage_entry, "the root of the checkpoint of 4 does not follow from the entries"),
        (damage_kind, "entry 2 is said to be another.kind and is test.entry"),
        (damage_form, "entry 4 is not well formed"),
        (remove_middle, "entry 2 is missing"),
        (remove_last_published, "entry 3 is missing"),
        (remove_pending, "entry 4 is missing"),
        (damage_tile, "tile/0/000.p/4 does not follow from the entries"),
        (swap_root, "the checkpoint of 4 is not what was signed"),
        (swap_note, "the checkpoint of 4 is not what was signed"),
        (break_signature, "The signature of log.example/log does not fit the text of the note."),
        (remove_checkpoint, "the checkpoint of 4 does not follow the one of 0"),
    ],
)
def test_every_attack_on_the_database_is_found(attack: Callable[[], None], fault: str) -> None:
    for _ in range(2):
        log.append(entries(2), now=NOON)
        log.publish(now=NOON)
    log.append(entries(1), now=NOON)
    assert check_log() == []

    attack()

    assert any(fault in found for found in check_log()), check_log()


@pytest.fixture
def record() -> Callable[[], Fact]:
    """Record a fact that some room declares."""
    verb = "transparency.test.happened"
    if verb not in facts.kinds():
        facts.declare(verb, "tested the log")
    subject = Tile(pk=1)

    @transaction.atomic
    def make() -> Fact:
        return facts.record(verb, subject, actor=CLOCK, now=NOON)

    return make


@pytest.mark.rule("R-110")
@pytest.mark.django_db
def test_the_head_of_the_facts_is_logged_once_a_day_when_it_has_moved(
    record: Callable[[], Fact],
) -> None:
    assert log.anchor_facts(NOON) == range(0)

    fact = record()
    assert log.anchor_facts(NOON) == range(1)
    record()
    assert log.anchor_facts(NOON + timedelta(hours=11)) == range(0)
    assert log.anchor_facts(NOON + timedelta(hours=12)) == range(1, 2)
    assert log.anchor_facts(NOON + timedelta(days=2)) == range(0)

    alone = sha256(b"\0" + bytes.fromhex(fact.hash)).hexdigest()
    words = f"public 2026-11-21 {fact.seq} {fact.hash} {fact.seq} {alone}\n"
    assert Entry.objects.get(index=0).leaf.endswith(words)
    assert check_log() == []


@pytest.mark.rule("R-110")
@pytest.mark.django_db
def test_each_anchor_has_the_root_over_the_facts_since_the_one_before(
    record: Callable[[], Fact],
) -> None:
    record()
    log.anchor_facts(NOON)
    first, second = record(), record()
    log.anchor_facts(NOON + timedelta(days=1))

    left, right = (sha256(b"\0" + bytes.fromhex(one.hash)).digest() for one in (first, second))
    root = sha256(b"\1" + left + right).hexdigest()
    words = f"public 2026-11-22 {second.seq} {second.hash} 2 {root}\n"
    assert Entry.objects.get(index=1).leaf.endswith(words)
    assert check_log() == []


@pytest.mark.rule("R-110")
@pytest.mark.breaks_facts
@pytest.mark.django_db
@pytest.mark.usefixtures("_unguarded")
def test_a_fact_that_was_exchanged_between_two_anchors_makes_another_root(
    record: Callable[[], Fact],
) -> None:
    fact, last = record(), record()
    log.anchor_facts(NOON)

    Fact.objects.filter(seq=fact.seq).update(hash="0" * 64)

    assert check_log() == [f"facts 1 to {last.seq} make another root than entry 0 says"]


@pytest.mark.rule("R-110")
@pytest.mark.django_db
@pytest.mark.usefixtures("_unguarded")
def test_facts_that_were_cut_off_after_their_anchor_are_missed(
    record: Callable[[], Fact],
) -> None:
    kept = record()
    cut = record()
    log.anchor_facts(NOON)

    Fact.objects.filter(seq=cut.seq).delete()

    assert facts.check_chain(kept.seq) == []
    assert check_log() == [f"fact {cut.seq}, anchored by entry 0, is missing"]


@pytest.mark.rule("R-110")
@pytest.mark.django_db
@pytest.mark.usefixtures("_unguarded")
def test_facts_that_were_written_anew_are_not_the_anchored_ones(
    record: Callable[[], Fact],
) -> None:
    fact = record()
    log.anchor_facts(NOON)

    fact.data = {"rewritten": True}
    Fact.objects.filter(seq=fact.seq).update(data=fact.data, hash=facts.hash_of(fact))

    assert facts.check_chain(fact.seq) == []
    assert check_log() == [f"fact {fact.seq} is not the one anchored by entry 0"]
