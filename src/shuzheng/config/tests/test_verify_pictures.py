"""`shuzheng verify` reads the codes in pictures and scans, and judges each as the text would be."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from shuzheng.config import picture_process, verify_command, verify_pictures
from shuzheng.config.tests import drawn
from shuzheng.credentials.core import compact, jsontext, pictures, trust
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.test_compact import SAID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Judge = Callable[[bytes], tuple[int, list[dict[str, Any]]]]

ON = ("--at", "2026-11-24T10:32:08+08:00")
SIGNED = compact.sign(SAID, cast.ORGANISATION.sign)
CODE = f"https://sz.example/v/abc#{compact.text(SIGNED, None)}"
FORGED = f"https://sz.example/v/abd#{compact.text(compact.sign(SAID, cast.STRANGER.sign), None)}"


@pytest.fixture
def judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Judge:
    """Judge one file with fresh lists; return the exit status and the records."""
    believed = trust.compose(cast.trust_in(*cast.fresh_lists()))
    (tmp_path / "trust.json").write_bytes(jsontext.canonical(believed))

    def judge(data: bytes) -> tuple[int, list[dict[str, Any]]]:
        (tmp_path / "scan").write_bytes(data)
        options = ("--trust", str(tmp_path / "trust.json"), "--json", "--lang", "en")
        status = verify_command.main([str(tmp_path / "scan"), *options, *ON])
        return status, json.loads(capsys.readouterr().out)

    return judge


@pytest.mark.rule("R-112")
@pytest.mark.parametrize(
    "data",
    [
        drawn.png(drawn.sheet(CODE)),
        drawn.jpeg(drawn.sheet(CODE)),
        drawn.png(drawn.sheet(CODE, scale=40)),
        drawn.photograph(CODE),
        drawn.pdf(CODE),
        drawn.pdf("", "", CODE),
    ],
    ids=["png", "jpeg", "large", "photograph", "pdf", "third page"],
)
def test_the_code_in_a_picture_is_judged_as_its_text_is(judged: Judge, data: bytes) -> None:
    status, (record,) = judged(data)

    assert (status, record["verdict"]) == (0, "valid")
    assert record["certificate"]["number"] == "X 2026 010004 2 0009173 L"
    assert record["checks"][0]["sentence"] == "The code could be read."
    assert record["checks"][0]["clause"] == "ISO/IEC 18004; RFC 3986, 3.5"


@pytest.mark.rule("R-112")
@pytest.mark.parametrize("make", [lambda *texts: drawn.png(drawn.sheet(*texts)), drawn.pdf])
def test_of_several_codes_each_is_judged_once_and_others_are_passed_over(
    judged: Judge, make: Callable[..., bytes]
) -> None:
    status, records = judged(make(CODE, "https://example.org/", FORGED, CODE))

    assert status == 1
    assert sorted(record["verdict"] for record in records) == ["altered", "valid"]
    assert [str(record["file"])[-4:] for record in records] == [" 1/2", " 2/2"]


def test_without_a_code_the_report_says_so_and_the_status_is_that_of_no_certificate(
    judged: Judge,
) -> None:
    blank = np.full_like(drawn.sheet(CODE), 255)

    for data in (drawn.png(blank), drawn.png(drawn.sheet("https://example.org/"))):
        status, (record,) = judged(data)
        assert (status, record["verdict"]) == (5, "malformed")
        assert record["checks"][0]["sentence"] == (
            "No code of a certificate was found in the picture."
        )
    status, (record,) = judged(drawn.pdf(""))
    assert (status, record["checks"][0]["sentence"]) == (
        5,
        "The PDF has no attachment “credential.json”, and no code of a certificate was found on"
        " its pages.",
    )


def sized(width: int, height: int) -> bytes:
    """Return a PNG whose head says how large it is."""
    data = drawn.png(drawn.sheet(CODE))
    return data[:16] + struct.pack(">II", width, height) + data[24:]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            sized(30_000, 30_000),
            "The picture has 30000 × 30000 points, which is more than is read.",
        ),
        (
            sized(20_001, 1),
            "The picture has 20001 × 1 points, which is more than is read.",
        ),
        (
            bytes.fromhex("ffd8ff e00004 0000 ffc2 000b 08 ffff ffff"),
            "The picture has 65535 × 65535 points, which is more than is read.",
        ),
        (sized(0, 9), "The picture is damaged or was not downloaded completely."),
        (sized(9_000, 7_000), "The picture is damaged or was not downloaded completely."),
        (
            drawn.png(drawn.sheet(CODE))[:300],
            "The picture is damaged or was not downloaded completely.",
        ),
        (b"\x89PNG\r\n\x1a\n", "The picture is damaged or was not downloaded completely."),
        (b"\xff\xd8\xff", "The picture is damaged or was not downloaded completely."),
        (
            b"\xff\xd8\xff\xda\0\2\xff\xc0" + bytes(20),
            "The picture is damaged or was not downloaded completely.",
        ),
        (
            drawn.jpeg(drawn.sheet(CODE))[:600],  # what there is of it is opened
            "No code of a certificate was found in the picture.",
        ),
        (b"%PDF-1.7\n%%EOF", "The PDF is damaged or was not downloaded completely."),
    ],
)
def test_a_picture_that_is_too_large_or_damaged_is_no_certificate(
    judged: Judge, data: bytes, sentence: str
) -> None:
    status, (record,) = judged(data)

    assert (status, record["checks"][0]["sentence"]) == (5, sentence)


def test_a_picture_that_asks_for_more_than_its_share_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verify_pictures, "MEMORY", 100 << 20)

    with pytest.raises(pictures.PictureTooHeavy):
        verify_pictures.codes(drawn.png(drawn.sheet(CODE, scale=40)))


def nearest(left: int, up: int, corner: int) -> int:
    """Return the neighbour that tells a point best, as PNG 9.4 says it."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


def filtered(rows: list[list[int]], step: int) -> bytes:
    """Return the lines of a PNG, filtered in its five ways in turn (PNG 9.2)."""
    lines = b""
    above = [0] * len(rows[0])
    for number, row in enumerate(rows):
        left = [0] * step + row[:-step]
        corner = [0] * step + above[:-step]
        told = [
            (0, a, b, (a + b) // 2, nearest(a, b, c))[number % 5]
            for a, b, c in zip(left, above, corner, strict=True)
        ]
        points = ((one - of) & 0xFF for one, of in zip(row, told, strict=True))
        lines += bytes([number % 5, *points])
        above = row
    return lines


@pytest.mark.parametrize(("colour", "place", "step"), [(0, 0, 1), (2, 1, 3), (6, 1, 4)])
def test_a_picture_is_undone_in_each_of_the_five_ways(colour: int, place: int, step: int) -> None:
    width, height = 9, 15
    drawn_points = np.random.default_rng(7).integers(0, 256, (height, width * step)).tolist()
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = zlib.compress(filtered(drawn_points, step))
    parts = ((b"IHDR", head), (b"IDAT", body[:20]), (b"IDAT", body[20:]), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )

    grey = bytes(point for row in drawn_points for point in row[place::step])
    assert picture_process.grey(png) == (width, height, grey)
