"""A gateway that takes messages for telephones: where it is asked, and what it is sent.

The interface is ours, of the smallest kind: a POST of JSON with `to`, `text` and `id`, and a bearer
secret. Whoever runs the platform puts a few lines before the provider's own interface.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Gateway:
    """One gateway: its whole address, and the secret that it knows us by."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person is sent: a mail has subject and text, a message is the one `line`.

    `key` is the same however often one and the same letter is tried.
    """

    key: str
    subject: str
    text: str
    line: str


def body(to: str, letter: Letter) -> bytes:
    """Return what a gateway is sent for a telephone number: UTF-8 JSON."""
    told = {"to": to, "text": letter.line, "id": letter.key}
    return json.dumps(told, ensure_ascii=False).encode()


def is_taken(status: int) -> bool:
    """Return whether an HTTP status says that the gateway took the message."""
    return 200 <= status < 300  # noqa: PLR2004 - the class of answers that say yes
