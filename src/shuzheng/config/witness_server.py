"""The door of a witness: HTTP as C2SP tlog-witness fixes it, and nothing more.

`POST /add-checkpoint` asks for a cosignature; `GET /` says who the witness is. Meant to stand
behind any web server that speaks TLS. Whatever comes in is bounded: bytes of a request, connections
at once, seconds of a connection.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import witnessing

if TYPE_CHECKING:
    from typing import Any

    from shuzheng.config.witness_state import Witness

PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
ADD_CHECKPOINT = "/add-checkpoint"
MOST_CONNECTIONS = 64
SILENCE_SECONDS = 10.0
CONNECTION_SECONDS = 60.0


class Door(ThreadingHTTPServer):
    """Listens for one witness; a thread for each connection, up to a limit."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, witness: Witness) -> None:
        """Listen at `host` and `port` (0: any free one). Raises OSError where that cannot be."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.witness = witness
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - a socket
        """Start the thread of a connection, or hang up where too many are open."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # the system gives no more threads
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Serve one connection, for a limited time however slowly the other side sends."""
        alarm = threading.Timer(CONNECTION_SECONDS, _hang_up, (request,))
        alarm.daemon = True
        alarm.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            alarm.cancel()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say in one line what broke a connection: a stranger who hung up, or a defect."""
        del request, client_address
        say(f"connection broken: {sys.exc_info()[1]!r}")


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "shuzheng-witness"
    sys_version = ""
    timeout = SILENCE_SECONDS
    server: Door

    def do_POST(self) -> None:
        """Cosign a checkpoint, or say why not."""
        if self.path != ADD_CHECKPOINT:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif (body := self._body()) is not None:
            self._add_checkpoint(body)

    def do_GET(self) -> None:
        """Say who this witness is and which logs it follows."""
        if self.path != "/":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        logs = "".join(f"log {key}\n" for keys in self.server.witness.logs.values() for key in keys)
        self._reply(HTTPStatus.OK, f"witness {self.server.witness.key}\n{logs}")

    do_HEAD = do_GET  # noqa: N815 - the name is fixed by the standard library

    def _add_checkpoint(self, body: bytes) -> None:
        try:
            answer = self.server.witness.answer(body, int(time.time()))
        except (witnessing.OtherSize, witnessing.Forked) as refusal:
            say(f"{refusal.code}: {refusal}")
            self._reply(refusal.status, f"{refusal.params['size']}\n", SIZE)
        except Refusal as refusal:
            say(f"{refusal.code}: {refusal}")
            self._reply(refusal.status, f"{refusal}\n")
        else:
            say(f"cosigned {' '.join(_head_of(body))}")
            self._reply(HTTPStatus.OK, answer)

    def _body(self) -> bytes | None:
        """Return the body of a request; None where it cannot be read and was answered."""
        lengths = self.headers.get_all("Content-Length") or []
        digits = lengths[0] if len(lengths) == 1 else ""
        if "Transfer-Encoding" in self.headers or not (digits.isascii() and digits.isdigit()):
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return None
        if len(digits) > len(str(witnessing.LARGEST_REQUEST)) or (
            int(digits) > witnessing.LARGEST_REQUEST
        ):
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        body = self.rfile.read(int(digits))
        if len(body) != int(digits):
            self.close_connection = True
            return None
        return body

    def _reply(self, status: int, text: str, kind: str = PLAIN) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer in one line of plain text and hang up: what follows may be no request at all."""
        del message, explain
        self.close_connection = True
        text = f"{HTTPStatus(code).phrase}\n".encode()
        self.send_response(code)
        self.send_header("Content-Type", PLAIN)
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: each decision has its own line."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Say what the standard library has to say, without addresses of visitors."""
        say(format % args)


def say(text: str) -> None:
    """Write one line for the operator, whatever strangers have put into it."""
    instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    shown = text.encode("unicode_escape").decode("ascii")
    sys.stderr.write(f"{instant} {shown}\n")
    sys.stderr.flush()


def _head_of(body: bytes) -> list[str]:
    """Return origin and size of the checkpoint in a request that was found good."""
    return witnessing.parse(body).note.split("\n")[:2]


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
