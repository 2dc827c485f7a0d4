"""The databases that are measured, as production has them; each measurement begins on a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import psycopg
from psycopg import sql

from bench.processes import ROOT, Failed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 60


class Engine(Protocol):
    """Where databases are made and copied, by name."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    def url(self, database: str) -> str:
        """Return how a database is reached."""

    def copy(self, source: str, target: str) -> str:
        """Make `target` a copy of `source`, or empty where `source` is ""; return its address."""

    def drop(self, database: str) -> None:
        """Remove a database."""


@dataclass(frozen=True, slots=True)
class SQLite:
    """Files of a folder, as delivered: WAL, synchronous=FULL."""

    folder: Path
    name: str = "SQLite"

    def url(self, database: str) -> str:
        """Return how a database is reached."""
        return f"sqlite://{self._path(database)}"

    def copy(self, source: str, target: str) -> str:
        """Copy the file; the source has been closed and its journal emptied."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if source:
            shutil.copyfile(self._path(source), self._path(target))
        return self.url(target)

    def drop(self, database: str) -> None:
        """Remove the file and its journal."""
        for path in self.folder.glob(f"{database}.sqlite3*"):
            path.unlink()

    def _path(self, database: str) -> Path:
        return self.folder / f"{database}.sqlite3"


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A server of Debian's, with its own settings: fsync and synchronous_commit on."""

    server: str
    name: str = "PostgreSQL"

    def url(self, database: str) -> str:
        """Return how a database is reached."""
        return f"{self.server.rpartition('/')[0]}/{database}"

    def copy(self, source: str, target: str) -> str:
        """Make a database from a template."""
        self._do("CREATE DATABASE {} TEMPLATE {}", target, source or "template0")
        return self.url(target)

    def drop(self, database: str) -> None:
        """Remove a database."""
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """Run a temporary server that writes to the disk as a real one does."""
    command = ["tools/postgresql.sh", "sh", "-c", 'echo "$DATABASE_URL"; cat >/dev/null']
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PGFSYNC": "on"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise TypeError("the server was started without pipes")
        address = process.stdout.readline().strip()
        try:
            if not address:
                raise Failed("PostgreSQL could not be started")
            yield PostgreSQL(address)
        finally:
            # The end of its input ends the script, which removes the cluster.
            process.stdin.close()
            process.wait(PATIENCE_SECONDS)
