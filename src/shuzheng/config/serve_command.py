"""`shuzheng serve`: the web server and a worker together, in one terminal.

Both are children of this process, which prepares what is missing (tables, translations, static
files), starts them, says where the platform is, and stops both when it is asked to (Ctrl-C,
SIGTERM) or when one of them falls. A demonstration listens to this machine only, because the
sign-ins of its invented people are known to everybody.
"""

from __future__ import annotations

import argparse
import http.client
import importlib
import ipaddress
import os
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db import OperationalError

from shuzheng.config import environment, preparing, processes

ROOT = Path(__file__).parents[3]
DEFAULT_PORT = 8000
HIGHEST_PORT = 65535
ANSWER_SECONDS = 60.0
PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.1
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what to ask where we listen to all


class CannotServe(Exception):  # noqa: N818 - read by an operator as a sentence
    """Why the platform does not start."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen."""

    host: str
    port: int

    @property
    def asked(self) -> str:
        """The host under which this machine reaches itself."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        host = f"[{self.asked}]" if ":" in self.asked else self.asked
        return f"http://{host}:{self.port}/"


def main(argv: list[str]) -> int:
    """Serve until told to stop; returns 0, or 1 with a sentence where that cannot be."""
    parser = argparse.ArgumentParser(prog="shuzheng serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=None, help="default: PORT, or 8000")
    parser.add_argument("--no-worker", action="store_true", help="start no worker beside it")
    parser.add_argument(
        "--force-listen",
        action="store_true",
        help="let a demonstration be reached from other machines",
    )
    parser.add_argument(
        "--conformance",
        action="store_true",
        help="serve the test endpoints of the VC-API instead, with a throw-away key, on port 8443",
    )
    given = parser.parse_args(argv)
    if given.conformance:
        # Imported only now: it brings the JSON-LD library, which the platform does not need.
        door = importlib.import_module("shuzheng.config.conformance_command")
        status: int = door.serve(given.host, given.port)
        return status
    family = processes.Family()
    family.heed_signals()
    try:
        place = Place(given.host, _port(given.port))
        settings = environment.read(os.environ, ROOT)
        _check_reach(place, settings, forced=given.force_listen)
        _check_free(place)
        preparing.start_django()
        _prepare()
        return _serve(family, place, settings, worker=not given.no_worker)
    except (CannotServe, environment.BadSetting) as why:
        sys.stderr.write(f"shuzheng serve: {why}\n")
        return 1


def _prepare() -> None:
    try:
        deeds = preparing.prepare()
    except OperationalError as error:
        raise CannotServe(f"the database does not answer: {str(error).strip()}") from None
    for deed in deeds:
        _say(f"  {deed}")


def _port(given: int | None) -> int:
    text = os.environ.get("PORT", "")
    if given is None and text and not text.isdecimal():
        raise CannotServe(f"PORT is {text!r}; it must be a whole number")
    port = given if given is not None else int(text or DEFAULT_PORT)
    if not 0 < port <= HIGHEST_PORT:
        raise CannotServe(f"there is no port {port}; choose one from 1 to {HIGHEST_PORT}")
    return port


def _check_reach(place: Place, settings: environment.Environment, *, forced: bool) -> None:
    """Refuse to show a demonstration to other machines, unless forced."""
    if settings.is_production or forced or all(map(_is_loopback, _numbers(place))):
        return
    raise CannotServe(
        f"this is a demonstration, whose sign-ins are known to everybody: it does not listen on"
        f" {place.host}. Use --force-listen (and PUBLIC_URL) if the network around it is trusted"
    )


def _is_loopback(number: str) -> bool:
    return ipaddress.ip_address(number.partition("%")[0]).is_loopback


def _numbers(place: Place) -> list[str]:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        raise CannotServe(f"there is no host {place.host!r} to listen on") from None
    return [str(address[0]) for *_, address in found]


def _check_free(place: Place) -> None:
    """Refuse a port that somebody else listens on; our server itself would share it silently."""
    family = socket.AF_INET6 if ":" in _numbers(place)[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            raise CannotServe(
                f"port {place.port} on {place.host} cannot be used ({error.strerror}): stop what is"
                " there, or choose another one with PORT=8001 or --port 8001"
            ) from None


def _serve(
    family: processes.Family, place: Place, settings: environment.Environment, *, worker: bool
) -> int:
    python, parent = [sys.executable, "-m"], ["--parent", str(os.getpid())]
    web = ["shuzheng.config.web_process", "--host", place.host, "--port", str(place.port)]
    try:
        family.start("web server", [*python, *web, *parent])
        if worker:
            family.start("worker", [*python, "shuzheng.config.worker_command", *parent])
        if _answers(family, place, settings.public_url):
            _announce(place, settings)
            fallen = family.wait()
        else:
            fallen = family.fallen()
    finally:
        family.stop()
    if fallen:
        raise CannotServe(f"the {fallen} ended unexpectedly; everything was stopped")
    _say("stopped")
    return 0


def _answers(family: processes.Family, place: Place, url: str) -> bool:
    """Wait until the platform answers; False when a child fell or stopping was asked for."""
    until = time.monotonic() + ANSWER_SECONDS
    while not family.stopping.wait(LOOK_SECONDS) and not family.fallen():
        if _answers_now(place, url):
            return True
        if time.monotonic() > until:
            raise CannotServe(f"nothing answered at {place.address} for {ANSWER_SECONDS:.0f} s")
    return False


def _answers_now(place: Place, url: str) -> bool:
    """Ask as the proxy does, for the platform's own host: it answers for no other one."""
    public = urlsplit(url)
    headers = {"Host": public.netloc, "X-Forwarded-Proto": public.scheme}
    link = http.client.HTTPConnection(place.asked, place.port, timeout=PATIENCE_SECONDS)
    try:
        link.request("HEAD", "/healthz", headers=headers)
        link.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
    return True


def _announce(place: Place, settings: environment.Environment) -> None:
    _say(f"\n书证通 answers at {place.address}  (Ctrl-C stops it)\n")
    sign_ins = settings.data_dir / "sign-ins.txt"
    if not settings.is_production and sign_ins.is_file():
        _say(sign_ins.read_text(encoding="utf-8"))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
