"""Append to the evidence log, and prove: `log append COUNT | prove COUNT`.

`append` takes the services of the platform: a batch is an act, committed, then signed, stored and
written as files, each durable before the next begins. `prove` asks for entries as a page does.
"""

from __future__ import annotations

import random
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
    """Append so many entries, a batch at a time, each published before the next."""
    leaves = [Leaf(KIND, entry(n)) for n in range(count)]
    setting.ready()
    began = time.perf_counter()
    for start in range(0, count, BATCH):
        log.append(leaves[start : start + BATCH], now=setting.moment())
        log.publish(now=setting.moment())
    seconds = time.perf_counter() - began
    head = heads.newest()
    if head is None or head.size != count:
        raise SystemExit(f"not everything was published: {head}")
    setting.settle_database()
    tell(seconds=seconds, count=count)


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
    """Do one of the two."""
    {"append": append, "prove": prove}[sys.argv[1]](int(sys.argv[2]))


if __name__ == "__main__":
    main()
