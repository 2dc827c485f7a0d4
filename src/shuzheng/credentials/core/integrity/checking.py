"""The proofs of a document, judged: all of them must hold, each with those it builds on.

Authority: VC Data Integrity 1.0, sections "Verify Proof" and "Verify Proof Sets and Chains". Keys
are found without asking anybody: only `did:key` is resolved. What a newcomer gets wrong: of a proof
set every proof must hold; whoever is content with one lets anybody staple his own to a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import addresses, did, proof
from shuzheng.credentials.core.integrity import chains, suites
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

SHOWN = 120
SKEW = timedelta(minutes=10)
"""By so much the clock of a signer may be fast."""


class KeyNotFound(Refusal):
    """A verification method that names no key which could be had without a server."""

    code = "proof-key"
    template = "The key {method} cannot be found without asking a server."


class ProofExpired(Refusal):
    """The instant until which the proof may be relied on has passed."""

    code = "proof-expired"
    template = "The proof was good until {expires} only."


class FutureProof(Refusal):
    """The instant at which the proof says it was made has not come yet."""

    code = "proof-future"
    template = "The proof is dated {created}, which is still to come."


class OtherDomain(Refusal):
    """A proof made for somebody else."""

    code = "proof-domain"
    template = "The proof was not made for this domain."


class OtherChallenge(Refusal):
    """A proof made in answer to another question."""

    code = "proof-challenge"
    template = "The proof does not answer this challenge."


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a proof must have been made for.

    `now` (aware) is measured against `created` and `expires`; `domain` and `challenge` are compared
    where given.
    """

    purpose: str
    now: datetime
    domain: str = ""
    challenge: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who made a proof that holds: the identifier, and the verification method under it."""

    identifier: str
    method: str


def require(document: Mapping[str, Any], expected: Expectation) -> tuple[Signer, ...]:
    """Return who signed `document`, one for each proof; refuse unless every proof holds.

    Says nothing about whether a signer may be trusted, nor about what the document says.
    """
    proofs = chains.listed(document)
    if not proofs:
        raise proof.NoProof
    names = [item["id"] for item in proofs if "id" in item]
    for name in names:
        if not addresses.is_absolute(name) or names.count(name) > 1:
            raise proof.WrongMember(member="id", suite="DataIntegrityProof")
    return tuple(_require_one(document, item, proofs, expected) for item in proofs)


def _require_one(
    document: Mapping[str, Any], given: Object, proofs: list[Object], expected: Expectation
) -> Signer:
    if given.get("type") != proof.TYPE:
        raise proof.WrongMember(member="type", suite=proof.TYPE)
    suite = suites.named(given.get("cryptosuite"))
    made = proof.parse(given, suite=suite.name, purpose=expected.purpose)
    if made.expires is not None and made.expires <= expected.now:
        raise ProofExpired(expires=given["expires"])
    if made.created is not None and made.created > expected.now + SKEW:
        raise FutureProof(created=given["created"])
    _require_addressed(given, suite.name, expected)
    signer, public = _key(made.method, suite)
    covered = suite.covered(chains.before(document, given, proofs), made.options)
    if covered.get("@context") != document.get("@context"):
        raise proof.ContextNotCovered
    suite.algorithm.require(public, made.signature, suite.digest(covered, made.options))
    return signer


def _require_addressed(given: Object, suite: str, expected: Expectation) -> None:
    """Refuse a proof for another domain or challenge than those expected, where any are."""
    domain = given.get("domain", [])
    domains = domain if isinstance(domain, list) else [domain]
    if not all(isinstance(item, str) for item in domains):
        raise proof.WrongMember(member="domain", suite=suite)
    challenge = given.get("challenge", "")
    if not isinstance(challenge, str):
        raise proof.WrongMember(member="challenge", suite=suite)
    if expected.domain and expected.domain not in domains:
        raise OtherDomain
    if expected.challenge and expected.challenge != challenge:
        raise OtherChallenge


def _key(method: str, suite: suites.Suite) -> tuple[Signer, bytes]:
    """Return the signer behind a did:key verification method, and its public key in bytes."""
    identifier, _, fragment = method.partition("#")
    if not identifier.startswith(did.KEY_METHOD):
        raise KeyNotFound(method=method[:SHOWN])
    key = identifier.removeprefix(did.KEY_METHOD)
    public = suite.algorithm.public(key)
    if fragment != key:
        raise KeyNotFound(method=method[:SHOWN])
    return Signer(identifier, method), public
