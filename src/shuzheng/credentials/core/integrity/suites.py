"""The two cryptosuites: how each turns a document and its proof options into the signed bytes.

Authority: VC Data Integrity EdDSA Cryptosuites 1.0, sections "eddsa-rdfc-2022" and
"eddsa-jcs-2022". Both hash the proof configuration first, then the document, and sign the 64 bytes
with Ed25519. They differ in the canonical form and in the context of the configuration: RDF takes
that of the document, JSON the one in the proof, which must stand at the beginning of the
document's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from shuzheng.credentials.core import jsontext, proof, rdf
from shuzheng.kernel.refusals import Refusal

SHOWN = 60
Document = Mapping[str, Any]


class UnknownSuite(Refusal):
    """A proof of a cryptosuite that is not judged here."""

    code = "proof-suite"
    template = "The cryptosuite {suite} is not known here."


@dataclass(frozen=True, slots=True)
class Suite:
    """A cryptosuite: `name` as proofs carry it, `canonical` its form of a document, in bytes.

    `proof_has_context`: its proofs carry the contexts that they cover; where not, a proof covers
    those of the document.
    """

    name: str
    canonical: Callable[[Document], bytes]
    proof_has_context: bool

    def digest(self, document: Document, options: Document) -> bytes:
        """Return the 64 bytes that a signature covers.

        `document` has the contexts that are signed, and of the proofs only those before this one in
        a chain; `options` is the proof without its value.
        """
        written = sha256(self.canonical(self._configuration(document, options))).digest()
        return written + sha256(self.canonical(document)).digest()

    def _configuration(self, document: Document, options: Document) -> Document:
        if self.proof_has_context or "@context" not in document:
            return options
        return {**options, "@context": document["@context"]}

    def covered(self, document: Document, options: Document) -> Document:
        """Return `document` with the contexts that the proof of `options` covers."""
        if not self.proof_has_context or "@context" not in options:
            return document
        signed = proof.covered(document.get("@context"), options["@context"])
        return {**document, "@context": signed}


JCS = Suite(proof.CRYPTOSUITE, jsontext.canonical, proof_has_context=True)
RDFC = Suite("eddsa-rdfc-2022", rdf.canonical, proof_has_context=False)
SUITES = {suite.name: suite for suite in (JCS, RDFC)}


def named(name: object) -> Suite:
    """Return the suite called `name`; refuse any other name, and what is no name at all."""
    suite = SUITES.get(name) if isinstance(name, str) else None
    if suite is None:
        raise UnknownSuite(suite=str(name)[:SHOWN])
    return suite
