"""The forms of proof under which a certificate is judged here, and how each is.

`eddsa-jcs-2022` is how certificates are issued and logged; `eddsa-rdfc-2022` is what a holder asks
for when a wallet reads nothing else. The second signs what the JSON means as RDF, so the order of a
list and the names of members are not signed: what would let the same statements be read otherwise
is refused before. Its library takes a third of a second to load, so it is loaded by the first
certificate of that form, and `shuzheng verify` never waits for it otherwise.

Beside the first proof there may stand one by SM2, with which an organisation signs as well when it
wishes; it is judged by a check of its own (`second`). Any other list of proofs is refused: nothing
would say which of them to believe.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import proof, reading
from shuzheng.credentials.core.integrity.suite import SM2
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.integrity.suite import Suite
    from shuzheng.credentials.core.jsontext import Object

RDFC = "eddsa-rdfc-2022"
JUDGED = (proof.CRYPTOSUITE, RDFC)
MOST_PARTS, LONGEST_LIST = 4_000, 500
"""Texts, lists and objects. RDF takes half a second for so many; a list costs its square."""


class TooManyParts(Refusal):
    """A credential so large that reading it as linked data would take its time."""

    code = "certificate-too-many-parts"
    template = "The credential has more than {most} parts, or too long a list."


def parted(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], Object | None]:
    """Return `document` with its first proof alone, and the SM2 proof that stood beside it.

    Only a set of exactly these two is parted; anything else comes back as it is, with None.
    """
    given = document.get("proof")
    if not isinstance(given, list) or len(given) != len((proof.CRYPTOSUITE, SM2.name)):
        return document, None
    first, second = (
        [one for one in given if isinstance(one, dict) and one.get("cryptosuite") == suite]
        for suite in (proof.CRYPTOSUITE, SM2.name)
    )
    if not first or not second:
        return document, None
    return {**document, "proof": first[0]}, second[0]


def read(document: Mapping[str, Any]) -> proof.Proof:
    """Return the one proof of a certificate; refuse one of a form that is not judged here."""
    return proof.read(document, suites=JUDGED)


def require(document: Mapping[str, Any], given: proof.Proof, public: bytes) -> None:
    """Refuse unless the key `public` (32 bytes) signed all of `document`; `given` is its proof."""
    if given.suite != RDFC:
        proof.verify_whole(document, public, given)
        return
    unsigned = {member: value for member, value in document.items() if member != "proof"}
    _require_plain(document)
    digest = _rdfc().digest(unsigned, given.options)
    proof.require_signature(public, given.signature, digest)


def _rdfc() -> Suite:
    found: Suite = import_module("shuzheng.credentials.core.integrity.suites").RDFC
    return found


def _require_plain(document: Mapping[str, Any]) -> None:
    """Refuse more parts than a certificate has, and keywords below the top.

    A context below the top could give our terms other meanings.
    """
    waiting: list[Any] = list(document.values())
    seen = len(waiting)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for name in value:
                if name.startswith("@"):
                    raise reading.NotACertificate(place=name[: reading.SHOWN])
        inside = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            waiting.extend(inside)
            seen += len(value)
        if seen > MOST_PARTS or (isinstance(value, list) and len(value) > LONGEST_LIST):
            raise TooManyParts(most=MOST_PARTS)
