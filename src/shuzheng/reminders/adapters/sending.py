"""Mails and messages: each way sends one letter to one person, or says that it could not.

A way that is not set up is not there. Only the configured address of a gateway is spoken to: no
redirect is followed and no proxy asked.
"""

from __future__ import annotations

import http.client
import smtplib
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from shuzheng.reminders.core import gateway
from shuzheng.reminders.rules.digest import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shuzheng.reminders.core.gateway import Gateway, Letter

SILENCE_SECONDS: Final = 10.0
LONGEST_SECONDS: Final = 20.0
LARGEST_ANSWER: Final = 1 << 14


class Undelivered(RuntimeError):  # noqa: N818 - what became of a letter, not an error of ours
    """A letter did not leave. It carries no word of the other side, which may name the person."""


class Way(Protocol):
    """One way out of the platform."""

    def send(self, to: str, letter: Letter) -> None:
        """Send a letter to an address or a number. Raises Undelivered."""


class Mail:
    """Mails, through the machine's own relay."""

    def send(self, to: str, letter: Letter) -> None:
        """Send the mail to an address. Raises Undelivered."""
        try:
            EmailMessage(letter.subject, letter.text, to=[to]).send()
        except (OSError, smtplib.SMTPException) as error:
            raise Undelivered(type(error).__name__) from None


class Http:
    """Messages to telephones, through a gateway."""

    def __init__(self, place: Gateway) -> None:
        self._place = place

    def send(self, to: str, letter: Letter) -> None:
        """Send the one line to a number. Raises Undelivered."""
        try:
            status = _post(self._place, gateway.body(to, letter))
        except (OSError, http.client.HTTPException) as error:
            raise Undelivered(type(error).__name__) from None
        if not gateway.is_taken(status):
            raise Undelivered(f"HTTP {status}")


def ways() -> Mapping[Channel, Way]:
    """Return the ways that this installation has: mails always, messages where a gateway is set."""
    found: dict[Channel, Way] = {Channel.MAIL: Mail()}
    if settings.SMS_GATEWAY is not None:
        found[Channel.SMS] = Http(settings.SMS_GATEWAY)
    if settings.MESSENGER_GATEWAY is not None:
        found[Channel.MESSENGER] = Http(settings.MESSENGER_GATEWAY)
    return found


def _post(place: Gateway, body: bytes) -> int:
    parts = urlsplit(place.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    link = kind(parts.hostname or "", parts.port, timeout=SILENCE_SECONDS)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Authorization": f"Bearer {place.secret}",
    }
    try:
        link.connect()
        with _cut_off_late(link.sock):
            link.request("POST", parts.path or "/", body, headers)
            answer = link.getresponse()
            answer.read(LARGEST_ANSWER)
            return answer.status
    finally:
        link.close()


@contextmanager
def _cut_off_late(connection: socket.socket) -> Iterator[None]:
    """End a connection whose other side sends a little now and then, which no time-out notices."""
    alarm = threading.Timer(LONGEST_SECONDS, _hang_up, (connection,))
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
