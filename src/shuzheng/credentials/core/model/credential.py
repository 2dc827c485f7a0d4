"""A verifiable credential, held against the data model statement by statement.

Authority: W3C Verifiable Credentials Data Model 2.0, sections 4.3 to 4.11 and 5.3 to 5.6; the types
of `credentialStatus` that are known are read by `core.bitstring`. Credentials of the earlier
model (1.1), which the test suites of the cryptosuites still bring, are told by their first context
and have another term of validity. What a newcomer gets wrong: the
first context is fixed, its place too; a subject without an `id` is allowed, a subject without a
claim is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import bitstring, contexts, rdf, statuslist
from shuzheng.credentials.core.model import resources, values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

TYPE = "VerifiableCredential"
ENVELOPE = "EnvelopedVerifiableCredential"
TERMS = {
    contexts.CREDENTIALS: ("validFrom", "validUntil"),
    contexts.EARLIER: ("issuanceDate", "expirationDate"),
}
"""The members that give the term of validity, by the first context of a credential."""

TEXTS = ("name", "description")
TYPED = ("credentialStatus", "termsOfUse", "refreshService", "evidence", "credentialSchema")


class WrongContext(values.NonConforming):
    """The contexts are no list, or do not begin with that of the data model."""

    code = "vcdm-context"
    template = "“@context” must be a list of URLs and objects that begins with {context}."


class NoClaim(values.NonConforming):
    """A subject of whom nothing is said."""

    code = "vcdm-claim"
    template = "“credentialSubject” makes no claim."


class Reversed(values.NonConforming):
    """The credential ends before it begins."""

    code = "vcdm-validity"
    template = "“{last}” is earlier than “{first}”."


class SealedElsewhere(values.NonConforming):
    """A credential inside an envelope of another kind (JOSE, COSE), which is not opened here."""

    code = "vcdm-envelope"
    template = "A credential in an envelope (JOSE or COSE) cannot be judged here."


def require(document: Mapping[str, Any]) -> None:
    """Refuse a credential that does not conform to the data model, naming the member."""
    if is_enveloped(document):
        require_envelope(document, ENVELOPE)
        raise SealedElsewhere
    require_contexts(document, {contexts.CREDENTIALS, contexts.EARLIER})
    values.require_id(document, "")
    values.types(document, "", needed=TYPE)
    for text in TEXTS:
        values.require_text(document, text)
    _require_issuer(document)
    _require_subjects(document)
    _require_validity(document)
    _require_parts(document)
    resources.require(document)
    require_linked(document)


def require_linked(document: Mapping[str, Any]) -> None:
    """Refuse a document with a term or type that no context defines, or that redefines one (5.2).

    The proofs are left out: what of them is covered, their cryptosuites know.
    """
    rdf.canonical({member: value for member, value in document.items() if member != "proof"})


def is_earlier(document: Mapping[str, Any]) -> bool:
    """Return whether a credential is one of the data model 1.1."""
    listed = document.get("@context")
    return isinstance(listed, list) and listed[:1] == [contexts.EARLIER]


def term(document: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Return begin and end of the term of a credential that conforms, where it has them."""
    begin, end = (
        values.instant(document[member], member) if member in document else None
        for member in TERMS[document["@context"][0]]
    )
    return begin, end


def require_contexts(
    document: Mapping[str, Any], bases: Collection[str] = (contexts.CREDENTIALS,)
) -> None:
    """Refuse contexts that are no ordered set beginning with one of the `bases` (4.3)."""
    if "@context" not in document:
        raise values.Missing(member="@context")
    listed = document["@context"]
    if (
        not isinstance(listed, list)
        or not listed
        or listed[0] not in tuple(bases)
        or not all(isinstance(context, str | dict) for context in listed)
    ):
        raise WrongContext(context=contexts.CREDENTIALS)
    for context in listed:
        if isinstance(context, str):
            values.address(context, "@context")


def is_enveloped(document: Mapping[str, Any]) -> bool:
    """Return whether `document` says that it is a credential in an envelope."""
    kinds = document.get("type", [])
    return ENVELOPE in (kinds if isinstance(kinds, list) else [kinds])


def require_envelope(document: Mapping[str, Any], kind: str) -> None:
    """Refuse an envelope without the base context, with another type, or without data (4.13)."""
    if "@context" not in document:
        raise values.Missing(member="@context")
    listed = document["@context"]
    if contexts.CREDENTIALS not in (listed if isinstance(listed, list) else [listed]):
        raise WrongContext(context=contexts.CREDENTIALS)
    if values.types(document, "") != (kind,):
        raise values.NotTyped(member="type")
    if "id" not in document:
        raise values.Missing(member="id")
    if not values.address(document["id"], "id").startswith("data:"):
        raise values.NonConforming(member="id")


def require_party(document: Mapping[str, Any], member: str) -> str:
    """Return the URL of an issuer or holder, given as such or as the `id` of an object (4.7)."""
    party = document[member]
    if not isinstance(party, dict):
        return values.address(party, member)
    if "id" not in party:
        raise values.Missing(member=f"{member}.id")
    return values.address(party["id"], f"{member}.id")


def _require_issuer(document: Mapping[str, Any]) -> None:
    if "issuer" not in document:
        raise values.Missing(member="issuer")
    require_party(document, "issuer")
    if isinstance(document["issuer"], dict):
        for text in TEXTS:
            values.require_text(document["issuer"], text, "issuer")


def _require_subjects(document: Mapping[str, Any]) -> None:
    """Refuse a credential that says nothing of anybody (4.8)."""
    member = "credentialSubject"
    if member not in document:
        raise values.Missing(member=member)
    for subject in values.nodes(document, member):
        values.require_id(subject, member)
        if not subject:
            raise NoClaim


def _require_validity(document: Mapping[str, Any]) -> None:
    """Refuse a term whose ends are no instants, or stand in the wrong order (4.9)."""
    first, last = TERMS[document["@context"][0]]
    if is_earlier(document) and first not in document:
        raise values.Missing(member=first)
    begin, end = term(document)
    if begin is not None and end is not None and end < begin:
        raise Reversed(first=first, last=last)


def _require_parts(document: Mapping[str, Any]) -> None:
    """Refuse status, terms, refreshing, evidence and schemas without a type, or with a bad `id`."""
    for member in TYPED:
        for node in values.nodes(document, member):
            values.require_id(node, member)
            kinds = values.types(node, member)
            if member == "credentialSchema" and "id" not in node:
                raise values.Missing(member=f"{member}.id")
            if member == "credentialStatus" and statuslist.ENTRY in kinds:
                bitstring.read_entry(node)
