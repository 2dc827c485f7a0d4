"""The platform asks witnesses after publishing; what they say is kept, served and shown."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, transaction

from shuzheng.config import environment
from shuzheng.config.tests.witnesses import running, witness
from shuzheng.foundation import append_only, jobs, todos
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.transparency.access import Permission
from shuzheng.transparency.adapters import witnesses as adapter
from shuzheng.transparency.core import asking, checkpoint, cosignature, leaves, merkle, note, proof
from shuzheng.transparency.models import Checkpoint, Cosignature, Entry, Tile, Witness
from shuzheng.transparency.queries import evidence, heads, witnesses
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.services import export, log
from shuzheng.transparency.services import witnesses as asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

# The witnesses go by the real clock. The platform's is ahead of it: however long ago the module was
# loaded when a test begins, no cosignature comes from the future.
NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)
"""Witnesses have clocks of their own, so this day is today."""
OFFICER = Actor(1, 1, 1, "office_officer", frozenset({Permission.WITNESS_OVERSEE}), Reach.PROVINCE)
PLAIN = Actor(1, 1, 1, "teacher", frozenset(), Reach.SELF)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Path:
    """Give the test a log of its own."""
    settings.LOG_DIR = tmp_path / "log"
    settings.LOG_ORIGIN = "log.example/log"
    settings.LANGUAGE_CODE = "en"
    return tmp_path


def grow(count: int, story: str = "entry") -> None:
    log.append([leaves.public("test.entry", f"{story} {n}") for n in range(count)], now=NOW)
    log.publish(now=NOW)


@contextmanager
def saying(
    settings: Settings, status: int, body: bytes, *, slow: Event | None = None
) -> Iterator[None]:
    """Have the platform ask somebody who always says the same."""

    class Parrot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body) + (slow is not None)))
            self.end_headers()
            self.wfile.write(body)
            if slow is not None:
                slow.wait(30)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - given
            """Say nothing."""

    key = cosignature.WitnessKey("parrot.example/w", bytes(32))
    with HTTPServer(("127.0.0.1", 0), Parrot) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        settings.WITNESSES, settings.WITNESS_QUORUM = (asking.Witness(key, url),), 1
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def standing() -> witnesses.Standing:
    (one,) = witnesses.overview(heads.newest()).standings
    return one


def test_after_publishing_a_job_collects_and_the_checkpoint_carries_the_lines(
    settings: Settings, place: Path, client: Client
) -> None:
    with running(settings, witness(place, "a"), witness(place, "b")):
        grow(3)
        first = heads.newest()
        assert first is not None
        assert first.witnesses == ()
        assert jobs.run_waiting(NOW) == 1
        grow(300, "more")
        export.export(place / "log")
        assert jobs.run_waiting(NOW) == 1

    head = heads.newest()
    assert head is not None
    keys = [one.key for one in settings.WITNESSES]
    assert head.witnesses == tuple(str(key) for key in keys)
    seen = cosignature.sightings(note.parse(head.note), keys)
    assert [one.witness for one in seen] == ["a.example/w", "b.example/w"]
    assert checkpoint.open(head.note, heads.verifier_key()).size == 303
    assert client.get("/log/checkpoint").content.decode() == head.note
    assert (place / "log" / "checkpoint").read_text(encoding="utf-8") == head.note
    assert Cosignature.objects.count() == 4
    assert witnesses.overview(head).reached
    assert not witnesses.lagging()
    assert check_log() == []


def test_what_was_collected_is_not_asked_for_again(settings: Settings, place: Path) -> None:
    with running(settings, witness(place, "a")):
        grow(3)

        assert asked.collect(now=NOW) == asked.Collected(1, 1)
        assert asked.collect(now=NOW) == asked.Collected(0, 0)
        jobs.run_waiting(NOW)
        log.publish(now=NOW)
        assert jobs.run_waiting(NOW) == 0


def test_without_witnesses_nothing_is_asked_and_nothing_queued() -> None:
    grow(3)

    assert jobs.run_waiting(NOW) == 0
    assert asked.collect(now=NOW) == asked.Collected(0, 0)


def test_a_proof_is_given_under_the_newest_checkpoint_with_a_quorum(
    settings: Settings, place: Path
) -> None:
    with running(settings, witness(place, "a")):
        grow(3)
        asked.collect(now=NOW)
        grow(4, "more")

        assert evidence.inclusion(2).checkpoint.size == 3
        assert evidence.inclusion(3).checkpoint.size == 7
        found = evidence.inclusion(2)
        leaf = merkle.leaf_hash(found.leaf)
        assert proof.verify(proof.parse(str(found.proof)), leaf, heads.verifier_key()).size == 3
        assert "— a.example/w " in found.proof.note

        asked.collect(now=NOW)
        assert evidence.inclusion(2).checkpoint.size == 7
    settings.WITNESSES, settings.WITNESS_QUORUM = (), 0
    assert "— a.example/w " not in evidence.inclusion(2).proof.note


def test_a_witness_is_asked_from_where_it_says_it_is(settings: Settings, place: Path) -> None:
    with running(settings, witness(place, "a")):
        grow(3)
        asked.collect(now=NOW)
        Witness.objects.update(size=0)
        grow(2, "more")
        assert asked.collect(now=NOW) == asked.Collected(1, 1)

        Witness.objects.update(size=2)
        grow(2, "yet more")
        assert asked.collect(now=NOW) == asked.Collected(1, 1)
    assert (standing().size, standing().refused_at) == (7, None)


def rewrite(story: str, size: int) -> None:
    """Tell the log's story anew from its beginning, as only its operator could."""
    append_only.remove("default")
    Cosignature.objects.all().delete()
    Checkpoint.objects.all().delete()
    Tile.objects.all().delete()
    Entry.objects.all().delete()
    append_only.install("default")
    shutil.rmtree(django_settings.LOG_DIR, ignore_errors=True)
    grow(size, story)


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        (3, "It has seen another content of the same number of entries."),
        (5, "What it has seen is not the beginning of this log."),
        (2, "It has seen more entries than this log has: entries are missing here."),
    ],
)
def test_a_log_that_forks_or_shrinks_is_refused_and_the_office_sees_it(
    settings: Settings, place: Path, client: Client, size: int, reason: str
) -> None:
    with running(settings, witness(place, "a")):
        grow(3)
        asked.collect(now=NOW)
        assert todos.waiting_for(OFFICER, NOW) == []
        rewrite("another story", size)

        assert asked.collect(now=NOW + timedelta(minutes=1)) == asked.Collected(1, 0)

    head = heads.newest()
    assert head is not None
    assert (head.size, head.witnesses) == (size, ())
    one = standing()
    assert (one.reason, one.refused_size, one.refuses, one.size) == (reason, size, True, 3)
    assert not witnesses.overview(head).reached
    page = client.get("/log").content.decode()
    assert reason in page
    assert "Refuses" in page
    (todo,) = todos.waiting_for(OFFICER, NOW)
    assert (str(todo.title), todo.url, todo.count) == (
        "Find out why a witness refuses the evidence log",
        "/log#witnesses",
        1,
    )
    assert todos.waiting_for(PLAIN, NOW) == []


def test_a_refusal_is_over_when_the_same_witness_cosigns_again(
    settings: Settings, place: Path, client: Client
) -> None:
    folder = witness(place, "a")
    (folder / "logs").write_text(
        f"{note.VerifierKey('other.example/log', bytes(32))}\n", encoding="utf-8"
    )
    grow(3)
    with running(settings, folder):
        asked.collect(now=NOW)
        assert (standing().reason, standing().refuses) == ("It does not follow this log.", True)
    (folder / "logs").write_text(f"{heads.verifier_key()}\n", encoding="utf-8")
    with running(settings, folder):
        asked.collect(now=NOW + timedelta(minutes=1))

    assert (standing().refuses, standing().has_newest) == (False, True)
    assert todos.waiting_for(OFFICER, NOW) == []
    assert "It does not follow this log." in client.get("/log").content.decode()


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (403, b"", "It knows this log under another key."),
        (404, b"", "It does not follow this log."),
        (422, b"", "What it has seen is not the beginning of this log."),
    ],
)
def test_every_refusal_has_its_reason(
    settings: Settings, status: int, body: bytes, reason: str
) -> None:
    with saying(settings, status, body):
        grow(3)
        asked.collect(now=NOW)

    assert (standing().reason, standing().refuses) == (reason, True)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"hello\n"),
        (200, b"x" * (adapter.LARGEST_ANSWER + 1)),
        (302, b""),
        (409, b"many\n"),
        (500, b"<html>"),
    ],
)
def test_an_answer_that_says_nothing_is_silence_and_no_refusal(
    settings: Settings, client: Client, status: int, body: bytes
) -> None:
    with saying(settings, status, body):
        grow(3)
        asked.collect(now=NOW)
        asked.collect(now=NOW + timedelta(hours=1))

    assert (standing().silent_since, standing().refuses) == (NOW, False)
    assert todos.waiting_for(OFFICER, NOW) == []
    assert "No answer" in client.get("/log").content.decode()


def test_a_dead_witness_delays_nothing_and_the_others_are_heard(
    settings: Settings, place: Path
) -> None:
    with running(settings, witness(place, "a")):
        dead = cosignature.WitnessKey("dead.example/w", bytes(32))
        settings.WITNESSES = (asking.Witness(dead, "http://127.0.0.1:1"), *settings.WITNESSES)
        grow(3)
        assert heads.newest() is not None
        assert asked.collect(now=NOW) == asked.Collected(2, 1)

    silent, heard = witnesses.overview(heads.newest()).standings
    assert (silent.name, silent.silent_since, silent.has_newest) == ("dead.example/w", NOW, False)
    assert (heard.name, heard.silent_since, heard.has_newest) == ("a.example/w", None, True)


def test_a_witness_that_dribbles_is_cut_off(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "LONGEST_SECONDS", 0.2)
    monkeypatch.setattr(adapter, "SILENCE_SECONDS", 20.0)
    slow = Event()
    with saying(settings, 200, b"x", slow=slow):
        grow(3)
        began = time.monotonic()
        asked.collect(now=NOW)
        assert time.monotonic() - began < 10
        assert standing().silent_since == NOW
        slow.set()


def test_the_database_keeps_cosignatures(settings: Settings, place: Path) -> None:
    with running(settings, witness(place, "a")):
        grow(3)
        asked.collect(now=NOW)

    for change in (Cosignature.objects.all().delete, lambda: Cosignature.objects.update(line="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_cosignature_that_was_exchanged_is_found(settings: Settings, place: Path) -> None:
    with running(settings, witness(place, "a")):
        for story in ("entry", "more"):
            grow(3, story)
            asked.collect(now=NOW)
    assert check_log() == []
    line = Cosignature.objects.get(checkpoint=3).line

    append_only.remove("default")
    Cosignature.objects.filter(checkpoint=6).update(line=line)
    append_only.install("default")

    assert check_log() == ["the cosignature of 6 by a.example/w does not fit"]


def test_the_page_costs_few_queries(
    settings: Settings,
    place: Path,
    client: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    with running(settings, witness(place, "a"), witness(place, "b")):
        for number in range(4):
            grow(1, f"round {number}")
            asked.collect(now=NOW)

    with django_assert_max_num_queries(9):
        page = client.get("/log").content.decode()
    assert "2 of 2 witnesses have cosigned the newest checkpoint; 2 needed." in page


def read(place: Path, document: object, quorum: str) -> environment.Environment:
    (place / "witnesses.json").write_text(json.dumps(document), encoding="utf-8")
    environ = {
        "SHUZHENG_WITNESSES": str(place / "witnesses.json"),
        "SHUZHENG_WITNESS_QUORUM": quorum,
    }
    return environment.read(environ, place)


def test_witnesses_and_their_quorum_come_from_the_environment(place: Path) -> None:
    key = cosignature.WitnessKey("a.example/w", bytes(32))
    document = [{"key": str(key), "url": "https://a.example/w"}]

    found = read(place, document, "1")

    assert found.witnesses == (asking.Witness(key, "https://a.example/w"),)
    assert found.witness_quorum == 1
    assert environment.read({}, place).witnesses == ()
    for quorum in ("", "0", "2", "-1", "one", "１"):
        with pytest.raises(environment.BadSetting, match="SHUZHENG_WITNESS_QUORUM is"):
            read(place, document, quorum)
    with pytest.raises(environment.BadSetting, match="SHUZHENG_WITNESS_QUORUM is '1'"):
        environment.read({"SHUZHENG_WITNESS_QUORUM": "1"}, place)


def test_a_list_of_witnesses_that_cannot_be_used_stops_the_start(place: Path) -> None:
    with pytest.raises(environment.BadSetting, match=r"wrong in “\[0\]”"):
        read(place, ["x"], "1")
    (place / "broken.json").write_text("[", encoding="utf-8")
    for name, why in (("broken.json", "it is not JSON"), ("absent.json", "No such file")):
        with pytest.raises(environment.BadSetting, match=why):
            environment.read({"SHUZHENG_WITNESSES": str(place / name)}, place)
