"""Go's sumdb packages accept an exported log, and nothing that is not one.

`make test` shows them a small log, `make test-log` one of 1,000,000 entries (LOG_ENTRIES).
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shuzheng.transparency.core.note import VerifierKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
ENTRIES = int(os.environ.get("LOG_ENTRIES", "3000"))
BATCH = min(10_000, ENTRIES // 3)
SAMPLES = 200
ORIGIN = "log.example/log"

pytestmark = pytest.mark.sumdb


def run(*command: str, **env: str) -> str:
    whole = {**os.environ, **env}
    done = subprocess.run(  # noqa: S603 - our own programs
        command, cwd=ROOT, env=whole, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


@dataclass(frozen=True)
class Shown:
    """What a stranger is shown: a log as `shuzheng log export` leaves it, and its key."""

    judge: str
    folder: Path
    key: str
    earlier: Path

    def verdict(self, *, key: str = "", earlier: str = "earlier") -> tuple[int, str]:
        """Return the exit status of the stranger's program, and what it says."""
        known = str(self.earlier / earlier)
        command = [self.judge, key or self.key, str(self.folder), known, str(SAMPLES)]
        done = subprocess.run(  # noqa: S603 - built below
            command, capture_output=True, text=True, check=False
        )
        return done.returncode, (done.stdout + done.stderr).strip()

    def any(self, pattern: str) -> Path:
        """Return the last of the files that fit."""
        return max(path for path in self.folder.glob(pattern) if path.is_file())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Grow a log in an installation of its own, export it, and build the stranger's program."""
    place = tmp_path_factory.mktemp("installation")
    env = {
        "SHUZHENG_MODE": "demonstration",
        "PUBLIC_URL": f"https://{ORIGIN.partition('/')[0]}",
        "SHUZHENG_DATA_DIR": str(place / "data"),
        "SHUZHENG_KEY_FILE": str(place / "keys.json"),
        "DATABASE_URL": f"sqlite://{place}/log.sqlite3",
        "DJANGO_SETTINGS_MODULE": "shuzheng.config.settings",
    }
    (place / "data").mkdir()
    shuzheng = str(Path(sys.executable).with_name("shuzheng"))
    run(shuzheng, "keys", "make", **env)
    amount = (str(ENTRIES), str(BATCH))
    run(sys.executable, "-m", "tests.sumdb.grow", *amount, str(place), **env)
    said = run(shuzheng, "log", "export", str(place / "log"), **env)
    # Debian's Go sources, and no network.
    go = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(place / "cache")}
    source = Path(__file__).with_name("verify.go")
    run("go", "build", "-o", str(place / "verify"), str(source), **go)
    return Shown(str(place / "verify"), place / "log", said.splitlines()[-1], place)


def test_a_whole_log_is_accepted(shown: Shown) -> None:
    status, said = shown.verdict()

    assert status == 0, said
    assert said.startswith(f"{ENTRIES} entries, ")
    assert f" {SAMPLES} inclusion proofs, consistent with " in said


@contextmanager
def altered(file: Path, change: Callable[[bytes], bytes]) -> Iterator[None]:
    """Leave a file otherwise than it was, for a while."""
    was = file.read_bytes()
    assert change(was) != was
    file.write_bytes(change(was))
    try:
        yield
    finally:
        file.write_bytes(was)


def flipped(data: bytes) -> bytes:
    """Flip one bit, inside a hash or an entry."""
    there = len(data) // 3
    return data[:there] + bytes([data[there] ^ 1]) + data[there + 1 :]


def cut(data: bytes) -> bytes:
    """Leave out the last hash, or as much of the last entry."""
    return data[:-32]


def more(data: bytes) -> bytes:
    """Add an entry of nothing, or two bytes of a hash."""
    return data + bytes(2)


FULL_BUNDLE, LAST_BUNDLE = "tile/entries/000", "tile/entries/**/*.p/*"
FULL_TILE, LAST_TILE, TILE_ABOVE = "tile/0/000", "tile/0/**/*.p/*", "tile/1/**/*"


@pytest.mark.parametrize(
    ("pattern", "change", "words"),
    [
        (FULL_BUNDLE, flipped, "the entries make another root"),
        (LAST_BUNDLE, flipped, "the entries make another root"),
        (LAST_BUNDLE, cut, "breaks off"),
        (FULL_BUNDLE, more, "does not end after its last entry"),
        (FULL_TILE, flipped, "not the hashes of the entries"),
        (LAST_TILE, flipped, "not the hashes of the entries"),
        (LAST_TILE, cut, "not the hashes of the entries"),
        (TILE_ABOVE, flipped, "not the hashes of the entries"),
        (TILE_ABOVE, more, "not the hashes of the entries"),
        ("checkpoint", flipped, "checkpoint: "),
        ("checkpoint", lambda data: data.replace(b"\n", b"\n1", 1), "invalid signature"),
    ],
)
def test_a_log_with_another_byte_is_refused(
    shown: Shown, pattern: str, change: Callable[[bytes], bytes], words: str
) -> None:
    with altered(shown.any(pattern), change):
        status, said = shown.verdict()

    assert status == 1
    assert words in said


def test_a_log_is_refused_under_another_key(shown: Shown) -> None:
    other = str(VerifierKey(ORIGIN, bytes(range(32))))
    name, _, rest = shown.key.partition("+")
    digits, _, material = rest.partition("+")
    wrong = base64.b64encode(b"\x01" + bytes(32)).decode()

    assert shown.verdict(key=other) == (1, "checkpoint: note has no verifiable signatures")
    assert shown.verdict(key=f"{name}+{digits}+{wrong}") == (1, "invalid verifier hash")
    assert shown.verdict(key=f"other.example/log+{digits}+{material}")[0] == 1


def test_a_log_that_told_another_story_before_is_refused(shown: Shown) -> None:
    status, said = shown.verdict(earlier="forked")

    assert status == 1
    assert said.startswith("consistency with ")
