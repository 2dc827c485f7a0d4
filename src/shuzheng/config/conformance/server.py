"""The conformance door as an https server on this machine.

One request at a time: the issuer's registers are plain memory. Handshakes happen in the thread of
each connection, so that one that stalls keeps nobody else waiting.
"""

from __future__ import annotations

import json
import ssl
import tempfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6
from threading import Lock
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.config.conformance import certificate, endpoints
from shuzheng.config.conformance.issuer import Issuer
from shuzheng.credentials.core import jsontext

if TYPE_CHECKING:
    from socket import socket

PATIENCE_SECONDS = 20


class Door(ThreadingHTTPServer):
    """The door, listening: `address` is where, `issuer` who signs, `certificate` its PEM."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        """Make key and certificate and listen on `host`; port 0 takes any that is free."""
        if ":" in host:
            self.address_family = AF_INET6
        super().__init__((host, port), _Handler)
        shown = f"[{host}]" if ":" in host else host
        self.address = f"https://{shown}:{self.server_address[1]}"
        self.issuer = Issuer(self.address, Ed25519PrivateKey.generate())
        self.alone = Lock()
        self.certificate, private = certificate.make(datetime.now(UTC))
        self._tls = _context(self.certificate, private)

    def get_request(self) -> tuple[socket, object]:
        """Return the next connection; the handshake comes with its first byte."""
        link, peer = super().get_request()
        link.settimeout(PATIENCE_SECONDS)
        return self._tls.wrap_socket(link, server_side=True, do_handshake_on_connect=False), peer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that break off, as those of a client without TLS do."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Door

    def do_GET(self) -> None:
        """Answer what the suites fetch: status lists."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer a request to issue or verify."""
        given = self.headers.get("Content-Length", "")
        length = int(given) if given.isascii() and given.isdecimal() else -1
        if not 0 <= length <= jsontext.LIMIT:
            self.close_connection = True
            self._write(endpoints.Answer(413, {"errors": [{"title": "too large or of no length"}]}))
            return
        self._answer(self.rfile.read(length))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Write no log: what is sent here concerns nobody."""

    def _answer(self, body: bytes) -> None:
        with self.server.alone:
            found = endpoints.answer(
                self.server.issuer, self.command, self.path, body, now=datetime.now(UTC)
            )
        self._write(found)

    def _write(self, found: endpoints.Answer) -> None:
        data = json.dumps(found.document, ensure_ascii=False).encode()
        self.send_response(found.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _context(public: bytes, private: bytes) -> ssl.SSLContext:
    """Return a TLS context; the library takes keys from files only, which are gone at once."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "door.pem"
        path.touch(mode=0o600)
        path.write_bytes(private + public)
        context.load_cert_chain(path)
    return context
