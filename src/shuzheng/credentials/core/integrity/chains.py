"""The proofs of a document, and which of them another one builds on.

Authority: VC Data Integrity 1.0, sections "Proof Sets" and "Proof Chains". `previousProof` is one
address or a list of them; each must be the `id` of a proof in the same document. What a newcomer
gets wrong: a proof without `previousProof` is not the first of a chain, it is one of a set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import proof
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.credentials.core.jsontext import Object

MOST = 16
SHOWN = 80


class BrokenChain(Refusal):
    """A proof names a proof before it that the document does not carry, or not as one can."""

    code = "proof-chain"
    template = "The proof depends on {previous}, which the document does not carry."


class TooManyProofs(Refusal):
    """More proofs than such a document has."""

    code = "proof-too-many"
    template = "The document carries more than {most} proofs."


def listed(document: Mapping[str, Any]) -> list[Object]:
    """Return the proofs of `document` in their order; an empty list where it has none."""
    value = document.get("proof", [])
    proofs = value if isinstance(value, list) else [value]
    if not all(isinstance(item, dict) for item in proofs):
        raise proof.NoProof
    if len(proofs) > MOST:
        raise TooManyProofs(most=MOST)
    return proofs


def before(
    document: Mapping[str, Any], options: Mapping[str, Any], proofs: Sequence[Object]
) -> Object:
    """Return `document` as the proof of `options` covers it: with the `proofs` that it names."""
    unsigned = {member: value for member, value in document.items() if member != "proof"}
    names = _previous(options)
    if not names:
        return unsigned
    matching = []
    for name in names:
        found = [item for item in proofs if item.get("id") == name]
        # Two proofs under one name, or a proof that builds on itself, settle nothing.
        if len(found) != 1 or name == options.get("id"):
            raise BrokenChain(previous=name[:SHOWN])
        matching += found
    return {**unsigned, "proof": matching}


def _previous(options: Mapping[str, Any]) -> list[str]:
    if "previousProof" not in options:
        return []
    value = options["previousProof"]
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) for name in names):
        raise BrokenChain(previous=str(value)[:SHOWN])
    if len(set(names)) != len(names):
        raise BrokenChain(previous=names[0][:SHOWN])
    return names
