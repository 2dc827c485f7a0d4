"""The code on a paper: its bytes as docs/paper-code.md has them, and nothing else is read."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shuzheng.credentials.core import compact, numbers, proof
from shuzheng.credentials.tests.core import cast

KEY = cast.ORGANISATION.public_key().public_bytes_raw()
ISSUED = datetime(2026, 7, 14, 16, tzinfo=UTC)
SAID = compact.Statement(
    key=sha256(KEY).digest()[:4],
    number="X202601000420009173L",
    issued_at=ISSUED,
    valid_until=None,
    revocation=compact.Place(sha256(cast.REVOCATIONS.encode()).digest()[:6], 94_567),
    suspension=compact.Place(sha256(cast.SUSPENSIONS.encode()).digest()[:6], 23_452),
    entry=2,
    holder="孟晓棠",
    certificate="老年照护",
)
SIGNED = compact.sign(SAID, cast.ORGANISATION.sign)
HEAD = compact.Head(5, bytes(range(32)))

# Written out by hand from docs/paper-code.md.
BODY = bytes.fromhex(
    "01"  # version
    "34750f98"  # SHA-256 of the public key 8a88e3dd…40f6f5c
    "07ea 0019a104 013150d5"  # 2026; 010004 in base 36; 2 times 10,000,000 and 9173
    "006a565d00"  # 2026-07-14T16:00:00Z
    "0000000000"  # no term
    "cc5b3a31139d 00017167"  # https://sz.example/status/revocation/1; 94,567
    "d9e75881687d 00005b9c"  # https://sz.example/status/suspension/1; 23,452
    "0000000002"  # entry
    "09 e5ad9fe69993e6a3a0"  # 孟晓棠
    "0c e88081e5b9b4e785a7e68aa4"  # 老年照护
    "00"  # no module
)


def changed(data: bytes, at: int, to: int) -> str:
    return str(int.from_bytes(data[:at] + bytes((to,)) + data[at + 1 :]))


def test_the_bytes_are_those_of_the_specification() -> None:
    assert SIGNED[:-64] == BODY
    assert compact.text(SIGNED, HEAD) == str(int.from_bytes(SIGNED + b"\0\0\0\0\5" + HEAD.root))


def test_what_is_signed_begins_with_the_purpose() -> None:
    signed: list[bytes] = []

    def sign(message: bytes) -> bytes:
        signed.append(message)
        return bytes(64)

    made = compact.sign(SAID, sign)

    assert signed == [b"shuzheng/paper/v1\x00" + made[:-64]]


@pytest.mark.parametrize("head", [None, HEAD])
def test_a_code_reads_back_as_what_was_signed(head: compact.Head | None) -> None:
    code = compact.read(compact.text(SIGNED, head))

    assert (code.statement, code.head) == (SAID, head)
    code.require_signature(KEY)


@given(
    holder=some.text(
        some.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")),
        min_size=1,
        max_size=50,
    ),
    year=some.integers(2019, 2999),
    code=some.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=6),
    level=some.integers(1, 3),
    serial=some.integers(1, 9_999_999),
    entry=some.integers(0, 2**40 - 2),
    index=some.integers(0, 2**26 - 1),
    until=some.none() | some.datetimes(datetime(2027, 1, 1), datetime(2999, 1, 1)),  # noqa: DTZ001
)
def test_every_certificate_fits_and_reads_back(
    holder: str,
    year: int,
    code: str,
    level: int,
    serial: int,
    entry: int,
    index: int,
    until: datetime | None,
) -> None:
    said = replace(
        SAID,
        holder=holder,
        number=numbers.compose(year, code, level, serial),
        entry=entry,
        revocation=compact.Place(b"listed", index),
        valid_until=until and until.replace(microsecond=0, tzinfo=UTC),
    )
    text = compact.text(compact.sign(said, cast.ORGANISATION.sign), compact.Head(entry + 1, KEY))

    assert compact.read(text).statement == said


@pytest.mark.parametrize("holder", ["阿卜杜勒·拉合曼", "𠮷野𫞩", "𠀀" * 50])
def test_rare_names_are_kept_to_the_character(holder: str) -> None:
    signed = compact.sign(replace(SAID, holder=holder, certificate="字" * 60), lambda _: bytes(64))
    assert compact.read(compact.text(signed, HEAD)).statement.holder == holder


@pytest.mark.parametrize("at", range(len(SIGNED)))
def test_no_byte_can_be_changed_unnoticed(at: int) -> None:
    with pytest.raises((compact.NotACode, compact.BadCode, proof.SignatureRefused)):
        compact.read(changed(SIGNED, at, SIGNED[at] ^ 1)).require_signature(KEY)


@pytest.mark.parametrize("length", range(1, len(SIGNED)))
def test_a_code_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(compact.BadCode):
        compact.read(str(int.from_bytes(SIGNED[:length])))


@pytest.mark.parametrize(
    "text",
    ["", "0", "01", "-1", "+1", "1_0", "１", "1.0", "x", " 1", "2" * 2408, str(2 << 800)],
)
def test_what_is_no_whole_number_of_this_version_is_no_code(text: str) -> None:
    with pytest.raises(compact.NotACode):
        compact.read(text)


@pytest.mark.parametrize(
    "tail",
    [
        (2).to_bytes(5) + bytes(32),
        (3).to_bytes(5) + bytes(31),
        (3).to_bytes(5) + bytes(33),
    ],
    ids=["without the entry", "cut off", "too long"],
)
def test_behind_the_signature_stands_one_checkpoint_that_covers_the_entry(tail: bytes) -> None:
    with pytest.raises(compact.BadCode, match="checkpoint"):
        compact.read(str(int.from_bytes(SIGNED + tail)))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (b"https://sz.example/v/abc#123", "123"),
        (b" https://sz.example/v/abc#0123\n", "0123"),
        (b"4" * 250, "4" * 250),
        (b"4" * 249, ""),
        (b"https://sz.example/v/abc#", ""),
        (b"https://sz.example/v/abc", ""),
        ("https://sz.example/v/证#123".encode(), ""),
        (b"%PDF-1.7", ""),
        (b"4" * 3001, ""),
    ],
)
def test_a_code_is_found_bare_or_behind_an_address(given: bytes, found: str) -> None:
    assert compact.find(given) == found


@given(some.binary(max_size=1001))
def test_whatever_is_read_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(compact.NotACode, compact.BadCode):
        compact.read(str(int.from_bytes(b"\x01" + data)))


def test_the_example_of_the_specification_is_this_one() -> None:
    text = (Path(__file__).parents[5] / "docs" / "paper-code.md").read_text(encoding="utf-8")
    example = re.findall(r"^    ([0-9a-f ]+)$", text.partition("## 4.")[2], re.MULTILINE)
    said, signature, digits = example[:3], example[3:5], example[5:]

    assert bytes.fromhex("".join(said)) == BODY
    assert bytes.fromhex("".join(signature)) == SIGNED[-64:]
    assert "".join(digits) == compact.text(SIGNED, None)
