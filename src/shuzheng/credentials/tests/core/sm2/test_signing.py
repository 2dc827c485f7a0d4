"""Both arithmetics give the standard's answers and accept each other's signatures, nothing else."""

from __future__ import annotations

import ctypes
import subprocess
from typing import TYPE_CHECKING

import pytest

from shuzheng.credentials.core.sm2 import openssl, plain, signing
from shuzheng.credentials.core.sm2.digest import sm3
from shuzheng.credentials.tests.core.sm2.published import (
    MESSAGE,
    PRIVATE,
    PUBLIC,
    SIGNATURE,
    X,
    Y,
)

if TYPE_CHECKING:
    from pathlib import Path

    from shuzheng.credentials.core.sm2.signing import Arithmetic

N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
FIELD = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
SPKI = "3059301306072a8648ce3d020106082a811ccf5501822d034200"
PKCS8 = "3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420"


@pytest.fixture(params=[openssl, plain], ids=["openssl", "plain"])
def arithmetic(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Arithmetic:
    """Let everything be computed by one of the two."""
    chosen: Arithmetic = request.param
    monkeypatch.setattr(signing, "arithmetic", lambda: chosen)
    return chosen


both = pytest.mark.usefixtures("arithmetic")


def number(value: int) -> bytes:
    return value.to_bytes(32)


def test_sm3_gives_the_published_digest() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_this_machine_computes_with_openssl() -> None:
    assert signing.arithmetic() is openssl


def test_without_openssl_the_package_in_pure_python_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openssl, "library", lambda: None)
    signing.arithmetic.cache_clear()
    try:
        assert signing.arithmetic() is plain
    finally:
        signing.arithmetic.cache_clear()


@pytest.mark.parametrize("name", ["libnone.so.3", "libc.so.6"])
def test_a_library_that_is_missing_or_is_another_one_is_not_taken(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openssl, "NAME", name)
    openssl.library.cache_clear()
    try:
        assert openssl.library() is None
    finally:
        openssl.library.cache_clear()


@both
def test_the_signature_of_the_standard_verifies() -> None:
    assert signing.public_of(PRIVATE) == PUBLIC
    assert signing.is_signed(PUBLIC, SIGNATURE, MESSAGE)


@both
@pytest.mark.parametrize(
    ("signature", "message", "identity"),
    [
        (SIGNATURE, b"message digesT", signing.IDENTITY),
        (SIGNATURE, MESSAGE, b"1234567812345679"),
        (SIGNATURE, MESSAGE, b"ALICE123@YAHOO.COM"),
        (SIGNATURE[:63] + b"\xab", MESSAGE, signing.IDENTITY),
        (b"\xf4" + SIGNATURE[1:], MESSAGE, signing.IDENTITY),
        (SIGNATURE[32:] + SIGNATURE[:32], MESSAGE, signing.IDENTITY),
    ],
)
def test_another_message_identity_or_signature_does_not(
    signature: bytes, message: bytes, identity: bytes
) -> None:
    assert not signing.is_signed(PUBLIC, signature, message, identity)


R, S = SIGNATURE[:32], SIGNATURE[32:]


@both
@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"\0" * 64,
        b"\xff" * 64,
        number(0) + S,
        R + number(0),
        number(N) + S,
        R + number(N),
        number(N - 1) + number(1),
        SIGNATURE[:63],
        SIGNATURE + b"\0",
        b"\0" + SIGNATURE,
        signing.der(SIGNATURE),
        SIGNATURE * 1000,
    ],
    ids=lambda value: f"{len(value)}-{value[:2].hex()}",
)
def test_what_is_no_signature_is_refused_in_silence(signature: bytes) -> None:
    assert not signing.is_signed(PUBLIC, signature, MESSAGE)


OFF_THE_CURVE = number(3)
"""No point has this x: x³ + ax + b is no square."""


@both
@pytest.mark.parametrize(
    "public",
    [
        b"",
        b"\0",
        b"\0" * 33,
        PUBLIC[:32],
        PUBLIC + b"\0",
        b"\x04" + X + Y,
        b"\x04" + X,
        b"\x05" + X,
        b"\x02" + OFF_THE_CURVE,
        b"\x03" + OFF_THE_CURVE,
        b"\x02" + number(FIELD + 1),
        b"\x02" + b"\xff" * 32,
    ],
    ids=lambda value: f"{len(value)}-{value[:1].hex()}-{value[-1:].hex()}",
)
def test_what_is_no_point_of_the_curve_is_no_key(public: bytes) -> None:
    with pytest.raises(signing.BadKey):
        signing.is_signed(public, SIGNATURE, MESSAGE)


@both
@pytest.mark.parametrize(
    "private",
    [b"", bytes(32), number(N - 1), number(N), number(N + 1), b"\xff" * 32, PRIVATE[1:], X + b"\0"],
    ids=lambda value: f"{len(value)}-{value[-2:].hex()}",
)
def test_what_is_no_private_key_signs_nothing(private: bytes) -> None:
    with pytest.raises(signing.BadKey):
        signing.signer(private)
    with pytest.raises(signing.BadKey):
        signing.public_of(private)


@both
@pytest.mark.parametrize("private", [number(1), number(2), number(N - 2), PRIVATE])
@pytest.mark.parametrize("message", [b"", b"\0", MESSAGE, b"x" * 5_000], ids=len)
def test_what_one_signs_both_accept(private: bytes, message: bytes) -> None:
    signature = signing.signer(private)(message)
    public = signing.public_of(private)
    halves = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])

    assert len(signature) == 64
    assert openssl.is_signed(public, signing.IDENTITY, message, halves)
    assert plain.is_signed(public, signing.IDENTITY, message, halves)
    assert not signing.is_signed(public, signature, message + b"\0")


@both
def test_no_two_signatures_are_the_same() -> None:
    sign = signing.signer(PRIVATE)

    made = {sign(MESSAGE) for _ in range(20)}

    assert len({signature[:32] for signature in made}) == 20


def test_new_keys_differ_and_are_keys() -> None:
    keys = {signing.generate() for _ in range(50)}

    assert len(keys) == 50
    assert {len(signing.public_of(key)) for key in keys} == {33}


def openssl_says(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - the command of the operating system
        ["openssl", *map(str, arguments)],  # noqa: S607
        capture_output=True,
        check=False,
    )


def verdict_of_openssl(folder: Path, signature: bytes, identity: str) -> str:
    """Return what the command line says of a signature under the key of the standard."""
    (folder / "public.der").write_bytes(bytes.fromhex(SPKI) + b"\x04" + X + Y)
    (folder / "message").write_bytes(MESSAGE)
    (folder / "signature").write_bytes(signing.der(signature))
    done = openssl_says(
        *("dgst", "-sm3", "-keyform", "DER", "-verify", folder / "public.der"),
        *("-sigopt", f"distid:{identity}", "-signature", folder / "signature"),
        folder / "message",
    )
    return done.stdout.decode().strip()


@both
def test_the_command_line_of_openssl_accepts_our_signatures(tmp_path: Path) -> None:
    signature = signing.signer(PRIVATE)(MESSAGE)

    assert verdict_of_openssl(tmp_path, signature, "1234567812345678") == "Verified OK"
    assert verdict_of_openssl(tmp_path, signature, "1234567812345679") == "Verification failure"
    changed = signature[:-1] + bytes([signature[-1] ^ 1])
    assert verdict_of_openssl(tmp_path, changed, "1234567812345678") == "Verification failure"


@both
def test_we_accept_the_signatures_of_its_command_line(tmp_path: Path) -> None:
    (tmp_path / "private.der").write_bytes(bytes.fromhex(PKCS8) + PRIVATE)
    (tmp_path / "message").write_bytes(MESSAGE)
    done = openssl_says(
        *("dgst", "-sm3", "-keyform", "DER", "-sign", tmp_path / "private.der"),
        *("-sigopt", "distid:1234567812345678", tmp_path / "message"),
    )
    assert done.returncode == 0, done.stderr

    # SEQUENCE of two INTEGERs, each with a zero before it where its first bit is set.
    body = done.stdout[2:]
    size = body[1]
    r, s = body[2 : 2 + size], body[2 + size + 2 :]
    signature = r[-32:].rjust(32, b"\0") + s[-32:].rjust(32, b"\0")

    assert signing.is_signed(PUBLIC, signature, MESSAGE)


def test_failures_leave_nothing_in_the_queue_that_others_read() -> None:
    found = openssl.library()
    assert found is not None
    found.call.ERR_peek_error.restype = ctypes.c_ulong

    assert not signing.is_signed(PUBLIC, R + number(1), MESSAGE)
    with pytest.raises(signing.BadKey):
        signing.is_signed(b"\x02" + OFF_THE_CURVE, SIGNATURE, MESSAGE)

    assert found.call.ERR_peek_error() == 0
