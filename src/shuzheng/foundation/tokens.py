"""Signing keys in a token: a hardware module, or SoftHSM, that speaks PKCS#11.

Authority: PKCS#11 3.1 (OASIS), 6.3 (Edwards curves: CKM_EC_EDWARDS_KEY_PAIR_GEN, CKM_EDDSA). A key
is made in the token, sensitive and not extractable, and found again by its CKA_ID; what comes out
is the public part and signatures. What a newcomer gets wrong: a session survives no fork, and
belongs to one thread at a time; so each process logs in once, when it first signs, and takes turns.
"""

from __future__ import annotations

import os
import threading
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import pkcs11
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from shuzheng.foundation.keyring import Token

ED25519 = b"\x06\x03\x2b\x65\x70"
"""CKA_EC_PARAMS: the object identifier 1.3.101.112 (RFC 8410)."""
PUBLIC_SIZE = 32
WRAPPED = b"\x04\x20"
"""The head of an octet string of 32 bytes: older modules wrap CKA_EC_POINT, newer ones do not."""
PROBE = b"shuzheng: is this key usable?"


class TokenSilent(Refusal):
    """The token is not there, or refuses: nothing is signed, and nothing has changed."""

    code = "token-unavailable"
    status = 503
    template = "The token that holds the signing keys does not answer ({fault})."


class NoSuchKey(Refusal):
    """The key lies in another token, or was destroyed."""

    code = "token-key-missing"
    status = 503
    template = "The token “{token}” does not hold this signing key."


class KeyUnusable(Refusal):
    """A token whose signatures nobody could verify must not sign certificates."""

    code = "token-key-unusable"
    status = 503
    template = "The token “{token}” does not sign with Ed25519 as others verify it."


class Session:
    """The login of this process to one token. Signing takes turns; a broken session is renewed."""

    def __init__(self, token: Token) -> None:
        """Remember the token; nothing is opened before the first use."""
        self.token = token
        self._turn = threading.RLock()
        self._open: Any = None
        self._broken = False
        self._barred = False

    def make(self, uid: UUID) -> bytes:
        """Make a key pair named `uid` in the token; returns the public part (32 bytes)."""
        with self._turn:
            try:
                self._generate(uid)
                public = self._public(uid)
            except pkcs11.PKCS11Error as fault:
                self._fail(fault)
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signer(uid)(PROBE), PROBE)
        except (InvalidSignature, ValueError):
            raise KeyUnusable(token=self.token.label) from None
        return public

    def signer(self, uid: UUID) -> Callable[[bytes], bytes]:
        """Return a function that signs with the key named `uid`; looked up once."""
        with self._turn:
            try:
                key = self._key(uid)
            except pkcs11.NoSuchKey:
                raise NoSuchKey(token=self.token.label) from None
            except pkcs11.PKCS11Error as fault:
                self._fail(fault)

        def sign(message: bytes) -> bytes:
            with self._turn:
                try:
                    signature: bytes = key.sign(message, mechanism=Mechanism.EDDSA)
                except pkcs11.PKCS11Error as fault:
                    self._fail(fault)
            return signature

        return sign

    def _generate(self, uid: UUID) -> None:
        parameters = self._session().create_domain_parameters(
            KeyType.EC_EDWARDS, {Attribute.EC_PARAMS: ED25519}, local=True
        )
        parameters.generate_keypair(
            id=uid.bytes,
            label=f"shuzheng {uid}",
            store=True,
            mechanism=Mechanism.EC_EDWARDS_KEY_PAIR_GEN,
            private_template={
                Attribute.SENSITIVE: True,
                Attribute.EXTRACTABLE: False,
                Attribute.SIGN: True,
            },
        )

    def _public(self, uid: UUID) -> bytes:
        key = self._session().get_key(object_class=ObjectClass.PUBLIC_KEY, id=uid.bytes)
        point: bytes = key[Attribute.EC_POINT]
        return point.removeprefix(WRAPPED) if len(point) > PUBLIC_SIZE else point

    def _key(self, uid: UUID) -> Any:  # noqa: ANN401 - the library's own class of keys
        return self._session().get_key(object_class=ObjectClass.PRIVATE_KEY, id=uid.bytes)

    def _session(self) -> Any:  # noqa: ANN401 - the library's own class of sessions
        if self._barred:
            raise TokenSilent(fault="PinIncorrect")
        if self._open is None:
            try:
                module = pkcs11.lib(str(self.token.module))
            except RuntimeError as fault:
                raise TokenSilent(fault=type(fault).__name__) from fault
            if self._broken:
                module.reinitialize()
                self._broken = False
            held = module.get_token(token_label=self.token.label)
            self._open = held.open(rw=True, user_pin=self.token.pin)
        return self._open

    def _fail(self, fault: pkcs11.PKCS11Error) -> NoReturn:
        """Forget the session, so that the next use begins anew, and say what is wrong.

        A wrong PIN is not tried again by this process: a few times more, and the token locks.
        """
        self._open, self._broken = None, True
        self._barred = isinstance(fault, pkcs11.PinIncorrect)
        raise TokenSilent(fault=type(fault).__name__) from fault


def session(label: str) -> Session:
    """Return this process's login to the token with this label; refuses one that is not set up."""
    token = settings.TOKEN
    if token is None or token.label != label:
        raise NoSuchKey(token=label)
    return of(token)


def of(token: Token) -> Session:
    """Return this process's login to a token."""
    return _session(token, os.getpid())


@cache
def _session(token: Token, process: int) -> Session:
    del process
    return Session(token)
