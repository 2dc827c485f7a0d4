"""SM2 by the system's OpenSSL 3, through ctypes.

Authority: OpenSSL 3, EVP_PKEY-SM2(7), EVP_DigestSignInit(3), EVP_PKEY_CTX_set1_id(3). What a
newcomer gets wrong: without an identity OpenSSL hashes an empty one, and nobody else verifies that;
and a failure leaves its errors in a queue of the thread, where Python's `ssl` would find them and
blame somebody else. So the queue is emptied after every failure.

Keys go in as DER, whose heads are constant because curve and lengths are. OpenSSL itself computes
the public point, takes compressed points and refuses those off the curve.
"""

from __future__ import annotations

import ctypes
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import utils

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "libcrypto.so.3"
ALGORITHM = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")
"""An EC key on the curve SM2: the object identifiers 1.2.840.10045.2.1 and 1.2.156.10197.1.301."""

PRIVATE_HEAD = bytes.fromhex("3041020100") + ALGORITHM + bytes.fromhex("042730250201010420")
"""What stands before the 32 bytes of a private key in PKCS#8 (RFC 5208, RFC 5915)."""

PUBLIC_HEAD = bytes.fromhex("3039") + ALGORITHM + bytes.fromhex("032200")
"""What stands before the 33 bytes of a public key in SubjectPublicKeyInfo (RFC 5480)."""

LONGEST_SIGNATURE = 72
POINT_SIZE = 65
KEYS_KEPT = 64

_POINTER, _TEXT, _SIZE = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
_CALLS = {
    "ERR_clear_error": (None, ()),
    "EVP_DigestSign": (ctypes.c_int, (_POINTER, _TEXT, ctypes.POINTER(_SIZE), _TEXT, _SIZE)),
    "EVP_DigestSignInit": (ctypes.c_int, (_POINTER,) * 5),
    "EVP_DigestVerify": (ctypes.c_int, (_POINTER, _TEXT, _SIZE, _TEXT, _SIZE)),
    "EVP_DigestVerifyInit": (ctypes.c_int, (_POINTER,) * 5),
    "EVP_MD_CTX_free": (None, (_POINTER,)),
    "EVP_MD_CTX_new": (_POINTER, ()),
    "EVP_MD_CTX_set_pkey_ctx": (None, (_POINTER, _POINTER)),
    "EVP_MD_fetch": (_POINTER, (_POINTER, _TEXT, _TEXT)),
    "EVP_PKEY_CTX_free": (None, (_POINTER,)),
    "EVP_PKEY_CTX_new_from_pkey": (_POINTER, (_POINTER, _POINTER, _TEXT)),
    "EVP_PKEY_CTX_set1_id": (ctypes.c_int, (_POINTER, _TEXT, ctypes.c_int)),
    "EVP_PKEY_free": (None, (_POINTER,)),
    "EVP_PKEY_get_octet_string_param": (
        ctypes.c_int,
        (_POINTER, _TEXT, _TEXT, _SIZE, ctypes.POINTER(_SIZE)),
    ),
    "EVP_PKEY_is_a": (ctypes.c_int, (_POINTER, _TEXT)),
    "EVP_SIGNATURE_fetch": (_POINTER, (_POINTER, _TEXT, _TEXT)),
    "EVP_SIGNATURE_free": (None, (_POINTER,)),
    "d2i_AutoPrivateKey": (_POINTER, (_POINTER, ctypes.POINTER(_TEXT), ctypes.c_long)),
    "d2i_PUBKEY": (_POINTER, (_POINTER, ctypes.POINTER(_TEXT), ctypes.c_long)),
}
"""The functions called here: what each returns, and takes."""


class Failed(RuntimeError):  # noqa: N818 - read by whoever reads the log as a sentence
    """OpenSSL did not do what it says it does: a defect, not an answer."""


class Key:
    """A key held by OpenSSL, freed with the last reference to it. Threads may share one."""

    def __init__(self, pointer: int) -> None:
        """Take over a pointer to an EVP_PKEY."""
        self.pointer = pointer
        weakref.finalize(self, _library().call.EVP_PKEY_free, pointer).atexit = False


@dataclass(frozen=True, slots=True)
class Library:
    """OpenSSL: `call` has its functions, `sm3` points to its hash function."""

    call: ctypes.CDLL
    sm3: int


@cache
def library() -> Library | None:
    """Return the system's OpenSSL 3; None where it is missing, or lacks SM2 or SM3."""
    try:
        found = ctypes.CDLL(NAME)
        for name, (returned, taken) in _CALLS.items():
            call = getattr(found, name)
            call.restype, call.argtypes = returned, taken
    except (OSError, AttributeError):
        return None
    signatures = found.EVP_SIGNATURE_fetch(None, b"SM2", None)
    found.EVP_SIGNATURE_free(signatures)
    # Kept for as long as the process lives: every signature needs it.
    sm3 = found.EVP_MD_fetch(None, b"SM3", None)
    if signatures and sm3:
        return Library(found, sm3)
    found.ERR_clear_error()
    return None


def signer(private: bytes, identity: bytes) -> Callable[[bytes], tuple[int, int]]:
    """Return a function that signs a message as (r, s)."""
    key = _private(private)

    def sign(message: bytes) -> tuple[int, int]:
        openssl, size = _library(), _SIZE(LONGEST_SIGNATURE)
        call = openssl.call
        signature = ctypes.create_string_buffer(LONGEST_SIGNATURE)
        with _context(key, identity) as context:
            begun = call.EVP_DigestSignInit(context, None, openssl.sm3, None, key.pointer)
            _require(begun)
            done = call.EVP_DigestSign(
                context, signature, ctypes.byref(size), message, len(message)
            )
            _require(done)
        return utils.decode_dss_signature(signature.raw[: size.value])

    return sign


def is_signed(public: bytes, identity: bytes, message: bytes, signature: tuple[int, int]) -> bool:
    """Return whether (r, s) fit; ValueError for a point off the curve."""
    openssl, key, written = _library(), _public(public), utils.encode_dss_signature(*signature)
    call = openssl.call
    with _context(key, identity) as context:
        begun = call.EVP_DigestVerifyInit(context, None, openssl.sm3, None, key.pointer)
        _require(begun)
        fits: int = call.EVP_DigestVerify(context, written, len(written), message, len(message))
    if fits != 1:
        call.ERR_clear_error()
    return fits == 1


def public_of(private: bytes) -> bytes:
    """Return the public point, compressed."""
    key, size = _private(private), _SIZE()
    point = ctypes.create_string_buffer(POINT_SIZE)
    _require(
        _library().call.EVP_PKEY_get_octet_string_param(
            key.pointer, b"pub", point, POINT_SIZE, ctypes.byref(size)
        )
    )
    if size.value != POINT_SIZE:
        raise Failed
    return bytes([2 + point.raw[-1] % 2]) + point.raw[1:33]


def _library() -> Library:
    found = library()
    if found is None:
        raise Failed
    return found


def _require(answer: int) -> None:
    if answer <= 0:
        _library().call.ERR_clear_error()
        raise Failed


@contextmanager
def _context(key: Key, identity: bytes) -> Iterator[int]:
    """Lend a context for one signature by `key`, bound to `identity`."""
    call = _library().call
    of_key = call.EVP_PKEY_CTX_new_from_pkey(None, key.pointer, None)
    of_digest = call.EVP_MD_CTX_new()
    try:
        if not of_key or not of_digest:
            raise MemoryError
        _require(call.EVP_PKEY_CTX_set1_id(of_key, identity, len(identity)))
        call.EVP_MD_CTX_set_pkey_ctx(of_digest, of_key)
        yield of_digest
    finally:
        # Both may be null; the second does not belong to the first, so it is freed by itself.
        call.EVP_MD_CTX_free(of_digest)
        call.EVP_PKEY_CTX_free(of_key)


def _private(scalar: bytes) -> Key:
    return _read(_library().call.d2i_AutoPrivateKey, PRIVATE_HEAD + scalar)


@lru_cache(maxsize=KEYS_KEPT)
def _public(point: bytes) -> Key:
    return _read(_library().call.d2i_PUBKEY, PUBLIC_HEAD + point)


def _read(decode: Callable[..., int | None], written: bytes) -> Key:
    """Return the key that is `written` in DER; ValueError where it is no point of the curve."""
    start = ctypes.c_char_p(written)
    pointer = decode(None, ctypes.byref(start), len(written))
    if not pointer:
        _library().call.ERR_clear_error()
        raise ValueError
    key = Key(pointer)
    if _library().call.EVP_PKEY_is_a(pointer, b"SM2") != 1:
        raise Failed
    return key
