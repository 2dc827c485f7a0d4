"""Append to the evidence log, and prove: `log append COUNT | prove COUNT`.

`append` takes the services of the platform, shared out as there: an act appends its batch and
commits it; the log's own job, in another process, signs, stores and writes as files what waits, as
soon as there is any. It ends when everything is durable and published. `prove` asks for entries as
a page does.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time

from bench.entries import BATCH, SEED, entry
from bench.ours import setting
from bench.telling import tell
from shuzheng.transparency.core import merkle
from shuzheng.transparency.core.leaves import Leaf
from shuzheng.transparency.queries import evidence, heads
from shuzheng.transparency.services import log

KIND = "certificate.issued"


def append(count: int) -> None:
    """Append so many entries, a batch at a time, while another process publishes them."""
    leaves = [Leaf(KIND, entry(n)) for n in range(count)]
    setting.ready()
    command = [sys.executable, "-m", "bench.ours.log", "publish", str(count)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as job:
        assert job.stdin is not None and job.stdout is not None  # noqa: S101, PT018 - as asked for
        job.stdout.readline()
        began = time.perf_counter()
        for start in range(0, count, BATCH):
            log.append(leaves[start : start + BATCH], now=setting.moment())
            job.stdin.write("more\n")
        job.stdin.close()
        job.wait()
        seconds = time.perf_counter() - began
    head = heads.newest()
    if job.returncode or head is None or head.size != count:
        raise SystemExit(f"not everything was published: {head}")
    setting.settle_database()
    tell(seconds=seconds, count=count)


def publish(count: int) -> None:
    """Say that it is ready, then publish after each line that comes, until all are."""
    setting.ready()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    size = 0
    for _ in sys.stdin:
        if size < count:
            head = log.publish(now=setting.moment())
            size = head.size if head else 0


def prove(count: int) -> None:
    """Prove so many entries, drawn at random, and check each proof outside the clock."""
    chance = random.Random(SEED)  # noqa: S311 - the same entries in every turn
    head = heads.newest()
    if head is None:
        raise SystemExit("the log is empty")
    setting.ready()
    wanted = [chance.randrange(head.size) for _ in range(count)]
    evidence.inclusion(wanted[0])
    proofs, times = [], []
    for index in wanted:
        began = time.perf_counter()
        proofs.append(evidence.inclusion(index))
        times.append(time.perf_counter() - began)
    for index, found in zip(wanted, proofs, strict=True):
        leaf = merkle.leaf_hash(entry(index))
        merkle.verify_inclusion(leaf, index, head.size, found.proof.path, head.root)
    times.sort()
    tell(seconds=sum(times), count=count, size=head.size, median_ms=1000 * times[count // 2])


def main() -> None:
    """Do one of the three."""
    {"append": append, "publish": publish, "prove": prove}[sys.argv[1]](int(sys.argv[2]))


if __name__ == "__main__":
    main()
