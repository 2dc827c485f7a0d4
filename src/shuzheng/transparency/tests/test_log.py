"""What is appended is published in order, once, and proved; what was published never changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction

from shuzheng.foundation.keyring import Keyring
from shuzheng.transparency.core import leaves, merkle, proof, tiles
from shuzheng.transparency.models import Checkpoint, Entry
from shuzheng.transparency.queries import evidence, heads, stored
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.services import export, log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django import Settings

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


def entries(count: int, start: int = 0) -> list[leaves.Leaf]:
    return [leaves.public("test.entry", f"number {start + number}") for number in range(count)]


@pytest.mark.django_db
def test_entries_get_their_places_in_order_and_wait() -> None:
    assert log.append(entries(3), now=NOON) == range(3)
    assert log.append(entries(2), now=NOON) == range(3, 5)
    assert log.append([], now=NOON) == range(5, 5)

    assert list(Entry.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2, 3, 4]
    assert heads.waiting() == 5
    assert heads.newest() is None
    assert check_log() == []


@pytest.mark.django_db
def test_every_entry_is_proved_however_the_log_has_grown_since_the_last_proof() -> None:
    for count in (200, 56, 1, 512, 300):
        first = heads.newest()
        log.append(entries(count, first.size if first else 0), now=NOON)
        head = log.publish(now=NOON)
        assert head is not None
        for index in range(0, head.size, 13):
            found = evidence.inclusion(index)
            hashed = merkle.leaf_hash(entries(1, index)[0].data)
            merkle.verify_inclusion(hashed, index, head.size, found.proof.path, head.root)
            assert found.checkpoint.size == head.size
        if first:
            path = evidence.consistency(first.size, head)
            merkle.verify_consistency(first.size, head.size, path, first.root, head.root)


@pytest.mark.django_db
def test_an_index_beyond_any_log_is_refused() -> None:
    with pytest.raises(evidence.NoSuchEntry):
        evidence.inclusion(1 << 63)


@pytest.mark.django_db
def test_publishing_signs_whatever_waits_and_then_nothing_more() -> None:
    assert log.publish(now=NOON) is None

    log.append(entries(3), now=NOON)
    first = log.publish(now=NOON)
    again = log.publish(now=NOON + timedelta(minutes=1))
    log.append(entries(300), now=NOON)
    second = log.publish(now=NOON + timedelta(minutes=2))

    assert first is not None
    assert again == first
    assert second is not None
    assert (first.size, second.size, second.previous_size, second.added) == (3, 303, 3, 300)
    assert first.origin == "log.example/log"
    assert first.note.startswith("log.example/log\n3\n")
    assert heads.waiting() == 0
    assert heads.recent(9) == (second, first)
    assert check_log() == []


@pytest.mark.django_db
def test_more_than_one_checkpoint_can_hold_is_published_in_several(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log, "ENTRIES_PER_CHECKPOINT", 100)

    log.append(entries(250), now=NOON)
    log.publish(now=NOON)

    assert [head.size for head in heads.every()] == [100, 200, 250]
    assert check_log() == []


@pytest.mark.django_db
def test_every_entry_is_proved_to_a_stranger_with_the_key_alone() -> None:
    log.append(entries(700), now=NOON)
    log.publish(now=NOON)
    key = str(heads.verifier_key())

    for index in (0, 255, 256, 511, 512, 699):
        found = evidence.inclusion(index)
        head = proof.verify(proof.parse(str(found.proof)), merkle.leaf_hash(found.leaf), key)

        assert (found.index, found.kind, head.size) == (index, "test.entry", 700)
        assert found.leaf == entries(1, index)[0].data
        assert found.checkpoint == head


@pytest.mark.django_db
def test_a_proof_costs_one_query_once_the_tiles_above_are_known(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    log.append(entries(733), now=NOON)  # a log that no other test has proved from
    log.publish(now=NOON)

    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        evidence.inclusion(100)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        evidence.inclusion(300)


@pytest.mark.django_db
def test_a_commitment_keeps_its_salt_and_is_proved_with_it() -> None:
    leaf = log.commitment("certificate.issued", b"a credential")
    (index,) = log.append([leaf], now=NOON)
    log.publish(now=NOON)

    found = evidence.inclusion(index)

    assert len(found.salt) == 32
    leaves.verify(found.leaf, "certificate.issued", b"a credential", found.salt)
    assert log.commitment("certificate.issued", b"a credential").data != leaf.data


@pytest.mark.django_db
def test_what_is_not_published_yet_has_no_proof_and_says_so() -> None:
    log.append(entries(1), now=NOON)

    with pytest.raises(evidence.NotYetPublished, match="Entry 0 waits"):
        evidence.inclusion(0)
    with pytest.raises(evidence.NoSuchEntry, match="no entry 1"):
        evidence.inclusion(1)


@pytest.mark.django_db
def test_an_entry_too_long_or_out_of_form_is_refused_and_nothing_is_stored() -> None:
    long = leaves.public("test.entry", "x" * 65_536)
    wrong = leaves.Leaf("test.entry", b"not an entry")

    with pytest.raises(tiles.EntryTooLong):
        log.append([*entries(2), long], now=NOON)
    with pytest.raises(leaves.LeafMalformed):
        log.append([*entries(2), wrong], now=NOON)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_log_keeps_its_name_when_the_address_changes(settings: Settings) -> None:
    log.append(entries(1), now=NOON)
    log.publish(now=NOON)

    settings.LOG_ORIGIN = "other.example/log"
    log.append(entries(1), now=NOON)
    second = log.publish(now=NOON)

    assert second is not None
    assert second.origin == "log.example/log"
    assert check_log() == []


@pytest.mark.django_db
def test_a_log_does_not_go_on_under_another_key(settings: Settings) -> None:
    log.append(entries(1), now=NOON)
    log.publish(now=NOON)
    ours: Keyring = settings.KEYRING
    settings.KEYRING = Keyring(ours.secret, ours.current, ours.sealing, ours.index, bytes(32))
    log.append(entries(1), now=NOON)

    with pytest.raises(log.KeyChanged):
        log.publish(now=NOON)

    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("several_at_once")
def test_publishing_inside_an_act_is_a_defect() -> None:
    with transaction.atomic():
        log.append(entries(1), now=NOON)
        with pytest.raises(RuntimeError, match="durable"):
            log.publish(now=NOON)


@pytest.mark.usefixtures("several_at_once")
def test_what_an_act_that_fails_appended_is_gone_and_leaves_no_gap() -> None:
    log.append(entries(1), now=NOON)
    with transaction.atomic():
        log.append(entries(5), now=NOON)
        transaction.set_rollback(True)

    assert log.append(entries(1), now=NOON) == range(1, 2)
    assert check_log() == []


def at_once(*work: Callable[[], object]) -> list[BaseException]:
    """Run all of `work` at the same time; returns what was raised."""
    start = Barrier(len(work))
    raised: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        start.wait()
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - handed to the test, which asserts on it
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.usefixtures("several_at_once")
def test_many_who_append_and_publish_at_once_make_one_log(folder: Path) -> None:
    def append() -> None:
        for _ in range(5):
            log.append(entries(7), now=NOON)

    def publish() -> None:
        for _ in range(5):
            log.publish(now=NOON)

    assert at_once(append, publish, append, publish) == []

    head = log.publish(now=NOON)
    assert head is not None
    assert head.size == 70
    assert check_log() == []
    assert export.require_same_log(folder) == 70


@pytest.mark.django_db
def test_the_database_refuses_to_change_what_was_logged() -> None:
    log.append([log.commitment("test.entry", b"x")], now=NOON)
    log.publish(now=NOON)

    for change in (
        lambda: Entry.objects.update(leaf="forged"),
        lambda: Entry.objects.update(kind="forged"),
        lambda: Entry.objects.filter(index=0).delete(),
        lambda: Checkpoint.objects.update(note="forged"),
        lambda: Checkpoint.objects.filter(size=1).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_a_salt_can_be_erased_and_the_log_stays_whole() -> None:
    log.append([log.commitment("test.entry", b"x")], now=NOON)
    log.publish(now=NOON)

    Entry.objects.filter(index=0).update(salt="")

    assert evidence.inclusion(0).salt == b""
    assert check_log() == []


@pytest.mark.django_db
def test_a_tile_is_served_only_as_far_as_the_log_was_published() -> None:
    log.append(entries(300), now=NOON)
    log.publish(now=NOON)
    log.append(entries(300, 300), now=NOON)

    assert len(stored.tile("tile/0/000")) == 8192
    assert stored.tile("tile/0/001.p/44") == b"".join(
        merkle.leaf_hash(leaf.data) for leaf in entries(44, 256)
    )
    assert stored.tile("tile/0/001.p/5") == stored.tile("tile/0/001.p/44")[:160]
    assert stored.tile("tile/entries/001.p/1") == (
        b"\x00\x2dshuzheng-log/v1\ntest.entry\npublic number 256\n"
    )
    for path in ("tile/0/001.p/45", "tile/0/001", "tile/1/000.p/2", "tile/entries/002.p/1"):
        with pytest.raises(tiles.NoSuchTile):
            stored.tile(path)
