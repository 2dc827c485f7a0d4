"""Altered codes of papers: one byte at a time, and the digits themselves."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from shuzheng.credentials.core import compact
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.test_compact import SAID, SIGNED
from tests.corpus.case import ALTERED, MALFORMED, UNTRUSTED, Case
from tests.corpus.evidence import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = compact.Head(5, base64.b64decode(ROOT))
GOOD = compact.text(SIGNED, HEAD)
BODY = len(SIGNED) - 64
TAIL = b"\0\0\0\0\5" + HEAD.root
ADDRESS = "https://sz.example/v/abc#"

FIELDS: dict[str, tuple[int, int, str]] = {
    "version": (0, 1, MALFORMED),
    "key": (2, 4, UNTRUSTED),
    "issued": (19, 6, ALTERED),
    "until": (24, 6, ALTERED),
    "revocation-list": (26, 6, ALTERED),
    "revocation-index": (34, 6, ALTERED),
    "suspension-list": (37, 6, ALTERED),
    "suspension-index": (44, 6, ALTERED),
    "entry": (49, 6, ALTERED),
    "holder": (53, 6, ALTERED),
    "certificate": (63, 6, ALTERED),
}
"""One byte of each field, the check that sees another one there, and what is then said."""


def cases() -> Iterator[Case]:
    """Yield them all."""
    for name, (place, check, verdict) in FIELDS.items():
        yield _case(f"changed-{name}", _flipped(place), check, verdict)
    for place in range(BODY, len(SIGNED), 8):
        yield _case(f"signature-{place - BODY}", _flipped(place), 6, ALTERED)
    for name, signed in {
        "holder-none": SIGNED.replace(b"\x09" + SAID.holder.encode(), b"\0", 1),
        "holder-not-text": SIGNED.replace("孟".encode(), b"\xff\xfe\xfd"),
        "holder-turned": SIGNED.replace("孟".encode(), "\u202e".encode()),
        "certificate-none": SIGNED.replace(b"\x0c" + SAID.certificate.encode(), b"\0", 1),
        "number-of-no-level": SIGNED[:11] + b"\xff\xff\xff\xff" + SIGNED[15:],
        "issued-never": SIGNED[:15] + bytes(5) + SIGNED[20:],
        "issued-too-late": SIGNED[:15] + b"\xff" * 5 + SIGNED[20:],
        "holder-too-long": SIGNED[:50] + b"\xff" + SIGNED[51:],
    }.items():
        yield _case(f"form-{name}", signed + TAIL, 2, MALFORMED)
    stranger = compact.sign(SAID, cast.STRANGER.sign)
    yield _case("signed-by-a-pretender", stranger + TAIL, 6, ALTERED)
    for length in (1, 40, BODY, BODY + 63):
        yield _case(f"cut-after-{length}", SIGNED[:length], 2, MALFORMED)
    for name, tail in {
        "cut": TAIL[:-1],
        "longer": TAIL + b"\0",
        "smaller-than-the-entry": b"\0\0\0\0\2" + HEAD.root,
    }.items():
        yield _case(f"checkpoint-{name}", SIGNED + tail, 2, MALFORMED)
    yield _case("checkpoint-forked", SIGNED + b"\0\0\0\0\5" + bytes(32), 7, UNTRUSTED)
    for name, text in {
        "leading-zero": f"{ADDRESS}0{GOOD}",
        "zero": f"{ADDRESS}0",
        "half": ADDRESS + GOOD[: len(GOOD) // 2],
        "other-version": ADDRESS + str(int.from_bytes(b"\2" + SIGNED[1:] + TAIL)),
        "as-many-nines": ADDRESS + "9" * len(GOOD),
    }.items():
        yield Case("codes", f"digits-{name}.txt", text.encode(), 1, MALFORMED, "the digits")


def _flipped(place: int) -> bytes:
    return SIGNED[:place] + bytes([SIGNED[place] ^ 1]) + SIGNED[place + 1 :] + TAIL


def _case(name: str, data: bytes, check: int, verdict: str) -> Case:
    text = f"{ADDRESS}{int.from_bytes(data)}".encode()
    return Case("codes", f"{name}.txt", text, check, verdict, "what the code says")
