"""Grow an evidence log in the installation of the environment: `grow ENTRIES BATCH FOLDER`.

Entries come in by the same services as certificates do, in an act per batch, published after each.
Two checkpoints are left in FOLDER: `earlier`, which stood when a third of the entries was in, and
`forked`, of the same size and signed by the same key over another history.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings")
django.setup()

from shuzheng.config import preparing  # noqa: E402 - the rooms are loaded above
from shuzheng.foundation import clock  # noqa: E402
from shuzheng.transparency.adapters import signing  # noqa: E402
from shuzheng.transparency.core.checkpoint import Checkpoint  # noqa: E402
from shuzheng.transparency.queries import heads  # noqa: E402
from shuzheng.transparency.services import log  # noqa: E402

KIND = "certificate.issued"


def grow(entries: int, batch: int, folder: Path) -> None:
    """Append and publish `entries` commitments, `batch` at a time."""
    preparing.migrate()
    for start in range(0, entries, batch):
        after = min(start + batch, entries)
        new = [log.commitment(KIND, b"%d" % number) for number in range(start, after)]
        log.append(new, now=clock.now())
        log.publish(now=clock.now())
        if start <= entries // 3 < after:
            keep(folder)


def keep(folder: Path) -> None:
    """Leave the newest checkpoint, and one that a log with two stories would have signed."""
    head = heads.newest()
    if head is None:
        raise SystemExit("nothing was published")
    other = Checkpoint(head.origin, head.size, hashlib.sha256(b"another history").digest())
    (folder / "earlier").write_text(head.note, encoding="utf-8")
    (folder / "forked").write_text(signing.sign(other), encoding="utf-8")


if __name__ == "__main__":
    grow(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
