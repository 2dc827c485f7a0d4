"""Kill, look, start again, look again: as often as is asked for.

A victim is a process forked from this one, which has loaded the platform and has no connection to
the database at that moment: a kill costs no second of loading, and everything else is its own.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import autodiscover_modules

from tests.crash import acts, blows, finding, victim
from tests.crash.__main__ import HERE, PREPARED

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess
    from pathlib import Path

    from bench.engines import Engine

FORK = multiprocessing.get_context("fork")
HISTORY = 25
"""Kills in one history, before the next begins on a fresh database."""
TURNS, SEEDS = 1_000, 1_000_000
"""How many seeds there are between two histories, and between two campaigns."""
PATIENCE_SECONDS = 60.0
NOTICE_SECONDS = 3.0
"""How long a database server has to notice that one of its processes was killed."""
LOOK_SECONDS = 0.05


@dataclass
class Victim:
    """A process that acts until it dies, and the server's process that works for it (0: none)."""

    name: str
    mark: blows.Mark
    process: ForkProcess
    mouth: Connection
    server: int = 0

    def is_ready(self) -> bool:
        """Wait until it has started as after any kill; False where it died before."""
        try:
            self.server = self.mouth.recv()
        except EOFError:
            return False
        return True

    def go(self) -> None:
        """Let it act."""
        with contextlib.suppress(BrokenPipeError):
            self.mouth.send("go")

    def kill(self) -> None:
        """Kill it."""
        self.process.kill()

    def kill_server(self) -> bool:
        """Kill the process of the database server that works for it; False where it is gone."""
        with contextlib.suppress(ProcessLookupError):
            if self.server:
                os.kill(self.server, signal.SIGKILL)
                return True
        return False

    def ending(self) -> int | None:
        """Wait for its end; return its exit status (None: it does not end)."""
        self.process.join(PATIENCE_SECONDS)
        self.mouth.close()
        return self.process.exitcode


def _act(notes: Path, name: str, turn: blows.Turn, ear: Connection) -> None:
    """Be a victim; leave last words where it was not the blow that ended it."""
    try:
        victim.main(notes, name, turn, ear)
    except Exception:
        words = notes / f"{turn.seed}-{name}.words"
        words.write_text(traceback.format_exc(), encoding="utf-8")
        raise


@dataclass
class Campaign:
    """One engine's campaign: how many kills there were, what they hit, what was found."""

    engine: Engine
    work: Path
    kills: int = 0
    servers: int = 0
    hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def run(self, crashes: int, seed: int) -> bool:
        """Kill so many times; True where nothing was found."""
        began = time.monotonic()
        autodiscover_modules("sentences", "followers", "jobs")
        logging.getLogger("shuzheng").setLevel(logging.ERROR)
        self._say(f"{self.engine.name}: {crashes} kills, SEED={seed}; {_durability()}")
        history = 0
        while self.kills < crashes and not self.faults:
            self._history(seed, history, min(HISTORY, crashes - self.kills))
            history += 1
        self._tell(time.monotonic() - began)
        return not self.faults

    def _history(self, seed: int, history: int, kills: int) -> None:
        connection.close()
        self.engine.drop(HERE)
        self.engine.copy(PREPARED, HERE)
        if connection.vendor == "postgresql":
            # A sequence copied with its database gives some numbers without logging that it did:
            # after a crash of the server it would give them again. A checkpoint ends that.
            with connection.cursor() as cursor:
                cursor.execute("CHECKPOINT")
            connection.close()
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
        notes = self.work / f"notes-{history}"
        notes.mkdir()
        last, seeds = self.kills + kills, count(seed * SEEDS + history * TURNS)
        while self.kills < last and not self.faults:
            self._turn(blows.draw(next(seeds)), notes)
        if not self.faults:
            self._rest(notes, next(seeds))

    def _turn(self, turn: blows.Turn, notes: Path) -> None:
        """Let victims start, look, let them act, kill them, look."""
        victims = [self._start(name, turn, notes) for name in "ab"[: turn.victims]]
        if turn.kind == "time" and turn.at_once:
            time.sleep(turn.seconds)
            victims[0].kill()
        ready = [victim.is_ready() for victim in victims]
        if all(ready):
            self._look("after the start", turn, finding.after_start(notes))
        for one, is_ready in zip(victims, ready, strict=True):
            if is_ready and all(ready):
                one.go()
            elif is_ready:
                one.kill()
        self._strike(turn, victims, notes)
        self._await_server()
        self._look("after the kill", turn, finding.after_kill(notes))
        connection.close()

    def _strike(self, turn: blows.Turn, victims: list[Victim], notes: Path) -> None:
        first, *others = victims
        if turn.kind == "time" and not turn.at_once:
            time.sleep(turn.seconds)
            if turn.server_too:
                connection.ensure_connection()
            first.kill()
            if turn.server_too and first.kill_server():
                self._await_notice()
        endings = [first.ending()]
        for other in others:
            time.sleep(random.Random(turn.seed).uniform(0, 0.1))  # noqa: S311 - as in blows
            other.kill()
            endings.append(other.ending())
        for one, status in zip(victims, endings, strict=True):
            words = notes / f"{turn.seed}-{one.name}.words"
            if status == -signal.SIGKILL:
                self._hit(turn, one)
            elif status != 0 and not turn.server_too:
                said = words.read_text(encoding="utf-8") if words.exists() else "no word"
                self.faults.append(f"seed {turn.seed}: a victim fell by itself ({status}): {said}")

    def _hit(self, turn: blows.Turn, one: Victim) -> None:
        act, _, doing = one.mark.read().partition("\t")
        self.kills += 1
        self.hits[act, turn.kind if one.name == "a" else "time"] += 1
        server = ""
        if turn.server_too and one.server and turn.kind == "time" and one.name == "a":
            server = ", with the server's process"
            self.servers += 1
        self._say(f"{self.kills:4}  seed {turn.seed}  {turn.kind:9}  {act}, {doing}{server}")

    def _rest(self, notes: Path, seed: int) -> None:
        """End a history: one more start, and every certificate is verified offline."""
        turn = blows.Turn(seed, "time", 0, 0, at_once=False, seconds=0, victims=1, server_too=False)
        last = self._start("a", turn, notes)
        if not last.is_ready():
            self.faults.append(f"seed {seed}: it does not start again")
            return
        self._look("at the end", turn, finding.after_start(notes))
        # Jobs of lost workers ran as of later than now, when their leases had ended.
        later = acts.moment() + victim.LATEST
        self._look("at the end", turn, list(finding.verified(later)))
        connection.close()
        last.kill()
        last.ending()

    def _start(self, name: str, turn: blows.Turn, notes: Path) -> Victim:
        connection.close()
        mark = blows.Mark(notes / f"{turn.seed}-{name}.mark")
        mark.say(f"{blows.RECOVERY}\tbegins")
        mouth, ear = FORK.Pipe()
        process = FORK.Process(target=_act, args=(notes, name, turn, ear), daemon=True)
        process.start()
        ear.close()
        return Victim(name, mark, process, mouth)

    def _await_notice(self) -> None:
        """Wait until the server ends every line, as it does before it recovers.

        Whoever asks sooner would be answered, and then cut off. It ends none where the process had
        gone by itself just before.
        """
        patience = time.monotonic() + NOTICE_SECONDS
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            while time.monotonic() < patience:
                cursor.execute("SELECT 1")
                time.sleep(LOOK_SECONDS)

    def _await_server(self) -> None:
        """Wait until the database answers: it may be recovering from a kill of its own."""
        connection.close()
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                connection.ensure_connection()
            except DatabaseError:
                if time.monotonic() > patience:
                    raise
                time.sleep(LOOK_SECONDS)
            else:
                return

    def _look(self, when: str, turn: blows.Turn, found: list[str]) -> None:
        self.faults += [f"seed {turn.seed}, {when}: {fault}" for fault in found]

    def _tell(self, seconds: float) -> None:
        self._say(f"\n{self.engine.name}: {self.kills} kills in {seconds:.0f} s; where they fell:")
        if self.servers:
            self._say(f"  {self.servers} of them took the database server's process with them")
        for act in sorted({act for act, _ in self.hits}):
            kinds = {kind: n for (one, kind), n in sorted(self.hits.items()) if one == act}
            self._say(f"  {act:16} {sum(kinds.values()):4}  {kinds}")
        for fault in self.faults:
            self._say(f"FOUND: {fault}")
        self._say("nothing was found" if not self.faults else f"{len(self.faults)} FAULTS")

    def _say(self, words: str) -> None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


def _durability() -> str:
    """Say how the database makes a commit durable; refuse where it does not."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            found = {"synchronous": {0: "OFF", 1: "NORMAL", 2: "FULL"}[cursor.fetchone()[0]]}
            wanted = {"synchronous": "FULL"}
        else:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name ~ '(^fsync|_commit)$'")
            found = {k: v for k, v in cursor.fetchall() if k in {"fsync", "synchronous_commit"}}
            wanted = {"fsync": "on", "synchronous_commit": "on"}
    if found != wanted:
        raise SystemExit(f"commits are not durable here: {found}")
    return ", ".join(f"{name}={value}" for name, value in found.items())
