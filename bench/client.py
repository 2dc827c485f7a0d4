"""A client that keeps to a rate: `client PORT RATE SECONDS PATHS_FILE`.

Requests leave at their appointed instants whatever became of those before (an open loop), and each
is timed from that instant, so a server that stalls is charged for everybody who waits behind it.
The paths are asked for in turn; every one is asked for once before the clock starts.
"""

from __future__ import annotations

import asyncio
import gc
import math
import sys
import time
from pathlib import Path

from bench.installation import HOST
from bench.telling import tell

CONNECTIONS = 64
OK = "HTTP/1.1 200 "
WARM_AT_ONCE = 4
HUNDRED = 100


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> tuple[str, int]:
        """Ask for a page; return its status line, and its size."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n\r\n"
        self.writer.write(head.encode())
        answer = await self.reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in answer.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        await self.reader.readexactly(length)
        return answer.partition(b"\r\n")[0].decode(), length


async def run(port: int, rate: int, seconds: int, paths: list[str]) -> None:
    """Warm up, keep to the rate, and say what was seen."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(Connection(port))
    times: list[float] = []
    wrong: list[str] = []
    size = 0

    async def ask(path: str, due: float) -> None:
        nonlocal size
        connection = await free.get()
        status, length = await connection.get(path)
        free.put_nowait(connection)
        times.append(time.perf_counter() - due)
        if not status.startswith(OK):
            wrong.append(f"{path}: {status}")
        size = max(size, length)

    for start in range(0, len(paths), WARM_AT_ONCE):
        # Each of the server's processes draws a page for itself: ask for each more than once.
        part = paths[start : start + WARM_AT_ONCE]
        await asyncio.gather(*(ask(path, 0) for path in part for _ in range(WARM_AT_ONCE)))
    times.clear()
    # The client's own pauses are not the server's.
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for n in range(rate * seconds):
            due = began + n / rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            group.create_task(ask(paths[n % len(paths)], due))
    lasted = time.perf_counter() - began
    times.sort()
    tell(
        count=len(times),
        seconds=lasted,
        wrong=len(wrong),
        first_wrong=wrong[0] if wrong else "",
        bytes=size,
        mean=1000 * sum(times) / len(times),
        **{f"p{p}": 1000 * _percentile(times, p) for p in (50, 90, 99, 100)},
    )


def _percentile(times: list[float], percent: int) -> float:
    """Return the time that so many per cent of the requests did not exceed."""
    return times[math.ceil(len(times) * percent / HUNDRED) - 1]


def main() -> None:
    """Ask as told."""
    port, rate, seconds = map(int, sys.argv[1:4])
    asyncio.run(run(port, rate, seconds, Path(sys.argv[4]).read_text(encoding="ascii").split()))


if __name__ == "__main__":
    main()
