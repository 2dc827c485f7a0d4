"""`public-page`: what the public asks for most, at a steady rate over HTTP.

The page behind a certificate's code, its JSON, and what a verifier's program fetches.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import figures, processes
from bench.figures import Figure, rounded
from bench.installation import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.context import Context
    from bench.engines import Engine

ID = "public-page"
GOALS_MS = {"html": 50, "json": 10}
FILES_GOAL = 1
PREPARED = "page"
FORMS = {"html": "", "json": ".json"}
PER_MINUTE = 1_000_000
START_SECONDS = 60
STOP_SECONDS = 30
HTTP_OK = 200
SERVE = "import sys; from shuzheng.config.cli import main; sys.exit(main())"
WORK = (
    "{engine}: the {form} of {count:,} certificates in turn, {rate} requests a second for {seconds}"
    " s from an open-loop client on the same two cores, each timed from its appointed instant; "
    "`shuzheng serve` in production mode, rate limiter on (loopback's limit raised), every answer "
    "200 with the checks made. Milliseconds at the 99th percentile (50th {p50:.1f}, 90th {p90:.1f},"
    " slowest {p100:.1f})"
)


FILES_WORK = (
    "{engine}: status lists, tiles and bundles of the evidence log in turn, {rate} requests a "
    "second as above, {rounds} turns of {seconds} s. Between them, at the same rate, that file of "
    "the pages' own whose size is next to theirs, from the same server ({peer_bytes:,} bytes; ours "
    "{mean:,} on average, {bytes:,} at most). Answers a second that one waits for one after "
    "another (the mean time of an answer, turned over; the median of the turns)"
)


def run(context: Context) -> Iterator[Figure]:
    """Measure the page, its JSON and the files, on both engines."""
    for engine in context.engines():
        here, size = context.installation, context.size
        context.say(f"{ID}: issuing {size.page_certificates:,} certificates on {engine.name}")
        env = {
            **here.env(engine.copy("founded", PREPARED)),
            "SHUZHENG_LOOPBACK_PER_MINUTE": str(PER_MINUTE),
        }
        tokens, fetched = here.folder / "tokens.txt", here.folder / "fetched.txt"
        processes.ours("issuing", "prepare", size.page_certificates, env=env)
        processes.ours("issuing", "issue", tokens, env=env)
        processes.ours("issuing", "fetched", fetched, env=env)
        with _served(env) as (port, pid):
            for form, suffix in FORMS.items():
                context.say(f"{ID}: {form} on {engine.name}")
                paths = here.folder / f"{form}.txt"
                held = tokens.read_text(encoding="ascii").split()
                paths.write_text("\n".join(f"/v/{one}{suffix}" for one in held), encoding="ascii")
                yield _figure(context, engine, form, paths, port, pid)
            context.say(f"{ID}: files on {engine.name}")
            yield _files(context, engine, fetched, Path(env["SHUZHENG_DATA_DIR"]), port, pid)
        engine.drop(PREPARED)


def _figure(
    context: Context, engine: Engine, form: str, paths: Path, port: int, pid: int
) -> Figure:
    size, goal = context.size, GOALS_MS[form]
    with processes.watched(pid) as watch:
        times, _ = _ask(context, paths, port, size.page_seconds)
    return Figure(
        id=f"{ID}.{engine.name.lower()}.{form}",
        work=WORK.format(
            engine=engine.name,
            form="page" if form == "html" else "JSON",
            count=size.page_certificates,
            rate=size.page_rate,
            seconds=size.page_seconds,
            **times,
        ),
        figure=rounded(times["p99"]),
        unit="ms",
        peer="",
        peer_figure=None,
        ratio=None,
        goal=goal,
        met=times["p99"] <= goal if context.peers else None,
        peak_mb=round(watch.peak_mb),
    )


def _files(
    context: Context, engine: Engine, fetched: Path, data: Path, port: int, pid: int
) -> Figure:
    """Measure what verifiers fetch beside a static file, by turns."""
    size = context.size
    mean = _mean_size(fetched, port)
    kept = (data / "static").rglob("*.????????????.js")
    static = min(kept, key=lambda one: abs(one.stat().st_size - mean))
    beside = fetched.with_name("static.txt")
    beside.write_text(f"/static/{static.relative_to(data / 'static')}", encoding="ascii")
    mine, theirs = [], []
    with processes.watched(pid) as watch:
        for _ in range(size.file_rounds):
            mine.append(_ask(context, fetched, port, size.file_seconds))
            theirs.append(_ask(context, beside, port, size.file_seconds))
    return figures.beside(
        f"{ID}.{engine.name.lower()}.files",
        FILES_WORK.format(
            engine=engine.name,
            rate=size.page_rate,
            seconds=size.file_seconds,
            rounds=size.file_rounds,
            mean=mean,
            bytes=mine[0][1],
            peer_bytes=theirs[0][1],
        ),
        median(1000 / times["mean"] for times, _ in mine),
        "answers/s",
        "a static file",
        median(1000 / times["mean"] for times, _ in theirs) if context.peers else None,
        FILES_GOAL,
        watch.peak_mb,
    )


def _mean_size(paths: Path, port: int) -> int:
    """Return how many bytes an answer has on average."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    sizes = []
    for path in paths.read_text(encoding="ascii").split():
        link.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        sizes.append(len(link.getresponse().read()))
    link.close()
    return round(sum(sizes) / len(sizes))


def _ask(context: Context, paths: Path, port: int, seconds: int) -> tuple[Mapping[str, float], int]:
    """Return times in milliseconds, and the size of the largest answer in bytes."""
    said = processes.client(port, context.size.page_rate, seconds, paths).said
    if said["wrong"]:
        why = f"{said['wrong']} of {said['count']} answers were not 200: {said['first_wrong']}"
        raise processes.Failed(why)
    names = ("mean", "p50", "p90", "p99", "p100")
    return {name: float(str(said[name])) for name in names}, int(str(said["bytes"]))


@contextmanager
def _served(env: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Run the web server; yield its port and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, "serve", "--no-worker", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=processes.ROOT,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(port, server)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(STOP_SECONDS)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until, patience = time.monotonic() + START_SECONDS, threading.Event()
    while time.monotonic() < until and server.poll() is None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            link.request("GET", "/verify", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            if link.getresponse().status == HTTP_OK:
                return
        except OSError:
            patience.wait(processes.LOOK_SECONDS)
        finally:
            link.close()
    raise processes.Failed("the web server did not answer")
