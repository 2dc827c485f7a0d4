"""Where a victim kills itself: at the n-th thing of a kind that it does after some acts.

The hook lives here and not in the product: statements are heard by Django's own wrappers, commits
and file operations by standing before Django's and Python's functions. Before and after each of
them the victim says where it is in a piece of shared memory, which outlives it.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOM = 400
KINDS = ("time", "time", "statement", "commit", "file", "any")
HEARD = ("statement", "commit", "file")
RECOVERY = "recovery"
AMONG = {"statement": 30, "commit": 5, "file": 12, "any": 50, "time": 1}
"""Up to which thing of its kind a blow waits."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How one turn goes, all of it drawn from one seed.

    `kind` says what is counted; `time` counts nothing, the campaign strikes after `seconds`. A blow
    counts from the start, recovery included, where `at_once`, else after `acts` acts.
    """

    seed: int
    kind: str
    number: int
    acts: int
    at_once: bool
    seconds: float
    victims: int
    server_too: bool


def draw(seed: int) -> Turn:
    """Return the turn of a seed."""
    chance = random.Random(seed)  # noqa: S311 - seeds are printed and must give the same turn
    kind = chance.choice(KINDS)
    at_once = chance.random() < 1 / 8
    return Turn(
        seed=seed,
        kind=kind,
        number=chance.randint(1, AMONG[kind]),
        acts=chance.randint(0, 5),
        at_once=at_once,
        seconds=chance.uniform(0, 2.5 if at_once else 0.5),
        victims=chance.choice((1, 1, 2)),
        server_too=chance.random() < 1 / 8,
    )


class Mark:
    """A line in shared memory: which act is under way, and what it does."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(ROOM))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), ROOM)

    def say(self, words: str) -> None:
        """Write the line."""
        self._memory[:] = words.encode()[:ROOM].ljust(ROOM, b"\0")

    def read(self) -> str:
        """Return the line."""
        return bytes(self._memory).rstrip(b"\0").decode(errors="replace")


class Blow:
    """Counts what the victim does, and kills it when its turn has come."""

    def __init__(self, mark: Mark, turn: Turn, *, strikes: bool) -> None:
        self._mark = mark
        self._turn = turn
        self._left = turn.number if strikes and turn.kind != "time" else 0
        self._acts_left = -1 if turn.at_once else turn.acts
        self.act = RECOVERY

    def begin(self, act: str) -> None:
        """Say that an act begins; the blow may count from the act after `acts` of them."""
        self.act = act
        self._acts_left -= 1
        self._say("begins")

    def end(self) -> None:
        """Say that the act is done and acknowledged."""
        self.act = "between acts"
        self._say("")

    def heard(self, kind: str, what: str) -> None:
        """Take notice of something before or after it happens."""
        self._say(what)
        if not self._left or self._acts_left >= 0 or self._turn.kind not in {kind, "any"}:
            return
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)

    def _say(self, what: str) -> None:
        self._mark.say(f"{self.act}\t{what}")


def listen(blow: Blow) -> None:
    """Have `blow` hear every statement, commit and file operation from now on."""

    def statement(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401
        what = " ".join(str(sql).split()[:3])
        blow.heard("statement", f"before {what}")
        done = execute(sql, *rest)
        blow.heard("statement", f"after {what}")
        return done

    connection.execute_wrappers.append(statement)
    _stand_before(BaseDatabaseWrapper, "_commit", blow, "commit")
    for name in ("fsync", "replace", "mkdir"):
        _stand_before(os, name, blow, "file")


def _stand_before(owner: object, name: str, blow: Blow, kind: str) -> None:
    genuine = getattr(owner, name)

    def heard(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the genuine one takes
        blow.heard(kind, f"before {name.strip('_')}")
        done = genuine(*arguments, **named)
        blow.heard(kind, f"after {name.strip('_')}")
        return done

    setattr(owner, name, heard)
