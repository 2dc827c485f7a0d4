"""What the conformance door says of a credential or presentation that it is shown.

Form first, then every proof, then who signed: where the issuer or holder is a `did:key`, one of the
proofs must be by that key. A status is looked up where this door publishes it; anything that could
only be learnt from another server is a warning, because nothing is ever fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import bitstring, did, instants, statuslist
from shuzheng.credentials.core.integrity import checking, suites
from shuzheng.credentials.core.model import credential as credentials
from shuzheng.credentials.core.model import presentation as presentations
from shuzheng.credentials.core.model import values
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.config.conformance.issuer import Issuer

STATEMENT, PRESENCE = "assertionMethod", "authentication"


class OtherSigner(Refusal):
    """The proofs hold, and none of them is by the party that the document names."""

    code = "conformance-signer"
    template = "No proof is by the key that “{member}” names."


class StatusStates(Refusal):
    """The status list says that the credential is not to be relied on."""

    code = "conformance-stated"
    template = "The status list states “{purpose}”."


def credential(
    document: Mapping[str, Any], issuer: Issuer, *, now: datetime
) -> list[dict[str, str]]:
    """Return warnings about a credential that holds; refuse it where it does not."""
    credentials.require(document)
    signers = checking.require(document, checking.Expectation(STATEMENT, now))
    _require_party(document, "issuer", signers)
    return [*_validity(document, now), *_statuses(document, issuer, now)]


def presentation(
    document: Mapping[str, Any],
    issuer: Issuer,
    *,
    domain: str,
    challenge: str,
    now: datetime,
) -> list[dict[str, str]]:
    """Return warnings about a presentation that holds with all it presents; refuse it otherwise."""
    presented = presentations.require(document)
    expected = checking.Expectation(PRESENCE, now, domain, challenge)
    signers = checking.require(document, expected)
    if "holder" in document:
        _require_party(document, "holder", signers)
    return [warning for item in presented for warning in credential(item, issuer, now=now)]


def _require_party(
    document: Mapping[str, Any], member: str, signers: tuple[checking.Signer, ...]
) -> None:
    party = credentials.require_party(document, member)
    if party.startswith(did.KEY_METHOD) and party not in {who.identifier for who in signers}:
        raise OtherSigner(member=member)


def _validity(document: Mapping[str, Any], now: datetime) -> list[dict[str, str]]:
    """Return a warning where `now` lies outside the term: that is no fault of the proof."""
    begin, end = credentials.term(document)
    found = []
    if begin is not None and now < begin:
        found.append(_warning("not-yet-valid", f"the term begins after {instants.write(now)}"))
    if end is not None and end < now:
        found.append(_warning("expired", f"the term ended before {instants.write(now)}"))
    return found


def _statuses(document: Mapping[str, Any], issuer: Issuer, now: datetime) -> list[dict[str, str]]:
    """Return what the status entries say; refuse a credential that is revoked or suspended."""
    found = []
    for node in values.nodes(document, "credentialStatus"):
        if node["type"] != statuslist.ENTRY:
            found.append(_warning("status-unknown", "a status of a type that is not read here"))
            continue
        entry = bitstring.read_entry(node)
        register = issuer.list_at(entry.url)
        if register is None:
            found.append(_warning("status-unknown", f"{entry.url} is not fetched"))
            continue
        published = issuer.published(register, suite=suites.JCS, now=now)
        checking.require(published, checking.Expectation(STATEMENT, now))
        status = bitstring.status(published, entry)
        if status.value and entry.purpose in {statuslist.REVOCATION, statuslist.SUSPENSION}:
            raise StatusStates(purpose=entry.purpose)
        if status.message:
            found.append(_warning("status-message", status.message))
    return found


def _warning(code: str, detail: str) -> dict[str, str]:
    return {"code": code, "detail": detail}
