"""One installation in production mode for all measurements: keys, environment, databases."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bench import processes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.engines import Engine

HOST = "zs.example.cn"
FOUNDED = "founded"


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with keys, and how its programs are started on a database."""

    folder: Path

    def make(self) -> None:
        """Make folder and keys."""
        self.folder.mkdir(parents=True, exist_ok=True)
        program = "import sys; from shuzheng.config.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", program, "keys", "make"]
        done = subprocess.run(
            command,
            cwd=processes.ROOT,
            env=self.env("sqlite:///" + str(self.folder / "none")),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise processes.Failed(f"no keys could be made: {done.stderr}")

    def env(self, database_url: str) -> dict[str, str]:
        """Return the environment of a program that works on a database."""
        return {
            "SHUZHENG_MODE": "production",
            "PUBLIC_URL": f"https://{HOST}",
            "SHUZHENG_DATA_DIR": str(self._data(database_url)),
            "SHUZHENG_KEY_FILE": str(self.folder / "keys.json"),
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "shuzheng.config.settings",
        }

    def found(self, engine: Engine) -> None:
        """Make the tables and parties that every measurement begins with."""
        engine.drop(FOUNDED)
        url = engine.copy("", FOUNDED)
        processes.ours("setting", env=self.env(url))

    @contextmanager
    def copy(self, engine: Engine, source: str) -> Iterator[dict[str, str]]:
        """Return the environment of a program on a copy of a database, for one measurement."""
        target = f"{source}_copy"
        engine.drop(target)
        try:
            yield self.env(engine.copy(source, target))
        finally:
            engine.drop(target)
            shutil.rmtree(self._data(engine.url(target)), ignore_errors=True)

    def _data(self, database_url: str) -> Path:
        """Return the data directory of a database: its evidence log is nobody else's."""
        return self.folder / "data" / sha256(database_url.encode()).hexdigest()[:12]
