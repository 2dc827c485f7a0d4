"""The endpoints of the conformance door: a request in, an answer out. No sockets here.

Authority: VC-API 0.3 (W3C Credentials Community Group), as far as the test suites use it. Under
`/vc-api` the issuer signs `eddsa-rdfc-2022`, under `/vc-api/jcs` it signs `eddsa-jcs-2022`; both
verify either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.config.conformance import issuer as issuers
from shuzheng.config.conformance import judging
from shuzheng.credentials.core import did, jsontext, proof, rdf, statuslist
from shuzheng.credentials.core.integrity import chains, checking, suites
from shuzheng.credentials.core.model import values
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shuzheng.config.conformance.issuer import Issuer
    from shuzheng.credentials.core.integrity.suites import Suite
    from shuzheng.credentials.core.jsontext import Object

BASE, JCS = "/vc-api", "/jcs"
REFUSED = 400
SECURITY, MODEL = "https://w3id.org/security#", "https://www.w3.org/TR/vc-data-model#"
STATUS = "https://www.w3.org/ns/credentials/status-list#"
UNPROVED: tuple[type[Refusal], ...] = (
    suites.UnknownSuite,
    chains.BrokenChain,
    chains.TooManyProofs,
    checking.KeyNotFound,
    checking.ProofExpired,
    checking.FutureProof,
    did.BadKey,
    did.BadIdentifier,
)
PROBLEMS: tuple[tuple[type[Refusal], str], ...] = (
    (rdf.Undefined, f"{SECURITY}DATA_LOSS_DETECTION_ERROR"),
    (rdf.LostValue, f"{SECURITY}DATA_LOSS_DETECTION_ERROR"),
    (rdf.NotCanonical, f"{SECURITY}PROOF_TRANSFORMATION_ERROR"),
    (proof.ProofRefused, f"{SECURITY}PROOF_VERIFICATION_ERROR"),
    (checking.OtherDomain, f"{SECURITY}INVALID_DOMAIN_ERROR"),
    (checking.OtherChallenge, f"{SECURITY}INVALID_CHALLENGE_ERROR"),
    *((known, f"{SECURITY}PROOF_VERIFICATION_ERROR") for known in UNPROVED),
    (values.NonConforming, f"{MODEL}MALFORMED_VALUE_ERROR"),
    (jsontext.NotReadable, f"{MODEL}PARSING_ERROR"),
    (statuslist.OutsideTheList, f"{STATUS}RANGE_ERROR"),
    (statuslist.BadSize, f"{STATUS}STATUS_LIST_LENGTH_ERROR"),
    (statuslist.OtherPurpose, f"{STATUS}STATUS_VERIFICATION_ERROR"),
    (statuslist.StatusRefused, f"{STATUS}MALFORMED_VALUE_ERROR"),
    (Refusal, f"{MODEL}CRYPTOGRAPHIC_SECURITY_ERROR"),
)
"""The type of a problem by the refusal behind it; the first class that fits counts."""


class NoDocument(values.NonConforming):
    """The request lacks the document that it is about."""

    code = "conformance-request"
    template = "The request brings no object under “{member}”."


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: its status, and the JSON object that it carries."""

    status: int
    document: Object


def answer(door: Issuer, method: str, path: str, body: bytes, *, now: datetime) -> Answer:
    """Return the door's answer; a refusal becomes one with `errors`."""
    if not path.startswith(f"{BASE}/"):
        return Answer(404, {"errors": [{"title": "not found"}]})
    rest = path.removeprefix(BASE)
    suite = suites.JCS if rest.startswith(f"{JCS}/") else suites.RDFC
    rest = rest.removeprefix(JCS) if suite is suites.JCS else rest
    try:
        if method == "GET":
            return _status_list(door, rest, suite, now)
        if rest not in POSTS:
            return Answer(404, {"errors": [{"title": "not found"}]})
        return POSTS[rest](door, jsontext.read(body), suite, now)
    except Refusal as refusal:
        status = refusal.status if refusal.status in {404, 413} else REFUSED
        return Answer(status, {"verified": False, "errors": [problem(refusal)]})


def problem(refusal: Refusal) -> dict[str, str]:
    """Return a refusal as a problem document; `type` is one that the specifications name."""
    kind = next(name for known, name in PROBLEMS if isinstance(refusal, known))
    title = kind.rpartition("#")[2]
    return {"type": kind, "title": title, "code": refusal.code, "detail": str(refusal)}


def _issue(door: Issuer, request: Object, suite: Suite, now: datetime) -> Answer:
    document = _object(request, "credential")
    return Answer(201, door.issue(document, _options(request), suite=suite, now=now))


def _verify_credential(door: Issuer, request: Object, _suite: Suite, now: datetime) -> Answer:
    document = _object(request, "verifiableCredential")
    warnings = judging.credential(document, door, now=now)
    return _verified("verifiableCredential", document, warnings)


def _verify_presentation(door: Issuer, request: Object, _suite: Suite, now: datetime) -> Answer:
    document, options = _object(request, "verifiablePresentation"), _options(request)
    warnings = judging.presentation(
        document,
        door,
        domain=_text(options, "domain"),
        challenge=_text(options, "challenge"),
        now=now,
    )
    return _verified("verifiablePresentation", document, warnings)


def _set_status(door: Issuer, request: Object, _suite: Suite, _now: datetime) -> Answer:
    """Set the status that an entry of this door points at; `status` is its new value."""
    entry, value = _object(request, "credentialStatus"), request.get("status")
    register = door.list_at(_text(entry, "statusListCredential"))
    index = _text(entry, "statusListIndex")
    if register is None or not index.isascii() or not index.isdecimal():
        raise issuers.NoSuchEntry
    register.write(int(index), value if type(value) is int else -1)
    return Answer(200, {"credentialStatus": entry, "status": value})


def _status_list(door: Issuer, rest: str, suite: Suite, now: datetime) -> Answer:
    register = door.list_at(f"{door.base}{BASE}{rest}")
    if register is None:
        return Answer(404, {"errors": [{"title": "not found"}]})
    return Answer(200, door.published(register, suite=suite, now=now))


POSTS: dict[str, Callable[[Issuer, Object, Suite, datetime], Answer]] = {
    "/credentials/issue": _issue,
    "/credentials/verify": _verify_credential,
    "/presentations/verify": _verify_presentation,
    "/credentials/status": _set_status,
}


def _verified(member: str, document: Object, warnings: list[dict[str, str]]) -> Answer:
    return Answer(200, {"verified": True, member: document, "warnings": warnings, "errors": []})


def _object(request: Object, member: str) -> Object:
    value = request.get(member)
    if not isinstance(value, dict):
        raise NoDocument(member=member)
    return value


def _options(request: Object) -> dict[str, Any]:
    value = request.get("options", {})
    if not isinstance(value, dict):
        raise NoDocument(member="options")
    return value


def _text(holder: Object, member: str) -> str:
    value = holder.get(member, "")
    if not isinstance(value, str):
        raise values.NonConforming(member=member)
    return value
