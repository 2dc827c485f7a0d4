"""`public-page`: the page behind a certificate's code, and its JSON, at a steady rate over HTTP."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench import processes
from bench.figures import Figure, rounded
from bench.installation import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bench.context import Context
    from bench.engines import Engine

ID = "public-page"
GOAL_MS = 50
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


def run(context: Context) -> Iterator[Figure]:
    """Measure the page, then its JSON, on both engines."""
    for engine in context.engines():
        here, size = context.installation, context.size
        context.say(f"{ID}: issuing {size.page_certificates:,} certificates on {engine.name}")
        env = {
            **here.env(engine.copy("founded", PREPARED)),
            "SHUZHENG_LOOPBACK_PER_MINUTE": str(PER_MINUTE),
        }
        tokens = here.folder / "tokens.txt"
        processes.ours("issuing", "prepare", size.page_certificates, env=env)
        processes.ours("issuing", "issue", tokens, env=env)
        with _served(env) as (port, pid):
            for form in FORMS:
                context.say(f"{ID}: {form} on {engine.name}")
                yield _figure(context, engine, form, tokens, port, pid)
        engine.drop(PREPARED)


def _figure(
    context: Context, engine: Engine, form: str, tokens: Path, port: int, pid: int
) -> Figure:
    size = context.size
    with processes.watched(pid) as watch:
        said = processes.client(port, size.page_rate, size.page_seconds, tokens, FORMS[form]).said
    if said["wrong"]:
        raise processes.Failed(f"{said['wrong']} of {said['count']} answers were not 200")
    times = {name: float(str(said[name])) for name in ("p50", "p90", "p99", "p100")}
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
        goal=GOAL_MS,
        met=times["p99"] <= GOAL_MS if context.peers else None,
        peak_mb=round(watch.peak_mb),
    )


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
