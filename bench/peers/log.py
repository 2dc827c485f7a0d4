"""pymerkle appends and proves: `log append COUNT | prove SIZE COUNT FILE`.

`append` fills its tree in memory, which is its quickest and keeps nothing. `prove` fills its tree
on SQLite, in bulk, and proves entries drawn at random; its cache is on, as it comes, and has been
filled by one proof before the clock starts.
"""

from __future__ import annotations

import random
import sys
import time
from importlib.metadata import version

from pymerkle import InmemoryTree, SqliteTree, verify_inclusion

from bench.entries import BATCH, SEED, entry
from bench.telling import tell


def append(count: int) -> None:
    """Append so many entries, a batch at a time, with the root after each."""
    entries = [entry(n) for n in range(count)]
    tree = InmemoryTree()
    began = time.perf_counter()
    for start in range(0, count, BATCH):
        tree.append_entries(entries[start : start + BATCH])
        tree.get_root()
    tell(seconds=time.perf_counter() - began, count=count, version=version("pymerkle"))


def prove(size: int, count: int, file: str) -> None:
    """Prove so many entries, and check each proof outside the clock."""
    chance = random.Random(SEED)  # noqa: S311 - the same entries in every turn
    tree = SqliteTree(file)
    if not tree.get_size():
        tree.append_entries((entry(n) for n in range(size)), chunksize=100_000)
    wanted = [chance.randrange(size) for _ in range(count)]
    tree.prove_inclusion(wanted[0] + 1, size)
    proofs, times = [], []
    for index in wanted:
        began = time.perf_counter()
        proofs.append(tree.prove_inclusion(index + 1, size))
        times.append(time.perf_counter() - began)
    root = tree.get_root(size)
    for index, proof in zip(wanted, proofs, strict=True):
        verify_inclusion(tree.get_leaf(index + 1), root, proof)
    times.sort()
    tell(seconds=sum(times), count=count, median_ms=1000 * times[count // 2])


def main() -> None:
    """Do one of the two."""
    if sys.argv[1] == "append":
        append(int(sys.argv[2]))
    else:
        prove(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])


if __name__ == "__main__":
    main()
