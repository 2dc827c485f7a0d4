"""A verifiable presentation, held against the data model statement by statement.

Authority: W3C Verifiable Credentials Data Model 2.0, section 4.13 "Verifiable Presentations".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core.model import credential, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.jsontext import Object

TYPE = "VerifiablePresentation"
ENVELOPE = "EnvelopedVerifiablePresentation"
MEMBER = "verifiableCredential"


def require(document: Mapping[str, Any]) -> list[Object]:
    """Return the credentials of a presentation; refuse it, or one of them, that does not conform.

    An empty list is returned for a presentation that only shows who holds the key.
    """
    kinds = document.get("type", [])
    if ENVELOPE in (kinds if isinstance(kinds, list) else [kinds]):
        credential.require_envelope(document, ENVELOPE)
        raise credential.SealedElsewhere
    credential.require_contexts(document)
    values.require_id(document, "")
    values.types(document, "", needed=TYPE)
    if "holder" in document:
        credential.require_party(document, "holder")
    for node in values.nodes(document, "termsOfUse"):
        values.types(node, "termsOfUse")
        values.require_id(node, "termsOfUse")
    presented = values.nodes(document, MEMBER)
    for item in presented:
        credential.require(item)
    credential.require_linked(document)
    return presented
