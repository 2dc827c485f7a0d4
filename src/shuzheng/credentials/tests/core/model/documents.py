"""A credential and a presentation that conform, to be changed by the tests in one place each."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core.model import credential, presentation
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CREDENTIAL: dict[str, Any] = {
    "@context": [V2, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "issuer": "did:example:issuer",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:subject", "alumniOf": "The School of Examples"},
}
PRESENTATION: dict[str, Any] = {
    "@context": [V2],
    "type": ["VerifiablePresentation"],
    "holder": "did:example:holder",
    "verifiableCredential": [CREDENTIAL],
}
LEFT_OUT = object()


def changed(document: Mapping[str, Any], **changes: object) -> dict[str, Any]:
    """Return a copy with members replaced; `LEFT_OUT` removes one, `context` is `@context`."""
    made = copy.deepcopy(dict(document))
    for name, value in changes.items():
        member = "@context" if name == "context" else name
        if value is LEFT_OUT:
            del made[member]
        else:
            made[member] = value
    return made


def conforms(**changes: object) -> None:
    """Require that the credential conforms with these changes."""
    credential.require(changed(CREDENTIAL, **changes))


def fails(sentence: str, **changes: object) -> None:
    """Require that the credential is refused with `sentence` for these changes."""
    with pytest.raises(Refusal) as refused:
        credential.require(changed(CREDENTIAL, **changes))
    assert str(refused.value) == sentence


def presents(**changes: object) -> int:
    """Return how many credentials the presentation shows with these changes."""
    return len(presentation.require(changed(PRESENTATION, **changes)))


def fails_to_present(sentence: str, **changes: object) -> None:
    """Require that the presentation is refused with `sentence` for these changes."""
    with pytest.raises(Refusal) as refused:
        presentation.require(changed(PRESENTATION, **changes))
    assert str(refused.value) == sentence
